"""You said, we did: what was raised in a period, what came of it, and what is waited for still."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.concerns import Concern, State
from sacwatch.domain.concernsteps import as_of


@dataclass(frozen=True, kw_only=True)
class SaidAndDone:
    """The concerns of a period of civil days, both included, each as it stood on the last of them."""

    first: date = kept(Shows.ALWAYS)
    last: date = kept(Shows.ALWAYS)
    done: tuple[Concern, ...] = kept(Shows.ALWAYS, default=())
    """Answered in the period, or before it and not told back yet; those raised first at the top."""
    waiting: tuple[Concern, ...] = kept(Shows.ALWAYS, default=())
    dropped: tuple[Concern, ...] = kept(Shows.ALWAYS, default=())
    raised: int = kept(Shows.ALWAYS, default=0)
    """How often anything was raised in the period, for the first time or again."""

    def usual_days(self) -> int | None:
        """Give the median of days until an answer, or None where fewer than three were answered."""
        days = [each.days_to_answer() for each in self.done]
        known = [each for each in days if each is not None]
        return round(statistics.median(known)) if len(known) >= _FEW else None


_FEW = 3


def sorted_out(concerns: Iterable[Concern], first: date, last: date) -> SaidAndDone:
    """Sort concerns by what came of them up to the last day; what was closed before the first is left out."""
    done, waiting, dropped, raised = [], [], [], 0
    for each in concerns:
        if each.raised_on > last:
            continue
        then = as_of(each, last)
        days = (then.raised_on, *(again.on for again in then.raisings))
        raised += sum(first <= day for day in days)
        closed = then.closed_on
        if closed is not None and closed < first:
            continue
        if then.state is State.DROPPED:
            dropped.append(then)
        elif then.answered_on is not None:
            done.append(then)
        else:
            waiting.append(then)
    return SaidAndDone(
        first=first,
        last=last,
        done=tuple(done),
        waiting=tuple(waiting),
        dropped=tuple(dropped),
        raised=raised,
    )
