"""People and homes: what pages and papers ask of 2,000 households and 5,000 members, each with its goal.

Each is the median of `ROUNDS` turns.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.listing import HouseholdQuery, MemberQuery
from sacwatch.domain.places import Point
from sacwatch.domain.watches import draft_of
from sacwatch.services import households, mapping, members, showing, watches
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import TODAY, Desk
from tests.neighborhood import draw_blocks, fill

HOMES, PEOPLE = 2_000, 5_000
ROUNDS = 20
PAGE = 0.150
SOON = TODAY + timedelta(days=60)

READS: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("households, first page", lambda work: households.find(work, HouseholdQuery())),
    ("households, page 30", lambda work: households.find(work, HouseholdQuery(offset=1_800))),
    ("households with '8abc7'", lambda work: households.find(work, HouseholdQuery(words="8abc7"))),
    ("members, page 80", lambda work: members.find(work, MemberQuery(offset=4_800))),
    ("members with 'surname'", lambda work: members.find(work, MemberQuery(words="surname"))),
    ("who is away today", lambda work: households.on_vacation(work, TODAY)),
    ("who is due for confirmation, a page", lambda work: households.find(work, HouseholdQuery(due_on=TODAY))),
    ("who is due for confirmation, all", lambda work: households.due_for_confirmation(work, TODAY)),
    ("whose training runs out", lambda work: members.expiring(work, SOON)),
    ("the households on the map", lambda work: mapping.households(work, TODAY)),
    ("who agreed to their name", lambda work: work.members.agreed()),
)


def rows() -> Iterator[Row]:
    """Measure on a file made for it; each row is of `ROUNDS` turns after one that does not count."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.begin(Path(folder) / "people.sacwatch")
        with desk.work() as work:
            draw_blocks(work)
            fill(work, HOMES, PEOPLE)
        for name, read in READS:
            yield _row(name, lambda read=read: _read(desk, read), PAGE)
        yield _row("every household, whole", lambda: _read(desk, households.active), 0)
        yield _row("every member, whole", lambda: _read(desk, members.active), 0)
        yield _row("every household as members see it", lambda: _read(desk, _seen), 0)
        yield _row("add a household", lambda: desk.house(), PAGE)
        yield _row("draw one block anew", lambda: _redrawn(desk), PAGE)
        desk.close()


def _seen(work: Any) -> object:
    return showing.eyes(work, Audience.MEMBERS).see_all(work.households.active())


def _redrawn(desk: Desk) -> None:
    with desk.work() as work:
        first = draft_of(work.watches.get(work.watch_id)).blocks[0]
        outline = tuple(Point(each.lat, each.lon + 0.00001) for each in first.outline)
        watches.keep_block(work, replace(first, outline=outline), today=TODAY)


def _read(desk: Desk, read: Callable[[Any], object]) -> None:
    with desk.reading() as work:
        read(work)


def _row(name: str, deed: Callable[[], object], goal: float, rounds: int = ROUNDS) -> Row:
    deed()
    spent = [timed(deed) for _ in range(rounds)]
    return of(f"people: {name}", spent, GOAL if goal else "", goal or None)
