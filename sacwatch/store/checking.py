"""Looks a whole file over: what it holds, whether it reads back, whether its journal tells the truth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, lazyload

from sacwatch.domain.errors import Problem
from sacwatch.domain.kinds import Kind
from sacwatch.store import journal, schema
from sacwatch.store.attachments import orphans
from sacwatch.store.files import Store


@dataclass
class Findings:
    """What a check found; `problems` is empty where all is well."""

    version: int = 0
    encrypted: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    steps: int = 0
    changes: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.problems


_COUNTED = {
    "watches": schema.WatchRow,
    "households": schema.HouseholdRow,
    "members": schema.MemberRow,
    "patrols": schema.PatrolRow,
    "shifts": schema.ShiftRow,
    "entries": schema.EntryRow,
    "routes": schema.RouteRow,
    "incidents": schema.IncidentRow,
    "drills": schema.DrillRow,
    "photos": schema.AttachmentRow,
    "places": schema.DestinationRow,
    "drafts": schema.DraftRow,
}


def check(store: Store) -> Findings:
    """Check integrity, references, the journal and the search index of an open file."""
    found = Findings(version=schema.VERSION, encrypted=store.encrypted)
    with store.session() as session:
        for (line,) in session.execute(text("PRAGMA integrity_check")):
            if line != "ok":
                found.problems.append(Problem("finding.integrity", {"told": str(line)[:200]}))
        for row in session.execute(text("PRAGMA foreign_key_check")):
            found.problems.append(Problem("finding.points_nowhere", {"table": row[0], "other": row[2]}))
        found.counts = {
            name: session.scalar(select(func.count()).select_from(row_class)) or 0
            for name, row_class in _COUNTED.items()
        }
        found.counts["unused photos"] = len(orphans(session))
        found.steps = session.scalar(select(func.count()).select_from(schema.StepRow)) or 0
        found.changes = session.scalar(select(func.count()).select_from(schema.ChangeRow)) or 0
        found.problems += _journal_problems(session)
        found.problems += _search_problems(session)
        found.problems += _blob_problems(session)
    return found


def _journal_problems(session: Session) -> list[Problem]:
    """Compare every row with the last change that the journal has of it."""
    problems: list[Problem] = []
    for table, row_class in schema.JOURNALLED.items():
        rows = ((row.id, journal.image(row)) for row in _all(session, row_class))
        for row, told in _side_by_side(rows, _last_told(session, table)):
            if row is None:
                problems.append(Problem("finding.journal_row_gone", {"table": table}))
            elif told is None:
                problems.append(Problem("finding.journal_row_untold", {"table": table}))
            elif any(told[name] != value for name, value in row.items() if name in told):
                problems.append(Problem("finding.journal_row_differs", {"table": table}))
    return problems


def _all(session: Session, row_class: Any) -> Iterator[Any]:
    """Give every row of a table by id, without those that belong to it."""
    query = select(row_class).order_by(row_class.id).options(lazyload("*"))
    for row in session.scalars(query.execution_options(yield_per=500)):
        yield row
        session.expunge(row)


def _last_told(session: Session, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the last image in the journal of every row of a table that should still be there, by id."""
    last = (
        select(func.max(schema.ChangeRow.id).label("id"))
        .where(schema.ChangeRow.table_name == table)
        .group_by(schema.ChangeRow.row_id)
        .subquery()
    )
    query = (
        select(schema.ChangeRow.row_id, schema.ChangeRow.after)
        .join(last, schema.ChangeRow.id == last.c.id)
        .order_by(schema.ChangeRow.row_id)
    )
    for row_id, after in session.execute(query.execution_options(yield_per=500)):
        if after is not None:
            yield row_id, after


Images = Iterator[tuple[str, dict[str, Any]]]


def _side_by_side(
    rows: Images, told: Images
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Pair two lists that are in order of their ids; None where one of them lacks an id."""
    row, tale = next(rows, None), next(told, None)
    while row is not None or tale is not None:
        if tale is None or (row is not None and row[0] < tale[0]):
            assert row is not None
            yield row[1], None
            row = next(rows, None)
        elif row is None or tale[0] < row[0]:
            yield None, tale[1]
            tale = next(told, None)
        else:
            yield row[1], tale[1]
            row, tale = next(rows, None), next(told, None)


def _search_problems(session: Session) -> list[Problem]:
    """Compare what is searched with what there is."""
    entries = session.scalar(select(func.count()).select_from(schema.SearchRow)) or 0
    texts = session.scalar(text("SELECT count(*) FROM search_text")) or 0
    records = sum(
        session.scalar(select(func.count()).select_from(row_class)) or 0
        for row_class in schema.JOURNALLED.values()
        if issubclass(row_class, schema.RecordRow) and row_class.kind not in (Kind.SETTING, Kind.DESTINATION)
    )
    if entries == texts == records:
        return []
    return [Problem("finding.search", {"records": records, "entries": entries, "texts": texts})]


def _blob_problems(session: Session) -> list[Problem]:
    """Compare the bytes of photos with the hashes under which they are kept."""
    query = select(schema.BlobRow.sha256, schema.BlobRow.data).execution_options(yield_per=4)
    wrong = sum(hashlib.sha256(data).hexdigest() != sha256 for sha256, data in session.execute(query))
    return [Problem("finding.photo", {"count": wrong})] if wrong else []
