"""Patrol logs that were kept in a spreadsheet come in as patrols."""

import dataclasses
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest

from sacwatch.domain import patrolcolumns
from sacwatch.domain.errors import Cancelled
from sacwatch.domain.listing import PatrolQuery
from sacwatch.domain.patrolcolumns import Tells
from sacwatch.domain.patrols import Category, Mode, Seat
from sacwatch.domain.times import SACRAMENTO, clock_text
from sacwatch.services import patrolsheets, undoing
from tests.making import TODAY

HOW = {"zone": SACRAMENTO, "today": TODAY}


@pytest.fixture
def log(tmp_path):
    def log(text, name="log.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return patrolsheets.read(path)

    return log


def look(desk, log):
    with desk.reading() as work:
        return patrolsheets.preview(work, log, **HOW)


def bring(desk, rows, left_out=()):
    with desk.work() as work:
        return patrolsheets.bring_in(work, rows, left_out, **HOW)


def kept(desk):
    with desk.reading() as work:
        lines = work.patrols.find(PatrolQuery(limit=1000, descending=False)).lines
        return [work.patrols.get(each.id) for each in lines]


def one(desk, log, text):
    (row,) = look(desk, log(text))
    assert row.problem is None, row.problem
    return row.patrol


def span(patrol):
    return clock_text(patrol.started_at, SACRAMENTO), clock_text(patrol.finished_at, SACRAMENTO)


def test_an_ordinary_log_comes_in(desk, log):
    walt = desk.add(name="Walt Kim")
    source = log(
        "Boulevard Park patrols,,,,,,\n"
        "Date,Start time,End time,Patrollers,Start odometer,End odometer,Area,Comments\n"
        "9/14/2019,8:30 pm,10 pm,Rosa Delgado & Walt Kim,48211.4,48219.9,Boulevard Park,All quiet\n"
        "Sat 9/21/2019,22:30,0:15,Rosa Delgado,,,P St,Light out at 16th\n"
        "Total,,,,,,,\n"
    )
    rows = look(desk, source)
    assert [(row.problem and row.problem.key, row.there) for row in rows] == [
        (None, False),
        (None, False),
        ("problem.log_day_unread", False),
    ]
    assert bring(desk, rows) == 2
    first, second = kept(desk)
    assert (first.day, span(first)) == (date(2019, 9, 14), ("8:30 pm", "10:00 pm"))
    assert [(each.name, each.member_id) for each in first.crew] == [
        ("Rosa Delgado", None),
        ("Walt Kim", walt.id),
    ]
    assert (first.mode, first.miles, first.area, first.note) == (
        Mode.VEHICLE,
        Decimal("8.5"),
        "Boulevard Park",
        "All quiet",
    )
    assert (second.mode, second.minutes) == (Mode.FOOT, 105)


def test_a_spreadsheet_with_real_dates_and_times_comes_in(desk, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Date", "Time in", "Time out", "Name 1", "Name 2", "Miles"],
        [date(2019, 9, 14), time(20, 30), time(22, 0), "Rosa Delgado", "Walt Kim", 4.5],
        [datetime.fromisoformat("2019-09-15 20:30"), None, time(22, 0), "Rosa Delgado", None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    rows = look(desk, patrolsheets.read(tmp_path / "log.xlsx"))
    assert [row.problem for row in rows] == [None, None]
    assert [span(row.patrol) for row in rows] == [("8:30 pm", "10:00 pm")] * 2
    assert [len(row.patrol.crew) for row in rows] == [2, 1]
    assert rows[0].patrol.miles == Decimal("4.5")


def test_bringing_a_file_in_twice_doubles_nothing(desk, log):
    text = (
        "Date,Start,Hours,Who\n"
        "9/14/2019,8:30 pm,1.5,Rosa and Walt\n"
        "9/14/2019,8:30 pm,1.5,Walt; Rosa\n"
        "9/14/2019,8:30 pm,1.5,Mei\n"
    )
    rows = look(desk, log(text))
    assert [row.there for row in rows] == [False, True, False]
    assert bring(desk, rows) == 2
    assert bring(desk, rows) == 0, "even with the preview of before"
    again = look(desk, log(text))
    assert [row.there for row in again] == [True] * 3
    assert bring(desk, again) == 0
    assert len(kept(desk)) == 2


def test_it_is_one_step_and_can_be_taken_back(desk, log):
    rows = look(desk, log("Date,Start,Finish,Who\n9/14/2019,20:30,22:00,Rosa\n9/15/2019,20:30,22:00,Rosa\n"))
    bring(desk, rows)
    with desk.work() as work:
        assert undoing.undo(work).does == "step.patrols_brought"
    assert kept(desk) == []


def test_rows_that_are_left_out_stay_out(desk, log):
    rows = look(desk, log("Date,Start,Finish,Who\n9/14/2019,20:30,22:00,Rosa\n9/15/2019,20:30,22:00,Rosa\n"))
    assert bring(desk, rows, {0}) == 1
    assert [each.day.day for each in kept(desk)] == [15]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (",20:30,22:00,,Rosa", "problem.log_no_day"),
        ("9/14,20:30,22:00,,Rosa", "problem.log_no_year"),
        ("sometime,20:30,22:00,,Rosa", "problem.log_day_unread"),
        ("31/12/2019,20:30,22:00,,Rosa", "problem.log_day_unread"),
        ("2/30/2019,20:30,22:00,,Rosa", "problem.no_such_day"),
        ("9/14/2019,,22:00,,Rosa", "problem.log_no_start"),
        ("9/14/2019,20:30,,,Rosa", "problem.log_no_finish"),
        ("9/14/2019,20:30,22:00,,", "problem.log_no_crew"),
        ("9/14/2019,late,22:00,,Rosa", "problem.not_a_time"),
        ("9/14/2019,20:30,20:30,,Rosa", "problem.no_time_passed"),
        ("9/14/2031,20:30,22:00,,Rosa", "problem.in_future"),
    ],
)
def test_a_row_that_cannot_come_says_why(desk, log, row, key):
    found = look(desk, log(f"Date,Start,Finish,Hours,Who\n{row}\n9/15/2019,20:30,22:00,,Walt\n"))
    assert [each.problem and each.problem.key for each in found] == [key, None]
    assert bring(desk, found) == 1


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ("1.5", 90),
        ("1:30", 90),
        ("90 min", 90),
        ("1 hr 30 min", 90),
        ("2 hours", 120),
        (".5", 30),
        ("1h30m", 90),
    ],
)
def test_how_long_it_took_in_many_ways(desk, log, hours, minutes):
    assert one(desk, log, f"Date,Start,Hours,Who\n9/14/2019,20:30,{hours},Rosa\n").minutes == minutes


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8:30 pm - 10 pm", ("8:30 pm", "10:00 pm")),
        ("8:30-10 pm", ("8:30 pm", "10:00 pm")),
        ("20:30 – 22:00", ("8:30 pm", "10:00 pm")),
        ("2030 to 2200", ("8:30 pm", "10:00 pm")),
        ("11 pm - 1 am", ("11:00 pm", "1:00 am")),
        ("8:30-10:00", ("8:30 pm", "10:00 pm")),
        ("9 am - 10 am", ("9:00 am", "10:00 am")),
    ],
)
def test_start_and_finish_in_one_cell(desk, log, cell, expected):
    assert span(one(desk, log, f"Date,Time,Who\n9/14/2019,{cell},Rosa\n")) == expected


def test_times_without_am_or_pm_are_asked_about(desk, log):
    source = log("Date,Start,Finish,Who\n9/14/2019,8:30,10:00,Rosa\n")
    assert source.evening
    assert span(look(desk, source)[0].patrol) == ("8:30 pm", "10:00 pm")
    morning = dataclasses.replace(source, evening=False)
    assert span(look(desk, morning)[0].patrol) == ("8:30 am", "10:00 am")
    assert not log("Date,Start,Finish,Who\n9/14/2019,20:30,22:00,Rosa\n").evening


def test_a_usual_start_stands_in_where_none_is_told(desk, log):
    source = log("Date,Hours,Who\n9/14/2019,1.5,Rosa\n")
    assert patrolcolumns.missing(source.uses) == (Tells.START,)
    told = dataclasses.replace(source, usual_start="8 pm")
    assert span(look(desk, told)[0].patrol) == ("8:00 pm", "9:30 pm")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Rosa, Walt and Mei", ["Rosa", "Walt", "Mei"]),
        ("Rosa & Walt", ["Rosa", "Walt"]),
        ("Rosa/Walt", ["Rosa", "Walt"]),
        ("Kim, Walt", ["Walt Kim"]),
        ("Rosa w/ Walt; rosa", ["Rosa", "Walt"]),
        ("Andy Sandoval", ["Andy Sandoval"]),
    ],
)
def test_who_went_in_many_ways(desk, log, cell, names):
    desk.add(name="Walt Kim")
    patrol = one(desk, log, f'Date,Start,Hours,Who\n9/14/2019,20:30,1,"{cell}"\n')
    assert [each.name for each in patrol.crew] == names


def test_a_driver_drives(desk, log):
    patrol = one(
        desk, log, "Date,Start,Hours,Driver,Observers,Vehicle\n9/14/2019,20:30,1,Rosa,Walt,Blue Corolla\n"
    )
    assert [(each.name, each.seat) for each in patrol.crew] == [
        ("Rosa", Seat.DRIVER),
        ("Walt", Seat.OBSERVER),
    ]
    assert (patrol.mode, patrol.vehicle) == (Mode.VEHICLE, "Blue Corolla")


def test_lines_of_a_note_that_begin_with_a_time_become_entries(desk, log):
    patrol = one(
        desk,
        log,
        "Date,Start,Finish,Who,Notes\n"
        '9/14/2019,8:30 pm,10:30 pm,Rosa,"8:45 pm 1520 Q St, all quiet\n'
        "9:10 pm - graffiti on the fence\n"
        '2240 Queens St, all quiet"\n',
    )
    assert [
        (clock_text(each.at, SACRAMENTO), each.place.text, each.category, each.seen)
        for each in patrol.entries
    ] == [
        ("8:45 pm", "1520 Q St", Category.ALL_QUIET, "all quiet"),
        ("9:10 pm", "", Category.GRAFFITI, "graffiti on the fence"),
    ]
    assert patrol.note == "2240 Queens St, all quiet"


def test_entries_whose_time_does_not_fit_stay_words(desk, log):
    patrol = one(
        desk, log, "Date,Start,Finish,Who,Notes\n9/14/2019,20:30,21:30,Rosa,3:00 am a car drove off\n"
    )
    assert patrol.entries == ()
    assert patrol.note == "3:00 am a car drove off"


def test_rows_that_go_on_are_entries_of_one_patrol(desk, log):
    rows = look(
        desk,
        log(
            "Date,Start,Finish,Who,Entry time,Place,Seen\n"
            "9/14/2019,20:30,22:00,Rosa,20:45,1520 Q St,All quiet\n"
            ",,,,21:00,16th & P,graffiti on the wall\n"
            "9/14/2019,20:30,22:00,Rosa,21:30,P St,open garage\n"
            "9/15/2019,20:30,22:00,Rosa,,,\n"
        ),
    )
    assert [len(row.patrol.entries) for row in rows] == [3, 0]
    bring(desk, rows)
    first = kept(desk)[0]
    assert [each.category.value for each in first.entries] == ["all_quiet", "graffiti", "open_garage"]
    assert first.entries[1].place.point is not None


def test_miles_that_are_none_and_a_lonely_reading_go_to_the_note(desk, log):
    text = "Date,Start,Hours,Who,Miles,Start odometer\n9/14/2019,20:30,1,Rosa,about five,48211\n"
    patrol = one(desk, log, text)
    assert (patrol.miles, patrol.note) == (None, "48211\nabout five")


def test_sixty_columns_of_which_none_is_known(desk, log):
    source = log(",".join(f"Field {n}" for n in range(60)) + "\n" + ",".join("x" * 60) + "\n")
    assert set(source.uses) == {Tells.NOTHING}
    assert patrolcolumns.missing(source.uses) == (Tells.DAY, Tells.START, Tells.CREW)


def test_reading_and_bringing_in_can_be_stopped(desk, log, tmp_path):
    lines = "".join(f"9/14/2019,{hour}:{minute:02},1,Rosa\n" for hour in range(1, 24) for minute in range(60))
    rows = look(desk, log(f"Date,Start,Hours,Who\n{lines}"))

    def stop(done, total, doing=""):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled), desk.work() as work:
        patrolsheets.bring_in(work, rows, progress=stop, **HOW)
    assert kept(desk) == []
