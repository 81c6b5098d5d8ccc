"""What a captain does with patrols."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sacwatch.domain import patrols, routes, texts
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import Page, PatrolLine, PatrolQuery
from sacwatch.domain.patrols import Patrol, PatrolDraft
from sacwatch.services import attachments, finding, members, sheets
from sacwatch.services.attachments import Photos
from sacwatch.store.work import Work


@dataclass(frozen=True)
class Usual:
    """What the last patrols suggest for the next one's form."""

    areas: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    vehicle: str = ""
    odometer: str = ""
    """The last finish reading, which is likely to be the next start."""
    started_at: datetime | None = None
    """When the last one started, aware UTC: the next is likely to be in the same half of the day."""


def log(
    work: Work, draft: PatrolDraft, *, zone: tzinfo, today: date, photos: Photos = attachments.NO_PHOTOS
) -> Patrol:
    """Log a patrol; raises Invalid."""
    work.does = "step.patrol_logged"
    stamp = work.stamp(work.new_id())
    patrol = patrols.settle(_ready(work, draft), stamp, zone=zone, today=today, new_id=work.new_id)
    work.patrols.add(patrol)
    _go_planned_route(work, patrol)
    attachments.settle(work, Ref(Kind.PATROL, patrol.id), photos)
    return patrol


def _go_planned_route(work: Work, patrol: Patrol) -> None:
    """Take the route that stood on the sheet, or that the shift had planned, for the one that was gone.

    Until it is changed: what was planned stays as it is.
    """
    planned = work.sheets.get(patrol.sheet_id).route_id if patrol.sheet_id is not None else None
    if planned is None and patrol.shift_id is not None:
        planned = work.shifts.get(patrol.shift_id).route_id
    for route in work.routes.get_many([planned]) if planned else ():
        copied = dataclasses.replace(routes.draft_of(route), patrol_id=patrol.id, times=(), source="drawn")
        work.routes.add(routes.settle(copied, work.stamp(work.new_id())))


def change(
    work: Work,
    id_: str,
    draft: PatrolDraft,
    *,
    zone: tzinfo,
    today: date,
    photos: Photos = attachments.NO_PHOTOS,
) -> Patrol:
    """Change a logged patrol; raises Invalid or NotFound."""
    work.does = "step.patrol_changed"
    past = work.patrols.get(id_)
    patrol = patrols.settle(
        _ready(work, draft, id_), work.stamp(id_), zone=zone, today=today, new_id=work.new_id, past=past
    )
    kept = {entry.id for entry in patrol.entries}
    work.incidents.unlink([entry.id for entry in past.entries if entry.id not in kept])
    work.patrols.change(patrol)
    attachments.settle(work, Ref(Kind.PATROL, patrol.id), photos)
    return patrol


def remove(work: Work, id_: str) -> Patrol:
    """Remove a patrol with its entries, routes and photos; incidents found on it stay."""
    work.does = "step.patrol_removed"
    patrol = work.patrols.get(id_)
    work.incidents.unlink([entry.id for entry in patrol.entries])
    attachments.remove_of(work, Ref(Kind.PATROL, id_))
    for route in work.routes.of_patrols([id_]):
        work.routes.remove(route.id)
    return work.patrols.remove(id_)


def get(work: Work, id_: str) -> Patrol:
    """Give a patrol; raises NotFound."""
    return work.patrols.get(id_)


def found_on(work: Work, patrol: Patrol) -> list[Incident]:
    """Give the incidents that were found on a patrol."""
    return work.incidents.found_on([entry.id for entry in patrol.entries])


def find(work: Work, query: PatrolQuery) -> Page[PatrolLine]:
    """Give one page of the patrols a query asks for."""
    return work.patrols.find(query)


def usual(work: Work) -> Usual:
    """Give what the last patrols suggest for the next one."""
    last = work.patrols.latest()
    if last is None:
        return Usual()
    return Usual(
        areas=tuple(work.patrols.areas()),
        equipment=tuple(each.name for each in last.equipment),
        vehicle=last.vehicle,
        odometer=texts.number_text(last.odometer_finish),
        started_at=last.started_at,
    )


def _ready(work: Work, draft: PatrolDraft, patrol_id: str | None = None) -> PatrolDraft:
    """Tie each typed name to its member, each place to its point, and the sheet to its houses."""
    entries = tuple(
        each if each.blank() else dataclasses.replace(each, place=finding.placed(each.place))
        for each in draft.entries
    )
    draft = dataclasses.replace(draft, entries=entries, crew=members.linked(work, draft.crew))
    if draft.shift_id and not work.shifts.get_many([draft.shift_id]):
        # The shift is gone meanwhile.
        draft = dataclasses.replace(draft, shift_id="", shift_day="")
    return sheets.typed_from(work, draft, patrol_id)
