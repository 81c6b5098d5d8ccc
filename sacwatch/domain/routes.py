"""Where a patrol went, or is to go: lines drawn on the map or recorded by a GPS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sacwatch.domain import outlines, texts
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.places import Point
from sacwatch.domain.records import Record, Stamp


class RouteSource(StrEnum):
    """How a route came to be."""

    DRAWN = "drawn"
    GPX = "gpx"


@dataclass(frozen=True, kw_only=True)
class Route(Record):
    """One unbroken line of a patrol, which may have several.

    Where it runs may begin at somebody's door, and tells when the watch is where: captain and police.
    """

    patrol_id: str = kept(Shows.NEVER)
    """The patrol that went it; "" for one drawn ahead, for shifts and sheets."""
    name: str = kept(Shows.TELLING, default="")
    source: RouteSource = kept(Shows.ALWAYS, default=RouteSource.DRAWN)
    line: tuple[Point, ...] = kept(Shows.TELLING, default=())
    times: tuple[datetime, ...] = kept(Shows.TELLING, default=())
    """Aware UTC, whole seconds: one for each point, or none."""

    @property
    def planned(self) -> bool:
        """Say whether it was drawn ahead of any patrol."""
        return not self.patrol_id

    @property
    def metres(self) -> float:
        return outlines.length(self.line)


@dataclass(frozen=True)
class RouteDraft:
    """A route as the map holds it."""

    patrol_id: str = ""
    name: str = ""
    source: str = "drawn"
    line: tuple[Point, ...] = ()
    times: tuple[datetime, ...] = ()
    note: str = ""


def settle(draft: RouteDraft, stamp: Stamp, *, past: Route | None = None) -> Route:
    """Give the route a draft means; raises `Invalid` with every problem by field.

    One without a patrol is to be found again by its name, so that it has to have one.
    Times that are not one for each point are left out.
    """
    problems = Problems()
    line = outlines.settle_line(draft.line, "line", problems)
    if len(line) < 2:
        problems.add("line", "problem.line_too_few")
    if not draft.patrol_id and not draft.name.strip():
        problems.add("name", "problem.route_name_needed")
    route = Route(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        patrol_id=draft.patrol_id,
        name=texts.name(draft.name, "name", problems),
        source=RouteSource(draft.source),
        line=line,
        times=_times(draft, line),
    )
    problems.settle()
    return route


def _times(draft: RouteDraft, line: tuple[Point, ...]) -> tuple[datetime, ...]:
    """Give the times of the points that were kept: where somebody stood still, when that began."""
    if len(draft.times) != len(draft.line):
        return ()
    found: list[datetime] = []
    for point, at in zip(draft.line, draft.times, strict=True):
        place = len(found)
        if place < len(line) and line[place] == Point(round(point.lat, 7), round(point.lon, 7)):
            found.append(at.replace(microsecond=0))
    return tuple(found) if len(found) == len(line) else ()


def draft_of(route: Route) -> RouteDraft:
    """Give the draft that settles to this route again."""
    return RouteDraft(
        patrol_id=route.patrol_id,
        name=route.name,
        source=route.source.value,
        line=route.line,
        times=route.times,
        note=route.note,
    )
