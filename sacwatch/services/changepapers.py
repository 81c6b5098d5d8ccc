"""Gathers what changed in a period from the journal: which records, by what steps, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain import times
from sacwatch.domain.history import SETTING_STEP, Step
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints
from sacwatch.services import subjects, titles
from sacwatch.services.orders import Ask, Gathered, Order, file_name, letterhead, title_of
from sacwatch.store.work import Work
from sacwatch.words import label

if TYPE_CHECKING:
    from sacwatch.reports.changes import ChangesList

MOST = 1000
"""Records on one paper; it says how many more changed."""
_AT_ONCE = 500
_STANDING = ("done", "lasting")
"""The states of steps that were not taken back."""
_SILENT = frozenset({Kind.SETTING, Kind.ATTACHMENT})
"""Kinds that are no news by themselves: a photo belongs to its record."""


def gather(work: Work, watch: Watch, first: date, last: date, *, zone: tzinfo, large: bool) -> ChangesList:
    """Give what changed from first to last, civil days in `zone`, both included; for the captain alone."""
    from sacwatch.reports.changes import ChangedRecord, ChangesList  # a door: ReportLab comes with it

    since, until = times.day_start(first, zone), times.day_start(last + timedelta(days=1), zone)
    touched: dict[Ref, list[Step]] = {}
    for step in _steps(work, since, until):
        for ref in step.records:
            if ref.kind not in _SILENT:
                touched.setdefault(ref, []).append(step)
    # The newest step of a record decides where it stands; within a record the oldest comes first.
    records = [
        ChangedRecord(
            kind=ref.kind,
            title=titles.title(work, ref, zone),
            at=steps[0].at,
            steps=tuple(
                dict.fromkeys(label("step", each.does.removeprefix("step.")) for each in reversed(steps))
            ),
            by=", ".join(dict.fromkeys(each.by for each in steps if each.by)),
        )
        for ref, steps in list(touched.items())[:MOST]
    ]
    return ChangesList(
        watch=watch,
        first=first,
        last=last,
        records=tuple(records),
        more=max(0, len(touched) - MOST),
        large=large,
    )


def _steps(work: Work, since: datetime, until: datetime) -> Iterator[Step]:
    """Give the steps of [since, until) that stand, newest first."""
    before: int | None = None
    while True:
        steps = work.history(limit=_AT_ONCE, before=before)
        for step in steps:
            if step.at < since:
                return
            setting = step.does.startswith(f"step.{SETTING_STEP}")
            if step.at < until and step.state in _STANDING and not setting:
                yield step
        if len(steps) < _AT_ONCE:
            return
        before = steps[-1].id


def collect(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the list of what changed."""
    first, last = subjects.read_period(order.subject)
    data = ask(lambda work: gather(work, letterhead(work, order), first, last, zone=zone, large=order.large))
    name = file_name(f"{title_of(order)} {subjects.period_name(first, last)}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the list as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports.changes import changes_list

    return changes_list(gathered.data, made_on)
