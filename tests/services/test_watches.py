"""The watch's boundary and its blocks as they are drawn on the map."""

import dataclasses

import pytest

from sacwatch.domain.errors import Invalid, NotFound
from sacwatch.domain.places import Point
from sacwatch.domain.watches import BlockDraft, draft_of
from sacwatch.services import members, undoing, watches
from sacwatch.services.checking import check
from tests.making import TODAY

RING = (Point(38.57, -121.49), Point(38.57, -121.48), Point(38.58, -121.48), Point(38.58, -121.49))


def standing(desk):
    with desk.reading() as work:
        return watches.get(work)


def last_step(desk):
    with desk.reading() as work:
        return work.history(limit=1)[0].does


def test_a_boundary_is_drawn_taken_away_and_undone(desk):
    with desk.work() as work:
        watches.draw_boundary(work, RING, today=TODAY)
    assert standing(desk).boundary == RING
    assert last_step(desk) == "step.boundary_drawn"
    with desk.work() as work:
        watches.draw_boundary(work, (), today=TODAY)
    assert last_step(desk) == "step.boundary_removed"
    with desk.work() as work:
        undoing.undo(work)
    assert standing(desk).boundary == RING
    assert check(desk.store).good


def test_a_boundary_that_crosses_itself_is_not_kept(desk):
    with pytest.raises(Invalid) as caught, desk.work() as work:
        watches.draw_boundary(work, (RING[0], RING[2], RING[1], RING[3]), today=TODAY)
    assert caught.value.problems["boundary"].key == "problem.outline_crosses"
    assert standing(desk).boundary == ()


def test_a_block_is_added_changed_removed_and_undone(desk):
    rosa = desk.add()
    with desk.work() as work:
        block = watches.keep_block(work, BlockDraft("", "2300 H", rosa.id, RING), today=TODAY)
    assert standing(desk).blocks[-1] == block
    assert (block.name, block.captain_id, block.outline) == ("2300 H", rosa.id, RING)
    assert last_step(desk) == "step.block_added"
    with desk.work() as work:
        watches.keep_block(work, BlockDraft(block.id, "2300 block of H St", None, RING[:3]), today=TODAY)
    assert last_step(desk) == "step.block_changed"
    assert [each.name for each in standing(desk).blocks] == ["2200 H", "2200 G", "2300 block of H St"]
    with desk.work() as work:
        watches.remove_block(work, block.id, today=TODAY)
    assert last_step(desk) == "step.block_removed"
    assert len(standing(desk).blocks) == 2
    for _ in range(2):
        with desk.work() as work:
            undoing.undo(work)
    assert standing(desk).blocks[-1] == block
    assert check(desk.store).good


@pytest.mark.parametrize(
    ("draft", "where"),
    [(BlockDraft("", " ", None, RING), "name"), (BlockDraft("", "H", None, RING[:2]), "blocks.2.outline")],
)
def test_a_block_that_cannot_be_says_why(desk, draft, where):
    with pytest.raises(Invalid) as caught, desk.work() as work:
        watches.keep_block(work, draft, today=TODAY)
    assert list(caught.value.problems) == [where]
    assert len(standing(desk).blocks) == 2


def test_no_second_block_takes_a_name(desk):
    first, other = standing(desk).blocks[:2]
    for draft in (BlockDraft("", first.name.upper(), None, RING), BlockDraft(other.id, first.name)):
        with pytest.raises(Invalid) as caught, desk.work() as work:
            watches.keep_block(work, draft, today=TODAY)
        assert {where: each.key for where, each in caught.value.problems.items()} == {
            "name": "problem.block_twice"
        }
    with desk.work() as work:
        watches.keep_block(work, BlockDraft(first.id, first.name.upper(), None, RING), today=TODAY)
    assert len(standing(desk).blocks) == 2


def test_a_block_that_is_gone_is_not_found(desk):
    with pytest.raises(NotFound), desk.work() as work:
        watches.keep_block(work, BlockDraft("gone", "2300 H"), today=TODAY)


def test_a_block_captain_who_went_meanwhile_is_let_go(desk):
    """The form stood open while the member was removed: the watch is kept all the same."""
    rosa = desk.add(name="Rosa Delgado")
    with desk.reading() as work:
        draft = draft_of(watches.get(work))
    blocks = tuple(dataclasses.replace(each, captain_id=rosa.id) for each in draft.blocks)
    with desk.work() as work:
        members.remove(work, rosa.id)
    with desk.work() as work:
        kept = watches.change(work, dataclasses.replace(draft, blocks=blocks), today=TODAY)
    assert [each.captain_id for each in kept.blocks] == [None] * len(blocks)
    assert check(desk.store).good
