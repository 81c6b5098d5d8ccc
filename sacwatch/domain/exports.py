"""What was written where, and the ledger of what ever went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Ref


@dataclass(frozen=True)
class Mark:
    """How a file looks from outside: its size in bytes, and what changes whenever it does."""

    size: int
    mark: str


@dataclass(frozen=True)
class Written:
    """One exported file as it was last written; `written_at` is aware UTC, `sha256` that of its bytes.

    `size` (bytes, -1 for unknown) and `mark` (what changes whenever the file does: the disk's time of
    its last change, or the server's tag) tell without reading it that nobody else touched it since.
    """

    folder: str
    name: str
    report: str
    subject: str
    fingerprint: str
    sha256: str
    written_at: datetime
    audience: str = ""
    large: bool = False
    file_name: str = ""
    """The name it would have if no other file had it."""
    size: int = -1
    mark: str = ""
    copy: bool = False
    """Whether it is a dated copy beside a file that was open elsewhere."""
    seen: str = ""
    """Up to where in the journal the records were found to give this very paper."""

    @property
    def looks(self) -> Mark:
        return Mark(self.size, self.mark)


class Act(StrEnum):
    """What was done with a paper."""

    WRITTEN = "written"
    """Put into a destination."""
    WITHDRAWN = "withdrawn"
    """Taken away from a destination, because its record is gone or it is not wanted there any more."""
    LEFT = "left"
    """Left behind in a place that is not looked after any more, or that somebody changed."""
    PRINTED = "printed"
    SAVED = "saved"
    MAILED = "mailed"
    COPIED = "copied"
    """Put where it can be pasted from, into an e-mail or on a site."""


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `at` is aware UTC; `place` is where it went, as it is shown."""

    id: str
    at: datetime
    by: str
    act: Act
    report: str
    subject: str
    name: str
    audience: Audience
    large: bool = False
    fingerprint: str = ""
    place: str = ""
    destination_id: str = ""
    copies: int = 1
    records: tuple[Ref, ...] = ()
    """From which records it was made; of very many the first."""
    record_count: int = 0
    older: bool = False
    """Whether a newer one of the same paper went out since, and this one is out there still."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A file that is no paper, as it leaves: a list, a calendar, a map. `report` is what it is."""

    report: str
    subject: str = ""
    """What it is of, where there are several of its sort."""
    audience: Audience = Audience.CAPTAIN
    fingerprint: str = ""
    records: tuple[Ref, ...] = ()
    """From which records it was made."""


MOST_REFS = 60
"""How many records a line of the ledger names."""


@dataclass(frozen=True)
class LedgerQuery:
    """Which lines of the ledger are wanted. `since` and `until` are aware UTC, [since, until)."""

    words: str = ""
    act: Act | None = None
    report: str = ""
    subject: str = ""
    older: bool = False
    """Only those that are older than the newest of their paper and still out there."""
    since: datetime | None = None
    until: datetime | None = None
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True)
class LedgerPage:
    """One page of the ledger, the newest first, and how many lines there are in all."""

    entries: tuple[Entry, ...]
    total: int
