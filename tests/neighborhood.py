"""Puts very many homes and people into a file in one step: for what must be quick with them to look at."""

from __future__ import annotations

import dataclasses
import random
from datetime import timedelta
from typing import Any

from sacwatch.domain import households, members
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.households import HouseholdDraft, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.members import MemberDraft, PhoneDraft, TrainingDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.watches import BlockDraft
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.services import watches
from sacwatch.services.households import block_of, outlines_of
from sacwatch.store.work import Work
from tests.making import TODAY

SOUTH, WEST = 38.560, -121.500
_STEP = 0.0012
_ACROSS = 10
_LANGUAGES = ("", "", "", "Spanish", "Hmong", "Vietnamese", "Russian")


def draw_blocks(work: Work, count: int = 100) -> None:
    """Give the watch a field of square blocks, ten across, in place of those it has."""
    drafts = []
    for number in range(count):
        south, west = SOUTH + number // _ACROSS * _STEP, WEST + number % _ACROSS * _STEP
        north, east = south + _STEP, west + _STEP
        corners = ((south, west), (south, east), (north, east), (north, west))
        drafts.append(BlockDraft(name=f"Block {number}", outline=tuple(Point(*each) for each in corners)))
    draft = dataclasses.replace(watch_draft_of(watches.get(work)), blocks=tuple(drafts))
    watches.change(work, draft, today=TODAY)


def fill(work: Work, homes: int, people: int, *, seed: int = 4) -> None:
    """Add homes in the blocks, and people who live in them; one home in a hundred is away today."""
    chance = random.Random(seed)
    outlines = outlines_of(work)
    ids = [_home(work, chance, number, outlines) for number in range(homes)]
    for number in range(people):
        _person(work, chance, number, ids[number % homes])


def _home(work: Work, chance: random.Random, number: int, outlines: Any) -> str:
    point = (SOUTH + chance.random() * 10 * _STEP, WEST + chance.random() * 10 * _STEP)
    away: tuple[VacationDraft, ...] = ()
    if number % 10 == 0:
        first = TODAY + timedelta(days=-3 if number % 100 == 0 else -400 + number % 300)
        away = (VacationDraft(work.new_id(), str(first), str(first + timedelta(days=9))),)
    asked = (ConsentDraft("place", "block_captains", "2026-01-01"),) if number % 3 else ()
    draft = HouseholdDraft(
        place=PlaceDraft(f"{100 + number} {chr(65 + number % 20)} St", *point, "map"),
        people=str(number % 6),
        vehicles=(HouseholdVehicleDraft("blue", "Toyota", "Corolla", f"8ABC{number:03}"),),
        vacations=away,
        consents=asked,
        confirmed_on=str(TODAY - timedelta(days=number * 3 % 400)),
    )
    household = households.settle(draft, work.stamp(work.new_id()), today=TODAY)
    household = dataclasses.replace(household, block_id=block_of(outlines, household.place.point))
    work.households.add(household)
    return household.id


def _person(work: Work, chance: random.Random, number: int, home: str) -> None:
    draft = MemberDraft(
        name=f"{chr(65 + number % 26)}person Surname{number}",
        phones=(PhoneDraft(f"(916) 555-{number % 10000:04}"),),
        email=f"person{number}@example.org",
        household_id=home,
        roles=("patroller",) if number % 50 == 0 else (),
        language=chance.choice(_LANGUAGES),
        skills=("cert",) if number % 9 == 0 else (),
        trainings=(TrainingDraft("CPR", "", str(TODAY + timedelta(days=number % 700))),)
        if number % 50 == 0
        else (),
        consents=(ConsentDraft("name", "members", "2026-01-01"),) if number % 2 else (),
    )
    member = members.settle(draft, work.stamp(work.new_id()), today=TODAY)
    work.members.add(member)
