"""The incident report: one incident with all that its readers may see, or those of a period one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.incidents import Incident
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _
from sacwatch.reports import formats, incidentwords
from sacwatch.reports.layout import Fact, Paper, Photo
from sacwatch.words import label

Drawer = Callable[[Incident], Any]
"""Gives a ReportLab flowable with the map of where an incident was, or None where it has no place."""


@dataclass(frozen=True, kw_only=True)
class IncidentReport:
    """Incidents, already reduced for the audience, with the photos that it may see; oldest first.

    `first` and `last` are the civil days of a period, both included; None where one incident is meant.
    `map_key` stands for the drawing of the maps in the fingerprint.
    """

    watch: Watch
    audience: Audience
    incidents: tuple[Incident, ...]
    photos: tuple[tuple[Photo, ...], ...] = ()
    """Of each incident, or none at all."""
    first: date | None = None
    last: date | None = None
    map_key: str = ""
    left_out: LeftOut = NOTHING
    large: bool = False


def incident_report(data: IncidentReport, made_on: datetime, draw: Drawer | None = None) -> bytes:
    """Make the report of one incident, or of each of a period, as PDF. `made_on` is aware UTC."""
    days = None if data.first is None or data.last is None else formats.days(data.first, data.last)
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=_("Incident report") if days is None else _("Incident reports"),
        subtitle=_heading(data.incidents[0]) if days is None else days,
        large=data.large,
        left_out=data.left_out,
        emergency=True,
    )
    # At the top, where nobody overlooks it and no page is begun for it alone.
    paper.small(_("This is what the watch knows of. It is not an official police record."))
    if not data.incidents:
        paper.body(_("No incidents are told of here for these days."))
    for place, incident in enumerate(data.incidents):
        if days is not None:
            paper.heading(_heading(incident))
        photos = data.photos[place] if data.photos else ()
        _one(paper, incident, photos, None if draw is None else draw(incident), parts=days is None)
    return paper.pdf()


def _heading(incident: Incident) -> str:
    day, time = formats.happened(incident.occurred_from, incident.occurred_to)
    return _("{what}, {day}, {time}").format(what=label("incident", incident.kind.value), day=day, time=time)


def _one(paper: Paper, incident: Incident, photos: Sequence[Photo], drawing: Any, *, parts: bool) -> None:
    """Put one incident; its `parts` have headings of their own where the paper is about it alone."""

    def begin(words: str) -> None:
        if parts:
            paper.heading(words)

    paper.facts(_facts(incident))
    told = incident.happened or incident.public_wording
    if told:
        begin(_("What happened"))
        paper.body(told)
    seen = [
        *(Fact(_("Vehicle"), incidentwords.vehicle_told(each), wide=True) for each in incident.vehicles),
        *(Fact(_("Person"), incidentwords.person_told(each), wide=True) for each in incident.persons),
    ]
    if any(each.value for each in seen):
        begin(_("As described"))
        paper.facts(seen)
    more = [Fact(_("The captain’s note"), incident.note, wide=True)]
    if incident.happened:
        more.insert(0, Fact(_("Words for neighbors"), incident.public_wording, wide=True))
    if any(each.value for each in more):
        paper.facts(more)
    if drawing is not None:
        begin(_("Where it happened"))
        paper.drawing(drawing, "")
    if photos:
        begin(_("Photos"))
        paper.photos(photos)


def _facts(incident: Incident) -> list[Fact]:
    reported = incidentwords.reported_told(incident)
    ended = incident.disposition
    return [
        Fact(_("Where"), incident.place.text, wide=len(incident.place.text) > 34),
        Fact(_("Status"), label("status", incident.status.value)),
        Fact(_("Offense code"), incident.code),
        Fact(_("Reported to"), reported, wide=len(reported) > 34),
        Fact(_("How the watch knows"), incidentwords.source_told(incident)),
        Fact(_("How it ended"), ended, wide=len(ended) > 34),
    ]


__all__ = ["IncidentReport", "incident_report"]
