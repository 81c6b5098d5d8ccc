"""What hangs on doors and lies on the table: the flyer of a meeting, and its sign-in sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sacwatch.domain import cells
from sacwatch.domain.audiences import Audience
from sacwatch.domain.checklists import MeetingKind
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.fonts import Cut
from sacwatch.reports.frames import Boxed
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.meetings import MeetingPaper, guest_words, name_of, when
from sacwatch.reports.pages import joined
from sacwatch.reports.pieces import Align, Style, Text, text

_LEAST_BLANK, _SPARED = 14, 4
"""Lines for people whose names are not printed, and how many of them there may be fewer."""
_MOST_BLANK = 6
"""Lines for the neighbors of one block who are not named, at most."""
_FOR_A_HAND = 15.0
"""Points: what makes a row tall enough to be written in."""


@dataclass(frozen=True, kw_only=True)
class SignInBlock:
    """The names of one block, as its audience may see them."""

    name: str
    """"" for those of no block."""
    names: tuple[str, ...] = ()
    unnamed: int | None = 0
    """How many more there are, who write their names themselves; None for too few to be told."""


@dataclass(frozen=True, kw_only=True)
class SignInSheet:
    """The names that may come to a meeting, to be signed."""

    paper: MeetingPaper
    blocks: tuple[SignInBlock, ...] = ()


def flyer(data: MeetingPaper, made_on: datetime) -> bytes:
    """Make the flyer as PDF, for everybody. `made_on` is aware UTC."""
    meeting = data.meeting
    paper = Paper(
        watch=data.watch,
        audience=Audience.PUBLIC,
        made_on=made_on,
        title=name_of(meeting),
        addressee=_("everybody"),
        head=text(
            name_of(meeting),
            Style(34, Cut.BOLD, leading=1.16, align=Align.CENTER, before=26, after=6),
            keep=True,
            mark=name_of(meeting),
            depth=0,
        ),
    )
    if meeting.title and meeting.kind is not MeetingKind.OTHER:
        paper.put(text(_kind_words(data), _middle(18, before=2)))
    paper.put(text(formats.whole_day(meeting.day), _middle(30, Cut.BOLD, before=18)))
    paper.put(text(when(data), _middle(26, before=4)))
    if meeting.place.text:
        paper.put(text(meeting.place.text, _middle(24, Cut.BOLD, before=14)))
    large = Style(17, leading=1.35, before=6, after=4)
    if meeting.guests:
        paper.put(text(_("Our guests"), Style(15, Cut.BOLD, before=12), keep=True))
        for guest in meeting.guests:
            paper.put(text(guest_words(guest), large))
    if meeting.agenda:
        paper.put(text(_("What we talk about"), Style(15, Cut.BOLD, before=12), keep=True))
        paper.put(text("\n".join(f"• {each.title}" for each in meeting.agenda), large))
    paper.put(Boxed(text(_welcome(data), Style(17, Cut.BOLD, leading=1.3))))
    return paper.pdf()


def _middle(size: float, cut: Cut = Cut.REGULAR, *, before: float) -> Style:
    return Style(size, cut, leading=1.25, align=Align.CENTER, before=before, after=6)


def _kind_words(data: MeetingPaper) -> str:
    return {
        MeetingKind.REGULAR: _("Neighborhood watch meeting"),
        MeetingKind.TOWN_HALL: _("Town hall meeting"),
        MeetingKind.NIGHT_OUT: _("National Night Out"),
    }.get(data.meeting.kind, "")


def _welcome(data: MeetingPaper) -> str:
    if data.invited:
        return _("You are invited: {people}").format(people=formats.listed(data.invited))
    if data.meeting.kind is MeetingKind.NIGHT_OUT:
        return _("Everybody is welcome. Bring your neighbors, and something to share.")
    return _("Everybody is welcome. Bring a neighbor, and what you want to talk about.")


def sign_in_sheet(data: SignInSheet, made_on: datetime) -> bytes:
    """Make the sign-in sheet as PDF. `made_on` is aware UTC.

    It has some free lines fewer where the last of them would stand on a page of their own.
    """
    whole = _signed(data, made_on, _LEAST_BLANK).finished()
    fewer = _signed(data, made_on, _LEAST_BLANK - _SPARED).finished()
    return joined([fewer if fewer.count < whole.count else whole])


def _signed(data: SignInSheet, made_on: datetime, free: int) -> Paper:
    about = data.paper
    hidden = any(each.unnamed != 0 for each in data.blocks)
    names = _("the names of members who did not agree to be named")
    paper = Paper(
        watch=about.watch,
        audience=about.audience,
        made_on=made_on,
        title=_("Who is here"),
        subtitle=f"{name_of(about.meeting)}, {formats.long_day(about.meeting.day)}",
        large=about.large,
        left_out=[names] if hidden else [],
    )
    paper.body(_("Please sign beside your name, or write it on a free line. Thank you for coming!"))
    for block in data.blocks:
        paper.heading(formats.isolated(block.name) if block.name else _("Other addresses"))
        _names(paper, block)
    paper.heading(_("Not on the list? Welcome!"))
    _free_lines(paper, free)
    return paper


def _names(paper: Paper, block: SignInBlock) -> None:
    columns = [Column(_("Name"), share=3), Column(_("Signature"), share=3), Column(_("Phone is right"))]
    rows: list[list[Cell]] = [[_tall(paper, formats.isolated(each)), "", "☐"] for each in block.names]
    # The lines would tell as well: where there are too few to be told, they are always as many.
    lines = cells.MINIMUM - 1 if block.unnamed is None else min(block.unnamed, _MOST_BLANK)
    rows += [[_tall(paper, ""), "", "☐"] for _line in range(lines)]
    paper.table(columns, rows)
    if block.unnamed is None:
        few = _("Fewer than {count} neighbors of this block are not printed here: please write your name.")
        paper.small(few.format(count=cells.MINIMUM))
    elif block.unnamed:
        told = ngettext(
            "{count} neighbor of this block is not printed here: please write your name.",
            "{count} neighbors of this block are not printed here: please write your names.",
            block.unnamed,
        )
        paper.small(told.format(count=block.unnamed))


def _free_lines(paper: Paper, count: int) -> None:
    columns = [
        Column(_("Name"), share=3),
        Column(_("Street or block"), share=2),
        Column(_("Phone or e-mail, if you like"), share=3),
    ]
    paper.table(columns, [[_tall(paper, ""), "", ""] for _line in range(count)])


def _tall(paper: Paper, words: str) -> Sequence[Text]:
    """Give a cell that is tall enough to be written beside."""
    style = paper.styles.table
    filler = Style(max(2.0, _FOR_A_HAND - style.size), leading=1.0)
    return [text(words or "\u00a0", style), text("\u00a0", filler)]


__all__ = ["SignInBlock", "SignInSheet", "flyer", "sign_in_sheet"]
