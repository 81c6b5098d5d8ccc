"""Dates and times as people type them, and the instants they mean."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch import words
from sacwatch.domain import times
from sacwatch.domain.times import SACRAMENTO, Clock, first_after, instants, read_clock, read_day, unread_day
from tests.domain.strategies import CLOCK_CHANGES, moments

SPRING, AUTUMN = CLOCK_CHANGES
SUNDAY = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2240", 22, 40),
        ("22:40", 22, 40),
        ("22.40", 22, 40),
        ("22 40", 22, 40),
        ("22h40", 22, 40),
        ("22 h 40", 22, 40),
        ("2240 hrs", 22, 40),
        ("2240 hrs.", 22, 40),
        ("2240 hours", 22, 40),
        ("2240h", 22, 40),
        ("22:40 h", 22, 40),
        ("22h", 22, 0),
        ("9h30 pm", 21, 30),
        ("２２４０", 22, 40),
        ("２２：４０", 22, 40),
        ("22:40:15", 22, 40),
        ("10:40 pm", 22, 40),
        ("10:40pm", 22, 40),
        ("10:40 PM", 22, 40),
        ("10:40 p.m.", 22, 40),
        ("10:40p.m.", 22, 40),
        ("10.40p", 22, 40),
        ("1040p", 22, 40),
        ("  10:40   pm ", 22, 40),
        ("10 p", 22, 0),
        ("10p.", 22, 0),
        ("9", 9, 0),
        ("930", 9, 30),
        ("0930", 9, 30),
        ("09:05", 9, 5),
        ("12 am", 0, 0),
        ("12:05 am", 0, 5),
        ("12 pm", 12, 0),
        ("12", 12, 0),
        ("0", 0, 0),
        ("0000", 0, 0),
        ("0:50 am", 0, 50),
        ("24:00", 0, 0),
        ("2400", 0, 0),
        ("noon", 12, 0),
        ("12 noon", 12, 0),
        ("midnight", 0, 0),
    ],
)
def test_a_clock_is_read_as_people_type_it(text, hour, minute):
    assert read_clock(text).time == time(hour, minute)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "25:00",
        "12:60",
        "22:4",
        "13 pm",
        "0 pm",
        "0:50 pm",
        "-5",
        "ten",
        "10:40 xm",
        "22::40",
        "9:5",
        "24:01",
        "٢٢٤٠",
        "224000",
        "1e3",
        "10 40 pm am",
        "9/14",
    ],
)
def test_what_is_no_time_is_not_read_as_one(text):
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("2240", True),
        ("0930", True),
        ("10:40 pm", True),
        ("0:10", True),
        ("noon", True),
        ("1040 hrs", True),
        ("9h30", True),
        ("9", False),
        ("9:30", False),
        ("10:40", False),
        ("12:30", False),
        ("1040", False),
    ],
)
def test_only_a_reading_that_names_its_half_of_the_day_is_sure(text, sure):
    assert read_clock(text).sure is sure


@pytest.mark.parametrize(
    ("text", "fold"),
    [
        ("1:30 pdt", 0),
        ("1:30 am PST", 1),
        ("1:30pst", 1),
        ("1:30 standard", 1),
        ("1:30 daylight", 0),
        ("1:30", None),
    ],
)
def test_the_half_of_the_hour_that_comes_twice_can_be_said(text, fold):
    assert read_clock(text).fold == fold


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", SUNDAY),
        ("tonight", SUNDAY),
        ("yesterday", date(2026, 9, 19)),
        ("Last night", date(2026, 9, 19)),
        ("tomorrow", date(2026, 9, 21)),
        ("Friday", date(2026, 9, 18)),
        ("fri", date(2026, 9, 18)),
        ("Fri.", date(2026, 9, 18)),
        ("thurs", date(2026, 9, 17)),
        ("Tues", date(2026, 9, 15)),
        ("weds", date(2026, 9, 16)),
        ("Sunday", SUNDAY),
        ("last Sunday", date(2026, 9, 13)),
        ("last Friday", date(2026, 9, 18)),
        ("this friday", date(2026, 9, 18)),
        ("9/14", date(2026, 9, 14)),
        ("09/14", date(2026, 9, 14)),
        ("9-14", date(2026, 9, 14)),
        ("9.14.26", date(2026, 9, 14)),
        ("9/14/26", date(2026, 9, 14)),
        ("9/14/2026", date(2026, 9, 14)),
        ("2026-09-14", date(2026, 9, 14)),
        ("Sep 14", date(2026, 9, 14)),
        ("Sept. 14", date(2026, 9, 14)),
        ("September 14, 2026", date(2026, 9, 14)),
        ("Mon, Sep 14, 2026", date(2026, 9, 14)),
        ("Monday 9/14", date(2026, 9, 14)),
        ("14 Sep", date(2026, 9, 14)),
        ("14 september 2026", date(2026, 9, 14)),
        ("sep 14th", date(2026, 9, 14)),
        ("9/25", date(2026, 9, 25)),
        ("10/20", date(2025, 10, 20)),
        ("12/31", date(2025, 12, 31)),
        ("2/29", date(2024, 2, 29)),
        ("Mar 8", date(2026, 3, 8)),
        ("may 1", date(2026, 5, 1)),
        ("20261114", date(2026, 11, 14)),
        ("2026/09/14", date(2026, 9, 14)),
        ("2026.9.14", date(2026, 9, 14)),
        ("２０２６/９/１４", date(2026, 9, 14)),
    ],
)
def test_a_day_is_read_as_people_type_it(text, day):
    assert read_day(text, SUNDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13/1",
        "2/30",
        "9/31",
        "0/5",
        "9/0",
        "2026-13-01",
        "2026/09-14",
        "20261301",
        "2026111",
        "soon",
        "9",
        "914",
        "Mayonnaise 3",
        "Ma 3",
        "xyz 4",
        "1/1/0001",
        "12/31/9999",
        "9/14/206",
        "1/1/1899",
        "٩/١٤",
        "9//14",
        "-9/14",
    ],
)
def test_what_is_no_day_is_not_read_as_one(text):
    assert read_day(text, SUNDAY) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2/30", "There is no day “2/30”: February 2026 has 28 days. Please look at the date again."),
        ("Fri, Feb 29, 2027", "There is no day “Fri, Feb 29, 2027”: February 2027 has 28 days."),
        ("2/30/24", "February 2024 has 29 days."),
        ("31 April", "April 2026 has 30 days."),
        ("2026-09-31", "September 2026 has 30 days."),
        ("20260900", "September 2026 has 30 days."),
        ("13/40", "“13/40” is not a date I can read."),
        ("2/30/1776", "“2/30/1776” is not a date I can read."),
        ("soon", "“soon” is not a date I can read."),
        ("9" * 90, f"“{'9' * 40}” is not a date I can read."),
    ],
)
def test_what_is_no_day_is_told_by_the_length_of_its_month(text, told):
    assert read_day(text, SUNDAY) is None
    problem = unread_day(text, SUNDAY)
    assert told in words.sentence(problem.key, problem.values)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_an_iso_date_is_read_as_itself(day, today):
    assert read_day(day.isoformat(), today) == day


@given(st.text(max_size=30), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_reading_a_day_or_a_clock_never_fails(text, today):
    read_day(text, today)
    unread_day(text, today)
    read_clock(text)


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_a_day_without_a_year_is_never_more_than_a_week_ahead(day, today):
    found = read_day(f"{day.month}/{day.day}", today)
    assert found is None or found <= today + timedelta(days=7)
    assert found is not None or (day.month, day.day) == (2, 29)


def utc(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_clock_shows_a_reading_twice_in_the_night_that_clocks_go_back():
    assert instants(AUTUMN, Clock(time(1, 30)), SACRAMENTO) == [utc(1, 8, 30), utc(1, 9, 30)]


def test_the_half_that_was_said_gives_one_instant():
    assert instants(AUTUMN, Clock(time(1, 30), fold=0), SACRAMENTO) == [utc(1, 8, 30)]
    assert instants(AUTUMN, Clock(time(1, 30), fold=1), SACRAMENTO) == [utc(1, 9, 30)]


def test_a_half_that_was_said_where_there_is_none_does_no_harm():
    once = datetime(2026, 7, 4, 17, tzinfo=UTC)
    assert [instants(date(2026, 7, 4), Clock(time(10), fold=half), SACRAMENTO) for half in (0, 1)] == [
        [once]
    ] * 2


def test_a_clock_never_shows_the_hour_that_is_skipped():
    assert instants(SPRING, Clock(time(2, 30)), SACRAMENTO) == []
    assert instants(SPRING, Clock(time(2, 30), fold=1), SACRAMENTO) == []
    assert instants(SPRING, Clock(time(3)), SACRAMENTO) == [utc(8, 10, month=3)]


@given(st.sampled_from(CLOCK_CHANGES).flatmap(moments))
def test_the_text_of_an_instant_means_that_instant(at):
    text = times.clock_text(at, SACRAMENTO)
    clock = read_clock(text)
    assert clock.sure
    assert instants(at.astimezone(SACRAMENTO).date(), clock, SACRAMENTO) == [at]


def evening(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, 19, hour, minute, tzinfo=SACRAMENTO).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "text", "hours"),
    [
        (evening(21), "10:30", 1.5),
        (evening(21), "22:30", 1.5),
        (evening(21), "10:30 am", 13.5),
        (evening(21), "12", 3),
        (evening(21), "12:30", 3.5),
        (evening(21), "1", 4),
        (evening(21), "6", 9),
        (evening(9), "5", 8),
        (evening(9), "10:30", 1.5),
        (evening(9), "12:30", 3.5),
        (evening(11), "2:15", 3.25),
        (evening(21), "21:00", 0),
    ],
)
def test_a_reading_without_am_or_pm_is_the_first_one_to_come(start, text, hours):
    assert first_after(start, read_clock(text), SACRAMENTO, within=timedelta(hours=16)) == start + timedelta(
        hours=hours
    )


def test_the_first_instant_can_be_asked_to_be_later():
    day = timedelta(hours=24)
    found = first_after(evening(21), read_clock("21:00"), SACRAMENTO, within=day, allow_equal=False)
    assert found == evening(21) + day


def test_an_instant_beyond_the_span_is_not_given():
    assert first_after(evening(21), read_clock("20:00"), SACRAMENTO, within=timedelta(hours=16)) is None


def test_a_reading_in_the_skipped_hour_is_not_taken_for_the_afternoon():
    start = datetime(2026, 3, 7, 22, tzinfo=SACRAMENTO).astimezone(UTC)
    assert first_after(start, read_clock("2:30"), SACRAMENTO, within=timedelta(hours=16)) is None


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (SUNDAY, 24)])
def test_a_civil_day_is_as_long_as_its_clocks_say(day, hours):
    start, following = times.day_start(day, SACRAMENTO), times.day_start(day + timedelta(days=1), SACRAMENTO)
    assert following - start == timedelta(hours=hours)
    assert times.day_end(day, SACRAMENTO) == following - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("year", "month", "hours"),
    [(2026, 3, 31 * 24 - 1), (2026, 11, 30 * 24 + 1), (2026, 12, 31 * 24), (2024, 2, 29 * 24)],
)
def test_a_month_is_as_long_as_its_clocks_say(year, month, hours):
    since, until = times.month_bounds(year, month, SACRAMENTO)
    assert until - since == timedelta(hours=hours)
    assert since.utcoffset() == timedelta(0)


def test_another_zone_is_as_good():
    assert instants(SUNDAY, Clock(time(12)), ZoneInfo("Asia/Kolkata")) == [
        datetime(2026, 9, 20, 6, 30, tzinfo=UTC)
    ]
