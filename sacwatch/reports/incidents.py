"""Papers about incidents: the summary of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sacwatch.domain import clockweeks, sensitive
from sacwatch.domain.audiences import Audience, exact_place, may_show
from sacwatch.domain.incidents import Incident, Source, Status
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.reported import ReportedTo
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats, incidentwords, leftout
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import text
from sacwatch.words import label

_MOST_MONTHS = 18
_FEWEST_FOR_HOURS = 5
"""With fewer, squares in a week would look like a pattern."""
_POLICE = (ReportedTo.EMERGENCY, ReportedTo.NON_EMERGENCY)


@dataclass(frozen=True, kw_only=True)
class IncidentSummary:
    """The incidents of a period, already reduced for the audience, in any order.

    `first` and `last` are civil days, both included. `map_key` stands for the drawing of the map in
    the fingerprint: whatever changes when the map would look different.
    """

    watch: Watch
    audience: Audience
    first: date
    last: date
    incidents: tuple[Incident, ...]
    map_key: str = ""
    left_out: LeftOut = NOTHING
    large: bool = False


def incident_summary(data: IncidentSummary, made_on: datetime, drawing: Any = None) -> bytes:
    """Make the summary of a period as PDF. `made_on` is aware UTC.

    `drawing` is a ReportLab flowable with the map, or None.
    """
    audience = data.audience
    paper = Paper(
        watch=data.watch,
        audience=audience,
        made_on=made_on,
        title=_("Incident summary"),
        subtitle=formats.days(data.first, data.last),
        large=data.large,
        left_out=data.left_out,
        emergency=True,
    )
    incidents = sorted(data.incidents, key=lambda each: (each.occurred_from, each.id))
    if not incidents:
        paper.body(_("No incidents are on record for these days."))
        return paper.pdf()
    listed = sensitive.told(incidents, audience)
    if listed:
        paper.figures(_figures(listed))
    if len(listed) < len(incidents):
        # Told beside the figures and not within them: a sum would give away what is too few to tell.
        counted = leftout.incidents(len(incidents) - len(listed), audience)
        paper.small(_("Not in these figures: {incidents}.").format(incidents=counted))
    if not listed:
        return paper.pdf()
    paper.heading(_("What happened"))
    paper.bars(_by_kind(listed))
    if drawing is not None:
        paper.heading(_("Where it happened"))
        paper.drawing(drawing, _map_words(listed))
    months = _by_month(listed, data.first, data.last)
    if 2 <= len(months) <= _MOST_MONTHS:
        paper.heading(_("Month by month"))
        paper.columns(months)
    shares, timeless = clockweeks.spread((each.occurred_from, each.occurred_to) for each in listed)
    if len(listed) - timeless >= _FEWEST_FOR_HOURS:
        paper.heading(_("When in the week"))
        paper.week(shares)
        paper.small(_week_words(timeless))
    paper.heading(_("One by one"))
    _incident_table(
        paper,
        listed,
        telling=may_show(Incident, "happened", audience),
        one_year=data.first.year == data.last.year,
    )
    paper.heading(_("About these figures"))
    paper.small("\n".join(_caveats(incidents, audience)))
    return paper.pdf()


def _figures(incidents: Sequence[Incident]) -> list[tuple[str, str]]:
    still_open = sum(each.status is not Status.CLOSED for each in incidents)
    reported = sum(each.reported_to in _POLICE for each in incidents)
    return [
        (_("Incidents"), f"{len(incidents):,}"),
        (_("Reported to police"), f"{reported:,}"),
        (_("Not closed yet"), f"{still_open:,}"),
    ]


def _by_kind(incidents: Sequence[Incident]) -> list[tuple[str, int]]:
    """Count by kind, the most frequent first."""
    counts = Counter(each.kind for each in incidents)
    order = list(IncidentKind)
    return [
        (label("incident", kind.value), count)
        for kind, count in sorted(counts.items(), key=lambda row: (-row[1], order.index(row[0])))
    ]


def _by_month(incidents: Sequence[Incident], first: date, last: date) -> list[tuple[str, int]]:
    """Count by month, months without an incident included."""
    days = [formats.local_day(each.occurred_from) for each in incidents]
    counts = Counter((day.year, day.month) for day in days)
    rows: list[tuple[str, int]] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month) and len(rows) <= _MOST_MONTHS:
        rows.append((formats.short_month(year, month), counts[(year, month)]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return rows


def _week_words(timeless: int) -> str:
    words = _(
        "The larger a square, the more happened in that hour. Where only a span is known, an incident counts "
        "in each of its hours with an equal part."
    )
    if not timeless:
        return words
    more = ngettext(
        "{count} incident is not in it: it can have been at any hour.",
        "{count} incidents are not in it: they can have been at any hour.",
        timeless,
    )
    return f"{words} {more.format(count=f'{timeless:,}')}"


def _map_words(listed: Sequence[Incident]) -> str:
    mapped = sum(each.place.point is not None for each in listed)
    if mapped == len(listed):
        return ""
    words = _("{mapped} of {listed} incidents are on the map. The others have no place that can be shown.")
    return words.format(mapped=f"{mapped:,}", listed=f"{len(listed):,}")


def _incident_table(paper: Paper, incidents: Sequence[Incident], *, telling: bool, one_year: bool) -> None:
    columns = [Column(_("When"), most=9.6), Column(_("What"), most=11), Column(_("Where"), most=13)]
    if telling:
        columns.append(Column(_("What is known"), share=1))
    else:
        columns += [Column(_("What is told of it"), share=1), Column(_("Status"), most=10)]
    rows: list[list[Cell]] = []
    for each in incidents:
        day, time = formats.happened(each.occurred_from, each.occurred_to, with_year=not one_year)
        code = _("Code {code}").format(code=each.code) if each.code else ""
        status = label("status", each.status.value)
        small = [code, status] if telling else [code]
        row: list[Cell] = [
            paper.cell(day, text(time, paper.styles.label)),
            paper.cell(
                label("incident", each.kind.value),
                *(text(words, paper.styles.label) for words in small if words),
            ),
            each.place.text,
        ]
        row += (
            [paper.cell(each.happened, *_details(paper, each))] if telling else [_worded(paper, each), status]
        )
        rows.append(row)
    paper.table(columns, rows)


def _worded(paper: Paper, incident: Incident) -> Cell:
    """Give what the captain wrote for everyone, and to whom it was reported."""
    reported = incidentwords.reported_to(incident)
    words = _("Reported to: {words}").format(words=reported) if reported else ""
    return paper.cell(incident.public_wording, text(words, paper.styles.label) if words else "")


def _details(paper: Paper, incident: Incident) -> list[Any]:
    """Give the lines below what happened: vehicles, people, whom it was reported to, how it ended."""
    lines = [incidentwords.vehicle(each) for each in incident.vehicles]
    lines += [incidentwords.person(each) for each in incident.persons]
    lines += [incidentwords.reported(incident), incidentwords.known_from(incident)]
    if incident.disposition:
        lines.append(_("How it ended: {words}").format(words=formats.isolated(incident.disposition)))
    if incident.public_wording:
        words = formats.isolated(incident.public_wording)
        lines.append(_("Told to neighbors: {words}").format(words=words))
    if incident.note:
        lines.append(_("Captain’s note: {words}").format(words=formats.isolated(incident.note)))
    return [text(line, paper.styles.label) for line in lines if line]


def _caveats(incidents: Sequence[Incident], audience: Audience) -> list[str]:
    lines = [
        _("These are the incidents this watch knows of. They are not official police figures."),
        _("An incident is counted on the day it began, or the first day on which it can have happened."),
    ]
    if not exact_place(audience):
        lines.append(_("Places are given to the block or the crossing, never to the house."))
    if any(each.source is Source.POLICE_FEED for each in incidents):
        lines.append(
            _(
                "Some come from data that the police publish. The department states a margin of error of "
                "about 10 percent and leaves some addresses out."
            )
        )
    return lines


__all__ = ["IncidentSummary", "incident_summary"]
