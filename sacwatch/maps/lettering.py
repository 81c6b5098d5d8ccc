"""Where names stand on the map: decided on a block of the world, so that every tile agrees.

Names never reach over the edge of their block, and each block is lettered by itself in a fixed order:
two tiles that share a name, painted at any time, show the two halves of the same name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sacwatch.domain.drawing import Label, Shield
from sacwatch.maps import geometry
from sacwatch.maps.geometry import Rect, Spot

# Widths of letters in thousandths of the type size, for the sans-serif faces in use (Helvetica, Arial,
# Noto Sans and their like differ by a few percent, which the clearance around a name covers).
_NARROW = {**dict.fromkeys("iljI.,'|:;!", 280), **dict.fromkeys("ftr-() /", 340), " ": 280}
_WIDE = {**dict.fromkeys("mwMW@%", 880), **dict.fromkeys("ABCDEGHKNOPQRSTUVXYZ&", 700)}
_USUAL = 560
_BOLD = 1.07

Circle = tuple[float, float, float]
"""Middle and radius."""

# How far from straight the line under a name may be, as chord over length.
_STRAIGHT = 0.985

# Degrees clockwise; a line that is steeper is read from its lower end, all lines straight up and down alike.
_UPWARDS = 88.0


@dataclass(frozen=True)
class Wish:
    """A name that wants a place: along paths, or at spots, tried in order until one is free."""

    text: str
    size: float
    colour: str
    halo: str
    rank: int
    """Lower ones choose first."""
    paths: tuple[tuple[Spot, ...], ...] = ()
    spots: tuple[Spot, ...] = ()
    bold: bool = False
    italic: bool = False
    apart: float = 420.0
    """Units between two of the same name along a line."""
    shift: float = 0.0
    """Units to the left of the line, where the name stands beside it."""
    shield: tuple[str, str] | None = None
    """Fill and ink of a route's sign, where it is one."""
    whole: bool = True
    """Whether the line must be as long as the name."""


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Give about how wide a text is, in units."""
    thousandths = sum(_NARROW.get(char) or _WIDE.get(char) or _USUAL for char in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1.0)


class Ledger:
    """Keeps what ground is taken, as small circles in a grid of cells."""

    def __init__(self, cell: float = 32.0) -> None:
        self._cell = cell
        self._taken: dict[tuple[int, int], list[Circle]] = defaultdict(list)

    def free(self, circles: Sequence[Circle]) -> bool:
        """Say whether none of these circles touches one that is taken."""
        for x, y, radius in circles:
            column, row = int(x // self._cell), int(y // self._cell)
            for i in (column - 1, column, column + 1):
                for j in (row - 1, row, row + 1):
                    for ox, oy, other in self._taken.get((i, j), ()):
                        if (x - ox) ** 2 + (y - oy) ** 2 < (radius + other) ** 2:
                            return False
        return True

    def take(self, circles: Sequence[Circle]) -> None:
        for x, y, radius in circles:
            self._taken[int(x // self._cell), int(y // self._cell)].append((x, y, radius))


def lettered(
    wishes: Sequence[Wish],
    rect: Rect,
    clear: Sequence[Rect] = (),
    signs: Sequence[Sequence[Circle]] = (),
) -> list[Label | Shield]:
    """Place the names inside a block and outside the boxes kept clear; those without room are left out.

    Names keep off the signs too, which come in groups, the weightiest first. A name that finds no place
    so may stand under the last group, then under all but the first, and at worst under any sign.
    """
    ledger = Ledger()
    groups = [_taken(group) for group in signs]
    placed: list[Label | Shield] = []
    for wish in sorted(wishes, key=lambda one: (one.rank, one.text)):
        spots = _spots_along(wish, rect) if wish.paths else [(spot, 0.0) for spot in wish.spots]
        for count in range(len(groups), -1, -1):
            found = _placed(wish, spots, rect, clear, [ledger, *groups[:count]])
            if found:
                break
        for x, y, angle, circles in found:
            ledger.take(circles)
            placed.append(_mark(wish, x, y, angle))
    return placed


def _taken(circles: Sequence[Circle]) -> Ledger:
    ledger = Ledger()
    ledger.take(circles)
    return ledger


def _placed(
    wish: Wish,
    spots: Sequence[tuple[Spot, float]],
    rect: Rect,
    clear: Sequence[Rect],
    ledgers: Sequence[Ledger],
) -> list[tuple[float, float, float, list[Circle]]]:
    """Give where a name stands, with what it covers; once at spots, and as often as it may along paths."""
    found: list[tuple[float, float, float, list[Circle]]] = []
    for (x, y), angle in spots:
        if any(math.dist((x, y), other[:2]) < wish.apart * 0.7 for other in found):
            continue
        circles = _circles(wish, x, y, angle)
        if not _within(circles, rect) or _meets(circles, clear):
            continue
        if all(ledger.free(circles) for ledger in ledgers):
            found.append((x, y, angle, circles))
            if not wish.paths:
                break
    return found


def _mark(wish: Wish, x: float, y: float, angle: float) -> Label | Shield:
    x, y = round(x, 2), round(y, 2)
    if wish.shield is not None:
        return Shield(wish.text, x, y, wish.size, *wish.shield)
    return Label(wish.text, x, y, wish.size, wish.colour, wish.halo, round(angle, 1), wish.bold, wish.italic)


def _within(circles: Sequence[Circle], rect: Rect) -> bool:
    left, top, right, bottom = rect
    return all(
        x - radius >= left and x + radius <= right and y - radius >= top and y + radius <= bottom
        for x, y, radius in circles
    )


def _meets(circles: Sequence[Circle], boxes: Sequence[Rect]) -> bool:
    return any(
        x + radius > left and x - radius < right and y + radius > top and y - radius < bottom
        for left, top, right, bottom in boxes
        for x, y, radius in circles
    )


def _circles(wish: Wish, x: float, y: float, angle: float) -> list[Circle]:
    """Cover a name with circles a little taller than its letters."""
    radius = wish.size * 0.72
    reach = max(0.0, text_width(wish.text, wish.size, wish.bold) / 2 - radius * 0.5)
    count = max(1, math.ceil(2 * reach / (radius * 1.5)) + 1)
    if count == 1:
        return [(x, y, radius)]
    turn_x, turn_y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    steps = [-reach + 2 * reach * i / (count - 1) for i in range(count)]
    return [(x + turn_x * step, y + turn_y * step, radius) for step in steps]


def _spots_along(wish: Wish, rect: Rect) -> list[tuple[Spot, float]]:
    """Give the spots along a line where its name could stand, the evenly spaced ones first."""
    found: list[tuple[Spot, float]] = []
    need = 0.0 if wish.shield else text_width(wish.text, wish.size, wish.bold)
    for path in wish.paths:
        for _, part in geometry.cut_line(path, rect):
            room = geometry.length(part)
            if room < need * 1.05 and (wish.whole or room < need * 0.4):
                continue
            count = max(1, round(room / wish.apart))
            for i in range(count):
                middle = room * (i + 0.5) / count
                step = room / count / 8
                for way in (0.0, step, -step, 2 * step, -2 * step, 3 * step, -3 * step):
                    spot = _spot_at(part, middle + way, need, room, wish)
                    if spot is not None:
                        found.append(spot)
    return found


def _spot_at(
    part: Sequence[Spot], way: float, need: float, room: float, wish: Wish
) -> tuple[Spot, float] | None:
    if need == 0.0:
        return geometry.along(part, way), 0.0
    start, end = way - need / 2, way + need / 2
    if wish.whole and (start < 0 or end > room):
        return None
    a, b = geometry.along(part, max(0.0, start)), geometry.along(part, min(room, end))
    chord = math.dist(a, b)
    span = min(room, end) - max(0.0, start)
    if chord < span * _STRAIGHT or chord == 0:
        return None
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    middle = geometry.along(part, way)
    # The chord's middle and the line's may lie apart on a bend; half way between looks best.
    x, y = ((a[0] + b[0]) / 2 + middle[0]) / 2, ((a[1] + b[1]) / 2 + middle[1]) / 2
    if wish.shift:
        x += math.sin(math.radians(angle)) * wish.shift
        y -= math.cos(math.radians(angle)) * wish.shift
    # Names read from left to right, and steep ones upwards.
    if angle > _UPWARDS or angle <= _UPWARDS - 180:
        angle += 180 if angle <= _UPWARDS - 180 else -180
    return (x, y), angle
