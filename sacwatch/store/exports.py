"""Keeps what was written to export folders."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from sacwatch.domain.exports import Written
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.ids import new_id
from sacwatch.store.schema import ChangeRow, ExportRow, ReleaseRow, StepRow

_FIELDS = tuple(field.name for field in fields(Written))
_AT_ONCE = 500


class Exports:
    """The exported files of one watch."""

    def __init__(self, session: Session, watch_id: str) -> None:
        self._session = session
        self._watch_id = watch_id

    def in_folder(self, folder: str) -> list[Written]:
        """Give what was written to a folder."""
        rows = self._session.execute(
            select(*(getattr(ExportRow, name) for name in _FIELDS))
            .where(ExportRow.watch_id == self._watch_id, ExportRow.folder == folder)
            .order_by(ExportRow.name)
        )
        return [Written(*row) for row in rows]

    def release(self, destination_id: str, files: Iterable[str]) -> None:
        """Note what was released for a destination, in place of what was before; nothing where it is empty.

        Each file is told by a hash, so that no name of anybody stands here.
        """
        self._session.execute(delete(ReleaseRow).where(ReleaseRow.destination_id == destination_id))
        told = sorted(files)
        if told:
            self._session.add(ReleaseRow(destination_id=destination_id, watch_id=self._watch_id, files=told))
            self._session.flush()

    def released(self, destination_id: str) -> frozenset[str]:
        """Give what was released for a destination and is not there yet."""
        wanted = select(ReleaseRow.files).where(
            ReleaseRow.destination_id == destination_id, ReleaseRow.watch_id == self._watch_id
        )
        return frozenset(self._session.scalar(wanted) or ())

    def folders(self) -> list[str]:
        """Give the folders, by their keys, in which something lies that was written."""
        wanted = select(ExportRow.folder).where(ExportRow.watch_id == self._watch_id).distinct()
        return sorted(self._session.scalars(wanted))

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

    def move(self, folder: str, into: str) -> None:
        """Note that a folder is found under another path now, with all that lies there."""
        self._session.execute(
            delete(ExportRow).where(ExportRow.watch_id == self._watch_id, ExportRow.folder == into)
        )
        self._session.execute(
            update(ExportRow)
            .where(ExportRow.watch_id == self._watch_id, ExportRow.folder == folder)
            .values(folder=into)
        )

    def saw(self, folder: str, names: Iterable[str], seen: str) -> None:
        """Note up to where in the journal these files were found to be what the records give."""
        told = list(names)
        for start in range(0, len(told), _AT_ONCE):
            self._session.execute(
                update(ExportRow)
                .where(
                    ExportRow.watch_id == self._watch_id,
                    ExportRow.folder == folder,
                    ExportRow.name.in_(told[start : start + _AT_ONCE]),
                )
                .values(seen=seen)
            )

    def newest_step(self) -> int:
        """Give the number of the newest step of the journal, 0 where there is none."""
        newest = select(StepRow.id).where(StepRow.watch_id == self._watch_id).order_by(StepRow.id.desc())
        return self._session.scalar(newest.limit(1)) or 0

    def newest_at(self) -> datetime | None:
        """Give when the newest step was made or the newest file written (aware UTC), or None."""
        steps = select(StepRow.at).where(StepRow.watch_id == self._watch_id).order_by(StepRow.id.desc())
        written = select(func.max(ExportRow.written_at)).where(ExportRow.watch_id == self._watch_id)
        found = [self._session.scalar(steps.limit(1)), self._session.scalar(written)]
        return max((at for at in found if at is not None), default=None)

    def none_after(self, now: datetime) -> None:
        """Note of what was written by a clock that was ahead, as the captain says, that it was by now."""
        self._session.execute(
            update(ExportRow)
            .where(ExportRow.watch_id == self._watch_id, ExportRow.written_at > now)
            .values(written_at=now)
        )

    def changed_since(self, step: int, but: Collection[Kind] = ()) -> set[Ref]:
        """Give the records that changed after a step, except those of some kinds."""
        rows = self._session.execute(
            select(ChangeRow.kind, ChangeRow.record_id)
            .join(StepRow, StepRow.id == ChangeRow.step_id)
            .where(
                StepRow.watch_id == self._watch_id,
                ChangeRow.step_id > step,
                ChangeRow.kind.not_in([kind.value for kind in but]),
            )
            .distinct()
        )
        return {Ref(Kind(kind), record_id) for kind, record_id in rows}
