"""The lists of people: the roster by role, and whom to call block by block."""

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import LeftOut, Thing
from sacwatch.reports.rosters import (
    CalledBlock,
    CalledHome,
    CallList,
    ListedPerson,
    Roster,
    RosterPart,
    call_list,
    roster,
)
from tests.reports import papers
from tests.reports.papers import pages_of

LONG = "Maximiliana Wilhelmina " * 5


def person(name="Ana Ruiz", **said):
    usual = {"phones": ("916-555-0134 (Mobile)",), "email": "ana@example.org", "home": "2215 H St"}
    return ListedPerson(name=name, **{**usual, **said})


def text_of(make, data):
    return " ".join(" ".join(pages_of(make(data, papers.MADE_ON))).split())


def a_roster(*parts, audience=Audience.CAPTAIN, **said):
    people = sum(len(each.people) for each in parts)
    return Roster(**{"watch": papers.watch(), "audience": audience, "parts": parts, "people": people, **said})


def test_people_stand_below_what_they_do():
    parts = (
        RosterPart(title="Captains", people=(person(likes="Spanish, Text message"),)),
        RosterPart(title="Patrollers", people=(person(), person("Ben Thompson", email="", home=""))),
    )
    text = text_of(roster, a_roster(*parts))
    assert "Captains (1) Name Phone E-mail Home Ana Ruiz Spanish, Text message 916-555-0134 (Mobile)" in text
    assert "Patrollers (2)" in text and text.count("Ana Ruiz") == 2 and "Ben Thompson" in text


def test_a_column_that_nobody_has_is_not_there():
    text = text_of(roster, a_roster(RosterPart(title="Members", people=(person(email="", home=""),))))
    assert "E-mail" not in text and "Home" not in text and "Name Phone" in text
    bare = person(phones=(), email="", home="")
    assert "Phone" not in text_of(roster, a_roster(RosterPart(title="Members", people=(bare,))))


def test_who_did_not_agree_is_counted_and_said_to_be_left_out():
    gone = LeftOut((Thing.NAMES, Thing.PHONES), partly=(Thing.NAMES, Thing.PHONES))
    part = RosterPart(title="Members", people=(person(),))
    text = text_of(roster, a_roster(part, audience=Audience.MEMBERS, unnamed=3, left_out=gone))
    assert "3 more members did not agree to be named here." in text
    assert "Left out of this copy: the names and phone numbers of those who did not agree to it." in text
    nobody = text_of(roster, a_roster(audience=Audience.PUBLIC, unnamed=3, left_out=gone))
    assert "Nobody is on this list: nobody agreed yet to be named here." in nobody
    assert "There are no members yet." in text_of(roster, a_roster())


@pytest.mark.parametrize("large", [False, True])
def test_long_names_and_many_people_fit(large):
    people = tuple(person(f"{LONG}{number}", likes=LONG) for number in range(60))
    pages = pages_of(
        roster(a_roster(RosterPart(title="Patrollers", people=people), large=large), papers.MADE_ON)
    )
    assert len(pages) > 3 and all("Name" in page and "Phone" in page for page in pages)
    assert "".join(pages).count("916-555-0134 (Mobile)") == 60, "no number is broken in two"
    assert all(f"Wilhelmina{number}" in "".join(" ".join(pages).split()) for number in (0, 59))


def calls(*blocks, audience=Audience.CAPTAIN, **said):
    return CallList(**{"watch": papers.watch(), "audience": audience, "blocks": blocks, **said})


def test_homes_stand_in_their_blocks_with_who_can_be_called():
    homes = (
        CalledHome(
            address="2215 H St", people=(person(), person("Ben", phones=())), remark="Oxygen at night"
        ),
        CalledHome(address="2217 H St"),
    )
    blocks = (
        CalledBlock(name="2200 block of H St", captain="Walt Kim", homes=homes),
        CalledBlock(name="2200 block of G St", unlisted=2),
    )
    text = text_of(call_list, calls(*blocks))
    assert (
        "2200 block of H St Block captain: Walt Kim Home Who Phone 2215 H St Oxygen at night Ana Ruiz" in text
    )
    assert "Ben no phone" in text and "2217 H St no phone" in text
    assert "G St" not in text and "2 more homes are not on this list." in text
    theirs = text_of(call_list, calls(*blocks, audience=Audience.MEMBERS))
    assert "Fewer than 3 more homes are not on this list." in theirs and "2 more homes" not in theirs
    assert "Ben no number shown here" in theirs and "no phone" not in theirs
    one = text_of(call_list, calls(blocks[0], whole=False))
    assert "Call list 2200 block of H St" in one


def test_a_list_of_nobody_says_so():
    assert "There are no homes yet." in text_of(call_list, calls())
    hidden = calls(CalledBlock(name="2200 H", unlisted=4), audience=Audience.PUBLIC)
    assert "No home can be listed here: nobody agreed to it yet." in text_of(call_list, hidden)
