"""Keeps photos and other files: what they are as records, their bytes once, by hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sacwatch.domain.attachments import Attachment
from sacwatch.domain.errors import NotFound
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.repository import Repository
from sacwatch.store.schema import AttachmentRow, Base, BlobRow, ChangeRow, DraftRow


class Attachments(Repository[Attachment, AttachmentRow]):
    """The photos and files of one watch."""

    kind = Kind.ATTACHMENT
    row = AttachmentRow

    def _write(self, record: Attachment, row: AttachmentRow) -> None:
        row.owner_kind = record.owner_kind.value
        row.owner_id = record.owner_id
        row.name = record.name
        row.caption = record.caption
        row.media_type = record.media_type
        row.sha256 = record.sha256
        row.size = record.size
        row.width = record.width
        row.height = record.height

    def _record(self, row: AttachmentRow) -> Attachment:
        return Attachment(
            **self._common(row),
            owner_kind=Kind(row.owner_kind),
            owner_id=row.owner_id,
            name=row.name,
            caption=row.caption,
            media_type=row.media_type,
            sha256=row.sha256,
            size=row.size,
            width=row.width,
            height=row.height,
        )

    def keep_bytes(self, data: bytes) -> str:
        """Keep bytes once and give their SHA-256 in hexadecimal.

        They stay when the record goes, so that undo can bring it back, until `collect`.
        """
        digest = hashlib.sha256(data).hexdigest()
        if self._session.get(BlobRow, digest) is None:
            self._session.add(BlobRow(sha256=digest, data=data))
            self._session.flush()
        return digest

    def read_bytes(self, sha256: str) -> bytes:
        """Give bytes by their SHA-256; raises NotFound."""
        data = self._session.scalar(select(BlobRow.data).where(BlobRow.sha256 == sha256))
        if data is None:
            raise NotFound("trouble.not_found")
        return data

    def of(self, owner: Ref) -> list[Attachment]:
        """Give what belongs to a record, in the order in which it was added."""
        rows = self._session.scalars(
            self._mine(select(AttachmentRow))
            .where(AttachmentRow.owner_kind == owner.kind.value, AttachmentRow.owner_id == owner.id)
            .order_by(AttachmentRow.created_at, AttachmentRow.id)
        )
        return [self._record(row) for row in rows]

    def collect(self) -> int:
        """Do away with bytes that are named nowhere any more, in all watches, and give their number."""
        unused = orphans(self._session)
        if unused:
            self._session.execute(delete(BlobRow).where(BlobRow.sha256.in_(unused)))
        return len(unused)


def orphans(session: Session) -> set[str]:
    """Give the hashes of bytes that no record, no step of the history and no draft names.

    Reads no bytes, and the history only where some bytes belong to no record.
    """
    columns = [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is BlobRow.__table__.c.sha256
    ]
    unused = select(BlobRow.sha256)
    for column in columns:
        unused = unused.where(BlobRow.sha256.not_in(select(column).where(column.is_not(None))))
    found = set(session.scalars(unused))
    for data in session.scalars(select(DraftRow.data)) if found else ():
        found.difference_update(_named_in(data))
    for column in columns if found else ():
        images = (
            func.json_extract(image, f"$.{column.name}") for image in (ChangeRow.before, ChangeRow.after)
        )
        told = select(*images).where(ChangeRow.table_name == column.table.name)
        for names in session.execute(told):
            found.difference_update(names)
    return found


def _named_in(data: Any) -> Iterator[str]:
    """Give every hash in the JSON values of a draft."""
    if isinstance(data, dict):
        if isinstance(data.get("sha256"), str):
            yield data["sha256"]
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _named_in(each)
