"""Shifts as instants, over nights of clock changes; what stands in the way; what is open or not logged."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import rosters, shiftdays
from sacwatch.domain.rosters import (
    Conflict,
    Standing,
    Walk,
    Why,
    conflicts,
    logged,
    occurrences,
    uncovered,
    unlogged,
)
from sacwatch.domain.shiftdays import day_draft_of
from sacwatch.domain.shifts import RegularDraft, pattern
from sacwatch.domain.times import SACRAMENTO
from tests.domain import shiftmaking
from tests.domain.shiftmaking import AUTUMN, SPRING, made
from tests.making import TODAY

DAY = date(2026, 9, 12)


def held(shift, first=date(2026, 9, 1), last=date(2026, 9, 30), **how):
    return occurrences(shift, first, last, SACRAMENTO, **how)


def starts(shift, first, last):
    return [f"{each.start:%m-%dT%H:%MZ}" for each in held(shift, first, last)]


def on(*ids):
    return tuple(RegularDraft("", each) for each in ids)


# Instants


def test_a_shift_stays_at_its_time_by_the_wall_when_the_clocks_change():
    weekly = made(first="2026-10-24", weekdays=("5", "6"))
    first, last = date(2026, 10, 24), date(2026, 11, 8)
    assert starts(weekly, first, last) == [
        *("10-25T03:30Z", "10-26T03:30Z", "11-01T03:30Z"),
        *("11-02T04:30Z", "11-08T04:30Z", "11-09T04:30Z"),
    ]


def test_a_time_that_is_skipped_counts_by_the_clock_before_the_change():
    shift = made(first="2026-03-07", start="2:30", finish="3:30 am", weekdays=("5", "6"))
    assert starts(shift, date(2026, 3, 7), date(2026, 3, 14)) == [
        "03-07T10:30Z",
        "03-08T10:30Z",
        "03-14T09:30Z",
    ]
    lost = held(shift, SPRING, SPRING)[0]
    assert lost.start.astimezone(SACRAMENTO).hour == 3 and lost.minutes == 60


def test_a_time_that_comes_twice_is_the_first_one():
    shift = made(first="2026-11-01", start="1:30 am", finish="2:30 am", repeat="once")
    (twice,) = held(shift, AUTUMN, AUTUMN)
    assert twice.start == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert twice.end == datetime(2026, 11, 1, 9, 30, tzinfo=UTC), (
        "an hour later, when the clock shows 1:30 again"
    )


@given(shiftmaking.shifts())
def test_every_instant_shows_the_time_on_the_wall_where_there_is_such_a_time(shift):
    for each in held(shift, date(2026, 2, 20), date(2026, 11, 10)):
        local = each.start.astimezone(SACRAMENTO)
        skipped = each.day == SPRING and shift.start.hour == 2
        assert local.date() == each.day
        assert (local.hour - skipped, local.minute) == (shift.start.hour, shift.start.minute)
        assert local.fold == 0 and each.minutes == shift.minutes
        assert each.start.utcoffset() == timedelta(0)


@given(
    shiftmaking.shifts(),
    st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_what_is_held_does_not_depend_on_how_one_looks(shift, first, length, cut):
    last = first + timedelta(days=length)
    middle = min(first + timedelta(days=cut), last)
    both = held(shift, first, middle) + held(shift, middle + timedelta(days=1), last)
    assert both == held(shift, first, last)
    assert all(before.start <= after.start for before, after in pairwise(both))
    assert [each.day for each in both] == list(pattern(shift, first, last))


def test_a_day_that_was_moved_is_found_where_it_is_held():
    draft = dataclasses.replace(day_draft_of(made(), DAY), day="2026-10-02", start="19:00", area="Park")
    shift = shiftdays.change_day(made(), DAY, draft, today=TODAY)
    assert [each.day.day for each in held(shift)] == [5, 19, 26]
    (moved,) = held(shift, date(2026, 10, 1), date(2026, 10, 2))
    assert moved.key == ("shift", DAY) and moved.changed and moved.area == "Park"
    assert moved.start == datetime(2026, 10, 3, 2, tzinfo=UTC) and moved.minutes == 180


def test_a_skipped_day_is_left_out_unless_it_is_asked_for():
    shift = shiftdays.skip(made(), DAY, "Rain")
    assert [each.day.day for each in held(shift)] == [5, 19, 26]
    skipped = [each for each in held(shift, skipped=True) if each.skipped]
    assert [(each.day, each.why) for each in skipped] == [(DAY, "Rain")]


# What stands in the way


def told(found, people):
    return [(each.shift_id, each.member_id, each.why) for each in conflicts(found, people, SACRAMENTO)]


def one(shift, day=DAY):
    return rosters.occurrence(shift, day, SACRAMENTO)


FREE = Standing()


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (FREE, []),
        (Standing(active=False), [Why.RETIRED]),
        (Standing(vetted_until=DAY), []),
        (Standing(vetted_until=DAY - timedelta(days=1)), [Why.VETTING]),
        (Standing(away=((DAY, DAY),)), [Why.VACATION]),
        (Standing(away=((date(2026, 9, 1), DAY - timedelta(days=1)),)), []),
        (Standing(away=((DAY + timedelta(days=1), date(2026, 9, 30)),)), []),
        (Standing(False, date(2026, 1, 1), ((DAY, DAY),)), [Why.RETIRED, Why.VETTING, Why.VACATION]),
    ],
)
def test_what_is_known_of_a_member_stands_in_the_way_on_its_days(standing, why):
    assert told([one(made())], {"rosa": standing}) == [("shift", "rosa", each) for each in why]


def test_a_vacation_that_begins_at_midnight_is_in_the_way_of_a_shift_into_the_morning():
    late = made(start="23:00", finish="1:00 am")
    tomorrow = ((DAY + timedelta(days=1), DAY + timedelta(days=3)),)
    assert told([one(late)], {"rosa": Standing(away=tomorrow)}) == [("shift", "rosa", Why.VACATION)]
    until_midnight = made(start="23:00", finish="midnight")
    assert told([one(until_midnight)], {"rosa": Standing(away=tomorrow)}) == []


def test_somebody_of_whom_nothing_is_known_has_left():
    assert told([one(made())], {}) == [("shift", "rosa", Why.RETIRED)]


def test_nobody_can_be_in_two_places_at_once():
    people = dict.fromkeys(("rosa", "walt"), FREE)
    evening = one(made("evening"))
    overlapping = one(made("later", start="21:30", finish="23:00", regulars=on("walt", "rosa")))
    after = one(made("after", start="22:00", finish="23:30"))
    found = conflicts([overlapping, evening], people, SACRAMENTO)
    assert found == [
        Conflict("evening", DAY, "rosa", Why.TWICE, ("later", DAY)),
        Conflict("later", DAY, "rosa", Why.TWICE, ("evening", DAY)),
    ]
    assert told([evening, after], people) == [], "one after the other is no conflict"
    skipped = one(shiftdays.skip(made("later", start="21:30", finish="23:00"), DAY))
    assert told([evening, skipped], people) == []


@given(st.lists(st.tuples(shiftmaking.shifts(), st.integers(0, 9)), max_size=4))
def test_two_at_once_are_always_told_of_both(made_up):
    found = []
    for number, (shift, _day) in enumerate(made_up):
        own = dataclasses.replace(shift, id=f"shift-{number}")
        found += held(own, date(2026, 3, 1), date(2026, 3, 14))
    twice = [each for each in conflicts(found, {}, SACRAMENTO) if each.why is Why.TWICE]
    expected = {
        (a.key, turn.member_id)
        for a in found
        for b in found
        if a.key != b.key and a.start < b.end and b.start < a.end
        for turn in a.crew
        if turn.member_id in {each.member_id for each in b.crew}
    }
    assert {(each.key, each.member_id) for each in twice} == expected
    assert len(twice) == len(expected)


# What is open


def test_a_shift_is_covered_by_people_who_can_be_counted_on():
    people = {"rosa": FREE, "walt": FREE, "mei": Standing(active=False)}

    def missing(shift):
        found = [one(shift)]
        return [each.missing for each in uncovered(found, conflicts(found, people, SACRAMENTO))]

    assert missing(made()) == [1]
    assert missing(made(regulars=on("rosa", "walt"))) == []
    assert missing(made(regulars=on("rosa", "walt", "mei"))) == []
    assert missing(made(regulars=on("rosa", "mei"))) == [1]
    assert missing(shiftdays.stand_in(made(regulars=on("rosa", "mei")), DAY, "mei", "walt")) == []
    assert missing(made(regulars=())) == [2]
    assert missing(shiftdays.skip(made(regulars=()), DAY)) == []


def test_of_two_at_once_the_earlier_one_is_covered():
    first, second = made("first", needed="1"), made("second", start="21:00", finish="23:00", needed="1")
    found = [one(second), one(first)]
    wanting = uncovered(found, conflicts(found, {"rosa": FREE}, SACRAMENTO))
    assert [each.occurrence.shift_id for each in wanting] == ["second"]


# What was done


NIGHT = datetime(2026, 9, 13, 3, 30, tzinfo=UTC)


def walk(name, start, minutes, shift_id=None, day=None):
    begun = NIGHT + timedelta(minutes=start)
    return Walk(name, begun, begun + timedelta(minutes=minutes), shift_id, day)


def test_a_patrol_that_says_so_or_was_at_the_same_time_is_the_shift_that_was_planned():
    found = [one(made())]
    key = ("shift", DAY)
    assert logged(found, [walk("a", 60, 90)]) == {key: "a"}
    assert logged(found, [walk("before", -60, 60), walk("after", 90, 30)]) == {}, (
        "end to start is not at once"
    )
    assert logged(found, [walk("early", -600, 30, "shift", DAY), walk("at once", 0, 90)]) == {key: "early"}
    assert logged(found, [walk("of another", 0, 90, "other", DAY)]) == {}
    assert logged(found, [walk("of another day", 0, 90, "shift", DAY + timedelta(days=7))]) == {}


def test_what_is_over_and_was_never_logged_is_told():
    shift = made()
    found = held(shift)
    over = datetime(2026, 9, 20, 5, tzinfo=UTC)
    assert [each.day.day for each in unlogged(found, [], over)] == [5, 12, 19]
    assert [each.day.day for each in unlogged(found, [], over - timedelta(minutes=1))] == [5, 12]
    assert [each.day.day for each in unlogged(found, [walk("a", 0, 90)], over)] == [5, 19]
    skipped = held(shiftdays.skip(shift, DAY), skipped=True)
    assert [each.day.day for each in unlogged(skipped, [], over)] == [5, 19]
