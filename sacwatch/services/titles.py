"""What a record is called in a list of changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from sacwatch.domain.errors import NotFound
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.reports import formats
from sacwatch.store.work import Work
from sacwatch.words import label

_LONGEST = 60


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _shortly(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


_TITLES: dict[Kind, Callable[[Any, tzinfo], str]] = {
    Kind.WATCH: lambda watch, _zone: _shortly(watch.name),
    Kind.PATROL: lambda patrol, _zone: _listed(formats.long_day(patrol.day), _shortly(patrol.area)),
    Kind.INCIDENT: lambda incident, zone: _listed(
        label("incident", incident.kind.value),
        formats.long_day(incident.occurred_from.astimezone(zone).date()),
        _shortly(incident.place.text),
    ),
    Kind.HOUSEHOLD: lambda household, _zone: _shortly(household.place.text),
    Kind.MEMBER: lambda member, _zone: _shortly(member.name),
    Kind.SHIFT: lambda shift, _zone: _shortly(shift.area) or formats.long_day(shift.first),
    Kind.ROUTE: lambda route, _zone: _shortly(route.name),
    Kind.SHEET: lambda sheet, _zone: _shortly(sheet.number),
    Kind.CONCERN: lambda concern, _zone: _shortly(concern.words or concern.public_wording),
    Kind.ACTION: lambda action, _zone: _shortly(action.what),
    Kind.MEETING: lambda meeting, _zone: _listed(
        _shortly(meeting.title) or label("meeting", meeting.kind.value), formats.long_day(meeting.day)
    ),
    Kind.DRILL: lambda drill, zone: formats.long_day(drill.started_at.astimezone(zone).date()),
    Kind.DESTINATION: lambda destination, _zone: _shortly(destination.name),
}


def title(work: Work, ref: Ref, zone: tzinfo) -> str:
    """Give what a record is called, or "" for one that is gone or has no name of its own."""
    called = _TITLES.get(ref.kind)
    if called is None:
        return ""
    try:
        return called(work.repository(ref.kind).get(ref.id), zone)
    except NotFound:
        return ""
