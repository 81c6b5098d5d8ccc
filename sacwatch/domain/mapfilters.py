"""What of all records the map shows: a period, kinds, statuses, hours of the day and days of the week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from sacwatch.domain.incidents import Status
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.times import SACRAMENTO

WEEK = 168
"""Hours of a week; the first one begins at midnight before Monday."""

LONGEST_SPAN = 255
"""Hours; whoever lasts longer lasts a whole week anyway."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class MapFilter:
    """What the map lets through. What is empty lets everything through.

    `since` and `until` are aware UTC and mean when something began. `hours` (0 to 23) and `days` (Monday
    is 0) are those of Sacramento's clock. What may have happened at any time between two instants counts
    in each hour from the first to the last.
    """

    since: datetime | None = None
    until: datetime | None = None
    kinds: frozenset[IncidentKind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Say whether anything may be kept out."""
        return self != MapFilter()

    def week_hours(self) -> bytes | None:
        """Give for each hour of the week 1 where it is let through and 0 where not; None where all are."""
        if not self.hours and not self.days:
            return None
        days = self.days or frozenset(range(7))
        hours = self.hours or frozenset(range(24))
        return bytes(day in days and hour in hours for day in range(7) for hour in range(24))


def hours_between(first: int, last: int) -> frozenset[int]:
    """Give the hours from one to another, both included, over midnight where the last is the earlier."""
    if first <= last:
        return frozenset(range(first, last + 1))
    return frozenset(range(first, 24)) | frozenset(range(last + 1))


def waits(wanted: Sequence[int]) -> bytes:
    """Give for each hour of the week how many hours it is until one that is wanted; 255 where none is.

    Whatever begins in an hour and lasts at least so many hours reaches into a wanted one.
    """
    found = bytearray([255] * WEEK)
    wait = 255
    for hour in range(2 * WEEK - 1, -1, -1):
        wait = 0 if wanted[hour % WEEK] else min(255, wait + 1)
        found[hour % WEEK] = wait
    return bytes(found)


def hours_of_week(minutes: Iterable[int], zone: tzinfo = SACRAMENTO) -> bytes:
    """Give the hour of the week, on the clock of `zone`, of each of many minutes since 1970 UTC."""
    slots = _Slots(zone)
    return bytes(map(slots.__getitem__, [minute // 60 for minute in minutes]))


class _Slots(dict[int, int]):
    """The hour of the week on a zone's clock, for an hour since 1970 UTC; worked out when first asked for."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._offsets: dict[int, int | None] = {}

    def __missing__(self, hour: int) -> int:
        day = hour // 24
        if day not in self._offsets:
            first, last = self._offset(day * 24), self._offset(day * 24 + 23)
            # On the day on which the clock changes each hour is asked by itself.
            self._offsets[day] = first if first == last else None
        ahead = self._offsets[day]
        if ahead is None:
            ahead = self._offset(hour)
        # 1970 began on a Thursday.
        self[hour] = found = (hour + ahead + 72) % WEEK
        return found

    def _offset(self, hour: int) -> int:
        """Give how many hours the clock is ahead of UTC."""
        offset = (_EPOCH + timedelta(hours=hour)).astimezone(self._zone).utcoffset() or timedelta(0)
        return offset // timedelta(hours=1)
