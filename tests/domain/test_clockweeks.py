"""Happenings over the hours of the week."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain.clockweeks import spread
from sacwatch.domain.times import SACRAMENTO

MONDAY = datetime(2026, 9, 14, tzinfo=SACRAMENTO)


def at(hours, minutes=0):
    return (MONDAY + timedelta(hours=hours, minutes=minutes)).astimezone(UTC)


def full(shares):
    return {hour: round(share, 6) for hour, share in enumerate(shares) if share}


@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        ((at(0, 30), None), {0: 1}),
        ((at(30), at(30, 40)), {30: 1}),
        ((at(22), at(26)), {22: 0.25, 23: 0.25, 24: 0.25, 25: 0.25}),
        ((at(166, 30), at(168, 30)), {166: 0.333333, 167: 0.333333, 0: 0.333333}),
    ],
)
def test_a_span_counts_in_each_of_its_hours_with_an_equal_part(span, wanted):
    shares, left_out = spread([span])
    assert (full(shares), left_out) == (wanted, 0)


def test_what_can_have_been_at_any_hour_is_left_out():
    assert spread([(at(0), at(23, 59)), (at(0), at(90)), (at(5), None)])[1] == 2


def test_the_hour_that_comes_twice_is_one_hour_of_the_week():
    begin = datetime(2026, 11, 1, 8, 10, tzinfo=UTC)  # 1:10 am, an hour before the clock goes back
    assert full(spread([(begin, begin + timedelta(hours=1))])[0]) == {6 * 24 + 1: 1}


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 3000)), max_size=20))
def test_nothing_is_lost_or_counted_twice(spans):
    happened = [(at(0, start), at(0, start + length)) for start, length in spans]
    shares, left_out = spread(happened)
    assert round(sum(shares), 6) == len(spans) - left_out
    assert left_out == sum(length >= 1439 for _start, length in spans)
