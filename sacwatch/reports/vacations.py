"""Vacation checks on paper: the slip that a household fills in, and the captain's list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sacwatch.domain.audiences import Audience
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.blanks import Blank, WriteOn
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import text
from sacwatch.reports.sheetpieces import Tick, Ticks, WriteBox, WriteBoxes

_LOOKS_TOLD = 5
"""Of many looks at a house the latest are told one by one."""


@dataclass(frozen=True, kw_only=True)
class AwayLine:
    """A vacation that is not over. Each look: when (aware UTC), who went, what they saw."""

    address: str
    first_day: date
    last_day: date
    key_holder: str = ""
    note: str = ""
    looks: tuple[tuple[datetime, tuple[str, ...], str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class VacationChecks:
    """The captain's list as of a civil day."""

    watch: Watch
    day: date
    lines: tuple[AwayLine, ...] = ()
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class VacationRequest:
    """The slip; what is known of the household stands in it already. Theirs alone."""

    watch: Watch
    address: str = ""
    names: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    key_holder: str = ""
    return_to: str = ""
    large: bool = False


def vacation_checks(data: VacationChecks, made_on: datetime) -> bytes:
    """Make the captain's list as PDF. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=_("Houses to look at"),
        subtitle=formats.long_day(data.day),
        large=data.large,
    )
    paper.small(
        _(
            "This list tells which houses stand empty. It is right for this day only: please shred it then. "
            "Patrollers get the addresses of their own day on their sheet."
        )
    )
    now = [each for each in data.lines if each.first_day <= data.day <= each.last_day]
    later = [each for each in data.lines if each not in now]
    if not data.lines:
        paper.body(_("Nobody is away, and nobody has said that they will be."))
    if now:
        paper.heading(_("Away now"))
        _table(paper, now)
    if later:
        paper.heading(_("Later"))
        _table(paper, later)
    return paper.pdf()


def _table(paper: Paper, lines: list[AwayLine]) -> None:
    columns = [
        Column(_("Address"), share=3),
        Column(_("Away"), share=3),
        Column(_("Key and remarks"), share=5),
        Column(_("Looked at"), share=4),
    ]
    rows: list[list[Cell]] = []
    for each in lines:
        key = _("Key: {who}").format(who=formats.isolated(each.key_holder)) if each.key_holder else ""
        away = _("{first} to {last}").format(
            first=formats.short_day(each.first_day), last=formats.short_day(each.last_day)
        )
        rows.append([each.address, away, paper.cell(key, each.note), _looked(paper, each)])
    paper.table(columns, rows)


def _looked(paper: Paper, line: AwayLine) -> Cell:
    if not line.looks:
        return _("Not yet")
    told = []
    for at, by, seen in reversed(line.looks[-_LOOKS_TOLD:]):
        when = _("{day}, {time}").format(day=formats.short_day(formats.local_day(at)), time=formats.clock(at))
        who = formats.listed([formats.isolated(name) for name in by])
        told.append(text(f"{when}: {who}" if who else when, paper.styles.table))
        if seen:
            told.append(text(seen, paper.styles.label))
    more = len(line.looks) - _LOOKS_TOLD
    if more > 0:
        words = ngettext("and {count} time before", "and {count} times before", more).format(count=more)
        told.append(text(words, paper.styles.label))
    return told


def vacation_request(data: VacationRequest, made_on: datetime) -> bytes:
    """Make the slip as PDF. `made_on` is aware UTC."""
    whom = data.address or _("the household that fills it in")
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=_("Please look at our house while we are away"),
        large=data.large,
        addressee=whom,
    )
    paper.body(
        _(
            "Patrollers of the watch look at your house from the sidewalk and tell you or your key holder if "
            "something is not as it should be. They do not go in. It costs nothing."
        )
    )
    label, value = paper.styles.label, paper.styles.body
    room = 30.0 if data.large else 26.0
    days = ["" if day is None else formats.long_day(day) for day in (data.first_day, data.last_day)]
    for boxes in (
        [WriteBox(_("Address"), data.address)],
        [WriteBox(_("Names"), ", ".join(formats.isolated(name) for name in data.names))],
        [WriteBox(_("Away from"), days[0]), WriteBox(_("Back on"), days[1])],
        [WriteBox(_("Where we can be reached while away"))],
        [WriteBox(_("Who has a key"), data.key_holder), WriteBox(_("Phone of the key holder"))],
        [WriteBox(_("Who may be at the house, and when (sitter, gardener, family)"))],
        [WriteBox(_("Cars that may stand there, lights on timers, pets, alarm"))],
    ):
        paper.put(WriteBoxes(boxes, label, value, room, before=0, after=0))
    ticks = [
        Tick(("",), text(words, value))
        for words in (
            _("Mail and packages are held or taken in by somebody."),
            _("Patrollers may walk to the front door to look."),
            _("Patrollers may look into the yard; the gate is not locked."),
        )
    ]
    paper.put(Ticks(ticks, label, room=24, before=10))
    paper.body(
        _(
            "The captain alone keeps this. The address stands on the sheets of the patrols of these days and "
            "on no other paper, and it comes off when you are back. You can take this back at any time."
        )
    )
    paper.put(WriteOn((Blank(_("Signature"), 2), Blank(_("Date"), 1)), label, room=34))
    if data.return_to:
        paper.small(
            _("Please give this to the captain, or bring it to: {place}").format(place=data.return_to)
        )
    else:
        paper.small(_("Please give this to the captain."))
    return paper.pdf()


__all__ = [
    "AwayLine",
    "VacationChecks",
    "VacationRequest",
    "vacation_checks",
    "vacation_request",
]
