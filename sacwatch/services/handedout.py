"""What a handout that was kept tells of people and events, and whether all of it may still be told."""

from __future__ import annotations

from collections.abc import Iterable

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind
from sacwatch.domain.meetings import Meeting
from sacwatch.store.work import Work

HANDOUT, NEWSLETTER = "handout", "newsletter"
"""Their names among the reports, and among the papers that are kept with a meeting."""
LARGE, TEXT = "handout-large", "handout-text"
"""The names of the handout in large print, and as plain text, among the papers that are kept."""
FORMS = (HANDOUT, LARGE, NEWSLETTER, TEXT)
"""What is handed out at a meeting or after it, in each of its forms; all tell of the same."""


def kept_name(report: str, *, large: bool) -> str | None:
    """Give the name under which a report is kept at the closing, or None for one that is not."""
    if report == HANDOUT:
        return LARGE if large else HANDOUT
    return NEWSLETTER if report == NEWSLETTER and not large else None


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
