"""The handout as plain text, to paste into e-mail or a neighbors' site."""

from __future__ import annotations

from datetime import datetime

from sacwatch.domain.handouts import Section, Tongue
from sacwatch.i18n import _
from sacwatch.reports import cardlines, handoutparts
from sacwatch.reports.handout import speaking
from sacwatch.reports.handoutblocks import Block, Few, Framed, Grid, Handout, Lines, Numbers, Words

_FEW = Few(kinds=28, incidents=60, said=60, actions=60, wordy=True)
_HEADED = frozenset({Section.HAPPENED, Section.SAID})
"""Sections in whose lines each cell needs the head of its column to be understood."""


def plain_text(data: Handout, made_on: datetime) -> str:
    """Give the whole handout as lines of text, one language after the other where both are wanted.

    `made_on` is aware UTC.
    """
    tongue = data.arrangement.tongue
    tongues = (Tongue.ENGLISH, Tongue.SPANISH) if tongue is Tongue.BOTH else (tongue,)
    return "\n\n* * *\n\n".join(_text_in(data, each, made_on) for each in tongues) + "\n"


def _text_in(data: Handout, tongue: Tongue, made_on: datetime) -> str:
    with speaking(tongue):
        head = [data.watch.name, handoutparts.title(wordy=True), handoutparts.subtitle(data)]
        if data.watch.sample:
            head.append(_("Everything on this page is made up."))
        urgent = _("Emergency or crime in progress: call 911 first.")
        found = ["\n".join(head), urgent, handoutparts.greeting(data)]
        if tongue is Tongue.SPANISH:
            found.append(handoutparts.translated(data))
        if data.made_anew:
            found.append(handoutparts.made_anew(made_on))
        for part in handoutparts.parts(data, _FEW):
            lines = [line for block in part.blocks for line in _lines(block, part.section, data)]
            if lines:
                found.append("\n".join([part.heading.upper(), *lines]))
        # Typed marks of direction and blanks that hold together are for paper.
        return "\n\n".join(found).translate({0xA0: " ", 0x2068: None, 0x2069: None})


def _lines(block: Block, section: Section, data: Handout) -> list[str]:
    if isinstance(block, Words | Framed):
        return [block.text]
    if isinstance(block, Numbers):
        return [" · ".join(f"{name}: {number}" for name, number in block.figures)]
    if isinstance(block, Grid):
        rows = [*block.rows, *([block.total] if block.total else [])]
        return [_row([_told(cell) for cell in row], block, section) for row in rows]
    return _calls(data) if section is Section.CALLS else []


def _told(cell: Lines | str) -> str:
    told = cell if isinstance(cell, str) else cell.told()
    return " ".join(told.split())


def _row(cells: list[str], grid: Grid, section: Section) -> str:
    if section is Section.SAID:
        parts = [f"{column.head}: {cell}" for column, cell in zip(grid.columns, cells, strict=True) if cell]
        return "- " + "\n  ".join(parts)
    if section is Section.HAPPENED:
        named = zip(grid.columns[1:], cells[1:], strict=True)
        return f"- {cells[0]}: " + ", ".join(f"{column.head.lower()} {cell}" for column, cell in named)
    return "- " + " · ".join(cell for cell in cells if cell not in ("", "–"))


def _calls(data: Handout) -> list[str]:
    """Give whom to call where there is a number; a line to write on is of no use here."""
    calls = [each for each in data.calls.calls if each.entry.reachable]
    found = [f"- {cardlines.in_words(each, data.calls.jurisdiction)}" for each in calls]
    marks = cardlines.marks_words(calls, blanks=False)
    return [*found, marks] if marks else found
