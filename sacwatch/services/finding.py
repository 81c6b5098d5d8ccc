"""Finds places by words or by a point on the map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sacwatch.domain import streetnames
from sacwatch.domain.geography import Box, Suggestion
from sacwatch.domain.places import Fix, Place, PlaceDraft, Point
from sacwatch.domain.streetnames import Street

if TYPE_CHECKING:
    from sacwatch.maps.geocoding import Geocoder


def suggest_places(text: str, *, limit: int = 8) -> list[Suggestion]:
    """Give the places these words may mean, the best first."""
    return _geocoder().suggest(text, limit)


def extent(found: Suggestion) -> Box | None:
    """Give the box around an area that was suggested; None where only its middle is known. For the pool."""
    from sacwatch.maps import extents  # a door, as in `_geocoder`
    from sacwatch.services import basemaps

    return extents.extent(basemaps.atlas().base, found.place.text, found.view)


def find_place(text: str) -> Place | None:
    """Give the one place these words mean, or None where that is not sure enough to put on the map."""
    found = _geocoder().find(text)
    return None if found is None else found.place


def nearest_place(point: Point) -> Place:
    """Give the words for the address, block or crossing nearest to a point, with the point itself."""
    found = _geocoder().nearest(point)
    return Place("" if found is None else found.place.text, point, Fix.MAP)


def placed(draft: PlaceDraft) -> PlaceDraft:
    """Give a place draft with the point its words mean, where it has none yet and they are sure.

    Words that say nothing else are spelled out as the map has them.
    """
    if draft.lat is not None or not draft.text.strip():
        return draft
    place = find_place(draft.text)
    if place is None or place.point is None:
        return draft
    text = spelled(draft.text, place)
    return PlaceDraft(text, place.point.lat, place.point.lon, place.fix.value)


_OF_NO_MEANING = frozenset({"block", "blk", "of", "the", "and", "at", "corner"})
_PLAIN_WORDS = re.compile(r"[\w\s.,&/@#'-]*")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def spelled(text: str, place: Place) -> str:
    """Give the found place's own spelling where what was typed says the same, or else what was typed.

    "1600 blk of q" is "1600 block of Q St"; "1520 q st, by the gate" says more and stays.
    """
    exact = place.fix in (Fix.ADDRESS, Fix.BLOCK, Fix.CROSSING)
    if not exact or not _PLAIN_WORDS.fullmatch(text):
        return text
    (typed, typed_kinds), (found, found_kinds) = _said(text), _said(place.text)
    return place.text if typed == found and typed_kinds <= found_kinds else text


def _said(text: str) -> tuple[list[str], set[str]]:
    """Give the words of a place that tell it from others, and the kinds of its streets."""
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in _OF_NO_MEANING]
    kinds = {streetnames.kind_of(word) for word in words} - {""}
    return [_ORDINAL.sub(r"\1", word) for word in words if not streetnames.kind_of(word)], kinds


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
