"""What stands around a map on a sheet of any size: the head, the foot, and the room between them."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sacwatch.domain.mapsheets import MapSheet, PaperForm
from sacwatch.i18n import _
from sacwatch.reports import formats, pages
from sacwatch.reports.fonts import Cut
from sacwatch.reports.logos import logo_of
from sacwatch.reports.mapmarks import Faces
from sacwatch.reports.pieces import Align, Block, Style, rule, text

FACES = Faces(Cut.REGULAR, Cut.BOLD, Cut.ITALIC)
"""The fonts of a map on paper."""

_MARGIN = 32.0
_FOOT = 26.0
_TOP = 30.0
_BAND = 15.0
_TABLOID, _LARGE = 1.22, 1.28


@dataclass(frozen=True)
class Room:
    """A box on the page in points, counted upward from the foot as PDF does."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


class MapFrame:
    """The head and foot of a map's sheets. `large` makes their words larger, not the paper."""

    def __init__(self, sheet: MapSheet, form: PaperForm, *, large: bool = False) -> None:
        self.sheet = sheet
        self.size = form.size
        self.factor = (_TABLOID if form.tabloid else 1.0) * (_LARGE if large else 1.0)
        wide, high = self.size
        self._width = wide - 2 * _MARGIN
        factor = self.factor
        self._title = text(sheet.title, Style(17 * factor, Cut.BOLD, leading=1.2)).fit(self._width * 0.66)
        self._days = text(sheet.days, Style(10.5 * factor, leading=1.3)).fit(self._width * 0.66)
        end = Style(10 * factor, Cut.BOLD, leading=1.3, align=Align.END)
        self._logo = logo_of(sheet.logo, 28.0 * factor)
        beside = self._logo.width + 8 if self._logo is not None else 0.0
        room = max(self._width * 0.32 - beside, self._width * 0.12)
        self._name = text(sheet.watch_name, end).fit(room)
        self._place = text(sheet.watch_place, replace(end, size=9 * factor, cut=Cut.REGULAR)).fit(room)
        self._small = Style(8 * factor, leading=1.3)
        self._left = self._fitted_foot(sheet)
        self._foot_height = max(self._left.height, 2 * self._left.leading) + 4
        head = max(
            self._title.height + (self._days.height if sheet.days else 0),
            self._name.height + (self._place.height if sheet.watch_place else 0),
            self._logo.height if self._logo is not None else 0.0,
        )
        band = _BAND + 7 if sheet.sample else 0.0
        self._head_bottom = high - _TOP - band - head - 4
        self.room = Room(_MARGIN, _FOOT + self._foot_height + 5, wide - _MARGIN, self._head_bottom - 7)

    def _fitted_foot(self, sheet: MapSheet) -> Block:
        names = " · ".join(filter(None, [sheet.audience, sheet.watch_name]))
        lines = "\n".join(filter(None, [names, sheet.foot_line]))
        return text(lines, self._small).fit(self._width * 0.6)

    def missing(self) -> str:
        """Give the characters of head and foot that no font has."""
        blocks = (self._title, self._days, self._name, self._place, self._left)
        return "".join(block.missing() for block in blocks)

    def begin(self, target: io.BytesIO, made_on: datetime) -> Any:
        """Begin the file; give ReportLab's canvas."""
        sheet = self.sheet
        whole = f"{sheet.title}: {sheet.days}" if sheet.days else sheet.title
        furniture = pages.Furniture(
            watch_name=sheet.watch_name,
            watch_place=sheet.watch_place,
            title=f"{_('SAMPLE')} {whole}" if sheet.sample else whole,
            running_title=whole,
            audience=sheet.audience,
            subject=sheet.audience,
            made_on=made_on,
            made_on_words=_made(made_on),
            foot_line=sheet.foot_line,
            sample=sheet.sample,
        )
        return pages.begin(target, furniture, self.size)

    def paint(self, canvas: Any, made_on: datetime, page: int = 1, of: int = 1) -> None:
        """Paint head and foot on a page."""
        wide, high = self.size
        y = high - _TOP
        if self.sheet.sample:
            y = self._paint_band(canvas, y)
        self._title.paint(canvas, _MARGIN, y)
        if self.sheet.days:
            self._days.paint(canvas, _MARGIN, y - self._title.height)
        right = wide - _MARGIN - self._name.width
        if self._logo is not None:
            right -= self._logo.width + 8
            self._logo.paint(canvas, wide - _MARGIN - self._logo.width, y)
        self._name.paint(canvas, right, y - 2)
        if self.sheet.watch_place:
            self._place.paint(canvas, right, y - 2 - self._name.height)
        rule(canvas, _MARGIN, self._head_bottom, self._width, 1.2)
        foot = _FOOT + self._foot_height
        rule(canvas, _MARGIN, foot, self._width, 0.5, 0.4)
        self._left.paint(canvas, _MARGIN, foot - 3)
        counted = _("Page {page} of {pages}").format(page=page, pages=of)
        words = text(f"{counted}\n{_made(made_on)}", replace(self._small, align=Align.END))
        block = words.fit(self._width * 0.38)
        block.paint(canvas, wide - _MARGIN - block.width, foot - 3)

    def _paint_band(self, canvas: Any, y: float) -> float:
        """Say on every page that its records are invented."""
        canvas.setStrokeGray(0)
        canvas.setLineWidth(1)
        canvas.rect(_MARGIN + 0.5, y - _BAND, self._width - 1, _BAND, stroke=1, fill=0)
        words = ((_("SAMPLE"), Cut.BOLD), ("   " + _("Everything on this page is made up."), Cut.REGULAR))
        line = text(words, Style(9, align=Align.CENTER)).fit(self._width)
        line.paint(canvas, _MARGIN, y - (_BAND - line.height) / 2)
        return y - _BAND - 7


def missing_words(missing: str) -> list[str]:
    """Name the characters that could not be printed, each once."""
    return [
        _("▯ {name} could not be printed.").format(name=pages.character_name(char))
        for char in dict.fromkeys(missing)
    ]


def _made(made_on: datetime) -> str:
    return _("Made {moment}").format(moment=formats.moment(made_on))
