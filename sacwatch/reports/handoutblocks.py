"""What a handout is made of: its data, and the words, tables and drawings that its sections hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sacwatch.domain.audiences import Audience
from sacwatch.domain.handouts import Arrangement, Counted, Section, Tip
from sacwatch.domain.leftout import NOTHING, LeftOut
from sacwatch.domain.meetings import Meeting
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.statements import Stretch
from sacwatch.domain.watches import Watch
from sacwatch.reports.callcard import CallCard
from sacwatch.reports.concerns import SaidAndDonePage
from sacwatch.reports.meetings import Doing
from sacwatch.reports.tables import Column

_MOST_KINDS = 12


@dataclass(frozen=True, kw_only=True)
class Told:
    """One incident as its readers may see it; aware UTC."""

    kind: IncidentKind
    start: datetime
    end: datetime | None = None
    place: str = ""
    wording: str = ""
    mapped: bool = False


@dataclass(frozen=True, kw_only=True)
class Date:
    """A meeting to come."""

    at: datetime
    """Aware UTC."""
    name: str
    """What it is called, or "" for what its `kind` is."""
    kind: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Handout:
    """Everything that a handout tells, as its readers may see it."""

    watch: Watch
    audience: Audience
    meeting: Meeting
    """What is printed of it: its name, its day, and how the handout is arranged."""
    first: date
    last: date
    """Civil days, both included."""
    since_meeting: bool
    """Whether it begins with the meeting before; else there was none, and it tells of the last month."""
    counts: tuple[Counted, ...]
    incidents: tuple[Told, ...]
    """Those that are told of, the newest first."""
    patrols: Stretch
    said: SaidAndDonePage
    actions: tuple[Doing, ...]
    tip: Tip
    calls: CallCard
    dates: tuple[Date, ...]
    """The meetings after this one, the next one first."""
    spanish_reviewed: bool = False
    map_key: str = ""
    left_out: LeftOut = NOTHING
    large: bool = False
    made_anew: bool = False
    """Whether the meeting is over, and this is not the one that was handed out."""

    @property
    def arrangement(self) -> Arrangement:
        return self.meeting.handout


@dataclass(frozen=True)
class Few:
    """How much is told where there is little room: of each list so many, then how many more there are."""

    kinds: int = _MOST_KINDS
    incidents: int = 40
    said: int = 40
    actions: int = 30
    map_height: float = 250.0
    """Points."""
    narrow: bool = False
    """Whether the map stands in a column of its own beside what happened."""
    tight: bool = False
    """Whether short sections stand side by side, and numbers in a line."""
    wordy: bool = False
    """Whether it is told in more words, as in a newsletter."""
    card_room: float = 0.0
    """How high the call card may be in points, with lines to write on for the most needed numbers alone; or 0
    for the whole card."""


# The blocks of a section


@dataclass(frozen=True)
class Words:
    """A paragraph, with words in bold before it; `small` for a remark."""

    text: str
    lead: str = ""
    small: bool = False


@dataclass(frozen=True)
class Lines:
    """The lines of a cell: in bold, as usual, and in small print; "" where there is none."""

    strong: str = ""
    plain: str = ""
    small: str = ""

    def told(self) -> str:
        """Give them in one line."""
        return " – ".join(part for part in (self.strong, self.plain, self.small) if part)


@dataclass(frozen=True)
class Grid:
    """A table."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Lines | str, ...], ...]
    total: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Numbers:
    """The few numbers that matter most, each behind its label."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Framed:
    """What must not be overlooked."""

    text: str


@dataclass(frozen=True)
class Drawn:
    """The map, the week or the call card, which are drawn."""

    caption: str = ""


Block = Words | Grid | Numbers | Framed | Drawn


@dataclass(frozen=True)
class Part:
    """A section with its heading."""

    section: Section
    heading: str
    blocks: tuple[Block, ...] = field(default=())
