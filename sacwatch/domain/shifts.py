"""Shifts: when the watch means to go, how often that comes again, and who goes on which day.

A shift is planned by the clock on the wall: 8:30 pm stays 8:30 pm when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sacwatch.domain import texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.patrols import CREW_LIMIT, LONGEST
from sacwatch.domain.records import Record, Stamp

MOST_WEEKS, MOST_MONTHS = 26, 12
"""How seldom a shift may come again."""


class Repeat(StrEnum):
    """How a shift comes again."""

    ONCE = "once"
    WEEKLY = "weekly"
    """Every so many weeks on one or more weekdays. Weeks begin on Sunday."""
    MONTHLY = "monthly"
    """Every so many months, such as on the second Tuesday."""


class Which(StrEnum):
    """Which of a month's weekdays of one name."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


@dataclass(frozen=True, kw_only=True)
class Away:
    """Somebody of a shift who cannot come on one day, and who comes instead, if anybody."""

    member_id: str = kept(Shows.NEVER)
    stand_in_id: str | None = kept(Shows.NEVER, default=None)


@dataclass(frozen=True, kw_only=True)
class ShiftDay:
    """What is different about a shift on one day; None where it is as always."""

    day: date = kept(Shows.ALWAYS)
    """The day that the series gives, by which this one is known also where it was moved."""
    skipped: bool = kept(Shows.ALWAYS, default=False)
    moved_to: date | None = kept(Shows.ALWAYS, default=None)
    start: time | None = kept(Shows.ALWAYS, default=None)
    minutes: int | None = kept(Shows.ALWAYS, default=None)
    needed: int | None = kept(Shows.ALWAYS, default=None)
    area: str | None = kept(Shows.TELLING, default=None)
    why: str = kept(Shows.TELLING, default="")
    added: tuple[str, ...] = kept(Shows.NEVER, default=())
    """Ids of the members who signed up for this day."""
    away: tuple[Away, ...] = kept(Shows.NEVER, default=())


@dataclass(frozen=True, kw_only=True)
class Shift(Record):
    """One shift or a series of them. Days and times are civil ones, where the watch is."""

    first: date = kept(Shows.ALWAYS)
    """The day of the first one."""
    start: time = kept(Shows.ALWAYS)
    minutes: int = kept(Shows.ALWAYS)
    """How long it lasts."""
    repeat: Repeat = kept(Shows.ALWAYS, default=Repeat.ONCE)
    every: int = kept(Shows.ALWAYS, default=1)
    """Weeks or months from one to the next."""
    weekdays: tuple[int, ...] = kept(Shows.ALWAYS, default=())
    """Monday is 0; one where it repeats by the month, none where it does not repeat."""
    which: Which | None = kept(Shows.ALWAYS, default=None)
    until: date | None = kept(Shows.ALWAYS, default=None)
    """The last day on which it may be; None where it goes on."""
    area: str = kept(Shows.TELLING, default="")
    route_id: str | None = kept(Shows.NEVER, default=None)
    """A route that is to be gone; one that is not there any more counts as none."""
    needed: int = kept(Shows.ALWAYS, default=2)
    regulars: tuple[str, ...] = kept(Shows.NEVER, default=())
    """Ids of the members who go each time; their names stand with the members."""
    days: tuple[ShiftDay, ...] = kept(Shows.ALWAYS, default=())
    """The days that are not as always, in order."""

    @property
    def repeats(self) -> bool:
        return self.repeat is not Repeat.ONCE

    def on(self, day: date) -> ShiftDay:
        """Give what is different on a day of the series; a blank one where nothing is."""
        return next((each for each in self.days if each.day == day), ShiftDay(day=day))

    def has(self, day: date) -> bool:
        """Say whether the series gives this day, also where it is skipped or was moved."""
        return any(pattern(self, day, day))

    def people(self) -> frozenset[str]:
        """Give the ids of all members who are named anywhere in it."""
        found = set(self.regulars)
        for each in self.days:
            found.update(each.added)
            for away in each.away:
                found.update(filter(None, (away.member_id, away.stand_in_id)))
        return frozenset(found)


def pattern(shift: Shift, first: date, last: date) -> Iterator[date]:
    """Give the days of the series from first to last, both included, in order."""
    begin = max(first, shift.first)
    stop = last if shift.until is None else min(last, shift.until)
    if shift.repeat is Repeat.ONCE:
        if first <= shift.first <= last:
            yield shift.first
    elif begin <= stop:
        for day in (
            _weekly(shift, begin, stop) if shift.repeat is Repeat.WEEKLY else _monthly(shift, begin, stop)
        ):
            if begin <= day <= stop:
                yield day


def week_start(day: date) -> date:
    """Give the Sunday on which the week of a day begins."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _weekly(shift: Shift, begin: date, stop: date) -> Iterator[date]:
    offsets = sorted((weekday + 1) % 7 for weekday in shift.weekdays)
    origin = week_start(shift.first)
    number = (week_start(begin) - origin).days // 7
    week = origin + timedelta(weeks=number + -number % shift.every)
    while week <= stop:
        for offset in offsets:
            yield week + timedelta(days=offset)
        week += timedelta(weeks=shift.every)


def _monthly(shift: Shift, begin: date, stop: date) -> Iterator[date]:
    origin = shift.first.year * 12 + shift.first.month - 1
    number = begin.year * 12 + begin.month - 1
    number += -(number - origin) % shift.every
    while (month := date(number // 12, number % 12 + 1, 1)) <= stop:
        yield weekday_of_month(month, shift.weekdays[0], shift.which or Which.FIRST)
        number += shift.every


def weekday_of_month(month: date, weekday: int, which: Which) -> date:
    """Give a weekday of the month that begins on `month`, such as its second Tuesday; Monday is 0."""
    first = month + timedelta(days=(weekday - month.weekday()) % 7)
    if which is not Which.LAST:
        return first + timedelta(weeks=list(Which).index(which))
    fifth = first + timedelta(weeks=4)
    return fifth if fifth.month == month.month else fifth - timedelta(weeks=1)


def which_of_month(day: date) -> Which:
    """Say which of its month's weekdays a day is; the fifth is the last."""
    return list(Which)[(day.day - 1) // 7]


# What is typed


@dataclass(frozen=True)
class RegularDraft:
    """A member as typed; the service finds whose name it is."""

    name: str = ""
    member_id: str | None = None


@dataclass(frozen=True)
class ShiftDraft:
    """A shift as its form holds it."""

    first: str = ""
    start: str = ""
    finish: str = ""
    repeat: str = "once"
    every: str = "1"
    weekdays: tuple[str, ...] = ()
    which: str = ""
    until: str = ""
    area: str = ""
    route_id: str = ""
    needed: str = "2"
    regulars: tuple[RegularDraft, ...] = ()
    since: str = ""
    """Where a series is changed: the day from which on; blank means all of it."""
    note: str = ""


def settle(draft: ShiftDraft, stamp: Stamp, *, today: date, past: Shift | None = None) -> Shift:
    """Give the shift a draft means; raises `Invalid` with every problem by field.

    `today` is the civil day where the watch is. A series begins on the first of its days; what was
    settled for single days stays as long as the series still has them.
    """
    problems = Problems()
    repeat = Repeat(draft.repeat)
    first = times.coming_day(draft.first, today, "first", problems, needed=True)
    span = read_span(draft.start, draft.finish, problems)
    every = _every(draft.every, repeat, problems)
    until = (
        times.coming_day(draft.until, first or today, "until", problems)
        if repeat is not Repeat.ONCE
        else None
    )
    needed = read_needed(draft.needed, problems)
    times.coming_day(draft.since, today, "since", problems)
    shift = Shift(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        first=first or today,
        start=span[0],
        minutes=span[1],
        repeat=repeat,
        every=every,
        weekdays=_weekdays(draft, repeat, first or today),
        which=_which(draft, first or today) if repeat is Repeat.MONTHLY else None,
        until=until,
        area=texts.line(draft.area, "area", problems),
        route_id=draft.route_id or None,
        needed=needed,
        regulars=_regulars(draft.regulars, problems),
        days=past.days if past else (),
    )
    if first is not None and not problems.at("until"):
        shift = _from_its_first_day(shift, problems)
    problems.settle()
    return shift


def _from_its_first_day(shift: Shift, problems: Problems) -> Shift:
    """Let a series begin on the first of its days, and keep of the single days those it still has."""
    far = shift.first + timedelta(days=7 * MOST_WEEKS + 31 * MOST_MONTHS)
    begun = next(pattern(shift, shift.first, far), None)
    if begun is None:
        problems.add("until", "problem.until_before_first")
        return shift
    shift = replace(shift, first=begun)
    return replace(shift, days=tuple(each for each in shift.days if shift.has(each.day)))


def read_span(start_text: str, finish_text: str, problems: Problems) -> tuple[time, int]:
    """Read when it begins and how many minutes by the clock it lasts.

    A finish before the start is after midnight.
    """
    start, finish = _clock(start_text, "start", problems), _clock(finish_text, "finish", problems)
    if start is None or finish is None:
        return time(0), 0
    minutes = minutes_between(start.time, finish.time)
    if not finish.sure:
        # "10:30" is the first one after the start.
        other = time((finish.time.hour + 12) % 24, finish.time.minute)
        minutes = (
            min(each for each in (minutes, minutes_between(start.time, other)) if each)
            if start.time != finish.time
            else 0
        )
    if not minutes:
        problems.add("finish", "problem.no_time_passed")
    elif minutes > LONGEST.total_seconds() // 60:
        problems.add("finish", "problem.shift_too_long", hours=int(LONGEST.total_seconds() // 3600))
    return start.time.replace(second=0), minutes


def minutes_between(start: time, finish: time) -> int:
    """Give the minutes from one time of the day to the next time that a clock shows the other."""
    return (finish.hour * 60 + finish.minute - start.hour * 60 - start.minute) % (24 * 60)


def _clock(text: str, where: str, problems: Problems) -> times.Clock | None:
    if not text.strip():
        problems.add(where, "problem.needed")
        return None
    clock = times.read_clock(text)
    if clock is None:
        problems.add(where, "problem.not_a_time", text=text.strip()[:40])
    return clock


def _every(text: str, repeat: Repeat, problems: Problems) -> int:
    if repeat is Repeat.ONCE:
        return 1
    most = MOST_WEEKS if repeat is Repeat.WEEKLY else MOST_MONTHS
    value, problem = texts.number(text, low=1, high=most)
    problems.put("every", problem)
    return int(value or 1)


def read_needed(text: str, problems: Problems) -> int:
    """Read how many patrollers are needed."""
    value, problem = texts.number(text, low=0, high=CREW_LIMIT)
    problems.put("needed", problem)
    if problem is None and not value:
        problems.add("needed", "problem.nobody_needed")
    return int(value or 1)


def _weekdays(draft: ShiftDraft, repeat: Repeat, first: date) -> tuple[int, ...]:
    chosen = tuple(sorted({int(each) for each in draft.weekdays})) or (first.weekday(),)
    if repeat is Repeat.ONCE:
        return ()
    return chosen if repeat is Repeat.WEEKLY else chosen[:1]


def _which(draft: ShiftDraft, first: date) -> Which:
    return Which(draft.which) if draft.which else which_of_month(first)


def _regulars(drafts: tuple[RegularDraft, ...], problems: Problems) -> tuple[str, ...]:
    found: list[str] = []
    for place, draft in enumerate(drafts):
        name = texts.name(draft.name, f"regulars.{place}", problems)
        if draft.member_id is None:
            if texts.visible(name):
                problems.add(f"regulars.{place}", "problem.not_in_people", name=name[:80])
            continue
        if draft.member_id in found:
            problems.add(f"regulars.{place}", "problem.twice_in_crew", name=name[:80])
            continue
        found.append(draft.member_id)
    if len(found) > CREW_LIMIT:
        problems.add("regulars", "problem.too_many", limit=CREW_LIMIT)
    return tuple(found)


def draft_of(shift: Shift, names: Mapping[str, str] | None = None) -> ShiftDraft:
    """Give the draft that settles to this shift again; `names` has those of its members by their ids."""
    names = names or {}
    return ShiftDraft(
        first=shift.first.isoformat(),
        start=clock_words(shift.start),
        finish=clock_words(finish_of(shift.start, shift.minutes)),
        repeat=shift.repeat.value,
        every=str(shift.every),
        weekdays=tuple(str(each) for each in shift.weekdays),
        which=shift.which.value if shift.which else "",
        until=times.day_text(shift.until),
        area=shift.area,
        route_id=shift.route_id or "",
        needed=str(shift.needed),
        regulars=tuple(RegularDraft(names.get(each, ""), each) for each in dict.fromkeys(shift.regulars)),
        note=shift.note,
    )


def finish_of(start: time, minutes: int) -> time:
    """Give what a clock shows so many minutes after a time, on a night on which it is not changed."""
    return (datetime.combine(date(2000, 1, 1), start) + timedelta(minutes=minutes)).time()


def clock_words(at: time) -> str:
    """Give a time as it would be typed so that it means nothing else, such as "8:30 pm"."""
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"
