"""Papers about incidents: the summary of a period, and the report of one or of each, with map and photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any

from sacwatch.domain import sensitive, times
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import exact_place, may_show
from sacwatch.domain.errors import Trouble
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.leftout import Thing
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints
from sacwatch.services import papermaps, showing, subjects
from sacwatch.services.orders import (
    Ask,
    Gathered,
    Order,
    file_name,
    letterhead,
    photo_marks,
    photos_of,
    title_of,
    within,
)
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work

_AT_ONCE = 50
_SHOWN = (Thing.PLACES, Thing.TOLD, Thing.NOTES, Thing.COUNTED)


def collect_one(ask: Ask, order: Order, zone: tzinfo, photos: bool) -> Gathered:
    """Gather the report of one incident; raises NotFound.

    Raises Trouble where its readers are told only that there was one.
    """

    def look(work: Work) -> tuple[Watch, Eyes, Incident]:
        eyes = showing.eyes(work, order.audience)
        return letterhead(work, order), eyes, work.incidents.get(order.subject)

    watch, eyes, incident = ask(look)
    if sensitive.withheld(incident) and not exact_place(order.audience):
        raise Trouble("trouble.only_counted")
    name = f"{title_of(order)} {incident.occurred_from.astimezone(zone):%Y-%m-%d %H%M}"
    return _gathered(ask, order, watch, eyes, [incident], name, photos)


def collect_period(ask: Ask, order: Order, zone: tzinfo, photos: bool) -> Gathered:
    """Gather the report of each incident of a period of civil days in `zone`."""
    period, watch, eyes, recorded = _period(ask, order, zone)
    name = f"{title_of(order)} {subjects.period_name(*period)}"
    return _gathered(ask, order, watch, eyes, recorded, name, photos, period)


def _gathered(
    ask: Ask,
    order: Order,
    watch: Watch,
    eyes: Eyes,
    incidents: Sequence[Incident],
    name: str,
    photos: bool,
    period: tuple[date, date] | None = None,
) -> Gathered:
    from sacwatch.reports.incidentreport import IncidentReport  # a door: ReportLab comes with it

    seen = sensitive.told(eyes.see_all(incidents), order.audience)
    seen = papermaps.on_their_blocks(seen, order.audience)
    seen.sort(key=lambda each: (each.occurred_from, each.id))
    pictures: list[tuple[Attachment, ...]] = []
    if may_show(Attachment, "name", order.audience):
        for start in range(0, len(seen), _AT_ONCE):
            pictures += ask(partial(_pictures, [each.id for each in seen[start : start + _AT_ONCE]]))
    data = IncidentReport(
        watch=watch,
        audience=order.audience,
        incidents=tuple(seen),
        first=period[0] if period else None,
        last=period[1] if period else None,
        map_key=papermaps.key() if any(each.place.point for each in seen) else "",
        left_out=eyes.left_out(*_SHOWN),
        large=order.large,
    )
    fingerprint = fingerprints.fingerprint((data, tuple(photo_marks(each) for each in pictures)))
    if photos:
        data = replace(data, photos=tuple(photos_of(ask, each) for each in pictures))
    return Gathered(order, data, file_name(name), fingerprint)


def _pictures(ids: Sequence[str], work: Work) -> tuple[tuple[Attachment, ...], ...]:
    return tuple(
        tuple(one for one in work.attachments.of(Ref(Kind.INCIDENT, id_)) if one.picture) for id_ in ids
    )


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the report as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports.incidentreport import incident_report

    def draw(incident: Incident) -> Any:
        point = incident.place.point
        return None if point is None else papermaps.drawing([(point, incident.kind.sort)])

    return incident_report(gathered.data, made_on, draw)


def collect_summary(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the counts, the map and the list of a period of civil days in `zone`."""
    from sacwatch.reports.incidents import IncidentSummary

    period, watch, eyes, recorded = _period(ask, order, zone)
    found = eyes.see_all(recorded)
    placed = papermaps.on_their_blocks(found, order.audience)
    dots = tuple((each.place.point, each.kind.sort) for each in placed if each.place.point is not None)
    data = IncidentSummary(
        watch=watch,
        audience=order.audience,
        first=period[0],
        last=period[1],
        incidents=found,
        map_key=papermaps.key() if dots else "",
        left_out=eyes.left_out(*_SHOWN),
        large=order.large,
    )
    name = file_name(f"{title_of(order)} {subjects.period_name(*period)}")
    return Gathered(order, data, name, fingerprints.fingerprint(data), dots)


def make_summary(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the summary as PDF, likewise."""
    from sacwatch.reports import incidents

    drawing = papermaps.drawing(gathered.dots) if gathered.dots else None
    return incidents.incident_summary(gathered.data, made_on, drawing)


def _period(ask: Ask, order: Order, zone: tzinfo) -> tuple[tuple[date, date], Watch, Eyes, list[Incident]]:
    """Give the days that are meant, the letterhead, and the incidents of those days as they are kept."""
    first, last = subjects.read_period(order.subject)
    since, until = times.day_start(first, zone), times.day_start(last + timedelta(days=1), zone)
    watch, eyes = ask(lambda work: (letterhead(work, order), showing.eyes(work, order.audience)))
    recorded: list[Incident] = within(
        ask, lambda work, start, end: work.incidents.within(start, end), since, until
    )
    return (first, last), watch, eyes, recorded
