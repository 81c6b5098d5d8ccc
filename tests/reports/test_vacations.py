"""The slip and the list of houses to look at."""

from datetime import date, timedelta

import pytest

from sacwatch.reports.vacations import (
    AwayLine,
    VacationChecks,
    VacationRequest,
    vacation_checks,
    vacation_request,
)
from tests.reports import papers
from tests.reports.papers import pages_of, squeezed

DAY = date(2026, 11, 21)
LONG = ("Maximiliana-Theodora " * 7)[:119] + "z"


def line(which: int = 0, looks: int = 0, **said) -> AwayLine:
    usual = {
        "address": f"{1600 + which} Queens St",
        "first_day": DAY - timedelta(days=3),
        "last_day": DAY + timedelta(days=4),
        "key_holder": "Mrs. Nguyễn next door",
        "looks": tuple(
            (papers.START - timedelta(days=looks - each), ("Ana Ruiz", "Ben Kim"), "")
            for each in range(looks)
        ),
    }
    return AwayLine(**{**usual, **said})


def checks(*lines: AwayLine, **said) -> str:
    data = VacationChecks(watch=papers.watch(), day=DAY, lines=lines, **said)
    return " ".join(" ".join(pages_of(vacation_checks(data, papers.MADE_ON))).split())


def request(**said) -> list[str]:
    return pages_of(vacation_request(VacationRequest(watch=papers.watch(), **said), papers.MADE_ON))


def test_the_list_tells_who_is_away_and_who_looked_when():
    later = line(2, first_day=DAY + timedelta(days=9), last_day=DAY + timedelta(days=12))
    text = checks(line(1, looks=1), later)
    assert "Houses to look at Sat, Nov 21, 2026" in text and "for the captain only" in text
    assert "Away now Address Away Key and remarks Looked at 1601 Queens St" in text
    assert "Wed, Nov 18 to Wed, Nov 25" in text and "Key: Mrs. Nguyễn next door" in text
    assert "Fri, Nov 20, 8:30 pm: Ana Ruiz and Ben Kim" in text
    assert text.index("Later") < text.index("1602 Queens St") and "Not yet" in text


def test_of_many_looks_the_latest_are_told_and_the_others_counted():
    text = checks(line(1, looks=9))
    assert text.count("Ana Ruiz and Ben Kim") == 5 and "and 4 times before" in text
    assert text.index("Fri, Nov 20") < text.index("Thu, Nov 19")


def test_a_list_without_anybody_says_so():
    assert "Nobody is away, and nobody has said that they will be." in checks()


@pytest.mark.parametrize("large", [False, True])
def test_a_long_list_is_whole(large):
    text = checks(*(line(each, note=LONG) for each in range(60)), large=large)
    assert all(f"{1600 + each} Queens St" in text for each in range(60))
    assert squeezed(text).count(squeezed(LONG)) >= 50


@pytest.mark.parametrize("large", [False, True])
def test_a_blank_slip_is_one_page_with_room_to_write(large):
    pages = request(large=large, return_to="Library, 2nd floor")
    text = " ".join(" ".join(pages).split())
    for expected in ("Address", "Away from", "Back on", "Who has a key", "Signature", "Library, 2nd floor"):
        assert expected in text
    assert "For: the household that fills it in" in text and "captain only" not in text
    assert len(pages) == (2 if large else 1)


def test_a_slip_for_a_household_has_what_is_known():
    pages = request(
        address="1612 P St",
        names=("Rosa Delgado", LONG),
        first_day=DAY,
        last_day=DAY + timedelta(days=8),
        key_holder=LONG,
    )
    text = squeezed("".join(pages))
    assert "For:1612PSt" in text and "Sat,Nov21,2026" in text and "Sun,Nov29,2026" in text
    assert text.count(squeezed(LONG)) == 2
