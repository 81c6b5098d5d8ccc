"""Keeps the settings of a watch by name; services.settings says which there are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sacwatch.store.schema import SettingRow


class Settings:
    """The settings of one watch that differ from their default."""

    def __init__(self, session: Session, watch_id: str) -> None:
        self._session = session
        self._watch_id = watch_id

    def all(self) -> dict[str, Any]:
        """Give every setting that was made, by name."""
        rows = self._session.execute(
            select(SettingRow.name, SettingRow.value).where(SettingRow.watch_id == self._watch_id)
        )
        return {name: value["value"] for name, value in rows}

    def put(self, name: str, value: Any, *, now: datetime, by: str) -> None:
        """Make a setting; the value is anything JSON holds."""
        id_ = f"{self._watch_id}:{name}"
        row = self._session.get(SettingRow, id_)
        if row is None:
            row = SettingRow(id=id_, watch_id=self._watch_id, created_at=now, name=name, note="")
            self._session.add(row)
        row.changed_at, row.changed_by, row.value = now, by, {"value": value}
        self._session.flush()
