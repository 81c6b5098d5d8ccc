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
    """Homes one under the other; the heads of the boxes stand above each page's first.

    `stacked` gives each home the whole width, with its numbers and boxes beneath: in large print names
    would stand in a narrow column. Where the list goes over pages, `again` stands above its next piece.
    """

    lines: Sequence[CallLine]
    heads: Sequence[str]
    """Of the boxes; the last is the head of the line for the time."""
    title_head: str
    number_head: str
    size: float
    stacked: bool = False
    again: str = ""
    onward: str = ""
    """Said at the foot of a page behind which it goes on."""
    before: float = 2.0
    after: float = 6.0
    keep: bool = False

    def fit(self, width: float) -> _FittedList:
        style = Style(self.size, leading=1.1 if self.stacked else 1.18)
        head = replace(style, size=self.size * 0.72, cut=Cut.BOLD)
        box = 2 + max(text(words, head).longest_word() for words in self.heads)
        numbers = 0.0 if self.stacked else 8.1 * self.size
        widths = [1.9 * self.size, 0.0, numbers, *[box] * (len(self.heads) - 1), 4.2 * self.size]
        widths[1] = width - sum(widths) - _GAP * (1 if self.stacked else 2)
        told_width = width - widths[0] if self.stacked else widths[1]
        middle = replace(head, align=Align.CENTER)
        shown_heads = (self.title_head, "") if self.stacked else (self.title_head, self.number_head)
        titles = ("", *shown_heads, *self.heads)
        heads = [
            text(words, middle if place > 2 else head).fit(max(wide, 1.0))
            for place, (words, wide) in enumerate(zip(titles, widths, strict=True))
        ]
        bold, small = replace(style, cut=Cut.BOLD), replace(style, size=self.size * 0.84)
        remark = replace(small, cut=Cut.ITALIC)
        rows = []
        for line in self.lines:
            named = f"   {line.names}" if line.names else ""
            told = [text([(line.title, Cut.BOLD), (named, Cut.REGULAR)], style)]
            told += [text(line.remark, remark)] if line.remark else []
            shown = ["  ".join(line.numbers)] if self.stacked else line.numbers
            rows.append(
                _Row(
                    text(line.place, bold).fit(widths[0]),
                    [each.fit(told_width) for each in told],
                    [
                        text(each, bold if line.boxes else small).fit(widths[1 if self.stacked else 2])
                        for each in shown
                    ],
                    least=(1.25 if self.stacked else 2.3) * self.size if line.boxes else 0.0,
                    boxes=line.boxes,
                    stacked=self.stacked,
                )
            )
        again = text(self.again, replace(bold, size=self.size * 1.1)).fit(width) if self.again else None
        onward = text(self.onward, replace(remark, align=Align.END)).fit(width) if self.onward else None
        return _FittedList(heads, rows, widths, self.size, again, onward)


@dataclass(frozen=True)
class _Row:
    place: Block
    told: list[Block]
    numbers: list[Block]
    least: float
    boxes: bool
    stacked: bool = False
    height: float = field(init=False)

    def __post_init__(self) -> None:
        told, numbers = (sum(each.height for each in cell) for cell in (self.told, self.numbers))
        if self.stacked:
            object.__setattr__(self, "height", told + max(self.least, numbers) + 4)
        else:
            object.__setattr__(self, "height", max(self.least, max(told, numbers) + 4))

    @property
    def missing(self) -> str:
        return "".join(each.missing() for each in (self.place, *self.told, *self.numbers))


@dataclass(frozen=True)
class _FittedList:
    heads: list[Block]
    rows: Sequence[_Row]
    widths: list[float]
    size: float
    again: Block | None = None
    onward: Block | None = None
    begun: bool = False
    """Whether it began on an earlier page."""
    goes_on: bool = False

    @property
    def _above(self) -> float:
        return self.again.height + 4 if self.begun and self.again is not None else 0.0

    @property
    def _below(self) -> float:
        return self.onward.height + 2 if self.goes_on and self.onward is not None else 0.0

    @property
    def _head(self) -> float:
        return max(each.height for each in self.heads) + 3

    @property
    def height(self) -> float:
        return self._above + self._head + sum(row.height for row in self.rows) + self._below

    @property
    def least(self) -> float:
        return self._above + self._head + (min(self.rows[0].height, _TALLEST) if self.rows else 0.0)

    def missing(self) -> str:
        found = [each.missing() for each in self.heads] + [row.missing for row in self.rows]
        found += [each.missing() for each in (self.again, self.onward) if each is not None]
        return "".join(found)

    def split(self, room: float, page: float) -> tuple[_FittedList, _FittedList] | None:
        left = room - self._above - self._head
        left -= self.onward.height + 2 if self.onward is not None else 0.0
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left + 1e-6:
            left -= self.rows[count].height
            count += 1
        if count in (0, len(self.rows)):
            return None
        return (
            replace(self, rows=self.rows[:count], goes_on=True),
            replace(self, rows=self.rows[count:], begun=True),
        )

    def paint(self, canvas: Any, x: float, top: float) -> None:
        if self.begun and self.again is not None:
            self.again.paint(canvas, x, top)
        top -= self._above
        lefts = [x]
        for place, width in enumerate(self.widths[:-1]):
            gap = _GAP if width and place in (1, 2) else 0.0
            lefts.append(lefts[-1] + width + gap)
        whole = lefts[-1] + self.widths[-1] - x
        for block, left in zip(self.heads, lefts, strict=True):
            block.paint(canvas, left, top - (self._head - 3 - block.height))
        y = top - self._head
        rule(canvas, x, y, whole, 0.9)
        for row in self.rows:
            self._paint_row(canvas, row, lefts, y)
            y -= row.height
            rule(canvas, x, y, whole, 0.4, 0.6)
        if self.goes_on and self.onward is not None:
            self.onward.paint(canvas, x, y - 2)

    def _paint_row(self, canvas: Any, row: _Row, lefts: Sequence[float], top: float) -> None:
        row.place.paint(canvas, lefts[0], top - 2)
        beneath = top - 2 - sum(each.height for each in row.told)
        begins = beneath if row.stacked else top - 2
        cells = ((row.told, lefts[1], top - 2), (row.numbers, lefts[1 if row.stacked else 2], begins))
        for blocks, left, y in cells:
            for block in blocks:
                block.paint(canvas, left, y)
                y -= block.height
        if not row.boxes:
            return
        side = self.size * 1.15
        middle = (begins + top - row.height) / 2 if row.stacked else top - row.height / 2
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.9)
        for left, width in zip(lefts[3:-1], self.widths[3:-1], strict=True):
            canvas.rect(left + (width - side) / 2, middle - side / 2, side, side, stroke=1, fill=0)
        rule(canvas, lefts[-1] + 4, top - row.height + 5, self.widths[-1] - 6, 0.6, 0.3)
