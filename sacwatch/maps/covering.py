"""Which source is shown where two know the same ground: the one of the higher rank, cell by cell.

Without this a county's streets would be drawn on top of the shipped ones, a little beside them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sacwatch.domain.geography import Box, to_plane
from sacwatch.domain.places import Point
from sacwatch.maps import schema
from sacwatch.maps.content import ROADS, Kind
from sacwatch.maps.geometry import Spot

STREETS, WATER, RAILS, BUILDINGS, ADDRESSES = "streets", "water", "rails", "buildings", "addresses"

PART_OF = {
    **dict.fromkeys((*ROADS, Kind.TRAIL), STREETS),
    **dict.fromkeys((Kind.RIVER, Kind.CREEK, Kind.LAKE), WATER),
    Kind.RAILWAY: RAILS,
    Kind.BUILDING: BUILDINGS,
}
"""The kinds that one source shows instead of another."""

# A cell is a tile of this zoom: about 950 m wide at Sacramento.
_ZOOM = 15
_CELLS = 1 << _ZOOM

_BY_NAME = (Kind.PARK.value, Kind.GROUNDS.value)
"""The kinds that are the same where they have the same name."""


def cells(points: Sequence[Spot]) -> Iterator[int]:
    """Give the cells that a path on the square runs through, at least one for each half cell of its way."""
    if points:
        yield _cell(*points[0])
    for (ax, ay), (bx, by) in pairwise(points):
        steps = max(1, math.ceil(max(abs(bx - ax), abs(by - ay)) * _CELLS * 2))
        for i in range(1, steps + 1):
            yield _cell(ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps)


def _cell(x: float, y: float) -> int:
    return int(y * _CELLS) * _CELLS + int(x * _CELLS)


def cell_of(point: Point) -> int:
    """Give the cell of a point."""
    return _cell(*to_plane(point.lat, point.lon))


def around(known: Iterable[int]) -> set[int]:
    """Give cells with all their neighbours."""
    return {cell + dy * _CELLS + dx for cell in known for dy in (-1, 0, 1) for dx in (-1, 0, 1)}


def hide(connection: Any) -> None:
    """Note what is not drawn, inside the open transaction: what a higher rank hides, and what is unseen.

    A source that is not shown hides nothing. Its stretches of street stay, which addresses are found on.
    """
    for table in ("path", "segment"):
        connection.execute(f"UPDATE {table} SET hidden = 0 WHERE hidden")
    sources = connection.execute("SELECT id, rank FROM source").fetchall()
    parts = [row[0] for row in connection.execute("SELECT DISTINCT part FROM cover")]
    for source, rank in sources:
        for part in parts:
            covered = {
                row[0]
                for row in connection.execute(
                    "SELECT DISTINCT cell FROM cover JOIN source ON source.id = cover.source"
                    " WHERE part = ? AND source.rank > ? AND (part = ? OR source.name NOT IN unseen)",
                    (part, rank, ADDRESSES),
                )
            }
            if covered:
                _hide_part(connection, source, part, covered)
        connection.execute(
            "UPDATE path SET hidden = 1 WHERE feature IN (SELECT low.id FROM feature low WHERE low.source = ?"
            " AND low.kind IN (?, ?) AND low.name <> '' AND EXISTS (SELECT 1 FROM feature high"
            " JOIN source ON source.id = high.source WHERE source.rank > ? AND source.name NOT IN unseen"
            " AND high.kind IN (?, ?)"
            " AND high.name = low.name COLLATE NOCASE))",
            (source, *_BY_NAME, rank, *_BY_NAME),
        )
    connection.execute(
        "UPDATE path SET hidden = 1 WHERE feature IN (SELECT feature.id FROM feature"
        " JOIN source ON source.id = feature.source WHERE source.name IN unseen)"
    )


def _hide_part(connection: Any, source: int, part: str, covered: set[int]) -> None:
    if part == ADDRESSES:
        table, rows = (
            "segment",
            connection.execute("SELECT id, points FROM segment WHERE source = ?", (source,)),
        )
    else:
        kinds = [kind.value for kind, of in PART_OF.items() if of == part]
        marks = ", ".join("?" * len(kinds))
        table, rows = (
            "path",
            connection.execute(
                "SELECT path.id, points FROM path JOIN feature ON feature.id = path.feature"
                f" WHERE feature.source = ? AND feature.kind IN ({marks})",
                (source, *kinds),
            ),
        )
    gone = []
    for number, points in rows:
        passed = list(cells(schema.unpacked(points)))
        if sum(cell in covered for cell in passed) * 2 >= len(passed):
            gone.append((number,))
    connection.executemany(f"UPDATE {table} SET hidden = 1 WHERE id = ?", gone)


def within(box: Box) -> set[int]:
    """Give the cells that touch a box."""
    left, top = to_plane(box.north, box.west)
    right, bottom = to_plane(box.south, box.east)
    return {
        y * _CELLS + x
        for y in range(int(top * _CELLS), int(bottom * _CELLS) + 1)
        for x in range(int(left * _CELLS), int(right * _CELLS) + 1)
    }
