"""Public lines and points of Sacramento to measure the shipped map against; no part of the project."""

from __future__ import annotations

import json
import math
import os
import struct
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

Spot = tuple[float, float]

FOLDER = Path(os.environ.get("SACWATCH_DATA", Path(__file__).parents[3] / "shared" / "data"))

# Metres of a degree at the city's latitude (38.57 N, WGS 84).
LAT_M = 111_020.0
LON_M = 87_170.0

_CELL = 0.003

needed = pytest.mark.skipif(
    not (FOLDER / "geography").is_dir(),
    reason="the public reference files are not here; SACWATCH_DATA says where they are",
)


class Reference:
    """All reference lines, to ask how far a point is from the nearest."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Spot, Spot]]] = defaultdict(list)
        self.named: list[tuple[str, list[Spot]]] = []
        geography = FOLDER / "geography"
        for name in (
            "city_Bike_Master_Plan_Facilities.json",
            "POLICE_BEATS.geojson",
            "click_that_hood_sacramento.geojson",
        ):
            for feature in json.loads((geography / name).read_text(encoding="utf-8"))["features"]:
                self._add_nested(feature["geometry"]["coordinates"])
                street = feature["properties"].get("FULLSTREET")
                if street:
                    nested = feature["geometry"]["coordinates"]
                    lines = nested if feature["geometry"]["type"] == "MultiLineString" else [nested]
                    self.named += [(street, [(lat, lon) for lon, lat, *_ in line]) for line in lines]
        for line in _shapefile(geography / "police_grids" / "POLICE_GRIDS.shp"):
            self._add(line)
        self.signals = list(signals(geography / "city_City_of_Sacramento_Traffic_Signals.json"))
        for _, spot in self.signals:
            self._add([spot, spot])

    def _add_nested(self, nested: list) -> None:
        if nested and isinstance(nested[0][0], int | float):
            self._add([(lat, lon) for lon, lat, *_ in nested])
        else:
            for part in nested:
                self._add_nested(part)

    def _add(self, line: list[Spot]) -> None:
        for a, b in pairwise(line):
            for i in range(_cell(min(a[0], b[0])) - 1, _cell(max(a[0], b[0])) + 2):
                for j in range(_cell(min(a[1], b[1])) - 1, _cell(max(a[1], b[1])) + 2):
                    self._cells[i, j].append((a, b))

    def metres(self, spot: Spot) -> float:
        """Give the distance to the nearest line or signal; beyond about 300 m it is infinite."""
        best = math.inf
        for a, b in self._cells.get((_cell(spot[0]), _cell(spot[1])), ()):
            best = min(best, distance(spot, a, b))
        return best


def _cell(degrees: float) -> int:
    return math.floor(degrees / _CELL)


def distance(spot: Spot, a: Spot, b: Spot) -> float:
    ax, ay = (a[1] - spot[1]) * LON_M, (a[0] - spot[0]) * LAT_M
    dx, dy = (b[1] - a[1]) * LON_M, (b[0] - a[0]) * LAT_M
    square = dx * dx + dy * dy
    share = max(0.0, min(1.0, -(ax * dx + ay * dy) / square)) if square else 0.0
    return math.hypot(ax + share * dx, ay + share * dy)


def signals(path: Path) -> Iterator[tuple[str, Spot]]:
    """Give the City's traffic signals: the name as written, latitude and longitude."""
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        yield " ".join(feature["properties"]["LOCATION"].split()), (lat, lon)


def _shapefile(path: Path) -> Iterator[list[Spot]]:
    """Give the rings of a polygon shapefile (ESRI Shapefile Technical Description, 1998)."""
    data = path.read_bytes()
    at = 100
    while at < len(data):
        words = struct.unpack(">i", data[at + 4 : at + 8])[0]
        record = data[at + 8 : at + 8 + words * 2]
        at += 8 + words * 2
        if struct.unpack("<i", record[:4])[0] == 0:
            continue
        parts, points = struct.unpack("<ii", record[36:44])
        starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
        numbers = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        spots = [(numbers[2 * i + 1], numbers[2 * i]) for i in range(points)]
        for first, last in pairwise(starts):
            yield spots[first:last]


def sampled(path: list[Spot], step: float = 60.0) -> Iterator[Spot]:
    """Give points along a path, about `step` metres apart."""
    for a, b in pairwise(path):
        count = max(1, int(math.hypot((b[1] - a[1]) * LON_M, (b[0] - a[0]) * LAT_M) / step))
        for i in range(count):
            yield a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count
    yield path[-1]
