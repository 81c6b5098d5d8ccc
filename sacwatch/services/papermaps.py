"""The small map of a paper: the base map with a symbol for each incident, as vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.concerns import Concern
from sacwatch.domain.drawing import Legend, LegendLine, Style
from sacwatch.domain.geography import Box, Frame
from sacwatch.domain.incidents import Incident
from sacwatch.domain.offences import Sort
from sacwatch.domain.patrols import Entry
from sacwatch.domain.places import Point
from sacwatch.domain.symbols import INCIDENTS
from sacwatch.i18n import _
from sacwatch.services import finding
from sacwatch.words import label

WIDTH, HEIGHT = 500.0, 250.0
"""Points."""
_SIGN = 9.0
_ASTRAY_M = 300.0


def key() -> str:
    """Give what a map's look hangs on besides its dots: the sources of the base map."""
    from sacwatch.services import basemaps

    base = basemaps.atlas().base
    unseen = base.unseen()
    shown = sorted((each.name, each.version) for each in base.sources() if each.name not in unseen)
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def drawing(dots: Sequence[tuple[Point, Sort]], height: float = HEIGHT, width: float = WIDTH) -> Any:
    """Draw a map with these dots, of a height and a width in points, as a ReportLab flowable."""
    # Doors: ReportLab and the base map are loaded with the first paper that has a map.
    from sacwatch.maps import signs
    from sacwatch.reports.fonts import Cut
    from sacwatch.reports.mapdrawing import MapDrawing
    from sacwatch.reports.mapmarks import Faces
    from sacwatch.services import basemaps

    frame = Frame.of_box(around([point for point, _sort in dots]), width, height)
    picture = basemaps.atlas().cartographer.picture(frame, Style.PRINT)
    # The newest come last and choose their place first.
    placed = signs.side_by_side(
        [signs.Sign(point, INCIDENTS[sort]) for point, sort in reversed(dots)], frame, _SIGN, Style.PRINT
    )
    present = {sort for _, sort in dots}
    lines = [
        LegendLine(signs.symbol(INCIDENTS[sort], 0, 0, _SIGN, Style.PRINT), label("sort", sort.value))
        for sort in Sort
        if sort in present
    ]
    if placed.counted:
        lines.append(LegendLine(signs.crowd("9", 0, 0, 8), _("So many close together")))
    return MapDrawing(
        picture,
        placed.symbols,
        Legend(lines=tuple(lines)),
        Faces(Cut.REGULAR, Cut.BOLD, Cut.ITALIC),
        notes=picture.credit,
    )


R = TypeVar("R", Incident, Entry, Concern)


def on_their_blocks(records: Sequence[R], audience: Audience) -> list[R]:
    """Give reduced records with their points where their hundred-blocks or crossings are, by their words.

    Reducing rounds a point, which may end up behind the houses. The words are all this goes by.
    """
    if exact_place(audience):
        return list(records)
    known: dict[str, Point | None] = {}
    found = []
    for record in records:
        place = record.place
        if place.point is not None and place.text not in known:
            there = finding.find_place(place.text)
            known[place.text] = None if there is None else there.point
        spot = known.get(place.text)
        # Words that fit another street far away are not where it was.
        if place.point is not None and spot is not None and spot.metres_to(place.point) < _ASTRAY_M:
            record = replace(record, place=replace(place, point=spot))
        found.append(record)
    return found


def around(points: Sequence[Point]) -> Box:
    """Give a box around points with some ground about it; at least about half a mile across."""
    south, north = min(each.lat for each in points), max(each.lat for each in points)
    west, east = min(each.lon for each in points), max(each.lon for each in points)
    up = max((0.0075 - (north - south)) / 2, (north - south) * 0.08)
    across = max((0.0110 - (east - west)) / 2, (east - west) * 0.08)
    return Box(south - up, west - across, north + up, east + across)
