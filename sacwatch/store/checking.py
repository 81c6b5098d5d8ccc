"""Looks a whole file over: what it holds, whether it reads back, whether its journal tells the truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from sacwatch.store import journal, schema
from sacwatch.store.files import Store


@dataclass
class Findings:
    """What a check found; `problems` is empty where all is well."""

    version: int = 0
    encrypted: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    steps: int = 0
    changes: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.problems


_COUNTED = {
    "watches": schema.WatchRow,
    "members": schema.MemberRow,
    "patrols": schema.PatrolRow,
    "entries": schema.EntryRow,
    "incidents": schema.IncidentRow,
    "photos": schema.AttachmentRow,
    "drafts": schema.DraftRow,
}


def check(store: Store) -> Findings:
    """Check integrity, references, the journal and the search index of an open file."""
    found = Findings(version=schema.VERSION, encrypted=store.encrypted)
    with store.session() as session:
        for (line,) in session.execute(text("PRAGMA integrity_check")):
            if line != "ok":
                found.problems.append(f"integrity: {line}")
        for row in session.execute(text("PRAGMA foreign_key_check")):
            found.problems.append(f"a row of {row[0]} points to a missing row of {row[2]}")
        found.counts = {
            name: session.scalar(select(func.count()).select_from(row_class)) or 0
            for name, row_class in _COUNTED.items()
        }
        found.steps = session.scalar(select(func.count()).select_from(schema.StepRow)) or 0
        found.changes = session.scalar(select(func.count()).select_from(schema.ChangeRow)) or 0
        found.problems += _journal_problems(session)
        found.problems += _search_problems(session)
    return found


def _journal_problems(session: Session) -> list[str]:
    """Compare every row with the last change that the journal has of it."""
    last: dict[tuple[str, str], Any] = {}
    rows = session.execute(
        select(schema.ChangeRow.table_name, schema.ChangeRow.row_id, schema.ChangeRow.after)
        .order_by(schema.ChangeRow.id)
        .execution_options(yield_per=2000)
    )
    for table, row_id, after in rows:
        last[table, row_id] = after
    problems = []
    for table, row_class in schema.JOURNALLED.items():
        for row in session.scalars(select(row_class)):
            told = last.pop((table, row.id), None)
            if told is None:
                problems.append(f"journal: a row of {table} was never written down")
            elif any(told[name] != value for name, value in journal.image(row).items() if name in told):
                problems.append(f"journal: a row of {table} differs from its last change")
        session.expunge_all()
    problems += [f"journal: a row of {table} is missing" for (table, _), after in last.items() if after]
    return problems


def _search_problems(session: Session) -> list[str]:
    entries = session.scalar(select(func.count()).select_from(schema.SearchRow)) or 0
    texts = session.scalar(text("SELECT count(*) FROM search_text")) or 0
    records = sum(
        session.scalar(select(func.count()).select_from(row_class)) or 0
        for row_class in (
            schema.WatchRow,
            schema.MemberRow,
            schema.PatrolRow,
            schema.IncidentRow,
            schema.AttachmentRow,
        )
    )
    if not entries == texts == records:
        return [f"search: {records} records, {entries} entries, {texts} texts"]
    return []
