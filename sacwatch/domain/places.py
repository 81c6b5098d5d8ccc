"""Where something is: the words as given and, where known, a WGS 84 point."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sacwatch.domain import addresses, texts
from sacwatch.domain.addresses import StreetOnly
from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.errors import Problems
from sacwatch.domain.streetnames import Street

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""

FEET_PER_METRE = 1 / 0.3048


class Fix(StrEnum):
    """How a place got its point, which says how far to trust it."""

    ADDRESS = "address"
    BLOCK = "block"
    CROSSING = "crossing"
    MAP = "map"
    PHOTO = "photo"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Point:
    """A WGS 84 point; latitude before longitude, degrees, north and east positive."""

    lat: float
    lon: float

    def metres_to(self, other: Point) -> float:
        """Give the great-circle distance in metres (haversine formula)."""
        a, b = math.radians(self.lat), math.radians(other.lat)
        half = (
            math.sin((b - a) / 2) ** 2
            + math.cos(a) * math.cos(b) * math.sin(math.radians(other.lon - self.lon) / 2) ** 2
        )
        return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True)
class Place:
    """A place as given in words, with its point where it has one."""

    text: str = ""
    point: Point | None = None
    fix: Fix = Fix.NONE

    def __bool__(self) -> bool:
        return bool(self.text) or self.point is not None


NOWHERE = Place()


@dataclass(frozen=True)
class PlaceDraft:
    """A place as a form holds it: the typed text, and the point that was picked for it, if any."""

    text: str = ""
    lat: float | None = None
    lon: float | None = None
    fix: str = "none"


def settle(draft: PlaceDraft, where: str, problems: Problems) -> Place:
    """Give the place a draft means; a point off the Earth is a problem."""
    text = texts.line(draft.text, where, problems)
    if draft.lat is None or draft.lon is None:
        return Place(text)
    on_earth = math.isfinite(draft.lat) and math.isfinite(draft.lon)
    if not on_earth or abs(draft.lat) > 90 or abs(draft.lon) > 180:
        problems.add(where, "problem.point_off_earth")
        return Place(text)
    # Seven decimals are a centimetre; more is noise that makes equal places differ.
    return Place(text, Point(round(draft.lat, 7), round(draft.lon, 7)), Fix(draft.fix))


def draft_of(place: Place) -> PlaceDraft:
    """Give the draft that settles to this place again."""
    if place.point is None:
        return PlaceDraft(place.text)
    return PlaceDraft(place.text, place.point.lat, place.point.lon, place.fix.value)


class Gazetteer(Protocol):
    """Knows which names are surely those of streets and neighborhoods, and not of people."""

    def knows_street(self, street: Street) -> bool:
        """Say whether there is such a street."""
        ...

    def knows_area(self, name: str) -> bool:
        """Say whether there is a neighborhood, park or town of this name."""
        ...


class Familiar:
    """What is surely a street or a town without a map."""

    def knows_street(self, street: Street) -> bool:
        return street.is_familiar

    def knows_area(self, name: str) -> bool:
        return name.casefold().strip(" .") in _TOWNS


_TOWNS = frozenset({"sacramento", "west sacramento", "ca", "calif", "california", "sacramento ca", "usa"})
FAMILIAR = Familiar()


def reduced(place: Place, audience: Audience, gazetteer: Gazetteer = FAMILIAR) -> Place:
    """Give the place as this audience may see it: exact, or its hundred-block or crossing, or nothing.

    Words that are neither an address, a hundred-block nor a crossing of streets that the gazetteer
    knows could name a person's home and are left out for those who may not see the exact place.
    """
    if exact_place(audience) or not place:
        return place
    block = addresses.hundred_block(place.text, gazetteer.knows_street)
    if block is None:
        return NOWHERE
    point = _rounded(place.point)
    return Place(block, point, Fix.BLOCK if point else Fix.NONE)


def reduced_area(place: Place, audience: Audience, gazetteer: Gazetteer = FAMILIAR) -> Place:
    """Give where a watch is as this audience may see it: exact for the captain alone.

    For all others an address is its hundred-block, names of streets, neighborhoods and towns stay, and
    every other word goes.
    """
    if audience is Audience.CAPTAIN or not place:
        return place
    parts = [part.strip() for part in place.text.split(",")]
    told = [_area_words(part, gazetteer) for part in parts if part]
    point = _rounded(place.point)
    return Place(", ".join(filter(None, told)), point, Fix.BLOCK if point else Fix.NONE)


def _area_words(text: str, gazetteer: Gazetteer) -> str:
    block = addresses.hundred_block(text, gazetteer.knows_street)
    if block is not None:
        return block
    street = addresses.parse(text)
    if isinstance(street, StreetOnly) and gazetteer.knows_street(street.street):
        return str(street)
    return text if gazetteer.knows_area(text) else ""


def _rounded(point: Point | None) -> Point | None:
    # A thousandth of a degree is about a hundred-block (111 m by 87 m at Sacramento).
    return None if point is None else Point(round(point.lat, 3), round(point.lon, 3))
