"""The parts of a patrol sheet: its number, boxes to write and to tick in, and lines to fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sacwatch.reports.pieces import Block, Fitted, Piece, Style, Text, bookmark, text

_BOX = 13.0
"""A box to tick, large enough for a pen in the dark."""
_LEAST_LINES = 4
"""So few lines are not begun at the foot of a page."""


@dataclass(frozen=True)
class NumberHead:
    """The head of a sheet: what it is at the left, its number in a box at the right."""

    title: Text
    below: Text
    label: Text
    number: Text
    mark: str = ""
    before: float = 4.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedHead:
        own = max(self.label.natural_width(), self.number.natural_width()) + 22
        room = width - own - 14
        return _FittedHead(
            self.title.fit(room),
            self.below.fit(room),
            self.label.fit(own),
            self.number.fit(own),
            width,
            own,
            self.mark,
        )


@dataclass(frozen=True)
class _FittedHead:
    title: Block
    below: Block
    label: Block
    number: Block
    width: float
    own: float
    mark: str

    @property
    def height(self) -> float:
        boxed = self.label.height + self.number.height + 10
        return max(boxed, self.title.height + self.below.height)

    @property
    def least(self) -> float:
        return self.height

    def missing(self) -> str:
        return self.title.missing() + self.below.missing() + self.number.missing()

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        if self.mark:
            bookmark(canvas, self.mark, 0, top)
        self.title.paint(canvas, x, top)
        self.below.paint(canvas, x, top - self.title.height)
        boxed = self.label.height + self.number.height + 10
        left = x + self.width - self.own
        canvas.setStrokeGray(0)
        canvas.setLineWidth(1.6)
        canvas.rect(left, top - boxed, self.own - 1, boxed, stroke=1, fill=0)
        self.label.paint(canvas, left, top - 4)
        self.number.paint(canvas, left, top - 4 - self.label.height)


@dataclass(frozen=True)
class Beside:
    """Two columns of pieces, the right one of a given width; they stay together."""

    left: Sequence[Piece]
    right: Sequence[Piece]
    right_width: float
    gap: float = 16.0
    before: float = 2.0
    after: float = 6.0
    keep: bool = False

    def fit(self, width: float) -> _FittedBeside:
        room = width - self.right_width - self.gap
        return _FittedBeside(
            _stacked(self.left, room), _stacked(self.right, self.right_width), room + self.gap
        )


def _stacked(pieces: Sequence[Piece], width: float) -> list[tuple[Fitted, float]]:
    """Set pieces one under the other; give each with how far below the top it stands."""
    found: list[tuple[Fitted, float]] = []
    at, after = 0.0, 0.0
    for piece in pieces:
        fitted = piece.fit(width)
        at += max(after, piece.before) if found else 0.0
        found.append((fitted, at))
        at, after = at + fitted.height, piece.after
    return found


@dataclass(frozen=True)
class _FittedBeside:
    left: list[tuple[Fitted, float]]
    right: list[tuple[Fitted, float]]
    step: float

    @property
    def height(self) -> float:
        return max((at + fitted.height for fitted, at in [*self.left, *self.right]), default=0.0)

    @property
    def least(self) -> float:
        return self.height

    def missing(self) -> str:
        return "".join(fitted.missing() for fitted, _at in [*self.left, *self.right])

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        for column, left in ((self.left, x), (self.right, x + self.step)):
            for fitted, at in column:
                fitted.paint(canvas, left, top - at)


@dataclass(frozen=True)
class WriteBox:
    """A box to write in, its label in its corner; what is known stands in it already."""

    label: str
    value: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class WriteBoxes:
    """Boxes to write in, in one row."""

    boxes: Sequence[WriteBox]
    label: Style
    value: Style
    room: float = 22.0
    """Points for a hand below the label."""
    before: float = 4.0
    after: float = 4.0
    keep: bool = False

    def fit(self, width: float) -> _FittedBoxes:
        whole = sum(each.share for each in self.boxes)
        widths = [width * each.share / whole for each in self.boxes]
        pairs = list(zip(self.boxes, widths, strict=True))
        labels = [text(each.label, self.label).fit(wide - 8) for each, wide in pairs]
        values = [text(each.value, self.value).fit(wide - 10) if each.value else None for each, wide in pairs]
        return _FittedBoxes(widths, labels, values, self.room)


@dataclass(frozen=True)
class _FittedBoxes:
    widths: list[float]
    labels: list[Block]
    values: list[Block | None]
    room: float

    @property
    def height(self) -> float:
        pairs = zip(self.labels, self.values, strict=True)
        return 4 + max(label.height + max(self.room, value.height if value else 0) for label, value in pairs)

    @property
    def least(self) -> float:
        return self.height

    def missing(self) -> str:
        return "".join(block.missing() for block in [*self.labels, *self.values] if block)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        canvas.setStrokeGray(0.25)
        canvas.setLineWidth(0.8)
        for wide, label, value in zip(self.widths, self.labels, self.values, strict=True):
            canvas.rect(x, top - self.height, wide, self.height, stroke=1, fill=0)
            label.paint(canvas, x + 4, top - 2)
            if value is not None:
                value.paint(canvas, x + 5, top - 2 - label.height)
            x += wide


@dataclass(frozen=True)
class Tick:
    """A line with boxes to tick: their labels, the words, and what is to be written behind them."""

    boxes: Sequence[str]
    words: Text
    blanks: Sequence[tuple[str, float]] = ()
    """Label and width in points of each line to write on, at the right."""
    done: Sequence[bool] = ()
    """Whether each box is ticked; none is where nothing is said."""


@dataclass(frozen=True)
class Ticks:
    """Lines with boxes to tick, one or two abreast."""

    ticks: Sequence[Tick]
    label: Style
    across: int = 1
    room: float = 22.0
    before: float = 2.0
    after: float = 6.0
    keep: bool = False

    def fit(self, width: float) -> _FittedTicks:
        own = (width - 14.0 * (self.across - 1)) / self.across
        rows: list[list[_FittedTick]] = []
        for place, tick in enumerate(self.ticks):
            if place % self.across == 0:
                rows.append([])
            rows[-1].append(self._fitted(tick, own))
        return _FittedTicks(rows, own + 14.0)

    def _fitted(self, tick: Tick, width: float) -> _FittedTick:
        labels = [text(each, self.label) for each in tick.boxes]
        wides = [_BOX + (4 + each.natural_width() if each.spans[0][0] else 0) + 7 for each in labels]
        blanks = [(text(words, self.label), wide) for words, wide in tick.blanks]
        behind = sum(each.natural_width() + 4 + wide + 8 for each, wide in blanks)
        return _FittedTick(
            [label.fit(wide) for label, wide in zip(labels, wides, strict=True)],
            wides,
            tick.words.fit(max(width - sum(wides) - behind, 60.0)),
            [(each.fit(each.natural_width() + 1), wide) for each, wide in blanks],
            width,
            self.room,
            tick.done,
        )


@dataclass(frozen=True)
class _FittedTick:
    labels: list[Block]
    wides: list[float]
    words: Block
    blanks: list[tuple[Block, float]]
    width: float
    room: float
    done: Sequence[bool]

    @property
    def height(self) -> float:
        return max(self.words.height + 4, self.room)

    def missing(self) -> str:
        return self.words.missing()

    def paint(self, canvas: Any, x: float, top: float) -> None:
        right = x + self.width
        middle = top - self.words.leading / 2 - 1
        canvas.setStrokeGray(0)
        canvas.setLineWidth(1)
        for place, (label, wide) in enumerate(zip(self.labels, self.wides, strict=True)):
            low = middle - _BOX / 2
            canvas.rect(x, low, _BOX, _BOX, stroke=1, fill=0)
            if place < len(self.done) and self.done[place]:
                canvas.lines([(x + 2.5, low + 6, x + 5.5, low + 2.5), (x + 5.5, low + 2.5, x + 11, low + 11)])
            label.paint(canvas, x + _BOX + 4, middle + label.leading / 2)
            x += wide
        self.words.paint(canvas, x, top - 1)
        for label, wide in reversed(self.blanks):
            canvas.setLineWidth(0.7)
            canvas.line(right - wide, middle - 7, right, middle - 7)
            right -= wide + 4 + label.width
            label.paint(canvas, right, middle + label.leading / 2)
            right -= 8


@dataclass(frozen=True)
class _FittedTicks:
    rows: list[list[_FittedTick]]
    step: float

    @property
    def height(self) -> float:
        return sum(_tallest(row) for row in self.rows)

    @property
    def least(self) -> float:
        return _tallest(self.rows[0]) if self.rows else 0.0

    def missing(self) -> str:
        return "".join(tick.missing() for row in self.rows for tick in row)

    def split(self, room: float, page: float) -> tuple[_FittedTicks, _FittedTicks] | None:
        count = 0
        while count < len(self.rows) and _tallest(self.rows[count]) <= room + 1e-6:
            room -= _tallest(self.rows[count])
            count += 1
        if not 0 < count < len(self.rows):
            return None
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:])

    def paint(self, canvas: Any, x: float, top: float) -> None:
        for row in self.rows:
            for place, tick in enumerate(row):
                tick.paint(canvas, x + place * self.step, top)
            top -= _tallest(row)


def _tallest(row: Sequence[_FittedTick]) -> float:
    return max(tick.height for tick in row)


@dataclass(frozen=True)
class GridColumn:
    """A column of the lines to fill: its head, and its share of the width."""

    head: str
    share: float


@dataclass(frozen=True)
class Grid:
    """Numbered lines to fill by hand: to the foot of the page, and on to the next until they are enough.

    Above the lines of each page stands once more whose they are.
    """

    columns: Sequence[GridColumn]
    above: Text
    number: Text
    head: Style
    line: Style
    lines: int = 14
    high: float = 30.0
    before: float = 4.0
    after: float = 0.0
    keep: bool = False

    def fit(self, width: float) -> _FittedGrid:
        whole = sum(each.share for each in self.columns)
        widths = [width * each.share / whole for each in self.columns]
        pairs = zip(self.columns, widths, strict=True)
        heads = [text(each.head, self.head).fit(wide - 6) for each, wide in pairs]
        number = self.number.fit(self.number.natural_width() + 1)
        above = self.above.fit(width - number.width - 12)
        return _FittedGrid(widths, heads, above, number, self.line, width, self.high, self.lines)


@dataclass(frozen=True)
class _FittedGrid:
    widths: list[float]
    heads: list[Block]
    above: Block
    number: Block
    line: Style
    width: float
    high: float
    wanted: int
    count: int = 0
    """How many lines stand on this page; 0 while that is not known."""
    first: int = 1

    @property
    def _over(self) -> float:
        """Give the height above the first line."""
        return max(self.above.height, self.number.height) + 3 + self._head

    @property
    def _head(self) -> float:
        return max(block.height for block in self.heads) + 5

    @property
    def height(self) -> float:
        # Until the page is known it is taller than any, so that it is asked to part.
        return self._over + self.high * (self.count or 1000)

    @property
    def least(self) -> float:
        return self._over + self.high * min(_LEAST_LINES, self.wanted)

    def missing(self) -> str:
        return self.above.missing() + self.number.missing()

    def split(self, room: float, page: float) -> tuple[_FittedGrid, _FittedGrid | None] | None:
        count = int((room - self._over + 1e-6) / self.high)
        if count < 1:
            return None
        here = replace(self, count=count)
        left = self.wanted - count
        return here, replace(self, wanted=left, first=self.first + count) if left > 0 else None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        self.above.paint(canvas, x, top - (max(self.above.height, self.number.height) - self.above.height))
        self.number.paint(canvas, x + self.width - self.number.width, top)
        top -= self._over - self._head
        bottom = top - self._head - self.high * self.count
        at = x
        for head, wide in zip(self.heads, self.widths, strict=True):
            head.paint(canvas, at + 3, top - 2)
            at += wide
        canvas.setStrokeGray(0.2)
        canvas.setLineWidth(1.2)
        canvas.rect(x, bottom, self.width, top - bottom, stroke=1, fill=0)
        canvas.line(x, top - self._head, x + self.width, top - self._head)
        canvas.setLineWidth(0.6)
        at = x
        for wide in self.widths[:-1]:
            at += wide
            canvas.line(at, bottom, at, top)
        for line in range(self.count):
            low = top - self._head - self.high * line
            if line:
                canvas.line(x, low, x + self.width, low)
            number = text(str(self.first + line), self.line).fit(self.widths[0] - 4)
            number.paint(canvas, x + 2, low - (self.high - number.height) / 2)
