"""The full-text index over all records (SQLite FTS5); another database would have its own here."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def keep(session: Session, watch_id: str, ref: Ref, document: Document) -> None:
    """Put a record's text into the index, in place of what was there."""
    connection = session.connection()
    known = session.scalar(select(SearchRow.id).where(SearchRow.record_id == ref.id))
    body = _searchable(document.body)
    if known is None:
        row = SearchRow(
            watch_id=watch_id, kind=ref.kind.value, record_id=ref.id, at=document.at, title=document.title
        )
        session.add(row)
        session.flush()
        connection.execute(
            text("INSERT INTO search_text (rowid, title, body) VALUES (:id, :title, :body)"),
            {"id": row.id, "title": document.title, "body": body},
        )
        return
    entry = session.get_one(SearchRow, known)
    entry.at, entry.title = document.at, document.title
    connection.execute(
        text("UPDATE search_text SET title = :title, body = :body WHERE rowid = :id"),
        {"id": known, "title": document.title, "body": body},
    )


def drop(session: Session, ids: Iterable[str]) -> None:
    """Take records out of the index."""
    for id_ in ids:
        known = session.scalar(select(SearchRow.id).where(SearchRow.record_id == id_))
        if known is not None:
            session.connection().execute(text("DELETE FROM search_text WHERE rowid = :id"), {"id": known})
            session.execute(delete(SearchRow).where(SearchRow.id == known))


def _searchable(body: str) -> str:
    """Add the digits of every phone number run together, so that any way of typing one finds it."""
    digits = {re.sub(r"\D", "", found) for found in _PHONE.findall(body)}
    digits |= {found[-7:] for found in digits}  # without its area code
    return "\n".join([body, *sorted(digits)]) if digits else body


def joined(*parts: Any) -> str:
    """Join the parts of a document that say something."""
    return "\n".join(str(part) for part in parts if part)
