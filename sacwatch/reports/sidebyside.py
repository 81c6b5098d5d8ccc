"""Pieces that stand side by side in two columns: short sections, and the same words in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sacwatch.reports.cardpieces import Stacked, column_width, high, stacked
from sacwatch.reports.pieces import Fitted, Piece, rule

GAP = 24.0


@dataclass(frozen=True)
class Beside:
    """Two columns of pieces, which nothing parts."""

    left: Sequence[Piece]
    right: Sequence[Piece]

    @property
    def before(self) -> float:
        return max(self.left[0].before, self.right[0].before)

    @property
    def after(self) -> float:
        return max(self.left[-1].after, self.right[-1].after)

    keep: bool = False

    def fit(self, width: float) -> _FittedBeside:
        room = column_width(width, 2, GAP)
        return _FittedBeside(stacked(self.left, room), stacked(self.right, room), room + GAP)


@dataclass(frozen=True)
class _FittedBeside:
    left: Stacked
    right: Stacked
    step: float

    @property
    def height(self) -> float:
        return max(high(self.left), high(self.right))

    @property
    def least(self) -> float:
        return self.height

    def missing(self) -> str:
        return "".join(fitted.missing() for fitted, _at in (*self.left, *self.right))

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        for place, column in enumerate((self.left, self.right)):
            for fitted, at in column:
                fitted.paint(canvas, x + place * self.step, top - at)


@dataclass(frozen=True)
class Pair:
    """The same in two languages, one at the left and one at the right, parted each where it may be."""

    left: Piece
    right: Piece

    @property
    def before(self) -> float:
        return max(self.left.before, self.right.before)

    @property
    def after(self) -> float:
        return max(self.left.after, self.right.after)

    @property
    def keep(self) -> bool:
        return self.left.keep

    def fit(self, width: float) -> _FittedPair:
        room = column_width(width, 2, GAP)
        return _FittedPair(self.left.fit(room), self.right.fit(room), room)


@dataclass(frozen=True)
class _FittedPair:
    left: Fitted | None
    right: Fitted | None
    room: float

    @property
    def _sides(self) -> list[Fitted]:
        return [each for each in (self.left, self.right) if each is not None]

    @property
    def height(self) -> float:
        return max((each.height for each in self._sides), default=0.0)

    @property
    def least(self) -> float:
        return max((each.least for each in self._sides), default=0.0)

    def missing(self) -> str:
        return "".join(each.missing() for each in self._sides)

    def split(self, room: float, page: float) -> tuple[_FittedPair, _FittedPair | None] | None:
        left, left_rest = _parted(self.left, room, page)
        right, right_rest = _parted(self.right, room, page)
        if left is None and right is None:
            return None
        rest = replace(self, left=left_rest, right=right_rest)
        return replace(self, left=left, right=right), rest if rest._sides else None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        if self.left is not None:
            self.left.paint(canvas, x, top)
        if self.right is not None:
            self.right.paint(canvas, x + self.room + GAP, top)
        canvas.saveState()
        canvas.translate(x + self.room + GAP / 2, top)
        canvas.rotate(-90)
        rule(canvas, 0, 0, self.height, 0.4, 0.7)
        canvas.restoreState()


def _parted(side: Fitted | None, room: float, page: float) -> tuple[Fitted | None, Fitted | None]:
    if side is None or side.height <= room + 1e-6:
        return side, None
    return side.split(room, page) or (None, side)
