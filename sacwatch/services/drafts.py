"""Unfinished forms: kept within two seconds, offered again after a crash."""

from __future__ import annotations

from typing import Any

from sacwatch.domain import forgetting
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import NotFound
from sacwatch.domain.kinds import Kind
from sacwatch.store.work import Work


def keep(work: Work, id_: str, kind: Kind, record_id: str | None, data: dict[str, Any]) -> None:
    """Keep what stands in a form, as JSON values, in place of what was kept under this id.

    Of somebody who was forgotten meanwhile nothing is kept, nor their name in the form of another record:
    what was typed stays in the form alone.
    """
    if record_id is not None and work.was_forgotten(record_id):
        work.drafts.drop(id_)
        return
    gone = work.forgotten(forgetting.told_of(data))
    if gone:
        data = forgetting.without(data, gone)
    work.drafts.keep(KeptDraft(id_, kind, record_id, work.now, data))


def standing(work: Work, kind: Kind, id_: str) -> Any:
    """Give the record of an open form as it stands; raises NotFound, which says where it was forgotten."""
    try:
        return work.repository(kind).get(id_)
    except NotFound:
        if work.was_forgotten(id_):
            raise NotFound("trouble.forgotten_meanwhile") from None
        raise


def all_of(work: Work) -> list[KeptDraft]:
    """Give every unfinished form, newest first."""
    return work.drafts.all()


def drop(work: Work, id_: str) -> None:
    """Throw an unfinished form away."""
    work.drafts.drop(id_)
