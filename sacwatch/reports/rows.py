"""Blocks side by side, which stay together on a page as long as they fit on one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sacwatch.reports.pieces import Block

GUTTER = 10.0
"""Between columns."""
ABOVE = 3.5
BELOW = 4.0
_VERY_TALL = 500.0


@dataclass(frozen=True)
class Row:
    cells: list[list[Block]]
    total: bool = False
    open: bool = False
    """It goes on on the next page, so no rule stands below it."""
    height: float = field(init=False)
    missing: str = field(init=False)

    def __post_init__(self) -> None:
        tallest = max((sum(block.height for block in cell) for cell in self.cells), default=0.0)
        object.__setattr__(self, "height", tallest + ABOVE + BELOW)
        object.__setattr__(self, "missing", "".join(block.missing() for cell in self.cells for block in cell))

    @property
    def least(self) -> float:
        """The room it needs to begin in; a very tall row may be parted and asks for less."""
        return self.height if self.height < _VERY_TALL else 120.0

    def split(self, room: float) -> tuple[Row, Row] | None:
        """Part a row that is taller than a page; None where not one line of each cell fits."""
        room -= ABOVE + BELOW
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
