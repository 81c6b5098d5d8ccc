"""Hours of the week on Sacramento's clock, and what lasts into them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain.mapfilters import MapFilter, hours_between, hours_of_week, waits
from sacwatch.domain.times import SACRAMENTO
from tests.domain import strategies

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@given(
    st.lists(
        strategies.instants
        | st.integers(-2_000, 6_000).map(lambda weeks: EPOCH + timedelta(hours=weeks * 169)),
        max_size=30,
    )
)
def test_the_hour_is_that_of_the_wall_clock(instants):
    minutes = [(at - EPOCH) // timedelta(minutes=1) for at in instants]
    local = [(EPOCH + timedelta(minutes=minute)).astimezone(SACRAMENTO) for minute in minutes]
    assert list(hours_of_week(minutes)) == [at.weekday() * 24 + at.hour for at in local]


@given(st.binary(min_size=168, max_size=168).map(lambda data: bytes(byte & 1 for byte in data)))
def test_waiting_ends_at_the_next_wanted_hour(wanted):
    found = waits(wanted)
    for hour in range(168):
        ahead = [step for step in range(168) if wanted[(hour + step) % 168]]
        assert found[hour] == (ahead[0] if ahead else 255)


def test_hours_run_over_midnight():
    assert hours_between(22, 2) == {22, 23, 0, 1, 2}
    assert hours_between(9, 11) == {9, 10, 11}
    assert hours_between(5, 5) == {5}


def test_a_filter_that_keeps_nothing_out_says_so():
    assert not MapFilter()
    assert MapFilter().week_hours() is None
    assert MapFilter(days=frozenset({0}))
    assert sum(MapFilter(days=frozenset({0}), hours=frozenset({1, 2})).week_hours()) == 2
    assert sum(MapFilter(hours=frozenset({1, 2})).week_hours()) == 14
