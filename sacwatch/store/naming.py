"""Finds the records that name another one by its id, in any table, whether the file knows it or not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Text, cast, inspect, or_, select
from sqlalchemy.orm import Session

from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.schema import JOURNALLED

_PARTS_OF_EACH = frozenset({"id", "watch_id"})


def holding_ids(row_class: type[Any]) -> tuple[list[Any], list[Any]]:
    """Give the columns of a table that can hold the id of another record: single ones, and JSON lists."""
    single, lists = [], []
    for attribute in inspect(row_class).column_attrs:
        column = attribute.columns[0]
        if column.name in _PARTS_OF_EACH:
            continue
        if isinstance(column.type, JSON):
            lists.append(getattr(row_class, attribute.key))
        elif column.name.endswith("_id"):
            single.append(getattr(row_class, attribute.key))
    return single, lists


def naming(session: Session, watch_id: str, id_: str) -> list[Ref]:
    """Give the records of a watch that name this member or household, each once, in a set order."""
    found: dict[Ref, None] = {}
    for _table, row_class in sorted(JOURNALLED.items()):
        if row_class.kind is Kind.SETTING:
            continue
        single, lists = holding_ids(row_class)
        conditions = [column == id_ for column in single]
        conditions += [cast(column, Text).contains(f'"{id_}"', autoescape=True) for column in lists]
        if conditions:
            rows = session.scalars(
                select(row_class)
                .where(row_class.watch_id == watch_id, or_(*conditions))
                .order_by(row_class.id)
            )
            found |= {Ref(row.kind, row.root): None for row in rows if row.root != id_}
    return list(found)
