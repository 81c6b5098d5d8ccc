"""The patrol sheet on paper: its number, its boxes, and lines to the foot of the page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sacwatch.domain.patrols import Category, Mode, Patroller, Seat
from sacwatch.domain.places import Place
from sacwatch.domain.sheets import Sheet, Spot
from sacwatch.reports.sheets import (
    FilledSheet,
    House,
    PatrolSheet,
    PatrolSheets,
    filled_sheet,
    patrol_sheets,
)
from tests.reports import papers
from tests.reports.papers import pages_of, read, squeezed

LONG = ("Maximiliana-Theodora " * 7)[:119] + "z"


def sheet(**said) -> Sheet:
    usual = {
        "id": "sheet",
        "number": "1005",
        "day": date(2026, 11, 21),
        "starts_at": papers.START,
        "finishes_at": papers.START + timedelta(hours=2),
        "mode": Mode.VEHICLE,
        "vehicle": "Blue Corolla",
        "crew": (Patroller(name="Rosa Delgado", seat=Seat.DRIVER), Patroller(name="Walt Kim")),
        "area": "P to R, 16th to 20th",
        "equipment": ("Radio 2", "Flashlight"),
        "printed_at": papers.START,
    }
    return Sheet(**{**papers._COMMON, **usual, **said})


BLANK = {
    "day": None,
    "starts_at": None,
    "finishes_at": None,
    "mode": None,
    "crew": (),
    "area": "",
    "equipment": (),
}


def spots(count: int) -> tuple[Spot, ...]:
    return tuple(
        Spot(
            place=Place(f"{16 + each}00 block of P St"),
            count=3,
            kinds=("incident.vehicle_burglary", "category.graffiti"),
            latest=date(2026, 11, 14),
        )
        for each in range(count)
    )


def made(*parts: PatrolSheet, **said) -> bytes:
    data = PatrolSheets(watch=papers.watch(**said), sheets=parts)
    return patrol_sheets(data, [None] * len(parts), papers.MADE_ON)


def houses(count: int, note: str = "") -> tuple[House, ...]:
    return tuple(House(id=f"{each}", address=f"{1600 + each} Queens St", note=note) for each in range(count))


def words(data: bytes) -> str:
    return " ".join(" ".join(pages_of(data)).split())


def lines_on(data: bytes) -> list[int]:
    """Give the numbers of the lines to fill, in their order."""
    found = []
    for page in pages_of(data):
        below = page.partition("Seen and done")[2] if "Seen and done" in page else ""
        found += [int(line) for line in below.split("For: ")[0].split("\n") if line.strip().isdigit()]
    return found


def test_tonights_sheet_has_all_that_is_known_and_the_number_large():
    data = made(PatrolSheet(sheet=sheet(spots=spots(2)), houses=houses(3, "Side gate sticks.")))
    text = words(data)
    for expected in (
        "Patrol sheet Sat, Nov 21, 2026, 8:30 pm to 10:30 pm",
        "Emergency or crime in progress: call 911 first.",
        "Rosa Delgado (driver), Walt Kim",
        "P to R, 16th to 20th",
        "Vehicle: Blue Corolla",
        "Set out at",
        "Odometer, finish",
        "Radio 2",
        "We go in pairs. We carry no weapons. We stop and hold nobody.",
        "1 1600 Queens St Side gate sticks.",
        "3 1602 Queens St",
        "A 1600 block of P St 3 times, last Nov 14: Vehicle break-in, Graffiti",
        "Q All quiet",
        "C House check",
        "Sheet 1005",
        "For: the patrollers of this sheet",
    ):
        assert expected in text, expected
    assert "captain only" not in text.lower()
    sizes = set()
    read(data).pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if text.strip() == "1005" else None
    )
    assert max(sizes) >= 28
    assert len(pages_of(data)) == 2
    assert lines_on(data) == list(range(1, len(lines_on(data)) + 1)) and len(lines_on(data)) >= 10


def test_every_category_stands_with_its_letter():
    text = words(made(PatrolSheet(sheet=sheet(**BLANK))))
    for category in Category:
        assert f"{category.letter.upper()} " in text


def test_a_blank_sheet_has_boxes_for_all_that_is_written_by_hand():
    data = made(PatrolSheet(sheet=sheet(**BLANK)))
    text = words(data)
    for expected in (
        "Date",
        "Area or route",
        "Who goes",
        "Set out at",
        "Odometer, start",
        "Signature",
        "1005",
    ):
        assert expected in text
    assert "Houses" not in text and "Places to look at" not in text
    assert len(pages_of(data)) == 2 and len(lines_on(data)) > 18


def test_a_patrol_on_foot_has_no_boxes_for_an_odometer():
    text = words(made(PatrolSheet(sheet=sheet(mode=Mode.FOOT, vehicle=""))))
    assert "Odometer" not in text and "On foot" in text


def test_a_sheet_without_people_or_area_leaves_room_for_them():
    text = words(made(PatrolSheet(sheet=sheet(crew=(), area="", starts_at=None, finishes_at=None))))
    assert "Who goes (driver first)" in text and "Area or route" in text and "Sat, Nov 21, 2026" in text


@pytest.mark.parametrize("count", [1, 6, 40])
def test_every_house_is_on_it_in_order(count):
    text = words(made(PatrolSheet(sheet=sheet(), houses=houses(count))))
    found = [text.index(f"{each + 1} {1600 + each} Queens St") for each in range(count)]
    assert found == sorted(found)


def test_houses_whose_days_are_over_are_counted_and_not_named():
    text = words(made(PatrolSheet(sheet=sheet(), kept_back=2)))
    assert "2 houses were on this sheet." in text and "Queens St" not in text.replace("Queens Street", "")


@pytest.mark.parametrize("many", [False, True])
def test_names_as_long_as_names_get_are_whole(many):
    crew = tuple(Patroller(name=f"{LONG}{each}") for each in range(40 if many else 2))
    one = sheet(crew=crew, area="W" * 120, vehicle=LONG, equipment=(LONG,), spots=spots(6))
    pages = pages_of(made(PatrolSheet(sheet=one, houses=houses(1, LONG))))
    # Without the heads and feet of pages, which may stand amid a name.
    first, *others = (page.split("For: the")[0] for page in pages)
    text = squeezed("".join([first, *(page.partition("\n")[2] for page in others)]))
    for each in crew:
        assert squeezed(each.name) in text
    assert text.count("W") >= 120 and lines_on(made(PatrolSheet(sheet=one)))


def test_several_sheets_are_one_file_and_each_counts_its_own_pages():
    blank = PatrolSheet(sheet=sheet(**BLANK))
    parts = [replace(blank, sheet=replace(blank.sheet, number=number)) for number in ("1005", "1013", "1021")]
    pages = pages_of(made(*parts))
    assert len(pages) == 6
    assert all("Page 1 of 2" in page for page in pages[::2]) and "1021" in pages[4]


def test_the_sample_says_on_every_page_that_it_is_one():
    assert all("SAMPLE" in page for page in pages_of(made(PatrolSheet(sheet=sheet()), sample=True)))


# --- filled --------------------------------------------------------------------------------------


def test_a_filled_sheet_is_the_patrol_and_no_address_of_an_empty_house():
    house = replace(papers.ENTRIES[0], id="h", category=Category.HOUSE_CHECK, place=Place(), household_id="x")
    data = FilledSheet(
        watch=papers.watch(),
        patrol=papers.patrol(entries=(house, *papers.ENTRIES[:3])),
        number="1005",
        checked=3,
    )
    text = words(filled_sheet(data, papers.MADE_ON))
    assert text.index("Emergency or crime in progress: call 911 first.") < text.index("Ana Ruiz")
    for expected in (
        "Filled patrol sheet Sat, Nov 21, 2026, 8:30 pm to 10:40 pm",
        "1005",
        "Ana Ruiz (driver), Ben Thompson",
        "48,210.4",
        "1 of 3 houses",
        "8:50 pm 1615 P St",
        "Ask about the pole on P Street again.",
        "This copy shows everything and is for the captain only.",
    ):
        assert expected in text, expected
    assert text.count("House check") == 0


def test_a_patrol_that_had_no_sheet_and_no_lines_is_filled_too():
    data = FilledSheet(watch=papers.watch(), patrol=papers.patrol(entries=(), note="", equipment=()))
    text = words(filled_sheet(data, papers.MADE_ON))
    assert "Nothing was written down on this patrol." in text and "Houses looked at" not in text
