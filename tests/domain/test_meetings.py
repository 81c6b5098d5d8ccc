"""Meetings: planned by the clock on the wall, minuted item by item, and whom they were not heard by."""

import dataclasses
from datetime import date, time

import pytest

from sacwatch.domain import attendance, checklists, meetings, meetingsteps, merging, signins
from sacwatch.domain.attendance import Attended
from sacwatch.domain.audiences import Audience
from sacwatch.domain.checklists import Check, MeetingKind, ToDo
from sacwatch.domain.errors import Invalid, Refused
from sacwatch.domain.meetings import CheckDraft, GuestDraft, ItemDraft, MeetingState
from sacwatch.domain.members import Role
from sacwatch.domain.reducing import reduced
from sacwatch.domain.signins import SignIn, WalkInDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import Block
from tests.making import NOW, TODAY, counter, meeting_draft, stamp


def settled(past=None, today=TODAY, **said):
    return meetings.settle(meeting_draft(**said), stamp(), today=today, new_id=counter(), past=past)


def problems(**said):
    with pytest.raises(Invalid) as found:
        settled(**said)
    return {where: problem.key for where, problem in found.value.problems.items()}


def came(id_, **who):
    return SignIn(**{"id": id_, "name": "", "at": NOW, **who})


@pytest.mark.parametrize(
    ("start", "finish", "begins", "lasts"),
    [
        ("7", "8:30", time(19), 90),
        ("7 pm", "9", time(19), 120),
        ("1900", "2030", time(19), 90),
        ("10", "11:30", time(10), 90),
        ("6:30", "", time(18, 30), None),
        ("11 pm", "0:30", time(23), 90),
        ("noon", "1", time(12), 60),
    ],
)
def test_times_are_read_as_people_mean_them(start, finish, begins, lasts):
    meeting = settled(start=start, finish=finish)
    assert (meeting.start, meeting.minutes) == (begins, lasts)


def test_it_begins_and_ends_by_the_clock_on_the_wall():
    meeting = settled(day="2026-11-03", start="7 pm", finish="8:30 pm")
    assert meeting.starts_at(SACRAMENTO).isoformat() == "2026-11-04T03:00:00+00:00"
    assert settled(day="2026-10-20").starts_at(SACRAMENTO).isoformat() == "2026-10-21T02:00:00+00:00"
    assert (meeting.ends_at(SACRAMENTO) - meeting.starts_at(SACRAMENTO)).total_seconds() == 90 * 60


def test_what_a_form_leaves_out_is_told_field_by_field():
    assert problems(day=" ", start="", agenda=(ItemDraft(notes="Said a lot"),)) == {
        "day": "problem.needed",
        "start": "problem.needed",
        "agenda.0.title": "problem.needed",
    }
    assert problems(
        day="2/30", start="half past", finish="7 pm", agenda=(ItemDraft(title="Lights", minutes="long"),)
    ) == {
        "day": "problem.no_such_day",
        "start": "problem.not_a_time",
        "agenda.0.minutes": "problem.not_a_number",
    }
    assert problems(start="7 pm", finish="7 pm") == {"finish": "problem.no_time_passed"}
    assert problems(everybody=False) == {"everybody": "problem.nobody_invited"}
    assert problems(guests=(GuestDraft("", "Police"),)) == {"guests.0.name": "problem.needed"}


def test_a_meeting_on_29_february_is_of_the_next_year_that_has_one():
    meeting = settled(day="2/29")
    assert meeting.day == date(2028, 2, 29)
    assert attendance.next_day(MeetingKind.REGULAR, meeting.day) == date(2028, 3, 28)
    assert problems(day="2/29/2027") == {"day": "problem.no_such_day"}


@pytest.mark.parametrize(
    ("kind", "day", "following"),
    [
        (MeetingKind.REGULAR, date(2026, 9, 8), date(2026, 10, 13)),
        (MeetingKind.REGULAR, date(2026, 12, 1), date(2027, 1, 5)),
        (MeetingKind.REGULAR, date(2026, 9, 29), date(2026, 10, 27)),
        (MeetingKind.NIGHT_OUT, date(2026, 8, 4), date(2027, 8, 3)),
        (MeetingKind.NIGHT_OUT, date(2026, 5, 4), date(2026, 8, 4)),
        (MeetingKind.TOWN_HALL, date(2026, 9, 8), None),
    ],
)
def test_the_next_date_is_the_same_weekday_of_the_month(kind, day, following):
    assert attendance.next_day(kind, day) == following


def test_a_draft_settles_to_the_meeting_again():
    meeting = settled(everybody=False, block_ids=("b2", "b1"), roles=("patroller",))
    assert meeting.roles == (Role.PATROLLER,)
    assert meetings.settle(
        meetings.draft_of(meeting), stamp(), today=TODAY, new_id=counter(), past=meeting
    ) == meeting  # fmt: skip


def test_minutes_of_fifty_pages_are_kept_whole_and_a_book_is_not():
    pages = "\n".join(f"Page {page}: " + "They said much about the lamps. " * 90 for page in range(50))
    meeting = settled(agenda=(ItemDraft(title="Lights", notes=pages),))
    assert meeting.agenda[0].notes == pages.strip()
    assert problems(agenda=(ItemDraft(title="Lights", notes="x" * 300_001),)) == {
        "agenda.0.notes": "problem.too_long"
    }


def test_the_schedule_counts_on_until_nobody_said_how_long_an_item_takes():
    meeting = settled(
        start="7 pm",
        agenda=(
            ItemDraft(title="Welcome", minutes="10"),
            ItemDraft(title="Guest", minutes=""),
            ItemDraft(title="Next date", minutes="5"),
        ),
    )
    assert [at for _item, at in meetingsteps.schedule(meeting)] == [time(19), time(19, 10), None]


def test_what_was_ticked_stays_when_the_plan_is_changed_and_goes_with_its_line():
    meeting = settled(own_checks=(CheckDraft("Bring the key"), CheckDraft("Cookies")))
    for what, own in ((ToDo.FLYERS.value, False), ("Bring the key", True)):
        checks = checklists.ticked(meeting.checks, what, own=own, done_on=TODAY)
        meeting = dataclasses.replace(meeting, checks=checks)
    again = settled(past=meeting, own_checks=(CheckDraft("Cookies"), CheckDraft("Bring the key")))
    done = {each.what for each in again.checklist if each.done_on}
    assert done == {"flyers", "Bring the key"}
    assert [each.what for each in again.checklist[-2:]] == ["Cookies", "Bring the key"]
    without = settled(past=meeting, own_checks=())
    assert {each.what for each in without.checklist if each.done_on} == {"flyers"}
    assert checklists.ticked((), "never heard of", own=True, done_on=TODAY) == ()


def test_each_kind_has_its_own_checklist_and_all_together_use_every_line():
    lists = {kind: checklists.preset(kind) for kind in MeetingKind}
    assert len(set(lists.values())) == len(MeetingKind)
    assert {each for preset in lists.values() for each in preset} == set(ToDo)
    for preset in lists.values():
        assert len(set(preset)) == len(preset)
    town_hall = checklists.whole(MeetingKind.TOWN_HALL, (Check(what="street", done_on=TODAY),))
    assert all(each.done_on is None for each in town_hall), "that is of another kind"


def test_a_meeting_is_begun_closed_and_opened_again():
    meeting = meetingsteps.begun(settled())
    assert meeting.state is MeetingState.HELD
    closed = meetingsteps.closed(meeting, NOW, (("minutes", "file"),))
    assert (closed.state, closed.closed_at, closed.frozen) == (
        MeetingState.CLOSED, NOW, (("minutes", "file"),),
    )  # fmt: skip
    for deed in (lambda: meetingsteps.begun(closed), lambda: meetingsteps.closed(closed, NOW, ())):
        with pytest.raises(Refused):
            deed()
    opened = meetingsteps.opened_again(closed)
    assert (opened.state, opened.frozen) == (MeetingState.HELD, ())
    with pytest.raises(Refused):
        meetingsteps.opened_again(opened)


def test_neighbors_read_decisions_and_guests_and_no_discussion_or_names():
    item = ItemDraft("i", "Lights", "10", "Rosa Delgado", "m1", "SECRETNOTES", ("We ask 311",))
    visitor = came("2", name="SECRETVISITOR", phone="916-555-0101")
    meeting = dataclasses.replace(
        settled(agenda=(item,)),
        signins=(came("1", name="Rosa Delgado", member_id="m1"), visitor),
        checks=(Check(what="SECRETCHECK", own=True),),
    )  # fmt: skip
    for audience in (Audience.PUBLIC, Audience.MEMBERS, Audience.BLOCK_CAPTAINS):
        seen = reduced(meeting, audience)
        assert "SECRET" not in repr(seen) and "Rosa" not in repr(seen) and "555" not in repr(seen)
        assert seen.agenda[0].decisions == ("We ask 311",)
        assert seen.place == meeting.place, "people are to come there"
        assert len(seen.signins) == 2
    agreed = reduced(meeting, Audience.MEMBERS, agreed={"m1": frozenset({Audience.MEMBERS})})
    assert agreed.agenda[0].who == agreed.signins[0].name == "Rosa Delgado"
    assert "SECRETNOTES" in repr(reduced(meeting, Audience.POLICE))


# Who came


def test_a_walk_in_is_settled_and_the_same_one_from_the_same_block_is_told():
    draft = WalkInDraft("  Zelda   Quince ", "b1", "916-555-0101")
    one = signins.settle_walk_in(draft, (), id_="w1", at=NOW)
    assert (one.name, one.block_id, one.walk_in) == ("Zelda Quince", "b1", True)
    with pytest.raises(Invalid) as again:
        signins.settle_walk_in(WalkInDraft("zelda quince", "b1"), [one], id_="w2", at=NOW)
    assert again.value.problems["name"].key == "problem.signed_in_already"
    assert signins.settle_walk_in(WalkInDraft("Zelda Quince", "b2"), [one], id_="w2", at=NOW)
    with pytest.raises(Invalid) as letters:
        signins.settle_walk_in(WalkInDraft("", "", "CALL ME"), (), id_="w3", at=NOW)
    assert {where: each.key for where, each in letters.value.problems.items()} == {
        "name": "problem.needed",
        "phone": "problem.phone_letters",
    }


def test_who_was_two_entries_is_on_the_list_once():
    meeting = dataclasses.replace(
        settled(agenda=(ItemDraft("i", "Lights", "", "Wally", "past"),)),
        signins=(
            came("1", name="Walt Kim", member_id="to", household_id="home"),
            came("2", name="Wally", member_id="past", household_id="home"),
            came("3", household_id="home"),
        ),
    )
    after = merging.handed_over(meeting, "past", "to")
    assert [each.id for each in after.signins] == ["1", "3"]
    assert after.agenda[0].member_id == "to"
    moved = merging.handed_over(after, "home", "other home")
    assert [each.household_id for each in moved.signins] == ["other home", "other home"]


def attended(day, *blocks):
    return Attended(day, date(2026, 9, day), MeetingKind.REGULAR, "", 3, 0, dict.fromkeys(blocks, 1))


BLOCKS = tuple(Block(id=name, name=name) for name in "abcd")


def test_blocks_that_nobody_came_from_to_the_last_three_meetings_are_named_the_longest_away_first():
    held = [attended(22, "a"), attended(15, "a", "b"), attended(8), attended(1, "c")]
    found = attendance.unheard(BLOCKS, held)
    assert [(each.block.id, each.last) for each in found] == [("d", None), ("c", date(2026, 9, 1))]
    assert [each.block.id for each in attendance.unheard(BLOCKS, held[:1])] == ["b", "c", "d"]
    assert attendance.unheard(BLOCKS, []) == (), "without a list nothing is known"
    assert attendance.unheard((), held) == ()
