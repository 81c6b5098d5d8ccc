"""Dates, times and amounts in words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sacwatch.reports import formats


def _plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 22, 6, 40, tzinfo=UTC), "10:40 pm"),
        (datetime(2026, 7, 1, 19, 0, tzinfo=UTC), "12:00 pm"),
        (datetime(2026, 7, 1, 7, 5, tzinfo=UTC), "12:05 am"),
        (datetime(2026, 11, 1, 8, 30, tzinfo=UTC), "1:30 am PDT"),
        (datetime(2026, 11, 1, 9, 30, tzinfo=UTC), "1:30 am PST"),
        (datetime(2026, 3, 8, 10, 30, tzinfo=UTC), "3:30 am"),
    ],
)
def test_times(at, words):
    assert _plain(formats.clock(at)) == words


def test_dates():
    assert _plain(formats.long_day(date(2026, 11, 21))) == "Sat, Nov 21, 2026"
    assert _plain(formats.short_day(date(2026, 2, 1))) == "Sun, Feb 1"
    assert formats.month(2026, 11) == "November 2026"
    assert _plain(formats.moment(datetime(2026, 11, 22, 6, 40, tzinfo=UTC))) == "Sat, Nov 21, 2026, 10:40 pm"
    assert formats.days(date(2026, 5, 1), date(2026, 5, 1)) == formats.long_day(date(2026, 5, 1))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 hr"), (130, "2 hr 10 min"), (75_000, "1,250 hr")],
)
def test_lengths_of_time(minutes, words):
    assert _plain(formats.duration(minutes)) == words


def test_amounts_and_lists():
    assert formats.amount(Decimal("1204.50")) == "1,204.5"
    assert formats.amount(Decimal("100")) == "100"
    assert formats.amount(7) == "7"
    assert formats.listed(["a"]) == "a"
    assert formats.listed(["a", "b", "c"]) == "a, b and c"
    assert formats.isolated("Ana") == "Ana" and formats.isolated("אנה").startswith("\u2068")
