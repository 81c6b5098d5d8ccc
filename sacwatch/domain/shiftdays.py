"""Single days of shifts: who comes, who stands in for whom, what is skipped or changed.

Each deed gives the shift as it is afterward, or raises with the reason.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sacwatch.domain import shifts, texts, times
from sacwatch.domain.errors import NotFound, Problems, Refused
from sacwatch.domain.shifts import Away, Shift, ShiftDay


@dataclass(frozen=True)
class Turn:
    """One member's part in one day of a shift."""

    member_id: str
    instead_of: str | None = None
    """The member whose place this one takes, or None."""


def crew(shift: Shift, day: date) -> tuple[Turn, ...]:
    """Give who comes on a day: the regulars and those who signed up, each or the stand-in for them."""
    own = shift.on(day)
    away = {each.member_id: each.stand_in_id for each in own.away}
    found: dict[str, Turn] = {}
    for member_id in (*shift.regulars, *own.added):
        if member_id not in away:
            found.setdefault(member_id, Turn(member_id))
        elif (stand_in := away[member_id]) is not None:
            found.setdefault(stand_in, Turn(stand_in, member_id))
    return tuple(found.values())


def without(shift: Shift, gone: Set[str]) -> Shift:
    """Give a shift as if these members were not on it; in the place of whom they stood in for is nobody."""
    days = tuple(
        replace(
            each,
            added=tuple(id_ for id_ in each.added if id_ not in gone),
            away=tuple(
                replace(away, stand_in_id=None) if away.stand_in_id in gone else away for away in each.away
            ),
        )
        for each in shift.days
    )
    return replace(shift, regulars=tuple(id_ for id_ in shift.regulars if id_ not in gone), days=days)


def _there(shift: Shift, day: date) -> ShiftDay:
    if not shift.has(day):
        raise NotFound("trouble.no_such_shift_day")
    own = shift.on(day)
    if own.skipped:
        raise Refused("trouble.shift_day_skipped")
    return own


def _with(shift: Shift, own: ShiftDay) -> Shift:
    """Put a day in the place of what was there; one on which nothing is different is not kept."""
    others = [each for each in shift.days if each.day != own.day]
    if own != ShiftDay(day=own.day):
        others.append(own)
    return replace(shift, days=tuple(sorted(others, key=lambda each: each.day)))


def sign_up(shift: Shift, day: date, member_id: str) -> Shift:
    """Put a member on one day; somebody who was away comes after all, and a stand-in comes too."""
    own = _there(shift, day)
    if any(turn.member_id == member_id for turn in crew(shift, day)):
        raise Refused("trouble.already_on_shift")
    past = next((each for each in own.away if each.member_id == member_id), None)
    if past is None:
        return _with(shift, replace(own, added=(*own.added, member_id)))
    own = replace(own, away=tuple(each for each in own.away if each is not past))
    if past.stand_in_id is not None:
        own = replace(own, added=(*own.added, past.stand_in_id))
    return _with(shift, own)


def withdraw(shift: Shift, day: date, member_id: str) -> Shift:
    """Take a member off one day; a regular is away on that day only."""
    own = _there(shift, day)
    _turn(shift, day, member_id)
    away = tuple(
        replace(each, stand_in_id=None) if each.stand_in_id == member_id else each for each in own.away
    )
    if member_id in shift.regulars and all(each.member_id != member_id for each in away):
        away = (*away, Away(member_id=member_id))
    added = tuple(each for each in own.added if each != member_id)
    return _with(shift, replace(own, added=added, away=away))


def stand_in(shift: Shift, day: date, member_id: str, other_id: str) -> Shift:
    """Let another member come in somebody's place on one day."""
    own, turn = _there(shift, day), _turn(shift, day, member_id)
    if any(each.member_id == other_id for each in crew(shift, day)):
        raise Refused("trouble.already_on_shift")
    if turn.instead_of == other_id:
        # Who was away comes after all.
        return _with(shift, replace(own, away=tuple(each for each in own.away if each.member_id != other_id)))
    return _with(shift, _stood_in(own, turn.instead_of or member_id, other_id))


def _turn(shift: Shift, day: date, member_id: str) -> Turn:
    for turn in crew(shift, day):
        if turn.member_id == member_id:
            return turn
    raise Refused("trouble.not_on_shift")


def _stood_in(own: ShiftDay, member_id: str, stand_in_id: str | None) -> ShiftDay:
    others = tuple(each for each in own.away if each.member_id != member_id)
    return replace(own, away=(*others, Away(member_id=member_id, stand_in_id=stand_in_id)))


def skip(shift: Shift, day: date, why: str = "") -> Shift:
    """Let one day of a shift fall out; who comes is remembered in case it takes place after all."""
    own = _there(shift, day)
    problems = Problems()
    why = texts.line(why, "why", problems)
    problems.settle()
    return _with(shift, replace(own, skipped=True, why=why))


def take_back_skip(shift: Shift, day: date) -> Shift:
    """Let a day that was skipped take place after all."""
    if not shift.has(day):
        raise NotFound("trouble.no_such_shift_day")
    return _with(shift, replace(shift.on(day), skipped=False, why=""))


def change_day(shift: Shift, day: date, draft: ShiftDayDraft, *, today: date) -> Shift:
    """Change one day of a shift; raises `Invalid`."""
    _there(shift, day)
    return _with(shift, settle_day(shift, day, draft, today=today))


def end(shift: Shift, last: date) -> Shift:
    """Let a series end; `last` is the last day on which it may be. Raises Refused where none is left."""
    if not shift.repeats or not any(shifts.pattern(shift, shift.first, last)):
        raise Refused("trouble.shift_never_was")
    ended = last if shift.until is None else min(last, shift.until)
    return replace(shift, until=ended, days=tuple(each for each in shift.days if each.day <= ended))


def _held_alike(shift: Shift, changed: Shift) -> bool:
    """Say whether two series differ in their end and the captain's note at most."""
    own: dict[str, Any] = {
        "id": "",
        "created_at": shift.created_at,
        "changed_at": shift.changed_at,
        "changed_by": "",
    }
    told: dict[str, Any] = {"note": "", "until": None, "days": ()}
    return replace(shift, **own, **told) == replace(changed, **own, **told)


def part(shift: Shift, changed: Shift, since: date) -> tuple[Shift, Shift] | None:
    """Give a series as it was before a day, and the changed one from that day on.

    `changed` has an id of its own. None where nothing would be left of the one or the other, or where past
    days would be no different, so that all of it is changed.
    """
    before = since - timedelta(days=1)
    if (
        not shift.repeats
        or _held_alike(shift, changed)
        or not any(shifts.pattern(shift, shift.first, before))
    ):
        return None
    far = max(since, changed.first) + timedelta(days=7 * shifts.MOST_WEEKS + 31 * shifts.MOST_MONTHS)
    begun = next(shifts.pattern(changed, max(since, changed.first), far), None)
    if begun is None:
        return None
    # Every second week stays the same week: the series is counted from a week in which it was.
    changed = replace(changed, first=begun)
    days = tuple(each for each in shift.days if each.day >= since and changed.has(each.day))
    return end(shift, before), replace(changed, days=days)


@dataclass(frozen=True)
class ShiftDayDraft:
    """One day of a shift as its form holds it."""

    day: str = ""
    start: str = ""
    finish: str = ""
    area: str = ""
    needed: str = ""
    why: str = ""


def settle_day(shift: Shift, day: date, draft: ShiftDayDraft, *, today: date) -> ShiftDay:
    """Give what a draft makes different on one day of the series; raises `Invalid`.

    What is as in the series is not kept, so that it goes on following it. Who comes stays.
    """
    problems = Problems()
    when = times.coming_day(draft.day, today, "day", problems, needed=True)
    start, minutes = shifts.read_span(draft.start, draft.finish, problems)
    needed = shifts.read_needed(draft.needed, problems)
    area = texts.line(draft.area, "area", problems)
    why = texts.line(draft.why, "why", problems)
    problems.settle()
    return replace(
        shift.on(day),
        moved_to=when if when != day else None,
        start=start if start != shift.start else None,
        minutes=minutes if minutes != shift.minutes else None,
        needed=needed if needed != shift.needed else None,
        area=area if area != shift.area else None,
        why=why,
    )


def day_draft_of(shift: Shift, day: date) -> ShiftDayDraft:
    """Give the draft of one day as it stands."""
    own = shift.on(day)
    start = own.start or shift.start
    minutes = own.minutes or shift.minutes
    return ShiftDayDraft(
        day=(own.moved_to or day).isoformat(),
        start=shifts.clock_words(start),
        finish=shifts.clock_words(shifts.finish_of(start, minutes)),
        area=shift.area if own.area is None else own.area,
        needed=str(own.needed or shift.needed),
        why=own.why,
    )
