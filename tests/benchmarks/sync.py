"""Papers kept current: comparing 500 of them, what one change makes again, and making one-page papers.

Comparing is the whole of what `sacwatch sync` does before it writes: the ledger, the journal, the folder.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain.destinations import DestinationDraft, Wish
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import destinations, patrols, syncing
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import TODAY, Desk, patrol_draft

LOGS, MONTHS = 487, 12
"""Patrol logs, and papers of hours: with the list of the latest 500 files."""
ROUNDS = 10


def rows() -> Iterator[Row]:
    """Measure on a file made for it, in a folder of this disk."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        desk = Desk.begin(here / "sync.sacwatch")
        changed = _fill(desk)
        with desk.work() as work:
            draft = DestinationDraft(
                address=str(here / "Papers"), wishes=(Wish("patrol-log"), Wish("patrol-hours"))
            )
            destinations.add(work, draft, watch_file=desk.store.path)
        begun = time.perf_counter()
        (first,) = _sync(desk)
        took = time.perf_counter() - begun
        made = len(first.outcome.written)
        assert made == LOGS + MONTHS and not first.outcome.troubles, first
        yield Row(f"a one-page paper made, written and noted (of {made})", took / made, GOAL, 1 / 15)
        times = [timed(lambda: _look(desk)) for _round in range(ROUNDS)]
        yield of(f"{made + 1} wanted files, nothing changed", times, GOAL, 0.5)
        count = _made_again(desk, changed, finish="7:30")
        assert count == 2, count
        yield Row(
            "made again after one patrol ended later: its log and its month", count, GOAL, 2, unit="files"
        )
        count = _made_again(desk, changed, finish="7:30", note="x")
        assert count == 1, count
        yield Row("made again after a note on one patrol: its log", count, GOAL, 1, unit="files")
        times = [timed(lambda: _sync(desk)) for _round in range(ROUNDS)]
        yield of("a run with nothing to do", times, GOAL, 0.5)
        desk.close()


def _fill(desk: Desk) -> str:
    """Log patrols over twelve months, and give the one that changes later."""
    first = ""
    with desk.work() as work:
        for number in range(LOGS):
            day = TODAY - timedelta(days=number % 345)
            hour = 6 + 2 * (number // 345)
            draft = patrol_draft(day=day.isoformat(), start=f"{hour}:00", finish=f"{hour + 1}:00", entries=())
            made = patrols.log(work, draft, zone=SACRAMENTO, today=TODAY)
            if day.isoformat() == "2026-09-01" and not first:
                first = made.id
    return first


def _made_again(desk: Desk, id_: str, **said: str) -> int:
    """Change a patrol, and give how many papers that makes again."""
    draft = patrol_draft(day="2026-09-01", start="6:00", entries=(), **said)
    with desk.work() as work:
        patrols.change(work, id_, draft, zone=SACRAMENTO, today=TODAY)
    (result,) = _sync(desk)
    return len(result.outcome.written)


def _lanes(desk: Desk) -> tuple[Any, Any]:
    def ask(question: Any) -> Any:
        with desk.reading() as work:
            return question(work)

    def tell(deed: Any) -> Any:
        # All within one minute: each day is compared once for itself.
        with desk.store.work(now=desk.now, by="tester") as work:
            return deed(work)

    return ask, tell


def _how(desk: Desk) -> dict[str, Any]:
    return {"watch_file": desk.store.path, "now": desk.now, "zone": SACRAMENTO}


def _sync(desk: Desk) -> Any:
    ask, tell = _lanes(desk)
    return syncing.run_all(ask, tell, **_how(desk))


def _look(desk: Desk) -> Any:
    ask, _tell = _lanes(desk)
    (look,) = syncing.look_all(ask, **_how(desk))
    assert look.waiting == 0 and len(look.planned) == LOGS + MONTHS
    return look
