"""The handout of a meeting: what happened, what was done, whom to call, when we meet; one sheet, or two."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sacwatch.domain.handouts import Section
from sacwatch.reports import callcard, formats, handoutparts
from sacwatch.reports.callcard import CallCard
from sacwatch.reports.cardlines import goes_along
from sacwatch.reports.cardpieces import column_width, high, stacked
from sacwatch.reports.charts import WeekHours
from sacwatch.reports.facts import Figures
from sacwatch.reports.fonts import Cut
from sacwatch.reports.frames import Boxed, Figure
from sacwatch.reports.handoutparts import Drawn, Few, Framed, Grid, Handout, Lines, Numbers, Part, Words
from sacwatch.reports.layout import Paper, Sheet
from sacwatch.reports.pages import WIDTH, joined
from sacwatch.reports.pieces import Piece, Style, text
from sacwatch.reports.setting import Span
from sacwatch.reports.sidebyside import GAP, Beside
from sacwatch.reports.tables import Cell, Table

Draw = Callable[[float], Any]
"""Draws the map with a height in points, as a ReportLab flowable."""

_LEVELS = (
    Few(),
    Few(incidents=20, said=20, actions=15),
    Few(incidents=16, said=10, actions=10, tight=True, map_height=220),
    Few(kinds=10, incidents=12, said=6, actions=6, tight=True, map_height=220, card_room=300),
    Few(kinds=8, incidents=8, said=4, actions=4, tight=True, map_height=170, card_room=260),
    Few(kinds=6, incidents=5, said=3, actions=3, tight=True, map_height=170, card_room=230),
    Few(kinds=5, incidents=3, said=2, actions=2, tight=True, map_height=130, card_room=230),
)
"""How much is told, from all to the least, until it fits on the pages there are."""
_SHORT = frozenset(
    {
        *(Section.WEEK, Section.PATROLS, Section.ACTIONS, Section.OWN, Section.TIP, Section.NOTICES),
        Section.NEXT,
    }
)
"""Sections that may stand side by side."""
_LOW = 230.0
"""How high these may be then, in points."""
_OVER = 60.0
"""How much higher the right column may be than the left one with another section below."""
_LEAST_LARGE = 4
"""Large print needs two sheets."""


def handout(data: Handout, made_on: datetime, draw: Draw | None = None) -> bytes:
    """Make the handout as PDF. `made_on` is aware UTC; `draw` gives the map, if there is any.

    Lists are shortened, and say so, until the handout has no more pages than the captain wants; what is
    left even then has as many as it needs.
    """
    drawn = None if draw is None else functools.cache(draw)
    most = max(data.arrangement.pages, _LEAST_LARGE if data.large else 0)
    for few in _LEVELS:
        finished = _laid_out(data, made_on, drawn, few).finished()
        if finished.count <= most:
            break
    return joined([finished])


def _laid_out(data: Handout, made_on: datetime, draw: Draw | None, few: Few) -> Paper:
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=handoutparts.title(),
        subtitle=handoutparts.subtitle(data),
        large=data.large,
        left_out=data.left_out,
        emergency=True,
    )
    drawing = None if draw is None else draw(few.map_height)
    sections = [
        (part.section, pieces(part, data, few, paper.styles, drawing))
        for part in handoutparts.parts(data, few)
    ]
    beside = few.tight and not data.large
    for each in _side_by_side(sections) if beside else [each for _section, each in sections]:
        for piece in each:
            paper.put(piece)
    return paper


def _side_by_side(sections: Sequence[tuple[Section, list[Piece]]]) -> list[list[Piece]]:
    """Put short sections that follow each other into two columns, a third one below the right one."""
    room = column_width(WIDTH, 2, GAP)
    found: list[list[Piece]] = []
    columns: list[list[Piece]] = []
    for section, each in sections:
        height = high(stacked(each, room))
        heights = [high(stacked(column, room)) for column in columns]
        if section not in _SHORT or height > _LOW:
            found.append(each)
            columns = []
        elif len(columns) == 1:
            columns.append(each)
            found[-1] = [Beside(columns[0], columns[1])]
        elif len(columns) == 2 and heights[1] <= heights[0] >= heights[1] + height - _OVER:
            columns[1] = [*columns[1], *each]
            found[-1] = [Beside(columns[0], columns[1])]
        else:
            found.append(each)
            columns = [each]
    return found


def pieces(part: Part, data: Handout, few: Few, styles: Sheet, drawing: Any) -> list[Piece]:
    """Give a section as it is put on a page."""
    found: list[Piece] = [text(part.heading, styles.heading, keep=True, mark=part.heading)]
    for block in part.blocks:
        found += _pieces(block, part.section, data, few, styles, drawing)
    return found


def _pieces(
    block: Any, section: Section, data: Handout, few: Few, styles: Sheet, drawing: Any
) -> Sequence[Piece]:
    if isinstance(block, Words):
        style = styles.small if block.small else styles.body
        return [text([(block.lead, Cut.BOLD), (block.text, Cut.REGULAR)], style)]
    if isinstance(block, Grid):
        rows = [[_cell(each, styles) for each in row] for row in block.rows]
        return [Table(block.columns, rows, styles.table, styles.head, block.total, styles.total)]
    if isinstance(block, Numbers) and few.tight:
        return [text(in_a_line(block), styles.body)]
    if isinstance(block, Numbers):
        return [Figures(block.figures, styles.label, styles.figure)]
    if isinstance(block, Framed):
        return [Boxed(text(block.text, Style(styles.body.size + 1, Cut.BOLD)))]
    assert isinstance(block, Drawn)
    if section is Section.CALLS:
        if not few.card_room:
            return callcard.half_page(data.calls)
        return callcard.half_page(_card(data.calls), room=few.card_room)
    if section is Section.WEEK:
        return [_week(data, styles), text(block.caption, styles.small)]
    return [] if drawing is None else [Figure(drawing, text(block.caption, styles.small))]


def in_a_line(numbers: Numbers) -> list[Span]:
    """Give numbers one after the other, each behind its label."""
    spans: list[Span] = []
    for name, number in numbers.figures:
        kept = f"{name}: ".replace(" ", "\u00a0")
        spans += [("   " if spans else "", Cut.REGULAR), (kept, Cut.REGULAR), (number, Cut.BOLD)]
    return spans


def _card(card: CallCard) -> CallCard:
    """Give the card without the lines to write on that are needed least."""
    return replace(card, calls=tuple(filter(goes_along, card.calls)))


def _cell(lines: Lines | str, styles: Sheet) -> Cell:
    if isinstance(lines, str):
        return lines
    told = ((lines.strong, styles.total), (lines.plain, styles.table), (lines.small, styles.label))
    return [text(words, style) for words, style in told if words]


def _week(data: Handout, styles: Sheet) -> Piece:
    hours = [(hour, formats.hour(hour)) for hour in (0, 6, 12, 18, 24)]
    return WeekHours(handoutparts.shares(data)[0], formats.weekdays(), hours, styles.small, keep=True)


__all__ = ["handout", "pieces"]
