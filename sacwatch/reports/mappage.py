"""The map of what is shown, on a sheet of its own: as large as the sheet lets it be, with its legend."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sacwatch.domain.drawing import Legend, LegendLine, Mark, Picture
from sacwatch.domain.mapsheets import MapSheet, PaperForm
from sacwatch.i18n import _
from sacwatch.reports import mapdrawing
from sacwatch.reports.fonts import Cut
from sacwatch.reports.mapdrawing import MapDrawing
from sacwatch.reports.mapframe import FACES, MapFrame, Room, missing_words
from sacwatch.reports.maplist import list_pages
from sacwatch.reports.pieces import Block, Style, text

_SIDE = 172.0
_GAP = 12.0
_SAMPLE = 24.0
"""The room of a sign in the legend."""
_MOST_LINES = 3
_LEAST_SIZE = 7.5


@dataclass(frozen=True)
class _Item:
    """A line of the legend at a place: right of the left edge and below the top of the legend."""

    line: LegendLine
    words: Block
    x: float
    y: float


class MapPage:
    """One page with a map. Ask for `size` first, draw the map for it, then take the `pdf`."""

    def __init__(self, sheet: MapSheet, form: PaperForm, *, large: bool = False) -> None:
        self._form, self._large = form, large
        self._frame = MapFrame(sheet, form, large=large)
        self._sheet = sheet
        factor = self._frame.factor
        self._factor = factor
        self._head = Style(9.5 * factor, Cut.BOLD, leading=1.35)
        self._body = Style(9.5 * factor, leading=1.35)
        self._small = Style(8 * factor, leading=1.36, grey=0.15)
        room = self._frame.room
        self._wide = form.wide
        self._side = _SIDE * factor if self._wide else room.width
        self._shown: Block | None = None
        shown = self._shown_words()
        if shown and not (self._wide and self._fits_beside()):
            most = _MOST_LINES * self._body.size * self._body.leading
            self._shown = _at_most(shown, self._body, room.width, most)
        top = room.top - (self._shown.height + 4 if self._shown else 0)
        if self._wide:
            self._map = Room(room.left, room.bottom, room.right - self._side - _GAP, top)
            return
        self._about = text("\n".join(self._about_words()), self._small).fit(room.width)
        self._items, legend_height = self._rows(sheet.legend, room.width)
        below = legend_height + self._about.height + 10
        self._map = Room(room.left, room.bottom + below, room.right, top)

    def has_room(self, other: MapPage) -> bool:
        """Say whether the map of another page fits between the words of this one."""
        return self._map.top >= other._map.top - 0.01 and self._map.bottom <= other._map.bottom + 0.01

    def with_map_of(self, other: MapPage) -> MapPage:
        """Give this page with its map as large as that of another."""
        page = MapPage(self._sheet, self._form, large=self._large)
        page._map = other._map
        return page

    @property
    def size(self) -> tuple[float, float]:
        """Give the width and height of the map in points."""
        return self._map.width, self._map.height

    def pdf(self, picture: Picture, overlay: Sequence[Mark], made_on: datetime) -> bytes:
        """Give the finished file: the map, then what the sheet lists.

        The picture's frame has the page's `size`; `made_on` is aware UTC.
        """
        target = io.BytesIO()
        canvas = self._frame.begin(target, made_on)
        lists = list_pages(self._sheet.listed, self._frame)
        of = 1 + len(lists)
        self.paint(canvas, picture, overlay, made_on, of=of)
        canvas.showPage()
        for number, each in enumerate(lists, 2):
            self._frame.paint(canvas, made_on, number, of)
            each.paint(canvas, self._frame)
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    def paint(
        self,
        canvas: Any,
        picture: Picture,
        overlay: Sequence[Mark],
        made_on: datetime,
        page: int = 1,
        of: int = 1,
    ) -> None:
        """Paint the page."""
        self._frame.paint(canvas, made_on, page, of)
        drawing = MapDrawing(picture, overlay, faces=FACES)
        drawing.drawOn(canvas, self._map.left, self._map.bottom)
        if self._shown:
            self._shown.paint(canvas, self._map.left, self._frame.room.top + 2)
        if self._wide:
            self._paint_side(canvas)
        else:
            self._paint_below(canvas)

    def _shown_words(self) -> str:
        return " ".join(self._sheet.shown)

    def _about_words(self) -> list[str]:
        sheet = self._sheet
        missing = self._frame.missing() + text(self._shown_words(), self._body).fit(500).missing()
        listed = "".join(each.what + each.where for each in sheet.listed)
        missing += text(listed, self._body).fit(500).missing() if listed else ""
        return [*sheet.notes, *sheet.credit, *missing_words(missing)]

    def _fits_beside(self) -> bool:
        """Say whether a sheet on its long side has room beside the map for all that is shown."""
        _items, legend = self._column(self._sheet.legend)
        shown = text("\n".join(self._sheet.shown), self._body).fit(self._side)
        about = text("\n".join(self._about_words()), self._small).fit(self._side)
        heads = 3 * self._head.size * 1.35
        return legend + shown.height + about.height + heads + 22 <= self._frame.room.height

    def _paint_below(self, canvas: Any) -> None:
        room = self._frame.room
        top = self._map.bottom - 6
        for item in self._items:
            self._paint_item(canvas, item, room.left, top)
        # The foot of the page is a better neighbour for the notes than a gap.
        self._about.paint(canvas, room.left, room.bottom + self._about.height)

    def _paint_side(self, canvas: Any) -> None:
        room = self._frame.room
        left, y = room.right - self._side, self._map.top
        about = text("\n".join(self._about_words()), self._small).fit(self._side)
        items, height = self._column(self._sheet.legend)
        if items:
            y = self._paint_head(canvas, _("Legend"), left, y)
            for item in items:
                self._paint_item(canvas, item, left, y)
            y -= height + 8
        if self._sheet.shown and not self._shown:
            y = self._paint_head(canvas, _("What is shown"), left, y)
            text("\n".join(self._sheet.shown), self._body).fit(self._side).paint(canvas, left, y)
        bottom = room.bottom + about.height
        self._paint_head(canvas, _("About this map"), left, bottom + self._head.size * 1.35)
        about.paint(canvas, left, bottom)

    def _paint_head(self, canvas: Any, words: str, x: float, y: float) -> float:
        block = text(words, self._head).fit(self._side)
        block.paint(canvas, x, y)
        return y - block.height

    def _paint_item(self, canvas: Any, item: _Item, left: float, top: float) -> None:
        line = item.words.leading
        room = _SAMPLE * self._factor
        x, y = left + item.x, top - item.y
        canvas.saveState()
        canvas.translate(x, y - line / 2)
        canvas.scale(self._factor, self._factor)
        mapdrawing.sample(canvas, item.line, 0, 0, FACES)
        canvas.restoreState()
        item.words.paint(canvas, x + room, y)

    def _rows(self, legend: Legend, width: float) -> tuple[list[_Item], float]:
        """Set the legend in rows, each line as wide as it needs, and give the height."""
        items: list[_Item] = []
        x = y = 0.0
        room = _SAMPLE * self._factor
        for line in legend.lines:
            piece = text(line.text, self._body)
            wide = min(piece.natural_width() + 1, width - room)
            words = piece.fit(wide)
            if x and x + room + wide > width:
                x, y = 0.0, y + words.leading * 1.12
            items.append(_Item(line, words, x, y))
            x += room + wide + 14 * self._factor
        height = y + items[-1].words.leading * 1.12 if items else 0.0
        return items, height

    def _column(self, legend: Legend) -> tuple[list[_Item], float]:
        """Set the legend in one column and give the height."""
        items: list[_Item] = []
        y = 0.0
        room = _SAMPLE * self._factor
        for line in legend.lines:
            words = text(line.text, self._body).fit(self._side - room)
            items.append(_Item(line, words, 0.0, y))
            y += words.height + 2.5 * self._factor
        return items, y


def _at_most(words: str, style: Style, width: float, height: float) -> Block:
    """Set a text that is so high at most: in smaller print where it must be, at worst with an ellipsis."""
    block = text(words, style).fit(width)
    while block.height > height and style.size > _LEAST_SIZE:
        style = replace(style, size=style.size - 0.5)
        block = text(words, style).fit(width)
    while block.height > height and len(words) > 1:
        words = words[: max(1, int(len(words) * 0.97))].rstrip()
        block = text(words + "…", style).fit(width)
    return block
