"""Patrol sheets, vacation checks and statements of ten years with 2,000 households, each with its goal.

Each row is the median of `TURNS` turns after one that does not count, with the window's own way of asking.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, patrols, reporting, sheets, vacations
from sacwatch.services.reporting import Order
from sacwatch.store.files import Store
from tests.benchmarks import tenyears
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import NOW, TODAY
from tests.neighborhood import draw_blocks, fill

HOMES, PEOPLE = 2_000, 5_000
TURNS = 20
PAGE, SAVE, PAPER = 0.150, 0.150, 0.5
DRAFT = SheetDraft(
    day=TODAY.isoformat(),
    start="6:00 am",
    finish="8:00 am",
    crew=(PatrollerDraft("Rosa Delgado"), PatrollerDraft("Walt Kim")),
    area="P to R, 16th to 20th",
    equipment=("Flashlight", "Vest"),
)


def rows() -> Iterator[Row]:
    """Measure on a copy of the ten years."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheets.sacwatch"
        shutil.copy(tenyears.cached(), path)
        store = files.open_file(path, now=NOW, zone=SACRAMENTO)
        with store.work(now=NOW, by="benchmark") as work:
            draw_blocks(work)
            fill(work, HOMES, PEOPLE)
        yield from _measured(store)
        store.close()


def _measured(store: Store) -> Iterator[Row]:
    def prepare() -> Any:
        with store.work(now=NOW, by="benchmark") as work:
            return sheets.prepare(work, DRAFT, zone=SACRAMENTO, today=TODAY)

    yield _row("make tonight's sheet: number, houses, places", prepare, SAVE)
    sheet = prepare()
    yield _row(
        "tonight's sheet as PDF, map and houses", _paper(store, Order("patrol-sheet", sheet.id)), PAPER
    )
    yield _row("open a sheet by its number", _asked(store, lambda work: _opened(work, sheet.number)), PAGE)
    with store.work(now=NOW, by="benchmark") as work:
        patrol = patrols.log(work, _opened(work, sheet.number).draft, zone=SACRAMENTO, today=TODAY)
    yield _row("the filled sheet as PDF", _paper(store, Order("filled-sheet", patrol.id)), PAPER)
    waiting = _asked(store, lambda work: sheets.waiting(work, today=TODAY))
    yield _row("which sheets wait", waiting, PAGE)
    yield _row(
        "houses due today, with who looked",
        _asked(store, lambda work: vacations.due(work, TODAY, zone=SACRAMENTO)),
        PAGE,
    )
    yield _row("houses to look at as PDF", _paper(store, Order("vacation-checks", "today")), PAPER)
    yield _row("hours of a year as PDF", _paper(store, Order("hours-statement", "2025/quarter")), 0)
    decade = Order("hours-statement", "2016-10-01..2026-09-30/year")
    yield _row("hours of ten years as PDF", _paper(store, decade), 0, turns=5)
    with store.reading(now=NOW) as work:
        member_id = next(each.member_id for each in work.patrols.latest().crew if each.member_id)
    thanks = Order("volunteer-statement", f"{member_id}@2025/month")
    yield _row("a thank-you page as PDF", _paper(store, thanks), PAPER)


def _opened(work: Any, number: str) -> sheets.Opened:
    return sheets.opened(work, number, zone=SACRAMENTO)


def _asked(store: Store, question: Callable[[Any], object]) -> Callable[[], object]:
    def ask() -> object:
        with store.reading(now=NOW) as work:
            return question(work)

    return ask


def _paper(store: Store, order: Order) -> Callable[[], object]:
    def make() -> object:
        with store.reading(now=NOW) as work:
            gathered = reporting.gather(work, order, zone=SACRAMENTO)
        return reporting.make(gathered, NOW)

    return make


def _row(name: str, deed: Callable[[], object], goal: float, turns: int = TURNS) -> Row:
    deed()
    spent = [timed(deed) for _ in range(turns)]
    return of(f"sheets: {name}", spent, GOAL if goal else "", goal or None)
