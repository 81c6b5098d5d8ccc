"""What wants doing about people: papers that run out, homes to look at, entries to ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sacwatch.domain.households import Household
from sacwatch.domain.listing import HouseholdQuery, MemberQuery, Page
from sacwatch.domain.members import Member
from sacwatch.store.work import Work

SOON = timedelta(days=30)
"""How long before a training or the vetting runs out the captain is told."""

_SHOWN = 3


@dataclass(frozen=True)
class PeopleToday:
    """The first of each, and how many there are in all."""

    expiring: Page[Member]
    """Those whose vetting, or one of whose trainings, has run out or will soon, by that day."""
    away: Page[Household]
    """The homes that are away today, for the watch to look at."""
    looked: dict[str, datetime]
    """When somebody last looked at each of these homes, in UTC; one that nobody looked at is not there."""
    due: int
    """How many households are to be asked whether their entry is still right."""
    due_people: int = 0
    """How many members without a household are."""


def look(work: Work, today: date) -> PeopleToday:
    """Gather what wants doing about people on this civil day."""
    away = work.households.find(HouseholdQuery(away_on=today, limit=_SHOWN))
    return PeopleToday(
        expiring=work.members.find(MemberQuery(expiring_by=today + SOON, limit=_SHOWN)),
        away=away,
        looked=work.patrols.last_looks([each.id for each in away.lines]),
        due=work.households.count_due(today),
        due_people=work.members.count_due(today),
    )
