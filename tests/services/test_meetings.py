"""Meetings in a watch's file: planned, signed in, minuted, closed; and taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sacwatch.domain import meetings as rules
from sacwatch.domain.checklists import Check, MeetingKind
from sacwatch.domain.errors import Invalid, NotFound, Refused
from sacwatch.domain.listing import MeetingQuery
from sacwatch.domain.meetings import ItemDraft, MeetingState, Reminding
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.signins import WalkInDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import forgetting, meetings, members, merging, signinlists, signins, undoing, watches
from sacwatch.services.checking import check
from sacwatch.store.errors import InUse
from tests.making import TODAY, meeting_draft


def do(desk, deed, *args, **how):
    with desk.work() as work:
        return deed(work, *args, **how)


def get(desk, id_):
    with desk.reading() as work:
        return meetings.get(work, id_)


def lines(desk, **query):
    with desk.reading() as work:
        return meetings.find(work, MeetingQuery(**query)).lines


def blocks(desk):
    with desk.reading() as work:
        return watches.get(work).blocks


@pytest.fixture
def street(desk):
    """Give a watch with two blocks, three members at two homes, and a meeting."""
    one, other = blocks(desk)
    home = desk.house(block_id=one.id, block_chosen=True)
    alone = desk.house(place=PlaceDraft("2301 G St"), block_id=other.id, block_chosen=True)
    rosa = desk.add(household_id=home.id)
    walt = desk.add(name="Walt Kim", household_id=home.id, phones=(), email="")
    ann = desk.add(name="Ann Petrov", phones=(), email="")
    desk.homes, desk.people, desk.blocks = (home, alone), (rosa, walt, ann), (one, other)
    return desk


def test_a_meeting_is_planned_changed_found_and_taken_back(street):
    meeting = street.meet()
    assert get(street, meeting.id) == meeting
    assert meeting.agenda[0].member_id == street.people[0].id, "a member's name is tied to them"
    assert [line.id for line in lines(street, words="projector")] == []
    assert [line.id for line in lines(street, words="lights officer")] == [meeting.id]
    do(street, meetings.change, meeting.id, meeting_draft(title="Lights and traffic"), today=TODAY)
    assert lines(street)[0].title == "Lights and traffic"
    do(street, undoing.undo)
    assert get(street, meeting.id) == meeting
    do(street, meetings.remove, meeting.id)
    assert lines(street) == ()
    do(street, undoing.undo)
    assert get(street, meeting.id) == meeting
    assert check(street.store).good


def test_a_place_on_the_map_gets_its_point_and_one_that_is_not_stays_as_it_is(street):
    assert street.meet().place.point is None
    assert street.meet(place=PlaceDraft("1620 P St")).place.point is not None


def test_names_are_printed_by_block_with_homes_of_which_nobody_is_known(street):
    meeting = street.meet()
    with street.reading() as work:
        printed = signins.running(work, meeting.id).printed
    rosa = street.people[0]
    assert [each.name for each in printed] == ["Rosa Delgado", "Walt Kim", "2301 G St", "Ann Petrov"]
    assert [each.block_id for each in printed] == [*([street.blocks[0].id] * 2), street.blocks[1].id, None]
    assert (printed[0].member_id, printed[2].member_id, printed[2].household_id) == (
        rosa.id, None, street.homes[1].id,
    )  # fmt: skip


def test_people_sign_in_once_and_each_can_be_taken_back(street):
    meeting = street.meet()
    rosa, walt, _ann = street.people
    do(street, meetings.begin, meeting.id)
    first = do(street, signins.sign_in, meeting.id, member_id=rosa.id)
    assert do(street, signins.sign_in, meeting.id, member_id=rosa.id) == first
    do(street, signins.sign_in, meeting.id, household_id=street.homes[1].id)
    do(street, signins.walk_in, meeting.id, WalkInDraft("Zelda Quince", street.blocks[1].id, "916-555-0101"))
    known = do(street, signins.walk_in, meeting.id, WalkInDraft("walt kim"))
    assert (known.member_id, known.name) == (walt.id, "Walt Kim"), "whom the list has is ticked on it"
    found = get(street, meeting.id)
    assert [each.block_id for each in found.signins] == [
        street.blocks[0].id, street.blocks[1].id, street.blocks[1].id, street.blocks[0].id,
    ]  # fmt: skip
    assert found.changed_at == do(street, meetings.get, meeting.id).changed_at
    assert (found.state, lines(street)[0].people) == (MeetingState.HELD, 4)
    do(street, undoing.undo)
    assert [each.name for each in get(street, meeting.id).signins] == ["Rosa Delgado", "", "Zelda Quince"]
    do(street, signins.sign_out, meeting.id, first.id)
    assert lines(street)[0].people == 2
    with pytest.raises(NotFound), street.work() as work:
        signins.sign_out(work, meeting.id, first.id)
    assert check(street.store).good


def test_four_hundred_sign_in_and_the_plan_can_still_be_changed(street):
    meeting = street.meet()
    with street.work() as work:
        for number in range(400):
            signins.walk_in(work, meeting.id, WalkInDraft(f"Visitor {number}", street.blocks[number % 2].id))
    do(street, meetings.change, meeting.id, meeting_draft(title="Full house"), today=TODAY)
    found = get(street, meeting.id)
    assert (len(found.signins), found.title) == (400, "Full house")
    assert [each.name for each in found.signins[:2]] == ["Visitor 0", "Visitor 1"]
    with street.reading() as work:
        assert meetings.find(work, MeetingQuery()).lines[0].people == 400


def test_minutes_are_typed_under_each_item_and_stay_with_the_list(street):
    meeting = street.meet()
    do(street, signins.sign_in, meeting.id, member_id=street.people[0].id)
    draft = rules.draft_of(get(street, meeting.id))
    noted = (
        draft.agenda[0],
        replace(draft.agenda[1], notes="Three lamps are out.", decisions=("We call 311",)),
        ItemDraft(title="A lost cat", notes="Gray, answers to Tom."),
    )  # fmt: skip
    changed = do(street, meetings.change, meeting.id, replace(draft, agenda=noted), today=TODAY)
    assert [each.title for each in changed.agenda] == ["Welcome", "Lights on P Street", "A lost cat"]
    assert changed.agenda[1].id == meeting.agenda[1].id and changed.agenda[2].id
    assert (changed.minuted, len(changed.signins)) == (True, 1)
    assert [line.id for line in lines(street, words="gray tom")] == [meeting.id]


def test_ticks_and_reminders_are_noted_and_taken_back(street):
    meeting = street.meet(kind="town_hall")
    do(street, meetings.tick, meeting.id, Check(what="sound"), done_on=TODAY)
    do(street, meetings.tick, meeting.id, Check(what="Bring the projector", own=True), done_on=TODAY)
    for _twice in range(2):
        do(street, meetings.remind, meeting.id, Reminding.PHONE_TREE, on=TODAY)
    found = get(street, meeting.id)
    assert {each.what for each in found.checklist if each.done_on} == {"sound", "Bring the projector"}
    assert [(each.how, each.on) for each in found.reminders] == [(Reminding.PHONE_TREE, TODAY)]
    do(street, undoing.undo)
    assert get(street, meeting.id).reminders == ()
    do(street, meetings.tick, meeting.id, Check(what="sound"), done_on=None)
    assert [each.what for each in get(street, meeting.id).checklist if each.done_on] == [
        "Bring the projector"
    ]


def test_a_closed_meeting_is_changed_only_after_it_was_opened_again(street):
    meeting = street.meet(day="2026-09-15")
    do(street, meetings.begin, meeting.id)
    signed = do(street, signins.sign_in, meeting.id, member_id=street.people[0].id)
    with street.reading() as work:
        draft = meetings.following(meetings.get(work, meeting.id), today=TODAY)
    assert (draft.day, draft.start, draft.place.text) == ("2026-10-20", "7:00 pm", "Library, 2nd floor")
    do(street, meetings.close, meeting.id, next_meeting=draft, zone=SACRAMENTO, today=TODAY)
    assert [(line.state.value, line.day.isoformat()) for line in lines(street)] == [
        ("planned", "2026-10-20"), ("closed", "2026-09-15"),
    ]  # fmt: skip
    assert do(street, meetings.show, meeting.id).for_calendar == lines(street)[0].id
    for deed in (
        lambda work: meetings.change(work, meeting.id, meeting_draft(), today=TODAY),
        lambda work: signins.sign_in(work, meeting.id, member_id=street.people[1].id),
        lambda work: signins.sign_out(work, meeting.id, signed.id),
        lambda work: meetings.begin(work, meeting.id),
        lambda work: meetings.close(work, meeting.id, zone=SACRAMENTO, today=TODAY),
    ):
        with pytest.raises(Refused), street.work() as work:
            deed(work)
    do(street, meetings.open_again, meeting.id)
    assert do(street, meetings.show, meeting.id).for_calendar == meeting.id
    assert do(street, signins.walk_in, meeting.id, WalkInDraft("Zelda Quince"))


def test_closing_waits_until_the_next_one_is_right(street):
    meeting = street.meet()
    with pytest.raises(Invalid), street.work() as work:
        draft = meeting_draft(day="")
        meetings.close(work, meeting.id, next_meeting=draft, zone=SACRAMENTO, today=TODAY)
    assert [line.state for line in lines(street)] == [MeetingState.PLANNED]


def test_a_new_meeting_begins_as_the_last_one_was(desk):
    with desk.reading() as work:
        draft = meetings.fresh(work, today=TODAY)
    assert (draft.place.text, draft.day) == ("Library, 2nd floor", "")
    assert [each.title for each in draft.agenda] == [
        each.title for each in meetings.usual_agenda(MeetingKind.REGULAR)
    ]
    desk.meet(day="2026-04-07", place=PlaceDraft("School gym"))
    with desk.reading() as work:
        draft = meetings.fresh(work, today=TODAY)
    assert (draft.place.text, draft.day, draft.start) == ("School gym", "2026-10-06", "7:00 pm")


def held(desk, day, *who):
    meeting = desk.meet(day=day.isoformat())
    with desk.work() as work:
        meetings.begin(work, meeting.id)
        for member in who:
            signins.sign_in(work, meeting.id, member_id=member.id)
    return meeting


def test_attendance_over_time_and_the_blocks_not_heard_from(street):
    rosa, walt, ann = street.people
    with street.reading() as work:
        assert signinlists.attended(work, today=TODAY).unheard == ()
    for weeks in (4, 3, 2):
        held(street, TODAY - timedelta(weeks=weeks), rosa, walt)
    street.meet(day="2026-09-19")  # nobody wrote down who came
    do(street, signins.walk_in, held(street, TODAY, ann).id, WalkInDraft("Zelda"))
    held(street, date(2026, 9, 27), rosa)
    with street.reading() as work:
        found = signinlists.attended(work, today=TODAY)
    assert [(each.people, each.walk_ins, len(each.heard)) for each in found.meetings] == [
        (2, 1, 0), (2, 0, 1), (2, 0, 1), (2, 0, 1),
    ]  # fmt: skip
    assert [(each.block.name, each.last) for each in found.unheard] == [("2200 G", None)]


def test_who_signed_in_is_not_removed_by_mistake_and_is_merged_with_care(street):
    rosa, walt, _ann = street.people
    meeting = held(street, TODAY, rosa, walt)
    with pytest.raises(InUse), street.work() as work:
        members.remove(work, walt.id)
    do(street, merging.merge, rosa.id, walt.id, today=TODAY)
    assert [each.member_id for each in get(street, meeting.id).signins] == [rosa.id]
    do(street, merging.merge_homes, street.homes[1].id, street.homes[0].id, today=TODAY)
    assert get(street, meeting.id).signins[0].household_id == street.homes[1].id
    assert check(street.store).good


def test_who_is_forgotten_leaves_the_list_and_the_agenda_without_a_name_and_is_still_counted(street):
    rosa = street.people[0]
    meeting = held(street, TODAY, rosa)
    do(street, signins.walk_in, meeting.id, WalkInDraft("Rosa Delgado's aunt", "", "916-555-0134"))
    forgetting.forget(street.store, rosa.id, with_home=False, now=street.tick(), by="tester")
    found = get(street, meeting.id)
    assert len(found.signins) == 2
    assert "Rosa" not in repr(found) and "0134" not in repr(found)
    assert found.signins[0].member_id is None
    assert found.agenda[0].who == forgetting.name_instead()
    with pytest.raises(Invalid) as gone, street.work() as work:
        draft = meeting_draft(agenda=(ItemDraft(title="Welcome", who="Rosa Delgado", member_id=rosa.id),))
        meetings.change(work, meeting.id, draft, today=TODAY)
    assert gone.value.problems["agenda.0.who"].key == "problem.person_forgotten"
    assert check(street.store).good
