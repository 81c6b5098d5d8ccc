"""The patrol log and the hours of a month, for every audience."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.patrols import Category, Patroller, Seat
from sacwatch.domain.places import Place
from sacwatch.reports.patrols import crew_words, patrol_hours, patrol_log
from tests.reports import papers
from tests.reports.papers import pages_of, read, squeezed, whole_text

_EXACT = (Audience.CAPTAIN, Audience.POLICE)
_OTHERS = (Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC)


def _log(audience=Audience.CAPTAIN, record=None, **said):
    return patrol_log(papers.log_data(audience, record, **said), papers.MADE_ON)


def _hours(count, audience=Audience.CAPTAIN, **said):
    return patrol_hours(papers.hours_data(audience, papers.patrols(count), **said), papers.MADE_ON)


def test_the_captain_reads_everything_in_the_order_of_the_sheet():
    text = " ".join(" ".join(pages_of(_log())).split())
    for words in (
        "Patrol log Sat, Nov 21, 2026, 8:30 pm to 10:40 pm",
        "Emergency or crime in progress: call 911 first.",
        "Ana Ruiz (driver), Ben Thompson",
        "2 hr 10 min",
        "4 hr 20 min",
        "White Corolla",
        "48,210.4 to 48,219.1 (8.7 miles)",
        "Clear, 52°F",
        "15th to 29th, J to R",
        "Radio 2 (brought back), Signs (not yet back)",
        "We go in pairs. We carry no weapons. We stop and hold nobody.",
        "8:50 pm 1615 P St Street light out Stopped Light out at the corner, pole 4471.",
        "Reported to: 311, number 261121-00312",
        "Reported to: Police non-emergency, number 26-318842",
        "Ask about the pole on P Street again.",
        "This copy shows everything and is for the captain only.",
    ):
        assert words in text, words
    clocks = [text.index(clock) for clock in ("8:38 pm", "8:50 pm", "9:03 pm", "9:58 pm", "10:30 pm")]
    assert clocks == sorted(clocks)


def test_the_police_get_what_was_seen_but_no_names_and_no_notes():
    text = " ".join(" ".join(pages_of(_log(Audience.POLICE))).split())
    assert "2 patrollers" in text and "2240 Queens St" in text and "pole 4471" in text
    assert (
        "Left out of this copy: names, the vehicle and the equipment, miles driven and the captain’s notes."
        in text
    )
    for words in ("Ana", "Ben", "Corolla", "48,210", "Ask about the pole", "Radio 2"):
        assert words not in text


@pytest.mark.parametrize("audience", _OTHERS)
def test_everyone_else_gets_the_plain_facts_to_the_hundred_block(audience):
    text = " ".join(" ".join(pages_of(_log(audience))).split())
    assert "2 patrollers" in text and "2500 block of J St" in text and "Street light out" in text
    assert "Left out of this copy: exact places, names, where the watch goes" in text
    for words in (
        "Ana",
        "Queens St ",
        "15th to 29th",
        "Clear, 52",
        "1615 P St",
        "pole 4471",
        "261121",
        "26-318842",
        "Corolla",
        "Ask about",
    ):
        assert words not in text, words


def test_words_for_neighbors_stand_in_place_of_what_was_seen():
    record = replace(papers.patrol(), public_wording="A tag was painted over.")
    for audience in Audience:
        text = " ".join(whole_text(_log(audience, record)).split())
        assert squeezed("A tag was painted over.") in squeezed(text)
        assert (squeezed("Told to neighbors:") in squeezed(text)) is (audience in _EXACT)


@pytest.mark.parametrize("audience", _OTHERS)
def test_a_welfare_check_is_not_told_to_everyone(audience):
    record = papers.patrol(
        entries=(papers.entry(1, 5, "2240 Queens St", Category.WELFARE, "She is unwell."),)
    )
    text = whole_text(_log(audience, record))
    assert "Welfare" not in text and "Queens" not in text.replace("QueensStreetWatch", "")
    assert "Notinthislist:fewerthan3entriesofkindsthatareneverplacedordescribed." in text
    assert "Welfarecheck" in whole_text(_log(Audience.POLICE, record))


def test_a_patrol_over_midnight_says_so():
    record = papers.patrol(finished_at=papers.START + timedelta(hours=5))
    assert "8:30 pm to 1:30 am (next day)" in pages_of(_log(record=record))[0]


def test_the_hour_that_comes_twice_says_which_one_it_is():
    start = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)  # 1:30 am PDT
    record = papers.patrol(started_at=start, finished_at=start + timedelta(hours=1), entries=())
    assert "1:30 am PDT to 1:30 am PST" in pages_of(_log(record=record))[0]


def test_a_patrol_without_entries_says_so():
    assert "Nothing was written down on this patrol." in pages_of(_log(record=papers.patrol(entries=())))[0]


def test_an_entry_without_a_time_or_a_place_stands_in_its_row():
    lone = replace(papers.ENTRIES[1], at=None, place=Place())
    assert "Light out at the corner" in pages_of(_log(record=papers.patrol(entries=(lone,))))[0]


def test_a_long_log_is_whole_and_in_order():
    entries = tuple(
        papers.entry(i, i % 130, f"{i} Queens St", Category.ALL_QUIET, f"seen {i}.") for i in range(500)
    )
    pages = pages_of(_log(record=papers.patrol(entries=entries)))
    text = " ".join(pages)
    found = [text.index(f"seen {i}.") for i in range(500)]
    assert found == sorted(found)
    assert all("Seen and done" in page for page in pages[1:-1])


def test_a_note_of_twenty_thousand_characters_and_a_name_of_two_hundred_are_whole():
    note = " ".join(f"word{i}" for i in range(2200))[:20_000]
    name = ("Maximiliana " * 20)[:199] + "!"
    data = _log(
        record=papers.patrol(note=note, crew=(Patroller(name=name),)), watch=papers.watch(name="W" * 200)
    )
    text = "".join(page.split("For: ")[0] for page in pages_of(data))
    assert squeezed(name) in squeezed(text)
    assert squeezed(text).count("W" * 20) >= 5
    assert [word for word in text.split() if word.startswith("word")] == note.split()


@pytest.mark.parametrize("large", [False, True])
def test_large_print_is_fourteen_points(large):
    sizes = set()
    page = read(_log(large=large)).pages[0]
    page.extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if "Queens St" in text else None
    )
    assert (14.0 in sizes) is large


def test_who_went_is_counted_where_names_are_withheld():
    ana, driver = Patroller(name="Ana"), Patroller(name="Ben", seat=Seat.DRIVER)
    nobody = Patroller(name="")
    assert crew_words([nobody]) == "1 patroller"
    assert crew_words([nobody, nobody]) == "2 patrollers"
    assert crew_words([driver, ana]) == "Ben (driver), Ana"
    assert crew_words([driver, nobody, nobody]) == "Ben (driver), 2 others"


# --- hours ---------------------------------------------------------------------------------------


def test_hours_add_up_by_person_and_in_total():
    start = papers.START
    two = papers.patrol(id="a", started_at=start, finished_at=start + timedelta(minutes=90))
    three = papers.patrol(
        id="b",
        started_at=start + timedelta(days=1),
        finished_at=start + timedelta(days=1, minutes=50),
        crew=(Patroller(name="Ana Ruiz"), Patroller(name="Carl Lee"), Patroller(name="Dee Fox")),
        odometer_start=Decimal(10),
        odometer_finish=Decimal(13),
    )
    text = " ".join(
        " ".join(pages_of(patrol_hours(papers.hours_data(records=(two, three)), papers.MADE_ON))).split()
    )
    assert "Patrol hours November 2026" in text
    assert "Time on patrol 2 hr 20 min" in text
    assert "Person-hours 5 hr 30 min" in text
    assert "People 4" in text and "Miles driven 11.7" in text
    assert "Ana Ruiz 2 2 hr 20 min 8.7" in text
    assert "Ben Thompson 1 1 hr 30 min" in text and "Dee Fox 1 50 min" in text
    assert "Driver not written down 3" in text
    assert "Total 5 hr 30 min 11.7" in text
    assert "911" not in text


@pytest.mark.parametrize("audience", [Audience.POLICE, *_OTHERS])
def test_hours_for_others_have_no_names_and_the_same_sums(audience):
    captain = " ".join(" ".join(pages_of(_hours(14))).split())
    text = " ".join(" ".join(pages_of(_hours(14, audience))).split())
    sums = captain.split("Person-hours ")[1].split(" People")[0]
    assert f"Person-hours {sums}" in text
    assert "By person" not in text and "People" not in text and "Miles" not in text
    assert "2 patrollers" in text and "Ana" not in text
    assert "Left out of this copy: names and miles driven." in text


def test_a_month_without_patrols_says_so():
    pages = pages_of(_hours(0))
    assert len(pages) == 1 and "No patrols were logged in November 2026." in pages[0]


@pytest.mark.parametrize("count", [1, 2000])
def test_hours_of_one_and_of_two_thousand_patrols(count):
    pages = pages_of(_hours(count))
    text = " ".join(pages)
    assert f"{count:,}" in text
    assert sum(page.count(" pm to ") for page in pages) >= count * 0.5
    assert "Total" in pages[-1]
