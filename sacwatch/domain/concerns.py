"""Concerns and suggestions: what neighbors raise, whom it waits for, what came of it, and who was told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sacwatch.domain import texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.places import NOWHERE, Place, PlaceDraft
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.places import settle as settle_place
from sacwatch.domain.records import Record, Stamp

NEAR_M = 120.0
"""Two concerns about the same topic may be one where they lie no farther apart: about a hundred-block."""
MOST_RAISINGS = 500


class ConcernKind(StrEnum):
    """Whether something is wrong, or could be better."""

    CONCERN = "concern"
    SUGGESTION = "suggestion"


class Topic(StrEnum):
    """What it is about."""

    LIGHTING = "lighting"
    TRAFFIC = "traffic"
    PARKING = "parking"
    DUMPING = "dumping"
    GRAFFITI = "graffiti"
    NOISE = "noise"
    TREES = "trees"
    NEEDS_HELP = "needs_help"
    SAFETY = "safety"
    OTHER = "other"


class Responsible(StrEnum):
    """Who can do something about it."""

    CITY_311 = "311"
    POLICE = "police"
    COUNCIL = "council"
    WATCH = "watch"
    OTHER = "other"


class ToldHow(StrEnum):
    """How those who raised it were told what came of it."""

    MEETING = "meeting"
    HANDOUT = "handout"
    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    PAPER = "paper"


class State(StrEnum):
    """How far it has come; a step in its history leads to each."""

    RAISED = "raised"
    SENT = "sent"
    ANSWERED = "answered"
    TOLD = "told"
    DROPPED = "dropped"

    @property
    def closed(self) -> bool:
        return self in (State.TOLD, State.DROPPED)


class Waiting(StrEnum):
    """Whom the next step is waited for from; the values of `Responsible` stand for themselves."""

    TO_SEND = "to_send"
    """The captain, to send it on."""
    CITY_311 = "311"
    POLICE = "police"
    COUNCIL = "council"
    WATCH = "watch"
    OTHER = "other"
    TO_TELL = "to_tell"
    """The captain, to tell those who raised it."""
    NOBODY = "nobody"
    """It is closed."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One change of state, on a civil day."""

    state: State = kept(Shows.ALWAYS)
    on: date = kept(Shows.ALWAYS)
    words: str = kept(Shows.TELLING, default="")
    """The answer, or why it was dropped or raised anew."""
    public: str = kept(Shows.WORDING, default="")
    """What came of it as the captain puts it for everyone."""
    responsible: Responsible | None = kept(Shows.ALWAYS, default=None)
    name: str = kept(Shows.TELLING, default="")
    ticket: str = kept(Shows.TELLING, default="")
    how: ToldHow | None = kept(Shows.ALWAYS, default=None)


@dataclass(frozen=True, kw_only=True)
class Raising:
    """That the same was raised once more. Who raised it is for the captain alone."""

    on: date = kept(Shows.ALWAYS)
    name: str = kept(Shows.PERSON, default="")
    member_id: str | None = kept(Shows.NEVER, default=None)
    place: Place = kept(Shows.TELLING, default=NOWHERE)
    words: str = kept(Shows.TELLING, default="")
    meeting_id: str | None = kept(Shows.NEVER, default=None)


@dataclass(frozen=True, kw_only=True)
class Concern(Record):
    """A concern or a suggestion. All days are civil ones where the watch is.

    The newest answer and days stand in its own fields; what was before that, when it was sent to
    somebody else or raised anew, is in `past_steps`. `steps` gives the whole history.
    """

    kind: ConcernKind = kept(Shows.ALWAYS, default=ConcernKind.CONCERN)
    topic: Topic = kept(Shows.ALWAYS, default=Topic.OTHER)
    raised_on: date = kept(Shows.ALWAYS)
    raised_by: str = kept(Shows.PERSON, default="")
    """A name as it was given; "" where nobody wanted to be named."""
    member_id: str | None = kept(Shows.NEVER, default=None)
    place: Place = kept(Shows.PLACE, default=NOWHERE)
    block_id: str | None = kept(Shows.NEVER, default=None)
    block_chosen: bool = kept(Shows.NEVER, default=False)
    """Whether the captain chose the block; else it is the one in whose outline the place lies."""
    meeting_id: str | None = kept(Shows.NEVER, default=None)
    """The meeting at which it was raised."""
    words: str = kept(Shows.TELLING, default="")
    """As it was said."""
    public_wording: str = kept(Shows.WORDING, default="")
    """How the captain puts it for everyone."""
    responsible: Responsible | None = kept(Shows.ALWAYS, default=None)
    responsible_name: str = kept(Shows.TELLING, default="")
    """Which office or who exactly."""
    ticket: str = kept(Shows.TELLING, default="")
    sent_on: date | None = kept(Shows.ALWAYS, default=None)
    answer: str = kept(Shows.TELLING, default="")
    """As it was given."""
    public_answer: str = kept(Shows.WORDING, default="")
    """How the captain puts for everyone what came of it."""
    answered_on: date | None = kept(Shows.ALWAYS, default=None)
    told_on: date | None = kept(Shows.ALWAYS, default=None)
    told_how: ToldHow | None = kept(Shows.ALWAYS, default=None)
    dropped_on: date | None = kept(Shows.ALWAYS, default=None)
    dropped_why: str = kept(Shows.TELLING, default="")
    past_steps: tuple[Step, ...] = kept(Shows.ALWAYS, default=())
    raisings: tuple[Raising, ...] = kept(Shows.ALWAYS, default=())
    """When the same was raised again, oldest first."""

    @property
    def state(self) -> State:
        if self.dropped_on is not None:
            return State.DROPPED
        if self.told_on is not None:
            return State.TOLD
        if self.answered_on is not None:
            return State.ANSWERED
        return State.SENT if self.sent_on is not None else State.RAISED

    @property
    def waiting(self) -> Waiting:
        """Say whom the next step is waited for from."""
        if self.state.closed:
            return Waiting.NOBODY
        if self.state is State.ANSWERED:
            return Waiting.TO_TELL
        if self.state is State.SENT or self.responsible is Responsible.WATCH:
            return Waiting((self.responsible or Responsible.OTHER).value)
        return Waiting.TO_SEND

    @property
    def times(self) -> int:
        """Count how often it was raised, the first time included."""
        return 1 + len(self.raisings)

    @property
    def closed_on(self) -> date | None:
        return self.dropped_on or self.told_on

    @property
    def last_on(self) -> date:
        """Give the day on which it was raised last, or anything was done about it."""
        return max(*(each.on for each in self.steps), *(each.on for each in self.raisings), self.raised_on)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Give every change of state, in the order in which they came."""
        first = () if self.past_steps else (Step(state=State.RAISED, on=self.raised_on),)
        return (*self.past_steps, *first, *self._now())

    def _now(self) -> tuple[Step, ...]:
        """Give the steps that the fields tell, after it was raised."""
        found = []
        if self.sent_on is not None:
            found.append(
                Step(
                    state=State.SENT,
                    on=self.sent_on,
                    responsible=self.responsible,
                    name=self.responsible_name,
                    ticket=self.ticket,
                )
            )
        if self.answered_on is not None:
            public = "" if self.dropped_on else self.public_answer
            found.append(Step(state=State.ANSWERED, on=self.answered_on, words=self.answer, public=public))
        if self.told_on is not None:
            found.append(Step(state=State.TOLD, on=self.told_on, how=self.told_how))
        if self.dropped_on is not None:
            found.append(
                Step(
                    state=State.DROPPED,
                    on=self.dropped_on,
                    words=self.dropped_why,
                    public=self.public_answer,
                )
            )
        return tuple(found)

    def days_open(self, today: date) -> int:
        """Count the days from when it was raised until it was told back or dropped, or until today."""
        return max(0, ((self.closed_on or today) - self.raised_on).days)

    def days_to_answer(self) -> int | None:
        """Count the days until it was answered, or give None where it is not."""
        return None if self.answered_on is None else (self.answered_on - self.raised_on).days


@dataclass(frozen=True)
class RaisingDraft:
    """Another raising as a form holds it."""

    on: str = "today"
    name: str = ""
    member_id: str | None = None
    place: PlaceDraft = PlaceDraft()
    words: str = ""
    meeting_id: str | None = None


@dataclass(frozen=True)
class StepDraft:
    """What is told about one step; which fields count depends on the step."""

    on: str = "today"
    responsible: str = ""
    name: str = ""
    ticket: str = ""
    answer: str = ""
    public_answer: str = ""
    how: str = ""
    why: str = ""


@dataclass(frozen=True)
class ConcernDraft:
    """A concern as its form holds it; `anonymous` leaves out who raised it, whatever stands there."""

    kind: str = "concern"
    topic: str = ""
    raised_on: str = "today"
    raised_by: str = ""
    member_id: str | None = None
    anonymous: bool = False
    place: PlaceDraft = PlaceDraft()
    block_id: str | None = None
    block_chosen: bool = False
    meeting_id: str | None = None
    words: str = ""
    public_wording: str = ""
    responsible: str = ""
    responsible_name: str = ""
    ticket: str = ""
    sent_on: str = ""
    answer: str = ""
    public_answer: str = ""
    answered_on: str = ""
    told_on: str = ""
    told_how: str = ""
    dropped_on: str = ""
    dropped_why: str = ""
    raisings: tuple[RaisingDraft, ...] = ()
    note: str = ""


def settle(draft: ConcernDraft, stamp: Stamp, *, today: date, past: Concern | None = None) -> Concern:
    """Give the concern a draft means; raises `Invalid` with every problem by field.

    A step whose day is blank where something else of it is told was done today. What the form changes is
    a correction: the steps before stay as they were.
    """
    problems = Problems()
    words = texts.words(draft.words, "words", problems)
    public_wording = texts.words(draft.public_wording, "public_wording", problems)
    if not words and not public_wording:
        problems.add("words", "problem.needed")
    if not draft.topic:
        problems.add("topic", "problem.needed")
    raised_on = needed_day(draft.raised_on, today, "raised_on", problems)
    name = "" if draft.anonymous else texts.name(draft.raised_by, "raised_by", problems)
    concern = Concern(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        kind=ConcernKind(draft.kind),
        topic=Topic(draft.topic or Topic.OTHER),
        raised_on=raised_on,
        raised_by=name,
        member_id=draft.member_id if name else None,
        place=settle_place(draft.place, "place", problems),
        block_id=draft.block_id,
        block_chosen=draft.block_chosen,
        meeting_id=draft.meeting_id or None,
        words=words,
        public_wording=public_wording,
        **_settled_steps(draft, today, raised_on, problems),
        past_steps=past.past_steps if past else (),
        raisings=_raisings(draft.raisings, today, problems),
    )
    problems.settle()
    return concern


def needed_day(text: str, today: date, where: str, problems: Problems) -> date:
    """Read a day that has come and must be told; today stands for one that is a problem."""
    if not text.strip():
        problems.add(where, "problem.needed")
    return times.past_day(text, today, where, problems) or today


def _settled_steps(draft: ConcernDraft, today: date, raised_on: date, problems: Problems) -> dict[str, Any]:
    """Give the fields of what came after it was raised; each step not before the one that it follows."""
    responsible = Responsible(draft.responsible) if draft.responsible else None
    ticket = texts.name(draft.ticket, "ticket", problems)
    answer = texts.words(draft.answer, "answer", problems)
    public_answer = texts.words(draft.public_answer, "public_answer", problems)
    why = texts.words(draft.dropped_why, "dropped_why", problems)
    days: dict[str, date | None] = {}
    implied = {"sent_on": bool(ticket), "answered_on": bool(answer), "told_on": bool(draft.told_how)}
    for where in ("sent_on", "answered_on", "told_on", "dropped_on"):
        typed = getattr(draft, where)
        day = times.past_day(typed, today, where, problems)
        if not typed.strip() and implied.get(where):
            day = today
        days[where] = day
    _in_order(days, raised_on, problems)
    if days["sent_on"] and responsible is None:
        problems.add("responsible", "problem.who_is_responsible")
    if days["answered_on"] and not answer and not public_answer:
        problems.add("answer", "problem.needed")
    if days["told_on"] and not days["answered_on"]:
        problems.add("answer", "problem.told_what")
    if days["dropped_on"] and not why:
        problems.add("dropped_why", "problem.why_dropped")
    return {
        **days,
        "responsible": responsible,
        "responsible_name": texts.name(draft.responsible_name, "responsible_name", problems),
        "ticket": ticket,
        "answer": answer,
        "public_answer": public_answer,
        "told_how": ToldHow(draft.told_how) if draft.told_how else None,
        "dropped_why": why if days["dropped_on"] else "",
    }


def _in_order(days: dict[str, date | None], raised_on: date, problems: Problems) -> None:
    last, key = raised_on, "problem.before_raised"
    keys = {"sent_on": "problem.before_sent", "answered_on": "problem.before_answered"}
    for where in ("sent_on", "answered_on", "told_on"):
        day = days[where]
        if day is None:
            continue
        if day < last:
            problems.add(where, key)
        last, key = day, keys.get(where, key)
    dropped = days["dropped_on"]
    if dropped is not None and dropped < raised_on:
        problems.add("dropped_on", "problem.before_raised")


def _raisings(drafts: tuple[RaisingDraft, ...], today: date, problems: Problems) -> tuple[Raising, ...]:
    if len(drafts) > MOST_RAISINGS:
        problems.add("raisings.0.on", "problem.too_many", limit=MOST_RAISINGS)
    found = [
        settle_raising(each, today, f"raisings.{place}.", problems)
        for place, each in enumerate(drafts[:MOST_RAISINGS])
    ]
    return tuple(sorted(found, key=lambda each: each.on))


def settle_raising(draft: RaisingDraft, today: date, where: str, problems: Problems) -> Raising:
    """Give the raising a draft means; `where` begins the name of each of its fields."""
    name = texts.name(draft.name, f"{where}name", problems)
    return Raising(
        on=needed_day(draft.on, today, f"{where}on", problems),
        name=name,
        member_id=draft.member_id if name else None,
        place=settle_place(draft.place, f"{where}place", problems),
        words=texts.words(draft.words, f"{where}words", problems),
        meeting_id=draft.meeting_id or None,
    )


def draft_of(concern: Concern) -> ConcernDraft:
    """Give the draft that settles to this concern again."""
    return ConcernDraft(
        kind=concern.kind.value,
        topic=concern.topic.value,
        raised_on=times.day_text(concern.raised_on),
        raised_by=concern.raised_by,
        member_id=concern.member_id,
        anonymous=not concern.raised_by,
        place=place_draft_of(concern.place),
        block_id=concern.block_id,
        block_chosen=concern.block_chosen,
        meeting_id=concern.meeting_id,
        words=concern.words,
        public_wording=concern.public_wording,
        responsible=concern.responsible.value if concern.responsible else "",
        responsible_name=concern.responsible_name,
        ticket=concern.ticket,
        sent_on=times.day_text(concern.sent_on),
        answer=concern.answer,
        public_answer=concern.public_answer,
        answered_on=times.day_text(concern.answered_on),
        told_on=times.day_text(concern.told_on),
        told_how=concern.told_how.value if concern.told_how else "",
        dropped_on=times.day_text(concern.dropped_on),
        dropped_why=concern.dropped_why,
        raisings=tuple(
            RaisingDraft(
                on=times.day_text(each.on),
                name=each.name,
                member_id=each.member_id,
                place=place_draft_of(each.place),
                words=each.words,
                meeting_id=each.meeting_id,
            )
            for each in concern.raisings
        ),
        note=concern.note,
    )


def handed_over(concern: Concern, past: str, to: str) -> Concern:
    """Give a concern in which the member `to` stands where `past` stood."""

    def swapped(id_: str | None) -> str | None:
        return to if id_ == past else id_

    return replace(
        concern,
        member_id=swapped(concern.member_id),
        raisings=tuple(replace(each, member_id=swapped(each.member_id)) for each in concern.raisings),
    )


def may_be_same(one: Concern, other: Concern) -> bool:
    """Say whether two concerns may be about the same: one topic, at places that lie near or read the same."""
    if one.topic is not other.topic or one.id == other.id:
        return False
    if one.place.point is not None and other.place.point is not None:
        return one.place.point.metres_to(other.place.point) <= NEAR_M
    text = one.place.text.casefold().strip()
    return bool(text) and text == other.place.text.casefold().strip()
