"""Hours and miles for statements: of everybody, and of one member."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from sacwatch.domain import statements, times
from sacwatch.domain.statements import Statement, Step
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work

EVER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))
"""From before the first patrol until after the last one."""


def hours(work: Work, first: date, last: date, step: Step, *, eyes: Eyes, zone: tzinfo) -> Statement:
    """Give the hours of a period of civil days in `zone`, as these eyes see them."""
    since, until = times.day_start(first, zone), times.day_start(last + timedelta(days=1), zone)
    stated = statements.state(work.patrols.worked(since, until), first, last, step, zone)
    return eyes.see(stated)


def hours_of_member(
    work: Work, member_id: str, first: date, last: date, step: Step, *, zone: tzinfo
) -> tuple[str, Statement]:
    """Give a member's name and own hours in a period of civil days; raises NotFound.

    For the captain, who hands it to that person.
    """
    name = work.members.get(member_id).name
    since, until = times.day_start(first, zone), times.day_start(last + timedelta(days=1), zone)
    worked = work.patrols.worked(since, until, member_id=member_id)
    stated = statements.state(worked, first, last, step, zone)
    return name, statements.of_member(stated, member_id, name)
