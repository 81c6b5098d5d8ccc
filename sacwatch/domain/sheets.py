"""Patrol sheets: what is printed for a patrol to take along, and the number by which it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sacwatch.domain import texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.patrols import (
    LONGEST,
    EquipmentDraft,
    Mode,
    PatrolDraft,
    Patroller,
    PatrollerDraft,
    settle_crew,
)
from sacwatch.domain.places import Place
from sacwatch.domain.records import Record, Stamp

FIRST_SERIAL = 100
"""So that the first numbers have four digits, the check digit included."""
MOST_BLANKS = 20
"""Blank sheets that are made in one go."""
REPEATED_DAYS = 60
REPEATED_LEAST = 2
MOST_SPOTS = 5

# Of a quasigroup of order 10 that is weakly totally anti-symmetric: H. M. Damm, "Total anti-symmetrische
# Quasigruppen", Marburg 2004. It tells every wrong digit and every two neighbors that changed places.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def _checked(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


def number_of(serial: int) -> str:
    """Give the number of a sheet from its place in the row of all: its digits, then a check digit."""
    return f"{serial}{_checked(str(serial))}"


def serial_of(number: str) -> int:
    """Give the place in the row from a sheet's number."""
    return int(number[:-1])


def is_number(number: str) -> bool:
    """Say whether digits can be the number of a sheet; one mistyped digit, or two swapped, never are."""
    return len(number) >= 4 and number[0] != "0" and _checked(number) == 0


def read_number(text: str) -> str:
    """Give the digits of a number as it is typed, such as "No. 100 5" or "#1005"; "" where there are none."""
    plain = texts.plain(text).strip().lower()
    found = re.fullmatch(r"(?:sheet\s*)?(?:no|nr|number)?[.:\s]*#?([\d\s.-]{1,20})", plain, flags=re.ASCII)
    return re.sub(r"\D", "", found[1]) if found else ""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place where several things happened lately, by its hundred-block or crossing."""

    place: Place = kept(Shows.PLACE)
    count: int = kept(Shows.ALWAYS)
    kinds: tuple[str, ...] = kept(Shows.ALWAYS, default=())
    """What happened, as keys of `words`, each once, the most frequent first."""
    latest: date = kept(Shows.ALWAYS)


@dataclass(frozen=True, kw_only=True)
class Sheet(Record):
    """One printed sheet. Times are aware UTC. It names houses by their ids alone, never by an address."""

    number: str = kept(Shows.CAPTAIN)
    day: date | None = kept(Shows.ALWAYS, default=None)
    """The civil day for which it was printed; None for a blank sheet."""
    starts_at: datetime | None = kept(Shows.ALWAYS, default=None)
    finishes_at: datetime | None = kept(Shows.ALWAYS, default=None)
    """When the patrol was planned; either may be open."""
    mode: Mode | None = kept(Shows.ALWAYS, default=None)
    vehicle: str = kept(Shows.CAPTAIN, default="")
    crew: tuple[Patroller, ...] = kept(Shows.ALWAYS, default=())
    area: str = kept(Shows.TELLING, default="")
    route_id: str | None = kept(Shows.NEVER, default=None)
    """A route whose line is on the map; one that is not there any more counts as none."""
    equipment: tuple[str, ...] = kept(Shows.CAPTAIN, default=())
    shift_id: str | None = kept(Shows.NEVER, default=None)
    shift_day: date | None = kept(Shows.NEVER, default=None)
    house_ids: tuple[str, ...] = kept(Shows.NEVER, default=())
    """The households to look at, in the printed order."""
    spots: tuple[Spot, ...] = kept(Shows.CAPTAIN, default=())
    printed_at: datetime = kept(Shows.ALWAYS)
    unused: bool = kept(Shows.CAPTAIN, default=False)
    """Whether nobody went with it, so that nobody waits for it to be typed in."""

    @property
    def blank(self) -> bool:
        """Say whether it was printed to be filled in by hand, for no day."""
        return self.day is None


@dataclass(frozen=True)
class SheetDraft:
    """A sheet as its form holds it. `blank` leaves out all but the number."""

    blank: bool = False
    day: str = "today"
    start: str = ""
    finish: str = ""
    mode: str = ""
    vehicle: str = ""
    crew: tuple[PatrollerDraft, ...] = ()
    area: str = ""
    route_id: str = ""
    equipment: tuple[str, ...] = ()
    shift_id: str = ""
    shift_day: str = ""
    unused: bool = False
    note: str = ""


def settle(
    draft: SheetDraft,
    stamp: Stamp,
    *,
    zone: tzinfo,
    today: date,
    number: str,
    house_ids: tuple[str, ...] = (),
    spots: tuple[Spot, ...] = (),
    past: Sheet | None = None,
) -> Sheet:
    """Give the sheet a draft means; raises `Invalid` with every problem by field.

    Clock readings are taken in `zone`; `today` is the civil date there.
    """
    problems = Problems()
    note = texts.words(draft.note, "note", problems)
    common: dict[str, Any] = {
        "id": stamp.id,
        "watch_id": stamp.watch_id,
        "created_at": past.created_at if past else stamp.now,
        "changed_at": stamp.now,
        "changed_by": stamp.by,
        "number": past.number if past else number,
        "printed_at": past.printed_at if past else stamp.now,
        "unused": draft.unused,
        "note": note,
    }
    if draft.blank:
        problems.settle()
        return Sheet(**common)
    day = times.coming_day(draft.day, today, "day", problems, needed=True)
    starts_at, finishes_at = _planned(draft, day, zone, problems)
    crew = settle_crew(draft.crew, problems, needed=False)
    equipment = tuple(
        name
        for place, each in enumerate(draft.equipment)
        if (name := texts.name(each, f"equipment.{place}.name", problems))
    )
    vehicle = texts.line(draft.vehicle, "vehicle", problems)
    area = texts.line(draft.area, "area", problems)
    problems.settle()
    return Sheet(
        **common,
        day=day,
        starts_at=starts_at,
        finishes_at=finishes_at,
        mode=Mode(draft.mode) if draft.mode else None,
        vehicle=vehicle if draft.mode == Mode.VEHICLE else "",
        crew=crew,
        area=area,
        route_id=draft.route_id or None,
        equipment=equipment,
        shift_id=draft.shift_id or None,
        shift_day=date.fromisoformat(draft.shift_day) if draft.shift_id and draft.shift_day else None,
        house_ids=house_ids,
        spots=spots,
    )


def _planned(
    draft: SheetDraft, day: date | None, zone: tzinfo, problems: Problems
) -> tuple[datetime | None, datetime | None]:
    """Read the planned times. A finish earlier on the clock than the start is after midnight."""
    clocks: dict[str, times.Clock | None] = {}
    for name, typed in (("start", draft.start), ("finish", draft.finish)):
        clocks[name] = times.read_clock(typed) if typed.strip() else None
        if typed.strip() and clocks[name] is None:
            problems.add(name, "problem.not_a_time", text=typed.strip()[:40])
    start, finish = clocks["start"], clocks["finish"]
    if day is None or start is None:
        if finish is not None and not draft.start.strip():
            problems.add("start", "problem.needed")
        return None, None
    starts = times.instants(day, start, zone)
    if not starts:
        problems.add("start", "problem.skipped_hour", text=draft.start.strip()[:40])
        return None, None
    if finish is None:
        return starts[0], None
    finishes_at = times.first_after(starts[0], finish, zone, within=LONGEST, allow_equal=False)
    if finishes_at is None:
        if start.time == finish.time:
            problems.add("finish", "problem.no_time_passed")
        else:
            hours = int(LONGEST.total_seconds() // 3600)
            problems.add("finish", "problem.patrol_too_long", hours=hours)
    return starts[0], finishes_at


def draft_of(sheet: Sheet, *, zone: tzinfo) -> SheetDraft:
    """Give the draft that settles to this sheet again."""
    return SheetDraft(
        blank=sheet.blank,
        day=times.day_text(sheet.day),
        start="" if sheet.starts_at is None else times.clock_text(sheet.starts_at, zone),
        finish="" if sheet.finishes_at is None else times.clock_text(sheet.finishes_at, zone),
        mode=sheet.mode.value if sheet.mode else "",
        vehicle=sheet.vehicle,
        crew=tuple(PatrollerDraft(each.name, each.member_id, each.seat.value) for each in sheet.crew),
        area=sheet.area,
        route_id=sheet.route_id or "",
        equipment=sheet.equipment,
        shift_id=sheet.shift_id or "",
        shift_day=times.day_text(sheet.shift_day),
        unused=sheet.unused,
        note=sheet.note,
    )


def patrol_draft(sheet: Sheet, *, zone: tzinfo) -> PatrolDraft:
    """Give the form of the patrol that went with a sheet, with all that was printed on it filled in."""
    from_ = draft_of(sheet, zone=zone)
    return PatrolDraft(
        day=from_.day,
        start=from_.start,
        finish=from_.finish,
        mode=from_.mode or Mode.FOOT.value,
        vehicle=from_.vehicle,
        crew=from_.crew,
        area=from_.area,
        equipment=tuple(EquipmentDraft(name, out=False) for name in sheet.equipment),
        shift_id=from_.shift_id,
        shift_day=from_.shift_day,
        sheet_id=sheet.id,
    )


@dataclass(frozen=True)
class Happened:
    """Something that happened at a hundred-block or crossing; `kind` is a key of `words`."""

    at: datetime
    place: Place
    kind: str


def repeated(
    happened: Iterable[Happened], until: datetime, zone: tzinfo, *, most: int = MOST_SPOTS
) -> tuple[Spot, ...]:
    """Give the places worth a second look, the most frequent first, then the latest.

    A place counts where at least two things happened on at least two days within the last 60, so that
    one bad night alone is none. Days are civil ones in `zone`.
    """
    since = until - timedelta(days=REPEATED_DAYS)
    at_places: dict[str, list[Happened]] = {}
    for each in sorted(happened, key=lambda each: each.at):
        if since < each.at <= until and each.place.text:
            at_places.setdefault(each.place.text.casefold(), []).append(each)
    spots = []
    for found in at_places.values():
        days = {each.at.astimezone(zone).date() for each in found}
        if len(found) < REPEATED_LEAST or len(days) < 2:
            continue
        kinds = [each.kind for each in found]
        points = [each.place for each in found if each.place.point is not None]
        spots.append(
            Spot(
                place=points[-1] if points else found[-1].place,
                count=len(found),
                kinds=tuple(sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind))),
                latest=max(days),
            )
        )
    spots.sort(key=lambda spot: (-spot.count, -spot.latest.toordinal(), spot.place.text))
    return tuple(spots[:most])


__all__ = [
    "Happened",
    "Sheet",
    "SheetDraft",
    "Spot",
    "draft_of",
    "is_number",
    "number_of",
    "patrol_draft",
    "read_number",
    "repeated",
    "serial_of",
    "settle",
]
