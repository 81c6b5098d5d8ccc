"""Patrols and their entries, in the order of the paper sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from sacwatch.domain import texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problem, Problems
from sacwatch.domain.places import NOWHERE, Place, PlaceDraft
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.places import settle as settle_place
from sacwatch.domain.records import Record, Stamp
from sacwatch.domain.reported import ReportedTo

LONGEST = timedelta(hours=16)
"""A finish more than this after the start is taken for a slip of the pen, not a patrol."""
FARTHEST_MILES = 500
ODOMETER_LIMIT = 1_999_999
CREW_LIMIT = 40
ENTRY_LIMIT = 500


class Mode(StrEnum):
    """How the patrollers went."""

    FOOT = "foot"
    BICYCLE = "bicycle"
    VEHICLE = "vehicle"


class Seat(StrEnum):
    """What a patroller did on this patrol."""

    DRIVER = "driver"
    OBSERVER = "observer"


class Stop(StrEnum):
    """Whether the patrollers stopped or passed by."""

    DRIVE_BY = "drive_by"
    STOP = "stop"


class Category(StrEnum):
    """What an entry is about; each has the letter that picks it on the form and on the paper sheet."""

    ALL_QUIET = "all_quiet"
    OPEN_GARAGE = "open_garage"
    STREET_LIGHT = "street_light_out"
    GRAFFITI = "graffiti"
    DUMPING = "dumping"
    HAZARD = "hazard"
    SUSPICIOUS = "suspicious_activity"
    WELFARE = "welfare_check"
    HOUSE_CHECK = "house_check"
    OTHER = "other"

    @property
    def letter(self) -> str:
        return _LETTERS[self]

    @classmethod
    def by_letter(cls, letter: str) -> Category | None:
        """Give the category of a letter, in either case; None where no category has it."""
        return _BY_LETTER.get(letter.strip().lower())


_LETTERS = {
    Category.ALL_QUIET: "q",
    Category.OPEN_GARAGE: "g",
    Category.STREET_LIGHT: "l",
    Category.GRAFFITI: "f",
    Category.DUMPING: "d",
    Category.HAZARD: "h",
    Category.SUSPICIOUS: "s",
    Category.WELFARE: "w",
    Category.HOUSE_CHECK: "c",
    Category.OTHER: "o",
}
_BY_LETTER = {letter: category for category, letter in _LETTERS.items()}


class Rule(StrEnum):
    """A rule that the patrollers acknowledge before they go."""

    IN_PAIRS = "in_pairs"
    UNARMED = "unarmed"
    NO_DETAINING = "no_detaining"


@dataclass(frozen=True, kw_only=True)
class Patroller:
    """One person on a patrol: a member, or a name that is not among the members."""

    name: str = kept(Shows.PERSON, of="member_id")
    member_id: str | None = kept(Shows.NEVER, default=None)
    seat: Seat = kept(Shows.ALWAYS, default=Seat.OBSERVER)


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """A thing taken along, and whether it came back."""

    name: str = kept(Shows.CAPTAIN)
    out: bool = kept(Shows.CAPTAIN, default=True)
    back: bool = kept(Shows.CAPTAIN, default=False)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the sheet."""

    id: str = kept(Shows.NEVER)
    at: datetime | None = kept(Shows.ALWAYS, default=None)
    """Aware UTC; None where the sheet gives no time."""
    place: Place = kept(Shows.PLACE, default=NOWHERE)
    stop: Stop = kept(Shows.ALWAYS, default=Stop.DRIVE_BY)
    category: Category = kept(Shows.ALWAYS, default=Category.ALL_QUIET)
    seen: str = kept(Shows.TELLING, default="")
    reported_to: ReportedTo = kept(Shows.ALWAYS, default=ReportedTo.NONE)
    number: str = kept(Shows.TELLING, default="")
    """Case or ticket number."""
    household_id: str | None = kept(Shows.NEVER, default=None)
    """The household of a house check from the sheet; its address stands with the household alone."""
    counted_only: bool = kept(Shows.ALWAYS, default=False)
    """Whether all that could tell of it was taken out for its audience; never kept."""


@dataclass(frozen=True, kw_only=True)
class Patrol(Record):
    """One patrol. Times are aware UTC; odometer readings are miles, to the tenth."""

    day: date = kept(Shows.ALWAYS)
    """The civil date on which it started."""
    started_at: datetime = kept(Shows.ALWAYS)
    finished_at: datetime = kept(Shows.ALWAYS)
    odometer_start: Decimal | None = kept(Shows.CAPTAIN, default=None)
    odometer_finish: Decimal | None = kept(Shows.CAPTAIN, default=None)
    mode: Mode = kept(Shows.ALWAYS, default=Mode.FOOT)
    vehicle: str = kept(Shows.CAPTAIN, default="")
    crew: tuple[Patroller, ...] = kept(Shows.ALWAYS, default=())
    """How many went is for everyone; each name is about a person."""
    area: str = kept(Shows.TELLING, default="")
    weather: str = kept(Shows.TELLING, default="")
    public_wording: str = kept(Shows.WORDING, default="")
    """What neighbours read in place of what was seen and told."""
    equipment: tuple[Equipment, ...] = kept(Shows.CAPTAIN, default=())
    rules: frozenset[Rule] = kept(Shows.ALWAYS, default=frozenset())
    """The rules that were acknowledged."""
    shift_id: str | None = kept(Shows.NEVER, default=None)
    """The shift as which it was planned, on the day `shift_day` of its series."""
    shift_day: date | None = kept(Shows.NEVER, default=None)
    sheet_id: str | None = kept(Shows.NEVER, default=None)
    """The printed sheet from which it was typed in."""
    entries: tuple[Entry, ...] = kept(Shows.ALWAYS, default=())

    @property
    def duration(self) -> timedelta:
        """The elapsed time; right across midnight and clock changes because both ends are UTC."""
        return self.finished_at - self.started_at

    @property
    def minutes(self) -> int:
        return round(self.duration.total_seconds() / 60)

    @property
    def person_minutes(self) -> int:
        """Duration times people, in minutes."""
        return self.minutes * len(self.crew)

    @property
    def miles(self) -> Decimal | None:
        if self.odometer_start is None or self.odometer_finish is None:
            return None
        return self.odometer_finish - self.odometer_start


@dataclass(frozen=True)
class PatrollerDraft:
    name: str = ""
    member_id: str | None = None
    seat: str = "observer"


@dataclass(frozen=True)
class EquipmentDraft:
    name: str = ""
    out: bool = True
    back: bool = False


@dataclass(frozen=True)
class EntryDraft:
    id: str = ""
    clock: str = ""
    place: PlaceDraft = PlaceDraft()
    stop: str = "drive_by"
    category: str = "all_quiet"
    seen: str = ""
    reported_to: str = "none"
    number: str = ""

    def blank(self) -> bool:
        """Say whether nothing was entered on this line, so that it is left out."""
        typed = (self.clock, self.place.text, self.seen, self.number)
        untouched = (self.stop, self.category, self.reported_to) == ("drive_by", "all_quiet", "none")
        return untouched and self.place.lat is None and not any(texts.visible(text) for text in typed)


@dataclass(frozen=True)
class CheckDraft:
    """A house on the sheet, and whether the patrollers looked at it."""

    household_id: str = ""
    done: bool = False
    id: str = ""
    clock: str = ""
    seen: str = ""
    reported_to: str = "none"
    number: str = ""


@dataclass(frozen=True)
class PatrolDraft:
    """A patrol as its form holds it: what was typed, as it was typed."""

    day: str = ""
    start: str = ""
    finish: str = ""
    odometer_start: str = ""
    odometer_finish: str = ""
    mode: str = "foot"
    vehicle: str = ""
    crew: tuple[PatrollerDraft, ...] = ()
    area: str = ""
    weather: str = ""
    public_wording: str = ""
    equipment: tuple[EquipmentDraft, ...] = ()
    rules: tuple[str, ...] = ()
    shift_id: str = ""
    shift_day: str = ""
    sheet_id: str = ""
    checks: tuple[CheckDraft, ...] = ()
    entries: tuple[EntryDraft, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Span:
    """When a patrol was, worked out from what was typed; None where that cannot be."""

    day: date | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


def settle(
    draft: PatrolDraft,
    stamp: Stamp,
    *,
    zone: tzinfo,
    today: date,
    new_id: Callable[[], str],
    past: Patrol | None = None,
) -> Patrol:
    """Give the patrol a draft means; raises `Invalid` with every problem by field.

    Clock readings are taken in `zone`; `today` is the civil date there, for "yesterday".
    """
    problems = Problems()
    draft = _as_they_went(draft)
    span = read_span(draft, zone=zone, today=today, now=stamp.now, problems=problems)
    odometer_start = _odometer(draft.odometer_start, "odometer_start", problems)
    odometer_finish = _odometer(draft.odometer_finish, "odometer_finish", problems)
    if odometer_start is not None and odometer_finish is not None:
        if odometer_finish < odometer_start:
            problems.add("odometer_finish", "problem.odometer_backwards", start=odometer_start)
        elif odometer_finish - odometer_start > FARTHEST_MILES:
            problems.add(
                "odometer_finish",
                "problem.odometer_far",
                miles=odometer_finish - odometer_start,
                limit=FARTHEST_MILES,
            )
    crew = settle_crew(draft.crew, problems)
    checks = _checks(draft.checks, span, zone, new_id, problems)
    entries = _entries(draft.entries, span, zone, new_id, problems)
    equipment = tuple(
        Equipment(name=name, out=each.out, back=each.back)
        for place, each in enumerate(draft.equipment)
        if (name := texts.name(each.name, f"equipment.{place}.name", problems))
    )
    area = texts.line(draft.area, "area", problems)
    weather = texts.line(draft.weather, "weather", problems)
    public_wording = texts.words(draft.public_wording, "public_wording", problems)
    vehicle = texts.line(draft.vehicle, "vehicle", problems)
    note = texts.words(draft.note, "note", problems)
    problems.settle()
    assert span.day and span.started_at and span.finished_at
    return Patrol(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=note,
        day=span.day,
        started_at=span.started_at,
        finished_at=span.finished_at,
        odometer_start=odometer_start,
        odometer_finish=odometer_finish,
        mode=Mode(draft.mode),
        vehicle=vehicle,
        crew=crew,
        area=area,
        weather=weather,
        public_wording=public_wording,
        equipment=equipment,
        rules=frozenset(Rule(rule) for rule in draft.rules),
        shift_id=draft.shift_id or None,
        shift_day=date.fromisoformat(draft.shift_day) if draft.shift_id and draft.shift_day else None,
        sheet_id=draft.sheet_id or None,
        entries=(*checks, *entries),
    )


def _as_they_went(draft: PatrolDraft) -> PatrolDraft:
    """Leave out of a draft what only a vehicle has, where none was used."""
    if draft.mode == Mode.VEHICLE:
        return draft
    crew = tuple(replace(each, seat=Seat.OBSERVER.value) for each in draft.crew)
    return replace(draft, vehicle="", odometer_start="", odometer_finish="", crew=crew)


def read_span(draft: PatrolDraft, *, zone: tzinfo, today: date, now: datetime, problems: Problems) -> Span:
    """Work out when the patrol was. A finish earlier on the clock than the start is after midnight."""
    day = times.read_day(draft.day, today) if draft.day.strip() else None
    if not draft.day.strip():
        problems.add("day", "problem.needed")
    elif day is None:
        problems.put("day", times.unread_day(draft.day, today))
    start = _clock(draft.start, "start", problems)
    finish = _clock(draft.finish, "finish", problems)
    if day is None or start is None:
        return Span(day)
    starts = times.instants(day, start, zone)
    if not starts:
        problems.add("start", "problem.skipped_hour", text=draft.start[:40])
        return Span(day)
    started_at = starts[0]
    if started_at > now:
        problems.add("day" if day > today else "start", "problem.in_future")
        return Span(day)
    if finish is None:
        return Span(day, started_at)
    finished_at = times.first_after(started_at, finish, zone, within=LONGEST, allow_equal=False)
    if finished_at is None:
        problems.put("finish", _why_no_finish(day, start, finish, zone, draft))
        return Span(day, started_at)
    if finished_at > now:
        problems.add("finish", "problem.in_future")
    return Span(day, started_at, finished_at)


def _why_no_finish(
    day: date, start: times.Clock, finish: times.Clock, zone: tzinfo, draft: PatrolDraft
) -> Problem:
    if start.time == finish.time:
        return Problem("problem.no_time_passed")
    same_day = times.instants(day, finish, zone)
    following = times.instants(day + timedelta(days=1), finish, zone)
    if not same_day or (finish.time < start.time and not following):
        return Problem("problem.skipped_hour", {"text": draft.finish[:40]})
    if finish.time < start.time:
        return Problem("problem.finish_before_start", {"start": draft.start.strip()[:40]})
    return Problem("problem.patrol_too_long", {"hours": int(LONGEST.total_seconds() // 3600)})


def _clock(text: str, where: str, problems: Problems) -> times.Clock | None:
    if not text.strip():
        problems.add(where, "problem.needed")
        return None
    clock = times.read_clock(text)
    if clock is None:
        problems.add(where, "problem.not_a_time", text=text.strip()[:40])
    return clock


def _odometer(text: str, where: str, problems: Problems) -> Decimal | None:
    value, problem = texts.number(text, low=0, high=ODOMETER_LIMIT, places=1)
    problems.put(where, problem)
    return value


def settle_crew(
    drafts: tuple[PatrollerDraft, ...], problems: Problems, *, needed: bool = True
) -> tuple[Patroller, ...]:
    """Give the people whom the lines of a form name; blank lines are left out."""
    found: list[Patroller] = []
    seen: set[str] = set()
    for place, draft in enumerate(drafts):
        where = f"crew.{place}.name"
        name = texts.name(draft.name, where, problems)
        if not texts.visible(name):
            continue
        who = draft.member_id or name.casefold()
        if who in seen:
            problems.add(where, "problem.twice_in_crew", name=name[:80])
        seen.add(who)
        found.append(Patroller(name=name, member_id=draft.member_id, seat=Seat(draft.seat)))
    if not found and needed:
        problems.add("crew.0.name", "problem.no_crew")
    if len(found) > CREW_LIMIT:
        problems.add("crew.0.name", "problem.too_many", limit=CREW_LIMIT)
    if sum(each.seat is Seat.DRIVER for each in found) > 1:
        problems.add("crew.0.name", "problem.two_drivers")
    return tuple(found)


def _checks(
    drafts: tuple[CheckDraft, ...], span: Span, zone: tzinfo, new_id: Callable[[], str], problems: Problems
) -> tuple[Entry, ...]:
    """Give an entry for each house that was looked at, in the order of the sheet."""
    return tuple(
        Entry(
            id=draft.id or new_id(),
            at=_entry_time(draft.clock, f"checks.{place}.clock", span, None, zone, problems),
            stop=Stop.STOP,
            category=Category.HOUSE_CHECK,
            seen=texts.words(draft.seen, f"checks.{place}.seen", problems),
            reported_to=ReportedTo(draft.reported_to),
            number=texts.name(draft.number, f"checks.{place}.number", problems),
            household_id=draft.household_id,
        )
        for place, draft in enumerate(drafts)
        if draft.done and draft.household_id
    )


def _entries(
    drafts: tuple[EntryDraft, ...], span: Span, zone: tzinfo, new_id: Callable[[], str], problems: Problems
) -> tuple[Entry, ...]:
    found: list[Entry] = []
    if len(drafts) > ENTRY_LIMIT:
        problems.add("entries", "problem.too_many", limit=ENTRY_LIMIT)
        return ()
    last = span.started_at
    for place, draft in enumerate(drafts):
        if draft.blank():
            continue
        where = f"entries.{place}"
        at = _entry_time(draft.clock, f"{where}.clock", span, last, zone, problems)
        last = at or last
        found.append(
            Entry(
                id=draft.id or new_id(),
                at=at,
                place=settle_place(draft.place, f"{where}.place", problems),
                stop=Stop(draft.stop),
                category=Category(draft.category),
                seen=texts.words(draft.seen, f"{where}.seen", problems),
                reported_to=ReportedTo(draft.reported_to),
                number=texts.name(draft.number, f"{where}.number", problems),
            )
        )
    return tuple(found)


def _entry_time(
    text: str, where: str, span: Span, last: datetime | None, zone: tzinfo, problems: Problems
) -> datetime | None:
    if not text.strip():
        return None
    clock = times.read_clock(text)
    if clock is None:
        problems.add(where, "problem.not_a_time", text=text.strip()[:40])
        return None
    if span.started_at is None or span.finished_at is None:
        return None
    # In the hour that comes twice, an entry that follows another is not before it.
    for start in (last, span.started_at):
        if start is not None and start <= span.finished_at:
            at = times.first_after(start, clock, zone, within=span.finished_at - start)
            if at is not None:
                return at
    problems.add(where, "problem.entry_outside_patrol", text=text.strip()[:40])
    return None


def draft_of(patrol: Patrol, *, zone: tzinfo) -> PatrolDraft:
    """Give the draft that settles to this patrol again."""
    return PatrolDraft(
        day=patrol.day.isoformat(),
        start=times.clock_text(patrol.started_at, zone),
        finish=times.clock_text(patrol.finished_at, zone),
        odometer_start=texts.number_text(patrol.odometer_start),
        odometer_finish=texts.number_text(patrol.odometer_finish),
        mode=patrol.mode.value,
        vehicle=patrol.vehicle,
        crew=tuple(PatrollerDraft(each.name, each.member_id, each.seat.value) for each in patrol.crew),
        area=patrol.area,
        weather=patrol.weather,
        public_wording=patrol.public_wording,
        equipment=tuple(EquipmentDraft(each.name, each.out, each.back) for each in patrol.equipment),
        rules=tuple(rule.value for rule in Rule if rule in patrol.rules),
        shift_id=patrol.shift_id or "",
        shift_day=times.day_text(patrol.shift_day),
        sheet_id=patrol.sheet_id or "",
        checks=tuple(
            CheckDraft(
                household_id=each.household_id,
                done=True,
                id=each.id,
                clock="" if each.at is None else times.clock_text(each.at, zone),
                seen=each.seen,
                reported_to=each.reported_to.value,
                number=each.number,
            )
            for each in patrol.entries
            if each.household_id is not None
        ),
        entries=tuple(
            EntryDraft(
                id=each.id,
                clock="" if each.at is None else times.clock_text(each.at, zone),
                place=place_draft_of(each.place),
                stop=each.stop.value,
                category=each.category.value,
                seen=each.seen,
                reported_to=each.reported_to.value,
                number=each.number,
            )
            for each in patrol.entries
            if each.household_id is None
        ),
        note=patrol.note,
    )


@dataclass(frozen=True)
class PersonHours:
    """One person's share of the patrols of a period; miles are those driven."""

    name: str
    member_id: str | None
    patrols: int
    minutes: int
    miles: Decimal


def hours_by_person(patrols: Iterable[Patrol]) -> list[PersonHours]:
    """Sum the work by person, in order of name.

    A member is one person, under the latest name; without a member, the same spelling is one person.
    """
    sums: dict[str, PersonHours] = {}
    for patrol in sorted(patrols, key=lambda each: each.started_at):
        for each in patrol.crew:
            key = each.member_id or f"name:{each.name.casefold()}"
            past = sums.get(key) or PersonHours(each.name, each.member_id, 0, 0, Decimal(0))
            driven = (patrol.miles or Decimal(0)) if each.seat is Seat.DRIVER else Decimal(0)
            sums[key] = PersonHours(
                each.name,
                each.member_id,
                past.patrols + 1,
                past.minutes + patrol.minutes,
                past.miles + driven,
            )
    return sorted(sums.values(), key=lambda row: row.name.casefold())
