"""What the map shows, gathered for papers and pictures of it and reduced for their audience."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sacwatch.domain import mapfilters, outlines, sensitive
from sacwatch.domain.audiences import Audience, exact_place, may_show
from sacwatch.domain.concerns import Concern
from sacwatch.domain.drawing import Style
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.geography import METRES_PER_UNIT, TILE, Box, Frame, to_plane
from sacwatch.domain.incidents import Incident
from sacwatch.domain.leftout import NOTHING, LeftOut, Thing
from sacwatch.domain.listing import ConcernQuery, IncidentQuery
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.domain.patrols import Entry, Patrol
from sacwatch.domain.places import Point
from sacwatch.domain.routes import Route
from sacwatch.domain.watches import Watch
from sacwatch.maps.layers import minute_of
from sacwatch.reports import formats
from sacwatch.services import letterheads, mapping, papermaps, showing
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work

_METRES_PER_POINT = 0.0254 / 72
_USUAL_SCALE = 8_000.0
_ROUNDED = 0.002
"""Degrees; how far reducing moves a place, and more."""
_CHUNK = 500
_COARSE_LAT, _COARSE_LON = 0.0036, 0.0046
"""Degrees; about 400 metres, several houses and blocks, at Sacramento."""
_COARSE_SCALE = 4_000.0
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What of the watch is shown, and which part of the map.

    The part is a `box`, or a `middle` with a `scale` (8000 for 1 : 8,000 on paper); without either it is
    what was chosen, or the whole watch. `ids` are the only incidents and entries that are shown, where
    they were chosen on the map; what `wanted` keeps out is left out of them too. Of the filter its days
    and hours count for patrols too.
    """

    box: Box | None = None
    middle: Point | None = None
    scale: float = 0.0
    wanted: MapFilter = MapFilter()
    ids: frozenset[str] | None = None
    order: tuple[str, ...] = ()
    """In which order what was chosen is listed on the pages after the map; () lists the newest first."""
    incidents: bool = True
    entries: bool = True
    routes: bool = True
    boundary: bool = True
    blocks: bool = True
    concerns: bool = False
    """Those that are open, whatever the days."""


@dataclass(frozen=True, kw_only=True)
class MapOptions:
    """How it is shown, and for whom."""

    audience: Audience = Audience.CAPTAIN
    form: PaperForm = PaperForm.LETTER
    style: Style = Style.PRINT
    large: bool = False
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """All that is shown, reduced for its audience; nothing of the store is needed any more."""

    shown: Shown
    options: MapOptions
    watch: Watch
    incidents: tuple[Incident, ...] = ()
    """Oldest first, those without a place too, and those whose place may not be shown."""
    entries: tuple[tuple[Patrol, Entry], ...] = ()
    """Each with a place and its patrol, oldest first."""
    concerns: tuple[Concern, ...] = ()
    """Those that are open, have a place, and may be placed for this audience."""
    routes: tuple[tuple[Point, ...], ...] = ()
    first: date | None = None
    last: date | None = None
    """The civil days of which the map tells; None where it tells of none."""
    left_out: LeftOut = NOTHING

    @property
    def placed(self) -> tuple[Incident, ...]:
        """Give the incidents that have a place on the map."""
        return tuple(each for each in self.incidents if each.place.point is not None)


def gather(work: Work, shown: Shown, options: MapOptions) -> Gathered:
    """Gather what is shown and take out what the audience may not see; raises Trouble without a watch."""
    audience = options.audience
    if not exact_place(audience):
        shown = _coarse(shown)
    eyes = showing.eyes(work, audience)
    try:
        watch = letterheads.seen(work, eyes)
    except NotFound:
        raise Trouble("trouble.no_watch") from None
    found = _incidents(work, shown) if shown.incidents else []
    incidents = papermaps.on_their_blocks(eyes.see_all(found), audience)
    if not exact_place(audience) and _by_place(shown):
        # That it was found there tells where it was, even if only its number is said.
        incidents = [each for each in incidents if each.place.point is not None]
    elif not exact_place(audience) and _narrowed(shown.wanted):
        # Beside the kinds, states or hours that were chosen, a number would tell of which they are.
        incidents = [each for each in incidents if not sensitive.withheld(each)]
    entries = _entries(work, shown, eyes) if shown.entries else []
    entries.sort(key=lambda each: (each[1].at or each[0].started_at, each[1].id))
    times = times_told(incidents, entries, audience)
    counted = 0 if exact_place(audience) else sum(map(sensitive.withheld, incidents))
    if shown.routes and not may_show(Route, "line", audience):
        eyes.note(Thing.AREA, shown=False)
    wanted = shown.wanted
    first = wanted.since or min(times, default=None)
    last = wanted.until - _MOMENT if wanted.until else max(times, default=None)
    return Gathered(
        shown=shown,
        options=options,
        watch=watch,
        incidents=tuple(sorted(incidents, key=lambda each: (each.occurred_from, each.id))),
        entries=tuple(entries),
        concerns=_concerns(work, shown, eyes) if shown.concerns else (),
        routes=_routes(work, shown, eyes) if shown.routes else (),
        first=formats.local_day(first) if first else None,
        last=formats.local_day(last) if last else None,
        left_out=replace(eyes.left_out(Thing.PLACES, Thing.AREA, Thing.TOLD), incidents=counted),
    )


def times_told(
    incidents: Sequence[Incident], entries: Sequence[tuple[Patrol, Entry]], audience: Audience
) -> list[datetime]:
    """Give when happened what may be told of, in UTC: the days of a map must not tell of what is withheld."""
    times = [each.occurred_from for each in sensitive.told(incidents, audience)]
    return times + [entry.at or patrol.started_at for patrol, entry in entries]


def _narrowed(wanted: MapFilter) -> bool:
    """Say whether anything but the days decides which incidents are shown."""
    return bool(wanted.kinds or wanted.statuses or wanted.days or wanted.hours)


def _by_place(shown: Shown) -> bool:
    """Say whether a part of the map, or what was chosen on it, decides which records are shown."""
    return shown.ids is not None or view_of(shown) is not None


def _coarse(shown: Shown) -> Shown:
    """Give the part of the map so roughly that it does not point at a house, with all of it still in it.

    A view that a record was looked up with has that record in its very middle.
    """
    if shown.box is not None:
        box, middle = shown.box, _coarse_point(shown.box.middle)
        up = _steps(box.north - box.south, _COARSE_LAT) / 2
        across = _steps(box.east - box.west, _COARSE_LON) / 2
        return replace(
            shown, box=Box(middle.lat - up, middle.lon - across, middle.lat + up, middle.lon + across)
        )
    if shown.middle is not None:
        scale = max(shown.scale or _USUAL_SCALE, _COARSE_SCALE)
        return replace(shown, middle=_coarse_point(shown.middle), scale=scale)
    return shown


def _coarse_point(point: Point) -> Point:
    return Point(
        round(round(point.lat / _COARSE_LAT) * _COARSE_LAT, 6),
        round(round(point.lon / _COARSE_LON) * _COARSE_LON, 6),
    )


def _steps(length: float, step: float) -> float:
    """Give a length in whole steps, and one more for the middle that moved by up to half of one."""
    return (math.ceil(length / step) + 1) * step


def _incidents(work: Work, shown: Shown) -> list[Incident]:
    """Give the incidents that the filters let through; for the whole watch those without a place too."""
    wanted = shown.wanted
    query = IncidentQuery(since=wanted.since, until=wanted.until, kinds=wanted.kinds, limit=_CHUNK)
    ids = _near(shown, work.incidents.on_map(query), lat=1)
    found = [each for some in _chunks(ids) for each in work.incidents.get_many(some)]
    total = 1
    while shown.ids is None and view_of(shown) is None and query.offset < total:
        page = work.incidents.find(query)
        found += work.incidents.get_many([each.id for each in page.lines if each.point is None])
        query, total = replace(query, offset=query.offset + _CHUNK), page.total
    hours = wanted.week_hours()
    waits = None if hours is None else mapfilters.waits(hours)
    return [
        each
        for each in found
        if (not wanted.statuses or each.status in wanted.statuses)
        and (waits is None or _reaches(waits, each.occurred_from, each.occurred_to))
    ]


def _reaches(waits: bytes, first: datetime, last: datetime | None) -> bool:
    """Say whether what may have happened at any time between two instants reaches into a wanted hour."""
    begin, end = minute_of(first), minute_of(last or first)
    (hour,) = mapfilters.hours_of_week([begin])
    return waits[hour] < mapfilters.LONGEST_SPAN and waits[hour] <= end // 60 - begin // 60


def _entries(work: Work, shown: Shown, eyes: Eyes) -> list[tuple[Patrol, Entry]]:
    columns = work.patrols.entries_on_map(shown.wanted.since, shown.wanted.until)
    wanted = set(_near(shown, columns, lat=2))
    owners = dict.fromkeys(owner for id_, owner, *_rest in zip(*columns, strict=True) if id_ in wanted)
    found: list[tuple[Patrol, Entry]] = []
    for some in _chunks(list(owners)):
        for patrol in work.patrols.get_many(some):
            seen = eyes.see(patrol)
            found += [(seen, each) for each in seen.entries if each.id in wanted and each.place.point]
    hours = shown.wanted.week_hours()
    if hours is not None:
        waits = mapfilters.waits(hours)
        found = [(patrol, e) for patrol, e in found if _reaches(waits, e.at or patrol.started_at, None)]
    placed = papermaps.on_their_blocks([entry for _patrol, entry in found], eyes.audience)
    return [(patrol, entry) for (patrol, _entry), entry in zip(found, placed, strict=True)]


def _concerns(work: Work, shown: Shown, eyes: Eyes) -> tuple[Concern, ...]:
    ids = _near(shown, work.concerns.on_map(ConcernQuery(open=True)), lat=1)
    found = [each for some in _chunks(ids) for each in work.concerns.get_many(some)]
    told = eyes.see_all(sensitive.told(found, eyes.audience))
    placed = papermaps.on_their_blocks(told, eyes.audience)
    return tuple(each for each in placed if each.place.point is not None)


def _routes(work: Work, shown: Shown, eyes: Eyes) -> tuple[tuple[Point, ...], ...]:
    """Give the lines that patrols of these days went, for those who may see them."""
    if not may_show(Route, "line", eyes.audience):
        return ()
    box = _ground_of(shown)
    found = [eyes.see(each).line for each, _at in work.routes.within(shown.wanted.since, shown.wanted.until)]
    return tuple(line for line in found if line and (box is None or outlines.box_of(line).meets(box)))


def _near(shown: Shown, columns: Sequence[Sequence[Any]], *, lat: int) -> list[str]:
    """Give the ids of the marks that can fall on the map, from columns of ids, latitudes and longitudes."""
    ids, lats, lons = columns[0], columns[lat], columns[lat + 1]
    box = _ground_of(shown)
    only = shown.ids
    return [
        id_
        for id_, north, east in zip(ids, lats, lons, strict=True)
        if (only is None or id_ in only)
        and (box is None or (box.south <= north <= box.north and box.west <= east <= box.east))
    ]


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])


def view_of(shown: Shown) -> Box | Point | None:
    """Give the part of the map that is meant, None for the whole watch."""
    return shown.box or shown.middle


def _ground_of(shown: Shown) -> Box | None:
    """Give the ground that can be on the sheet, which is not shaped as a box is and shows more."""
    box = shown.box
    if box is None and shown.middle is not None:
        box = _frame_at(shown.middle, shown.scale, *PaperForm.TABLOID_WIDE.size).box()
    if box is None:
        return None
    up, across = (box.north - box.south) * 1.5 + _ROUNDED, (box.east - box.west) * 1.5 + _ROUNDED
    return Box(box.south - up, box.west - across, box.north + up, box.east + across)


def _frame_at(middle: Point, scale: float, width: float, height: float) -> Frame:
    """Give the frame around a point at a scale on paper: 8000 for 1 : 8,000."""
    metres = max(scale, 100.0) * _METRES_PER_POINT
    zoom = math.log2(METRES_PER_UNIT * math.cos(math.radians(middle.lat)) / metres)
    x, y = to_plane(middle.lat, middle.lon)
    units = TILE * 2**zoom
    return Frame(x - width / units / 2, y - height / units / 2, zoom, width, height)


def frame_of(gathered: Gathered, width: float, height: float) -> Frame:
    """Give the part of the map that is shown, for a map of this size in units."""
    shown, watch = gathered.shown, gathered.watch
    if shown.box is not None:
        return Frame.of_box(shown.box, width, height)
    if shown.middle is not None:
        return _frame_at(shown.middle, shown.scale or _USUAL_SCALE, width, height)
    points = [each.place.point for each in gathered.placed if each.place.point]
    points += [entry.place.point for _patrol, entry in gathered.entries if entry.place.point]
    points += [each.place.point for each in gathered.concerns if each.place.point]
    if shown.ids is not None and points:
        return Frame.of_box(papermaps.around(points), width, height)
    outline = [*watch.boundary, *(point for block in watch.blocks for point in block.outline)]
    if outline:
        return Frame.of_box(papermaps.around(outline), width, height)
    if points:
        return Frame.of_box(papermaps.around(_most_of(points)), width, height)
    return _frame_at(watch.place.point or mapping.CENTRAL_CITY, _USUAL_SCALE, width, height)


def _most_of(points: Sequence[Point]) -> list[Point]:
    """Leave out the few that lie far from all others, which would take the map there."""
    lats, lons = sorted(each.lat for each in points), sorted(each.lon for each in points)
    few = len(points) // 50
    last = len(points) - 1 - few
    return [Point(lats[few], lons[few]), Point(lats[last], lons[last])]
