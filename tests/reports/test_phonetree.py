"""The phone tree on paper: one page for each caller, as large as it can be printed."""

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.reports.phonetree import CalledHome, CallerSheet, HeadShare, PhoneTreePaper, phone_tree
from tests.reports.papers import MADE_ON, pages_of, watch

LONG = "Maximiliana-Wilhelmina Featherstonehaugh-Cholmondeley of the Old Cannery by the Railroad Bridge"


def home(place, **said):
    usual = {
        "address": f"{1600 + 2 * place} P St",
        "names": ("Benito Fairwether", "Nadia Castellane"),
        "numbers": ("(916) 555-0101", "(916) 555-0102"),
        "remarks": ("Spanish", "likes best: Text message"),
        "place": place,
    }
    return CalledHome(**{**usual, **said})


def paper(count=15, callers=3, **said):
    sheets = tuple(
        CallerSheet(
            number=number,
            name="Rosa Delgado",
            report_to="Walt Kim",
            report_numbers=("(916) 555-0103",),
            homes=tuple(home(place) for place in range(1, count + 1)),
        )
        for number in range(1, callers + 1)
    )
    head = (HeadShare(name="Walt Kim", numbers=("(916) 555-0103",), callers=(1, 2, 3)),)
    usual = {"watch": watch(), "audience": Audience.CAPTAIN, "head": head, "sheets": sheets}
    return PhoneTreePaper(**{**usual, **said})


def pages(data):
    return [" ".join(page.split()) for page in pages_of(phone_tree(data, MADE_ON))]


@pytest.mark.parametrize("count", [1, 10, 13, 15])
@pytest.mark.parametrize("sample", [False, True])
def test_a_caller_has_one_page_however_many_homes_they_have(count, sample):
    shown = pages(paper(count, watch=watch(sample=sample)))
    assert len(shown) == 1 + 3
    for page in shown[1:]:
        assert "Caller" in page and "hang up and call 911" in page


def test_one_callers_page_has_the_letterhead_and_is_one_page_too():
    (page,) = pages(paper(callers=1, only=True))
    assert "Queens Street Watch" in page and "Caller 1: Rosa Delgado" in page


def test_in_large_print_ten_homes_have_one_page_and_more_go_on_and_say_so():
    short = tuple(home(place, numbers=("(916) 555-0101",), remarks=()) for place in range(1, 11))
    (_cover, page) = pages(paper(large=True, sheets=(CallerSheet(number=1, name="Rosa", homes=short),)))
    assert "1620 P St" in page and "continued" not in page
    shown = pages(paper(large=True, callers=1))
    assert len(shown) == 1 + 2
    assert sum(f"{1600 + 2 * place} P St" in page for place in range(1, 16) for page in shown) == 15
    assert all("Reached" in page for page in shown[1:]), "the boxes are named on each page"
    assert "hang up and call 911" in shown[1], "what is to be read stands before the list"
    assert "continued on the next page" in shown[1]
    assert "Caller 1: Rosa Delgado, continued" in shown[2] and "next page" not in shown[2]


def test_long_names_and_many_numbers_stay_on_the_paper():
    homes = (home(1, names=(LONG,) * 3, numbers=("(916) 555-0101 ext. 4711",) * 3, remarks=(LONG,)),)
    (page,) = pages(paper(only=True, sheets=(CallerSheet(number=1, name=LONG, homes=homes),)))
    assert "Bridge" in page and page.count("ext. 4711") == 3


def test_a_home_without_a_number_is_the_captains_and_has_nothing_to_tick():
    sheet = CallerSheet(number=1, homes=(home(1, numbers=(), names=(), remarks=()),), hidden=2)
    (page,) = pages(paper(only=True, audience=Audience.BLOCK_CAPTAINS, sheets=(sheet,)))
    assert "1602 P St the captain calls" in page
    assert "The captain calls 2 more homes of this list." in page
    assert "report back to the captain" in page


def test_a_list_without_a_home_blames_nobody():
    (page,) = pages(paper(only=True, sheets=(CallerSheet(number=1),)))
    assert "There is no home on this list yet." in page and "agreed" not in page
    (page,) = pages(paper(only=True, sheets=(CallerSheet(number=1, hidden=2),)))
    assert "Nobody on this list agreed to show anything here." in page


def test_nothing_of_a_tree_without_anybody_breaks():
    (page,) = pages(paper(sheets=(), head=()))
    assert "Nobody calls yet." in page and "Nobody stands at the head" in page


def test_the_same_tree_gives_the_same_bytes():
    assert phone_tree(paper(), MADE_ON) == phone_tree(paper(), MADE_ON)
