"""Makes drafts and watch files for tests, through the services that the window uses."""

from __future__ import annotations

import itertools
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain.actions import ActionDraft
from sacwatch.domain.concerns import ConcernDraft
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.described import PersonDraft, VehicleDraft
from sacwatch.domain.households import HouseholdDraft, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.incidents import IncidentDraft
from sacwatch.domain.meetings import CheckDraft, GuestDraft, ItemDraft, MeetingDraft
from sacwatch.domain.members import MemberDraft, PhoneDraft
from sacwatch.domain.patrols import EntryDraft, EquipmentDraft, PatrolDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.records import Stamp
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import BlockDraft, NumberDraft, WatchDraft
from sacwatch.services import (
    actions,
    concerns,
    files,
    households,
    incidents,
    meetings,
    members,
    patrols,
    watches,
)
from sacwatch.store.files import Store
from sacwatch.store.ids import new_id

NOW = datetime(2026, 9, 20, 18, 0, tzinfo=UTC)
"""A Sunday morning, 11:00 in Sacramento."""
TODAY = date(2026, 9, 20)


def stamp(id_: str = "record", *, now: datetime = NOW) -> Stamp:
    """Give the stamp of a record made in a test."""
    return Stamp(id=id_, watch_id="watch", now=now, by="tester")


def counter(prefix: str = "id") -> Any:
    """Give a maker of ids that count up."""
    numbers = itertools.count(1)
    return lambda: f"{prefix}-{next(numbers)}"


def patrol_draft(**said: Any) -> PatrolDraft:
    """Give the draft of an ordinary evening's patrol, with what the test says about it."""
    usual: dict[str, Any] = {
        "day": "2026-09-19",
        "start": "20:30",
        "finish": "22:00",
        "mode": "vehicle",
        "vehicle": "Blue Corolla",
        "odometer_start": "48211.4",
        "odometer_finish": "48219.9",
        "crew": (PatrollerDraft("Rosa Delgado", None, "driver"), PatrollerDraft("Walt Kim")),
        "area": "Boulevard Park",
        "weather": "clear, mild",
        "equipment": (EquipmentDraft("Radio 2", True, True), EquipmentDraft("Flashlight", True, False)),
        "rules": ("in_pairs", "unarmed", "no_detaining"),
        "entries": (
            EntryDraft(clock="20:45", place=PlaceDraft("2240 Queens St"), seen="All quiet"),
            EntryDraft(
                clock="21:10",
                place=PlaceDraft("16th & P St", 38.5721, -121.4882, "crossing"),
                stop="stop",
                category="graffiti",
                seen="Fresh tag on the fence",
                reported_to="311",
                number="240919-0312",
            ),
        ),
        "note": "Walt has the spare key.",
    }
    return PatrolDraft(**{**usual, **said})


def incident_draft(**said: Any) -> IncidentDraft:
    """Give the draft of an ordinary incident, with what the test says about it."""
    usual: dict[str, Any] = {
        "kind": "vehicle_burglary",
        "from_day": "2026-09-18",
        "from_clock": "22:00",
        "to_day": "2026-09-19",
        "to_clock": "06:30",
        "reported_day": "2026-09-19",
        "reported_clock": "08:00",
        "code": "2299",
        "happened": "Window smashed, tool bag taken from the seat.",
        "place": PlaceDraft("1620 P St", 38.5712, -121.4889, "address"),
        "vehicles": (
            VehicleDraft(colour="white", make="Ford", model="Transit", plate="7ABC123", state="CA"),
        ),
        "persons": (PersonDraft(height="70", hair="short", clothing="grey hoodie, jeans"),),
        "source": "resident",
        "reported_to": "non_emergency",
        "status": "open",
        "note": "Ring the owner back.",
    }
    return IncidentDraft(**{**usual, **said})


def member_draft(**said: Any) -> MemberDraft:
    """Give the draft of an ordinary member, with what the test says about them."""
    usual: dict[str, Any] = {
        "name": "Rosa Delgado",
        "phones": (PhoneDraft("(916) 555-0134"), PhoneDraft("916-555-0199", "home")),
        "email": "rosa@example.org",
        "address": PlaceDraft("2215 H St"),
        "roles": ("captain", "patroller"),
        "note": "Has a ladder.",
    }
    return MemberDraft(**{**usual, **said})


def household_draft(**said: Any) -> HouseholdDraft:
    """Give the draft of an ordinary household, with what the test says about it."""
    usual: dict[str, Any] = {
        "place": PlaceDraft("2215 H St", 38.5763, -121.4738, "address"),
        "people": "3",
        "pets": "Dog, friendly",
        "vehicles": (HouseholdVehicleDraft("blue", "Toyota", "Corolla", "8XYZ123"),),
        "utilities": "Gas shut-off at the left side, wrench on a hook",
        "special_needs": "Oxygen at night",
        "key_holder": "Walt Kim, 2219 H",
        "vacations": (VacationDraft("", "2026-09-18", "2026-10-02", "", "2026-09-10", "Lights on a timer"),),
        "consents": (ConsentDraft("place", "block_captains", "2026-09-01", "form"),),
        "note": "Side gate sticks.",
    }
    return HouseholdDraft(**{**usual, **said})


def watch_draft(**said: Any) -> WatchDraft:
    """Give the draft of an ordinary watch, with what the test says about it."""
    usual: dict[str, Any] = {
        "name": "Boulevard Park Watch",
        "place": PlaceDraft("Boulevard Park", 38.5796, -121.4781, "map"),
        "jurisdiction": "city",
        "beat": "3C",
        "district": "3",
        "meeting_place": "Library, 2nd floor",
        "meeting_day": "First Tuesday, 7 pm",
        "footer": "Neighbors looking out for neighbors",
        "blocks": (BlockDraft(name="2200 H"), BlockDraft(name="2200 G")),
        "numbers": (NumberDraft(name="Non-emergency", number="916-555-0100", checked_on="2026-09-01"),),
    }
    return WatchDraft(**{**usual, **said})


def concern_draft(**said: Any) -> ConcernDraft:
    """Give the draft of an ordinary concern, with what the test says about it."""
    usual: dict[str, Any] = {
        "topic": "lighting",
        "raised_on": "2026-09-08",
        "raised_by": "Rosa Delgado",
        "place": PlaceDraft("1620 P St", 38.5712, -121.4889, "address"),
        "words": "The lamp at the corner is out, and it is dark there.",
        "note": "She rang twice.",
    }
    return ConcernDraft(**{**usual, **said})


def action_draft(**said: Any) -> ActionDraft:
    """Give the draft of an ordinary action, with what the test says about it."""
    usual: dict[str, Any] = {
        "what": "Paint over the tag on the fence",
        "owner": "Walt Kim",
        "noted_on": "2026-09-08",
        "due_on": "2026-10-06",
    }
    return ActionDraft(**{**usual, **said})


def meeting_draft(**said: Any) -> MeetingDraft:
    """Give the draft of an ordinary meeting, with what the test says about it."""
    usual: dict[str, Any] = {
        "day": "2026-10-06",
        "start": "7 pm",
        "finish": "8:30 pm",
        "place": PlaceDraft("Library, 2nd floor"),
        "agenda": (
            ItemDraft(title="Welcome", minutes="10", who="Rosa Delgado"),
            ItemDraft(title="Lights on P Street", minutes="20"),
        ),
        "guests": (GuestDraft("Officer Lee", "Police Department"),),
        "own_checks": (CheckDraft("Bring the projector"),),
        "note": "The key is with Walt.",
    }
    return MeetingDraft(**{**usual, **said})


_made: list[bytes] = []


class Desk:
    """One watch's file as a window uses it: every deed a minute after the one before."""

    def __init__(self, store: Store, *, start: datetime = NOW) -> None:
        self.store = store
        self.now = start

    @classmethod
    def begin(cls, path: Path, passphrase: str | None = None, *, start: datetime = NOW) -> Desk:
        """Make a file with an ordinary watch in it."""
        desk = cls(files.create(path, passphrase), start=start)
        with desk.store.work(now=desk.tick(), by="tester", watch_id=new_id()) as work:
            watches.found(work, watch_draft(), today=TODAY)
        desk.store.watch_id = work.watch_id
        return desk

    @classmethod
    def ready(cls, path: Path) -> Desk:
        """Open a plain file with an ordinary watch in it, made once and copied."""
        if not _made:
            with tempfile.TemporaryDirectory() as folder:
                desk = cls.begin(Path(folder) / "made.sacwatch")
                desk.close()
                _made.append(desk.store.path.read_bytes())
        path.write_bytes(_made[0])
        return cls(files.open_file(path, now=NOW, zone=SACRAMENTO), start=NOW + timedelta(minutes=1))

    def tick(self) -> datetime:
        """Give the next minute."""
        self.now += timedelta(minutes=1)
        return self.now

    def work(self, **how: Any) -> Any:
        """Begin a unit of work at the next minute."""
        return self.store.work(now=self.tick(), by="tester", **how)

    def reading(self) -> Any:
        return self.store.reading(now=self.now)

    def log(self, **said: Any) -> Any:
        """Log a patrol."""
        with self.work() as work:
            return patrols.log(work, patrol_draft(**said), zone=SACRAMENTO, today=TODAY)

    def record(self, **said: Any) -> Any:
        """Record an incident."""
        with self.work() as work:
            return incidents.record(work, incident_draft(**said), zone=SACRAMENTO, today=TODAY)

    def add(self, **said: Any) -> Any:
        """Add a member."""
        with self.work() as work:
            return members.add(work, member_draft(**said))

    def house(self, **said: Any) -> Any:
        """Add a household."""
        with self.work() as work:
            return households.add(work, household_draft(**said), today=TODAY)

    def concern(self, **said: Any) -> Any:
        """Note a concern."""
        with self.work() as work:
            return concerns.add(work, concern_draft(**said), today=TODAY)

    def act(self, **said: Any) -> Any:
        """Note an action."""
        with self.work() as work:
            return actions.add(work, action_draft(**said), today=TODAY)

    def meet(self, **said: Any) -> Any:
        """Plan a meeting."""
        with self.work() as work:
            return meetings.add(work, meeting_draft(**said), today=TODAY)

    def patrol(self, id_: str) -> Any:
        with self.reading() as work:
            return work.patrols.get(id_)

    def incident(self, id_: str) -> Any:
        with self.reading() as work:
            return work.incidents.get(id_)

    def close(self) -> None:
        self.store.close()
