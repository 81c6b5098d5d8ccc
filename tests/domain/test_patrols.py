"""The rules of a patrol: when it was, who went, how far, and its entries."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sacwatch.domain import patrols
from sacwatch.domain.errors import Invalid
from sacwatch.domain.patrols import Category, EntryDraft, EquipmentDraft, PatrollerDraft, Seat
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from tests.domain.test_texts import AS_TYPED
from tests.making import NOW, TODAY, counter, patrol_draft, stamp


def settle(*, now=NOW, today=TODAY, **said):
    return patrols.settle(
        patrol_draft(**said), stamp(now=now), zone=SACRAMENTO, today=today, new_id=counter("entry")
    )


def wrong(**said):
    """Give the problems of a draft, by field."""
    with pytest.raises(Invalid) as caught:
        settle(**said)
    return {where: problem.key for where, problem in caught.value.problems.items()}


def night(day: date, start: str, finish: str, *clocks: str):
    """Settle a patrol of any night of 2026."""
    entries = tuple(EntryDraft(clock=clock, seen="x") for clock in clocks)
    return settle(
        day=day.isoformat(),
        start=start,
        finish=finish,
        entries=entries,
        now=datetime(2026, 12, 1, tzinfo=UTC),
        today=date(2026, 11, 30),
    )


def minutes_in(patrol):
    return [(entry.at - patrol.started_at) // timedelta(minutes=1) for entry in patrol.entries]


def test_an_ordinary_patrol_is_what_was_typed():
    patrol = settle()
    assert patrol.day == date(2026, 9, 19)
    assert patrol.started_at == datetime(2026, 9, 20, 3, 30, tzinfo=UTC)
    assert patrol.minutes == 90
    assert patrol.person_minutes == 180
    assert patrol.miles == Decimal("8.5")
    assert minutes_in(patrol) == [15, 40]


def test_a_finish_after_midnight_is_the_next_day():
    patrol = settle(start="22:30", finish="00:45", entries=(EntryDraft(clock="0:10", seen="x"),))
    assert patrol.minutes == 135
    assert patrol.day == date(2026, 9, 19)
    assert patrol.entries[0].at == datetime(2026, 9, 20, 7, 10, tzinfo=UTC)


def test_a_finish_typed_without_pm_is_the_evening_one():
    assert settle(start="9:00 pm", finish="10:30", entries=()).minutes == 90


def test_entries_typed_without_pm_fall_into_the_patrol():
    lines = tuple(EntryDraft(clock=clock, seen="x") for clock in ("8:45", "11", "12:05"))
    assert minutes_in(settle(start="8:30 pm", finish="12:15", entries=lines)) == [15, 150, 215]


SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


def test_the_night_that_clocks_go_forward_is_an_hour_shorter():
    patrol = night(date(2026, 3, 7), "22:00", "04:00", "23:00", "01:59", "03:00")
    assert patrol.minutes == 5 * 60
    assert patrol.person_minutes == 2 * 5 * 60
    assert minutes_in(patrol) == [60, 239, 240]


def test_the_night_that_clocks_go_back_is_an_hour_longer():
    patrol = night(date(2026, 10, 31), "22:00", "04:00", "01:30", "01:45", "01:15", "02:00")
    assert patrol.minutes == 7 * 60
    assert patrol.person_minutes == 2 * 7 * 60
    assert minutes_in(patrol) == [210, 225, 255, 300], "after 1:45 a clock that shows 1:15 shows it again"


def test_the_half_of_the_repeated_hour_can_be_said():
    assert night(AUTUMN, "1:30 pdt", "1:30 pst").minutes == 60
    assert night(AUTUMN, "1:15 pst", "1:45 pst").minutes == 30
    assert night(AUTUMN, "1:15", "1:45 pst").minutes == 90
    assert minutes_in(night(AUTUMN, "0:30", "3:00", "1:10 pst", "1:10 pdt")) == [100, 40]


@pytest.mark.parametrize(
    ("day", "start", "finish", "field"),
    [
        (SPRING, "2:30 am", "4:00", "start"),
        (SPRING, "1:00", "2:30 am", "finish"),
        (date(2026, 3, 7), "22:00", "2:30 am", "finish"),
        (date(2026, 3, 7), "22:00", "2:30", "finish"),
    ],
)
def test_a_time_in_the_skipped_hour_is_asked_about(day, start, finish, field):
    with pytest.raises(Invalid) as caught:
        night(day, start, finish)
    told = {where: problem.key for where, problem in caught.value.problems.items()}
    assert told == {field: "problem.skipped_hour"}


@pytest.mark.parametrize(
    ("start", "finish", "key"),
    [
        ("21:00", "20:00", "problem.finish_before_start"),
        ("9:00 pm", "8:59 pm", "problem.finish_before_start"),
        ("20:30", "20:30", "problem.no_time_passed"),
        ("05:00", "22:00", "problem.patrol_too_long"),
        ("20:30", "late", "problem.not_a_time"),
        ("20:30", "", "problem.needed"),
        ("20:30", "26:00", "problem.not_a_time"),
    ],
)
def test_a_finish_that_cannot_be_says_why(start, finish, key):
    assert wrong(start=start, finish=finish, entries=()) == {"finish": key}


def test_a_patrol_may_be_as_long_as_the_limit_and_no_longer():
    assert settle(start="06:00", finish="22:00", entries=()).duration == patrols.LONGEST
    assert wrong(start="05:59", finish="22:00", entries=()) == {"finish": "problem.patrol_too_long"}


@pytest.mark.parametrize(
    ("day", "start", "finish", "problems"),
    [
        ("9/21/2026", "20:00", "21:00", {"day": "problem.in_future"}),
        ("9/20/2026", "20:00", "21:00", {"start": "problem.in_future"}),
        ("9/20/2026", "10:00", "11:30", {"finish": "problem.in_future"}),
        ("tomorrow", "10:00", "11:00", {"day": "problem.in_future"}),
        ("12/31/9999", "10:00", "11:00", {"day": "problem.not_a_day"}),
        ("", "10:00", "11:00", {"day": "problem.needed"}),
        ("someday", "10:00", "11:00", {"day": "problem.not_a_day"}),
    ],
)
def test_a_patrol_that_is_still_to_come_is_refused(day, start, finish, problems):
    assert wrong(day=day, start=start, finish=finish, entries=()) == problems


def test_a_patrol_may_end_this_very_minute():
    assert settle(day="today", start="10:00", finish="11:00", entries=()).finished_at == NOW


@pytest.mark.parametrize(
    ("start", "finish", "problems"),
    [
        ("48219", "48211", {"odometer_finish": "problem.odometer_backwards"}),
        ("48000", "48501", {"odometer_finish": "problem.odometer_far"}),
        ("abc", "48211", {"odometer_start": "problem.not_a_number"}),
        ("-4", "48211", {"odometer_start": "problem.negative"}),
        ("1", "99999999999", {"odometer_finish": "problem.too_large"}),
        (
            "4821l",
            "1e9",
            {"odometer_start": "problem.not_a_number", "odometer_finish": "problem.not_a_number"},
        ),
    ],
)
def test_an_odometer_that_cannot_be_says_why(start, finish, problems):
    assert wrong(odometer_start=start, odometer_finish=finish) == problems


@pytest.mark.parametrize(
    ("start", "finish", "miles"), [("100", "100", 0), ("", "100", None), ("100", "", None)]
)
def test_miles_are_known_only_from_both_readings(start, finish, miles):
    assert settle(odometer_start=start, odometer_finish=finish).miles == miles


@pytest.mark.parametrize("mode", ["foot", "bicycle"])
def test_what_only_a_vehicle_has_is_left_out_of_any_other_patrol(mode):
    patrol = settle(mode=mode, odometer_start="abc", crew=(PatrollerDraft("Rosa", None, "driver"),))
    assert (patrol.vehicle, patrol.odometer_start, patrol.odometer_finish) == ("", None, None)
    assert patrol.crew[0].seat is Seat.OBSERVER


def test_somebody_must_have_gone():
    assert wrong(crew=()) == {"crew.0.name": "problem.no_crew"}
    assert wrong(crew=(PatrollerDraft("  "), PatrollerDraft("\u200b"))) == {"crew.0.name": "problem.no_crew"}
    patrol = settle(equipment=(EquipmentDraft("\u200b"),), entries=(EntryDraft(seen="\u200b\ufe0f"),))
    assert (patrol.equipment, patrol.entries) == ((), ())


@pytest.mark.parametrize(
    "crew",
    [
        (PatrollerDraft("Rosa"), PatrollerDraft("ROSA")),
        (PatrollerDraft("Rosa", "m1"), PatrollerDraft("R. D.", "m1")),
    ],
)
def test_nobody_goes_twice(crew):
    assert wrong(crew=crew) == {"crew.1.name": "problem.twice_in_crew"}


def test_two_of_one_name_are_two_members():
    crew = settle(crew=(PatrollerDraft("Rosa", "m1"), PatrollerDraft("Rosa", "m2"))).crew
    assert [each.member_id for each in crew] == ["m1", "m2"]


def test_only_one_drives():
    drivers = (PatrollerDraft("Rosa", None, "driver"), PatrollerDraft("Walt", None, "driver"))
    assert wrong(crew=drivers) == {"crew.0.name": "problem.two_drivers"}


def test_a_crowd_is_no_patrol():
    crew = tuple(PatrollerDraft(f"Person {number}") for number in range(patrols.CREW_LIMIT + 1))
    assert wrong(crew=crew) == {"crew.0.name": "problem.too_many"}
    assert len(settle(crew=crew[:-1]).crew) == patrols.CREW_LIMIT


def test_an_empty_line_of_the_sheet_is_left_out_and_a_time_alone_is_an_entry():
    patrol = settle(entries=(EntryDraft(), EntryDraft(clock="21:00"), EntryDraft(seen="  ")))
    assert [entry.category for entry in patrol.entries] == [Category.ALL_QUIET]


def test_a_new_entry_gets_an_id_and_a_known_one_keeps_its_own():
    entries = settle(entries=(EntryDraft(id="known", seen="a"), EntryDraft(seen="b"))).entries
    assert [entry.id for entry in entries] == ["known", "entry-1"]


@pytest.mark.parametrize(
    ("clock", "key"),
    [
        ("20:15", "problem.entry_outside_patrol"),
        ("22:01", "problem.entry_outside_patrol"),
        ("x", "problem.not_a_time"),
    ],
)
def test_an_entry_must_fall_into_the_patrol(clock, key):
    assert wrong(entries=(EntryDraft(seen="a"), EntryDraft(clock=clock))) == {"entries.1.clock": key}


@pytest.mark.parametrize("clock", ["20:30", "22:00"])
def test_an_entry_may_be_at_the_very_start_or_finish(clock):
    assert settle(entries=(EntryDraft(clock=clock),)).entries[0].at is not None


def test_entries_may_stand_out_of_order():
    patrol = settle(entries=(EntryDraft(clock="21:30"), EntryDraft(clock="20:45")))
    assert minutes_in(patrol) == [60, 15]


def test_too_many_entries_are_refused():
    lines = (EntryDraft(seen="x"),) * (patrols.ENTRY_LIMIT + 1)
    assert wrong(entries=lines) == {"entries": "problem.too_many"}


def test_everything_wrong_is_told_at_once():
    problems = wrong(
        day="x",
        start="y",
        finish="z",
        odometer_start="q",
        area="a" * 501,
        crew=(PatrollerDraft("n" * 5000),),
        entries=(EntryDraft(seen="s" * 20_001, place=PlaceDraft("p", float("nan"), 0.0, "map")),),
        equipment=(EquipmentDraft("e" * 201),),
        note="n" * 20_001,
    )
    assert problems == {
        "day": "problem.not_a_day",
        "start": "problem.not_a_time",
        "finish": "problem.not_a_time",
        "odometer_start": "problem.not_a_number",
        "area": "problem.too_long",
        "crew.0.name": "problem.too_long",
        "entries.0.seen": "problem.too_long",
        "entries.0.place": "problem.point_off_earth",
        "equipment.0.name": "problem.too_long",
        "note": "problem.too_long",
    }


@pytest.mark.parametrize("text", AS_TYPED)
def test_every_text_comes_back_as_typed(text):
    patrol = settle(
        vehicle=text,
        area=text,
        weather=text,
        note=text,
        crew=(PatrollerDraft(text),),
        equipment=(EquipmentDraft(text),),
        entries=(EntryDraft(seen=text, number=text, place=PlaceDraft(text)),),
    )
    entry = patrol.entries[0]
    told = {patrol.vehicle, patrol.area, patrol.weather, patrol.note}
    told |= {patrol.crew[0].name, patrol.equipment[0].name}
    assert told | {entry.seen, entry.number, entry.place.text} == {text}


def test_a_letter_picks_one_category_in_either_case():
    assert {Category.by_letter(each.letter.upper()) for each in Category} == set(Category)
    assert len({each.letter for each in Category}) == len(Category)
    assert Category.by_letter("?") is None


def test_changing_a_patrol_keeps_when_it_was_made():
    first = settle()
    draft = dataclasses.replace(patrols.draft_of(first, zone=SACRAMENTO), area="H Street")
    later = stamp(now=NOW + timedelta(days=3))
    changed = patrols.settle(draft, later, zone=SACRAMENTO, today=TODAY, new_id=counter(), past=first)
    assert (changed.created_at, changed.changed_at, changed.area) == (NOW, later.now, "H Street")


def test_hours_are_counted_by_person_under_the_latest_name():
    one = settle(crew=(PatrollerDraft("Rosa D.", "m1", "driver"), PatrollerDraft("Walt")))
    two = settle(
        day="2026-09-18",
        crew=(
            PatrollerDraft("Rosa Delgado", "m1"),
            PatrollerDraft("WALT", None, "driver"),
            PatrollerDraft("Ann"),
        ),
        odometer_start="100",
        odometer_finish="104.5",
    )
    rows = patrols.hours_by_person([one, two])
    assert [(row.name, row.patrols, row.minutes, row.miles) for row in rows] == [
        ("Ann", 1, 90, 0),
        ("Rosa D.", 2, 180, Decimal("8.5")),
        ("Walt", 2, 180, Decimal("4.5")),
    ]
    assert sum(row.minutes for row in rows) == one.person_minutes + two.person_minutes


def test_a_seat_is_kept():
    assert [each.seat for each in settle().crew] == [Seat.DRIVER, Seat.OBSERVER]
