"""What stood in an open form, kept so that a crash loses none of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sacwatch.domain.kinds import Kind


@dataclass(frozen=True)
class KeptDraft:
    """What stood in one form, as JSON values; `record_id` is None for a record that was never saved.

    `saved_at` is aware UTC.
    """

    id: str
    kind: Kind
    record_id: str | None
    saved_at: datetime
    data: dict[str, Any]
