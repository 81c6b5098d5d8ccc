"""The calendar of shifts on paper: a month as on the wall with its list, or a week to hang up and sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.shifts import week_start
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.fonts import Cut
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import Align, Style
from sacwatch.reports.setting import Span
from sacwatch.reports.weeks import DAYS, GridDay, Weeks

_RULED = "_" * 26
"""A line to write a name on."""


@dataclass(frozen=True, kw_only=True)
class PaperShift:
    """One shift on one day, as its audience may see it. Times are aware UTC."""

    start: datetime
    end: datetime
    area: str = ""
    needed: int = 1
    people: tuple[str, ...] = ()
    """Those who come and may be named, each stand-in with whom they replace."""
    unnamed: int = 0
    """How many more come."""
    wanted: int = 0
    skipped: bool = False
    why: str = ""
    conflicts: tuple[str, ...] = ()
    """For the captain: what stands in the way."""


@dataclass(frozen=True, kw_only=True)
class ShiftCalendar:
    """The shifts from first to last, both included, in order."""

    watch: Watch
    audience: Audience
    first: date
    last: date
    shifts: tuple[PaperShift, ...]
    left_out: LeftOut = NOTHING
    large: bool = False


def shift_month(data: ShiftCalendar, made_on: datetime) -> bytes:
    """Make the page of a month as PDF: the grid, and day by day who comes. `made_on` is aware UTC."""
    month = formats.month(data.first.year, data.first.month)
    paper = _begin(data, made_on, _("Shifts"), month)
    if not data.shifts:
        paper.body(_("No shifts are planned in {month}.").format(month=month))
    paper.put(Weeks(_grid(data), Style(11 if data.large else 8.5, leading=1.25), _("{count} more")))
    if data.shifts:
        paper.heading(_("Day by day"))
        _table(paper, data.shifts, days=True)
    _settle(paper, data)
    return paper.pdf()


def shift_week(data: ShiftCalendar, made_on: datetime) -> bytes:
    """Make the page of a week as PDF, with lines for those who sign up by hand. `made_on` is aware UTC."""
    paper = _begin(data, made_on, _("Shifts of the week"), formats.days(data.first, data.last))
    by_day: dict[date, list[PaperShift]] = {}
    for each in data.shifts:
        by_day.setdefault(formats.local_day(each.start), []).append(each)
    for number in range((data.last - data.first).days + 1):
        day = data.first + timedelta(days=number)
        paper.heading(formats.long_day(day))
        if day in by_day:
            _table(paper, by_day[day], days=False)
        else:
            paper.small(_("No shift."))
    _settle(paper, data)
    return paper.pdf()


def _begin(data: ShiftCalendar, made_on: datetime, title: str, subtitle: str) -> Paper:
    return Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=title,
        subtitle=subtitle,
        large=data.large,
        left_out=data.left_out,
    )


def _grid(data: ShiftCalendar) -> list[list[GridDay]]:
    by_day: dict[date, list[Sequence[Span]]] = {}
    for each in data.shifts:
        by_day.setdefault(formats.local_day(each.start), []).append(_brief(each))
    weeks = []
    sunday = week_start(data.first)
    while sunday <= data.last:
        days = [sunday + timedelta(days=number) for number in range(DAYS)]
        weeks.append(
            [
                GridDay(day.day, by_day.get(day, ()), outside=not data.first <= day <= data.last)
                for day in days
            ]
        )
        sunday += timedelta(days=DAYS)
    return weeks


def _brief(each: PaperShift) -> Sequence[Span]:
    """Give a shift in a square of the month: when in bold, beneath it where and how many are wanted."""
    when = (formats.clock(each.start), Cut.BOLD)
    lines = [""]
    if each.skipped:
        return (when, ("\n" + _("no shift"), Cut.REGULAR))
    if each.area:
        lines.append(each.area if len(each.area) <= 40 else each.area[:39].rstrip() + "…")
    if each.wanted:
        lines.append(_("{count} wanted").format(count=each.wanted))
    return (when, ("\n".join(lines), Cut.REGULAR))


def _table(paper: Paper, shifts: Sequence[PaperShift], *, days: bool) -> None:
    columns = [Column(_("When"), most=12.5)]
    areas = any(each.area for each in shifts)
    if areas:
        columns.append(Column(_("Where"), most=12))
    columns += [Column(_("Who comes"), share=1), Column(_("Wanted"), align=Align.END)]
    rows: list[list[Cell]] = []
    for each in shifts:
        times = formats.clock_range(each.start, each.end)
        when = paper.cell(formats.short_day(formats.local_day(each.start)), times) if days else times
        row: list[Cell] = [when]
        if areas:
            row.append(each.area)
        rows.append([*row, _who(paper, each, to_sign=not days), _wanted(each)])
    paper.table(columns, rows)


def _wanted(each: PaperShift) -> str:
    return str(each.wanted) if each.wanted and not each.skipped else ""


def _who(paper: Paper, each: PaperShift, *, to_sign: bool) -> Cell:
    if each.skipped:
        return _("No shift: {why}").format(why=each.why) if each.why else _("No shift on this day")
    people = [formats.isolated(name) for name in each.people]
    if each.unnamed and people:
        people.append(ngettext("{count} other", "{count} others", each.unnamed).format(count=each.unnamed))
    elif each.unnamed:
        people.append(formats.people(each.unnamed))
    lines = [", ".join(people)] if people else []
    if to_sign:
        lines += [_RULED] * min(each.wanted, 6)
    elif not people:
        lines = [_("Nobody yet")]
    if each.why:
        lines.append(each.why)
    return paper.cell(*lines)


def _settle(paper: Paper, data: ShiftCalendar) -> None:
    """Tell the captain what stands in the way."""
    told = [
        _("{day}, {time}: {what}").format(
            day=formats.short_day(formats.local_day(each.start)), time=formats.clock(each.start), what=what
        )
        for each in data.shifts
        for what in each.conflicts
    ]
    if told and data.audience is Audience.CAPTAIN:
        paper.heading(_("To be settled"))
        for words in told:
            paper.small(words)


__all__ = ["PaperShift", "ShiftCalendar", "shift_month", "shift_week"]
