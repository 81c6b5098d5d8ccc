"""Reads MBTiles 1.3, which are SQLite files, with their rows counted from the south or the north."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box, to_plane
from sacwatch.exchange.tilesets import About, inflated, span

_PICTURES = ("png", "jpg", "jpeg", "webp")


class MBTiles:
    """An open MBTiles file."""

    def __init__(self, path: Path) -> None:
        """Open a file for reading; raises Trouble where it is none or is damaged."""
        self._name = path.name
        self._connection: Any = None
        try:
            self._connection = sqlite.connect(
                f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            self._said = {
                str(name): str(value)
                for name, value in self._connection.execute("SELECT name, value FROM metadata")
                if value is not None
            }
            self.about = self._about()
            self._from_south = self._rows_from_south()
        except sqlite.Error as problem:
            self.close()
            raise Trouble("trouble.map_mbtiles_broken", name=path.name) from problem
        except Trouble:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def count(self, zoom: int, box: Box | None = None) -> int:
        """Give how many tiles of a zoom touch a box, or are there at all."""
        where, values = self._where(zoom, box)
        return int(self._ask(f"SELECT count(*) FROM tiles WHERE {where}", values)[0][0])

    def tiles(self, zoom: int, box: Box | None = None) -> Iterator[tuple[int, int, bytes]]:
        """Give those tiles: x, y from the north, and the bytes out of their compression."""
        where, values = self._where(zoom, box)
        try:
            rows = self._connection.execute(
                f"SELECT tile_column, tile_row, tile_data FROM tiles WHERE {where}"
                " ORDER BY tile_column, tile_row",
                values,
            )
            for x, row, data in rows:
                if data:
                    yield x, self._turned(zoom, row), inflated(bytes(data), self._name)
        except sqlite.Error as problem:
            raise Trouble("trouble.map_mbtiles_broken", name=self._name) from problem

    def _where(self, zoom: int, box: Box | None) -> tuple[str, list[int]]:
        if box is None:
            return "zoom_level = ?", [zoom]
        west, east, north, south = span(box, zoom)
        rows = sorted((self._turned(zoom, north), self._turned(zoom, south)))
        return (
            "zoom_level = ? AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?",
            [zoom, west, east, *rows],
        )

    def _turned(self, zoom: int, row: int) -> int:
        return 2**zoom - 1 - row if self._from_south else row

    def _ask(self, statement: str, values: list[int]) -> list[Any]:
        try:
            return list(self._connection.execute(statement, values))
        except sqlite.Error as problem:
            raise Trouble("trouble.map_mbtiles_broken", name=self._name) from problem

    def _about(self) -> About:
        low, high = self._ask("SELECT min(zoom_level), max(zoom_level) FROM tiles", [])[0]
        if low is None or not 0 <= low <= high <= 30:
            raise Trouble("trouble.map_empty", name=self._name)
        form = self._said.get("format", "").lower()
        if form not in ("pbf", "mvt", *_PICTURES):
            sample = bytes(
                self._ask("SELECT tile_data FROM tiles WHERE zoom_level = ? LIMIT 1", [high])[0][0]
            )
            form = "png" if sample[:4] in (b"\x89PNG", b"RIFF") or sample[:2] == b"\xff\xd8" else "pbf"
        with contextlib.suppress(ValueError, TypeError, AttributeError, KeyError):
            told = json.loads(self._said.get("json", "{}"))
            layers = tuple(str(layer["id"]) for layer in told.get("vector_layers", ()))
            return About(
                form not in _PICTURES,
                low,
                high,
                self._box(),
                layers,
                self._said.get("name", ""),
                self._credit(),
            )
        return About(
            form not in _PICTURES, low, high, self._box(), (), self._said.get("name", ""), self._credit()
        )

    def _credit(self) -> str:
        return self._said.get("attribution", "")

    def _box(self) -> Box | None:
        try:
            west, south, east, north = map(float, self._said["bounds"].split(","))
        except (KeyError, ValueError):
            return None
        box = Box(south, west, north, east)
        return box if -90 <= south < north <= 90 and -180 <= west < east <= 180 else None

    def _rows_from_south(self) -> bool:
        """Say which way the rows are counted: as the standard says, unless the file's own bounds disagree."""
        said = self._said.get("scheme", "").lower() != "xyz"
        box, zoom = self.about.box, self.about.high
        if box is None:
            return said
        low, high = self._ask("SELECT min(tile_row), max(tile_row) FROM tiles WHERE zoom_level = ?", [zoom])[
            0
        ]
        middle = (to_plane(box.north, box.west)[1] + to_plane(box.south, box.west)[1]) / 2 * 2**zoom
        from_north, from_south = (low + high + 1) / 2, 2**zoom - (low + high + 1) / 2
        if abs(from_north - from_south) < 2:
            return said
        return bool(abs(from_south - middle) < abs(from_north - middle))
