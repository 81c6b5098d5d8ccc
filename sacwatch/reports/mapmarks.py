"""Writes the marks of a map's display list to a PDF canvas as vectors."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics

from sacwatch.domain.drawing import (
    Area,
    Label,
    Lines,
    Mark,
    Path,
    Pattern,
    Pen,
    Photo,
    Shape,
    Shield,
    Symbol,
    corners,
)

_HALO = 0.26
_STRIPE_GAP = 4.5


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


class MarkPainter:
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
            elif isinstance(mark, Photo):
                self._photo(mark)

    def _photo(self, mark: Photo) -> None:
        """Write a tile of a picture map; one that cannot be read leaves the paper bare."""
        left, top, right, bottom = mark.rect
        with contextlib.suppress(OSError):
            image = ImageReader(io.BytesIO(mark.data))
            self._canvas.drawImage(
                image, left, self._height - bottom, right - left, bottom - top, mask="auto"
            )

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
