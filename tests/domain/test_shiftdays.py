"""Who comes on one day of a shift, and what is different about it."""

from __future__ import annotations

import dataclasses
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import shiftdays
from sacwatch.domain.errors import Invalid, NotFound, Refused
from sacwatch.domain.shiftdays import ShiftDayDraft, Turn, crew, day_draft_of
from sacwatch.domain.shifts import RegularDraft, pattern
from tests.domain import shiftmaking
from tests.domain.shiftmaking import made
from tests.making import TODAY

DAY, NEXT = date(2026, 9, 12), date(2026, 9, 19)


def names(shift, day=DAY):
    return [turn.member_id for turn in crew(shift, day)]


def refusal(deed, *what):
    with pytest.raises((Refused, NotFound)) as refused:
        deed(*what)
    return refused.value.problem.key


def test_who_signs_up_comes_on_that_day_alone():
    shift = shiftdays.sign_up(made(), DAY, "walt")
    assert names(shift) == ["rosa", "walt"] and names(shift, NEXT) == ["rosa"]
    assert refusal(shiftdays.sign_up, shift, DAY, "walt") == "trouble.already_on_shift"
    assert refusal(shiftdays.sign_up, shift, DAY, "rosa") == "trouble.already_on_shift"


def test_a_regular_who_withdraws_is_away_on_that_day_alone():
    shift = shiftdays.withdraw(made(), DAY, "rosa")
    assert names(shift) == [] and names(shift, NEXT) == ["rosa"]
    assert shiftdays.sign_up(shift, DAY, "rosa") == made(), "coming after all leaves no trace"
    assert refusal(shiftdays.withdraw, shift, DAY, "rosa") == "trouble.not_on_shift"


def test_a_stand_in_comes_in_somebodys_place():
    shift = shiftdays.stand_in(made(), DAY, "rosa", "walt")
    assert crew(shift, DAY) == (Turn("walt", "rosa"),)
    again = shiftdays.stand_in(shift, DAY, "walt", "mei")
    assert crew(again, DAY) == (Turn("mei", "rosa"),), "a stand-in for a stand-in is one for the first"
    assert shiftdays.stand_in(again, DAY, "mei", "rosa") == made(), "and the first may come after all"
    assert names(shiftdays.withdraw(shift, DAY, "walt")) == []
    assert names(shiftdays.sign_up(shift, DAY, "rosa")) == ["rosa", "walt"], "nobody is sent home"
    assert refusal(shiftdays.stand_in, shift, DAY, "rosa", "mei") == "trouble.not_on_shift"
    assert refusal(shiftdays.stand_in, shift, DAY, "walt", "walt") == "trouble.already_on_shift"


def test_a_shift_without_those_who_left():
    shift = shiftdays.sign_up(made(), DAY, "walt")
    shift = shiftdays.stand_in(shift, DAY, "rosa", "mei")
    assert names(shiftdays.without(shift, {"walt"})) == ["mei"]
    assert names(shiftdays.without(shift, {"mei"})) == ["walt"]
    assert names(shiftdays.without(shift, {"rosa"}), NEXT) == []
    assert shiftdays.without(shift, set()) == shift


def test_a_day_that_is_skipped_or_is_none_takes_nobody():
    shift = shiftdays.skip(made(), DAY, "  Fireworks ")
    assert shift.on(DAY).why == "Fireworks"
    assert refusal(shiftdays.sign_up, shift, DAY, "walt") == "trouble.shift_day_skipped"
    assert refusal(shiftdays.skip, shift, DAY) == "trouble.shift_day_skipped"
    assert refusal(shiftdays.sign_up, shift, date(2026, 9, 13), "walt") == "trouble.no_such_shift_day"
    assert refusal(shiftdays.take_back_skip, shift, date(2026, 9, 13)) == "trouble.no_such_shift_day"
    assert shiftdays.take_back_skip(shift, DAY) == made()
    with pytest.raises(Invalid):
        shiftdays.skip(made(), DAY, "x" * 501)


def test_one_day_is_changed_and_the_rest_follows_the_series():
    draft = dataclasses.replace(
        day_draft_of(made(), DAY), day="9/11", start="7 pm", finish="8:30 pm", needed="4"
    )
    own = shiftdays.change_day(made(), DAY, draft, today=TODAY).on(DAY)
    assert (own.moved_to, own.start, own.minutes, own.needed) == (date(2026, 9, 11), time(19), None, 4)
    assert own.area is None, "as in the series"
    bad = ShiftDayDraft(day="", start="8 pm", finish="8 pm", needed="0", area="x" * 501)
    with pytest.raises(Invalid) as refused:
        shiftdays.change_day(made(), DAY, bad, today=TODAY)
    assert set(refused.value.problems) == {"day", "finish", "needed", "area"}


@given(shiftmaking.shifts())
def test_a_day_as_it_stands_changes_nothing(shift):
    assert shiftdays.change_day(shift, shift.first, day_draft_of(shift, shift.first), today=TODAY) == shift


def test_a_series_ends_and_keeps_what_was():
    shift = shiftdays.sign_up(shiftdays.sign_up(made(), DAY, "walt"), NEXT, "mei")
    ended = shiftdays.end(shift, date(2026, 9, 15))
    assert ended.until == date(2026, 9, 15) and [each.day for each in ended.days] == [DAY]
    assert shiftdays.end(ended, NEXT).until == date(2026, 9, 15), "an end is not put off"
    assert refusal(shiftdays.end, shift, date(2026, 9, 4)) == "trouble.shift_never_was"
    assert refusal(shiftdays.end, made(repeat="once"), NEXT) == "trouble.shift_never_was"


def test_a_series_is_changed_from_a_day_on():
    shift = shiftdays.sign_up(shiftdays.sign_up(made(every="2"), date(2026, 9, 5), "walt"), NEXT, "mei")
    later = made("later", every="2", start="19:00", finish="21:00")
    ended, begun = shiftdays.part(shift, later, date(2026, 9, 13))
    both = [
        *pattern(ended, date(2026, 9, 1), date(2026, 10, 20)),
        *pattern(begun, date(2026, 9, 1), date(2026, 10, 20)),
    ]
    assert both == list(pattern(shift, date(2026, 9, 1), date(2026, 10, 20))), "the same weeks"
    assert [each.day for each in ended.days] == [date(2026, 9, 5)] and begun.first == NEXT
    assert names(begun, NEXT) == ["rosa", "mei"]
    assert shiftdays.part(shift, later, shift.first) is None, "then all of it is changed"
    assert shiftdays.part(made(repeat="once"), later, DAY) is None
    alike = dataclasses.replace(made("later", every="2"), note="Bring the radio.", until=date(2026, 12, 31))
    assert shiftdays.part(shift, alike, date(2026, 9, 13)) is None, "no past day would be different"
    over = made("later", until="2026-09-10")
    assert shiftdays.part(shift, over, date(2026, 9, 13)) is None


deeds = st.lists(
    st.tuples(
        st.sampled_from(["sign_up", "withdraw", "stand_in", "skip", "take_back_skip"]),
        shiftmaking.members,
        shiftmaking.members,
    ),
    max_size=12,
)


@given(deeds, st.lists(shiftmaking.members, max_size=3, unique=True))
def test_whatever_is_done_nobody_comes_twice_and_each_deed_does_what_it_says(done, regulars):
    shift = made(regulars=tuple(RegularDraft("", each) for each in regulars))
    for name, who, other in done:
        before = names(shift)
        try:
            if name == "stand_in":
                shift = shiftdays.stand_in(shift, DAY, who, other)
                assert set(names(shift)) == {*before, other} - {who}
            elif name in ("sign_up", "withdraw"):
                shift = getattr(shiftdays, name)(shift, DAY, who)
                assert (who in names(shift)) is (name == "sign_up")
                assert set(before) - {who} <= set(names(shift)), "nobody else is sent home"
            else:
                shift = getattr(shiftdays, name)(shift, DAY)
        except Refused:
            continue
        assert len(names(shift)) == len(set(names(shift)))
        assert {turn.member_id for turn in crew(shift, DAY)} <= shift.people()
    assert names(shift, NEXT) == regulars
