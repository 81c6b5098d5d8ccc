"""How many come to the meetings, and which blocks were not heard from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sacwatch.domain.checklists import MeetingKind
from sacwatch.domain.shifts import Which, weekday_of_month, which_of_month
from sacwatch.domain.watches import Block

LOOKED_AT = 3
"""Over how many of the last meetings a block that nobody came from counts as not heard from."""


@dataclass(frozen=True)
class Attended:
    """One meeting and how many came to it."""

    id: str
    day: date
    kind: MeetingKind
    title: str
    people: int
    walk_ins: int
    """Of the people, those who are not among the people of the watch."""
    blocks: Mapping[str, int]
    """How many came from each block, by its id; who is of none known is not in it."""

    @property
    def heard(self) -> frozenset[str]:
        """The ids of the blocks that were heard from."""
        return frozenset(self.blocks)


@dataclass(frozen=True)
class Unheard:
    """A block that was not heard from, and when it last was, if ever."""

    block: Block
    last: date | None = None


def unheard(blocks: Sequence[Block], meetings: Iterable[Attended]) -> tuple[Unheard, ...]:
    """Give the blocks that nobody came from to the last three meetings, those longest away first.

    `meetings` are those with a list of who came, the newest first. Without any nothing is known, and
    none is named.
    """
    known = list(meetings)
    if not known:
        return ()
    recent = frozenset[str]().union(*(each.heard for each in known[:LOOKED_AT]))
    found = []
    for block in blocks:
        if block.id not in recent:
            last = max((each.day for each in known if block.id in each.heard), default=None)
            found.append(Unheard(block, last))
    return tuple(sorted(found, key=lambda each: each.last or date.min))


def next_day(kind: MeetingKind, day: date) -> date | None:
    """Give the day on which the meeting after this one is likely; None where nobody can say.

    A regular one is on the same weekday of the next month, such as the second Tuesday; a National Night
    Out on the first Tuesday of the next August.
    """
    if kind is MeetingKind.REGULAR:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return weekday_of_month(following, day.weekday(), which_of_month(day))
    if kind is MeetingKind.NIGHT_OUT:
        found = weekday_of_month(date(day.year, 8, 1), 1, Which.FIRST)
        return found if found > day else weekday_of_month(date(day.year + 1, 8, 1), 1, Which.FIRST)
    return None


__all__ = ["LOOKED_AT", "Attended", "Unheard", "next_day", "unheard"]
