"""The phone tree on paper: each name and number only where its owner agreed to show it."""

import re

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import households, members, phonetrees, reporting, subjects
from sacwatch.services.reporting import Order
from tests.making import TODAY
from tests.reports.papers import MADE_ON, pages_of
from tests.services.test_phonetrees import PHONE, at, captain, do, home, street

__all__ = ["street"]
OTHERS = [each for each in Audience if each is not Audience.CAPTAIN]


def agreeing(*fields, to="block_captains"):
    return tuple(ConsentDraft(field, to, "2026-09-01", "form") for field in fields)


def paper(desk, audience=Audience.BLOCK_CAPTAINS, subject="all", **how):
    with desk.reading() as work:
        return reporting.gather(work, Order("phone-tree", subject, audience, **how), zone=SACRAMENTO)


def text_of(gathered):
    return "\n".join(pages(gathered))


def pages(gathered):
    """Give the words of each page, whatever the lines they stand on."""
    return [" ".join(page.split()) for page in pages_of(reporting.make(gathered, MADE_ON))]


@pytest.fixture
def mixed(desk):
    """Give a tree of homes that agreed to everything, to nothing, to the number alone, and to the address."""
    captain(desk)
    house = desk.house(place=at(2103), special_needs="", vacations=(), consents=())
    desk.add(
        name="Caller Agreeing", household_id=house.id, phones=PHONE, roles=("phone_tree_caller",),
        consents=agreeing("name", "phones"),
    )  # fmt: skip
    for number, fields in ((2200, ("name", "phones")), (2202, ()), (2204, ("phones",)), (2206, ("email",))):
        house = desk.house(
            place=at(number),
            special_needs=f"Secret need {number}",
            vacations=(),
            consents=agreeing("place") if fields else (),
        )
        desk.add(
            name=f"Neighbor {number}", household_id=house.id, roles=(), language="Hmong",
            address=PlaceDraft(), phones=(PhoneDraft(f"(916) 555-0{number % 1000}"),),
            consents=agreeing(*fields),
        )  # fmt: skip
    home(desk, 2260, phones=())
    do(desk, phonetrees.build)
    return desk


def test_a_callers_copy_shows_what_was_released_and_the_captain_calls_the_others(mixed):
    shown = text_of(paper(mixed))
    assert "Caller Agreeing" in shown
    for there in ("2200 H St", "Neighbor 2200", "(916) 555-0200", "2204 H St", "(916) 555-0204"):
        assert there in shown, there
    assert "2206 H St the captain calls" in shown
    for gone in (
        "2202",
        "Neighbor 2204",
        "555-0202",
        "Neighbor 2206",
        "555-0206",
        "Secret",
        "Hmong",
        "2260",
        "Neighbor 2101",
        "555-0101",
    ):
        assert gone not in shown, gone
    assert "The captain calls 1 more home of this list." in shown


def test_the_captains_copy_has_everything_and_lists_what_the_others_leave_out(mixed):
    gathered = paper(mixed, Audience.CAPTAIN)
    shown = pages(gathered)
    assert "is not known to speak the language of some homes on the list (Hmong)" in shown[0]
    assert "2260 H St" in shown[0], "a door to knock on"
    assert all(each in shown[1] for each in ("2202 H St", "Neighbor 2202", "(916) 555-0202", "Secret need"))
    last = shown[-1]
    assert "The captain calls" in last and "Neighbor 2202" in last
    assert "Neighbor 2200" not in last and "Neighbor 2204" not in last
    assert "on the list of Caller Agreeing" in last


def test_who_left_is_on_nobodys_copy_but_the_captains_who_puts_it_right(mixed):
    with mixed.reading() as work:
        ((caller, name),) = phonetrees.callers(work)
        (home,) = [each.id for each in work.households.active() if each.place.text.startswith("2200")]
    with mixed.work() as work:
        members.retire(work, caller)
    with mixed.work() as work:
        households.retire(work, home)
    shown = text_of(paper(mixed))
    assert not re.search(r"Caller Agreeing|2200 H St|Neighbor 2200|555-0200", shown)
    assert "2204 H St" in shown, "whoever is there is called still"
    own = text_of(paper(mixed, Audience.CAPTAIN))
    assert name in own and "retired" in own
    assert not re.search(
        r"2200 H St|Neighbor 2200|555-0200", "".join(pages(paper(mixed, Audience.CAPTAIN))[1:])
    )


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.POLICE, Audience.PUBLIC])
def test_others_get_no_page_of_a_caller_where_nothing_was_released_to_them(mixed, audience):
    gathered = paper(mixed, audience)
    shown = pages(gathered)
    assert len(shown) == 1
    assert not re.search(r"555|Neighbor \d|Agreeing|\d{4} H St|Secret|Hmong", shown[0])


def test_nothing_of_an_ordinary_watch_gets_out_to_anybody(street):
    do(street, phonetrees.build)
    for audience in OTHERS:
        shown = text_of(paper(street, audience))
        assert not re.search(r"555|Neighbor \d|2\d{3} H St", shown), audience


def test_a_paper_is_stale_when_a_number_changes_and_not_when_an_incident_does(mixed):
    before = paper(mixed).fingerprint
    mixed.record()
    assert paper(mixed).fingerprint == before
    with mixed.reading() as work:
        first = phonetrees.get(work).callers[0].homes[0]
    do(mixed, phonetrees.take_off, [first])
    assert paper(mixed).fingerprint != before


def test_one_callers_page_stands_alone(street):
    tree = do(street, phonetrees.build)
    caller = tree.callers[1].member_id
    gathered = paper(street, Audience.CAPTAIN, caller)
    (page,) = pages(gathered)
    with street.reading() as work:
        name = phonetrees.board(work).name(caller)
        assert (
            subjects.default_subject(work, "phone-tree", name.upper(), today=TODAY, zone=SACRAMENTO) == caller
        )
        assert subjects.default_subject(work, "phone-tree", "", today=TODAY, zone=SACRAMENTO) == "all"
        assert (caller, name) in subjects.choices(work, today=TODAY).callers
        with pytest.raises(Trouble):
            subjects.default_subject(work, "phone-tree", "Nobody", today=TODAY, zone=SACRAMENTO)
    assert f"Caller 2: {name}" in page
    assert gathered.file_name == f"Phone tree {name}.pdf"
    with pytest.raises(NotFound):
        paper(street, Audience.CAPTAIN, "gone")


def test_each_caller_has_one_page_with_the_rule_the_script_and_whom_to_report_to(street):
    tree = do(street, phonetrees.build)
    shown = pages(paper(street, Audience.CAPTAIN))
    callers = [page for page in shown if "When you are done, report back to" in page]
    assert len(callers) == len(tree.callers) == 2
    for page in callers:
        for there in (
            "report back to Neighbor 2101, (916) 555-0101, (916) 555-0102",
            "go to the next",
            "call those again whom you did not reach",
            "Read this:",
            "hang up and call 911",
            "No answer",
            "Wrong",
        ):
            assert there in page, there


def test_a_watch_without_a_tree_has_a_cover_that_says_so(desk):
    shown = text_of(paper(desk, Audience.CAPTAIN))
    assert "Nobody calls yet." in shown
