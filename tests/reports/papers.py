"""Makes records for papers, and reads finished papers back."""

from __future__ import annotations

import dataclasses
import io
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pypdf

from sacwatch.domain.audiences import Audience
from sacwatch.domain.described import SeenPerson, SeenVehicle
from sacwatch.domain.incidents import Incident, Source, Status
from sacwatch.domain.leftout import Tally, Thing
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, Entry, Equipment, Mode, Patrol, Patroller, Rule, Seat, Stop
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.domain.reducing import reduced
from sacwatch.domain.reported import ReportedTo
from sacwatch.domain.watches import Watch
from sacwatch.reports.incidents import IncidentSummary
from sacwatch.reports.patrols import PatrolHours, PatrolLog

MADE_ON = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
"""Monday, 10:05 am in Sacramento."""
START = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
"""Saturday, November 21, 8:30 pm in Sacramento."""
POINT = Point(38.5712, -121.4812)

_COMMON: dict[str, Any] = {
    "watch_id": "watch",
    "created_at": MADE_ON,
    "changed_at": MADE_ON,
    "changed_by": "tester",
}


def watch(**said: Any) -> Watch:
    usual: dict[str, Any] = {
        "id": "watch",
        "name": "Queens Street Watch",
        "place": Place("Midtown, Sacramento"),
        "footer": "First Tuesday, 6:30 pm, library",
    }
    return Watch(**{**_COMMON, **usual, **said})


def entry(which: int, minutes: int, place: str, category: Category, seen: str = "", **said: Any) -> Entry:
    return Entry(
        id=f"entry-{which}",
        at=START + timedelta(minutes=minutes),
        place=Place(place, POINT, Fix.ADDRESS) if place else Place(),
        category=category,
        seen=seen,
        **said,
    )


ENTRIES = (
    entry(1, 8, "2240 Queens St", Category.ALL_QUIET),
    entry(
        2,
        20,
        "1615 P St",
        Category.STREET_LIGHT,
        "Light out at the corner, pole 4471.",
        stop=Stop.STOP,
        reported_to=ReportedTo.CITY_311,
        number="261121-00312",
    ),
    entry(
        3, 33, "2412 Capitol Ave", Category.OPEN_GARAGE, "Garage open. Mrs. Nguyễn closed it.", stop=Stop.STOP
    ),
    entry(4, 47, "1900 block of K St", Category.ALL_QUIET),
    entry(5, 62, "21st St & L St", Category.GRAFFITI, "Fresh tag, blue, 3 ft wide.", stop=Stop.STOP),
    entry(6, 75, "Fremont Park", Category.ALL_QUIET, "A few people walking dogs."),
    entry(
        7,
        88,
        "1810 N St",
        Category.SUSPICIOUS,
        "Gray sedan circled three times with its lights off, then left north on 18th.",
        reported_to=ReportedTo.NON_EMERGENCY,
        number="26-318842",
    ),
    entry(8, 104, "2500 J St", Category.DUMPING, "Mattress and two bags in the alley."),
    entry(9, 120, "2240 Queens St", Category.HOUSE_CHECK, "Porch light on, mail taken in."),
)


def patrol(**said: Any) -> Patrol:
    usual: dict[str, Any] = {
        "id": "patrol",
        "note": "Ask about the pole on P Street again.",
        "day": date(2026, 11, 21),
        "started_at": START,
        "finished_at": START + timedelta(minutes=130),
        "odometer_start": Decimal("48210.4"),
        "odometer_finish": Decimal("48219.1"),
        "mode": Mode.VEHICLE,
        "vehicle": "White Corolla",
        "crew": (Patroller(name="Ana Ruiz", seat=Seat.DRIVER), Patroller(name="Ben Thompson")),
        "area": "15th to 29th, J to R",
        "weather": "Clear, 52°F",
        "equipment": (Equipment(name="Radio 2", back=True), Equipment(name="Signs")),
        "rules": frozenset(Rule),
        "entries": ENTRIES,
    }
    return Patrol(**{**_COMMON, **usual, **said})


def patrols(count: int) -> tuple[Patrol, ...]:
    """Give patrols of November 2026, the same at every call."""
    chance = random.Random(count)
    names = [
        "Ana Ruiz",
        "Ben Thompson",
        "Carla Nguyen",
        "Dmitri Petrov",
        "Ed Washington",
        "Fatima Khan",
        "Grace Lee",
    ]
    found = []
    for i in range(count):
        start = datetime(2026, 11, 2, 3, tzinfo=UTC) + timedelta(
            days=i % 28, minutes=chance.randrange(0, 180, 5)
        )
        crew = chance.sample(names, chance.choice([2, 2, 3]))
        found.append(
            patrol(
                id=f"patrol-{i:05}",
                started_at=start,
                finished_at=start + timedelta(minutes=chance.randrange(45, 150, 5)),
                crew=tuple(
                    Patroller(name=name, member_id=name, seat=Seat.OBSERVER if k else Seat.DRIVER)
                    for k, name in enumerate(crew)
                ),
                entries=(),
            )
        )
    return tuple(found)


def incident(**said: Any) -> Incident:
    usual: dict[str, Any] = {
        "id": "incident",
        "kind": IncidentKind.VEHICLE_BURGLARY,
        "occurred_from": START,
        "code": "2299",
        "happened": "Window smashed, bag taken from the back seat.",
        "place": Place("1612 P St", POINT, Fix.ADDRESS),
        "reported_to": ReportedTo.NON_EMERGENCY,
        "report_number": "26-301147",
    }
    return Incident(**{**_COMMON, **usual, **said})


_STORIES = (
    "Window smashed overnight, bag taken from the back seat.",
    "Package taken from the porch at noon; the camera shows a green vest.",
    "Loud shouting in the alley for about ten minutes, then two people walked off.",
    "Catalytic converter cut from a parked car.",
    "Bicycle taken from a locked shed. The lock was cut.",
)
_PLACES = ("1612 P St", "2418 Capitol Ave", "1900 block of K St", "21st St & L St", "1810 N St", "2508 J St")


def incidents(count: int) -> tuple[Incident, ...]:
    """Give incidents of September to November 2026, the same at every call."""
    chance = random.Random(count)
    kinds = [IncidentKind.VEHICLE_BURGLARY] * 4 + [
        IncidentKind.PACKAGE_THEFT,
        IncidentKind.GRAFFITI,
        IncidentKind.THEFT,
        IncidentKind.DOMESTIC_VIOLENCE,
        IncidentKind.SUSPICIOUS_ACTIVITY,
    ]
    found = []
    for i in range(count):
        start = datetime(2026, 9, 2, 8, tzinfo=UTC) + timedelta(minutes=chance.randrange(0, 88 * 1440, 5))
        later = start + timedelta(hours=chance.randrange(1, 11))
        found.append(
            incident(
                id=f"incident-{i:05}",
                kind=chance.choice(kinds),
                occurred_from=start,
                occurred_to=later if chance.random() < 0.4 else None,
                happened=chance.choice(_STORIES),
                place=Place(chance.choice(_PLACES), POINT if chance.random() < 0.9 else None),
                vehicles=(SeenVehicle(id="v", colour="gray", make="Honda", model="Civic", plate="7ABC123"),)
                if chance.random() < 0.2
                else (),
                persons=(SeenPerson(id="p", height=68, weight=150, clothing="green vest, jeans"),)
                if chance.random() < 0.15
                else (),
                status=chance.choice(list(Status)),
                source=chance.choice(list(Source)),
            )
        )
    return tuple(found)


def log_data(audience: Audience = Audience.CAPTAIN, record: Patrol | None = None, **said: Any) -> PatrolLog:
    tally = Tally()
    usual = {
        "watch": reduced(watch(), audience),
        "patrol": reduced(record or patrol(), audience, tally=tally),
        "left_out": tally.of(()),
    }
    return PatrolLog(**{"audience": audience, **usual, **said})


def hours_data(
    audience: Audience = Audience.CAPTAIN, records: tuple[Patrol, ...] = (), **said: Any
) -> PatrolHours:
    tally = Tally()
    usual = {
        "watch": reduced(watch(), audience),
        "patrols": tuple(reduced(each, audience, tally=tally) for each in records),
        "left_out": tally.of((Thing.NAMES, Thing.MILES)),
    }
    return PatrolHours(**{"audience": audience, "year": 2026, "month": 11, **usual, **said})


def summary_data(
    audience: Audience = Audience.CAPTAIN, records: tuple[Incident, ...] = (), **said: Any
) -> IncidentSummary:
    tally = Tally()
    usual = {
        "watch": reduced(watch(), audience),
        "incidents": tuple(reduced(each, audience, tally=tally) for each in records),
        "left_out": tally.of((Thing.PLACES, Thing.TOLD, Thing.NOTES, Thing.COUNTED)),
        "first": date(2026, 9, 1),
        "last": date(2026, 11, 30),
    }
    return IncidentSummary(**{"audience": audience, **usual, **said})


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pages_of(data: bytes) -> list[str]:
    """Give the text of each page, with the blanks that hold words together as plain ones."""
    return [page.extract_text().replace("\u00a0", " ") for page in read(data).pages]


def squeezed(text: str) -> str:
    """Give a text without any white space, which line ends and the reader change."""
    return "".join(text.split())


def whole_text(data: bytes) -> str:
    """Give a paper's text without page heads, foots and white space."""
    return squeezed("".join(pages_of(data)))


def replaced(record: Any, **said: Any) -> Any:
    return dataclasses.replace(record, **said)
