"""Which concerns patrollers look at on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import Concern, ConcernKind
from sacwatch.domain.places import Point
from sacwatch.services import concerns, finding, sheets, showing
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.sheetconcerns import ConcernAt

MOST, _WITH_SPOTS = 5, 8
"""How many stand on a sheet, and together with its spots, so that it stays both sides of one leaf."""


def to_look_at(
    work: Work, *, line: Sequence[Point], spots: int
) -> tuple[tuple[ConcernAt, ...], tuple[Point | None, ...], tuple[str, ...]]:
    """Give the open concerns beside a route, or of the whole watch without one, the oldest first.

    Each by its hundred-block or crossing and in the words for neighbors: who raised it and what was said
    stay with the captain, and so does what could show somebody. With them where each is on the map, and
    the places of those that there is no room for, one for each.
    """
    from sacwatch.reports.sheetconcerns import ConcernAt

    eyes = showing.eyes(work, Audience.MEMBERS)
    beside = [each for each in concerns.waiting(work) if _is_to_see(each) and _on_the_way(each, line)]
    seen = [each for each in map(eyes.see, beside) if each.place.text]
    looks, points = [], []
    for each in seen[: min(MOST, _WITH_SPOTS - spots)]:
        looks.append(
            ConcernAt(
                id=each.id,
                place=each.place.text,
                topic=each.topic,
                wording=" ".join(each.public_wording.split()),
                raised_on=each.raised_on,
                times=each.times,
            )
        )
        exactly = finding.find_place(each.place.text)
        points.append(exactly.point if exactly is not None else each.place.point)
    return tuple(looks), tuple(points), tuple(each.place.text for each in seen[len(looks) :])


def _is_to_see(concern: Concern) -> bool:
    """Say whether there is something to look at, and nobody who would be shown by it."""
    return concern.kind is ConcernKind.CONCERN and not sensitive.withheld(concern)


def _on_the_way(concern: Concern, line: Sequence[Point]) -> bool:
    return not line or sheets.is_beside(concern.place.point, line)
