"""Patrol coverage: which streets of the watch's area were walked in a period, and which were not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sacwatch.domain import coverage, outlines
from sacwatch.domain.coverage import Street, Walked
from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box, to_earth
from sacwatch.domain.places import Point
from sacwatch.i18n import _
from sacwatch.store.work import Work

Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Question:
    """Which streets are asked about, and the lines that were walked."""

    area: Ring
    lines: tuple[tuple[Point, ...], ...]
    patrols: int
    drawn: bool = True
    """Whether the area is the watch's own boundary; else it was put around its blocks or routes."""


@dataclass(frozen=True)
class StreetLine:
    """A block of a street for the list: how long it is in metres, and how much of it was walked."""

    name: str
    block: int | None
    metres: float
    walked: bool
    at: Point

    @property
    def title(self) -> str:
        if self.block is None:
            return self.name
        return _("{block} block of {street}").format(block=self.block, street=self.name)


@dataclass(frozen=True)
class Coverage:
    """What was walked. Metres; `stretches` are for the map, `lines` for the list, those not walked first."""

    stretches: tuple[Walked, ...]
    lines: tuple[StreetLine, ...]
    patrols: int
    drawn: bool

    @property
    def walked_metres(self) -> float:
        return sum(each.metres for each in self.stretches if each.walked)

    @property
    def metres(self) -> float:
        return sum(each.metres for each in self.stretches)


def ask(work: Work, since: datetime | None, until: datetime | None) -> Question:
    """Gather the routes of patrols that started in [since, until), UTC, and the watch's area.

    Raises Trouble where there is neither a boundary nor anything to put one around.
    """
    watch = work.watches.get(work.watch_id)
    found = work.routes.within(since, until)
    lines = tuple(route.line for route, _at in found)
    patrols = len({route.patrol_id for route, _at in found})
    if watch.boundary:
        return Question(watch.boundary, lines, patrols)
    around = [point for block in watch.blocks for point in block.outline]
    around = around or [point for line in lines for point in line]
    if not around:
        raise Trouble("trouble.no_area")
    return Question(_ring(outlines.box_of(around)), lines, patrols, drawn=False)


def _ring(box: Box) -> Ring:
    return (
        Point(box.south, box.west),
        Point(box.south, box.east),
        Point(box.north, box.east),
        Point(box.north, box.west),
    )


def answer(question: Question) -> Coverage:
    """Compare the routes with the streets of the base map; for the pool."""
    from sacwatch.services import basemaps  # a door: the base map is opened when first asked for

    box = outlines.box_of(question.area)
    stretches = basemaps.atlas().base.stretches_in(box)
    streets = coverage.streets_of(question.area, _streets(stretches))
    found = coverage.walked(streets, question.lines)
    return Coverage(tuple(found), tuple(_lines(found)), question.patrols, question.drawn)


def _streets(stretches: Iterable[Any]) -> list[Street]:
    streets = []
    seen = set()
    for each in stretches:
        line = tuple(to_earth(*spot) for spot in each.points)
        numbers = [
            number
            for side in (each.left, each.right)
            if side is not None
            for number in (side.first, side.last)
            if number
        ]
        block = min(numbers) // 100 * 100 if numbers else None
        # One stretch may stand there twice, once for each side of the street.
        key = (each.name, *sorted((round(p.lat, 5), round(p.lon, 5)) for p in (line[0], line[-1])))
        if key not in seen:
            seen.add(key)
            streets.append(Street(each.name, block, line))
    return streets


def _lines(found: Sequence[Walked]) -> list[StreetLine]:
    """Give a line for each block of each street: it was walked when most of its length was."""
    together: dict[tuple[str, int | None], list[Walked]] = {}
    for each in found:
        together.setdefault((each.street.name, each.street.block), []).append(each)
    lines = []
    for (name, block), parts in together.items():
        metres = sum(each.metres for each in parts)
        near = sum(each.metres * each.share for each in parts)
        longest = max(parts, key=lambda each: each.metres).street.line
        middle = longest[len(longest) // 2] if len(longest) > 2 else outlines.box_of(longest).middle
        lines.append(StreetLine(name, block, metres, near > coverage.MOST * metres, middle))
    return sorted(lines, key=lambda each: (each.walked, _sortable(each.name), each.block or 0))


def _sortable(name: str) -> tuple[int, str]:
    """Give what puts 3rd St before 16th St, and numbers before letters."""
    digits = name[: len(name) - len(name.lstrip("0123456789"))]
    return (int(digits), "") if digits else (10_000, name)
