"""The map: its page and layers in the window, and a page of it that stands by itself."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience, may_show
from sacwatch.domain.concerns import Concern
from sacwatch.domain.drawing import Mark, Pen, Picture
from sacwatch.domain.geography import Box, Frame
from sacwatch.domain.incidents import Incident
from sacwatch.domain.leftout import Thing
from sacwatch.domain.listing import ConcernQuery, IncidentQuery, PatrolQuery
from sacwatch.domain.mapfilters import LONGEST_SPAN, MapFilter, waits
from sacwatch.domain.patrols import Entry, Patrol
from sacwatch.domain.places import Point
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.maps import concerns as concern_layer
from sacwatch.maps import households as household_layer
from sacwatch.maps import incidents as incident_layer
from sacwatch.maps import patrols as patrol_layer
from sacwatch.maps.layers import Layer, minute_of
from sacwatch.maps.told import View
from sacwatch.reports import formats, leftout
from sacwatch.services import showing
from sacwatch.services.maptelling import concern_told, entry_told, incident_told
from sacwatch.store.work import Work
from sacwatch.words import label

INCIDENTS, PATROLS, HOUSEHOLDS = incident_layer.NAME, patrol_layer.NAME, household_layer.NAME
CONCERNS = concern_layer.NAME
"""The names of the layers."""

LAYERS = (incident_layer, concern_layer, household_layer, patrol_layer)
"""The layers of marks in the window, the uppermost first; each module gives its name, looks and columns."""

CENTRAL_CITY = Point(38.5735, -121.4870)
"""Where a map opens that has nothing else to go by."""

_LATELY = 60


def live_page(view: View, credit: Sequence[str], *, scale: float = 1.0, language: str = "en") -> bytes:
    """Build the page of the window; for the pool."""
    from sacwatch.maps import page, shapes  # a door: folium is loaded with the first map

    told = {
        "language": language,
        "scale": scale,
        "credit": list(credit),
        "layers": [each.told() for each in LAYERS],
        "shapes": shapes.told(),
        "words": {
            **words(),
            "lines": _("Lines"),
            "corner": _("Corner {number}. Arrow keys move it, Delete takes it out."),
            "side": _("Add a corner here"),
        },
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
    return _view(None, points)


def _view(place: Point | None, points: Sequence[Point]) -> View:
    if place is not None:
        return View(place, 15)
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


def concerns(work: Work) -> Layer:
    """Give the layer of open concerns that have a place."""
    return concern_layer.layer(work.concerns.on_map(ConcernQuery(open=True)))


def households(work: Work, today: date) -> Layer:
    """Give the layer of households that have a place; nothing that leaves the captain's window has it."""
    return household_layer.layer(work.households.on_map(today))


def filter_told(wanted: MapFilter) -> dict[str, Any]:
    """Give a filter as it is told to the page."""
    hours = wanted.week_hours()
    return {
        "since": None if wanted.since is None else minute_of(wanted.since),
        "until": None if wanted.until is None else minute_of(wanted.until),
        "kinds": incident_layer.places_of(wanted.kinds),
        "statuses": incident_layer.statuses_of(wanted.statuses),
        "waits": None if hours is None else list(waits(hours)),
    }


def passing(layer: Layer, wanted: MapFilter, box: Box | None = None) -> list[int]:
    """Give the places in a layer that a filter lets through, and that lie in a box where one is given."""
    return layer.matching(
        wanted.since,
        wanted.until,
        incident_layer.places_of(wanted.kinds),
        box,
        statuses=incident_layer.statuses_of(wanted.statuses),
        week_hours=wanted.week_hours(),
    )


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


# A page that stands by itself


@dataclass(frozen=True)
class Drawn:
    """Outlines (closed) or lines that are drawn with one pen, and what they are."""

    words: str
    pen: Pen
    paths: tuple[tuple[Point, ...], ...]
    closed: bool = True


@dataclass(frozen=True)
class GatheredMap:
    """What a saved map is made of, reduced for its audience; nothing of the store is needed any more."""

    watch: Watch
    audience: Audience
    since: datetime | None
    until: datetime
    """The first instant that is no longer of it."""
    made: datetime
    incidents: tuple[Incident, ...]
    entries: tuple[tuple[Patrol, Entry], ...]
    concerns: tuple[Concern, ...] = ()
    """Those that are open and have a place."""
    notes: tuple[str, ...] = ()
    """The filters and what must be known to read the map rightly, in words."""
    view: View | None = None
    """Where it opens; the watch's place, or the middle of what it shows, unless given."""
    lines: tuple[Drawn, ...] = ()


def gather_page(
    work: Work, *, since: datetime, until: datetime | None = None, audience: Audience
) -> GatheredMap:
    """Gather the incidents and patrols of [since, until), up to now if not said, for an audience (UTC)."""
    until = until or work.now
    eyes = showing.eyes(work, audience)
    patrols = eyes.see_all(work.patrols.within(since, until))
    incidents = eyes.see_all(work.incidents.within(since, until))
    left_out = eyes.left_out(Thing.PLACES, Thing.TOLD, Thing.COUNTED)
    return GatheredMap(
        watch=eyes.see(work.watches.get(work.watch_id)),
        audience=audience,
        since=since,
        until=until,
        made=work.now,
        incidents=incidents,
        notes=() if audience is Audience.CAPTAIN else (leftout.sentence(left_out, audience),),
        entries=tuple((patrol, entry) for patrol in patrols for entry in patrol.entries if entry.place.point),
    )


def save_page(path: Path, gathered: GatheredMap) -> None:
    """Save a map as one page that opens without the app and without a network; raises Trouble."""
    from sacwatch.exchange import folders

    folders.write_whole(path, make_page(gathered))


def make_page(gathered: GatheredMap) -> bytes:
    """Make that page. Needs no store; for the pool."""
    from sacwatch.maps import page, pictures, signs  # a door: folium is loaded with the first map
    from sacwatch.services import basemaps

    placed = [each for each in gathered.incidents if each.place.point is not None]
    entries = sorted(gathered.entries, key=lambda each: each[1].at or each[0].started_at)
    points = [each.place.point for each in placed if each.place.point]
    points += [entry.place.point for _patrol, entry in entries if entry.place.point]
    points += [each.place.point for each in gathered.concerns if each.place.point]
    # Where it opens is told by what is left after reducing, so that no exact place shows in it.
    view = gathered.view or _view(gathered.watch.place.point, points)
    cartographer = basemaps.atlas().cartographer
    drawn = [each for each in gathered.lines if each.paths]
    points += [point for each in drawn for path in each.paths for point in path]

    def screen(frame: Frame) -> Picture:
        marks = [mark for each in drawn for mark in line_marks(each, frame)]
        return signs.under_names(cartographer.screen(frame), marks)

    told: dict[str, Any] = {
        "language": "en",
        "words": {
            **words(),
            "map": _("Map"),
            "home": _("Back to where the map opened"),
            "here": _("{count} here"),
            "lines": _("Lines"),
        },
        "credit": list(cartographer.credit()),
        "layers": [incident_layer.told(), patrol_layer.told()],
        "ground": pictures.pictures(screen, pictures.box_around(points, view.middle)),
        "outlines": [pictures.line(each.pen, each.words) for each in drawn],
        "columns": {
            INCIDENTS: _written(incident_layer.layer(_incident_columns(placed))),
            PATROLS: _written(patrol_layer.layer(_entry_columns(entries))),
        },
        "popups": {
            INCIDENTS: [page.popup(incident_told(each)) for each in placed],
            PATROLS: [page.popup(entry_told(*each)) for each in entries],
        },
        "lines": {
            INCIDENTS: [_line(each.occurred_from, label("incident", each.kind.value)) for each in placed],
            PATROLS: [
                _line(entry.at or patrol.started_at, label("category", entry.category.value))
                for patrol, entry in entries
            ],
        },
    }
    if gathered.concerns:
        told["layers"].insert(1, concern_layer.told())
        told["columns"][CONCERNS] = _written(concern_layer.layer(_concern_columns(gathered.concerns)))
        told["popups"][CONCERNS] = [page.popup(concern_told(each)) for each in gathered.concerns]
        told["lines"][CONCERNS] = [
            f"{formats.long_day(each.raised_on)} · {label('topic', each.topic.value)}"
            for each in gathered.concerns
        ]
    return page.saved(
        page.Saved(
            title=gathered.watch.name,
            notes=_notes(gathered),
            told=told,
            view=view,
            sample=_("SAMPLE: everything on this map is invented") if gathered.watch.sample else "",
            **_table(gathered),
        )
    )


def line_marks(drawn: Drawn, frame: Frame) -> list[Mark]:
    """Give outlines or lines as they stand on the map of a frame."""
    from sacwatch.maps import signs

    if not drawn.closed:
        return signs.lines(drawn.paths, frame, drawn.pen)
    return [mark for path in drawn.paths for mark in signs.outline(path, frame, drawn.pen)]


def _notes(gathered: GatheredMap) -> list[str]:
    last = formats.local_day(gathered.until - timedelta(microseconds=1))
    first = formats.local_day(gathered.since) if gathered.since else None
    if first is None:
        noted = _("What our watch noted until {day}").format(day=formats.long_day(last))
    elif first == last:
        noted = _("What our watch noted on {day}").format(day=formats.long_day(last))
    else:
        noted = _("What our watch noted from {days}").format(days=formats.days(first, last))
    return [
        noted,
        _("For: {audience}. Made {day}. These are not official police figures.").format(
            audience=label("audience", gathered.audience.value),
            day=formats.long_day(formats.local_day(gathered.made)),
        ),
        *gathered.notes,
    ]


def _table(gathered: GatheredMap) -> dict[str, Any]:
    """Give the list below the map: every incident of the period, whether it may be placed or not.

    Of those that are not described for this audience it says how many there were, and no more.
    """
    described = sensitive.told(gathered.incidents, gathered.audience)
    heads = [_("Date"), _("Time"), _("What"), _("Where"), _("Status")]
    telling = may_show(Incident, "happened", gathered.audience)
    if telling or any(each.public_wording for each in described):
        heads.insert(4, _("What happened"))
    rows = []
    for each in reversed(described):
        row = [
            *formats.happened(each.occurred_from, each.occurred_to),
            label("incident", each.kind.value),
            each.place.text,
            label("status", each.status.value),
        ]
        if len(heads) > len(row):
            row.insert(4, each.happened if telling else each.public_wording)
        rows.append(row)
    count = len(described)
    if count < len(gathered.incidents):
        counted = leftout.incidents(len(gathered.incidents) - count, gathered.audience)
        words = _("Not in this list: {incidents}").format(incidents=counted)
        rows.append(["", "", words, *("" for _head in heads[3:])])
    caption = ngettext("List of the {count} incident", "List of all {count} incidents", count)
    if not count:
        caption = _("There are no incidents to list.")
    return {"caption": caption.format(count=f"{count:,}"), "heads": heads, "rows": rows}


def _line(at: datetime, words: str) -> str:
    return f"{formats.long_day(formats.local_day(at))} · {words}"


def _written(layer: Layer) -> str:
    return base64.b64encode(layer.packed()).decode()


def _incident_columns(placed: Sequence[Incident]) -> list[Sequence[Any]]:
    points = [each.place.point or CENTRAL_CITY for each in placed]
    return [
        [each.id for each in placed],
        [point.lat for point in points],
        [point.lon for point in points],
        [each.kind.value for each in placed],
        [minute_of(each.occurred_from) for each in placed],
        [each.status.value for each in placed],
        [_span(each) for each in placed],
    ]


def _span(incident: Incident) -> int:
    first, last = incident.occurred_from, incident.occurred_to or incident.occurred_from
    return min(minute_of(last) // 60 - minute_of(first) // 60, LONGEST_SPAN)


def _concern_columns(placed: Sequence[Concern]) -> list[Sequence[Any]]:
    points = [each.place.point or CENTRAL_CITY for each in placed]
    return [
        [each.id for each in placed],
        [point.lat for point in points],
        [point.lon for point in points],
        [each.kind.value for each in placed],
    ]


def _entry_columns(entries: Sequence[tuple[Patrol, Entry]]) -> list[Sequence[Any]]:
    points = [entry.place.point or CENTRAL_CITY for _patrol, entry in entries]
    return [
        [entry.id for _patrol, entry in entries],
        [patrol.id for patrol, _entry in entries],
        [point.lat for point in points],
        [point.lon for point in points],
        [entry.category.value for _patrol, entry in entries],
        [minute_of(entry.at or patrol.started_at) for patrol, entry in entries],
    ]
