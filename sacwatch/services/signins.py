"""Who came to a meeting: ticked off the printed names, or added."""

from __future__ import annotations

from dataclasses import dataclass

from sacwatch.domain import meetingsteps, signins
from sacwatch.domain.listing import MeetingLine
from sacwatch.domain.meetings import Meeting
from sacwatch.domain.signins import SignIn, WalkInDraft
from sacwatch.domain.watches import Block
from sacwatch.services import actions, concerns, signinlists
from sacwatch.services.signinlists import Printed
from sacwatch.store.work import Work


def sign_in(work: Work, id_: str, *, member_id: str | None = None, household_id: str | None = None) -> SignIn:
    """Note that a member came, or that somebody of a household did; once for each.

    Raises NotFound, or Refused where the meeting is closed.
    """
    work.does = "step.signed_in"
    past = _list_of(work, id_)
    name = ""
    if member_id is not None:
        known = signins.of_member(past, member_id)
        member = work.members.get(member_id)
        name, household_id = member.name, member.household_id
    else:
        known = next(
            (each for each in past if each.member_id is None and each.household_id == household_id), None
        )
    if known is not None:
        return known
    homes = work.households.get_many([household_id]) if household_id else []
    one = SignIn(
        id=work.new_id(),
        name=name,
        member_id=member_id,
        household_id=homes[0].id if homes else None,
        block_id=homes[0].block_id if homes else None,
        at=work.now,
    )
    work.meetings.sign_in(id_, one)
    return one


def walk_in(work: Work, id_: str, draft: WalkInDraft) -> SignIn:
    """Note that somebody walked in; whose name one member alone has is that member.

    Raises Invalid, NotFound, or Refused where the meeting is closed.
    """
    name = " ".join(draft.name.split())
    member_id = work.members.exactly_named([name]).get(name.casefold()) if name else None
    if member_id is not None and signins.of_member(_list_of(work, id_), member_id) is None:
        return sign_in(work, id_, member_id=member_id)
    work.does = "step.signed_in"
    one = signins.settle_walk_in(draft, _list_of(work, id_), id_=work.new_id(), at=work.now)
    work.meetings.sign_in(id_, one)
    return one


def sign_out(work: Work, id_: str, signin_id: str) -> None:
    """Take somebody off the list of who came; raises NotFound, or Refused where the meeting is closed."""
    work.does = "step.signed_out"
    meetingsteps.changeable(work.meetings.without_signins(id_))
    work.meetings.sign_out(id_, signin_id)


def _list_of(work: Work, id_: str) -> list[SignIn]:
    meetingsteps.changeable(work.meetings.without_signins(id_))
    return work.meetings.signins(id_)


@dataclass(frozen=True)
class Running:
    """A meeting while it is held: its list of who may come, and who has."""

    meeting: Meeting
    printed: tuple[Printed, ...]
    """By block, in the order of the watch, then by name."""
    blocks: tuple[Block, ...]
    raised: int = 0
    """How many concerns and suggestions were raised at it."""
    noted: int = 0
    """How many actions were noted at it."""
    next: MeetingLine | None = None
    """The one that is planned after it."""


def running(work: Work, id_: str) -> Running:
    """Give a meeting with the names that are printed on its list; raises NotFound."""
    blocks = work.watches.get(work.watch_id).blocks
    meeting = work.meetings.get(id_)
    return Running(
        meeting,
        signinlists.printed(work, blocks),
        blocks,
        len(concerns.of_meeting(work, id_)),
        len(actions.of_meeting(work, id_)),
        work.meetings.following(meeting),
    )
