"""What a paper can be about: a patrol, a month, a period or a person, as it is chosen, written and read."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from sacwatch.domain import times
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.listing import (
    ConcernLine,
    IncidentLine,
    IncidentQuery,
    MeetingLine,
    PatrolLine,
    PatrolQuery,
)
from sacwatch.domain.sheets import Sheet
from sacwatch.domain.shifts import week_start
from sacwatch.domain.statements import Step, usual_step
from sacwatch.reports import registry
from sacwatch.services import (
    blockmaps,
    cardpapers,
    concerns,
    meetingpapers,
    memberpapers,
    phonetrees,
    sheetpapers,
    slips,
    treepapers,
    vacations,
)
from sacwatch.store.work import Work

LATEST = 40
"""How many patrols are offered before anything is searched for."""


@dataclass(frozen=True)
class Choices:
    """What can be chosen: the latest patrols, and the months that may have any, both newest first."""

    patrols: tuple[PatrolLine, ...]
    months: tuple[date, ...]
    """Each by its first day; never empty, because this month always counts."""
    blocks: tuple[tuple[str, str], ...] = ()
    """The blocks of the watch, in its own order: id and name."""
    member: tuple[str, str] | None = None
    """The member that is meant where none was named: id and name."""
    person: tuple[str, str] | None = None
    """The member who went on the latest patrol: id and name."""
    sheets: tuple[Sheet, ...] = ()
    """The latest patrol sheets, the latest first."""
    incidents: tuple[IncidentLine, ...] = ()
    """The latest incidents, the latest first."""
    meetings: tuple[MeetingLine, ...] = ()
    """The latest meetings and those to come, the latest day first."""
    callers: tuple[tuple[str, str], ...] = ()
    """The callers of the phone tree, in its order: id and name."""
    concerns: tuple[ConcernLine, ...] = ()
    """The latest concerns and suggestions, the latest first."""
    usual_meetings: tuple[tuple[str, str], ...] = ()
    """The meeting that is meant where none was named: for each paper about one, its id."""

    @property
    def month(self) -> date:
        """Give the month that is meant where none was named: the last one that had a patrol."""
        first = self.months[0]
        if self.patrols:
            first = min(first, self.patrols[0].day.replace(day=1))
        return first


def choices(work: Work, *, today: date) -> Choices:
    """Give what can be chosen today."""
    latest = work.patrols.find(PatrolQuery(limit=LATEST)).lines
    earliest = work.patrols.find(PatrolQuery(limit=1, descending=False)).lines
    month = today.replace(day=1)
    begin = min([month, *(line.day.replace(day=1) for line in earliest)])
    months = []
    while month >= begin:
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    try:
        blocks = tuple((each.id, each.name) for each in work.watches.get(work.watch_id).blocks)
    except NotFound:
        blocks = ()
    return Choices(
        latest,
        tuple(months),
        blocks,
        person=_latest_person(work),
        member=_usual_member(work),
        incidents=work.incidents.find(IncidentQuery(limit=LATEST)).lines,
        sheets=tuple(work.sheets.latest(limit=LATEST)),
        meetings=work.meetings.latest(limit=LATEST),
        callers=phonetrees.callers(work),
        concerns=concerns.latest(work, concerns.LATEST),
        usual_meetings=_usual_meetings(work, today),
    )


def _usual_meetings(work: Work, today: date) -> tuple[tuple[str, str], ...]:
    reports = [each.name for each in registry.PAPERS.values() if each.needs is registry.Option.MEETING]
    try:
        return tuple((each, meetingpapers.asked(work, "", today=today, report=each)) for each in reports)
    except NotFound:
        return ()


def _usual_member(work: Work) -> tuple[str, str] | None:
    try:
        member = work.members.get(memberpapers.asked(work, ""))
    except Trouble:
        return None
    return member.id, member.name


def _latest_person(work: Work) -> tuple[str, str] | None:
    patrol = work.patrols.latest()
    for each in patrol.crew if patrol is not None else ():
        if each.member_id is not None:
            return each.member_id, work.members.get(each.member_id).name
    return None


def find_patrols(work: Work, text: str, *, today: date, zone: tzinfo) -> tuple[PatrolLine, ...]:
    """Give the patrols that hold these words, or were on the day that is written, newest first."""
    day = times.read_day(text, today)
    query = PatrolQuery(words=text, limit=LATEST)
    if day is not None:
        since, until = times.day_start(day, zone), times.day_start(day + timedelta(days=1), zone)
        query = PatrolQuery(since=since, until=until, limit=LATEST)
    return work.patrols.find(query).lines


def patrol_line(work: Work, id_: str) -> PatrolLine | None:
    """Give one patrol as lists show it, or None where it is gone."""
    try:
        patrol = work.patrols.get(id_)
    except NotFound:
        return None
    at = patrol.started_at
    query = PatrolQuery(since=at, until=at + timedelta(seconds=1), limit=LATEST)
    return next((line for line in work.patrols.find(query).lines if line.id == id_), None)


def incident_line(work: Work, id_: str) -> IncidentLine | None:
    """Give one incident as lists show it, or None where it is gone."""
    try:
        incident = work.incidents.get(id_)
    except NotFound:
        return None
    at = incident.occurred_from
    query = IncidentQuery(since=at, until=at + timedelta(seconds=1), limit=LATEST)
    return next((line for line in work.incidents.find(query).lines if line.id == id_), None)


def month_subject(day: date) -> str:
    """Give the subject of a civil month."""
    return f"{day:%Y-%m}"


def period_subject(first: date, last: date) -> str:
    """Give the subject of a period of civil days, both included."""
    return f"{first.isoformat()}..{last.isoformat()}"


def period_name(first: date, last: date) -> str:
    """Give a period as a file's name says it: "2026-11" for a whole month, one day, or both days."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == _month_end(first.year, first.month):
        return f"{first:%Y-%m}"
    return f"{first.isoformat()} to {last.isoformat()}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def read_month(subject: str) -> tuple[int, int]:
    """Read "2026-11"; raises Trouble for anything else."""
    day = _day(f"{subject}-01")
    if day is None:
        raise Trouble("trouble.not_a_month", text=subject[:40])
    return day.year, day.month


_YEAR_OR_QUARTER = re.compile(r"(\d{4})(?:-[qQ]([1-4]))?", re.ASCII)


def read_period(subject: str) -> tuple[date, date]:
    """Read "2026-11-01..2026-11-30", "2026-11", "2026-Q3", "2026" or one day.

    Raises Trouble for anything else.
    """
    found = _YEAR_OR_QUARTER.fullmatch(subject)
    if found and times.FIRST_YEAR <= int(found[1]) <= times.LAST_YEAR:
        year, quarter = int(found[1]), int(found[2] or 0)
        return (
            date(year, 3 * quarter - 2 if quarter else 1, 1),
            _month_end(year, 3 * quarter if quarter else 12),
        )
    month = _day(f"{subject}-01")
    if month is not None:
        return month, _month_end(month.year, month.month)
    first_text, dots, last_text = subject.partition("..")
    first = _day(first_text)
    last = _day(last_text) if dots else first
    if first is None or last is None or last < first:
        raise Trouble("trouble.not_a_period", text=subject[:40])
    return first, last


def week_subject(day: date) -> str:
    """Give the subject of the week, from Sunday to Saturday, of a day."""
    return week_start(day).isoformat()


def read_week(subject: str) -> tuple[date, date]:
    """Read a day and give the first and the last day of its week; raises Trouble for anything else."""
    day = _day(subject)
    if day is None:
        raise Trouble("trouble.not_a_week", text=subject[:40])
    first = week_start(day)
    return first, first + timedelta(days=6)


def hours_subject(first: date, last: date, step: Step | None = None) -> str:
    """Give the subject of a statement of hours, such as "2026-01-01..2026-12-31/quarter"."""
    period = period_subject(first, last)
    return period if step is None else f"{period}/{step.value}"


def read_hours(subject: str) -> tuple[date, date, Step]:
    """Read a period, and "/month" or the like behind it; raises Trouble for anything else."""
    period, _slash, said = subject.strip().partition("/")
    if said and said not in [step.value for step in Step]:
        raise Trouble("trouble.not_a_step", text=said[:40])
    first, last = read_period(period)
    return first, last, Step(said) if said else usual_step(first, last)


def member_hours_subject(member_id: str, first: date, last: date, step: Step | None = None) -> str:
    """Give the subject of one member's hours, such as "0192…@2026-01-01..2026-12-31/month"."""
    return f"{member_id}@{hours_subject(first, last, step)}"


def read_member_hours(subject: str) -> tuple[str, date, date, Step]:
    """Read a member's id and a period; raises Trouble for anything else."""
    member_id, at, period = subject.rpartition("@")
    if not at or not member_id:
        raise Trouble("trouble.no_member_named")
    return (member_id, *read_hours(period))


def _day(text: str) -> date | None:
    """Read "2026-11-30", written so and not otherwise."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, flags=re.ASCII):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if times.FIRST_YEAR <= day.year <= times.LAST_YEAR else None


def default_subject(work: Work, report: str, asked: str, *, today: date, zone: tzinfo) -> str:
    """Give the subject that was meant: what was asked for, else the latest patrol or this month.

    A patrol may be asked for by its id or by its day, which gives the latest of that day; raises
    NotFound where there is none.
    """
    if report not in registry.PAPERS:
        raise Trouble("trouble.no_such_report", name=report[:60])
    if registry.PAPERS[report].needs is registry.Option.INCIDENT:
        return _incident_asked(work, asked)
    if registry.PAPERS[report].needs is registry.Option.CONCERN:
        return concerns.asked(work, asked)
    if registry.PAPERS[report].needs is registry.Option.MEMBER:
        return memberpapers.asked(work, asked)
    if registry.PAPERS[report].needs is registry.Option.BLOCK:
        return asked or blockmaps.WHOLE
    if registry.PAPERS[report].needs is registry.Option.CALLER:
        return treepapers.caller_asked(work, asked)
    if registry.PAPERS[report].needs is registry.Option.MEETING:
        return meetingpapers.asked(work, asked, today=today, report=report)
    if registry.PAPERS[report].needs is registry.Option.CARD:
        return cardpapers.read(asked).value
    if registry.PAPERS[report].needs is registry.Option.NOTHING:
        return vacations.TODAY
    if registry.PAPERS[report].needs is registry.Option.HOUSEHOLD:
        return vacations.household_asked(work, asked)
    if registry.PAPERS[report].needs is registry.Option.SLIPS:
        return slips.households_asked(work, asked)
    if registry.PAPERS[report].needs is registry.Option.SHEET:
        return sheetpapers.sheet_asked(work, asked, zone=zone)
    if registry.PAPERS[report].needs is registry.Option.SHIFT_WEEK:
        return asked or week_subject(today)
    if registry.PAPERS[report].needs is registry.Option.HOURS:
        return asked or str(today.year)
    if registry.PAPERS[report].needs is registry.Option.MEMBER_HOURS:
        return _member_hours_asked(work, asked, today)
    if registry.PAPERS[report].needs is not registry.Option.PATROL:
        return asked or month_subject(today)
    if not asked:
        latest = work.patrols.latest()
        if latest is None:
            raise NotFound("trouble.no_patrol")
        return latest.id
    day = times.read_day(asked, today)
    if day is not None:
        since, until = times.day_start(day, zone), times.day_start(day + timedelta(days=1), zone)
        lines = work.patrols.find(PatrolQuery(since=since, until=until, limit=1)).lines
        if not lines:
            raise NotFound("trouble.no_patrol_that_day", day=day.isoformat())
        return lines[0].id
    try:
        return work.patrols.get(asked).id
    except NotFound:
        raise NotFound("trouble.no_such_patrol", text=asked[:60]) from None


def usual_subject(work: Work, report: str, *, today: date, zone: tzinfo) -> str:
    """Give what a paper is about on the Reports page while nothing was chosen: shown, ticked and opened.

    It is what the fields there stand on at first. Raises NotFound or Trouble where there is nothing yet.
    """
    needs, option = registry.PAPERS[report].needs, registry.Option
    if needs is option.MONTH:
        latest = work.patrols.find(PatrolQuery(limit=1)).lines
        return month_subject(min([today.replace(day=1), *(line.day.replace(day=1) for line in latest)]))
    if needs is option.PERIOD:
        return period_subject(today.replace(day=1), today)
    if needs is option.HOURS:
        return hours_subject(today.replace(month=1, day=1), today, Step.MONTH)
    if needs is option.MEMBER_HOURS:
        person = _latest_person(work)
        if person is None:
            raise Trouble("trouble.no_member_named")
        return member_hours_subject(person[0], today.replace(month=1, day=1), today, Step.MONTH)
    if needs is option.SHEET:
        filled = (each.id for each in work.sheets.latest(limit=LATEST) if not each.blank)
        return next(filled, "") or default_subject(work, report, "", today=today, zone=zone)
    if needs is option.HOUSEHOLD:
        return vacations.BLANK
    return default_subject(work, report, "", today=today, zone=zone)


def _incident_asked(work: Work, asked: str) -> str:
    """Give the incident of this id, or the latest; raises NotFound where there is none."""
    if asked:
        return work.incidents.get(asked).id
    lines = work.incidents.find(IncidentQuery(limit=1)).lines
    if not lines:
        raise NotFound("trouble.no_incident")
    return lines[0].id


def _member_hours_asked(work: Work, asked: str, today: date) -> str:
    """Give the subject for "Rosa Delgado" or "Rosa Delgado@2026-Q3"; this year where no period is said."""
    who, at, period = asked.rpartition("@")
    if not at:
        who, period = asked, str(today.year)
    name = " ".join(who.split())
    if not name:
        raise Trouble("trouble.no_member_named")
    member_id = work.members.exactly_named([name]).get(name.casefold())
    if member_id is None:
        try:
            member_id = work.members.get(name).id
        except NotFound:
            raise NotFound("trouble.no_such_member", text=name[:60]) from None
    return f"{member_id}@{period}"
