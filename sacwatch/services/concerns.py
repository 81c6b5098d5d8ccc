"""What a captain does with concerns and suggestions: from the first word to telling back what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date

from sacwatch.domain import concerns, concernsteps
from sacwatch.domain.concerns import Concern, ConcernDraft, RaisingDraft, StepDraft, Waiting
from sacwatch.domain.errors import NotFound, Refused
from sacwatch.domain.listing import ConcernLine, ConcernQuery, Page
from sacwatch.domain.records import Stamp
from sacwatch.services import finding, households, members
from sacwatch.store.work import Work

_ALIKE = 3


def add(work: Work, draft: ConcernDraft, *, today: date) -> Concern:
    """Note a concern or a suggestion; raises Invalid.

    `today` is the civil day in Sacramento. A name that is the one active member's is tied to them.
    """
    work.does = "step.concern_noted"
    concern = concerns.settle(_ready(work, draft), work.stamp(work.new_id()), today=today)
    concern = _in_block(work, concern)
    work.concerns.add(concern)
    return concern


def change(work: Work, id_: str, draft: ConcernDraft, *, today: date) -> Concern:
    """Change a concern, as a correction of what stands there; raises Invalid or NotFound."""
    work.does = "step.concern_changed"
    past = work.concerns.get(id_)
    concern = concerns.settle(_ready(work, draft), work.stamp(id_), today=today, past=past)
    concern = _in_block(work, concern)
    work.concerns.change(concern)
    return concern


def remove(work: Work, id_: str) -> Concern:
    """Remove a concern entered by mistake; actions that came of it stay, and name it no more."""
    work.does = "step.concern_removed"
    work.actions.unlink(id_)
    return work.concerns.remove(id_)


# One step after the other


def send(work: Work, id_: str, draft: StepDraft, *, today: date) -> Concern:
    """Note that a concern was sent on; raises Invalid, NotFound, or Refused where it is closed."""
    work.does = "step.concern_sent"
    return _stepped(work, id_, draft, concernsteps.sent, today)


def answer(work: Work, id_: str, draft: StepDraft, *, today: date) -> Concern:
    """Note what came of it; raises like `send`."""
    work.does = "step.concern_answered"
    return _stepped(work, id_, draft, concernsteps.answered, today)


def tell_back(work: Work, id_: str, draft: StepDraft, *, today: date) -> Concern:
    """Note that those who raised it were told; raises like `send`, and Refused before it is answered."""
    work.does = "step.concern_told"
    return _stepped(work, id_, draft, concernsteps.told, today)


def tell_back_many(work: Work, ids: list[str], draft: StepDraft, *, today: date) -> list[Concern]:
    """Note of several at once that they were told back, such as at a meeting; those not answered are left."""
    work.does = "step.concern_told"
    found = [each for each in work.concerns.get_many(ids) if each.waiting is Waiting.TO_TELL]
    told = [concernsteps.told(each, draft, work.stamp(each.id), today=today) for each in found]
    work.concerns.change_many(told)
    return told


def drop(work: Work, id_: str, draft: StepDraft, *, today: date) -> Concern:
    """Drop a concern with the reason; raises like `send`."""
    work.does = "step.concern_dropped"
    return _stepped(work, id_, draft, concernsteps.dropped, today)


def reopen(work: Work, id_: str, draft: StepDraft, *, today: date) -> Concern:
    """Take a concern up anew; raises Invalid, NotFound, or Refused where it waits anyway."""
    work.does = "step.concern_reopened"
    return _stepped(work, id_, draft, concernsteps.reopened, today)


def _stepped(work: Work, id_: str, draft: StepDraft, step: Callable[..., Concern], today: date) -> Concern:
    concern = step(work.concerns.get(id_), draft, work.stamp(id_), today=today)
    work.concerns.change(concern)
    return concern


# The same, raised again


def join(work: Work, id_: str, draft: RaisingDraft, *, today: date) -> Concern:
    """Count that a concern was raised again, instead of noting it twice; raises Invalid or NotFound."""
    work.does = "step.concern_joined"
    draft = dataclasses.replace(
        draft,
        place=finding.placed(draft.place),
        member_id=members.tied(work, draft.name, draft.member_id, "name"),
    )
    concern = concernsteps.joined(work.concerns.get(id_), draft, work.stamp(id_), today=today)
    work.concerns.change(concern)
    return concern


def unite(work: Work, keep_id: str, other_id: str) -> Concern:
    """Make one concern of two that are the same: the other counts for the first, with all its raisings.

    Raises NotFound, or Refused where both are the same entry.
    """
    if keep_id == other_id:
        raise Refused("trouble.unite_with_itself")
    work.does = "step.concerns_united"
    keep, other = work.concerns.get(keep_id), work.concerns.get(other_id)
    concern = concernsteps.united(keep, other, work.stamp(keep_id))
    work.concerns.change(concern)
    work.actions.relink(other_id, keep_id)
    work.concerns.remove(other_id)
    return concern


def alike(work: Work, draft: ConcernDraft, *, today: date, but: str | None = None) -> list[Concern]:
    """Give the open concerns that may be the same as what is being noted, the oldest first.

    `but` is the one whose form it is. A draft that cannot be read yet is like none.
    """
    if not draft.topic or not (draft.place.text.strip() or draft.place.lat is not None):
        return []
    place = finding.placed(draft.place)
    probe = ConcernDraft(topic=draft.topic, words="-", place=place)
    wanted = concerns.settle(probe, Stamp(id=but or "", watch_id="", now=work.now, by=""), today=today)
    found = work.concerns.where(ConcernQuery(open=True, topic=wanted.topic))
    return [each for each in found if concerns.may_be_same(wanted, each)][:_ALIKE]


def raising_of(draft: ConcernDraft) -> RaisingDraft:
    """Give what is being noted as another raising of a concern that is there."""
    return RaisingDraft(
        on=draft.raised_on,
        name="" if draft.anonymous else draft.raised_by,
        member_id=None if draft.anonymous else draft.member_id,
        place=draft.place,
        words=draft.words or draft.public_wording,
        meeting_id=draft.meeting_id,
    )


# Looking


def get(work: Work, id_: str) -> Concern:
    """Give a concern; raises NotFound."""
    return work.concerns.get(id_)


def find(work: Work, query: ConcernQuery) -> Page[ConcernLine]:
    """Give one page of the concerns a query asks for."""
    return work.concerns.find(query)


def waiting(work: Work) -> list[Concern]:
    """Give every open concern, those raised first at the top."""
    return work.concerns.where(ConcernQuery(open=True))


def of_meeting(work: Work, meeting_id: str) -> list[Concern]:
    """Give the concerns raised at a meeting, for the first time or again."""
    return work.concerns.where(ConcernQuery(meeting_id=meeting_id))


def counts(work: Work) -> dict[Waiting, int]:
    """Count the concerns by whom they wait for; what is zero is left out."""
    return work.concerns.waiting_counts()


def blocks(work: Work) -> list[tuple[str | None, str, int]]:
    """Give each block's id and name, and how many open concerns it has: the most first.

    Those of no block stand at the end under None.
    """
    told = work.concerns.block_counts()
    named = [(each.id, each.name, told.pop(each.id, 0)) for each in work.watches.get(work.watch_id).blocks]
    found: list[tuple[str | None, str, int]] = [*sorted(named, key=lambda each: -each[2])]
    loose = sum(told.values())
    return [*found, (None, "", loose)]


def replaced_in_blocks(work: Work) -> list[Concern]:
    """Put every concern whose block was not chosen into the block that it lies in.

    Part of the step that changes the blocks; gives those that moved.
    """
    outlines = households.outlines_of(work)
    known = {block.id for block in work.watches.get(work.watch_id).blocks}
    places: dict[str, tuple[str | None, bool]] = {}
    for id_, point, past_block, past_chosen in work.concerns.in_blocks():
        chosen = past_chosen and past_block in known
        block_id = past_block if chosen else households.block_of(outlines, point)
        if (block_id, chosen) != (past_block, past_chosen):
            places[id_] = block_id, chosen
    moved = []
    for each in work.concerns.get_many(list(places)):
        block_id, chosen = places[each.id]
        there = dataclasses.replace(each, block_id=block_id, block_chosen=chosen)
        moved.append(dataclasses.replace(there, changed_at=work.now, changed_by=work.by))
    work.concerns.change_many(moved)
    return moved


def _ready(work: Work, draft: ConcernDraft) -> ConcernDraft:
    """Give a draft with its places on the map and its names tied to members."""
    raisings = tuple(
        dataclasses.replace(
            each, member_id=members.tied(work, each.name, each.member_id, f"raisings.{place}.name")
        )
        for place, each in enumerate(draft.raisings)
    )
    name = "" if draft.anonymous else draft.raised_by
    return dataclasses.replace(
        draft,
        place=finding.placed(draft.place),
        member_id=members.tied(work, name, draft.member_id, "raised_by"),
        raisings=raisings,
    )


def _in_block(work: Work, concern: Concern) -> Concern:
    if concern.block_chosen:
        return concern
    block_id = households.block_of(households.outlines_of(work), concern.place.point)
    return dataclasses.replace(concern, block_id=block_id)


def asked(work: Work, text: str) -> str:
    """Give the concern of this id, or the one that is usually meant; raises NotFound where there is none."""
    if text:
        return work.concerns.get(text).id
    found = usual(latest(work, LATEST))
    if found is None:
        raise NotFound("trouble.no_concern")
    return found.id


LATEST = 40
"""So many concerns are offered before anything is searched for."""


def latest(work: Work, count: int) -> tuple[ConcernLine, ...]:
    """Give those that were raised last, the latest first."""
    return work.concerns.find(ConcernQuery(limit=count, descending=True)).lines


def usual(lines: Sequence[ConcernLine]) -> ConcernLine | None:
    """Give the one that a sheet is usually about: the latest that was sent to somebody, else the latest."""
    return next((each for each in lines if each.sent_on is not None), next(iter(lines), None))
