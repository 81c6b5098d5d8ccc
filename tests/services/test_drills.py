"""Drills of the phone tree: each call is kept at once and can be taken back."""

from datetime import timedelta

import pytest

from sacwatch.domain import drills as rules
from sacwatch.domain.drills import DrillSort, Outcome
from sacwatch.domain.errors import NotFound, Refused
from sacwatch.services import drills, phonetrees, undoing
from sacwatch.services.checking import check
from tests.services.test_phonetrees import board, do, home, street

__all__ = ["street"]


def test_each_call_is_kept_at_once_and_can_be_taken_back(street):
    tree = do(street, phonetrees.build)
    drill = do(street, drills.start, DrillSort.DRILL)
    first, second = tree.callers[0].homes[:2]
    door = board(street).knock[0]
    for where, outcome in ((first, "no_answer"), (second, "reached"), (first, "reached"), (door, "reached")):
        do(street, drills.note, drill.id, where, Outcome(outcome))
    with street.reading() as work:
        run = drills.get(work, drill.id)
        assert [(each.household_id, each.outcome.value) for each in run.calls] == [
            (first, "no_answer"), (second, "reached"), (first, "reached"), (door, "reached"),
        ]  # fmt: skip
        assert [each.member_id for each in run.calls] == [tree.callers[0].member_id] * 3 + [""]
        assert [each.at for each in run.calls] == sorted(each.at for each in run.calls)
        assert rules.result(run).reached == 3
    do(street, undoing.undo)
    do(street, undoing.undo)
    with street.reading() as work:
        standing = drills.get(work, drill.id).standing()
        assert {where: call.outcome.value for where, call in standing.items()} == {
            first: "no_answer", second: "reached",
        }  # fmt: skip
    assert check(street.store).good


def test_it_keeps_the_lists_as_they_were(street):
    tree = do(street, phonetrees.build)
    drill = do(street, drills.start, DrillSort.DRILL)
    do(street, phonetrees.take_off, tree.callers[0].homes[:1])
    with street.reading() as work:
        assert drills.get(work, drill.id).callers[:-1] == tree.callers


def test_one_runs_at_a_time_and_one_that_is_over_takes_no_calls(street):
    do(street, phonetrees.build)
    drill = do(street, drills.start, DrillSort.ACTIVATION)
    with pytest.raises(Refused) as nobody, street.work() as work:
        drills.start(work, DrillSort.DRILL)
    assert nobody.value.problem.key == "trouble.drill_runs"
    with street.reading() as work:
        assert drills.running(work).id == drill.id
    do(street, drills.end, drill.id)
    with pytest.raises(Refused), street.work() as work:
        drills.end(work, drill.id)


def test_there_must_be_somebody_to_call(desk):
    home(desk, 2200)
    with pytest.raises(Refused) as nobody, desk.work() as work:
        drills.start(work, DrillSort.DRILL)
    assert nobody.value.problem.key == "trouble.nobody_to_call"


def test_it_ends_and_is_compared_with_the_one_before(street):
    tree = do(street, phonetrees.build)
    homes = tree.callers[0].homes
    first = do(street, drills.start, DrillSort.DRILL)
    for where in homes[:3]:
        do(street, drills.note, first.id, where, Outcome.REACHED)
    do(street, drills.note, first.id, homes[3], Outcome.WRONG_NUMBER)
    first = do(street, drills.end, first.id)
    assert first.ended_at - first.started_at == timedelta(minutes=5)
    with pytest.raises(Refused), street.work() as work:
        drills.note(work, first.id, homes[5], Outcome.REACHED)
    with street.reading() as work:
        assert drills.show(work, first.id).compared is None
    second = do(street, drills.start, DrillSort.ACTIVATION)
    for where in homes[:5]:
        do(street, drills.note, second.id, where, Outcome.REACHED)
    do(street, drills.note, second.id, homes[3], Outcome.WRONG_NUMBER)
    do(street, drills.end, second.id)
    with street.reading() as work:
        shown = drills.show(work, second.id)
        assert shown.compared.past.reached == 3
        assert shown.compared.still_wrong == (homes[3],)
        assert shown.compared.last == timedelta(minutes=2)
        latest = drills.latest(work)
        assert [(each.sort.value, result.reached) for each, result in latest] == [
            ("activation", 4), ("drill", 3),
        ]  # fmt: skip
        assert drills.running(work) is None
        assert [hit.id for hit in work.search("activation")] == [second.id]


def test_one_that_is_removed_comes_back(street):
    tree = do(street, phonetrees.build)
    drill = do(street, drills.start, DrillSort.DRILL)
    do(street, drills.note, drill.id, tree.callers[0].homes[0], Outcome.MESSAGE)
    with street.reading() as work:
        whole = drills.get(work, drill.id)
    do(street, drills.remove, drill.id)
    with street.reading() as work, pytest.raises(NotFound):
        drills.get(work, drill.id)
    do(street, undoing.undo)
    with street.reading() as work:
        assert drills.get(work, drill.id) == whole
