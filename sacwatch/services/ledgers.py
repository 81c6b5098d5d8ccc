"""The ledger: what was written, printed, saved or mailed, and who has an old one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import MOST_REFS, Act, Entry, Handed, LedgerPage, LedgerQuery, Written
from sacwatch.domain.handouts import Tongue
from sacwatch.domain.kinds import OF_RECORDS, Kind, Ref
from sacwatch.domain.records import Record
from sacwatch.reports import registry
from sacwatch.reports.registry import Option
from sacwatch.services.reporting import Gathered, Order
from sacwatch.store.work import Work

_ABOUT_ONE = {
    Option.PATROL: Kind.PATROL,
    Option.INCIDENT: Kind.INCIDENT,
    Option.MEETING: Kind.MEETING,
    Option.CONCERN: Kind.CONCERN,
    Option.MEMBER: Kind.MEMBER,
}
"""Papers about one record, whose subject is its id."""


def find(work: Work, query: LedgerQuery) -> LedgerPage:
    """Give the lines of the ledger that are wanted, the newest first."""
    return work.ledger.find(query)


def out(work: Work, report: str, subject: str) -> LedgerPage:
    """Give where copies of one paper are, old ones and new: the answer to "who has the old roster?"."""
    return work.ledger.out(report, subject)


def note(work: Work, act: Act, gathered: Gathered, *, place: str, name: str = "", copies: int = 1) -> None:
    """Write into the ledger that a paper was printed, saved or mailed; that is no step to undo."""
    order = gathered.order
    records = records_of(gathered)
    work.ledger.add(
        Entry(
            id=work.new_id(),
            at=work.now,
            by=work.by,
            act=act,
            report=order.report,
            subject=_about(order),
            name=name or gathered.file_name,
            audience=order.audience,
            large=order.large,
            fingerprint=gathered.fingerprint,
            place=place,
            copies=copies,
            records=records[:MOST_REFS],
            record_count=len(records),
        )
    )


def note_handed(work: Work, act: Act, handed: Handed, *, name: str, place: str, copies: int = 1) -> None:
    """Write into the ledger that a file which is no paper was saved or printed, likewise."""
    work.ledger.add(
        Entry(
            id=work.new_id(),
            at=work.now,
            by=work.by,
            act=act,
            report=handed.report,
            subject=handed.subject,
            name=name,
            audience=handed.audience,
            fingerprint=handed.fingerprint,
            place=place,
            copies=copies,
            records=handed.records[:MOST_REFS],
            record_count=len(handed.records),
        )
    )


def _about(order: Order) -> str:
    """Give what a paper is about; one in another language makes that in English no older."""
    return order.subject if order.tongue is Tongue.ENGLISH else f"{order.subject}/{order.tongue.value}"


def note_written(
    work: Work,
    act: Act,
    written: Written,
    *,
    place: str,
    destination_id: str,
    audience: Audience,
    records: tuple[Ref, ...] = (),
) -> None:
    """Write into the ledger what became of a file in a destination."""
    work.ledger.add(
        Entry(
            id=work.new_id(),
            at=work.now,
            by=work.by,
            act=act,
            report=written.report,
            subject=written.subject,
            name=written.name,
            audience=audience,
            large=written.large,
            fingerprint=written.fingerprint,
            place=place,
            destination_id=destination_id,
            records=records[:MOST_REFS],
            record_count=len(records),
        )
    )


def records_of(gathered: Gathered) -> tuple[Ref, ...]:
    """Give the records that a paper was made from, in their order on it."""
    found = dict.fromkeys(refs_in(gathered.data))
    order = gathered.order
    paper = registry.PAPERS.get(order.report)
    kind = _ABOUT_ONE.get(paper.needs) if paper is not None else None
    if kind is not None and not any(each.kind is kind for each in found):
        found[Ref(kind, order.subject)] = None
    return tuple(found)


def refs_in(value: Any) -> Iterator[Ref]:
    """Give the records that stand anywhere in what a paper or a file is made from."""
    if isinstance(value, tuple | list):
        for each in value:
            yield from refs_in(each)
    elif isinstance(value, Record):
        kind = OF_RECORDS.get(type(value).__name__)
        if kind is not None and value.id:
            yield Ref(kind, value.id)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from refs_in(getattr(value, field.name))
