"""A month as a grid of weeks from Sunday to Saturday, as on the calendar on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sacwatch.reports import formats
from sacwatch.reports.fonts import Cut
from sacwatch.reports.pieces import Align, Block, Style, rule, text
from sacwatch.reports.setting import Span

DAYS = 7
_PAD = 3.5
_LEAST = 62.0
"""The least height of a week, so that there is room to write on."""
_MOST = 300.0
"""A day with more than this says how many more there are; they stand in the list below."""


@dataclass(frozen=True)
class GridDay:
    """One day: its number, what is on it, and whether it belongs to another month."""

    number: int
    texts: Sequence[str | Sequence[Span]] = ()
    outside: bool = False


@dataclass(frozen=True)
class Weeks:
    """The weeks of a month, each of seven days; no week is parted at the foot of a page."""

    weeks: Sequence[Sequence[GridDay]]
    style: Style
    more: str
    """What is said of those for which a day has no room, with {count}."""
    before: float = 6.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedWeeks:
        wide = width / DAYS
        bold = replace(self.style, cut=Cut.BOLD)
        faint = replace(self.style, grey=0.45)
        heads = [
            text(formats.weekday((day - 1) % DAYS), replace(bold, align=Align.CENTER)).fit(wide - 2 * _PAD)
            for day in range(DAYS)
        ]
        rows = [[self._cell(day, wide - 2 * _PAD, bold, faint) for day in week] for week in self.weeks]
        return _FittedWeeks(heads, rows, width)

    def _cell(self, day: GridDay, wide: float, bold: Style, faint: Style) -> list[Block]:
        blocks = [text(str(day.number), faint if day.outside else bold).fit(wide)]
        height = blocks[0].height
        for place, words in enumerate(day.texts):
            block = text(words, faint if day.outside else self.style).fit(wide)
            if height + block.height > _MOST:
                left = len(day.texts) - place
                blocks.append(text(self.more.format(count=left), self.style).fit(wide))
                break
            blocks.append(block)
            height += block.height
        return blocks


@dataclass(frozen=True)
class _FittedWeeks:
    heads: Sequence[Block]
    rows: Sequence[Sequence[Sequence[Block]]]
    width: float

    @property
    def _head_height(self) -> float:
        return max(head.height for head in self.heads) + 2 * _PAD

    @property
    def height(self) -> float:
        return self._head_height + sum(_height(row) for row in self.rows)

    @property
    def least(self) -> float:
        return self._head_height + (_height(self.rows[0]) if self.rows else 0.0)

    def missing(self) -> str:
        cells = [block for row in self.rows for cell in row for block in cell]
        return "".join(block.missing() for block in (*self.heads, *cells))

    def split(self, room: float, page: float) -> tuple[_FittedWeeks, _FittedWeeks] | None:
        left = room - self._head_height
        count = 0
        while count < len(self.rows) and _height(self.rows[count]) <= left + 1e-6:
            left -= _height(self.rows[count])
            count += 1
        if not count:
            return None
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:])

    def paint(self, canvas: Any, x: float, top: float) -> None:
        wide = self.width / DAYS
        for place, head in enumerate(self.heads):
            head.paint(canvas, x + place * wide + _PAD, top - _PAD)
        y = top - self._head_height
        begin = y
        rule(canvas, x, y, self.width, 0.9)
        for row in self.rows:
            for place, cell in enumerate(row):
                at = y - _PAD
                for block in cell:
                    block.paint(canvas, x + place * wide + _PAD, at)
                    at -= block.height
            y -= _height(row)
            rule(canvas, x, y, self.width, 0.6, 0.4)
        canvas.setStrokeGray(0.4)
        canvas.setLineWidth(0.6)
        for place in range(DAYS + 1):
            canvas.line(x + place * wide, begin, x + place * wide, y)


def _height(row: Sequence[Sequence[Block]]) -> float:
    tallest = max(sum(block.height for block in cell) for cell in row)
    return max(_LEAST, tallest + 2 * _PAD + 2)
