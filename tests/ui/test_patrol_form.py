import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from sacwatch.domain.patrols import Category, Mode, Rule, Seat, Stop
from sacwatch.domain.reported import ReportedTo
from sacwatch.services import drafts
from sacwatch.ui import shown
from tests.ui.kit import button, click, focus, keys, pause, shortcut, texts, until

TAB, ENTER, SPACE, DOWN, ESC = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Down,
    Qt.Key.Key_Escape,
)


@pytest.fixture
def form(window, watch):
    """Give the form of a new patrol."""
    window.open(watch)
    window.show("patrols", "new")
    return window.form


def saved(window):
    """Give the patrol that was saved last."""
    until(lambda: window.form is None, "the form is saved")
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        return work.patrols.latest()


def fill(form, *, start="2030", finish="2200", crew="Ann Lee"):
    """Type what every patrol needs."""
    form.start.line.setFocus()
    keys(start, TAB)
    keys(finish, TAB, TAB)
    keys(crew, ENTER)


def test_a_whole_patrol_by_keyboard_alone(window, form):
    assert window.said().index("call 911 first") < window.said().index("Start"), "the form begins with it"
    assert focus() is form.start.line
    keys("2030", TAB)
    keys("2200", TAB)
    keys("v", TAB)  # vehicle, by its first letter
    keys("ros")
    until(lambda: form.crew.rows[0].name.completer().popup().isVisible(), "Rosa is offered")
    keys("", ENTER)
    assert form.crew.rows[0].name.text() == "Rosa Delgado"
    keys("wal", ENTER)  # faster than the list comes
    until(lambda: form.crew.rows[1].name.text() == "Walt Kim", "Walt is completed behind the typing")
    keys("", ENTER)  # the blank line: on to what follows
    assert focus() is form.vehicle.line
    keys("Blue Corolla", TAB)
    keys("48,211.4", TAB)
    keys("48219.9", TAB)
    keys("Boulevard Park", TAB)
    keys("clear, mild", TAB)
    keys("Radio 2", TAB, TAB, SPACE, TAB)
    keys("", TAB)  # the blank line of equipment, with nothing to tick
    keys("", SPACE, TAB, SPACE, TAB, SPACE, TAB)
    assert focus() is form.entries.rows[0].clock
    keys("2045", TAB)
    keys("2240 Queens St", ENTER)
    assert focus() is form.entries.rows[1].clock, "Enter goes to the next entry"
    keys("9:10", TAB)
    keys("16th & P", TAB)
    keys("f", TAB)  # graffiti, by its letter
    keys("s", TAB)  # stopped
    keys("Fresh tag on the fence", TAB)
    keys("3", TAB)  # 311
    keys("240919-0312", ENTER)
    keys("10:00 pm", ENTER)
    shortcut("Ctrl+S")
    patrol = saved(window)

    assert patrol.day == date(2026, 9, 19), "20:30 has not come yet this Sunday morning: it was last evening"
    assert patrol.started_at == datetime(2026, 9, 20, 3, 30, tzinfo=UTC)
    assert patrol.minutes == 90
    assert patrol.mode is Mode.VEHICLE and patrol.vehicle == "Blue Corolla"
    assert [(each.name, bool(each.member_id), each.seat) for each in patrol.crew] == [
        ("Rosa Delgado", True, Seat.DRIVER),
        ("Walt Kim", True, Seat.OBSERVER),
    ]
    assert patrol.miles == Decimal("8.5")
    assert [(each.name, each.out, each.back) for each in patrol.equipment] == [("Radio 2", True, True)]
    assert patrol.rules == frozenset(Rule)
    quiet, tag, last = patrol.entries
    assert (quiet.at, quiet.category) == (datetime(2026, 9, 20, 3, 45, tzinfo=UTC), Category.ALL_QUIET)
    assert quiet.place.text == "2240 Queens St"
    assert tag.at == datetime(2026, 9, 20, 4, 10, tzinfo=UTC), "9:10 means the evening"
    assert (tag.category, tag.stop, tag.reported_to) == (
        Category.GRAFFITI,
        Stop.STOP,
        ReportedTo.CITY_311,
    )
    assert (tag.seen, tag.number) == ("Fresh tag on the fence", "240919-0312")
    assert tag.place.point is not None, "a crossing of the Central City is known"
    assert last.at == patrol.finished_at
    assert "Patrol logged." in window.toast
    assert window.page.model.line(0).id == patrol.id
    assert window.page.chosen_id() == patrol.id
    told = texts(window.page.details)
    assert "48211.4 miles" in told and "48219.9 miles" in told and "8.5 miles" in told
    assert "Graffiti · Stopped\nFresh tag" in told


def test_round_miles_are_told_in_plain_digits():
    assert shown.miles(Decimal("48210")) == "48210 miles"
    assert shown.miles(Decimal("10.0")) == "10 miles"
    assert shown.miles(Decimal(0)) == "0 miles"


def test_a_start_is_spelled_out_as_it_is_understood(form):
    for typed, spelled in (
        ("2240", "10:40 pm"),
        ("22:40", "10:40 pm"),
        ("10:40 pm", "10:40 pm"),
        ("10.40p", "10:40 pm"),
        ("8:30", "8:30 pm"),
        ("0830", "8:30 am"),
        ("midnight", "12:00 am"),
        ("quarter past", "quarter past"),
    ):
        form.start.line.setFocus()
        form.start.line.selectAll()
        keys(typed, TAB)
        assert form.start.value() == spelled


def test_a_finish_without_am_or_pm_is_the_next_one_after_the_start(form):
    keys("2030", TAB)
    keys("10:30", TAB)
    assert form.finish.value() == "10:30 pm"
    # The start is corrected, and the finish is understood anew.
    form.start.line.setFocus()
    form.start.line.selectAll()
    keys("0830", TAB)
    assert form.finish.value() == "10:30 am"


def test_an_entry_without_am_or_pm_lies_in_the_patrol(form):
    fill(form, start="2030", finish="2330")
    line = form.entries.rows[0]
    line.clock.setFocus()
    keys("1040", TAB)
    assert line.clock.text() == "10:40 pm"


def test_mornings_are_understood_where_this_watch_walks_in_the_morning(window, watch):
    window.open(watch)
    window.show("patrols", "new")
    fill(window.form, start="0630", finish="0800")
    shortcut("Ctrl+S")
    saved(window)
    window.show("patrols", "new")
    keys("7:15", TAB)
    assert window.form.start.value() == "7:15 am"


def test_past_midnight_is_understood_and_said(window, form):
    fill(form, start="2330", finish="0100")
    assert "1 hr 30 min, past midnight" in window.said()
    shortcut("Ctrl+S")
    patrol = saved(window)
    assert patrol.minutes == 90
    assert patrol.day == date(2026, 9, 19)
    assert patrol.finished_at == datetime(2026, 9, 20, 8, 0, tzinfo=UTC)


def test_the_night_the_clocks_go_back(window, form):
    form.day.line.setFocus()
    form.day.line.selectAll()
    keys("11/1/25", TAB)
    keys("2330", TAB)
    keys("0130 pst", TAB, TAB)
    keys("Ann Lee", ENTER)
    shortcut("Ctrl+S")
    assert saved(window).minutes == 180


def test_a_typed_date_is_left_alone(form):
    form.day.line.setFocus()
    form.day.line.selectAll()
    keys("9/18", TAB)
    assert form.day.value() == "Fri, Sep 18, 2026"
    keys("2030", TAB)
    assert form.day.value() == "Fri, Sep 18, 2026"


def test_problems_stand_beside_their_fields_and_nothing_is_lost(window, form):
    keys("2230", TAB)
    keys("lunch", TAB)
    keys("v", TAB)
    form.odometer_start.line.setFocus()
    keys("abc", TAB)
    keys("-5", TAB)
    line = form.entries.rows[0]
    line.clock.setFocus()
    keys("2099", TAB)
    keys("2240 Queens St", TAB)
    shortcut("Ctrl+S")
    window.settle()
    assert "Some of this needs another look" in window.said()
    assert "not a time" in form.finish.problem
    assert "not a number" in form.odometer_start.problem
    assert "below zero" in form.fields["odometer_finish"].problem
    assert "who went" in form.crew.problem
    assert "not a time" in line.problem.text()
    assert focus() is form.finish.line, "the cursor goes to the first one"
    assert form.finish.value() == "lunch" and line.place.value().text == "2240 Queens St"
    # Typing takes the sentence away; the rest stays until it is looked at again.
    form.finish.line.selectAll()
    keys("2400")
    assert form.finish.problem == "" and form.odometer_start.problem


def test_times_that_cannot_be(window, form):
    fill(form)
    for day, start, finish, told in (
        ("9/18", "2030", "2030", "same time"),
        ("9/18", "2030", "2029", "before the start"),
        ("9/18", "0100", "1900", "more than 16 hours"),
        ("9/20", "0900", "1230", "still to come"),
    ):
        for field, text in ((form.day, day), (form.start, start), (form.finish, finish)):
            field.line.setFocus()
            field.line.selectAll()
            keys(text, TAB)
        shortcut("Ctrl+S")
        window.settle()
        assert told in form.finish.problem


def test_odometer_running_backwards_and_absurd_numbers(window, form):
    fill(form)
    form.mode.set_value("vehicle")
    form._mode_picked()
    for readings, told in (
        (("500", "400"), "less than the reading at the start (500)"),
        (("100", "9000"), "8900 miles"),
        (("100", "99999999999"), "too large"),
    ):
        form.odometer_start.set_value(readings[0])
        form.fields["odometer_finish"].set_value(readings[1])
        shortcut("Ctrl+S")
        window.settle()
        assert told in form.fields["odometer_finish"].problem


def test_what_only_a_vehicle_has_stays_in_the_draft_and_is_left_out_when_saved(window, form):
    fill(form)
    form.mode.set_value("vehicle")
    form._mode_picked()
    form.vehicle.line.setText("Blue Corolla")
    form.odometer_start.line.setText("48211")
    form.mode.box.setFocus()
    keys("o")
    assert form.mode.value() == "foot"
    form.keep_draft()
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        (draft,) = drafts.all_of(work)
    assert (draft.data["vehicle"], draft.data["odometer_start"]) == ("Blue Corolla", "48211")
    assert draft.data["crew"][0]["seat"] == "driver"
    shortcut("Esc")
    window.show("patrols", draft)
    window.form.mode.set_value("vehicle")
    window.form._mode_picked()
    assert window.form.vehicle.value() == "Blue Corolla", "it comes back with the vehicle"
    assert window.form.crew.value()[0].seat == "driver"
    window.form.mode.set_value("foot")
    window.form._mode_picked()
    shortcut("Ctrl+S")
    patrol = saved(window)
    assert (patrol.vehicle, patrol.odometer_start) == ("", None)
    assert [each.seat for each in patrol.crew] == ["observer"]


def test_a_start_in_the_future(window, form):
    form.day.line.setFocus()
    form.day.line.selectAll()
    keys("tomorrow", TAB)
    keys("2030", TAB)
    keys("2200", TAB, TAB)
    keys("Ann Lee", ENTER)
    shortcut("Ctrl+S")
    window.settle()
    assert "still to come" in form.day.problem


def test_a_name_of_5000_characters(window, form):
    fill(form, crew="x")
    form.crew.rows[0].name.setText("y" * 5_000)
    shortcut("Ctrl+S")
    window.settle()
    assert "5,000 characters" in form.crew.rows[0].problem.text()
    assert len(form.crew.value()[0].name) == 5_000


def test_a_problem_far_down_is_brought_into_view(window, watch):
    window.open(watch)
    window.shell.resize(1000, 600)
    window.show("patrols", "new")
    form = window.form
    fill(form)
    for number in range(12):
        form.entries.rows[-1].clock.setFocus()
        keys(f"20{31 + number}", ENTER)
    form.entries.rows[10].clock.setFocus()
    form.entries.rows[10].clock.selectAll()
    keys("0300", ENTER)
    form.start.line.setFocus()
    pause(20)
    shortcut("Ctrl+S")
    window.settle(extra=20)
    wrong = form.entries.rows[10]
    assert "not between the start and the finish" in wrong.problem.text()
    assert focus() is wrong.clock
    seen = form._area.viewport().rect()
    assert seen.contains(wrong.clock.mapTo(form._area.viewport(), wrong.clock.rect().center()))


def test_typing_at_the_foot_scrolls_along(window, watch):
    window.open(watch)
    window.shell.resize(1000, 600)
    window.show("patrols", "new")
    form = window.form
    fill(form)
    form.entries.rows[0].clock.setFocus()
    for number in range(15):
        keys(f"20{31 + number}", ENTER)
        pause(5)
        line = form.entries.rows[number + 1]
        seen = form._area.viewport().rect()
        for corner in (line.clock, line.seen):
            assert seen.contains(corner.mapTo(form._area.viewport(), corner.rect().center())), number


def test_a_line_taken_out_comes_back(window, form):
    fill(form)
    form.entries.rows[0].clock.setFocus()
    for text in ("2035", "2045", "2055"):
        keys(text, ENTER)
    form.entries.rows[1].clock.setFocus()
    shortcut("Ctrl+D")
    assert [each.clock for each in form.entries.value()] == ["8:35 pm", "8:55 pm"]
    assert [row.number_label.text() for row in form.entries.rows] == ["1.", "2.", "3."]
    click(window.shell.toast.button)
    assert [each.clock for each in form.entries.value()] == ["8:35 pm", "8:45 pm", "8:55 pm"]


def test_places_are_completed_and_resolved(window, form):
    form.entries.rows[0].clock.setFocus()
    keys("2045", TAB)
    line = form.entries.rows[0].place
    keys("1620 P")
    popup = line.line.completer().popup()
    until(popup.isVisible, "places are offered")
    keys("", DOWN, ENTER)
    assert line.value().text.startswith("1620 P St")
    assert line.value().lat == pytest.approx(38.571, abs=0.01)
    assert focus() is line.line, "what was picked can be looked at before going on"
    keys("", ENTER)
    assert focus() is form.entries.rows[1].clock


def test_enter_goes_on_although_places_are_offered(window, form):
    form.entries.rows[0].clock.setFocus()
    keys("2045", TAB)
    keys("16th & P")
    popup = form.entries.rows[0].place.line.completer().popup()
    until(popup.isVisible, "places are offered")
    keys("", ENTER)
    assert not popup.isVisible()
    assert focus() is form.entries.rows[1].clock
    window.settle()
    until(lambda: form.entries.rows[0].place.value().lat is not None, "the crossing is found meanwhile")


def test_other_words_are_another_place(window, form):
    line = form.entries.rows[0].place
    line.line.setFocus()
    keys("16th & P", TAB)
    until(lambda: line.value().lat is not None, "the crossing is found")
    line.line.setFocus()
    keys("x")
    assert line.value().lat is None


def test_a_stranger_with_part_of_a_members_name_stays_who_they_are(form):
    name = form.crew.rows[0].name
    name.setFocus()
    keys("Wal")
    until(name.completer().popup().isVisible, "Walt is offered")
    keys("", ESC)
    keys("", TAB)
    assert name.text() == "Wal" and name.member_id is None


def test_escape_closes_a_list_before_it_leaves_the_form(window, form):
    name = form.crew.rows[0].name
    name.setFocus()
    keys("Wal")
    until(name.completer().popup().isVisible, "Walt is offered")
    keys("", ESC)
    assert window.form is form


def test_enter_alone_leads_through_the_head_of_the_sheet(window, form):
    keys("2030", ENTER)
    keys("2200", ENTER)
    assert focus() is form.mode.box
    keys("v", ENTER)
    assert focus() is form.crew.rows[0].name, "Enter leaves a drop-down instead of opening it"
    keys("Ann Lee", TAB)
    assert focus() is form.crew.rows[0].seat
    keys("o", ENTER)
    keys("Bo Ruiz", ENTER)
    keys("", ENTER)
    assert focus() is form.vehicle.line
    assert form.mode.value() == Mode.VEHICLE.value
    assert [each.name for each in form.crew.value()] == ["Ann Lee", "Bo Ruiz"]


def test_tab_goes_through_the_sheet_in_its_order(window, form):
    form.equipment.offer(("Flashlight", "Vest"))
    form.crew.rows[0].name.setFocus()
    keys("Ann Lee", ENTER)
    form.day.line.setFocus()
    met = []
    for _ in range(40):
        met.append(focus())
        keys("", TAB)
    order = [
        form.day.line,
        form.start.line,
        form.finish.line,
        form.mode.box,
        form.crew.rows[0].name,
        form.crew.rows[1].name,
        form.area.line,
        form.fields["weather"].line,
        *(each for row in form.equipment.rows for each in (row.name, row.out, row.back) if each.isEnabled()),
        *form.fields["rules"].boxes.values(),
    ]
    first = form.entries.rows[0]
    order += [first.clock, first.place.line, first.category, first.stop, first.seen, first.reported_to]
    order += [first.case, form.fields["public_wording"].box, form.fields["note"].box]
    order += [form.photos.button, form.save_button]
    assert met[: len(order)] == order


def test_enter_goes_through_the_equipment_and_a_blank_line_has_nothing_to_tick(window, form):
    first = form.equipment.rows[0]
    assert not first.out.isEnabled() and not first.back.isEnabled()
    first.name.setFocus()
    keys("Radio", ENTER)
    second = form.equipment.rows[1]
    assert focus() is second.name
    first.back.setFocus()
    keys("", ENTER)
    assert focus() is second.name
    keys("", ENTER)
    assert focus() is next(iter(form.fields["rules"].boxes.values()))


def test_a_name_that_is_not_in_people_is_said_to_be_kept_as_typed(window, form):
    row = form.crew.rows[0]
    row.name.setFocus()
    keys("Zachary Quill", TAB)
    until(lambda: "Not in People; saved as typed." in window.said(), "the hint stands")
    row.name.setFocus()
    row.name.selectAll()
    keys("Rosa Delgado", TAB)
    window.settle()
    assert "Not in People" not in window.said()


def test_typing_in_a_drop_down_in_passing_does_not_roll_it(form):
    box = form.entries.rows[0].category
    before = box.currentIndex()
    box.setFocus()
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert box.currentIndex() == before


def test_every_category_has_its_letter(form):
    box = form.entries.rows[0].category
    box.setFocus()
    for category in Category:
        keys(category.letter)
        assert box.currentData() == category.value


def test_what_was_seen_may_have_several_lines(window, form):
    fill(form)
    line = form.entries.rows[0]
    line.seen.setFocus()
    keys("one")
    QTest.keyClick(line.seen, ENTER, Qt.KeyboardModifier.ShiftModifier)
    keys("two")
    shortcut("Ctrl+S")
    assert saved(window).entries[0].seen == "one\ntwo"


def test_changing_a_patrol_gives_what_was_saved(window, form):
    fill(form)
    form.entries.rows[0].clock.setFocus()
    keys("2045", TAB)
    keys("16th & P", ENTER)
    shortcut("Ctrl+S")
    first = saved(window)
    window.page.table.setFocus()
    keys("", ENTER)
    until(lambda: window.form is not None, "the form opens")
    shortcut("Ctrl+S")
    again = saved(window)
    assert dataclasses.replace(again, changed_at=first.changed_at) == first


def test_twice_in_a_row_saves_once(window, form):
    fill(form)
    shortcut("Ctrl+S")
    shortcut("Ctrl+S")
    saved(window)
    assert window.page.model.rowCount() == 1


def test_leaving_while_it_is_saved_leaves_no_draft(window, form):
    fill(form)
    form.save()
    form.go_back()
    saved(window)
    window.show("today")
    assert "Not finished" not in window.said()


def test_control_z_takes_back_typing_inside_a_line(window, form):
    line: QLineEdit = form.area.line
    line.setFocus()
    keys("Boulevard")
    shortcut("Ctrl+Z")
    assert line.text() != "Boulevard"
    assert window.form is form


def test_enter_on_save_saves(window, form):
    fill(form)
    form.save_button.setFocus()
    keys("", ENTER)
    assert saved(window) is not None


def test_the_button_saves(window, form):
    fill(form)
    click(button(form, "Save"))
    assert saved(window) is not None
