"""Paints a map's display list with QPainter, on any thread: a tile as an image or as PNG bytes."""

from __future__ import annotations

import base64
import math
import struct
import threading
import zlib
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from sacwatch.domain.drawing import (
    Area,
    Label,
    Lines,
    Mark,
    Path,
    Pattern,
    Pen,
    Photo,
    Picture,
    Shape,
    Shield,
    Symbol,
    corners,
)
from sacwatch.domain.geography import Frame

_HALO = 0.14
"""How far the halo reaches beyond the letters, in parts of the type size."""

_AROUND = tuple((math.cos(math.pi * i / 4), math.sin(math.pi * i / 4)) for i in range(8))

_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


def image(picture: Picture, ratio: float = 1.0, family: str = "") -> QImage:
    """Paint a picture; `ratio` is the number of pixels to a unit (2 on dense screens).

    `family` is the face of the letters, the system's sans-serif one unless given. Needs a
    QGuiApplication; safe away from the GUI thread, because it paints on an image alone.
    """
    _make_ready()
    return _painted(picture, ratio, family)


def _painted(picture: Picture, ratio: float, family: str) -> QImage:
    frame = picture.frame
    canvas = QImage(
        max(1, round(frame.width * ratio)), max(1, round(frame.height * ratio)), QImage.Format.Format_RGB32
    )
    canvas.fill(QColor(picture.background))
    painter = QPainter(canvas)
    try:
        painter.setRenderHints(_SMOOTH)
        painter.scale(ratio, ratio)
        paint(painter, picture.marks, family)
    finally:
        painter.end()
    canvas.setDevicePixelRatio(ratio)
    return canvas


_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
"""A picture of one clear pixel (PNG)."""
_first = threading.Lock()
_is_ready = False


def _make_ready() -> None:
    """Paint one mark of each sort before all else, while other threads wait.

    PySide makes the parts of a Qt class when they are first used, and two threads that come upon the same
    one at the same time find it half made.
    """
    global _is_ready
    if _is_ready:
        return
    with _first:
        if _is_ready:
            return
        path = ((0.0, 0.0), (9.0, 9.0), (9.0, 0.0))
        pen = Pen("#000000", 1.0, dashes=(2.0, 2.0), opacity=0.5)
        marks: list[Mark] = [
            Lines((path, path), pen),
            Lines((path,), Pen("#000000", 1.0)),
            Area((path,), "#ffffff", outline=pen),
            Label("a", 5.0, 5.0, 9.0, "#000000", halo="#ffffff", angle=10.0, bold=True, italic=True),
            Shield("5", 5.0, 5.0, 9.0, "#ffffff", "#000000"),
            Area((path,), "#ffffff", stripes=True),
            Photo(_DOT, (0.0, 0.0, 9.0, 9.0)),
            *(Symbol(shape, 5.0, 5.0, 9.0, "#000000", "#ffffff", Pattern.SOLID, "1") for shape in Shape),
            *(Symbol(Shape.CIRCLE, 5.0, 5.0, 9.0, "#000000", "#ffffff", pattern) for pattern in Pattern),
        ]
        _painted(Picture(Frame(0.0, 0.0, 0.0, 10.0, 10.0), "#ffffff", tuple(marks)), 1.0, "")
        _is_ready = True


def png(picture: Picture, ratio: float = 1.0, family: str = "") -> bytes:
    """Paint a picture and give it as the bytes of a PNG file.

    The rows are packed as they are: Qt and Pillow try several filters on each row first, which takes
    twice as long, and for a map's flat colours finds nothing. (Layout of the file: W3C, PNG, third edition.)
    """
    painted = image(picture, ratio, family).convertToFormat(QImage.Format.Format_RGB888)
    wide, high, line = 3 * painted.width(), painted.height(), painted.bytesPerLine()
    data = bytes(painted.constBits())
    rows = b"".join([b"\0" + data[start : start + wide] for start in range(0, high * line, line)])
    head = struct.pack(">IIBBBBB", painted.width(), high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def paint(painter: QPainter, marks: Sequence[Mark], family: str = "") -> None:
    """Paint marks in their order with a painter whose units are the picture's."""
    for mark in marks:
        if isinstance(mark, Lines):
            _lines(painter, mark)
        elif isinstance(mark, Area):
            _area(painter, mark)
        elif isinstance(mark, Label):
            _label(painter, mark, family)
        elif isinstance(mark, Shield):
            _shield(painter, mark, family)
        elif isinstance(mark, Symbol):
            symbol(painter, mark, family)
        elif isinstance(mark, Photo):
            _photo(painter, mark)


def _photo(painter: QPainter, mark: Photo) -> None:
    """Paint a picture into its box; one that nobody can read leaves the ground bare."""
    found = QImage.fromData(mark.data)
    if found.isNull():
        return
    left, top, right, bottom = mark.rect
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # Without smooth edges, which would show the ground through the seam between two pictures.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawImage(QRectF(left, top, right - left, bottom - top), found)
    painter.restore()


def _pen(pen: Pen) -> QPen:
    colour = QColor(pen.colour)
    colour.setAlphaF(pen.opacity)
    cap = Qt.PenCapStyle.FlatCap if pen.butt else Qt.PenCapStyle.RoundCap
    made = QPen(QBrush(colour), pen.width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if pen.dashes:
        # Qt counts dashes in widths of the pen.
        wide = max(pen.width, 0.01)
        made.setDashPattern([dash / wide for dash in pen.dashes])
        made.setDashOffset(pen.offset / wide)
    return made


def _polygon(path: Path) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in path])


def _lines(painter: QPainter, mark: Lines) -> None:
    painter.setPen(_pen(mark.pen))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark.pen.opacity < 1 and len(mark.paths) > 1:
        # Drawn as one, so that half-clear lines do not darken where they cross.
        together = QPainterPath()
        for path in mark.paths:
            together.addPolygon(_polygon(path))
        painter.drawPath(together)
        return
    for polygon in _polygons(mark.paths):
        painter.drawPolyline(polygon)


@lru_cache(maxsize=8)
def _polygons(paths: tuple[Path, ...]) -> list[QPolygonF]:
    """Give paths as Qt wants them; a street is drawn twice, as its edge and as its fill."""
    return [_polygon(path) for path in paths]


def _area(painter: QPainter, mark: Area) -> None:
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in mark.rings:
        shape.addPolygon(_polygon(ring))
        shape.closeSubpath()
    painter.setPen(_pen(mark.outline) if mark.outline else Qt.PenStyle.NoPen)
    if mark.fill:
        colour = QColor(mark.fill)
        colour.setAlphaF(mark.opacity)
        style = Qt.BrushStyle.BDiagPattern if mark.stripes else Qt.BrushStyle.SolidPattern
        painter.setBrush(QBrush(colour, style))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


@lru_cache(maxsize=256)
def _font(family: str, size: int, bold: bool, italic: bool) -> QFont:
    font = QFont(family) if family else QFont("sans-serif")
    font.setStyleHint(QFont.StyleHint.SansSerif)
    # Unhinted letters keep their distance at every angle.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setItalic(italic)
    return font


@lru_cache(maxsize=4096)
def _measure(text: str, family: str, size: int, bold: bool, italic: bool) -> tuple[float, float]:
    """Give half the width of a text and half the height of its capitals."""
    metrics = QFontMetricsF(_font(family, size, bold, italic))
    return metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2


def _label(painter: QPainter, mark: Label, family: str) -> None:
    whole = max(1, round(mark.size))
    half_wide, half_high = _measure(mark.text, family, whole, mark.bold, mark.italic)
    painter.save()
    painter.translate(mark.x, mark.y)
    if mark.angle:
        painter.rotate(mark.angle)
    # Fonts come in whole sizes; the rest is scaled.
    painter.scale(mark.size / whole, mark.size / whole)
    painter.setFont(_font(family, whole, mark.bold, mark.italic))
    if mark.halo:
        # The letters themselves, moved about, make a halo in a tenth of the time that outlines take.
        painter.setPen(QColor(mark.halo))
        reach = whole * _HALO
        for x, y in _AROUND:
            painter.drawText(QPointF(x * reach - half_wide, y * reach + half_high), mark.text)
    painter.setPen(QColor(mark.colour))
    painter.drawText(QPointF(-half_wide, half_high), mark.text)
    painter.restore()


def _shield(painter: QPainter, mark: Shield, family: str) -> None:
    whole = max(1, round(mark.size))
    half_text, _ = _measure(mark.text, family, whole, True, False)
    half_wide, half_high = half_text * mark.size / whole + mark.size * 0.5, mark.size * 0.75
    painter.save()
    painter.translate(mark.x, mark.y)
    painter.setPen(QPen(QColor(mark.ink), 1.0))
    painter.setBrush(QColor(mark.fill))
    painter.drawRoundedRect(QRectF(-half_wide, -half_high, 2 * half_wide, 2 * half_high), 3.5, 3.5)
    painter.restore()
    _label(painter, Label(mark.text, mark.x, mark.y, mark.size, mark.ink, bold=True), family)


def symbol(painter: QPainter, mark: Symbol, family: str = "") -> None:
    """Paint one symbol: its shape, its pattern and its text."""
    outline = _outline(mark.shape)
    half = mark.size / 2
    painter.save()
    painter.translate(mark.x, mark.y)
    painter.scale(half, half)
    pen = QPen(QColor(mark.ink), 1.4 / half)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    fill = QColor(mark.fill)
    if mark.pattern in (Pattern.SOLID, Pattern.DOT):
        painter.fillPath(outline, fill)
    elif mark.pattern is Pattern.OPEN:
        painter.fillPath(outline, QColor(mark.ink))
        pen = QPen(fill, 2.2 / half)
    else:
        painter.fillPath(outline, QColor(mark.ink))
        painter.save()
        painter.setClipPath(outline)
        if mark.pattern is Pattern.HALF:
            painter.fillRect(QRectF(-1.2, 0, 2.4, 1.2), fill)
        else:
            for step in (-0.75, -0.15, 0.45):
                painter.fillRect(QRectF(-1.2, step, 2.4, 0.3), fill)
        painter.restore()
        pen = QPen(fill, 1.6 / half)
    painter.strokePath(outline, pen)
    if mark.pattern is Pattern.DOT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mark.ink))
        painter.drawEllipse(QPointF(0, 0), 0.35, 0.35)
    painter.restore()
    if mark.text:
        _label(painter, Label(mark.text, mark.x, mark.y, mark.size * 0.6, mark.ink, bold=True), family)


@lru_cache(maxsize=32)
def _outline(shape: Shape) -> QPainterPath:
    """Give a shape's outline around 0, 0, reaching about 1 each way."""
    path = QPainterPath()
    if shape is Shape.CIRCLE:
        path.addEllipse(QPointF(0, 0), 0.92, 0.92)
        return path
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners(shape)]))
    path.closeSubpath()
    return path
