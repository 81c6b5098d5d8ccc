"""Hours and miles are summed to the minute, whatever the clocks do."""

import itertools
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import statements
from sacwatch.domain.patrols import Patroller, Seat
from sacwatch.domain.statements import Step, Worked, state, stretches
from sacwatch.domain.times import SACRAMENTO
from tests.domain.strategies import instants

PEOPLE = ("ana", "ben", "carla", "")


@st.composite
def worked(draw, number: int) -> Worked:
    start = draw(instants)
    length = draw(st.integers(1, 16 * 60))
    who = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
    driver = draw(st.integers(-1, len(who) - 1))
    return Worked(
        id=f"patrol-{number}",
        started_at=start,
        finished_at=start + timedelta(minutes=length),
        miles=draw(st.none() | st.integers(0, 3000).map(lambda tenths: Decimal(tenths) / 10)),
        crew=tuple(
            Patroller(
                name=name.title() or "Somebody New",
                member_id=name or None,
                seat=Seat.DRIVER if place == driver else Seat.OBSERVER,
            )
            for place, name in enumerate(who)
        ),
    )


patrols = st.integers(0, 8).flatmap(lambda count: st.tuples(*(worked(each) for each in range(count))))


def seconds(at: datetime) -> int:
    return int((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


@given(patrols, st.sampled_from(Step), st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(0, 900))
def test_sums_agree_to_the_minute_with_a_sum_of_another_kind(found, step, first, days):
    """Minute by minute on the seconds since 1970, sorted by what the calendar on the wall said."""
    last = first + timedelta(days=days)
    minutes, miles, counts = defaultdict(int), defaultdict(Decimal), defaultdict(int)
    for patrol in found:
        wall = patrol.started_at.astimezone(SACRAMENTO)
        if not first.isoformat() <= wall.strftime("%Y-%m-%d") <= last.isoformat():
            continue
        part = {
            Step.MONTH: wall.strftime("%Y %m"),
            Step.QUARTER: f"{wall.year} {(wall.month + 2) // 3}",
            Step.YEAR: str(wall.year),
        }[step]
        long = len(range(seconds(patrol.started_at), seconds(patrol.finished_at), 60))
        for each in patrol.crew:
            minutes[part, each.name] += long
            counts[part, each.name] += 1
            if each.seat is Seat.DRIVER and patrol.miles is not None:
                miles[part, each.name] += patrol.miles
    stated = state(found, first, last, step, SACRAMENTO)
    for part in stated.parts:
        name = {
            Step.MONTH: f"{part.first:%Y %m}",
            Step.QUARTER: f"{part.first.year} {(part.first.month + 2) // 3}",
            Step.YEAR: f"{part.first.year}",
        }[step]
        for share in part.shares:
            assert share.minutes == minutes.pop((name, share.name))
            assert share.patrols == counts[name, share.name]
            assert share.miles == miles[name, share.name]
        assert part.person_minutes == sum(share.minutes for share in part.shares)
    assert not minutes, "nothing is left out"
    whole = stated.whole
    for sum_ in ("patrols", "minutes", "person_minutes"):
        assert getattr(whole, sum_) == sum(getattr(part, sum_) for part in stated.parts)
    assert (whole.miles or 0) == sum(part.miles or 0 for part in stated.parts)
    for share in whole.shares:
        own = [each for part in stated.parts for each in part.shares if each.name == share.name]
        assert share.minutes == sum(each.minutes for each in own)
        assert share.patrols == sum(each.patrols for each in own)
        assert share.miles == sum(each.miles for each in own)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 2000), st.sampled_from(Step))
def test_a_period_is_parted_without_gap_or_overlap(first, days, step):
    last = first + timedelta(days=days)
    parts = stretches(first, last, step)
    assert parts[0][0] == first and parts[-1][1] == last
    for (_begin, end), (begin, _end) in itertools.pairwise(parts):
        assert begin == end + timedelta(days=1) and begin == statements.begin_of(begin, step)


def patrol(start: datetime, minutes: int, *names: str) -> Worked:
    return Worked(
        id=f"{start}",
        started_at=start,
        finished_at=start + timedelta(minutes=minutes),
        crew=tuple(Patroller(name=name.title(), member_id=name) for name in names),
    )


@pytest.mark.parametrize(
    ("start", "minutes", "month"),
    [
        # 11:30 pm on October 31, over midnight and the end of a month, and the night clocks go back.
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), 240, 10),
        # 1:30 am twice: an hour on the clock is two.
        (datetime(2026, 11, 1, 8, 30, tzinfo=UTC), 60, 11),
        # 1:30 am to 3:30 am in the night that has no 2 am.
        (datetime(2026, 3, 8, 9, 30, tzinfo=UTC), 60, 3),
        # 11:59 pm on the last day of the year.
        (datetime(2027, 1, 1, 7, 59, tzinfo=UTC), 2, 12),
    ],
)
def test_a_patrol_counts_whole_on_the_day_on_which_it_began(start, minutes, month):
    stated = state(
        [patrol(start, minutes, "ana", "ben")], date(2026, 1, 1), date(2026, 12, 31), Step.MONTH, SACRAMENTO
    )
    assert [part.person_minutes for part in stated.parts if part.first.month == month] == [2 * minutes]
    assert stated.whole.person_minutes == 2 * minutes and stated.whole.minutes == minutes


def test_a_member_is_one_person_under_the_latest_name_in_every_part():
    early = patrol(datetime(2026, 1, 10, 3, tzinfo=UTC), 60, "ana")
    late = Worked(
        id="late",
        started_at=datetime(2026, 6, 10, 3, tzinfo=UTC),
        finished_at=datetime(2026, 6, 10, 4, tzinfo=UTC),
        crew=(Patroller(name="Ana Ruiz-Moss", member_id="ana"),),
    )
    stated = state([late, early], date(2026, 1, 1), date(2026, 12, 31), Step.QUARTER, SACRAMENTO)
    names = {share.name for part in (stated.whole, *stated.parts) for share in part.shares}
    assert names == {"Ana Ruiz-Moss"} and stated.whole.people == 1


def test_one_members_own_part_is_theirs_alone():
    found = [
        patrol(datetime(2026, 1, 10, 3, tzinfo=UTC), 60, "ana", "ben"),
        patrol(datetime(2026, 5, 10, 3, tzinfo=UTC), 45, "ben"),
    ]
    stated = state(found, date(2026, 1, 1), date(2026, 12, 31), Step.QUARTER, SACRAMENTO)
    own = statements.of_member(stated, "ana", "Ana")
    assert (own.whole.patrols, own.whole.minutes, own.whole.people) == (1, 60, 1)
    assert [part.minutes for part in own.parts] == [60, 0, 0, 0]
    assert {share.name for part in own.parts for share in part.shares} == {"Ana"}
    nobody = statements.of_member(stated, "zoe", "Zoe")
    assert nobody.whole.patrols == 0 and nobody.whole.shares == ()


def test_no_usual_step_makes_more_than_thirteen_parts_of_three_years():
    first = date(2024, 2, 29)
    for days, step in ((30, Step.MONTH), (365, Step.MONTH), (800, Step.QUARTER), (3650, Step.YEAR)):
        last = first + timedelta(days=days)
        assert statements.usual_step(first, last) is step
        assert len(stretches(first, last, step)) <= 13
