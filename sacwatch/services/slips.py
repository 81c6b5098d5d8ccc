"""The yearly slips of households and of members without one: whose, and what stands on them."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain.errors import NotFound
from sacwatch.domain.households import Household
from sacwatch.domain.watches import Watch
from sacwatch.services import confirming, vacations
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.slips import Slips

DUE = "due"
"""The subject that means all whose entry nobody confirmed for a year."""


def gather(work: Work, watch: Watch, subject: str, *, large: bool, zone: tzinfo) -> Slips:
    """Gather the slips of all that are due today, or of those whose ids are given, with commas.

    Those that are due by street and number, then members by name. Raises NotFound where none that was
    given is there any more.
    """
    from sacwatch.reports.slips import Slip, Slips

    today = work.now.astimezone(zone).date()
    if subject == DUE:
        found = confirming.due(work, today)
    else:
        found = confirming.get_many(work, subject.split(","))
        if not found:
            raise NotFound("trouble.not_found")
    people = work.members.of_households([each.id for each in found if isinstance(each, Household)])
    blocks = {block.id: block.name for block in watch.blocks}
    slips = tuple(
        Slip(
            household=each,
            people=tuple(people.get(each.id, ())),
            block=blocks.get(each.block_id or "", ""),
        )
        if isinstance(each, Household)
        else Slip(people=(each,))
        for each in found
    )
    return Slips(watch=watch, day=today, slips=slips, large=large)


def households_asked(work: Work, asked: str) -> str:
    """Give the subject for the household at this address, or for these ids; DUE where none was asked for."""
    if not asked or asked == DUE:
        return DUE
    ids = asked.split(",")
    if len(confirming.get_many(work, ids)) == len(ids):
        return asked
    return vacations.household_asked(work, asked)
