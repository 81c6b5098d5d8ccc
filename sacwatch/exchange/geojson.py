"""Reads GeoJSON as a stream, so that a file of any size takes little memory (ijson)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from sacwatch.domain.errors import Trouble
from sacwatch.domain.shapes import Form, Shape, Tally
from sacwatch.domain.shapes import Path as Way
from sacwatch.exchange import projections
from sacwatch.exchange.mending import mended
from sacwatch.exchange.projections import Projector

# A single shape is held in memory as a whole; a river of 30 MB of text has a million corners.
_LARGEST_SHAPE = 32_000_000
_CHUNK = 1 << 20

_CRS = re.compile(rb'"crs"\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})')
_FEATURES = re.compile(rb'"features"\s*:\s*\[')
_GEOMETRIES = re.compile(rb'"geometries"\s*:\s*\[')

_FORMS = {
    "Point": (Form.POINT, 0),
    "MultiPoint": (Form.POINT, 1),
    "LineString": (Form.LINE, 1),
    "MultiLineString": (Form.LINE, 2),
    "Polygon": (Form.AREA, 2),
    "MultiPolygon": (Form.AREA, 3),
}


@dataclass(frozen=True)
class Outline:
    """What a quick look over a file tells: about how many features, where they stand, the projection."""

    count: int
    prefix: str
    crs: str


def outline(path: Path, pulse: Callable[[], None] = lambda: None) -> Outline:
    """Look a file over without taking it apart; `pulse` is called for every megabyte.

    Raises Trouble where it holds no GeoJSON, or a single shape too large to read.
    """
    count = since = 0
    prefix = ""
    tail = b""
    try:
        with path.open("rb") as file:
            head = file.read(_CHUNK)
            if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Trouble("trouble.map_not_utf8", name=path.name)
            start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
            if start != b"{":
                raise Trouble("trouble.map_geojson_none", name=path.name)
            chunk, crs = head, _crs(head)
            while chunk:
                # What lies across two chunks is found in the next round.
                window = tail + chunk
                count += window.count(b'"geometry"') - tail.count(b'"geometry"')
                if not prefix and _FEATURES.search(window):
                    prefix = "features.item"
                since = 0 if b'"coordinates"' in window else since + len(chunk)
                if since > _LARGEST_SHAPE:
                    raise Trouble("trouble.map_shape_too_large", name=path.name)
                tail = window[-40:]
                pulse()
                chunk = file.read(_CHUNK)
            file.seek(max(0, file.tell() - 65_536))
            crs = crs or _crs(file.read())
    except OSError as problem:
        raise Trouble("trouble.cannot_read", name=path.name) from problem
    if not prefix and _GEOMETRIES.search(head):
        prefix = "geometries.item"
    return Outline(count or 1, prefix, crs)


def shapes(path: Path, about: Outline, tally: Tally) -> Iterator[Shape]:
    """Give the shapes of a file one by one, WGS 84; those without a place are only counted.

    Raises Trouble where the file is damaged or ends too early, or its projection is unknown.
    """
    projector = projections.by_text(about.crs, path.name)
    try:
        with path.open("rb") as file:
            for each in _objects(file, about.prefix):
                tally.read += 1
                found = list(_shapes(each, projector, tally)) if isinstance(each, dict) else []
                if not found:
                    tally.empty += 1
                yield from found
    except ijson.IncompleteJSONError as problem:
        # The parser has one name for a file that ends early and for one with rubbish in it.
        early = not str(problem) or "premature" in str(problem) or "Incomplete" in str(problem)
        key = "trouble.map_geojson_cut" if early else "trouble.map_geojson_broken"
        raise Trouble(key, name=path.name) from problem
    except (ijson.JSONError, UnicodeDecodeError, OverflowError) as problem:
        raise Trouble("trouble.map_geojson_broken", name=path.name) from problem
    except OSError as problem:
        raise Trouble("trouble.cannot_read", name=path.name) from problem


def _objects(file: BinaryIO, prefix: str) -> Iterator[Any]:
    if file.read(3) != b"\xef\xbb\xbf":
        file.seek(0)
    # Without a list there is one object, or one on each line.
    yield from ijson.items(file, prefix, use_float=True, multiple_values=not prefix)


def _crs(text: bytes) -> str:
    """Give the name of the projection in the older form of GeoJSON; "" for the degrees of the newer one."""
    match = _CRS.search(text)
    if match is None:
        return ""
    try:
        said = json.loads(match[1])
    except ValueError:
        return ""
    properties = said.get("properties") if isinstance(said, dict) else None
    if not isinstance(properties, dict):
        return ""
    if said.get("type") == "EPSG":
        return f"EPSG:{properties.get('code', '')}"
    return str(properties.get("name") or "")


def _shapes(each: dict[str, Any], projector: Projector, tally: Tally) -> Iterator[Shape]:
    geometry, told = each, {}
    if "geometry" in each or each.get("type") == "Feature":
        geometry = each.get("geometry") or {}
        properties = each.get("properties")
        if isinstance(properties, dict):
            told = {str(name): _said(value) for name, value in properties.items()}
    yield from _of_geometry(geometry, told, projector, tally)


def _of_geometry(
    geometry: Any, told: dict[str, str], projector: Projector, tally: Tally, deep: int = 0
) -> Iterator[Shape]:
    if not isinstance(geometry, dict):
        return
    if geometry.get("type") == "GeometryCollection" and deep < 4:
        for part in geometry.get("geometries") or ():
            yield from _of_geometry(part, told, projector, tally, deep + 1)
        return
    known = _FORMS.get(str(geometry.get("type")))
    if known is None:
        return
    form, depth = known
    paths = [_way(path, projector) for path in _paths(geometry.get("coordinates"), depth)]
    placed: tuple[Way, ...] = tuple(path for path in paths if path)
    if form is Form.POINT:
        placed = tuple((point,) for path in placed for point in path)
    elif form is Form.AREA:
        placed = mended(placed, tally)
    elif form is Form.LINE:
        placed = tuple(path for path in placed if len(path) > 1)
    if placed:
        yield Shape(form, placed, told)


def _paths(coordinates: Any, depth: int) -> list[Any]:
    """Give the lists of positions in coordinates that are nested `depth` deep."""
    if not isinstance(coordinates, list) or not coordinates:
        return []
    if depth == 0:
        return [[coordinates]]
    if depth == 1:
        return [coordinates]
    return [path for part in coordinates for path in _paths(part, depth - 1)]


def _way(path: Any, projector: Projector) -> Way:
    """Give one path of positions; a position that is none is left out."""
    spots = [
        spot
        for spot in path
        if isinstance(spot, list) and len(spot) > 1 and all(isinstance(one, int | float) for one in spot[:2])
    ]
    return projector.path([float(spot[0]) for spot in spots], [float(spot[1]) for spot in spots])


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
