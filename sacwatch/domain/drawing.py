"""What a map looks like, as marks in drawing units: decided once, painted on the screen and on paper.

Places in a picture are units right of its left edge and below its top edge; colours are "#rrggbb".
One unit is one pixel on an ordinary screen and one point (1/72 inch) on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sacwatch.domain.geography import Frame

Spot = tuple[float, float]
Path = tuple[Spot, ...]


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


Mark = Lines | Area | Label | Shield | Symbol


@dataclass(frozen=True)
class Picture:
    """A map as a display list: marks in the order in which they are painted, later ones on top."""

    frame: Frame
    background: str
    marks: tuple[Mark, ...] = ()
    credit: tuple[str, ...] = ()


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
