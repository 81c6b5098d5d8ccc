"""What a page is made of: pieces that are fitted to a width, may be split, and paint themselves.

All measures are points; `top` counts upward from the foot of the page, as PDF does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from sacwatch.reports import setting
from sacwatch.reports.fonts import Cut
from sacwatch.reports.setting import Line, Span
from sacwatch.reports.writing import Writer


class Align(StrEnum):
    """Where lines stand; START is the right edge for a text that reads from right to left."""

    START = "start"
    END = "end"
    CENTER = "center"


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
        writer = Writer(canvas._doc, size, self.style.grey)
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


def rule(canvas: Any, x: float, y: float, width: float, thickness: float, grey: float = 0.0) -> None:
    """Draw a level line."""
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(thickness)
    canvas.line(x, y, x + width, y)


def bookmark(canvas: Any, title: str, depth: int, top: float) -> None:
    """Put a bookmark in the outline that leads to this place on the page; the top level is 0.

    They stand in the outline in the order in which they are put there.
    """
    # Its number and not its place: two columns have headings side by side.
    key = f"mark{len(canvas._doc.outline.destinationnamestotitles)}"
    canvas.bookmarkPage(key, fit="XYZ", left=0, top=top + 8)
    canvas.addOutlineEntry(title, key, level=depth)
