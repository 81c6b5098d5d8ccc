"""The block map: each block as large as the sheet lets it be, to write on, and a list of its houses."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sacwatch.domain.blockmaps import BlockPlan, Face, Facing, Lot
from sacwatch.domain.drawing import Mark, Picture
from sacwatch.domain.mapsheets import MapSheet, PaperForm
from sacwatch.i18n import _
from sacwatch.reports.fonts import Cut
from sacwatch.reports.mapdrawing import MapDrawing
from sacwatch.reports.mapframe import FACES, MapFrame, Room, missing_words
from sacwatch.reports.pieces import Style, rule, text

_ROW, _HEAD = 27.0, 20.0
_NUMBER = 0.13
"""The column of house numbers, as a share of the width."""


@dataclass(frozen=True)
class Drawn:
    """A map drawn for a sheet; `turned` is how far clockwise it was turned."""

    picture: Picture
    overlay: Sequence[Mark] = ()
    turned: float = 0.0


Draw = Callable[[float, float], Drawn]
"""Draws a map of this width and height in points."""


@dataclass(frozen=True)
class MapSide:
    """A page with a map on it."""

    sheet: MapSheet
    draw: Draw


@dataclass(frozen=True)
class ListSide:
    """Pages with the houses of a block, a line to write on for each."""

    sheet: MapSheet
    plan: BlockPlan


def block_maps(
    sides: Sequence[MapSide | ListSide], form: PaperForm, made_on: datetime, *, large: bool = False
) -> bytes:
    """Give the finished file. `made_on` is aware UTC."""
    pages: list[tuple[MapFrame, Callable[[Any, MapFrame], None]]] = []
    for side in sides:
        frame = MapFrame(side.sheet, form, large=large)
        if isinstance(side, MapSide):
            pages.append((frame, _MapPainter(side)))
        else:
            pages += [(frame, painter) for painter in _lists(side, frame)]
    target = io.BytesIO()
    first = pages[0][0]
    canvas = first.begin(target, made_on)
    if len(pages) > 1:
        canvas.showOutline()
    titles: set[str] = set()
    for number, (frame, paint) in enumerate(pages, 1):
        if frame.sheet.title not in titles and len(pages) > 1:
            titles.add(frame.sheet.title)
            canvas.bookmarkPage(f"page{number}")
            canvas.addOutlineEntry(frame.sheet.title, f"page{number}", level=0)
        frame.paint(canvas, made_on, number, len(pages))
        paint(canvas, frame)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@dataclass(frozen=True)
class _MapPainter:
    side: MapSide

    def __call__(self, canvas: Any, frame: MapFrame) -> None:
        sheet, room = frame.sheet, frame.room
        notes = [*sheet.shown, *sheet.notes, *sheet.credit, *missing_words(frame.missing())]
        small = Style(8.5 * frame.factor, leading=1.36, grey=0.1)
        below = text("\n".join(notes), small).fit(room.width)
        height = room.height - below.height - 5
        drawn = self.side.draw(room.width, height)
        drawing = MapDrawing(drawn.picture, drawn.overlay, faces=FACES, north=drawn.turned)
        drawing.drawOn(canvas, room.left, room.top - height)
        below.paint(canvas, room.left, room.bottom + below.height)


@dataclass(frozen=True)
class _Row:
    """One line of the list: a side of a street, or a house on it."""

    face: Face | None = None
    number: str = ""
    told: tuple[str, ...] = ()
    guessed: bool = False


def _lot_row(lot: Lot) -> _Row:
    if lot.known:
        return _Row(number=lot.known, told=lot.told)
    return _Row(number=_("~{number}").format(number=lot.number), guessed=True)


def _lists(side: ListSide, frame: MapFrame) -> list[Callable[[Any, MapFrame], None]]:
    """Part the list into pages; a street's head never stands alone at the foot of one."""
    row, head = _ROW * frame.factor, _HEAD * frame.factor
    pages: list[list[_Row]] = [[]]
    room = frame.room.height - head
    left = room
    for face in side.plan.faces:
        rows = [_Row(number=each.number, told=each.told) for each in face.houses]
        rows += [_lot_row(each) for each in face.lots]
        for place, each in enumerate([_Row(face=face), *rows]):
            high = row if each.face is None else head * 1.3
            need = high + (row if each.face else 0)
            if need > left and pages[-1]:
                pages.append([])
                left = room
                if each.face is None:
                    # The street is named again on the new page.
                    pages[-1].append(_Row(face=face))
                    left -= head * 1.3
            if place or each.face:
                pages[-1].append(each)
                left -= high
    return [_ListPainter(rows) for rows in pages if rows]


@dataclass(frozen=True)
class _ListPainter:
    rows: Sequence[_Row]

    def __call__(self, canvas: Any, frame: MapFrame) -> None:
        room, factor = frame.room, frame.factor
        columns = _columns(room)
        y = room.top
        head = Style(9.5 * factor, Cut.BOLD)
        for words, left, width in zip(
            (_("House"), _("Who lives there"), _("Phone"), _("To remember")), *columns, strict=True
        ):
            text(words, head).fit(width).paint(canvas, left, y)
        y -= _HEAD * factor * 0.75
        rule(canvas, room.left, y, room.width, 1.0)
        for row in self.rows:
            y = self._paint_row(canvas, row, room, y, factor)

    def _paint_row(self, canvas: Any, row: _Row, room: Room, y: float, factor: float) -> float:
        lefts, widths = _columns(room)
        if row.face is not None:
            high = _HEAD * factor * 1.3
            words = text(_face_words(row.face), Style(11 * factor, Cut.BOLD)).fit(room.width)
            words.paint(canvas, room.left, y - high + words.height + 2)
            rule(canvas, room.left, y - high, room.width, 0.8)
            return y - high
        high = _ROW * factor
        style = Style(11 * factor, Cut.ITALIC if row.guessed else Cut.BOLD, grey=0.35 if row.guessed else 0)
        number = text(row.number, style).fit(widths[0])
        number.paint(canvas, lefts[0] + 3, y - (high - number.height) / 2)
        for told, left, width in zip(row.told, lefts[1:], widths[1:], strict=False):
            words = text(told, replace(style, cut=Cut.REGULAR, size=10 * factor)).fit(width)
            words.paint(canvas, left, y - (high - words.height) / 2)
        rule(canvas, room.left, y - high, room.width, 0.5, 0.45)
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.7)
        for left in lefts[1:]:
            canvas.line(left - 4, y, left - 4, y - high)
        return y - high


def _columns(room: Room) -> tuple[list[float], list[float]]:
    """Give the left edges and widths of the columns."""
    shares = (_NUMBER, 0.37, 0.22, 0.28)
    lefts, widths, left = [], [], room.left
    for share in shares:
        lefts.append(left)
        widths.append(room.width * share - 8)
        left += room.width * share
    return lefts, widths


def _face_words(face: Face) -> str:
    return _("{street}, {side}: {low} to {high}").format(
        street=face.street, side=facing_words(face.facing), low=face.low, high=face.high
    )


def facing_words(facing: Facing) -> str:
    """Give a side of a street such as "north side"."""
    return {
        Facing.NORTH: _("north side"),
        Facing.EAST: _("east side"),
        Facing.SOUTH: _("south side"),
        Facing.WEST: _("west side"),
    }[facing]
