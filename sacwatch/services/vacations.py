"""Houses whose people are away: which are due on a day, and who looked at them when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain import times
from sacwatch.domain.errors import NotFound
from sacwatch.domain.households import Household, Vacation
from sacwatch.domain.watches import Watch
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.vacations import VacationChecks, VacationRequest

BLANK = "blank"
"""The subject of a slip for any household."""
TODAY = "today"
"""The subject of the list as it is today."""


@dataclass(frozen=True)
class Look:
    """One look at a house: when (aware UTC), who went, and what they saw."""

    at: datetime
    by: tuple[str, ...] = ()
    seen: str = ""


@dataclass(frozen=True)
class Away:
    """A household with one of its vacations, and the looks at the house in those days, oldest first."""

    household: Household
    vacation: Vacation
    looks: tuple[Look, ...] = ()

    @property
    def last(self) -> Look | None:
        return self.looks[-1] if self.looks else None


def due(work: Work, day: date, *, zone: tzinfo) -> list[Away]:
    """Give the houses to look at on a day, by street and number, with the looks of that vacation so far."""
    found = [
        (each, vacation)
        for each in work.households.on_vacation(day)
        if (vacation := each.vacation_on(day)) is not None
    ]
    return _with_looks(work, found, zone)


def coming(work: Work, today: date, *, zone: tzinfo) -> list[Away]:
    """Give every vacation that is not over, those of today first, then by their first day."""
    found = [
        (each, vacation)
        for each in work.households.away_from(today)
        for vacation in each.vacations
        if vacation.last_day >= today
    ]
    found.sort(key=lambda each: (not each[1].holds(today), each[1].first_day))
    return _with_looks(work, found, zone)


def looks_at(work: Work, household: Household, vacation: Vacation, *, zone: tzinfo) -> tuple[Look, ...]:
    """Give the looks at one house in the days of a vacation, oldest first."""
    (away,) = _with_looks(work, [(household, vacation)], zone)
    return away.looks


def _with_looks(work: Work, found: Sequence[tuple[Household, Vacation]], zone: tzinfo) -> list[Away]:
    if not found:
        return []
    first = min(vacation.first_day for _each, vacation in found)
    last = max(vacation.last_day for _each, vacation in found)
    since = times.day_start(first, zone)
    # A patrol of the last day may look past midnight.
    until = times.day_start(last + timedelta(days=1), zone)
    looked: dict[str, list[tuple[date, Look]]] = {}
    ids = list(dict.fromkeys(each.id for each, _vacation in found))
    for id_, day_of, at, by, seen in work.sheets.looks(ids, since, until):
        day = day_of.astimezone(zone).date()
        looked.setdefault(id_, []).append((day, Look(at, tuple(by), seen)))
    return [
        Away(
            household,
            vacation,
            tuple(look for day, look in looked.get(household.id, ()) if vacation.holds(day)),
        )
        for household, vacation in found
    ]


# --- papers --------------------------------------------------------------------------------------


def gather_checks(work: Work, watch: Watch, *, large: bool, zone: tzinfo) -> VacationChecks:
    """Gather the captain's list as of today. What is over stands on it no more."""
    from sacwatch.reports.vacations import AwayLine, VacationChecks

    today = work.now.astimezone(zone).date()
    lines = tuple(
        AwayLine(
            address=each.household.place.text,
            first_day=each.vacation.first_day,
            last_day=each.vacation.last_day,
            key_holder=each.vacation.key_holder or each.household.key_holder,
            note=each.vacation.note,
            looks=tuple((look.at, look.by, look.seen) for look in each.looks),
        )
        for each in coming(work, today, zone=zone)
    )
    return VacationChecks(watch=watch, day=today, lines=lines, large=large)


def gather_request(work: Work, watch: Watch, subject: str, *, large: bool, zone: tzinfo) -> VacationRequest:
    """Gather the slip, blank or for the household of this id; raises NotFound."""
    from sacwatch.reports.vacations import VacationRequest

    if subject == BLANK:
        return VacationRequest(watch=watch, return_to=watch.meeting_place, large=large)
    today = work.now.astimezone(zone).date()
    household = work.households.get(subject)
    ahead = next((each for each in household.vacations if each.last_day >= today), None)
    people = work.members.of_households([household.id]).get(household.id, [])
    return VacationRequest(
        watch=watch,
        address=household.place.text,
        names=tuple(each.name for each in people),
        first_day=ahead.first_day if ahead else None,
        last_day=ahead.last_day if ahead else None,
        key_holder=(ahead.key_holder if ahead else "") or household.key_holder,
        return_to=watch.meeting_place,
        large=large,
    )


def household_asked(work: Work, asked: str) -> str:
    """Give the id of the household at this address or of this id, or BLANK where none was asked for."""
    if not asked or asked == BLANK:
        return BLANK
    found = work.households.at(asked) or work.households.get_many([asked])
    if len(found) != 1:
        raise NotFound("trouble.no_such_household", text=asked[:60])
    return found[0].id
