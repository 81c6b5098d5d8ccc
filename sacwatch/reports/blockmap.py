"""The block map: each block as large as the sheet lets it be, to write on, and a list of its houses."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
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
from sacwatch.reports.pieces import Block, Style, rule, text

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
    """One line of the list: the name of a side of a street, or a house on it."""

    head: str = ""
    number: str = ""
    told: tuple[str, ...] = ()
    guessed: bool = False

    def blocks(self, room: Room, factor: float) -> list[Block]:
        """Give the number and what is told of who lives there, each as wide as its column."""
        _lefts, widths = _columns(room)
        grey = 0.35 if self.guessed else 0.0
        style = Style(11 * factor, Cut.ITALIC if self.guessed else Cut.BOLD, grey=grey)
        plain = replace(style, cut=Cut.REGULAR, size=10 * factor)
        number, *told = widths
        return [
            text(self.number, style).fit(number),
            *(text(each, plain).fit(width) for each, width in zip(self.told, told, strict=False)),
        ]

    def height(self, room: Room, factor: float) -> float:
        """Give its height in points: room to write on, and more where what is told takes more."""
        if self.head:
            return _HEAD * factor * 1.3
        return max(_ROW * factor, *(each.height + 6 for each in self.blocks(room, factor)))


def _lot_row(lot: Lot) -> _Row:
    if lot.known:
        return _Row(number=lot.known, told=lot.told)
    return _Row(number=_("~{number}").format(number=lot.number), guessed=True)


def _lists(side: ListSide, frame: MapFrame) -> list[Callable[[Any, MapFrame], None]]:
    """Part the list into pages; a street's head never stands alone at the foot of one."""
    pages: list[list[_Row]] = [[]]
    room = frame.room.height - _HEAD * frame.factor
    left = room
    for head, rows in _sections(side.plan):
        high = head.height(frame.room, frame.factor)
        for place, each in enumerate(rows):
            need = each.height(frame.room, frame.factor)
            if need + (0 if place else high) > left and pages[-1]:
                pages.append([])
                left = room
            if not place or not pages[-1]:
                # The street is named again on a new page.
                pages[-1].append(head)
                left -= high
            pages[-1].append(each)
            left -= need
    return [_ListPainter(rows) for rows in pages if rows]


def _sections(plan: BlockPlan) -> Iterator[tuple[_Row, list[_Row]]]:
    """Give each side of a street with its houses, then the houses that stand on none."""
    listed = {each for face in plan.faces for each in face.houses}
    for face in plan.faces:
        rows = [_Row(number=each.number, told=each.told) for each in face.houses]
        rows += [_lot_row(each) for each in face.lots]
        if rows:
            yield _Row(head=_face_words(face)), rows
    others = [each for each in plan.houses if each not in listed and each.street]
    if others:
        rows = [_Row(number=f"{each.number} {each.street}", told=each.told) for each in others]
        yield _Row(head=_("Other houses")), rows


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
        lefts, _widths = _columns(room)
        high = row.height(room, factor)
        if row.head:
            words = text(row.head, Style(11 * factor, Cut.BOLD)).fit(room.width)
            words.paint(canvas, room.left, y - high + words.height + 2)
            rule(canvas, room.left, y - high, room.width, 0.8)
            return y - high
        number, *told = row.blocks(room, factor)
        number.paint(canvas, lefts[0] + 3, y - (high - number.height) / 2)
        for words, left in zip(told, lefts[1:], strict=False):
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
