"""Keeps concerns and suggestions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, Text, cast, func, or_, select

from sacwatch.domain.concerns import (
    Concern,
    ConcernKind,
    Raising,
    Responsible,
    State,
    Step,
    ToldHow,
    Topic,
    Waiting,
)
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import ConcernLine, ConcernQuery, Page
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.store.repository import Repository, columns, place_of, write_place
from sacwatch.store.schema import ConcernRow
from sacwatch.store.search import matching


class Concerns(Repository[Concern, ConcernRow]):
    """The concerns and suggestions of one watch."""

    kind = Kind.CONCERN
    row = ConcernRow

    def _write(self, record: Concern, row: ConcernRow) -> None:
        row.concern_kind = record.kind.value
        row.topic = record.topic.value
        row.raised_on = record.raised_on
        row.raised_by = record.raised_by
        row.member_id = record.member_id
        write_place(record.place, row)
        row.block_id = record.block_id
        row.block_chosen = record.block_chosen
        row.meeting_id = record.meeting_id
        row.words = record.words
        row.public_wording = record.public_wording
        row.responsible = record.responsible.value if record.responsible else ""
        row.responsible_name = record.responsible_name
        row.ticket = record.ticket
        row.sent_on = record.sent_on
        row.answer = record.answer
        row.public_answer = record.public_answer
        row.answered_on = record.answered_on
        row.told_on = record.told_on
        row.told_how = record.told_how.value if record.told_how else ""
        row.dropped_on = record.dropped_on
        row.dropped_why = record.dropped_why
        row.past_steps = [_plain_step(each) for each in record.past_steps]
        row.raisings = [_plain_raising(each) for each in record.raisings]
        row.waiting = record.waiting.value
        row.times = record.times
        row.last_on = record.last_on

    def _record(self, row: ConcernRow) -> Concern:
        return Concern(
            **self._common(row),
            kind=ConcernKind(row.concern_kind),
            topic=Topic(row.topic),
            raised_on=row.raised_on,
            raised_by=row.raised_by,
            member_id=row.member_id,
            place=place_of(row),
            block_id=row.block_id,
            block_chosen=row.block_chosen,
            meeting_id=row.meeting_id,
            words=row.words,
            public_wording=row.public_wording,
            responsible=Responsible(row.responsible) if row.responsible else None,
            responsible_name=row.responsible_name,
            ticket=row.ticket,
            sent_on=row.sent_on,
            answer=row.answer,
            public_answer=row.public_answer,
            answered_on=row.answered_on,
            told_on=row.told_on,
            told_how=ToldHow(row.told_how) if row.told_how else None,
            dropped_on=row.dropped_on,
            dropped_why=row.dropped_why,
            past_steps=tuple(_step(each) for each in row.past_steps),
            raisings=tuple(_raising(each) for each in row.raisings),
        )

    def find(self, query: ConcernQuery) -> Page[ConcernLine]:
        """Give one page of the concerns a query asks for."""
        order: tuple[Any, ...] = (ConcernRow.raised_on, ConcernRow.id)
        if query.descending:
            order = tuple(column.desc() for column in order)
        wanted = self._wanted(query, ConcernRow.id)
        ids, total = self._page(wanted, order, offset=query.offset, limit=query.limit)
        said = func.iif(ConcernRow.words != "", ConcernRow.words, ConcernRow.public_wording)
        rows = self._session.execute(
            select(
                ConcernRow.id,
                ConcernRow.concern_kind,
                ConcernRow.topic,
                ConcernRow.raised_on,
                func.coalesce(ConcernRow.dropped_on, ConcernRow.told_on).label("closed_on"),
                ConcernRow.place_text,
                ConcernRow.place_lat,
                ConcernRow.place_lon,
                ConcernRow.block_id,
                ConcernRow.waiting,
                ConcernRow.responsible,
                ConcernRow.ticket,
                ConcernRow.sent_on,
                ConcernRow.times,
                func.substr(said, 1, 200).label("beginning"),
            )
            .where(ConcernRow.id.in_(ids))
            .order_by(*order)
        )
        lines = tuple(
            ConcernLine(
                row.id,
                ConcernKind(row.concern_kind),
                Topic(row.topic),
                row.raised_on,
                row.closed_on,
                row.place_text,
                None if row.place_lat is None else Point(row.place_lat, row.place_lon),
                row.block_id,
                Waiting(row.waiting),
                Responsible(row.responsible) if row.responsible else None,
                row.ticket,
                row.sent_on,
                row.times,
                row.beginning,
            )
            for row in rows
        )
        return Page(lines, total, query.offset)

    def _wanted(self, query: ConcernQuery, *columns: Any) -> Select[Any]:
        wanted = self._mine(select(*columns))
        if query.waiting:
            wanted = wanted.where(ConcernRow.waiting.in_(sorted(each.value for each in query.waiting)))
        if query.open is not None:
            closed = ConcernRow.waiting == Waiting.NOBODY.value
            wanted = wanted.where(~closed if query.open else closed)
        if query.kind is not None:
            wanted = wanted.where(ConcernRow.concern_kind == query.kind.value)
        if query.topic is not None:
            wanted = wanted.where(ConcernRow.topic == query.topic.value)
        if query.block_id is not None:
            wanted = wanted.where(
                ConcernRow.block_id == query.block_id if query.block_id else ConcernRow.block_id.is_(None)
            )
        if query.meeting_id is not None:
            again = cast(ConcernRow.raisings, Text).contains(f'"{query.meeting_id}"', autoescape=True)
            wanted = wanted.where(or_(ConcernRow.meeting_id == query.meeting_id, again))
        if query.words:
            wanted = wanted.where(ConcernRow.id.in_(matching(query.words, self.kind)))
        return wanted

    def where(self, query: ConcernQuery) -> list[Concern]:
        """Give every concern a query asks for, those raised first at the top; pages are not heeded."""
        wanted = self._wanted(query, ConcernRow).order_by(ConcernRow.raised_on, ConcernRow.id)
        return [self._record(row) for row in self._session.scalars(wanted)]

    def active_within(self, first: date, last: date) -> list[Concern]:
        """Give those raised up to `last` that were open then, or of which something was told since `first`.

        Those raised first stand at the top. Something may have happened after `last` too.
        """
        wanted = self._mine(select(ConcernRow)).where(
            ConcernRow.raised_on <= last,
            or_(ConcernRow.last_on >= first, ConcernRow.waiting != Waiting.NOBODY.value),
        )
        rows = self._session.scalars(wanted.order_by(ConcernRow.raised_on, ConcernRow.id))
        return [self._record(row) for row in rows]

    def waiting_counts(self) -> dict[Waiting, int]:
        """Count the concerns by whom they wait for; what is zero is left out."""
        rows = self._session.execute(
            self._mine(select(ConcernRow.waiting, func.count())).group_by(ConcernRow.waiting)
        )
        return {Waiting(waiting): count for waiting, count in rows}

    def block_counts(self) -> dict[str | None, int]:
        """Count the open concerns by their block; None stands for those of no block."""
        rows = self._session.execute(
            self._mine(select(ConcernRow.block_id, func.count().label("number")))
            .where(ConcernRow.waiting != Waiting.NOBODY.value)
            .group_by(ConcernRow.block_id)
        )
        return {each.block_id: each.number for each in rows}

    def first_raised(self) -> date | None:
        """Give the day on which the first concern was raised, or None where there is none."""
        found: date | None = self._session.scalar(self._mine(select(func.min(ConcernRow.raised_on))))
        return found

    def in_blocks(self) -> list[tuple[str, Point | None, str | None, bool]]:
        """Give every concern by its id, its point, its block, and whether that was chosen."""
        rows = self._session.execute(
            self._mine(
                select(
                    ConcernRow.id,
                    ConcernRow.place_lat,
                    ConcernRow.place_lon,
                    ConcernRow.block_id,
                    ConcernRow.block_chosen,
                )
            )
        )
        return [
            (id_, None if lat is None else Point(lat, lon), block_id, chosen)
            for id_, lat, lon, block_id, chosen in rows
        ]

    def on_map(self, query: ConcernQuery) -> list[list[Any]]:
        """Give columns of every concern with a point, those raised first at the top: id, lat, lon, kind."""
        wanted = self._wanted(
            query, ConcernRow.id, ConcernRow.place_lat, ConcernRow.place_lon, ConcernRow.concern_kind
        )
        placed = wanted.where(ConcernRow.place_lat.is_not(None))
        return columns(self._session, placed.order_by(ConcernRow.raised_on, ConcernRow.id))


def _plain_step(step: Step) -> dict[str, Any]:
    return {
        "state": step.state.value,
        "on": step.on.isoformat(),
        "words": step.words,
        "public": step.public,
        "responsible": step.responsible.value if step.responsible else "",
        "name": step.name,
        "ticket": step.ticket,
        "how": step.how.value if step.how else "",
    }


def _step(plain: dict[str, Any]) -> Step:
    return Step(
        state=State(plain["state"]),
        on=date.fromisoformat(plain["on"]),
        words=plain["words"],
        public=plain["public"],
        responsible=Responsible(plain["responsible"]) if plain["responsible"] else None,
        name=plain["name"],
        ticket=plain["ticket"],
        how=ToldHow(plain["how"]) if plain["how"] else None,
    )


def _plain_raising(raising: Raising) -> dict[str, Any]:
    point = raising.place.point
    return {
        "on": raising.on.isoformat(),
        "name": raising.name,
        "member_id": raising.member_id,
        "place": raising.place.text,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "fix": raising.place.fix.value,
        "words": raising.words,
        "meeting_id": raising.meeting_id,
    }


def _raising(plain: dict[str, Any]) -> Raising:
    point = None if plain["lat"] is None else Point(plain["lat"], plain["lon"])
    return Raising(
        on=date.fromisoformat(plain["on"]),
        name=plain["name"],
        member_id=plain["member_id"],
        place=Place(plain["place"], point, Fix(plain["fix"])),
        words=plain["words"],
        meeting_id=plain["meeting_id"],
    )
