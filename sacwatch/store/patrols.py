"""Keeps patrols with their crew and entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Select, and_, func, or_, select, type_coerce

from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import Page, PatrolLine, PatrolQuery
from sacwatch.domain.patrols import (
    LONGEST,
    Category,
    Entry,
    Equipment,
    Mode,
    Patrol,
    Patroller,
    Rule,
    Seat,
    Stop,
)
from sacwatch.domain.reported import ReportedTo
from sacwatch.domain.rosters import Walk
from sacwatch.domain.statements import Worked
from sacwatch.store.ids import new_id
from sacwatch.store.repository import Repository, columns, minute_of, place_of, write_place
from sacwatch.store.schema import EntryRow, PatrollerRow, PatrolRow
from sacwatch.store.search import matching, newest


class Patrols(Repository[Patrol, PatrolRow]):
    """The patrols of one watch."""

    kind = Kind.PATROL
    row = PatrolRow

    def _write(self, record: Patrol, row: PatrolRow) -> None:
        row.day = record.day
        row.started_at = record.started_at
        row.finished_at = record.finished_at
        row.odometer_start = record.odometer_start
        row.odometer_finish = record.odometer_finish
        row.mode = record.mode.value
        row.vehicle = record.vehicle
        row.area = record.area
        row.weather = record.weather
        row.public_wording = record.public_wording
        row.equipment = [{"name": each.name, "out": each.out, "back": each.back} for each in record.equipment]
        row.rules = [rule.value for rule in Rule if rule in record.rules]
        row.shift_id = record.shift_id
        row.shift_day = record.shift_day
        row.sheet_id = record.sheet_id
        seats = list(row.crew)
        row.crew = [
            self._crew_row(seats[place] if place < len(seats) else None, each, place)
            for place, each in enumerate(record.crew)
        ]
        known = {entry.id: entry for entry in row.entries}
        row.entries = [
            self._entry_row(known.get(each.id), each, place) for place, each in enumerate(record.entries)
        ]

    def _crew_row(self, row: PatrollerRow | None, each: Patroller, position: int) -> PatrollerRow:
        row = row or PatrollerRow(id=new_id(), watch_id=self._watch_id)
        row.position = position
        row.name = each.name
        row.member_id = each.member_id
        row.seat = each.seat.value
        return row

    def _entry_row(self, row: EntryRow | None, each: Entry, position: int) -> EntryRow:
        row = row or EntryRow(id=each.id, watch_id=self._watch_id)
        row.position = position
        row.at = each.at
        write_place(each.place, row)
        row.stop = each.stop.value
        row.category = each.category.value
        row.seen = each.seen
        row.reported_to = each.reported_to.value
        row.number = each.number
        row.household_id = each.household_id
        return row

    def _record(self, row: PatrolRow) -> Patrol:
        return Patrol(
            **self._common(row),
            day=row.day,
            started_at=row.started_at,
            finished_at=row.finished_at,
            odometer_start=row.odometer_start,
            odometer_finish=row.odometer_finish,
            mode=Mode(row.mode),
            vehicle=row.vehicle,
            crew=tuple(
                Patroller(name=each.name, member_id=each.member_id, seat=Seat(each.seat)) for each in row.crew
            ),
            area=row.area,
            weather=row.weather,
            public_wording=row.public_wording,
            equipment=tuple(Equipment(**each) for each in row.equipment),
            rules=frozenset(Rule(rule) for rule in row.rules),
            shift_id=row.shift_id,
            shift_day=row.shift_day,
            sheet_id=row.sheet_id,
            entries=tuple(_entry(each) for each in row.entries),
        )

    def entry(self, id_: str) -> tuple[Patrol, Entry] | None:
        """Give an entry with its patrol, or None."""
        row = self._session.get(EntryRow, id_)
        if row is None or row.watch_id != self._watch_id:
            return None
        return self.get(row.patrol_id), _entry(row)

    def within(self, since: datetime, until: datetime) -> list[Patrol]:
        """Give the patrols that started in [since, until), oldest first."""
        rows = self._session.scalars(
            self._mine(select(PatrolRow))
            .where(PatrolRow.started_at >= since, PatrolRow.started_at < until)
            .order_by(PatrolRow.started_at, PatrolRow.id)
        )
        return [self._record(row) for row in rows]

    def starts(self, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
        """Give id and start (aware UTC) of the patrols that started in [since, until), oldest first."""
        wanted = self._mine(select(PatrolRow.id, PatrolRow.started_at)).where(
            PatrolRow.started_at >= since, PatrolRow.started_at < until
        )
        rows = self._session.execute(wanted.order_by(PatrolRow.started_at, PatrolRow.id))
        return [(id_, at) for id_, at in rows]

    def worked(self, since: datetime, until: datetime, *, member_id: str | None = None) -> list[Worked]:
        """Give times, miles and crew of the patrols that started in [since, until), oldest first.

        With `member_id` only those on which that member went. Their entries are not read.
        """
        wanted = self._mine(
            select(
                PatrolRow.id,
                PatrolRow.started_at,
                PatrolRow.finished_at,
                PatrolRow.odometer_start,
                PatrolRow.odometer_finish,
            )
        ).where(PatrolRow.started_at >= since, PatrolRow.started_at < until)
        if member_id is not None:
            went = select(PatrollerRow.patrol_id).where(PatrollerRow.member_id == member_id)
            wanted = wanted.where(PatrolRow.id.in_(went))
        rows = self._session.execute(wanted.order_by(PatrolRow.started_at, PatrolRow.id)).all()
        crews: dict[str, list[Patroller]] = {}
        for patrol_id, name, member, seat in self._session.execute(
            select(PatrollerRow.patrol_id, PatrollerRow.name, PatrollerRow.member_id, PatrollerRow.seat)
            .where(PatrollerRow.patrol_id.in_(wanted.with_only_columns(PatrolRow.id)))
            .order_by(PatrollerRow.patrol_id, PatrollerRow.position)
        ):
            crews.setdefault(patrol_id, []).append(Patroller(name=name, member_id=member, seat=Seat(seat)))
        return [
            Worked(
                id=id_,
                started_at=started,
                finished_at=finished,
                miles=None if start is None or finish is None else finish - start,
                crew=tuple(crews.get(id_, ())),
            )
            for id_, started, finished, start, finish in rows
        ]

    def walks(self, since: datetime, until: datetime, first: date, last: date) -> list[Walk]:
        """Give the times of patrols that went on in [since, until), or were a shift of these days."""
        then = and_(
            PatrolRow.started_at >= since - LONGEST,
            PatrolRow.started_at < until,
            PatrolRow.finished_at > since,
        )
        planned = and_(PatrolRow.shift_day >= first, PatrolRow.shift_day <= last)
        rows = self._session.execute(
            self._mine(
                select(
                    PatrolRow.id,
                    PatrolRow.started_at,
                    PatrolRow.finished_at,
                    PatrolRow.shift_id,
                    PatrolRow.shift_day,
                )
            ).where(or_(then, planned))
        )
        return [Walk(*row) for row in rows]

    def move_shift(self, shift_id: str, to: str | None, since: date) -> None:
        """Let the patrols of a shift from a day on be those of another one, or of none."""
        rows = self._session.scalars(
            self._mine(select(PatrolRow)).where(PatrolRow.shift_id == shift_id, PatrolRow.shift_day >= since)
        )
        for row in rows:
            row.shift_id = to
            row.shift_day = row.shift_day if to is not None else None
        self._session.flush()

    def totals(self, since: datetime, until: datetime) -> tuple[int, int]:
        """Count the patrols that started in [since, until), and sum their person-minutes."""
        long = type_coerce(PatrolRow.finished_at, BigInteger) - type_coerce(PatrolRow.started_at, BigInteger)
        crew = (
            select(func.count())
            .where(PatrollerRow.patrol_id == PatrolRow.id)
            .correlate(PatrolRow)
            .scalar_subquery()
        )
        count, micros = self._session.execute(
            self._mine(select(func.count(), func.sum(long * crew))).where(
                PatrolRow.started_at >= since, PatrolRow.started_at < until
            )
        ).one()
        return count, round((micros or 0) / 60_000_000)

    def find(self, query: PatrolQuery) -> Page[PatrolLine]:
        """Give one page of the patrols a query asks for."""
        order: tuple[Any, ...] = (PatrolRow.started_at, PatrolRow.id)
        if query.descending:
            order = tuple(column.desc() for column in order)
        ids, total = self._ids(query, order)
        rows = self._session.execute(
            select(
                PatrolRow.id,
                PatrolRow.day,
                PatrolRow.started_at,
                PatrolRow.finished_at,
                PatrolRow.mode,
                PatrolRow.area,
            )
            .where(PatrolRow.id.in_(ids))
            .order_by(*order)
        ).all()
        crews: dict[str, list[str]] = {}
        for patrol_id, name in self._session.execute(
            select(PatrollerRow.patrol_id, PatrollerRow.name)
            .where(PatrollerRow.patrol_id.in_(ids))
            .order_by(PatrollerRow.patrol_id, PatrollerRow.position)
        ):
            crews.setdefault(patrol_id, []).append(name)
        counts = {
            patrol_id: (entries, noted)
            for patrol_id, entries, noted in self._session.execute(
                select(
                    EntryRow.patrol_id,
                    func.count(),
                    func.count().filter(EntryRow.category != Category.ALL_QUIET.value),
                )
                .where(EntryRow.patrol_id.in_(ids))
                .group_by(EntryRow.patrol_id)
            )
        }
        lines = tuple(
            PatrolLine(
                row.id,
                row.day,
                row.started_at,
                row.finished_at,
                Mode(row.mode),
                row.area,
                tuple(crews.get(row.id, ())),
                *counts.get(row.id, (0, 0)),
            )
            for row in rows
        )
        return Page(lines, total, query.offset)

    def _ids(self, query: PatrolQuery, order: tuple[Any, ...]) -> tuple[list[str], int]:
        if query.words and query == PatrolQuery(
            words=query.words, descending=query.descending, offset=query.offset, limit=query.limit
        ):
            return newest(
                self._session,
                self._watch_id,
                self.kind,
                query.words,
                descending=query.descending,
                offset=query.offset,
                limit=query.limit,
            )
        return self._page(self._wanted(query), order, offset=query.offset, limit=query.limit)

    def _wanted(self, query: PatrolQuery) -> Select[Any]:
        wanted = self._mine(select(PatrolRow.id))
        if query.since is not None:
            wanted = wanted.where(PatrolRow.started_at >= query.since)
        if query.until is not None:
            wanted = wanted.where(PatrolRow.started_at < query.until)
        if query.mode is not None:
            wanted = wanted.where(PatrolRow.mode == query.mode.value)
        if query.category is not None:
            wanted = wanted.where(
                select(EntryRow.id)
                .where(and_(EntryRow.patrol_id == PatrolRow.id, EntryRow.category == query.category.value))
                .exists()
            )
        if query.member_id is not None:
            wanted = wanted.where(
                select(PatrollerRow.id)
                .where(
                    and_(PatrollerRow.patrol_id == PatrolRow.id, PatrollerRow.member_id == query.member_id)
                )
                .exists()
            )
        if query.words:
            wanted = wanted.where(PatrolRow.id.in_(matching(query.words, self.kind)))
        return wanted

    def entries_on_map(self, since: datetime | None, until: datetime | None) -> list[list[Any]]:
        """Give columns of every entry with a point, oldest first.

        They are entry id, patrol id, lat, lon, category and minute (whole ones since 1970 UTC). Limited
        to patrols that started in [since, until).
        """
        minute = minute_of(func.coalesce(EntryRow.at, PatrolRow.started_at))
        query = (
            select(
                EntryRow.id,
                EntryRow.patrol_id,
                EntryRow.place_lat,
                EntryRow.place_lon,
                EntryRow.category,
                minute,
            )
            .join(PatrolRow, PatrolRow.id == EntryRow.patrol_id)
            .where(EntryRow.watch_id == self._watch_id, EntryRow.place_lat.is_not(None))
            .order_by(minute, EntryRow.position)
        )
        if since is not None:
            query = query.where(PatrolRow.started_at >= since)
        if until is not None:
            query = query.where(PatrolRow.started_at < until)
        return columns(self._session, query)

    def entries_without_place(self) -> int:
        """Count the entries that have no point, which no map shows; houses looked at are none of a map's."""
        query = select(func.count()).where(
            EntryRow.watch_id == self._watch_id,
            EntryRow.place_lat.is_(None),
            EntryRow.household_id.is_(None),
        )
        return int(self._session.scalar(query) or 0)

    def last_looks(self, household_ids: Sequence[str]) -> dict[str, datetime]:
        """Give when a patrol last looked at each of these homes, in UTC; one not looked at is left out."""
        at = func.coalesce(EntryRow.at, PatrolRow.started_at)
        rows = self._session.execute(
            select(EntryRow.household_id, func.max(at))
            .join(PatrolRow, PatrolRow.id == EntryRow.patrol_id)
            .where(EntryRow.watch_id == self._watch_id, EntryRow.household_id.in_(household_ids))
            .group_by(EntryRow.household_id)
        )
        return {str(id_): when for id_, when in rows}

    def areas(self, *, limit: int = 12) -> list[str]:
        """Give the areas patrolled lately, the latest first, for completion."""
        rows = self._session.execute(
            self._mine(select(PatrolRow.area, func.max(PatrolRow.started_at)))
            .where(PatrolRow.area != "")
            .group_by(PatrolRow.area)
            .order_by(func.max(PatrolRow.started_at).desc())
            .limit(limit)
        )
        return [area for area, _ in rows]

    def latest(self) -> Patrol | None:
        """Give the patrol that started last, or None."""
        row = self._session.scalars(
            self._mine(select(PatrolRow)).order_by(PatrolRow.started_at.desc(), PatrolRow.id.desc()).limit(1)
        ).first()
        return None if row is None else self._record(row)


def _entry(row: EntryRow) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        place=place_of(row),
        stop=Stop(row.stop),
        category=Category(row.category),
        seen=row.seen,
        reported_to=ReportedTo(row.reported_to),
        number=row.number,
        household_id=row.household_id,
    )
