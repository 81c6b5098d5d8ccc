"""What a map looks like, as marks in drawing units: decided once, painted on the screen and on paper.

Places in a picture are units right of its left edge and below its top edge; colours are "#rrggbb".
One unit is one pixel on an ordinary screen and one point (1/72 inch) on paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sacwatch.domain.geography import Frame

Spot = tuple[float, float]
Path = tuple[Spot, ...]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Style(StrEnum):
    """The four looks of the map."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"
    BLACK_AND_WHITE = "black_and_white"


class Shape(StrEnum):
    """The shapes of symbols; they differ without colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    UPSIDE_DOWN = "upside_down"
    DIAMOND = "diamond"
    PENTAGON = "pentagon"
    STAR = "star"
    CROSS = "cross"
    PLUS = "plus"


class Pattern(StrEnum):
    """How a shape is filled, so that kinds differ in black and white."""

    SOLID = "solid"
    OPEN = "open"
    HALF = "half"
    STRIPES = "stripes"
    DOT = "dot"


@dataclass(frozen=True)
class Pen:
    """How a line is drawn; `butt` cuts its ends off square.

    Dashes are lengths on and off in units; the line starts `offset` units into them, so that they
    join where a line is cut at the edge of a tile.
    """

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    offset: float = 0.0
    butt: bool = False
    opacity: float = 1.0


@dataclass(frozen=True)
class Lines:
    """Lines drawn with one pen."""

    paths: tuple[Path, ...]
    pen: Pen


@dataclass(frozen=True)
class Area:
    """Rings filled by the even-odd rule: a ring inside another is a hole."""

    rings: tuple[Path, ...]
    fill: str = ""
    outline: Pen | None = None
    opacity: float = 1.0
    stripes: bool = False


@dataclass(frozen=True)
class Label:
    """Words with their middle at a spot, turned clockwise by `angle` degrees, with a halo behind them."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    halo: str = ""
    angle: float = 0.0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Shield:
    """A route number in its sign."""

    text: str
    x: float
    y: float
    size: float
    fill: str
    ink: str


@dataclass(frozen=True)
class Symbol:
    """A small shape that stands for one thing on the map; `size` is its width in units."""

    shape: Shape
    x: float
    y: float
    size: float
    fill: str
    ink: str = "#ffffff"
    pattern: Pattern = Pattern.SOLID
    text: str = ""


@dataclass(frozen=True)
class Photo:
    """A tile of a picture map: the bytes of a PNG or JPEG file, and the box that it fills."""

    data: bytes
    rect: Rect


Mark = Lines | Area | Label | Shield | Symbol | Photo


@dataclass(frozen=True)
class Picture:
    """A map as a display list: marks in the order in which they are painted, later ones on top."""

    frame: Frame
    background: str
    marks: tuple[Mark, ...] = ()
    credit: tuple[str, ...] = ()


# The longest a scale bar gets, as a share of the map's width.
SCALE_BAR_SHARE = 0.28


def furniture(frame: Frame) -> tuple[Rect, Rect]:
    """Give the boxes of the scale bar and the north arrow on a map of this size; no name stands there."""
    return (
        (0.0, frame.height - 28.0, frame.width * SCALE_BAR_SHARE + 66.0, frame.height),
        (frame.width - 34.0, 0.0, frame.width, 42.0),
    )


@dataclass(frozen=True)
class LegendLine:
    """One line of a legend: what the mark looks like, and its meaning in words."""

    sample: Symbol | Pen | Area
    text: str


@dataclass(frozen=True)
class Legend:
    """What the marks of a map mean."""

    title: str = ""
    lines: tuple[LegendLine, ...] = field(default_factory=tuple)


def corners(shape: Shape) -> tuple[tuple[float, float], ...]:
    """Give the corners of a shape with straight sides, around 0, 0 and reaching about 1 each way."""
    if shape is Shape.SQUARE:
        return ((-0.82, -0.82), (0.82, -0.82), (0.82, 0.82), (-0.82, 0.82))
    if shape is Shape.TRIANGLE:
        return ((0.0, -1.0), (1.0, 0.8), (-1.0, 0.8))
    if shape is Shape.UPSIDE_DOWN:
        return ((0.0, 1.0), (1.0, -0.8), (-1.0, -0.8))
    if shape is Shape.DIAMOND:
        return ((0.0, -1.05), (1.05, 0.0), (0.0, 1.05), (-1.05, 0.0))
    if shape is Shape.PENTAGON:
        return _around((1.0,) * 5)
    if shape is Shape.STAR:
        return _around((1.3, 0.58) * 5)
    arm, out = 0.36, 1.0
    plus = (
        (-arm, -out), (arm, -out), (arm, -arm), (out, -arm), (out, arm), (arm, arm),
        (arm, out), (-arm, out), (-arm, arm), (-out, arm), (-out, -arm), (-arm, -arm),
    )  # fmt: skip
    if shape is Shape.PLUS:
        return plus
    turn = math.sqrt(0.5)
    return tuple(((x - y) * turn, (x + y) * turn) for x, y in plus)


def _around(reaches: Sequence[float]) -> tuple[tuple[float, float], ...]:
    step = 2 * math.pi / len(reaches)
    return tuple((reach * math.sin(i * step), -reach * math.cos(i * step)) for i, reach in enumerate(reaches))
