"""Which streets were walked and which were not: stretches of street beside the lines that patrols went."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sacwatch.domain import outlines
from sacwatch.domain.outlines import Flat, Spot, Within, metres_to_side
from sacwatch.domain.places import Point

TOLERANCE_M = 20.0
"""How far beside a street's middle a line may run: half a wide street, and what a GPS is off."""

MOST = 0.5
"""A stretch is walked when more than this share of it is."""

_STEP_M = 10.0
_LONGEST_PIECE_M = 40.0
_NOISE_M = 4.0
# A line across a street is no walk along it.
_ALONG = math.cos(math.radians(40))


@dataclass(frozen=True)
class Street:
    """A stretch of street, mostly from one crossing to the next; `block` is its hundred, such as 1600."""

    name: str
    block: int | None
    line: tuple[Point, ...]


@dataclass(frozen=True)
class Walked:
    """A stretch of street, how long it is, and how much of it was walked; metres."""

    street: Street
    metres: float
    share: float

    @property
    def walked(self) -> bool:
        return self.share > MOST


def streets_of(area: Sequence[Point], streets: Iterable[Street]) -> list[Street]:
    """Give the stretches that lie for the most part inside an outline or along its edge."""
    flat = Flat(outlines.box_of(area).middle)
    within, edge = Within(area), [flat.at(point) for point in area]
    sides = list(zip(edge, edge[1:] + edge[:1], strict=True))

    def belongs(point: Point) -> bool:
        if within(point.lat, point.lon):
            return True
        spot = flat.at(point)
        return any(metres_to_side(spot, a, b) <= TOLERANCE_M for a, b in sides)

    found = []
    for street in streets:
        at = [_between(street.line, flat, share) for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
        if sum(map(belongs, at)) >= 4:
            found.append(street)
    return found


def walked(streets: Sequence[Street], lines: Iterable[Sequence[Point]]) -> list[Walked]:
    """Say of each stretch how much of it some line runs along: near it, and in its direction.

    Looked at every 10 m of the stretch; a line counts within `TOLERANCE_M`.
    """
    points = [point for street in streets for point in street.line]
    if not points:
        return []
    flat = Flat(outlines.box_of(points).middle)
    pieces = _Pieces(flat, lines)
    found = []
    for street in streets:
        near = all_ = 0
        for spot, way in _looks([flat.at(point) for point in street.line]):
            all_ += 1
            near += pieces.along(spot, way)
        found.append(Walked(street, outlines.length(street.line), near / all_ if all_ else 0.0))
    return found


def _between(line: Sequence[Point], flat: Flat, share: float) -> Point:
    """Give the point at a share of a line's length."""
    spots = [flat.at(point) for point in line]
    lengths = [math.dist(a, b) for a, b in pairwise(spots)]
    left = sum(lengths) * share
    for place, long in enumerate(lengths):
        if long and left <= long:
            a, b = line[place], line[place + 1]
            return Point(a.lat + (b.lat - a.lat) * left / long, a.lon + (b.lon - a.lon) * left / long)
        left -= long
    return line[-1]


def _looks(line: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Give spots evenly along a line, each with the direction it has there."""
    for a, b in pairwise(line):
        long = math.dist(a, b)
        if not long:
            continue
        way = (b[0] - a[0]) / long, (b[1] - a[1]) / long
        count = max(1, round(long / _STEP_M))
        for step in range(count):
            far = (step + 0.5) / count * long
            yield (a[0] + way[0] * far, a[1] + way[1] * far), way


class _Pieces:
    """The lines that were walked, cut into short pieces that are found by where they are."""

    def __init__(self, flat: Flat, lines: Iterable[Sequence[Point]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Spot, Spot, Spot]]] = {}
        for line in lines:
            kept = [line[place] for place in outlines.thinned(line, _NOISE_M)]
            spots = [flat.at(point) for point in kept]
            for a, b in pairwise(spots):
                self._cut(a, b)

    def _cut(self, a: Spot, b: Spot) -> None:
        long = math.dist(a, b)
        if not long:
            return
        way = (b[0] - a[0]) / long, (b[1] - a[1]) / long
        count = math.ceil(long / _LONGEST_PIECE_M)
        for step in range(count):
            first, last = step / count * long, (step + 1) / count * long
            piece = (
                (a[0] + way[0] * first, a[1] + way[1] * first),
                (a[0] + way[0] * last, a[1] + way[1] * last),
                way,
            )
            for cell in _cells_of(piece[0], piece[1]):
                self._cells.setdefault(cell, []).append(piece)

    def along(self, spot: Spot, way: Spot) -> bool:
        """Say whether a piece runs near a spot and in a direction, either way round."""
        for a, b, direction in self._cells.get(_cell(spot[0], spot[1]), ()):
            alike = abs(direction[0] * way[0] + direction[1] * way[1])
            if alike >= _ALONG and metres_to_side(spot, a, b) <= TOLERANCE_M:
                return True
        return False


_CELL_M = 50.0


def _cell(x: float, y: float) -> tuple[int, int]:
    return math.floor(x / _CELL_M), math.floor(y / _CELL_M)


def _cells_of(a: Spot, b: Spot) -> Iterator[tuple[int, int]]:
    """Give the cells within reach of a piece."""
    left, top = _cell(min(a[0], b[0]) - TOLERANCE_M, min(a[1], b[1]) - TOLERANCE_M)
    right, bottom = _cell(max(a[0], b[0]) + TOLERANCE_M, max(a[1], b[1]) + TOLERANCE_M)
    for x in range(left, right + 1):
        for y in range(top, bottom + 1):
            yield x, y
