"""The yearly slips of households: whose, and what stands on them."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain.errors import NotFound
from sacwatch.domain.watches import Watch
from sacwatch.services import vacations
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.slips import Slips

DUE = "due"
"""The subject that means all households whose entry nobody confirmed for a year."""


def gather(work: Work, watch: Watch, subject: str, *, large: bool, zone: tzinfo) -> Slips:
    """Gather the slips of all that are due today, or of the households whose ids are given, with commas.

    Those that are due by street and number. Raises NotFound where none that was given is there any more.
    """
    from sacwatch.reports.slips import Slip, Slips

    today = work.now.astimezone(zone).date()
    if subject == DUE:
        found = work.households.due_for_confirmation(today)
    else:
        found = work.households.get_many(subject.split(","))
        if not found:
            raise NotFound("trouble.not_found")
    people = work.members.of_households([each.id for each in found])
    blocks = {block.id: block.name for block in watch.blocks}
    slips = tuple(
        Slip(
            household=each,
            people=tuple(people.get(each.id, ())),
            block=blocks.get(each.block_id or "", ""),
        )
        for each in found
    )
    return Slips(watch=watch, day=today, slips=slips, large=large)


def households_asked(work: Work, asked: str) -> str:
    """Give the subject for the household at this address, or for these ids; DUE where none was asked for."""
    if not asked or asked == DUE:
        return DUE
    ids = asked.split(",")
    if len(work.households.get_many(ids)) == len(ids):
        return asked
    return vacations.household_asked(work, asked)
