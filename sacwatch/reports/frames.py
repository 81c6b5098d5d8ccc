"""Pieces that hold something: a text in a box, a drawing with its caption."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sacwatch.reports.pieces import Block, Fitted, Text

_LEAST_SCALE = 0.8
"""A drawing is made this much smaller, at most, to fit below what stands above it."""


@dataclass(frozen=True)
class Boxed:
    """A text in a frame, for what must not be overlooked."""

    text: Text
    padding: float = 6.0
    before: float = 8.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedBox:
        return _FittedBox(self.text.fit(width - 2 * self.padding - 4), width, self.padding)


@dataclass(frozen=True)
class _FittedBox:
    block: Block
    width: float
    padding: float

    @property
    def height(self) -> float:
        return self.block.height + 2 * self.padding

    least = height

    def missing(self) -> str:
        return self.block.missing()

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        canvas.setStrokeGray(0)
        canvas.setLineWidth(1)
        canvas.rect(x + 0.5, top - self.height, self.width - 1, self.height, stroke=1, fill=0)
        self.block.paint(canvas, x + self.padding + 2, top - self.padding)


@dataclass(frozen=True)
class Figure:
    """A drawing or any other ReportLab flowable, with a caption; it is made smaller where it is too wide."""

    flowable: Any
    caption: Text | None = None
    before: float = 6.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedFigure:
        drawn_width, drawn_height = self.flowable.wrap(width, 1e6)
        caption = self.caption.fit(width) if self.caption else None
        return _FittedFigure(self.flowable, min(1.0, width / max(drawn_width, 1)), drawn_height, caption)


@dataclass(frozen=True)
class _FittedFigure:
    flowable: Any
    scale: float
    drawn_height: float
    caption: Block | None = None

    @property
    def _below(self) -> float:
        return self.caption.height + 4.0 if self.caption and self.caption.lines else 0.0

    @property
    def height(self) -> float:
        return self.drawn_height * self.scale + self._below

    @property
    def least(self) -> float:
        """A little smaller is better than half a page left blank."""
        return self.drawn_height * self.scale * _LEAST_SCALE + self._below

    def missing(self) -> str:
        return self.caption.missing() if self.caption else ""

    def split(self, room: float, page: float) -> tuple[Fitted, None] | None:
        if self.least <= room or (self.height > page and room >= page):
            return replace(self, scale=max(room - self._below, 1) / self.drawn_height), None
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        height = self.drawn_height * self.scale
        canvas.saveState()
        canvas.translate(x, top - height)
        canvas.scale(self.scale, self.scale)
        self.flowable.drawOn(canvas, 0, 0)
        canvas.restoreState()
        if self.caption:
            self.caption.paint(canvas, x, top - height - 4.0)


@dataclass(frozen=True)
class Turn:
    """Turns the page: what follows begins a new one, unless nothing stands on this one yet."""

    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    def fit(self, width: float) -> _FittedTurn:
        return _FittedTurn()


@dataclass(frozen=True)
class _FittedTurn:
    height: float = 0.0
    least: float = float("inf")
    """No page has so much room left."""

    def missing(self) -> str:
        return ""

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Leave no mark."""
