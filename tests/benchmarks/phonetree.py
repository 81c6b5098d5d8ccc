"""The phone tree: built for 300 households and for 2,000, looked over, shown, printed and drilled."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.drills import DrillSort, Outcome
from sacwatch.domain.members import Role
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import drills, phonetrees, reporting
from sacwatch.services.reporting import Order
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import NOW, Desk
from tests.neighborhood import draw_blocks, fill

ROUNDS = 10
PAGE, BUILD, PAPER = 0.150, 1.0, 1.0


def rows() -> Iterator[Row]:
    """Measure on files made for it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SACWATCH_HOME", str(Path(folder) / "home"))
        for homes, people, callers in ((300, 700, 24), (2_000, 5_000, 160)):
            path = Path(folder) / f"{homes}.sacwatch"
            desk = Desk.begin(path)
            with desk.work() as work:
                draw_blocks(work)
                fill(work, homes, people)
                _let_call(work, callers)
            yield from _stored(desk, homes)
            desk.close()
            yield from _shown(path, homes)


def _stored(desk: Desk, homes: int) -> Iterator[Row]:
    yield _row(f"build, {homes:,} homes", lambda: _do(desk, phonetrees.build), BUILD)
    yield _row(f"look it over, {homes:,} homes", lambda: _read(desk, phonetrees.board), PAGE)
    yield _row(f"move a home, {homes:,} homes", lambda: _move(desk), PAGE)
    yield from _drilled(desk, homes)
    if homes > 300:
        return
    for audience in (Audience.CAPTAIN, Audience.BLOCK_CAPTAINS):
        name = f"every caller's page on paper for {audience.value}, {homes:,} homes"
        yield _row(name, partial(_paper, desk, audience), PAPER, 3)


def _let_call(work: Any, count: int) -> None:
    """Let so many members call, from all over the watch."""
    everyone = [each for each in work.members.active() if each.phones and each.household_id]
    for member in everyone[:: max(1, len(everyone) // count)][:count]:
        work.members.change(replace(member, roles=member.roles | {Role.CALLER}))
    work.members.change(replace(everyone[1], roles=everyone[1].roles | {Role.CAPTAIN}))


def _drilled(desk: Desk, homes: int) -> Iterator[Row]:
    run = _do(desk, lambda work: drills.start(work, DrillSort.DRILL))
    wanted = iter(run.homes())
    for home in list(run.homes())[ROUNDS + 1 : homes // 2]:
        _do(desk, lambda work, home=home: drills.note(work, run.id, home, Outcome.REACHED))
    yield _row(
        f"note a call, {homes:,} homes and half of them called",
        lambda: _do(desk, lambda work: drills.note(work, run.id, next(wanted), Outcome.REACHED)),
        PAGE,
    )
    _do(desk, lambda work: drills.end(work, run.id))


def _move(desk: Desk) -> None:
    def deed(work: Any) -> None:
        first, *_others, last = phonetrees.get(work).callers
        phonetrees.move(work, first.homes[:1], last.member_id, 3)

    _do(desk, deed)


def _paper(desk: Desk, audience: Audience) -> None:
    gathered = _read(
        desk, lambda work: reporting.gather(work, Order("phone-tree", "all", audience), zone=SACRAMENTO)
    )
    reporting.make(gathered, NOW)


def _shown(path: Path, homes: int) -> Iterator[Row]:
    """Measure the page in a real window without a screen: opened again, and after a change."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from sacwatch import app as application

    application.window()
    from tests.ui import kit

    window = kit.Window(size=(1240, 800))
    try:
        window.open(path)
        page = window.show("phonetree")

        def again() -> None:
            with _told(page) as told:
                page.look_again()
                kit.until(lambda: told, "the tree is shown")

        def step() -> None:
            with _told(page) as told:
                page.board.step(1)
                kit.until(lambda: told, "the tree is shown")

        yield _row(f"open the page, {homes:,} homes", again, PAGE)
        page.board.view.choose(page._found.board.tree.callers[0].homes[0])
        yield _row(f"a home moved with a key until it is shown, {homes:,} homes", step, 0)
    finally:
        window.end()


@contextmanager
def _told(page: Any) -> Iterator[list[bool]]:
    """Note when the page has shown what it asked for."""
    told: list[bool] = []
    show = page._show

    def noted(found: Any) -> None:
        show(found)
        told.append(True)

    page._show = noted
    try:
        yield told
    finally:
        page._show = show


def _do(desk: Desk, deed: Callable[[Any], Any]) -> Any:
    with desk.work() as work:
        return deed(work)


def _read(desk: Desk, read: Callable[[Any], Any]) -> Any:
    with desk.reading() as work:
        return read(work)


def _row(name: str, deed: Callable[[], object], goal: float, rounds: int = ROUNDS) -> Row:
    deed()
    spent = [timed(deed) for _ in range(rounds)]
    return of(f"phone tree: {name}", spent, GOAL if goal else "", goal or None)
