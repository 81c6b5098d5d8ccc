"""The handout of a meeting with 500 incidents, map and charts, from pressing the button to the file."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sacwatch.domain.audiences import Audience
from sacwatch.domain.handouts import ArrangementDraft
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import handouts, meetings, reporting
from sacwatch.services.reporting import Order
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import TODAY, Desk

INCIDENTS, CONCERNS, PATROLS = 500, 40, 30
ROUNDS = 11
_GOAL = 1.5
_STREETS = ("P", "Q", "R", "S", "T", "H", "I", "J")


def rows() -> Iterator[Row]:
    """Measure each language, length and size of print."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.ready(Path(folder) / "watch.sacwatch")
        meeting = _fill(desk)
        for what, arrangement, large in (
            ("2 pages", ArrangementDraft(), False),
            ("4 pages", ArrangementDraft(pages=4), False),
            ("large print", ArrangementDraft(), True),
            ("Spanish, 2 pages", ArrangementDraft(tongue="es"), False),
            ("side by side", ArrangementDraft(tongue="both", pages=4), False),
            ("side by side in large print", ArrangementDraft(tongue="both", pages=4), True),
        ):
            with desk.work() as work:
                handouts.arrange(work, meeting, arrangement)
            yield _made(desk, f"handout with {INCIDENTS} incidents, {what}", "handout", meeting, large)
        with desk.work() as work:
            handouts.arrange(work, meeting, ArrangementDraft())
        yield _made(desk, f"newsletter with {INCIDENTS} incidents", "newsletter", meeting, False)
        desk.close()


def _made(desk: Desk, what: str, report: str, meeting: str, large: bool) -> Row:
    order = Order(report, meeting, Audience.PUBLIC, large)

    def make() -> None:
        with desk.reading() as work:
            gathered = reporting.gather(work, order, zone=SACRAMENTO)
        assert reporting.make(gathered, desk.now)

    make()
    return of(what, [timed(make) for _round in range(ROUNDS)], GOAL, _GOAL)


def _fill(desk: Desk) -> str:
    chance = random.Random(6)
    last = desk.meet(day=(TODAY - timedelta(days=28)).isoformat())
    with desk.work() as work:
        meetings.begin(work, last.id)
    one = desk.record()
    kinds = [each for each in IncidentKind if each is not IncidentKind.OTHER]
    with desk.work() as work:
        for number in range(INCIDENTS):
            began = work.now - timedelta(minutes=chance.randrange(60, 27 * 1440))
            work.incidents.add(
                replace(
                    one,
                    id=work.new_id(),
                    kind=chance.choice(kinds),
                    occurred_from=began,
                    occurred_to=began + timedelta(hours=chance.randrange(1, 9)),
                    public_wording="Somebody was seen at the cars." if number % 3 else "",
                    place=replace(
                        one.place,
                        text=_address(chance),
                        point=replace(
                            one.place.point,
                            lat=38.571 + chance.random() * 0.012,
                            lon=-121.488 + chance.random() * 0.016,
                        ),
                    ),
                )
            )
    for number in range(CONCERNS):
        desk.concern(public_wording=f"Lamp {number} is out.", place=PlaceDraft("1600 block of P St"))
    for _patrol in range(PATROLS):
        desk.log()
    return desk.meet(day=TODAY.isoformat()).id


def _address(chance: random.Random) -> str:
    block, house = chance.randrange(15, 24), chance.randrange(10, 99)
    return f"{block}{house} {chance.choice(_STREETS)} St"
