"""Paints a map with its title, legend, scale and credits as one picture, on any thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from sacwatch.domain.drawing import Area, LegendLine, Lines, Mark, Pen, Picture, Symbol
from sacwatch.domain.mapsheets import MapSheet
from sacwatch.i18n import _
from sacwatch.ui import tilepainter

_EDGE = 28.0
_TITLE, _WORDS, _SMALL = 30.0, 17.0, 13.5
_SAMPLE = 40.0
_INK, _FAINT = "#111111", "#444444"


def png(sheet: MapSheet, picture: Picture, overlay: Sequence[Mark], ratio: float = 2.0) -> bytes:
    """Give the picture as a PNG file with so many pixels to a unit. Needs a QGuiApplication."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(sheet, picture, overlay, ratio).save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())


def image(sheet: MapSheet, picture: Picture, overlay: Sequence[Mark], ratio: float = 2.0) -> QImage:
    """Paint the sheet: its head, the map as large as its frame, below it the legend and the notes."""
    frame = picture.frame
    words = _Words(frame.width)
    words.head(sheet)
    top = words.height + 10
    words.height = top + frame.height + 12
    words.foot(sheet)
    wide, high = frame.width + 2 * _EDGE, words.height + 2 * _EDGE
    canvas = QImage(round(wide * ratio), round(high * ratio), QImage.Format.Format_RGB32)
    canvas.fill(QColor("#ffffff"))
    # What an inch on paper is: a printer takes it from here.
    canvas.setDotsPerMeterX(round(150 * ratio / 0.0254))
    canvas.setDotsPerMeterY(round(150 * ratio / 0.0254))
    painter = QPainter(canvas)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(ratio, ratio)
        painter.translate(_EDGE, _EDGE)
        words.paint(painter)
        painter.translate(0, top)
        _paint_map(painter, picture, overlay, sheet.scale)
    finally:
        painter.end()
    return canvas


def _paint_map(
    painter: QPainter, picture: Picture, overlay: Sequence[Mark], scale: tuple[float, str]
) -> None:
    frame = picture.frame
    whole = QRectF(0, 0, frame.width, frame.height)
    painter.save()
    painter.setClipRect(whole)
    painter.fillRect(whole, QColor(picture.background))
    tilepainter.paint(painter, picture.marks)
    tilepainter.paint(painter, overlay)
    _paint_scale(painter, frame.height, scale[0] / frame.metres_per_unit, scale[1])
    _paint_north(painter, frame.width)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#666666"), 1.2))
    painter.drawRect(whole)


def _paint_scale(painter: QPainter, height: float, long: float, said: str) -> None:
    """Paint a bar so many units long."""
    font = _font(_SMALL)
    wide = QFontMetricsF(font).horizontalAdvance(said)
    painter.fillRect(QRectF(8, height - 34, long + wide + 30, 26), QColor(255, 255, 255, 225))
    painter.setPen(QPen(QColor(_INK), 1.0))
    for start, fill in ((0.0, _INK), (0.5, "#ffffff")):
        painter.setBrush(QColor(fill))
        painter.drawRect(QRectF(16 + long * start, height - 24, long / 2, 6))
    painter.setFont(font)
    painter.drawText(QPointF(16 + long + 8, height - 16), said)


def _paint_north(painter: QPainter, width: float) -> None:
    x = width - 26
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 225))
    painter.drawRoundedRect(QRectF(x - 16, 8, 32, 50), 4, 4)
    painter.setBrush(QColor(_INK))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, dy) for dx, dy in ((0, 30), (8, 52), (0, 46), (-8, 52))]))
    painter.setPen(QColor(_INK))
    painter.setFont(_font(14, bold=True))
    painter.drawText(QRectF(x - 16, 9, 32, 20), Qt.AlignmentFlag.AlignCenter, _("N"))


def _font(size: float, *, bold: bool = False) -> QFont:
    font = QFont("sans-serif")
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(round(size))
    font.setBold(bold)
    return font


class _Words:
    """The words around the map, set one below the other; `height` is how far they reach."""

    def __init__(self, width: float) -> None:
        self._width = width
        self.height = 0.0
        self._pieces: list[tuple[QRectF, str, QFont, str, Qt.AlignmentFlag]] = []
        self._samples: list[tuple[float, float, LegendLine]] = []

    def head(self, sheet: MapSheet) -> None:
        if sheet.sample:
            self._line(_("SAMPLE   Everything on this picture is made up."), _font(_SMALL, bold=True), _INK)
        top = self.height
        self._line(sheet.title, _font(_TITLE, bold=True), _INK, share=0.66)
        self._line(sheet.days, _font(_WORDS), _INK, share=0.66)
        left, self.height = self.height, top + 6
        for words, bold in ((sheet.watch_name, True), (sheet.watch_place, False)):
            self._line(words, _font(_WORDS, bold=bold), _INK, share=0.32, end=True)
        self.height = max(left, self.height)
        self._line(" ".join(sheet.shown), _font(_WORDS), _INK)

    def foot(self, sheet: MapSheet) -> None:
        self._legend(sheet)
        for words in (*sheet.notes, *sheet.credit):
            self._line(words, _font(_SMALL), _FAINT)
        self._line(sheet.audience, _font(_SMALL), _FAINT)

    def _line(self, words: str, font: QFont, ink: str, *, share: float = 1.0, end: bool = False) -> None:
        """Put words below what is there, on as many lines as they need."""
        if not words:
            return
        wide = self._width * share
        left = self._width - wide if end else 0.0
        align = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        box = QFontMetricsF(font).boundingRect(
            QRectF(0, 0, wide, 10_000), int(align) | int(Qt.TextFlag.TextWordWrap), words
        )
        high = box.height() + 3
        self._pieces.append((QRectF(left, self.height, wide, high), words, font, ink, align))
        self.height += high

    def _legend(self, sheet: MapSheet) -> None:
        font = _font(_WORDS)
        metrics = QFontMetricsF(font)
        x, high = 0.0, metrics.height() + 6
        for line in sheet.legend.lines:
            wide = metrics.horizontalAdvance(line.text) + 4
            if x and x + _SAMPLE + wide > self._width:
                x, self.height = 0.0, self.height + high
            self._samples.append((x, self.height + high / 2, line))
            spot = QRectF(x + _SAMPLE, self.height + 3, wide, high)
            self._pieces.append((spot, line.text, font, _INK, Qt.AlignmentFlag.AlignLeft))
            x += _SAMPLE + wide + 22
        if sheet.legend.lines:
            self.height += high + 4

    def paint(self, painter: QPainter) -> None:
        for rect, words, font, ink, align in self._pieces:
            painter.setFont(font)
            painter.setPen(QColor(ink))
            # Nothing in it is markup: what was typed is what is painted.
            painter.drawText(rect, int(align) | int(Qt.TextFlag.TextWordWrap), words)
        for x, y, line in self._samples:
            _paint_sample(painter, line, x, y)


def _paint_sample(painter: QPainter, line: LegendLine, x: float, y: float) -> None:
    shown = line.sample
    wide = _SAMPLE - 10
    painter.save()
    painter.translate(x, y)
    if isinstance(shown, Symbol):
        painter.translate(wide / 2, 0)
        painter.scale(1.55, 1.55)
        tilepainter.symbol(painter, shown)
    elif isinstance(shown, Pen):
        tilepainter.paint(painter, [Lines((((0.0, 0.0), (wide, 0.0)),), shown)])
    else:
        box = ((0.0, -8.0), (wide, -8.0), (wide, 8.0), (0.0, 8.0))
        tilepainter.paint(painter, [Area((box,), shown.fill, shown.outline, shown.opacity, shown.stripes)])
    painter.restore()


__all__ = ["image", "png"]
