"""What all records have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sacwatch.domain.audiences import Shows, kept


@dataclass(frozen=True, kw_only=True)
class Record:
    """The common part of every record. Times are aware and in UTC; ids are UUIDv7 text."""

    id: str = kept(Shows.NEVER)
    watch_id: str = kept(Shows.NEVER)
    created_at: datetime = kept(Shows.NEVER)
    changed_at: datetime = kept(Shows.NEVER)
    changed_by: str = kept(Shows.NEVER)
    note: str = kept(Shows.CAPTAIN, default="")
    """The captain's own remark."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Who makes or changes a record and when, handed in because the domain has no clock.

    `now` is aware UTC.
    """

    id: str
    watch_id: str
    now: datetime
    by: str
