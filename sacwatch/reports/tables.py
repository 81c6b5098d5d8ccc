"""Tables that repeat their head and part no row that fits on a page, and the block of facts.

ReportLab's own table lays out again what is left at every page; here each cell is set once, so that
the work grows with the number of rows alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sacwatch.reports.pieces import Align, Block, Style, Text, rule, text

_GUTTER = 10.0
_ABOVE = 3.5
_BELOW = 4.0
_WORTH_PARTING = 80.0
"""A row taller than a page begins at the foot of a page only where it finds this much room."""
_HAIR = 0.72
"""Grey of the thin rules: visible on a home printer that is short of toner."""


@dataclass(frozen=True)
class Column:
    """A column: as wide as its widest cell, up to `most` sizes, or with a share of what is left."""

    head: str
    share: float = 0.0
    most: float = 14.0
    align: Align = Align.START


Cell = str | Text | Sequence[Text]


@dataclass(frozen=True)
class Table:
    """Rows under a head. A cell is a text or several, one under the other."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    style: Style
    head: Style
    total: Sequence[Cell] | None = None
    """A last row, which is never alone on a page."""
    total_style: Style | None = None
    before: float = 2.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedTable:
        widths = self._widths(width)
        head = self._row([each.head for each in self.columns], self.head, widths)
        rows = [self._row(cells, self.style, widths) for cells in self.rows]
        if self.total is not None:
            rows.append(replace(self._row(self.total, self.total_style or self.head, widths), total=True))
        return _FittedTable(head, rows, widths, width)

    def _styles(self, style: Style) -> list[Style]:
        return [
            style if column.align is style.align else replace(style, align=column.align)
            for column in self.columns
        ]

    def _row(self, cells: Sequence[Cell], style: Style, widths: Sequence[float]) -> _Row:
        blocks = [
            [part.fit(width) for part in _parts(cell, own)]
            for cell, own, width in zip(cells, self._styles(style), widths, strict=True)
        ]
        return _Row(blocks)

    def _widths(self, width: float) -> list[float]:
        room = width - _GUTTER * (len(self.columns) - 1)
        found = []
        for i, column in enumerate(self.columns):
            if column.share:
                found.append(0.0)
                continue
            limit = column.most * self.style.size
            wanted = text(column.head, self.head).natural_width()
            for cells in self.rows if self.total is None else [*self.rows, self.total]:
                if wanted >= limit:
                    break
                for part in _parts(cells[i], self.style):
                    wanted = max(wanted, part.natural_width())
            found.append(min(wanted, limit) + 0.5)
        shares = sum(column.share for column in self.columns)
        # What is shared out is never less than two fifths of the table.
        most = room * (0.6 if shares else 1.0)
        if sum(found) > most:
            scale = most / sum(found)
            found = [each * scale for each in found]
        left = room - sum(found)
        if shares:
            return [
                left * column.share / shares if column.share else each
                for column, each in zip(self.columns, found, strict=True)
            ]
        # Without a wide column the table keeps its own width.
        return found


def _parts(cell: Cell, style: Style) -> Sequence[Text]:
    if isinstance(cell, str):
        return (text(cell, style),) if cell else ()
    return (cell,) if isinstance(cell, Text) else cell


@dataclass(frozen=True)
class _Row:
    cells: list[list[Block]]
    total: bool = False
    open: bool = False
    """It goes on on the next page, so no rule stands below it."""
    height: float = field(init=False)
    missing: str = field(init=False)

    def __post_init__(self) -> None:
        tallest = max((sum(block.height for block in cell) for cell in self.cells), default=0.0)
        object.__setattr__(self, "height", tallest + _ABOVE + _BELOW)
        object.__setattr__(self, "missing", "".join(block.missing() for cell in self.cells for block in cell))

    def split(self, room: float) -> tuple[_Row, _Row] | None:
        """Part a row that is taller than a page; None where not one line of each cell fits."""
        room -= _ABOVE + _BELOW
        first, rest = [], []
        for cell in self.cells:
            above, below = _split_cell(cell, room)
            if cell and not above:
                return None
            first.append(above)
            rest.append(below)
        return replace(self, cells=first, open=True), replace(self, cells=rest)


def _split_cell(cell: list[Block], room: float) -> tuple[list[Block], list[Block]]:
    above: list[Block] = []
    for i, block in enumerate(cell):
        if block.height <= room + 1e-6:
            above.append(block)
            room -= block.height
            continue
        count = int(room / block.leading + 1e-6)
        if count < 1:
            return above, cell[i:]
        first, rest = block.at(count)
        return [*above, first], [rest, *cell[i + 1 :]]
    return above, []


@dataclass(frozen=True)
class _FittedTable:
    head: _Row
    rows: Sequence[_Row]
    widths: Sequence[float]
    width: float

    @property
    def height(self) -> float:
        return self.head.height + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        """The head with the first row, or with some lines of a row that will need parting."""
        if not self.rows:
            return self.head.height
        return self.head.height + min(self.rows[0].height, 120.0)

    def missing(self) -> str:
        return "".join(row.missing for row in (self.head, *self.rows) if row.missing)

    def split(self, room: float, page: float) -> tuple[_FittedTable, _FittedTable] | None:
        left, whole = room - self.head.height, page - self.head.height
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left + 1e-6:
            left -= self.rows[count].height
            count += 1
        if count < len(self.rows):
            if self.rows[count].height > whole:
                parted = self.rows[count].split(left) if left > min(_WORTH_PARTING, whole - 1) else None
                if parted:
                    return self._parted([*self.rows[:count], parted[0]], [parted[1], *self.rows[count + 1 :]])
            elif count > 1 and self.rows[count].total:
                count -= 1
        if count == 0:
            return None
        return self._parted(self.rows[:count], self.rows[count:])

    def _parted(self, first: Sequence[_Row], rest: Sequence[_Row]) -> tuple[_FittedTable, _FittedTable]:
        return replace(self, rows=first), replace(self, rows=rest)

    def paint(self, canvas: Any, x: float, top: float) -> None:
        width = self.width if self.widths and self._full else sum(self.widths) + self._gutters
        self._paint_row(canvas, self.head, x, top)
        top -= self.head.height
        rule(canvas, x, top, width, 0.9)
        for i, row in enumerate(self.rows):
            if row.total:
                rule(canvas, x, top, width, 0.9)
            self._paint_row(canvas, row, x, top)
            top -= row.height
            last = i == len(self.rows) - 1
            if not row.open and (last or not self.rows[i + 1].total):
                rule(canvas, x, top, width, 0.9 if row.total else 0.4, 0 if row.total else _HAIR)

    @property
    def _gutters(self) -> float:
        return _GUTTER * (len(self.widths) - 1)

    @property
    def _full(self) -> bool:
        return sum(self.widths) + self._gutters > self.width - 1

    def _paint_row(self, canvas: Any, row: _Row, x: float, top: float) -> None:
        for cell, width in zip(row.cells, self.widths, strict=True):
            y = top - _ABOVE
            for block in cell:
                block.paint(canvas, x, y)
                y -= block.height
            x += width + _GUTTER


@dataclass(frozen=True)
class Fact:
    """A label and what is true; `wide` gives it a whole line."""

    label: str
    value: str | Text
    wide: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels with their values below them, side by side."""

    facts: Sequence[Fact]
    label: Style
    value: Style
    across: int = 3
    before: float = 4.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedFacts:
        own = (width - _GUTTER * (self.across - 1)) / self.across
        rows: list[list[list[Block]]] = []
        free = 0
        for fact in self.facts:
            if not fact.value:
                continue
            room = width if fact.wide else own
            value = fact.value if isinstance(fact.value, Text) else text(fact.value, self.value)
            blocks = [text(fact.label, self.label).fit(room), value.fit(room)]
            if fact.wide or not free:
                rows.append([blocks])
                free = 0 if fact.wide else self.across - 1
            else:
                rows[-1].append(blocks)
                free -= 1
        return _FittedFacts([_Row(row) for row in rows], own + _GUTTER)


@dataclass(frozen=True)
class _FittedFacts:
    rows: Sequence[_Row]
    step: float

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        return min(self.rows[0].height, 120.0) if self.rows else 0.0

    def missing(self) -> str:
        return "".join(row.missing for row in self.rows)

    def split(self, room: float, page: float) -> tuple[_FittedFacts, _FittedFacts] | None:
        count = 0
        while count < len(self.rows) and self.rows[count].height <= room + 1e-6:
            room -= self.rows[count].height
            count += 1
        if count < len(self.rows) and self.rows[count].height > page:
            parted = self.rows[count].split(room)
            if parted:
                return (
                    replace(self, rows=[*self.rows[:count], parted[0]]),
                    replace(self, rows=[parted[1], *self.rows[count + 1 :]]),
                )
        if count == 0:
            return None
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:])

    def paint(self, canvas: Any, x: float, top: float) -> None:
        for row in self.rows:
            at = x
            for cell in row.cells:
                y = top - _ABOVE
                for block in cell:
                    block.paint(canvas, at, y)
                    y -= block.height
                at += self.step
            top -= row.height
