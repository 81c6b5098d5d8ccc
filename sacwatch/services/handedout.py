"""What a handout that was kept tells of people and events, and whether all of it may still be told."""

from __future__ import annotations

from collections.abc import Iterable

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind
from sacwatch.domain.meetings import Meeting
from sacwatch.store.work import Work

HANDOUT = "handout"
"""Its name among the reports, and among the papers that are kept with a meeting."""


def marks(people: Iterable[str], incidents: Iterable[str], concerns: Iterable[str]) -> tuple[str, ...]:
    """Give what is remembered of what a handout tells: the records by their ids, and no name."""
    told = {Kind.MEMBER: people, Kind.INCIDENT: incidents, Kind.CONCERN: concerns}
    return tuple(f"{kind.value}:{id_}" for kind, ids in told.items() for id_ in sorted(set(ids)))


def may_be_shown(work: Work, meeting: Meeting) -> bool:
    """Say whether everybody may still read the handout that was kept at the closing of a meeting.

    Not where somebody named in it withdrew the consent, where what it tells of is only counted by now or is
    there no more, or where nothing remembers what it tells.
    """
    if meeting.frozen_from is None:
        return False
    told: dict[str, list[str]] = {}
    for mark in meeting.frozen_from:
        kind, _colon, id_ = mark.partition(":")
        told.setdefault(kind, []).append(id_)
    people = told.get(Kind.MEMBER.value, [])
    agreed = work.members.agreed() if people else {}
    if any(Audience.PUBLIC not in agreed.get(each, ()) for each in people):
        return False
    ids = told.get(Kind.INCIDENT.value, [])
    incidents = work.incidents.get_many(ids) if ids else []
    if len(incidents) < len(ids) or any(map(sensitive.withheld, incidents)):
        return False
    ids = told.get(Kind.CONCERN.value, [])
    concerns = work.concerns.get_many(ids) if ids else []
    return len(concerns) == len(ids) and not any(map(sensitive.withheld, concerns))
