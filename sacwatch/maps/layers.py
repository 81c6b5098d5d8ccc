"""A layer of the map as columns of numbers: what the page is sent once, and what a filter lets through."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sacwatch.domain.drawing import Shape, corners
from sacwatch.domain.geography import Box
from sacwatch.domain.symbols import MapSymbol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Layer:
    """Marks oldest first, a column for each thing that is known of them.

    `minutes` count from 1970 UTC, `kinds` and `statuses` are places in the layer's own lists of them.
    """

    ids: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    """The records that the marks belong to, where they are parts of one; blank where they are records."""
    lats: Sequence[float] = ()
    lons: Sequence[float] = ()
    minutes: Sequence[int] = ()
    kinds: bytes = b""
    statuses: bytes = b""

    def __len__(self) -> int:
        return len(self.ids)

    def packed(self) -> bytes:
        """Give the columns as the page reads them: little-endian, 22 bytes for each mark."""
        return b"".join(
            (
                struct.pack("<II", 1, len(self)),
                _little("d", self.lats),
                _little("d", self.lons),
                _little("i", self.minutes),
                self.kinds,
                self.statuses,
            )
        )

    def matching(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        kinds: Iterable[int] = (),
        box: Box | None = None,
    ) -> list[int]:
        """Give the places of the marks in [since, until), aware UTC, of these kinds, in a box.

        No kinds at all let every kind through.
        """
        first = 0 if since is None else bisect_left(self.minutes, minute_of(since))
        after = len(self) if until is None else bisect_left(self.minutes, minute_of(until))
        wanted = frozenset(kinds)
        found: Iterable[int] = range(first, after)
        if wanted:
            mine = self.kinds
            found = [i for i in found if mine[i] in wanted]
        if box is not None:
            lats, lons = self.lats, self.lons
            south, west, north, east = box.south, box.west, box.north, box.east
            found = [i for i in found if south <= lats[i] <= north and west <= lons[i] <= east]
        return list(found)

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
    """Give a layer of columns, oldest first: id, owner, lat, lon, kind, minute, status.

    `kinds` and `statuses` are the words a row may hold, in the order that the page knows. The columns
    of owners and statuses may be blank.
    """
    ids, owners, lats, lons, kind, minutes, status = columns
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
