"""Finds records by words, and places by words or by a point on the map."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain import times
from sacwatch.domain.geography import Suggestion
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import Hit, IncidentQuery, PatrolQuery
from sacwatch.domain.places import Fix, Place, PlaceDraft, Point
from sacwatch.domain.streetnames import Street
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.maps.geocoding import Geocoder

HIT_LIMIT = 30


def search(work: Work, text: str, *, zone: tzinfo, today: date) -> list[Hit]:
    """Give the records that hold these words, or, where a date was typed, those of that day first.

    A day is taken in `zone`.
    """
    hits: list[Hit] = []
    day = times.read_day(text, today) if any(char.isdigit() for char in text) or len(text) > 4 else None
    if day is not None:
        hits = _of_day(work, day, zone)
    known = {hit.id for hit in hits}
    hits += [hit for hit in work.search(text, limit=HIT_LIMIT) if hit.id not in known]
    return hits[:HIT_LIMIT]


def _of_day(work: Work, day: date, zone: tzinfo) -> list[Hit]:
    since, until = times.day_start(day, zone), times.day_start(day + timedelta(days=1), zone)
    patrols = work.patrols.find(PatrolQuery(since=since, until=until, limit=HIT_LIMIT)).lines
    incidents = work.incidents.find(IncidentQuery(since=since, until=until, limit=HIT_LIMIT)).lines
    return [
        *(
            Hit(Kind.PATROL.value, each.id, each.area or ", ".join(each.crew), each.started_at, "")
            for each in patrols
        ),
        *(
            Hit(Kind.INCIDENT.value, each.id, each.place_text, each.occurred_from, each.happened)
            for each in incidents
        ),
    ]


def suggest_places(text: str, *, limit: int = 8) -> list[Suggestion]:
    """Give the places these words may mean, the best first."""
    return _geocoder().suggest(text, limit)


def find_place(text: str) -> Place | None:
    """Give the one place these words mean, or None where that is not sure enough to put on the map."""
    found = _geocoder().find(text)
    return None if found is None else found.place


def nearest_place(point: Point) -> Place:
    """Give the words for the address, block or crossing nearest to a point, with the point itself."""
    found = _geocoder().nearest(point)
    return Place("" if found is None else found.place.text, point, Fix.MAP)


def placed(draft: PlaceDraft) -> PlaceDraft:
    """Give a place draft with the point its words mean, where it has none yet and they are sure."""
    if draft.lat is not None or not draft.text.strip():
        return draft
    place = find_place(draft.text)
    if place is None or place.point is None:
        return draft
    return dataclasses.replace(draft, lat=place.point.lat, lon=place.point.lon, fix=place.fix.value)


class OnTheMap:
    """Tells names of streets and neighborhoods from those of people; opens the base map when first asked."""

    def knows_street(self, street: Street) -> bool:
        return _geocoder().knows_street(street)

    def knows_area(self, name: str) -> bool:
        return _geocoder().knows_area(name)


ON_THE_MAP = OnTheMap()
"""What decides which names of places papers and maps show to those who may not see exact ones."""


def _geocoder() -> Geocoder:
    from sacwatch.services import basemaps  # a door: the base map is opened when a place is first asked for

    return basemaps.atlas().geocoder
