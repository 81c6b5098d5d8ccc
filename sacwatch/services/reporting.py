"""Papers: gathered from the records, reduced for their audience, then laid out."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from sacwatch import paths
from sacwatch.domain import times
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import Audience, may_show
from sacwatch.domain.drawing import Legend, LegendLine, Pattern, Style, Symbol
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.geography import Box, Frame
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.offences import Sort
from sacwatch.domain.places import Point
from sacwatch.domain.reducing import reduced
from sacwatch.domain.symbols import INCIDENTS
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints, registry
from sacwatch.reports.registry import PaperKind
from sacwatch.store.work import Work
from sacwatch.words import label

MAP_WIDTH, MAP_HEIGHT = 500.0, 250.0
"""Points; the map of an incident summary."""


@dataclass(frozen=True)
class Order:
    """One paper that is wanted. `subject` is a patrol's id, "2026-11", or "2026-11-01..2026-11-30"."""

    report: str
    subject: str = ""
    audience: Audience = Audience.CAPTAIN
    large: bool = False


@dataclass(frozen=True)
class Gathered:
    """Everything that a paper is made from; nothing of the store is needed any more."""

    order: Order
    data: Any
    file_name: str
    fingerprint: str
    dots: tuple[tuple[Point, Sort], ...] = ()
    middle: Point | None = None


def papers() -> list[PaperKind]:
    """Give every paper there is, in the order in which they are offered."""
    return list(registry.PAPERS.values())


def month_subject(day: date) -> str:
    """Give the subject of a civil month."""
    return f"{day:%Y-%m}"


def period_subject(first: date, last: date) -> str:
    """Give the subject of a period of civil days, both included."""
    return f"{first.isoformat()}..{last.isoformat()}"


def gather(work: Work, order: Order, *, zone: tzinfo) -> Gathered:
    """Gather and reduce what a paper is made from; runs with the store. Civil days are taken in `zone`.

    Raises NotFound for a patrol that is gone, or Trouble for a report or subject that is none.
    """
    if order.report not in registry.PAPERS:
        raise Trouble("trouble.no_such_report", name=order.report[:60])
    watch = reduced(work.watches.get(work.watch_id), order.audience)
    return _GATHERERS[order.report](work, order, watch, zone)


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Lay a paper out as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports import incidents, patrols  # a door: ReportLab is loaded with the first paper

    if isinstance(gathered.data, patrols.PatrolLog):
        return patrols.patrol_log(gathered.data, made_on)
    if isinstance(gathered.data, patrols.PatrolHours):
        return patrols.patrol_hours(gathered.data, made_on)
    return incidents.incident_summary(gathered.data, made_on, _map(gathered))


def _patrol_log(work: Work, order: Order, watch: Watch, zone: tzinfo) -> Gathered:
    from sacwatch.reports.patrols import PatrolLog
    from sacwatch.reports.photos import Photo

    patrol = work.patrols.get(order.subject)
    photos: list[Photo] = []
    if may_show(Attachment, "name", order.audience):
        photos = [
            Photo(work.attachments.read_bytes(each.sha256), each.caption)
            for each in work.attachments.of(Ref(Kind.PATROL, patrol.id))
            if each.picture
        ]
    data = PatrolLog(
        watch=watch,
        audience=order.audience,
        patrol=reduced(patrol, order.audience),
        photos=tuple(photos),
        large=order.large,
    )
    local = patrol.started_at.astimezone(zone)
    name = f"{registry.PAPERS[order.report].title_words} {local:%Y-%m-%d %H%M}"
    return _gathered(order, data, name)


def _patrol_hours(work: Work, order: Order, watch: Watch, zone: tzinfo) -> Gathered:
    from sacwatch.reports.patrols import PatrolHours

    year, month = read_month(order.subject)
    since, until = times.month_bounds(year, month, zone)
    data = PatrolHours(
        watch=watch,
        audience=order.audience,
        year=year,
        month=month,
        patrols=tuple(reduced(each, order.audience) for each in work.patrols.within(since, until)),
        large=order.large,
    )
    return _gathered(order, data, f"{registry.PAPERS[order.report].title_words} {year}-{month:02}")


def _incident_summary(work: Work, order: Order, watch: Watch, zone: tzinfo) -> Gathered:
    from sacwatch.reports.incidents import IncidentSummary

    first, last = read_period(order.subject)
    since = times.day_start(first, zone)
    until = times.day_start(last + timedelta(days=1), zone)
    found = [reduced(each, order.audience) for each in work.incidents.within(since, until)]
    dots = tuple((each.place.point, each.kind.sort) for each in found if each.place.point is not None)
    whole_month = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    name = (
        f"{first:%Y-%m}"
        if whole_month and first.month == last.month and first.year == last.year
        else (f"{first.isoformat()} to {last.isoformat()}")
    )
    data = IncidentSummary(
        watch=watch,
        audience=order.audience,
        first=first,
        last=last,
        incidents=tuple(found),
        map_key=_map_key() if dots else "",
        large=order.large,
    )
    title = registry.PAPERS[order.report].title_words
    return _gathered(order, data, f"{title} {name}", dots=dots, middle=watch.place.point)


_GATHERERS: dict[str, Callable[[Work, Order, Watch, tzinfo], Gathered]] = {
    "patrol-log": _patrol_log,
    "patrol-hours": _patrol_hours,
    "incident-summary": _incident_summary,
}


def _gathered(order: Order, data: Any, name: str, **more: Any) -> Gathered:
    return Gathered(order, data, paths.safe_name(name, suffix=".pdf"), fingerprints.fingerprint(data), **more)


def read_month(subject: str) -> tuple[int, int]:
    """Read "2026-11"; raises Trouble for anything else."""
    try:
        day = date.fromisoformat(f"{subject}-01")
    except ValueError:
        raise Trouble("trouble.not_a_month", text=subject[:40]) from None
    return day.year, day.month


def read_period(subject: str) -> tuple[date, date]:
    """Read "2026-11-01..2026-11-30" or "2026-11"; raises Trouble for anything else."""
    first_text, dots, last_text = subject.partition("..")
    try:
        if not dots:
            year, month = read_month(subject)
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        first, last = date.fromisoformat(first_text), date.fromisoformat(last_text)
    except ValueError:
        raise Trouble("trouble.not_a_period", text=subject[:40]) from None
    if last < first:
        raise Trouble("trouble.not_a_period", text=subject[:40])
    return first, last


def _map_key() -> str:
    """Give what a map's look hangs on besides its dots: the sources of the base map."""
    from sacwatch.services import basemaps

    sources = basemaps.atlas().base.sources()
    return hashlib.sha256(repr(sorted((each.name, each.version) for each in sources)).encode()).hexdigest()


def _map(gathered: Gathered) -> Any | None:
    """Draw the map of an incident summary as a ReportLab flowable, or None where nothing has a place."""
    if not gathered.dots:
        return None
    from sacwatch.reports.fonts import Cut
    from sacwatch.reports.mapdrawing import Faces, MapDrawing
    from sacwatch.services import basemaps

    frame = Frame.of_box(_box([point for point, _ in gathered.dots]), MAP_WIDTH, MAP_HEIGHT)
    picture = basemaps.atlas().cartographer.picture(frame, Style.PRINT)
    overlay = [_symbol(sort, *frame.at(point)) for point, sort in gathered.dots]
    present = {sort for _, sort in gathered.dots}
    legend = Legend(
        lines=tuple(
            LegendLine(_symbol(sort, 0, 0), label("sort", sort.value)) for sort in Sort if sort in present
        )
    )
    return MapDrawing(
        picture, overlay, legend, Faces(Cut.REGULAR, Cut.BOLD, Cut.ITALIC), notes=picture.credit
    )


def _symbol(sort: Sort, x: float, y: float) -> Symbol:
    mark = INCIDENTS[sort]
    ink = mark.colour if mark.pattern is Pattern.OPEN else "#ffffff"
    return Symbol(mark.shape, x, y, 9.0, mark.colour, ink, mark.pattern)


def _box(points: list[Point]) -> Box:
    """Give a box around points with some ground about it; at least about half a mile across."""
    south, north = min(each.lat for each in points), max(each.lat for each in points)
    west, east = min(each.lon for each in points), max(each.lon for each in points)
    up = max((0.0075 - (north - south)) / 2, (north - south) * 0.08)
    across = max((0.0110 - (east - west)) / 2, (east - west) * 0.08)
    return Box(south - up, west - across, north + up, east + across)


def default_subject(work: Work, report: str, asked: str, *, today: date, zone: tzinfo) -> str:
    """Give the subject that was meant: what was asked for, else the latest patrol or this month.

    A patrol may be asked for by its id or by its day; raises NotFound where there is none.
    """
    if report not in registry.PAPERS:
        raise Trouble("trouble.no_such_report", name=report[:60])
    if registry.PAPERS[report].needs is not registry.Option.PATROL:
        return asked or month_subject(today)
    if not asked:
        latest = work.patrols.latest()
        if latest is None:
            raise NotFound("trouble.no_patrol")
        return latest.id
    day = times.read_day(asked, today)
    if day is None:
        return asked
    since, until = times.day_start(day, zone), times.day_start(day + timedelta(days=1), zone)
    found = work.patrols.within(since, until)
    if not found:
        raise NotFound("trouble.no_patrol_that_day", day=day.isoformat())
    return found[0].id


def save(path: Path, data: bytes) -> None:
    """Save a paper to a file, whole or not at all; raises Trouble."""
    from sacwatch.exchange import folders

    folders.write_whole(path, data)
