"""What stood in an open form, kept so that a crash loses none of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from sacwatch.domain.kinds import Kind

D = TypeVar("D")


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


def plain(draft: Any) -> dict[str, Any]:
    """Give a draft dataclass as JSON values."""
    return dataclasses.asdict(draft)


def restored(draft_class: type[D], data: dict[str, Any]) -> D:
    """Give the draft that `plain` was made of; what this version does not know is left out."""
    hints = get_type_hints(draft_class)
    known = {}
    for field in dataclasses.fields(draft_class):  # type: ignore[arg-type]
        if field.name in data:
            known[field.name] = _value(hints[field.name], data[field.name])
    return draft_class(**known)


def _value(hint: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return restored(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(_value(inner, each) for each in value or ())
    return value
