"""Concerns on paper: "You said / we did" for the handout, and the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import Concern, ConcernKind, State
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.saidanddone import SaidAndDone
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats, typedwords
from sacwatch.reports.fonts import Cut
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import Align, text


@dataclass(frozen=True, kw_only=True)
class SaidAndDonePage:
    """What neighbors said and what the watch did, as its audience may see it."""

    watch: Watch
    audience: Audience
    told: SaidAndDone
    undescribed: bool = False
    """Whether some are only counted among nothing: who needs help is not described."""
    left_out: LeftOut = NOTHING
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class Register:
    """The open concerns as of a civil day, those raised first at the top."""

    watch: Watch
    audience: Audience
    day: date
    concerns: tuple[Concern, ...]
    blocks: tuple[tuple[str, str], ...] = ()
    """The names of blocks by their ids."""
    undescribed: bool = False
    left_out: LeftOut = NOTHING
    large: bool = False


def said_and_done(data: SaidAndDonePage, made_on: datetime) -> bytes:
    """Make the page as PDF. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=_("You said / we did"),
        subtitle=formats.period(data.told.first, data.told.last),
        left_out=data.left_out,
        large=data.large,
    )
    put_said_and_done(paper, data)
    return paper.pdf()


def put_said_and_done(paper: Paper, data: SaidAndDonePage) -> None:
    """Put what was said and done below what stands on a paper, such as the handout."""
    told = data.told
    if not (told.done or told.waiting or told.dropped):
        paper.body(
            _(
                "Nothing was raised in this time, and nothing waits. Something on your mind? Tell your block "
                "captain, or come to the next meeting."
            )
        )
    else:
        figures = [(_("Raised"), f"{told.raised:,}"), (_("Answered"), f"{len(told.done):,}")]
        figures.append((_("Still waiting"), f"{len(told.waiting):,}"))
        days = told.usual_days()
        if days is not None:
            days_words = ngettext("{count} day", "{count} days", days).format(count=f"{days:,}")
            figures.append((_("Usual time to an answer"), days_words))
        paper.figures(figures)
    if told.done:
        paper.heading(_("Answered"))
        _pairs(paper, told.done)
    if told.waiting:
        paper.heading(_("Still waiting for an answer"))
        _pairs(paper, told.waiting)
    if told.dropped:
        paper.heading(_("Not taken further"))
        _pairs(paper, told.dropped)
    if data.undescribed:
        paper.small(_("What is about somebody who needs help is not described here."))


def _pairs(paper: Paper, concerns: Sequence[Concern]) -> None:
    columns = (Column(_("You said"), share=1), Column(_("We did"), share=1))
    paper.table(columns, [[_said(paper, each), _done(paper, each)] for each in concerns])


def _said(paper: Paper, concern: Concern) -> Cell:
    where, said, when = said_words(concern)
    return paper.cell(text(where, paper.styles.total), said, text(when, paper.styles.label))


def said_words(concern: Concern) -> tuple[str, str, str]:
    """Give about what and where something was raised, what was said, and when and how often."""
    topic = words.label("topic", concern.topic.value)
    if concern.kind is ConcernKind.SUGGESTION:
        topic = f"{words.label('concern', concern.kind.value)}: {topic}"
    where = (
        f"{topic}, {formats.isolated(typedwords.place(concern.place.text))}" if concern.place.text else topic
    )
    when = formats.long_day(concern.raised_on)
    if concern.times > 1:
        often = ngettext("raised {count} time", "raised {count} times", concern.times)
        when = _("{day}, {often}").format(day=when, often=often.format(count=concern.times))
    return where, concern.public_wording or concern.words, when


def _done(paper: Paper, concern: Concern) -> Cell:
    did, standing = done_words(concern)
    return paper.cell(did, text(standing, paper.styles.label) if standing else "")


def done_words(concern: Concern) -> tuple[str, str]:
    """Give what came of it, and how far it is where that says more; "" where it does not."""
    did = concern.public_answer
    if not did:
        did = concern.dropped_why if concern.state is State.DROPPED else concern.answer
    return (did, _standing(concern)) if did else (_plain(concern), "")


def _plain(concern: Concern) -> str:
    """Say what was done where nobody put it in words for this audience."""
    if concern.state is State.RAISED and concern.responsible is None:
        return _("Noted. We are finding out who can do something about it.")
    return _standing(concern)


def _standing(concern: Concern) -> str:
    """Say how far it has come, with the day."""
    who = words.label("responsible", concern.responsible.value) if concern.responsible else ""
    if concern.dropped_on is not None:
        return _("Dropped on {day}.").format(day=formats.long_day(concern.dropped_on))
    if concern.answered_on is not None:
        day = formats.long_day(concern.answered_on)
        if who and concern.sent_on is not None:
            return _("Sent to: {who}. Answered on {day}.").format(who=who, day=day)
        return _("Done on {day}.").format(day=day) if who else _("Answered on {day}.").format(day=day)
    if concern.sent_on is not None:
        day = formats.long_day(concern.sent_on)
        return _("Sent to: {who}, on {day}. We ask again until there is an answer.").format(who=who, day=day)
    return _("Our watch has it in hand.") if who else ""


def register(data: Register, made_on: datetime) -> bytes:
    """Make the register of open concerns as PDF. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=_("Register of concerns"),
        subtitle=formats.long_day(data.day),
        left_out=data.left_out,
        large=data.large,
    )
    if not data.concerns:
        paper.body(_("Nothing is open: whatever was raised was answered and told back."))
    else:
        oldest = max(each.days_open(data.day) for each in data.concerns)
        paper.figures(
            [
                (_("Open"), f"{len(data.concerns):,}"),
                (_("The oldest waits"), ngettext("{count} day", "{count} days", oldest).format(count=oldest)),
            ]
        )
        columns = (
            Column(_("Days"), align=Align.END),
            Column(_("What"), share=3),
            Column(_("Where"), share=2),
            Column(_("Waiting for"), share=2),
        )
        names = dict(data.blocks)
        paper.table(columns, [_row(paper, each, data.day, names) for each in data.concerns])
    if data.undescribed:
        paper.small(_("What is about somebody who needs help is not described here."))
    return paper.pdf()


def _row(paper: Paper, concern: Concern, day: date, blocks: dict[str, str]) -> list[Cell]:
    label = paper.styles.label
    topic = words.label("topic", concern.topic.value)
    often = f" ({concern.times}×)" if concern.times > 1 else ""
    when = _("Raised on {day}").format(day=formats.long_day(concern.raised_on))
    if concern.raised_by:
        when = _("Raised on {day} by {who}").format(
            day=formats.long_day(concern.raised_on), who=formats.isolated(concern.raised_by)
        )
    what = paper.cell(
        [(f"{topic}{often}", Cut.BOLD)],
        concern.words or concern.public_wording,
        text(when, label),
    )
    block = blocks.get(concern.block_id or "", "")
    where = paper.cell(
        concern.place.text,
        text(_("Block: {name}").format(name=formats.isolated(block)), label) if block else "",
    )
    told = []
    if concern.responsible_name:
        told.append(formats.isolated(concern.responsible_name))
    if concern.ticket:
        told.append(_("Ticket {number}").format(number=formats.isolated(concern.ticket)))
    if concern.sent_on is not None:
        told.append(_("since {day}").format(day=formats.short_day(concern.sent_on)))
    waiting = paper.cell(
        words.label("waits", concern.waiting.value), text("\n".join(told), label) if told else ""
    )
    return [f"{concern.days_open(day):,}", what, where, waiting]


__all__ = [
    "Register",
    "SaidAndDonePage",
    "done_words",
    "put_said_and_done",
    "register",
    "said_and_done",
    "said_words",
]
