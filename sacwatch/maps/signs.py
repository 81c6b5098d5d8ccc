"""What is put over the map on paper: a sign for each thing, side by side where several share a place."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sacwatch.domain.drawing import (
    Label,
    Lines,
    Mark,
    Path,
    Pattern,
    Pen,
    Picture,
    Shape,
    Shield,
    Style,
    Symbol,
)
from sacwatch.domain.geography import Frame
from sacwatch.domain.places import Point
from sacwatch.domain.symbols import MapSymbol
from sacwatch.maps import geometry
from sacwatch.maps.geometry import Spot
from sacwatch.maps.lettering import Ledger

CROWD = 12
"""From so many at one spot on, a number stands for all of them."""

_BLACK, _WHITE = "#000000", "#ffffff"
_RINGS = 2
_SQUARE = 3.4
"""Sizes of a sign; how wide the squares are for which one number stands where signs crowd."""
_ALONG = 2.0
"""Units; two lines nearer than that run along each other."""
_EDGE = 0.55
"""How near to the edge of the map a sign may stand, in its sizes."""


@dataclass(frozen=True)
class Sign:
    """A thing on the map, and how it is marked."""

    point: Point
    look: MapSymbol


@dataclass(frozen=True)
class Placed:
    """The signs as they are drawn. `moved` says that some stand beside their place."""

    symbols: tuple[Symbol, ...] = ()
    moved: bool = False
    counted: bool = False
    """Whether some are told by a number instead."""


def symbol(look: MapSymbol, x: float, y: float, size: float, style: Style) -> Symbol:
    """Give the sign of a sort of thing; in black and white its shape and filling alone tell it."""
    colour = _BLACK if style is Style.BLACK_AND_WHITE else look.colour
    # The pale edge of a full shape belongs to its size, the dark edge of an open one stands outside it.
    full = look.pattern in (Pattern.SOLID, Pattern.DOT)
    return Symbol(look.shape, x, y, size * 1.2 if full else size, colour, _WHITE, look.pattern)


def crowd(count: int | str, x: float, y: float, size: float) -> Symbol:
    """Give the sign that counts several things at one spot."""
    text = str(count)
    wide = size * (1.45 if len(text) < 3 else 1.8)
    return Symbol(Shape.CIRCLE, x, y, wide, _BLACK, _WHITE, Pattern.SOLID, text)


def inside(frame: Frame, point: Point) -> bool:
    """Say whether a point falls on the map."""
    x, y = frame.at(point)
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def side_by_side(signs: Sequence[Sign], frame: Frame, size: float, style: Style) -> Placed:
    """Give each sign a place of its own, as near to where it belongs as can be; the first choose first.

    Where they are too many for that, one number stands for all of a small square of the map.
    """
    spots = [(*frame.at(sign.point), sign) for sign in signs]
    spots = [each for each in spots if 0 <= each[0] <= frame.width and 0 <= each[1] <= frame.height]
    squares: dict[Square, list[Spot]] = defaultdict(list)
    for x, y, _sign in spots:
        squares[_square(x, y, size)].append((x, y))
    same = Counter((round(x), round(y)) for x, y, _sign in spots)
    crowded = {_square(x, y, size) for x, y, _sign in spots if same[round(x), round(y)] >= CROWD}
    while True:
        rings = [
            crowd(len(squares[each]), *_held(*_middle(each, squares, crowded, size), frame, size), size)
            for each in sorted(crowded)
        ]
        ledger = Ledger(max(32.0, size * 2))
        ledger.take([(each.x, each.y, each.size / 2) for each in rings])
        symbols, moved, full = _placed(spots, ledger, crowded, frame, size, style)
        if not full:
            return Placed((*symbols, *rings), moved, bool(rings))
        crowded |= full


Square = tuple[int, int]


def _square(x: float, y: float, size: float) -> Square:
    return int(x // (size * _SQUARE)), int(y // (size * _SQUARE))


def _middle(square: Square, squares: dict[Square, list[Spot]], crowded: set[Square], size: float) -> Spot:
    """Give where a square's number stands: amid its signs, pulled to its own middle where others are near."""
    members, wide = squares[square], size * _SQUARE
    x = sum(spot[0] for spot in members) / len(members)
    y = sum(spot[1] for spot in members) / len(members)
    column, row = square
    near = {(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)} - {square}
    if near & crowded:
        x, y = (x + (column + 0.5) * wide) / 2, (y + (row + 0.5) * wide) / 2
    return round(x, 2), round(y, 2)


def _placed(
    spots: Sequence[tuple[float, float, Sign]],
    ledger: Ledger,
    crowded: set[Square],
    frame: Frame,
    size: float,
    style: Style,
) -> tuple[list[Symbol], bool, set[Square]]:
    """Place the signs outside the crowded squares; give the squares, too, whose signs find no room."""
    symbols: list[Symbol] = []
    moved = False
    full: set[Square] = set()
    for x, y, sign in spots:
        square = _square(x, y, size)
        if square in crowded or square in full:
            continue
        free = _free(ledger, x, y, frame, size)
        if free is None:
            full.add(square)
            continue
        ledger.take([(*free, size * 0.5)])
        moved = moved or math.dist(free, (x, y)) > size
        symbols.append(symbol(sign.look, round(free[0], 2), round(free[1], 2), size, style))
    return symbols, moved, full


def _free(ledger: Ledger, x: float, y: float, frame: Frame, size: float) -> tuple[float, float] | None:
    """Give the free spot that is nearest: the place itself, or one of one on the rings around it."""
    for ring in range(_RINGS + 1):
        count = 6 * ring or 1
        for step in range(count):
            turn = 2 * math.pi * step / count
            # A little apart, so that the edges of two signs are told from each other.
            spot = (x + math.cos(turn) * ring * size * 1.08, y + math.sin(turn) * ring * size * 1.08)
            held = _held(*spot, frame, size)
            if (not ring or held == spot) and ledger.free([(*held, size * 0.5)]):
                return held
    return None


def _held(x: float, y: float, frame: Frame, size: float) -> Spot:
    """Give a spot so far from the edge that the sign is whole."""
    edge = size * _EDGE
    return min(max(x, edge), frame.width - edge), min(max(y, edge), frame.height - edge)


def small(signs: Sequence[Sign], frame: Frame, sizes: Sequence[float], style: Style) -> list[Symbol]:
    """Give small signs where they are; those that would hide each other exactly are drawn once."""
    drawn: dict[tuple[int, int, MapSymbol], Symbol] = {}
    for sign, size in zip(signs, sizes, strict=True):
        x, y = frame.at(sign.point)
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            drawn[round(x), round(y), sign.look] = symbol(sign.look, round(x, 2), round(y, 2), size, style)
    return list(drawn.values())


def boundary_pen(style: Style) -> Pen:
    """Give the line around the watch."""
    return Pen(_BLACK if style is Style.BLACK_AND_WHITE else "#a3195b", 2.2, (9.0, 3.0, 2.0, 3.0), butt=True)


def block_pen(style: Style) -> Pen:
    """Give the line around a block."""
    return Pen(_BLACK if style is Style.BLACK_AND_WHITE else "#5a4a8a", 1.1, (4.0, 2.5), butt=True)


def route_pen(style: Style) -> Pen:
    """Give the line of a patrol's route."""
    return Pen(_BLACK if style is Style.BLACK_AND_WHITE else "#2f7d5b", 2.4, (2.0, 3.4), butt=True)


def outline(ring: Sequence[Point], frame: Frame, pen: Pen) -> list[Mark]:
    """Give an outline, on a pale line that keeps it apart from the streets."""
    spots = tuple(frame.at(point) for point in ring)
    if len(spots) < 3:
        return []
    whole = (*spots, spots[0]) if spots[0] != spots[-1] else spots
    return [*_cut([whole], frame, _pale(pen)), *_cut([whole], frame, pen)]


def _pale(pen: Pen) -> Pen:
    return Pen(_WHITE, pen.width + 2.2, opacity=0.8)


def under_names(picture: Picture, marks: Sequence[Mark]) -> Picture:
    """Give the picture with marks above the ground and below the names."""
    names = [mark for mark in picture.marks if isinstance(mark, Label | Shield)]
    ground = [mark for mark in picture.marks if not isinstance(mark, Label | Shield)]
    return replace(picture, marks=(*ground, *marks, *names))


def lines(paths: Sequence[Sequence[Point]], frame: Frame, pen: Pen) -> list[Mark]:
    """Give lines, on a pale line that keeps them apart from the streets.

    Where several run along each other it is drawn once, so that the gaps in the line stay open.
    """
    spots = once([[frame.at(point) for point in path] for path in paths], _ALONG)
    return [
        *_cut(spots, frame, _pale(pen)),
        *_cut(spots, frame, pen),
    ]


def once(paths: Sequence[Sequence[Spot]], grain: float) -> list[Path]:
    """Give the paths without the steps that an earlier one has taken, in either direction, to a grain."""
    taken: set[frozenset[tuple[int, int]]] = set()
    found: list[Path] = []
    for path in paths:
        part: list[Spot] = []
        for a, b in pairwise(path):
            step = frozenset(
                {(round(a[0] / grain), round(a[1] / grain)), (round(b[0] / grain), round(b[1] / grain))}
            )
            if step in taken:
                if part:
                    found.append(tuple(part))
                part = []
                continue
            taken.add(step)
            part = part or [a]
            part.append(b)
        if part:
            found.append(tuple(part))
    return found


def _cut(paths: Sequence[Path], frame: Frame, pen: Pen) -> list[Mark]:
    """Give what of the lines falls on the map; each piece keeps its own step in the dashes."""
    rect = (-8.0, -8.0, frame.width + 8, frame.height + 8)
    period = sum(pen.dashes)
    marks: list[Mark] = []
    for path in paths:
        for way, part in geometry.cut_line(path, rect):
            offset = round(way % period, 2) if period else 0.0
            marks.append(
                Lines(
                    (tuple((round(x, 2), round(y, 2)) for x, y in part),),
                    Pen(pen.colour, pen.width, pen.dashes, offset, pen.butt, pen.opacity),
                )
            )
    return marks
