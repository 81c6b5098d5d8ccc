"""What is left blank on paper to be written on: ruled lines with a word beneath, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sacwatch.reports.pieces import Block, Style, rule, text

_GAP = 18.0


@dataclass(frozen=True)
class Blank:
    """A line to write on, what it is for, and its share of the row's width."""

    label: str
    share: float = 1.0


@dataclass(frozen=True)
class WriteOn:
    """Lines to write on, side by side, each with its label beneath; room above them for a hand."""

    blanks: Sequence[Blank]
    style: Style
    room: float = 24.0
    before: float = 6.0
    after: float = 6.0
    keep: bool = False

    def fit(self, width: float) -> _FittedWriteOn:
        room = width - _GAP * (len(self.blanks) - 1)
        whole = sum(each.share for each in self.blanks)
        widths = [room * each.share / whole for each in self.blanks]
        labels = [
            text(each.label, self.style).fit(wide) for each, wide in zip(self.blanks, widths, strict=True)
        ]
        return _FittedWriteOn(labels, widths, self.room)


@dataclass(frozen=True)
class _FittedWriteOn:
    labels: list[Block]
    widths: list[float]
    room: float

    @property
    def height(self) -> float:
        return self.room + 2 + max(label.height for label in self.labels)

    @property
    def least(self) -> float:
        return self.height

    def missing(self) -> str:
        return "".join(label.missing() for label in self.labels)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        for label, width in zip(self.labels, self.widths, strict=True):
            rule(canvas, x, top - self.room, width, 0.8)
            label.paint(canvas, x, top - self.room - 2)
            x += width + _GAP
