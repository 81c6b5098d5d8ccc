"""The store on ten years of data: what a window asks of it, each with its goal.

Each is the median of `ROUNDS` turns.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain.incidents import Status
from sacwatch.domain.listing import IncidentQuery, MemberQuery, PatrolQuery
from sacwatch.domain.members import Role
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, EntryDraft, draft_of
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO, month_bounds
from sacwatch.services import backups, checking, files, incidents, patrols, today, undoing
from sacwatch.store.files import Store
from tests.benchmarks import tenyears
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import incident_draft, patrol_draft

ROUNDS = 20
SAVE, FIND = 0.015, 0.030
NOW = tenyears.END
_SEPTEMBER = month_bounds(2026, 9, SACRAMENTO)
_YEAR = NOW - timedelta(days=365)
LINES = tuple(
    EntryDraft(
        clock=f"20:{30 + line}", place=PlaceDraft("16th & P St", 38.57, -121.48, "map"), seen="All quiet"
    )
    for line in range(12)
)

READS: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("patrols, first page", lambda work: work.patrols.find(PatrolQuery())),
    ("patrols, page 67", lambda work: work.patrols.find(PatrolQuery(offset=4000))),
    ("patrols with a hazard", lambda work: work.patrols.find(PatrolQuery(category=Category.HAZARD))),
    ("patrols with 'garage'", lambda work: work.patrols.find(PatrolQuery(words="garage"))),
    (
        "patrols of a year with 'fence'",
        lambda work: work.patrols.find(PatrolQuery(words="fence", since=_YEAR)),
    ),
    ("incidents, first page", lambda work: work.incidents.find(IncidentQuery())),
    ("incidents, page 317", lambda work: work.incidents.find(IncidentQuery(offset=19_000))),
    (
        "incidents of a kind",
        lambda work: work.incidents.find(IncidentQuery(kinds=frozenset({IncidentKind.ARSON}))),
    ),
    ("incidents, open", lambda work: work.incidents.find(IncidentQuery(status=Status.OPEN))),
    ("incidents without their number", lambda work: work.incidents.find(IncidentQuery(awaiting_number=True))),
    ("incidents with 's'", lambda work: work.incidents.find(IncidentQuery(words="s"))),
    ("members", lambda work: work.members.find(MemberQuery())),
    ("members who patrol", lambda work: work.members.find(MemberQuery(role=Role.PATROLLER))),
    ("a name completed", lambda work: work.members.named("de")),
    ("what is usual", patrols.usual),
    (
        "Today",
        lambda work: today.look(
            work, today=NOW.date(), month_start=_SEPTEMBER[0], month_end=_SEPTEMBER[1], zone=SACRAMENTO
        ),
    ),
    ("a month's patrols, whole", lambda work: work.patrols.within(*_SEPTEMBER)),
    ("search 'r'", lambda work: work.search("r")),
    ("search 'rosa'", lambda work: work.search("rosa")),
    ("search 'garage door ope'", lambda work: work.search("garage door ope")),
    ("search '9165550101'", lambda work: work.search("9165550101")),
    ("incidents of a year on the map", lambda work: work.incidents.on_map(IncidentQuery(since=_YEAR))),
    ("entries of a year on the map", lambda work: work.patrols.entries_on_map(_YEAR, None)),
    ("history", undoing.history),
)


def rows() -> Iterator[Row]:
    """Measure on a copy of the file; each row is of `ROUNDS` turns after one that does not count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten years.sacwatch"
        shutil.copy(tenyears.cached(), path)
        yield _row(
            "open, with the check", lambda: files.open_file(path, now=NOW, zone=SACRAMENTO).close(), 0, 5
        )
        with files.open_file(path, now=NOW, zone=SACRAMENTO) as store:
            yield from _writes(store)
            for name, read in READS:
                yield _row(name, lambda read=read: _read(store, read), FIND)
            target = Path(folder) / "copy.sacwatch"
            yield _row("save a copy, checked", lambda: files.save_copy(store, target), 0, 3)
            yield _row("back up, unchanged", lambda: _back_up(path), 0, 5)
            yield _row("check everything", lambda: checking.check(store), 0, 2)


def _writes(store: Store) -> Iterator[Row]:
    clock = iter(range(10**6))
    how = {"zone": SACRAMENTO, "today": NOW.date()}

    def work() -> Any:
        return store.work(now=NOW + timedelta(minutes=next(clock)), by="benchmark")

    def log() -> str:
        with work() as doing:
            return patrols.log(doing, patrol_draft(day="9/29/2026", entries=LINES), **how).id

    def change() -> None:
        with work() as doing:
            draft = dataclasses.replace(
                draft_of(patrols.get(doing, id_), zone=SACRAMENTO), note=str(next(clock))
            )
            patrols.change(doing, id_, draft, **how)

    def record() -> None:
        with work() as doing:
            incidents.record(doing, incident_draft(), **how)

    def undo() -> None:
        with work() as doing:
            undoing.undo(doing)

    yield _row("log a patrol with 12 entries", log, SAVE)
    id_ = log()
    yield _row("change a patrol with 12 entries", change, SAVE)
    yield _row("record an incident", record, SAVE)
    yield _row("undo an incident", undo, SAVE, ROUNDS - 1)


def _read(store: Store, read: Callable[[Any], object]) -> None:
    with store.reading(now=NOW) as work:
        read(work)


def _back_up(path: Path) -> None:
    backups.back_up(path, None, now=NOW, zone=SACRAMENTO)


def _row(name: str, deed: Callable[[], object], goal: float, rounds: int = ROUNDS) -> Row:
    deed()
    spent = [timed(deed) for _ in range(rounds)]
    return of(f"store: {name}", spent, GOAL if goal else "", goal or None)
