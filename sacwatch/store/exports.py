"""Keeps what was written to export folders."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sacwatch.domain.exports import Written
from sacwatch.store.ids import new_id
from sacwatch.store.schema import ExportRow


class Exports:
    """The exported files of one watch."""

    def __init__(self, session: Session, watch_id: str) -> None:
        self._session = session
        self._watch_id = watch_id

    def in_folder(self, folder: str) -> list[Written]:
        """Give what was written to a folder."""
        rows = self._session.scalars(
            select(ExportRow)
            .where(ExportRow.watch_id == self._watch_id, ExportRow.folder == folder)
            .order_by(ExportRow.name)
        )
        return [
            Written(
                row.folder, row.name, row.report, row.subject, row.fingerprint, row.sha256, row.written_at
            )
            for row in rows
        ]

    def keep(self, written: Written) -> None:
        """Note that a file was written, in place of what was noted under its name."""
        self.drop(written.folder, written.name)
        self._session.add(ExportRow(id=new_id(), watch_id=self._watch_id, **vars(written)))

    def drop(self, folder: str, name: str) -> None:
        """Forget a file, because it was taken away."""
        self._session.flush()
        self._session.execute(
            delete(ExportRow).where(
                ExportRow.watch_id == self._watch_id, ExportRow.folder == folder, ExportRow.name == name
            )
        )
