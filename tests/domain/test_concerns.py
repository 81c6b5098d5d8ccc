"""Concerns: each step has its day and its order, the same raised again counts, and its history stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import concerns, concernsteps, sensitive
from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import (
    Concern,
    ConcernDraft,
    RaisingDraft,
    State,
    StepDraft,
    Topic,
    Waiting,
    may_be_same,
)
from sacwatch.domain.drafts import plain, restored
from sacwatch.domain.errors import Invalid, Refused
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.reducing import reduced
from tests.making import TODAY, concern_draft, stamp

LONG_AGO = "2026-09-01"


def settled(past: Concern | None = None, **said) -> Concern:
    return concerns.settle(concern_draft(**said), stamp(), today=TODAY, past=past)


def sent(concern: Concern, on: str = "2026-09-05", to: str = "311", ticket: str = "311-77") -> Concern:
    return concernsteps.sent(concern, StepDraft(on, responsible=to, ticket=ticket), stamp(), today=TODAY)


def answered(concern: Concern, on: str = "2026-09-10") -> Concern:
    return concernsteps.answered(concern, StepDraft(on, answer="Lamp replaced."), stamp(), today=TODAY)


def told(concern: Concern, on: str = "2026-09-12") -> Concern:
    return concernsteps.told(concern, StepDraft(on, how="meeting"), stamp(), today=TODAY)


def problems(**said) -> dict[str, str]:
    with pytest.raises(Invalid) as found:
        settled(**said)
    return {where: problem.key for where, problem in found.value.problems.items()}


def test_the_whole_way_from_raised_to_told_back_with_a_day_for_each_step():
    concern = settled(raised_on=LONG_AGO)
    assert (concern.state, concern.waiting) == (State.RAISED, Waiting.TO_SEND)
    assert concern.days_open(TODAY) == 19
    concern = sent(concern)
    assert (concern.state, concern.waiting, concern.ticket) == (State.SENT, Waiting.CITY_311, "311-77")
    concern = answered(concern)
    assert (concern.state, concern.waiting) == (State.ANSWERED, Waiting.TO_TELL)
    concern = told(concern)
    assert (concern.state, concern.waiting) == (State.TOLD, Waiting.NOBODY)
    assert concern.days_open(TODAY) == 11
    assert concern.days_to_answer() == 9
    assert [(step.state, step.on.day) for step in concern.steps] == [
        (State.RAISED, 1),
        (State.SENT, 5),
        (State.ANSWERED, 10),
        (State.TOLD, 12),
    ]
    assert concern.last_on == date(2026, 9, 12)


def test_what_the_watch_does_itself_waits_for_the_watch_and_needs_no_sending():
    concern = settled(raised_on=LONG_AGO, responsible="watch")
    assert concern.waiting is Waiting.WATCH
    assert answered(concern).waiting is Waiting.TO_TELL


def test_sent_to_somebody_else_keeps_the_first_in_its_history():
    concern = sent(sent(settled(raised_on=LONG_AGO)), "2026-09-08", "council", "")
    assert (concern.waiting, concern.ticket, concern.state) == (Waiting.COUNCIL, "", State.SENT)
    assert [(step.state, step.ticket) for step in concern.steps] == [
        (State.RAISED, ""),
        (State.SENT, "311-77"),
        (State.SENT, ""),
    ]


def test_what_comes_back_is_taken_up_anew_and_its_history_stays():
    concern = told(answered(sent(settled(raised_on=LONG_AGO))))
    again = concernsteps.reopened(concern, StepDraft("2026-09-15", why="Dark again"), stamp(), today=TODAY)
    assert (again.state, again.answer, again.days_open(TODAY)) == (State.RAISED, "", 19)
    assert [step.state for step in again.steps] == [
        *(State.RAISED, State.SENT, State.ANSWERED, State.TOLD),
        State.RAISED,
    ]
    assert again.steps[-2].how is concerns.ToldHow.MEETING
    assert again.steps[-3].words == "Lamp replaced."
    with pytest.raises(Refused):
        concernsteps.reopened(again, StepDraft(), stamp(), today=TODAY)


def test_a_drop_needs_its_reason_and_closes():
    concern = settled(raised_on=LONG_AGO)
    with pytest.raises(Invalid) as found:
        concernsteps.dropped(concern, StepDraft(why=" "), stamp(), today=TODAY)
    assert found.value.problems["why"].key == "problem.why_dropped"
    gone = concernsteps.dropped(concern, StepDraft("2026-09-03", why="On private land"), stamp(), today=TODAY)
    assert (gone.state, gone.waiting, gone.days_open(TODAY)) == (State.DROPPED, Waiting.NOBODY, 2)
    for step in (concernsteps.sent, concernsteps.answered, concernsteps.told, concernsteps.dropped):
        with pytest.raises(Refused):
            step(gone, StepDraft(responsible="311", answer="x", how="phone", why="x"), stamp(), today=TODAY)


def test_nobody_is_told_back_before_there_is_an_answer():
    with pytest.raises(Refused):
        told(sent(settled(raised_on=LONG_AGO)))
    assert problems(raised_on=LONG_AGO, told_on="2026-09-12", told_how="phone") == {
        "answer": "problem.told_what"
    }


def test_a_step_before_the_one_it_follows_is_told_in_both_ways_of_entering_it():
    concern = sent(settled(raised_on=LONG_AGO))
    with pytest.raises(Invalid) as found:
        answered(concern, "2026-09-04")
    assert found.value.problems["on"].key == "problem.before_sent"
    with pytest.raises(Invalid) as found:
        sent(settled(raised_on="2026-09-10"))
    assert found.value.problems["on"].key == "problem.before_raised"
    assert problems(
        raised_on="2026-09-10",
        responsible="311",
        sent_on="2026-09-09",
        answer="Done",
        answered_on="2026-09-08",
    ) == {"sent_on": "problem.before_raised", "answered_on": "problem.before_sent"}


def test_what_a_form_leaves_out_is_told_field_by_field():
    assert problems(words=" ", topic="", raised_on="someday", ticket="T-1") == {
        "words": "problem.needed",
        "topic": "problem.needed",
        "raised_on": "problem.not_a_day",
        "responsible": "problem.who_is_responsible",
    }
    assert problems(raised_on="2026-12-24") == {"raised_on": "problem.in_future"}
    assert settled(words="", public_wording="A lamp is out").words == ""


def test_a_ticket_or_an_answer_without_its_day_is_of_today():
    concern = settled(raised_on=LONG_AGO, responsible="311", ticket="T-1", answer="Soon")
    assert (concern.sent_on, concern.answered_on) == (TODAY, TODAY)


def test_a_correction_in_the_form_is_no_new_step():
    concern = sent(sent(settled(raised_on=LONG_AGO)), "2026-09-08", "council")
    draft = concerns.draft_of(concern)
    corrected = concerns.settle(
        ConcernDraft(**{**vars(draft), "sent_on": "2026-09-07"}), stamp(), today=TODAY, past=concern
    )
    assert [step.on.day for step in corrected.steps] == [1, 5, 7]


def test_the_same_raised_again_counts_and_takes_up_what_was_closed():
    concern = settled(raised_on=LONG_AGO)
    again = RaisingDraft("2026-09-14", "Walt Kim", None, words="Still dark")
    joined = concernsteps.joined(concern, again, stamp(), today=TODAY)
    assert (joined.times, joined.raisings[0].name, joined.last_on.day) == (2, "Walt Kim", 14)
    closed = told(answered(sent(concern)))
    reopened = concernsteps.joined(closed, again, stamp(), today=TODAY)
    assert (reopened.state, reopened.times) == (State.RAISED, 2)
    late = concernsteps.joined(closed, RaisingDraft("2026-09-02"), stamp(), today=TODAY)
    assert (late.state, late.times) == (State.TOLD, 2), "it was raised before it was told back"


def test_two_that_are_the_same_become_one_with_all_their_raisings():
    one, other = settled(raised_on=LONG_AGO), settled(raised_on="2026-09-03", raised_by="Walt Kim")
    other = concernsteps.joined(other, RaisingDraft("2026-09-05"), stamp(), today=TODAY)
    kept = concernsteps.united(one, other, stamp())
    assert (kept.times, [each.on.day for each in kept.raisings]) == (3, [3, 5])
    assert kept.raisings[0].name == "Walt Kim"


def test_what_was_done_about_the_other_of_two_is_not_lost():
    one = replace(settled(raised_on=LONG_AGO), note="By the school")
    other = replace(sent(settled(raised_on="2026-09-03")), note="Ask for Ms. Lee")
    kept = concernsteps.united(one, other, stamp())
    assert (kept.state, kept.ticket, kept.sent_on) == (State.SENT, other.ticket, other.sent_on)
    assert other.ticket and kept.note == "By the school\nAsk for Ms. Lee"
    both = concernsteps.united(replace(sent(one), ticket="SR-1"), answered(other), stamp())
    assert (both.state, both.ticket) == (State.SENT, "SR-1"), "its own steps stay"
    for words in (other.ticket, answered(other).answer, "By the school", "Ask for Ms. Lee"):
        assert words in both.note, words


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"place": PlaceDraft("1650 P St", 38.5713, -121.4881, "address")}, True),
        ({"place": PlaceDraft("1600 J St", 38.5793, -121.4850, "address")}, False),
        ({"place": PlaceDraft("1620 p st")}, True),
        ({"place": PlaceDraft("")}, False),
        ({"topic": "noise"}, False),
    ],
)
def test_what_may_be_the_same_is_of_one_topic_and_near(other, same):
    one = settled()
    second = concerns.settle(concern_draft(**other), stamp("other"), today=TODAY)
    assert may_be_same(one, second) is same
    assert not may_be_same(one, one)


DEEDS = st.lists(st.sampled_from(["sent", "answered", "told", "dropped", "reopened", "joined"]), max_size=12)


def after(deeds: list[str]) -> tuple[Concern, int]:
    """Do what can be done, a day each from 2 June on; give the concern and how many steps that made."""
    concern, day, done = settled(raised_on="2026-06-01"), date(2026, 6, 1), 1
    for deed in deeds:
        day += timedelta(days=1)
        draft = StepDraft(
            day.isoformat(), responsible="police", answer="Yes", public_answer="We did", how="phone", why="So"
        )
        try:
            if deed == "joined":
                closed = concern.state.closed
                concern = concernsteps.joined(concern, RaisingDraft(day.isoformat()), stamp(), today=TODAY)
                done += closed
            else:
                concern = getattr(concernsteps, deed)(concern, draft, stamp(), today=TODAY)
                done += 1
        except Refused:
            continue
    return concern, done


@given(DEEDS)
def test_whatever_is_done_in_whatever_order_the_history_is_in_order_and_ends_where_it_stands(deeds):
    """Every change of state is dated, and none is lost."""
    concern, done = after(deeds)
    steps = concern.steps
    assert [step.on for step in steps] == sorted(step.on for step in steps)
    assert steps[-1].state is concern.state
    assert len(steps) == done - _answered_twice(deeds, steps)


@given(DEEDS)
def test_the_form_of_a_concern_gives_it_back_as_it_was_at_any_time_and_from_a_kept_draft(deeds):
    concern, _done = after(deeds)
    draft = concerns.draft_of(concern)
    assert concerns.settle(draft, stamp(), today=TODAY, past=concern) == concern
    assert restored(ConcernDraft, plain(draft)) == draft


@given(DEEDS, st.integers(0, 14))
def test_how_it_stood_on_a_day_is_what_was_told_until_then(deeds, days):
    concern, _done = after(deeds)
    day = date(2026, 6, 1) + timedelta(days=days)
    then = concernsteps.as_of(concern, day)
    assert [(each.state, each.on) for each in then.steps] == [
        (each.state, each.on) for each in concern.steps if each.on <= day
    ]
    assert then.steps[-1].state is then.state
    assert all(each.on <= day for each in then.raisings)
    assert concernsteps.as_of(concern, TODAY) == concern


def _answered_twice(deeds: list[str], steps: tuple[concerns.Step, ...]) -> int:
    """Count the answers that stand in place of the one before: an answer is corrected by another."""
    state, count = State.RAISED, 0
    for deed in deeds:
        if deed == "answered" and state is State.ANSWERED:
            count += 1
        if deed in ("sent", "answered", "dropped") and not state.closed:
            state = State(deed)
        elif deed == "told" and state is State.ANSWERED:
            state = State.TOLD
        elif (deed == "reopened" and state not in (State.RAISED, State.SENT)) or (
            deed == "joined" and state.closed
        ):
            state = State.RAISED
    return count


def test_neighbors_read_the_public_wording_and_never_who_raised_it_or_their_words():
    concern = settled(
        raised_by="Rosa Delgado",
        words="The Petersons leave their lamp broken",
        public_wording="A lamp is out",
        raisings=(RaisingDraft("2026-09-12", "Walt Kim", None, PlaceDraft("1622 P St"), "Same here"),),
    )
    concern = answered(concern, "2026-09-20")
    for audience in (Audience.MEMBERS, Audience.BLOCK_CAPTAINS, Audience.PUBLIC):
        seen = reduced(concern, audience)
        told = str(seen)
        for word in ("Rosa", "Walt", "Peterson", "1620", "1622", "Same here", "Lamp replaced"):
            assert word not in told, (audience, word)
        assert (seen.public_wording, seen.place.text) == ("A lamp is out", "1600 block of P St")
        assert seen.times == 2
    police = str(reduced(concern, Audience.POLICE))
    assert "Peterson" in police and "Rosa" not in police and "Walt" not in police


def test_somebody_who_needs_help_is_the_topic_that_is_withheld():
    assert list(sensitive.CONCERNS) == [Topic.NEEDS_HELP]
