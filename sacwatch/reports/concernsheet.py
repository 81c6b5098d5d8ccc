"""The sheet of one concern: what was said, every step since, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import Concern, Step, Waiting
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats, typedwords
from sacwatch.reports.layout import Cell, Column, Fact, Paper
from sacwatch.reports.meetings import Doing
from sacwatch.reports.pieces import text
from sacwatch.words import label

_LONG = 34
"""A fact of more signs takes a whole line."""


@dataclass(frozen=True, kw_only=True)
class ConcernSheet:
    """One concern as its readers may see it, on a civil day, with the actions that came of it."""

    watch: Watch
    audience: Audience
    day: date
    concern: Concern
    block: str = ""
    actions: tuple[Doing, ...] = ()
    left_out: LeftOut = NOTHING
    large: bool = False


def concern_sheet(data: ConcernSheet, made_on: datetime) -> bytes:
    """Make the sheet as PDF. `made_on` is aware UTC."""
    concern = data.concern
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=label("concern", concern.kind.value),
        subtitle=_("{topic}, {day}").format(
            topic=label("topic", concern.topic.value), day=formats.long_day(concern.raised_on)
        ),
        left_out=data.left_out,
        large=data.large,
    )
    paper.facts(_facts(data))
    said = concern.words or concern.public_wording
    paper.heading(_("What was said"))
    paper.body(said or _("No words for these readers were written down."))
    if concern.words and concern.public_wording:
        paper.facts([Fact(_("Words for neighbors"), concern.public_wording, wide=True)])
    paper.heading(_("What was done"))
    columns = (Column(_("Day"), most=10), Column(_("What"), share=2), Column(_("What came of it"), share=3))
    paper.table(columns, [_step(paper, each) for each in concern.steps])
    if concern.raisings:
        paper.heading(_("Raised again"))
        rows: list[list[Cell]] = [
            [
                formats.long_day(each.on),
                paper.cell(each.words, text(_by(each.name), paper.styles.label) if each.name else ""),
            ]
            for each in concern.raisings
        ]
        paper.table((Column(_("Day"), most=10), Column(_("What was said"), share=1)), rows)
    if data.actions:
        paper.heading(_("Who does what"))
        paper.table(
            (Column(_("What"), share=3), Column(_("Who"), share=2), Column(_("By when"), most=10)),
            [[each.what, each.owner, _due(each)] for each in data.actions],
        )
    if concern.note:
        paper.facts([Fact(_("The captain’s note"), concern.note, wide=True)])
    return paper.pdf()


def _facts(data: ConcernSheet) -> list[Fact]:
    concern = data.concern
    where = typedwords.place(concern.place.text)
    days = concern.days_open(data.day)
    often = ngettext("{count} time", "{count} times", concern.times).format(count=f"{concern.times:,}")
    lasted = ngettext("{count} day", "{count} days", days).format(count=f"{days:,}")
    with_whom = [label("responsible", concern.responsible.value)] if concern.responsible else []
    told = ", ".join([*with_whom, *([concern.responsible_name] if concern.responsible_name else [])])
    waits = "" if concern.waiting is Waiting.NOBODY else label("waits", concern.waiting.value)
    return [
        Fact(_("Where"), where, wide=len(where) > _LONG),
        Fact(_("Block"), data.block),
        Fact(_("Raised by"), concern.raised_by, wide=len(concern.raised_by) > _LONG),
        Fact(_("Raised"), often if concern.times > 1 else ""),
        Fact(_("Stands at"), label("concern_state", concern.state.value)),
        Fact(_("Waiting for"), waits),
        Fact(_("Open for") if waits else _("Was open for"), lasted),
        Fact(_("With whom"), told, wide=len(told) > _LONG),
        Fact(_("Ticket"), concern.ticket),
    ]


def _step(paper: Paper, step: Step) -> list[Cell]:
    with_whom = [label("responsible", step.responsible.value)] if step.responsible else []
    with_whom += [formats.isolated(step.name)] if step.name else []
    with_whom += [_("Ticket {number}").format(number=formats.isolated(step.ticket))] if step.ticket else []
    with_whom += [label("told_how", step.how.value)] if step.how else []
    public = step.public if step.words and step.public else ""
    return [
        formats.long_day(step.on),
        paper.cell(
            label("concern_state", step.state.value),
            text("\n".join(with_whom), paper.styles.label) if with_whom else "",
        ),
        paper.cell(
            step.words or step.public,
            text(_("Words for neighbors: {words}").format(words=formats.isolated(public)), paper.styles.label)
            if public
            else "",
        ),
    ]


def _by(name: str) -> str:
    return _("By {name}").format(name=formats.isolated(name))


def _due(doing: Doing) -> str:
    return formats.long_day(doing.due_on) if doing.due_on else "–"


__all__ = ["ConcernSheet", "concern_sheet"]
