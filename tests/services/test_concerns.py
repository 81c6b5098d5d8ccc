"""The register of concerns in a watch's file: steps, joining, views, undo, forgetting and merging."""

import dataclasses

import pytest

from sacwatch.domain.concerns import RaisingDraft, State, StepDraft, Waiting, draft_of
from sacwatch.domain.errors import Invalid, NotFound, Refused
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import ConcernQuery
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.watches import BlockDraft
from sacwatch.services import (
    actions,
    checking,
    concerns,
    concernstoday,
    forgetting,
    members,
    merging,
    undoing,
    watches,
)
from sacwatch.store.errors import InUse
from tests.making import TODAY, Desk, concern_draft

AT = PlaceDraft("1620 P St", 38.5712, -121.4889, "address")
NEAR = PlaceDraft("1622 P St", 38.5713, -121.4890, "address")
AROUND = (Point(38.570, -121.490), Point(38.570, -121.487), Point(38.573, -121.487), Point(38.573, -121.490))


@pytest.fixture
def desk(tmp_path):
    desk = Desk.ready(tmp_path / "a.sacwatch")
    yield desk
    desk.close()


def do(desk, deed, *args, **how):
    with desk.work() as work:
        return deed(work, *args, today=TODAY, **how)


def find(desk, **asked):
    with desk.reading() as work:
        return concerns.find(work, ConcernQuery(**asked))


def kept(desk, id_):
    with desk.reading() as work:
        return concerns.get(work, id_)


def test_a_concern_is_kept_with_every_step_and_comes_back_as_it_was(desk):
    rosa = desk.add()
    noted = desk.concern(
        raisings=(RaisingDraft("2026-09-10", "Walt Kim", None, NEAR, "Same here", "meeting-1"),),
        meeting_id="meeting-2",
        public_wording="A lamp is out",
    )
    assert noted.member_id == rosa.id
    do(desk, concerns.send, noted.id, StepDraft("9/9", "311", "Street lights", "240908-1"))
    do(desk, concerns.send, noted.id, StepDraft("9/10", "council", "Office of district 4"))
    do(desk, concerns.answer, noted.id, StepDraft("9/15", answer="Replaced", public_answer="New lamp"))
    told = do(desk, concerns.tell_back, noted.id, StepDraft("9/16", how="phone"))
    assert kept(desk, noted.id) == told
    assert [step.state for step in told.steps] == [
        *(State.RAISED, State.SENT, State.SENT, State.ANSWERED, State.TOLD)
    ]
    again = do(desk, concerns.reopen, noted.id, StepDraft("9/18", why="Dark again"))
    dropped = do(desk, concerns.drop, noted.id, StepDraft(why="Road works"))
    assert kept(desk, noted.id) == dropped
    for expected in (again, told):
        with desk.work() as work:
            undoing.undo(work)
        assert kept(desk, noted.id) == expected
    assert checking.check(desk.store).good


def test_a_form_changes_what_stands_there_and_a_removed_concern_leaves_its_actions(desk):
    noted = desk.concern()
    action = desk.act(concern_id=noted.id)
    changed = do(desk, concerns.change, noted.id, dataclasses.replace(draft_of(noted), topic="trees"))
    assert kept(desk, noted.id) == changed and changed.created_at == noted.created_at
    with desk.work() as work:
        concerns.remove(work, noted.id)
    with desk.reading() as work:
        assert actions.get(work, action.id).concern_id is None
        with pytest.raises(NotFound):
            concerns.get(work, noted.id)
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert actions.get(work, action.id).concern_id == noted.id


def test_what_is_noted_may_be_there_already_and_joins_it(desk):
    first = desk.concern()
    desk.concern(topic="noise")
    desk.concern(place=PlaceDraft("2200 J St", 38.5750, -121.4760, "address"))
    draft = concern_draft(place=NEAR, raised_by="Walt Kim", raised_on="2026-09-14", words="Still dark")
    with desk.reading() as work:
        assert [each.id for each in concerns.alike(work, draft, today=TODAY)] == [first.id]
        assert concerns.alike(work, draft, today=TODAY, but=first.id) == []
        assert concerns.alike(work, concern_draft(topic=""), today=TODAY) == []
        assert concerns.alike(work, concern_draft(place=PlaceDraft()), today=TODAY) == []
    joined = do(desk, concerns.join, first.id, concerns.raising_of(draft))
    assert (joined.times, joined.raisings[0].words) == (2, "Still dark")
    assert [(line.id, line.times) for line in find(desk, words="still dark").lines] == [(first.id, 2)]


def test_two_entries_of_the_same_become_one_and_undo_makes_them_two(desk):
    keep, other = desk.concern(), desk.concern(raised_by="Walt Kim", words="Dark!", raised_on="2026-09-12")
    action = desk.act(concern_id=other.id)
    with desk.work() as work:
        one = concerns.unite(work, keep.id, other.id)
    assert (one.times, find(desk).total) == (2, 1)
    with desk.reading() as work:
        assert [each.id for each in actions.of_concern(work, keep.id)] == [action.id]
    with desk.work() as work:
        undoing.undo(work)
    assert (kept(desk, keep.id), kept(desk, other.id)) == (keep, other)
    with pytest.raises(Refused), desk.work() as work:
        concerns.unite(work, keep.id, keep.id)


def test_the_register_is_seen_by_whom_it_waits_for_oldest_first_and_by_block(desk):
    with desk.work() as work:
        block = watches.keep_block(work, BlockDraft(name="1600 P", outline=AROUND), today=TODAY)
    late, early = desk.concern(raised_on="2026-09-12"), desk.concern(raised_on="2026-08-01", topic="noise")
    loose = desk.concern(raised_on="2026-09-01", place=PlaceDraft("Somewhere"), kind="suggestion")
    do(desk, concerns.send, late.id, StepDraft("9/13", "police"))
    assert (late.block_id, loose.block_id) == (block.id, None)
    assert [line.id for line in find(desk).lines] == [early.id, loose.id, late.id]
    assert [line.id for line in find(desk, waiting=frozenset({Waiting.POLICE})).lines] == [late.id]
    assert [line.id for line in find(desk, block_id=block.id).lines] == [early.id, late.id]
    assert [line.id for line in find(desk, block_id="").lines] == [loose.id]
    assert find(desk, offset=1, limit=1).total == 3
    do(desk, concerns.drop, early.id, StepDraft(why="Moved away"))
    assert [line.id for line in find(desk, open=True).lines] == [loose.id, late.id]
    with desk.reading() as work:
        assert concerns.counts(work) == {Waiting.TO_SEND: 1, Waiting.POLICE: 1, Waiting.NOBODY: 1}
        named = concerns.blocks(work)
        assert (named[0], named[-1]) == ((block.id, "1600 P", 1), (None, "", 1))
    line = find(desk, waiting=frozenset({Waiting.NOBODY})).lines[0]
    assert line.days_open(TODAY) == (TODAY - early.raised_on).days


def test_a_block_that_is_drawn_later_takes_in_what_lies_in_it(desk):
    noted = desk.concern()
    chosen = desk.concern(block_id="elsewhere", block_chosen=True)
    assert noted.block_id is None
    with desk.work() as work:
        block = watches.keep_block(work, BlockDraft(name="1600 P", outline=AROUND), today=TODAY)
    assert kept(desk, noted.id).block_id == block.id
    assert kept(desk, chosen.id).block_id == block.id, "the block that was chosen is not there"


def test_those_of_a_meeting_are_given_also_where_they_were_raised_again(desk):
    first, second = desk.concern(meeting_id="m1"), desk.concern(topic="noise")
    do(desk, concerns.join, second.id, RaisingDraft("9/15", meeting_id="m2"))
    with desk.reading() as work:
        assert [each.id for each in concerns.of_meeting(work, "m1")] == [first.id]
        assert [each.id for each in concerns.of_meeting(work, "m2")] == [second.id]


def test_several_are_told_back_at_once_and_those_without_an_answer_are_left(desk):
    ready, waits = desk.concern(), desk.concern()
    do(desk, concerns.answer, ready.id, StepDraft("9/15", answer="Done"))
    told = do(desk, concerns.tell_back_many, [ready.id, waits.id], StepDraft(how="meeting"))
    assert [each.id for each in told] == [ready.id]
    assert kept(desk, waits.id).state is State.RAISED


def test_who_raised_it_is_handed_over_forgotten_and_not_removed_while_named(desk):
    rosa, double = desk.add(), desk.add(name="Rosa D.")
    walt = desk.add(name="Walt Kim", phones=(), email="")
    first = desk.concern(raised_by="Rosie", member_id=rosa.id)
    second = desk.concern(
        raised_by="", topic="noise", raisings=(RaisingDraft("9/14", "Rosa D.", double.id, words="Loud"),)
    )
    third = desk.concern(raised_by="Rosa Delgado ", topic="trees", words="Rosa Delgado is afraid of it")
    action = desk.act(owner="Rosa D.", member_id=double.id)
    with pytest.raises(InUse), desk.work() as work:
        members.remove(work, rosa.id)
    with desk.work() as work:
        assert {ref.kind for ref in work.naming(double.id)} == {Kind.CONCERN, Kind.ACTION}
        merging.merge(work, rosa.id, double.id, today=TODAY)
    assert kept(desk, second.id).raisings[0].member_id == rosa.id
    done = forgetting.forget(desk.store, rosa.id, with_home=False, now=desk.tick())
    instead = forgetting.name_instead()
    assert (kept(desk, first.id).raised_by, kept(desk, first.id).member_id) == (instead, None)
    assert kept(desk, second.id).raisings[0].name == instead
    assert kept(desk, third.id).raised_by == instead
    with desk.reading() as work:
        owned = actions.get(work, action.id)
        assert (owned.owner, owned.member_id) == ("", None), "nobody does it yet"
        for name in ("Rosie", "Delgado", "Rosa D"):
            assert {hit.id for hit in work.search(name)} <= {third.id}
    assert [(each.ref.id, each.field) for each in forgetting.still_told(desk.store, done)] == [
        (third.id, "words")
    ], "the captain edits what was said"
    assert checking.check(desk.store).good
    with pytest.raises(Invalid) as found:
        desk.concern(raised_by="Walt", member_id=rosa.id)
    assert found.value.problems["raised_by"].key == "problem.person_forgotten"
    assert kept(desk, desk.concern(raised_by="Walt Kim").id).member_id == walt.id


def test_today_tells_what_waits_for_the_captain_and_what_to_ask_again(desk):
    with desk.reading() as work:
        assert concernstoday.look(work, TODAY) == concernstoday.ConcernsToday()
    desk.concern(topic="noise")
    done, old = desk.concern(topic="trees"), desk.concern(topic="traffic", raised_on="2026-07-01")
    do(desk, concerns.answer, done.id, StepDraft("9/15", answer="Cut"))
    fresh = desk.concern(topic="safety", raised_on="2026-06-01")
    do(desk, concerns.send, old.id, StepDraft("8/21", "council"))
    do(desk, concerns.send, fresh.id, StepDraft("9/1", "police"))
    late = [desk.act(due_on=f"2026-09-1{day}") for day in range(1, 6)]
    desk.act(due_on="")
    with desk.reading() as work:
        found = concernstoday.look(work, TODAY)
    assert (found.to_send, found.to_tell, found.longest.id) == (1, 1, old.id)
    assert ([each.id for each in found.overdue], found.overdue_count) == ([each.id for each in late[:3]], 5)
