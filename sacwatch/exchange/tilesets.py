"""What MBTiles and PMTiles files have in common, and the shapes in their vector tiles (MVT 2.1)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import mapbox_vector_tile
from google.protobuf.message import DecodeError
from PIL import Image

from sacwatch.domain.cutting import cut_line, cut_ring
from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box, to_earth, to_plane
from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Form, Path, Shape, Tally

# A tile of a city is a few hundred kilobytes, and none that a map shows is this large.
_LARGEST_TILE = 50_000_000

_FORMS = {
    "Point": (Form.POINT, 0),
    "MultiPoint": (Form.POINT, 1),
    "LineString": (Form.LINE, 1),
    "MultiLineString": (Form.LINE, 2),
    "Polygon": (Form.AREA, 2),
    "MultiPolygon": (Form.AREA, 3),
}

Corner = tuple[float, float]


@dataclass(frozen=True)
class About:
    """What a tile file says of itself: vector or pictures, its zooms, and the layers of vector tiles."""

    vector: bool
    low: int
    high: int
    box: Box | None = None
    layers: tuple[str, ...] = ()
    title: str = ""
    credit: str = ""


class TileFile(Protocol):
    """An open tile file; y counts from the north."""

    about: About

    def count(self, zoom: int, box: Box | None = None) -> int:
        """Give how many tiles of a zoom touch a box, or are there at all."""

    def tiles(self, zoom: int, box: Box | None = None) -> Iterator[tuple[int, int, bytes]]:
        """Give those tiles: x, y and the bytes, taken out of their compression."""

    def close(self) -> None:
        """Close the file."""


def span(box: Box, zoom: int) -> tuple[int, int, int, int]:
    """Give the tiles that touch a box: first and last x, first and last y from the north."""
    left, top = to_plane(box.north, box.west)
    right, bottom = to_plane(box.south, box.east)
    last = 2**zoom - 1
    return (
        max(0, int(left * 2**zoom)),
        min(last, int(right * 2**zoom)),
        max(0, int(top * 2**zoom)),
        min(last, int(bottom * 2**zoom)),
    )


def inflated(data: bytes, name: str) -> bytes:
    """Give a tile's bytes out of gzip or zlib, where they are in it; raises Trouble where they swell."""
    if data[:2] not in (b"\x1f\x8b", b"\x78\x9c", b"\x78\x01", b"\x78\xda"):
        return data
    try:
        out = zlib.decompressobj(wbits=47)
        found = out.decompress(data, _LARGEST_TILE)
    except zlib.error as problem:
        raise Trouble("trouble.map_tiles_broken", name=name) from problem
    if out.unconsumed_tail:
        raise Trouble("trouble.map_tiles_broken", name=name)
    return found


def shapes(data: bytes, zoom: int, x: int, y: int, tally: Tally, name: str) -> Iterator[Shape]:
    """Give the shapes of a vector tile, WGS 84, each in its layer, and none in two tiles at once.

    Lines are cut at the edge of the tile, which they cross by a margin. An area that lies in the
    margin as a whole is given with the tile that holds its middle, others are cut.
    """
    try:
        layers = mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})
    except (DecodeError, ValueError, IndexError, AssertionError, KeyError, TypeError) as problem:
        raise Trouble("trouble.map_tiles_broken", name=name) from problem
    for layer, held in layers.items():
        extent = held["extent"] or 4096
        found = [
            (feature, *_parts(feature["geometry"])) for feature in held["features"] if feature["geometry"]
        ]
        margin = _margin(found, extent)
        for feature, form, parts in found:
            kept = _cut(form, parts, extent, margin)
            if not kept:
                # It is in the margin alone, and counts with the tile that it lies in.
                continue
            tally.read += 1
            scale = 2**zoom
            paths: tuple[Path, ...] = tuple(
                tuple(_earth((x + px / extent) / scale, (y + py / extent) / scale) for px, py in part)
                for part in kept
            )
            told = {str(key): _said(value) for key, value in feature["properties"].items()}
            yield Shape(form, paths, told, layer)


def _earth(x: float, y: float) -> Point:
    point = to_earth(x, y)
    return Point(round(point.lat, 7), round(point.lon, 7))


def _said(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _parts(geometry: Any) -> tuple[Form, list[list[Corner]]]:
    form, depth = _FORMS.get(geometry["type"], (Form.POINT, -1))
    coordinates = geometry["coordinates"]
    if depth == 0:
        return form, [[tuple(coordinates)]]
    if depth == 1 and form is Form.POINT:
        return form, [[tuple(spot)] for spot in coordinates]
    if depth == 1:
        return form, [[tuple(spot) for spot in coordinates]]
    if depth == 2:
        return form, [[tuple(spot) for spot in part] for part in coordinates]
    if depth == 3:
        return form, [[tuple(spot) for spot in ring] for part in coordinates for ring in part]
    return form, []


def _margin(found: Sequence[tuple[Any, Form, list[list[Corner]]]], extent: int) -> float:
    """Give how far the shapes of a layer reach over the edges of its tile, at most."""
    most = 0.0
    for _, _, parts in found:
        for part in parts:
            for x, y in part:
                most = max(most, -x, -y, x - extent, y - extent)
    return most


def _cut(form: Form, parts: list[list[Corner]], extent: int, margin: float) -> list[list[Corner]]:
    edges = (0.0, 0.0, float(extent), float(extent))
    if form is Form.POINT:
        return [part for part in parts if 0 <= part[0][0] < extent and 0 <= part[0][1] < extent]
    if form is Form.LINE:
        pieces = [piece for part in parts if len(part) > 1 for _, piece in cut_line(part, edges)]
        return [piece for piece in pieces if len(piece) > 1]
    spots = [spot for part in parts for spot in part]
    if not spots:
        return []
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    if left >= 0 and top >= 0 and right <= extent and bottom <= extent:
        return parts
    whole = left > -margin and top > -margin and right < extent + margin and bottom < extent + margin
    if whole:
        middle = (left + right) / 2, (top + bottom) / 2
        return parts if 0 <= middle[0] < extent and 0 <= middle[1] < extent else []
    cut = [cut_ring(part, edges) for part in parts if len(part) > 3]
    return [[*ring, ring[0]] for ring in cut if len(ring) > 2]


def picture(data: bytes) -> bytes | None:
    """Give a tile's picture as PNG or JPEG; WebP, which not every Qt can read, is turned into one of them.

    None where it is no picture.
    """
    if data[:4] == b"\x89PNG" or data[:3] == b"\xff\xd8\xff":
        return data
    try:
        with Image.open(io.BytesIO(data), formats=("WEBP",)) as found:
            out = io.BytesIO()
            if "A" in found.getbands():
                found.save(out, "PNG")
            else:
                found.convert("RGB").save(out, "JPEG", quality=88)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return out.getvalue()
