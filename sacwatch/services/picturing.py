"""Papers in the gallery: a picture of each, of a real one of this watch, and what that is about."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta, tzinfo

from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import Concern
from sacwatch.domain.errors import Trouble
from sacwatch.domain.listing import HouseholdQuery, IncidentLine, MeetingLine, PatrolLine
from sacwatch.domain.sheets import Sheet
from sacwatch.reports import registry
from sacwatch.reports.registry import Option
from sacwatch.services import blockmaps, households, phonetrees, reporting, subjects
from sacwatch.services.reporting import Ask, Order
from sacwatch.store.work import Work


def order_for(work: Work, paper: str, *, today: date, zone: tzinfo) -> Order:
    """Give the order for the picture of a paper; raises Trouble where there is nothing to show yet."""
    needs = registry.PAPERS[paper].needs
    if needs is Option.SLIPS:
        found = households.find(work, HouseholdQuery(limit=1)).lines
        if not found:
            raise Trouble("trouble.not_found")
        subject = found[0].id
    elif needs is Option.CALLER:
        callers = phonetrees.callers(work)
        if not callers:
            raise Trouble("trouble.not_found")
        subject = callers[0][0]
    elif needs is Option.BLOCK and registry.PAPERS[paper].drawn:
        blocks = work.watches.get(work.watch_id).blocks
        subject = blocks[0].id if blocks else blockmaps.WHOLE
    elif needs is Option.PERIOD and registry.PAPERS[paper].captains:
        # Of a week: the ledger and the journal of a month can be long.
        subject = subjects.period_subject(today - timedelta(days=6), today)
    else:
        subject = subjects.usual_subject(work, paper, today=today, zone=zone)
    return Order(paper, subject)


def picture(
    ask: Ask,
    paper: str,
    known: str,
    *,
    today: date,
    zone: tzinfo,
    made_on: datetime,
    subject: str = "",
    audience: Audience = Audience.CAPTAIN,
) -> tuple[str, bytes | None]:
    """Give the fingerprint of a paper for its picture and its PDF, None where `known` is its fingerprint.

    It is about `subject` where one was chosen, for the audience that was. Raises Trouble where there is
    nothing to show. For the pool.
    """
    if subject:
        order = Order(paper, subject, audience)
    else:
        usual = ask(lambda work: order_for(work, paper, today=today, zone=zone))
        order = dataclasses.replace(usual, audience=audience)
    gathered = reporting.collect(ask, order, zone=zone)
    if gathered.fingerprint == known:
        return known, None
    return gathered.fingerprint, reporting.make(gathered, made_on)


@dataclasses.dataclass(frozen=True)
class About:
    """What a paper is about: its subject, and the record or the name of it where it is one."""

    paper: str
    subject: str
    what: PatrolLine | IncidentLine | MeetingLine | Concern | Sheet | str | None = None

    @property
    def needs(self) -> Option:
        """Give what must be chosen for it."""
        return registry.PAPERS[self.paper].needs


def about(work: Work, paper: str, subject: str, *, today: date, zone: tzinfo) -> About:
    """Give what a paper is about, "" for what is usual; with the subject "" where there is nothing yet."""
    try:
        subject = subject or subjects.usual_subject(work, paper, today=today, zone=zone)
        return About(paper, subject, _record(work, registry.PAPERS[paper].needs, subject))
    except Trouble:
        return About(paper, "")


def _record(
    work: Work, needs: Option, subject: str
) -> PatrolLine | IncidentLine | MeetingLine | Concern | Sheet | str | None:
    if needs is Option.PATROL:
        return subjects.patrol_line(work, subject)
    if needs is Option.INCIDENT:
        return subjects.incident_line(work, subject)
    if needs is Option.MEETING:
        return next((each for each in work.meetings.latest(limit=500) if each.id == subject), None)
    if needs is Option.SHEET and "," not in subject:
        return next(iter(work.sheets.get_many([subject])), None)
    if needs is Option.CONCERN:
        return work.concerns.get(subject)
    if needs is Option.MEMBER:
        return work.members.get(subject).name
    if needs is Option.MEMBER_HOURS:
        return work.members.get(subjects.read_member_hours(subject)[0]).name
    if needs is Option.CALLER:
        return dict(phonetrees.callers(work)).get(subject)
    if needs is Option.BLOCK:
        return next(
            (each.name for each in work.watches.get(work.watch_id).blocks if each.id == subject), None
        )
    return None
