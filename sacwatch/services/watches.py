"""What a captain does with the watch itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

from sacwatch import words_resources
from sacwatch.domain import texts, watches
from sacwatch.domain.destinations import DestinationDraft
from sacwatch.domain.errors import NotFound, Problems
from sacwatch.domain.places import Point
from sacwatch.domain.resources import SHIPPED, Key, applies
from sacwatch.domain.watches import Block, BlockDraft, Jurisdiction, NumberDraft, Watch, WatchDraft
from sacwatch.services import concerns, destinations, households
from sacwatch.store.work import Work


def found(work: Work, draft: WatchDraft, *, today: date, export_folder: str = "") -> Watch:
    """Begin a new watch in this file, with the folder for its papers; raises Invalid."""
    work.does = "step.watch_founded"
    work.lasting = True
    watch = watches.settle(_with_ids(work, draft), work.stamp(work.watch_id), today=today)
    work.watches.add(watch)
    if export_folder:
        destinations.add(work, DestinationDraft(address=export_folder), watch_file=work.path)
        work.does = "step.watch_founded"
    return watch


def change(work: Work, draft: WatchDraft, *, today: date) -> Watch:
    """Change the watch; raises Invalid."""
    work.does = "step.watch_changed"
    past = work.watches.get(work.watch_id)
    watch = watches.settle(_with_ids(work, draft), work.stamp(past.id), today=today, past=past)
    _keep(work, past, watch)
    return watch


def _keep(work: Work, past: Watch, watch: Watch) -> None:
    work.watches.change(watch)
    before, after = ({each.id: each.outline for each in of.blocks} for of in (past, watch))
    if before != after:
        households.replaced_in_blocks(work)
        concerns.replaced_in_blocks(work)


def draw_boundary(work: Work, corners: Sequence[Point], *, today: date) -> Watch:
    """Set the watch's boundary, or take it away with no corners; raises Invalid."""
    watch = _redrawn(work, today, boundary=tuple(corners))
    work.does = "step.boundary_drawn" if watch.boundary else "step.boundary_removed"
    return watch


def keep_block(work: Work, draft: BlockDraft, *, today: date) -> Block:
    """Keep a block: a new one at the end where the draft has no id; raises Invalid or NotFound.

    No second block takes a name that one has: on papers and in the settings a block is known by its name.
    """
    before = watches.draft_of(get(work)).blocks
    problems = Problems()
    name = texts.name(draft.name, "name", problems, needed=True)
    kept = any(each.id == draft.id and each.name == name for each in before)
    if not kept and any(each.id != draft.id and each.name.casefold() == name.casefold() for each in before):
        problems.add("name", "problem.block_twice", name=name)
    problems.settle()
    if not draft.id:
        draft = dataclasses.replace(draft, id=work.new_id())
        blocks = (*before, draft)
    else:
        blocks = tuple(draft if each.id == draft.id else each for each in before)
    watch = _redrawn(work, today, blocks=blocks)
    work.does = "step.block_added" if len(blocks) > len(before) else "step.block_changed"
    found = next((each for each in watch.blocks if each.id == draft.id), None)
    if found is None:
        raise NotFound("trouble.not_found")
    return found


def remove_block(work: Work, id_: str, *, today: date) -> Watch:
    """Remove a block."""
    blocks = tuple(each for each in watches.draft_of(get(work)).blocks if each.id != id_)
    watch = _redrawn(work, today, blocks=blocks)
    work.does = "step.block_removed"
    return watch


def keep_numbers(work: Work, numbers: Sequence[NumberDraft], *, today: date) -> Watch:
    """Keep these numbers in place of all that the watch had; raises Invalid."""
    return _redrawn(work, today, numbers=tuple(numbers))


def _redrawn(work: Work, today: date, **what: Any) -> Watch:
    past = get(work)
    draft = _with_ids(work, dataclasses.replace(watches.draft_of(past), **what))
    watch = watches.settle(draft, work.stamp(past.id), today=today, past=past)
    _keep(work, past, watch)
    return watch


def get(work: Work) -> Watch:
    """Give the watch; raises NotFound where none was begun."""
    return work.watches.get(work.watch_id)


def _with_ids(work: Work, draft: WatchDraft) -> WatchDraft:
    """Give what is new its id, and let go of captains who were removed or forgotten meanwhile."""
    captains = [each.captain_id for each in draft.blocks if each.captain_id]
    there = {each.id for each in work.members.get_many(captains)} if captains else set()
    return dataclasses.replace(
        draft,
        blocks=tuple(
            dataclasses.replace(
                each,
                id=each.id or work.new_id(),
                captain_id=each.captain_id if each.captain_id in there else None,
            )
            for each in draft.blocks
        ),
        numbers=tuple(_number(work, each, draft) for each in draft.numbers),
    )


def _number(work: Work, number: NumberDraft, draft: WatchDraft) -> NumberDraft:
    """Give a number its id; one that has the name of an entry that ships is that entry, filled in."""
    number = number if number.id else dataclasses.replace(number, id=work.new_id())
    taken = {each.key for each in draft.numbers}
    key = "" if number.key else _named(number.name, Jurisdiction(draft.jurisdiction))
    return dataclasses.replace(number, key=key, name="") if key and key not in taken else number


def _named(name: str, jurisdiction: Jurisdiction) -> str:
    """Give the key of the entry that ships under this name where the watch is, or ""."""
    meant = " ".join(name.split()).casefold()
    for key, shipped in SHIPPED.items():
        # Outside the city the police is the Sheriff.
        names = [key, Key.POLICE_CITY] if key is Key.POLICE_COUNTY else [key]
        known = {words_resources.entry_name(each.value, "").casefold() for each in names}
        if meant in known and applies(shipped.where, jurisdiction):
            return key.value
    return ""
