"""How a block and its houses are drawn: lots to write on, house numbers, outlines that are known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sacwatch.domain import outlines
from sacwatch.domain.blockmaps import BlockPlan, Face, House, Lot
from sacwatch.domain.drawing import Area, Label, Lines, Mark, Pen, Shape, Spot, Style, Symbol
from sacwatch.domain.outlines import Flat
from sacwatch.domain.places import Point
from sacwatch.i18n import _
from sacwatch.maps import signs
from sacwatch.maps.lettering import Circle, text_width
from sacwatch.maps.turning import Turned

_MARGIN_M = 15.0
_NUMBER, _LEAST_NUMBER = 10.5, 5.5
_NAME, _LEAST_NAME = 9.0, 5.5
_LINE = 58.0
"""Units of the line to write on beside a house whose outline is not known."""
_UPWARDS = 88.0
_MOST_UNITS_A_METRE = 8.0


_WORTH_TURNING = 1.15


def window(plan: BlockPlan, width: float, height: float) -> Turned:
    """Give the window that shows a block as large as can be, turned so that its streets run level.

    It is turned by no more than 45 degrees, unless by more the block becomes much larger.
    """
    angle = _angle(plan, Flat(outlines.box_of(plan.outline).middle))
    one = _window(plan, width, height, angle)
    other = _window(plan, width, height, angle - 90 if angle > 0 else angle + 90)
    return other if one.metres > other.metres * _WORTH_TURNING else one


def _window(plan: BlockPlan, width: float, height: float, angle: float) -> Turned:
    flat = Flat(outlines.box_of(plan.outline).middle)
    spots = [flat.at(point) for point in plan.outline]
    spots += [flat.at(corner) for face in plan.faces for lot in face.lots for corner in lot.corners]
    # Screens count clockwise with y down; these metres count north up.
    turn = math.radians(-angle)
    turned = [
        (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)) for x, y in spots
    ]
    left, right = min(x for x, _y in turned) - _MARGIN_M, max(x for x, _y in turned) + _MARGIN_M
    low, high = min(y for _x, y in turned) - _MARGIN_M, max(y for _x, y in turned) + _MARGIN_M
    metres = max((right - left) / width, (high - low) / height, 1 / _MOST_UNITS_A_METRE)
    x, y = (left + right) / 2, (low + high) / 2
    east, north = x * math.cos(-turn) - y * math.sin(-turn), x * math.sin(-turn) + y * math.cos(-turn)
    at = outlines.box_of(plan.outline).middle
    middle = Point(at.lat + north / flat.metres_north, at.lon + east / flat.metres_east)
    return Turned(middle, angle, metres, width, height)


def _angle(plan: BlockPlan, flat: Flat) -> float:
    """Give by how many degrees clockwise to turn, 45 at most."""
    steps: list[tuple[float, float]] = []
    for face in plan.faces:
        steps += [_step(flat.at(lot.corners[0]), flat.at(lot.corners[1])) for lot in face.lots]
    if not steps:
        ring = [flat.at(point) for point in plan.outline]
        steps = [_step(a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    # Directions that differ by a right angle fall together when taken four times.
    x = sum(math.hypot(*step) * math.cos(4 * math.atan2(step[1], step[0])) for step in steps)
    y = sum(math.hypot(*step) * math.sin(4 * math.atan2(step[1], step[0])) for step in steps)
    return math.degrees(math.atan2(y, x)) / 4


def _step(a: Spot, b: Spot) -> tuple[float, float]:
    return b[0] - a[0], b[1] - a[1]


def marks(plan: BlockPlan, turned: Turned, style: Style) -> list[Mark]:
    """Give a block's outline, lots, houses and house numbers."""
    ring = tuple(turned.at(point) for point in plan.outline)
    walls = tuple(tuple(turned.at(point) for point in each) for each in plan.buildings)
    found: list[Mark] = [Area((each,), "#ececec", Pen("#333333", 0.8)) for each in walls]
    for face in plan.faces:
        found += _face(face, turned)
    for house in plan.houses:
        found += _house(house, turned)
    if ring:
        pen = signs.block_pen(style)
        found.append(Lines(((*ring, ring[0]),), pen))
    return found


def taken(plan: BlockPlan, turned: Turned) -> list[Circle]:
    """Give the ground that the houses and lots take, which the names of the streets keep off."""
    spots = [turned.at(house.point) for house in plan.houses]
    for face in plan.faces:
        for lot in face.lots:
            quad = [turned.at(corner) for corner in lot.corners]
            spots += [
                _between(_between(quad[0], quad[1], across), _between(quad[3], quad[2], across), deep)
                for across in (0.25, 0.75)
                for deep in (0.1, 0.35, 0.6, 0.85)
            ]
    radius = 2.8 / turned.metres
    return [(x, y, radius) for x, y in spots]


def _between(a: Spot, b: Spot, share: float) -> Spot:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _face(face: Face, turned: Turned) -> Iterator[Mark]:
    quads = [(lot, [turned.at(corner) for corner in lot.corners]) for lot in face.lots]
    if not quads:
        return
    pen = Pen("#6a6a6a", 0.7)
    ruled = [tuple(quad) for lot, quad in quads if not lot.built]
    if ruled:
        yield Area(tuple(ruled), "#ffffff")
    for ring in ruled:
        yield Lines(((*ring, ring[0]),), pen)
    room = min(math.dist(quad[0], quad[1]) for _lot, quad in quads)
    size = _NUMBER
    while size > _LEAST_NUMBER and any(text_width(_said(lot), size) > room * 0.92 for lot, _q in quads):
        size -= 0.5
    every = max(1, math.ceil(max(text_width(_said(lot), size) for lot, _q in quads) / room))
    for place, (lot, quad) in enumerate(quads):
        if place % every == 0 or lot.known:
            yield _number(lot, quad, size)
        yield from _residents(lot, quad)


def _said(lot: Lot) -> str:
    return lot.known or _("~{number}").format(number=lot.number)


def _number(lot: Lot, quad: Sequence[Spot], size: float) -> Label:
    """Put a lot's number at its front, in the direction of the street."""
    front, back = _between(quad[0], quad[1], 0.5), _between(quad[3], quad[2], 0.5)
    deep = math.dist(front, back) or 1.0
    halo = "#ffffff" if lot.built else ""
    across = text_width(_said(lot), size) <= math.dist(quad[0], quad[1])
    # In a lot too narrow for its number, it stands along the depth.
    away = size * 0.85 if across else text_width(_said(lot), size) * 0.6
    x, y = _between(front, back, min(0.5, away / deep))
    angle = _upright(quad[0], quad[1]) if across else _upright(front, back)
    if lot.known:
        return Label(lot.known, round(x, 2), round(y, 2), size, "#000000", halo, angle, bold=True)
    return Label(_said(lot), round(x, 2), round(y, 2), size, "#444444", halo, angle, italic=True)


def _residents(lot: Lot, quad: Sequence[Spot]) -> Iterator[Label]:
    """Put who lives on a lot behind its number, along its depth: there is the room for a name."""
    told = [each for each in lot.told if each]
    front, back = _between(quad[0], quad[1], 0.5), _between(quad[3], quad[2], 0.5)
    deep = math.dist(front, back) or 1.0
    begin = min(0.5, _NUMBER * 1.9 / deep)
    angle = _upright(front, back)
    largest = math.dist(quad[0], quad[1]) / (1.35 * max(1, len(told)))
    if largest < _LEAST_NAME:
        told = told[:1]  # the list of the houses has the rest
        largest = math.dist(quad[0], quad[1]) / 1.35
    if largest < _LEAST_NAME:
        return
    for line, each in enumerate(told):
        words, size = _fitted(each, deep * (1 - begin) * 0.96, min(_NAME, largest))
        across = 0.5 if len(told) == 1 else (0.36, 0.68)[line]
        near = _between(quad[0], quad[1], across), _between(quad[3], quad[2], across)
        x, y = _between(*near, (1 + begin) / 2)
        yield Label(words, round(x, 2), round(y, 2), size, "#000000", "", angle)


def _fitted(words: str, room: float, size: float = _NAME) -> tuple[str, float]:
    """Give words and a size at which they fit a room; what is too long even when small ends in dots."""
    while size > _LEAST_NAME and text_width(words, size) > room:
        size -= 0.5
    if text_width(words, size) <= room:
        return words, size
    while words and text_width(f"{words}…", size) > room:
        words = words[:-1]
    return f"{words.rstrip(' ,')}…", size


def _upright(a: Spot, b: Spot) -> float:
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    if angle > _UPWARDS or angle <= _UPWARDS - 180:
        angle += 180 if angle <= _UPWARDS - 180 else -180
    return round(angle, 1)


def _house(house: House, turned: Turned) -> Iterator[Mark]:
    x, y = turned.at(house.point)
    if house.outline:
        ring = tuple(turned.at(point) for point in house.outline)
        yield Area((ring,), "#ececec", Pen("#333333", 0.8))
        yield Label(house.number, x, y, _NUMBER, "#000000", "#ffffff", bold=True)
        yield from _told(house, x, y + _NUMBER)
        return
    yield Symbol(Shape.SQUARE, x, y, 6.0, "#000000")
    yield Label(house.number, x, y - 9.5, _NUMBER, "#000000", "#ffffff", bold=True)
    if house.told:
        yield from _told(house, x, y + _NUMBER)
        return
    yield Lines((((x - _LINE / 2, y + 15.0), (x + _LINE / 2, y + 15.0)),), Pen("#6a6a6a", 0.6))


def _told(house: House, x: float, y: float) -> Iterator[Label]:
    """Put who lives in a house beneath its number."""
    for line, told in enumerate(each for each in house.told if each):
        words, size = _fitted(told, _LINE)
        yield Label(words, x, y + line * _NAME * 1.3, size, "#000000", "#ffffff")
