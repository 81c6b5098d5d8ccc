"""What wants doing about concerns and actions: to send on, to tell back, to ask again, to do at last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sacwatch.domain.actions import Action
from sacwatch.domain.concerns import Waiting
from sacwatch.domain.listing import ConcernLine, ConcernQuery
from sacwatch.store.work import Work

ASK_AGAIN = timedelta(days=30)
"""So long after it was sent on, and not answered since, the captain may want to ask."""
_SHOWN = 3
_ELSEWHERE = frozenset({Waiting.CITY_311, Waiting.POLICE, Waiting.COUNCIL, Waiting.OTHER})


@dataclass(frozen=True)
class ConcernsToday:
    """How many wait for the captain, which waits longest elsewhere, and the actions whose day passed."""

    to_send: int = 0
    to_tell: int = 0
    longest: ConcernLine | None = None
    overdue: tuple[Action, ...] = ()
    """Some of them, those due first."""
    overdue_count: int = 0


def look(work: Work, today: date) -> ConcernsToday:
    """Gather what wants doing about concerns and actions on this civil day."""
    counts = work.concerns.waiting_counts()
    elsewhere = work.concerns.find(ConcernQuery(waiting=_ELSEWHERE)).lines
    long_ago = [each for each in elsewhere if each.sent_on and today - each.sent_on >= ASK_AGAIN]
    overdue = [each for each in work.actions.open() if each.overdue(today)]
    return ConcernsToday(
        to_send=counts.get(Waiting.TO_SEND, 0),
        to_tell=counts.get(Waiting.TO_TELL, 0),
        longest=min(long_ago, key=lambda each: each.sent_on or today, default=None),
        overdue=tuple(overdue[:_SHOWN]),
        overdue_count=len(overdue),
    )
