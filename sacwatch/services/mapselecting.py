"""What is near a point or inside an outline, and the list of it as a file for others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience, exact_place, may_show
from sacwatch.domain.concerns import Concern
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Ref
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.outlines import METRES_PER_MILE
from sacwatch.domain.patrols import Entry
from sacwatch.domain.places import FEET_PER_METRE, Point
from sacwatch.i18n import _
from sacwatch.maps.concerns import NAME as CONCERNS
from sacwatch.maps.households import NAME as HOUSEHOLDS
from sacwatch.maps.incidents import NAME as INCIDENTS
from sacwatch.maps.layers import Layer
from sacwatch.maps.patrols import NAME as PATROLS
from sacwatch.reports import formats
from sacwatch.services import mapping, showing
from sacwatch.services.coverage import StreetLine
from sacwatch.services.maptelling import Mark
from sacwatch.store.work import Work
from sacwatch.words import label

NEAR = (500 / FEET_PER_METRE, METRES_PER_MILE / 4, METRES_PER_MILE)
"""How far "near here" reaches, in metres: 500 feet, a quarter mile, one mile."""

Asked = Sequence[tuple[str, Layer, MapFilter]]
"""The layers that are asked, each by its name, with what it lets through."""


@dataclass(frozen=True)
class Chosen:
    """Marks in the order of their list, how many of each layer, and how far each is (metres) or nothing."""

    marks: list[Mark]
    counts: dict[str, int]
    metres: dict[str, float]


def near(asked: Asked, point: Point, metres: float) -> Chosen:
    """Give what lies within so many metres of a point, nearest first. For the pool."""
    found = []
    counts = {}
    for name, layer, wanted in asked:
        close = layer.near(point, metres, mapping.passing(layer, wanted))
        owners = layer.owners or layer.ids
        counts[name] = len(close)
        found += [(far, (name, layer.ids[i], owners[i])) for far, i in close]
    found.sort(key=lambda each: each[0])
    return Chosen([mark for _far, mark in found], counts, {mark[1]: far for far, mark in found})


def inside(asked: Asked, ring: Sequence[Point]) -> Chosen:
    """Give what lies inside an outline, newest first. For the pool."""
    found = [
        (name, layer, layer.inside(ring, mapping.passing(layer, wanted))) for name, layer, wanted in asked
    ]
    counts = {name: len(places) for name, _layer, places in found}
    return Chosen(mapping.newest_first(found), counts, {})


@dataclass(frozen=True)
class Table:
    """The list as it goes to others: reduced for its audience."""

    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    left_out: int = 0
    """How many lines its readers are not told of; for the captain's eyes, never for the file."""
    records: tuple[Ref, ...] = ()
    """From which records it was made; for the ledger, never for the file."""


def gather(work: Work, marks: Sequence[Mark], audience: Audience) -> Table:
    """Gather the records of a list for an audience, in its order, with what it may not see left out.

    The list was found by place, so that a line tells where it was: kinds whose place is withheld get none.
    """
    # Households are for the captain's window alone: they are no line of any list that leaves it.
    marks = [mark for mark in marks if mark[0] != HOUSEHOLDS]
    eyes = showing.eyes(work, audience)
    incidents = {
        each.id: eyes.see(each)
        for some in _chunks([id_ for name, id_, _owner in marks if name == INCIDENTS])
        for each in work.incidents.get_many(some)
    }
    concerns = {
        each.id: eyes.see(each)
        for some in _chunks([id_ for name, id_, _owner in marks if name == CONCERNS])
        for each in work.concerns.get_many(some)
    }
    entries: dict[str, Entry] = {}
    patrols: dict[str, Any] = {}
    for some in _chunks(list(dict.fromkeys(owner for name, _id, owner in marks if name == PATROLS))):
        for patrol in work.patrols.get_many(some):
            for each in eyes.see(patrol).entries:
                entries[each.id], patrols[each.id] = each, patrol
    exact = may_show(Incident, "happened", audience)
    all_kinds = exact_place(audience)
    heads = [_("What"), _("Date"), _("Time"), _("Where"), _("Status"), _("Reported to")]
    heads += [_("Number"), _("What happened")] if exact else [_("What happened")]
    heads += [_("Latitude"), _("Longitude"), _("Kind of line")]
    rows, left_out = [], 0
    for _name, id_, _owner in marks:
        incident, entry, concern = incidents.get(id_), entries.get(id_), concerns.get(id_)
        if not all_kinds and sensitive.withheld(incident or entry or concern):
            left_out += 1
        elif concern is not None:
            rows.append(_concern(concern, exact))
        elif incident is not None:
            rows.append(_incident(incident, exact))
        elif entry is not None:
            rows.append(_entry(entry, patrols[id_], exact))
    return Table(tuple(heads), tuple(rows), left_out, eyes.met())


def streets(lines: Iterable[StreetLine]) -> Table:
    """Give the list of streets, as it is shown, for a file: it tells of no person."""
    rows = tuple(
        (
            each.name,
            "" if each.block is None else each.block,
            _("Walked") if each.walked else _("Not walked"),
            round(each.metres * FEET_PER_METRE),
        )
        for each in lines
    )
    return Table((_("Street"), _("Block"), _("Walked or not"), _("Length in feet")), rows)


def _incident(incident: Incident, exact: bool) -> tuple[object, ...]:
    day, clock = formats.happened(incident.occurred_from, incident.occurred_to)
    told = (incident.report_number, incident.happened) if exact else (incident.public_wording,)
    return (
        label("incident", incident.kind.value),
        day,
        clock,
        incident.place.text,
        label("status", incident.status.value),
        label("reported_to", incident.reported_to.value),
        *told,
        *_degrees(incident.place.point),
        _("Incident"),
    )


def _entry(entry: Entry, patrol: Any, exact: bool) -> tuple[object, ...]:
    day, clock = formats.happened(entry.at or patrol.started_at, None)
    told = (entry.number, entry.seen) if exact else ("",)
    return (
        label("category", entry.category.value),
        day,
        clock,
        entry.place.text,
        "",
        label("reported_to", entry.reported_to.value),
        *told,
        *_degrees(entry.place.point),
        _("Patrol entry"),
    )


def _concern(concern: Concern, exact: bool) -> tuple[object, ...]:
    told = (concern.ticket, concern.words) if exact else (concern.public_wording,)
    return (
        label("topic", concern.topic.value),
        formats.long_day(concern.raised_on),
        "",
        concern.place.text,
        label("waits", concern.waiting.value),
        label("responsible", concern.responsible.value) if concern.responsible else "",
        *told,
        *_degrees(concern.place.point),
        _("Concern"),
    )


def _degrees(point: Point | None) -> tuple[object, object]:
    return ("", "") if point is None else (point.lat, point.lon)


def _chunks(ids: Sequence[str]) -> Iterable[list[str]]:
    for start in range(0, len(ids), 500):
        yield list(ids[start : start + 500])


def save(path: Path, table: Table) -> None:
    """Save a list as a CSV file, whole or not at all; raises Trouble. For the pool."""
    from sacwatch.exchange import folders, tables

    folders.write_whole(path, tables.written(table.heads, table.rows))
