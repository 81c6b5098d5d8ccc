"""The handout of a meeting: what happened, what was done, whom to call, when we meet; one sheet, or two."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from sacwatch import i18n, paths
from sacwatch.domain.handouts import Section, Tongue
from sacwatch.i18n import _
from sacwatch.reports import callcard, formats, handoutparts, leftout
from sacwatch.reports.callcard import CallCard
from sacwatch.reports.cardlines import goes_along
from sacwatch.reports.cardpieces import column_width, high, stacked
from sacwatch.reports.charts import WeekHours
from sacwatch.reports.facts import Figures
from sacwatch.reports.fonts import Cut
from sacwatch.reports.frames import Boxed, Figure
from sacwatch.reports.handoutblocks import Drawn, Few, Framed, Grid, Handout, Lines, Numbers, Part, Words
from sacwatch.reports.layout import Paper, Sheet
from sacwatch.reports.pages import WIDTH, Pages, joined
from sacwatch.reports.pieces import Piece, Style, text
from sacwatch.reports.setting import Span
from sacwatch.reports.sidebyside import GAP, Beside, Pair
from sacwatch.reports.tables import Cell, Table
from sacwatch.words import label

Draw = Callable[..., Any]
"""Draws the map, a ReportLab flowable, with a height in points and a width where it is not the usual one."""

_LEVELS = (
    Few(),
    Few(incidents=20, said=20, actions=15),
    Few(incidents=16, said=10, actions=10, tight=True, map_height=220),
    Few(kinds=10, incidents=12, said=6, actions=6, tight=True, map_height=220, card_room=300),
    Few(kinds=8, incidents=8, said=4, actions=4, tight=True, narrow=True, map_height=190, card_room=260),
    Few(kinds=7, incidents=6, said=3, actions=3, tight=True, narrow=True, map_height=170, card_room=230),
    Few(kinds=6, incidents=4, said=2, actions=2, tight=True, narrow=True, map_height=140, card_room=230),
    Few(kinds=5, incidents=4, said=1, actions=1, tight=True, narrow=True, map_height=120, card_room=215),
    Few(kinds=3, incidents=2, said=1, actions=1, tight=True, narrow=True, map_height=100, card_room=190),
)
"""How much is told, from all to the least, until it fits on the pages there are."""
_WORDY = Few(kinds=28, incidents=60, said=60, actions=60, wordy=True)
"""How much a newsletter tells."""
_SHORT = frozenset(
    {
        *(Section.WEEK, Section.PATROLS, Section.ACTIONS, Section.OWN, Section.TIP, Section.NOTICES),
        Section.NEXT,
    }
)
"""Sections that may stand side by side."""
_LOW = 230.0
"""How high these may be then, in points."""
_TOLD = frozenset({Section.HAPPENED, Section.MAP})
"""Sections that stand side by side where the map is narrow."""
_HIGH = 420.0
"""How high these may be then."""
_OVER = 60.0
"""How much higher the right column may be than the left one with another section below."""
_LEAST_LARGE = 4
"""Large print and two languages need two sheets."""


def handout(data: Handout, made_on: datetime, draw: Draw | None = None, *, wordy: bool = False) -> bytes:
    """Make the handout as PDF. `made_on` is aware UTC; `draw` gives the map, if there is any.

    Lists are shortened, and say so, until the handout has no more pages than the captain wants; what
    is more even then takes another sheet. A `wordy` one is the newsletter, which is as long as it is.
    """
    both = data.arrangement.tongue is Tongue.BOTH
    most = max(data.arrangement.pages, _LEAST_LARGE if data.large or both else 0)
    with speaking(Tongue.ENGLISH if both else data.arrangement.tongue):
        drawn = functools.cache(functools.partial(_drawn, draw, both))
        lay_out = _laid_out_twice if both else _laid_out
        foremost = functools.cache(functools.partial(_with_foremost_calls, data))
        tried: list[Pages] = []
        for few in (_WORDY,) if wordy else _LEVELS:
            few = replace(few, narrow=few.narrow and not both and not data.large)
            told = foremost() if _cards_beside(data, few) else data
            tried.append(lay_out(told, made_on, drawn(few.map_height, few.narrow), few).finished())
            if tried[-1].count <= most:
                break
        # What does not fit on them goes on another page, and then there is room for more.
        return joined([next(each for each in tried if each.count <= tried[-1].count)])


def speaking(tongue: Tongue) -> AbstractContextManager[None]:
    """Speak a language for a while; both at once for what is drawn."""
    language = "en/es" if tongue is Tongue.BOTH else tongue.value
    return i18n.speaking(language, paths.resources() / "translations")


def _drawn(draw: Draw | None, both: bool, height: float, narrow: bool = False) -> Any:
    if draw is None:
        return None
    if not both:
        return draw(height, column_width(WIDTH, 2, GAP)) if narrow else draw(height)
    with speaking(Tongue.BOTH):
        return draw(height)


def _laid_out(data: Handout, made_on: datetime, drawing: Any, few: Few) -> Paper:
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=handoutparts.title(wordy=few.wordy),
        subtitle=handoutparts.subtitle(data),
        large=data.large,
        left_out=data.left_out,
        emergency=True,
    )
    if data.arrangement.tongue is Tongue.SPANISH:
        paper.small(handoutparts.translated(data))
    if data.made_anew:
        paper.small(handoutparts.made_anew(made_on))
    if few.wordy:
        paper.body(handoutparts.greeting(data))
    sections = [
        (part.section, pieces(part, data, few, paper.styles, drawing))
        for part in handoutparts.parts(data, few)
    ]
    beside = few.tight and not data.large
    for each in _side_by_side(sections, few.narrow) if beside else [each for _section, each in sections]:
        for piece in each:
            paper.put(piece)
    return paper


def _laid_out_twice(data: Handout, made_on: datetime, drawing: Any, few: Few) -> Paper:
    """Lay English at the left and Spanish at the right; the map and the call cards take the whole width."""
    few = replace(few, tight=True)
    title, subtitle = handoutparts.title(wordy=few.wordy), handoutparts.subtitle(data)
    with speaking(Tongue.SPANISH):
        other_title = handoutparts.title(wordy=few.wordy)
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=f"{title} / {other_title}",
        subtitle=subtitle,
        large=data.large,
        addressee=label("audience", data.audience.value),
    )
    columns = []
    for tongue in (Tongue.ENGLISH, Tongue.SPANISH):
        with speaking(tongue):
            head = _head(data, made_on, few, paper.styles, tongue)
            found = [
                (part.section, pieces(part, data, few, paper.styles, drawing))
                for part in handoutparts.parts(data, few)
            ]
            columns.append([(None, head), *found])
    for (section, left), (_same, right) in zip(*columns, strict=True):
        for piece in _paired(section, left, right, beside=_cards_beside(data, few)):
            paper.put(piece)
    return paper


def _head(data: Handout, made_on: datetime, few: Few, styles: Sheet, tongue: Tongue) -> list[Piece]:
    """Give what stands above the sections: what was left out, and that 911 comes first."""
    words = leftout.sentence(data.left_out, data.audience)
    if tongue is Tongue.SPANISH:
        words = f"{words} {handoutparts.translated(data)}"
    if data.made_anew:
        words = f"{words} {handoutparts.made_anew(made_on)}"
    urgent = _("Emergency or crime in progress: call 911 first.")
    boxed = Boxed(text(urgent, Style(styles.body.size, Cut.BOLD)))
    greeting = [text(handoutparts.greeting(data), styles.body)] if few.wordy else []
    return [text(words, styles.small), boxed, *greeting]


def _paired(section: Section | None, left: list[Piece], right: list[Piece], *, beside: bool) -> list[Piece]:
    """Put a section in two languages together; call cards one under the other, where not `beside` too."""
    if section is Section.CALLS and not beside:
        return [*left, *right]
    if section is Section.CALLS:
        nothing = text("", Style(1))
        return [Pair(one, other) for one, other in zip_longest(left, right, fillvalue=nothing)]
    # The map is the same in both columns; what stands below it is not.
    return [
        one if isinstance(one, Figure) else Pair(one, other) for one, other in zip(left, right, strict=True)
    ]


def _cards_beside(data: Handout, few: Few) -> bool:
    """Say whether the call cards of two languages in large print stand beside each other, to save a page."""
    return data.large and few.card_room > 0 and data.arrangement.tongue is Tongue.BOTH


def _with_foremost_calls(data: Handout) -> Handout:
    """Leave on the card what goes into one of two columns."""
    # Spanish takes more room: what goes into its column goes into the English one, too.
    with speaking(Tongue.SPANISH):
        return replace(data, calls=callcard.foremost(data.calls, width=column_width(WIDTH, 2, GAP)))


def _side_by_side(sections: Sequence[tuple[Section, list[Piece]]], narrow: bool) -> list[list[Piece]]:
    """Put short sections that follow each other into two columns, a third one below the right one.

    Where it is `narrow`, the map stands beside what happened, too.
    """
    room = column_width(WIDTH, 2, GAP)
    found: list[list[Piece]] = []
    columns: list[list[Piece]] = []
    last: Section | None = None
    for section, each in sections:
        height = high(stacked(each, room))
        heights = [high(stacked(column, room)) for column in columns]
        told = narrow and section in _TOLD
        if height > (_HIGH if told else _LOW) or (section not in _SHORT and not told):
            found.append(each)
            columns = []
        elif len(columns) == 1 and told is (last in _TOLD):
            columns.append(each)
            found[-1] = [Beside(columns[0], columns[1])]
        elif len(columns) == 2 and heights[1] <= heights[0] >= heights[1] + height - _OVER:
            columns[1] = [*columns[1], *each]
            found[-1] = [Beside(columns[0], columns[1])]
        else:
            found.append(each)
            columns = [each]
        last = section
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
        if _cards_beside(data, few):
            return callcard.half_page(data.calls, width=column_width(WIDTH, 2, GAP))
        return callcard.half_page(_card(data.calls), room=few.card_room)
    if section is Section.WEEK:
        return [_week(data, styles), text(block.caption, styles.small)]
    if drawing is None:
        return []
    caption = [text(block.caption, styles.small)] if block.caption else []
    return [Figure(drawing), *caption]


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
