"""Where streets meet: by their lines, or by the points that they share."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from sacwatch.domain.geography import METRES_PER_UNIT, TILE, to_earth
from sacwatch.domain.places import Point
from sacwatch.maps import geometry
from sacwatch.maps.geometry import Spot

Met = tuple[int, int, float, float, bool]
"""Two streets, latitude and longitude, and whether one of them is only approximate."""

# How near a street must end to another to meet it: half a wide road, and the error of a centre line.
_MEETS_M = 25.0
# Two crossings of the same pair of streets that are nearer than this are one (a divided road).
_SAME_CROSSING_M = 80.0

_LAT_M = 111_195.0
"""Metres of a degree of latitude on a sphere of the Earth's mean radius."""


class SharedPoints:
    """Gathers the points of streets, of which two streets may share one; keeps little of each."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, int], int] = {}
        self._more: dict[tuple[int, int], set[int]] = {}

    def add(self, street: int, path: Sequence[Point]) -> None:
        """Take the points of one street's path."""
        first = self._first
        for point in path:
            key = (round(point.lat * 1e6), round(point.lon * 1e6))
            known = first.setdefault(key, street)
            if known != street:
                self._more.setdefault(key, {known}).add(street)

    def met(self) -> Iterator[Met]:
        """Give where streets meet, each pair both ways round."""
        found: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for (lat, lon), streets in self._more.items():
            here = (lat / 1e6, lon / 1e6)
            for pair in combinations(sorted(streets), 2):
                known = found[pair]
                if all(_metres(here, other) > _SAME_CROSSING_M for other in known):
                    known.append(here)
        for (one, other), spots in found.items():
            for lat_deg, lon_deg in spots:
                yield one, other, lat_deg, lon_deg, False
                yield other, one, lat_deg, lon_deg, False


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Give about how far two points that are near each other are apart."""
    return math.hypot((a[0] - b[0]) * _LAT_M, (a[1] - b[1]) * _LAT_M * math.cos(math.radians(a[0])))


def by_lines(
    segments: Sequence[tuple[int, list[Spot], bool]],
) -> Iterator[Met]:
    """Give where streets meet, each pair both ways round."""
    if not segments:
        return
    # Everything is near one latitude, so one scale from the plane to metres serves all.
    lat = to_earth(*segments[0][1][0]).lat
    metres = METRES_PER_UNIT * TILE * math.cos(math.radians(lat))
    reach = _MEETS_M / metres
    cell = 250.0 / metres
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    stretches: list[tuple[int, Spot, Spot, bool]] = []
    for street, points, approximate in segments:
        for a, b in pairwise(points):
            for x in range(
                math.floor((min(a[0], b[0]) - reach) / cell), math.floor((max(a[0], b[0]) + reach) / cell) + 1
            ):
                for y in range(
                    math.floor((min(a[1], b[1]) - reach) / cell),
                    math.floor((max(a[1], b[1]) + reach) / cell) + 1,
                ):
                    cells[x, y].append(len(stretches))
            stretches.append((street, a, b, approximate))
    found: dict[tuple[int, int], list[tuple[Spot, bool]]] = defaultdict(list)
    for members in cells.values():
        for i, first in enumerate(members):
            street, a, b, rough = stretches[first]
            for second in members[i + 1 :]:
                other, c, d, rough_too = stretches[second]
                if other == street:
                    continue
                spot = _meet(a, b, c, d, reach)
                if spot is None:
                    continue
                known = found[min(street, other), max(street, other)]
                if all(math.dist(spot, at) * metres > _SAME_CROSSING_M for at, _ in known):
                    known.append((spot, rough or rough_too))
    for (one, other), spots in found.items():
        for spot, approximate in spots:
            point = to_earth(*spot)
            yield one, other, round(point.lat, 6), round(point.lon, 6), approximate
            yield other, one, round(point.lat, 6), round(point.lon, 6), approximate


def _meet(a: Spot, b: Spot, c: Spot, d: Spot, reach: float) -> Spot | None:
    if (
        max(a[0], b[0]) + reach < min(c[0], d[0])
        or max(c[0], d[0]) + reach < min(a[0], b[0])
        or max(a[1], b[1]) + reach < min(c[1], d[1])
        or max(c[1], d[1]) + reach < min(a[1], b[1])
    ):
        return None
    spot = geometry.meeting(a, b, c, d)
    if spot is not None:
        return spot
    for end, start, stop in ((a, c, d), (b, c, d), (c, a, b), (d, a, b)):
        _, near = geometry.foot(end, start, stop)
        if math.dist(end, near) <= reach:
            return near
    return None
