"""The shifts of the sample watch: those that were walked, and those of the weeks to come."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta, tzinfo

from sacwatch.domain import routes, shiftdays, shifts, times
from sacwatch.domain.patrols import Patrol
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.shifts import RegularDraft, Repeat, Shift, ShiftDraft
from sacwatch.store.work import Work

_WALKED = timedelta(weeks=8)


def plan(work: Work, people: list[str], *, loop: RouteDraft | None, now: datetime, zone: tzinfo) -> None:
    """Plan shifts for these members (ids): the past ones after the patrols there were, and some ahead.

    `loop` is a route drawn ahead, which one of them follows.
    """
    today = now.astimezone(zone).date()
    for patrol in work.patrols.within(now - _WALKED, now):
        _walked(work, patrol, today, zone)
    route = routes.settle(loop, work.stamp(work.new_id())) if loop is not None else None
    if route is not None:
        work.routes.add(route)
    _ahead(work, people, today, route.id if route is not None else "")
    _forgotten(work, people, now, zone)


def _walked(work: Work, patrol: Patrol, today: date, zone: tzinfo) -> None:
    """Plan the shift as which a patrol set out."""
    members = tuple(each.member_id for each in patrol.crew if each.member_id is not None)
    draft = ShiftDraft(
        first=patrol.day.isoformat(),
        start=times.clock_text(patrol.started_at, zone),
        finish=times.clock_text(patrol.finished_at, zone),
        area=patrol.area,
        needed="2",
        regulars=_regulars(members),
    )
    shift = _add(work, draft, today)
    work.patrols.change(dataclasses.replace(patrol, shift_id=shift.id, shift_day=shift.first))


def _ahead(work: Work, people: list[str], today: date, route_id: str) -> None:
    tomorrow = (today + timedelta(days=1)).isoformat()
    fridays = _add(
        work,
        ShiftDraft(
            first=tomorrow,
            start="8:30 pm",
            finish="10:00 pm",
            repeat=Repeat.WEEKLY.value,
            weekdays=("4",),
            area="P to R, 16th to 20th",
            regulars=_regulars(people[:2]),
            note="Meet at the community room.",
        ),
        today,
    )
    second, third = fridays.first + timedelta(weeks=1), fridays.first + timedelta(weeks=2)
    fridays = shiftdays.stand_in(fridays, second, people[1], people[4])
    work.shifts.change(shiftdays.skip(fridays, third, "Street fair on S Street"))
    sundays = _add(
        work,
        ShiftDraft(
            first=tomorrow,
            start="5:00 pm",
            finish="6:30 pm",
            repeat=Repeat.WEEKLY.value,
            weekdays=("6",),
            area="Park and school, then P to R",
            route_id=route_id,
            regulars=_regulars(people[2:3]),
        ),
        today,
    )
    work.shifts.change(shiftdays.sign_up(sundays, sundays.first, people[3]))
    _add(
        work,
        ShiftDraft(
            first=tomorrow,
            start="2:45 pm",
            finish="3:45 pm",
            repeat=Repeat.WEEKLY.value,
            weekdays=("0", "2", "3"),
            area="School gate when school is out",
            needed="1",
            regulars=_regulars(people[6:8]),
        ),
        today,
    )
    _add(
        work,
        ShiftDraft(
            first=tomorrow,
            start="5:00 pm",
            finish="6:15 pm",
            repeat=Repeat.MONTHLY.value,
            weekdays=("1",),
            which="second",
            area="P to T, 20th to 24th",
            needed="3",
            regulars=_regulars(people[5:8]),
        ),
        today,
    )
    _add(
        work,
        ShiftDraft(
            first=(today + timedelta(days=6)).isoformat(),
            start="9:30 pm",
            finish="11:00 pm",
            area="Alleys between P and S",
        ),
        today,
    )


def _forgotten(work: Work, people: list[str], now: datetime, zone: tzinfo) -> None:
    """Plan one that is over, at a time when nobody walked: it was never logged."""
    today = now.astimezone(zone).date()
    for back in range(3, 13):
        day = today - timedelta(days=back)
        since, until = times.day_start(day, zone), times.day_start(day + timedelta(days=1), zone)
        if not work.patrols.walks(since, until, day, day):
            draft = ShiftDraft(
                first=day.isoformat(),
                start="8:00 pm",
                finish="9:30 pm",
                area="R to T, 16th to 20th",
                regulars=_regulars(people[8:10]),
            )
            _add(work, draft, today)
            return


def _add(work: Work, draft: ShiftDraft, today: date) -> Shift:
    shift = shifts.settle(draft, work.stamp(work.new_id()), today=today)
    work.shifts.add(shift)
    return shift


def _regulars(ids: list[str] | tuple[str, ...]) -> tuple[RegularDraft, ...]:
    return tuple(RegularDraft("", each) for each in ids)
