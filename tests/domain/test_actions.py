"""Actions: an owner and a day, and open until they are done or dropped with a reason."""

import pytest

from sacwatch.domain import actions
from sacwatch.domain.actions import ActionDraft, ActionState
from sacwatch.domain.errors import Invalid, Refused
from tests.making import NOW, TODAY, action_draft, stamp


def settled(**said):
    return actions.settle(action_draft(**said), stamp(), today=TODAY)


def closed(action, state, outcome="", on="today"):
    return actions.closed(action, state, stamp(), on=on, outcome=outcome, today=TODAY)


def problems(**said):
    with pytest.raises(Invalid) as found:
        settled(**said)
    return {where: problem.key for where, problem in found.value.problems.items()}


def test_an_action_waits_until_it_is_done():
    action = settled()
    assert (action.owner, str(action.due_on), action.state) == ("Walt Kim", "2026-10-06", ActionState.OPEN)
    assert not action.overdue(TODAY) and action.overdue(action.due_on.replace(day=7))
    done = closed(action, ActionState.DONE, "Painted", "yesterday")
    assert (done.state, str(done.closed_on), done.outcome) == (ActionState.DONE, "2026-09-19", "Painted")
    assert not done.overdue(action.due_on.replace(day=7))
    with pytest.raises(Refused):
        closed(done, ActionState.DONE)
    again = actions.reopened(done, stamp())
    assert (again.state, again.closed_on, again.outcome) == (ActionState.OPEN, None, "")
    with pytest.raises(Refused):
        actions.reopened(again, stamp())


def test_a_drop_needs_its_reason():
    with pytest.raises(Invalid) as found:
        closed(settled(), ActionState.DROPPED)
    assert found.value.problems["outcome"].key == "problem.why_dropped"
    assert closed(settled(), ActionState.DROPPED, "No paint").state is ActionState.DROPPED


def test_what_is_not_right_is_told_by_field():
    assert problems(what=" ", due_on="2026-08-01") == {
        "what": "problem.needed",
        "due_on": "problem.due_before_noted",
    }
    assert problems(state="done", closed_on="2026-09-01") == {"closed_on": "problem.closed_before_noted"}


@pytest.mark.parametrize(("typed", "day"), [("Friday", "2026-09-25"), ("2/29", "2028-02-29"), ("", "None")])
def test_a_due_day_lies_ahead(typed, day):
    assert str(settled(due_on=typed).due_on) == day


def test_nobody_yet_owns_it_where_no_name_is_given():
    action = settled(owner="  ", member_id="gone")
    assert (action.owner, action.member_id) == ("", None)


def test_the_draft_of_an_action_settles_to_it_again():
    for draft in (
        action_draft(),
        ActionDraft(what="Ask", state="dropped", outcome="No", concern_id="c", meeting_id="m"),
    ):
        action = actions.settle(draft, stamp(), today=TODAY)
        later = stamp(now=NOW)
        assert actions.settle(actions.draft_of(action), later, today=TODAY, past=action) == action
