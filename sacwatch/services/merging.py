"""Makes one of two entries of the same person, or of the same home, as one step that undo takes back."""

from __future__ import annotations

import dataclasses
from datetime import date

from sacwatch.domain import merging
from sacwatch.domain.errors import Refused
from sacwatch.domain.households import Household, HouseholdDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.members import Member, MemberDraft
from sacwatch.i18n import _
from sacwatch.services import households, members, phones
from sacwatch.store.work import Work


def preview(work: Work, keep_id: str, other_id: str) -> MemberDraft:
    """Give what would stand in the one entry, for the captain to look at and to change; raises NotFound.

    What has no place there, such as a second name, stands in its note.
    """
    keep, other = work.members.get(keep_id), work.members.get(other_id)
    draft = merging.member(keep, other, same=phones.digits)
    left = merging.left_over(keep, other)
    if left:
        line = _("The other entry said: {words}.").format(words="; ".join(left))
        draft = dataclasses.replace(draft, note="\n".join(filter(None, (draft.note, line))))
    return draft


def preview_home(work: Work, keep_id: str, other_id: str) -> HouseholdDraft:
    """Give what would stand in the one entry of a home; raises NotFound."""
    return merging.household(work.households.get(keep_id), work.households.get(other_id))


def merge(
    work: Work,
    keep_id: str,
    other_id: str,
    draft: MemberDraft | None = None,
    *,
    today: date | None = None,
) -> Member:
    """Make one member of two: `draft`, or what `preview` gives, under the id of the first.

    Patrols, blocks, shifts, sheets, the phone tree and its drills name the kept one from then on. Raises
    Invalid, NotFound, or Refused where both are the same entry.
    """
    _two(keep_id, other_id)
    draft = draft or preview(work, keep_id, other_id)
    hand_over(work, other_id, keep_id)
    member = members.change(work, keep_id, draft, today=today)
    work.members.remove(other_id)
    work.does = "step.members_merged"
    return member


def merge_homes(
    work: Work,
    keep_id: str,
    other_id: str,
    draft: HouseholdDraft | None = None,
    *,
    today: date | None = None,
) -> Household:
    """Make one household of two, with the members of both; raises like `merge`."""
    _two(keep_id, other_id)
    draft = draft or preview_home(work, keep_id, other_id)
    hand_over(work, other_id, keep_id)
    household = households.change(work, keep_id, draft, today=today)
    work.households.remove(other_id)
    work.does = "step.households_merged"
    return household


def hand_over(work: Work, past: str, to: str) -> list[Ref]:
    """Let `to` stand wherever a record names `past`, and give those records. Part of a larger step."""
    refs = work.naming(past)
    for ref in refs:
        repository = work.repository(ref.kind)
        if ref.kind is Kind.ATTACHMENT:
            continue
        record = merging.handed_over(repository.get(ref.id), past, to)
        repository.change(dataclasses.replace(record, changed_at=work.now, changed_by=work.by))
    return refs


def _two(keep_id: str, other_id: str) -> None:
    if keep_id == other_id:
        raise Refused("trouble.merge_with_itself")
