"""The page of shifts in a real window: by keyboard, in words, and undoable."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog, QLineEdit

from sacwatch.domain.kinds import Kind
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, sheets, shifts
from sacwatch.ui.links import Link
from tests.making import TODAY
from tests.making import Desk as Maker
from tests.ui import kit
from tests.ui.kit import NOW, another_has_it, answering, focus, keys, texts, until

TAB, ENTER, ESC = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape
LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
PAGE_UP, PAGE_DOWN, HOME, END = Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End
SATURDAY = date(2026, 9, 26)


def made(path, fill):
    maker = Maker(files.open_file(path, now=NOW, zone=SACRAMENTO))
    answer = fill(maker)
    maker.close()
    return answer


def plan(maker, *regulars, **said):
    usual = {
        "first": "2026-09-05",
        "start": "20:30",
        "finish": "22:00",
        "repeat": "weekly",
        "area": "Boulevard Park",
        "regulars": tuple(RegularDraft(each) for each in regulars),
    }
    with maker.work() as work:
        return shifts.add(work, ShiftDraft(**{**usual, **said}), today=TODAY)


@pytest.fixture
def weekly(watch):
    """Give a watch with a shift every Saturday evening, for which one more is wanted."""
    shift = made(watch, lambda maker: plan(maker, "Rosa Delgado"))
    return watch, shift


def standing(window):
    """Give every shift that is kept."""
    found = []
    window.desk.read(lambda work: work.shifts.all(), found.extend, owner=window.desk)
    window.settle()
    return found


def go_to(window, day):
    window.page.calendar.go_to(day)
    window.settle()


def press(window, words):
    kit.click(kit.button(window.page, words))
    window.settle()


def type_name(dialog, name):
    line = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
    line.setFocus()
    keys(name)
    kit.click(dialog.accept_button)


def told_of(window, day):
    """Give what a screen reader says of a day."""
    index = window.page.calendar.grid.index_of(day)
    return window.page.calendar.grid.data(index, Qt.ItemDataRole.AccessibleTextRole)


# Looking


def test_a_page_without_shifts_says_what_goes_here(window, watch):
    window.open(watch)
    page = window.show("shifts")
    assert "Plan here when the watch goes" in window.said()
    assert "September 2026" in window.said() and "Sun, Sep 20, 2026" in window.said()
    assert page.calendar.hasFocus(), "the arrow keys work at once"
    press(window, "Plan a shift on this day")
    assert window.form.first.value() == "Sun, Sep 20, 2026"
    assert window.form.weekdays.value() == ("6",)


def test_a_shift_is_planned_on_the_chosen_day_where_that_is_to_come(window, watch):
    window.open(watch)
    page = window.show("shifts")
    page.calendar.go_to(date(2026, 9, 24))
    press(window, "Plan a shift")
    assert window.form.first.value() == "Thu, Sep 24, 2026"
    assert window.form.weekdays.value() == ("3",)


def test_the_keyboard_goes_by_days_weeks_and_months(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    for pressed, day in (
        (RIGHT, (9, 21)),
        (DOWN, (9, 28)),
        (DOWN, (10, 5)),
        (LEFT, (10, 4)),
        (UP, (9, 27)),
        (PAGE_DOWN, (10, 27)),
        (PAGE_UP, (9, 27)),
        (END, (10, 3)),
        (LEFT, (10, 2)),
        (HOME, (9, 27)),
    ):
        keys("", pressed)
        window.settle()
        assert (page.calendar.day.month, page.calendar.day.day) == day, pressed
    assert "September 2026" in window.said()
    keys("", PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_DOWN)
    window.settle()
    assert page.calendar.day == date(2027, 2, 27) and "February 2027" in window.said()
    press(window, "Today")
    assert page.calendar.day == TODAY


def test_every_day_is_told_in_words(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    assert told_of(window, TODAY) == "Today, Sun, Sep 20, 2026: no shift"
    assert told_of(window, SATURDAY) == (
        "Sat, Sep 26, 2026: 1 shift. 8:30 pm – 10:00 pm, Boulevard Park, Rosa Delgado, 1 more is wanted"
    )
    assert "Not logged" in told_of(window, date(2026, 9, 19))
    go_to(window, SATURDAY)
    reader = QAccessible.queryAccessibleInterface(page.calendar)
    assert reader.text(QAccessible.Text.Name) == "Calendar of shifts"
    assert "1 more is wanted" in page.calendar.accessibleDescription()


def test_a_day_shows_its_shifts_and_enter_leads_to_them(window, weekly):
    path, _shift = weekly
    made(
        path,
        lambda maker: plan(
            maker, "Walt Kim", first="2026-09-26", repeat="once", start="9 pm", finish="11 pm"
        ),
    )
    window.open(path)
    page = window.show("shifts")
    go_to(window, SATURDAY)
    assert page.list.count() == 2
    assert (
        page.list.item(0).text() == "○ 8:30 pm – 10:00 pm · Boulevard Park\nRosa Delgado · 1 more is wanted"
    )
    keys("", ENTER)
    assert focus() is page.list
    keys("", DOWN)
    window.settle()
    assert "9:00 pm – 11:00 pm" in texts(page.details) and "Walt Kim" in texts(page.details)
    assert "The series" not in texts(page.details), "it does not come again"
    keys("", ESC)
    assert page.calendar.hasFocus()


def test_a_week_shows_more_of_each_day(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    go_to(window, SATURDAY)
    page.view.setCurrentIndex(1)
    window.settle()
    assert page.calendar.day == SATURDAY and page.calendar.grid.rowCount() == 1
    assert "Sun, Sep 20, 2026 – Sat, Sep 26, 2026" in window.said()
    page.calendar.setFocus()
    keys("", RIGHT)
    window.settle()
    assert page.calendar.day == date(2026, 9, 27)
    assert "Sun, Sep 27, 2026 – Sat, Oct 3, 2026" in window.said()
    keys("", PAGE_UP)
    window.settle()
    assert page.calendar.day == TODAY


def test_what_stands_in_the_way_is_said_in_words(window, weekly):
    path, _shift = weekly
    made(
        path,
        lambda maker: plan(
            maker, "Rosa Delgado", first="2026-09-26", start="9 pm", finish="11 pm", needed="1"
        ),
    )
    window.open(path)
    page = window.show("shifts")
    go_to(window, SATURDAY)
    assert "⚠ Rosa Delgado is on another shift at that time" in texts(page.details)
    assert "Rosa Delgado is on another shift at that time" in told_of(window, SATURDAY)


# Planning


def test_a_series_is_planned_by_keyboard_alone(window, watch):
    window.open(watch)
    window.show("shifts")
    window.shortcut("Ctrl+N")
    form = window.form
    assert focus() is form.first.line
    keys("next Tuesday", TAB)
    assert form.first.value() == "Tue, Sep 22, 2026" and form.weekdays.value() == ("1",)
    keys("8:30", TAB)
    keys("10", TAB)
    assert (form.start.value(), form.finish.value()) == ("8:30 pm", "10:00 pm")
    assert "1 hr 30 min" in texts(form)
    keys("", TAB)
    keys("2", TAB)
    window.page.form.area.setFocus()
    keys("P to R", TAB)
    form.regulars.rows[0].name.setFocus()
    keys("ros", ENTER)
    window.settle()
    assert form.regulars.rows[0].name.text() == "Rosa Delgado"
    window.shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.settle()
    assert "Shift planned." in window.toast
    (shift,) = standing(window)
    assert (shift.every, shift.minutes, shift.area, len(shift.regulars)) == (2, 90, "P to R", 1)
    assert window.page.calendar.day == date(2026, 9, 22), "the page shows what was planned"
    window.shortcut("Ctrl+Z")
    assert standing(window) == []


def test_what_is_not_right_is_said_beside_it_and_nothing_is_lost(window, watch):
    window.open(watch)
    window.show("shifts", "new")
    form = window.form
    keys("tomorrow", TAB)
    keys("8:30 pm", TAB)
    keys("8:30 pm", TAB)
    form.needed.line.setFocus()
    form.needed.line.selectAll()
    keys("0", TAB)
    form.regulars.rows[0].name.setFocus()
    keys("Ghost", TAB)
    window.settle()
    form.until.line.setFocus()
    keys("9/1/2026", TAB)
    window.shortcut("Ctrl+S")
    window.settle()
    said = texts(form)
    for sentence in (
        "Start and finish are the same time.",
        "At least one patroller is needed.",
        "“Ghost” is not in People.",
    ):
        assert sentence in said, sentence
    assert form.regulars.rows[0].name.text() == "Ghost"


def test_what_is_typed_survives_and_is_offered_again(window, watch):
    window.open(watch)
    window.show("shifts", "new")
    keys("tomorrow", TAB)
    keys("7 pm", TAB)
    window.form.area.setFocus()
    keys("Old Town")
    window.form.go_back()
    window.settle()
    window.show("today")
    (begun,) = [
        each for each in window.page.findChildren(Link) if "Not finished: Shift" in each.accessibleName()
    ]
    begun.click()
    window.settle()
    assert window.page.name == "shifts"
    assert window.form.area.value() == "Old Town" and window.form.start.value() == "7:00 pm"


def test_a_series_is_changed_from_today_on(window, weekly):
    path, shift = weekly
    window.open(path)
    page = window.show("shifts")
    go_to(window, SATURDAY)
    press(window, "The series")
    until(lambda: page.form is not None, "the form is open")
    form = page.form
    assert form.since.value() == "Sun, Sep 20, 2026"
    assert [row.name.text() for row in form.regulars.rows] == ["Rosa Delgado", ""]
    form.start.line.setFocus()
    form.start.line.selectAll()
    keys("7 pm", TAB)
    window.shortcut("Ctrl+S")
    until(lambda: page.form is None, "it is saved")
    window.settle()
    past, begun = sorted(standing(window), key=lambda each: each.first)
    assert (past.id, past.until) == (shift.id, date(2026, 9, 19))
    assert (begun.first, begun.start.hour) == (SATURDAY, 19)
    window.shortcut("Ctrl+Z")
    assert standing(window) == [shift]


# Who comes


def test_signing_up_a_stand_in_and_a_swap(window, weekly):
    path, _shift = weekly
    made(path, lambda maker: maker.add(name="Mei Tanaka"))
    window.open(path)
    page = window.show("shifts")
    go_to(window, SATURDAY)
    with answering(lambda dialog: type_name(dialog, "walt")):
        press(window, "Sign up…")
    window.settle()
    assert "Signed up." in window.toast and "Rosa Delgado\nWalt Kim" in texts(page.details)
    assert "Covered" in texts(page.details)
    with answering(lambda dialog: type_name(dialog, "Mei Tanaka")):
        press(window, "Stand-in…")
    window.settle()
    assert "Mei Tanaka for Rosa Delgado" in texts(page.details)
    window.shell.activateWindow()
    until(window.shell.isActiveWindow, "the window is in front again")
    assert focus() is page.list, "the keyboard goes on where it was"

    def swap(dialog):
        until(lambda: dialog.list.count(), "somebody to swap with")
        dialog.away.box.setCurrentIndex(1)
        window.settle()
        assert dialog.list.item(0).text() == "Rosa Delgado · Sat, Oct 3, 8:30 pm · Boulevard Park"
        kit.click(dialog.accept_button)

    with answering(swap):
        press(window, "Swap…")
    window.settle()
    assert "Rosa Delgado for Walt Kim" in texts(page.details)
    go_to(window, date(2026, 10, 3))
    assert "Walt Kim for Rosa Delgado" in texts(page.details)
    window.shell.activateWindow()
    until(window.shell.isActiveWindow, "the window is in front again")
    window.shortcut("Ctrl+Z")
    assert "Walt Kim" not in texts(page.details), "both halves are taken back at once"


def test_a_dialog_says_what_is_not_right_and_stays(window, weekly):
    window.open(weekly[0])
    window.show("shifts")
    go_to(window, SATURDAY)

    def wrong(dialog):
        type_name(dialog, "Ghost")
        until(lambda: "“Ghost” is not in People." in texts(dialog), "it says so")
        dialog.who.line.setText("Rosa Delgado")
        dialog.who.line.member_id = None
        kit.click(dialog.accept_button)
        until(lambda: "This person is on that shift already." in texts(dialog), "it says so")
        dialog.reject()

    with answering(wrong):
        press(window, "Sign up…")
    assert standing(window)[0].days == ()


def test_enter_takes_whom_a_half_typed_name_fits_and_then_signs_them_up(window, weekly):
    made(weekly[0], lambda maker: [maker.add(name=each) for each in ("Mei Tanaka", "Mel Tanaka")])
    window.open(weekly[0])
    page = window.show("shifts")
    go_to(window, SATURDAY)

    def by_enter(dialog):
        high = dialog.height()
        keys("me", ENTER)
        several = "“me” fits more than one person: Mei Tanaka; Mel Tanaka."
        until(lambda: several in texts(dialog), "it says so")
        until(lambda: dialog.height() > high, "there is room for the sentence")
        line = dialog.who.line
        line.selectAll()
        keys("walt", ENTER)
        until(lambda: line.text() == "Walt Kim", "the only one is taken")
        assert dialog.isVisible() and not dialog.who.problem
        keys("", ENTER)

    with answering(by_enter):
        press(window, "Sign up…")
    window.settle()
    assert "Rosa Delgado\nWalt Kim" in texts(page.details)


def test_a_day_is_skipped_and_takes_place_after_all(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    go_to(window, SATURDAY)
    with answering(lambda dialog: type_name(dialog, "Street fair")):
        press(window, "Skip this day…")
    window.settle()
    assert "Skipped: Street fair" in texts(page.details)
    assert page.list.item(0).text().startswith("✕ ")
    press(window, "Let it take place")
    assert "Skipped" not in texts(page.details) and standing(window)[0].days == ()


def test_one_day_is_changed(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    go_to(window, SATURDAY)

    def earlier(dialog):
        dialog.needed.set_value("0")
        kit.click(dialog.accept_button)
        until(lambda: "At least one patroller is needed." in texts(dialog), "it says so")
        dialog.needed.set_value("1")
        dialog.day.set_value("9/25")
        kit.click(dialog.accept_button)

    with answering(earlier):
        press(window, "Only this day…")
    window.settle()
    assert page.list.count() == 0, "it is not on Saturday any more"
    go_to(window, date(2026, 9, 25))
    assert "Moved here from Sat, Sep 26, 2026." in texts(page.details)
    assert "Covered" in texts(page.details)


def test_a_series_ends_and_is_removed(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    go_to(window, SATURDAY)
    with answering(lambda dialog: kit.click(dialog.accept_button)):
        press(window, "End the series…")
    window.settle()
    assert "until Sat, Sep 26, 2026" in texts(page.details)
    press(window, "Remove")
    assert standing(window) == []
    assert "No shift" in window.said() or "Plan here when" in window.said()


# Today, patrols, paper and files


def lines(window):
    return [each for each in window.page.findChildren(Link) if each.isVisible()]


def test_today_tells_what_is_not_covered_and_what_was_never_logged(window, weekly):
    window.open(weekly[0])
    told = [each.accessibleName() for each in lines(window)]
    assert "Scheduled but never logged: Sat, Sep 12, 8:30 pm · Boulevard Park · Rosa Delgado" in told
    assert "Not covered yet: Sat, Sep 26, 8:30 pm · Boulevard Park · Rosa Delgado · 1 more is wanted" in told
    next(
        each for each in lines(window) if each.accessibleName().startswith("Not covered yet: Sat, Oct 3")
    ).click()
    window.settle()
    assert window.page.name == "shifts" and window.page.calendar.day == date(2026, 10, 3)
    assert "8:30 pm – 10:00 pm" in texts(window.page.details)


def test_a_patrol_is_logged_from_its_shift(window, weekly):
    window.open(weekly[0])
    next(each for each in lines(window) if "never logged: Sat, Sep 19" in each.accessibleName()).click()
    window.settle()
    press(window, "Log it")
    until(lambda: window.page.name == "patrols" and window.form is not None, "the form is open")
    window.settle()
    form = window.form
    assert form.day.value() == "Sat, Sep 19, 2026"
    assert (form.start.value(), form.finish.value()) == ("8:30 pm", "10:00 pm")
    assert form.crew.rows[0].name.text() == "Rosa Delgado" and form.area.value() == "Boulevard Park"
    window.shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.settle()
    page = window.page
    link = kit.button(page.details, "The shift it was planned for")
    link.click()
    window.settle()
    assert window.page.name == "shifts" and "Logged" in texts(window.page.details)
    press(window, "Open the patrol")
    assert window.page.name == "patrols"
    window.show("today")
    assert not any("never logged: Sat, Sep 19" in each.accessibleName() for each in lines(window))


def test_the_sheet_of_a_shift_is_made_and_its_patrol_begins_with_it(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    go_to(window, SATURDAY)
    press(window, "Make its sheet")
    until(lambda: window.page.name == "patrols" and window.form is not None, "the form is open")
    window.settle()
    form = window.form
    assert (form.start.value(), form.finish.value()) == ("8:30 pm", "10:00 pm")
    assert form.crew.rows[0].name.text() == "Rosa Delgado" and form.area.value() == "Boulevard Park"
    window.shortcut("Ctrl+S")
    until(lambda: window.page.name == "reports", "the paper is shown")
    window.settle()
    with window.desk.store.reading(now=NOW) as work:
        (sheet,) = sheets.of_shift(work, weekly[1].id, SATURDAY)
        draft = sheets.log_shift(work, weekly[1].id, SATURDAY, zone=SACRAMENTO)
    assert draft.sheet_id == sheet.id and draft.shift_id == weekly[1].id
    assert page.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("8:30 pm – 10:00 pm,")


def test_a_shift_that_goes_while_its_patrol_is_typed_is_let_go(window, weekly):
    path, shift = weekly
    window.open(path)
    page = window.show("shifts")
    go_to(window, date(2026, 9, 19))
    press(window, "Log it")
    until(lambda: window.page.name == "patrols" and window.form is not None, "the form is open")
    window.desk.do(lambda work: shifts.remove(work, shift.id), owner=page)
    window.settle()
    window.shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved all the same")


def test_search_leads_to_a_shift(window, weekly):
    window.open(weekly[0])
    window.desk.open_record(Kind.SHIFT, weekly[1].id)
    window.settle()
    assert window.page.name == "shifts" and window.page.calendar.day == SATURDAY, "the next one"


def test_the_next_shifts_of_a_member_stand_beside_them(window, weekly):
    window.open(weekly[0])
    page = window.show("people")
    view = window.shell.page.bring("members")
    view.table.choose(0)
    window.settle()
    assert "Next shifts" in texts(page)
    kit.button(page, "Sat, Oct 3, 2026, 8:30 pm · Boulevard Park").click()
    window.settle()
    assert window.page.name == "shifts" and window.page.calendar.day == date(2026, 10, 3)


def test_a_calendar_file_is_saved(window, weekly, tmp_path, monkeypatch):
    target = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    window.open(weekly[0])
    window.show("shifts")

    def choose(dialog):
        assert [dialog.whose.itemText(row) for row in range(dialog.whose.count())] == [
            "All shifts",
            "Rosa Delgado",
        ]
        dialog.whose.setCurrentIndex(1)
        assert not dialog.audience.isEnabled()
        kit.click(dialog.accept_button)

    with answering(choose):
        kit.click(kit.button(window.page, "Calendar file…"))
    until(lambda: target.with_name("mine.ics").exists(), "the file is written")
    window.settle()
    assert "1 event saved as “mine.ics”." in window.toast
    (event,) = icalendar.Calendar.from_ical(target.with_name("mine.ics").read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Patrol shift, Boulevard Park"


def test_printing_leads_to_the_paper_of_what_is_shown(window, weekly):
    window.open(weekly[0])
    page = window.show("shifts")
    page.calendar.go_to(date(2027, 11, 20))
    window.settle()
    window.shortcut("Ctrl+P")
    until(lambda: window.page.name == "reports", "the papers are shown")
    window.settle()
    order = window.page.paper.options.order()
    assert (order.report, order.subject) == ("shift-calendar", "2027-11")
    window.show("shifts")
    page.view.setCurrentIndex(1)
    kit.click(kit.button(page, "Print"))
    window.settle()
    order = window.page.paper.options.order()
    assert (order.report, order.subject) == ("shift-week", "2027-11-14")
    window.show("today")
    window.show("reports")
    assert window.page.paper.options.order() == order, "what was chosen stays"


def test_a_file_for_reading_only_offers_nothing_that_writes(window, weekly):
    path, _shift = weekly
    another_has_it(path)
    window.open(path)
    page = window.show("shifts")
    go_to(window, SATURDAY)
    assert "Rosa Delgado" in texts(page.details)
    assert "Sign up…" not in texts(page.details) and "Remove" not in texts(page.details)
    go_to(window, TODAY)
    assert not kit.button(page, "Plan a shift on this day").isEnabled()
    keys("", ENTER)
    assert page.form is None


def test_words_of_a_shift_are_shown_as_words(window, watch):
    made(
        watch,
        lambda maker: (maker.add(name="<b>Bo</b> & Co"), plan(maker, "<b>Bo</b> & Co", area="<i>A & B</i>")),
    )
    window.open(watch)
    page = window.show("shifts")
    go_to(window, SATURDAY)
    assert "<b>Bo</b> & Co" in texts(page.details)
    assert "<i>A & B</i>" in page.list.item(0).text()
