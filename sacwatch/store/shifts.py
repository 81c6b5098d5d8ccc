"""Keeps shifts, the days on which they are not as always, and who comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import lazyload

from sacwatch.domain.errors import NotFound
from sacwatch.domain.kinds import Kind
from sacwatch.domain.shifts import Away, Repeat, Shift, ShiftDay, Which
from sacwatch.store.ids import new_id
from sacwatch.store.repository import Repository
from sacwatch.store.schema import ShiftDayRow, ShiftPersonRow, ShiftRow

_REGULAR, _ADDED, _AWAY = "regular", "added", "away"


class _Person(NamedTuple):
    """Somebody named in a shift: in every one where `day` is None."""

    day: date | None
    part: str
    position: int
    member_id: str
    stand_in_id: str | None = None


class Shifts(Repository[Shift, ShiftRow]):
    """The shifts of one watch."""

    kind = Kind.SHIFT
    row = ShiftRow

    def _write(self, record: Shift, row: ShiftRow) -> None:
        row.first = record.first
        row.ends_on = record.until if record.repeats else record.first
        row.start = _minute(record.start)
        row.minutes = record.minutes
        row.repeat = record.repeat.value
        row.every = record.every
        row.weekdays = list(record.weekdays)
        row.which = record.which.value if record.which else ""
        row.area = record.area
        row.route_id = record.route_id
        row.needed = record.needed
        days = {each.day: each for each in row.days}
        row.days = [self._day_row(days.get(each.day), each) for each in record.days if _differs(each)]
        people = {_key(each): each for each in row.people}
        row.people = [
            self._person_row(people.get(each[:3]), each)
            for each in (*_regulars(record.regulars), *_of_days(record.days))
        ]

    def _day_row(self, row: ShiftDayRow | None, each: ShiftDay) -> ShiftDayRow:
        row = row or ShiftDayRow(id=new_id(), watch_id=self._watch_id)
        row.day = each.day
        row.skipped = each.skipped
        row.moved_to = each.moved_to
        row.start = None if each.start is None else _minute(each.start)
        row.minutes = each.minutes
        row.needed = each.needed
        row.area = each.area
        row.why = each.why
        return row

    def _person_row(self, row: ShiftPersonRow | None, each: _Person) -> ShiftPersonRow:
        row = row or ShiftPersonRow(id=new_id(), watch_id=self._watch_id)
        row.day, row.part, row.position = each.day, each.part, each.position
        row.member_id, row.stand_in_id = each.member_id, each.stand_in_id
        return row

    def _record(self, row: ShiftRow) -> Shift:
        return self._assembled(row, row.days, row.people)

    def _assembled(
        self, row: ShiftRow, days: Iterable[ShiftDayRow], people: Iterable[ShiftPersonRow]
    ) -> Shift:
        regulars: list[str] = []
        added: dict[date, tuple[str, ...]] = {}
        away: dict[date, tuple[Away, ...]] = {}
        for each in sorted(people, key=lambda person: person.position):
            if each.day is None:
                regulars.append(each.member_id)
            elif each.part == _ADDED:
                added[each.day] = (*added.get(each.day, ()), each.member_id)
            else:
                gone = Away(member_id=each.member_id, stand_in_id=each.stand_in_id)
                away[each.day] = (*away.get(each.day, ()), gone)
        own = {each.day: each for each in days}
        return Shift(
            **self._common(row),
            first=row.first,
            start=_time(row.start),
            minutes=row.minutes,
            repeat=Repeat(row.repeat),
            every=row.every,
            weekdays=tuple(row.weekdays),
            which=Which(row.which) if row.which else None,
            until=row.ends_on if row.repeat != Repeat.ONCE.value else None,
            area=row.area,
            route_id=row.route_id,
            needed=row.needed,
            regulars=tuple(regulars),
            days=tuple(
                _day(day, own.get(day), added.get(day, ()), away.get(day, ()))
                for day in sorted(own.keys() | added.keys() | away.keys())
            ),
        )

    def get_on(self, id_: str, day: date) -> Shift:
        """Give a shift that knows of this day alone what is different on it; raises NotFound.

        For `change_on`: a series of years has a thousand other days, which need not be read.
        """
        row = self._row_alone(id_)
        return self._assembled(row, self._days_on(id_, day), self._people_of(id_, day))

    def change_on(self, record: Shift, day: date) -> None:
        """Keep what is different on one day, and the stamp of the shift; nothing else of it is changed."""
        row = self._row_alone(record.id)
        self._stamp(record, row)
        own = next((each for each in record.days if each.day == day), ShiftDay(day=day))
        kept = next(iter(self._days_on(record.id, day)), None)
        if _differs(own):
            made = self._day_row(kept, own)
            made.shift_id = record.id
            self._session.add(made)
        elif kept is not None:
            self._session.delete(kept)
        people = {_key(each): each for each in self._people_of(record.id, day) if each.day is not None}
        wanted = {each[:3]: each for each in _of_days([own])}
        for key, person in wanted.items():
            row_ = self._person_row(people.pop(key, None), person)
            row_.shift_id = record.id
            self._session.add(row_)
        for gone in people.values():
            self._session.delete(gone)
        self._session.flush()

    def searched(self, ids: list[str]) -> list[Shift]:
        told = or_(ShiftDayRow.area.is_not(None), ShiftDayRow.why != "")
        days: dict[str, list[ShiftDayRow]] = {}
        for each in self._session.scalars(select(ShiftDayRow).where(ShiftDayRow.shift_id.in_(ids), told)):
            days.setdefault(each.shift_id, []).append(each)
        alone = (lazyload(ShiftRow.days), lazyload(ShiftRow.people))
        rows = self._session.scalars(self._mine(select(ShiftRow)).where(ShiftRow.id.in_(ids)).options(*alone))
        return [self._assembled(row, days.get(row.id, ()), ()) for row in rows]

    def _row_alone(self, id_: str) -> ShiftRow:
        """Give the row of a shift without reading those of its days."""
        alone = (lazyload(ShiftRow.days), lazyload(ShiftRow.people))
        mine = self._mine(select(ShiftRow)).where(ShiftRow.id == id_).options(*alone)
        row: ShiftRow | None = self._session.scalar(mine)
        if row is None:
            raise NotFound("trouble.not_found")
        self._held.append(row)
        return row

    def _days_on(self, id_: str, day: date) -> list[ShiftDayRow]:
        mine = select(ShiftDayRow).where(ShiftDayRow.shift_id == id_, ShiftDayRow.day == day)
        return list(self._session.scalars(mine))

    def _people_of(self, id_: str, day: date) -> list[ShiftPersonRow]:
        """Give those who come each time, and those who are named on a day."""
        then = or_(ShiftPersonRow.day.is_(None), ShiftPersonRow.day == day)
        return list(self._session.scalars(select(ShiftPersonRow).where(ShiftPersonRow.shift_id == id_, then)))

    def within(self, first: date, last: date) -> list[Shift]:
        """Give the shifts that may be held from first to last, both included, in order of their ids.

        Each holds what is different on these days alone: for looking at, never for changing.
        """
        moved = and_(
            ShiftDayRow.watch_id == self._watch_id,
            ShiftDayRow.moved_to >= first,
            ShiftDayRow.moved_to <= last,
        )
        there = and_(ShiftRow.first <= last, or_(ShiftRow.ends_on.is_(None), ShiftRow.ends_on >= first))
        rows = self._session.scalars(
            self._mine(select(ShiftRow))
            .where(or_(there, ShiftRow.id.in_(select(ShiftDayRow.shift_id).where(moved))))
            .options(lazyload(ShiftRow.days), lazyload(ShiftRow.people))
            .order_by(ShiftRow.id)
        ).all()
        days: dict[str, list[ShiftDayRow]] = {}
        inside = and_(
            ShiftDayRow.watch_id == self._watch_id, ShiftDayRow.day >= first, ShiftDayRow.day <= last
        )
        for each in self._session.scalars(select(ShiftDayRow).where(or_(inside, moved))):
            days.setdefault(each.shift_id, []).append(each)
        wanted = {day.day for held in days.values() for day in held if not first <= day.day <= last}
        people: dict[str, list[ShiftPersonRow]] = {}
        mine = ShiftPersonRow.shift_id.in_([row.id for row in rows])
        at = and_(ShiftPersonRow.day >= first, ShiftPersonRow.day <= last)
        then = or_(ShiftPersonRow.day.is_(None), at, ShiftPersonRow.day.in_(wanted))
        for person in self._session.scalars(select(ShiftPersonRow).where(mine, then)):
            people.setdefault(person.shift_id, []).append(person)
        return [self._assembled(row, days.get(row.id, ()), people.get(row.id, ())) for row in rows]

    def of_member(self, member_id: str) -> list[Shift]:
        """Give the shifts in which a member is named, whole, in order of their ids."""
        named = select(ShiftPersonRow.shift_id).where(
            or_(ShiftPersonRow.member_id == member_id, ShiftPersonRow.stand_in_id == member_id)
        )
        rows = self._session.scalars(
            self._mine(select(ShiftRow)).where(ShiftRow.id.in_(named)).order_by(ShiftRow.id)
        )
        return [self._record(row) for row in rows]

    def all(self) -> list[Shift]:
        """Give every shift, whole, in order of their ids."""
        rows = self._session.scalars(self._mine(select(ShiftRow)).order_by(ShiftRow.id))
        return [self._record(row) for row in rows]

    def areas(self, *, limit: int = 12) -> list[str]:
        """Give the areas of the shifts, those of the newest first, for completion."""
        found = self._session.scalars(
            self._mine(select(ShiftRow.area))
            .where(ShiftRow.area != "")
            .order_by(ShiftRow.first.desc())
            .limit(200)
        )
        return list(dict.fromkeys(found))[:limit]


def _key(row: ShiftPersonRow) -> tuple[date | None, str, int]:
    return row.day, row.part, row.position


def _regulars(ids: Iterable[str]) -> list[_Person]:
    return [_Person(None, _REGULAR, place, id_) for place, id_ in enumerate(ids)]


def _of_days(days: Iterable[ShiftDay]) -> list[_Person]:
    found = []
    for day in days:
        found += [_Person(day.day, _ADDED, place, id_) for place, id_ in enumerate(day.added)]
        found += [
            _Person(day.day, _AWAY, place, away.member_id, away.stand_in_id)
            for place, away in enumerate(day.away)
        ]
    return found


def _differs(each: ShiftDay) -> bool:
    """Say whether anything but who comes is different on a day."""
    return each != ShiftDay(day=each.day, added=each.added, away=each.away)


def _day(day: date, row: ShiftDayRow | None, added: tuple[str, ...], away: tuple[Away, ...]) -> ShiftDay:
    if row is None:
        return ShiftDay(day=day, added=added, away=away)
    return ShiftDay(
        day=day,
        skipped=row.skipped,
        moved_to=row.moved_to,
        start=None if row.start is None else _time(row.start),
        minutes=row.minutes,
        needed=row.needed,
        area=row.area,
        why=row.why,
        added=added,
        away=away,
    )


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
