"""What wants doing about meetings: the next one, and those that are over and not finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sacwatch.domain.listing import MeetingLine
from sacwatch.store.work import Work

_SHOWN = 3
_LOOKED_BACK = timedelta(days=120)
"""Minutes of what is longer ago nobody will write any more."""


@dataclass(frozen=True)
class MeetingsToday:
    """The next meeting, those that nobody closed, and those that were closed without minutes."""

    coming: MeetingLine | None = None
    unclosed: tuple[MeetingLine, ...] = ()
    without_minutes: tuple[MeetingLine, ...] = ()


def look(work: Work, today: date) -> MeetingsToday:
    """Gather what wants doing about meetings on this civil day."""
    return MeetingsToday(
        next(iter(work.meetings.coming(today)), None),
        work.meetings.unclosed(today, limit=_SHOWN),
        work.meetings.without_minutes(today - _LOOKED_BACK, limit=_SHOWN),
    )
