"""The course of a meeting: begun, closed, opened again; and when each item is meant to begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from sacwatch.domain.errors import Refused
from sacwatch.domain.meetings import AgendaItem, Meeting, MeetingState
from sacwatch.domain.shifts import finish_of


def changeable(meeting: Meeting) -> Meeting:
    """Give a meeting that may be changed; raises Refused where it is closed."""
    if meeting.state is MeetingState.CLOSED:
        raise Refused("trouble.meeting_closed")
    return meeting


def begun(meeting: Meeting) -> Meeting:
    """Begin a meeting; raises Refused where it is closed."""
    return replace(changeable(meeting), state=MeetingState.HELD)


def closed(
    meeting: Meeting, at: datetime, frozen: tuple[tuple[str, str], ...], frozen_from: tuple[str, ...] = ()
) -> Meeting:
    """Close a meeting with its frozen papers; raises Refused where it is closed already.

    `frozen_from` says of whom and what its handout tells.
    """
    meeting = replace(changeable(meeting), state=MeetingState.CLOSED, closed_at=at)
    return replace(meeting, frozen=frozen, frozen_from=frozen_from)


def opened_again(meeting: Meeting) -> Meeting:
    """Open a closed meeting to be changed; its frozen papers are named no more."""
    if meeting.state is not MeetingState.CLOSED:
        raise Refused("trouble.meeting_not_closed")
    return replace(meeting, state=MeetingState.HELD, closed_at=None, frozen=(), frozen_from=None)


def schedule(meeting: Meeting) -> tuple[tuple[AgendaItem, time | None], ...]:
    """Give each item with the time at which it is meant to begin; None behind one of unknown length."""
    found: list[tuple[AgendaItem, time | None]] = []
    minute: int | None = 0
    for each in meeting.agenda:
        found.append((each, None if minute is None else finish_of(meeting.start, minute)))
        minute = None if minute is None or each.minutes is None else minute + each.minutes
    return tuple(found)
