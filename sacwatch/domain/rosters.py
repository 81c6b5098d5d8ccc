"""What the shifts come to: each as an instant with its people, what stands in the way, what is open.

Instants follow RFC 5545, 3.3.5: a time that the clocks skip counts by the clock before the change, and
one that comes twice is the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from sacwatch.domain import shiftdays
from sacwatch.domain.shiftdays import Turn
from sacwatch.domain.shifts import Shift, pattern


@dataclass(frozen=True)
class Occurrence:
    """One shift on one day. Instants are aware UTC."""

    shift_id: str
    day: date
    """The day that its series gives; with the shift it names this one."""
    start: datetime
    end: datetime
    area: str
    needed: int
    crew: tuple[Turn, ...]
    skipped: bool = False
    changed: bool = False
    """Whether the day, the time, the area or how many are needed is not that of the series."""
    why: str = ""

    @property
    def key(self) -> tuple[str, date]:
        return self.shift_id, self.day

    @property
    def minutes(self) -> int:
        return round((self.end - self.start).total_seconds() / 60)


def occurrence(shift: Shift, day: date, zone: tzinfo) -> Occurrence:
    """Give a shift on one of its days."""
    own = shift.on(day)
    start = datetime.combine(own.moved_to or day, own.start or shift.start, zone).astimezone(UTC)
    changes = (own.moved_to, own.start, own.minutes, own.needed, own.area)
    return Occurrence(
        shift_id=shift.id,
        day=day,
        start=start,
        end=start + timedelta(minutes=own.minutes or shift.minutes),
        area=shift.area if own.area is None else own.area,
        needed=own.needed or shift.needed,
        crew=shiftdays.crew(shift, day),
        skipped=own.skipped,
        changed=any(each is not None for each in changes),
        why=own.why,
    )


def occurrences(
    shift: Shift, first: date, last: date, zone: tzinfo, *, skipped: bool = False
) -> list[Occurrence]:
    """Give a shift on each of its days that is held from first to last, both included, in order.

    The days are civil ones in `zone`. Days that are skipped are left out unless they are asked for.
    """
    moved = {each.day: each.moved_to for each in shift.days if each.moved_to is not None}
    days = {day for day in pattern(shift, first, last) if day not in moved}
    days |= {day for day, to in moved.items() if first <= to <= last and shift.has(day)}
    found = [occurrence(shift, day, zone) for day in days]
    return in_order(each for each in found if skipped or not each.skipped)


def in_order(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Give shifts by when they begin."""
    return sorted(found, key=lambda each: (each.start, each.end, each.shift_id, each.day))


# What stands in the way


class Why(StrEnum):
    """Why somebody cannot be counted on."""

    RETIRED = "retired"
    VETTING = "vetting"
    VACATION = "vacation"
    TWICE = "twice"


@dataclass(frozen=True)
class Standing:
    """What is known of a member that decides whether they can go; days are civil ones, both included."""

    active: bool = True
    vetted_until: date | None = None
    """The last day on which their vetting holds; None where none is kept."""
    away: tuple[tuple[date, date], ...] = ()
    """When their household is on vacation."""


@dataclass(frozen=True)
class Conflict:
    """Why a member cannot be counted on for one shift; `other` is the shift at the same time."""

    shift_id: str
    day: date
    member_id: str
    why: Why
    other: tuple[str, date] | None = None

    @property
    def key(self) -> tuple[str, date]:
        return self.shift_id, self.day


def conflicts(found: Iterable[Occurrence], people: Mapping[str, Standing], zone: tzinfo) -> list[Conflict]:
    """Give what stands in the way of these shifts, in their order; skipped ones are in nobody's way.

    A member of whom nothing is known counts as one who left.
    """
    coming = in_order(each for each in found if not each.skipped)
    told: list[Conflict] = []
    gone = Standing(active=False)
    for each in coming:
        for turn in each.crew:
            why = _reasons(each, people.get(turn.member_id, gone), zone)
            told += [Conflict(*each.key, turn.member_id, reason) for reason in why]
    told += _at_once(coming)
    place = {each.key: number for number, each in enumerate(coming)}
    return sorted(told, key=lambda each: (place[each.key], each.member_id, list(Why).index(each.why)))


def _reasons(each: Occurrence, standing: Standing, zone: tzinfo) -> list[Why]:
    first = each.start.astimezone(zone).date()
    last = max(first, (each.end - timedelta(minutes=1)).astimezone(zone).date())
    why = []
    if not standing.active:
        why.append(Why.RETIRED)
    if standing.vetted_until is not None and standing.vetted_until < first:
        why.append(Why.VETTING)
    if any(begin <= last and first <= end for begin, end in standing.away):
        why.append(Why.VACATION)
    return why


def _at_once(coming: Sequence[Occurrence]) -> list[Conflict]:
    """Find who is on two shifts at a time; each of the two says so once."""
    told: dict[tuple[tuple[str, date], str], Conflict] = {}
    running: list[Occurrence] = []
    for each in coming:
        running = [past for past in running if past.end > each.start]
        for past in running:
            both = {turn.member_id for turn in past.crew} & {turn.member_id for turn in each.crew}
            for member_id in both:
                told.setdefault((past.key, member_id), Conflict(*past.key, member_id, Why.TWICE, each.key))
                told.setdefault((each.key, member_id), Conflict(*each.key, member_id, Why.TWICE, past.key))
        running.append(each)
    return list(told.values())


@dataclass(frozen=True)
class Open:
    """A shift for which more people are wanted: how many."""

    occurrence: Occurrence
    missing: int


def uncovered(found: Iterable[Occurrence], told: Iterable[Conflict]) -> list[Open]:
    """Give the shifts that have too few people who can be counted on.

    Of somebody who is on two shifts at a time, the earlier one has them.
    """
    held = in_order(each for each in found if not each.skipped)
    place = {each.key: number for number, each in enumerate(held)}
    out = set()
    for each in told:
        later = each.other is None or place.get(each.other, -1) < place.get(each.key, -1)
        if each.why is not Why.TWICE or later:
            out.add((each.key, each.member_id))
    wanting = []
    for occurrence_ in held:
        there = sum((occurrence_.key, turn.member_id) not in out for turn in occurrence_.crew)
        if there < occurrence_.needed:
            wanting.append(Open(occurrence_, occurrence_.needed - there))
    return wanting


# What was done


@dataclass(frozen=True)
class Walk:
    """When a patrol was, and which shift it is known to have been. Instants are aware UTC."""

    patrol_id: str
    started_at: datetime
    finished_at: datetime
    shift_id: str | None = None
    shift_day: date | None = None


def logged(found: Iterable[Occurrence], walks: Iterable[Walk]) -> dict[tuple[str, date], str]:
    """Give the patrol of each shift that was logged.

    It is the one that says so, else one that says of none and was at least in part at the same time.
    """
    walks = sorted(walks, key=lambda walk: (walk.started_at, walk.patrol_id))
    by_shift = {(walk.shift_id, walk.shift_day): walk.patrol_id for walk in reversed(walks)}
    loose = [walk for walk in walks if walk.shift_id is None]
    patrols: dict[tuple[str, date], str] = {}
    for each in found:
        patrol_id = by_shift.get(each.key)
        if patrol_id is None:
            meant = (w for w in loose if w.started_at < each.end and each.start < w.finished_at)
            patrol_id = next((walk.patrol_id for walk in meant), None)
        if patrol_id is not None:
            patrols[each.key] = patrol_id
    return patrols


def unlogged(found: Iterable[Occurrence], walks: Iterable[Walk], now: datetime) -> list[Occurrence]:
    """Give the shifts that are over and of which no patrol was logged; `now` is aware UTC."""
    over = [each for each in found if not each.skipped and each.end <= now]
    known = logged(over, walks)
    return [each for each in over if each.key not in known]
