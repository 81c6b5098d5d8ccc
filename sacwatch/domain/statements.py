"""Hours and miles by person and by month, quarter or year, summed to the minute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.patrols import Patrol, Patroller, Seat


class Step(StrEnum):
    """The stretches of time into which a statement is parted."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self]


@dataclass(frozen=True, kw_only=True)
class Worked:
    """What hours and miles are summed from: one patrol's times (aware UTC), miles and crew."""

    id: str
    started_at: datetime
    finished_at: datetime
    miles: Decimal | None = None
    crew: tuple[Patroller, ...] = ()

    @property
    def minutes(self) -> int:
        """The elapsed minutes; right across midnight and clock changes because both ends are UTC."""
        return round((self.finished_at - self.started_at).total_seconds() / 60)


@dataclass(frozen=True, kw_only=True)
class Share:
    """One person's part in a stretch of time; miles are those driven."""

    name: str = kept(Shows.PERSON, of="member_id")
    member_id: str | None = kept(Shows.NEVER, default=None)
    patrols: int = kept(Shows.ALWAYS, default=0)
    minutes: int = kept(Shows.ALWAYS, default=0)
    miles: Decimal = kept(Shows.TELLING, default=Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A stretch of civil days, both included, with the patrols that began in it."""

    first: date = kept(Shows.ALWAYS)
    last: date = kept(Shows.ALWAYS)
    patrols: int = kept(Shows.ALWAYS, default=0)
    minutes: int = kept(Shows.ALWAYS, default=0)
    """On patrol, however many went."""
    person_minutes: int = kept(Shows.ALWAYS, default=0)
    miles: Decimal | None = kept(Shows.TELLING, default=None)
    """None where no patrol of it has both readings."""
    people: int = kept(Shows.ALWAYS, default=0)
    shares: tuple[Share, ...] = kept(Shows.ALWAYS, default=())
    """One for each person, in order of name."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The hours of a period, whole and part by part."""

    step: Step = kept(Shows.ALWAYS)
    whole: Stretch = kept(Shows.ALWAYS)
    parts: tuple[Stretch, ...] = kept(Shows.ALWAYS, default=())
    """Every stretch of the period in order, those without a patrol too."""


def begin_of(day: date, step: Step) -> date:
    """Give the first day of the month, quarter or year in which a day lies."""
    return date(day.year, (day.month - 1) // step.months * step.months + 1, 1)


def following(first: date, step: Step) -> date:
    """Give the first day of the stretch after the one that begins on this day."""
    month = first.month - 1 + step.months
    return date(first.year + month // 12, month % 12 + 1, 1)


def stretches(first: date, last: date, step: Step) -> list[tuple[date, date]]:
    """Part a period into months, quarters or years; the first and the last may be cut short by it."""
    found = []
    begin = begin_of(first, step)
    while begin <= last:
        after = following(begin, step)
        found.append((max(begin, first), min(after - timedelta(days=1), last)))
        begin = after
    return found


def usual_step(first: date, last: date) -> Step:
    """Give the step that suits a period where none was asked for: never more than about a dozen parts."""
    days = (last - first).days
    return Step.MONTH if days <= 366 else Step.QUARTER if days <= 3 * 366 else Step.YEAR


def state(worked: Iterable[Worked], first: date, last: date, step: Step, zone: tzinfo) -> Statement:
    """Sum the patrols of a period of civil days in `zone`.

    A patrol counts whole on the civil day on which it began, as on every other paper, so that one over
    midnight or the end of a month is never parted and never counted twice.
    """
    patrols = [
        (day, each)
        for each in sorted(worked, key=lambda each: (each.started_at, each.id))
        if first <= (day := each.started_at.astimezone(zone).date()) <= last
    ]
    names = _latest_names(each for _day, each in patrols)
    parts = stretches(first, last, step)
    sorted_in: dict[date, list[Worked]] = {begin_of(begin, step): [] for begin, _end in parts}
    for day, each in patrols:
        sorted_in[begin_of(day, step)].append(each)
    return Statement(
        step=step,
        whole=_sum([each for _day, each in patrols], first, last, names),
        parts=tuple(_sum(sorted_in[begin_of(begin, step)], begin, end, names) for begin, end in parts),
    )


def of_member(statement: Statement, member_id: str, name: str) -> Statement:
    """Give one member's own part of a statement: what was theirs, under this name."""

    def own(stretch: Stretch) -> Stretch:
        share = next((each for each in stretch.shares if each.member_id == member_id), None)
        share = share or Share(name=name, member_id=member_id)
        return Stretch(
            first=stretch.first,
            last=stretch.last,
            patrols=share.patrols,
            minutes=share.minutes,
            person_minutes=share.minutes,
            miles=share.miles or None,
            people=1 if share.patrols else 0,
            shares=(share,) if share.patrols else (),
        )

    parts = tuple(own(each) for each in statement.parts)
    return Statement(step=statement.step, whole=own(statement.whole), parts=parts)


def _who(patroller: Patroller) -> str:
    """Give what makes one person: the member, or without one the same spelling."""
    return patroller.member_id or f"name:{patroller.name.casefold()}"


def _latest_names(worked: Iterable[Worked]) -> dict[str, str]:
    return {_who(each): each.name for patrol in worked for each in patrol.crew}


def _sum(worked: list[Worked], first: date, last: date, names: dict[str, str]) -> Stretch:
    shares: dict[str, Share] = {}
    for patrol in worked:
        for each in patrol.crew:
            who = _who(each)
            past = shares.get(who) or Share(name=names[who], member_id=each.member_id)
            driven = (patrol.miles or Decimal(0)) if each.seat is Seat.DRIVER else Decimal(0)
            shares[who] = Share(
                name=past.name,
                member_id=past.member_id,
                patrols=past.patrols + 1,
                minutes=past.minutes + patrol.minutes,
                miles=past.miles + driven,
            )
    miles = [patrol.miles for patrol in worked if patrol.miles is not None]
    return Stretch(
        first=first,
        last=last,
        patrols=len(worked),
        minutes=sum(patrol.minutes for patrol in worked),
        person_minutes=sum(patrol.minutes * len(patrol.crew) for patrol in worked),
        miles=sum(miles, Decimal(0)) if miles else None,
        people=len(shares),
        shares=tuple(
            sorted(shares.values(), key=lambda share: (share.name.casefold(), share.member_id or ""))
        ),
    )


def for_hours(patrol: Patrol) -> Patrol:
    """Give of a patrol what a paper of hours shows: when, who, how, and the miles.

    So that nothing else that is changed about it makes the paper another one.
    """
    return Patrol(
        id=patrol.id,
        watch_id=patrol.watch_id,
        created_at=patrol.created_at,
        changed_at=patrol.changed_at,
        changed_by=patrol.changed_by,
        day=patrol.day,
        started_at=patrol.started_at,
        finished_at=patrol.finished_at,
        odometer_start=None if patrol.miles is None else Decimal(0),
        odometer_finish=patrol.miles,
        mode=patrol.mode,
        crew=patrol.crew,
    )
