"""What a captain does with the members of the watch."""

from __future__ import annotations

import dataclasses

from sacwatch.domain import members
from sacwatch.domain.listing import MemberQuery, Page
from sacwatch.domain.members import Member, MemberDraft
from sacwatch.services import finding
from sacwatch.store.work import Work


def add(work: Work, draft: MemberDraft) -> Member:
    """Add a member; raises Invalid."""
    work.does = "step.member_added"
    draft = dataclasses.replace(draft, address=finding.placed(draft.address))
    member = members.settle(draft, work.stamp(work.new_id()))
    work.members.add(member)
    return member


def change(work: Work, id_: str, draft: MemberDraft) -> Member:
    """Change a member; raises Invalid or NotFound."""
    work.does = "step.member_changed"
    past = work.members.get(id_)
    draft = dataclasses.replace(draft, address=finding.placed(draft.address))
    member = members.settle(draft, work.stamp(id_), past=past)
    work.members.change(member)
    return member


def retire(work: Work, id_: str, *, active: bool = False) -> Member:
    """Take a member off every list, or back onto them; the history keeps the name."""
    work.does = "step.member_returned" if active else "step.member_retired"
    past = work.members.get(id_)
    member = dataclasses.replace(past, active=active, changed_at=work.now, changed_by=work.by)
    work.members.change(member)
    return member


def remove(work: Work, id_: str) -> Member:
    """Remove a member entered by mistake; raises InUse at the end where a patrol or block names them."""
    work.does = "step.member_removed"
    return work.members.remove(id_)


def get(work: Work, id_: str) -> Member:
    """Give a member; raises NotFound."""
    return work.members.get(id_)


def find(work: Work, query: MemberQuery) -> Page[Member]:
    """Give one page of the members a query asks for."""
    return work.members.find(query)


def named(work: Work, start: str) -> list[Member]:
    """Give active members one of whose names begins like this."""
    return work.members.named(start)
