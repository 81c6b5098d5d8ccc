"""The phone tree on paper: each name and number only where its owner agreed to show it."""

import re

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import (
    households,
    listfiles,
    members,
    phonetrees,
    reporting,
    rosterpapers,
    subjects,
    treepapers,
    watches,
)
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


def one_home(desk, *people):
    """Give a tree with a caller and one home of these people: name, number, and what they agreed to show."""
    captain(desk)
    house = desk.house(place=at(2103), special_needs="", vacations=(), consents=())
    desk.add(
        name="Caller Agreeing", household_id=house.id, phones=PHONE, roles=("phone_tree_caller",),
        consents=agreeing("name", "phones"),
    )  # fmt: skip
    house = desk.house(place=at(2200), special_needs="", vacations=(), consents=agreeing("place"))
    for name, number, fields in people:
        desk.add(
            name=name, household_id=house.id, roles=(), address=PlaceDraft(), email="",
            phones=(PhoneDraft(number),) if number else (), consents=agreeing(*fields),
        )  # fmt: skip
    do(desk, phonetrees.build)


def called(desk, audience=Audience.BLOCK_CAPTAINS):
    """Give the names and the numbers that stand on the one line of the home."""
    with desk.reading() as work:
        data = treepapers.gather(work, watches.get(work), "all", audience=audience)
    ((home,),) = [[each for each in sheet.homes if each.address == "2200 H St"] for sheet in data.sheets]
    return set(home.names), set(home.numbers)


ANN = ("Ann Silent", "(916) 555-0220", ("phones",))
BEN = ("Ben Named", "(916) 555-0221", ("name",))
CY = ("Cy Both", "(916) 555-0222", ("name", "phones"))


def test_no_paper_tells_what_one_person_speaks_because_another_agreed(desk):
    captain(desk)
    house = desk.house(place=at(2103), special_needs="", vacations=(), consents=())
    caller = agreeing("name", "phones")
    desk.add(name="Cal", household_id=house.id, phones=PHONE, roles=("phone_tree_caller",), consents=caller)
    house = desk.house(place=at(2200), special_needs="", vacations=(), consents=agreeing("place"))
    for name, language, fields in (("A", "Hmong", ("phones",)), ("B", "Russian", ("phones", "language"))):
        desk.add(
            name=name, household_id=house.id, roles=(), address=PlaceDraft(), email="",
            phones=(PhoneDraft("(916) 555-0223"),), language=language, consents=agreeing(*fields),
        )  # fmt: skip
    do(desk, phonetrees.build)
    remarks = {}
    for audience in (Audience.CAPTAIN, Audience.BLOCK_CAPTAINS):
        with desk.reading() as work:
            data = treepapers.gather(work, watches.get(work), "all", audience=audience)
        homes = [each for sheet in data.sheets for each in sheet.homes if each.address == "2200 H St"]
        remarks[audience] = [remark for each in homes for remark in each.remarks]
    assert remarks[Audience.CAPTAIN] == ["Hmong"]
    assert "Hmong" not in remarks[Audience.BLOCK_CAPTAINS]


def test_no_paper_prints_one_persons_number_beside_the_name_of_another(desk):
    """Ann agreed that her number is shown and not her name, Ben to his name and not his number."""
    one_home(desk, ANN, BEN)
    assert called(desk) == (set(), {"(916) 555-0220"}), "the home is called, and nobody named"
    assert called(desk, Audience.CAPTAIN) == ({"Ann Silent", "Ben Named"}, {ANN[1], BEN[1]})
    shown = text_of(paper(desk))
    assert not re.search(r"Ann Silent|Ben Named|555-0221", shown) and "(916) 555-0220" in shown
    with desk.reading() as work:
        how = {"audience": Audience.BLOCK_CAPTAINS, "large": False}
        calls = rosterpapers.gather_calls(work, watches.get(work), "", **how)
        roster = rosterpapers.gather(work, watches.get(work), **how)
        order = Order("call-list", "", Audience.BLOCK_CAPTAINS)
        printed = text_of(reporting.gather(work, order, zone=SACRAMENTO))
        table = listfiles.gather(work, listfiles.Lists.MEMBERS, Audience.BLOCK_CAPTAINS)
    listed = [each for block in calls.blocks for home in block.homes for each in home.people]
    assert {(each.name, each.phones) for each in listed if each.name != "Caller Agreeing"} == {
        ("", ("(916) 555-0220 (Mobile)",)),
        ("Ben Named", ()),
    }
    assert "name not shown here (916) 555-0220" in printed, "no blank that reads as one more number of Ben"
    everybody = [each for part in roster.parts for each in part.people]
    assert [each.phones for each in everybody if each.name == "Ben Named"] == [()]
    assert not any("Ben Named" in row and any("555-" in str(cell) for cell in row) for row in table.rows)


def test_who_agreed_to_both_is_called_by_name_and_who_has_no_number_is_named_too(desk):
    one_home(desk, ANN, BEN, CY, ("Dee Child", "", ("name",)))
    assert called(desk) == ({"Cy Both", "Dee Child"}, {"(916) 555-0222"})


def test_where_no_number_may_be_shown_the_names_are(desk):
    one_home(desk, BEN, ("Eve None", "(916) 555-0223", ()))
    assert called(desk) == ({"Ben Named"}, set())


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
