"""The map of what was gathered, drawn with its signs, and the words that stand around it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.concerns import Concern, ConcernKind
from sacwatch.domain.drawing import SCALE_BAR_SHARE, Legend, LegendLine, Mark, Picture
from sacwatch.domain.geography import Frame
from sacwatch.domain.incidents import Incident, Source, Status
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.mapsheets import ListedLine, MapSheet
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.domain.patrols import Category, Entry
from sacwatch.domain.places import Point
from sacwatch.domain.symbols import CONCERNS, INCIDENTS, NOTED_ENTRY, QUIET_ENTRY, entry_symbol
from sacwatch.domain.watches import logo_of
from sacwatch.i18n import _, ngettext
from sacwatch.maps.told import View
from sacwatch.reports import formats, leftout
from sacwatch.services.mapgathering import Gathered, frame_of, times_told, view_of
from sacwatch.services.mapping import Drawn, GatheredMap, line_marks
from sacwatch.words import label

_SIGN, _NOTED, _QUIET, _CONCERN = 9.5, 7.0, 4.5, 9.5
"""Points."""
_DAY = 24
_ROUNDS = 3
_SCREEN = (1000.0, 650.0)
"""Pixels of the window that a page's map is first seen in, about."""
_LOWEST, _HIGHEST, _HIGHEST_REDUCED = 10, 18, 16


@dataclass(frozen=True)
class Ground:
    """What of all that was gathered falls on the map."""

    frame: Frame
    incidents: tuple[Incident, ...]
    entries: tuple[Entry, ...]
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True)
class DrawnMap:
    """A map that is drawn, and what stands around it."""

    sheet: MapSheet
    picture: Picture
    overlay: tuple[Mark, ...]


def ground_of(gathered: Gathered, frame: Frame) -> Ground:
    """Give what falls on the map of a frame."""
    from sacwatch.maps import signs

    return Ground(
        frame,
        tuple(e for e in gathered.placed if e.place.point and signs.inside(frame, e.place.point)),
        tuple(e for _p, e in gathered.entries if e.place.point and signs.inside(frame, e.place.point)),
        tuple(e for e in gathered.concerns if e.place.point and signs.inside(frame, e.place.point)),
    )


def draw(gathered: Gathered, ground: Ground, factor: float = 1.0) -> DrawnMap:
    """Draw the map of a frame with everything on it, and give what stands around it."""
    from sacwatch.maps import signs
    from sacwatch.services import basemaps

    style, frame = gathered.options.style, ground.frame
    placed = signs.side_by_side(_incident_signs(ground), frame, _SIGN * factor, style)
    noted = [each.category is not Category.ALL_QUIET for each in ground.entries]
    small = signs.small(
        [signs.Sign(e.place.point, entry_symbol(e.category)) for e in ground.entries if e.place.point],
        frame,
        [(_NOTED if each else _QUIET) * factor for each in noted],
        style,
    )
    small += signs.small(
        [signs.Sign(e.place.point, CONCERNS[e.kind]) for e in ground.concerns if e.place.point],
        frame,
        [_CONCERN * factor] * len(ground.concerns),
        style,
    )
    taken = [[(each.x, each.y, each.size * 0.6) for each in some] for some in (placed.symbols, small)]
    picture = basemaps.atlas().cartographer.picture(frame, style, taken)
    picture = signs.under_names(picture, _outlines(gathered, frame))
    overlay = (*small, *placed.symbols)
    sheet = sheet_of(gathered, ground, picture.credit, moved=placed.moved, counted=placed.counted)
    return DrawnMap(sheet, picture, overlay)


def _incident_signs(ground: Ground) -> list[Any]:
    from sacwatch.maps.signs import Sign

    # The newest choose their place first.
    return [Sign(e.place.point, INCIDENTS[e.kind.sort]) for e in reversed(ground.incidents) if e.place.point]


def _outlines(gathered: Gathered, frame: Frame) -> list[Mark]:
    return [mark for each in _lines_shown(gathered) for mark in line_marks(each, frame)]


def web_page(gathered: Gathered, now: datetime) -> GatheredMap:
    """Give what the page that stands by itself is made of; `now` is aware UTC."""
    shown = gathered.shown
    wanted = shown.wanted
    frame = frame_of(gathered, *_SCREEN)
    middle = frame.earth(frame.width / 2, frame.height / 2)
    audience = gathered.options.audience
    times = times_told(gathered.incidents, gathered.entries, audience)
    highest = _HIGHEST if exact_place(audience) else _HIGHEST_REDUCED
    return GatheredMap(
        watch=gathered.watch,
        audience=audience,
        since=wanted.since or min(times, default=None),
        until=wanted.until or now,
        made=now,
        incidents=gathered.incidents,
        entries=gathered.entries,
        concerns=gathered.concerns,
        notes=(
            *_shown_words(gathered, None),
            *_notes(gathered, moved=False, official=False),
        ),
        view=View(
            Point(round(middle.lat, 5), round(middle.lon, 5)),
            min(max(math.floor(frame.zoom + 0.2), _LOWEST), highest),
        ),
        lines=tuple(_lines_shown(gathered)),
    )


def _lines_shown(gathered: Gathered) -> Iterator[Drawn]:
    from sacwatch.maps import signs

    shown, watch, style = gathered.shown, gathered.watch, gathered.options.style
    if gathered.routes:
        yield Drawn(_("Where a patrol went"), signs.route_pen(style), gathered.routes, closed=False)
    if shown.boundary and watch.boundary:
        yield Drawn(_("Boundary of our watch"), signs.boundary_pen(style), (watch.boundary,))
    outlines = tuple(block.outline for block in watch.blocks if block.outline)
    if shown.blocks and outlines:
        yield Drawn(_("Our blocks"), signs.block_pen(style), outlines)


def sheet_of(
    gathered: Gathered,
    ground: Ground,
    credit: tuple[str, ...],
    *,
    moved: bool = True,
    counted: bool = True,
) -> MapSheet:
    """Give all words around the map; `moved` and `counted` as the signs were placed."""
    from sacwatch.reports.mapdrawing import scale_step

    watch, options, frame = gathered.watch, gathered.options, ground.frame
    return MapSheet(
        title=options.title or _title(gathered),
        watch_name=watch.name,
        watch_place=watch.place.text,
        days=_days(gathered.first, gathered.last),
        legend=_legend(gathered, ground, counted=counted),
        shown=_shown_words(gathered, ground),
        notes=_notes(gathered, moved=moved),
        credit=credit,
        scale=scale_step(frame.width * SCALE_BAR_SHARE * frame.metres_per_unit),
        audience=_("For: {audience}").format(audience=label("audience", options.audience.value)),
        foot_line=watch.footer,
        logo=logo_of(watch),
        sample=watch.sample,
        listed=_listed(gathered),
    )


def _days(first: date | None, last: date | None) -> str:
    """Give the days of a map; of a filter that lets nothing through, perhaps only one of them is known."""
    if first and last:
        return formats.days(first, last)
    if first:
        return _("From {day}").format(day=formats.long_day(first))
    return _("Until {day}").format(day=formats.long_day(last)) if last else ""


def _listed(gathered: Gathered) -> tuple[ListedLine, ...]:
    """Give what was chosen on the map, line by line; nothing where nothing was chosen."""
    if gathered.shown.ids is None:
        return ()
    told = [
        (
            each.occurred_from,
            each.id,
            ListedLine(
                _when(each.occurred_from, each.occurred_to),
                label("incident", each.kind.value),
                each.place.text,
                label("status", each.status.value),
            ),
        )
        for each in gathered.incidents
    ]
    for patrol, entry in gathered.entries:
        at = entry.at or patrol.started_at
        line = ListedLine(
            _when(at, None), label("category", entry.category.value), entry.place.text, _("On patrol")
        )
        told.append((at, entry.id, line))
    told.sort(key=lambda each: (each[0], each[1]), reverse=True)
    place = {id_: number for number, id_ in enumerate(gathered.shown.order)}
    told.sort(key=lambda each: place.get(each[1], len(place)))
    return tuple(line for _at, _id, line in told)


def _when(first: datetime, last: datetime | None) -> str:
    return " ".join(filter(None, formats.happened(first, last)))


def _title(gathered: Gathered) -> str:
    if gathered.incidents and gathered.entries:
        return _("Incidents and patrols")
    if gathered.incidents:
        return _("Incidents on the map")
    if gathered.entries:
        return _("Patrols on the map")
    return _("Map of our watch")


def _legend(gathered: Gathered, ground: Ground, *, counted: bool) -> Legend:
    from sacwatch.maps import signs

    style = gathered.options.style
    sorts = Counter(each.kind.sort for each in ground.incidents)
    lines = [
        LegendLine(signs.symbol(INCIDENTS[sort], 0, 0, 10.5, style), _counted("sort", sort.value, count))
        for sort in Sort
        if (count := sorts[sort])
    ]
    if counted and lines:
        lines.append(LegendLine(signs.crowd("9", 0, 0, 8), _("So many close together")))
    quiet = sum(each.category is Category.ALL_QUIET for each in ground.entries)
    for count, look, words in (
        (len(ground.entries) - quiet, NOTED_ENTRY, _("Patrol: something noted")),
        (quiet, QUIET_ENTRY, _("Patrol: all quiet")),
    ):
        if count:
            size = 9.0 if look is NOTED_ENTRY else 6.0
            lines.append(LegendLine(signs.symbol(look, 0, 0, size, style), f"{words} ({count:,})"))
    kinds = Counter(each.kind for each in ground.concerns)
    for kind in ConcernKind:
        if kinds[kind]:
            words = _("Open: {what}").format(what=_counted("concern", kind.value, kinds[kind]))
            lines.append(LegendLine(signs.symbol(CONCERNS[kind], 0, 0, 10.5, style), words))
    lines += [LegendLine(each.pen, each.words) for each in _lines_shown(gathered)]
    return Legend(lines=tuple(lines))


def _counted(family: str, value: str, count: int) -> str:
    return f"{label(family, value)} ({count:,})"


def _shown_words(gathered: Gathered, ground: Ground | None) -> tuple[str, ...]:
    """Say what the filters let through, and what is not on the map though it was meant.

    A map that can be moved has no ground: nothing lies outside of it.
    """
    shown = gathered.shown
    lines = _filter_words(shown.wanted)
    if shown.incidents and not gathered.incidents:
        lines.append(_("There are no incidents on this map."))
    if shown.ids is not None:
        lines.append(_("Only what was chosen on the map."))
    audience = gathered.options.audience
    missing = len(gathered.incidents) - len(gathered.placed) - gathered.left_out.incidents
    if missing:
        lines.append(
            ngettext(
                "{count} more incident is not on the map: it has no place, or none that may be shown.",
                "{count} more incidents are not on the map: they have no place, or none that may be shown.",
                missing,
            ).format(count=f"{missing:,}")
        )
    beyond = len(gathered.placed) - len(ground.incidents) if ground is not None else 0
    if beyond and view_of(shown) is None:
        lines.append(
            ngettext(
                "{count} more incident lies outside this map.",
                "{count} more incidents lie outside this map.",
                beyond,
            ).format(count=f"{beyond:,}")
        )
    if audience is not Audience.CAPTAIN:
        lines.append(leftout.sentence(gathered.left_out, audience))
    return tuple(lines)


def _filter_words(wanted: MapFilter) -> list[str]:
    """Give the filters in words; the period stands in the head already."""
    lines = []
    if wanted.kinds:
        kinds = [label("incident", each.value) for each in IncidentKind if each in wanted.kinds]
        lines.append(_("Incidents: only {kinds}.").format(kinds=formats.listed(kinds)))
    if wanted.statuses:
        statuses = [label("status", each.value) for each in Status if each in wanted.statuses]
        lines.append(_("Status: only {statuses}.").format(statuses=formats.listed(statuses)))
    if wanted.days:
        days = [formats.weekday(day) for day in sorted(wanted.days)]
        lines.append(_("Days of the week: only {days}.").format(days=formats.listed(days)))
    if wanted.hours:
        spans = [
            _("{start} to {end}").format(start=formats.hour(first), end=formats.hour(last + 1))
            for first, last in _spans(wanted.hours)
        ]
        lines.append(_("Time of day: only {hours}.").format(hours=formats.listed(spans)))
    return lines


def _spans(hours: frozenset[int]) -> list[tuple[int, int]]:
    """Give hours of the day as spans of a first and a last one; a span may run over midnight."""
    if len(hours) >= _DAY:
        return [(0, _DAY - 1)]
    starts = [hour for hour in sorted(hours) if (hour - 1) % _DAY not in hours]
    found = []
    for start in starts:
        last = start
        while (last + 1) % _DAY in hours:
            last += 1
        found.append((start, last))
    return found


def _notes(gathered: Gathered, *, moved: bool, official: bool = True) -> tuple[str, ...]:
    """Say what must be known to read the map rightly."""
    audience = gathered.options.audience
    lines = []
    if gathered.incidents and official:
        lines.append(_("These are the incidents this watch knows of. They are not official police figures."))
    if (gathered.incidents or gathered.entries or gathered.concerns) and not exact_place(audience):
        lines.append(
            _(
                "Places are given to the block or the crossing, never to the house. The places of "
                "some kinds are never given."
            )
        )
    if any(each.source is Source.POLICE_FEED for each in gathered.incidents):
        lines.append(
            _(
                "Some come from data that the police publish. The department states a margin of error of "
                "about 10 percent and leaves some addresses out."
            )
        )
    if moved and gathered.incidents:
        lines.append(_("Signs that would hide each other stand side by side around their place."))
    return tuple(lines)


def make_paper(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the sheet as PDF, all lines as vectors. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports.mappage import MapPage  # a door: ReportLab is loaded with the first paper
    from sacwatch.services import basemaps

    options = gathered.options
    # How large the map is hangs on the words around it, and those on what falls on the map. The first
    # guess has all that there is, so that mostly the room it leaves is enough.
    credit = basemaps.atlas().cartographer.credit()
    guess = ground_of(gathered, frame_of(gathered, *options.form.size))
    page = MapPage(sheet_of(gathered, guess, credit), options.form, large=options.large)
    factor = (1.2 if options.form.tabloid else 1.0) * (1.15 if options.large else 1.0)
    said = page
    for _round in range(_ROUNDS):
        page = said
        drawn = draw(gathered, ground_of(gathered, frame_of(gathered, *page.size)), factor)
        said = MapPage(drawn.sheet, options.form, large=options.large)
        if said.has_room(page):
            break
    return said.with_map_of(page).pdf(drawn.picture, drawn.overlay, made_on)
