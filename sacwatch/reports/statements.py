"""Statements of hours: of everybody for the police liaison, and of one volunteer as a page of thanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.statements import Share, Statement, Step, Stretch, begin_of, following
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.blanks import Blank, WriteOn
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import Align, Style, text

_ABREAST = 4
"""Months or quarters side by side in a table of people; one fewer in large print, and one fewer of years."""


@dataclass(frozen=True, kw_only=True)
class HoursStatement:
    """The hours of a period, already reduced for the audience."""

    watch: Watch
    audience: Audience
    statement: Statement
    left_out: LeftOut = NOTHING
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class VolunteerStatement:
    """One volunteer's own part; for the captain, who hands it to that person."""

    watch: Watch
    name: str
    statement: Statement
    large: bool = False


def hours_statement(data: HoursStatement, made_on: datetime) -> bytes:
    """Make the statement of everybody's hours as PDF. `made_on` is aware UTC."""
    whole, audience = data.statement.whole, data.audience
    nameless = sum(not share.name for share in whole.shares)
    paper = Paper(
        watch=data.watch,
        audience=audience,
        made_on=made_on,
        title=_("Statement of hours"),
        subtitle=formats.period(whole.first, whole.last),
        large=data.large,
        left_out=data.left_out,
    )
    if not whole.patrols:
        paper.body(_("No patrols were logged in this period."))
        return paper.pdf()
    figures = [
        (_("Patrols"), f"{whole.patrols:,}"),
        (_("Person-hours"), formats.duration(whole.person_minutes)),
        (_("People"), f"{whole.people:,}"),
    ]
    if whole.miles is not None:
        figures.append((_("Miles driven"), formats.amount(whole.miles)))
    paper.figures(figures)
    paper.small(
        _(
            "Person-hours are the length of a patrol times the people on it: 2 people for 2 hours make 4. "
            "A patrol counts whole on the day on which it began."
        )
    )
    if len(data.statement.parts) > 1:
        paper.heading(_heading(data.statement.step))
        _parts_table(paper, data.statement, everybody=True)
    if nameless < len(whole.shares):
        paper.heading(_("By person"))
        _person_table(paper, whole)
        if len(data.statement.parts) > 1:
            _grids(paper, data.statement)
    return paper.pdf()


def _heading(step: Step) -> str:
    return {
        Step.MONTH: _("By month"),
        Step.QUARTER: _("By quarter"),
        Step.YEAR: _("By year"),
    }[step]


def _name_of(part: Stretch, step: Step, *, short: bool = False) -> str:
    """Name a month, quarter or year; one of which the period holds only some days says so."""
    first = begin_of(part.first, step)
    last = following(first, step) - timedelta(days=1)
    if short and step is Step.MONTH:
        name = formats.short_month(first.year, first.month)
    else:
        name = formats.period(first, last)
    if (first, last) != (part.first, part.last):
        return _("{period} (part)").format(period=name)
    return name


def _step_word(step: Step) -> str:
    return {Step.MONTH: _("Month"), Step.QUARTER: _("Quarter"), Step.YEAR: _("Year")}[step]


def _parts_table(paper: Paper, statement: Statement, *, everybody: bool) -> None:
    """Put a row for each part that has a patrol, and the sums."""
    miles = statement.whole.miles is not None
    columns = [
        Column(_step_word(statement.step), most=16),
        Column(_("Patrols"), align=Align.END),
    ]
    if everybody:
        columns.append(Column(_("People"), align=Align.END))
    columns.append(Column(_("Person-hours") if everybody else _("Hours"), align=Align.END))
    if miles:
        columns.append(Column(_("Miles driven"), align=Align.END))

    def row(name: str, part: Stretch) -> list[Cell]:
        cells: list[Cell] = [name, f"{part.patrols:,}"]
        if everybody:
            cells.append(f"{part.people:,}")
        cells.append(formats.duration(part.person_minutes))
        if miles:
            cells.append(formats.amount(part.miles) if part.miles else "")
        return cells

    rows = [row(_name_of(part, statement.step), part) for part in statement.parts if part.patrols]
    paper.table(columns, rows, row(_("Total"), statement.whole))


def _nameless_words(count: int) -> str:
    return ngettext("{count} person not named here", "{count} people not named here", count).format(
        count=count
    )


def _rows_of(stretch: Stretch) -> list[Share]:
    """Give the shares of those who are named, then one that sums the others."""
    named = [share for share in stretch.shares if share.name]
    others = [share for share in stretch.shares if not share.name]
    if not others:
        return named
    together = Share(
        name=_nameless_words(len(others)),
        patrols=sum(share.patrols for share in others),
        minutes=sum(share.minutes for share in others),
        miles=sum((share.miles for share in others), Decimal(0)),
    )
    return [*named, together]


def _person_table(paper: Paper, whole: Stretch) -> None:
    columns = [
        Column(_("Name"), most=26),
        Column(_("Patrols"), align=Align.END),
        Column(_("Hours"), align=Align.END),
    ]
    if whole.miles is not None:
        columns.append(Column(_("Miles driven"), align=Align.END))
    rows: list[list[Cell]] = []
    for share in _rows_of(whole):
        # Two who are not named here may have been on one patrol, which is not two.
        row: list[Cell] = [
            share.name,
            f"{share.patrols:,}" if share.member_id or share in whole.shares else "",
            formats.duration(share.minutes),
        ]
        if whole.miles is not None:
            row.append(formats.amount(share.miles) if share.miles else "")
        rows.append(row)
    total: list[Cell] = [_("Total"), "", formats.duration(whole.person_minutes)]
    if whole.miles is not None:
        nobodys = whole.miles - sum(share.miles for share in whole.shares)
        if nobodys:
            rows.append([_("Driver not written down"), "", "", formats.amount(nobodys)])
        total.append(formats.amount(whole.miles))
    paper.table(columns, rows, total)


def _grids(paper: Paper, statement: Statement) -> None:
    """Put tables of people by month, quarter or year, as many abreast as fit."""
    parts = [part for part in statement.parts if part.patrols]
    abreast = _ABREAST - paper.styles.large - (statement.step is Step.YEAR)
    for begin in range(0, len(parts), abreast):
        some = parts[begin : begin + abreast]
        names = [_name_of(part, statement.step) for part in some]
        if len(names) > 1:
            words = _("Each person, {first} to {last}").format(first=names[0], last=names[-1])
        else:
            words = _("Each person, {period}").format(period=names[0])
        paper.heading(words)
        _grid(paper, some, statement.step)


def _grid(paper: Paper, parts: Sequence[Stretch], step: Step) -> None:
    columns = [Column(_("Name"), share=1)]
    columns += [Column(_name_of(part, step, short=True), most=9, align=Align.END) for part in parts]
    cells: dict[tuple[str, str], dict[int, Cell]] = {}
    for at, part in enumerate(parts):
        others = [share for share in part.shares if not share.name]
        for share in part.shares:
            if share.name:
                cells.setdefault((share.name.casefold(), share.member_id or ""), {})[at] = _hours_and_miles(
                    paper, share.minutes, share.miles
                )
        if others:
            minutes = sum(share.minutes for share in others)
            miles = sum((share.miles for share in others), Decimal(0))
            cells.setdefault(("\U0010ffff", ""), {})[at] = _hours_and_miles(paper, minutes, miles)
    names = {
        (share.name.casefold(), share.member_id or ""): share.name
        for part in parts
        for share in part.shares
        if share.name
    }
    rows: list[list[Cell]] = [
        [names.get(who, _("Not named here")), *(found.get(at, "") for at in range(len(parts)))]
        for who, found in sorted(cells.items(), key=lambda each: each[0])
    ]
    total: list[Cell] = [_("Total"), *(formats.duration(part.person_minutes) for part in parts)]
    paper.table(columns, rows, total)


def _hours_and_miles(paper: Paper, minutes: int, miles: Decimal) -> Cell:
    hours = text(formats.duration(minutes), _ended(paper, label=False))
    if not miles:
        return hours
    driven = _("{miles}\u00a0miles").format(miles=formats.amount(miles))
    return [hours, text(driven, _ended(paper, label=True))]


def _ended(paper: Paper, *, label: bool) -> Style:
    return replace(paper.styles.label if label else paper.styles.table, align=Align.END)


def volunteer_statement(data: VolunteerStatement, made_on: datetime) -> bytes:
    """Make one volunteer's page of thanks as PDF. `made_on` is aware UTC."""
    whole = data.statement.whole
    period = formats.period(whole.first, whole.last)
    name = formats.isolated(data.name)
    title = _("Thank you, {name}") if whole.patrols else _("Volunteer hours of {name}")
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=title.format(name=name),
        subtitle=period,
        large=data.large,
        addressee=data.name,
    )
    if not whole.patrols:
        paper.body(_("No patrols were logged for {name} in this period.").format(name=name))
        return paper.pdf()
    given = formats.duration(whole.minutes)
    sentence = ngettext(
        "In this time you went on {count} patrol and gave {hours} of your own time to your neighbors.",
        "In this time you went on {count} patrols and gave {hours} of your own time to your neighbors.",
        whole.patrols,
    ).format(count=f"{whole.patrols:,}", hours=given)
    paper.body(sentence)
    paper.body(
        _("{watch} thanks you for it. It makes a difference that somebody walks by and looks.").format(
            watch=data.watch.name
        )
    )
    figures = [(_("Patrols"), f"{whole.patrols:,}"), (_("Hours"), given)]
    if whole.miles:
        figures.append((_("Miles driven"), formats.amount(whole.miles)))
    paper.figures(figures)
    blanks = (Blank(_("For the watch"), 2), Blank(_("Date"), 1))
    paper.put(WriteOn(blanks, paper.styles.label, room=44))
    if len(data.statement.parts) > 1:
        paper.heading(_heading(data.statement.step))
        _parts_table(paper, data.statement, everybody=False)
    counted = _("Hours run from start to finish of each patrol, which counts on the day on which it began.")
    if whole.miles:
        counted += " " + _("Miles are those you drove, by the odometer readings of the patrol sheets.")
    paper.small(counted)
    return paper.pdf()


__all__ = ["HoursStatement", "VolunteerStatement", "hours_statement", "volunteer_statement"]
