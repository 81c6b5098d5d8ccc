"""What a list asks the store for, and the page of lines it gets back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeVar

from sacwatch.domain.actions import ActionState
from sacwatch.domain.concerns import ConcernKind, Responsible, Topic, Waiting
from sacwatch.domain.incidents import Source, Status
from sacwatch.domain.meetings import MeetingKind, MeetingState
from sacwatch.domain.members import Role
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, Mode
from sacwatch.domain.places import Point

Line = TypeVar("Line")

PAGE_SIZE = 60


@dataclass(frozen=True)
class Page(Generic[Line]):
    """A stretch of a list: its lines, how many there are in all, and the place of the first."""

    lines: tuple[Line, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, kw_only=True)
class _Query:
    words: str = ""
    """Full-text search; every word must be there, the last may be unfinished."""
    descending: bool = True
    offset: int = 0
    limit: int = PAGE_SIZE


@dataclass(frozen=True, kw_only=True)
class MemberQuery(_Query):
    active: bool | None = True
    role: Role | None = None
    expiring_by: date | None = None
    """Those whose vetting, or one of whose trainings, runs out by this day; the first to run out first."""
    due_on: date | None = None
    """Those without a household who want confirming on this day, because they did not for a year."""
    descending: bool = False


@dataclass(frozen=True, kw_only=True)
class HouseholdQuery(_Query):
    active: bool | None = True
    block_id: str | None = None
    away_on: date | None = None
    due_on: date | None = None
    """Those that want confirming on this day, because nobody did for a year."""
    descending: bool = False


@dataclass(frozen=True, kw_only=True)
class PatrolQuery(_Query):
    """Patrols that started in [since, until), aware UTC, newest first."""

    since: datetime | None = None
    until: datetime | None = None
    mode: Mode | None = None
    category: Category | None = None
    member_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class IncidentQuery(_Query):
    """Incidents that began in [since, until), aware UTC, newest first."""

    since: datetime | None = None
    until: datetime | None = None
    kinds: frozenset[IncidentKind] = frozenset()
    status: Status | None = None
    source: Source | None = None
    awaiting_number: bool = False


@dataclass(frozen=True, kw_only=True)
class ConcernQuery(_Query):
    """Concerns and suggestions, those raised first at the top."""

    waiting: frozenset[Waiting] = frozenset()
    """Those that wait for any of these; none means all."""
    open: bool | None = None
    kind: ConcernKind | None = None
    topic: Topic | None = None
    block_id: str | None = None
    """Those of a block; "" for those of none."""
    meeting_id: str | None = None
    """Those raised, for the first time or again, at a meeting."""
    descending: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingQuery(_Query):
    """Meetings, the latest day first."""

    kind: MeetingKind | None = None
    coming_on: date | None = None
    """Those on this day or later that are not closed."""


@dataclass(frozen=True, kw_only=True)
class ActionQuery(_Query):
    """Actions, those due first at the top; those without a day at the end."""

    state: ActionState | None = None
    meeting_id: str | None = None
    concern_id: str | None = None
    descending: bool = False


@dataclass(frozen=True)
class MeetingLine:
    """A meeting as its list shows it. Day and time are civil ones."""

    id: str
    day: date
    start: time
    kind: MeetingKind
    title: str
    place_text: str
    state: MeetingState
    minuted: bool
    people: int
    """How many came."""
    everybody: bool
    """Whether everybody is invited."""


@dataclass(frozen=True)
class ConcernLine:
    """A concern as its list shows it."""

    id: str
    kind: ConcernKind
    topic: Topic
    raised_on: date
    closed_on: date | None
    place_text: str
    point: Point | None
    block_id: str | None
    waiting: Waiting
    responsible: Responsible | None
    ticket: str
    sent_on: date | None
    times: int
    words: str
    """The first 200 characters, as it was said, or else as it is put for everyone."""

    def days_open(self, today: date) -> int:
        """Count the days from when it was raised until it was closed, or until today."""
        return max(0, ((self.closed_on or today) - self.raised_on).days)


@dataclass(frozen=True)
class PatrolLine:
    """A patrol as its list shows it. Times are aware UTC."""

    id: str
    day: date
    started_at: datetime
    finished_at: datetime
    mode: Mode
    area: str
    crew: tuple[str, ...]
    entries: int
    noted: int
    """Entries other than all quiet."""


@dataclass(frozen=True)
class IncidentLine:
    """An incident as its list shows it. Times are aware UTC."""

    id: str
    kind: IncidentKind
    occurred_from: datetime
    occurred_to: datetime | None
    place_text: str
    point: Point | None
    status: Status
    happened: str
    """The first 200 characters."""
    number_awaited: bool


@dataclass(frozen=True)
class Hit:
    """One record found by a search."""

    kind: str
    id: str
    title: str
    at: datetime | None
    snippet: str
    """A piece of the text; what matched stands between U+2068 and U+2069."""
