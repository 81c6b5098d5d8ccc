"""The map in the window: its page, its layers, and what its popups and the list beside it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sacwatch.domain.errors import NotFound
from sacwatch.domain.geography import Box
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import IncidentQuery, PatrolQuery
from sacwatch.domain.patrols import Entry, Patrol
from sacwatch.domain.places import Place, Point
from sacwatch.domain.symbols import INCIDENTS as INCIDENT_SYMBOLS
from sacwatch.domain.symbols import MapSymbol, entry_symbol
from sacwatch.i18n import _, ngettext
from sacwatch.maps import incidents as incident_layer
from sacwatch.maps import patrols as patrol_layer
from sacwatch.maps.layers import Layer, minute_of
from sacwatch.maps.told import Told, View
from sacwatch.reports import formats
from sacwatch.store.work import Work
from sacwatch.words import label

INCIDENTS, PATROLS = incident_layer.NAME, patrol_layer.NAME
"""The names of the layers."""

CENTRAL_CITY = Point(38.5735, -121.4870)
"""Where a map opens that has nothing else to go by."""

SEVERAL = 30
"""How many things at one place a popup names; it says how many more there are."""

_BODY = 400
_LATELY = 60


@dataclass(frozen=True)
class MapLine:
    """A mark of the map as the list beside it shows it. `at` is aware UTC."""

    id: str
    layer: str
    owner: str
    title: str
    at: datetime
    where: str
    symbol: MapSymbol


def live_page(view: View, credit: Sequence[str], *, scale: float = 1.0, language: str = "en") -> bytes:
    """Build the page of the window; for the pool."""
    from sacwatch.maps import page  # a door: folium is loaded with the first map

    told = {
        "language": language,
        "scale": scale,
        "credit": list(credit),
        "layers": [incident_layer.told(), patrol_layer.told()],
        "words": words(),
    }
    return page.live(told, view, title=_("Map"), language=language)


def words() -> dict[str, str]:
    """Give the words that the page itself shows or says."""
    return {
        "map": _("Map. Arrow keys move it, plus and minus zoom, Enter tells what is in the middle."),
        "zoom_in": _("Closer"),
        "zoom_out": _("Farther"),
        "home": _("Back to our watch"),
        "legend": _("Legend"),
        "several": _("Several near each other"),
        "close": _("Close"),
    }


def page_file(name: str) -> tuple[bytes, str] | None:
    """Give one of the page's own files with its media type, or None where it has no such file."""
    from sacwatch.maps import page

    return page.asset(name)


def opening(work: Work) -> View:
    """Give where the map opens: at the watch's place, else at its latest records, else the Central City."""
    place = work.watches.get(work.watch_id).place.point
    if place is not None:
        return View(place, 15)
    points = [each.point for each in work.incidents.find(IncidentQuery(limit=_LATELY)).lines if each.point]
    if not points:
        latest = work.patrols.find(PatrolQuery(limit=3)).lines
        patrols = work.patrols.get_many([each.id for each in latest])
        points = [entry.place.point for each in patrols for entry in each.entries if entry.place.point]
    if points:
        # The median, so that one place far away does not take the map there.
        lats, lons = sorted(each.lat for each in points), sorted(each.lon for each in points)
        return View(Point(lats[len(lats) // 2], lons[len(lons) // 2]), 15)
    return View(CENTRAL_CITY, 14)


# Layers


def incidents(work: Work, query: IncidentQuery | None = None) -> Layer:
    """Give the layer of incidents that have a place, those a query asks for or all of them."""
    return incident_layer.layer(work.incidents.on_map(query or IncidentQuery()))


def entries(work: Work, since: datetime | None = None, until: datetime | None = None) -> Layer:
    """Give the layer of patrol entries that have a place, of patrols that started in [since, until), UTC."""
    return patrol_layer.layer(work.patrols.entries_on_map(since, until))


def filter_told(query: IncidentQuery) -> dict[str, Any]:
    """Give the part of a query that the page itself can answer, as it is told to the page."""
    return {
        "since": None if query.since is None else minute_of(query.since),
        "until": None if query.until is None else minute_of(query.until),
        "kinds": incident_layer.places_of(query.kinds),
    }


def passing(layer: Layer, query: IncidentQuery, box: Box | None = None) -> list[int]:
    """Give the places in a layer that a query lets through, and that lie in a box where one is given."""
    return layer.matching(query.since, query.until, incident_layer.places_of(query.kinds), box)


def newest_first(
    shown: Sequence[tuple[str, Layer, Sequence[int]]],
) -> list[tuple[str, str, str]]:
    """Give (layer's name, id, owner) of what several layers show, the newest first."""
    found: list[tuple[int, str, str, str]] = []
    for name, layer, places in shown:
        owners = layer.owners or layer.ids
        found += [(layer.minutes[i], name, layer.ids[i], owners[i]) for i in places]
    if len(shown) > 1:
        found.sort(key=lambda each: each[0])
    return [each[1:] for each in reversed(found)]


def lines(work: Work, marks: Sequence[tuple[str, str, str]]) -> list[MapLine]:
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
    return [known[id_] for _name, id_, _owner in marks if id_ in known]


# What popups say


def popup(work: Work, marks: Sequence[tuple[str, str, str]], *, total: int, layer: Layer, name: str) -> str:
    """Give the HTML of a popup about one mark, or about several at one place.

    Raises NotFound where the one is gone.
    """
    from sacwatch.maps import page

    if len(marks) == 1:
        _name, id_, owner = marks[0]
        return page.popup(_told(work, name, id_, owner))
    found = lines(work, marks[:SEVERAL])
    shown = []
    for each in found:
        when = formats.long_day(formats.local_day(each.at))
        place = layer.place(each.id)
        if place is not None:
            shown.append((f"{when} · {each.title}", {"act": "show", "layer": name, "place": str(place)}))
    if name == INCIDENTS:
        title = ngettext("{count} incident here", "{count} incidents here", total)
    else:
        title = ngettext("{count} patrol entry here", "{count} patrol entries here", total)
    more = total - len(shown)
    rest = ngettext("and {count} more", "and {count} more", more).format(count=more) if more > 0 else ""
    return page.several(title.format(count=total), shown, rest)


def _told(work: Work, name: str, id_: str, owner: str) -> Told:
    if name == INCIDENTS:
        return incident_told(work.incidents.get(id_), button=_("Open"))
    patrol = work.patrols.get(owner)
    entry = next((each for each in patrol.entries if each.id == id_), None)
    if entry is None:
        raise NotFound("trouble.not_found")
    return entry_told(patrol, entry, button=_("Open the patrol"))


def incident_told(incident: Incident, *, button: str = "") -> Told:
    """Give what a popup says of an incident; fields that were reduced away are left out."""
    day, clock = formats.happened(incident.occurred_from, incident.occurred_to)
    return Told(
        title=label("incident", incident.kind.value),
        lines=(f"{day}, {clock}", incident.place.text),
        body=_short(incident.happened),
        faint=label("status", incident.status.value),
        button=button,
        wish={"act": "open", "kind": Kind.INCIDENT.value, "id": incident.id} if button else {},
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


def empty_popup(place: Place, *, may_write: bool) -> str:
    """Give the HTML of the popup about a place where nothing is, with the way to record something there."""
    from sacwatch.maps import page

    return page.popup(
        Told(
            title=place.text or _("This place"),
            faint="" if place.text else _("No street is near enough to name it."),
            button=_("New incident here") if may_write else "",
            wish={"act": "new"} if may_write else {},
        )
    )


def _short(words: str) -> str:
    return words if len(words) <= _BODY else words[: _BODY - 1].rstrip() + "…"
