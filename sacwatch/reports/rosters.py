"""Lists of people: the roster by role, and whom to call at which home, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sacwatch.domain import cells
from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import text


@dataclass(frozen=True, kw_only=True)
class ListedPerson:
    """Somebody as the readers may see them; blank is what they may not, or what nobody knows."""

    name: str
    phones: tuple[str, ...] = ()
    """Each with what sort of phone it is, the one to try first in front."""
    email: str = ""
    home: str = ""
    likes: str = ""
    """Language and how they like to be told, in words."""


@dataclass(frozen=True, kw_only=True)
class RosterPart:
    """The people of one role."""

    title: str
    people: tuple[ListedPerson, ...]


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The people of a watch by role."""

    watch: Watch
    audience: Audience
    parts: tuple[RosterPart, ...]
    people: int = 0
    """How many are on the list."""
    unnamed: int = 0
    """How many members more there are."""
    left_out: LeftOut = NOTHING
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class CalledHome:
    """One home of a block, and who can be called there."""

    address: str
    people: tuple[ListedPerson, ...] = ()
    remark: str = ""
    """For the captain: what helpers must know."""


@dataclass(frozen=True, kw_only=True)
class CalledBlock:
    """The homes of one block, by street and number."""

    name: str
    captain: str = ""
    homes: tuple[CalledHome, ...] = ()
    unlisted: int = 0
    """How many homes more there are, of which the readers may know neither the place nor a phone."""


@dataclass(frozen=True, kw_only=True)
class CallList:
    """Whom to call, block by block."""

    watch: Watch
    audience: Audience
    blocks: tuple[CalledBlock, ...]
    whole: bool = True
    left_out: LeftOut = NOTHING
    large: bool = False


def roster(data: Roster, made_on: datetime) -> bytes:
    """Make the roster as PDF. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=_("Roster"),
        large=data.large,
        left_out=data.left_out,
    )
    if not data.people:
        paper.body(
            _("Nobody is on this list: nobody agreed yet to be named here.")
            if data.unnamed
            else _("There are no members yet.")
        )
    for part in data.parts:
        paper.heading(_("{title} ({count})").format(title=part.title, count=len(part.people)))
        _people(paper, part.people)
    unnamed = cells.told(data.unnamed, data.audience)
    if data.people and unnamed is None:
        few = _("Fewer than {count} more members did not agree to be named here.")
        paper.small(few.format(count=cells.MINIMUM))
    elif data.people and unnamed:
        paper.small(
            ngettext(
                "{count} more member did not agree to be named here.",
                "{count} more members did not agree to be named here.",
                unnamed,
            ).format(count=f"{unnamed:,}")
        )
    return paper.pdf()


def _people(paper: Paper, people: Sequence[ListedPerson]) -> None:
    named = [
        paper.cell(each.name, text(each.likes, paper.styles.label) if each.likes else "") for each in people
    ]
    columns: list[tuple[Column, list[Cell]]] = [(Column(_("Name"), share=4), list(named))]
    mailed = any(each.email for each in people)
    if mailed and paper.styles.large:
        # Side by side, an address for e-mail would be broken within its words.
        told: list[Cell] = [paper.cell(*_numbers(each), each.email) for each in people]
        columns.append((Column(_("Phone and e-mail"), share=6), told))
    else:
        if any(each.phones for each in people):
            numbers: list[Cell] = [paper.cell(*_numbers(each)) for each in people]
            columns.append((Column(_("Phone"), share=4), numbers))
        if mailed:
            columns.append((Column(_("E-mail"), share=5), [each.email for each in people]))
    if any(each.home for each in people):
        columns.append((Column(_("Home"), share=4), [each.home for each in people]))
    paper.table(
        [column for column, _cells in columns],
        [[cells[at] for _column, cells in columns] for at in range(len(people))],
    )


def _numbers(person: ListedPerson) -> list[str]:
    return [formats.number(each) for each in person.phones]


def call_list(data: CallList, made_on: datetime) -> bytes:
    """Make the list of whom to call as PDF. `made_on` is aware UTC."""
    one = not data.whole and len(data.blocks) == 1
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=_("Call list"),
        subtitle=data.blocks[0].name if one else "",
        large=data.large,
        left_out=data.left_out,
        emergency=True,
    )
    if not any(block.homes for block in data.blocks):
        paper.body(
            _("No home can be listed here: nobody agreed to it yet.")
            if any(block.unlisted for block in data.blocks)
            else _("There are no homes yet.")
        )
    for block in data.blocks:
        if not block.homes:
            continue
        if not one:
            paper.heading(block.name)
        if block.captain:
            paper.small(_("Block captain: {name}").format(name=formats.isolated(block.captain)))
        _homes(paper, block.homes, data.audience)
    unlisted = cells.told(sum(block.unlisted for block in data.blocks), data.audience)
    if unlisted is None and any(block.homes for block in data.blocks):
        few = _("Fewer than {count} more homes are not on this list.")
        paper.small(few.format(count=cells.MINIMUM))
    elif unlisted and any(block.homes for block in data.blocks):
        paper.small(
            ngettext(
                "{count} more home is not on this list.",
                "{count} more homes are not on this list.",
                unlisted,
            ).format(count=f"{unlisted:,}")
        )
    return paper.pdf()


def _homes(paper: Paper, homes: Sequence[CalledHome], audience: Audience) -> None:
    columns = [Column(_("Home"), share=4), Column(_("Who"), share=5), Column(_("Phone"), share=5)]
    small = paper.styles.label
    # Who keeps a number to themselves must not be taken for somebody without a phone.
    none = _("no phone") if audience is Audience.CAPTAIN else _("no number shown here")
    rows: list[list[Cell]] = []
    for home in homes:
        remark = text(home.remark, small) if home.remark else ""
        people = home.people or (ListedPerson(name=""),)
        for place, each in enumerate(people):
            likes = text(each.likes, small) if each.likes else ""
            address = paper.cell(home.address, remark) if place == 0 else ""
            phones = paper.cell(*_numbers(each)) if each.phones else none
            # Blank, it would be taken for another number of the person above.
            name = each.name or (_("name not shown here") if each.phones else "")
            rows.append([address, paper.cell(name, likes), phones])
    paper.table(columns, rows)


__all__ = [
    "CallList",
    "CalledBlock",
    "CalledHome",
    "ListedPerson",
    "Roster",
    "RosterPart",
    "call_list",
    "roster",
]
