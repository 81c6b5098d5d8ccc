"""Keeps the ledger: what was written, printed or mailed, when, for whom and where to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import MOST_REFS, Act, Entry, LedgerPage, LedgerQuery
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.schema import LedgerRow

_OUT = (Act.WRITTEN, Act.PRINTED, Act.SAVED, Act.MAILED, Act.COPIED, Act.LEFT)
"""What puts a paper into somebody's hands, or leaves it there."""


class Ledger:
    """The ledger of one watch. Its lines are added and never changed, so undo leaves them alone."""

    def __init__(self, session: Session, watch_id: str) -> None:
        self._session = session
        self._watch_id = watch_id

    def add(self, entry: Entry) -> None:
        """Write a line."""
        self._session.add(
            LedgerRow(
                id=entry.id,
                watch_id=self._watch_id,
                at=entry.at,
                by=entry.by,
                act=entry.act.value,
                report=entry.report,
                subject=entry.subject,
                name=entry.name,
                audience=entry.audience.value,
                large=entry.large,
                fingerprint=entry.fingerprint,
                place=entry.place,
                destination_id=entry.destination_id,
                copies=entry.copies,
                records=[f"{each.kind.value}:{each.id}" for each in entry.records[:MOST_REFS]],
                record_count=entry.record_count or len(entry.records),
                words=f"{entry.name} {entry.place} {entry.audience.value} {entry.by}".casefold(),
            )
        )

    def find(self, query: LedgerQuery) -> LedgerPage:
        """Give the lines that are wanted, the newest first."""
        older = _older(self._watch_id)
        wanted = self._wanted(query)
        if query.older:
            wanted = wanted.where(older)
        total = self._session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        page = wanted.order_by(LedgerRow.at.desc(), LedgerRow.id.desc())
        rows = self._session.execute(
            page.add_columns(older.label("older")).offset(query.offset).limit(query.limit)
        )
        return LedgerPage(tuple(_entry(row, bool(old)) for row, old in rows), total)

    def _wanted(self, query: LedgerQuery) -> Select[Any]:
        wanted: Select[Any] = select(LedgerRow).where(LedgerRow.watch_id == self._watch_id)
        for word in query.words.casefold().split():
            wanted = wanted.where(LedgerRow.words.contains(word, autoescape=True))
        if query.act is not None:
            wanted = wanted.where(LedgerRow.act == query.act.value)
        if query.report:
            wanted = wanted.where(LedgerRow.report == query.report)
        if query.subject:
            wanted = wanted.where(LedgerRow.subject == query.subject)
        if query.since is not None:
            wanted = wanted.where(LedgerRow.at >= query.since)
        if query.until is not None:
            wanted = wanted.where(LedgerRow.at < query.until)
        return wanted

    def out(self, report: str, subject: str) -> LedgerPage:
        """Give the copies of one paper that are still out there, old ones and new, the newest first."""
        wanted = (
            select(LedgerRow)
            .where(LedgerRow.watch_id == self._watch_id, LedgerRow.report == report)
            .where(LedgerRow.subject == subject, _still_out(self._watch_id))
            .order_by(LedgerRow.at.desc(), LedgerRow.id.desc())
        )
        rows = self._session.execute(wanted.add_columns(_older(self._watch_id).label("older"))).all()
        return LedgerPage(tuple(_entry(row, bool(old)) for row, old in rows), len(rows))


def _still_out(watch_id: str) -> Any:
    """Say of a line that its paper was not replaced or taken away where it went."""
    later = aliased(LedgerRow)
    replaced = exists().where(
        later.watch_id == watch_id,
        later.destination_id == LedgerRow.destination_id,
        later.name == LedgerRow.name,
        later.place == LedgerRow.place,
        later.act.in_([Act.WRITTEN.value, Act.SAVED.value, Act.WITHDRAWN.value, Act.LEFT.value]),
        _after(later),
    )
    lies_there = LedgerRow.act.in_([Act.WRITTEN.value, Act.SAVED.value, Act.LEFT.value])
    return and_(LedgerRow.act.in_([act.value for act in _OUT]), ~and_(lies_there, replaced))


def _older(watch_id: str) -> Any:
    """Say of a line that it is still out there although a newer one of its paper went out since."""
    newer = aliased(LedgerRow)
    followed = exists().where(
        newer.watch_id == watch_id,
        newer.report == LedgerRow.report,
        newer.subject == LedgerRow.subject,
        newer.audience == LedgerRow.audience,
        newer.large == LedgerRow.large,
        newer.fingerprint != LedgerRow.fingerprint,
        newer.act.in_([act.value for act in _OUT]),
        _after(newer),
    )
    return and_(_still_out(watch_id), followed)


def _after(later: Any) -> Any:
    return or_(later.at > LedgerRow.at, and_(later.at == LedgerRow.at, later.id > LedgerRow.id))


def _entry(row: LedgerRow, older: bool) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        by=row.by,
        act=Act(row.act),
        report=row.report,
        subject=row.subject,
        name=row.name,
        audience=Audience(row.audience),
        large=row.large,
        fingerprint=row.fingerprint,
        place=row.place,
        destination_id=row.destination_id,
        copies=row.copies,
        records=tuple(_ref(each) for each in row.records),
        record_count=row.record_count,
        older=older,
    )


def _ref(text: str) -> Ref:
    kind, _colon, id_ = text.partition(":")
    return Ref(Kind(kind), id_)
