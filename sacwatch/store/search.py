"""The full-text index over all records (SQLite FTS5); another database would have its own here."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, column, delete, func, select, table, text
from sqlalchemy.orm import Session

from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import Hit
from sacwatch.store.schema import SearchRow

BEGIN_MARK, END_MARK = "\u2068", "\u2069"


@dataclass(frozen=True)
class Document:
    """What the index keeps of a record."""

    title: str
    body: str
    at: datetime | None = None


_TEXT = table("search_text", column("rowid"), column("title"), column("body"))
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+?1[ .\-]*)?(?:\(\d{3}\)|\d{3})[ .\-]*)?\d{3}[ .\-]*\d{4}(?!\d)"  # in North America
    r"|\+\d[\d ().\-]{5,}\d"  # elsewhere
    r"|(?<!\d)\d+(?:[.\-]\d+)+(?!\d)"  # any other number that is written in parts
)


def query_text(words: str) -> str:
    """Give what a person typed as an FTS5 query: every word begins some word of the record.

    An "and" may be missing there: a crossing is written "10th & J" too.
    """
    said = (re.sub(r'["\x00]', " ", word) for word in words.split())
    kept = [word for word in said if any(char.isalnum() for char in word)]
    telling = [word for word in kept if word.casefold() != "and"] or kept
    return " ".join(f'"{word}"*' for word in telling)


def matching(words: str, kind: Kind) -> Select[Any]:
    """Give a query for the ids of the records of a kind that hold these words."""
    query = query_text(words)
    base: Select[Any] = select(SearchRow.record_id).where(SearchRow.kind == kind.value)
    if not query:
        return base.where(text("0"))
    inside = select(_TEXT.c.rowid).where(text("search_text MATCH :words").bindparams(words=query))
    return base.where(SearchRow.id.in_(inside))


def newest(
    session: Session, watch_id: str, kind: Kind, words: str, *, descending: bool, offset: int, limit: int
) -> tuple[list[str], int]:
    """Give one page of the ids of a kind that hold these words, by time, and the number of all.

    Much quicker than `matching` for a word that half of all records hold, because no record is read.
    """
    query = query_text(words)
    if not query:
        return [], 0
    found = (
        select(SearchRow.record_id)
        .join(_TEXT, _TEXT.c.rowid == SearchRow.id)
        .where(
            text("search_text MATCH :words").bindparams(words=query),
            SearchRow.kind == kind.value,
            SearchRow.watch_id == watch_id,
        )
    )
    order = (SearchRow.at.desc(), SearchRow.id.desc()) if descending else (SearchRow.at, SearchRow.id)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    return list(session.scalars(found.order_by(*order).offset(offset).limit(limit))), total


_FIND = text(
    """
    SELECT e.kind, e.record_id, e.title, e.at,
           (SELECT snippet(search_text, 1, :begin, :end, '…', 16)
              FROM search_text WHERE search_text MATCH :words AND rowid = e.id) AS snippet
      FROM search_entry AS e
     WHERE e.id IN (
        SELECT entry.id FROM search_entry AS entry
         WHERE entry.watch_id = :watch
           AND entry.id IN (SELECT rowid FROM search_text WHERE search_text MATCH :words)
         ORDER BY entry.kind IN ('member', 'household', 'watch') DESC, entry.at DESC, entry.id DESC
         LIMIT :limit)
     ORDER BY e.kind IN ('member', 'household', 'watch') DESC, e.at DESC, e.id DESC
    """
).columns(at=SearchRow.at.type)


def find(session: Session, watch_id: str, words: str, *, limit: int = 30) -> list[Hit]:
    """Give the records that hold these words: people first, then the newest."""
    query = query_text(words)
    if not query:
        return []
    rows = session.execute(
        _FIND, {"words": query, "watch": watch_id, "limit": limit, "begin": BEGIN_MARK, "end": END_MARK}
    )
    return [Hit(row.kind, row.record_id, row.title, row.at, row.snippet or "") for row in rows]


_INSERT = text("INSERT INTO search_text (rowid, title, body) VALUES (:id, :title, :body)")
_UPDATE = text("UPDATE search_text SET title = :title, body = :body WHERE rowid = :id")
_DELETE = text("DELETE FROM search_text WHERE rowid = :id")
_SECURE_DELETE = text("INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', :on)")
_AT_ONCE = 500
_MANY = 100
"""From how many texts on the index is written at leisure."""


def keep(session: Session, watch_id: str, documents: Mapping[Ref, Document]) -> None:
    """Put the text of records into the index, in place of what was there."""
    known = {row.record_id: row for row in _rows(session, [ref.id for ref in documents])}
    fresh: dict[str, SearchRow] = {}
    for ref, document in documents.items():
        entry = known.get(ref.id)
        if entry is None:
            fresh[ref.id] = SearchRow(
                watch_id=watch_id, kind=ref.kind.value, record_id=ref.id, at=document.at, title=document.title
            )
        else:
            entry.at, entry.title = document.at, document.title
    session.add_all(fresh.values())
    session.flush()
    told: dict[bool, list[dict[str, object]]] = {True: [], False: []}
    for ref, document in documents.items():
        row = fresh.get(ref.id) or known[ref.id]
        body = _searchable(document.body)
        told[ref.id in fresh].append({"id": row.id, "title": document.title, "body": body})
    with _at_leisure(session, len(documents)):
        for statement, rows in ((_INSERT, told[True]), (_UPDATE, told[False])):
            if rows:
                session.connection().execute(statement, rows)


def drop(session: Session, ids: Iterable[str]) -> None:
    """Take records out of the index."""
    known = [row.id for row in _rows(session, list(ids))]
    if known:
        with _at_leisure(session, len(known)):
            session.connection().execute(_DELETE, [{"id": id_} for id_ in known])
    for start in range(0, len(known), _AT_ONCE):
        session.execute(delete(SearchRow).where(SearchRow.id.in_(known[start : start + _AT_ONCE])))


@contextlib.contextmanager
def _at_leisure(session: Session, count: int) -> Iterator[None]:
    """Let the index clear away the words of many texts when it merges its parts, not one by one.

    One by one takes four fifths of the time in which a long list is brought in or taken back. The history
    keeps what was removed in any case; forgetting makes the index anew.
    """
    if count < _MANY:
        yield
        return
    connection = session.connection()
    connection.execute(_SECURE_DELETE, {"on": 0})
    yield
    # What is written waits in memory until a savepoint, and is cleared as is said at that moment.
    with connection.begin_nested():
        pass
    connection.execute(_SECURE_DELETE, {"on": 1})


def _rows(session: Session, ids: Sequence[str]) -> list[SearchRow]:
    """Give the entries of records."""
    found: list[SearchRow] = []
    for start in range(0, len(ids), _AT_ONCE):
        wanted = select(SearchRow).where(SearchRow.record_id.in_(ids[start : start + _AT_ONCE]))
        found += session.scalars(wanted)
    return found


def _searchable(body: str) -> str:
    """Add the digits of every phone number run together, so that any way of typing one finds it."""
    digits = {re.sub(r"\D", "", found) for found in _PHONE.findall(body)}
    digits |= {found[-7:] for found in digits}  # without its area code
    return "\n".join([body, *sorted(digits)]) if digits else body


def joined(*parts: Any) -> str:
    """Join the parts of a document that say something."""
    return "\n".join(str(part) for part in parts if part)
