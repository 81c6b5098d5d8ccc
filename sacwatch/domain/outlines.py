"""Outlines and lines on the ground: what may be kept of them, their size, and what lies inside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sacwatch.domain.errors import Problems
from sacwatch.domain.geography import Box
from sacwatch.domain.places import Point

CORNER_LIMIT = 1_000
LINE_LIMIT = 20_000

_STRETCH = 100

SQUARE_METRES_PER_ACRE = 4_046.856_422_4
"""The international acre."""

METRES_PER_MILE = 1_609.344

Spot = tuple[float, float]
"""Metres east and north on a `Flat`."""

# The Earth as an ellipsoid (WGS 84): half its width in metres, and its flattening.
_A = 6_378_137.0
_F = 1 / 298.257_223_563
_B = _A * (1 - _F)


def metres_between(one: Point, other: Point) -> float:
    """Give the geodesic distance in metres on the WGS 84 ellipsoid.

    T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of nested
    equations", Survey Review XXIII, 176 (1975): the inverse solution, good to half a millimetre. For two
    points nearly opposite on the globe, where it does not settle, the great-circle distance.
    """
    if one == other:
        return 0.0
    across = math.radians(other.lon - one.lon)
    u1 = math.atan((1 - _F) * math.tan(math.radians(one.lat)))
    u2 = math.atan((1 - _F) * math.tan(math.radians(other.lat)))
    sin1, cos1, sin2, cos2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    turn = across
    for _ in range(60):
        sin_turn, cos_turn = math.sin(turn), math.cos(turn)
        sin_arc = math.hypot(cos2 * sin_turn, cos1 * sin2 - sin1 * cos2 * cos_turn)
        if sin_arc == 0:
            return 0.0
        cos_arc = sin1 * sin2 + cos1 * cos2 * cos_turn
        arc = math.atan2(sin_arc, cos_arc)
        sin_course = cos1 * cos2 * sin_turn / sin_arc
        cos_course_2 = 1 - sin_course**2
        middle = cos_arc - 2 * sin1 * sin2 / cos_course_2 if cos_course_2 else 0.0
        c = _F / 16 * cos_course_2 * (4 + _F * (4 - 3 * cos_course_2))
        before = turn
        turn = across + (1 - c) * _F * sin_course * (
            arc + c * sin_arc * (middle + c * cos_arc * (2 * middle**2 - 1))
        )
        if abs(turn - before) < 1e-12:
            break
    else:
        return one.metres_to(other)
    square = cos_course_2 * (_A**2 - _B**2) / _B**2
    a = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
    b = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
    less = (
        b
        * sin_arc
        * (
            middle
            + b
            / 4
            * (cos_arc * (2 * middle**2 - 1) - b / 6 * middle * (4 * sin_arc**2 - 3) * (4 * middle**2 - 3))
        )
    )
    return _B * a * (arc - less)


def length(line: Sequence[Point], *, closed: bool = False) -> float:
    """Give the length of a line in metres, from corner to corner by `metres_between`."""
    return sum(metres_between(a, b) for a, b in _edges(line, closed))


def square_metres(ring: Sequence[Point]) -> float:
    """Give the ground inside a ring.

    By the shoelace formula on the plane that touches the ellipsoid in the ring's middle; right to a
    thousandth for anything that can be walked around.
    """
    flat = Flat(box_of(ring).middle) if ring else None
    if flat is None:
        return 0.0
    spots = [flat.at(point) for point in ring]
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(spots, spots[1:] + spots[:1], strict=True))
    return abs(twice) / 2


class Flat:
    """A plane in metres east and north of a point, for what lies within a few miles of it.

    Its scale is that of the ellipsoid's two radii of curvature there (WGS 84); at 5 miles it is off by
    less than a thousandth.
    """

    def __init__(self, middle: Point) -> None:
        self._middle = middle
        lat = math.radians(middle.lat)
        squashed = 1 - (2 * _F - _F * _F) * math.sin(lat) ** 2
        self.metres_north = math.radians(1) * _A * (1 - _F) ** 2 / squashed**1.5
        self.metres_east = math.radians(1) * _A / math.sqrt(squashed) * math.cos(lat)

    def at(self, point: Point) -> tuple[float, float]:
        """Give where a point lies: metres east, metres north."""
        return (
            (point.lon - self._middle.lon) * self.metres_east,
            (point.lat - self._middle.lat) * self.metres_north,
        )

    def box(self, metres: float) -> Box:
        """Give the box that reaches so many metres from the middle to each side."""
        north, east = metres / self.metres_north, metres / self.metres_east
        middle = self._middle
        return Box(middle.lat - north, middle.lon - east, middle.lat + north, middle.lon + east)


def box_of(points: Sequence[Point]) -> Box:
    """Give the smallest box around points; there must be one."""
    lats, lons = [each.lat for each in points], [each.lon for each in points]
    return Box(min(lats), min(lons), max(lats), max(lons))


def holds(ring: Sequence[Point], lat: float, lon: float) -> bool:
    """Say whether a point lies inside a ring: a ray from it crosses the ring an odd number of times."""
    return _odd(_edges(ring, closed=True), lat, lon)


def _odd(sides: Iterable[tuple[Point, Point]], lat: float, lon: float) -> bool:
    inside = False
    for a, b in sides:
        if (a.lat > lat) != (b.lat > lat):
            at = a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
            if lon < at:
                inside = not inside
    return inside


class Within:
    """Says of many points, quickly, whether they lie inside a ring: `holds` with the ring's sides sorted."""

    _BANDS = 64

    def __init__(self, ring: Sequence[Point]) -> None:
        """Take a ring of three corners or more."""
        self._box = box = box_of(ring)
        self._high = (box.north - box.south) / self._BANDS or 1.0
        self._sides: list[list[tuple[Point, Point]]] = [[] for _ in range(self._BANDS)]
        for a, b in _edges(ring, closed=True):
            for band in range(self._band(min(a.lat, b.lat)), self._band(max(a.lat, b.lat)) + 1):
                self._sides[band].append((a, b))

    def _band(self, lat: float) -> int:
        return min(self._BANDS - 1, max(0, int((lat - self._box.south) / self._high)))

    def __call__(self, lat: float, lon: float) -> bool:
        """Say whether a point lies inside."""
        box = self._box
        if not (box.south <= lat <= box.north and box.west <= lon <= box.east):
            return False
        return _odd(self._sides[self._band(lat)], lat, lon)


def middle(ring: Sequence[Point]) -> Point:
    """Give the middle of a ring, where its name stands: its centre of gravity, or that of its corners."""
    at = box_of(ring).middle
    double = east = north = 0.0
    for a, b in _edges(ring, closed=True):
        cross = (a.lon - at.lon) * (b.lat - at.lat) - (b.lon - at.lon) * (a.lat - at.lat)
        double += cross
        east += (a.lon + b.lon - 2 * at.lon) * cross
        north += (a.lat + b.lat - 2 * at.lat) * cross
    if not double:
        return at
    return Point(at.lat + north / double / 3, at.lon + east / double / 3)


def settle_line(
    points: Sequence[Point], where: str, problems: Problems, *, limit: int = LINE_LIMIT
) -> tuple[Point, ...]:
    """Give the points as they are kept: to the centimetre, none twice in a row; a problem where off Earth."""
    if len(points) > limit:
        problems.add(where, "problem.too_many_corners", limit=limit)
        return ()
    found: list[Point] = []
    for each in points:
        if not (
            math.isfinite(each.lat)
            and math.isfinite(each.lon)
            and abs(each.lat) <= 90
            and abs(each.lon) <= 180
        ):
            problems.add(where, "problem.point_off_earth")
            return ()
        point = Point(round(each.lat, 7), round(each.lon, 7))
        if not found or found[-1] != point:
            found.append(point)
    return tuple(found)


def settle_ring(points: Sequence[Point], where: str, problems: Problems) -> tuple[Point, ...]:
    """Give an outline as it is kept, its first corner not repeated; none at all is no outline.

    A problem where it has fewer than three corners or crosses itself.
    """
    ring = settle_line(points, where, problems, limit=CORNER_LIMIT)
    while len(ring) > 1 and ring[0] == ring[-1]:
        ring = ring[:-1]
    if not ring:
        return ()
    if len(ring) < 3:
        problems.add(where, "problem.outline_too_few")
    elif crosses_itself(ring):
        problems.add(where, "problem.outline_crosses")
    return ring


def crosses_itself(ring: Sequence[Point]) -> bool:
    """Say whether two sides of a ring meet elsewhere than at a corner they share."""
    edges = list(_edges(ring, closed=True))
    for place, (a, b) in enumerate(edges):
        low, high = min(a.lat, b.lat), max(a.lat, b.lat)
        left, right = min(a.lon, b.lon), max(a.lon, b.lon)
        for other in range(place + 1, len(edges)):
            c, d = edges[other]
            if min(c.lat, d.lat) > high or max(c.lat, d.lat) < low:
                continue
            if min(c.lon, d.lon) > right or max(c.lon, d.lon) < left:
                continue
            if other == place + 1 or (place == 0 and other == len(edges) - 1):
                # Neighbors share a corner; they meet elsewhere only where one runs back over the other.
                tip, corner, end = (a, b, d) if other == place + 1 else (b, a, c)
                if _side(tip, corner, end) == 0 and _same_way(tip, corner, end):
                    return True
            elif _meet(a, b, c, d):
                return True
    return False


def _edges(line: Sequence[Point], closed: bool) -> Iterator[tuple[Point, Point]]:
    for place in range(len(line) - 1):
        yield line[place], line[place + 1]
    if closed and len(line) > 2:
        yield line[-1], line[0]


def _side(a: Point, b: Point, c: Point) -> int:
    """Say on which side of a to b lies c: 1, -1, or 0 where on it, to about a hundredth of a millimetre."""
    cross = (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon)
    return 0 if abs(cross) < 1e-15 else 1 if cross > 0 else -1


def _same_way(tip: Point, corner: Point, end: Point) -> bool:
    """Say whether tip and end lie on the same side of the corner between them."""
    return (tip.lon - corner.lon) * (end.lon - corner.lon) + (tip.lat - corner.lat) * (
        end.lat - corner.lat
    ) > 0


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    one, two, three, four = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    if one != two and three != four:
        return True
    return any(
        side == 0 and _between(p, q, r)
        for side, p, q, r in ((one, a, b, c), (two, a, b, d), (three, c, d, a), (four, c, d, b))
    )


def _between(a: Point, b: Point, c: Point) -> bool:
    return min(a.lat, b.lat) <= c.lat <= max(a.lat, b.lat) and min(a.lon, b.lon) <= c.lon <= max(a.lon, b.lon)


def thinned(line: Sequence[Point], metres: float) -> list[int]:
    """Give the places of the points that are needed to draw a line to within so many metres.

    D. Douglas, T. Peucker, "Algorithms for the reduction of the number of points required to represent a
    digitized line or its caricature", Cartographica 10, 2 (1973), a hundred points at a time. First and
    last point stay.
    """
    if len(line) < 3:
        return list(range(len(line)))
    flat = Flat(line[0])
    spots = [flat.at(point) for point in line]
    keep = bytearray(len(line))
    # Stretch by stretch: on a line of very many points that all wander, the whole at once takes for ever.
    ends = [*range(0, len(line) - 1, _STRETCH), len(line) - 1]
    open_ = list(pairwise(ends))
    while open_:
        first, last = open_.pop()
        keep[first] = keep[last] = 1
        worst, at = metres, -1
        for place in range(first + 1, last):
            far = metres_to_side(spots[place], spots[first], spots[last])
            if far > worst:
                worst, at = far, place
        if at >= 0:
            keep[at] = 1
            open_ += [(first, at), (at, last)]
    return [place for place, kept in enumerate(keep) if kept]


def metres_to_side(spot: Spot, a: Spot, b: Spot) -> float:
    """Give how far a spot is from the nearest of the straight way from a to b."""
    x, y = b[0] - a[0], b[1] - a[1]
    square = x * x + y * y
    way = 0.0 if not square else max(0.0, min(1.0, ((spot[0] - a[0]) * x + (spot[1] - a[1]) * y) / square))
    return math.hypot(spot[0] - a[0] - way * x, spot[1] - a[1] - way * y)
