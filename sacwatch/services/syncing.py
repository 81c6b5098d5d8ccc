"""Keeps a folder of current papers: what is stale is made again, and nothing that is not ours is touched."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sacwatch.domain import times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.exports import Written
from sacwatch.domain.listing import IncidentQuery, PatrolQuery
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import reporting, settings
from sacwatch.services.reporting import Gathered, Order
from sacwatch.store.work import Work

MONTHS_KEPT = 12
"""Papers of this month and the eleven before it are kept current."""

T = TypeVar("T")
Ask = Callable[[Callable[[Work], T]], T]


class Standing(StrEnum):
    """How a wanted file stands to its records."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    CHANGED = "changed"
    """Somebody changed the file after it was written."""
    NOT_OURS = "not_ours"
    """A file of that name lies there that SacWatch did not write."""


@dataclass(frozen=True)
class Target:
    """Where papers go and for whom they are."""

    folder: Path
    audience: Audience = Audience.CAPTAIN
    large: bool = False


@dataclass(frozen=True)
class Planned:
    """One wanted file, what it is made from, and how it stands."""

    name: str
    gathered: Gathered
    standing: Standing


@dataclass
class Outcome:
    """What a run did, with a sentence's key and values for each file it could not write as wished."""

    written: list[str] = field(default_factory=list)
    current: int = 0
    removed: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def target_of(work: Work) -> Target | None:
    """Give the folder that this watch keeps its papers in, or None where it keeps none."""
    found = settings.get(work)
    folder = found[settings.EXPORT_FOLDER]
    if not folder:
        return None
    return Target(Path(folder), Audience(found[settings.EXPORT_AUDIENCE]), found[settings.LARGE_PRINT])


def wanted(work: Work, target: Target, *, today: date, zone: tzinfo) -> list[Order]:
    """Give the papers that the folder should hold: logs, hours and summaries of the last twelve months."""
    first = _months_back(today, MONTHS_KEPT - 1)
    since = times.day_start(first, zone)
    orders = []
    patrolled: dict[str, None] = {}
    offset = 0
    while True:
        page = work.patrols.find(PatrolQuery(since=since, offset=offset, limit=500, descending=False))
        for line in page.lines:
            orders.append(Order("patrol-log", line.id, target.audience, target.large))
            patrolled[reporting.month_subject(line.started_at.astimezone(zone).date())] = None
        offset += len(page.lines)
        if offset >= page.total or not page.lines:
            break
    orders += [Order("patrol-hours", month, target.audience, target.large) for month in sorted(patrolled)]
    month = first
    while month <= today:
        start, end = times.month_bounds(month.year, month.month, zone)
        if work.incidents.find(IncidentQuery(since=start, until=end, limit=1)).total:
            subject = reporting.month_subject(month)
            orders.append(Order("incident-summary", subject, target.audience, target.large))
        month = _months_back(month, -1)
    return orders


def _months_back(day: date, months: int) -> date:
    """Give the first day of the month so many months before this day's."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def plan(
    ask: Ask[Any], target: Target, *, today: date, zone: tzinfo, progress: Progress = silent
) -> list[Planned]:
    """Compare what the folder should hold with what lies there.

    `ask` runs a question in the store and gives its answer; papers are gathered one question at a
    time, so that other work of the store goes on in between.
    """
    orders: list[Order] = ask(lambda work: wanted(work, target, today=today, zone=zone))
    ledger = {each.name: each for each in ask(lambda work: work.exports.in_folder(str(target.folder)))}
    names: set[str] = set()
    planned = []
    for done, order in enumerate(orders):
        progress(done, len(orders))
        with contextlib.suppress(NotFound):
            gathered = ask(lambda work, order=order: reporting.gather(work, order, zone=zone))
            name = _own_name(gathered.file_name, names)
            planned.append(
                Planned(name, gathered, _standing(target.folder / name, gathered, ledger.get(name)))
            )
    return planned


def _own_name(name: str, taken: set[str]) -> str:
    """Give a name that no other paper of this folder has, whatever the file system thinks of capitals."""
    stem, suffix = name.removesuffix(".pdf"), ".pdf"
    number, own = 1, name
    while own.casefold() in taken:
        number += 1
        own = f"{stem} ({number}){suffix}"
    taken.add(own.casefold())
    return own


def _standing(path: Path, gathered: Gathered, written: Written | None) -> Standing:
    if not path.is_file():
        return Standing.MISSING
    if written is None:
        return Standing.NOT_OURS
    if _sha256(path) != written.sha256:
        return Standing.CHANGED
    return Standing.CURRENT if written.fingerprint == gathered.fingerprint else Standing.STALE


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def run(
    ask: Ask[Any],
    tell: Callable[[Callable[[Work], Any]], Any],
    target: Target,
    *,
    now: datetime,
    zone: tzinfo,
    progress: Progress = silent,
) -> Outcome:
    """Bring the folder up to date: make what is missing or stale, take away what has no record any more.

    `ask` reads from the store and `tell` writes to it. Raises Trouble where the folder itself cannot
    be used, and Cancelled; what was written until then stays and is known.
    """
    from sacwatch.exchange import folders

    folders.ready(target.folder)
    outcome = Outcome()
    today = now.astimezone(zone).date()
    planned = plan(ask, target, today=today, zone=zone)
    for done, each in enumerate(planned):
        progress(done, len(planned), "job.papers")
        if each.standing is Standing.CURRENT:
            outcome.current += 1
            continue
        try:
            _write(tell, target, each, now, zone, outcome)
        except Trouble as trouble:
            outcome.troubles.append(trouble)
    _withdraw(ask, tell, target, {each.name for each in planned}, outcome)
    return outcome


def _write(
    tell: Callable[[Callable[[Work], Any]], Any],
    target: Target,
    each: Planned,
    now: datetime,
    zone: tzinfo,
    outcome: Outcome,
) -> None:
    from sacwatch.exchange import folders

    data = reporting.make(each.gathered, now)
    path = target.folder / each.name
    if each.standing in (Standing.CHANGED, Standing.NOT_OURS):
        folders.set_aside(path)
    try:
        folders.write_whole(path, data)
        name = each.name
    except folders.TargetBusy:
        local = now.astimezone(zone)
        name = f"{path.stem} ({local:%Y-%m-%d %H%M}).pdf"
        folders.write_whole(path.with_name(name), data)
        outcome.troubles.append(Trouble("trouble.target_busy_copy", name=each.name, copy=name))
    written = Written(
        folder=str(target.folder),
        name=name,
        report=each.gathered.order.report,
        subject=each.gathered.order.subject,
        fingerprint=each.gathered.fingerprint,
        sha256=hashlib.sha256(data).hexdigest(),
        written_at=now,
    )
    tell(lambda work: work.exports.keep(written))
    outcome.written.append(name)


def _withdraw(
    ask: Ask[Any],
    tell: Callable[[Callable[[Work], Any]], Any],
    target: Target,
    kept: Iterable[str],
    outcome: Outcome,
) -> None:
    """Take away the files whose record is gone or whose dated copy is not needed any more.

    One that somebody changed stays; it is theirs now.
    """
    from sacwatch.exchange import folders

    keep = set(kept)
    for written in ask(lambda work: work.exports.in_folder(str(target.folder))):
        if written.name in keep or any(
            written.name in trouble.problem.values.values() for trouble in outcome.troubles
        ):
            continue
        path = target.folder / written.name
        if path.is_file() and _sha256(path) == written.sha256:
            try:
                folders.remove(path)
            except Trouble:
                continue
            outcome.removed.append(written.name)
        tell(partial(_forget, written))


def _forget(written: Written, work: Work) -> None:
    work.exports.drop(written.folder, written.name)
