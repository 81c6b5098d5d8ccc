"""Every list as a table for spreadsheets, reduced for its audience, its cells made harmless."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sacwatch.domain import sensitive
from sacwatch.domain.actions import Action
from sacwatch.domain.audiences import Audience, exact_place, may_show
from sacwatch.domain.concerns import Concern
from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import LedgerQuery
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import ActionQuery, ConcernQuery
from sacwatch.domain.patrols import Patrol
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.services import contactexports, households, keptlists, meetinglists, plannedlists, showing
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work
from sacwatch.words import label

_AT_ONCE = 500
_MOST_ACTIONS = 100_000
_EVER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


class Lists(StrEnum):
    """The lists that can be saved."""

    PATROLS = "patrols"
    INCIDENTS = "incidents"
    MEMBERS = "members"
    HOUSEHOLDS = "households"
    CONCERNS = "concerns"
    ACTIONS = "actions"
    SHIFTS = "shifts"
    SHEETS = "sheets"
    DRILLS = "drills"
    TREE = "tree"
    MEETINGS = "meetings"
    WHO_CAME = "who_came"
    ATTENDANCE = "attendance"
    ROUTES = "routes"
    NUMBERS = "numbers"
    HOUSES = "houses"
    DUE = "due"
    CHANGES = "changes"
    LEDGER = "ledger"


CAPTAINS = frozenset({Lists.HOUSES, Lists.DUE, Lists.CHANGES, Lists.LEDGER})
"""Lists that are for the captain alone."""


@dataclass(frozen=True)
class Table:
    """A list as it goes to others: reduced for its audience."""

    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    records: tuple[Ref, ...] = ()
    """From which records it was made; for the ledger, never for the file."""


def gather(work: Work, which: Lists, audience: Audience) -> Table:
    """Give a list as this audience may see it; raises Trouble for one that is the captain's alone."""
    if which in CAPTAINS and audience is not Audience.CAPTAIN:
        raise Trouble("trouble.captains_paper")
    eyes = showing.eyes(work, audience)
    table = _GATHERERS[which](work, eyes)
    return replace(table, records=table.records or eyes.met())


def save(path: Path, table: Table) -> None:
    """Save a list as a CSV file, whole or not at all; raises Trouble. For the pool."""
    from sacwatch.exchange import folders, tables

    folders.write_whole(path, tables.written(table.heads, table.rows))


def _patrols(work: Work, eyes: Eyes) -> Table:
    named = may_show(Patrol, "crew", eyes.audience)
    heads = [_("Day"), _("From"), _("To"), _("Area"), _("How"), _("People"), _("Minutes"), _("Entries")]
    heads += [_("Names")] if named else []
    heads += [_("Vehicle"), _("Miles")] if may_show(Patrol, "vehicle", eyes.audience) else []
    heads += [_("Words for neighbors")]
    rows = []
    for patrol in _pieces(work.patrols.starts(*_EVER), lambda pair: pair[0], work.patrols.get_many):
        seen = eyes.see(patrol)
        start, end = (at.astimezone(SACRAMENTO) for at in (patrol.started_at, patrol.finished_at))
        row: list[object] = [
            start.date().isoformat(),
            f"{start:%H:%M}",
            f"{end:%H:%M}",
            seen.area,
            label("mode", patrol.mode.value),
            len(patrol.crew),
            int((patrol.finished_at - patrol.started_at).total_seconds() // 60),
            len(sensitive.told(seen.entries, eyes.audience)),
        ]
        if named:
            row.append(", ".join(each.name for each in seen.crew if each.name))
        if may_show(Patrol, "vehicle", eyes.audience):
            miles = None
            if seen.odometer_start is not None and seen.odometer_finish is not None:
                miles = seen.odometer_finish - seen.odometer_start
            row += [seen.vehicle, miles]
        rows.append((*row, seen.public_wording))
    return Table(tuple(heads), tuple(rows))


def _incidents(work: Work, eyes: Eyes) -> Table:
    told, exact = may_show(Incident, "happened", eyes.audience), exact_place(eyes.audience)
    heads = [_("Kind"), _("From"), _("To"), _("Where"), _("Status"), _("Reported to")]
    heads += (
        [_("Report number"), _("What happened"), _("Words for neighbors")] if told else [_("What happened")]
    )
    heads += [_("Latitude"), _("Longitude")] if exact else []
    rows = []
    for incident in sensitive.told(work.incidents.within(*_EVER), eyes.audience):
        seen = eyes.see(incident)
        start, end = seen.occurred_from, seen.occurred_to
        row: list[object] = [
            label("incident", seen.kind.value),
            f"{start.astimezone(SACRAMENTO):%Y-%m-%d %H:%M}",
            f"{end.astimezone(SACRAMENTO):%Y-%m-%d %H:%M}" if end else "",
            seen.place.text,
            label("status", seen.status.value),
            label("reported_to", seen.reported_to.value),
        ]
        row += [seen.report_number, seen.happened] if told else []
        row.append(seen.public_wording)
        if exact:
            point = seen.place.point
            row += ["", ""] if point is None else [point.lat, point.lon]
        rows.append(tuple(row))
    return Table(tuple(heads), tuple(rows))


def _members(work: Work, eyes: Eyes) -> Table:
    people = contactexports.members_for(work, eyes.audience)
    rows = [
        (
            each.name,
            "; ".join(phone.number for phone in each.phones),
            each.email,
            each.address.text,
            each.language,
            ", ".join(label("role", role.value) for role in sorted(each.roles)),
        )
        for each in people
    ]
    heads = (_("Name"), _("Phones"), _("E-mail"), _("Address"), _("Language"), _("Roles"))
    return Table(heads, tuple(rows), tuple(Ref(Kind.MEMBER, each.id) for each in people))


def _households(work: Work, eyes: Eyes) -> Table:
    mine = eyes.audience is Audience.CAPTAIN
    heads = [_("Address"), _("People"), _("Pets"), _("Vehicles")]
    heads += [_("Key holder"), _("Special needs"), _("Utilities")] if mine else []
    rows = []
    for home in households.active(work):
        seen = eyes.see(home)
        if not seen.place.text:
            continue
        vehicles = [
            " ".join(part for part in (each.colour, each.make, each.model, each.plate) if part)
            for each in seen.vehicles
        ]
        row: list[object] = [seen.place.text, seen.people, seen.pets, "; ".join(vehicles)]
        row += [seen.key_holder, seen.special_needs, seen.utilities] if mine else []
        rows.append(tuple(row))
    return Table(tuple(heads), tuple(rows))


def _concerns(work: Work, eyes: Eyes) -> Table:
    told, exact = may_show(Concern, "words", eyes.audience), exact_place(eyes.audience)
    mine = may_show(Concern, "raised_by", eyes.audience)
    heads = [_("Raised on"), _("Kind"), _("Topic"), _("Where"), _("Times raised"), _("Waiting for")]
    heads += [_("Sent on"), _("Answered on"), _("Told back on"), _("Dropped on"), _("Days open")]
    heads += [_("Words for neighbors"), _("What we did")]
    heads += [_("As it was said"), _("With whom"), _("Ticket"), _("Answer")] if told else []
    heads += [_("Raised by")] if mine else []
    heads += [_("Latitude"), _("Longitude")] if exact else []
    rows = []
    today = work.now.astimezone(SACRAMENTO).date()
    for concern in sensitive.told(work.concerns.where(ConcernQuery()), eyes.audience):
        seen = eyes.see(concern)
        days = (seen.sent_on, seen.answered_on, seen.told_on, seen.dropped_on)
        row: list[object] = [
            seen.raised_on.isoformat(),
            label("concern", seen.kind.value),
            label("topic", seen.topic.value),
            seen.place.text,
            seen.times,
            label("waits", seen.waiting.value),
            *(day.isoformat() if day else "" for day in days),
            concern.days_open(today),
            seen.public_wording,
            seen.public_answer,
        ]
        row += (
            [seen.words, seen.responsible_name, seen.ticket, seen.answer or seen.dropped_why] if told else []
        )
        row += [seen.raised_by] if mine else []
        if exact:
            point = seen.place.point
            row += ["", ""] if point is None else [point.lat, point.lon]
        rows.append(tuple(row))
    return Table(tuple(heads), tuple(rows))


def _actions(work: Work, eyes: Eyes) -> Table:
    told = may_show(Action, "what", eyes.audience)
    rows = []
    found = work.actions.find(ActionQuery(limit=_MOST_ACTIONS)).lines
    for action in showing.told_actions(work, found, eyes.audience):
        seen = eyes.see(action)
        what = (seen.what if told else "") or seen.public_wording
        if not what:
            continue
        rows.append(
            (
                seen.noted_on.isoformat(),
                what,
                seen.owner,
                seen.due_on.isoformat() if seen.due_on else "",
                label("action", seen.state.value),
                seen.closed_on.isoformat() if seen.closed_on else "",
                seen.outcome,
            )
        )
    heads = (_("Noted on"), _("What"), _("Who"), _("Due"), _("State"), _("Done or dropped on"), _("Outcome"))
    return Table(heads, tuple(rows))


def _ledger(work: Work, _eyes: Eyes) -> Table:
    rows: list[tuple[object, ...]] = []
    while True:
        page = work.ledger.find(LedgerQuery(offset=len(rows), limit=_AT_ONCE))
        rows += [
            (
                f"{each.at.astimezone(SACRAMENTO):%Y-%m-%d %H:%M}",
                each.name,
                label("audience", each.audience.value),
                label("act", each.act.value),
                each.copies,
                each.place,
                _("older") if each.older else "",
            )
            for each in page.entries
        ]
        if not page.entries or len(rows) >= page.total:
            break
    heads = (_("When"), _("Paper"), _("For"), _("What was done"), _("Copies"), _("Where to"), _("Age"))
    return Table(heads, tuple(rows))


def _pieces(
    found: list[Any], id_of: Callable[[Any], str], get: Callable[[list[str]], list[Any]]
) -> Iterator[Any]:
    """Give the records of ids, a few hundred at a time."""
    ids = [id_of(each) for each in found]
    for start in range(0, len(ids), _AT_ONCE):
        yield from get(ids[start : start + _AT_ONCE])


_GATHERERS: dict[Lists, Callable[[Work, Eyes], Table]] = {
    Lists.PATROLS: _patrols,
    Lists.INCIDENTS: _incidents,
    Lists.MEMBERS: _members,
    Lists.HOUSEHOLDS: _households,
    Lists.CONCERNS: _concerns,
    Lists.ACTIONS: _actions,
    Lists.SHIFTS: lambda work, eyes: Table(
        *plannedlists.shifts(work, eyes), tuple(Ref(Kind.SHIFT, each.id) for each in work.shifts.all())
    ),
    Lists.SHEETS: lambda work, eyes: Table(*plannedlists.sheets(work, eyes)),
    Lists.DRILLS: lambda work, eyes: Table(*plannedlists.drills_(work, eyes)),
    Lists.TREE: lambda work, eyes: Table(*keptlists.tree(work, eyes)),
    Lists.MEETINGS: lambda work, eyes: Table(*meetinglists.meetings(work, eyes)),
    Lists.WHO_CAME: lambda work, eyes: Table(*meetinglists.who_came(work, eyes)),
    Lists.ATTENDANCE: lambda work, eyes: Table(*meetinglists.attendance(work, eyes)),
    Lists.ROUTES: lambda work, eyes: Table(*keptlists.routes(work, eyes)),
    Lists.NUMBERS: lambda work, eyes: Table(*keptlists.numbers(work, eyes)),
    Lists.HOUSES: lambda work, eyes: Table(*keptlists.houses(work, eyes)),
    Lists.DUE: lambda work, eyes: Table(*keptlists.due(work, eyes)),
    Lists.CHANGES: lambda work, eyes: Table(*keptlists.changes(work, eyes)),
    Lists.LEDGER: _ledger,
}
