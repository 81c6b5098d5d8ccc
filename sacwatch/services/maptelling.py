"""What the map says in words: the list beside it, and its popups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sacwatch.domain import times
from sacwatch.domain.concerns import Concern
from sacwatch.domain.errors import NotFound
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import Entry, Patrol
from sacwatch.domain.symbols import CONCERNS as CONCERN_SYMBOLS
from sacwatch.domain.symbols import HOME, HOME_AWAY, MapSymbol, entry_symbol
from sacwatch.domain.symbols import INCIDENTS as INCIDENT_SYMBOLS
from sacwatch.i18n import _, ngettext
from sacwatch.maps.concerns import NAME as CONCERNS
from sacwatch.maps.households import NAME as HOUSEHOLDS
from sacwatch.maps.incidents import NAME as INCIDENTS
from sacwatch.maps.layers import Layer
from sacwatch.maps.patrols import NAME as PATROLS
from sacwatch.maps.told import Told
from sacwatch.reports import formats
from sacwatch.services import whereabouts
from sacwatch.services.whereabouts import Whereabouts
from sacwatch.store.work import Work
from sacwatch.words import label

SEVERAL = 30
"""How many things at one place a popup names; it says how many more there are."""

_BODY = 400

Mark = tuple[str, str, str]
"""A mark of the map: its layer's name, its id, and the record it belongs to."""


@dataclass(frozen=True)
class MapLine:
    """A mark of the map as the list beside it shows it. `at` is aware UTC, None for a home."""

    id: str
    layer: str
    owner: str
    title: str
    at: datetime | None
    where: str
    symbol: MapSymbol
    status: str = ""
    """In words; an entry of a patrol has none."""


def lines(work: Work, marks: Sequence[Mark]) -> list[MapLine]:
    """Give the lines of the list for (layer's name, id, owner), in their order; what is gone is left out."""
    known: dict[str, MapLine] = {}
    for each in work.incidents.get_many([id_ for name, id_, _owner in marks if name == INCIDENTS]):
        known[each.id] = MapLine(
            each.id,
            INCIDENTS,
            each.id,
            label("incident", each.kind.value),
            each.occurred_from,
            each.place.text,
            INCIDENT_SYMBOLS[each.kind.sort],
            label("status", each.status.value),
        )
    owners = dict.fromkeys(owner for name, _id, owner in marks if name == PATROLS)
    for patrol in work.patrols.get_many(list(owners)):
        for entry in patrol.entries:
            known[entry.id] = MapLine(
                entry.id,
                PATROLS,
                patrol.id,
                label("category", entry.category.value),
                entry.at or patrol.started_at,
                entry.place.text,
                entry_symbol(entry.category),
            )
    for concern in work.concerns.get_many([id_ for name, id_, _owner in marks if name == CONCERNS]):
        known[concern.id] = MapLine(
            concern.id,
            CONCERNS,
            concern.id,
            label("topic", concern.topic.value),
            times.day_start(concern.raised_on, times.SACRAMENTO),
            concern.place.text,
            CONCERN_SYMBOLS[concern.kind],
            _("Waiting for: {who}").format(who=label("waits", concern.waiting.value)),
        )
    known |= _homes(work, [id_ for name, id_, _owner in marks if name == HOUSEHOLDS])
    return [known[id_] for _name, id_, _owner in marks if id_ in known]


def _homes(work: Work, ids: Sequence[str]) -> dict[str, MapLine]:
    if not ids:
        return {}
    people = work.members.of_households(list(ids))
    today = formats.local_day(work.now)
    return {
        each.id: MapLine(
            each.id,
            HOUSEHOLDS,
            each.id,
            each.place.text,
            None,
            formats.listed([member.name for member in people.get(each.id, [])]),
            HOME if each.vacation_on(today) is None else HOME_AWAY,
        )
        for each in work.households.get_many(list(ids))
    }


def popup(
    work: Work, marks: Sequence[Mark], *, total: int, layer: Layer, name: str, about: Sequence[str] = ()
) -> str:
    """Give the HTML of a popup about one mark, or about several at one place.

    `about` are lines that tell in which areas the place lies. Raises NotFound where the one is gone.
    """
    from sacwatch.maps import page

    if len(marks) == 1:
        _name, id_, owner = marks[0]
        told = _told(work, name, id_, owner)
        return page.popup(replace(told, lines=(*told.lines, *about)))
    found = lines(work, marks[:SEVERAL])
    shown = []
    for each in found:
        words = each.title
        if each.at is not None:
            words = f"{formats.long_day(formats.local_day(each.at))} · {words}"
        place = layer.place(each.id)
        if place is not None:
            shown.append((words, {"act": "show", "layer": name, "place": str(place)}))
    if name == INCIDENTS:
        title = ngettext("{count} incident here", "{count} incidents here", total)
    elif name == CONCERNS:
        title = ngettext("{count} open concern here", "{count} open concerns here", total)
    elif name == HOUSEHOLDS:
        title = ngettext("{count} household here", "{count} households here", total)
    else:
        title = ngettext("{count} patrol entry here", "{count} patrol entries here", total)
    more = total - len(shown)
    rest = ngettext("and {count} more", "and {count} more", more).format(count=more) if more > 0 else ""
    return page.several(title.format(count=total), shown, rest)


def _told(work: Work, name: str, id_: str, owner: str) -> Told:
    if name == INCIDENTS:
        return incident_told(work.incidents.get(id_), button=_("Open"))
    if name == CONCERNS:
        return concern_told(work.concerns.get(id_), button=_("Open"))
    if name == HOUSEHOLDS:
        return _home_told(work, id_)
    patrol = work.patrols.get(owner)
    entry = next((each for each in patrol.entries if each.id == id_), None)
    if entry is None:
        raise NotFound("trouble.not_found")
    return entry_told(patrol, entry, button=_("Open the patrol"))


def _home_told(work: Work, id_: str) -> Told:
    """Give what a popup says of a household to the captain, who alone has this layer."""
    household = work.households.get(id_)
    people = work.members.of_households([id_]).get(id_, [])
    lines = [
        " · ".join((each.name, *(phone.number for phone in each.phones[:1]))) for each in people[:SEVERAL]
    ]
    away = household.vacation_on(formats.local_day(work.now))
    if away is not None:
        lines.append(_("Away until {day}").format(day=formats.long_day(away.last_day)))
    return Told(
        title=household.place.text,
        lines=tuple(lines) or (_("No member of the watch yet."),),
        body=_short(household.special_needs),
        faint=_("For you only: no paper or file shows this layer."),
        button=_("Open"),
        wish={"act": "open", "kind": Kind.HOUSEHOLD.value, "id": id_},
    )


def incident_told(incident: Incident, *, button: str = "") -> Told:
    """Give what a popup says of an incident; fields that were reduced away are left out."""
    day, clock = formats.happened(incident.occurred_from, incident.occurred_to)
    return Told(
        title=label("incident", incident.kind.value),
        lines=(f"{day}, {clock}", incident.place.text),
        body=_short(incident.happened or incident.public_wording),
        faint=_("Status: {status}").format(status=label("status", incident.status.value)),
        button=button,
        wish={"act": "open", "kind": Kind.INCIDENT.value, "id": incident.id} if button else {},
    )


def concern_told(concern: Concern, *, button: str = "") -> Told:
    """Give what a popup says of an open concern; fields that were reduced away are left out."""
    often = ngettext("raised {count} time", "raised {count} times", concern.times)
    when = formats.long_day(concern.raised_on)
    if concern.times > 1:
        when = _("{day}, {often}").format(day=when, often=often.format(count=concern.times))
    return Told(
        title=label("topic", concern.topic.value),
        lines=(when, concern.place.text),
        body=_short(concern.words or concern.public_wording),
        faint=_("Waiting for: {who}").format(who=label("waits", concern.waiting.value)),
        button=button,
        wish={"act": "open", "kind": Kind.CONCERN.value, "id": concern.id} if button else {},
    )


def entry_told(patrol: Patrol, entry: Entry, *, button: str = "") -> Told:
    """Give what a popup says of a patrol entry."""
    at = entry.at or patrol.started_at
    return Told(
        title=label("category", entry.category.value),
        lines=(formats.moment(at), entry.place.text),
        body=_short(entry.seen) if entry.seen != label("category", entry.category.value) else "",
        faint=_("From a patrol"),
        button=button,
        wish={"act": "open", "kind": Kind.PATROL.value, "id": patrol.id} if button else {},
    )


def empty_popup(
    about: Whereabouts, *, may_write: bool, shape: Told | None = None, block: str = "", sure: str = ""
) -> str:
    """Give the HTML of the popup about a place where no mark is, with what can be done there.

    `shape` is what is said of a route there, `block` in which of the watch's blocks it lies. `sure` says how
    well a place is known that was looked for by its words, and then only what is known is told.
    """
    from sacwatch.maps import page

    place = about.place
    missing = whereabouts.missing(about) if place.text else _("No street is near enough to name it.")
    wishes = [(_("What is near here?"), {"act": "near"})] if place.point is not None else []
    told = Told(
        title=place.text or _("This place"),
        lines=[line for line in (sure, block, *whereabouts.lines(about)) if line],
        faint="" if sure else missing,
        button=_("New incident here") if may_write else "",
        wish={"act": "new"} if may_write else {},
        more=wishes,
    )
    return (page.popup(shape) if shape is not None else "") + page.popup(told)


def _short(words: str) -> str:
    return words if len(words) <= _BODY else words[: _BODY - 1].rstrip() + "…"
