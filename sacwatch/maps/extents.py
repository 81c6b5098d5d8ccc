"""How far a named area reaches: a park, a neighborhood, a beat."""

from __future__ import annotations

from collections.abc import Iterable

from sacwatch.domain.geography import Box
from sacwatch.domain.mapfiles import Layer
from sacwatch.domain.places import Point
from sacwatch.maps import regions
from sacwatch.maps.basemap import BaseMap

_LAYERS = {each.value: each for each in Layer}


def extent(base: BaseMap, name: str, point: Point) -> Box | None:
    """Give the box around an area of a name that lies around a point; None where only that is known."""
    found = [
        box
        for layer, called, box in base.region_boxes(point)
        if name in (called, regions.said(_LAYERS[layer], called) if layer in _LAYERS else called)
    ]
    return _around(found or base.area_boxes(name, point))


def _around(boxes: Iterable[Box]) -> Box | None:
    known = list(boxes)
    if not known:
        return None
    return Box(
        min(each.south for each in known),
        min(each.west for each in known),
        max(each.north for each in known),
        max(each.east for each in known),
    )
