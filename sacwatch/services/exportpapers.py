"""The list of what lies in a destination, and the ledger as a paper."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sacwatch import paths
from sacwatch.domain import times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import Entry, LedgerQuery, Written
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _
from sacwatch.reports import fingerprints, registry
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.exportlists import LatestIndex, LedgerList

MOST = 5000
"""Lines of the ledger on one paper."""
_AT_ONCE = 500


def index_name() -> str:
    """Give the name of the page that lists what lies in a destination."""
    return paths.safe_name(_("Latest papers"), suffix=".pdf")


def index(
    watch: Watch, lying: Sequence[Written], *, audience: Audience, large: bool
) -> tuple[LatestIndex, str]:
    """Give what the list of a destination shows, and its fingerprint. `watch` is reduced already."""
    from sacwatch.reports.exportlists import IndexLine, LatestIndex

    lines = [
        IndexLine(
            each.name,
            registry.PAPERS[each.report].title_words if each.report in registry.PAPERS else "",
            each.written_at,
        )
        for each in lying
    ]
    order = {name: place for place, name in enumerate(registry.PAPERS)}
    by_title = {each.name: order.get(each.report, len(order)) for each in lying}
    lines.sort(key=lambda line: (by_title[line.name], _newest_first(line.name)))
    data = LatestIndex(watch=watch, audience=audience, lines=tuple(lines), large=large)
    return data, fingerprints.fingerprint(data)


def _newest_first(name: str) -> tuple[int, ...]:
    """Order names with dates in them by the latest date first."""
    return tuple(-ord(sign) for sign in name)


def make_index(data: LatestIndex, made_on: datetime) -> bytes:
    from sacwatch.reports.exportlists import latest_index

    return latest_index(data, made_on)


def ledger(work: Work, watch: Watch, first: date, last: date, *, zone: tzinfo, large: bool) -> LedgerList:
    """Give the ledger of a period of civil days, both included."""
    from sacwatch.reports.exportlists import LedgerList

    since, until = times.day_start(first, zone), times.day_start(last + timedelta(days=1), zone)
    entries: list[Entry] = []
    while len(entries) < MOST:
        query = LedgerQuery(since=since, until=until, offset=len(entries), limit=_AT_ONCE)
        page = work.ledger.find(query)
        entries += page.entries
        if len(entries) >= page.total or not page.entries:
            break
    told = tuple(dataclasses.replace(each, records=()) for each in entries)
    return LedgerList(watch=watch, first=first, last=last, entries=told, large=large)


def make_ledger(data: LedgerList, made_on: datetime) -> bytes:
    from sacwatch.reports.exportlists import ledger_list

    return ledger_list(data, made_on)
