"""Keeps incidents."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from sacwatch.domain import sensitive
from sacwatch.domain.described import SeenPerson, SeenVehicle
from sacwatch.domain.incidents import Incident, NumberState, Source, Status
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import IncidentLine, IncidentQuery, Page
from sacwatch.domain.mapfilters import LONGEST_SPAN
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.places import Point
from sacwatch.domain.reported import ReportedTo
from sacwatch.store.repository import Repository, columns, minute_of, place_of, write_place
from sacwatch.store.schema import IncidentRow
from sacwatch.store.search import matching, newest

_GIVES_NUMBER = [each.value for each in ReportedTo if each.gives_number]


class Incidents(Repository[Incident, IncidentRow]):
    """The incidents of one watch."""

    kind = Kind.INCIDENT
    row = IncidentRow

    def _write(self, record: Incident, row: IncidentRow) -> None:
        row.incident_kind = record.kind.value
        row.occurred_from = record.occurred_from
        row.occurred_to = record.occurred_to
        row.reported_at = record.reported_at
        row.code = record.code
        row.happened = record.happened
        write_place(record.place, row)
        row.source = record.source.value
        row.reported_to = record.reported_to.value
        row.report_number = record.report_number
        row.number_state = record.number_state.value
        row.status = record.status.value
        row.disposition = record.disposition
        row.vehicles = [dataclasses.asdict(each) for each in record.vehicles]
        row.persons = [dataclasses.asdict(each) for each in record.persons]
        row.entry_id = record.entry_id
        row.public_wording = record.public_wording
        row.counted_only = record.counted_only

    def _record(self, row: IncidentRow) -> Incident:
        return Incident(
            **self._common(row),
            kind=IncidentKind(row.incident_kind),
            occurred_from=row.occurred_from,
            occurred_to=row.occurred_to,
            reported_at=row.reported_at,
            code=row.code,
            happened=row.happened,
            place=place_of(row),
            vehicles=tuple(SeenVehicle(**each) for each in row.vehicles),
            persons=tuple(SeenPerson(**each) for each in row.persons),
            source=Source(row.source),
            reported_to=ReportedTo(row.reported_to),
            report_number=row.report_number,
            number_state=NumberState(row.number_state),
            status=Status(row.status),
            disposition=row.disposition,
            entry_id=row.entry_id,
            public_wording=row.public_wording,
            counted_only=row.counted_only,
        )

    def within(self, since: datetime, until: datetime) -> list[Incident]:
        """Give the incidents that began in [since, until), oldest first."""
        rows = self._session.scalars(
            self._mine(select(IncidentRow))
            .where(IncidentRow.occurred_from >= since, IncidentRow.occurred_from < until)
            .order_by(IncidentRow.occurred_from, IncidentRow.id)
        )
        return [self._record(row) for row in rows]

    def starts(self, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
        """Give id and beginning (aware UTC) of the incidents that began in [since, until), oldest first."""
        wanted = self._mine(select(IncidentRow.id, IncidentRow.occurred_from)).where(
            IncidentRow.occurred_from >= since, IncidentRow.occurred_from < until
        )
        rows = self._session.execute(wanted.order_by(IncidentRow.occurred_from, IncidentRow.id))
        return [(id_, at) for id_, at in rows]

    def found_on(self, entry_ids: list[str]) -> list[Incident]:
        """Give the incidents that were found on these patrol entries."""
        if not entry_ids:
            return []
        rows = self._session.scalars(
            self._mine(select(IncidentRow))
            .where(IncidentRow.entry_id.in_(entry_ids))
            .order_by(IncidentRow.occurred_from)
        )
        return [self._record(row) for row in rows]

    def guarded_entries(self) -> frozenset[str]:
        """Give the patrol entries on which incidents were found that are never placed or described."""
        kinds = [kind.value for kind in sensitive.KINDS]
        services = [service.value for service in sensitive.SERVICES]
        rows = self._session.execute(
            self._mine(
                select(
                    IncidentRow.entry_id,
                    IncidentRow.incident_kind,
                    IncidentRow.code,
                    IncidentRow.counted_only,
                    IncidentRow.reported_to,
                )
            ).where(
                IncidentRow.entry_id.is_not(None),
                IncidentRow.incident_kind.in_(kinds)
                | IncidentRow.counted_only
                | IncidentRow.reported_to.in_(services)
                | (IncidentRow.code != ""),
            )
        )
        return frozenset(
            entry_id
            for entry_id, kind, code, counted_only, told in rows
            if kind in kinds or counted_only or told in services or sensitive.topic_of_code(code) is not None
        )

    def unlink(self, entry_ids: list[str]) -> None:
        """Forget that incidents were found on these entries, because the entries go."""
        if not entry_ids:
            return
        for row in self._session.scalars(
            self._mine(select(IncidentRow)).where(IncidentRow.entry_id.in_(entry_ids))
        ):
            row.entry_id = None
        self._session.flush()

    def find(self, query: IncidentQuery) -> Page[IncidentLine]:
        """Give one page of the incidents a query asks for."""
        order: tuple[Any, ...] = (IncidentRow.occurred_from, IncidentRow.id)
        if query.descending:
            order = tuple(column.desc() for column in order)
        ids, total = self._ids(query, order)
        rows = self._session.execute(
            select(
                IncidentRow.id,
                IncidentRow.incident_kind,
                IncidentRow.occurred_from,
                IncidentRow.occurred_to,
                IncidentRow.place_text,
                IncidentRow.place_lat,
                IncidentRow.place_lon,
                IncidentRow.status,
                func.substr(IncidentRow.happened, 1, 200).label("beginning"),
                (
                    IncidentRow.reported_to.in_(_GIVES_NUMBER)
                    & (IncidentRow.report_number == "")
                    & (IncidentRow.number_state == NumberState.WAITING.value)
                ).label("awaited"),
            )
            .where(IncidentRow.id.in_(ids))
            .order_by(*order)
        )
        lines = tuple(
            IncidentLine(
                row.id,
                IncidentKind(row.incident_kind),
                row.occurred_from,
                row.occurred_to,
                row.place_text,
                None if row.place_lat is None else Point(row.place_lat, row.place_lon),
                Status(row.status),
                row.beginning,
                bool(row.awaited),
            )
            for row in rows
        )
        return Page(lines, total, query.offset)

    def _ids(self, query: IncidentQuery, order: tuple[Any, ...]) -> tuple[list[str], int]:
        if query.words and query == IncidentQuery(
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
        return self._page(self._wanted(query, IncidentRow.id), order, offset=query.offset, limit=query.limit)

    def _wanted(self, query: IncidentQuery, *columns: Any) -> Select[Any]:
        wanted = self._mine(select(*columns))
        if query.since is not None:
            wanted = wanted.where(IncidentRow.occurred_from >= query.since)
        if query.until is not None:
            wanted = wanted.where(IncidentRow.occurred_from < query.until)
        if query.kinds:
            wanted = wanted.where(IncidentRow.incident_kind.in_(sorted(kind.value for kind in query.kinds)))
        if query.status is not None:
            wanted = wanted.where(IncidentRow.status == query.status.value)
        if query.source is not None:
            wanted = wanted.where(IncidentRow.source == query.source.value)
        if query.awaiting_number:
            wanted = wanted.where(
                IncidentRow.reported_to.in_(_GIVES_NUMBER),
                IncidentRow.report_number == "",
                IncidentRow.number_state == NumberState.WAITING.value,
            )
        if query.words:
            wanted = wanted.where(IncidentRow.id.in_(matching(query.words, self.kind)))
        return wanted

    def on_map(self, query: IncidentQuery) -> list[list[Any]]:
        """Give columns of every incident with a point, oldest first.

        They are id, lat, lon, kind, minute (whole ones since 1970 UTC), status, and how many hours on the
        clock after the one it began in it ended at the latest.
        """
        minute = minute_of(IncidentRow.occurred_from)
        end = minute_of(func.coalesce(IncidentRow.occurred_to, IncidentRow.occurred_from))
        wanted = self._wanted(
            query,
            IncidentRow.id,
            IncidentRow.place_lat,
            IncidentRow.place_lon,
            IncidentRow.incident_kind,
            minute,
            IncidentRow.status,
            func.min(end // 60 - minute // 60, LONGEST_SPAN),
        )
        # Sorted by what the index does not know: reading 100,000 rows in its order takes twice as long.
        return columns(self._session, wanted.where(IncidentRow.place_lat.is_not(None)).order_by(minute))
