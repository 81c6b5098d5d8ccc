"""Reads PMTiles version 3: one file of tiles with a directory in front (protomaps, PMTiles specification)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource
from pmtiles.tile import Compression, TileType, deserialize_directory, deserialize_header, tileid_to_zxy

from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box
from sacwatch.exchange.tilesets import About, inflated, span

_HEADER = 127
_DEEPEST = 4
_BROKEN = (ValueError, KeyError, IndexError, TypeError, EOFError, zlib.error, OSError, UnicodeDecodeError)
_PICTURES = (TileType.PNG, TileType.JPEG, TileType.WEBP)


class PMTiles:
    """An open PMTiles file."""

    def __init__(self, path: Path) -> None:
        """Open a file for reading; raises Trouble where it is none, is cut short or of another version."""
        self._name = path.name
        try:
            self._file = path.open("rb")
        except OSError as problem:
            raise Trouble("trouble.cannot_read", name=path.name) from problem
        try:
            size = path.stat().st_size
            start = self._file.read(8)
            if size < _HEADER or start[:7] != b"PMTiles":
                raise Trouble("trouble.map_pmtiles_broken", name=path.name)
            if start[7] != 3:
                raise Trouble("trouble.map_pmtiles_version", name=path.name)
            self._bytes: Any = MmapSource(self._file)  # type: ignore[no-untyped-call]
            self._header: dict[str, Any] = dict(deserialize_header(self._bytes(0, _HEADER)))
            ends = (
                self._header[f"{part}_offset"] + self._header[f"{part}_length"]
                for part in ("root", "metadata", "leaf_directory", "tile_data")
            )
            if max(ends) > size:
                raise Trouble("trouble.map_pmtiles_cut", name=path.name)
            self.about = self._about()
        except Trouble:
            self.close()
            raise
        except _BROKEN as problem:
            self.close()
            raise Trouble("trouble.map_pmtiles_broken", name=path.name) from problem

    def close(self) -> None:
        """Close the file."""
        self._bytes = None
        self._file.close()

    def count(self, zoom: int, box: Box | None = None) -> int:
        """Give how many tiles of a zoom touch a box, or are there at all."""
        return sum(1 for _ in self._entries(zoom, box))

    def tiles(self, zoom: int, box: Box | None = None) -> Iterator[tuple[int, int, bytes]]:
        """Give those tiles: x, y from the north, and the bytes out of their compression."""
        start = self._header["tile_data_offset"]
        end = start + self._header["tile_data_length"]
        for x, y, offset, length in self._entries(zoom, box):
            if start + offset + length > end:
                raise Trouble("trouble.map_pmtiles_broken", name=self._name)
            yield x, y, inflated(self._bytes(start + offset, length), self._name)

    def _entries(self, zoom: int, box: Box | None) -> Iterator[tuple[int, int, int, int]]:
        reach = None if box is None else span(box, zoom)
        # Tiles are numbered zoom by zoom along a curve (Hilbert, 1891): 4^0 + 4^1 + ... come first.
        first = (4**zoom - 1) // 3
        root = self._header["root_offset"], self._header["root_length"]
        try:
            for number, offset, length in self._within(*root, first, first + 4**zoom, 0):
                _, x, y = tileid_to_zxy(number)
                if reach is None or (reach[0] <= x <= reach[1] and reach[2] <= y <= reach[3]):
                    yield x, y, offset, length
        except _BROKEN as problem:
            raise Trouble("trouble.map_pmtiles_broken", name=self._name) from problem

    def _within(
        self, start: int, length: int, low: int, high: int, deep: int
    ) -> Iterator[tuple[int, int, int]]:
        """Give the tiles numbered low to high (not with it) in a directory and those below it."""
        if deep > _DEEPEST:
            raise ValueError("directories without end")
        entries = deserialize_directory(self._bytes(start, length))
        for i, entry in enumerate(entries):
            if entry.run_length > 0:
                for number in range(max(low, entry.tile_id), min(high, entry.tile_id + entry.run_length)):
                    yield number, entry.offset, entry.length
                continue
            following = entries[i + 1].tile_id if i + 1 < len(entries) else high
            if entry.tile_id < high and following > low:
                leaf = self._header["leaf_directory_offset"] + entry.offset
                yield from self._within(leaf, entry.length, low, high, deep + 1)

    def _about(self) -> About:
        header = self._header
        known = (Compression.NONE, Compression.GZIP)
        kind = header["tile_type"]
        if header["internal_compression"] is not Compression.GZIP or header["tile_compression"] not in known:
            raise Trouble("trouble.map_pmtiles_version", name=self._name)
        if kind is not TileType.MVT and kind not in _PICTURES:
            raise Trouble("trouble.map_pmtiles_version", name=self._name)
        told: Any = {}
        if header["metadata_length"]:
            told = json.loads(
                inflated(self._bytes(header["metadata_offset"], header["metadata_length"]), self._name)
            )
        west, south, east, north = (
            header[f"{name}_e7"] / 1e7 for name in ("min_lon", "min_lat", "max_lon", "max_lat")
        )
        box = Box(south, west, north, east) if south < north and west < east else None
        layers = tuple(str(layer["id"]) for layer in told.get("vector_layers") or ())
        return About(
            kind is TileType.MVT,
            header["min_zoom"],
            header["max_zoom"],
            box,
            layers,
            str(told.get("name") or ""),
            str(told.get("attribution") or ""),
        )
