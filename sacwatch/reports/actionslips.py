"""A slip for everybody who said they would do something: what, by when, and when the watch meets again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sacwatch.domain.audiences import Audience
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _
from sacwatch.reports import formats
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import Align, Style, text

_CUT = "✂  " + "– " * 44


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do."""

    what: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OwnerSlip:
    """One person and what they said they would do."""

    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, kw_only=True)
class ActionSlips:
    """The slips after one meeting, each for one person alone."""

    watch: Watch
    day: date
    """Of the meeting."""
    slips: tuple[OwnerSlip, ...]
    next_at: datetime | None = None
    """Aware; when the watch meets next."""
    next_place: str = ""
    large: bool = False


def action_slips(data: ActionSlips, made_on: datetime) -> bytes:
    """Make the slips as PDF, one beneath the other, to be cut apart. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=_("Who does what"),
        subtitle=_("After the meeting on {day}").format(day=formats.long_day(data.day)),
        large=data.large,
        addressee=_("each person named, cut apart"),
    )
    if not data.slips:
        paper.body(_("Nobody has anything to do that was noted."))
    for place, slip in enumerate(data.slips):
        if place:
            paper.put(text(_CUT, Style(8, grey=0.4, align=Align.CENTER, before=14, after=2), keep=True))
        _slip(paper, data, slip)
    return paper.pdf()


def _slip(paper: Paper, data: ActionSlips, slip: OwnerSlip) -> None:
    paper.heading(formats.isolated(slip.name))
    columns = [Column(""), Column(_("What you said you would do"), share=1), Column(_("By when"))]
    rows: list[Sequence[Cell]] = [
        ["☐", each.what, formats.short_day(each.due_on) if each.due_on else "–"] for each in slip.tasks
    ]
    paper.table(columns, rows)
    told = [_("Thank you! If something is in the way, please tell us soon.")]
    if data.next_at is not None:
        when = ", ".join(filter(None, (formats.moment(data.next_at), data.next_place)))
        told.append(_("We meet again: {when}").format(when=when))
    paper.small(" · ".join([" ".join(told), data.watch.name]))


__all__ = ["ActionSlips", "OwnerSlip", "Task", "action_slips"]
