"""What a page is made of: pieces that are fitted to a width, may be split, and paint themselves.

All measures are points; `top` counts upward from the foot of the page, as PDF does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from sacwatch.reports import bidi, setting
from sacwatch.reports.embedding import document_font
from sacwatch.reports.fonts import Cut
from sacwatch.reports.setting import Line, Run, Span


class Align(StrEnum):
    """Where lines stand; START is the right edge for a text that reads from right to left."""

    START = "start"
    END = "end"
    CENTER = "center"


_LEAST_SCALE = 0.8


@dataclass(frozen=True)
class Style:
    """How a text looks. `grey` runs from 0 (black) to 1 (white); `leading` counts in sizes."""

    size: float
    cut: Cut = Cut.REGULAR
    leading: float = 1.36
    grey: float = 0.0
    align: Align = Align.START
    before: float = 0.0
    after: float = 0.0


class Fitted(Protocol):
    """A piece at a known width."""

    @property
    def height(self) -> float: ...

    @property
    def least(self) -> float:
        """The height of the smallest part that may stand alone at the foot of a page."""
        ...

    def missing(self) -> str:
        """Give the characters of this piece that no font has."""
        ...

    def split(self, room: float, page: float) -> tuple[Fitted, Fitted | None] | None:
        """Give what fits into `room` and the rest, if any; None where nothing should be parted.

        `page` is the height of a whole page: what is taller must be parted somewhere.
        """
        ...

    def paint(self, canvas: Any, x: float, top: float) -> None: ...


class Piece(Protocol):
    """A piece before its width is known."""

    @property
    def before(self) -> float: ...

    @property
    def after(self) -> float: ...

    @property
    def keep(self) -> bool:
        """Whether it stands on one page with what follows."""
        ...

    def fit(self, width: float) -> Fitted: ...


@dataclass(frozen=True)
class Text:
    """One or more paragraphs; line breaks in it are kept."""

    spans: tuple[Span, ...]
    style: Style
    keep: bool = False
    mark: str = ""
    """The bookmark that leads here."""
    depth: int = 1

    @property
    def before(self) -> float:
        return self.style.before

    @property
    def after(self) -> float:
        return self.style.after

    def fit(self, width: float) -> Block:
        lines = setting.lines(self.spans, width * 1000 / self.style.size)
        return Block(lines, self.style, width, mark=self.mark, depth=self.depth)

    def longest_word(self) -> float:
        """Give the width of the longest word."""
        words = (((word, cut),) for part, cut in self.spans for word in part.replace("\n", " ").split(" "))
        return max(map(setting.natural_width, words), default=0.0) * self.style.size / 1000

    def natural_width(self) -> float:
        """Give the width at which no line needs breaking."""
        return setting.natural_width(self.spans) * self.style.size / 1000


def text(
    words: str | Sequence[Span], style: Style, *, keep: bool = False, mark: str = "", depth: int = 1
) -> Text:
    """Make a text fit for paper: the one door through which all words go onto a page.

    Nothing in it is markup: what was typed is what is printed.
    """
    spans = [(words, style.cut)] if isinstance(words, str) else words
    return Text(tuple((setting.clean(part), cut) for part, cut in spans), style, keep, mark, depth)


@dataclass
class Block:
    """Lines that are set."""

    lines: list[Line]
    style: Style
    width: float
    leading: float = 0.0
    mark: str = ""
    depth: int = 1

    def __post_init__(self) -> None:
        if not self.leading:
            tall = any(run.face.tall for line in self.lines for run in line.runs)
            self.leading = self.style.size * self.style.leading * (1.22 if tall else 1.0)

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    @property
    def least(self) -> float:
        return self.height if len(self.lines) < 4 else 2 * self.leading

    def missing(self) -> str:
        return "".join(run.missing for line in self.lines for run in line.runs if run.missing)

    def split(self, room: float, page: float) -> tuple[Block, Block] | None:
        count = min(int(room / self.leading + 1e-6), len(self.lines) - 2)
        if count < 2 or len(self.lines) < 4:
            if self.height <= page or room < page:
                return None
            count = max(1, int(page / self.leading))
        return self.at(count)

    def at(self, count: int) -> tuple[Block, Block]:
        """Part it behind so many lines."""
        return (
            replace(self, lines=self.lines[:count], leading=self.leading),
            replace(self, lines=self.lines[count:], leading=self.leading, mark=""),
        )

    def paint(self, canvas: Any, x: float, top: float) -> None:
        if self.mark:
            bookmark(canvas, self.mark, self.depth, top)
        if not any(line.runs for line in self.lines):
            return
        size = self.style.size
        writer = _Writer(canvas._doc, size, self.style.grey)
        # Puts the middle of the capitals into the middle of the line.
        y = top - self.leading / 2 - size * 0.357
        for line in self.lines:
            if line.runs:
                writer.line(line, x + self._indent(line), y)
            y -= self.leading
        canvas.drawText(writer)

    def _indent(self, line: Line) -> float:
        spare = self.width - line.width * self.style.size / 1000
        if self.style.align is Align.CENTER:
            return spare / 2
        return spare if (self.style.align is Align.END) != line.backward else 0.0


class _Writer:
    """Collects the operators that draw one block's text (ISO 32000-1, 9.4)."""

    def __init__(self, document: Any, size: float, grey: float) -> None:
        self._document = document
        self._size = size
        self._font = ""
        self._grey = grey
        self._parts: list[str] = []
        self._pen = (0.0, 0.0)

    def getCode(self) -> str:  # noqa: N802  (the name ReportLab's canvas calls)
        body = " ".join(self._parts)
        if self._grey:
            return f"q {self._grey:g} g {self._grey:g} G BT {body} ET Q"
        return f"BT {body} ET"

    def line(self, line: Line, x: float, y: float) -> None:
        """Write one line whose first glyph from the left stands at x on the base line y."""
        runs = line.runs
        if len(runs) == 1:
            self._run(runs[0], x, y)
            return
        places = [0.0] * len(runs)
        at = x
        for i in bidi.visual_order([run.level for run in runs]):
            places[i] = at
            at += runs[i].width * self._size / 1000
        # Runs go into the file as they are read, so that they are taken out of it in that order.
        for run, place in zip(runs, places, strict=True):
            self._run(run, place, y)

    def _run(self, run: Run, x: float, y: float) -> None:
        used = document_font(run.face.name).used(self._document)
        if used.name != self._font:
            self._font = used.name
            self._parts.append(f"{used.name} {self._size:g} Tf")
        if abs(self._pen[0] - x) > 0.005 or self._pen[1] != y:
            self._parts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        self._pen = (x + run.width * self._size / 1000, y)
        if run.glyphs is None:
            self._parts.append(f"<{''.join(map(used.codes.__getitem__, run.text))}> Tj")
            return
        if run.heavy:
            self._parts.append(f"2 Tr {self._size * 0.03:.2f} w")
        self._parts += _shown(run, used, self._size)
        if run.heavy:
            self._parts.append("0 Tr")


def _shown(run: Run, used: Any, size: float) -> Iterable[str]:
    """Give the operators that show shaped glyphs, each where the shaper put it."""
    row: list[str] = []
    rise = 0.0
    for glyph in run.glyphs or ():
        if glyph.dy != rise:
            if row:
                yield f"[{''.join(row)}] TJ"
                row = []
            rise = glyph.dy
            yield f"{rise * size / 1000:.2f} Ts"
        if glyph.dx:
            row.append(f" {-glyph.dx:.0f} ")
        row.append(f"<{used.code(glyph.id, glyph.text)}>")
        back = used.face.advance(glyph.id) + glyph.dx - glyph.advance
        if abs(back) > 0.5:
            row.append(f" {back:.0f} ")
    if row:
        yield f"[{''.join(row)}] TJ"
    if rise:
        yield "0 Ts"


@dataclass(frozen=True)
class Boxed:
    """A text in a frame, for what must not be overlooked."""

    text: Text
    padding: float = 6.0
    before: float = 8.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedBox:
        return _FittedBox(self.text.fit(width - 2 * self.padding - 4), width, self.padding)


@dataclass(frozen=True)
class _FittedBox:
    block: Block
    width: float
    padding: float

    @property
    def height(self) -> float:
        return self.block.height + 2 * self.padding

    least = height

    def missing(self) -> str:
        return self.block.missing()

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        canvas.setStrokeGray(0)
        canvas.setLineWidth(1)
        canvas.rect(x + 0.5, top - self.height, self.width - 1, self.height, stroke=1, fill=0)
        self.block.paint(canvas, x + self.padding + 2, top - self.padding)


@dataclass(frozen=True)
class Figure:
    """A drawing or any other ReportLab flowable, with a caption; it is made smaller where it is too wide."""

    flowable: Any
    caption: Text | None = None
    before: float = 6.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _FittedFigure:
        drawn_width, drawn_height = self.flowable.wrap(width, 1e6)
        caption = self.caption.fit(width) if self.caption else None
        return _FittedFigure(self.flowable, min(1.0, width / max(drawn_width, 1)), drawn_height, caption)


@dataclass(frozen=True)
class _FittedFigure:
    flowable: Any
    scale: float
    drawn_height: float
    caption: Block | None = None

    @property
    def _below(self) -> float:
        return self.caption.height + 4.0 if self.caption and self.caption.lines else 0.0

    @property
    def height(self) -> float:
        return self.drawn_height * self.scale + self._below

    @property
    def least(self) -> float:
        """A little smaller is better than half a page left blank."""
        return self.drawn_height * self.scale * _LEAST_SCALE + self._below

    def missing(self) -> str:
        return self.caption.missing() if self.caption else ""

    def split(self, room: float, page: float) -> tuple[Fitted, None] | None:
        if self.least <= room or (self.height > page and room >= page):
            return replace(self, scale=max(room - self._below, 1) / self.drawn_height), None
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        height = self.drawn_height * self.scale
        canvas.saveState()
        canvas.translate(x, top - height)
        canvas.scale(self.scale, self.scale)
        self.flowable.drawOn(canvas, 0, 0)
        canvas.restoreState()
        if self.caption:
            self.caption.paint(canvas, x, top - height - 4.0)


def rule(canvas: Any, x: float, y: float, width: float, thickness: float, grey: float = 0.0) -> None:
    """Draw a level line."""
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(thickness)
    canvas.line(x, y, x + width, y)


def bookmark(canvas: Any, title: str, depth: int, top: float) -> None:
    """Put a bookmark in the outline that leads to this place on the page; the top level is 0."""
    key = f"page{canvas.getPageNumber()}-{top:.1f}"
    canvas.bookmarkPage(key, fit="XYZ", left=0, top=top + 8)
    canvas.addOutlineEntry(title, key, level=depth)
