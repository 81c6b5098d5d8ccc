"""Papers about patrols: the log of one, and the hours of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sacwatch.domain.audiences import Audience, may_show
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.patrols import (
    Entry,
    Patrol,
    Patroller,
    PersonHours,
    Rule,
    Seat,
    Stop,
    hours_by_person,
)
from sacwatch.domain.reported import ReportedTo
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats, leftout
from sacwatch.reports.layout import Cell, Column, Fact, Paper, Photo
from sacwatch.reports.pieces import Align, Text, text
from sacwatch.words import label


@dataclass(frozen=True, kw_only=True)
class PatrolLog:
    """One patrol, already reduced for the audience, and the photos that this audience may see."""

    watch: Watch
    audience: Audience
    patrol: Patrol
    photos: tuple[Photo, ...] = ()
    left_out: LeftOut = NOTHING
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class PatrolHours:
    """The patrols of one month, already reduced for the audience, in any order."""

    watch: Watch
    audience: Audience
    year: int
    month: int
    patrols: tuple[Patrol, ...]
    left_out: LeftOut = NOTHING
    large: bool = False


def patrol_log(data: PatrolLog, made_on: datetime) -> bytes:
    """Make the log of one patrol as PDF. `made_on` is aware UTC."""
    patrol, audience = data.patrol, data.audience
    when = _("{day}, {times}").format(
        day=formats.long_day(formats.local_day(patrol.started_at)),
        times=formats.clock_range(patrol.started_at, patrol.finished_at),
    )
    paper = Paper(
        watch=data.watch,
        audience=audience,
        made_on=made_on,
        title=_("Patrol log"),
        subtitle=when,
        large=data.large,
        left_out=data.left_out,
        emergency=True,
    )
    paper.facts(_facts(patrol))
    telling = may_show(Entry, "seen", audience)
    if patrol.public_wording and not telling:
        paper.body(patrol.public_wording)
    paper.heading(_("What the patrollers wrote down"))
    told = [each for each in patrol.entries if not each.counted_only]
    if told:
        entry_table(paper, told, telling=telling)
    elif not patrol.entries:
        paper.body(_("Nothing was written down on this patrol."))
    if len(told) < len(patrol.entries):
        words = leftout.entries(len(patrol.entries) - len(told), audience)
        paper.small(_("Not in this list: {entries}.").format(entries=words))
    if patrol.public_wording and telling:
        paper.small(_("Told to neighbors: {words}").format(words=formats.isolated(patrol.public_wording)))
    if patrol.note:
        paper.heading(_("The captain’s note"))
        paper.body(patrol.note)
    if data.photos:
        paper.heading(_("Photos"))
        paper.photos(data.photos)
    return paper.pdf()


def _facts(patrol: Patrol) -> list[Fact]:
    crew = crew_words(patrol.crew)
    return [
        Fact(_("Patrollers"), crew, wide=len(crew) > 34),
        Fact(_("How"), label("mode", patrol.mode.value)),
        Fact(_("Length"), formats.duration(patrol.minutes)),
        Fact(_("Person-hours"), formats.duration(patrol.person_minutes)),
        Fact(_("Vehicle"), patrol.vehicle, wide=len(patrol.vehicle) > 60),
        Fact(_("Odometer"), _odometer(patrol)),
        Fact(_("Weather"), patrol.weather, wide=len(patrol.weather) > 60),
        Fact(_("Area or route"), patrol.area, wide=len(patrol.area) > 34),
        Fact(_("Equipment"), _equipment(patrol), wide=True),
        Fact(_("Rules agreed to before setting out"), _rules(patrol), wide=True),
    ]


def crew_words(crew: Sequence[Patroller]) -> str:
    """Give who went; people whose names this audience may not see are counted."""
    named = [
        f"{formats.isolated(each.name)} ({_('driver')})"
        if each.seat is Seat.DRIVER
        else formats.isolated(each.name)
        for each in crew
        if each.name
    ]
    unnamed = len(crew) - len(named)
    if not named:
        return formats.people(unnamed)
    if unnamed:
        named.append(ngettext("{count} other", "{count} others", unnamed).format(count=unnamed))
    return ", ".join(named)


def _odometer(patrol: Patrol) -> str:
    start, finish, miles = patrol.odometer_start, patrol.odometer_finish, patrol.miles
    if start is None and finish is None:
        return ""
    if start is None or finish is None or miles is None:
        known = start if start is not None else finish
        words = _("{reading} at the start") if start is not None else _("{reading} at the finish")
        return words.format(reading=formats.amount(known or 0))
    return _("{start} to {finish} ({miles} miles)").format(
        start=formats.amount(start), finish=formats.amount(finish), miles=formats.amount(miles)
    )


def _equipment(patrol: Patrol) -> str:
    words = []
    for each in patrol.equipment:
        taken = _("brought back") if each.back else _("not yet back")
        state = taken if each.out else _("not taken")
        words.append(f"{formats.isolated(each.name)} ({state})")
    return ", ".join(words)


def _rules(patrol: Patrol) -> str:
    return " ".join(f"{label('rule', rule.value)}." for rule in Rule if rule in patrol.rules)


def entry_table(paper: Paper, entries: Sequence[Entry], *, telling: bool) -> None:
    """Put a table of what was written down, in its order."""
    columns = [Column(_("Time"), most=9), Column(_("Place"), most=13), Column(_("What"), most=11)]
    columns.append(Column(_("Seen and done"), share=1) if telling else Column(_("Reported to"), share=1))
    rows: list[list[Cell]] = []
    for entry in entries:
        what = label("category", entry.category.value)
        reported = _reported(entry, telling=telling)
        told: Cell = paper.cell(entry.seen, _small(paper, reported)) if telling else reported
        rows.append(
            [
                formats.clock(entry.at) if entry.at else "",
                entry.place.text,
                paper.cell(what, _small(paper, _stop(entry))),
                told,
            ]
        )
    paper.table(columns, rows)


def _small(paper: Paper, words: str) -> Text | str:
    return text(words, paper.styles.label) if words else ""


def _stop(entry: Entry) -> str:
    return label("stop", entry.stop.value) if entry.stop is Stop.STOP else ""


def _reported(entry: Entry, *, telling: bool) -> str:
    if entry.reported_to is ReportedTo.NONE:
        return _("Number\u00a0{number}").format(number=entry.number) if entry.number else ""
    to = label("reported_to", entry.reported_to.value)
    if not telling:
        return to
    if entry.number:
        return _("Reported to: {service}, number\u00a0{number}").format(
            service=to, number=formats.isolated(entry.number)
        )
    return _("Reported to: {service}").format(service=to)


def patrol_hours(data: PatrolHours, made_on: datetime) -> bytes:
    """Make the hours of a month as PDF. `made_on` is aware UTC."""
    audience = data.audience
    month = formats.month(data.year, data.month)
    patrols = sorted(data.patrols, key=lambda each: (each.started_at, each.id))
    people = hours_by_person(patrols)
    paper = Paper(
        watch=data.watch,
        audience=audience,
        made_on=made_on,
        title=_("Patrol hours"),
        subtitle=month,
        large=data.large,
        left_out=data.left_out,
    )
    if not patrols:
        paper.body(_("No patrols were logged in {month}.").format(month=month))
        return paper.pdf()
    minutes = sum(patrol.minutes for patrol in patrols)
    worked = sum(patrol.person_minutes for patrol in patrols)
    miles = [patrol.miles for patrol in patrols if patrol.miles is not None]
    figures = [
        (_("Patrols"), f"{len(patrols):,}"),
        (_("Time on patrol"), formats.duration(minutes)),
        (_("Person-hours"), formats.duration(worked)),
    ]
    if all(each.name for each in people):
        figures.append((_("People"), f"{len(people):,}"))
    if miles:
        figures.append((_("Miles driven"), formats.amount(sum(miles))))
    paper.figures(figures)
    paper.small(
        _("Person-hours are the length of a patrol times the people on it: 2 people for 2 hours make 4.")
    )
    if any(each.name for each in people):
        paper.heading(_("By person"))
        _person_table(paper, people, worked, sum(miles) if miles else None)
    paper.heading(_("Patrol by patrol"))
    _month_table(paper, patrols, minutes, worked)
    return paper.pdf()


def _person_table(
    paper: Paper, people: Sequence[PersonHours], worked: int, miles: Decimal | int | None
) -> None:
    columns = [
        Column(_("Name"), most=26),
        Column(_("Patrols"), align=Align.END),
        Column(_("Hours"), align=Align.END),
    ]
    if miles is not None:
        columns.append(Column(_("Miles driven"), align=Align.END))
    rows: list[list[Cell]] = []
    for each in (each for each in people if each.name):
        row: list[Cell] = [each.name, f"{each.patrols:,}", formats.duration(each.minutes)]
        if miles is not None:
            row.append(formats.amount(each.miles) if each.miles else "")
        rows.append(row)
    unnamed = [each for each in people if not each.name]
    if unnamed:
        # How often they went is no sum: two of them may have been on one patrol.
        row = [_("People not named here"), "", formats.duration(sum(each.minutes for each in unnamed))]
        if miles is not None:
            row.append(formats.amount(sum(each.miles for each in unnamed)))
        rows.append(row)
    total: list[Cell] = [_("Total"), "", formats.duration(worked)]
    if miles is not None:
        nobodys = miles - sum(each.miles for each in people)
        if nobodys:
            rows.append([_("Driver not written down"), "", "", formats.amount(nobodys)])
        total.append(formats.amount(miles))
    paper.table(columns, rows, total)


def _month_table(paper: Paper, patrols: Sequence[Patrol], minutes: int, worked: int) -> None:
    columns = [
        Column(_("When"), most=10),
        Column(_("Who"), share=1),
        Column(_("How"), most=7),
        Column(_("Length"), align=Align.END),
        Column(_("Person-hours"), align=Align.END),
    ]
    rows: list[list[Cell]] = [
        [
            paper.cell(
                formats.short_day(formats.local_day(patrol.started_at)),
                _small(paper, formats.clock_range(patrol.started_at, patrol.finished_at)),
            ),
            crew_words(patrol.crew),
            label("mode", patrol.mode.value),
            formats.duration(patrol.minutes),
            formats.duration(patrol.person_minutes),
        ]
        for patrol in patrols
    ]
    paper.table(columns, rows, [_("Total"), "", "", formats.duration(minutes), formats.duration(worked)])


__all__ = ["PatrolHours", "PatrolLog", "crew_words", "entry_table", "patrol_hours", "patrol_log"]
