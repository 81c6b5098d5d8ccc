"""Draws a map's display list on paper as vectors, with what lies over it, scale, north and legend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from sacwatch.domain.drawing import (
    SCALE_BAR_SHARE,
    Area,
    Label,
    Legend,
    LegendLine,
    Lines,
    Mark,
    Path,
    Pattern,
    Pen,
    Picture,
    Shape,
    Shield,
    Symbol,
    corners,
)
from sacwatch.i18n import _

_HALO = 0.26
_FEET = 0.3048
_MILE = 1609.344
_STRIPE_GAP = 4.5

_LEGEND_SIZE = 9.0
_LEGEND_ROW = 14.0
_SMALL_SIZE = 7.0


@dataclass(frozen=True)
class Faces:
    """The fonts of a map by their names in ReportLab."""

    regular: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    italic: str = "Helvetica-Oblique"

    def of(self, mark: Label) -> str:
        if mark.bold:
            return self.bold
        return self.italic if mark.italic else self.regular


HELVETICA = Faces()


class MapDrawing(Flowable):  # type: ignore[misc]
    """A map to put on a page, as large as its picture's frame, its legend and notes below it.

    `overlay` are marks in the units of the picture's frame (`Frame.at` gives them for a point). The
    flowable draws the same bytes for the same picture.
    """

    def __init__(
        self,
        picture: Picture,
        overlay: Sequence[Mark] = (),
        legend: Legend | None = None,
        faces: Faces = HELVETICA,
        notes: Sequence[str] = (),
        *,
        furniture: bool = True,
    ) -> None:
        super().__init__()
        self.picture = picture
        self.overlay = tuple(overlay)
        self.legend = legend
        self.faces = faces
        self.notes = tuple(notes)
        self.furniture = furniture
        self.width = picture.frame.width
        self._below = self._legend_height() + len(self.notes) * (_SMALL_SIZE + 2.5)
        if self._below:
            self._below += 5
        self.height = picture.frame.height + self._below

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Give the size on the page, in points."""
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        frame = self.picture.frame
        canvas.saveState()
        canvas.translate(0, self._below)
        canvas.saveState()
        edge = canvas.beginPath()
        edge.rect(0, 0, frame.width, frame.height)
        canvas.clipPath(edge, stroke=0, fill=0)
        canvas.setFillColor(HexColor(self.picture.background))
        canvas.rect(0, 0, frame.width, frame.height, stroke=0, fill=1)
        canvas.setLineJoin(1)
        painter = _Painter(canvas, frame.height, self.faces)
        painter.paint(self.picture.marks)
        painter.paint(self.overlay)
        if self.furniture:
            _scale_bar(canvas, frame.width, frame.metres_per_unit, self.faces)
            _north(canvas, frame.width, frame.height, self.faces)
        canvas.restoreState()
        canvas.setStrokeGray(0.35)
        canvas.setLineWidth(0.6)
        canvas.rect(0, 0, frame.width, frame.height, stroke=1, fill=0)
        canvas.restoreState()
        self._draw_below(canvas)

    def _legend_height(self) -> float:
        if self.legend is None or not (self.legend.lines or self.legend.title):
            return 0.0
        rows = len(list(self._legend_rows(self.legend)))
        return rows * _LEGEND_ROW + (_LEGEND_ROW if self.legend.title else 0.0) + 3

    def _legend_rows(self, legend: Legend) -> Iterator[list[tuple[float, LegendLine]]]:
        """Give the lines of the legend as rows, each line with its place from the left."""
        row: list[tuple[float, LegendLine]] = []
        x = 0.0
        for line in legend.lines:
            wide = 22 + pdfmetrics.stringWidth(line.text, self.faces.regular, _LEGEND_SIZE) + 16
            if row and x + wide - 16 > self.width:
                yield row
                row, x = [], 0.0
            row.append((x, line))
            x += wide
        if row:
            yield row

    def _draw_below(self, canvas: Any) -> None:
        y = self._below - 5
        legend = self.legend
        if legend is not None and self._legend_height():
            if legend.title:
                y -= _LEGEND_ROW
                canvas.setFillGray(0)
                canvas.setFont(self.faces.bold, _LEGEND_SIZE)
                canvas.drawString(0, y + 4, legend.title)
            for row in self._legend_rows(legend):
                y -= _LEGEND_ROW
                for x, line in row:
                    _sample(canvas, line, x, y + 7, self.faces)
                    canvas.setFillGray(0)
                    canvas.setFont(self.faces.regular, _LEGEND_SIZE)
                    canvas.drawString(x + 22, y + 4, line.text)
            y -= 3
        canvas.setFillGray(0.25)
        canvas.setFont(self.faces.regular, _SMALL_SIZE)
        for note in self.notes:
            y -= _SMALL_SIZE + 2.5
            canvas.drawString(0, y + 2, note)


class _Painter:
    """Writes marks to a canvas; y is turned round, because paper counts from below."""

    def __init__(self, canvas: Any, height: float, faces: Faces) -> None:
        self._canvas = canvas
        self._height = height
        self._faces = faces

    def paint(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            if isinstance(mark, Lines):
                self._lines(mark)
            elif isinstance(mark, Area):
                self._area(mark)
            elif isinstance(mark, Label):
                self._label(mark)
            elif isinstance(mark, Shield):
                self._shield(mark)
            elif isinstance(mark, Symbol):
                self.symbol(mark)

    def _path(self, paths: Iterable[Path], *, closed: bool) -> Any:
        drawn = self._canvas.beginPath()
        for path in paths:
            if not path:
                continue
            (x, y), *others = path
            drawn.moveTo(round(x, 2), round(self._height - y, 2))
            for x, y in others:
                drawn.lineTo(round(x, 2), round(self._height - y, 2))
            if closed:
                drawn.close()
        return drawn

    def _pen(self, pen: Pen) -> None:
        canvas = self._canvas
        canvas.setStrokeColor(_colour(pen.colour, pen.opacity))
        canvas.setLineWidth(pen.width)
        canvas.setLineCap(0 if pen.butt else 1)
        canvas.setDash(list(pen.dashes), pen.offset) if pen.dashes else canvas.setDash()

    def _lines(self, mark: Lines) -> None:
        self._pen(mark.pen)
        self._canvas.drawPath(self._path(mark.paths, closed=False), stroke=1, fill=0)
        if mark.pen.dashes:
            self._canvas.setDash()

    def _area(self, mark: Area) -> None:
        canvas = self._canvas
        if mark.fill and mark.stripes:
            self._stripes(mark)
        elif mark.fill:
            canvas.setFillColor(_colour(mark.fill, mark.opacity))
            canvas.drawPath(self._path(mark.rings, closed=True), stroke=0, fill=1, fillMode=0)
        if mark.outline:
            self._pen(mark.outline)
            canvas.drawPath(self._path(mark.rings, closed=True), stroke=1, fill=0)
            canvas.setDash()

    def _stripes(self, mark: Area) -> None:
        canvas = self._canvas
        spots = [spot for ring in mark.rings for spot in ring]
        if not spots:
            return
        left, right = min(x for x, _ in spots), max(x for x, _ in spots)
        low = self._height - max(y for _, y in spots)
        high = self._height - min(y for _, y in spots)
        canvas.saveState()
        canvas.clipPath(self._path(mark.rings, closed=True), stroke=0, fill=0, fillMode=0)
        canvas.setStrokeColor(_colour(mark.fill, mark.opacity))
        canvas.setLineWidth(0.5)
        lines = canvas.beginPath()
        # Counted from the map's corner, so that neighbouring areas are striped alike.
        step = math.floor((left - high) / _STRIPE_GAP)
        while step * _STRIPE_GAP < right - low:
            start = step * _STRIPE_GAP
            lines.moveTo(round(start + low, 2), round(low, 2))
            lines.lineTo(round(start + high, 2), round(high, 2))
            step += 1
        canvas.drawPath(lines, stroke=1, fill=0)
        canvas.restoreState()

    def _label(self, mark: Label) -> None:
        canvas = self._canvas
        font = self._faces.of(mark)
        wide = pdfmetrics.stringWidth(mark.text, font, mark.size)
        canvas.saveState()
        canvas.translate(mark.x, round(self._height - mark.y, 2))
        if mark.angle:
            canvas.rotate(-mark.angle)
        x, y = round(-wide / 2, 2), round(-mark.size * 0.36, 2)
        canvas.setFont(font, mark.size)
        if mark.halo:
            canvas.setStrokeColor(HexColor(mark.halo))
            canvas.setLineWidth(mark.size * _HALO)
            canvas.drawString(x, y, mark.text, mode=1)
        canvas.setFillColor(HexColor(mark.colour))
        canvas.drawString(x, y, mark.text, mode=0)
        canvas.restoreState()

    def _shield(self, mark: Shield) -> None:
        canvas = self._canvas
        wide = pdfmetrics.stringWidth(mark.text, self._faces.bold, mark.size) + mark.size
        high = mark.size * 1.5
        canvas.setFillColor(HexColor(mark.fill))
        canvas.setStrokeColor(HexColor(mark.ink))
        canvas.setLineWidth(0.8)
        y = self._height - mark.y
        canvas.roundRect(mark.x - wide / 2, y - high / 2, wide, high, 3, stroke=1, fill=1)
        canvas.setFillColor(HexColor(mark.ink))
        canvas.setFont(self._faces.bold, mark.size)
        canvas.drawCentredString(mark.x, y - mark.size * 0.36, mark.text)

    def symbol(self, mark: Symbol) -> None:
        """Draw one symbol: shape, pattern and text."""
        canvas = self._canvas
        half = mark.size / 2
        fill, ink = HexColor(mark.fill), HexColor(mark.ink)
        canvas.saveState()
        canvas.translate(round(mark.x, 2), round(self._height - mark.y, 2))
        canvas.scale(half, half)
        canvas.setLineJoin(0)
        solid = mark.pattern in (Pattern.SOLID, Pattern.DOT)
        canvas.setFillColor(fill if solid else ink)
        outline = _outline(canvas, mark.shape)
        canvas.drawPath(outline, stroke=0, fill=1)
        if mark.pattern in (Pattern.HALF, Pattern.STRIPES):
            canvas.saveState()
            canvas.clipPath(_outline(canvas, mark.shape), stroke=0, fill=0)
            canvas.setFillColor(fill)
            if mark.pattern is Pattern.HALF:
                canvas.rect(-1.2, -1.2, 2.4, 1.2, stroke=0, fill=1)
            else:
                for y in (-0.75, -0.15, 0.45):
                    canvas.rect(-1.2, y, 2.4, 0.3, stroke=0, fill=1)
            canvas.restoreState()
        width = {Pattern.SOLID: 1.0, Pattern.DOT: 1.0, Pattern.OPEN: 1.8}.get(mark.pattern, 1.3)
        canvas.setStrokeColor(ink if solid else fill)
        canvas.setLineWidth(width / half)
        canvas.drawPath(_outline(canvas, mark.shape), stroke=1, fill=0)
        if mark.pattern is Pattern.DOT:
            canvas.setFillColor(ink)
            canvas.circle(0, 0, 0.35, stroke=0, fill=1)
        canvas.restoreState()
        if mark.text:
            self._label(Label(mark.text, mark.x, mark.y, mark.size * 0.6, mark.ink, bold=True))


def _colour(text: str, opacity: float) -> Color:
    colour = HexColor(text)
    return Color(colour.red, colour.green, colour.blue, opacity) if opacity < 1 else colour


def _outline(canvas: Any, shape: Shape) -> Any:
    path = canvas.beginPath()
    if shape is Shape.CIRCLE:
        path.circle(0, 0, 0.92)
        return path
    first, *others = corners(shape)
    # Symbols count y from above, as the picture does.
    path.moveTo(round(first[0], 4), round(-first[1], 4))
    for x, y in others:
        path.lineTo(round(x, 4), round(-y, 4))
    path.close()
    return path


def _sample(canvas: Any, line: LegendLine, x: float, y: float, faces: Faces) -> None:
    """Draw what a line of the legend is about, in the 18 points left of its words."""
    sample = line.sample
    painter = _Painter(canvas, 0.0, faces)
    if isinstance(sample, Symbol):
        size = min(sample.size, 11.0)
        painter.symbol(
            Symbol(sample.shape, x + 9, -y, size, sample.fill, sample.ink, sample.pattern, sample.text)
        )
    elif isinstance(sample, Pen):
        painter.paint([Lines((((x, -y), (x + 18, -y)),), sample)])
    else:
        ring = ((x, -y - 5), (x + 18, -y - 5), (x + 18, -y + 5), (x, -y + 5))
        painter.paint([Area((ring,), sample.fill, sample.outline, sample.opacity, sample.stripes)])


def scale_step(metres: float) -> tuple[float, str]:
    """Give the longest round distance that is not longer than this one: metres, and how it is said."""
    feet = ((value * _FEET, _("{feet:,} ft").format(feet=value)) for value in (50, 100, 200, 250, 500, 1000))
    miles = (
        (value * _MILE, _("{miles} mi").format(miles=said))
        for value, said in ((0.25, "¼"), (0.5, "½"), (1, "1"), (2, "2"), (5, "5"), (10, "10"), (20, "20"))
    )
    steps = [*feet, *miles]
    fitting = [step for step in steps if step[0] <= metres]
    return fitting[-1] if fitting else steps[0]


def _scale_bar(canvas: Any, width: float, metres_per_unit: float, faces: Faces) -> None:
    metres, said = scale_step(width * SCALE_BAR_SHARE * metres_per_unit)
    long = metres / metres_per_unit
    said_wide = pdfmetrics.stringWidth(said, faces.regular, 8)
    canvas.setFillColor(Color(1, 1, 1, 0.85))
    canvas.rect(6, 6, long + said_wide + 22, 18, stroke=0, fill=1)
    canvas.setLineWidth(0.6)
    canvas.setLineCap(0)
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.rect(12, 12, long / 2, 4, stroke=1, fill=1)
    canvas.setFillGray(1)
    canvas.rect(12 + long / 2, 12, long / 2, 4, stroke=1, fill=1)
    canvas.setFillGray(0)
    canvas.setFont(faces.regular, 8)
    canvas.drawString(12 + long + 5, 11.5, said)


def _north(canvas: Any, width: float, height: float, faces: Faces) -> None:
    x, y = width - 18, height - 32
    canvas.setFillColor(Color(1, 1, 1, 0.85))
    canvas.roundRect(x - 11, y - 6, 22, 33, 3, stroke=0, fill=1)
    arrow = canvas.beginPath()
    arrow.moveTo(x, y + 13)
    arrow.lineTo(x + 6, y - 2)
    arrow.lineTo(x, y + 2)
    arrow.lineTo(x - 6, y - 2)
    arrow.close()
    canvas.setFillGray(0)
    canvas.drawPath(arrow, stroke=0, fill=1)
    canvas.setFont(faces.bold, 9)
    canvas.drawCentredString(x, y + 16, _("N"))
