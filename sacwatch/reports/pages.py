"""Puts pieces on pages, and around them the letterhead, the notes and the foot of each page."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from sacwatch import i18n
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _, ngettext
from sacwatch.reports.fonts import Cut
from sacwatch.reports.logos import LOGO_HEIGHT, logo_of
from sacwatch.reports.pieces import Align, Block, Fitted, Piece, Style, rule, text

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
"""US Letter, in points."""
MARGIN = 54.0
"""At the sides; home printers leave up to a quarter of an inch (18 points) blank."""
WIDTH = PAGE_WIDTH - 2 * MARGIN
_TOP, _FOOT = 40.0, 34.0
_LOGO_GAP = 9.0
_NOTES = 3
"""Lines at the foot of a page for characters that could not be printed."""


@dataclass(frozen=True)
class Furniture:
    """What stands around the text of every page."""

    watch_name: str
    watch_place: str
    title: str
    """Of the document, as in its properties."""
    running_title: str
    audience: str
    subject: str
    made_on: datetime
    """Aware UTC."""
    made_on_words: str
    foot_line: str
    sample: bool
    size: float = 8.5
    """Of heads, feet and notes."""
    logo: bytes = b""
    """The picture of the letterhead, PNG or JPEG."""


@dataclass
class _Page:
    items: list[tuple[Fitted, float]] = field(default_factory=list)
    """What stands on it, and how far below the top of the text."""
    used: float = 0.0
    after: float = 0.0
    missing: str = ""


class Pages:
    """Lays out pieces one after the other, then writes the file."""

    def __init__(self, furniture: Furniture) -> None:
        self._furniture = furniture
        self._small = Style(furniture.size, leading=1.32)
        names = f"{furniture.audience} · {furniture.watch_name}"
        lines = "\n".join(filter(None, [names, furniture.foot_line]))
        self._foot_left = text(lines, self._small).fit(WIDTH * 0.58)
        self._foot_height = max(self._foot_left.height, 2 * self._foot_left.leading) + 6
        name, place = Style(furniture.size + 2.5, Cut.BOLD), Style(furniture.size + 0.5, align=Align.END)
        self._logo = logo_of(furniture.logo, LOGO_HEIGHT)
        beside = self._logo.width + _LOGO_GAP if self._logo is not None else 0.0
        self._letterhead = text(furniture.watch_name, name).fit(WIDTH * 0.62 - beside)
        self._place = text(furniture.watch_place, place).fit(WIDTH * 0.34)
        self._running = _one_line(
            f"{furniture.running_title} · {furniture.watch_name}", replace(self._small, grey=0.25), WIDTH
        )
        self._band = 24.0 if furniture.sample else 0.0
        always = self._foot_left.missing() + self._letterhead.missing() + self._place.missing()
        self._always_missing = "".join(dict.fromkeys(always))
        self._pages = [_Page(missing=self._always_missing)]

    def add(self, pieces: Sequence[Piece]) -> None:
        """Lay out pieces below what is there."""
        fits = [piece.fit(WIDTH) for piece in pieces]
        for i, piece in enumerate(pieces):
            need, at = 0.0, i
            while at < len(pieces) - 1 and pieces[at].keep:
                need += fits[at].height + max(pieces[at].after, pieces[at + 1].before)
                at += 1
            self._place_piece(fits[i], piece.before, piece.after, need + fits[at].least)

    def _place_piece(self, fitted: Fitted, before: float, after: float, need: float) -> None:
        rest = fitted
        while True:
            page = self._pages[-1]
            gap = max(page.after, before) if page.items else 0.0
            missing = rest.missing()
            room = self._room(len(self._pages) - 1, page.missing + missing) - page.used - gap
            if need <= room + 1e-6 or not page.items:
                if rest.height <= room + 1e-6:
                    self._put(page, rest, gap, after)
                    return
                whole = self._room(len(self._pages), missing)
                parted = rest.split(room, whole)
                if parted:
                    first, more = parted
                    self._put(page, first, gap, 0.0 if more else after)
                    if more is None:
                        return
                    rest = more
                elif not page.items:
                    # Nothing can part it, so it stands alone on its page.
                    self._put(page, rest, gap, after)
                    return
            self._pages.append(_Page(missing=self._always_missing))
            before, need = 0.0, rest.least

    def _put(self, page: _Page, fitted: Fitted, gap: float, after: float) -> None:
        page.items.append((fitted, page.used + gap))
        page.used += gap + fitted.height
        page.after = after
        page.missing = "".join(dict.fromkeys(page.missing + fitted.missing()))

    def room(self, number: int) -> float:
        """Give the height for text of a page, the first being 0."""
        return self._room(number, self._always_missing)

    def _room(self, number: int, missing: str) -> float:
        return self._head_top(number) - _FOOT - self._foot_height - self._notes_height(missing) - 6

    def _head_top(self, number: int) -> float:
        """Give where the text of a page begins, the first being 0."""
        top = PAGE_HEIGHT - _TOP - self._band
        if number == 0:
            return top - self._head_height - 16
        return top - self._running.height - 12

    @property
    def _head_height(self) -> float:
        logo = self._logo.height if self._logo is not None else 0.0
        return max(self._letterhead.height, self._place.height, logo)

    @property
    def missing(self) -> str:
        """The characters that could not be printed, each once, where a page has no room to name its own."""
        if all(len(page.missing) <= _NOTES for page in self._pages):
            return ""
        return "".join(dict.fromkeys("".join(page.missing for page in self._pages)))

    @property
    def count(self) -> int:
        return len(self._pages)

    @property
    def furniture(self) -> Furniture:
        return self._furniture

    def paint(self, canvas: Any) -> None:
        """Paint every page."""
        for number, page in enumerate(self._pages):
            self._paint(canvas, number, page)
            canvas.showPage()

    def _paint(self, canvas: Any, number: int, page: _Page) -> None:
        y = PAGE_HEIGHT - _TOP
        if self._band:
            y = self._paint_band(canvas, y)
        if number == 0:
            left, high = MARGIN, self._head_height
            if self._logo is not None:
                self._logo.paint(canvas, left, y - (high - self._logo.height) / 2)
                left += self._logo.width + _LOGO_GAP
            # Beside a logo, the words stand on the line below them.
            self._letterhead.paint(canvas, left, y - (high - self._letterhead.height if self._logo else 0))
            place = high - self._place.height if self._logo else 2
            self._place.paint(canvas, PAGE_WIDTH - MARGIN - self._place.width, y - place)
            y -= high + 3
            rule(canvas, MARGIN, y, WIDTH, 1.4)
        else:
            self._running.paint(canvas, MARGIN, y)
            rule(canvas, MARGIN, y - self._running.height - 2, WIDTH, 0.5, 0.4)
        top = self._head_top(number)
        for fitted, below in page.items:
            fitted.paint(canvas, MARGIN, top - below)
        foot = _FOOT + self._foot_height
        self._paint_notes(canvas, page.missing, foot + self._notes_height(page.missing))
        rule(canvas, MARGIN, foot, WIDTH, 0.5, 0.4)
        self._foot_left.paint(canvas, MARGIN, foot - 4)
        counted = _("Page {page} of {pages}").format(page=number + 1, pages=len(self._pages))
        words = f"{counted}\n{self._furniture.made_on_words}"
        right = text(words, replace(self._small, align=Align.END)).fit(WIDTH * 0.42)
        right.paint(canvas, PAGE_WIDTH - MARGIN - right.width, foot - 4)

    def _paint_band(self, canvas: Any, y: float) -> float:
        """Say on every page that its records are invented."""
        canvas.setStrokeGray(0)
        canvas.setLineWidth(1)
        canvas.rect(MARGIN + 0.5, y - 15, WIDTH - 1, 15, stroke=1, fill=0)
        words = ((_("SAMPLE"), Cut.BOLD), ("   " + _("Everything on this page is made up."), Cut.REGULAR))
        line = text(words, Style(9, align=Align.CENTER)).fit(WIDTH)
        line.paint(canvas, MARGIN, y - (15 - line.height) / 2)
        return y - self._band

    def _notes_height(self, missing: str) -> float:
        count = len(set(missing))
        return min(count, _NOTES) * self._small.size * 1.32 + 8 if count else 0.0

    def _paint_notes(self, canvas: Any, missing: str, top: float) -> None:
        """Name the characters of a page that could not be printed."""
        if not missing:
            return
        shown = missing if len(missing) <= _NOTES else missing[: _NOTES - 1]
        lines = [_("▯ {name} could not be printed.").format(name=character_name(char)) for char in shown]
        more = len(missing) - len(shown)
        if more:
            lines.append(
                ngettext(
                    "▯ {count} more character could not be printed; it is named at the end.",
                    "▯ {count} more characters could not be printed; they are named at the end.",
                    more,
                ).format(count=more)
            )
        y = top - 2
        for line in lines:
            block = _one_line(line, self._small, WIDTH)
            block.paint(canvas, MARGIN, y)
            y -= block.height


def joined(documents: Sequence[Pages]) -> bytes:
    """Write documents into one file, one after the other; each counts its own pages."""
    target = io.BytesIO()
    canvas = begin(target, documents[0].furniture, (PAGE_WIDTH, PAGE_HEIGHT))
    if sum(each.count for each in documents) > 1:
        canvas.showOutline()
    for each in documents:
        each.paint(canvas)
    canvas.save()
    return target.getvalue()


def begin(target: io.BytesIO, furniture: Furniture, size: tuple[float, float]) -> Any:
    """Begin a file with pages of this size (points), its properties set; give ReportLab's canvas."""
    canvas = Canvas(
        target,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        initialFontName=Cut.REGULAR.value,
        lang=f"{i18n.language()}-US",
    )
    canvas.setTitle(furniture.title)
    canvas.setAuthor(furniture.watch_name)
    canvas.setSubject(furniture.subject)
    canvas.setCreator("SacWatch")
    stamp = furniture.made_on.astimezone(SACRAMENTO)
    zone = f"{stamp:%z}"
    canvas.setDateFormatter(lambda *_now: f"D:{stamp:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:]}'")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _one_line(words: str, style: Style, width: float) -> Block:
    """Set a text on one line, with an ellipsis where it is too long."""
    block = text(words, style).fit(width)
    while len(block.lines) > 1:
        words = words[: max(1, int(len(words) * 0.9))].rstrip()
        block = text(words + "…", style).fit(width)
    return block


def character_name(char: str) -> str:
    """Give a character's code point and Unicode name, such as "U+2F00 KANGXI RADICAL ONE"."""
    return f"U+{ord(char):04X} {unicodedata.name(char, _('(without a name)'))}"
