"""The sample watch: a made-up year in the Central City, the same each time from a fixed seed.

Every name is invented, every phone number is one of the 555-01xx that are kept for fiction
(North American Numbering Plan), and nothing in it happened.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from sacwatch.domain import incidents, members, patrols, routes, times, watches
from sacwatch.domain.described import PersonDraft, VehicleDraft
from sacwatch.domain.incidents import IncidentDraft
from sacwatch.domain.members import MemberDraft, PhoneDraft
from sacwatch.domain.patrols import EntryDraft, EquipmentDraft, PatrolDraft, PatrollerDraft, Rule
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.progress import Progress, silent
from sacwatch.domain.watches import BlockDraft, WatchDraft
from sacwatch.services import (
    files,
    finding,
    phones,
    sampleconcerns,
    sampleledger,
    samplemap,
    samplemeetings,
    samplepeople,
    sampleresources,
    samplesheets,
    sampleshifts,
    sampletree,
)
from sacwatch.store import copies
from sacwatch.store.errors import StoreTrouble
from sacwatch.store.files import Store
from sacwatch.store.work import Work

SEED = 916
WEEKS = 52
NAME = "Tule Street Neighborhood Watch"

_FIRST = (
    "Amara Benito Carla Dmitri Elena Farid Grace Hector Inez Jun Kalani Lorraine Malik Nadia Oscar Pilar "
    "Quentin Rosa Samir Tessa Umberto Vivian Walt Xochitl Yusuf Zora Lê Zoë Søren"
).split()
_LAST = (
    "Alder Birchfield Castellane Dunmore Easterling Fairwether Goldenrod Hollowell Ironwood Jessamine "
    "Kestrelson Larkmoor Mirabeau Northcutt Oakhurst Pennyroyal Quillfeather Ravensworth Silverleaf "
    "Thornquist Underhay Valerian Willowby Yarrowsmith Nguyễn-Marsh Ortega-Fenn"
).split()
_STREETS = ["P", "Q", "R", "S", "T"]
_AREAS = (
    "P to R, 16th to 20th",
    "R to T, 16th to 20th",
    "P to T, 20th to 24th",
    "Alleys between P and S",
    "Park and school, then P to R",
)
_WEATHER = ("Clear", "Clear, cool", "Overcast", "Light rain", "Warm", "Windy", "Fog along the river")
_SEEN = {
    "open_garage": (
        "Garage door open, lights off. Rang, the owner closed it.",
        "Garage open, nobody home. Left a card.",
    ),
    "street_light_out": ("Street light out in front of the duplex.", "Two lights out on the north side."),
    "graffiti": ("Fresh tag on the utility box.", "Paint on the alley fence, about three feet wide."),
    "dumping": ("Mattress and a chair left in the alley.", "Bags and a broken TV beside the bins."),
    "hazard": (
        "Branch down across the sidewalk.",
        "Manhole cover rattles when cars pass.",
        "Broken glass on the corner.",
    ),
    "suspicious_activity": (
        "Somebody tried several car doors in a row, then walked east.",
        "Looked into parked cars with a flashlight, left when we stopped.",
    ),
    "welfare_check": ("Person asleep at the bus stop, answered and was fine.",),
    "house_check": ("House check done, all locked.", "Packages on the porch taken in by the neighbor."),
    "other": ("Talked with the night clerk about the broken gate.", "Lost dog brought home."),
}
_HAPPENED = {
    "vehicle_burglary": (
        "Rear window broken, a backpack taken from the seat.",
        "Quarter window broken, glove box searched.",
    ),
    "vehicle_theft": ("Parked in the evening, gone in the morning.",),
    "vehicle_parts": ("Catalytic converter cut off at night; loud grinding was heard.",),
    "package_theft": (
        "Two packages taken from the porch; a doorbell camera shows it.",
        "Box opened on the steps and emptied.",
    ),
    "theft": (
        "Bicycle taken from the back yard, the lock was cut.",
        "Planter and garden tools taken from the porch.",
    ),
    "burglary_home": ("Side window forced while nobody was home, drawers emptied.",),
    "vandalism": ("Tires of two cars cut.", "Mailboxes knocked over along the block."),
    "graffiti": ("Large tag across the garage door.", "Paint on three fences in the alley."),
    "dumping": ("A truckload of rubble left in the alley overnight.",),
    "suspicious_activity": (
        "Walked from porch to porch and tried the doors, left when a light went on.",
        "Sat in a parked car for two hours and photographed houses.",
    ),
    "disturbance": ("Loud fight in front of the store, over when the officers came.",),
    "trespass": ("Slept in the laundry room of the fourplex, left when asked.",),
    "robbery": ("Phone pulled from a hand near the light-rail stop; nobody was hurt.",),
    "hit_and_run": ("Parked car hit and pushed onto the curb; the other car drove on.",),
    "welfare_check": ("Neighbor not seen for two days; officers found her well.",),
    "hazard": ("Power line down after the storm.",),
}
_LIKELY = (
    "vehicle_burglary vehicle_burglary vehicle_burglary package_theft package_theft package_theft theft "
    "theft graffiti graffiti vandalism vandalism suspicious_activity suspicious_activity dumping dumping "
    "vehicle_theft vehicle_parts burglary_home disturbance trespass robbery hit_and_run welfare_check "
    "hazard"
).split()


def make_file(path: Path, *, now: datetime, zone: tzinfo, progress: Progress = silent) -> None:
    """Make the sample watch as a file, in place of one that is there; raises Trouble.

    The year ends at `now` (aware UTC). Raises Cancelled where `progress` does, and leaves no file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.stem}.making{path.suffix}")
    copies.clear(making)
    try:
        with files.create(making) as store:
            fill(store, now=now, zone=zone, progress=progress)
        copies.take_place(making, path)
    except StoreTrouble as trouble:
        # It is told of the file that was asked for, not of the half-made one.
        raise type(trouble)(trouble.problem.key, **{**trouble.problem.values, "name": path.name}) from None
    finally:
        copies.clear(making)


def fill(store: Store, *, now: datetime, zone: tzinfo, progress: Progress = silent) -> None:
    """Fill an empty file with the sample watch, as one step that is not undone."""
    with store.work(now=now, by="SacWatch", new_id=_ids(now)) as work:
        work.does = "step.sample_made"
        work.lasting = True
        _Sample(work, now, zone, progress).make()


def _ids(now: datetime) -> Callable[[], str]:
    """Give a maker of ids that are the same for the same seed and moment (UUIDv7 in shape)."""
    chance = random.Random(SEED)
    stamp = int(now.timestamp() * 1000)
    count = 0

    def make() -> str:
        nonlocal count
        count += 1
        value = (stamp << 80) | (0x7 << 76) | ((count & 0xFFF) << 64) | (0b10 << 62) | chance.getrandbits(62)
        return str(uuid.UUID(int=value))

    return make


@dataclass(frozen=True)
class _Person:
    id: str
    name: str


class _Sample:
    """Makes the records one after the other with one source of chance."""

    def __init__(self, work: Work, now: datetime, zone: tzinfo, progress: Progress) -> None:
        self._work = work
        self._now = now
        self._zone = zone
        self._today = now.astimezone(zone).date()
        self._progress = progress
        self._chance = random.Random(SEED)
        self._places: dict[str, PlaceDraft] = {}
        self._grid = samplemap.Grid(self._place)
        self._people = samplepeople.People(work, self._today, self._place)
        # Of their own, so that a route more or less leaves everything else as it is.
        self._ways = random.Random(SEED + 1)

    def make(self) -> None:
        """Make the watch, its members, its patrols and its incidents."""
        self._watch()
        people = self._members()
        self._people.settle_in()
        sampletree.grow(self._work, now=self._now, chance=random.Random(SEED + 2))
        first = self._today - timedelta(weeks=WEEKS)
        for week in range(WEEKS):
            self._progress(week, WEEKS, "job.sample")
            self._week(first + timedelta(weeks=week), people)
        ids = [each.id for each in people]
        sampleshifts.plan(self._work, ids, loop=self._grid.loop(), now=self._now, zone=self._zone)
        chance = random.Random(SEED + 3)
        samplesheets.print_(self._work, ids, now=self._now, zone=self._zone, chance=chance)
        sampleconcerns.note(self._work, today=self._today, place=self._place)
        samplemeetings.hold(self._work, now=self._now, zone=self._zone, chance=random.Random(SEED + 4))
        sampleledger.note(self._work, now=self._now)

    def _pick(self, choices: tuple[str, ...] | list[str]) -> str:
        return self._chance.choice(choices)

    def _place(self, text: str) -> PlaceDraft:
        if text not in self._places:
            self._places[text] = finding.placed(PlaceDraft(text))
        return self._places[text]

    def _address(self) -> str:
        block = self._chance.randrange(16, 24)
        return f"{block * 100 + self._chance.randrange(2, 60)} {self._pick(_STREETS)} St"

    def _somewhere(self) -> str:
        roll = self._chance.random()
        if roll < 0.45:
            return self._address()
        if roll < 0.75:
            return f"{self._chance.randrange(16, 24)}00 block of {self._pick(_STREETS)} St"
        number = self._chance.randrange(16, 25)
        ending = {21: "st", 22: "nd", 23: "rd"}.get(number, "th")
        return f"{number}{ending} St & {self._pick(_STREETS)} St"

    def _watch(self) -> None:
        draft = WatchDraft(
            name=NAME,
            place=self._place("20th St & R St"),
            jurisdiction="city",
            beat="3M",
            district="3",
            meeting_place="Community room, 1900 block of S St",
            meeting_day="Second Tuesday, 6:30 pm",
            footer="A made-up watch to look around in",
            sample=True,
            boundary=self._grid.boundary(),
            blocks=tuple(
                BlockDraft(
                    self._work.new_id(),
                    f"{hundred}00 block of {street} St",
                    outline=self._grid.outline(hundred, street),
                )
                for street in ("P", "Q", "R", "S")
                for hundred in (16, 17, 18, 19)
            ),
            numbers=sampleresources.numbers(self._today, self._work.new_id, f"{_FIRST[0]} {_LAST[0]}"),
            note="Everything in this file is invented.",
        )
        stamp = self._work.stamp(self._work.watch_id)
        self._work.watches.add(watches.settle(draft, stamp, today=self._today))

    def _members(self) -> list[_Person]:
        people = []
        for place, first in enumerate(_FIRST):
            name = f"{first} {_LAST[(place * 7) % len(_LAST)]}"
            roles = ["patroller"] if place % 9 else ["patroller", "phone_tree_caller"]
            if place == 0:
                roles = ["captain", "patroller"]
            elif place % 7 == 0:
                roles = ["block_captain"]
            draft = MemberDraft(
                name=name,
                phones=phones.checked(
                    (PhoneDraft(f"916-555-{100 + place:04}", "mobile" if place % 4 else "home"),)
                )[0],
                email=f"{_plain(first)}@example.org" if place % 2 else "",
                address=self._place(self._address()),
                roles=tuple(roles),
                active=place != len(_FIRST) - 1,
                note="Prefers calls before 8 pm." if place % 9 == 4 else "",
                **self._people.told(place),
            )
            id_ = self._work.new_id()
            self._work.members.add(members.settle(draft, self._work.stamp(id_), today=self._today))
            if "patroller" in roles and draft.active:
                people.append(_Person(id_, name))
        return people

    def _week(self, monday: date, people: list[_Person]) -> None:
        for _ in range(self._chance.choice((1, 2, 2, 3))):
            day = monday + timedelta(days=self._chance.randrange(7))
            start = time(self._chance.choice((17, 18, 19, 20, 21, 22)), self._chance.choice((0, 15, 30, 45)))
            if datetime.combine(day, start, self._zone) + timedelta(hours=4) < self._now:
                self._patrol(day, start, people)
        for _ in range(self._chance.choice((0, 1, 1, 2, 2, 3))):
            day = monday + timedelta(days=self._chance.randrange(7))
            if day < self._today:
                self._incident(day, None)

    def _patrol(self, day: date, start: time, people: list[_Person]) -> None:
        chance = self._chance
        mode = chance.choice(("foot", "foot", "foot", "bicycle", "vehicle"))
        minutes = chance.choice((60, 75, 90, 90, 105, 120))
        finish = (datetime.combine(day, start) + timedelta(minutes=minutes)).time()
        crew = chance.sample(people, chance.choice((2, 2, 2, 3)))
        odometer = 41_000 + (day - date(2020, 1, 1)).days * 3
        draft = PatrolDraft(
            day=day.isoformat(),
            start=f"{start:%H:%M}",
            finish=f"{finish:%H:%M}",
            mode=mode,
            vehicle="Gray hatchback" if mode == "vehicle" else "",
            odometer_start=str(odometer) if mode == "vehicle" else "",
            odometer_finish=f"{odometer + minutes * 0.11:.1f}" if mode == "vehicle" else "",
            crew=tuple(
                PatrollerDraft(
                    each.name, each.id, "driver" if mode == "vehicle" and not place else "observer"
                )
                for place, each in enumerate(crew)
            ),
            area=self._pick(_AREAS),
            weather=self._pick(_WEATHER),
            equipment=(EquipmentDraft("Flashlight", True, True), EquipmentDraft("Vest", True, True)),
            rules=tuple(rule.value for rule in Rule),
            entries=self._entries(day, start, minutes),
        )
        stamp = self._work.stamp(self._work.new_id())
        patrol = patrols.settle(draft, stamp, zone=self._zone, today=self._today, new_id=self._work.new_id)
        self._work.patrols.add(patrol)
        way = samplemap.route(
            self._grid, self._ways, patrol_id=patrol.id, area=patrol.area, mode=mode, minutes=minutes
        )
        if way is not None:
            self._work.routes.add(routes.settle(way, self._work.stamp(self._work.new_id())))
        for entry in patrol.entries:
            if (
                entry.category.value in ("graffiti", "dumping", "suspicious_activity")
                and chance.random() < 0.25
            ):
                self._incident(day, entry)

    def _entries(self, day: date, start: time, minutes: int) -> tuple[EntryDraft, ...]:
        chance = self._chance
        drafts = []
        at = datetime.combine(day, start)
        end = at + timedelta(minutes=minutes)
        while (at := at + timedelta(minutes=chance.randrange(8, 16))) < end:
            category = "all_quiet" if chance.random() < 0.62 else self._pick(list(_SEEN))
            told = {
                "street_light_out": "311",
                "dumping": "311",
                "graffiti": "311",
                "suspicious_activity": "non_emergency",
            }
            reported = told.get(category, "none") if chance.random() < 0.7 else "none"
            drafts.append(
                EntryDraft(
                    id=self._work.new_id(),
                    clock=f"{at:%H:%M}",
                    place=self._place(self._somewhere()),
                    stop="drive_by" if category == "all_quiet" else "stop",
                    category=category,
                    seen="" if category == "all_quiet" else self._pick(_SEEN[category]),
                    reported_to=reported,
                    number=f"311-{chance.randrange(100000, 999999)}" if reported == "311" else "",
                )
            )
        return tuple(drafts)

    def _incident(self, day: date, entry: patrols.Entry | None) -> None:
        chance = self._chance
        kind = self._pick(_LIKELY) if entry is None else entry.category.value
        hour, minute = chance.choice((1, 3, 7, 12, 15, 18, 20, 22, 23)), chance.choice((0, 10, 25, 40, 55))
        overnight = entry is None and kind in ("vehicle_burglary", "vehicle_theft", "vehicle_parts", "theft")
        at = entry.at.astimezone(self._zone) if entry is not None and entry.at else None
        reported = chance.choice(("non_emergency", "non_emergency", "911", "311", "none"))
        age = (self._today - day).days
        draft = IncidentDraft(
            kind=kind,
            from_day=day.isoformat(),
            from_clock=times.clock_text(at, self._zone)
            if at
            else "22:00"
            if overnight
            else f"{hour}:{minute:02}",
            to_clock="07:00" if overnight and age > 1 else "",
            happened=(entry.seen if entry is not None else "") or self._pick(_HAPPENED[kind]),
            place=self._place(
                entry.place.text if entry is not None and entry.place.text else self._somewhere()
            ),
            vehicles=(
                (VehicleDraft(self._work.new_id(), "white", "", "", "", "van", "", "", "no front plate"),)
                if kind in ("package_theft", "dumping") and chance.random() < 0.4
                else ()
            ),
            persons=(
                (
                    PersonDraft(
                        self._work.new_id(),
                        height="68",
                        clothing="dark hood, gray pants, white shoes",
                        direction=chance.choice(("north on 19th", "east on R", "toward the alley")),
                    ),
                )
                if kind in ("robbery", "suspicious_activity", "package_theft") and chance.random() < 0.5
                else ()
            ),
            source="watch" if entry is not None or chance.random() < 0.4 else "resident",
            reported_to=reported,
            report_number=(
                f"26-{chance.randrange(10000, 99999)}"
                if reported != "none" and (age > 20 or chance.random() < 0.5)
                else ""
            ),
            status="open" if age < 14 else chance.choice(("closed", "closed", "followed_up")),
            disposition="Nothing more was heard." if age > 60 and chance.random() < 0.5 else "",
            entry_id=entry.id if entry is not None else None,
        )
        stamp = self._work.stamp(self._work.new_id())
        incident = incidents.settle(
            draft, stamp, zone=self._zone, today=self._today, new_id=self._work.new_id
        )
        self._work.incidents.add(incident)


def _plain(name: str) -> str:
    return "".join(char for char in name.lower() if char.isascii() and char.isalpha()) or "member"
