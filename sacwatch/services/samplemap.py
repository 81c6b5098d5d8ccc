"""What the sample watch has on its map: its boundary, its blocks, and routes along its streets."""

from __future__ import annotations

import random
from collections.abc import Callable

from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.routes import RouteDraft

Find = Callable[[str], PlaceDraft]
"""Gives a crossing by its words, with its point where it is known."""

STREETS = ("P", "Q", "R", "S", "T")
FIRST, LAST = 16, 24

_BEYOND = 0.00035
"""Degrees by which the boundary lies outside its outermost streets: about 35 m."""

_METRES_A_MINUTE = {"foot": 55, "bicycle": 130, "vehicle": 160}
_BLOCK_METRES = 125


class Grid:
    """The crossings of the sample's streets."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._points: dict[tuple[int, int], Point | None] = {}

    def at(self, number: int, street: int) -> Point | None:
        """Give a crossing: the number of the street and the place of the lettered one in STREETS."""
        key = number, street
        if key not in self._points:
            ending = {21: "st", 22: "nd", 23: "rd"}.get(number, "th")
            found = self._find(f"{number}{ending} St & {STREETS[street]} St")
            known = found.lat is not None and found.lon is not None
            self._points[key] = Point(found.lat or 0.0, found.lon or 0.0) if known else None
        return self._points[key]

    def boundary(self) -> tuple[Point, ...]:
        """Give the watch's boundary, a little outside its outermost streets; none where they are unknown."""
        corners = [
            self.at(number, street)
            for number, street in ((FIRST, 0), (LAST, 0), (LAST, len(STREETS) - 1), (FIRST, len(STREETS) - 1))
        ]
        return _wider([each for each in corners if each is not None]) if all(corners) else ()

    def outline(self, number: int, street: str) -> tuple[Point, ...]:
        """Give the outline of a hundred-block: its houses on both sides, as deep as half way to the alley."""
        row = STREETS.index(street)
        one, other = self.at(number, row), self.at(number + 1, row)
        near = self.at(number, row + 1 if row + 1 < len(STREETS) else row - 1)
        if one is None or other is None or near is None:
            return ()
        down_lat, down_lon = (near.lat - one.lat) * 0.42, (near.lon - one.lon) * 0.42
        along_lat, along_lon = (other.lat - one.lat) * 0.06, (other.lon - one.lon) * 0.06
        return (
            Point(one.lat + along_lat - down_lat, one.lon + along_lon - down_lon),
            Point(other.lat - along_lat - down_lat, other.lon - along_lon - down_lon),
            Point(other.lat - along_lat + down_lat, other.lon - along_lon + down_lon),
            Point(one.lat + along_lat + down_lat, one.lon + along_lon + down_lon),
        )

    def loop(self) -> RouteDraft | None:
        """Give a way around the middle of the watch, drawn ahead of any patrol."""
        corners = ((17, 1), (19, 1), (19, 3), (17, 3), (17, 1))
        line = tuple(each for each in (self.at(*corner) for corner in corners) if each is not None)
        return RouteDraft(name="Around the park", line=line) if len(line) == len(corners) else None

    def walk(
        self, chance: random.Random, area: tuple[int, int, int, int], mode: str, minutes: int
    ) -> tuple[Point, ...]:
        """Give a way from crossing to crossing within (first, last number, first, last street)."""
        low, high, top, bottom = area
        number, street = chance.randint(low, high), chance.randint(top, bottom)
        way = [self.at(number, street)]
        before: tuple[int, int] | None = None
        for _ in range(max(2, minutes * _METRES_A_MINUTE[mode] * 6 // 10 // _BLOCK_METRES)):
            steps = [
                (number + right, street + down)
                for right, down in ((1, 0), (-1, 0), (0, 1), (0, -1))
                if low <= number + right <= high and top <= street + down <= bottom
            ]
            # Straight back only where there is no other way.
            ahead = [step for step in steps if step != before] or steps
            before = number, street
            number, street = chance.choice(ahead)
            way.append(self.at(number, street))
        return tuple(each for each in way if each is not None)


_AREAS = {
    "P to R, 16th to 20th": (16, 20, 0, 2),
    "R to T, 16th to 20th": (16, 20, 2, 4),
    "P to T, 20th to 24th": (20, 24, 0, 4),
}


def route(
    grid: Grid, chance: random.Random, *, patrol_id: str, area: str, mode: str, minutes: int
) -> RouteDraft | None:
    """Give the route that was drawn of a patrol, or None: not every evening is drawn."""
    if chance.random() < 0.35:
        return None
    way = grid.walk(chance, _AREAS.get(area, (16, 20, 0, 3)), mode, minutes)
    return RouteDraft(patrol_id, line=way) if len(way) > 2 else None


def _wider(corners: list[Point]) -> tuple[Point, ...]:
    lat = sum(each.lat for each in corners) / len(corners)
    lon = sum(each.lon for each in corners) / len(corners)
    return tuple(
        Point(
            each.lat + (_BEYOND if each.lat > lat else -_BEYOND),
            each.lon + (_BEYOND if each.lon > lon else -_BEYOND),
        )
        for each in corners
    )
