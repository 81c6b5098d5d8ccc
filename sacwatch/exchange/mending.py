"""Puts areas right whose outlines cross themselves, so that inside and outside are clear again."""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Path, Tally


def mended(rings: Sequence[Path], tally: Tally) -> tuple[Path, ...]:
    """Give rings as they are, or in place of those that cross themselves the rings of what they enclose.

    A ring of fewer than three corners is left out. `tally` counts an area that was put right.
    """
    kept: list[Path] = []
    touched = False
    for ring in rings:
        if ring and ring[0] != ring[-1]:
            ring = (*ring, ring[0])
        if len(ring) < 4:
            continue
        polygon = shapely.Polygon([(point.lon, point.lat) for point in ring])
        if polygon.is_valid:
            kept.append(ring)
            continue
        touched = True
        kept += _rings(shapely.make_valid(polygon))
    tally.repaired += touched
    return tuple(kept)


def _rings(shape: shapely.Geometry) -> list[Path]:
    found: list[Path] = []
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            rings = (part.exterior, *part.interiors)
            found += [tuple(Point(y, x) for x, y in ring.coords) for ring in rings]
        elif not isinstance(part, shapely.Point | shapely.LineString):
            found += _rings(part)
    return found
