"""Statements on paper: nobody, one, many, and names as long as names get."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.patrols import Patroller, Seat
from sacwatch.domain.reducing import reduced
from sacwatch.domain.statements import Statement, Step, Worked, of_member, state
from sacwatch.domain.times import SACRAMENTO
from sacwatch.reports.statements import (
    HoursStatement,
    VolunteerStatement,
    hours_statement,
    volunteer_statement,
)
from tests.reports import papers
from tests.reports.papers import pages_of, squeezed, whole_text

LONG = ("Maximiliana-Theodora " * 7)[:119] + "z"


def stated(
    people: int, step: Step = Step.MONTH, first=date(2026, 1, 1), last=date(2026, 12, 31)
) -> Statement:
    """Sum a year in which each person went once a month, the first one driving."""
    names = [LONG, *(f"Person {number}" for number in range(1, people))][:people]
    worked = []
    for month in range(1, 13):
        start = datetime(2026, month, 11, 4, tzinfo=UTC)
        for at in range(0, people, 2):
            crew = [
                Patroller(name=name, member_id=name, seat=Seat.OBSERVER if place else Seat.DRIVER)
                for place, name in enumerate(names[at : at + 2])
            ]
            worked.append(
                Worked(
                    id=f"{month}-{at}",
                    started_at=start,
                    finished_at=start + timedelta(minutes=75),
                    miles=Decimal("3.4"),
                    crew=tuple(crew),
                )
            )
    return state(worked, first, last, step, SACRAMENTO)


def hours(statement, audience=Audience.CAPTAIN, **said):
    data = HoursStatement(
        watch=papers.watch(), audience=audience, statement=reduced(statement, audience), **said
    )
    return hours_statement(data, papers.MADE_ON)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("people", [1, 2, 60])
def test_a_statement_holds_everybody_and_the_sums(people, large):
    statement = stated(people)
    text = whole_text(hours(statement, large=large))
    assert squeezed(LONG) in text
    for number in range(1, people):
        assert f"Person{number}" in text
    hours_, minutes = divmod(people * 12 * 75, 60)
    total = f"{hours_:,}hr{minutes}min" if minutes else f"{hours_:,}hr"
    assert f"Person-hours{total}" in text
    for month in ("January2026", "December2026", "Nov2026"):
        assert month in text


def test_a_period_without_patrols_says_so():
    pages = pages_of(hours(state([], date(2026, 2, 3), date(2026, 2, 9), Step.MONTH, SACRAMENTO)))
    assert len(pages) == 1
    assert "No patrols were logged in this period." in pages[0]
    assert "Tue, Feb 3, 2026 to Mon, Feb 9, 2026" in pages[0]


def test_a_month_that_the_period_cuts_short_says_so():
    text = " ".join(pages_of(hours(stated(2, first=date(2026, 1, 5), last=date(2026, 3, 20)))))
    assert "January 2026 (part)" in text and "March 2026 (part)" in text
    assert "February 2026" in text and "February 2026 (part)" not in text


@pytest.mark.parametrize("audience", [Audience.POLICE, Audience.PUBLIC])
def test_those_who_did_not_agree_are_one_line_in_sum_and_not_one_each(audience):
    statement = stated(5)
    text = " ".join(pages_of(hours(statement, audience)))
    assert "Person 1" not in text and LONG[:20] not in text
    assert "By person" not in text and "Each person" not in text
    some = reduced(statement, audience)
    part = some.whole.shares
    # One of them agreed.
    kept = tuple(papers.replaced(each, name="Agreed One") if not i else each for i, each in enumerate(part))
    some = papers.replaced(some, whole=papers.replaced(some.whole, shares=kept))
    data = HoursStatement(watch=papers.watch(), audience=audience, statement=some)
    text = " ".join(" ".join(pages_of(hours_statement(data, papers.MADE_ON))).split())
    assert "Agreed One 12 15 hr" in text
    assert "4 people not named here 60 hr" in text


@pytest.mark.parametrize("large", [False, True])
def test_thanks_name_the_person_and_add_up(large):
    own = of_member(stated(2), LONG, LONG)
    data = VolunteerStatement(watch=papers.watch(), name=LONG, statement=own, large=large)
    pages = pages_of(volunteer_statement(data, papers.MADE_ON))
    text = squeezed("".join(pages))
    assert squeezed(f"Thank you, {LONG}") in text
    assert "youwenton12patrolsandgave15hr" in text
    assert "Total1215hr40.8" in text
    assert "Forthewatch" in text and "Date" in text
    assert len(pages) == (2 if large else 1)


def test_thanks_for_one_patrol_are_one_sentence():
    own = of_member(stated(1, first=date(2026, 3, 1), last=date(2026, 3, 31)), LONG, "Ana Ruiz")
    data = VolunteerStatement(watch=papers.watch(), name="Ana Ruiz", statement=own)
    text = " ".join(" ".join(pages_of(volunteer_statement(data, papers.MADE_ON))).split())
    assert "you went on 1 patrol and gave 1 hr 15 min" in text
    assert "By month" not in text
