"""Unfinished forms: kept within two seconds, offered again after a crash."""

from __future__ import annotations

from typing import Any

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.kinds import Kind
from sacwatch.store.work import Work


def keep(work: Work, id_: str, kind: Kind, record_id: str | None, data: dict[str, Any]) -> None:
    """Keep what stands in a form, as JSON values, in place of what was kept under this id."""
    work.drafts.keep(KeptDraft(id_, kind, record_id, work.now, data))


def all_of(work: Work) -> list[KeptDraft]:
    """Give every unfinished form, newest first."""
    return work.drafts.all()


def drop(work: Work, id_: str) -> None:
    """Throw an unfinished form away."""
    work.drafts.drop(id_)
