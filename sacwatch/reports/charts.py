"""Counts as bars, drawn as vectors in shades that a black-and-white printer keeps apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sacwatch.reports.pieces import Align, Block, Style, rule, text

_FILL = 0.38
_GAP = 8.0


@dataclass(frozen=True)
class Bars:
    """Level bars, each with its name before it and its number behind it."""

    counts: Sequence[tuple[str, int]]
    style: Style
    before: float = 2.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedBars:
        names = [text(name, self.style) for name, _count in self.counts]
        widest = max((name.natural_width() for name in names), default=0.0)
        left = min(widest + 1, width * 0.45)
        top = max((count for _name, count in self.counts), default=0)
        rows = [
            _Bar(name.fit(left), text(f"{count:,}", self.style).fit(60), count)
            for name, (_name, count) in zip(names, self.counts, strict=True)
        ]
        return _FittedBars(rows, left, (width - left - _GAP - 50) / max(top, 1))


@dataclass(frozen=True)
class _Bar:
    name: Block
    number: Block
    count: int

    @property
    def height(self) -> float:
        return self.name.height + 3


@dataclass(frozen=True)
class _FittedBars:
    rows: Sequence[_Bar]
    left: float
    unit: float
    """Points for each one counted."""

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        return sum(row.height for row in self.rows[:3])

    def missing(self) -> str:
        return "".join(row.name.missing() for row in self.rows)

    def split(self, room: float, page: float) -> tuple[_FittedBars, _FittedBars] | None:
        count = 0
        while count < len(self.rows) and self.rows[count].height <= room + 1e-6:
            room -= self.rows[count].height
            count += 1
        if count == 0 or count == len(self.rows):
            return None
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:])

    def paint(self, canvas: Any, x: float, top: float) -> None:
        start = x + self.left + _GAP
        for row in self.rows:
            row.name.paint(canvas, x, top)
            thick = row.name.leading * 0.66
            bottom = top - row.name.leading / 2 - thick / 2
            canvas.setFillGray(_FILL)
            canvas.rect(start, bottom, max(row.count * self.unit, 0.6), thick, stroke=0, fill=1)
            canvas.setFillGray(0)
            row.number.paint(canvas, start + row.count * self.unit + 5, top)
            top -= row.height


@dataclass(frozen=True)
class Columns:
    """Upright bars over time, each with its number above it and its name below it."""

    counts: Sequence[tuple[str, int]]
    style: Style
    rise: float = 76.0
    before: float = 4.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedColumns:
        step = min(width / max(len(self.counts), 1), 64.0)
        style = replace(self.style, align=Align.CENTER)
        names = [text(name, style).fit(step - 2) for name, _count in self.counts]
        numbers = [text(f"{count:,}", style).fit(step) for _name, count in self.counts]
        return _FittedColumns([count for _name, count in self.counts], names, numbers, step, self.rise)


@dataclass(frozen=True)
class _FittedColumns:
    counts: Sequence[int]
    names: Sequence[Block]
    numbers: Sequence[Block]
    step: float
    rise: float

    @property
    def height(self) -> float:
        return self._below + self.rise + 16

    @property
    def _below(self) -> float:
        return max((name.height for name in self.names), default=0.0) + 3

    least = height

    def missing(self) -> str:
        return "".join(name.missing() for name in self.names)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        ground = top - self.rise - 16
        unit = self.rise / max(*self.counts, 1, 1)
        for i, count in enumerate(self.counts):
            left = x + i * self.step
            canvas.setFillGray(_FILL)
            if count:
                canvas.rect(left + self.step * 0.18, ground, self.step * 0.64, count * unit, stroke=0, fill=1)
            canvas.setFillGray(0)
            self.numbers[i].paint(canvas, left, ground + count * unit + self.numbers[i].height + 1)
            self.names[i].paint(canvas, left + 1, ground - 3)
        rule(canvas, x, ground, self.step * len(self.counts), 0.7)


DAY_HOURS = 24


@dataclass(frozen=True)
class WeekHours:
    """The hours of a week as a field of squares: a day is a row; the fuller an hour, the larger its square.

    Size and not shade tells, so that it reads the same on any printer and copy.
    """

    shares: Sequence[float]
    """Of each hour, from the first of the first day."""
    days: Sequence[str]
    """The names of the days, in the order of the shares."""
    hours: Sequence[tuple[int, str]]
    """The hours that are named below, each by its number in the day."""
    style: Style
    before: float = 4.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedWeek:
        names = [text(name, self.style) for name in self.days]
        left = max((name.natural_width() for name in names), default=0.0) + 6
        middle = replace(self.style, align=Align.CENTER)
        below = [(hour, text(name, middle)) for hour, name in self.hours]
        # The last hour stands under the right edge, and half of it beyond.
        widest = max((name.natural_width() for _hour, name in below), default=0.0) + 2
        side = min((width - left - widest / 2) / DAY_HOURS, self.style.size * 1.6)
        rows = [name.fit(left) for name in names]
        apart = next((step for step in (1, 2, 4) if self._between(step) * side >= widest), DAY_HOURS)
        hours = [(hour, name.fit(widest)) for hour, name in below[::apart]]
        return _FittedWeek(self.shares, rows, hours, left, side)

    def _between(self, step: int) -> int:
        """Give how many hours are between two that are named, where each of so many is."""
        named = [hour for hour, _name in self.hours][::step]
        return min((b - a for a, b in pairwise(named)), default=DAY_HOURS)


@dataclass(frozen=True)
class _FittedWeek:
    shares: Sequence[float]
    days: Sequence[Block]
    hours: Sequence[tuple[int, Block]]
    left: float
    side: float
    """How wide an hour is."""

    @property
    def _row(self) -> float:
        """How high a day is: a name that is higher than an hour is wide has its own line."""
        return max(self.side, *(name.height for name in self.days))

    @property
    def height(self) -> float:
        return len(self.days) * self._row + 4 + max((block.height for _hour, block in self.hours), default=0)

    least = height

    def missing(self) -> str:
        found = [*self.days, *(block for _hour, block in self.hours)]
        return "".join(block.missing() for block in found)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        fullest = max(*self.shares, 0.0) or 1.0
        field, side, tall = x + self.left, self.side, self._row
        for row, name in enumerate(self.days):
            y = top - (row + 1) * tall
            name.paint(canvas, x, y + (tall + name.height) / 2)
            for hour in range(DAY_HOURS):
                share = self.shares[row * DAY_HOURS + hour]
                if share > 0:
                    # The eye compares areas: half as often is half the ink.
                    edge = max(1.2, (side - 2.4) * (share / fullest) ** 0.5)
                    middle = field + (hour + 0.5) * side
                    canvas.setFillGray(0.15)
                    canvas.rect(middle - edge / 2, y + (tall - edge) / 2, edge, edge, stroke=0, fill=1)
        canvas.setFillGray(0)
        bottom = top - len(self.days) * tall
        for row in range(len(self.days) + 1):
            rule(canvas, field, top - row * tall, DAY_HOURS * side, 0.3, 0.75)
        canvas.setStrokeGray(0.75)
        for hour in range(0, DAY_HOURS + 1, 3):
            canvas.line(field + hour * side, top, field + hour * side, bottom)
        for hour, name in self.hours:
            name.paint(canvas, field + hour * side - name.width / 2, bottom - 3)
