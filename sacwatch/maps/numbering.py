"""House numbers along a stretch of street: from a number to a point, and from a point to a number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from sacwatch.domain.geography import METRES_PER_UNIT, TILE, to_earth
from sacwatch.domain.places import Point
from sacwatch.maps import geometry
from sacwatch.maps.basemap import Stretch
from sacwatch.maps.content import Numbers
from sacwatch.maps.geometry import Spot

# Half a street with its sidewalk: how far from the centre line a house's point is put.
_SIDE_M = 14.0


def holds(side: Numbers, number: int) -> bool:
    """Say whether a number stands on this side: within its range, and odd or even as its ends are."""
    low, high = sorted((side.first, side.last))
    if not low <= number <= high:
        return False
    # A range with both parities has no odd and even side.
    return side.first % 2 != side.last % 2 or number % 2 == side.first % 2


def share(side: Numbers, number: int) -> float:
    """Give how far along its stretch a number stands; ranges may run from high to low."""
    if side.first == side.last:
        return 0.5
    return max(0.0, min(1.0, (number - side.first) / (side.last - side.first)))


def number_at(side: Numbers, share: float) -> int:
    """Give the number that stands so far along its stretch."""
    step = 2 if side.first % 2 == side.last % 2 else 1
    count = abs(side.last - side.first) // step
    way = round(share * count) * step
    return side.first + (way if side.last >= side.first else -way)


def point_on(stretch: Stretch, side: Numbers, left: bool, number: int) -> Point:
    """Give where a house stands: along its stretch by its number, and beside it."""
    points = stretch.points
    room = geometry.length(points)
    # The first and last house stand a little in from the corners.
    way = room * (0.04 + 0.92 * share(side, number))
    x, y = geometry.along(points, way)
    a, b = (
        geometry.along(points, max(0.0, way - room * 0.02)),
        geometry.along(points, min(room, way + room * 0.02)),
    )
    step = math.dist(a, b)
    if step == 0:
        return earth((x, y))
    metres = METRES_PER_UNIT * TILE * math.cos(math.radians(to_earth(x, y).lat))
    beside = _SIDE_M / metres * (1 if left else -1)
    # y grows southward, so the left hand of (dx, dy) is (dy, -dx).
    return earth((x + (b[1] - a[1]) / step * beside, y - (b[0] - a[0]) / step * beside))


def beside(spot: Spot, points: Sequence[Spot]) -> tuple[float, float, bool]:
    """Give the distance to a path, how far along it (0 to 1), and whether the spot is on its left."""
    best = (math.inf, 0.0, True)
    way = 0.0
    for a, b in pairwise(points):
        step = math.dist(a, b)
        share, near = geometry.foot(spot, a, b)
        far = math.dist(spot, near)
        if far < best[0]:
            turn = (b[0] - a[0]) * (spot[1] - a[1]) - (b[1] - a[1]) * (spot[0] - a[0])
            best = (far, way + share * step, turn < 0)
        way += step
    return best[0], best[1] / way if way else 0.0, best[2]


def earth(spot: Spot) -> Point:
    """Give the point of the Earth for one of the square, to a tenth of a metre."""
    point = to_earth(*spot)
    return Point(round(point.lat, 6), round(point.lon, 6))
