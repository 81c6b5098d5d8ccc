"""What a captain does with incidents."""

from __future__ import annotations

import dataclasses
from datetime import date, tzinfo

from sacwatch.domain import incidents, times
from sacwatch.domain.incidents import Incident, IncidentDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import IncidentLine, IncidentQuery, Page
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, Patrol
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.services import attachments, finding
from sacwatch.services.attachments import Photos
from sacwatch.store.work import Work

_KIND_OF_ENTRY = {
    Category.GRAFFITI: IncidentKind.GRAFFITI,
    Category.DUMPING: IncidentKind.DUMPING,
    Category.HAZARD: IncidentKind.HAZARD,
    Category.STREET_LIGHT: IncidentKind.HAZARD,
    Category.SUSPICIOUS: IncidentKind.SUSPICIOUS_ACTIVITY,
    Category.WELFARE: IncidentKind.WELFARE_CHECK,
}


def record(
    work: Work, draft: IncidentDraft, *, zone: tzinfo, today: date, photos: Photos = attachments.NO_PHOTOS
) -> Incident:
    """Record an incident; raises Invalid."""
    work.does = "step.incident_recorded"
    stamp = work.stamp(work.new_id())
    draft = dataclasses.replace(draft, place=finding.placed(draft.place))
    incident = incidents.settle(draft, stamp, zone=zone, today=today, new_id=work.new_id)
    work.incidents.add(incident)
    attachments.settle(work, Ref(Kind.INCIDENT, incident.id), photos)
    return incident


def change(
    work: Work,
    id_: str,
    draft: IncidentDraft,
    *,
    zone: tzinfo,
    today: date,
    photos: Photos = attachments.NO_PHOTOS,
) -> Incident:
    """Change an incident; raises Invalid or NotFound."""
    work.does = "step.incident_changed"
    past = work.incidents.get(id_)
    draft = dataclasses.replace(draft, place=finding.placed(draft.place))
    incident = incidents.settle(draft, work.stamp(id_), zone=zone, today=today, new_id=work.new_id, past=past)
    work.incidents.change(incident)
    attachments.settle(work, Ref(Kind.INCIDENT, id_), photos)
    return incident


def enter_number(work: Work, id_: str, number: str) -> Incident:
    """Enter the report number that was waited for; a blank one means that none will come. Raises Invalid."""
    incident = incidents.numbered(work.incidents.get(id_), number, work.stamp(id_))
    work.does = "step.number_entered" if incident.report_number else "step.number_given_up"
    work.incidents.change(incident)
    return incident


def remove(work: Work, id_: str) -> Incident:
    """Remove an incident with its photos."""
    work.does = "step.incident_removed"
    attachments.remove_of(work, Ref(Kind.INCIDENT, id_))
    return work.incidents.remove(id_)


def get(work: Work, id_: str) -> Incident:
    """Give an incident; raises NotFound."""
    return work.incidents.get(id_)


def find(work: Work, query: IncidentQuery) -> Page[IncidentLine]:
    """Give one page of the incidents a query asks for."""
    return work.incidents.find(query)


def draft_from_entry(work: Work, entry_id: str, *, zone: tzinfo) -> IncidentDraft:
    """Give the draft of an incident found on a patrol entry, with what the entry knows filled in."""
    found = work.patrols.entry(entry_id)
    if found is None:
        return IncidentDraft()
    patrol, entry = found
    at = (entry.at or patrol.started_at).astimezone(zone)
    kind = _KIND_OF_ENTRY.get(entry.category)
    place = entry.place
    if not place and entry.household_id is not None:
        # A house on the sheet has its address in its household alone.
        place = next((each.place for each in work.households.get_many([entry.household_id])), place)
    return IncidentDraft(
        kind=kind.value if kind else "",
        from_day=at.date().isoformat(),
        from_clock=times.clock_text(at, zone) if entry.at else "",
        happened=entry.seen,
        place=place_draft_of(place),
        reported_to=entry.reported_to.value,
        report_number=entry.number,
        entry_id=entry.id,
    )


def patrol_of(work: Work, incident: Incident) -> Patrol | None:
    """Give the patrol on which an incident was found, or None."""
    if incident.entry_id is None:
        return None
    found = work.patrols.entry(incident.entry_id)
    return None if found is None else found[0]
