"""Meetings: when and where people come together, what is talked about, who came, and what was decided.

A meeting is planned by the clock on the wall: 7 pm stays 7 pm whatever the clocks do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from sacwatch.domain import checklists, texts, times
from sacwatch.domain.audiences import Audience, Shows, exact_place, kept
from sacwatch.domain.checklists import Check, MeetingKind
from sacwatch.domain.errors import Problems
from sacwatch.domain.handouts import AS_USUAL, Arrangement
from sacwatch.domain.members import Role
from sacwatch.domain.places import NOWHERE, Place, PlaceDraft
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.places import settle as settle_place
from sacwatch.domain.records import Record, Stamp
from sacwatch.domain.shifts import clock_words, finish_of, minutes_between
from sacwatch.domain.signins import SignIn

MOST_ITEMS = 60
MOST_GUESTS = 40
MOST_MINUTES = 600
"""For one item of the agenda."""
NOTES_LENGTH = 300_000
"""Characters of minutes under one item: a hundred pages."""
USUAL_LENGTH = timedelta(minutes=90)
"""How long a meeting is taken to last where nobody said."""


def announced(everybody: bool, audience: Audience) -> bool:
    """Say whether an audience is told of a meeting beside other things, by whether everybody is invited.

    Of one for some alone neighbours read neither that it is nor what was decided; its own papers are for
    those to whom the captain hands them.
    """
    return everybody or exact_place(audience)


class MeetingState(StrEnum):
    """How far a meeting is."""

    PLANNED = "planned"
    HELD = "held"
    """It was begun; its list of who came and its minutes are open."""
    CLOSED = "closed"
    """Its papers are frozen."""


class Reminding(StrEnum):
    """How people are reminded of a meeting."""

    PHONE_TREE = "phone_tree"
    FLYER = "flyer"
    EMAIL = "email"
    IN_PERSON = "in_person"


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """Something that is talked about, and the minutes of it."""

    id: str = kept(Shows.NEVER)
    title: str = kept(Shows.WORDING)
    """Announced to those who are invited: the form says beside it that everybody reads it."""
    minutes: int | None = kept(Shows.ALWAYS, default=None)
    """How long it is meant to take."""
    who: str = kept(Shows.PERSON, default="", of="member_id")
    """Who leads it: a member, or a name that is not among the members."""
    member_id: str | None = kept(Shows.NEVER, default=None)
    notes: str = kept(Shows.TELLING, default="")
    """The minutes, as they were typed."""
    decisions: tuple[str, ...] = kept(Shows.WORDING, default=())
    """What was decided, in words for everybody: what everybody reads of the minutes."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who comes for an office or a group, and is named on the flyer."""

    name: str = kept(Shows.WORDING)
    of: str = kept(Shows.WORDING, default="")
    """For whom they come, such as the police department."""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """That people were reminded, and how."""

    how: Reminding = kept(Shows.CAPTAIN)
    on: date = kept(Shows.CAPTAIN)


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """One meeting. Day and time are civil ones, where the watch is."""

    kind: MeetingKind = kept(Shows.ALWAYS, default=MeetingKind.REGULAR)
    title: str = kept(Shows.WORDING, default="")
    """What it is called; blank where its kind says enough."""
    day: date = kept(Shows.ALWAYS)
    start: time = kept(Shows.ALWAYS)
    minutes: int | None = kept(Shows.ALWAYS, default=None)
    """How long it is meant to last; None where nobody said."""
    place: Place = kept(Shows.WORDING, default=NOWHERE)
    """Exact for everybody: they are to come there."""
    agenda: tuple[AgendaItem, ...] = kept(Shows.ALWAYS, default=())
    guests: tuple[Guest, ...] = kept(Shows.ALWAYS, default=())
    everybody: bool = kept(Shows.ALWAYS, default=True)
    """Whether the whole neighborhood is invited; else the blocks and roles."""
    block_ids: tuple[str, ...] = kept(Shows.NEVER, default=())
    roles: tuple[Role, ...] = kept(Shows.ALWAYS, default=())
    reminders: tuple[Reminder, ...] = kept(Shows.CAPTAIN, default=())
    checks: tuple[Check, ...] = kept(Shows.CAPTAIN, default=())
    """What was ticked of the checklist, and one's own lines of it."""
    signins: tuple[SignIn, ...] = kept(Shows.ALWAYS, default=())
    """Who came, in the order in which it was noted. How many is for everyone; each name is about a person."""
    state: MeetingState = kept(Shows.ALWAYS, default=MeetingState.PLANNED)
    closed_at: datetime | None = kept(Shows.ALWAYS, default=None)
    """Aware UTC."""
    frozen: tuple[tuple[str, str], ...] = kept(Shows.NEVER, default=())
    """The papers as they were at closing: the name of each, and the id of its file, which may be gone."""
    frozen_from: tuple[str, ...] | None = kept(Shows.NEVER, default=None)
    """Of whom and what the frozen handout tells, as "kind:id"; None where that is not known."""
    handout: Arrangement = kept(Shows.ALWAYS, default=AS_USUAL)
    """How its handout is arranged."""

    def starts_at(self, zone: tzinfo) -> datetime:
        """Give when it begins, aware UTC, where clocks are in `zone`."""
        return datetime.combine(self.day, self.start, zone).astimezone(UTC)

    def ends_at(self, zone: tzinfo) -> datetime:
        """Give when it is meant to end, aware UTC."""
        lasts = timedelta(minutes=self.minutes) if self.minutes else USUAL_LENGTH
        return self.starts_at(zone) + lasts

    @property
    def minuted(self) -> bool:
        """Say whether any minutes or decisions were written down."""
        return any(each.notes or each.decisions for each in self.agenda)

    @property
    def checklist(self) -> tuple[Check, ...]:
        """Give the whole checklist of its kind with what was ticked."""
        return checklists.whole(self.kind, self.checks)

    def guest(self, name: str) -> bool:
        """Say whether a name is that of a guest, who is named to everybody."""
        return any(each.name.casefold() == name.casefold() for each in self.guests)


# What is typed


@dataclass(frozen=True)
class ItemDraft:
    """An item as typed; the service finds whose name it is."""

    id: str = ""
    title: str = ""
    minutes: str = ""
    who: str = ""
    member_id: str | None = None
    notes: str = ""
    decisions: tuple[str, ...] = ()

    def blank(self) -> bool:
        said = (self.title, self.minutes, self.who, self.notes, *self.decisions)
        return not any(each.strip() for each in said)


@dataclass(frozen=True)
class GuestDraft:
    name: str = ""
    of: str = ""


@dataclass(frozen=True)
class CheckDraft:
    """A line of one's own on the checklist."""

    what: str = ""


@dataclass(frozen=True)
class MeetingDraft:
    """A meeting as its forms hold it: the plan, and the minutes."""

    kind: str = "regular"
    title: str = ""
    day: str = ""
    start: str = ""
    finish: str = ""
    place: PlaceDraft = PlaceDraft()
    agenda: tuple[ItemDraft, ...] = ()
    guests: tuple[GuestDraft, ...] = ()
    everybody: bool = True
    block_ids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    own_checks: tuple[CheckDraft, ...] = ()
    note: str = ""
    minutes_form: bool = False
    """Whether it stood in the form of the minutes, and not in that of the plan."""


def settle(
    draft: MeetingDraft,
    stamp: Stamp,
    *,
    today: date,
    new_id: Callable[[], str],
    past: Meeting | None = None,
) -> Meeting:
    """Give the meeting a draft means; raises `Invalid` with every problem by field.

    `today` is the civil day where the watch is. Who came, what was ticked and the papers are `past`'s.
    """
    problems = Problems()
    day = times.coming_day(draft.day, today, "day", problems, needed=True)
    start = _start(draft.start, problems)
    minutes = _lasts(start, draft.finish, problems)
    meeting = Meeting(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        kind=MeetingKind(draft.kind),
        title=texts.name(draft.title, "title", problems),
        day=day or today,
        start=start or time(0),
        minutes=minutes,
        place=settle_place(draft.place, "place", problems),
        agenda=_agenda(draft.agenda, new_id, problems),
        guests=_guests(draft.guests, problems),
        everybody=draft.everybody,
        block_ids=() if draft.everybody else tuple(dict.fromkeys(draft.block_ids)),
        roles=() if draft.everybody else tuple(each for each in Role if each.value in draft.roles),
        checks=_checks(draft.own_checks, past.checks if past else (), problems),
    )
    if not draft.everybody and not meeting.block_ids and not meeting.roles:
        problems.add("everybody", "problem.nobody_invited")
    problems.settle()
    if past is None:
        return meeting
    return replace(
        meeting,
        reminders=past.reminders,
        signins=past.signins,
        state=past.state,
        closed_at=past.closed_at,
        frozen=past.frozen,
        frozen_from=past.frozen_from,
        handout=past.handout,
    )


def _start(text: str, problems: Problems) -> time | None:
    """Read when it begins; "7" and "7:30" are in the evening, when people can come."""
    if not text.strip():
        problems.add("start", "problem.needed")
        return None
    clock = times.read_clock(text)
    if clock is None:
        problems.add("start", "problem.not_a_time", text=text.strip()[:40])
        return None
    return likely(clock).replace(second=0)


def _lasts(start: time | None, text: str, problems: Problems) -> int | None:
    """Read how many minutes it lasts from when it ends; "9" is the first one after the start."""
    if not text.strip():
        return None
    clock = times.read_clock(text)
    if clock is None:
        problems.add("finish", "problem.not_a_time", text=text.strip()[:40])
        return None
    if start is None:
        return None
    ends = {clock.time, *(() if clock.sure else (clock.time.replace(hour=(clock.time.hour + 12) % 24),))}
    lasts = [minutes_between(start, each) for each in ends if minutes_between(start, each)]
    if not lasts or clock.time.replace(second=0) == start:
        problems.add("finish", "problem.no_time_passed")
        return None
    return min(lasts)


def likely(clock: times.Clock) -> time:
    """Give the time that is meant where the half of the day was not said: from 9 am on, until 8:59 pm."""
    hour = clock.time.hour
    if clock.sure or 9 <= hour <= 12:
        return clock.time
    return clock.time.replace(hour=(hour + 12) % 24)


def _agenda(
    drafts: tuple[ItemDraft, ...], new_id: Callable[[], str], problems: Problems
) -> tuple[AgendaItem, ...]:
    found = []
    for place, draft in enumerate(drafts):
        where = f"agenda.{place}"
        if draft.blank():
            continue
        minutes, wrong = texts.number(draft.minutes, low=1, high=MOST_MINUTES)
        problems.put(f"{where}.minutes", wrong)
        lines = (
            texts.words(each, f"{where}.decisions.{at}", problems) for at, each in enumerate(draft.decisions)
        )
        found.append(
            AgendaItem(
                id=draft.id or new_id(),
                title=texts.name(draft.title, f"{where}.title", problems, needed=True),
                minutes=None if minutes is None else int(minutes),
                who=texts.name(draft.who, f"{where}.who", problems),
                member_id=draft.member_id if draft.who.strip() else None,
                notes=texts.words(draft.notes, f"{where}.notes", problems, limit=NOTES_LENGTH),
                decisions=tuple(each for each in lines if each),
            )
        )
    if len(found) > MOST_ITEMS:
        problems.add("agenda", "problem.too_many", limit=MOST_ITEMS)
    return tuple(found)


def _guests(drafts: tuple[GuestDraft, ...], problems: Problems) -> tuple[Guest, ...]:
    found = []
    for place, draft in enumerate(drafts):
        name = texts.name(draft.name, f"guests.{place}.name", problems)
        of = texts.name(draft.of, f"guests.{place}.of", problems)
        if name or of:
            if not name:
                problems.add(f"guests.{place}.name", "problem.needed")
            found.append(Guest(name=name, of=of))
    if len(found) > MOST_GUESTS:
        problems.add("guests", "problem.too_many", limit=MOST_GUESTS)
    return tuple(found)


def _checks(drafts: tuple[CheckDraft, ...], past: tuple[Check, ...], problems: Problems) -> tuple[Check, ...]:
    """Give what was ticked, and the lines of one's own, each once and ticked as it was."""
    done = {each.what: each.done_on for each in past if each.own}
    own = {}
    for place, draft in enumerate(drafts):
        what = texts.line(draft.what, f"own_checks.{place}.what", problems)
        if what:
            own[what] = Check(what=what, own=True, done_on=done.get(what))
    return (*(each for each in past if not each.own), *own.values())


def draft_of(meeting: Meeting) -> MeetingDraft:
    """Give the draft that settles to this meeting again."""
    finish = "" if meeting.minutes is None else clock_words(finish_of(meeting.start, meeting.minutes))
    return MeetingDraft(
        kind=meeting.kind.value,
        title=meeting.title,
        day=meeting.day.isoformat(),
        start=clock_words(meeting.start),
        finish=finish,
        place=place_draft_of(meeting.place),
        agenda=tuple(
            ItemDraft(
                each.id,
                each.title,
                "" if each.minutes is None else str(each.minutes),
                each.who,
                each.member_id,
                each.notes,
                each.decisions,
            )
            for each in meeting.agenda
        ),
        guests=tuple(GuestDraft(each.name, each.of) for each in meeting.guests),
        everybody=meeting.everybody,
        block_ids=meeting.block_ids,
        roles=tuple(each.value for each in meeting.roles),
        own_checks=tuple(CheckDraft(each.what) for each in meeting.checks if each.own),
        note=meeting.note,
    )


__all__ = [
    "AgendaItem",
    "CheckDraft",
    "Guest",
    "GuestDraft",
    "ItemDraft",
    "Meeting",
    "MeetingDraft",
    "MeetingKind",
    "MeetingState",
    "Reminder",
    "Reminding",
    "draft_of",
    "likely",
    "settle",
]
