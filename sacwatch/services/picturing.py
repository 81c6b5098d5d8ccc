"""Pictures of papers for the gallery: each of a real one of this watch, the smallest that will do."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from sacwatch.domain.errors import Trouble
from sacwatch.domain.listing import HouseholdQuery
from sacwatch.reports import registry
from sacwatch.reports.registry import Option
from sacwatch.services import blockmaps, households, phonetrees, reporting, subjects, vacations
from sacwatch.services.reporting import Ask, Order
from sacwatch.store.work import Work


def order_for(work: Work, paper: str, *, today: date, zone: tzinfo) -> Order:
    """Give the order for the picture of a paper; raises Trouble where there is nothing to show yet."""
    needs = registry.PAPERS[paper].needs
    if needs is Option.SLIPS:
        found = households.find(work, HouseholdQuery(limit=1)).lines
        if not found:
            raise Trouble("trouble.not_found")
        subject = found[0].id
    elif needs is Option.HOUSEHOLD:
        subject = vacations.BLANK
    elif needs is Option.CALLER:
        callers = phonetrees.callers(work)
        if not callers:
            raise Trouble("trouble.not_found")
        subject = callers[0][0]
    elif needs is Option.BLOCK and registry.PAPERS[paper].drawn:
        blocks = work.watches.get(work.watch_id).blocks
        subject = blocks[0].id if blocks else blockmaps.WHOLE
    elif needs is Option.MEMBER_HOURS:
        person = subjects.choices(work, today=today).person
        if person is None:
            raise Trouble("trouble.no_member_named")
        subject = subjects.member_hours_subject(person[0], date(today.year, 1, 1), today)
    elif needs is Option.PERIOD and registry.PAPERS[paper].captains:
        # Of a week: the ledger and the journal of a month can be long.
        subject = subjects.period_subject(today - timedelta(days=6), today)
    else:
        subject = subjects.default_subject(work, paper, "", today=today, zone=zone)
    return Order(paper, subject)


def picture(
    ask: Ask, paper: str, known: str, *, today: date, zone: tzinfo, made_on: datetime
) -> tuple[str, bytes | None]:
    """Give the fingerprint of a paper for its picture and its PDF, None where `known` is its fingerprint.

    Raises Trouble where there is nothing to show. For the pool.
    """
    order = ask(lambda work: order_for(work, paper, today=today, zone=zone))
    gathered = reporting.collect(ask, order, zone=zone)
    if gathered.fingerprint == known:
        return known, None
    return gathered.fingerprint, reporting.make(gathered, made_on)
