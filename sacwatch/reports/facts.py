"""Labels with what they stand for: the facts of one record, and the few numbers that matter most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sacwatch.reports.pieces import Block, Style, Text, text
from sacwatch.reports.rows import ABOVE, BELOW, GUTTER, Row


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
        own = (width - GUTTER * (self.across - 1)) / self.across
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
        return _FittedFacts([Row(row) for row in rows], own + GUTTER)


@dataclass(frozen=True)
class _FittedFacts:
    rows: Sequence[Row]
    step: float

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        return self.rows[0].least if self.rows else 0.0

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
                y = top - ABOVE
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
            at += own + 3 * GUTTER
        return _FittedFigures(rows)


@dataclass(frozen=True)
class _FittedFigures:
    rows: Sequence[Sequence[tuple[float, list[Block]]]]

    @property
    def height(self) -> float:
        return sum(map(self._row_height, self.rows))

    least = height

    def _row_height(self, row: Sequence[tuple[float, list[Block]]]) -> float:
        return max(sum(block.height for block in blocks) for _at, blocks in row) + BELOW

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
