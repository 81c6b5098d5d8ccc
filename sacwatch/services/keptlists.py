"""Whom to call, the phone tree, routes, houses, what is due and the history, as lists for spreadsheets."""

from __future__ import annotations

from datetime import date, datetime

from sacwatch import words_resources
from sacwatch.domain import resources
from sacwatch.domain.audiences import Audience, may_show
from sacwatch.domain.history import Step
from sacwatch.domain.households import Household
from sacwatch.domain.routes import Route
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.services import confirming, letterheads, phones, titles, treepapers, vacations
from sacwatch.services.blockmaps import WHOLE
from sacwatch.services.plannedlists import Rows
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work
from sacwatch.words import label

_METRES_A_MILE = 1609.344
_AT_ONCE = 500
_NAMED = 10
"""Of so many records of a step the first that has a name is told."""


def numbers(work: Work, eyes: Eyes) -> Rows:
    """Give whom to call, in the order of the card, as it can be trusted today."""
    mine = eyes.audience is Audience.CAPTAIN
    seen = eyes.see(work.watches.get(work.watch_id))
    heads = [_("Name"), _("What for"), _("Number"), _("Text to"), _("Relay"), _("Hours"), _("Languages")]
    heads += [_("Tried on"), _("State")]
    heads += [_("Tried by"), _("From where")] if mine else []
    rows = []
    today = work.now.astimezone(SACRAMENTO).date()
    for call in map(phones.written, resources.calls(resources.directory(seen), today)):
        entry = call.entry
        row: list[object] = [
            words_resources.entry_name(entry.key, entry.name),
            words_resources.entry_purpose(entry.key, entry.purpose),
            entry.number,
            entry.text,
            entry.relay,
            entry.hours,
            ", ".join(entry.languages),
            entry.checked_on.isoformat() if entry.checked_on else "",
            label("tried", call.standing.value),
        ]
        row += [entry.checked_by, entry.source] if mine else []
        rows.append(tuple(row))
    return tuple(heads), tuple(rows)


def routes(work: Work, eyes: Eyes) -> Rows:
    """Give each route, those drawn ahead first; where it runs is on no list."""
    named = may_show(Route, "name", eyes.audience)
    heads = [_("Day"), _("Kind"), _("Miles")]
    heads += [_("Name"), _("Begins at latitude"), _("Begins at longitude")] if named else []
    found: list[tuple[Route, date | None]] = [(each, None) for each in work.routes.planned()]
    found += [(each, at.astimezone(SACRAMENTO).date()) for each, at in work.routes.within(None, None)]
    rows = []
    for each, day in found:
        row: list[object] = [
            day.isoformat() if day else "",
            _("drawn ahead") if each.planned else label("route", each.source.value),
            round(each.metres / _METRES_A_MILE, 2),
        ]
        row += [each.name, each.line[0].lat, each.line[0].lon] if named else []
        rows.append(tuple(row))
    return tuple(heads), tuple(rows)


def tree(work: Work, eyes: Eyes) -> Rows:
    """Give the phone tree: each caller's homes in the order in which they are called, then the others."""
    found = treepapers.gather(work, letterheads.seen(work, eyes), WHOLE, audience=eyes.audience)
    listed = [(sheet.number, sheet.name, home) for sheet in found.sheets for home in sheet.homes]
    listed += [(0, _("nobody: knock at the door"), home) for home in found.knock if home.address]
    rows = tuple(
        (
            number or "",
            caller,
            home.place or "",
            home.address,
            ", ".join(home.names),
            "; ".join(home.numbers),
            "; ".join(home.remarks),
        )
        for number, caller, home in listed
    )
    heads = (_("List"), _("Caller"), _("Place"), _("Address"), _("Names"), _("Phones"), _("To know"))
    return heads, rows


def houses(work: Work, _eyes: Eyes) -> Rows:
    """Give the houses whose people are away or will be, and when somebody looked at them; for the captain."""
    today = work.now.astimezone(SACRAMENTO).date()
    rows = tuple(
        (
            each.household.place.text,
            each.vacation.first_day.isoformat(),
            each.vacation.last_day.isoformat(),
            each.vacation.key_holder or each.household.key_holder,
            each.vacation.note,
            "; ".join(_moment(look.at) for look in each.looks),
        )
        for each in vacations.coming(work, today, zone=SACRAMENTO)
    )
    heads = (_("Address"), _("Away from"), _("Until"), _("Key holder"), _("To know"), _("Looked at"))
    return heads, rows


def due(work: Work, _eyes: Eyes) -> Rows:
    """Give whose entry nobody confirmed for a year, homes and then members without one; for the captain."""
    today = work.now.astimezone(SACRAMENTO).date()
    rows = tuple(
        (
            each.place.text if isinstance(each, Household) else each.address.text,
            "" if isinstance(each, Household) else each.name,
            each.confirmed_on.isoformat() if each.confirmed_on else "",
        )
        for each in confirming.due(work, today)
    )
    return (_("Address"), _("Name"), _("Confirmed on")), rows


def changes(work: Work, _eyes: Eyes) -> Rows:
    """Give every step of the history, the newest first; for the captain."""
    rows = []
    before: int | None = None
    while True:
        steps = work.history(limit=_AT_ONCE, before=before)
        rows += [
            (
                _moment(step.at),
                label("step", step.does.removeprefix("step.")) if step.does else "",
                _what(work, step),
                step.by,
                _("taken back") if step.state in ("undone", "dropped") else "",
            )
            for step in steps
        ]
        if len(steps) < _AT_ONCE:
            return (_("When"), _("What was done"), _("Of what"), _("By"), _("State")), tuple(rows)
        before = steps[-1].id


def _what(work: Work, step: Step) -> str:
    named = (titles.title(work, ref, SACRAMENTO) for ref in step.records[:_NAMED])
    return next(filter(None, named), "")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SACRAMENTO):%Y-%m-%d %H:%M}"
