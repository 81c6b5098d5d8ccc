"""The map of what was gathered, drawn with its signs, and the words that stand around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from sacwatch.domain.audiences import Audience, exact_place, may_show
from sacwatch.domain.drawing import Label, Legend, LegendLine, Mark, Picture, Shield
from sacwatch.domain.geography import Frame
from sacwatch.domain.incidents import Incident, Source
from sacwatch.domain.listing import IncidentQuery
from sacwatch.domain.mapsheets import MapSheet
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.domain.patrols import Category, Entry
from sacwatch.domain.symbols import INCIDENTS, NOTED_ENTRY, QUIET_ENTRY, entry_symbol
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.services.mapgathering import Gathered, view_of
from sacwatch.words import label

_SIGN, _NOTED, _QUIET = 9.5, 7.0, 4.5
"""Points."""


@dataclass(frozen=True)
class Ground:
    """What of all that was gathered falls on the map."""

    frame: Frame
    incidents: tuple[Incident, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Drawn:
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
    )


def draw(gathered: Gathered, ground: Ground, factor: float = 1.0) -> Drawn:
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
    picture = basemaps.atlas().cartographer.picture(frame, style)
    # Outlines lie under the names of the streets, signs over them.
    names = [mark for mark in picture.marks if isinstance(mark, Label | Shield)]
    ground_marks = [mark for mark in picture.marks if not isinstance(mark, Label | Shield)]
    picture = replace(picture, marks=(*ground_marks, *_outlines(gathered, frame), *names))
    overlay = (*small, *placed.symbols)
    sheet = sheet_of(gathered, ground, picture.credit, moved=placed.moved, counted=placed.counted)
    return Drawn(sheet, picture, overlay)


def _incident_signs(ground: Ground) -> list[Any]:
    from sacwatch.maps.signs import Sign

    # The newest choose their place first.
    return [Sign(e.place.point, INCIDENTS[e.kind.sort]) for e in reversed(ground.incidents) if e.place.point]


def _outlines(gathered: Gathered, frame: Frame) -> list[Mark]:
    from sacwatch.maps import signs

    style, shown, watch = gathered.options.style, gathered.shown, gathered.watch
    marks: list[Mark] = []
    if shown.blocks:
        for block in watch.blocks:
            marks += signs.outline(block.outline, frame, signs.block_pen(style))
    if shown.boundary:
        marks += signs.outline(watch.boundary, frame, signs.boundary_pen(style))
    return marks + signs.lines(gathered.routes, frame, signs.route_pen(style))


def sheet_of(
    gathered: Gathered,
    ground: Ground,
    credit: tuple[str, ...],
    *,
    moved: bool = True,
    counted: bool = True,
) -> MapSheet:
    """Give all words around the map; `moved` and `counted` as the signs were placed."""
    watch, options = gathered.watch, gathered.options
    told = gathered.first is not None and gathered.last is not None
    return MapSheet(
        title=options.title or _title(gathered),
        watch_name=watch.name,
        watch_place=watch.place.text,
        days=formats.days(gathered.first, gathered.last) if gathered.first and gathered.last else "",
        legend=_legend(gathered, ground, counted=counted),
        shown=_shown_words(gathered, ground),
        notes=_notes(gathered, moved=moved, told=told),
        credit=credit,
        audience=_("For: {audience}").format(audience=label("audience", options.audience.value)),
        foot_line=watch.footer,
        sample=watch.sample,
    )


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

    style, shown, watch = gathered.options.style, gathered.shown, gathered.watch
    sorts = Counter(each.kind.sort for each in ground.incidents)
    lines = [
        LegendLine(signs.symbol(INCIDENTS[sort], 0, 0, 10.5, style), _counted("sort", sort.value, count))
        for sort in Sort
        if (count := sorts[sort])
    ]
    if counted and lines:
        lines.append(LegendLine(signs.crowd("9", 0, 0, 8), _("So many at one place")))
    quiet = sum(each.category is Category.ALL_QUIET for each in ground.entries)
    for count, look, words in (
        (len(ground.entries) - quiet, NOTED_ENTRY, _("Patrol: something noted")),
        (quiet, QUIET_ENTRY, _("Patrol: all quiet")),
    ):
        if count:
            size = 9.0 if look is NOTED_ENTRY else 6.0
            lines.append(LegendLine(signs.symbol(look, 0, 0, size, style), f"{words} ({count:,})"))
    if gathered.routes:
        lines.append(LegendLine(signs.route_pen(style), _("Where a patrol went")))
    if shown.boundary and watch.boundary:
        lines.append(LegendLine(signs.boundary_pen(style), _("Boundary of our watch")))
    if shown.blocks and any(block.outline for block in watch.blocks):
        lines.append(LegendLine(signs.block_pen(style), _("Our blocks")))
    return Legend(lines=tuple(lines))


def _counted(family: str, value: str, count: int) -> str:
    return f"{label(family, value)} ({count:,})"


def _shown_words(gathered: Gathered, ground: Ground) -> tuple[str, ...]:
    """Say what the filters let through, and what is not on the map though it was meant."""
    shown, audience = gathered.shown, gathered.options.audience
    lines = [*_filter_words(shown.query, audience), *shown.filters]
    if shown.ids is not None:
        lines.append(_("Only what was chosen on the map."))
    missing = len(gathered.incidents) - len(gathered.placed)
    if missing:
        lines.append(
            ngettext(
                "{count} more incident is not on the map: it has no place, or none that may be shown.",
                "{count} more incidents are not on the map: they have no place, or none that may be shown.",
                missing,
            ).format(count=f"{missing:,}")
        )
    beyond = len(gathered.placed) - len(ground.incidents)
    if beyond and view_of(shown) is None:
        lines.append(
            ngettext(
                "{count} more incident lies outside this map.",
                "{count} more incidents lie outside this map.",
                beyond,
            ).format(count=f"{beyond:,}")
        )
    return tuple(lines)


def _filter_words(query: IncidentQuery, audience: Audience) -> list[str]:
    """Give the filters of a query in words. What somebody typed is for those who may read what was told."""
    lines = []
    if query.kinds:
        kinds = [label("incident", each.value) for each in IncidentKind if each in query.kinds]
        lines.append(_("Incidents: only {kinds}.").format(kinds=formats.listed(kinds)))
    if query.status is not None:
        lines.append(_("Status: only {status}.").format(status=label("status", query.status.value)))
    if query.source is not None:
        lines.append(_("Told by: only {source}.").format(source=label("source", query.source.value)))
    if query.awaiting_number:
        lines.append(_("Only those whose report number is still to come."))
    if query.words and may_show(Incident, "happened", audience):
        lines.append(_("Only those with the words “{words}”.").format(words=formats.isolated(query.words)))
    return lines


def _notes(gathered: Gathered, *, moved: bool, told: bool) -> tuple[str, ...]:
    """Say what must be known to read the map rightly."""
    audience = gathered.options.audience
    lines = []
    if gathered.incidents:
        lines.append(_("These are the incidents this watch knows of. They are not official police figures."))
    if told and not exact_place(audience):
        lines.append(
            _(
                "Places are given to the hundred-block or the crossing, never to the house. The places of "
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
