"""Actions in a watch's file: they return until done or dropped."""

import pytest

from sacwatch.domain.actions import ActionState
from sacwatch.domain.errors import Invalid, Refused
from sacwatch.domain.listing import ActionQuery
from sacwatch.services import actions, undoing
from tests.making import TODAY, Desk, action_draft


@pytest.fixture
def desk(tmp_path):
    desk = Desk.ready(tmp_path / "a.sacwatch")
    yield desk
    desk.close()


def test_open_actions_return_those_due_first_until_they_are_done_or_dropped(desk):
    walt = desk.add(name="Walt Kim")
    someday = desk.act(due_on="", what="Ask the school about its lights")
    late = desk.act(due_on="2026-11-03", meeting_id="m1")
    soon = desk.act(due_on="2026-10-06")
    assert soon.member_id == walt.id
    with desk.reading() as work:
        assert [each.id for each in actions.waiting(work)] == [soon.id, late.id, someday.id]
        assert [each.id for each in actions.of_meeting(work, "m1")] == [late.id]
        assert work.actions.overdue(TODAY.replace(month=10)) == 1
    with desk.work() as work:
        done = actions.finish(work, soon.id, today=TODAY, outcome="Painted on Saturday")
    with pytest.raises(Refused), desk.work() as work:
        actions.finish(work, soon.id, today=TODAY)
    with pytest.raises(Invalid), desk.work() as work:
        actions.drop(work, late.id, today=TODAY, why="")
    with desk.work() as work:
        actions.drop(work, late.id, today=TODAY, why="The city did it")
    with desk.reading() as work:
        assert [each.id for each in actions.waiting(work)] == [someday.id]
        assert actions.get(work, soon.id) == done
        closed = actions.find(work, ActionQuery(state=ActionState.DROPPED))
        assert [each.id for each in closed.lines] == [late.id]
        assert [each.id for each in actions.find(work, ActionQuery(words="painted")).lines] == [soon.id]
        assert {each.id for each in work.actions.open_or_closed_since(TODAY)} == {
            *(soon.id, late.id, someday.id)
        }
    with desk.work() as work:
        actions.reopen(work, soon.id)
        actions.remove(work, someday.id)
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert [each.id for each in actions.waiting(work)] == [someday.id]


def test_an_action_of_a_concern_knows_it(desk):
    concern = desk.concern(meeting_id="m1")
    with desk.work() as work:
        draft = actions.draft_for(work, concern.id)
        action = actions.add(work, action_draft(**{**vars(draft), "what": "Ask the city"}), today=TODAY)
        assert actions.concern_of(work, action) == concern
    with desk.work() as work:
        changed = actions.change(work, action.id, action_draft(owner="Rosa"), today=TODAY)
        assert actions.concern_of(work, changed) is None
