"""Which house or lot of a block map each household of the watch belongs to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sacwatch.domain import outlines
from sacwatch.domain.blockmaps import BlockPlan, Face, Home, House, Lot
from sacwatch.domain.outlines import Flat, Within
from sacwatch.domain.places import Point

_NEAR_M = 90.0
"""How far the house that a map file tells of may be from where an address was found."""
_NUMBERS = 10
"""How far the number worked out for a lot may be from that of the house that stands there."""
_LOT_NUMBERS = 30
"""How far the number of a house may be from that of the one with which it shares a lot."""
_LEAST_M = 4.0
"""A lot that is narrower is parted no more: nobody could read what stands in it."""


def settled(plan: BlockPlan, homes: Sequence[Home]) -> BlockPlan:
    """Give the plan with its households: their true numbers, and what may be told of them.

    A household belongs to the house of its number, else to the lot of its street whose number is nearest,
    which is parted where another lives on it; one that has neither is a house of its own where its
    address was found.
    """
    inside = Within(plan.outline) if len(plan.outline) > 2 else None
    for home in homes:
        if home.block == plan.name or (
            not home.block and inside is not None and inside(home.point.lat, home.point.lon)
        ):
            plan = _with(plan, home)
    return plan


def _with(plan: BlockPlan, home: Home) -> BlockPlan:
    flat = Flat(outlines.box_of(plan.outline).middle)
    x, y = flat.at(home.point)
    for house in plan.houses:
        hx, hy = flat.at(house.point)
        if _same(house.number, home.number) and math.hypot(hx - x, hy - y) <= _NEAR_M:
            return _retold(plan, house, replace(house, told=_both(house.told, home.told)))
    face = next((each for each in plan.faces if _on(each, home)), None)
    if face is not None and face.lots:
        lots = _in_lots(face.lots, home)
        if lots is not None:
            return _with_face(plan, face, replace(face, lots=lots))
    new = House(number=home.number, point=home.point, told=home.told, street=home.street)
    if face is not None and not face.lots:
        houses = tuple(sorted((*face.houses, new), key=lambda each: _value(each.number)))
        plan = _with_face(plan, face, replace(face, houses=houses))
    return replace(plan, houses=(*plan.houses, new))


def _on(face: Face, home: Home) -> bool:
    number = _value(home.number)
    return (
        face.street.casefold() == home.street.casefold()
        and face.low <= number <= face.high
        and (number - face.low) % 2 == 0
    )


def _in_lots(lots: tuple[Lot, ...], home: Home) -> tuple[Lot, ...] | None:
    number = _value(home.number)
    for place, lot in enumerate(lots):
        if _same(lot.known, home.number):
            return _swapped(lots, place, replace(lot, told=_both(lot.told, home.told)))
    free = [
        place
        for place, lot in enumerate(lots)
        if not lot.known and not lot.told and abs(lot.number - number) <= _NUMBERS
    ]
    if free:
        place = min(free, key=lambda each: (abs(lots[each].number - number), each))
        return _swapped(lots, place, replace(lots[place], known=home.number, told=home.told))
    near = [place for place, lot in enumerate(lots) if abs(_shown(lot) - number) <= _LOT_NUMBERS]
    if not near:
        return None
    place = min(near, key=lambda each: (abs(_shown(lots[each]) - number), each))
    return _parted(lots, place, home)


def _shown(lot: Lot) -> int:
    return _value(lot.known) or lot.number


def _parted(lots: tuple[Lot, ...], place: int, home: Home) -> tuple[Lot, ...] | None:
    """Give the lots with one halved across its street, the lower number toward the lower ones."""
    lot = lots[place]
    left, right, back_right, back_left = lot.corners
    if left.metres_to(right) < _LEAST_M:
        return None
    front, back = _midway(left, right), _midway(back_left, back_right)
    halves = [(left, front, back, back_left), (front, right, back_right, back)]
    other = lots[place - 1 if place else 1] if len(lots) > 1 else None
    if other is not None:
        # First is the half that is nearer to the neighbor of lower number, or farther from that of a higher.
        beside = _midway(other.corners[0], other.corners[1])
        halves.sort(key=lambda each: _midway(each[0], each[1]).metres_to(beside), reverse=not place)
    new = replace(lot, number=_value(home.number), known=home.number, told=home.told)
    low, high = sorted((lot, new), key=_shown)
    return (
        *lots[:place],
        replace(low, corners=halves[0]),
        replace(high, corners=halves[1]),
        *lots[place + 1 :],
    )


def _midway(one: Point, other: Point) -> Point:
    return Point((one.lat + other.lat) / 2, (one.lon + other.lon) / 2)


def _swapped(lots: tuple[Lot, ...], place: int, lot: Lot) -> tuple[Lot, ...]:
    return (*lots[:place], lot, *lots[place + 1 :])


def _with_face(plan: BlockPlan, past: Face, face: Face) -> BlockPlan:
    return replace(plan, faces=tuple(face if each is past else each for each in plan.faces))


def _retold(plan: BlockPlan, past: House, house: House) -> BlockPlan:
    faces = tuple(
        replace(face, houses=tuple(house if each == past else each for each in face.houses))
        for face in plan.faces
    )
    return replace(plan, faces=faces, houses=tuple(house if each == past else each for each in plan.houses))


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Give what is told of two households in one house, such as two apartments."""
    if not one or not other:
        return one or other
    return tuple(", ".join(filter(None, pair)) for pair in zip(one, other, strict=True))


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _value(number: str) -> int:
    digits = "".join(char for char in number.split()[0] if char.isdigit()) if number.split() else ""
    return int(digits or 0)
