"""What the repositories of all kinds share: one record in or out, within one watch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import BigInteger, Select, String, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from sacwatch.domain.errors import NotFound
from sacwatch.domain.kinds import Kind
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.domain.records import Record
from sacwatch.store.schema import PlaceColumns, RecordRow

_AT_ONCE = 2000
"""For how many records one question asks; SQLite takes up to 32,766."""

R = TypeVar("R", bound=Record)
Row = TypeVar("Row", bound=RecordRow)


class Repository(ABC, Generic[R, Row]):
    """The records of one kind in one watch."""

    kind: ClassVar[Kind]
    row: type[Row]

    def __init__(self, session: Session, watch_id: str) -> None:
        self._session = session
        self._watch_id = watch_id
        # A session forgets a row that nobody holds, and reads it again for the next step.
        self._held: list[Row] = []
        self._fresh: dict[str, R] = {}

    @abstractmethod
    def _record(self, row: Row) -> R:
        """Give the record that a row holds."""

    @abstractmethod
    def _write(self, record: R, row: Row) -> None:
        """Put a record's own fields into its row."""

    def _mine(self, query: Any) -> Select[Any]:
        """Limit a query to this watch; the one place that does."""
        mine: Select[Any] = query.where(self.row.watch_id == self._watch_id)
        return mine

    def _row(self, id_: str) -> Row:
        row = self._session.get(self.row, id_)
        if row is None or row.watch_id != self._watch_id:
            raise NotFound("trouble.not_found")
        self._held.append(row)
        return row

    def get(self, id_: str) -> R:
        """Give a record; raises NotFound."""
        return self._record(self._row(id_))

    def searched(self, ids: list[str]) -> list[R]:
        """Give the records of these ids for the search index; what is not searched may be left out."""
        fresh = [self._fresh[id_] for id_ in ids if id_ in self._fresh]
        return fresh + self.get_many([id_ for id_ in ids if id_ not in self._fresh])

    def get_many(self, ids: list[str]) -> list[R]:
        """Give the records of these ids, in their order, leaving out what is not there."""
        found: dict[str, R] = {}
        for start in range(0, len(ids), _AT_ONCE):
            query = self._mine(select(self.row).where(self.row.id.in_(ids[start : start + _AT_ONCE])))
            found |= {row.id: self._record(row) for row in self._session.scalars(query)}
        return [found[id_] for id_ in ids if id_ in found]

    def add(self, record: R) -> None:
        """Keep a new record."""
        row = self.row()
        row.id, row.watch_id, row.created_at = record.id, self._watch_id, record.created_at
        self._stamp(record, row)
        self._write(record, row)
        self._session.add(row)
        self._held.append(row)
        self._session.flush()

    def add_many(self, records: Iterable[R]) -> None:
        """Keep many new records, which takes far less time than one by one."""
        for record in records:
            row = self.row()
            row.id, row.watch_id, row.created_at = record.id, self._watch_id, record.created_at
            self._stamp(record, row)
            self._write(record, row)
            self._session.add(row)
            self._held.append(row)
            self._fresh[record.id] = record
        self._session.flush()

    def change(self, record: R) -> None:
        """Keep a record in place of its earlier state; raises NotFound."""
        self._fresh.pop(record.id, None)
        row = self._row(record.id)
        self._stamp(record, row)
        self._write(record, row)
        self._session.flush()

    def change_many(self, records: Iterable[R]) -> None:
        """Keep many records in place of their earlier state; raises NotFound."""
        records = list(records)
        for start in range(0, len(records), _AT_ONCE):
            ids = [record.id for record in records[start : start + _AT_ONCE]]
            # Read together, so that each is at hand when it is asked for.
            self._held += self._session.scalars(self._mine(select(self.row).where(self.row.id.in_(ids))))
        for record in records:
            row = self._row(record.id)
            self._stamp(record, row)
            self._write(record, row)
            self._fresh[record.id] = record
        self._session.flush()

    def remove(self, id_: str) -> R:
        """Take a record out and give it as it was; raises NotFound. Undo brings it back."""
        self._fresh.pop(id_, None)
        row = self._row(id_)
        record = self._record(row)
        self._session.delete(row)
        self._session.flush()
        return record

    def count(self) -> int:
        """Count the records of this kind in this watch."""
        return self._session.scalar(self._mine(select(func.count()).select_from(self.row))) or 0

    def _page(
        self, wanted: Select[Any], order: tuple[Any, ...], *, offset: int, limit: int
    ) -> tuple[list[str], int]:
        """Give one page of the ids that a query asks for, and how many there are in all."""
        total = self._session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        ids = self._session.scalars(wanted.order_by(*order).offset(offset).limit(limit))
        return list(ids), total

    def _stamp(self, record: R, row: Row) -> None:
        row.changed_at = record.changed_at
        row.changed_by = record.changed_by
        row.note = record.note

    def _common(self, row: Row) -> dict[str, Any]:
        return {
            "id": row.id,
            "watch_id": row.watch_id,
            "created_at": row.created_at,
            "changed_at": row.changed_at,
            "changed_by": row.changed_by,
            "note": row.note,
        }


def minute_of(column: Any) -> Any:
    """Give a column of instants as whole minutes since 1970 UTC."""
    return type_coerce(column, BigInteger) // 60_000_000


def columns(session: Session, query: Select[Any]) -> list[list[Any]]:
    """Give what a query finds column by column, none of which may have blanks or commas in it.

    The database puts each column together as one text. Fetching row by row asks for Python's one lock
    at each row, and where other threads are at work, waiting for it takes longer than all the rest.
    """
    found = query.subquery()
    joined = select(*(func.aggregate_strings(cast(column, String), ",") for column in found.c))
    texts = session.execute(joined).one()
    return [
        [] if text is None else list(map(_READ.get(column.type.python_type, str), text.split(",")))
        for column, text in zip(found.c, texts, strict=True)
    ]


_READ: dict[type, Callable[[str], Any]] = {float: float, int: int}


def place_of(row: PlaceColumns) -> Place:
    """Give the place in a row's place columns."""
    if row.place_lat is None or row.place_lon is None:
        return Place(row.place_text)
    return Place(row.place_text, Point(row.place_lat, row.place_lon), Fix(row.place_fix))


def write_place(place: Place, row: PlaceColumns) -> None:
    """Put a place into a row's place columns."""
    row.place_text = place.text
    row.place_lat = place.point.lat if place.point else None
    row.place_lon = place.point.lon if place.point else None
    row.place_fix = place.fix.value
