"""A layer of the map as columns of numbers: what the page is sent once, and what a filter lets through."""

from __future__ import annotations

import math
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sacwatch.domain import mapfilters
from sacwatch.domain.drawing import Shape, corners
from sacwatch.domain.geography import Box
from sacwatch.domain.outlines import Flat, Within
from sacwatch.domain.places import Point
from sacwatch.domain.symbols import MapSymbol

FORMAT = 2
"""What the page must know to read the columns."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Layer:
    """Marks oldest first, a column for each thing that is known of them.

    `minutes` count from 1970 UTC, `kinds` and `statuses` are places in the layer's own lists of them.
    `hours` are those of the week in which they began (`mapfilters`), `spans` how many more hours later
    they ended at the latest.
    """

    ids: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    """The records that the marks belong to, where they are parts of one; blank where they are records."""
    lats: Sequence[float] = ()
    lons: Sequence[float] = ()
    minutes: Sequence[int] = ()
    kinds: bytes = b""
    statuses: bytes = b""
    hours: bytes = b""
    spans: bytes = b""

    def __len__(self) -> int:
        return len(self.ids)

    def packed(self) -> bytes:
        """Give the columns as the page reads them: little-endian, 24 bytes for each mark."""
        return b"".join(
            (
                struct.pack("<II", FORMAT, len(self)),
                _little("d", self.lats),
                _little("d", self.lons),
                _little("i", self.minutes),
                self.kinds,
                self.statuses,
                self.hours,
                self.spans,
            )
        )

    def matching(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: Iterable[int] = (),
        box: Box | None = None,
        *,
        statuses: Iterable[int] = (),
        week_hours: Sequence[int] | None = None,
    ) -> list[int]:
        """Give the places of the marks in [since, until), aware UTC, of these kinds, in a box.

        No kinds or statuses at all let every one through. `week_hours` has 1 for each hour of the week
        that is let through; a mark that lasts is let through by any hour that it may have happened in.
        """
        first = 0 if since is None else bisect_left(self.minutes, minute_of(since))
        after = len(self) if until is None else bisect_left(self.minutes, minute_of(until))
        found: Iterable[int] = range(first, after)
        for wanted, mine in ((frozenset(kinds), self.kinds), (frozenset(statuses), self.statuses)):
            if wanted:
                passes = bytes(value in wanted for value in range(256))
                found = [i for i in found if passes[mine[i]]]
        if week_hours is not None:
            wait, hours, spans = mapfilters.waits(week_hours), self.hours, self.spans
            found = [i for i in found if wait[hours[i]] <= spans[i]]
        if box is not None:
            lats, lons = self.lats, self.lons
            south, west, north, east = box.south, box.west, box.north, box.east
            found = [i for i in found if south <= lats[i] <= north and west <= lons[i] <= east]
        return list(found)

    def near(self, point: Point, metres: float, places: Iterable[int]) -> list[tuple[float, int]]:
        """Give those of some places that lie within so many metres of a point: how far and which.

        The nearest comes first, of two at one spot the newer.
        """
        flat = Flat(point)
        box, east, north = flat.box(metres), flat.metres_east, flat.metres_north
        lats, lons = self.lats, self.lons
        found = []
        for i in places:
            if box.south <= lats[i] <= box.north and box.west <= lons[i] <= box.east:
                far = math.hypot((lons[i] - point.lon) * east, (lats[i] - point.lat) * north)
                if far <= metres:
                    found.append((far, i))
        return sorted(found, key=lambda each: (each[0], -each[1]))

    def inside(self, ring: Sequence[Point], places: Iterable[int]) -> list[int]:
        """Give those of some places that lie inside an outline."""
        if len(ring) < 3:
            return []
        held = Within(ring)
        lats, lons = self.lats, self.lons
        return [i for i in places if held(lats[i], lons[i])]

    def place(self, id_: str) -> int | None:
        """Give the place of a mark by its id, or None."""
        try:
            return self.ids.index(id_)
        except ValueError:
            return None


def minute_of(at: datetime) -> int:
    """Give an aware instant as whole minutes since 1970 UTC."""
    return (at - _EPOCH) // _MINUTE


def layer(columns: Sequence[Sequence[Any]], kinds: Sequence[str], statuses: Sequence[str] = ("",)) -> Layer:
    """Give a layer of columns, oldest first: id, owner, lat, lon, kind, minute, status, span.

    `kinds` and `statuses` are the words a row may hold, in the order that the page knows; a span is how
    many hours (0 to 255) after the one it began in a mark ended. The columns of owners, statuses and
    spans may be blank.
    """
    ids, owners, lats, lons, kind, minutes, status, *rest = columns
    span = rest[0] if rest else ()
    kind_at = {word: place for place, word in enumerate(kinds)}
    status_at = {word: place for place, word in enumerate(statuses)}
    return Layer(
        tuple(ids),
        tuple(owners),
        array("d", lats),
        array("d", lons),
        array("i", minutes),
        bytes(map(kind_at.__getitem__, kind)),
        bytes(map(status_at.__getitem__, status)) if status else bytes(len(ids)),
        mapfilters.hours_of_week(minutes),
        bytes(span) if span else bytes(len(ids)),
    )


def look(symbol: MapSymbol, words: str) -> dict[str, object]:
    """Give a mark as the page draws it, with what it means."""
    outline = None if symbol.shape is Shape.CIRCLE else [list(corner) for corner in corners(symbol.shape)]
    return {
        "corners": outline,
        "colour": symbol.colour,
        "pattern": symbol.pattern.value,
        "words": words,
    }


def _little(code: str, values: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(values)}{code}", *values)
