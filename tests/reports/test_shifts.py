"""The calendar of shifts on paper: a month and a week, for every audience."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import LeftOut, Thing
from sacwatch.domain.reducing import reduced
from sacwatch.reports.shifts import PaperShift, ShiftCalendar, shift_month, shift_week
from tests.reports import papers
from tests.reports.papers import pages_of, read, squeezed, whole_text

EVENING = datetime(2026, 9, 6, 3, 30, tzinfo=UTC)
"""Saturday, September 5, 8:30 pm in Sacramento."""
LONG = "Wolfeschlegelsteinhausenbergerdorff-Nguyễn Marsh of the Old Cannery"


def shift(days=0, **said):
    start = EVENING + timedelta(days=days)
    usual = {
        "start": start,
        "end": start + timedelta(minutes=90),
        "area": "P to R, 16th to 20th",
        "needed": 2,
    }
    return PaperShift(**{**usual, "people": ("Rosa Delgado",), "wanted": 1, **said})


def month(*shifts, audience=Audience.CAPTAIN, **said):
    data = ShiftCalendar(
        watch=reduced(papers.watch(), audience),
        audience=audience,
        first=date(2026, 9, 1),
        last=date(2026, 9, 30),
        shifts=tuple(shifts),
        **said,
    )
    return shift_month(data, papers.MADE_ON)


def week(*shifts, audience=Audience.CAPTAIN, **said):
    data = ShiftCalendar(
        watch=reduced(papers.watch(), audience),
        audience=audience,
        first=date(2026, 8, 30),
        last=date(2026, 9, 5),
        shifts=tuple(shifts),
        **said,
    )
    return shift_week(data, papers.MADE_ON)


def text_of(data):
    return " ".join(" ".join(pages_of(data)).split())


def test_a_month_shows_the_wall_and_the_list():
    text = text_of(month(shift(), shift(7, skipped=True, why="State fair"), shift(14, people=(), wanted=2)))
    assert "Shifts September 2026" in text and "Sun Mon Tue Wed Thu Fri Sat" in text
    assert "5 8:30 pm P to R, 16th to 20th 1 wanted" in text
    assert "12 8:30 pm no shift" in text
    assert "Sat, Sep 5 8:30 pm to 10:00 pm P to R, 16th to 20th Rosa Delgado 1" in text
    assert "No shift: State fair" in text and "Nobody yet 2" in text


def test_the_days_of_other_months_stand_in_their_weeks():
    text = text_of(month())
    assert "30 31 1 2 3 4 5" in text and "27 28 29 30 1 2 3" in text
    assert "No shifts are planned in September 2026." in text


def test_a_week_has_a_line_for_each_who_is_wanted():
    text = text_of(week(shift(wanted=2), shift(-1, people=("Ana Ruiz", "Ben Thompson"), wanted=0)))
    days = ["Sun, Aug 30, 2026", "Mon, Aug 31, 2026", "Fri, Sep 4, 2026", "Sat, Sep 5, 2026"]
    places = [text.rindex(day) for day in days]
    assert places == sorted(places)
    assert text.count("No shift.") == 5
    assert text.count("_" * 26) == 2
    assert "Ana Ruiz, Ben Thompson" in text


def test_what_stands_in_the_way_is_for_the_captain_alone():
    conflicts = ("Rosa Delgado household is on vacation",)
    assert "To be settled Sat, Sep 5, 8:30 pm: Rosa Delgado household is on vacation" in text_of(
        month(shift(conflicts=conflicts))
    )
    for audience in Audience:
        if audience is not Audience.CAPTAIN:
            for made in (month, week):
                assert "vacation" not in text_of(made(shift(conflicts=conflicts), audience=audience))


@pytest.mark.parametrize("audience", [each for each in Audience if each is not Audience.CAPTAIN])
def test_who_may_not_be_named_is_counted(audience):
    left_out = LeftOut((Thing.NAMES, Thing.AREA), partly=(Thing.NAMES,))
    planned = (shift(people=(), unnamed=2), shift(7, unnamed=1), area_free())
    text = text_of(month(*planned, audience=audience, left_out=left_out))
    assert "2 patrollers" in text and "Rosa Delgado, 1 other" in text
    gone = "the names of those who did not agree to it and where the watch goes"
    assert f"Left out of this copy: {gone}." in text


def area_free():
    return shift(14, area="")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("made", [month, week])
@pytest.mark.parametrize("count", [0, 1, 60])
def test_none_one_and_sixty_shifts_with_long_names_are_whole(made, large, count):
    shifts = [
        shift(
            -(number % 6), people=(f"{LONG} {number}", f"B{number} Lee"), area=f"Area {number} of " + "x" * 40
        )
        for number in range(count)
    ]
    data = made(*shifts, large=large)
    text = whole_text(data)
    assert all(squeezed(f"{LONG} {number}") in text for number in range(count))
    assert all(squeezed(f"B{number} Lee") in text for number in range(count))
    for page in read(data).pages:
        assert page.mediabox.width == 612 and page.mediabox.height == 792


def test_a_day_without_room_for_all_says_how_many_more():
    text = text_of(month(*[shift(area="A long way around the park and the school") for _ in range(30)]))
    assert " more " in text.split("Day by day")[0]


def test_over_midnight_and_in_the_hour_that_comes_twice():
    late = shift(end=EVENING + timedelta(hours=4))
    assert "8:30 pm to 12:30 am (next day)" in text_of(week(late))


@pytest.mark.parametrize("large", [False, True])
def test_large_print_is_fourteen_points(large):
    sizes = set()
    page = read(week(shift(), large=large)).pages[0]
    page.extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if "Rosa" in text else None
    )
    assert (14.0 in sizes) is large


def test_the_same_data_give_the_same_bytes():
    assert month(shift()) == month(shift()) and week(shift()) == week(shift())
