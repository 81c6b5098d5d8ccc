"""Where papers are kept current, and what should lie there against what does; writes no file."""

from __future__ import annotations

import contextlib
import hashlib
import os
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import partial
from pathlib import Path

from sacwatch import paths
from sacwatch.domain import times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Problem, Trouble
from sacwatch.domain.exports import Written
from sacwatch.domain.listing import IncidentQuery, PatrolQuery
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import backups, blockmaps, reporting, settings, subjects
from sacwatch.services.reporting import Ask, Order
from sacwatch.store.work import Work

MONTHS_KEPT = 12
"""Papers of this month and the eleven before it are kept current."""


class Standing(StrEnum):
    """How a wanted file stands to its records."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    CHANGED = "changed"
    """Somebody changed the file after it was written."""
    NOT_OURS = "not_ours"
    """A file of that name lies there that is not known to be ours."""


@dataclass(frozen=True)
class Target:
    """Where papers go and for whom they are."""

    folder: Path
    audience: Audience = Audience.CAPTAIN
    large: bool = False

    @property
    def key(self) -> str:
        """Give the folder as the ledger knows it: however its path is spelled, the same."""
        return os.path.normcase(os.path.abspath(self.folder))  # noqa: PTH100  (a link stays a link)


@dataclass(frozen=True)
class Planned:
    """One wanted file, what it is made from, and how it stands."""

    name: str
    order: Order
    fingerprint: str
    standing: Standing


@dataclass(frozen=True)
class Look:
    """How the folder of papers stands: no `target` where there is none, `problem` where it cannot be used."""

    target: Target | None = None
    planned: tuple[Planned, ...] = ()
    waiting: int = 0
    """Files that are not as they should be."""
    problem: Problem | None = None


def target_of(work: Work) -> Target | None:
    """Give the folder that this watch keeps its papers in, or None where it keeps none."""
    found = settings.get(work)
    folder = found[settings.EXPORT_FOLDER]
    if not folder:
        return None
    return Target(Path(folder), Audience(found[settings.EXPORT_AUDIENCE]), found[settings.LARGE_PRINT])


def choose(work: Work, target: Target | None, *, watch_file: Path) -> None:
    """Keep the papers in this folder from now on, or in none; raises Trouble for one that cannot be."""
    if target is not None:
        check_place(target.folder, watch_file)
        settings.put(work, settings.EXPORT_AUDIENCE, target.audience.value)
        settings.put(work, settings.LARGE_PRINT, target.large)
    settings.put(work, settings.EXPORT_FOLDER, str(target.folder) if target else "")
    if target is None:
        work.does = "step.setting_no_folder"


def check_place(folder: Path, watch_file: Path) -> None:
    """Raise Trouble for a folder in which SacWatch keeps things of its own."""
    there = _real(folder)
    for own in (_real(paths.app_data()), _real(backups.folder(watch_file))):
        if own == there or own in there.parents:
            raise Trouble("trouble.folder_is_our_own", name=folder.name)


def _real(path: Path) -> Path:
    return Path(os.path.normcase(os.path.realpath(path)))


def look(ask: Ask, *, watch_file: Path, now: datetime, zone: tzinfo, progress: Progress = silent) -> Look:
    """Say how the folder of papers stands, and write nothing; raises Cancelled."""
    from sacwatch.exchange import folders

    target: Target | None = ask(target_of)
    if target is None:
        return Look()
    ledger: list[Written] = ask(lambda work: work.exports.in_folder(target.key))
    try:
        check_place(target.folder, watch_file)
        if ledger or os.path.lexists(target.folder):
            folders.ready(target.folder, make=False)
    except Trouble as trouble:
        return Look(target, problem=trouble.problem)
    today = now.astimezone(zone).date()
    planned = plan(ask, target, today=today, zone=zone, progress=progress)
    keep = {same_name(each.name) for each in planned}
    unwanted = sum(same_name(each.name) not in keep for each in ledger)
    waiting = sum(each.standing is not Standing.CURRENT for each in planned) + unwanted
    return Look(target, tuple(planned), waiting)


def wanted(ask: Ask, target: Target, *, today: date, zone: tzinfo) -> list[Order]:
    """Give the papers that the folder should hold: logs, hours and summaries of twelve months, the blocks."""
    logs_: dict[str, None] = {}
    patrolled, happened = [], []
    for back in reversed(range(MONTHS_KEPT)):
        month = _months_back(today, back)
        ids, any_incident = ask(partial(_of_month, month, zone))
        subject = subjects.month_subject(month)
        logs_ |= dict.fromkeys(ids)
        patrolled += [subject] if ids else []
        happened += [subject] if any_incident else []
    papers = [("patrol-log", id_) for id_ in logs_]
    papers += [("patrol-hours", month) for month in patrolled]
    papers += [("incident-summary", month) for month in happened]
    # A map of what happened stands in each summary; the blocks have theirs.
    papers += [("block-map", blockmaps.WHOLE)] if ask(blockmaps.can_be_drawn) else []
    return [Order(report, subject, target.audience, target.large) for report, subject in papers]


def _of_month(month: date, zone: tzinfo, work: Work) -> tuple[list[str], bool]:
    """Give the ids of a month's patrols, oldest first, and whether it has any incident."""
    since, until = times.month_bounds(month.year, month.month, zone)
    ids: list[str] = []
    while True:
        query = PatrolQuery(since=since, until=until, offset=len(ids), limit=500, descending=False)
        page = work.patrols.find(query)
        ids += [line.id for line in page.lines]
        if len(ids) >= page.total or not page.lines:
            break
    return ids, bool(work.incidents.find(IncidentQuery(since=since, until=until, limit=1)).total)


def _months_back(day: date, months: int) -> date:
    """Give the first day of the month so many months before this day's."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def plan(
    ask: Ask, target: Target, *, today: date, zone: tzinfo, progress: Progress = silent
) -> list[Planned]:
    """Compare what the folder should hold with what lies there."""
    ledger = {same_name(each.name): each for each in ask(lambda work: work.exports.in_folder(target.key))}
    names: set[str] = set()
    planned = []
    orders = wanted(ask, target, today=today, zone=zone)
    for done, order in enumerate(orders):
        progress(done, len(orders), "job.comparing")
        with contextlib.suppress(NotFound):
            light = reporting.collect(ask, order, zone=zone, photos=False)
            name = _own_name(light.file_name, names)
            stands = standing(target.folder / name, light.fingerprint, ledger.get(same_name(name)))
            planned.append(Planned(name, order, light.fingerprint, stands))
    return planned


def same_name(name: str) -> str:
    """Give what is the same for two names that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _own_name(name: str, taken: set[str]) -> str:
    """Give a name that no other paper of this folder has, whatever the file system thinks of capitals."""
    stem, suffix = name.removesuffix(".pdf"), ".pdf"
    number, own = 1, name
    while same_name(own) in taken:
        number += 1
        own = f"{stem} ({number}){suffix}"
    taken.add(same_name(own))
    return own


def standing(path: Path, fingerprint: str, written: Written | None) -> Standing:
    """Say how a file stands to what it should be now and to what was last written there."""
    if not os.path.lexists(path):
        return Standing.MISSING
    if written is None:
        return Standing.NOT_OURS
    there = sha256_of(path)
    if there is None or there == written.sha256:
        # What another program holds shut cannot be looked into; it is taken for what was written.
        return Standing.CURRENT if written.fingerprint == fingerprint else Standing.STALE
    return Standing.CHANGED


def sha256_of(path: Path) -> str | None:
    """Give the hash of a file's bytes, or None where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
