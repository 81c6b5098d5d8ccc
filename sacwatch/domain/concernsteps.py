"""What is done about a concern, one step after the other, and the same raised once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sacwatch.domain import texts
from sacwatch.domain.concerns import (
    MOST_RAISINGS,
    Concern,
    Raising,
    RaisingDraft,
    Responsible,
    State,
    Step,
    StepDraft,
    ToldHow,
    needed_day,
    settle_raising,
)
from sacwatch.domain.errors import Problems, Refused
from sacwatch.domain.records import Stamp


def sent(concern: Concern, draft: StepDraft, stamp: Stamp, *, today: date) -> Concern:
    """Send a concern on to who can do something about it, or to somebody else than before.

    Raises Refused where it is closed, and `Invalid` with problems by the fields of the step.
    """
    _open(concern)
    problems = Problems()
    if not draft.responsible:
        problems.add("responsible", "problem.who_is_responsible")
    on = _step_day(concern, draft, today, problems, State.SENT)
    name = texts.name(draft.name, "name", problems)
    ticket = texts.name(draft.ticket, "ticket", problems)
    problems.settle()
    fresh = _anew(concern) if concern.state is not State.RAISED else concern
    return _stamped(
        fresh,
        stamp,
        responsible=Responsible(draft.responsible),
        responsible_name=name,
        ticket=ticket,
        sent_on=on,
    )


def answered(concern: Concern, draft: StepDraft, stamp: Stamp, *, today: date) -> Concern:
    """Note the answer to a concern, or what the watch itself did; raises like `sent`."""
    _open(concern)
    problems = Problems()
    answer = texts.words(draft.answer, "answer", problems)
    public_answer = texts.words(draft.public_answer, "public_answer", problems)
    if not answer and not public_answer:
        problems.add("answer", "problem.needed")
    on = _step_day(concern, draft, today, problems, State.ANSWERED)
    problems.settle()
    return _stamped(concern, stamp, answer=answer, public_answer=public_answer, answered_on=on)


def told(concern: Concern, draft: StepDraft, stamp: Stamp, *, today: date) -> Concern:
    """Note that those who raised it were told what came of it; raises like `sent`, and where nothing did."""
    _open(concern)
    if concern.state is not State.ANSWERED:
        raise Refused("trouble.not_answered_yet")
    problems = Problems()
    if not draft.how:
        problems.add("how", "problem.needed")
    on = _step_day(concern, draft, today, problems, State.TOLD)
    problems.settle()
    return _stamped(concern, stamp, told_on=on, told_how=ToldHow(draft.how))


def dropped(concern: Concern, draft: StepDraft, stamp: Stamp, *, today: date) -> Concern:
    """Drop a concern, with the reason; raises like `sent`."""
    _open(concern)
    problems = Problems()
    why = texts.words(draft.why, "why", problems)
    if not why:
        problems.add("why", "problem.why_dropped")
    public = texts.words(draft.public_answer, "public_answer", problems) or concern.public_answer
    on = _step_day(concern, draft, today, problems, State.DROPPED)
    problems.settle()
    return _stamped(concern, stamp, dropped_on=on, dropped_why=why, public_answer=public)


def reopened(concern: Concern, draft: StepDraft, stamp: Stamp, *, today: date) -> Concern:
    """Take up an answered or closed concern anew: it waits again, and its history stays.

    Raises Refused where it waits anyway.
    """
    if concern.state in (State.RAISED, State.SENT):
        raise Refused("trouble.concern_is_open")
    problems = Problems()
    why = texts.words(draft.why, "why", problems)
    on = _step_day(concern, draft, today, problems, State.RAISED)
    problems.settle()
    fresh = _anew(concern)
    again = Step(state=State.RAISED, on=on, words=why)
    return _stamped(fresh, stamp, past_steps=(*fresh.past_steps, again))


def _anew(concern: Concern) -> Concern:
    """Put the steps so far into the past, as of a concern that was just raised."""
    return replace(
        concern,
        past_steps=concern.steps,
        sent_on=None,
        ticket="",
        answer="",
        public_answer="",
        answered_on=None,
        told_on=None,
        told_how=None,
        dropped_on=None,
        dropped_why="",
    )


def joined(concern: Concern, draft: RaisingDraft, stamp: Stamp, *, today: date) -> Concern:
    """Count that the same was raised once more; one that is closed is taken up anew.

    Raises `Invalid` with problems by the fields of the raising.
    """
    problems = Problems()
    raising = settle_raising(draft, today, "", problems)
    if len(concern.raisings) >= MOST_RAISINGS:
        problems.add("on", "problem.too_many", limit=MOST_RAISINGS)
    problems.settle()
    return _with(concern, (raising,), stamp)


def united(concern: Concern, other: Concern, stamp: Stamp) -> Concern:
    """Give the one concern of two that are the same: the raisings of the other count for it.

    What was done about the other is done about it now, where nothing was done about it yet; else the other's
    ticket and answer, and what was noted beside it, are kept in its note.
    """
    raising = Raising(
        on=other.raised_on,
        name=other.raised_by,
        member_id=other.member_id,
        place=other.place,
        words=other.words or other.public_wording,
        meeting_id=other.meeting_id,
    )
    told: tuple[str, ...] = (other.note,)
    if _takes_steps_of(concern, other):
        steps = (
            *("responsible", "responsible_name", "ticket", "sent_on", "answer", "public_answer"),
            "answered_on",
        )
        concern = replace(concern, **{each: getattr(other, each) for each in steps})
    else:
        sent = " ".join(filter(None, (other.responsible_name, other.ticket)))
        told = (sent, other.answer or other.public_answer, other.dropped_why, other.note)
    note = "\n".join(dict.fromkeys(filter(None, (concern.note, *told))))
    concern = replace(concern, note=note[: texts.TEXT_LENGTH])
    return _with(concern, (raising, *other.raisings), stamp)


def _takes_steps_of(concern: Concern, other: Concern) -> bool:
    """Say whether what was done about another concern can stand as what was done about this one."""
    done = [day for day in (other.sent_on, other.answered_on) if day is not None]
    return (
        concern.state is State.RAISED
        and not concern.past_steps
        and not other.state.closed
        and bool(done)
        and min(done) >= concern.raised_on
    )


def _with(concern: Concern, more: tuple[Raising, ...], stamp: Stamp) -> Concern:
    raisings = tuple(sorted((*concern.raisings, *more), key=lambda each: each.on))[:MOST_RAISINGS]
    latest = max(each.on for each in more)
    if concern.closed_on is not None and latest > concern.closed_on:
        fresh = _anew(concern)
        concern = replace(fresh, past_steps=(*fresh.past_steps, Step(state=State.RAISED, on=latest)))
    return _stamped(concern, stamp, raisings=raisings)


def _open(concern: Concern) -> None:
    if concern.state.closed:
        raise Refused("trouble.concern_is_closed")


def _step_day(concern: Concern, draft: StepDraft, today: date, problems: Problems, state: State) -> date:
    """Read the day of a step: not still to come, and not before the step that it follows."""
    on = needed_day(draft.on, today, "on", problems)
    follows = [each for each in concern.steps if each.state is not state or state is State.RAISED]
    if follows and on < follows[-1].on:
        problems.add("on", _BEFORE[follows[-1].state])
    return on


_BEFORE = {
    State.RAISED: "problem.before_raised",
    State.SENT: "problem.before_sent",
    State.ANSWERED: "problem.before_answered",
    State.TOLD: "problem.before_told",
    State.DROPPED: "problem.before_dropped",
}


def _stamped(concern: Concern, stamp: Stamp, **said: Any) -> Concern:
    return replace(concern, changed_at=stamp.now, changed_by=stamp.by, **said)


# How it stood


def as_of(concern: Concern, day: date) -> Concern:
    """Give a concern as it stood at the end of a day on which it was raised already."""
    raisings = tuple(each for each in concern.raisings if each.on <= day)
    steps = tuple(each for each in concern.steps if each.on <= day)
    if (steps, raisings) == (concern.steps, concern.raisings):
        return concern
    begin = len(steps)
    # The fields tell one step of each state at most, in their order; what is before is the past.
    while begin > 1 and _RANK[steps[begin - 1].state] < (
        _RANK[steps[begin].state] if begin < len(steps) else len(_RANK)
    ):
        if steps[begin - 1].state is State.RAISED:
            break
        begin -= 1
    past = steps[:begin] if begin > 1 else ()
    known = concern.responsible if concern.sent_on is None else None
    now = replace(_anew(concern), past_steps=past, raisings=raisings, responsible=known)
    for each in steps[max(1, begin) :]:
        now = _after(now, each)
    return now


_RANK = {state: place for place, state in enumerate(State)}


def _after(concern: Concern, step: Step) -> Concern:
    if step.state is State.SENT:
        return replace(
            concern,
            responsible=step.responsible,
            responsible_name=step.name,
            ticket=step.ticket,
            sent_on=step.on,
        )
    if step.state is State.ANSWERED:
        return replace(concern, answer=step.words, public_answer=step.public, answered_on=step.on)
    if step.state is State.TOLD:
        return replace(concern, told_on=step.on, told_how=step.how)
    if step.state is State.DROPPED:
        return replace(concern, dropped_on=step.on, dropped_why=step.words, public_answer=step.public)
    return concern
