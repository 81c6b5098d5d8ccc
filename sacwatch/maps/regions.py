"""Makes areas to look up and to outline of an overlay's shapes: beats, grids, districts, neighborhoods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sacwatch.domain.mapfiles import Layer
from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Form, Path, Shape
from sacwatch.i18n import _
from sacwatch.maps.content import Feature, Item, Kind, NamedPlace, Region

RANK = 5

# Areas of which there are hundreds are outlined more lightly.
_FINE = (Layer.GRID, Layer.NEIGHBORHOOD, Layer.OTHER)


def items(layer: Layer, name_column: str, shapes: Iterable[Shape]) -> Iterator[Item]:
    """Give what an overlay's shapes are on the map: outlines, lines or spots, with their names to find."""
    for shape in shapes:
        name = shape.told.get(name_column, "") if name_column else ""
        if shape.form is Form.POINT:
            yield Feature(Kind.SPOT, name, shape.paths)
            if name:
                yield NamedPlace(name, "spot", shape.paths[0][0])
        elif shape.form is Form.LINE:
            yield Feature(Kind.PLAIN_LINE, name, shape.paths)
        elif layer is Layer.BUILDING:
            yield Feature(Kind.BUILDING, name, shape.paths)
        else:
            yield Feature(Kind.FINE_OUTLINE if layer in _FINE else Kind.OUTLINE, name, shape.paths)
            yield Region(layer.value, name, shape.paths)
            if name:
                yield NamedPlace(said(layer, name), layer.value, middle(shape.paths))


def said(layer: Layer, name: str) -> str:
    """Give the name that an area is written and found by: "Beat 3A" for the 3A of a beat map."""
    if len(name) > 4:
        return name
    if layer is Layer.BEAT:
        return _("Beat {name}").format(name=name)
    if layer in (Layer.DISTRICT, Layer.COUNCIL):
        return _("District {name}").format(name=name)
    return name


def middle(rings: Sequence[Path]) -> Point:
    """Give a point well inside an area where its name can stand: the middle of its widest stretch."""
    ring = max(rings, key=lambda one: abs(_surface(one)))
    south, north = min(point.lat for point in ring), max(point.lat for point in ring)
    best, widest = ring[0], -1.0
    # Straight through the middle first, then above and below it, which a bent area may need.
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        lat = south + (north - south) * share
        across = sorted(_crossed(rings, lat))
        for left, right in zip(across[::2], across[1::2], strict=False):
            if right - left > widest * 1.5:
                widest, best = right - left, Point(lat, (left + right) / 2)
    return Point(round(best.lat, 6), round(best.lon, 6))


def _crossed(rings: Sequence[Path], lat: float) -> Iterator[float]:
    for ring in rings:
        for a, b in pairwise(ring):
            if (a.lat > lat) != (b.lat > lat):
                yield a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)


def _surface(ring: Path) -> float:
    return sum(a.lon * b.lat - b.lon * a.lat for a, b in pairwise(ring)) / 2
