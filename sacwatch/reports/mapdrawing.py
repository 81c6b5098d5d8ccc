"""Draws a map's display list on paper as vectors, with what lies over it, scale, north and legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from sacwatch.domain.drawing import (
    SCALE_BAR_SHARE,
    Area,
    Legend,
    LegendLine,
    Lines,
    Mark,
    Pen,
    Picture,
    Symbol,
)
from sacwatch.i18n import _
from sacwatch.reports.mapmarks import HELVETICA, Faces, MarkPainter

_FEET = 0.3048
_MILE = 1609.344

_LEGEND_SIZE = 9.0
_LEGEND_ROW = 14.0
_SMALL_SIZE = 7.0


class MapDrawing(Flowable):  # type: ignore[misc]
    """A map to put on a page, as large as its picture's frame, its legend and notes below it.

    `overlay` are marks in the units of the picture's frame (`Frame.at` gives them for a point). The
    flowable draws the same bytes for the same picture. `north` is how far clockwise from up north lies.
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
        north: float = 0.0,
    ) -> None:
        super().__init__()
        self.picture = picture
        self.overlay = tuple(overlay)
        self.legend = legend
        self.faces = faces
        self.notes = tuple(notes)
        self.furniture = furniture
        self.north = north
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
        painter = MarkPainter(canvas, frame.height, self.faces)
        painter.paint(self.picture.marks)
        painter.paint(self.overlay)
        if self.furniture:
            _scale_bar(canvas, frame.width, frame.metres_per_unit, self.faces)
            _north(canvas, frame.width, frame.height, self.faces, self.north)
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
                    sample(canvas, line, x, y + 7, self.faces)
                    canvas.setFillGray(0)
                    canvas.setFont(self.faces.regular, _LEGEND_SIZE)
                    canvas.drawString(x + 22, y + 4, line.text)
            y -= 3
        canvas.setFillGray(0.25)
        canvas.setFont(self.faces.regular, _SMALL_SIZE)
        for note in self.notes:
            y -= _SMALL_SIZE + 2.5
            canvas.drawString(0, y + 2, note)


def sample(canvas: Any, line: LegendLine, x: float, y: float, faces: Faces) -> None:
    """Draw what a line of the legend is about, in the 18 points left of its words and about this height."""
    shown = line.sample
    painter = MarkPainter(canvas, 0.0, faces)
    if isinstance(shown, Symbol):
        size = min(shown.size, 11.0)
        painter.symbol(Symbol(shown.shape, x + 9, -y, size, shown.fill, shown.ink, shown.pattern, shown.text))
    elif isinstance(shown, Pen):
        painter.paint([Lines((((x, -y), (x + 18, -y)),), shown)])
    else:
        ring = ((x, -y - 5), (x + 18, -y - 5), (x + 18, -y + 5), (x, -y + 5))
        painter.paint([Area((ring,), shown.fill, shown.outline, shown.opacity, shown.stripes)])


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


def _north(canvas: Any, width: float, height: float, faces: Faces, turned: float) -> None:
    x, y = width - 19, height - 20
    canvas.setFillColor(Color(1, 1, 1, 0.85))
    canvas.circle(x, y, 17, stroke=0, fill=1)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(-turned)
    arrow = canvas.beginPath()
    arrow.moveTo(0, 4)
    arrow.lineTo(6, -11)
    arrow.lineTo(0, -7)
    arrow.lineTo(-6, -11)
    arrow.close()
    canvas.setFillGray(0)
    canvas.drawPath(arrow, stroke=0, fill=1)
    canvas.setFont(faces.bold, 9)
    canvas.drawCentredString(0, 6, _("N"))
    canvas.restoreState()
