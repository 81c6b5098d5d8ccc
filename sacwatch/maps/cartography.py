"""What the map shows at which zoom, in which order and how: the one place where that is decided.

Gives pictures as display lists (`domain/drawing.py`), for a tile on the screen or a frame on paper.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence

from sacwatch.domain.drawing import (
    Area,
    Label,
    Lines,
    Mark,
    Path,
    Pen,
    Picture,
    Rect,
    Shape,
    Shield,
    Style,
    Symbol,
    furniture,
)
from sacwatch.domain.geography import TILE, Frame
from sacwatch.i18n import _
from sacwatch.maps import backgrounds, geometry, naming
from sacwatch.maps.basemap import BaseMap, Drawn
from sacwatch.maps.content import ROADS, Kind
from sacwatch.maps.geometry import Spot
from sacwatch.maps.lettering import Circle, Wish, lettered, text_width
from sacwatch.maps.looks import EDGED, LOOKS, Look, width
from sacwatch.maps.turning import Turned, keeps

LOWEST_ZOOM, HIGHEST_ZOOM = 9, 19

# Names are placed on blocks of this many tiles a side, so that few blocks' edges are ever seen.
_BLOCK = 8
_BLOCKS_KEPT = 24

# On paper a unit is 1/72 inch and on the screen about 1/96: the same zoom shows as much on both.
_PAPER_SHIFT = math.log2(96 / 72)


class Cartographer:
    """Draws one base map; any thread may ask."""

    def __init__(self, base: BaseMap) -> None:
        self._base = base
        self._blocks: OrderedDict[tuple[Style, int, int, int], list[Label | Shield]] = OrderedDict()
        self._age = 0
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Drop what was kept, after the base map has changed."""
        with self._lock:
            self._age += 1
            self._blocks.clear()

    def tile(self, z: int, x: int, y: int, style: Style = Style.LIGHT) -> Picture:
        """Give one 256-unit tile; y counts from the north. Beyond the zooms in use it is as at their ends."""
        frame = Frame.of_tile(z, x, y)
        shown = min(max(z, LOWEST_ZOOM), HIGHEST_ZOOM)
        marks = self._ground(frame, style, shown)
        marks += self._names_of_tile(z, x, y, style, shown)
        return Picture(frame, LOOKS[style].land, tuple(marks), self.credit())

    def picture(
        self,
        frame: Frame,
        style: Style = Style.PRINT,
        signs: Sequence[Sequence[Circle]] = (),
        *,
        numbers: bool = True,
        plain: bool = True,
    ) -> Picture:
        """Give the map of a frame on paper, lettered for itself; names keep off the signs (`lettered`).

        Without `numbers` there are no house numbers, for who draws better ones over it; without `plain`
        no lines of which no more is known than where they are.
        """
        zoom = min(max(frame.zoom + _PAPER_SHIFT, LOWEST_ZOOM), HIGHEST_ZOOM)
        marks = self._ground(frame, style, zoom, plain=plain)
        marks += self._names(frame, style, zoom, furniture(frame), signs, numbers=numbers, plain=plain)
        return Picture(frame, LOOKS[style].land, tuple(marks), self.credit())

    def turned(self, window: Turned, style: Style = Style.PRINT, taken: Sequence[Circle] = ()) -> Picture:
        """Give the map of a turned window on paper; names keep off what is taken.

        It has no house numbers and no lines of which no more is known than where they are.
        """
        frame = window.around
        zoom = min(max(frame.zoom + _PAPER_SHIFT, LOWEST_ZOOM), HIGHEST_ZOOM)
        marks = [window.mark(mark) for mark in self._ground(frame, style, zoom, plain=False) if keeps(mark)]
        wishes = [window.wish(each) for each in self._wishes(frame, style, zoom, numbers=False, plain=False)]
        rect = (0.0, 0.0, window.width, window.height)
        marks += lettered(wishes, rect, furniture(window.frame), [taken])
        return Picture(window.frame, LOOKS[style].land, tuple(marks), self.credit())

    def screen(self, frame: Frame, style: Style = Style.LIGHT) -> Picture:
        """Give the map of a frame on the screen, lettered for itself, where there are no tiles."""
        zoom = min(max(frame.zoom, LOWEST_ZOOM), HIGHEST_ZOOM)
        marks = self._ground(frame, style, zoom)
        marks += self._names(frame, style, zoom)
        return Picture(frame, LOOKS[style].land, tuple(marks), self.credit())

    def credit(self) -> tuple[str, ...]:
        """Give where the map comes from, a line for each source."""
        unseen = self._base.unseen()
        shown = (source for source in self._base.sources() if source.name not in unseen)
        lines = (_(source.credit or source.title) for source in shown)
        return tuple(dict.fromkeys(lines))

    def _names_of_tile(self, z: int, x: int, y: int, style: Style, zoom: int) -> list[Mark]:
        column, row = x // _BLOCK, y // _BLOCK
        key = (style, z, column, row)
        with self._lock:
            names = self._blocks.get(key)
            if names is not None:
                self._blocks.move_to_end(key)
            age = self._age
        if names is None:
            block = Frame(column * _BLOCK / 2**z, row * _BLOCK / 2**z, z, TILE * _BLOCK, TILE * _BLOCK)
            names = self._names(block, style, zoom)
            with self._lock:
                if age == self._age:
                    self._blocks[key] = names
                while len(self._blocks) > _BLOCKS_KEPT:
                    self._blocks.popitem(last=False)
        left, top = (x - column * _BLOCK) * TILE, (y - row * _BLOCK) * TILE
        return [moved for name in names if (moved := _moved(name, left, top)) is not None]

    def _names(
        self,
        frame: Frame,
        style: Style,
        zoom: float,
        clear: Sequence[Rect] = (),
        signs: Sequence[Sequence[Circle]] = (),
        *,
        numbers: bool = True,
        plain: bool = True,
    ) -> list[Label | Shield]:
        wishes = self._wishes(frame, style, zoom, numbers=numbers, plain=plain)
        return lettered(wishes, (0.0, 0.0, frame.width, frame.height), clear, signs)

    def _wishes(self, frame: Frame, style: Style, zoom: float, *, numbers: bool, plain: bool) -> list[Wish]:
        box = frame.box()
        drawn = self._base.drawn(box, zoom)
        return naming.wishes(
            frame,
            zoom,
            LOOKS[style],
            drawn if plain else [one for one in drawn if one.kind is not Kind.PLAIN_LINE],
            self._base.places(box),
            self._base.stretches_in(box, shown=True) if numbers and zoom >= naming.NUMBERS_FROM else [],
        )

    def _ground(self, frame: Frame, style: Style, zoom: float, *, plain: bool = True) -> list[Mark]:
        look = LOOKS[style]
        by_kind: dict[Kind, list[Drawn]] = defaultdict(list)
        widest = _river_width(frame, 200.0)
        for drawn in self._base.drawn(frame.box(widest / 2 + 16), zoom):
            by_kind[drawn.kind].append(drawn)
        if not plain:
            by_kind[Kind.PLAIN_LINE].clear()
        marks: list[Mark] = []
        marks += _areas(by_kind, frame, look)
        marks += _waters(by_kind, frame, look, zoom)
        marks += backgrounds.photos(self._base, frame, zoom)
        marks += _buildings(by_kind[Kind.BUILDING], frame, look)
        marks += _trails(by_kind[Kind.TRAIL], frame, look, zoom)
        marks += _railways(by_kind[Kind.RAILWAY], frame, look, zoom)
        marks += _roads(by_kind, frame, look, zoom)
        marks += _plain_lines(by_kind, frame, look, zoom)
        marks += _outlines(by_kind, frame, look, zoom)
        return marks


def _moved(mark: Label | Shield, left: float, top: float) -> Label | Shield | None:
    """Give a name in the tile's own units, or None where none of it falls on the tile."""
    x, y = mark.x - left, mark.y - top
    half, high = text_width(mark.text, mark.size, True) / 2, mark.size
    reach = half + high
    if not (-reach < x < TILE + reach and -reach < y < TILE + reach):
        return None
    turn = math.radians(mark.angle) if isinstance(mark, Label) else 0.0
    across, down = abs(math.cos(turn)), abs(math.sin(turn))
    beside, above = half * across + high * down + 2, half * down + high * across + 2
    if not (-beside < x < TILE + beside and -above < y < TILE + above):
        return None
    if isinstance(mark, Shield):
        return Shield(mark.text, x, y, mark.size, mark.fill, mark.ink)
    return Label(mark.text, x, y, mark.size, mark.colour, mark.halo, mark.angle, mark.bold, mark.italic)


def _on(frame: Frame, points: Sequence[Spot]) -> list[Spot]:
    units, left, top = frame.units, frame.left, frame.top
    return [((x - left) * units, (y - top) * units) for x, y in points]


def _cut(frame: Frame, points: Sequence[Spot], margin: float) -> list[tuple[float, Path]]:
    spots = _on(frame, points)
    rect = (-margin, -margin, frame.width + margin, frame.height + margin)
    return [(way, tuple(part)) for way, part in geometry.cut_line(spots, rect)]


def _lines(drawn: Iterable[Drawn], frame: Frame, pen: Pen) -> list[Mark]:
    """Give all the paths in one pen as one mark, or one each where dashes must join across tiles."""
    margin = pen.width + 4
    if not pen.dashes:
        paths = [path for one in drawn for _, path in _cut(frame, one.points, margin)]
        return [Lines(tuple(paths), pen)] if paths else []
    period = sum(pen.dashes)
    return [
        Lines((path,), Pen(pen.colour, pen.width, pen.dashes, round(way % period, 2), pen.butt, pen.opacity))
        for one in drawn
        for way, path in _cut(frame, one.points, margin)
    ]


def _areas(by_kind: dict[Kind, list[Drawn]], frame: Frame, look: Look) -> list[Mark]:
    rect = (-8.0, -8.0, frame.width + 8, frame.height + 8)
    marks: list[Mark] = []
    for kind, colour in (
        (Kind.PLAIN_AREA, look.plain),
        (Kind.GROUNDS, look.grounds),
        (Kind.PARK, look.park),
        (Kind.LAKE, look.water),
    ):
        rings: dict[int, list[Path]] = defaultdict(list)
        for one in by_kind[kind]:
            ring = geometry.cut_ring(_on(frame, one.points), rect)
            if len(ring) > 2:
                rings[one.feature].append(tuple(ring))
        striped = look.stripes and kind is Kind.PARK
        marks += [Area(tuple(members), colour, stripes=striped) for members in rings.values()]
    return marks


def _buildings(drawn: Sequence[Drawn], frame: Frame, look: Look) -> list[Mark]:
    """Give all buildings as few marks; their outlines are cut where it costs less than it saves."""
    rect = (-8.0, -8.0, frame.width + 8, frame.height + 8)
    rings: dict[int, list[Path]] = defaultdict(list)
    for one in drawn:
        ring = _on(frame, one.points)
        if any(not (rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]) for x, y in ring):
            ring = geometry.cut_ring(ring, rect)
        if len(ring) > 2:
            rings[one.feature].append(tuple(ring))
    return [Area(tuple(members), look.building) for members in rings.values()]


def _trails(drawn: Sequence[Drawn], frame: Frame, look: Look, zoom: float) -> list[Mark]:
    wide = width(Kind.TRAIL, zoom)
    return _lines(drawn, frame, Pen(look.trail, wide, (4.0, 3.0), butt=True)) if wide > 0 else []


def _plain_lines(by_kind: dict[Kind, list[Drawn]], frame: Frame, look: Look, zoom: float) -> list[Mark]:
    """Give the lines and spots of which no more is known than where they are, over the streets."""
    marks: list[Mark] = []
    wide = width(Kind.PLAIN_LINE, zoom)
    if wide > 0:
        marks += _lines(by_kind[Kind.PLAIN_LINE], frame, Pen(look.plain_line, wide, opacity=0.7))
    size = 4.0 if zoom < 15 else 6.0
    for one in by_kind[Kind.SPOT]:
        x, y = _on(frame, one.points)[0]
        if -size < x < frame.width + size and -size < y < frame.height + size:
            marks.append(Symbol(Shape.CIRCLE, x, y, size, look.plain_line, look.halo))
    return marks


def _river_width(frame: Frame, metres: float) -> float:
    return metres / frame.metres_per_unit


def _waters(by_kind: dict[Kind, list[Drawn]], frame: Frame, look: Look, zoom: float) -> list[Mark]:
    marks: list[Mark] = []
    for kind in (Kind.CREEK, Kind.RIVER):
        for wide in sorted({(one.width, one.approximate) for one in by_kind[kind]}):
            metres, approximate = wide
            pen = Pen(
                look.water,
                round(max(width(kind, zoom), _river_width(frame, metres)), 2),
                opacity=0.6 if approximate else 1.0,
                butt=approximate,
            )
            marks += _lines(
                (one for one in by_kind[kind] if (one.width, one.approximate) == wide), frame, pen
            )
    return marks


def _railways(drawn: Sequence[Drawn], frame: Frame, look: Look, zoom: float) -> list[Mark]:
    wide = width(Kind.RAILWAY, zoom)
    if wide <= 0 or not drawn:
        return []
    sure = [one for one in drawn if not one.approximate]
    marks = _lines(sure, frame, Pen(look.railway, wide))
    if zoom >= 13:
        marks += _lines(sure, frame, Pen(look.land, wide * 0.55, (5.0, 5.0), butt=True))
    rough = [one for one in drawn if one.approximate]
    return marks + _lines(rough, frame, Pen(look.railway, wide, (3.0, 4.0), butt=True))


def _roads(by_kind: dict[Kind, list[Drawn]], frame: Frame, look: Look, zoom: float) -> list[Mark]:
    """Give edges first and fills on top, small roads below large ones, so that crossings run together."""
    edges: list[Mark] = []
    fills: list[Mark] = []
    for kind in ROADS:
        wide = round(width(kind, zoom), 2)
        if wide <= 0:
            continue
        ink = look.roads[kind]
        sure = [one for one in by_kind[kind] if not one.approximate]
        rough = [one for one in by_kind[kind] if one.approximate]
        edged = zoom >= EDGED[kind]
        paths = tuple(path for one in sure for _, path in _cut(frame, one.points, wide + 6))
        if paths and edged:
            edges.append(Lines(paths, Pen(ink.edge, wide + (1.6 if zoom < 16 else 2.0))))
        if paths:
            fills.append(Lines(paths, Pen(ink.fill if edged else ink.edge, wide)))
        if rough:
            dash = max(4.0, wide * 1.4)
            fills += _lines(rough, frame, Pen(ink.edge, max(1.0, wide * 0.7), (dash, dash * 0.8), butt=True))
    return edges + fills


def _outlines(by_kind: dict[Kind, list[Drawn]], frame: Frame, look: Look, zoom: float) -> list[Mark]:
    fine = Pen(look.outline, width(Kind.FINE_OUTLINE, zoom), (2.0, 3.0), butt=True)
    marks = _lines(by_kind[Kind.FINE_OUTLINE], frame, fine) if fine.width > 0 else []
    return marks + _lines(
        by_kind[Kind.OUTLINE], frame, Pen(look.outline, width(Kind.OUTLINE, zoom), (7.0, 3.0), butt=True)
    )
