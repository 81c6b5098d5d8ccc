"""Keeps what stands in open forms, outside the journal, until it is saved or thrown away."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.kinds import Kind
from sacwatch.store.schema import DraftRow


class Drafts:
    """The unfinished forms of one watch."""

    def __init__(self, session: Session, watch_id: str) -> None:
        self._session = session
        self._watch_id = watch_id

    def keep(self, draft: KeptDraft) -> None:
        """Keep a draft in place of its earlier state."""
        row = self._session.get(DraftRow, draft.id)
        if row is None:
            row = DraftRow(id=draft.id, watch_id=self._watch_id)
            self._session.add(row)
        row.kind, row.record_id = draft.kind.value, draft.record_id
        row.saved_at, row.data = draft.saved_at, draft.data

    def all(self) -> list[KeptDraft]:
        """Give every draft, newest first."""
        rows = self._session.scalars(
            select(DraftRow).where(DraftRow.watch_id == self._watch_id).order_by(DraftRow.saved_at.desc())
        )
        return [KeptDraft(row.id, Kind(row.kind), row.record_id, row.saved_at, row.data) for row in rows]

    def drop(self, id_: str) -> None:
        """Throw a draft away, if it is there."""
        self._session.flush()
        self._session.execute(delete(DraftRow).where(DraftRow.id == id_, DraftRow.watch_id == self._watch_id))
