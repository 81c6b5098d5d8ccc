"""Tables that repeat their head and part no row that fits on a page, and the block of facts.

ReportLab's own table lays out again what is left at every page; here each cell is set once, so that
the work grows with the number of rows alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sacwatch.reports.pieces import Align, Block, Style, Text, rule, text

_GUTTER = 10.0
_ABOVE = 3.5
_BELOW = 4.0
_LEAST_SHARED = 0.4
"""Of a table's width, for the columns that share what is left."""
_PARTED_ABOVE = 500.0
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
        """Give each column its natural width where there is room, and never less than its longest word."""
        room = width - _GUTTER * (len(self.columns) - 1)
        shares = sum(column.share for column in self.columns)
        natural = [0.0 if column.share else self._natural(i, column) for i, column in enumerate(self.columns)]
        most = room - self._wanted_by_shared(room * _LEAST_SHARED)
        if sum(natural) > most:
            least = [
                0.0 if column.share else min(self._longest_word(i), natural[i])
                for i, column in enumerate(self.columns)
            ]
            spare = most - sum(least)
            if spare < 0:
                natural = _levelled(least, most)
            else:
                scale = spare / (sum(natural) - sum(least))
                natural = [low + (each - low) * scale for low, each in zip(least, natural, strict=True)]
        left = room - sum(natural)
        return [
            left * column.share / shares if column.share else each
            for column, each in zip(self.columns, natural, strict=True)
        ]

    def _natural(self, i: int, column: Column) -> float:
        limit = column.most * self.style.size
        wanted = 0.0
        for part in self._all_parts(i):
            wanted = max(wanted, part.natural_width())
            if wanted >= limit:
                return limit
        return wanted + 0.5

    def _wanted_by_shared(self, limit: float) -> float:
        """Give what the sharing columns need at most, up to a limit."""
        wanted = 0.0
        for i, column in enumerate(self.columns):
            if column.share and wanted < limit:
                wanted += self._natural(i, replace(column, most=limit / self.style.size))
        return min(wanted, limit)

    def _longest_word(self, i: int) -> float:
        return max(part.longest_word() for part in self._all_parts(i)) + 0.5

    def _all_parts(self, i: int) -> Iterator[Text]:
        """Give everything that stands in a column, its head included."""
        yield text(self.columns[i].head, self.head)
        if self.total is not None:
            yield from _parts(self.total[i], self.total_style or self.head)
        for cells in self.rows:
            yield from _parts(cells[i], self.style)


def _levelled(widths: Sequence[float], most: float) -> list[float]:
    """Make the widest columns narrower, all to one width, until the sum fits."""
    cap, left, count = 0.0, most, len(widths)
    for width in sorted(widths):
        cap = left / count
        if width > cap:
            break
        left -= width
        count -= 1
    return [min(width, cap) for width in widths]


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
        first = self.rows[0].height
        return self.head.height + (first if first < _PARTED_ABOVE else 120.0)

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
        first = self.rows[0].height if self.rows else 0.0
        return first if first < _PARTED_ABOVE else 120.0

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


@dataclass(frozen=True)
class Figures:
    """The few numbers that matter most, in one row, each as wide as it needs to be."""

    figures: Sequence[tuple[str, str]]
    label: Style
    number: Style
    before: float = 9.0
    after: float = 6.0
    keep: bool = False

    def fit(self, width: float) -> _FittedFigures:
        rows: list[list[tuple[float, list[Block]]]] = []
        at = width
        for name, number in self.figures:
            parts = [text(name, self.label), text(number, self.number)]
            own = min(max(part.natural_width() for part in parts) + 1, width)
            if at + own > width:
                rows.append([])
                at = 0.0
            rows[-1].append((at, [part.fit(own) for part in parts]))
            at += own + 3 * _GUTTER
        return _FittedFigures(rows)


@dataclass(frozen=True)
class _FittedFigures:
    rows: Sequence[Sequence[tuple[float, list[Block]]]]

    @property
    def height(self) -> float:
        return sum(map(self._row_height, self.rows))

    least = height

    def _row_height(self, row: Sequence[tuple[float, list[Block]]]) -> float:
        return max(sum(block.height for block in blocks) for _at, blocks in row) + _BELOW

    def missing(self) -> str:
        return "".join(block.missing() for row in self.rows for _at, blocks in row for block in blocks)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        for row in self.rows:
            for at, blocks in row:
                y = top
                for block in blocks:
                    block.paint(canvas, x + at, y)
                    y -= block.height
            top -= self._row_height(row)
