"""How well places are found by words on the shipped map: the police reports of January 2006, and the signals.

The denominator of the reports is the number of all rows whose own point lies within 100 m of a centre line
of the map. Of them

- the hit rate is the share whose address is found with a point: more than a street's name;
- the share in the right block is the share, of those found, whose own point stands beside the found
  hundred-block: at most 100 m from the found street, and across from that part of it which has the
  hundred's numbers, or at most 15 m beyond its ends. A crossing is right within 61 m (half a block);
- the median distance is that between the found point and the row's own; the file's points stand off their
  streets by some 30 m.

The denominator of the signals is the number of those named by two streets ("&"): 881. Many of these
streets are not on the shipped map, so it is said how many signals have both of theirs there.
"""

from __future__ import annotations

import csv
import math
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from sacwatch.domain import addresses
from sacwatch.domain.addresses import Address, Block, Crossing
from sacwatch.domain.geography import METRES_PER_UNIT, TILE, to_plane
from sacwatch.domain.places import Point
from sacwatch.maps import basemap, geometry, numbering
from sacwatch.maps.basemap import Stretch
from sacwatch.maps.geocoding import Geocoder
from sacwatch.maps.streetindex import StreetIndex
from tests.benchmarks.rows import GOAL, Row, timed
from tests.maps import reference

NEAR_M = 100.0
_BEYOND_M = 15.0
_HALF_BLOCK_M = 61.0
_A_SECOND = 5_000
REPORTS = reference.FOLDER / "police" / "SacramentocrimeJanuary2006.csv"
SIGNALS = reference.FOLDER / "geography" / "city_City_of_Sacramento_Traffic_Signals.json"


def rows() -> Iterator[Row]:
    """Measure; shares in per cent, distances in metres."""
    with tempfile.TemporaryDirectory() as folder:
        base = basemap.open_store(Path(folder))
        geocoder = Geocoder(base)
        for path, measured in ((REPORTS, _reports), (SIGNALS, _signals)):
            if path.is_file():
                yield from measured(geocoder, base)
            else:
                print(f"{path.name} is not here; SACWATCH_DATA says where it is", file=sys.stderr)
        base.close()


def _reports(geocoder: Geocoder, base: basemap.BaseMap) -> Iterator[Row]:
    with REPORTS.open(encoding="utf-8", errors="replace", newline="") as lines:
        reports = [
            (row["address"], Point(float(row["latitude"]), float(row["longitude"])))
            for row in csv.DictReader(lines)
        ]
    near = [(text, point) for text, point in reports if geocoder.nearest(point, NEAR_M) is not None]
    what = f"reports of 2006 within {NEAR_M:.0f} m of a centre line"
    yield Row(f"{what}, of {len(reports):,}", len(near), unit="rows")
    found: list[tuple[str, Point, Point]] = []

    def look() -> None:
        for text, point in near:
            one = geocoder.find(text)
            if one is not None and one.place.point is not None:
                found.append((one.place.text, one.place.point, point))

    spent = timed(look)
    blocks = _Blocks(base)
    right = sum(blocks.right(*each) for each in found)
    yield from _told("reports", len(near), [one.metres_to(other) for _, one, other in found])
    yield Row(f"reports in the right block: {right:,} of those found", 100 * right / len(found), unit="%")
    yield Row(f"{len(near):,} addresses looked for", spent, GOAL, len(near) / _A_SECOND)


class _Blocks:
    """Says whether a point stands beside a hundred-block."""

    def __init__(self, base: basemap.BaseMap) -> None:
        self._base = base
        self._streets: dict[str, set[int]] = defaultdict(set)
        for _, street, name in base.spellings():
            self._streets[name].add(street)

    def right(self, text: str, found: Point, own: Point) -> bool:
        """Say whether the own point of a row stands in the block of what was found for it."""
        read = addresses.parse(text)
        if not isinstance(read, Address | Block):
            return found.metres_to(own) <= _HALF_BLOCK_M
        stretches = [
            one for street in self._streets[str(read.street)] for one in self._base.stretches(street)
        ]
        parts = [part for one in stretches for part in _parts(one, read.hundred)]
        metres = METRES_PER_UNIT * TILE * math.cos(math.radians(own.lat))
        spot = to_plane(own.lat, own.lon)
        far, foot = min(_foot(spot, one.points) for one in stretches)
        return far * metres <= NEAR_M and any(_foot(foot, part)[0] * metres <= _BEYOND_M for part in parts)


def _parts(stretch: Stretch, hundred: int) -> Iterator[list[geometry.Spot]]:
    """Give the parts of a stretch, by its two sides, that have numbers of a hundred."""
    room = geometry.length(stretch.points)
    for side in (stretch.left, stretch.right):
        if side is None:
            continue
        low, high = sorted((side.first, side.last))
        low, high = max(low, hundred), min(high, hundred + 99)
        if low <= high:
            ends = sorted((numbering.share(side, low), numbering.share(side, high)))
            yield list(geometry.stretch(stretch.points, room * ends[0], room * ends[1]))


def _foot(spot: geometry.Spot, path: list[geometry.Spot]) -> tuple[float, geometry.Spot]:
    """Give the distance to a path, and the point of it that is nearest."""
    nearest = [geometry.foot(spot, a, b)[1] for a, b in pairwise(path)] or [path[0]]
    return min((math.dist(spot, near), near) for near in nearest)


def _signals(geocoder: Geocoder, base: basemap.BaseMap) -> Iterator[Row]:
    signals = [(text, Point(*spot)) for text, spot in reference.signals(SIGNALS) if "&" in text]
    index = StreetIndex(base)
    both, far = 0, []
    for text, point in signals:
        read = addresses.parse(text)
        both += isinstance(read, Crossing) and all(map(index.knows, (read.first, read.second)))
        one = geocoder.find(text)
        if one is not None and one.place.point is not None:
            far.append(one.place.point.metres_to(point))
    yield Row("signals named by two streets", len(signals), unit="signals")
    yield Row("of them with both streets on the map", both, unit="signals")
    yield from _told("signals", len(signals), far)


def _told(what: str, of: int, far: list[float]) -> Iterator[Row]:
    yield Row(f"{what} found: {len(far):,} of {of:,}", 100 * len(far) / of, unit="%")
    near = sum(metres <= NEAR_M for metres in far)
    yield Row(f"{what} found within {NEAR_M:.0f} m: {near:,} of those found", 100 * near / len(far), unit="%")
    yield Row(f"{what}, median distance of those found", statistics.median(far), unit="m")
