"""Keeps drills and activations of the phone tree with their calls."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_, select

from sacwatch.domain.drills import Call, Drill, DrillSort, Outcome
from sacwatch.domain.kinds import Kind
from sacwatch.store.phonetrees import caller_rows, callers_of, put
from sacwatch.store.repository import Repository
from sacwatch.store.schema import DrillCallerRow, DrillCallRow, DrillRow


class Drills(Repository[Drill, DrillRow]):
    """The drills of one watch."""

    kind = Kind.DRILL
    row = DrillRow

    def _write(self, record: Drill, row: DrillRow) -> None:
        row.sort = record.sort.value
        row.started_at = record.started_at
        row.ended_at = record.ended_at
        row.callers = caller_rows(record.callers, row.callers, DrillCallerRow, self._watch_id)
        known = {each.id: each for each in row.calls}
        row.calls = [
            self._call_row(known.get(each.id), each, position) for position, each in enumerate(record.calls)
        ]

    def _call_row(self, row: DrillCallRow | None, each: Call, position: int) -> DrillCallRow:
        row = row or DrillCallRow(id=each.id, watch_id=self._watch_id)
        put(
            row,
            position=position,
            household_id=each.household_id,
            member_id=each.member_id,
            at=each.at,
            outcome=each.outcome.value,
        )
        return row

    def _record(self, row: DrillRow) -> Drill:
        return Drill(
            **self._common(row),
            sort=DrillSort(row.sort),
            started_at=row.started_at,
            ended_at=row.ended_at,
            callers=callers_of(row.callers),
            calls=tuple(
                Call(
                    id=each.id,
                    household_id=each.household_id,
                    member_id=each.member_id,
                    at=each.at,
                    outcome=Outcome(each.outcome),
                )
                for each in row.calls
            ),
        )

    def latest(self, *, limit: int = 20) -> list[Drill]:
        """Give the latest drills, the newest first."""
        return self._found(limit=limit)

    def running(self) -> Drill | None:
        """Give the drill that runs, or None."""
        return next(iter(self._found(DrillRow.ended_at.is_(None), limit=1)), None)

    def under_way(self) -> DrillSort | None:
        """Say what runs, without reading all its calls."""
        query = self._mine(select(DrillRow.sort)).where(DrillRow.ended_at.is_(None)).limit(1)
        sort = self._session.scalar(query)
        return None if sort is None else DrillSort(sort)

    def before(self, drill: Drill) -> Drill | None:
        """Give the drill that ended last before this one started, or None."""
        earlier = or_(
            DrillRow.started_at < drill.started_at,
            and_(DrillRow.started_at == drill.started_at, DrillRow.id < drill.id),
        )
        return next(iter(self._found(DrillRow.ended_at.is_not(None), earlier, limit=1)), None)

    def _found(self, *conditions: Any, limit: int) -> list[Drill]:
        rows = self._session.scalars(
            self._mine(select(DrillRow))
            .where(*conditions)
            .order_by(DrillRow.started_at.desc(), DrillRow.id.desc())
            .limit(limit)
        )
        return [self._record(row) for row in rows]
