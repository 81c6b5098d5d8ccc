"""The base-map store: one SQLite file with R-Trees in the app's data folder, shared by all watches.

Built from the shipped facts on first use and whenever they change. Sources imported later stand
beside the shipped one; each replaces only itself. Any thread may read.
"""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from sacwatch import paths
from sacwatch.domain.geography import Box
from sacwatch.domain.places import Point
from sacwatch.maps import facts, loading, schema
from sacwatch.maps.content import Content, Kind, Numbers, Source
from sacwatch.maps.geometry import Spot

FILE_NAME = "basemap.sqlite"

_BUSY_MS = 5000


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
        self._idle: list[Any] = [_connect(target)]

    @property
    def in_memory(self) -> bool:
        """Say whether the store is only in memory because its folder could not be written."""
        return "mode=memory" in self._target

    @contextlib.contextmanager
    def _lent(self) -> Iterator[Any]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = _connect(self._target)
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

    def sources(self) -> list[Source]:
        """Give the sources there are, the shipped one first."""
        rows = self._rows("SELECT name, kind, version, title, rank FROM source ORDER BY id")
        return [Source(*row) for row in rows]

    def replace(self, content: Content) -> None:
        """Put a source's content in place of what it brought before; all of it or nothing."""
        with self._lent() as connection, _transaction(connection):
            loading.write(connection, content)

    def remove(self, name: str) -> None:
        """Take out a source."""
        with self._lent() as connection, _transaction(connection):
            loading.remove(connection, name)

    def drawn(self, box: Box, zoom: float) -> list[Drawn]:
        """Give the paths that touch a box, thinned for a zoom, in the order they were brought."""
        level = int(zoom)
        rows = self._rows(
            "SELECT feature.id, feature.kind, feature.name, path.points, feature.width, feature.shield,"
            " feature.approximate FROM path_box JOIN path ON path.id = path_box.id"
            " JOIN feature ON feature.id = path.feature"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? AND low <= ? AND high >= ?"
            " ORDER BY path.id",
            (box.east, box.west, box.north, box.south, level, level),
        )
        return [
            Drawn(number, Kind(kind), name, schema.unpacked(points), width, shield, bool(approximate))
            for number, kind, name, points, width, shield, approximate in rows
        ]

    def places(self, box: Box | None = None) -> list[Written]:
        """Give the named places, all of them or those in a box."""
        rows = self._rows("SELECT name, kind, lat, lon, label FROM place ORDER BY id")
        found = [Written(name, kind, Point(lat, lon), bool(label)) for name, kind, lat, lon, label in rows]
        return [one for one in found if box is None or box.holds(one.point)]

    def spellings(self) -> list[tuple[str, int, str]]:
        """Give every name of every street: its key, the street, and the name as it is written."""
        return [
            (key, street, name)
            for key, street, name in self._rows(
                "SELECT spelling.key, street.id, street.name FROM spelling"
                " JOIN street ON street.id = spelling.street ORDER BY street.id, spelling.key"
            )
        ]

    def stretches(self, street: int, number: int | None = None, up_to: int | None = None) -> list[Stretch]:
        """Give the stretches of a street: all, or those whose house numbers reach into number..up_to."""
        where, values = "segment.street = ?", [street]
        if number is not None:
            where += " AND segment.low <= ? AND segment.high >= ?"
            values += [number if up_to is None else up_to, number]
        return self._stretches(where, values)

    def stretches_in(self, box: Box) -> list[Stretch]:
        """Give the stretches of street that touch a box."""
        return self._stretches(
            "segment.id IN (SELECT id FROM segment_box"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?)",
            [box.east, box.west, box.north, box.south],
        )

    def _stretches(self, where: str, values: Sequence[object]) -> list[Stretch]:
        # `where` is one of the two conditions above; what people type only ever comes in as a value.
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
        _create(connection, facts.shipped(shipped))
    return base


def _open_file(path: Path, shipped: Path) -> BaseMap:
    version = facts.version(shipped)
    found = _shipped_version(path)
    if found is None:
        _build(path, shipped)
    base = BaseMap(_uri(path))
    if found is not None and found != version:
        try:
            base.replace(facts.shipped(shipped))
        except sqlite.Error:
            base.close()
            raise
    return base


def _uri(path: Path) -> str:
    return path.resolve().as_uri()


def _shipped_version(path: Path) -> str | None:
    """Give the version of the shipped facts in a file; None where it is no store that can be used."""
    if not path.is_file():
        return None
    connection = None
    try:
        connection = _connect(_uri(path) + "?mode=ro")
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            return None
        if connection.execute("PRAGMA user_version").fetchone()[0] != schema.SCHEMA:
            return None
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return None
        row = connection.execute("SELECT version FROM source WHERE name = 'shipped'").fetchone()
        return row[0] if row else ""
    except sqlite.Error:
        return None
    finally:
        if connection is not None:
            connection.close()


def _build(path: Path, shipped: Path) -> None:
    """Write a new file beside its place and put it there whole."""
    draft = path.with_name(f"{path.name}.{os.getpid()}-{uuid.uuid4().hex[:6]}.tmp")
    try:
        connection = _connect(_uri(draft))
        try:
            # A half-written draft is thrown away, so it needs no journal and no waiting for the disk.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            _create(connection, facts.shipped(shipped))
        finally:
            connection.close()
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _create(connection: Any, content: Content) -> None:
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.SCHEMA}")
    with _transaction(connection):
        for statement in schema.TABLES.split(";"):
            connection.execute(statement)
        loading.write(connection, content)


def _connect(target: str) -> Any:
    # Each thread has a connection of its own; only `close` comes from another.
    connection = sqlite.connect(target, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    return connection


@contextlib.contextmanager
def _transaction(connection: Any) -> Iterator[Any]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
