"""The patrol sheet: tonight's, a blank one, and one that came back filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.patrols import Category, Mode, Patrol, Rule
from sacwatch.domain.resources import Call
from sacwatch.domain.sheets import REPEATED_DAYS, Sheet, Spot
from sacwatch.domain.watches import Jurisdiction, Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats, pages
from sacwatch.reports.blanks import Blank, WriteOn
from sacwatch.reports.cardlines import in_a_row
from sacwatch.reports.fonts import Cut
from sacwatch.reports.frames import Boxed, Figure
from sacwatch.reports.layout import Fact, Paper
from sacwatch.reports.patrols import crew_words, entry_table
from sacwatch.reports.pieces import Align, Piece, Style, text
from sacwatch.reports.sheetconcerns import ConcernAt, concern_lines
from sacwatch.reports.sheetpieces import (
    Beside,
    Grid,
    GridColumn,
    NumberHead,
    Tick,
    Ticks,
    WriteBox,
    WriteBoxes,
)
from sacwatch.words import label

MAP_WIDTH, MAP_HEIGHT = 220.0, 172.0
"""Points."""
_LINES = 10
"""At least: for a patrol of two hours, one about every ten minutes."""
_FEWEST_LINES = 6
"""Where much is listed that has a place to write the time of its own."""
_MANY_HOUSES = 6
"""From so many on they stand two abreast."""
_SIGNATURES = 4
_KINDS = (2, 1)
"""How much of what happened at a place is told: most often, and where the sheet would take a third side."""
_SIDES = 2
"""Of one sheet, which goes along folded or on a clipboard."""
_SHORT = 150
"""Letters of who and where that stand beside the map."""

_TITLE = Style(24, Cut.BOLD, leading=1.15)
_WHEN = Style(15, Cut.BOLD, leading=1.25)
_NUMBER = Style(30, Cut.BOLD, leading=1.1, align=Align.CENTER)
_NUMBER_LABEL = Style(10, leading=1.2, align=Align.CENTER)
_HEADING = Style(15, Cut.BOLD, leading=1.25, before=8, after=2)
_BODY = Style(14, leading=1.25)
_BOLD = Style(14, Cut.BOLD, leading=1.25)
_SMALL = Style(11, leading=1.25, grey=0.1)
_CALLS = Style(11.5, leading=1.25, after=5)
_FEW_CALLS, _MANY_CALLS = 8, 10.0
"""More than so many numbers to call are printed smaller, in points."""
_LABEL = Style(10.5, leading=1.2, grey=0.2)


@dataclass(frozen=True, kw_only=True)
class House:
    """A house to look at: its address, and what was said of it."""

    id: str
    address: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PatrolSheet:
    """One sheet. The captain's paper, handed to those who go.

    `kept_back` counts the houses that were on it and are told no more, because their days are over.
    """

    sheet: Sheet
    houses: tuple[House, ...] = ()
    kept_back: int = 0
    concerns: tuple[ConcernAt, ...] = ()
    more_concerns: tuple[str, ...] = ()
    """The places of those that there is no room for."""


@dataclass(frozen=True, kw_only=True)
class PatrolSheets:
    """The sheets of one file."""

    watch: Watch
    sheets: tuple[PatrolSheet, ...]
    calls: tuple[Call, ...] = ()
    """Whom to call on the way."""
    jurisdiction: Jurisdiction = Jurisdiction.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class FilledSheet:
    """A patrol as its sheet came back. Houses stand by their number alone."""

    watch: Watch
    patrol: Patrol
    number: str = ""
    checked: int = 0
    """How many houses were on the sheet."""


def patrol_sheets(data: PatrolSheets, maps: Sequence[Any], made_on: datetime) -> bytes:
    """Make sheets as PDF, each with its map (a ReportLab flowable) or None. `made_on` is aware UTC."""
    return pages.joined(
        [_on_its_sides(data, each, drawing, made_on) for each, drawing in zip(data.sheets, maps, strict=True)]
    )


def _on_its_sides(whole: PatrolSheets, data: PatrolSheet, drawing: Any, made_on: datetime) -> pages.Pages:
    for kinds in _KINDS:
        tried = _sheet(whole, data, drawing, made_on, kinds).finished()
        if tried.count <= _SIDES:
            break
    return tried


def _sheet(whole: PatrolSheets, data: PatrolSheet, drawing: Any, made_on: datetime, kinds: int) -> Paper:
    sheet = data.sheet
    when = _when(sheet)
    whom = _("the patrollers of this sheet")
    paper = _begin(whole.watch, made_on, sheet.number, _("Patrol sheet"), when, addressee=whom)
    paper.put(Boxed(text(_("Emergency or crime in progress: call 911 first."), _BOLD), before=0, after=4))
    if whole.calls:
        style = _CALLS if len(whole.calls) <= _FEW_CALLS else replace(_CALLS, size=_MANY_CALLS)
        paper.put(in_a_row(whole.calls, whole.jurisdiction, style))
    for piece in _who_and_where(sheet, drawing):
        paper.put(piece)
    paper.put(_times_and_miles(sheet))
    if sheet.equipment or sheet.blank:
        paper.put(_equipment(sheet))
    for piece in _rules(sheet):
        paper.put(piece)
    for piece in _houses(data):
        paper.put(piece)
    for piece in _spots(sheet.spots, kinds):
        paper.put(piece)
    for piece in concern_lines(
        data.concerns,
        data.more_concerns,
        first=len(sheet.spots),
        heading=_HEADING,
        body=_BODY,
        small=_SMALL,
    ):
        paper.put(piece)
    paper.put(text(_legend(), replace(_SMALL, before=8), keep=True))
    # Whatever is listed above leaves room for fewer lines below.
    listed = len(data.houses) + len(sheet.spots) + len(data.concerns) + len(whole.calls) // _FEW_CALLS
    paper.put(_grid(sheet.number, max(_FEWEST_LINES, _LINES - listed // 2)))
    return paper


def _begin(
    watch: Watch, made_on: datetime, number: str, title: str, when: str, *, addressee: str = ""
) -> Paper:
    named = _("{title} {number}").format(title=title, number=number) if number else title
    mark = f"{named}: {when}" if when else named
    head = NumberHead(
        text(title, _TITLE),
        text(when, _WHEN),
        text(_("Sheet number"), _NUMBER_LABEL),
        text(number or "—", _NUMBER),
        mark,
    )
    return Paper(
        watch=watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=named,
        subtitle=when,
        large=True,
        addressee=addressee,
        head=head,
    )


def _when(sheet: Sheet) -> str:
    if sheet.day is None:
        return ""
    day = formats.long_day(sheet.day)
    if sheet.starts_at is None:
        return day
    if sheet.finishes_at is None:
        return _("{day}, {time}").format(day=day, time=formats.clock(sheet.starts_at))
    return _("{day}, {times}").format(day=day, times=formats.clock_range(sheet.starts_at, sheet.finishes_at))


def _who_and_where(sheet: Sheet, drawing: Any) -> list[Piece]:
    if sheet.blank:
        above = [WriteBox(_("Date"), share=2), WriteBox(_("Area or route"), share=5)]
        below = [WriteBox(_("Who goes (driver first)"))]
        return [WriteBoxes(above, _LABEL, _BODY, 26.0), WriteBoxes(below, _LABEL, _BODY, 26.0, before=0)]
    crew = crew_words(sheet.crew) if sheet.crew else ""
    who = [text(_("Who goes"), _LABEL), text(crew, _BOLD)] if crew else []
    where = [text(_("Area or route"), _LABEL), text(sheet.area, _BOLD)] if sheet.area else []
    how = [text(_("How"), _LABEL), text(_how(sheet), _BODY)] if sheet.mode else []
    parts: list[Piece] = []
    for some in (who, where, how):
        if some:
            parts += [some[0], replace(some[1], style=replace(some[1].style, after=5))]
    blanks: list[Piece] = []
    if not crew:
        blanks.append(WriteBoxes([WriteBox(_("Who goes (driver first)"))], _LABEL, _BODY, 26.0))
    if not sheet.area:
        blanks.append(WriteBoxes([WriteBox(_("Area or route"))], _LABEL, _BODY, 26.0))
    if drawing is None:
        return [*parts, *blanks]
    figure = Figure(drawing, before=0, after=0)
    if len(crew) + len(sheet.area) > _SHORT:
        return [*parts, *blanks, figure]
    return [Beside([*parts, *blanks], [figure], MAP_WIDTH)]


def _how(sheet: Sheet) -> str:
    assert sheet.mode is not None
    how = label("mode", sheet.mode.value)
    return f"{how}: {sheet.vehicle}" if sheet.vehicle else how


def _times_and_miles(sheet: Sheet) -> WriteBoxes:
    boxes = [WriteBox(_("Set out at")), WriteBox(_("Came back at"))]
    if sheet.mode in (None, Mode.VEHICLE):
        boxes += [WriteBox(_("Odometer, start")), WriteBox(_("Odometer, finish"))]
    boxes.append(WriteBox(_("Weather"), share=1.3))
    return WriteBoxes(boxes, _LABEL, _BODY, 24.0)


def _equipment(sheet: Sheet) -> Piece:
    names = sheet.equipment or ("", "", "", "")
    ticks = [Tick((_("out"), _("back")), text(name, _BODY), () if name else (("", 120.0),)) for name in names]
    return Ticks(ticks, _SMALL, across=2 if all(len(name) < 24 for name in names) else 1, before=4)


def _rules(sheet: Sheet) -> list[Piece]:
    rules = " ".join(f"{label('rule', rule.value)}." for rule in Rule)
    told = text(
        ((_("Before setting out, each of us agrees:"), Cut.BOLD), (" " + rules, Cut.REGULAR)),
        replace(_BODY, before=6),
        keep=True,
    )
    names = [each.name for each in sheet.crew] or [""] * (_SIGNATURES if sheet.blank else 2)
    pieces: list[Piece] = [told]
    for at in range(0, len(names), 2):
        pair = names[at : at + 2]
        blanks = [Blank(formats.isolated(name[:60]) if name else _("Signature")) for name in pair]
        if len(blanks) == 1:
            blanks.append(Blank(_("Signature")))
        pieces.append(WriteOn(blanks, _LABEL, room=25, before=0, after=0))
    return pieces


def _houses(data: PatrolSheet) -> list[Piece]:
    if not data.houses and not data.kept_back:
        return []
    pieces: list[Piece] = [text(_("Houses to look at while people are away"), _HEADING, keep=True)]
    if data.houses:
        told = _("Look from the sidewalk. Tick and write the time; anything odd goes on a line below.")
        pieces.append(text(told, _SMALL, keep=True))
        ticks = []
        for place, house in enumerate(data.houses, 1):
            spans = [(f"{place}  {house.address}", Cut.BOLD)]
            if house.note:
                spans.append((f"  {house.note}", Cut.REGULAR))
            ticks.append(Tick(("",), text(spans, _BODY), ((_("Time"), 44.0),)))
        short = all(len(house.address) + len(house.note) < 18 for house in data.houses)
        abreast = 2 if short and len(ticks) >= _MANY_HOUSES else 1
        pieces.append(Ticks(ticks, _SMALL, abreast, room=25))
    if data.kept_back:
        words = ngettext(
            "{count} house was on this sheet. Its days are over, and it is not printed any more.",
            "{count} houses were on this sheet. Their days are over, and they are not printed any more.",
            data.kept_back,
        )
        pieces.append(text(words.format(count=data.kept_back), _SMALL))
    return pieces


def _spots(spots: Sequence[Spot], kinds: int) -> list[Piece]:
    if not spots:
        return []
    head = ngettext(
        "Places to look at: more than once in the last {days} day",
        "Places to look at: more than once in the last {days} days",
        REPEATED_DAYS,
    ).format(days=REPEATED_DAYS)
    pieces: list[Piece] = [text(head, _HEADING, keep=True)]
    ticks = []
    for place, spot in enumerate(spots):
        spans = [(f"{chr(65 + place)}  {spot.place.text}", Cut.BOLD), (f"  {_why(spot, kinds)}", Cut.REGULAR)]
        ticks.append(Tick(("",), text(spans, _BODY), ((_("Time"), 44.0),)))
    pieces.append(Ticks(ticks, _SMALL, room=25))
    return pieces


def _why(spot: Spot, kinds: int) -> str:
    named = dict.fromkeys(label(*kind.split(".", 1)) for kind in spot.kinds)
    told = ", ".join(list(named)[:kinds])
    return _("{count}\u00a0times, last {day}: {kinds}").format(
        count=spot.count, day=formats.month_day(spot.latest), kinds=told
    )


def _legend() -> str:
    named = ((each.letter.upper(), label("category", each.value)) for each in Category)
    letters = " · ".join(f"{letter} {name}".replace(" ", "\u00a0") for letter, name in named)
    return _("What, by its letter: {letters}").format(letters=letters)


def _grid(number: str, lines: int) -> Grid:
    columns = [
        GridColumn("", 0.8),
        GridColumn(_("Time"), 1.7),
        GridColumn(_("Place"), 4.4),
        GridColumn(_("What"), 1.3),
        GridColumn(_("Seen and done"), 5.6),
        GridColumn(_("Reported to, number"), 3.2),
    ]
    return Grid(
        columns,
        text(_("One line about every 10 to 15 minutes, also when all is quiet."), _SMALL),
        text(_("Sheet {number}").format(number=number), replace(_BOLD, size=16)),
        replace(_LABEL, cut=Cut.BOLD, grey=0),
        replace(_LABEL, align=Align.CENTER),
        lines,
    )


def filled_sheet(data: FilledSheet, made_on: datetime) -> bytes:
    """Make the sheet of a patrol as it came back, as PDF. `made_on` is aware UTC."""
    patrol = data.patrol
    when = _("{day}, {times}").format(
        day=formats.long_day(formats.local_day(patrol.started_at)),
        times=formats.clock_range(patrol.started_at, patrol.finished_at),
    )
    paper = _begin(data.watch, made_on, data.number, _("Filled patrol sheet"), when)
    paper.put(Boxed(text(_("Emergency or crime in progress: call 911 first."), _BOLD), before=0, after=4))
    crew = crew_words(patrol.crew)
    facts = [
        Fact(_("Who went"), crew, wide=len(crew) > 24),
        Fact(_("How"), label("mode", patrol.mode.value)),
        Fact(_("Vehicle"), patrol.vehicle, wide=len(patrol.vehicle) > 24),
        Fact(_("Area or route"), patrol.area, wide=len(patrol.area) > 24),
        Fact(_("Weather"), patrol.weather, wide=len(patrol.weather) > 24),
    ]
    paper.facts(facts)
    start, finish = patrol.odometer_start, patrol.odometer_finish
    boxes = [
        WriteBox(_("Set out at"), formats.clock(patrol.started_at)),
        WriteBox(_("Came back at"), formats.clock(patrol.finished_at)),
    ]
    if patrol.mode is Mode.VEHICLE:
        boxes += [
            WriteBox(_("Odometer, start"), "" if start is None else formats.amount(start)),
            WriteBox(_("Odometer, finish"), "" if finish is None else formats.amount(finish)),
        ]
    paper.put(WriteBoxes(boxes, _LABEL, _BODY))
    if patrol.equipment:
        paper.put(_equipment_back(patrol))
    agreed = [
        Tick(("",), text(f"{label('rule', rule.value)}.", _BODY), done=(rule in patrol.rules,))
        for rule in Rule
    ]
    paper.put(text(_("Agreed to before setting out"), _HEADING, keep=True))
    paper.put(Ticks(agreed, _SMALL))
    houses = [each for each in patrol.entries if each.household_id is not None]
    if houses or data.checked:
        paper.put(text(_("Houses looked at"), _HEADING, keep=True))
        total = max(data.checked, len(houses))
        told = ngettext("{done} of {count} house", "{done} of {count} houses", total)
        paper.body(told.format(done=len(houses), count=total))
    lines = [each for each in patrol.entries if each.household_id is None]
    paper.heading(_("What the patrollers wrote down"))
    if lines:
        entry_table(paper, lines, telling=True)
    else:
        paper.body(_("Nothing was written down on this patrol."))
    if patrol.note:
        paper.heading(_("The captain’s note"))
        paper.body(patrol.note)
    return paper.pdf()


def _equipment_back(patrol: Patrol) -> Piece:
    ticks = [
        Tick((_("out"), _("back")), text(each.name, _BODY), done=(each.out, each.back))
        for each in patrol.equipment
    ]
    return Ticks(ticks, _SMALL, across=2 if all(len(each.name) < 24 for each in patrol.equipment) else 1)


__all__ = [
    "MAP_HEIGHT",
    "MAP_WIDTH",
    "FilledSheet",
    "House",
    "PatrolSheet",
    "PatrolSheets",
    "filled_sheet",
    "patrol_sheets",
]
