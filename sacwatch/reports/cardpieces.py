"""The parts of a call card: a line with its number or a rule to write one on, and columns of them.

All measures are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sacwatch.reports.pieces import Align, Block, Fitted, Piece, Text, rule

_GAP = 8.0
_LEAST_RULE = 84.0
"""The shortest rule on which a phone number can be written."""


@dataclass(frozen=True)
class CallLine:
    """Whom to call: the name with what it is for at the left, the number at the right.

    Without a number there is a rule to write it on. Nothing parts it.
    """

    name: Text
    purpose: Text | None
    number: Text | None
    below: Text | None = None
    """What stands under the number: that one can text to it, when it was tried."""
    before: float = 2.0
    after: float = 2.0
    keep: bool = False

    def fit(self, width: float) -> _FittedLine:
        if self.number is None:
            right = max(_LEAST_RULE, width * 0.36)
        else:
            right = min(self.number.natural_width() + 1, width * 0.55)
        aside = min(self.below.natural_width() + 1, width * 0.5) if self.below else 0.0
        number = self.number and replace(self.number, style=replace(self.number.style, align=Align.END))
        below = self.below and replace(self.below, style=replace(self.below.style, align=Align.END))
        return _FittedLine(
            self.name.fit(width - right - _GAP),
            self.purpose.fit(width - (aside + _GAP if aside else 0)) if self.purpose else None,
            number.fit(right) if number else None,
            below.fit(aside) if below else None,
            width,
            right,
            aside,
            max(13.5, self.name.style.size * 1.55),
        )


@dataclass(frozen=True)
class _FittedLine:
    """The name and the number stand beside each other, and beneath them what more is told of both."""

    name: Block
    purpose: Block | None
    number: Block | None
    below: Block | None
    width: float
    right: float
    aside: float
    hand: float
    """The room above a rule to write on."""

    @property
    def _first(self) -> float:
        return max(self.name.height, self.number.height if self.number else self.hand)

    @property
    def height(self) -> float:
        more = max((each.height for each in (self.purpose, self.below) if each), default=0.0)
        return self._first + more

    @property
    def least(self) -> float:
        return self.height

    def missing(self) -> str:
        told = (self.name, self.purpose, self.number, self.below)
        return "".join(each.missing() for each in told if each)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        # What is lower than its neighbor stands on the same line as its foot.
        self.name.paint(canvas, x, top - (self._first - self.name.height))
        if self.number is None:
            rule(canvas, x + self.width - self.right, top - self._first + 2, self.right, 0.7)
        else:
            number = top - (self._first - self.number.height)
            self.number.paint(canvas, x + self.width - self.right, number)
        if self.purpose:
            self.purpose.paint(canvas, x, top - self._first)
        if self.below:
            self.below.paint(canvas, x + self.width - self.aside, top - self._first)


@dataclass(frozen=True)
class Card:
    """Columns of lines beneath a head and above a foot, of a height that may be given; nothing parts it."""

    head: Sequence[Piece]
    columns: Sequence[Sequence[Piece]]
    foot: Sequence[Piece]
    tall: float = 0.0
    """How high it is at least: the foot stands at its lower edge."""
    gap: float = 16.0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    def fit(self, width: float) -> FittedCard:
        room = column_width(width, len(self.columns), self.gap)
        columns = [stacked(column, room) for column in self.columns]
        head, foot = stacked(self.head, width), stacked(self.foot, width)
        body = max((high(column) for column in columns), default=0.0)
        height = high(head) + body + high(foot) + 4.0
        return FittedCard(head, columns, foot, width, room + self.gap, max(height, self.tall))


Stacked = list[tuple[Fitted, float]]
"""What stands one under the other, each with how far below the top it begins."""


@dataclass(frozen=True)
class FittedCard:
    """A card that is set."""

    head: Stacked
    columns: list[Stacked]
    foot: Stacked
    width: float
    step: float
    height: float

    @property
    def least(self) -> float:
        return self.height

    def missing(self) -> str:
        parts = [*self.head, *(each for column in self.columns for each in column), *self.foot]
        return "".join(fitted.missing() for fitted, _at in parts)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        _paint(self.head, canvas, x, top)
        for place, column in enumerate(self.columns):
            _paint(column, canvas, x + place * self.step, top - high(self.head))
        _paint(self.foot, canvas, x, top - self.height + high(self.foot))


def _paint(parts: Stacked, canvas: Any, x: float, top: float) -> None:
    for fitted, at in parts:
        fitted.paint(canvas, x, top - at)


def column_width(width: float, columns: int, gap: float) -> float:
    """Give how wide each of so many columns is."""
    return (width - gap * (columns - 1)) / max(1, columns)


def stacked(pieces: Sequence[Piece], width: float) -> Stacked:
    """Set pieces one under the other."""
    found: Stacked = []
    at, after = 0.0, 0.0
    for piece in pieces:
        fitted = piece.fit(width)
        at += max(after, piece.before) if found else 0.0
        found.append((fitted, at))
        at, after = at + fitted.height, piece.after
    return found


def high(parts: Stacked) -> float:
    """Give how high stacked pieces are."""
    return max((at + fitted.height for fitted, at in parts), default=0.0)


class Dealer:
    """Deals pieces into columns of one width; each is set once, however often it is dealt."""

    def __init__(self, pieces: Sequence[Piece], width: float) -> None:
        self._bundles: list[list[tuple[Piece, float]]] = []
        begins = True
        for piece in pieces:
            measured = (piece, piece.fit(width).height)
            if begins:
                self._bundles.append([measured])
            else:
                self._bundles[-1].append(measured)
            begins = not piece.keep

    def dealt(self, height: float) -> list[list[Piece]]:
        """Give columns that are this high at most, in order; what keeps with the next goes with it."""
        columns: list[list[tuple[Piece, float]]] = []
        for bundle in self._bundles:
            if not columns or _height([*columns[-1], *bundle]) > height:
                columns.append([*bundle])
            else:
                columns[-1] += bundle
        return [[piece for piece, _high in column] for column in columns]

    def balanced(self, height: float, count: int) -> list[list[Piece]]:
        """Give columns about equally high, for pieces that go into `count` columns of this height."""
        low, top = 0.0, height
        for _try in range(8):
            middle = (low + top) / 2
            highest = max((_height(bundle) for bundle in self._bundles), default=0.0)
            if highest <= middle and len(self.dealt(middle)) <= count:
                top = middle
            else:
                low = middle
        return self.dealt(top)


def _height(measured: Sequence[tuple[Piece, float]]) -> float:
    gaps = sum(max(a.after, b.before) for (a, _), (b, _) in pairwise(measured))
    return sum(each for _piece, each in measured) + gaps
