"""What a captain does with actions: who will do what by when, until it is done or dropped."""

from __future__ import annotations

import dataclasses
from datetime import date

from sacwatch.domain import actions
from sacwatch.domain.actions import Action, ActionDraft, ActionState
from sacwatch.domain.concerns import Concern
from sacwatch.domain.listing import ActionQuery, Page
from sacwatch.services import members
from sacwatch.store.work import Work


def add(work: Work, draft: ActionDraft, *, today: date) -> Action:
    """Note an action; raises Invalid. `today` is the civil day in Sacramento.

    A name that is the one active member's is tied to them.
    """
    work.does = "step.action_noted"
    action = actions.settle(_ready(work, draft), work.stamp(work.new_id()), today=today)
    work.actions.add(action)
    return action


def change(work: Work, id_: str, draft: ActionDraft, *, today: date) -> Action:
    """Change an action; raises Invalid or NotFound."""
    work.does = "step.action_changed"
    past = work.actions.get(id_)
    action = actions.settle(_ready(work, draft), work.stamp(id_), today=today, past=past)
    work.actions.change(action)
    return action


def finish(work: Work, id_: str, *, today: date, on: str = "today", outcome: str = "") -> Action:
    """Note that an action is done; raises Invalid, NotFound, or Refused where it is closed."""
    work.does = "step.action_done"
    return _closed(work, id_, ActionState.DONE, on, outcome, today)


def drop(work: Work, id_: str, *, today: date, why: str, on: str = "today") -> Action:
    """Drop an action with the reason; raises like `finish`."""
    work.does = "step.action_dropped"
    return _closed(work, id_, ActionState.DROPPED, on, why, today)


def _closed(work: Work, id_: str, state: ActionState, on: str, outcome: str, today: date) -> Action:
    past = work.actions.get(id_)
    action = actions.closed(past, state, work.stamp(id_), on=on, outcome=outcome, today=today)
    work.actions.change(action)
    return action


def reopen(work: Work, id_: str) -> Action:
    """Let a closed action wait again; raises NotFound, or Refused where it does."""
    work.does = "step.action_reopened"
    action = actions.reopened(work.actions.get(id_), work.stamp(id_))
    work.actions.change(action)
    return action


def remove(work: Work, id_: str) -> Action:
    """Remove an action entered by mistake; raises NotFound."""
    work.does = "step.action_removed"
    return work.actions.remove(id_)


def get(work: Work, id_: str) -> Action:
    """Give an action; raises NotFound."""
    return work.actions.get(id_)


def find(work: Work, query: ActionQuery) -> Page[Action]:
    """Give one page of the actions a query asks for."""
    return work.actions.find(query)


def waiting(work: Work) -> list[Action]:
    """Give every open action for the next agenda, those due first at the top."""
    return work.actions.open()


def of_meeting(work: Work, meeting_id: str) -> list[Action]:
    """Give the actions noted at a meeting, those due first at the top."""
    return list(work.actions.find(ActionQuery(meeting_id=meeting_id, limit=1000)).lines)


def of_concern(work: Work, concern_id: str) -> list[Action]:
    """Give the actions that came of a concern, those due first at the top."""
    return list(work.actions.find(ActionQuery(concern_id=concern_id, limit=1000)).lines)


def concern_of(work: Work, action: Action) -> Concern | None:
    """Give the concern from which an action came, or None where it came of none or that is gone."""
    found = work.concerns.get_many([action.concern_id]) if action.concern_id else []
    return found[0] if found else None


def draft_for(work: Work, concern_id: str) -> ActionDraft:
    """Give the form of an action that comes of a concern; raises NotFound."""
    concern = work.concerns.get(concern_id)
    return ActionDraft(concern_id=concern.id, meeting_id=concern.meeting_id)


def _ready(work: Work, draft: ActionDraft) -> ActionDraft:
    member_id = members.tied(work, draft.owner, draft.member_id, "owner")
    return dataclasses.replace(draft, member_id=member_id)
