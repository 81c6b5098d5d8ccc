"""Ten years of a busy watch in one file, made through the services: the same one every time.

5,000 patrols with 60,000 entries, 20,000 incidents and 1,000 members, each in a step of its own.
"""

from __future__ import annotations

import gc
import hashlib
import os
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.schema import CreateIndex, CreateTable

from sacwatch.domain.described import PersonDraft, VehicleDraft
from sacwatch.domain.incidents import IncidentDraft
from sacwatch.domain.members import MemberDraft, PhoneDraft
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, EntryDraft, EquipmentDraft, PatrolDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import BlockDraft, NumberDraft, WatchDraft
from sacwatch.services import files, incidents, members, patrols, watches
from sacwatch.store import schema
from sacwatch.store.files import Store
from sacwatch.store.work import Work

PATROLS, ENTRIES, INCIDENTS, MEMBERS = 5_000, 12, 20_000, 1_000
START = datetime(2016, 10, 1, 12, tzinfo=UTC)
END = datetime(2026, 9, 30, 12, tzinfo=UTC)
"""The now of whoever measures on this file: everything in it is past."""

_FIRST = (
    *("Rosa", "Walt", "Ann", "Luis", "Mei", "Omar", "Grace", "Ivan", "Priya", "Sam"),
    *("Noor", "Tess", "Hugo", "Lena", "Kofi", "June", "Abel", "Dina", "Ruth", "Paolo"),
)
_LAST = (
    *("Delgado", "Kim", "Okafor", "Nguyen", "Silva", "Patel", "Moreno", "Hart", "Lindqvist"),
    *("Osei", "Reyes", "Tanaka", "Brandt", "Cole", "Amari"),
)
_LETTERS = "CDEFGHIJKLMNOPQRST"
_SEEN = (
    "All quiet",
    "Garage door open, rang the bell, owner closed it",
    "Street light out at the corner, pole 4411",
    "Fresh tag on the fence, photographed",
    "Mattress and two bags on the curb",
    "Branch down across the bike lane",
    "Two people trying car door handles, left on foot toward 16th when we stopped",
    "Porch light on, knocked, spoke with the resident",
    "Checked the doors and the side gate for the Hart family, everything locked",
)
_HAPPENED = (
    "Window smashed and a tool bag taken from the seat.",
    "Bicycle cut from the rack in the back yard between supper and breakfast.",
    "Package taken from the porch within minutes of delivery, seen on the neighbor's camera.",
    "Catalytic converter sawn off; the owner woke from the noise.",
    "Somebody walked up the driveway, tried the side door and left when a dog barked.",
    "Shouting and breaking glass behind the store, over before anyone came.",
    "Tagged wall again, same hand as last month.",
)


def cached() -> Path:
    """Give the file, made the first time it is asked for; copy it before changing anything in it."""
    path = Path(tempfile.gettempdir()) / f"sacwatch-ten-years-{schema.VERSION}-{_shape()}.sacwatch"
    if not path.exists():
        making = path.with_name(f"{path.stem}-{os.getpid()}.sacwatch")
        build(making)
        making.replace(path)
    return path


def _shape() -> str:
    """Give a short sum over the tables, so that a schema still in the making has files of its own."""
    tables = schema.Base.metadata.sorted_tables
    told = [str(CreateTable(table)) for table in tables]
    told += sorted(str(CreateIndex(index)) for table in tables for index in table.indexes)
    return hashlib.sha256("".join(told).encode()).hexdigest()[:8]


def build(path: Path) -> None:
    """Make the file; it takes a minute or two."""
    chance = random.Random(1916)
    store = files.create(path)
    # What is made once and thrown away need not wait for the disk at each step.
    store._connection.execute("PRAGMA synchronous = OFF")
    gc.freeze()
    try:
        with _work(store, START) as work:
            watches.found(work, _watch(), today=START.date())
        store.watch_id = work.watch_id
        people = _members(store, chance)
        _patrols(store, chance, people)
        _incidents(store, chance)
    finally:
        gc.unfreeze()
        store.close()


def _work(store: Store, now: datetime) -> Work:
    return store.work(now=now, by="ten years")


def _watch() -> WatchDraft:
    return WatchDraft(
        name="Boulevard Park Watch",
        place=PlaceDraft("Boulevard Park", 38.5796, -121.4781, "map"),
        jurisdiction="city",
        beat="3C",
        blocks=tuple(BlockDraft(name=f"{number}00 {letter}") for number in (20, 21, 22) for letter in "FGH"),
        numbers=(NumberDraft(name="Non-emergency", number="916-555-0100", checked_on="2016-09-30"),),
    )


def _members(store: Store, chance: random.Random) -> list[tuple[str, str]]:
    found = []
    for number in range(MEMBERS):
        name = f"{_FIRST[number % 20]} {_LAST[number // 20 % 15]} {number // 300 or ''}".strip()
        draft = MemberDraft(
            name=name,
            phones=(
                PhoneDraft(f"916-555-01{number % 100:02}"),
                PhoneDraft(f"279-555-01{chance.randrange(100):02}"),
            ),
            email=f"person{number}@example.org",
            address=PlaceDraft(f"{chance.randrange(1600, 2800)} {chance.choice(_LETTERS)} St"),
            roles=("patroller",) if number < 60 else (),
            active=number < 60 or chance.random() < 0.8,
        )
        with _work(store, START + timedelta(minutes=number)) as work:
            found.append((members.add(work, draft).id, name))
    return found[:60]


def _place(chance: random.Random) -> PlaceDraft:
    letter, number = chance.randrange(3, 22), chance.uniform(12, 29)
    # The regular grid of the Central City.
    lat = 38.594786 - 0.00036251 * number - 0.00110611 * letter
    lon = -121.501714 + 0.00134017 * number - 0.00047856 * letter
    return PlaceDraft(f"{int(number * 100)} {chr(64 + letter)} St", lat, lon, "address")


def _patrols(store: Store, chance: random.Random, people: list[tuple[str, str]]) -> None:
    step = (END - START - timedelta(days=3)) / PATROLS
    odometer = 20_000.0
    for number in range(PATROLS):
        start = (START + timedelta(days=1) + step * number).astimezone(SACRAMENTO)
        start = start.replace(hour=20, minute=chance.randrange(60), second=0, microsecond=0)
        miles = round(chance.uniform(2, 12), 1)
        drive = chance.random() < 0.5
        crew = chance.sample(people, 2)
        draft = PatrolDraft(
            day=f"{start:%Y-%m-%d}",
            start=f"{start:%H:%M}",
            finish=f"{start + timedelta(minutes=110):%H:%M}",
            odometer_start=f"{odometer:.1f}" if drive else "",
            odometer_finish=f"{odometer + miles:.1f}" if drive else "",
            mode="vehicle" if drive else "foot",
            vehicle="Blue Corolla" if drive else "",
            crew=tuple(PatrollerDraft(name, id_, "observer") for id_, name in crew),
            area=chance.choice(("Boulevard Park", "Marshall School", "New Era Park", "Mansion Flats")),
            weather=chance.choice(("clear, mild", "rain", "fog", "hot")),
            equipment=(EquipmentDraft("Radio 2", True, True), EquipmentDraft("Flashlight", True, True)),
            rules=("in_pairs", "unarmed", "no_detaining"),
            entries=tuple(_entry(chance, start + timedelta(minutes=9 * place)) for place in range(ENTRIES)),
        )
        odometer += miles
        now = (start + timedelta(hours=14)).astimezone(UTC)
        with _work(store, now) as work:
            patrols.log(work, draft, zone=SACRAMENTO, today=now.date())


def _entry(chance: random.Random, at: datetime) -> EntryDraft:
    quiet = chance.random() < 0.7
    category = Category.ALL_QUIET if quiet else chance.choice(list(Category))
    return EntryDraft(
        clock=f"{at:%H:%M}",
        place=_place(chance),
        category=category.value,
        seen=_SEEN[0] if quiet else chance.choice(_SEEN),
        reported_to="none" if quiet or chance.random() < 0.7 else "311",
        number="" if quiet else f"{chance.randrange(10**6):06}-311",
    )


def _incidents(store: Store, chance: random.Random) -> None:
    step = (END - START - timedelta(days=3)) / INCIDENTS
    kinds = list(IncidentKind)
    for number in range(INCIDENTS):
        at = (START + timedelta(days=1) + step * number).astimezone(SACRAMENTO)
        chased = chance.random() < 0.3
        draft = IncidentDraft(
            kind=chance.choice(kinds).value,
            from_day=f"{at:%Y-%m-%d}",
            from_clock=f"{at:%H:%M} {'pst' if at.fold else 'pdt'}",
            happened=chance.choice(_HAPPENED),
            place=_place(chance),
            vehicles=(VehicleDraft(colour="white", make="Ford", plate=f"7{chance.randrange(10**5):05}"),)
            if chance.random() < 0.2
            else (),
            persons=(PersonDraft(height="70", hair="short", clothing="grey hoodie"),)
            if chance.random() < 0.2
            else (),
            source=chance.choice(("watch", "resident")),
            reported_to="non_emergency" if chased else "none",
            report_number=f"26-{number:06}" if chased and number < INCIDENTS - 50 else "",
            status="closed" if number < INCIDENTS - 300 else "open",
        )
        now = (at + timedelta(hours=10)).astimezone(UTC)
        with _work(store, now) as work:
            incidents.record(work, draft, zone=SACRAMENTO, today=now.date())


if __name__ == "__main__":
    sys.stdout.write(f"{cached()}\n")
