"""The homes of the sample watch and what their people told: invented like the rest of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sacwatch.domain import households, members, watches
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.households import HouseholdDraft, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.members import Member, MemberDraft, PhoneDraft, Role, TrainingDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import phones
from sacwatch.services.households import block_of, outlines_of
from sacwatch.store.work import Work

Find = Callable[[str], PlaceDraft]
"""Gives an address by its words, with its point where it is known."""

_SECOND = (
    ("Imelda", "Ironwood", 3),
    ("Teo", "Northcutt", 6),
    ("Marisol", "Alder", 9),
    ("Kenji", "Dunmore", 12),
    ("Priscilla", "Valerian", 17),
    ("Bao", "Nguyễn-Marsh", 20),
)
"""Who lives with a member that patrols: names, and the place of that member among them."""

_NEIGHBORS = (
    ("Ottoline Barrowclough", "1611 Q St", "", "phone"),
    ("Ignacio and Flor Tamarind", "1625 Q St", "Spanish", "text"),
    ("Mrs. Wilhelmina Stavely", "1648 Q St", "", "paper"),
    ("Pa Houa Mirevang", "1714 P St", "Hmong", "phone"),
    ("Thanh Lakebrook", "1722 R St", "Vietnamese", "text"),
    ("Gennady Frostova", "1735 R St", "Russian", "phone"),
    ("Cleo Amberdown", "1752 P St", "", "email"),
    ("Rashid Penhallow", "1806 Q St", "", "email"),
    ("Lucía Campoverde", "1819 Q St", "Spanish", "phone"),
    ("Dashiell Kettering", "1833 S St", "", "text"),
    ("Mei-Lin Orchardson", "1847 R St", "Cantonese", "phone"),
    ("Bartholomew Quince", "1909 P St", "", "paper"),
    ("Saoirse Hathersage", "1926 Q St", "", "text"),
)
"""Neighbors who do not patrol: name, address, language, and how they like to be told."""

_LANGUAGES = {5: "Spanish", 10: "Arabic", 18: "Tagalog", 23: "Spanish", 26: "Vietnamese"}
_SKILLS: dict[int, tuple[str, ...]] = {
    0: ("first_aid", "cpr"),
    2: ("chain_saw", "pickup_truck"),
    4: ("translates",),
    5: ("cert", "first_aid", "ham_radio"),
    9: ("nurse_or_doctor",),
    11: ("electrician", "generator"),
    15: ("ham_radio", "Keeps bees"),
    20: ("plumber",),
}
_PETS = ("", "", "Dog, barks and is friendly", "Two indoor cats", "", "Large dog in the yard", "", "Parrot")
_CARS = (
    ("gray", "Toyota", "Corolla"),
    ("white", "Honda", "Civic"),
    ("blue", "Subaru", "Outback"),
    ("red", "Ford", "Ranger"),
    ("silver", "Nissan", "Leaf"),
)
_AGREED: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = (
    (("name", ("block_captains", "members", "police")), ("phones", ("block_captains", "members"))),
    (("name", ("block_captains", "members")), ("phones", ("block_captains",)), ("email", ("members",))),
    (("name", ("block_captains",)), ("phones", ("block_captains",))),
    (),
    (("name", ("block_captains", "members", "police", "public")),),
    (("name", ("police",)), ("phones", ("police",)), ("skills", ("block_captains", "members"))),
)
_HOMES_AGREED: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = (
    (("place", ("block_captains", "members")),),
    (("place", ("block_captains",)), ("vehicles", ("block_captains", "police"))),
    (),
    (("place", ("block_captains", "police")), ("people", ("block_captains",)), ("pets", ("block_captains",))),
)
_HOW = ("spoken", "form", "phone", "written", "email")


@dataclass(frozen=True)
class People:
    """Gives what the sample's people told; `today` is its last day."""

    work: Work
    today: date
    find: Find

    def told(self, place: int) -> dict[str, Any]:
        """Give what a member told besides name, phone and address, by their place among them."""
        vetted = self._day(-700 + 23 * place)
        trainings: tuple[TrainingDraft, ...] = ()
        if place % 4 == 1:
            trainings = (
                TrainingDraft("Watch patrol basics", self._day(-300 + place), self._day(430 + place)),
            )
        if place == 5:
            trainings += (TrainingDraft("First aid", self._day(-740), self._day(-10)),)
        if place == 9:
            trainings += (TrainingDraft("CPR", self._day(-711), self._day(19)),)
        return {
            "language": _LANGUAGES.get(place, ""),
            "channel": ("phone", "text", "text", "email")[place % 4] if place % 5 else "",
            "skills": _SKILLS.get(place, ()),
            "trainings": trainings,
            "vetted_on": vetted if place % 3 != 2 else "",
            "vetting_expires_on": self._later(vetted) if place % 3 != 2 else "",
            "waiver_on": vetted if place % 6 != 4 else "",
            "emergency_name": "A cousin in Lodi" if place % 8 == 3 else "",
            "emergency_phone": "209-555-0107" if place % 8 == 3 else "",
            "consents": self._consents(_AGREED[place % len(_AGREED)], place),
        }

    def settle_in(self) -> None:
        """Give the members of the watch their homes, add neighbors with theirs, and name block captains."""
        outlines = outlines_of(self.work)
        there = self.work.members.active()
        homes: list[str] = []
        for place, member in enumerate(sorted(there, key=lambda each: each.id)):
            homes.append(self._home(place, member.address.text, outlines))
            self._move(member, homes[-1])
        for number, (first, last, place) in enumerate(_SECOND):
            draft = MemberDraft(
                name=f"{first} {last}",
                phones=self._phones(60 + number),
                household_id=homes[place],
                channel="text",
                consents=self._consents(_AGREED[number % 3], number),
            )
            self._add(draft)
        for number, (name, address, language, channel) in enumerate(_NEIGHBORS):
            draft = MemberDraft(
                name=name,
                phones=self._phones(70 + number, "home" if channel == "paper" else "mobile"),
                email=f"neighbor{number}@example.org" if channel == "email" else "",
                address=self.find(address),
                household_id=self._home(len(homes) + number, address, outlines),
                language=language,
                channel=channel,
                consents=self._consents(_AGREED[(number + 3) % len(_AGREED)], number),
            )
            self._add(draft)
        # Somebody who lives elsewhere and was asked long ago whether the entry is still right.
        self._add(
            MemberDraft(
                name="Theodora Lindquist",
                phones=self._phones(90),
                channel="phone",
                note="Keeps the community garden; lives in another part of the city.",
                confirmed_on=self._day(-402),
            )
        )
        self._captains(there)

    def _home(self, place: int, address: str, outlines: Any) -> str:
        away = {4: (-3, 6), 11: (10, 24)}.get(place)
        vacations: tuple[VacationDraft, ...] = ()
        if away is not None:
            first, last = (self._day(days) for days in away)
            note = "Please look at the back gate. A light in the hall is on a timer."
            vacations = (
                VacationDraft(
                    self.work.new_id(), first, last, "The neighbor to the left", self._day(-5), note
                ),
            )
        cars: tuple[HouseholdVehicleDraft, ...] = ()
        if place % 2 == 0:
            plate = f"{2 + place % 7}TUL{100 + place * 7}"
            cars = (HouseholdVehicleDraft(*_CARS[place // 2 % len(_CARS)], plate),)
        draft = HouseholdDraft(
            place=self.find(address),
            people=str(1 + place * 5 % 4),
            pets=_PETS[place % len(_PETS)],
            vehicles=cars,
            utilities="Gas shut-off on the left side of the house" if place % 6 == 2 else "",
            special_needs="Uses a walker; would need help down the steps" if place % 11 == 7 else "",
            key_holder="The neighbor to the right" if place % 7 == 4 else "",
            vacations=vacations,
            consents=self._consents(_HOMES_AGREED[place % len(_HOMES_AGREED)], place),
            confirmed_on=self._day(-380 - place if place % 7 == 3 else -20 - place * 7),
        )
        id_ = self.work.new_id()
        household = households.settle(draft, self.work.stamp(id_), today=self.today)
        household = replace(household, block_id=block_of(outlines, household.place.point))
        self.work.households.add(household)
        return id_

    def _move(self, member: Member, household_id: str) -> None:
        self.work.members.change(replace(member, household_id=household_id))

    def _add(self, draft: MemberDraft) -> None:
        stamp = self.work.stamp(self.work.new_id())
        self.work.members.add(members.settle(draft, stamp, today=self.today))

    def _captains(self, there: Sequence[Member]) -> None:
        """Make the members who are block captains those of the first blocks that have none."""
        captains = [each.id for each in there if Role.BLOCK_CAPTAIN in each.roles]
        watch = self.work.watches.get(self.work.watch_id)
        blocks = tuple(
            replace(block, captain_id=captains[at]) if at < len(captains) else block
            for at, block in enumerate(watches.draft_of(watch).blocks)
        )
        draft = replace(watches.draft_of(watch), blocks=blocks)
        stamp = self.work.stamp(watch.id)
        self.work.watches.change(watches.settle(draft, stamp, today=self.today, past=watch))

    def _phones(self, number: int, kind: str = "mobile") -> tuple[PhoneDraft, ...]:
        return phones.checked((PhoneDraft(f"916-555-{100 + number:04}", kind),))[0]

    def _consents(
        self, agreed: tuple[tuple[str, tuple[str, ...]], ...], number: int
    ) -> tuple[ConsentDraft, ...]:
        given = self._day(-30 - number * 9)
        how = _HOW[number % len(_HOW)]
        return tuple(
            ConsentDraft(field, audience, given, how) for field, audiences in agreed for audience in audiences
        )

    def _day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    def _later(self, day: str) -> str:
        return (date.fromisoformat(day) + timedelta(days=730)).isoformat()
