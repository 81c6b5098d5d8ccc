"""Incidents: behaviour first, then vehicles and persons as described."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from sacwatch.domain import described, offences, texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.described import PersonDraft, SeenPerson, SeenVehicle, VehicleDraft
from sacwatch.domain.errors import Problems
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.places import NOWHERE, Place, PlaceDraft
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.places import settle as settle_place
from sacwatch.domain.records import Record, Stamp
from sacwatch.domain.reported import ReportedTo

LONGEST_RANGE = timedelta(days=366)


class Source(StrEnum):
    """Where the watch knows it from."""

    WATCH = "watch"
    RESIDENT = "resident"
    POLICE_FEED = "police_feed"


class Status(StrEnum):
    OPEN = "open"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"


class NumberState(StrEnum):
    """Whether the report number is still to come."""

    WAITING = "waiting"
    NONE_COMING = "none_coming"


@dataclass(frozen=True, kw_only=True)
class Incident(Record):
    """One incident. Times are aware UTC."""

    kind: IncidentKind = kept(Shows.ALWAYS)
    occurred_from: datetime = kept(Shows.ALWAYS)
    occurred_to: datetime | None = kept(Shows.ALWAYS, default=None)
    """The latest it can have been, where the time is not known."""
    reported_at: datetime | None = kept(Shows.ALWAYS, default=None)
    code: str = kept(Shows.CODE, default="")
    """Offence code as the police give it."""
    happened: str = kept(Shows.TELLING, default="")
    """What happened: behaviour first."""
    place: Place = kept(Shows.PLACE, default=NOWHERE)
    vehicles: tuple[SeenVehicle, ...] = kept(Shows.TELLING, default=())
    persons: tuple[SeenPerson, ...] = kept(Shows.TELLING, default=())
    source: Source = kept(Shows.ALWAYS, default=Source.WATCH)
    reported_to: ReportedTo = kept(Shows.ALWAYS, default=ReportedTo.NONE)
    report_number: str = kept(Shows.TELLING, default="")
    number_state: NumberState = kept(Shows.CAPTAIN, default=NumberState.WAITING)
    status: Status = kept(Shows.ALWAYS, default=Status.OPEN)
    disposition: str = kept(Shows.TELLING, default="")
    """How it ended."""
    entry_id: str | None = kept(Shows.NEVER, default=None)
    """The patrol entry on which it was found."""
    public_wording: str = kept(Shows.WORDING, default="")
    """What happened, as the captain wrote it for those who are not told the rest."""
    counted_only: bool = kept(Shows.ALWAYS, default=False)
    """The captain's word that neighbours are told of it as a number alone, whatever its kind."""

    @property
    def number_awaited(self) -> bool:
        """Say whether a report number is still to be chased."""
        return (
            self.reported_to.gives_number
            and not self.report_number
            and self.number_state is NumberState.WAITING
        )


@dataclass(frozen=True)
class IncidentDraft:
    """An incident as its form holds it."""

    kind: str = ""
    from_day: str = ""
    from_clock: str = ""
    to_day: str = ""
    to_clock: str = ""
    reported_day: str = ""
    reported_clock: str = ""
    code: str = ""
    happened: str = ""
    place: PlaceDraft = PlaceDraft()
    vehicles: tuple[VehicleDraft, ...] = ()
    persons: tuple[PersonDraft, ...] = ()
    source: str = "watch"
    reported_to: str = "none"
    report_number: str = ""
    number_state: str = "waiting"
    status: str = "open"
    disposition: str = ""
    entry_id: str | None = None
    public_wording: str = ""
    counted_only: bool = False
    note: str = ""


def settle(
    draft: IncidentDraft,
    stamp: Stamp,
    *,
    zone: tzinfo,
    today: date,
    new_id: Callable[[], str],
    past: Incident | None = None,
) -> Incident:
    """Give the incident a draft means; raises `Invalid` with every problem by field.

    Clock readings are taken in `zone`; a day without a time stands for its first instant, as the
    start of a range that ends with the day.
    """
    problems = Problems()
    if not draft.kind:
        problems.add("kind", "problem.needed")
    occurred_from, occurred_to = _range(draft, zone, today, stamp.now, problems)
    reported_at = _reported(draft, occurred_from, zone, today, stamp.now, problems)
    vehicles = described.vehicles(draft.vehicles, new_id, problems)
    persons = described.persons(draft.persons, new_id, problems)
    happened = texts.words(draft.happened, "happened", problems)
    place = settle_place(draft.place, "place", problems)
    code = texts.name(draft.code, "code", problems)
    if code and not offences.may_be_code(code):
        problems.add("code", "problem.not_a_code", limit=offences.CODE_LENGTH)
    report_number = _report_number(draft.report_number, problems)
    disposition = texts.words(draft.disposition, "disposition", problems)
    public_wording = texts.words(draft.public_wording, "public_wording", problems)
    note = texts.words(draft.note, "note", problems)
    problems.settle()
    assert occurred_from is not None
    return Incident(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=note,
        kind=IncidentKind(draft.kind),
        occurred_from=occurred_from,
        occurred_to=occurred_to,
        reported_at=reported_at,
        code=code,
        happened=happened,
        place=place,
        vehicles=vehicles,
        persons=persons,
        source=Source(draft.source),
        reported_to=ReportedTo(draft.reported_to),
        report_number=report_number,
        number_state=NumberState(draft.number_state),
        status=Status(draft.status),
        disposition=disposition,
        entry_id=draft.entry_id,
        public_wording=public_wording,
        counted_only=draft.counted_only,
    )


def _report_number(text: str, problems: Problems) -> str:
    kept = texts.name(text, "report_number", problems)
    if kept and not texts.tells(kept):
        problems.add("report_number", "problem.no_report_number", text=kept[:40])
    return kept


def numbered(past: Incident, number: str, stamp: Stamp) -> Incident:
    """Give the incident with its report number; a blank one means that none will come. Raises `Invalid`."""
    problems = Problems()
    kept = _report_number(number, problems)
    problems.settle()
    return dataclasses.replace(
        past,
        report_number=kept,
        number_state=past.number_state if kept else NumberState.NONE_COMING,
        changed_at=stamp.now,
        changed_by=stamp.by,
    )


def _moment(
    day_text: str,
    clock_text: str,
    where: str,
    zone: tzinfo,
    today: date,
    problems: Problems,
    *,
    after: datetime | None = None,
) -> tuple[date | None, datetime | None, bool]:
    """Read a day and a clock: the day, its instant (UTC), and whether a clock time was given.

    Of two instants in the hour that comes twice it is the one not before `after`, if there is one.
    """
    day, clock = times.read_day(day_text, today), times.read_clock(clock_text)
    given = bool(clock_text.strip())
    if day is None:
        problems.put(f"{where}_day", times.unread_day(day_text, today))
    if given and clock is None:
        problems.add(f"{where}_clock", "problem.not_a_time", text=clock_text.strip()[:40])
    if day is None:
        return None, None, False
    if not given:
        return day, times.day_start(day, zone), False
    if clock is None:
        return day, None, True
    found = times.instants(day, clock, zone)
    if not found:
        problems.add(f"{where}_clock", "problem.skipped_hour", text=clock_text.strip()[:40])
        return day, None, True
    return day, next((each for each in found if after is None or each >= after), found[0]), True


def _range(
    draft: IncidentDraft, zone: tzinfo, today: date, now: datetime, problems: Problems
) -> tuple[datetime | None, datetime | None]:
    if not draft.from_day.strip():
        problems.add("from_day", "problem.needed")
        return None, None
    day, start, clock_given = _moment(draft.from_day, draft.from_clock, "from", zone, today, problems)
    if day is None or start is None:
        return None, None
    if start > now:
        problems.add("from_day" if day > today else "from_clock", "problem.in_future")
    if not draft.to_day.strip() and not draft.to_clock.strip():
        if clock_given:
            return start, None
        last = _end_of(day, zone, now)
        return start, last if last > start else None
    end = _range_end(draft, start, zone, today, now, problems)
    if end is None:
        return start, None
    if end < start:
        problems.add("to_day" if draft.to_day.strip() else "to_clock", "problem.range_backwards")
    elif end - start > LONGEST_RANGE:
        problems.add("to_day", "problem.range_too_long")
    elif end > now:
        problems.add("to_day" if draft.to_day.strip() else "to_clock", "problem.in_future")
    return start, end if end > start else None


def _end_of(day: date, zone: tzinfo, now: datetime) -> datetime:
    """Give the last minute of a day, or this one where the day is not over."""
    end, minute = times.day_end(day, zone), now.replace(second=0, microsecond=0)
    return minute if times.day_start(day, zone) <= minute < end else end


def _range_end(
    draft: IncidentDraft, start: datetime, zone: tzinfo, today: date, now: datetime, problems: Problems
) -> datetime | None:
    if draft.to_day.strip():
        to_day, end, given = _moment(draft.to_day, draft.to_clock, "to", zone, today, problems, after=start)
        return end if to_day is None or given else _end_of(to_day, zone, now)
    clock = times.read_clock(draft.to_clock)
    if clock is None:
        problems.add("to_clock", "problem.not_a_time", text=draft.to_clock.strip()[:40])
        return None
    # "10 pm to 6 am" without a second date ends the next morning.
    return times.first_after(start, clock, zone, within=timedelta(hours=24))


def _reported(
    draft: IncidentDraft,
    occurred: datetime | None,
    zone: tzinfo,
    today: date,
    now: datetime,
    problems: Problems,
) -> datetime | None:
    if not draft.reported_day.strip():
        if draft.reported_clock.strip():
            problems.add("reported_day", "problem.needed")
        return None
    day, at, given = _moment(
        draft.reported_day, draft.reported_clock, "reported", zone, today, problems, after=occurred
    )
    if day is None or at is None:
        return None
    where = "reported_clock" if given else "reported_day"
    if at > now:
        problems.add(where, "problem.in_future")
    last = at if given else times.day_end(day, zone)
    if occurred is not None and last < occurred:
        problems.add(where, "problem.reported_before")
    return at


def draft_of(incident: Incident, *, zone: tzinfo) -> IncidentDraft:
    """Give the draft that settles to this incident again."""

    def day(at: datetime | None) -> str:
        return at.astimezone(zone).date().isoformat() if at else ""

    def clock(at: datetime | None) -> str:
        return times.clock_text(at, zone) if at else ""

    from_clock, to_day, to_clock = clock(incident.occurred_from), day(incident.occurred_to), ""
    if incident.occurred_to is not None:
        to_clock = clock(incident.occurred_to)
        day_of = incident.occurred_from.astimezone(zone).date()
        if (incident.occurred_from, incident.occurred_to) == (
            times.day_start(day_of, zone),
            times.day_end(day_of, zone),
        ):
            from_clock = to_day = to_clock = ""  # a day without a time
    reported_clock = clock(incident.reported_at)
    if incident.reported_at is not None:
        local = incident.reported_at.astimezone(zone)
        if incident.reported_at == times.day_start(local.date(), zone):
            reported_clock = ""  # likewise
    return IncidentDraft(
        kind=incident.kind.value,
        from_day=day(incident.occurred_from),
        from_clock=from_clock,
        to_day=to_day,
        to_clock=to_clock,
        reported_day=day(incident.reported_at),
        reported_clock=reported_clock,
        code=incident.code,
        happened=incident.happened,
        place=place_draft_of(incident.place),
        vehicles=tuple(described.vehicle_draft(each) for each in incident.vehicles),
        persons=tuple(described.person_draft(each) for each in incident.persons),
        source=incident.source.value,
        reported_to=incident.reported_to.value,
        report_number=incident.report_number,
        number_state=incident.number_state.value,
        status=incident.status.value,
        disposition=incident.disposition,
        entry_id=incident.entry_id,
        public_wording=incident.public_wording,
        counted_only=incident.counted_only,
        note=incident.note,
    )
