"""What was written where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Written:
    """One exported file as it was last written; `written_at` is aware UTC, `sha256` that of its bytes."""

    folder: str
    name: str
    report: str
    subject: str
    fingerprint: str
    sha256: str
    written_at: datetime
