"""Photos and other files that belong to a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.kinds import Kind
from sacwatch.domain.places import Point
from sacwatch.domain.records import Record

LONG_SIDE = 2_000
"""Pixels; a larger photo is made smaller before it is kept."""
SIZE_LIMIT = 25_000_000
"""Bytes of an attachment that is no photo."""


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """One photo or file. Its bytes are kept once under their SHA-256 and are not part of this record."""

    owner_kind: Kind = kept(Shows.NEVER)
    owner_id: str = kept(Shows.NEVER)
    name: str = kept(Shows.TELLING)
    caption: str = kept(Shows.TELLING, default="")
    media_type: str = kept(Shows.TELLING)
    sha256: str = kept(Shows.NEVER)
    size: int = kept(Shows.NEVER)
    """Bytes."""
    width: int = kept(Shows.NEVER, default=0)
    """Pixels; 0 for what is no picture."""
    height: int = kept(Shows.NEVER, default=0)

    @property
    def picture(self) -> bool:
        return self.width > 0


@dataclass(frozen=True)
class PhotoFacts:
    """What a photo said about itself before that was taken out; offered to the form, kept nowhere else."""

    taken_local: datetime | None = None
    """The camera's clock, without a zone, as cameras write it."""
    point: Point | None = None
