"""The call card: numbers with the day they were tried, marks, blank lines, and several to a page."""

import dataclasses

import pytest

from sacwatch.domain import resources, watches
from sacwatch.domain.audiences import Audience
from sacwatch.domain.reducing import reduced
from sacwatch.domain.resources import Layout
from sacwatch.domain.watches import NumberDraft
from sacwatch.reports.callcard import CallCard, call_card, foremost, half_page
from sacwatch.reports.layout import Paper
from tests.making import TODAY, stamp, watch_draft
from tests.reports import papers
from tests.reports.papers import pages_of, squeezed

NUMBERS = (
    NumberDraft("a", "", "916-555-0100", "2026-09-01", "police_city", checked_by="Rosa Delgado"),
    NumberDraft("b", "", "916-555-0142", "2026-01-01", "officer"),
    NumberDraft("c", "", "1-800-555-0142", "", "poison", hours="day and night", languages="Spanish, Hmong"),
    NumberDraft("d", "Key of the <hall>", "916-555-0117", "2026-08-01", purpose="Walt has it", text="55501"),
    NumberDraft("e", "", "", "", "mediation", hidden=True),
)


def card(*numbers, layout=Layout.POSTER, audience=Audience.CAPTAIN, jurisdiction="city", **said):
    draft = watch_draft(jurisdiction=jurisdiction, numbers=numbers)
    watch = reduced(watches.settle(draft, stamp("watch"), today=TODAY), audience)
    return CallCard(
        watch=dataclasses.replace(watch, sample=said.pop("sample", False)),
        audience=audience,
        layout=layout,
        jurisdiction=watch.jurisdiction,
        calls=resources.calls(resources.directory(watch), TODAY),
        **said,
    )


def pages(*numbers, **said):
    return [" ".join(page.split()) for page in pages_of(call_card(card(*numbers, **said), papers.MADE_ON))]


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
def test_every_card_tells_when_a_number_was_tried_and_what_its_mark_means(layout, large):
    text = " ".join(pages(*NUMBERS, layout=layout, large=large))
    for told in (
        *("Emergency", "911", "988", "call or text", "211", "711", "311"),
        *("916-555-0100", "tried Sep 1, 2026, Rosa Delgado", "916-555-0142 (!)", "tried Jan 1, 2026"),
        *(
            "1-800-555-0142 (?)",
            "Key of the <hall>",
            "text 55501 · tried Aug 1, 2026",
        ),
        *("(?) None of us has tried this number yet.", "(!) We tried this number more than 180 days ago."),
        "On the blank lines, write the number once you know it.",
    ):
        assert squeezed(told) in squeezed(text), told
    assert "Neighbor mediation" not in text, "left off"
    if layout is Layout.POSTER:
        assert squeezed("day and night · Spanish and Hmong") in squeezed(text)
    if (layout, large) != (Layout.WALLET, True):
        assert squeezed("If a life is in danger, 911.") in squeezed(text)
    assert text.index("988") < text.index("Police non-emergency")


@pytest.mark.parametrize(("layout", "times"), [(Layout.WALLET, 4), (Layout.HALF, 2), (Layout.POSTER, 1)])
def test_an_ordinary_card_is_one_page_with_so_many_on_it(layout, times):
    for numbers in ((), NUMBERS):
        for jurisdiction in ("city", "county", "unknown"):
            (page,) = pages(*numbers, layout=layout, jurisdiction=jurisdiction)
            assert page.count("Poison control") == times
            assert page.count("Whom to call") == times


def test_a_wallet_card_has_one_side_rather_than_lines_to_write_on():
    keys = ("crisis_team", "domestic_violence", "police_city", "officer", "animal_city", "power", "gas")
    known = tuple(
        NumberDraft(str(at), "", f"916-555-01{at:02}", "2026-09-01", key, checked_by="Rosa Delgado")
        for at, key in enumerate((*keys, "council", "dumping"))
    )
    (page,) = pages(*known, layout=Layout.WALLET)
    assert "Poison control" not in page and "side 1" not in page
    assert all(page.count(f"916-555-01{at:02}") == 4 for at in range(len(keys)))


def test_city_and_county_are_told_apart_calmly():
    sheriff = squeezed("Since February 2025 the Sheriff does not come")
    for jurisdiction, police in (("city", "Police non-emergency"), ("county", "Sheriff non-emergency")):
        (page,) = pages(jurisdiction=jurisdiction)
        assert squeezed(police) in squeezed(page)
        assert (sheriff in squeezed(page)) is (jurisdiction == "county")
        assert "(city)" not in page and "(county)" not in page
    (page,) = pages(jurisdiction="unknown")
    assert squeezed("Animal care (city)") in squeezed(page) and squeezed("Animal care (county)") in squeezed(
        page
    )


@pytest.mark.parametrize("audience", [each for each in Audience if each is not Audience.CAPTAIN])
def test_who_tried_it_is_for_the_captain_alone(audience):
    (page,) = pages(*NUMBERS, audience=audience)
    assert "Rosa" not in page and squeezed("tried Sep 1, 2026") in squeezed(page)


def test_where_a_number_is_from_stands_on_the_captains_poster_alone():
    from_city = NumberDraft(
        "a", "", "916-555-0100", "2026-09-01", "police_city", source="the city’s own page"
    )
    told = squeezed("Where the numbers are from: Police non-emergency: the city’s own page.")
    for layout in Layout:
        for audience in (Audience.CAPTAIN, Audience.PUBLIC):
            (page,) = pages(from_city, layout=layout, audience=audience)
            wanted = layout is Layout.POSTER and audience is Audience.CAPTAIN
            assert (told in squeezed(page)) is wanted
            assert "side 1" not in page


def test_marks_are_told_only_where_they_stand():
    (page,) = pages(NUMBERS[0])
    assert "(?)" not in page and "(!)" not in page


@pytest.mark.parametrize("layout", Layout)
def test_many_numbers_with_long_names_go_on_to_the_next_card(layout):
    many = tuple(
        NumberDraft(
            f"m{at}", f"Block {at} {'neighbors ' * 12}".strip(), f"916-555-01{at:02} x12345", "2026-08-01"
        )
        for at in range(30)
    )
    for large in (False, True):
        told = pages(*many, layout=layout, large=large)
        assert len(told) > 1
        text = squeezed(" ".join(told))
        assert all(f"916-555-01{at:02}x12345" in text for at in range(30)), "none is lost"
        for side, page in enumerate(told, 1):
            sides = squeezed(f"side {side} of {len(told)}")
            assert (sides in squeezed(page)) is (layout is not Layout.POSTER), "a poster has numbered pages"
        assert squeezed("If a life is in danger, 911.") in text


@pytest.mark.parametrize("layout", Layout)
def test_a_card_of_the_sample_says_that_it_is_made_up(layout):
    (page,) = pages(layout=layout, sample=True)
    assert page.count("SAMPLE") == {Layout.WALLET: 4, Layout.HALF: 2, Layout.POSTER: 1}[layout]


def test_what_no_font_has_is_named():
    (page,) = pages(NumberDraft("a", "Desk \U000f0000", "916-555-0100"), layout=Layout.WALLET)
    assert page.count("U+F0000") == 4


def test_the_most_needed_numbers_go_into_a_narrow_column_and_the_others_are_counted():
    many = tuple(NumberDraft(f"m{at}", f"Block {at}", f"916-555-01{at:02}") for at in range(30))
    narrow = foremost(card(*NUMBERS, *many, large=True), width=240)
    assert len(half_page(narrow, width=240)) == 1
    told = [each.entry.key for each in narrow.calls]
    assert told[:2] == ["emergency", "crisis_line"] and "" in told and narrow.more > 20
    few = foremost(card(large=True), width=240)
    assert (len(few.calls), few.more) == (5, 0), "lines to write on are left out"
    hidden = [
        NumberDraft(key=each, hidden=True) for each in resources.SHIPPED if resources.SHIPPED[each].number
    ]
    none = card(*hidden, large=True)
    assert foremost(none, width=240) == none


@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
def test_the_half_page_is_a_part_of_another_paper(large):
    data = card(*NUMBERS, layout=Layout.WALLET, large=large)
    paper = Paper(
        watch=papers.watch(), audience=Audience.PUBLIC, made_on=papers.MADE_ON, title="Handout", large=large
    )
    pieces = half_page(data)
    assert all(paper.fits([piece]) for piece in pieces)
    if not large:
        (piece,) = pieces
        assert piece.fit(504).height < 396
    for piece in pieces:
        paper.put(piece)
    text = " ".join(pages_of(paper.pdf()))
    assert "Street lights" in text and text.count("(?) None of us") == 1
