"""The base-map store: one SQLite file with R-Trees in the app's data folder, shared by all watches.

Built from the shipped facts on first use and whenever they change. Sources imported later stand
beside the shipped one; each replaces only itself. Any thread may read.
"""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from sacwatch import paths
from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box, to_plane
from sacwatch.domain.places import Point
from sacwatch.maps import basefile, covering, facts, geometry, loading, schema
from sacwatch.maps.content import AREAS, Content, Kind, Numbers, Source
from sacwatch.maps.geometry import Spot

FILE_NAME = "basemap.sqlite"

# Two places of one name that are nearer than this are one place, as two sources know it.
_SAME_PLACE_M = 3_000.0
_SAME_PLACE_DEG = 0.05


@dataclass(frozen=True)
class Drawn:
    """A path to draw: points on the Web Mercator square, and what it is a path of."""

    feature: int
    kind: Kind
    name: str
    points: Sequence[Spot]
    width: float
    shield: str
    approximate: bool


@dataclass(frozen=True)
class Stretch:
    """A stretch of street with its house numbers: points on the square; left and right as they run."""

    street: int
    name: str
    points: Sequence[Spot]
    left: Numbers | None
    right: Numbers | None
    approximate: bool
    rank: int


@dataclass(frozen=True)
class Written:
    """A named place as the store holds it."""

    name: str
    kind: str
    point: Point
    label: bool


class BaseMap:
    """An open base-map store.

    Connections are lent, not bound to threads: the threads of Qt's pools are new to Python at each call.
    """

    def __init__(self, target: str) -> None:
        """Use `open_store`; `target` is an SQLite URI."""
        self._target = target
        self._lock = threading.Lock()
        # A store in memory lives as long as one connection to it.
        self._idle: list[Any] = [basefile.connect(target)]

    @property
    def in_memory(self) -> bool:
        """Say whether the store is only in memory because its folder could not be written."""
        return "mode=memory" in self._target

    @contextlib.contextmanager
    def _lent(self) -> Iterator[Any]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = basefile.connect(self._target)
        try:
            yield connection
        finally:
            with self._lock:
                self._idle.append(connection)

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lent() as connection:
            return list(connection.execute(statement, tuple(values)))

    def close(self) -> None:
        """Close all connections; nobody may be reading."""
        with self._lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    def _make_good(self) -> None:
        """Add what a file made by an earlier SacWatch lacks."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'unseen'"):
            with self._lent() as connection:
                connection.execute(schema.LATER)

    def sources(self) -> list[Source]:
        """Give the sources there are, the shipped one first."""
        rows = self._rows(
            "SELECT name, kind, version, title, rank, credit FROM source ORDER BY name <> 'shipped', id"
        )
        return [Source(*row) for row in rows]

    def replace(self, *contents: Content, pulse: Callable[[], None] = lambda: None) -> None:
        """Put each source's content in place of what it brought before; all of it or nothing.

        Who draws or searches meanwhile sees the map as it was. `pulse` is called now and then; what it
        raises, and whatever else ends the work, leaves the map as it was. Raises Trouble where the disk
        is full or does not take it.
        """
        with self._changed() as connection:
            for content in contents:
                loading.write(connection, content, pulse)
            covering.hide(connection)

    def remove(self, *names: str) -> None:
        """Take out sources; raises Trouble as `replace` does."""
        with self._changed() as connection:
            for name in names:
                loading.remove(connection, name)
                connection.execute("DELETE FROM unseen WHERE name = ?", (name,))
            covering.hide(connection)

    def unseen(self) -> set[str]:
        """Give the names of the sources that are kept but not shown."""
        return {row[0] for row in self._rows("SELECT name FROM unseen")}

    def show_all_but(self, names: Collection[str]) -> None:
        """Show every source but these; all can still be searched. Raises Trouble as `replace` does."""
        with self._changed() as connection:
            connection.execute("DELETE FROM unseen")
            connection.executemany("INSERT INTO unseen VALUES (?)", [(name,) for name in set(names)])
            covering.hide(connection)

    @contextlib.contextmanager
    def _changed(self) -> Iterator[Any]:
        with self._lent() as connection:
            try:
                # With a log of its own the writer does not keep those waiting who draw. Where a disk
                # does not take that (some network drives), they wait for the end of the writing.
                connection.execute("PRAGMA journal_mode = WAL")
                try:
                    with basefile.transaction(connection):
                        yield connection
                finally:
                    # What was written in vain gives its room back, too.
                    with contextlib.suppress(sqlite.Error):
                        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite.OperationalError as problem:
                text = str(problem)
                if "full" in text:
                    raise Trouble("trouble.map_disk_full") from problem
                if "locked" in text or "busy" in text:
                    raise Trouble("trouble.map_busy") from problem
                if "I/O" in text or "readonly" in text or "unable to open" in text:
                    raise Trouble("trouble.map_disk") from problem
                raise

    def extent(self, name: str) -> Box | None:
        """Give the box of all that a source draws; None where it draws nothing."""
        rows = self._rows(
            "SELECT min(south), min(west), max(north), max(east) FROM path_box"
            " JOIN path ON path.id = path_box.id JOIN feature ON feature.id = path.feature"
            " JOIN source ON source.id = feature.source"
            " WHERE source.name = ?",
            (name,),
        )
        return None if rows[0][0] is None else Box(*rows[0])

    def cover(self, part: str, names: Sequence[str]) -> set[int]:
        """Give the cells (`covering`) of which some sources know a part."""
        marks = ", ".join("?" * len(names))
        rows = self._rows(
            "SELECT cell FROM cover JOIN source ON source.id = cover.source"
            f" WHERE part = ? AND source.name IN ({marks})",
            (part, *names),
        )
        return {row[0] for row in rows}

    def drawn(self, box: Box, zoom: float) -> list[Drawn]:
        """Give the paths that touch a box, thinned for a zoom, in the order they were brought."""
        level = int(zoom)
        rows = self._rows(
            "SELECT feature.id, feature.kind, feature.name, path.points, feature.width, feature.shield,"
            " feature.approximate FROM path_box JOIN path ON path.id = path_box.id"
            " JOIN feature ON feature.id = path.feature"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? AND low <= ? AND high >= ?"
            " AND NOT path.hidden ORDER BY path.id",
            (box.east, box.west, box.north, box.south, level, level),
        )
        return [
            Drawn(number, Kind(kind), name, schema.unpacked(points), width, shield, bool(approximate))
            for number, kind, name, points, width, shield, approximate in rows
        ]

    def places(self, box: Box | None = None) -> list[Written]:
        """Give the named places, all of them or those in a box.

        Of two with the same name that lie within 3 km of each other, the one of the higher rank stands, and
        one that is shown before one that is not.
        """
        whole = Box(-90.0, -180.0, 90.0, 180.0)
        near = whole if box is None else box
        far = 0.0 if box is None else _SAME_PLACE_DEG
        rows = self._rows(
            "SELECT place.name, place.kind, lat, lon, label AND source.name NOT IN unseen"
            " FROM place JOIN source"
            " ON source.id = place.source WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
            " ORDER BY source.name IN unseen, source.rank DESC, place.id",
            (near.south - far, near.north + far, near.west - far, near.east + far),
        )
        kept: dict[str, list[Written]] = {}
        for name, kind, lat, lon, label in rows:
            one = Written(name, kind, Point(lat, lon), bool(label))
            same = kept.setdefault(name.casefold(), [])
            if all(one.point.metres_to(other.point) > _SAME_PLACE_M for other in same):
                same.append(one)
        return [one for same in kept.values() for one in same if box is None or box.holds(one.point)]

    def regions_at(self, point: Point) -> list[tuple[str, str]]:
        """Give the areas that a point lies in: of what sort each is, and its name; sorted."""
        x, y = to_plane(point.lat, point.lon)
        rows = self._rows(
            "SELECT layer, name, rings FROM region_box JOIN region ON region.id = region_box.id"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?",
            (point.lon, point.lon, point.lat, point.lat),
        )
        return sorted(
            {
                (layer, name)
                for layer, name, rings in rows
                if geometry.inside((x, y), schema.unpacked_rings(rings))
            }
        )

    def region_boxes(self, point: Point) -> list[tuple[str, str, Box]]:
        """Give the areas around whose boxes a point lies in: of what sort each is, its name, its box."""
        rows = self._rows(
            "SELECT layer, name, south, west, north, east FROM region_box"
            " JOIN region ON region.id = region_box.id"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?",
            (point.lon, point.lon, point.lat, point.lat),
        )
        return [(layer, name, Box(*box)) for layer, name, *box in rows]

    def area_boxes(self, name: str, point: Point) -> list[Box]:
        """Give the boxes of what is drawn as an area of a name near a point."""
        marks = ", ".join("?" * len(AREAS))
        far = _SAME_PLACE_DEG / 2
        rows = self._rows(
            "SELECT south, west, north, east FROM path_box JOIN path ON path.id = path_box.id"
            " JOIN feature ON feature.id = path.feature"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?"
            f" AND feature.name = ? COLLATE NOCASE AND feature.kind IN ({marks})",
            (
                point.lon + far,
                point.lon - far,
                point.lat + far,
                point.lat - far,
                name,
                *(kind.value for kind in AREAS),
            ),
        )
        return [Box(*row) for row in rows]

    def picture_zooms(self) -> list[tuple[int, int, int]]:
        """Give the picture maps that are shown: number, first and last zoom; the lowest rank first."""
        return [
            (number, low, high)
            for number, low, high in self._rows(
                "SELECT source.id, min(zoom), max(zoom) FROM picture JOIN source"
                " ON source.id = picture.source WHERE source.name NOT IN unseen"
                " GROUP BY source.id ORDER BY source.rank, source.id"
            )
        ]

    def picture(self, source: int, zoom: int, x: int, y: int) -> bytes | None:
        """Give one tile of a picture map, y from the north; None where it has none there."""
        rows = self._rows(
            "SELECT data FROM picture WHERE source = ? AND zoom = ? AND x = ? AND y = ?", (source, zoom, x, y)
        )
        return rows[0][0] if rows else None

    def spellings(self) -> list[tuple[str, int, str]]:
        """Give every name of every street: its key, the street, and the name as it is written."""
        return [
            (key, street, name)
            for key, street, name in self._rows(
                "SELECT spelling.key, street.id, street.name FROM spelling"
                " JOIN street ON street.id = spelling.street JOIN source ON source.id = street.source"
                " ORDER BY source.rank DESC, street.id, spelling.key"
            )
        ]

    def stretches(self, street: int, number: int | None = None, up_to: int | None = None) -> list[Stretch]:
        """Give the stretches of a street: all, or those whose house numbers reach into number..up_to."""
        where, values = "segment.street = ?", [street]
        if number is not None:
            where += " AND segment.low <= ? AND segment.high >= ?"
            values += [number if up_to is None else up_to, number]
        return self._stretches(where, values)

    def stretches_in(self, box: Box, *, shown: bool = False) -> list[Stretch]:
        """Give the stretches of street that touch a box; only of sources that are `shown`, if so asked."""
        only = " AND source.name NOT IN unseen" if shown else ""
        return self._stretches(
            "segment.id IN (SELECT id FROM segment_box"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?) AND NOT segment.hidden" + only,
            [box.east, box.west, box.north, box.south],
        )

    def _stretches(self, where: str, values: Sequence[object]) -> list[Stretch]:
        # `where` is one of the conditions above; what people type only ever comes in as a value.
        rows = self._rows(
            "SELECT segment.street, street.name, segment.points, left_first, left_last, right_first,"
            " right_last, approximate, source.rank FROM segment JOIN street ON street.id = segment.street"
            f" JOIN source ON source.id = segment.source WHERE {where} ORDER BY source.rank DESC, segment.id",
            tuple(values),
        )
        return [
            Stretch(
                street,
                name,
                schema.unpacked(points),
                None if row[0] is None else Numbers(row[0], row[1]),
                None if row[2] is None else Numbers(row[2], row[3]),
                bool(approximate),
                rank,
            )
            for street, name, points, *row, approximate, rank in rows
        ]

    def crossings(self, one: int, other: int) -> list[tuple[Point, bool]]:
        """Give where two streets meet, each with whether one of them is only approximate."""
        rows = self._rows(
            "SELECT lat, lon, approximate FROM crossing WHERE one = ? AND other = ?", (one, other)
        )
        return [(Point(lat, lon), bool(approximate)) for lat, lon, approximate in rows]

    def crossed_by(self, one: int) -> list[int]:
        """Give the streets that meet a street."""
        rows = self._rows("SELECT DISTINCT other FROM crossing WHERE one = ?", (one,))
        return [row[0] for row in rows]


def open_store(folder: Path | None = None, shipped: Path | None = None) -> BaseMap:
    """Open the base map, building or refreshing it first where need be.

    `folder` is the app's data folder and `shipped` that of the facts unless given. Where the folder
    cannot be written or the file not be used, the map is built in memory; it is the same map.
    """
    shipped = shipped or paths.resources() / "basemap"
    with contextlib.suppress(OSError, sqlite.Error):
        return _open_file((folder or paths.app_data()) / FILE_NAME, shipped)
    base = BaseMap(f"file:sacwatch-{uuid.uuid4().hex}?mode=memory&cache=shared")
    with base._lent() as connection:
        basefile.create(connection, facts.shipped(shipped))
    return base


def _open_file(path: Path, shipped: Path) -> BaseMap:
    version = facts.version(shipped)
    found = basefile.shipped_version(path)
    if found is None:
        basefile.build(path, shipped)
    base = BaseMap(basefile.uri(path))
    base._make_good()
    if found is not None and found != version:
        try:
            base.replace(facts.shipped(shipped))
        except sqlite.Error:
            base.close()
            raise
    return base
