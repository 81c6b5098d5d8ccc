"""Patrol sheets: numbers that tell a slip of the finger, plans, and places worth a second look."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import patrols, sheets
from sacwatch.domain.errors import Invalid
from sacwatch.domain.patrols import CheckDraft, PatrolDraft, PatrollerDraft
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.domain.sheets import Happened, SheetDraft, is_number, number_of, read_number, repeated
from sacwatch.domain.times import SACRAMENTO
from tests.making import NOW, TODAY, counter, patrol_draft, stamp

serials = st.integers(sheets.FIRST_SERIAL, 10**7)


@given(serials, st.integers(0, 8), st.integers(0, 9))
def test_one_wrong_digit_is_always_told(serial, place, digit):
    number = number_of(serial)
    assert is_number(number) and sheets.serial_of(number) == serial
    place %= len(number)
    wrong = number[:place] + str(digit) + number[place + 1 :]
    assert is_number(wrong) is (wrong == number)


@given(serials, st.integers(0, 8))
def test_two_neighbors_that_changed_places_are_always_told(serial, place):
    number = number_of(serial)
    place %= len(number) - 1
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert is_number(swapped) is (swapped == number)


def test_numbers_are_four_digits_at_first_and_each_is_another():
    numbers = [number_of(serial) for serial in range(sheets.FIRST_SERIAL, 3000)]
    assert len(set(numbers)) == len(numbers)
    assert {len(number) for number in numbers[:900]} == {4}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1005", "1005"),
        (" 10 05 ", "1005"),
        ("No. 1005", "1005"),
        ("#1005", "1005"),
        ("sheet 1005", "1005"),
        ("Sheet no. #10-05", "1005"),
        ("１００５", "1005"),
        ("tonight", ""),
        ("", ""),
        ("1005a", ""),
        ("9" * 500, ""),
    ],
)
def test_a_number_is_read_as_people_type_it(text, number):
    assert read_number(text) == number


@given(st.text(max_size=30))
def test_anything_can_be_typed_for_a_number(text):
    assert read_number(text).isdigit() or read_number(text) == ""


def draft(**said):
    usual = {
        "day": "2026-09-21",
        "start": "20:30",
        "finish": "22:30",
        "mode": "vehicle",
        "vehicle": "Blue Corolla",
        "crew": (PatrollerDraft("Rosa Delgado", "rosa", "driver"), PatrollerDraft("Walt Kim")),
        "area": "P to R, 16th to 20th",
        "equipment": ("Radio 2", "Flashlight"),
    }
    return SheetDraft(**{**usual, **said})


def settled(given_, **said):
    return sheets.settle(given_, stamp(), zone=SACRAMENTO, today=TODAY, number="1005", **said)


def test_a_sheet_settles_and_comes_back_as_its_draft():
    sheet = settled(draft(), house_ids=("house-1",))
    assert (sheet.day, sheet.number, sheet.house_ids) == (date(2026, 9, 21), "1005", ("house-1",))
    assert sheet.finishes_at - sheet.starts_at == timedelta(hours=2)
    again = settled(sheets.draft_of(sheet, zone=SACRAMENTO), house_ids=("house-1",))
    assert again == sheet


def test_a_blank_sheet_has_its_number_and_nothing_else():
    sheet = settled(draft(blank=True, day="nonsense"))
    assert sheet.blank and sheet.crew == () and sheet.area == "" and sheet.day is None


@pytest.mark.parametrize(
    ("said", "where", "key"),
    [
        ({"day": ""}, "day", "problem.needed"),
        ({"day": "someday"}, "day", "problem.not_a_day"),
        ({"start": "25:99"}, "start", "problem.not_a_time"),
        ({"start": ""}, "start", "problem.needed"),
        ({"finish": "20:30"}, "finish", "problem.no_time_passed"),
        ({"finish": "20:00"}, "finish", "problem.patrol_too_long"),
        ({"day": "2027-03-14", "start": "2:30 am"}, "start", "problem.skipped_hour"),
        ({"crew": (PatrollerDraft("Ann"), PatrollerDraft("ann"))}, "crew.1.name", "problem.twice_in_crew"),
    ],
)
def test_what_is_not_right_is_told_at_its_field(said, where, key):
    with pytest.raises(Invalid) as caught:
        settled(draft(**said))
    assert caught.value.problems[where].key == key


def test_a_sheet_needs_neither_people_nor_times():
    sheet = settled(draft(crew=(), start="", finish="", mode="", area=""))
    assert sheet.crew == () and sheet.starts_at is None and sheet.mode is None
    assert settled(draft(finish="")).finishes_at is None


def test_the_patrols_form_begins_with_what_was_printed():
    sheet = settled(draft())
    form = sheets.patrol_draft(sheet, zone=SACRAMENTO)
    assert (form.day, form.start, form.finish) == ("2026-09-21", "8:30 pm", "10:30 pm")
    assert [each.name for each in form.crew] == ["Rosa Delgado", "Walt Kim"]
    assert form.sheet_id == sheet.id and form.area == "P to R, 16th to 20th"
    assert [(each.name, each.out) for each in form.equipment] == [("Radio 2", False), ("Flashlight", False)]
    blank = sheets.patrol_draft(settled(SheetDraft(blank=True)), zone=SACRAMENTO)
    assert blank == PatrolDraft(mode="foot", sheet_id="record")


# --- houses that are ticked ----------------------------------------------------------------------


def patrol(**said):
    given_ = patrol_draft(**said)
    return patrols.settle(given_, stamp(), zone=SACRAMENTO, today=TODAY, new_id=counter())


def test_a_house_that_is_ticked_becomes_an_entry_of_its_own():
    checks = (
        CheckDraft("house-1", True, clock="20:50", seen="Porch light on"),
        CheckDraft("house-2", False, clock="", seen=""),
        CheckDraft("house-3", True),
    )
    found = patrol(checks=checks, sheet_id="sheet")
    houses = [each for each in found.entries if each.household_id]
    assert [each.household_id for each in houses] == ["house-1", "house-3"]
    assert all(each.category is patrols.Category.HOUSE_CHECK and not each.place for each in houses)
    assert houses[0].at is not None and houses[1].at is None and houses[0].seen == "Porch light on"
    assert found.sheet_id == "sheet" and len(found.entries) == 4
    again = patrols.draft_of(found, zone=SACRAMENTO)
    assert [each.household_id for each in again.checks] == ["house-1", "house-3"]
    assert len(again.entries) == 2
    assert patrols.settle(again, stamp(), zone=SACRAMENTO, today=TODAY, new_id=counter()) == found


def test_the_time_of_a_check_lies_in_the_patrol():
    with pytest.raises(Invalid) as caught:
        patrol(checks=(CheckDraft("house-1"), CheckDraft("house-2", True, clock="5:00 am")))
    assert caught.value.problems["checks.1.clock"].key == "problem.entry_outside_patrol"


# --- places worth a second look ------------------------------------------------------------------

UNTIL = NOW
HERE = Place("1600 block of P St", Point(38.571, -121.489), Fix.BLOCK)


def happened(days_ago: float, place: Place = HERE, kind: str = "incident.graffiti") -> Happened:
    return Happened(UNTIL - timedelta(days=days_ago), place, kind)


def test_two_things_on_two_days_make_a_place_worth_a_look():
    found = repeated([happened(3), happened(9, kind="category.dumping"), happened(20)], UNTIL, SACRAMENTO)
    assert [(spot.place.text, spot.count, spot.kinds) for spot in found] == [
        ("1600 block of P St", 3, ("incident.graffiti", "category.dumping"))
    ]
    assert found[0].latest == date(2026, 9, 17)


@pytest.mark.parametrize(
    "things",
    [
        [],
        [happened(3)],
        [happened(3), happened(3.01)],
        [happened(3), happened(61)],
        [happened(3), happened(-1)],
        [happened(3, Place("")), happened(9, Place(""))],
        [happened(3), happened(9, Place("1700 block of P St"))],
    ],
    ids=["nothing", "once", "one night", "long ago", "to come", "nowhere", "two places"],
)
def test_what_makes_no_place_worth_a_look(things):
    assert repeated(things, UNTIL, SACRAMENTO) == ()


def test_days_are_those_on_the_wall_also_where_the_clocks_change():
    # 11:30 pm and half an hour past midnight in Sacramento are one night and two days.
    night = datetime(2026, 9, 10, 6, 30, tzinfo=UTC)
    two = [Happened(night, HERE, "x.y"), Happened(night + timedelta(hours=1), HERE, "x.y")]
    assert len(repeated(two, UNTIL, SACRAMENTO)) == 1
    assert repeated([replace(each, at=each.at - timedelta(hours=3)) for each in two], UNTIL, SACRAMENTO) == ()


@given(
    st.lists(
        st.builds(
            Happened,
            st.floats(-5, 80).map(lambda days: UNTIL - timedelta(days=days)),
            st.sampled_from(["1600 block of P St", "P St & 16th St", "1700 block of Q St", ""]).map(Place),
            st.sampled_from(["incident.graffiti", "category.hazard"]),
        ),
        max_size=30,
    )
)
def test_the_most_frequent_come_first_and_each_place_once(things):
    found = repeated(things, UNTIL, SACRAMENTO)
    assert [spot.count for spot in found] == sorted((spot.count for spot in found), reverse=True)
    texts = [spot.place.text for spot in found]
    assert len(set(texts)) == len(texts) and "" not in texts
    lately = [each for each in things if UNTIL - timedelta(days=60) < each.at <= UNTIL]
    for spot in found:
        mine = [each for each in lately if each.place.text == spot.place.text]
        assert spot.count == len(mine) >= 2 and set(spot.kinds) == {each.kind for each in mine}
