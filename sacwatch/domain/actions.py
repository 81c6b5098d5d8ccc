"""Actions: who will do what by when; each returns to the next agenda until it is done or dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sacwatch.domain import texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems, Refused
from sacwatch.domain.records import Record, Stamp


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """One thing that somebody said they would do. All days are civil ones where the watch is."""

    what: str = kept(Shows.TELLING)
    """As it was said."""
    public_wording: str = kept(Shows.WORDING, default="")
    """How the captain puts it for everyone."""
    owner: str = kept(Shows.PERSON, of="member_id", default="")
    """A name as it was given; "" where nobody does it yet."""
    member_id: str | None = kept(Shows.NEVER, default=None)
    noted_on: date = kept(Shows.ALWAYS)
    due_on: date | None = kept(Shows.ALWAYS, default=None)
    meeting_id: str | None = kept(Shows.NEVER, default=None)
    """The meeting at which it was noted."""
    concern_id: str | None = kept(Shows.NEVER, default=None)
    state: ActionState = kept(Shows.ALWAYS, default=ActionState.OPEN)
    closed_on: date | None = kept(Shows.ALWAYS, default=None)
    """When it was done or dropped."""
    outcome: str = kept(Shows.TELLING, default="")
    """What came of it, or why it was dropped."""

    def overdue(self, today: date) -> bool:
        return self.state is ActionState.OPEN and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class ActionDraft:
    """An action as its form holds it."""

    what: str = ""
    public_wording: str = ""
    owner: str = ""
    member_id: str | None = None
    noted_on: str = "today"
    due_on: str = ""
    meeting_id: str | None = None
    concern_id: str | None = None
    state: str = "open"
    closed_on: str = ""
    outcome: str = ""
    note: str = ""


def settle(draft: ActionDraft, stamp: Stamp, *, today: date, past: Action | None = None) -> Action:
    """Give the action a draft means; raises `Invalid` with every problem by field."""
    problems = Problems()
    what = texts.words(draft.what, "what", problems)
    if not what:
        problems.add("what", "problem.needed")
    owner = texts.name(draft.owner, "owner", problems)
    if not draft.noted_on.strip():
        problems.add("noted_on", "problem.needed")
    noted_on = times.past_day(draft.noted_on, today, "noted_on", problems) or today
    due_on = times.coming_day(draft.due_on, today, "due_on", problems)
    if due_on is not None and due_on < noted_on:
        problems.add("due_on", "problem.due_before_noted")
    state = ActionState(draft.state)
    closed_on = times.past_day(draft.closed_on, today, "closed_on", problems)
    outcome = texts.words(draft.outcome, "outcome", problems)
    if state is ActionState.OPEN:
        closed_on, outcome = None, ""
    else:
        closed_on = closed_on or today
        if closed_on < noted_on:
            problems.add("closed_on", "problem.closed_before_noted")
        if state is ActionState.DROPPED and not outcome:
            problems.add("outcome", "problem.why_dropped")
    action = Action(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        what=what,
        public_wording=texts.words(draft.public_wording, "public_wording", problems),
        owner=owner,
        member_id=draft.member_id if owner else None,
        noted_on=noted_on,
        due_on=due_on,
        meeting_id=draft.meeting_id or None,
        concern_id=draft.concern_id or None,
        state=state,
        closed_on=closed_on,
        outcome=outcome,
    )
    problems.settle()
    return action


def draft_of(action: Action) -> ActionDraft:
    """Give the draft that settles to this action again."""
    return ActionDraft(
        what=action.what,
        public_wording=action.public_wording,
        owner=action.owner,
        member_id=action.member_id,
        noted_on=times.day_text(action.noted_on),
        due_on=times.day_text(action.due_on),
        meeting_id=action.meeting_id,
        concern_id=action.concern_id,
        state=action.state.value,
        closed_on=times.day_text(action.closed_on),
        outcome=action.outcome,
        note=action.note,
    )


def closed(action: Action, state: ActionState, stamp: Stamp, *, on: str, outcome: str, today: date) -> Action:
    """Give an action that was done, or dropped with the reason.

    Raises `Invalid`, or Refused where it is closed already.
    """
    if action.state is not ActionState.OPEN:
        raise Refused("trouble.action_is_closed")
    draft = replace(draft_of(action), state=state.value, closed_on=on, outcome=outcome)
    return settle(draft, stamp, today=today, past=action)


def reopened(action: Action, stamp: Stamp) -> Action:
    """Give an action that waits again; raises Refused where it waits anyway."""
    if action.state is ActionState.OPEN:
        raise Refused("trouble.action_is_open")
    return _stamped(action, stamp, state=ActionState.OPEN, closed_on=None, outcome="")


def _stamped(action: Action, stamp: Stamp, **said: Any) -> Action:
    return replace(action, changed_at=stamp.now, changed_by=stamp.by, **said)
