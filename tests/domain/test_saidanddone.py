"""You said, we did: what was answered, waits or was dropped, as it stood at the end of a period."""

from datetime import date

from sacwatch.domain import concerns, concernsteps
from sacwatch.domain.concerns import RaisingDraft, StepDraft
from sacwatch.domain.saidanddone import sorted_out
from tests.making import TODAY, concern_draft, stamp

AUGUST = (date(2026, 8, 1), date(2026, 8, 31))
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


def raised(on, id_="one"):
    return concerns.settle(concern_draft(raised_on=on), stamp(id_), today=TODAY)


def answered(concern, on):
    return concernsteps.answered(concern, StepDraft(on, answer="Done"), stamp(), today=TODAY)


def test_a_concern_stands_where_it_stood_at_the_end_of_each_period():
    concern = answered(raised("2026-08-05"), "2026-09-02")
    concern = concernsteps.told(concern, StepDraft("2026-09-10", how="meeting"), stamp(), today=TODAY)
    august, september = sorted_out([concern], *AUGUST), sorted_out([concern], *SEPTEMBER)
    assert (len(august.waiting), len(august.done), august.raised) == (1, 0, 1)
    assert (len(september.waiting), len(september.done), september.raised) == (0, 1, 0)
    later = sorted_out([concern], date(2026, 10, 1), date(2026, 10, 31))
    assert later.done == later.waiting == later.dropped == ()
    before = sorted_out([concern], date(2026, 7, 1), date(2026, 7, 31))
    assert before.waiting == () and before.raised == 0


def test_what_was_answered_before_and_not_told_back_is_there_until_it_is():
    concern = answered(raised("2026-07-05"), "2026-07-20")
    assert sorted_out([concern], *AUGUST).done == (concern,)


def test_what_was_dropped_is_told_once_and_raisings_count():
    concern = concernsteps.joined(raised("2026-07-05"), RaisingDraft("2026-08-03"), stamp(), today=TODAY)
    concern = concernsteps.dropped(concern, StepDraft("2026-08-20", why="Private land"), stamp(), today=TODAY)
    august = sorted_out([concern], *AUGUST)
    assert (august.dropped, august.raised) == ((concern,), 1)
    assert sorted_out([concern], *SEPTEMBER).dropped == ()


def test_the_usual_time_is_told_from_three_answers_on():
    three = [answered(raised("2026-08-01", str(day)), f"2026-08-{day}") for day in (3, 9, 31)]
    assert sorted_out(three, *AUGUST).usual_days() == 8
    assert sorted_out(three[:2], *AUGUST).usual_days() is None
