"""Writes the content of a source into the base-map store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from sacwatch.domain import streetnames
from sacwatch.domain.geography import TILE, to_earth, to_plane
from sacwatch.domain.places import Point
from sacwatch.maps import covering, crossings, geometry, schema
from sacwatch.maps.content import (
    AREAS,
    FIRST_ZOOM,
    Content,
    Feature,
    Item,
    Kind,
    NamedPlace,
    Numbers,
    PointPath,
    Region,
    Segment,
    Source,
    TilePicture,
)
from sacwatch.maps.facts import street_name
from sacwatch.maps.geometry import Spot

HIGHEST_ZOOM = 30

# Up to which zoom a path is thinned to half a unit, and from which one it is whole.
_LEVELS = ((0, 11), (12, 14), (15, HIGHEST_ZOOM))

# Ends of edges that are the same crossing, in degrees (about 10 cm), and points in a piece of a path.
_SAME_END_DEG = 1e-6
_PIECE = 32

# An area that is smaller than this many units at the last zoom of a level is not seen there.
_SMALLEST_AREA = 1.5

# How many points of lines are kept back to be joined, which bounds the memory that a source takes.
_LINE_POINTS = 250_000
_BATCH = 2_000

_TABLES = {
    "feature": 7,
    "path": 3,
    "path_box": 7,
    "segment": 11,
    "segment_box": 5,
    "place": 7,
    "region": 5,
    "region_box": 5,
    "picture": 6,
    "crossing": 6,
    "spelling": 2,
    "street": 3,
    "cover": 3,
}
"""The tables that are filled in batches, each with its number of columns given."""
_COLUMNS = {
    "path": "(id, feature, points)",
    "segment": "(id, source, street, low, high, left_first, left_last, right_first, right_last, approximate,"
    " points)",
    "crossing": "(one, other, lat, lon, approximate, source)",
}


def _still() -> None:
    """Take a pulse and do nothing with it."""


def write(connection: Any, content: Content, pulse: Callable[[], None] = _still) -> None:
    """Put a source's content in place of what it brought before, inside the open transaction.

    What is hidden by other sources is not settled here; `covering.hide` does that for all at once.
    `pulse` is called every few thousand rows; what it raises ends the writing.
    """
    remove(connection, content.source.name)
    pulse()
    writer = _Writer(connection, content.source, pulse, noded=content.noded)
    for item in chain(content.features, content.segments, content.places, content.mixed):
        writer.take(item)
    writer.finish()


def remove(connection: Any, name: str) -> None:
    """Take out all that a source brought; nothing happens where there is none of that name."""
    row = connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        return
    for statement in (
        "DELETE FROM path_box WHERE id IN (SELECT path.id FROM path JOIN feature ON feature.id = path.feature"
        " WHERE feature.source = ?)",
        "DELETE FROM path WHERE feature IN (SELECT id FROM feature WHERE source = ?)",
        "DELETE FROM feature WHERE source = ?",
        "DELETE FROM segment_box WHERE id IN (SELECT id FROM segment WHERE source = ?)",
        "DELETE FROM segment WHERE source = ?",
        "DELETE FROM crossing WHERE source = ?",
        "DELETE FROM spelling WHERE street IN (SELECT id FROM street WHERE source = ?)",
        "DELETE FROM street WHERE source = ?",
        "DELETE FROM place WHERE source = ?",
        "DELETE FROM region_box WHERE id IN (SELECT id FROM region WHERE source = ?)",
        "DELETE FROM region WHERE source = ?",
        "DELETE FROM picture WHERE source = ?",
        "DELETE FROM cover WHERE source = ?",
        "DELETE FROM source WHERE id = ?",
    ):
        connection.execute(statement, row)


class _Writer:
    """Writes what one source brings, item by item, keeping only a bounded part of it in memory."""

    def __init__(self, connection: Any, source: Source, pulse: Callable[[], None], *, noded: bool) -> None:
        self._connection = connection
        self._pulse = pulse
        row = connection.execute(
            "INSERT INTO source (name, kind, version, title, rank, credit) VALUES (?, ?, ?, ?, ?, ?)",
            (source.name, source.kind, source.version, source.title, source.rank, source.credit),
        )
        self._source = int(row.lastrowid)
        self._rank = source.rank
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _TABLES}
        self._waiting = 0
        self._ids = {
            table: int(connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])
            for table in ("feature", "path", "segment", "place", "region", "picture", "street")
        }
        self._lines: dict[Feature, list[PointPath]] = defaultdict(list)
        self._line_points = 0
        self._streets: dict[str, int] = {}
        self._street_names: dict[str, int] = {}
        self._shared = crossings.SharedPoints() if noded else None
        self._by_lines: list[tuple[int, list[Spot], bool]] = []
        self._cover: dict[str, set[int]] = defaultdict(set)

    def take(self, item: Item) -> None:
        """Write one item, or keep a line until those that go on from it are there."""
        if isinstance(item, Feature):
            if item.kind in AREAS or item.kind is Kind.SPOT:
                self._feature(item)
            else:
                self._lines[replace(item, paths=())] += item.paths
                self._line_points += sum(map(len, item.paths))
                if self._line_points > _LINE_POINTS:
                    self._join()
        elif isinstance(item, Segment):
            self._segment(item)
        elif isinstance(item, NamedPlace):
            where = (item.point.lat, item.point.lon, item.label)
            self._add("place", self._new("place"), self._source, item.name, item.kind, *where)
        elif isinstance(item, Region):
            self._region(item)
        else:
            self._picture(item)

    def finish(self) -> None:
        """Write what was kept back."""
        self._join()
        met = self._shared.met() if self._shared is not None else crossings.by_lines(self._by_lines)
        for row in met:
            self._add("crossing", *row, self._source)
        for part, covered in self._cover.items():
            for cell in covered:
                self._add("cover", self._source, part, cell)
        self._flush()

    def _new(self, table: str) -> int:
        self._ids[table] += 1
        return self._ids[table]

    def _add(self, table: str, *values: object) -> None:
        self._rows[table].append(values)
        self._waiting += 1
        if self._waiting >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                marks = ", ".join("?" * _TABLES[table])
                columns = _COLUMNS.get(table, "")
                ignore = "OR IGNORE " if table in ("spelling", "picture") else ""
                self._connection.executemany(f"INSERT {ignore}INTO {table} {columns} VALUES ({marks})", rows)
                rows.clear()
        self._waiting = 0
        self._pulse()

    def _join(self) -> None:
        """Write lines of one name and kind as one feature of long paths.

        Sources bring a street as hundreds of edges; long paths can be thinned, named and drawn at once.
        """
        for kind, paths in self._lines.items():
            flat = [[(point.lat, point.lon) for point in path] for path in paths]
            chains = geometry.joined(flat, _SAME_END_DEG)
            long = tuple(tuple(Point(lat, lon) for lat, lon in chain) for chain in chains)
            self._feature(replace(kind, paths=long))
        self._lines.clear()
        self._line_points = 0

    def _feature(self, feature: Feature) -> None:
        number = self._new("feature")
        self._add(
            "feature",
            number,
            self._source,
            feature.kind.value,
            feature.name,
            feature.width,
            feature.shield,
            feature.approximate,
        )
        area = feature.kind in AREAS
        part = covering.PART_OF.get(feature.kind) if self._rank > 0 else None
        for path in feature.paths:
            whole = [to_plane(point.lat, point.lon) for point in path]
            if part is not None:
                self._cover[part].update(covering.cells(whole))
            # The box is that of the thinned path, which lies within half a unit of the whole one.
            for low, high, points in _levels(whole, FIRST_ZOOM[feature.kind], area):
                for piece in [points] if area else _pieces(points):
                    added = self._new("path")
                    self._add("path", added, number, schema.packed(piece))
                    self._add("path_box", added, *_plane_box(piece), low, high)

    def _segment(self, segment: Segment) -> None:
        street = self._streets.get(segment.street)
        if street is None:
            street = self._streets[segment.street] = self._street(segment)
        points = [to_plane(point.lat, point.lon) for point in segment.path]
        ends = [end for side in (segment.left, segment.right) if side for end in (side.first, side.last)]
        number = self._new("segment")
        self._add(
            "segment",
            number,
            self._source,
            street,
            min(ends, default=None),
            max(ends, default=None),
            *_pair(segment.left),
            *_pair(segment.right),
            segment.approximate,
            schema.packed(points),
        )
        self._add("segment_box", number, *_box(segment.path))
        if self._shared is not None:
            self._shared.add(street, segment.path)
        else:
            self._by_lines.append((street, points, segment.approximate))
        if ends and self._rank > 0:
            self._cover[covering.ADDRESSES].update(covering.cells(points))

    def _street(self, segment: Segment) -> int:
        name = street_name(segment.street)
        street = self._street_names.get(name)
        if street is None:
            street = self._street_names[name] = self._new("street")
            self._add("street", street, self._source, name)
        for each in (segment.street, *segment.also):
            read = streetnames.read(each)
            self._add("spelling", street, read.key if read is not None else each.upper())
        return street

    def _region(self, region: Region) -> None:
        number = self._new("region")
        rings = [[to_plane(point.lat, point.lon) for point in ring] for ring in region.rings]
        self._add("region", number, self._source, region.layer, region.name, schema.packed_rings(rings))
        self._add("region_box", number, *_box([point for ring in region.rings for point in ring]))

    def _picture(self, tile: TilePicture) -> None:
        self._add("picture", self._new("picture"), self._source, tile.zoom, tile.x, tile.y, tile.data)
        if self._waiting % 100 == 0:
            # Pictures are large, so that fewer of them wait.
            self._flush()


def _pieces(chain: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    """Cut a long path, so that a tile reads little of what lies outside it."""
    for start in range(0, max(1, len(chain) - 1), _PIECE):
        yield chain[start : start + _PIECE + 1]


def _levels(path: Sequence[Spot], first: int, area: bool) -> Iterator[tuple[int, int, Sequence[Spot]]]:
    """Give a path thinned for each span of zooms; spans with the same points are one."""
    found: list[tuple[int, int, Sequence[Spot]]] = []
    for low, high in _LEVELS:
        if high < first:
            continue
        unit = 1 / (TILE * 2**high)
        if area and high < HIGHEST_ZOOM and _extent(path) < _SMALLEST_AREA * unit:
            continue
        points = geometry.thinned(path, 0.5 * unit) if high < HIGHEST_ZOOM else path
        if found and len(found[-1][2]) == len(points):
            found[-1] = (found[-1][0], high, points)
        else:
            found.append((max(low, first), high, points))
    yield from found


def _extent(path: Sequence[Spot]) -> float:
    xs, ys = [x for x, _ in path], [y for _, y in path]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _box(path: Iterable[Point]) -> tuple[float, float, float, float]:
    points = list(path)
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return min(lons), max(lons), min(lats), max(lats)


def _plane_box(path: Sequence[Spot]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in path], [y for _, y in path]
    north_west, south_east = to_earth(min(xs), min(ys)), to_earth(max(xs), max(ys))
    return north_west.lon, south_east.lon, south_east.lat, north_west.lat


def _pair(side: Numbers | None) -> tuple[int | None, int | None]:
    return (side.first, side.last) if side else (None, None)
