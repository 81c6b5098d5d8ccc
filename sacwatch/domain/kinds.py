"""The kinds of record, and the news that some of them changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """A kind of record; the value is the word stored in the journal and the search index."""

    WATCH = "watch"
    HOUSEHOLD = "household"
    MEMBER = "member"
    PATROL = "patrol"
    SHIFT = "shift"
    INCIDENT = "incident"
    ATTACHMENT = "attachment"
    SETTING = "setting"
    ROUTE = "route"
    SHEET = "sheet"
    TREE = "phone_tree"
    DRILL = "drill"
    DESTINATION = "destination"
    CONCERN = "concern"
    ACTION = "action"
    MEETING = "meeting"


@dataclass(frozen=True)
class Ref:
    """Names one record."""

    kind: Kind
    id: str


OF_RECORDS = {
    "Patrol": Kind.PATROL,
    "Incident": Kind.INCIDENT,
    "Household": Kind.HOUSEHOLD,
    "Member": Kind.MEMBER,
    "Shift": Kind.SHIFT,
    "Route": Kind.ROUTE,
    "Sheet": Kind.SHEET,
    "PhoneTree": Kind.TREE,
    "Drill": Kind.DRILL,
    "Concern": Kind.CONCERN,
    "Action": Kind.ACTION,
    "Meeting": Kind.MEETING,
}
"""The kind of each sort of record of which papers are made, by the name of its class."""


@dataclass(frozen=True)
class Changes:
    """What one finished unit of work changed; pages refresh and exports go stale by it."""

    records: frozenset[Ref] = field(default_factory=frozenset)
    step: int | None = None
    """The journal step that can be undone, or None where nothing was written."""

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(ref.kind for ref in self.records)

    def __bool__(self) -> bool:
        return bool(self.records)
