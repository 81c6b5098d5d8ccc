"""What a captain does with shifts: plan them, and say who comes on which day."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial

from sacwatch.domain import consents, rosters, shiftdays, shifts, times
from sacwatch.domain.audiences import Audience, may_show
from sacwatch.domain.errors import Invalid, NotFound, Problem
from sacwatch.domain.members import Member
from sacwatch.domain.patrols import PatrolDraft, PatrollerDraft
from sacwatch.domain.rosters import Conflict, Occurrence, Standing
from sacwatch.domain.routes import Route
from sacwatch.domain.shiftdays import ShiftDayDraft, Turn
from sacwatch.domain.shifts import RegularDraft, Shift, ShiftDraft
from sacwatch.store.work import Work

LOOK_AROUND = timedelta(days=14)
"""How far ahead Today looks for shifts that want people, and how far back for those not logged."""
_SWAPS_AHEAD = timedelta(weeks=8)
_ROUTES_BACK, _MOST_ROUTES = timedelta(days=365), 30
_NAMED = 4
"""How many people are named whom a half-typed name fits."""
_FAR = timedelta(days=800)
"""Longer than from any shift to the next one of its series."""


@dataclass(frozen=True)
class Held:
    """One shift on one day with all that is to be said of it."""

    occurrence: Occurrence
    repeats: bool
    conflicts: tuple[Conflict, ...] = ()
    missing: int = 0
    """How many more people are wanted; none for one that is skipped."""
    patrol_id: str | None = None
    """The patrol that was logged of it."""
    over: bool = False

    @property
    def key(self) -> tuple[str, date]:
        return self.occurrence.key


@dataclass(frozen=True)
class Board:
    """The shifts of some days, in order, skipped ones too; and the names of everybody on them."""

    first: date
    last: date
    held: tuple[Held, ...] = ()
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """By member id, for the captain's eyes."""
    series: Mapping[str, Shift] = dataclasses.field(default_factory=dict)
    """The shifts by their ids, each with what is different on these days alone."""

    @property
    def uncovered(self) -> tuple[Held, ...]:
        """The shifts still to come that want people."""
        return tuple(each for each in self.held if each.missing and not each.over)

    @property
    def unlogged(self) -> tuple[Held, ...]:
        """The shifts that are over and of which no patrol was logged."""
        return tuple(
            each for each in self.held if each.over and not each.occurrence.skipped and each.patrol_id is None
        )


@dataclass(frozen=True)
class Place:
    """One member's part in one shift on one day."""

    shift_id: str
    day: date
    member_id: str


@dataclass(frozen=True)
class SwapChoice:
    """Somebody with whom one could change, and the shift on which they are."""

    place: Place
    name: str
    occurrence: Occurrence


# Planning


def add(work: Work, draft: ShiftDraft, *, today: date) -> Shift:
    """Plan a shift or a series of them; raises Invalid."""
    work.does = "step.shift_added"
    shift = shifts.settle(_linked(work, draft), work.stamp(work.new_id()), today=today)
    work.shifts.add(shift)
    return shift


def change(work: Work, id_: str, draft: ShiftDraft, *, today: date) -> Shift:
    """Change a shift, a series from `draft.since` on, and give what holds from then on.

    The days before stay as they were planned. Raises Invalid or NotFound.
    """
    work.does = "step.shift_changed"
    past = work.shifts.get(id_)
    changed = shifts.settle(_linked(work, draft), work.stamp(id_), today=today, past=past)
    since = times.read_coming_day(draft.since, today) if draft.since.strip() else None
    if since is not None:
        later = dataclasses.replace(changed, id=work.new_id(), created_at=work.now)
        parted = shiftdays.part(past, later, since)
        if parted is not None:
            ended, begun = parted
            work.shifts.change(_stamped(work, ended))
            work.shifts.add(begun)
            work.patrols.move_shift(past.id, begun.id, since)
            return begun
    work.shifts.change(changed)
    return changed


def remove(work: Work, id_: str) -> Shift:
    """Remove a shift with all its days; patrols that were logged of it stay."""
    work.does = "step.shift_removed"
    work.patrols.move_shift(id_, None, date.min)
    return work.shifts.remove(id_)


def end(work: Work, id_: str, last: date) -> Shift:
    """Let a series end; `last` is the last day on which it may be. Raises Refused where none is left."""
    work.does = "step.shift_ended"
    return _change(work, id_, lambda shift: shiftdays.end(shift, last))


# One day


def sign_up(work: Work, id_: str, day: date, who: RegularDraft) -> None:
    """Put a member on one day; raises Refused, or Invalid where nobody has that name."""
    work.does = "step.shift_signed_up"
    member_id = _member(work, who)
    _change_on(work, id_, day, lambda shift: shiftdays.sign_up(shift, day, member_id))


def withdraw(work: Work, id_: str, day: date, member_id: str) -> None:
    """Take a member off one day; raises Refused."""
    work.does = "step.shift_withdrawn"
    _change_on(work, id_, day, lambda shift: shiftdays.withdraw(shift, day, member_id))


def stand_in(work: Work, id_: str, day: date, member_id: str, who: RegularDraft) -> None:
    """Let somebody come in a member's place on one day; raises Refused or Invalid."""
    work.does = "step.shift_stand_in"
    other_id = _member(work, who)
    _change_on(work, id_, day, lambda shift: shiftdays.stand_in(shift, day, member_id, other_id))


def swap(work: Work, one: Place, other: Place) -> None:
    """Let two members change places, each coming when the other would have; raises Refused."""
    work.does = "step.shift_swapped"
    for place, instead in ((one, other), (other, one)):
        deed = partial(
            shiftdays.stand_in, day=place.day, member_id=place.member_id, other_id=instead.member_id
        )
        _change_on(work, place.shift_id, place.day, deed)


def skip(work: Work, id_: str, day: date, why: str = "") -> None:
    """Let one day fall out; raises Refused."""
    work.does = "step.shift_skipped"
    _change_on(work, id_, day, lambda shift: shiftdays.skip(shift, day, why))


def take_back_skip(work: Work, id_: str, day: date) -> None:
    """Let a day that was skipped take place after all."""
    work.does = "step.shift_back_on"
    _change_on(work, id_, day, lambda shift: shiftdays.take_back_skip(shift, day))


def change_day(work: Work, id_: str, day: date, draft: ShiftDayDraft, *, today: date) -> None:
    """Change one day of a shift and leave the others as they are; raises Invalid or Refused."""
    work.does = "step.shift_day_changed"
    _change_on(work, id_, day, lambda shift: shiftdays.change_day(shift, day, draft, today=today))


def _change(work: Work, id_: str, deed: Callable[[Shift], Shift]) -> Shift:
    shift = _stamped(work, deed(work.shifts.get(id_)))
    work.shifts.change(shift)
    return shift


def _change_on(work: Work, id_: str, day: date, deed: Callable[[Shift], Shift]) -> None:
    """Change one day of a shift, of which the others are not even read."""
    work.shifts.change_on(_stamped(work, deed(work.shifts.get_on(id_, day))), day)


def _stamped(work: Work, shift: Shift) -> Shift:
    return dataclasses.replace(shift, changed_at=work.now, changed_by=work.by)


def _linked(work: Work, draft: ShiftDraft) -> ShiftDraft:
    """Tie each typed name to the one active member who has it, and let go of members who are gone."""
    known = {
        each.id for each in _members(work, {each.member_id for each in draft.regulars if each.member_id})
    }
    draft = dataclasses.replace(
        draft,
        regulars=tuple(
            each if each.member_id in known else dataclasses.replace(each, member_id=None)
            for each in draft.regulars
        ),
    )
    loose = [_spaced(each.name) for each in draft.regulars if each.member_id is None and each.name.strip()]
    ids = work.members.exactly_named(loose) if loose else {}
    regulars = tuple(
        each
        if each.member_id
        else dataclasses.replace(each, member_id=ids.get(_spaced(each.name).casefold()))
        for each in draft.regulars
    )
    return dataclasses.replace(draft, regulars=regulars)


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _member(work: Work, who: RegularDraft) -> str:
    """Give the member who is meant, also by the beginning of a name; raises Invalid at "who"."""
    name = _spaced(who.name)
    if who.member_id is not None:
        return work.members.get(who.member_id).id
    if not name:
        raise Invalid({"who": Problem("problem.needed")})
    found = work.members.exactly_named([name]).get(name.casefold())
    alike = work.members.named(name) if found is None else []
    if len(alike) == 1:
        found = alike[0].id
    elif alike:
        raise Invalid({"who": _several(name, alike)})
    if found is None:
        raise Invalid({"who": Problem("problem.not_in_people", {"name": name[:80]})})
    return found


def _several(name: str, alike: list[Member]) -> Problem:
    names = sorted({each.name for each in alike})
    few = "; ".join(each[:60] for each in names[:_NAMED])
    if len(names) > _NAMED:
        few += "; …"
    return Problem("problem.several_in_people", {"name": name[:80], "names": few})


# Looking


def get(work: Work, id_: str) -> Shift:
    """Give a shift; raises NotFound."""
    return work.shifts.get(id_)


def look(work: Work, first: date, last: date, *, zone: tzinfo) -> Board:
    """Give the shifts that are held from first to last, both included; civil days in `zone`."""
    planned = {each.id: each for each in work.shifts.within(first, last)}
    found = rosters.in_order(
        each
        for shift in planned.values()
        for each in rosters.occurrences(shift, first, last, zone, skipped=True)
    )
    members = _members(work, {turn.member_id for each in found for turn in each.crew} | _replaced(found))
    told = rosters.conflicts(found, _standings(work, members), zone)
    missing = {each.occurrence.key: each.missing for each in rosters.uncovered(found, told)}
    since, until = times.day_start(first, zone), times.day_start(last + timedelta(days=1), zone)
    patrols = rosters.logged(found, work.patrols.walks(since, until, first, last))
    by_key: dict[tuple[str, date], list[Conflict]] = {}
    for conflict in told:
        by_key.setdefault(conflict.key, []).append(conflict)
    held = tuple(
        Held(
            each,
            planned[each.shift_id].repeats,
            tuple(by_key.get(each.key, ())),
            missing.get(each.key, 0),
            patrols.get(each.key),
            each.end <= work.now,
        )
        for each in found
    )
    return Board(first, last, held, {member.id: member.name for member in members}, planned)


def when(work: Work, id_: str, day: date | None, *, today: date) -> tuple[date, date]:
    """Give a day of a shift's series and the day on which it is held; raises NotFound.

    Without `day` the next one from today on, else the last one there was.
    """
    shift = work.shifts.get(id_)
    if day is None:
        day = next(shifts.pattern(shift, today, today + _FAR), None)
    if day is None:
        day = max(
            shifts.pattern(shift, shift.first, min(shift.until or today, today + _FAR)), default=shift.first
        )
    if not shift.has(day):
        raise NotFound("trouble.no_such_shift_day")
    return day, shift.on(day).moved_to or day


def next_of(work: Work, member_id: str, *, today: date, zone: tzinfo, most: int = 4) -> list[Occurrence]:
    """Give the next shifts on which a member is, in the weeks to come."""
    found = rosters.in_order(
        each
        for shift in work.shifts.within(today, today + _SWAPS_AHEAD)
        if member_id in shift.people()
        for each in rosters.occurrences(shift, today, today + _SWAPS_AHEAD, zone)
        if each.end > work.now and any(turn.member_id == member_id for turn in each.crew)
    )
    return found[:most]


def any_planned(work: Work, first: date, last: date) -> bool:
    """Say whether any shift is planned from first to last, both included, also one that is skipped."""
    return any(
        next(shifts.pattern(each, first, last), None) or any(day.moved_to for day in each.days)
        for each in work.shifts.within(first, last)
    )


def around(work: Work, *, today: date, zone: tzinfo) -> Board:
    """Give the shifts of the two weeks before and after today."""
    return look(work, today - LOOK_AROUND, today + LOOK_AROUND, zone=zone)


def _replaced(found: Iterable[Occurrence]) -> set[str]:
    return {turn.instead_of for each in found for turn in each.crew if turn.instead_of is not None}


def _members(work: Work, ids: set[str]) -> list[Member]:
    return work.members.get_many(sorted(ids))


def _standings(work: Work, members: Iterable[Member]) -> dict[str, Standing]:
    """Give what decides whether each member can go."""
    members = list(members)
    homes = {each.household_id for each in members if each.household_id is not None}
    households = {each.id: each for each in work.households.get_many(sorted(homes))}
    found = {}
    for member in members:
        home = households.get(member.household_id or "")
        away = tuple((each.first_day, each.last_day) for each in home.vacations) if home is not None else ()
        found[member.id] = Standing(member.active, member.vetting_expires_on, away)
    return found


def names(work: Work, ids: Iterable[str], audience: Audience) -> dict[str, str]:
    """Give the names of members that this audience may see, by their ids."""
    return {
        each.id: each.name
        for each in _members(work, set(ids))
        if may_show(Member, "name", audience, consents.agreed(each.consents, "name"))
    }


def retired(work: Work, ids: Iterable[str]) -> frozenset[str]:
    """Give those of these members who left the watch."""
    return frozenset(each.id for each in _members(work, set(ids)) if not each.active)


def draft_of(work: Work, shift: Shift) -> ShiftDraft:
    """Give a shift as its form holds it, with the names of its regulars."""
    return shifts.draft_of(shift, names(work, shift.regulars, Audience.CAPTAIN))


def draft_to_change(work: Work, shift: Shift, *, today: date, zone: tzinfo) -> ShiftDraft:
    """Give a shift as its form holds it; the changes of a series that has begun hold from now on.

    That is from today, or from tomorrow where today's is over.
    """
    draft = draft_of(work, shift)
    if shift.repeats and shift.first <= today:
        over = any(each.end <= work.now for each in rosters.occurrences(shift, today, today, zone))
        since = today + timedelta(days=over)
        if since > shift.first:
            draft = dataclasses.replace(draft, since=since.isoformat())
    return draft


def areas(work: Work) -> list[str]:
    """Give areas for completion: those of shifts, then those patrolled lately."""
    return list(dict.fromkeys([*work.shifts.areas(), *work.patrols.areas()]))


def routes(work: Work, chosen: str = "") -> list[tuple[Route, datetime]]:
    """Give the routes that a shift may follow, with when they were gone or, of those drawn ahead, drawn.

    Those drawn ahead come first, by name; then those of the last year, the newest first, of one name the
    newest; the chosen one in any case, where it is still there.
    """
    found = [(route, route.created_at) for route in work.routes.planned()]
    found += work.routes.within(work.now - _ROUTES_BACK, None)[::-1]
    by_name: dict[str, tuple[Route, datetime]] = {}
    for route, at in found:
        by_name.setdefault(route.name.casefold() or route.id, (route, at))
    offered = list(by_name.values())[:_MOST_ROUTES]
    if chosen and all(route.id != chosen for route, _at in offered):
        offered += [(route, route.created_at) for route in work.routes.get_many([chosen])]
    return offered


def swap_choices(work: Work, place: Place, *, today: date, zone: tzinfo) -> list[SwapChoice]:
    """Give everybody with whom a member could change places in the weeks to come, in order of time."""
    board = look(work, today, max(today, place.day) + _SWAPS_AHEAD, zone=zone)
    own = next((each for each in board.held if each.key == (place.shift_id, place.day)), None)
    if own is None:
        raise NotFound("trouble.no_such_shift_day")
    there = {turn.member_id for turn in own.occurrence.crew}
    found = []
    for held in board.held:
        crew = {turn.member_id for turn in held.occurrence.crew}
        if held.over or held.occurrence.skipped or place.member_id in crew:
            continue
        found += [
            SwapChoice(Place(*held.key, each), board.names.get(each, ""), held.occurrence)
            for each in sorted(crew - there, key=lambda id_: board.names.get(id_, ""))
        ]
    return found


def patrol_draft(work: Work, id_: str, day: date, *, zone: tzinfo) -> PatrolDraft:
    """Give the draft of the patrol of a shift: everything that was planned is filled in."""
    shift = work.shifts.get(id_)
    if not shift.has(day):
        raise NotFound("trouble.no_such_shift_day")
    planned = rosters.occurrence(shift, day, zone)
    known = names(work, (turn.member_id for turn in planned.crew), Audience.CAPTAIN)
    return PatrolDraft(
        day=planned.start.astimezone(zone).date().isoformat(),
        start=times.clock_text(planned.start, zone),
        finish=times.clock_text(planned.end, zone),
        crew=tuple(PatrollerDraft(known.get(each.member_id, ""), each.member_id) for each in planned.crew),
        area=planned.area,
        shift_id=shift.id,
        shift_day=day.isoformat(),
    )


__all__ = ["Board", "Held", "Place", "SwapChoice", "Turn"]
