"""The one layout of all papers: its styles, its parts, and `text()`, through which all words go.

A report makes a `Paper`, puts its parts on it from top to bottom, and takes the PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import LeftOut
from sacwatch.domain.watches import Watch, logo_of
from sacwatch.i18n import _
from sacwatch.reports import formats, leftout
from sacwatch.reports.charts import Bars, Columns, WeekHours
from sacwatch.reports.facts import Fact, Facts, Figures
from sacwatch.reports.fonts import Cut
from sacwatch.reports.frames import Boxed, Figure
from sacwatch.reports.pages import WIDTH, Furniture, Pages, character_name, joined
from sacwatch.reports.photos import Photo, photo_rows
from sacwatch.reports.pieces import Piece, Style, Text, text
from sacwatch.reports.setting import Span
from sacwatch.reports.tables import Cell, Column, Table
from sacwatch.words import label

__all__ = ["WIDTH", "Cell", "Column", "Fact", "Paper", "Photo", "Sheet", "Style", "sheet", "text"]


@dataclass(frozen=True)
class Sheet:
    """The styles of one size of print."""

    title: Style
    subtitle: Style
    heading: Style
    body: Style
    table: Style
    head: Style
    total: Style
    label: Style
    small: Style
    figure: Style
    large: bool


_ORDINARY = Sheet(
    title=Style(21, Cut.BOLD, leading=1.2, before=8),
    subtitle=Style(13, leading=1.3, before=1, after=4),
    heading=Style(13, Cut.BOLD, leading=1.3, before=14, after=4),
    body=Style(11, before=4, after=6),
    table=Style(10, leading=1.32),
    head=Style(9, Cut.BOLD, leading=1.3),
    total=Style(10, Cut.BOLD, leading=1.32),
    label=Style(9, grey=0.3, leading=1.3),
    small=Style(9, leading=1.36, grey=0.2, after=4),
    figure=Style(18, Cut.BOLD, leading=1.2),
    large=False,
)
_LARGE = Sheet(
    title=Style(26, Cut.BOLD, leading=1.2, before=8),
    subtitle=Style(16, leading=1.3, before=1, after=4),
    heading=Style(17, Cut.BOLD, leading=1.3, before=16, after=4),
    body=Style(14, before=5, after=8),
    table=Style(14, leading=1.3),
    head=Style(12, Cut.BOLD, leading=1.3),
    total=Style(14, Cut.BOLD, leading=1.3),
    label=Style(12, grey=0.2, leading=1.3),
    small=Style(12, leading=1.36, grey=0.1, after=4),
    figure=Style(24, Cut.BOLD, leading=1.2),
    large=True,
)


def sheet(*, large: bool) -> Sheet:
    """Give the styles: 11 points for reading, or 14 in large print."""
    return _LARGE if large else _ORDINARY


class Paper:
    """One document: a watch's letterhead, a title, and the parts below it."""

    def __init__(
        self,
        *,
        watch: Watch,
        audience: Audience,
        made_on: datetime,
        title: str,
        subtitle: str = "",
        large: bool = False,
        left_out: LeftOut | Sequence[str] = (),
        emergency: bool = False,
        addressee: str = "",
        head: Piece | None = None,
    ) -> None:
        """Begin a document. `made_on` is aware UTC; `left_out` is what reducing took out for this audience.

        With an `addressee`, one person or household, it is theirs alone whatever the audience. A `head`
        stands on the page in place of title and subtitle.
        """
        self.styles = sheet(large=large)
        whole_title = f"{title}: {subtitle}" if subtitle else title
        for_whom = _("For: {audience}").format(audience=addressee or label("audience", audience.value))
        self._pages = Pages(
            Furniture(
                watch_name=watch.name,
                watch_place=watch.place.text,
                title=f"{_('SAMPLE')} {whole_title}" if watch.sample else whole_title,
                running_title=whole_title,
                audience=for_whom,
                subject=for_whom,
                made_on=made_on,
                made_on_words=_("Made {moment}").format(moment=formats.moment(made_on)),
                foot_line=watch.footer,
                sample=watch.sample,
                size=10.5 if large else 8.5,
                logo=logo_of(watch),
            )
        )
        self._pieces: list[Piece] = [
            head or text(title, self.styles.title, keep=True, mark=whole_title, depth=0)
        ]
        if subtitle and head is None:
            self._pieces.append(text(subtitle, self.styles.subtitle, keep=True))
        if not addressee:
            self.small(leftout.sentence(left_out, audience))
        if emergency:
            words = _("Emergency or crime in progress: call 911 first.")
            self._pieces.append(Boxed(text(words, Style(self.styles.body.size, Cut.BOLD))))

    def put(self, piece: Piece) -> None:
        """Put any piece."""
        self._pieces.append(piece)

    def fits(self, pieces: Sequence[Piece], *, below: bool = False) -> bool:
        """Say whether these fit on one page of their own, or `below` what stands on the first one."""
        all_ = [*self._pieces, *pieces] if below else pieces
        # Behind a turned page the first one keeps its distance from the head.
        gaps = all_[0].before + sum(max(a.after, b.before) for a, b in pairwise(all_))
        return sum(each.fit(WIDTH).height for each in all_) + gaps <= self._pages.room(0 if below else 1)

    def room(self) -> float:
        """Give the height that is left on the first page below what stands on it."""
        gaps = sum(max(a.after, b.before) for a, b in pairwise(self._pieces)) + self._pieces[-1].after
        return self._pages.room(0) - sum(each.fit(WIDTH).height for each in self._pieces) - gaps

    def heading(self, words: str) -> None:
        """Begin a section; it stands in the bookmarks."""
        self._pieces.append(text(words, self.styles.heading, keep=True, mark=words))

    def body(self, words: str | Sequence[Span]) -> None:
        """Put a paragraph."""
        self._pieces.append(text(words, self.styles.body))

    def small(self, words: str | Sequence[Span]) -> None:
        """Put a remark in smaller print."""
        self._pieces.append(text(words, self.styles.small))

    def facts(self, facts: Sequence[Fact], across: int = 3) -> None:
        """Put labels with their values; those without a value are left out."""
        across = max(1, across - 1) if self.styles.large else across
        self._pieces.append(Facts(facts, self.styles.label, self.styles.body, across))

    def figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Put the few numbers that matter most, large, each with its label."""
        self._pieces.append(Figures(figures, self.styles.label, self.styles.figure))

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], total: Sequence[Cell] | None = None
    ) -> None:
        """Put a table."""
        styles = self.styles
        self._pieces.append(Table(columns, rows, styles.table, styles.head, total, styles.total))

    def bars(self, counts: Sequence[tuple[str, int]]) -> None:
        """Put counts as level bars, each with its name and number."""
        self._pieces.append(Bars(counts, self.styles.table))

    def columns(self, counts: Sequence[tuple[str, int]]) -> None:
        """Put counts over time as upright bars."""
        self._pieces.append(Columns(counts, self.styles.small))

    def week(self, shares: Sequence[float]) -> None:
        """Put the hours of a week, each as full as its share, from Monday midnight on; words follow."""
        hours = [(hour, formats.hour(hour)) for hour in (0, 6, 12, 18, 24)]
        self._pieces.append(WeekHours(shares, formats.weekdays(), hours, self.styles.small, keep=True))

    def drawing(self, flowable: Any, caption: str) -> None:
        """Put a drawing: any ReportLab flowable."""
        self._pieces.append(Figure(flowable, text(caption, self.styles.small)))

    def photos(self, photos: Sequence[Photo]) -> None:
        """Put photos, two side by side."""
        self._pieces += photo_rows(photos, self.styles.small, WIDTH)

    def cell(self, *parts: str | Sequence[Span] | Text) -> list[Text]:
        """Give a table cell of several texts, one under the other; empty ones are left out."""
        return [part if isinstance(part, Text) else text(part, self.styles.table) for part in parts if part]

    def pdf(self) -> bytes:
        """Give the finished file."""
        return joined([self.finished()])

    def finished(self) -> Pages:
        """Lay out everything and give the pages, for a file of several documents."""
        self._pages.add(self._pieces)
        if self._pages.missing:
            styles = self.styles
            names = "\n".join(character_name(char) for char in self._pages.missing)
            self._pages.add(
                [
                    text(_("Characters that could not be printed"), styles.heading, keep=True),
                    text(names, styles.small),
                ]
            )
        return self._pages
