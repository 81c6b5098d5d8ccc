"""The papers of a meeting: each as its readers may see it, and kept as they were at its closing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sacwatch.domain import meetings as rules
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.destinations import Rule, Wish
from sacwatch.domain.errors import NotFound
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.meetings import GuestDraft, ItemDraft, MeetingState
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.signins import WalkInDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import (
    attachments,
    forgetting,
    keptpapers,
    listfiles,
    meetingcalendars,
    meetingpapers,
    meetings,
    reporting,
    signins,
    subjects,
    undoing,
    wanted,
    watches,
)
from sacwatch.services.checking import check
from sacwatch.services.listfiles import Lists
from sacwatch.services.reporting import Order
from tests.making import TODAY
from tests.reports.papers import pages_of, squeezed, whole_text

LONG = "Wolfeschlegelsteinhausenbergerdorff " * 3 + "Jr."


def do(desk, deed, *args, **how):
    with desk.work() as work:
        return deed(work, *args, **how)


def paper(desk, name, meeting_id, audience=Audience.CAPTAIN, **how):
    with desk.reading() as work:
        gathered = reporting.gather(work, Order(name, meeting_id, audience, **how), zone=SACRAMENTO)
    return reporting.make(gathered, desk.now)


class Told(str):
    """The text of a paper, in which words are found however they are broken into lines."""

    def __contains__(self, words):
        return super().__contains__(squeezed(words))


def text(desk, name, meeting_id, audience=Audience.CAPTAIN, **how):
    return Told(whole_text(paper(desk, name, meeting_id, audience, **how)))


@pytest.fixture
def street(desk):
    """Give a watch in which one member agreed to be named, and a meeting that was minuted."""
    with desk.reading() as work:
        one = watches.get(work).blocks[0]
    home = desk.house(block_id=one.id, block_chosen=True)
    rosa = desk.add(household_id=home.id, consents=(ConsentDraft("name", "members", "2026-09-01"),))
    walt = desk.add(name="Walt Kim", household_id=home.id, phones=(), email="")
    meeting = desk.meet(
        day=TODAY.isoformat(),
        agenda=(
            ItemDraft(title="Welcome", minutes="10", who="Rosa Delgado"),
            ItemDraft(title="Our officer", minutes="20", who="Officer Lee"),
            ItemDraft(title="Lights on P Street", who="Walt Kim"),
        ),
    )
    do(desk, meetings.begin, meeting.id)
    do(desk, signins.sign_in, meeting.id, member_id=rosa.id)
    do(desk, signins.sign_in, meeting.id, member_id=walt.id)
    do(desk, signins.walk_in, meeting.id, WalkInDraft("Zelda Quince", "", "916-555-0101"))
    draft = rules.draft_of(do(desk, meetings.get, meeting.id))
    items = list(draft.agenda)
    items[2] = ItemDraft(
        items[2].id, items[2].title, "", "Walt Kim", walt.id,
        "The Petersons leave theirs off.", ("We ask 311 for three lamps.",),
    )  # fmt: skip
    do(desk, meetings.change, meeting.id, replace(draft, agenda=tuple(items)), today=TODAY)
    desk.meeting, desk.rosa = meeting.id, rosa
    return desk


def test_minutes_tell_the_captain_all_and_neighbors_what_was_decided(street):
    told = text(street, "minutes", street.meeting)
    for words in (
        "Sun, Sep 20, 2026", "Library, 2nd floor", "7:00 pm to 8:30 pm", "3 people, 1 of them a visitor",
        "2200 H (2)", "Rosa Delgado", "Zelda Quince", "The Petersons leave theirs off.",
        "Decided: We ask 311 for three lamps.", "Officer Lee, Police Department",
    ):  # fmt: skip
        assert words in told, words
    for audience in (Audience.MEMBERS, Audience.BLOCK_CAPTAINS, Audience.PUBLIC):
        told = text(street, "minutes", street.meeting, audience)
        assert "We ask 311 for three lamps." in told and "3 people" in told and "Officer Lee" in told
        for words in ("Peterson", "Walt", "Zelda", "0101"):
            assert words not in told, (audience, words)
        assert ("Rosa Delgado" in told) is (audience is Audience.MEMBERS)
    assert "Peterson" in text(street, "minutes", street.meeting, Audience.POLICE)


def test_neighbors_are_told_of_a_block_from_three_people_on(street):
    left_out = "the blocks from which fewer than 3 people came"
    public = text(street, "minutes", street.meeting, Audience.PUBLIC)
    assert "2200 H" not in public and "3 people" in public and left_out in public
    police = text(street, "minutes", street.meeting, Audience.POLICE)
    assert "2200 H (2)" in police and left_out not in police
    home = do(street, lambda work: work.members.get(street.rosa.id)).household_id
    third = street.add(name="Una Kim", household_id=home, phones=(), email="")
    do(street, signins.sign_in, street.meeting, member_id=third.id)
    assert "2200 H (3)" in text(street, "minutes", street.meeting, Audience.PUBLIC)


def test_that_nothing_was_written_down_is_said_of_the_whole_meeting_and_first(desk):
    meeting = desk.meet(agenda=(ItemDraft(title="Welcome"), ItemDraft(title="Cats")))
    captains = text(desk, "minutes", meeting.id)
    public = text(desk, "minutes", meeting.id, Audience.PUBLIC)
    for told, said in ((captains, "No minutes of this meeting"), (public, "Nothing was decided at this")):
        places = [told.index(squeezed(words)) for words in (said, "1. Welcome", "2. Cats")]
        assert places == sorted(places)


def test_the_agenda_tells_when_each_item_begins_and_what_was_decided_before(street):
    meeting = street.meet()
    told = text(street, "agenda", meeting.id, Audience.MEMBERS)
    for words in ("7:00 pm", "7:10 pm", "Welcome", "Lights on P Street", "Rosa Delgado", "We ask 311"):
        assert words in told, words
    assert "Peterson" not in told


def test_what_came_up_stands_in_the_minutes_and_what_is_open_returns_to_the_next_agenda(street):
    ladder = street.act(what="Bring the ladder", owner="Rosa Delgado", meeting_id=street.meeting, due_on="")
    street.act(what="SECRETDEED", public_wording="Ask about the sofa", owner="Walt Kim", due_on="2026-09-15")
    street.concern(
        words="SECRETWORDS",
        public_wording="Lamps are dark",
        raised_by="SECRETNAME",
        meeting_id=street.meeting,
    )
    told = text(street, "minutes", street.meeting)
    assert "Bring the ladder" in told and "Rosa Delgado" in told and "SECRETWORDS" in told
    assert "SECRETDEED" not in told, "that is of another meeting"
    following = street.meet()
    agenda = text(street, "agenda", following.id)
    assert "Bring the ladder" in agenda and "SECRETDEED" in agenda and "(late)" in agenda
    for name, meeting in (("minutes", street.meeting), ("agenda", following.id)):
        told = text(street, name, meeting, Audience.MEMBERS)
        assert "SECRET" not in told and "Walt" not in told and "Bring the ladder" not in told
        assert ("Ask about the sofa" if name == "agenda" else "Lamps are dark") in told
    with street.reading() as work:
        shown = meetings.show(work, street.meeting)
        assert [each.id for each in shown.noted] == [ladder.id] and len(shown.raised) == 1
        assert len(meetings.show(work, following.id).waiting) == 2


def test_what_some_alone_are_invited_to_is_on_no_other_paper_for_neighbors(street):
    some = {"everybody": False, "roles": ("block_captain",)}
    held = street.meet(day="2026-09-18", title="CLOSEDONE", agenda=(ItemDraft(title="CLOSEDITEM"),), **some)
    item = replace(rules.draft_of(held).agenda[0], decisions=("CLOSEDDEED",))
    draft = replace(rules.draft_of(held), agenda=(item,))
    do(street, meetings.begin, held.id)
    do(street, meetings.change, held.id, draft, today=TODAY)
    street.meet(day="2026-09-30", title="CLOSEDNEXT", place=PlaceDraft("CLOSEDHOUSE"), **some)
    following = street.meet(day="2026-10-07")
    said = ("CLOSED", "Sep\u00a030")
    for name, meeting in (("minutes", street.meeting), ("handout", street.meeting), ("agenda", following.id)):
        for audience in (Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC):
            told = text(street, name, meeting, audience)
            assert not any(words in told for words in said), (name, audience)
    assert "Sep\u00a030" in text(street, "minutes", street.meeting, Audience.POLICE)
    with street.reading() as work:
        for which in (Lists.MEETINGS, Lists.ATTENDANCE, Lists.WHO_CAME):
            assert "CLOSED" not in str(listfiles.gather(work, which, Audience.MEMBERS))
        assert "CLOSEDONE" in str(listfiles.gather(work, Lists.MEETINGS, Audience.POLICE))
        how = {"large": False, "today": TODAY, "zone": SACRAMENTO}

        def about(audience):
            wishes = [Wish(each, Rule.EVERY) for each in ("agenda", "minutes", "handout")]
            found = wanted.orders(lambda question: question(work), wishes, audience=audience, **how)
            return {each.subject for each in found}

        assert held.id in about(Audience.CAPTAIN)
        assert held.id not in about(Audience.MEMBERS) and street.meeting in about(Audience.MEMBERS)


def test_an_action_about_who_needs_help_is_not_told_to_neighbors_and_the_page_says_so(
    street,
):
    helped = street.concern(topic="needs_help", words="x")
    street.act(what="HELPING", public_wording="HELPING", concern_id=helped.id, meeting_id=street.meeting)
    following = street.meet()
    said = "what is to be done where there are no words for neighbors"
    for name, meeting in (("minutes", street.meeting), ("agenda", following.id)):
        members, police = (text(street, name, meeting, each) for each in (Audience.MEMBERS, Audience.POLICE))
        assert "HELPING" not in members and said in members
        assert "HELPING" in police and said not in police
    assert "HELPING" not in text(street, "handout", following.id, Audience.PUBLIC)
    with street.reading() as work:
        assert "HELPING" not in str(listfiles.gather(work, Lists.ACTIONS, Audience.MEMBERS))
        assert "HELPING" in str(listfiles.gather(work, Lists.ACTIONS, Audience.POLICE))


def test_minutes_for_neighbors_do_not_describe_who_needs_help(street):
    said = {"topic": "needs_help", "public_wording": "SLEEPSTHERE", "meeting_id": street.meeting}
    street.concern(**said)
    for audience in Audience:
        exact = audience in (Audience.CAPTAIN, Audience.POLICE)
        told = text(street, "minutes", street.meeting, audience)
        assert ("1620 P St" in told) is ("Someone who needs help" in told) is exact
        assert exact or not any(words in told for words in ("SLEEPSTHERE", "of P St")), audience
        assert ("What is about somebody who needs help is not described here." in told) is not exact


def test_a_slip_for_everybody_brings_the_open_actions_to_their_owners(street):
    street.act(what="Bring the ladder", owner="Rosa Delgado", meeting_id=street.meeting, due_on="10/6")
    street.act(what="Ask about the sofa", owner="Rosa Delgado", meeting_id=street.meeting, due_on="")
    street.act(what="Nobody's deed", owner="", meeting_id=street.meeting)
    street.act(what="Another's deed", owner=LONG, meeting_id=street.meeting)
    street.act(what="Of another meeting", owner="Walt Kim")
    street.meet()
    told = text(street, "action-slips", street.meeting)
    for words in ("Rosa Delgado", "Bring the ladder", "Tue, Oct 6", "Ask about the sofa", "Another's deed"):
        assert words in told, words
    assert "We meet again: Tue, Oct 6, 2026, 7:00 pm, Library, 2nd floor" in told
    assert "Nobody's deed" not in told and "Of another meeting" not in told
    assert "Nobody has anything to do" in text(street, "action-slips", street.meet(day="2026-12-01").id)


def test_an_action_whose_owner_was_forgotten_is_nobodys_and_goes_out_of_the_frozen_minutes(street):
    walt = next(each for each in do(street, lambda work: work.members.active()) if each.name == "Walt Kim")
    other = street.meet(day="2026-09-19", agenda=(ItemDraft(title="Cats"),))
    street.act(what="Bring the ladder", owner="Walt Kim", meeting_id=other.id)
    do(street, meetings.begin, other.id)
    do(street, meetings.close, other.id, zone=SACRAMENTO, today=TODAY)
    forgetting.forget(street.store, walt.id, with_home=False, now=street.tick(), by="tester")
    with street.reading() as work:
        assert meetings.show(work, other.id).papers == ()
    told = text(street, "agenda", street.meet().id)
    assert "Bring the ladder" in told and "Nobody yet" in told and "Walt" not in told


def test_forgetting_says_which_kept_papers_go_and_what_is_made_then_says_so(street):
    do(street, meetings.close, street.meeting, zone=SACRAMENTO, today=TODAY)
    day = do(street, meetings.get, street.meeting).day
    with street.reading() as work:
        shown = meetings.show(work, street.meeting)
    assert list(shown.kept_since) == [None], "as they were when it was closed"
    look = forgetting.look(street.store, street.rosa.id, now=street.now)
    assert (look.minutes, look.handouts) == ((day,), (day,))
    with street.reading() as work:
        assert meetings.show(work, street.meeting).papers == shown.papers, "to look changes nothing"
    done = forgetting.forget(street.store, street.rosa.id, with_home=False, now=street.tick(), by="tester")
    told = "\n".join(forgetting.receipt_lines(done.receipt))
    for words in (
        "minutes kept at the closing of 1 meeting: Sun, Sep\u00a020, 2026: removed",
        "handout kept at the closing of 1 meeting: Sun, Sep\u00a020, 2026: removed",
        "offers to make them anew",
    ):
        assert words in told, words
    assert "Rosa" not in told and "Delgado" not in told
    street.tick()
    do(street, meetings.freeze_again, street.meeting, zone=SACRAMENTO)
    with street.reading() as work:
        ((since, files),) = meetings.show(work, street.meeting).kept_since.items()
    assert since is not None and len(files) == 5


def test_forgetting_somebody_of_no_meeting_takes_no_paper(street):
    do(street, meetings.close, street.meeting, zone=SACRAMENTO, today=TODAY)
    other = street.add(name="Zora Quill", phones=(), email="")
    look = forgetting.look(street.store, other.id, now=street.now)
    assert (look.minutes, look.handouts) == ((), ())
    done = forgetting.forget(street.store, other.id, with_home=False, now=street.tick(), by="tester")
    assert not any("meeting" in line for line in forgetting.receipt_lines(done.receipt))


def test_a_sheet_to_sign_names_those_who_agreed_and_has_lines_for_the_others(street):
    told = text(street, "sign-in-sheet", street.meeting, Audience.MEMBERS)
    assert "2200 H" in told and "Rosa Delgado" in told and "Walt Kim" not in told
    assert "Fewer than 3 neighbors of this block are not printed here" in told
    with street.reading() as work:
        home = next(each for each in work.members.active() if each.name == "Walt Kim").household_id
    street.add(name="Una Kim", household_id=home, phones=(), email="")
    two = text(street, "sign-in-sheet", street.meeting, Audience.MEMBERS)
    lists = [each.partition(squeezed("Not on the list?")) for each in (told, two)]
    assert lists[0][0] == lists[1][0] and lists[0][1], "one or two look the same"
    street.add(name="Otto Kim", household_id=home, phones=(), email="")
    third = text(street, "sign-in-sheet", street.meeting, Audience.MEMBERS)
    assert "3 neighbors of this block are not printed here" in third and "Fewer" not in third
    captains = text(street, "sign-in-sheet", street.meeting)
    assert "Walt Kim" in captains and "not printed here" not in captains


def test_four_hundred_names_and_long_ones_have_their_places(street):
    people = [street.add(name=f"{LONG} {number}", phones=(), email="") for number in range(3)]
    with street.work() as work:
        for number in range(400):
            signins.walk_in(work, street.meeting, WalkInDraft(f"Visitor {number:03} {LONG[:80]}"))
        signins.sign_in(work, street.meeting, member_id=people[0].id)
    told = text(street, "minutes", street.meeting)
    assert "404 people" in told and "Visitor 399" in told
    assert f"{LONG[:36].strip()}" in text(street, "sign-in-sheet", street.meeting)


def test_the_flyer_is_for_everybody_and_names_guests_alone(street):
    meeting = street.meet(
        title="Lights and traffic",
        kind="town_hall",
        everybody=False,
        roles=("patroller",),
        place=PlaceDraft("1620 P St, side door"),
    )
    told = text(street, "meeting-flyer", meeting.id)
    for words in (
        "Lights and traffic", "Town hall meeting", "Tuesday, October 6", "7:00 pm to 8:30 pm",
        "1620 P St, side door", "Officer Lee", "Lights on P Street", "You are invited: Patroller",
    ):  # fmt: skip
        assert words in told, words
    assert "Rosa" not in told and "captain only" not in told
    assert len(pages_of(paper(street, "meeting-flyer", meeting.id))) == 1


def test_a_meeting_about_which_nothing_is_known_has_its_papers_too(desk):
    meeting = desk.meet(finish="", place=PlaceDraft(), agenda=(), guests=())
    for name in ("agenda", "sign-in-sheet", "minutes", "meeting-flyer"):
        assert "Boulevard Park Watch" in text(desk, name, meeting.id)
    assert "Nobody signed in." in text(desk, "minutes", meeting.id)


def test_minutes_of_fifty_pages_are_printed_whole(street):
    lines = [f"Line {line}: they said much about lamps, and more about trees." for line in range(2000)]
    draft = rules.draft_of(do(street, meetings.get, street.meeting))
    items = (*draft.agenda, ItemDraft(title="The long talk", notes="\n".join(lines)))
    do(street, meetings.change, street.meeting, replace(draft, agenda=items), today=TODAY)
    pages = pages_of(paper(street, "minutes", street.meeting))
    assert 40 < len(pages) < 70
    assert "Line 0:" in "".join(pages) and "Line 1999:" in pages[-1]


def test_closing_keeps_the_minutes_as_they_are_and_opening_again_lets_them_go(street):
    do(street, meetings.close, street.meeting, zone=SACRAMENTO, today=TODAY)
    with street.reading() as work:
        shown = meetings.show(work, street.meeting)
        (name, file), (_handout, handed_out), *_forms = shown.papers
        data = attachments.data(work, file.sha256)
        public = attachments.data(work, handed_out.sha256)
    assert (name, file.media_type, file.name) == ("minutes", "application/pdf", "Minutes 2026-09-20.pdf")
    assert "The Petersons leave theirs off." in Told(whole_text(data))
    assert handed_out.name == "Handout 2026-09-20.pdf" and "For: Public" in Told(whole_text(public))
    do(street, meetings.open_again, street.meeting)
    with street.reading() as work:
        assert attachments.of(work, Ref(Kind.MEETING, street.meeting)) == []
    do(street, undoing.undo)
    with street.reading() as work:
        assert [name for name, _file in meetings.show(work, street.meeting).papers] == [*keptpapers.PAPERS]
    do(street, undoing.undo)
    with street.reading() as work:
        assert meetings.get(work, street.meeting).state is MeetingState.HELD
        assert attachments.of(work, Ref(Kind.MEETING, street.meeting)) == []
    assert check(street.store).good


def test_frozen_minutes_go_with_a_person_who_is_forgotten_and_are_kept_anew_without_them(street):
    do(street, meetings.close, street.meeting, zone=SACRAMENTO, today=TODAY)
    other = street.meet(day="2026-09-19", agenda=(ItemDraft(title="Cats"),))
    do(street, meetings.begin, other.id)
    do(street, meetings.close, other.id, zone=SACRAMENTO, today=TODAY)
    with street.reading() as work:
        (_paper, file) = meetings.show(work, street.meeting).papers[0]
    forgetting.forget(street.store, street.rosa.id, with_home=False, now=street.tick(), by="tester")
    with street.reading() as work:
        assert meetings.show(work, street.meeting).papers == ()
        assert len(meetings.show(work, other.id).papers) == 5, "they name nobody"
        with pytest.raises(NotFound):
            attachments.data(work, file.sha256)
    do(street, meetings.freeze_again, street.meeting, zone=SACRAMENTO)
    with street.reading() as work:
        (_name, file), *_handouts = meetings.show(work, street.meeting).papers
        told = Told(whole_text(attachments.data(work, file.sha256)))
    assert "Rosa" not in told and "3 people" in told
    assert check(street.store).good


def test_which_meeting_a_paper_is_about(street):
    planned = street.meet()
    later = street.meet(day="2026-11-03")
    with street.reading() as work:

        def asked(report, said=""):
            return subjects.default_subject(work, report, said, today=TODAY, zone=SACRAMENTO)

        assert [asked("agenda"), asked("minutes")] == [street.meeting, street.meeting]
        assert asked("agenda", "11/3") == later.id
        assert asked("minutes", planned.id) == planned.id
        with pytest.raises(NotFound):
            asked("agenda", "12/24")
        assert subjects.choices(work, today=TODAY).meetings[0].id == later.id


def test_a_place_keeps_the_papers_of_the_next_meeting_and_the_minutes_of_those_held(street):
    planned = street.meet()
    do(street, meetings.close, street.meeting, zone=SACRAMENTO, today=TODAY)

    def ask(question):
        with street.reading() as work:
            return question(work)

    wishes = [wanted.Wish(name, wanted.Rule.TWELVE_MONTHS) for name in ("agenda", "minutes")]
    found = wanted.orders(ask, wishes, audience=Audience.MEMBERS, large=False, today=TODAY, zone=SACRAMENTO)
    assert [(each.report, each.subject) for each in found] == [
        ("agenda", planned.id), ("minutes", street.meeting),
    ]  # fmt: skip


def test_the_calendar_file_has_the_meeting_by_the_clock_on_the_wall(desk):
    meeting = desk.meet(day="2026-11-03", guests=(GuestDraft("Officer Lee", "Police Department"),))
    with desk.reading() as work:
        gathered = meetingcalendars.gather(work, meeting.id, zone=SACRAMENTO)
    file = meetingcalendars.make(gathered).decode().replace("\r\n ", "")
    for line in (
        "DTSTART;TZID=America/Los_Angeles:20261103T190000", "DTEND;TZID=America/Los_Angeles:20261103T203000",
        "SUMMARY:Watch meeting\\, Boulevard Park Watch", "LOCATION:Library\\, 2nd floor",
    ):  # fmt: skip
        assert line in file, line
    assert "Officer Lee" in file and gathered.file_name == "Watch meeting 2026-11-03.ics"


def test_the_flyer_of_a_meeting_that_is_gone_is_told(desk):
    with desk.reading() as work, pytest.raises(NotFound):
        meetingpapers.asked(work, "", today=TODAY + timedelta(days=1), report="agenda")
