"""The outlines and lines of the map: boundary, blocks and routes, and what is told of each in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sacwatch.domain import attendance, outlines
from sacwatch.domain.coverage import Walked
from sacwatch.domain.errors import NotFound
from sacwatch.domain.geography import Box
from sacwatch.domain.kinds import Kind
from sacwatch.domain.outlines import METRES_PER_MILE, SQUARE_METRES_PER_ACRE, Flat
from sacwatch.domain.places import FEET_PER_METRE, Point
from sacwatch.domain.routes import Route
from sacwatch.domain.watches import Block, Watch
from sacwatch.i18n import _, ngettext
from sacwatch.maps import shapes
from sacwatch.maps.shapes import BLOCKS, BOUNDARY, CHOSEN, NOT_WALKED, PLANNED, ROUTES, UNHEARD, WALKED
from sacwatch.maps.told import Told
from sacwatch.reports import formats
from sacwatch.store.work import Work
from sacwatch.words import label

__all__ = [
    "BLOCKS",
    "BOUNDARY",
    "CHOSEN",
    "NOT_WALKED",
    "PLANNED",
    "ROUTES",
    "UNHEARD",
    "WALKED",
    "MapShapes",
    "ShapeLine",
    "block_words",
    "distance",
    "drawn_words",
    "gather",
    "lines",
    "path",
    "points",
    "popup",
    "told",
]

path, points = shapes.path, shapes.points

_CIRCLE = 72


@dataclass(frozen=True)
class MapShapes:
    """The watch with its boundary and blocks, and the routes, each with the start of its patrol.

    `planned` are those drawn ahead of any patrol.
    """

    watch: Watch
    captains: dict[str, str]
    """The names of the block captains by the member's id."""
    routes: tuple[tuple[Route, datetime], ...] = ()
    planned: tuple[Route, ...] = ()
    unheard: frozenset[str] = frozenset()
    """The ids of the blocks from which nobody came to the last three meetings."""

    def block(self, id_: str) -> Block | None:
        return next((each for each in self.watch.blocks if each.id == id_), None)

    def route(self, id_: str) -> tuple[Route, datetime] | None:
        return next((each for each in self.routes if each[0].id == id_), None)

    def drawn(self, id_: str) -> Route | None:
        """Give a route, of a patrol or drawn ahead."""
        every = (*(route for route, _at in self.routes), *self.planned)
        return next((each for each in every if each.id == id_), None)


@dataclass(frozen=True)
class ShapeLine:
    """A boundary, block or route as the list beside the map shows it. `box` is where it lies."""

    name: str
    id: str
    title: str
    more: str
    box: Box | None


def gather(work: Work, since: datetime | None, until: datetime | None) -> MapShapes | None:
    """Gather boundary, blocks, and the routes of patrols that started in [since, until), UTC.

    None where no watch was begun yet.
    """
    try:
        watch = work.watches.get(work.watch_id)
    except NotFound:
        return None
    ids = [each.captain_id for each in watch.blocks if each.captain_id]
    captains = {each.id: each.name for each in work.members.get_many(ids) if each.active}
    held = work.meetings.attended(date.max, limit=attendance.LOOKED_AT)
    return MapShapes(
        watch,
        captains,
        tuple(work.routes.within(since, until)),
        tuple(work.routes.planned()),
        frozenset(each.block.id for each in attendance.unheard(watch.blocks, held)),
    )


def told(found: MapShapes) -> dict[str, list[dict[str, Any]]]:
    """Give the shapes as the page reads them, by the name of their sort."""
    boundary = found.watch.boundary
    return {
        BOUNDARY: [{"id": BOUNDARY, "path": path(boundary)}] if boundary else [],
        BLOCKS: [
            {
                "id": each.id,
                "path": path(each.outline),
                "name": each.name,
                "at": path([outlines.middle(each.outline)]),
            }
            for each in found.watch.blocks
            if each.outline
        ],
        UNHEARD: [
            {"id": each.id, "path": path(each.outline)}
            for each in found.watch.blocks
            if each.outline and each.id in found.unheard
        ],
        ROUTES: [{"id": route.id, "path": path(route.line)} for route, _at in found.routes],
        PLANNED: [{"id": route.id, "path": path(route.line)} for route in found.planned],
    }


def walked_told(stretches: Sequence[Walked]) -> dict[str, list[dict[str, Any]]]:
    """Give the streets that were walked and those that were not as the page reads them."""
    return {
        name: [{"id": "", "path": path(each.street.line)} for each in stretches if each.walked is on]
        for name, on in ((WALKED, True), (NOT_WALKED, False))
    }


def circle_told(middle: Point, metres: float) -> list[dict[str, Any]]:
    """Give the circle of what is near a point as the page reads it."""
    flat = Flat(middle)
    ring = [
        Point(
            middle.lat + metres * math.cos(2 * math.pi * step / _CIRCLE) / flat.metres_north,
            middle.lon + metres * math.sin(2 * math.pi * step / _CIRCLE) / flat.metres_east,
        )
        for step in range(_CIRCLE)
    ]
    return [{"id": "", "path": path(ring)}]


def block_words(found: MapShapes | None, point: Point) -> str:
    """Say in which of the watch's blocks a point lies, with the name of the block's captain, or ""."""
    blocks = found.watch.blocks if found is not None else ()
    for block in blocks:
        if block.outline and outlines.holds(block.outline, point.lat, point.lon):
            captain = found.captains.get(block.captain_id or "", "") if found is not None else ""
            told = _("Block: {name}").format(name=block.name)
            return f"{told} · {_('captain: {name}').format(name=captain)}" if captain else told
    return ""


def distance(metres: float) -> str:
    """Give a distance in feet, and from a tenth of a mile on in miles too."""
    feet = round(metres * FEET_PER_METRE)
    words = ngettext("{feet} foot", "{feet} feet", feet).format(feet=f"{feet:,}")
    miles = metres / METRES_PER_MILE
    if miles < 0.1:
        return words
    return _("{miles} miles ({feet})").format(miles=f"{miles:,.2f}", feet=words)


def drawn_words(line: Sequence[Point], *, closed: bool) -> str:
    """Give the length of what is being drawn, or the length around it and its ground, in words."""
    if len(line) < 2:
        return ""
    long = distance(outlines.length(line, closed=closed))
    if not closed or len(line) < 3:
        return long
    return _("{acres}, {distance} around").format(acres=acres_words(line), distance=long)


def acres_words(ring: Sequence[Point]) -> str:
    """Give the ground inside an outline, such as "2.8 acres"; "" for none."""
    if len(ring) < 3:
        return ""
    acres = outlines.square_metres(ring) / SQUARE_METRES_PER_ACRE
    return _("{acres} acres").format(acres=f"{acres:,.0f}" if acres >= 10 else f"{acres:.1f}")


def lines(found: MapShapes) -> list[ShapeLine]:
    """Give the list of all shapes: boundary, blocks in their order, planned routes, routes newest first."""
    boundary = found.watch.boundary
    result = [
        ShapeLine(
            BOUNDARY,
            BOUNDARY,
            _("Boundary of the watch"),
            acres_words(boundary) or _("Not drawn yet"),
            outlines.box_of(boundary) if boundary else None,
        )
    ]
    for block in found.watch.blocks:
        captain = found.captains.get(block.captain_id or "", "")
        size = acres_words(block.outline) or _("Not drawn yet")
        unheard = _("Not heard from") if block.id in found.unheard else ""
        more = " · ".join(part for part in (unheard, captain, size) if part)
        box = outlines.box_of(block.outline) if block.outline else None
        result.append(ShapeLine(BLOCKS, block.id, block.name, more, box))
    for route in found.planned:
        more = " · ".join((_("Planned route"), distance(route.metres)))
        result.append(ShapeLine(PLANNED, route.id, route.name, more, outlines.box_of(route.line)))
    for route, started in reversed(found.routes):
        title = _("Route of {day}").format(day=formats.long_day(formats.local_day(started)))
        more = " · ".join(
            part
            for part in (
                route.name,
                distance(route.metres),
                label("route", route.source.value),
            )
            if part
        )
        result.append(ShapeLine(ROUTES, route.id, title, more, outlines.box_of(route.line)))
    return result


def popup(found: MapShapes, under: Sequence[tuple[str, str]], *, may_write: bool) -> Told | None:
    """Give what a popup says of the topmost shape under a click, a route before a block, or None."""
    for name, id_ in sorted(under, key=lambda each: (each[0] != PLANNED, each[0] != ROUTES)):
        planned = found.drawn(id_) if name == PLANNED else None
        if planned is not None:
            return Told(
                title=planned.name,
                lines=(distance(planned.metres),),
                faint=_("Planned route"),
                more=tuple(_changes(PLANNED, id_) if may_write else ()),
            )
        if name == ROUTES and (known := found.route(id_)) is not None:
            route, started = known
            wishes = [
                (_("Open the patrol"), {"act": "open", "kind": Kind.PATROL.value, "id": route.patrol_id})
            ]
            if may_write:
                wishes += _changes(ROUTES, id_)
            return Told(
                title=_("Route of {day}").format(day=formats.long_day(formats.local_day(started))),
                lines=(route.name, distance(route.metres)),
                faint=label("route", route.source.value),
                more=tuple(wishes),
            )
    return None


def _changes(name: str, id_: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (_("Change it"), {"act": "change", "layer": name, "id": id_}),
        (_("Remove it"), {"act": "remove", "layer": name, "id": id_}),
    ]
