"""The register of 5,000 concerns: a page of it in every view, its papers, and each step; with its goals.

Each is the median of `ROUNDS` turns after one that does not count.
"""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain import concerns as rules
from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import (
    Concern,
    ConcernDraft,
    RaisingDraft,
    Responsible,
    StepDraft,
    Topic,
    Waiting,
)
from sacwatch.domain.listing import ConcernQuery
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import draft_of
from sacwatch.services import concerns, concernstoday, mapping, reporting, watches
from sacwatch.services.reporting import Order
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import NOW, TODAY, Desk
from tests.neighborhood import draw_blocks

CONCERNS = 5_000
ROUNDS = 15
PAGE = 0.150
_SAID = "The lamp at the corner has been out again since the storm, and my mother will not walk home."

_OPEN = frozenset({Waiting.CITY_311})
READS: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("first page, oldest first", lambda work: concerns.find(work, ConcernQuery())),
    ("last page", lambda work: concerns.find(work, ConcernQuery(offset=CONCERNS - 60))),
    ("what is open", lambda work: concerns.find(work, ConcernQuery(open=True))),
    ("waiting for 311", lambda work: concerns.find(work, ConcernQuery(waiting=_OPEN, offset=240))),
    ("with 'lamp'", lambda work: concerns.find(work, ConcernQuery(words="lamp"))),
    ("with 'mother sto', open, one topic", lambda work: concerns.find(work, _narrow())),
    ("open ones by block", concerns.blocks),
    ("by whom they wait for", concerns.counts),
    ("of a meeting", lambda work: concerns.of_meeting(work, "meeting-7")),
    ("what may be the same as a new one", lambda work: _alike(work)),
    ("the lines of Today", lambda work: concernstoday.look(work, TODAY)),
    ("the open ones on the map", mapping.concerns),
)


def rows() -> Iterator[Row]:
    """Measure on a file made for it."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.begin(Path(folder) / "concerns.sacwatch")
        with desk.work() as work:
            draw_blocks(work)
            fill(work, CONCERNS)
        for name, read in READS:
            yield _row(name, lambda read=read: _read(desk, read), PAGE)
        with desk.reading() as work:
            ids = itertools.cycle([each.id for each in concerns.find(work, ConcernQuery(open=True)).lines])
        yield _row("send one on", lambda: _sent(desk, next(ids)), PAGE)
        yield _row("note one", lambda: desk.concern(), PAGE)
        yield _row("draw one block anew", lambda: _redrawn(desk), 0)
        for report, subject in (("said-and-done", "2026-08"), ("concerns", "today")):
            order = Order(report, subject, Audience.MEMBERS)
            yield _row(f"the paper {report}", lambda order=order: _paper(desk, order), 0, rounds=3)
        desk.close()


def fill(work: Any, count: int, *, seed: int = 7) -> None:
    """Note so many concerns over five years, a third of them still open."""
    chance = random.Random(seed)
    blocks = [each.id for each in work.watches.get(work.watch_id).blocks]
    work.does = "step.concern_noted"
    work.concerns.add_many([_made(work, number, count, blocks, chance) for number in range(count)])


def _made(work: Any, number: int, count: int, blocks: list[str], chance: random.Random) -> Concern:
    day = TODAY - timedelta(days=round(1800 * (1 - number / count)) + 5)
    house = 1600 + number % 700
    state = chance.random()
    draft = ConcernDraft(
        topic=chance.choice(list(Topic)).value,
        raised_on=day.isoformat(),
        raised_by=f"Neighbor {number}",
        place=PlaceDraft(
            f"{house} P St", 38.57 + chance.random() / 100, -121.49 + chance.random() / 100, "address"
        ),
        block_id=chance.choice(blocks) if blocks else None,
        block_chosen=number % 3 == 0,
        meeting_id=f"meeting-{number % 60}",
        words=f"{_SAID} Number {number}.",
        public_wording="A street light is out." if number % 2 else "",
        responsible=chance.choice(list(Responsible)).value if state > 0.2 else "",
        sent_on=day.isoformat() if state > 0.2 else "",
        answer="Repaired." if state > 0.5 else "",
        answered_on=(day + timedelta(days=3)).isoformat() if state > 0.5 else "",
        told_on=(day + timedelta(days=4)).isoformat() if state > 0.6 else "",
        told_how="meeting" if state > 0.6 else "",
        raisings=(RaisingDraft(on=(day + timedelta(days=2)).isoformat(), words=_SAID),) * (number % 3 == 0),
    )
    return rules.settle(draft, work.stamp(work.new_id()), today=TODAY)


def _narrow() -> ConcernQuery:
    return ConcernQuery(words="mother sto", open=True, topic=Topic.LIGHTING)


def _alike(work: Any) -> object:
    place = PlaceDraft("1620 P St", 38.5712, -121.4889, "address")
    return concerns.alike(work, ConcernDraft(topic="lighting", place=place), today=TODAY)


def _sent(desk: Desk, id_: str) -> None:
    with desk.work() as work:
        concerns.send(work, id_, StepDraft(responsible="council"), today=TODAY)


def _redrawn(desk: Desk) -> None:
    with desk.work() as work:
        first = draft_of(work.watches.get(work.watch_id)).blocks[0]
        outline = tuple(Point(each.lat, each.lon + 0.00001) for each in first.outline)
        watches.keep_block(work, replace(first, outline=outline), today=TODAY)


def _paper(desk: Desk, order: Order) -> None:
    with desk.reading() as work:
        gathered = reporting.gather(work, order, zone=SACRAMENTO)
    reporting.make(gathered, NOW)


def _read(desk: Desk, read: Callable[[Any], object]) -> None:
    with desk.reading() as work:
        read(work)


def _row(name: str, deed: Callable[[], object], goal: float, rounds: int = ROUNDS) -> Row:
    deed()
    spent = [timed(deed) for _ in range(rounds)]
    return of(f"concerns: {name}", spent, GOAL if goal else "", goal or None)
