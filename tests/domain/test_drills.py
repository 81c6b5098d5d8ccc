"""Drills of the phone tree: calls noted, what came of them, and how it was the last time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import drills
from sacwatch.domain.drills import Call, Drill, Outcome
from sacwatch.domain.errors import Refused
from sacwatch.domain.phonetrees import Caller
from tests.making import NOW


def drill(*lists, calls=(), ended=False):
    callers = tuple(Caller(member_id=who, homes=tuple(homes)) for who, homes in lists)
    return Drill(
        id="drill", watch_id="watch", created_at=NOW, changed_at=NOW, changed_by="", started_at=NOW,
        ended_at=NOW + timedelta(hours=1) if ended else None, callers=callers,
        calls=tuple(call(*each) for each in calls),
    )  # fmt: skip


def call(home, minutes, outcome="reached"):
    at = NOW + timedelta(minutes=minutes)
    return Call(id=f"{home}-{minutes}", household_id=home, member_id="rosa", at=at, outcome=Outcome(outcome))


def minutes(span):
    return None if span is None else span.total_seconds() / 60


def test_the_last_call_of_a_home_counts():
    run = drill(("rosa", ["a", "b", "c", "d"]), ("", ["e"]))
    for each in (
        call("a", 2, "no_answer"),
        call("b", 4),
        call("c", 6, "wrong_number"),
        call("a", 9),
        call("e", 21),
        call("d", 12, "message"),
    ):
        run = drills.noted(run, each)
    found = drills.result(run)
    assert (found.homes, found.reached, found.message, found.no_answer, found.wrong_number) == (5, 3, 1, 0, 1)
    assert (found.called, found.waiting) == (5, 0)
    assert (found.coverage, found.told) == (0.6, 0.8)
    assert (minutes(found.median), minutes(found.last)) == (9, 21)
    assert found.to_correct == ("c",)
    assert drills.result_of(run, ["a", "b"]).coverage == 1.0


def test_what_nobody_called_waits_and_nothing_is_divided_by_nothing():
    found = drills.result(drill(("rosa", ["a", "b"]), calls=[("b", 3)]))
    assert (found.called, found.waiting, found.coverage) == (1, 1, 0.5)
    nothing = drills.result(drill())
    assert (nothing.homes, nothing.coverage, nothing.told, nothing.median, nothing.last) == (
        0, 0.0, 0.0, None, None,
    )  # fmt: skip


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30))
def test_the_median_is_the_middle_of_the_times(spans):
    homes = [f"h{number}" for number in range(len(spans))]
    run = drill(("rosa", homes), calls=list(zip(homes, spans, strict=True)))
    found = drills.result(run)
    below = sum(span < minutes(found.median) for span in spans)
    above = sum(span > minutes(found.median) for span in spans)
    assert max(below, above) <= len(spans) / 2
    assert minutes(found.last) == max(spans)


def test_a_drill_that_is_over_takes_no_more_and_one_takes_no_strangers():
    run = drill(("rosa", ["a"]))
    with pytest.raises(Refused):
        drills.noted(run, call("z", 3))
    over = drills.ended(drills.noted(run, call("a", 9)), NOW + timedelta(minutes=5))
    assert over.ended_at == NOW + timedelta(minutes=9), "not before its last call"
    for deed in (lambda: drills.noted(over, call("a", 10)), lambda: drills.ended(over, NOW)):
        with pytest.raises(Refused):
            deed()


def test_a_call_is_never_before_the_start():
    run = drills.noted(drill(("rosa", ["a"])), call("a", -5))
    assert minutes(drills.result(run).last) == 0


def test_a_drill_is_compared_with_the_last_one():
    past = drill(
        ("rosa", ["a", "b", "c", "d"]), calls=[("a", 5), ("b", 9), ("c", 7, "wrong_number")], ended=True
    )
    now = drill(
        ("rosa", ["a", "b", "c", "d"]),
        calls=[("a", 3), ("b", 4), ("d", 6), ("c", 5, "wrong_number")],
        ended=True,
    )
    found = drills.compare(now, past)
    assert found.points == 25
    assert (minutes(found.median), minutes(found.last)) == (-3, -3)
    assert found.still_wrong == ("c",)
    assert drills.compare(now, drill(("rosa", ["a"]))).median is None


def test_a_letter_notes_each_outcome():
    assert [each.letter for each in Outcome] == ["r", "m", "n", "w"]


def test_who_has_a_home_on_the_list_is_known():
    run = drill(("rosa", ["a"]), ("walt", ["b"]), ("", ["e"]))
    assert [run.caller_of(home) for home in "abez"] == ["rosa", "walt", "", ""]
