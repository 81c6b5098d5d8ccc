"""Keeps the routes of patrols, and those drawn ahead."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from sacwatch.domain.kinds import Kind
from sacwatch.domain.places import Point
from sacwatch.domain.routes import Route, RouteSource
from sacwatch.store.repository import Repository
from sacwatch.store.schema import PatrolRow, RouteRow

_GRAIN = 10_000_000


class Routes(Repository[Route, RouteRow]):
    """The routes of one watch's patrols."""

    kind = Kind.ROUTE
    row = RouteRow

    def _write(self, record: Route, row: RouteRow) -> None:
        row.patrol_id = record.patrol_id or None
        row.name = record.name
        row.source = record.source.value
        row.points = [round(each * _GRAIN) for point in record.line for each in (point.lat, point.lon)]
        row.times = [round(at.timestamp()) for at in record.times]

    def _record(self, row: RouteRow) -> Route:
        return Route(
            **self._common(row),
            patrol_id=row.patrol_id or "",
            name=row.name,
            source=RouteSource(row.source),
            line=_line(row.points),
            times=tuple(datetime.fromtimestamp(each, UTC) for each in row.times),
        )

    def of_patrols(self, patrol_ids: list[str]) -> list[Route]:
        """Give the routes of these patrols, oldest first."""
        rows = self._session.scalars(
            self._mine(select(RouteRow))
            .where(RouteRow.patrol_id.in_(patrol_ids))
            .order_by(RouteRow.created_at, RouteRow.id)
        )
        return [self._record(row) for row in rows]

    def planned(self) -> list[Route]:
        """Give the routes that were drawn ahead of any patrol, by name."""
        rows = self._session.scalars(self._mine(select(RouteRow)).where(RouteRow.patrol_id.is_(None)))
        found = [self._record(row) for row in rows]
        return sorted(found, key=lambda each: (each.name.casefold(), each.id))

    def within(self, since: datetime | None, until: datetime | None) -> list[tuple[Route, datetime]]:
        """Give the routes of patrols that started in [since, until), with that start; oldest first."""
        query = (
            self._mine(select(RouteRow, PatrolRow.started_at))
            .join(PatrolRow, PatrolRow.id == RouteRow.patrol_id)
            .order_by(PatrolRow.started_at, RouteRow.created_at, RouteRow.id)
        )
        if since is not None:
            query = query.where(PatrolRow.started_at >= since)
        if until is not None:
            query = query.where(PatrolRow.started_at < until)
        return [(self._record(row), started) for row, started in self._session.execute(query)]


def _line(numbers: list[Any]) -> tuple[Point, ...]:
    pairs = iter(numbers)
    return tuple(Point(lat / _GRAIN, lon / _GRAIN) for lat, lon in zip(pairs, pairs, strict=True))
