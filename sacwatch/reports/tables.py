"""Tables that repeat their head and part no row that fits on a page.

ReportLab's own table lays out again what is left at every page; here each cell is set once, so that
the work grows with the number of rows alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sacwatch.reports.pieces import Align, Style, Text, rule, text
from sacwatch.reports.rows import ABOVE, GUTTER, Row

_LEAST_SHARED = 0.4
"""Of a table's width, for the columns that share what is left."""
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

    def _row(self, cells: Sequence[Cell], style: Style, widths: Sequence[float]) -> Row:
        blocks = [
            [part.fit(width) for part in _parts(cell, own)]
            for cell, own, width in zip(cells, self._styles(style), widths, strict=True)
        ]
        return Row(blocks)

    def _widths(self, width: float) -> list[float]:
        """Give each column its natural width where there is room, and never less than its longest word."""
        room = width - GUTTER * (len(self.columns) - 1)
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
class _FittedTable:
    head: Row
    rows: Sequence[Row]
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
        return self.head.height + self.rows[0].least

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

    def _parted(self, first: Sequence[Row], rest: Sequence[Row]) -> tuple[_FittedTable, _FittedTable]:
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
        return GUTTER * (len(self.widths) - 1)

    @property
    def _full(self) -> bool:
        return sum(self.widths) + self._gutters > self.width - 1

    def _paint_row(self, canvas: Any, row: Row, x: float, top: float) -> None:
        for cell, width in zip(row.cells, self.widths, strict=True):
            y = top - ABOVE
            for block in cell:
                block.paint(canvas, x, y)
                y -= block.height
            x += width + GUTTER
