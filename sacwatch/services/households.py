"""What a captain does with the homes of the watch."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

from sacwatch.domain import households
from sacwatch.domain.households import Household, HouseholdDraft
from sacwatch.domain.listing import HouseholdQuery, Page
from sacwatch.domain.members import Member
from sacwatch.domain.outlines import Within
from sacwatch.domain.places import Place, Point
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.watches import Block
from sacwatch.services import finding
from sacwatch.store.work import Work


def add(work: Work, draft: HouseholdDraft, *, today: date | None = None) -> Household:
    """Add a household; raises Invalid.

    `today` is the civil day in Sacramento, by which days are read; the day in UTC without it.
    """
    work.does = "step.household_added"
    household = households.settle(_ready(work, draft), work.stamp(work.new_id()), today=today)
    household = _in_block(household, outlines_of(work))
    work.households.add(household)
    return household


def begin(work: Work, place: Place, *, today: date | None = None) -> Household:
    """Add a household of which nothing but its place is known yet."""
    return add(work, HouseholdDraft(place=place_draft_of(place)), today=today)


def at(work: Work, address: str) -> list[tuple[Household, list[Member]]]:
    """Give the households on the lists at an address, each with its members on the lists."""
    found = work.households.at(address) if address.strip() else []
    people = work.members.of_households([each.id for each in found])
    return [(each, people.get(each.id, [])) for each in found]


def change(work: Work, id_: str, draft: HouseholdDraft, *, today: date | None = None) -> Household:
    """Change a household; raises Invalid or NotFound."""
    work.does = "step.household_changed"
    past = work.households.get(id_)
    household = households.settle(_ready(work, draft), work.stamp(id_), today=today, past=past)
    household = _in_block(household, outlines_of(work))
    work.households.change(household)
    return household


def retire(work: Work, id_: str, *, active: bool = False) -> Household:
    """Take a household off every list, or back onto them; its members stay as they are."""
    work.does = "step.household_returned" if active else "step.household_retired"
    return _changed(work, work.households.get(id_), active=active)


def confirm(work: Work, id_: str, *, on: date) -> Household:
    """Note that the people of a household said on this day that their entry is right."""
    work.does = "step.household_confirmed"
    return _changed(work, work.households.get(id_), confirmed_on=on)


def remove(work: Work, id_: str) -> Household:
    """Remove a household entered by mistake; raises InUse at the end where a member belongs to it."""
    work.does = "step.household_removed"
    return work.households.remove(id_)


def get(work: Work, id_: str) -> Household:
    """Give a household; raises NotFound."""
    return work.households.get(id_)


def by_id(work: Work, ids: Iterable[str | None]) -> dict[str, Household]:
    """Give those of these households that are still there, by their ids; None among them is no household."""
    wanted = list(dict.fromkeys(each for each in ids if each))
    return {each.id: each for each in work.households.get_many(wanted)} if wanted else {}


def find(work: Work, query: HouseholdQuery) -> Page[Household]:
    """Give one page of the households a query asks for."""
    return work.households.find(query)


def active(work: Work) -> list[Household]:
    """Give every household that is on the lists, by street and number."""
    return work.households.active()


def on_vacation(work: Work, day: date) -> list[Household]:
    """Give the households on the lists that are away on this day, by street and number."""
    return work.households.on_vacation(day)


def due_for_confirmation(work: Work, today: date) -> list[Household]:
    """Give those on the lists whose entry nobody confirmed for a year, by street and number."""
    return work.households.due_for_confirmation(today)


def people_of(work: Work, ids: Sequence[str]) -> dict[str, list[Member]]:
    """Give the members on the lists by their household, each by name."""
    return work.members.of_households(list(ids))


def replaced_in_blocks(work: Work) -> list[Household]:
    """Put every household whose block was not chosen into the block that it lies in.

    Part of the step that changes the blocks; gives those that moved. A block that is gone is chosen
    no more.
    """
    outlines = outlines_of(work)
    blocks = {block.id for block in work.watches.get(work.watch_id).blocks}
    moved = []
    for each in work.households.where():
        chosen = each.block_chosen and each.block_id in blocks
        block_id = each.block_id if chosen else block_of(outlines, each.point)
        if (block_id, chosen) != (each.block_id, each.block_chosen):
            past = work.households.get(each.id)
            moved.append(_changed(work, past, block_id=block_id, block_chosen=chosen))
    return moved


def _changed(work: Work, past: Household, **said: object) -> Household:
    stamped = {"changed_at": work.now, "changed_by": work.by}
    household: Household = dataclasses.replace(past, **stamped, **said)  # type: ignore[arg-type]
    work.households.change(household)
    return household


def _ready(work: Work, draft: HouseholdDraft) -> HouseholdDraft:
    vacations = tuple(
        each if each.id else dataclasses.replace(each, id=work.new_id()) for each in draft.vacations
    )
    return dataclasses.replace(draft, place=finding.placed(draft.place), vacations=vacations)


def outlines_of(work: Work) -> list[tuple[Block, Within]]:
    """Give the blocks that are drawn, each with what says whether a point lies in it."""
    blocks = work.watches.get(work.watch_id).blocks
    return [(block, Within(block.outline)) for block in blocks if len(block.outline) >= 3]


def block_of(blocks: Iterable[tuple[Block, Within]], point: Point | None) -> str | None:
    """Give the id of the first block whose outline holds a point, or None."""
    if point is None:
        return None
    return next((block.id for block, inside in blocks if inside(point.lat, point.lon)), None)


def _in_block(household: Household, blocks: list[tuple[Block, Within]]) -> Household:
    if household.block_chosen:
        return household
    return dataclasses.replace(household, block_id=block_of(blocks, household.place.point))
