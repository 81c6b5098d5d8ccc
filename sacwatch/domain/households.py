"""The homes of the watch: what the people who live there told about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sacwatch.domain import consents, texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.consents import Consent, ConsentDraft
from sacwatch.domain.errors import Problems
from sacwatch.domain.places import NOWHERE, Place, PlaceDraft
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.places import settle as settle_place
from sacwatch.domain.records import Record, Stamp

MOST_PEOPLE = 99
LONGEST_AWAY_DAYS = 366


@dataclass(frozen=True, kw_only=True)
class HouseholdVehicle:
    """A car that belongs to a home."""

    colour: str = kept(Shows.PERSON, default="")
    make: str = kept(Shows.PERSON, default="")
    model: str = kept(Shows.PERSON, default="")
    plate: str = kept(Shows.PERSON, default="")


@dataclass(frozen=True, kw_only=True)
class Vacation:
    """Days on which nobody is at home and the watch was asked to look at the house; both ends included."""

    id: str = kept(Shows.NEVER)
    first_day: date = kept(Shows.GUARDED)
    last_day: date = kept(Shows.GUARDED)
    key_holder: str = kept(Shows.GUARDED, default="")
    """Who has the key on these days, where it is not the household's usual key holder."""
    asked_on: date | None = kept(Shows.GUARDED, default=None)
    note: str = kept(Shows.GUARDED, default="")

    def holds(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, kw_only=True)
class Household(Record):
    """One home."""

    place: Place = kept(Shows.PERSON, default=NOWHERE)
    block_id: str | None = kept(Shows.NEVER, default=None)
    """The watch's block in which it lies; a block that is gone counts as none."""
    block_chosen: bool = kept(Shows.NEVER, default=False)
    """Whether the captain chose the block; else it follows from the outlines of the blocks."""
    people: int | None = kept(Shows.PERSON, default=None)
    pets: str = kept(Shows.PERSON, default="")
    vehicles: tuple[HouseholdVehicle, ...] = kept(Shows.PERSON, default=())
    utilities: str = kept(Shows.GUARDED, default="")
    special_needs: str = kept(Shows.GUARDED, default="")
    key_holder: str = kept(Shows.GUARDED, default="")
    vacations: tuple[Vacation, ...] = kept(Shows.GUARDED, default=())
    """By their first day."""
    consents: tuple[Consent, ...] = kept(Shows.CAPTAIN, default=())
    confirmed_on: date | None = kept(Shows.CAPTAIN, default=None)
    """When the people last said that this entry is right."""
    active: bool = kept(Shows.PERSON, default=True)
    """A household that moved away is not active: out of every list, still in the history."""

    def vacation_on(self, day: date) -> Vacation | None:
        """Give the vacation that a day belongs to, or None."""
        return next((each for each in self.vacations if each.holds(day)), None)


@dataclass(frozen=True)
class HouseholdVehicleDraft:
    colour: str = ""
    make: str = ""
    model: str = ""
    plate: str = ""


@dataclass(frozen=True)
class VacationDraft:
    """Blank `asked_on` is the day it is entered; an `id` that is blank is given by the service."""

    id: str = ""
    first_day: str = ""
    last_day: str = ""
    key_holder: str = ""
    asked_on: str = ""
    note: str = ""


@dataclass(frozen=True)
class HouseholdDraft:
    """A household as its form holds it."""

    place: PlaceDraft = PlaceDraft()
    block_id: str | None = None
    block_chosen: bool = False
    people: str = ""
    pets: str = ""
    vehicles: tuple[HouseholdVehicleDraft, ...] = ()
    utilities: str = ""
    special_needs: str = ""
    key_holder: str = ""
    vacations: tuple[VacationDraft, ...] = ()
    consents: tuple[ConsentDraft, ...] = ()
    confirmed_on: str = ""
    active: bool = True
    note: str = ""


def settle(
    draft: HouseholdDraft, stamp: Stamp, *, today: date | None = None, past: Household | None = None
) -> Household:
    """Give the household a draft means; raises `Invalid` with every problem by field.

    `today` says what "yesterday" and a day without a year mean; the day of the stamp (UTC) where it
    is not given.
    """
    problems = Problems()
    today = today or stamp.now.date()
    people, wrong = texts.number(draft.people, low=0, high=MOST_PEOPLE)
    problems.put("people", wrong)
    place = settle_place(draft.place, "place", problems)
    if not place:
        problems.add("place", "problem.needed")
    household = Household(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        place=place,
        block_id=draft.block_id,
        block_chosen=draft.block_chosen and draft.block_id is not None,
        people=None if people is None else int(people),
        pets=texts.line(draft.pets, "pets", problems),
        vehicles=_vehicles(draft.vehicles, problems),
        utilities=texts.words(draft.utilities, "utilities", problems),
        special_needs=texts.words(draft.special_needs, "special_needs", problems),
        key_holder=texts.line(draft.key_holder, "key_holder", problems),
        vacations=_vacations(draft.vacations, today, problems),
        consents=consents.settle(draft.consents, Household, today, problems),
        confirmed_on=times.past_day(draft.confirmed_on, today, "confirmed_on", problems),
        active=draft.active,
    )
    problems.settle()
    return household


def _vehicles(drafts: tuple[HouseholdVehicleDraft, ...], problems: Problems) -> tuple[HouseholdVehicle, ...]:
    found = []
    for place, draft in enumerate(drafts):
        where = f"vehicles.{place}"
        vehicle = HouseholdVehicle(
            colour=texts.name(draft.colour, f"{where}.colour", problems),
            make=texts.name(draft.make, f"{where}.make", problems),
            model=texts.name(draft.model, f"{where}.model", problems),
            plate=texts.name(draft.plate, f"{where}.plate", problems).upper(),
        )
        if vehicle != HouseholdVehicle():
            found.append(vehicle)
    return tuple(found)


def _vacations(drafts: tuple[VacationDraft, ...], today: date, problems: Problems) -> tuple[Vacation, ...]:
    found = []
    for place, draft in enumerate(drafts):
        where = f"vacations.{place}"
        key_holder = texts.line(draft.key_holder, f"{where}.key_holder", problems)
        note = texts.words(draft.note, f"{where}.note", problems)
        if not (draft.first_day.strip() or draft.last_day.strip() or key_holder or note):
            continue
        first = times.coming_day(draft.first_day, today, f"{where}.first_day", problems, needed=True)
        # "12/20 to 1/3": the second day is the next one of that name after the first.
        last = times.coming_day(draft.last_day, first or today, f"{where}.last_day", problems, needed=True)
        asked_on = times.past_day(draft.asked_on, today, f"{where}.asked_on", problems) or today
        if first is None or last is None:
            continue
        if last < first:
            problems.add(f"{where}.last_day", "problem.back_before_leaving")
        elif (last - first).days > LONGEST_AWAY_DAYS:
            problems.add(f"{where}.last_day", "problem.away_too_long")
        found.append(
            Vacation(
                id=draft.id,
                first_day=first,
                last_day=last,
                key_holder=key_holder,
                asked_on=asked_on,
                note=note,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.first_day, each.last_day, each.id)))


def draft_of(household: Household) -> HouseholdDraft:
    """Give the draft that settles to this household again."""
    return HouseholdDraft(
        place=place_draft_of(household.place),
        block_id=household.block_id,
        block_chosen=household.block_chosen,
        people="" if household.people is None else str(household.people),
        pets=household.pets,
        vehicles=tuple(
            HouseholdVehicleDraft(each.colour, each.make, each.model, each.plate)
            for each in household.vehicles
        ),
        utilities=household.utilities,
        special_needs=household.special_needs,
        key_holder=household.key_holder,
        vacations=tuple(
            VacationDraft(
                each.id,
                each.first_day.isoformat(),
                each.last_day.isoformat(),
                each.key_holder,
                times.day_text(each.asked_on),
                each.note,
            )
            for each in household.vacations
        ),
        consents=consents.drafts_of(household.consents),
        confirmed_on=times.day_text(household.confirmed_on),
        active=household.active,
        note=household.note,
    )
