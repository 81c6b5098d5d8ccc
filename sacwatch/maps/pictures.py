"""The base map inside a page that stands by itself: pictures of each zoom as lists of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sacwatch.domain.drawing import Area, Label, Lines, Mark, Path, Pen, Photo, Picture, Shield, Symbol
from sacwatch.domain.geography import TILE, Box, Frame, to_plane
from sacwatch.domain.places import Point

HIGHEST_DRAWN = 17
"""Closer than this the page draws the same picture larger."""

_GRAIN = 4
"""Parts of a unit that coordinates are told in."""

_LEAST_M, _MOST_M = 4_800.0, 9_000.0
_METRES_PER_DEGREE = 111_320.0
_SCREEN = 900
_ROUND = tuple((math.cos(math.pi * i / 6), math.sin(math.pi * i / 6)) for i in range(12))


def box_around(points: Sequence[Point], middle: Point) -> Box:
    """Give the box that a page's map shows: its points with some ground about them, 5 to 9 km a side.

    Points farther from the middle than that are left without a base map.
    """
    up = max([_LEAST_M / 2, *(abs(each.lat - middle.lat) * _METRES_PER_DEGREE * 1.25 for each in points)])
    wide = math.cos(math.radians(middle.lat)) * _METRES_PER_DEGREE
    across = max([_LEAST_M / 2, *(abs(each.lon - middle.lon) * wide * 1.25 for each in points)])
    up, across = min(up, _MOST_M / 2), min(across, _MOST_M / 2)
    south, west = middle.lat - up / _METRES_PER_DEGREE, middle.lon - across / wide
    return Box(south, west, 2 * middle.lat - south, 2 * middle.lon - west)


def line(pen: Pen, words: str) -> dict[str, Any]:
    """Give a line of the legend about lines."""
    return {"colour": pen.colour, "width": pen.width, "dashes": list(pen.dashes), "words": words}


def pictures(screen: Callable[[Frame], Picture], box: Box) -> list[dict[str, Any]]:
    """Give the pictures of a box as the page reads them, from the zoom that shows it whole to the closest."""
    lowest = int(Frame.of_box(box, _SCREEN, _SCREEN).zoom)
    return [told(screen(_frame(box, zoom))) for zoom in range(min(lowest, HIGHEST_DRAWN), HIGHEST_DRAWN + 1)]


def _frame(box: Box, zoom: int) -> Frame:
    left, top = to_plane(box.north, box.west)
    right, bottom = to_plane(box.south, box.east)
    units = TILE * 2**zoom
    return Frame(left, top, zoom, math.ceil((right - left) * units), math.ceil((bottom - top) * units))


def told(picture: Picture) -> dict[str, Any]:
    """Give one picture: where it lies on the Web Mercator square, its zoom and size, and its marks."""
    frame = picture.frame
    return {
        "left": frame.left,
        "top": frame.top,
        "zoom": frame.zoom,
        "width": frame.width,
        "height": frame.height,
        "grain": _GRAIN,
        "marks": [_mark(mark) for mark in picture.marks if _told(mark)],
    }


def _told(mark: Mark) -> bool:
    """Say whether a mark goes into the page: photos do not, which would make it many megabytes."""
    return not isinstance(mark, Photo) and (not isinstance(mark, Lines) or bool(mark.paths))


def _mark(mark: Mark) -> list[Any]:
    """Give a mark as a list that begins with the letter of its sort."""
    if isinstance(mark, Lines):
        return ["l", *_pen(mark.pen), _paths(mark.paths)]
    if isinstance(mark, Area):
        return ["a", mark.fill, mark.opacity, _paths(mark.rings)]
    if isinstance(mark, Label):
        return [
            "t", mark.text, round(mark.x, 1), round(mark.y, 1), round(mark.size, 1), mark.colour, mark.halo,
            round(mark.angle, 1), int(mark.bold), int(mark.italic),
        ]  # fmt: skip
    if isinstance(mark, Shield):
        return ["s", mark.text, round(mark.x, 1), round(mark.y, 1), mark.size, mark.fill, mark.ink]
    if isinstance(mark, Symbol):
        # Of the map's own marks only spots are symbols, which are round.
        ring = tuple((mark.x + mark.size / 2 * x, mark.y + mark.size / 2 * y) for x, y in _ROUND)
        return ["a", mark.fill, 1.0, _paths([ring])]
    raise TypeError(type(mark).__name__)


def _pen(pen: Pen) -> list[Any]:
    return [pen.colour, round(pen.width, 2), list(pen.dashes), pen.offset, int(pen.butt), pen.opacity]


def _paths(paths: Iterable[Path]) -> list[list[int]]:
    """Give each path as its first spot and the steps from one spot to the next, in parts of a unit."""
    found = []
    for path in paths:
        numbers: list[int] = []
        x = y = 0
        for spot in path:
            to_x, to_y = round(spot[0] * _GRAIN), round(spot[1] * _GRAIN)
            if numbers and (to_x, to_y) == (x, y):
                continue
            numbers += (to_x - x, to_y - y)
            x, y = to_x, to_y
        found.append(numbers)
    return found
