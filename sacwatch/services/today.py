"""What wants doing today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sacwatch.domain import resources
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.drills import DrillSort
from sacwatch.domain.incidents import Status
from sacwatch.domain.listing import IncidentLine, IncidentQuery, PatrolLine, PatrolQuery
from sacwatch.domain.resources import Call, Entry
from sacwatch.domain.sheets import Sheet
from sacwatch.domain.watches import Watch
from sacwatch.services import concernstoday, meetingstoday, peopletoday, settings, shifts
from sacwatch.services.concernstoday import ConcernsToday
from sacwatch.services.meetingstoday import MeetingsToday
from sacwatch.services.peopletoday import PeopleToday
from sacwatch.services.settings import Settings
from sacwatch.services.shifts import Board
from sacwatch.store.work import Work

_SHEETS = 40
"""How many sheets that wait are looked for."""


@dataclass(frozen=True)
class Month:
    """The work of a civil month so far."""

    patrols: int
    person_minutes: int
    incidents: int


@dataclass(frozen=True)
class Today:
    """Everything that the Today page shows."""

    watch: Watch
    settings: Settings
    drafts: tuple[KeptDraft, ...]
    awaiting_number: tuple[IncidentLine, ...]
    awaiting_number_count: int
    open_incidents: int
    recent_patrols: tuple[PatrolLine, ...]
    recent_incidents: tuple[IncidentLine, ...]
    month: Month
    to_try: tuple[Entry, ...]
    """Whom to call whose number is to be tried, or tried again."""
    calls_known: tuple[Call, ...]
    """Whom to call whose number is known, the five that everybody knows included."""
    keeps_papers: bool
    """Whether papers are kept current in some place."""
    shifts: Board
    """Those of the two weeks before and after today."""
    people: PeopleToday
    sheets: tuple[Sheet, ...] = ()
    """The patrol sheets that came back and are not typed in yet, the latest first."""
    meetings: MeetingsToday = MeetingsToday()
    concerns: ConcernsToday = ConcernsToday()
    calls: DrillSort | None = None
    """Whether the phone tree is being called through, and if that is a drill."""


def look(work: Work, *, today: date, month_start: datetime, month_end: datetime, zone: tzinfo) -> Today:
    """Gather what the Today page shows.

    `today` is the civil date where the watch is, in `zone`; the month is given as UTC instants.
    """
    watch = work.watches.get(work.watch_id)
    entries = resources.directory(watch)
    awaiting = work.incidents.find(IncidentQuery(awaiting_number=True, limit=5, descending=False))
    opened = work.incidents.find(IncidentQuery(status=Status.OPEN, limit=1))
    patrols, person_minutes = work.patrols.totals(month_start, month_end)
    recent = work.incidents.find(IncidentQuery(since=work.now - timedelta(days=30), limit=5))
    in_month = work.incidents.find(IncidentQuery(since=month_start, until=month_end, limit=1))
    return Today(
        watch=watch,
        settings=settings.get(work),
        drafts=tuple(work.drafts.all()),
        awaiting_number=awaiting.lines,
        awaiting_number_count=awaiting.total,
        open_incidents=opened.total,
        recent_patrols=work.patrols.find(PatrolQuery(limit=5)).lines,
        recent_incidents=recent.lines,
        month=Month(patrols, person_minutes, in_month.total),
        to_try=resources.to_try(entries, today),
        calls_known=tuple(each for each in resources.calls(entries, today) if each.entry.reachable),
        keeps_papers=bool(work.destinations.count()),
        shifts=shifts.around(work, today=today, zone=zone),
        people=peopletoday.look(work, today),
        sheets=tuple(work.sheets.waiting(today, work.now, limit=_SHEETS)),
        meetings=meetingstoday.look(work, today),
        concerns=concernstoday.look(work, today),
        calls=work.drills.under_way(),
    )
