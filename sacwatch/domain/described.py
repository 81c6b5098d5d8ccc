"""Vehicles and persons as somebody described them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass

from sacwatch.domain import measures, texts
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems

PART_LIMIT = 50
_PLATE = re.compile(r"[A-Za-z0-9 .-]+")

HEIGHTS = tuple(range(48, 86, 2))
"""Lower ends, in inches, of the 2-inch bands of a person's height: 4'0" to 7'0"."""
WEIGHTS = tuple(range(80, 360, 10))
"""Lower ends, in pounds, of the 10-pound bands of a person's weight."""


@dataclass(frozen=True, kw_only=True)
class SeenVehicle:
    """A vehicle as somebody described it."""

    id: str = kept(Shows.NEVER)
    colour: str = kept(Shows.TELLING, default="")
    year: str = kept(Shows.TELLING, default="")
    make: str = kept(Shows.TELLING, default="")
    model: str = kept(Shows.TELLING, default="")
    body: str = kept(Shows.TELLING, default="")
    plate: str = kept(Shows.TELLING, default="")
    state: str = kept(Shows.TELLING, default="")
    other: str = kept(Shows.TELLING, default="")


@dataclass(frozen=True, kw_only=True)
class SeenPerson:
    """A person as somebody described them; height and weight are the lower ends of their bands."""

    id: str = kept(Shows.NEVER)
    height: int | None = kept(Shows.TELLING, default=None)
    """Inches, a 2-inch band."""
    weight: int | None = kept(Shows.TELLING, default=None)
    """Pounds, a 10-pound band."""
    build: str = kept(Shows.TELLING, default="")
    hair: str = kept(Shows.TELLING, default="")
    clothing: str = kept(Shows.TELLING, default="")
    """From the top down."""
    direction: str = kept(Shows.TELLING, default="")
    """Direction of travel."""
    race_as_described: str = kept(Shows.TELLING, default="")
    """Kept only beside at least two of clothing, height, build, hair and direction."""
    other: str = kept(Shows.TELLING, default="")


@dataclass(frozen=True)
class VehicleDraft:
    id: str = ""
    colour: str = ""
    year: str = ""
    make: str = ""
    model: str = ""
    body: str = ""
    plate: str = ""
    state: str = ""
    other: str = ""


@dataclass(frozen=True)
class PersonDraft:
    id: str = ""
    height: str = ""
    weight: str = ""
    build: str = ""
    hair: str = ""
    clothing: str = ""
    direction: str = ""
    race_as_described: str = ""
    other: str = ""


def vehicles(
    drafts: tuple[VehicleDraft, ...], new_id: Callable[[], str], problems: Problems
) -> tuple[SeenVehicle, ...]:
    """Give the vehicles that drafts mean; blank ones are left out."""
    found = []
    if len(drafts) > PART_LIMIT:
        problems.add("vehicles", "problem.too_many", limit=PART_LIMIT)
        return ()
    for place, draft in enumerate(drafts):
        where = f"vehicles.{place}"
        told = {
            field.name: texts.line(getattr(draft, field.name), f"{where}.{field.name}", problems)
            for field in dataclasses.fields(draft)
            if field.name != "id"
        }
        if told["year"]:
            _, problem = texts.number(told["year"], low=1885, high=2100)
            problems.put(f"{where}.year", problem)
        if any(told.values()):
            for field in ("plate", "state"):
                if _PLATE.fullmatch(told[field]) and (field == "plate" or len(told[field]) == 2):
                    told[field] = told[field].upper()
            found.append(SeenVehicle(id=draft.id or new_id(), **told))
    return tuple(found)


def persons(
    drafts: tuple[PersonDraft, ...], new_id: Callable[[], str], problems: Problems
) -> tuple[SeenPerson, ...]:
    """Give the persons that drafts mean; blank ones are left out."""
    found = []
    if len(drafts) > PART_LIMIT:
        problems.add("persons", "problem.too_many", limit=PART_LIMIT)
        return ()
    for place, draft in enumerate(drafts):
        where = f"persons.{place}"
        told = {
            name: texts.line(getattr(draft, name), f"{where}.{name}", problems)
            for name in ("build", "hair", "clothing", "direction", "race_as_described", "other")
        }
        height = _band(draft.height, HEIGHTS, measures.read_inches, f"{where}.height", problems)
        weight = _band(draft.weight, WEIGHTS, measures.read_pounds, f"{where}.weight", problems)
        beside = [texts.tells(told[name]) for name in ("clothing", "build", "hair", "direction")]
        if told["race_as_described"] and sum(beside) + bool(height) < 2:
            problems.add(f"{where}.race_as_described", "problem.race_alone")
        if any(told.values()) or height or weight:
            found.append(SeenPerson(id=draft.id or new_id(), height=height, weight=weight, **told))
    return tuple(found)


def _band(
    text: str,
    bands: tuple[int, ...],
    read: Callable[[str], int | None],
    where: str,
    problems: Problems,
) -> int | None:
    """Read the lower end of a band: a measure inside it counts for it, and so does "180 to 189 pounds"."""
    kept = measures.tidy(text)
    if not kept:
        return None
    found = [read(part) for part in kept.split(" to ")]
    step = bands[1] - bands[0]
    lows = {None if each is None else bands[0] + (each - bands[0]) // step * step for each in found}
    low, first = lows.pop(), found[0]
    if lows or low is None or first is None:
        unread = "problem.not_a_height" if bands is HEIGHTS else "problem.not_a_weight"
        problems.add(where, unread, text=kept[:40])
        return None
    _value, problem = texts.number(str(first), low=bands[0], high=bands[-1] + step - 1)
    problems.put(where, problem)
    return None if problem else low


def vehicle_draft(vehicle: SeenVehicle) -> VehicleDraft:
    """Give the draft that settles to this vehicle again."""
    return VehicleDraft(**dataclasses.asdict(vehicle))


def person_draft(person: SeenPerson) -> PersonDraft:
    """Give the draft that settles to this person again."""
    told = dataclasses.asdict(person)
    return PersonDraft(**{**told, "height": str(person.height or ""), "weight": str(person.weight or "")})
