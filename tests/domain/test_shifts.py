"""Shifts: what is typed, and the days on which they come again."""

from __future__ import annotations

import dataclasses
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from sacwatch import words
from sacwatch.domain import shifts
from sacwatch.domain.drafts import plain, restored
from sacwatch.domain.errors import Invalid
from sacwatch.domain.shifts import (
    RegularDraft,
    Repeat,
    ShiftDay,
    ShiftDraft,
    Which,
    draft_of,
    pattern,
    settle,
)
from tests.domain import shiftmaking
from tests.domain.shiftmaking import made
from tests.making import NOW, TODAY, stamp

FAR = date(2027, 12, 31)


def days(shift, first=date(2026, 9, 1), last=date(2026, 12, 31)):
    return [f"{day:%m-%d}" for day in pattern(shift, first, last)]


def problems(**said):
    with pytest.raises(Invalid) as refused:
        made(**said)
    return {where: words.sentence(each.key, each.values) for where, each in refused.value.problems.items()}


# What is typed


@given(shiftmaking.drafts())
def test_a_shifts_draft_settles_to_the_shift_again(draft):
    shift = settle(draft, stamp("shift"), today=TODAY)
    assert settle(draft_of(shift), stamp("shift"), today=TODAY, past=shift) == shift
    assert shift.has(shift.first), "a series begins on one of its days"


@given(shiftmaking.drafts())
def test_a_kept_draft_comes_back_from_plain_values(draft):
    assert restored(ShiftDraft, plain(draft)) == draft


def test_what_is_typed_is_understood():
    shift = made(first="next Saturday", start="8:30 pm", finish="10", until="12/24", weekdays=("5", "2"))
    assert (shift.first, shift.start, shift.minutes) == (date(2026, 9, 26), time(20, 30), 90)
    assert (shift.weekdays, shift.until) == ((2, 5), date(2026, 12, 24))
    assert made(start="22:00", finish="1:30 am").minutes == 210, "a finish before the start is after midnight"
    assert made(repeat="once", until="12/24", weekdays=("1",)).until is None


@pytest.mark.parametrize(
    ("said", "where", "told"),
    [
        (
            {"start": "20:30", "finish": "20:30"},
            "finish",
            "Start and finish are the same time. Please check both.",
        ),
        (
            {"start": "20:30", "finish": "8:30 pm"},
            "finish",
            "Start and finish are the same time. Please check both.",
        ),
        ({"start": "6:00", "finish": "23:00"}, "finish", "That would be a shift of more than 16 hours."),
        ({"until": "2026-09-01"}, "until", "The last day is before the first shift"),
        (
            {"first": "2026-09-02", "weekdays": ("5",), "until": "2026-09-04"},
            "until",
            "The last day is before the first shift",
        ),
        ({"needed": "0"}, "needed", "At least one patroller is needed."),
        ({"needed": ""}, "needed", "At least one patroller is needed."),
        ({"needed": "-1"}, "needed", "This number cannot be below zero."),
        ({"needed": "200"}, "needed", "This number is too large."),
        ({"needed": "two"}, "needed", "“two” is not a number."),
        (
            {"area": "P Street " * 556},
            "area",
            "This is 5,003 characters long. Please shorten it to 500 or fewer.",
        ),
        ({"first": ""}, "first", "Please fill this in."),
        ({"first": "someday"}, "first", "“someday” is not a date I can read."),
        ({"start": "late", "finish": ""}, "start", "“late” is not a time I can read."),
        ({"every": "0"}, "every", "This number is too small."),
        ({"every": "99"}, "every", "This number is too large."),
        ({"regulars": (RegularDraft("Ghost"),)}, "regulars.0", "“Ghost” is not in People."),
        (
            {"regulars": (RegularDraft("Ann", "ann"), RegularDraft("Ann L.", "ann"))},
            "regulars.1",
            "Ann L. is already in this list.",
        ),
        (
            {"regulars": tuple(RegularDraft("", f"m{n}") for n in range(41))},
            "regulars",
            "That is more than 40.",
        ),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(said, where, told):
    found = problems(**said)
    assert found[where].startswith(told), found


def test_everything_that_is_wrong_is_said_at_once():
    assert set(problems(first="", start="", finish="x", needed="0")) == {"first", "start", "finish", "needed"}


def test_a_line_on_which_no_name_stands_counts_for_nothing():
    assert made(regulars=(RegularDraft(" "), RegularDraft("Rosa", "rosa"))).regulars == ("rosa",)


# When it comes again


def test_a_single_shift_is_on_its_day_alone():
    shift = made(repeat="once", first="2026-09-30")
    assert days(shift) == ["09-30"]
    assert days(shift, date(2026, 10, 1), FAR) == []


def test_every_week_on_several_days():
    shift = made(weekdays=("5", "1"), until="2026-09-20")
    assert days(shift) == ["09-05", "09-08", "09-12", "09-15", "09-19"]


def test_every_second_week_is_counted_from_sundays():
    """Sunday and Saturday of one week belong together, as on the calendar on the wall."""
    shift = made(first="2026-09-06", weekdays=("6", "5"), every="2", until="2026-10-05")
    assert days(shift) == ["09-06", "09-12", "09-20", "09-26", "10-04"]
    assert days(shift, date(2026, 9, 13), date(2026, 9, 25)) == ["09-20"], "wherever one begins to look"


def test_by_the_month_also_the_last_and_the_second():
    assert days(made(repeat="monthly", weekdays=("1",), which="second")) == [
        "09-08",
        "10-13",
        "11-10",
        "12-08",
    ]
    assert days(made(repeat="monthly", weekdays=("4",), which="last")) == ["09-25", "10-30", "11-27", "12-25"]
    assert days(made(repeat="monthly", first="2026-09-29", every="2")) == ["09-29", "11-24"], (
        "the fifth is the last"
    )
    late = made(repeat="monthly", first="2026-09-20", weekdays=("1",), which="first")
    assert late.first == date(2026, 10, 6), "it begins on the first of its days"


_NUMBER = {Which.FIRST: 1, Which.SECOND: 2, Which.THIRD: 3, Which.FOURTH: 4, Which.LAST: -1}


def independent(shift, last):
    """Give the days as dateutil counts them."""
    if shift.repeat is Repeat.ONCE:
        return [shift.first]
    until = last if shift.until is None else min(last, shift.until)
    how = {"dtstart": _noon(shift.first), "until": _noon(until), "interval": shift.every, "wkst": rrule.SU}
    if shift.repeat is Repeat.WEEKLY:
        rule = rrule.rrule(rrule.WEEKLY, byweekday=shift.weekdays, **how)
    else:
        nth = rrule.weekday(shift.weekdays[0], _NUMBER[shift.which])
        rule = rrule.rrule(rrule.MONTHLY, byweekday=nth, **how)
    return [each.date() for each in rule]


def _noon(day):
    return shifts.datetime(day.year, day.month, day.day, 12)


@given(shiftmaking.shifts(), st.dates(date(2025, 11, 1), FAR), st.integers(0, 90))
def test_the_days_are_those_that_dateutil_counts(shift, first, length):
    last = first + timedelta(days=length)
    expected = [day for day in independent(shift, FAR + timedelta(days=120)) if first <= day <= last]
    assert list(pattern(shift, first, last)) == expected


@given(shiftmaking.shifts())
def test_the_days_are_in_order_and_each_is_one_of_them(shift):
    found = list(pattern(shift, date(2025, 1, 1), FAR))
    assert all(before < after for before, after in pairwise(found))
    assert all(shift.has(day) for day in found[:20])


@pytest.mark.parametrize("day", [date(2026, 9, number) for number in range(6, 13)])
def test_a_week_begins_on_sunday(day):
    assert shifts.week_start(day) == date(2026, 9, 6)


def test_changing_the_series_keeps_the_days_that_it_still_has():
    past = dataclasses.replace(
        made(),
        days=(
            ShiftDay(day=date(2026, 9, 12), skipped=True),
            ShiftDay(day=date(2026, 9, 19), added=("walt",)),
        ),
    )
    draft = dataclasses.replace(draft_of(past), until="2026-09-12", start="19:00")
    changed = settle(draft, stamp("shift", now=NOW + timedelta(hours=1)), today=TODAY, past=past)
    assert changed.days == past.days[:1] and changed.created_at == past.created_at
    assert changed.people() == {"rosa"} and past.people() == {"rosa", "walt"}
