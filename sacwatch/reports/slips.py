"""The yearly slip: all that is kept about a household or a member, to correct it and to agree anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sacwatch.domain import consents
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import OTHERS, Consent
from sacwatch.domain.households import Household, Vacation
from sacwatch.domain.members import Member, Role, Skill, Training
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _
from sacwatch.reports import formats
from sacwatch.reports.blanks import Blank, WriteOn
from sacwatch.reports.frames import Turn
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import text
from sacwatch.reports.sheetpieces import Tick, Ticks
from sacwatch.words import label

_LINES = 2
"""Blank lines of each table, for what is not kept yet."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One household and its people, as they are kept; or one member without a household. Theirs alone."""

    household: Household | None = None
    people: tuple[Member, ...] = ()
    block: str = ""

    @property
    def called(self) -> str:
        """Give whose it is: the address, or the name of somebody by themselves."""
        if self.household is not None:
            return self.household.place.text
        return self.people[0].name if self.people else ""


@dataclass(frozen=True, kw_only=True)
class Slips:
    """One slip, or those of several households one after the other, as of a civil day."""

    watch: Watch
    day: date
    slips: tuple[Slip, ...] = ()
    large: bool = False


def household_slips(data: Slips, made_on: datetime) -> bytes:
    """Make the slips as PDF, each beginning on a page of its own. `made_on` is aware UTC."""
    # The title stands on every page: with several slips it names nobody's address on another's.
    one = data.slips[0].called if len(data.slips) == 1 else ""
    title = _("Is what we keep about you still right?")
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=title,
        subtitle=one,
        large=data.large,
        addressee=_("the household that is named on it")
        if any(each.household for each in data.slips) or not data.slips
        else _("the one who is named on it"),
    )
    if not data.slips:
        paper.body(_("Nobody is due to be asked: each entry is asked about once a year."))
    for place, slip in enumerate(data.slips):
        address = slip.called
        if place:
            paper.put(Turn())
            paper.put(text(title, paper.styles.title, keep=True))
        if not one:
            paper.put(text(address, paper.styles.subtitle, keep=True, mark=address))
        _slip(paper, data, slip)
    return paper.pdf()


def _slip(paper: Paper, data: Slips, slip: Slip) -> None:
    whose = (
        _("This is what the watch keeps about your household.")
        if slip.household is not None
        else _("This is what the watch keeps about you.")
    )
    asked = _(
        "Please write into the last column what is to be changed, and cross out what is to be deleted. Leave "
        "blank what you do not want to tell."
    )
    paper.body(f"{whose} {asked}")
    if slip.household is not None:
        paper.heading(_("Your home"))
        _table(paper, home_facts(slip.household, slip.block, data.day))
    for member in slip.people:
        paper.heading(formats.isolated(member.name))
        _table(paper, person_facts(member, slip.household))
    paper.heading(_("Who may see what"))
    paper.body(
        _(
            "Only the captain sees this. It is shown to others where a box is ticked, and nowhere else. "
            "Please tick what you agree to and cross out ticks that are no longer right. Vacation dates, "
            "keys, special needs, gas shut-offs and emergency contacts are never shown to others."
        )
    )
    if slip.household is not None:
        _agreements(paper, _("Your home"), slip.household, slip.household.consents)
    for member in slip.people:
        _agreements(paper, formats.isolated(member.name), member, member.consents)
    _signature(paper, data, slip)


def _table(paper: Paper, facts: Sequence[tuple[str, str]]) -> None:
    columns = [
        Column(_("What"), most=13),
        Column(_("As we have it"), share=1),
        Column(_("Change to"), share=1),
    ]
    rows: list[list[Cell]] = [[name, paper.cell(*value.split("\n")) or "–", ""] for name, value in facts]
    rows += [["\u00a0", "", ""] for _line in range(_LINES)]
    paper.table(columns, rows)


def home_facts(home: Household, block: str, day: date) -> list[tuple[str, str]]:
    """Give what is kept of a home, each fact with its name, blank ones too, on a civil day."""
    cars = [
        ", ".join(part for part in (" ".join(filter(None, (v.colour, v.make, v.model))), v.plate) if part)
        for v in home.vehicles
    ]
    away = [_vacation(each) for each in home.vacations if each.last_day >= day]
    return [
        (_("Address"), home.place.text),
        *([(_("Block"), block)] if block else []),
        (_("People"), "" if home.people is None else str(home.people)),
        (_("Pets"), home.pets),
        (_("Cars"), "\n".join(cars)),
        (_("Gas shut-off, propane"), home.utilities),
        (_("Special needs"), home.special_needs),
        (_("Who has a key"), home.key_holder),
        *([(_("Away"), "\n".join(away))] if away else []),
        _said(home.confirmed_on),
    ]


def _said(day: date | None) -> tuple[str, str]:
    return _("Said to be right"), formats.long_day(day) if day else _("never yet")


def _vacation(vacation: Vacation) -> str:
    days = formats.period(vacation.first_day, vacation.last_day)
    told = [each for each in (vacation.key_holder, vacation.note) if each]
    return f"{days}: {', '.join(told)}" if told else days


def person_facts(member: Member, home: Household | None) -> list[tuple[str, str]]:
    """Give what is kept of a member, likewise; `home` is the one they belong to."""
    phones = [f"{each.number} ({label('phone', each.type.value)})" for each in member.phones]
    emergency = ", ".join(filter(None, (member.emergency_name, member.emergency_phone)))
    facts = [
        (_("Phones, first one first"), "\n".join(phones)),
        (_("E-mail"), member.email),
        (_("Language"), member.language),
        (_("How you like to be told"), label("channel", member.channel.value) if member.channel else ""),
        (_("In case of emergency"), emergency),
        (_("Skills and equipment"), ", ".join(_skill(each) for each in member.skills)),
    ]
    there = home.place.text if home is not None else ""
    address = _("Address, if another") if home is not None else _("Address")
    more = [
        (address, "" if member.address.text == there else member.address.text),
        (
            _("What you do for the watch"),
            ", ".join(label("role", r.value) for r in Role if r in member.roles),
        ),
        (_("Trainings"), "\n".join(_training(each) for each in member.trainings)),
        (_("Vetted"), _since(member.vetted_on, member.vetting_expires_on)),
        (_("Waiver signed"), formats.long_day(member.waiver_on) if member.waiver_on else ""),
    ]
    said = [_said(member.confirmed_on)] if home is None else []
    return [*facts, *((name, value) for name, value in more if value), *said]


def _skill(skill: str) -> str:
    """Give a skill in words: one of ours by its label, others as they were typed."""
    return label("skill", skill) if skill in {each.value for each in Skill} else formats.isolated(skill)


def _training(training: Training) -> str:
    since = _since(training.done_on, training.expires_on)
    return f"{training.name}: {since}" if since else training.name


def _since(first: date | None, last: date | None) -> str:
    begun = formats.long_day(first) if first else ""
    if last is None:
        return begun
    until = _("until {day}").format(day=formats.long_day(last))
    return f"{begun}, {until}" if begun else until


def _agreements(paper: Paper, whose: str, record: Any, given: tuple[Consent, ...]) -> None:
    """Put a line of boxes for each fact that is kept of somebody, ticked where they agreed."""
    styles = paper.styles
    boxes = [label("audience", each.value) for each in OTHERS]
    ticks = []
    for field in consents.fields_for(type(record)):
        agreed = consents.agreed(given, field)
        if getattr(record, field) or agreed:
            done = [each in agreed for each in OTHERS]
            ticks.append(Tick(boxes, text(label("fact", field), styles.table), done=done))
    if ticks:
        paper.put(text(whose, styles.head, keep=True))
        paper.put(Ticks(ticks, styles.label, room=20 if not styles.large else 26))


def _signature(paper: Paper, data: Slips, slip: Slip) -> None:
    styles = paper.styles
    ticks = [
        Tick(("",), text(words, styles.body))
        for words in (
            _("Everything is right as it stands."),
            _("Please change what we wrote above."),
            _("Please forget us: remove everything that you keep about us.")
            if slip.household is not None
            else _("Please forget me: remove everything that you keep about me."),
        )
    ]
    if (slip.household is not None and slip.household.note) or any(each.note for each in slip.people):
        paper.small(_("The captain keeps a remark of their own besides. Ask, and you are told."))
    paper.put(Ticks(ticks, styles.label, room=24, before=8, keep=True))
    paper.put(WriteOn((Blank(_("Signature"), 2), Blank(_("Date"), 1)), styles.label, room=34, keep=True))
    back = _("Please give this to the captain.")
    if data.watch.meeting_place:
        place = data.watch.meeting_place
        back = _("Please give this to the captain, or bring it to: {place}").format(place=place)
    paper.small(back)


__all__ = ["Slip", "Slips", "home_facts", "household_slips", "person_facts"]
