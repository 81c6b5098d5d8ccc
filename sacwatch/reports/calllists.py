"""A list to call through: each home with its numbers, boxes for what came of it, and a line for the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sacwatch.reports.fonts import Cut
from sacwatch.reports.pieces import Align, Block, Style, rule, text

_GAP = 6.0
_TALLEST = 260.0
"""A row that is taller begins on its own page and is parted nowhere; no home has so many numbers."""


@dataclass(frozen=True)
class CallLine:
    """One home: its place on the list, what stands beside it, and the numbers in their order."""

    place: str
    title: str
    names: str = ""
    remark: str = ""
    numbers: Sequence[str] = ()
    boxes: bool = True
    """Whether there is anything to tick."""


@dataclass(frozen=True)
class CallList:
    """Homes one under the other; the heads of the boxes stand above each page's first."""

    lines: Sequence[CallLine]
    heads: Sequence[str]
    """Of the boxes; the last is the head of the line for the time."""
    title_head: str
    number_head: str
    size: float
    before: float = 2.0
    after: float = 6.0
    keep: bool = False

    def fit(self, width: float) -> _FittedList:
        style = Style(self.size, leading=1.18)
        head = replace(style, size=self.size * 0.72, cut=Cut.BOLD)
        box = 2 + max(text(words, head).longest_word() for words in self.heads)
        widths = [1.9 * self.size, 0.0, 8.1 * self.size, *[box] * (len(self.heads) - 1), 4.2 * self.size]
        widths[1] = width - sum(widths) - _GAP * 2
        middle = replace(head, align=Align.CENTER)
        heads = [
            text(words, middle if place > 2 else head).fit(wide)
            for place, (words, wide) in enumerate(
                zip(("", self.title_head, self.number_head, *self.heads), widths, strict=True)
            )
        ]
        bold, small = replace(style, cut=Cut.BOLD), replace(style, size=self.size * 0.84)
        rows = []
        for line in self.lines:
            named = f"   {line.names}" if line.names else ""
            told = [text([(line.title, Cut.BOLD), (named, Cut.REGULAR)], style)]
            told += [text(line.remark, replace(small, cut=Cut.ITALIC))] if line.remark else []
            rows.append(
                _Row(
                    text(line.place, bold).fit(widths[0]),
                    [each.fit(widths[1]) for each in told],
                    [text(number, bold if line.boxes else small).fit(widths[2]) for number in line.numbers],
                    least=2.3 * self.size if line.boxes else 0.0,
                    boxes=line.boxes,
                )
            )
        return _FittedList(heads, rows, widths, self.size)


@dataclass(frozen=True)
class _Row:
    place: Block
    told: list[Block]
    numbers: list[Block]
    least: float
    boxes: bool
    height: float = field(init=False)

    def __post_init__(self) -> None:
        tallest = max(sum(each.height for each in cell) for cell in (self.told, self.numbers))
        object.__setattr__(self, "height", max(self.least, tallest + 4))

    @property
    def missing(self) -> str:
        return "".join(each.missing() for each in (self.place, *self.told, *self.numbers))


@dataclass(frozen=True)
class _FittedList:
    heads: list[Block]
    rows: Sequence[_Row]
    widths: list[float]
    size: float

    @property
    def _head(self) -> float:
        return max(each.height for each in self.heads) + 3

    @property
    def height(self) -> float:
        return self._head + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        return self._head + (min(self.rows[0].height, _TALLEST) if self.rows else 0.0)

    def missing(self) -> str:
        found = [each.missing() for each in self.heads] + [row.missing for row in self.rows]
        return "".join(found)

    def split(self, room: float, page: float) -> tuple[_FittedList, _FittedList] | None:
        left = room - self._head
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left + 1e-6:
            left -= self.rows[count].height
            count += 1
        if count in (0, len(self.rows)):
            return None
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:])

    def paint(self, canvas: Any, x: float, top: float) -> None:
        lefts = [x]
        for place, width in enumerate(self.widths[:-1]):
            lefts.append(lefts[-1] + width + (_GAP if place in (1, 2) else 0.0))
        whole = lefts[-1] + self.widths[-1] - x
        for block, left in zip(self.heads, lefts, strict=True):
            block.paint(canvas, left, top - (self._head - 3 - block.height))
        y = top - self._head
        rule(canvas, x, y, whole, 0.9)
        for row in self.rows:
            self._paint_row(canvas, row, lefts, y)
            y -= row.height
            rule(canvas, x, y, whole, 0.4, 0.6)

    def _paint_row(self, canvas: Any, row: _Row, lefts: Sequence[float], top: float) -> None:
        row.place.paint(canvas, lefts[0], top - 2)
        for blocks, left in ((row.told, lefts[1]), (row.numbers, lefts[2])):
            y = top - 2
            for block in blocks:
                block.paint(canvas, left, y)
                y -= block.height
        if not row.boxes:
            return
        side = self.size * 1.15
        middle = top - row.height / 2
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.9)
        for left, width in zip(lefts[3:-1], self.widths[3:-1], strict=True):
            canvas.rect(left + (width - side) / 2, middle - side / 2, side, side, stroke=1, fill=0)
        rule(canvas, lefts[-1] + 4, top - row.height + 5, self.widths[-1] - 6, 0.6, 0.3)
