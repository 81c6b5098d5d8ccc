"""Which houses stand on a block: those a map file tells of, else lots worked out from the address ranges."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sacwatch.domain import addresses, outlines
from sacwatch.domain.blockmaps import BlockPlan, Face, Facing, House, Lot, in_order
from sacwatch.domain.geography import Box, to_earth
from sacwatch.domain.outlines import Flat
from sacwatch.domain.places import Point
from sacwatch.maps import geometry, numbering
from sacwatch.maps.basemap import BaseMap, Stretch
from sacwatch.maps.content import Kind, Numbers
from sacwatch.maps.facts import street_name
from sacwatch.maps.geometry import Spot

LOT_M = 12.2
"""Metres of street in front of a lot: 40 feet, as the Central City was laid out in 1848."""
DEPTH_M = 36.0
_FRONT_M = 11.0
"""From the middle of the street to the front of the lots."""
_CORNER_M = 12.0
"""From the middle of the crossing street to the first lot."""
_BEYOND_M = 30.0
_NEAREST_M = 45.0
_CLOSE = 19
_NUMBER = re.compile(r"^#?\s*(\d{1,5}(?:\s?½|\s1/2|-?[A-Za-z]\b)?)(?!\w)")

_NO_LOT_ON = (Kind.RAILWAY, Kind.FREEWAY, Kind.RIVER)
"""Lines on which nobody's house stands."""

_WITHIN_M = 6.0
_SHARES = (0.15, 0.3, 0.5, 0.7, 0.85)
_NO_NUMBERS = Numbers(0, 0)

Quad = tuple[Spot, Spot, Spot, Spot]


@dataclass
class _Side:
    """One side of a stretch: its line in metres east and north, and its numbers along it."""

    stretch: Stretch
    numbers: Numbers
    left: bool
    line: list[Spot]
    inside: float
    """The share of its middle line that lies within the block's outline."""


def plan(base: BaseMap, name: str, outline: Sequence[Point], *, street: str = "") -> BlockPlan:
    """Give what stands within an outline. With a `street`, only that one's sides are ruled into lots."""
    ring = tuple(outline)
    flat = _Ground(outlines.box_of(ring).middle)
    corners = [flat.at(point) for point in ring]
    houses, buildings = _known(base, ring)
    walls = [[flat.at(point) for point in each] for each in buildings]
    barred = [
        [flat.at(to_earth(*spot)) for spot in drawn.points]
        for drawn in base.drawn(outlines.box_of(ring), _CLOSE)
        if drawn.kind in _NO_LOT_ON
    ]
    sides = [
        each for each in _sides(base, ring, flat, corners) if street in ("", street_name(each.stretch.name))
    ]
    # The street that the block lies along comes first, then the longer one: corner lots are theirs. In
    # the Central City, whose blocks are about square, it is the lettered one: the alleys run beside it.
    sides.sort(
        key=lambda each: (-round(each.inside, 1), -_lengths(each), not _level(each.line), each.stretch.name)
    )
    taken: list[Quad] = []
    faces = []
    for side in sides:
        mine = [each for each in houses if _belongs(each, side, flat)]
        face = _face(side, mine, [] if mine else _lots(side, corners, taken, barred), flat, walls)
        if face.lots or face.houses:
            faces.append(face)
    return BlockPlan(name, ring, tuple(in_order(faces)), tuple(houses), tuple(buildings))


def around(base: BaseMap, block: addresses.Block, near: Point) -> tuple[Point, ...]:
    """Give an outline around a hundred-block that has none of its own; () where no street has it.

    Of several streets of that name, that of the stretch nearest to a point.
    """
    streets = {street for key, street, _name in base.spellings() if key == block.street.key}
    found = [
        each
        for street in sorted(streets)
        for each in base.stretches(street, block.hundred, block.hundred + 99)
        if any(_hundred(side) == block.hundred for side in (each.left, each.right))
    ]
    if not found:
        return ()
    first = min(found, key=lambda each: to_earth(*each.points[0]).metres_to(near))
    flat = _Ground(to_earth(*first.points[0]))
    spots = [
        flat.at(to_earth(*spot)) for each in found if each.street == first.street for spot in each.points
    ]
    start, end = max(((a, b) for a in spots for b in spots), key=lambda pair: math.dist(*pair))
    along = math.dist(start, end) or 1.0
    east, north = (end[0] - start[0]) / along, (end[1] - start[1]) / along
    reach = _FRONT_M + DEPTH_M + 1
    corners = ((start, reach), (end, reach), (end, -reach), (start, -reach))
    return tuple(flat.earth((x - north * off, y + east * off)) for (x, y), off in corners)


def _hundred(side: Numbers | None) -> int | None:
    return None if side is None else min(side.first, side.last) // 100 * 100


class _Ground(Flat):
    """A plane in metres, and the way back from it."""

    def earth(self, spot: Spot) -> Point:
        """Give the point for metres east and north."""
        lat = self._middle.lat + spot[1] / self.metres_north
        return Point(round(lat, 7), round(self._middle.lon + spot[0] / self.metres_east, 7))


def _known(base: BaseMap, ring: Sequence[Point]) -> tuple[list[House], list[tuple[Point, ...]]]:
    """Give the houses with a number that map files tell of, and outlines without one, within the outline."""
    found: list[House] = []
    buildings: list[tuple[Point, ...]] = []
    for drawn in base.drawn(outlines.box_of(ring), _CLOSE):
        match = _NUMBER.match(drawn.name)
        if drawn.kind not in (Kind.BUILDING, Kind.SPOT) or (match is None and drawn.kind is Kind.SPOT):
            continue
        points = tuple(to_earth(*spot) for spot in drawn.points)
        if match is None:
            if any(outlines.holds(ring, point.lat, point.lon) for point in points):
                buildings.append(points)
            continue
        house = House(match[1], outlines.middle(points) if len(points) > 2 else points[0])
        if drawn.kind is Kind.BUILDING:
            house = replace(house, outline=points)
        if outlines.holds(ring, house.point.lat, house.point.lon):
            found.append(house)
    # An outline says more than a spot of the same number, as two files tell of one house.
    found.sort(key=lambda each: (_digits(each.number), each.number, not each.outline))
    kept: list[House] = []
    for house in found:
        last = kept[-1] if kept else None
        if last is None or last.number != house.number or last.point.metres_to(house.point) > _NEAREST_M:
            kept.append(house)
    return kept, buildings


def _digits(number: str) -> int:
    return int(re.match(r"\d+", number)[0])  # type: ignore[index]  # a house's number begins with one


def _sides(base: BaseMap, ring: Sequence[Point], flat: _Ground, corners: Sequence[Spot]) -> Iterable[_Side]:
    box = outlines.box_of(ring)
    up, across = _BEYOND_M / flat.metres_north, _BEYOND_M / flat.metres_east
    wide = Box(box.south - up, box.west - across, box.north + up, box.east + across)
    for stretch in base.stretches_in(wide):
        line = [flat.at(to_earth(*spot)) for spot in stretch.points]
        room = geometry.length(line)
        both = [_Side(stretch, _NO_NUMBERS, left, line, 0.0) for left in (True, False)]
        inside = min(
            sum(geometry.inside(_off(side, room * share, _WITHIN_M), [corners]) for share in _SHARES)
            for side in both
        ) / len(_SHARES)
        for numbers, left in ((stretch.left, True), (stretch.right, False)):
            if numbers is not None:
                yield _Side(stretch, numbers, left, line, inside)


def _lengths(side: _Side) -> int:
    """Give the length in steps of 30 m, so that it decides where it differs much."""
    return round(geometry.length(side.line) / 30)


def _level(line: Sequence[Spot]) -> bool:
    """Say whether a street runs more from east to west than from north to south."""
    return abs(line[-1][0] - line[0][0]) >= abs(line[-1][1] - line[0][1])


def _belongs(house: House, side: _Side, flat: _Ground) -> bool:
    """Say whether a house stands on this side: by its number, and near enough."""
    if not numbering.holds(side.numbers, _digits(house.number)):
        return False
    far, _share, left = _beside(flat.at(house.point), side.line)
    return far < _NEAREST_M and left == side.left


def _beside(spot: Spot, line: Sequence[Spot]) -> tuple[float, float, bool]:
    # `numbering.beside` counts y southward, these metres count it northward.
    return numbering.beside((spot[0], -spot[1]), [(x, -y) for x, y in line])


def _lots(
    side: _Side, corners: Sequence[Spot], taken: list[Quad], barred: Sequence[Sequence[Spot]]
) -> list[tuple[Quad, float]]:
    """Rule one side into lots within the block, with their place along it; none on another or on a line."""
    room = geometry.length(side.line)
    usable = room - 2 * _CORNER_M
    if usable < LOT_M:
        return []
    count = max(1, round(usable / LOT_M))
    found = []
    for i in range(count):
        start, end = _CORNER_M + usable * i / count, _CORNER_M + usable * (i + 1) / count
        quad = _quad(side, start, end, _depth(side, start, end, corners))
        if quad is None or any(_overlap(quad, other) for other in taken):
            continue
        if not any(_crosses(line, quad) for line in barred):
            found.append((quad, (i + 0.5) / count))
    # A single lot between the gardens of others is no house's front.
    if len(found) < min(2, count):
        return []
    taken += [quad for quad, _share in found]
    return found


def _depth(side: _Side, start: float, end: float, corners: Sequence[Spot]) -> float:
    """Give how deep a lot can be before it leaves the block."""
    depth = 0.0
    while depth < DEPTH_M:
        step = depth + 2.0
        for way in (start + 0.5, (start + end) / 2, end - 0.5):
            if not geometry.inside(_off(side, way, _FRONT_M + step), [corners]):
                return depth
        depth = step
    return depth


def _off(side: _Side, way: float, off: float) -> Spot:
    """Give the spot so far along a side and so many metres off its street."""
    x, y = geometry.along(side.line, way)
    a, b = geometry.along(side.line, max(0.0, way - 2)), geometry.along(side.line, way + 2)
    step = math.dist(a, b) or 1.0
    turn = off if side.left else -off
    return x - (b[1] - a[1]) / step * turn, y + (b[0] - a[0]) / step * turn


_LEAST_DEPTH_M = 8.0


def _quad(side: _Side, start: float, end: float, depth: float) -> Quad | None:
    if depth < _LEAST_DEPTH_M:
        return None
    return (
        _off(side, start, _FRONT_M),
        _off(side, end, _FRONT_M),
        _off(side, end, _FRONT_M + depth),
        _off(side, start, _FRONT_M + depth),
    )


def _overlap(one: Quad, other: Quad) -> bool:
    """Say whether two convex pieces share ground (separating axes; a common edge is none)."""
    for quad in (one, other):
        for a, b in zip(quad, (*quad[1:], quad[0]), strict=True):
            normal = (b[1] - a[1], a[0] - b[0])
            mine = [normal[0] * x + normal[1] * y for x, y in one]
            theirs = [normal[0] * x + normal[1] * y for x, y in other]
            slack = 0.3 * math.hypot(*normal)
            if max(mine) <= min(theirs) + slack or max(theirs) <= min(mine) + slack:
                return False
    return True


def _stands_on(walls: Sequence[Spot], quad: Quad) -> bool:
    """Say whether a building shares ground with a lot."""
    return any(geometry.inside(corner, [walls]) for corner in quad) or _crosses((*walls, walls[0]), quad)


def _crosses(line: Sequence[Spot], quad: Quad) -> bool:
    """Say whether a line runs through a lot, perhaps without a corner in it: looked at every metre."""
    left, right = min(x for x, _y in quad), max(x for x, _y in quad)
    low, high = min(y for _x, y in quad), max(y for _x, y in quad)
    return any(
        geometry.inside((a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps), [quad])
        for a, b in pairwise(line)
        if max(a[0], b[0]) >= left and min(a[0], b[0]) <= right
        if max(a[1], b[1]) >= low and min(a[1], b[1]) <= high
        for steps in (max(1, math.ceil(math.dist(a, b))),)
        for i in range(steps + 1)
    )


def _face(
    side: _Side,
    houses: Sequence[House],
    lots: Sequence[tuple[Quad, float]],
    flat: _Ground,
    walls: Sequence[Sequence[Spot]],
) -> Face:
    numbers = side.numbers
    ruled = []
    for quad, share in lots:
        corners = tuple(flat.earth(spot) for spot in quad)
        number = numbering.number_at(numbers, share)
        built = any(_stands_on(each, quad) for each in walls)
        ruled.append(Lot(number, (corners[0], corners[1], corners[2], corners[3]), built))
    room = geometry.length(side.line)
    middle, off = geometry.along(side.line, room / 2), _off(side, room / 2, 10.0)
    return Face(
        street_name(side.stretch.name),
        _facing(off[0] - middle[0], off[1] - middle[1]),
        min(numbers.first, numbers.last),
        max(numbers.first, numbers.last),
        tuple(sorted(ruled, key=lambda each: each.number)),
        tuple(houses),
    )


def _facing(east: float, north: float) -> Facing:
    if abs(north) >= abs(east):
        return Facing.NORTH if north > 0 else Facing.SOUTH
    return Facing.EAST if east > 0 else Facing.WEST
