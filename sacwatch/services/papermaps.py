"""The small map of a paper: the base map with a symbol for each incident, as vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sacwatch.domain.drawing import Legend, LegendLine, Pattern, Style, Symbol
from sacwatch.domain.geography import Box, Frame
from sacwatch.domain.offences import Sort
from sacwatch.domain.places import Point
from sacwatch.domain.symbols import INCIDENTS
from sacwatch.words import label

WIDTH, HEIGHT = 500.0, 250.0
"""Points."""


def key() -> str:
    """Give what a map's look hangs on besides its dots: the sources of the base map."""
    from sacwatch.services import basemaps

    sources = basemaps.atlas().base.sources()
    return hashlib.sha256(repr(sorted((each.name, each.version) for each in sources)).encode()).hexdigest()


def drawing(dots: Sequence[tuple[Point, Sort]]) -> Any:
    """Draw a map with these dots as a ReportLab flowable."""
    # Doors: ReportLab and the base map are loaded with the first paper that has a map.
    from sacwatch.reports.fonts import Cut
    from sacwatch.reports.mapdrawing import MapDrawing
    from sacwatch.reports.mapmarks import Faces
    from sacwatch.services import basemaps

    frame = Frame.of_box(_box([point for point, _ in dots]), WIDTH, HEIGHT)
    picture = basemaps.atlas().cartographer.picture(frame, Style.PRINT)
    overlay = [_symbol(sort, *frame.at(point)) for point, sort in dots]
    present = {sort for _, sort in dots}
    legend = Legend(
        lines=tuple(
            LegendLine(_symbol(sort, 0, 0), label("sort", sort.value)) for sort in Sort if sort in present
        )
    )
    return MapDrawing(
        picture, overlay, legend, Faces(Cut.REGULAR, Cut.BOLD, Cut.ITALIC), notes=picture.credit
    )


def _symbol(sort: Sort, x: float, y: float) -> Symbol:
    mark = INCIDENTS[sort]
    ink = mark.colour if mark.pattern is Pattern.OPEN else "#ffffff"
    return Symbol(mark.shape, x, y, 9.0, mark.colour, ink, mark.pattern)


def _box(points: list[Point]) -> Box:
    """Give a box around points with some ground about it; at least about half a mile across."""
    south, north = min(each.lat for each in points), max(each.lat for each in points)
    west, east = min(each.lon for each in points), max(each.lon for each in points)
    up = max((0.0075 - (north - south)) / 2, (north - south) * 0.08)
    across = max((0.0110 - (east - west)) / 2, (east - west) * 0.08)
    return Box(south - up, west - across, north + up, east + across)
