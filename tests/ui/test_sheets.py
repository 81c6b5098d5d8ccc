"""Sheets in the window: made, printed, typed back by their number with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sacwatch.domain.households import VacationDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.sheets import SheetDraft, number_of
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import attachments, drafts, households, patrols, sheets, shifts
from sacwatch.ui import theme
from sacwatch.ui.picking import ShiftOn
from sacwatch.ui.records.patrolform import PatrolForm
from sacwatch.ui.records.sheetform import SheetForm
from tests.making import TODAY, household_draft
from tests.ui.kit import answering, button, click, dialog, focus, keys, shortcut, texts, until
from tests.ui.test_incident_form import photo

TAB, ENTER, SPACE, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down


def ask(window, question):
    with window.desk.store.reading(now=window.desk.now()) as work:
        return question(work)


def do(window, deed):
    found = []
    window.desk.do(deed, owner=window.desk, then=found.append)
    until(lambda: found, "it is done")
    window.settle()
    return found[0]


@pytest.fixture
def page(window, watch):
    """Give the page of patrols of a watch with two houses whose people are away."""
    window.open(watch)
    for address in ("1621 P St", "1625 P St"):
        draft = household_draft(
            place=PlaceDraft(address),
            vacations=(VacationDraft(first_day="2026-09-18", last_day="2026-09-25"),),
        )
        do(window, lambda work, draft=draft: households.add(work, draft, today=TODAY))
    return window.show("patrols")


def sheet(window, **said):
    """Make the sheet of this morning's patrol, which is over by now."""
    usual = {
        "day": TODAY.isoformat(),
        "start": "6:00 am",
        "finish": "8:00 am",
        "crew": (PatrollerDraft("Rosa Delgado"), PatrollerDraft("Walt Kim")),
        "area": "P to R",
        "equipment": ("Radio 2",),
    }
    draft = SheetDraft(**{**usual, **said})
    return do(window, lambda work: sheets.prepare(work, draft, zone=SACRAMENTO, today=TODAY))


def typing(number, then=lambda box: None):
    """Give the answer to the dialog: type a number, press Enter, and go on where it stays open."""

    def answer(box):
        assert focus() is box.number
        keys(number, ENTER)
        until(lambda: dialog() is not box or box.problem.isVisible(), "there is an answer")
        if dialog() is box:
            then(box)

    return answer


def type_in(window, page, *answers, by_keys=False):
    """Ask for a number, answer, and wait until the window has the focus again."""
    with answering(*answers):
        if by_keys:
            window.show("people")
            shortcut("Ctrl+T", window.page)
        else:
            page.type_in()
    # A window manager would give it back to the window by itself.
    window.shell.activateWindow()
    until(lambda: QApplication.focusWidget() is not None, "the window is active again")
    window.settle()


def saved(window):
    until(lambda: window.form is None, "the form is saved")
    window.settle()
    return ask(window, lambda work: work.patrols.latest())


def test_a_sheet_is_made_by_keyboard_and_leads_to_its_paper(window, page):
    click(button(page, "New sheet"))
    window.settle()
    form = window.form
    assert isinstance(form, SheetForm) and focus() is form.start.line
    keys("630", TAB)
    keys("830", TAB)
    keys("v", TAB)
    keys("Blue Corolla", TAB)
    keys("ros", ENTER)
    until(lambda: form.crew.rows[0].name.text() == "Rosa Delgado", "Rosa is completed")
    keys("wal", ENTER)
    until(lambda: form.crew.rows[1].name.text() == "Walt Kim", "Walt is completed")
    assert (form.start.value(), form.finish.value()) == ("6:30 pm", "8:30 pm")
    form.area.line.setFocus()
    keys("P to R", TAB, TAB)
    keys("Radio 2, Flashlight")
    shortcut("Ctrl+S", form)
    until(lambda: window.page.name == "reports", "the paper is shown")
    window.settle()
    (made,) = ask(window, sheets.latest)
    assert made.crew[0].member_id and made.equipment == ("Radio 2", "Flashlight")
    assert made.vehicle == "Blue Corolla" and len(made.house_ids) == 2
    assert window.page.paper.options.order().report == "patrol-sheet"
    assert window.page.paper.options.order().subject == made.id
    until(lambda: window.page.paper.fresh, "the pages stand")
    assert window.page.paper.made[0].file_name == f"Patrol sheet {made.number} 2026-09-20.pdf"
    assert "Undo" not in window.toast


def test_several_blank_sheets_are_one_paper(window, page):
    page.make_sheet()
    form = window.form
    form.sort.set_value("blank")
    form.sort.edited.emit()
    assert not form.day.isVisible() and form.count.isVisible()
    form.count.set_value("3")
    shortcut("Ctrl+S", form)
    until(lambda: window.page.name == "reports", "the paper is shown")
    window.settle()
    until(lambda: window.page.paper.fresh, "the pages stand")
    made = ask(window, sheets.latest)
    assert len(made) == 3 and all(each.blank for each in made)
    numbers = sorted(each.number for each in made)
    assert window.page.paper.made[0].file_name == f"Patrol sheet {numbers[0]} to {numbers[-1]}.pdf"


@pytest.mark.parametrize("count", ["", "0", "21", "many"])
def test_how_many_blank_sheets_is_a_number(window, page, count):
    page.make_sheet()
    form = window.form
    form.sort.set_value("blank")
    form.sort.edited.emit()
    form.count.set_value(count)
    shortcut("Ctrl+S", form)
    window.settle()
    assert form.count.problem and ask(window, sheets.latest) == []


def test_a_whole_sheet_is_typed_back_by_keyboard(window, page, tmp_path):
    made = sheet(window)
    type_in(window, page, typing(made.number), by_keys=True)
    form = window.form
    assert isinstance(form, PatrolForm) and focus() is form.start.line
    assert f"Sheet {made.number}" in texts(form)
    assert [row.name.text() for row in form.crew.rows] == ["Rosa Delgado", "Walt Kim", ""]
    assert form.area.value() == "P to R" and form.start.line.selectedText() == "6:00 am"
    assert [row.box.text() for row in form.checks.rows] == ["1621 P St", "1625 P St"]
    keys("605", TAB)
    keys("755", TAB)
    assert (form.start.value(), form.finish.value()) == ("6:05 am", "7:55 am")
    form.checks.rows[0].box.setFocus()
    keys("615")
    assert focus() is form.checks.rows[0].clock and form.checks.rows[0].box.isChecked()
    keys("", ENTER)
    assert form.checks.rows[0].clock.text() == "6:15 am" and focus() is form.checks.rows[1].box
    keys("", SPACE, ENTER)
    assert focus() is form.entries.rows[0].clock, "the lines come after the houses, as on the paper"
    keys("630", TAB)
    keys("1700 block of P St", TAB)
    keys("f", TAB, TAB)
    keys("Fresh tag", ENTER)
    form.photos.add_files([photo(tmp_path / "sheet.jpg")])
    until(lambda: form.photos.captions, "the photo of the sheet is read")
    shortcut("Ctrl+S", form)
    patrol = saved(window)
    assert patrol.sheet_id == made.id and patrol.minutes == 110
    assert len(ask(window, lambda work: attachments.of(work, Ref(Kind.PATROL, patrol.id)))) == 1
    first, second, line = patrol.entries
    assert [first.household_id, second.household_id] == list(made.house_ids)
    assert first.at is not None and second.at is None
    assert line.category.value == "graffiti" and line.household_id is None
    details = texts(window.page.details)
    assert "1621 P St · House check" in details and f"Sheet {made.number} as it came back" in details


def test_a_sheet_that_waits_is_chosen_from_the_list(window, page):
    made = sheet(window)

    def choose(box):
        until(lambda: box.waiting.isVisible() and box.waiting.count() == 1, "the sheet that waits")
        assert made.number in box.waiting.item(0).text()
        box.waiting.setFocus()
        keys("", ENTER)

    type_in(window, page, choose)
    assert f"Sheet {made.number}" in texts(window.form)


def test_a_sheet_that_nobody_used_goes_off_the_list_and_comes_back_by_undo(window, page):
    sheet(window)

    def put_away(box):
        until(lambda: box.unused.isVisible(), "the sheet that waits")
        click(box.unused)
        until(lambda: not box.waiting.isVisible(), "it is off the list")
        box.reject()

    type_in(window, page, put_away)
    assert ask(window, lambda work: sheets.waiting(work, today=TODAY)) == []
    shortcut("Ctrl+Z", page)
    window.settle()
    assert len(ask(window, lambda work: sheets.waiting(work, today=TODAY))) == 1


def test_a_number_that_cannot_be_is_said_and_can_be_typed_again(window, page):
    made = sheet(window)
    number = made.number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    said = []

    def again(box):
        said.append(box.problem.text())
        assert focus() is box.number and box.number.selectedText() == wrong
        keys(number_of(4711), ENTER)
        until(lambda: box.problem.isVisible() and box.problem.text() not in said, "another answer")
        said.append(box.problem.text())
        keys("x", ENTER)
        until(lambda: box.problem.text() not in said and box.problem.isVisible(), "another answer")
        said.append(box.problem.text())
        box.reject()

    type_in(window, page, typing(wrong, again))
    assert "mistyped" in said[0] and "No sheet with the number" in said[1] and "“x”" in said[2]
    assert window.form is None


def test_a_sheet_that_was_typed_already_leads_to_its_patrol(window, page):
    made = sheet(window)
    found = ask(window, lambda work: sheets.opened(work, made.number, zone=SACRAMENTO))
    patrol = do(window, lambda work: patrols.log(work, found.draft, zone=SACRAMENTO, today=TODAY))
    said = []

    def open_it(box):
        said.append(box.problem.text())
        assert focus() is box.typed_already
        keys("", ENTER)

    type_in(window, page, typing(made.number, open_it))
    assert "was typed in already" in said[0]
    assert window.form is None and page.chosen_id() == patrol.id


def test_two_windows_type_one_sheet_and_the_second_is_told(window, page):
    made = sheet(window)
    type_in(window, page, typing(made.number))
    found = ask(window, lambda work: sheets.opened(work, made.number, zone=SACRAMENTO))
    do(window, lambda work: patrols.log(work, found.draft, zone=SACRAMENTO, today=TODAY))
    shortcut("Ctrl+S", window.form)
    window.settle()
    assert window.form is not None and "was typed in already" in texts(window.form)


def test_what_was_typed_of_a_sheet_survives_and_keeps_its_sheet(window, page):
    made = sheet(window)
    type_in(window, page, typing(made.number))
    window.form.checks.rows[1].box.setFocus()
    keys("640")
    window.form.go_back()
    window.settle()
    (kept,) = ask(window, drafts.all_of)
    window.show("patrols", kept)
    form = window.form
    assert [row.box.isChecked() for row in form.checks.rows] == [False, True]
    assert form.checks.rows[1].clock.text() == "6:40 am" and form.checks.rows[1].box.text() == "1625 P St"
    shortcut("Ctrl+S", form)
    assert saved(window).sheet_id == made.id


def test_a_new_sheet_that_was_left_is_offered_again(window, page):
    page.make_sheet()
    window.form.area.line.setFocus()
    keys("Alleys")
    window.form.go_back()
    window.settle()
    (kept,) = ask(window, drafts.all_of)
    assert kept.kind is Kind.SHEET
    window.show("patrols", kept)
    assert isinstance(window.form, SheetForm) and window.form.area.value() == "Alleys"


def test_a_house_not_ticked_can_be_ticked_later(window, page):
    made = sheet(window)
    found = ask(window, lambda work: sheets.opened(work, made.number, zone=SACRAMENTO))
    patrol = do(window, lambda work: patrols.log(work, found.draft, zone=SACRAMENTO, today=TODAY))
    page.edit(patrol.id)
    window.settle()
    form = window.form
    assert [row.box.text() for row in form.checks.rows] == ["1621 P St", "1625 P St"]
    assert not form.dirty
    form.checks.rows[0].box.setFocus()
    keys("", SPACE)
    shortcut("Ctrl+S", form)
    (entry,) = saved(window).entries
    assert entry.household_id == made.house_ids[0]


def test_a_time_that_does_not_fit_is_said_beside_its_house(window, page):
    made = sheet(window)
    type_in(window, page, typing(made.number))
    form = window.form
    form.checks.rows[1].box.setFocus()
    keys("11:30 pm", TAB)
    shortcut("Ctrl+S", form)
    window.settle()
    assert form.checks.rows[1].problem.isVisible() and not form.checks.rows[0].problem.isVisible()
    assert focus() is form.checks.rows[1].box


def test_a_blank_sheet_opens_a_form_with_nothing_but_its_number(window, page):
    (made,) = do(window, lambda work: sheets.prepare_blanks(work, 1))
    type_in(window, page, typing(made.number))
    form = window.form
    assert made.number in texts(form) and not form.checks.isVisible()
    assert "2026" in form.day.value() and focus() is form.start.line


def test_a_found_sheet_leads_to_its_patrol_or_its_form(window, page):
    made = sheet(window)
    window.show("patrols", Ref(Kind.SHEET, made.id))
    until(lambda: window.form is not None, "the form opens")
    window.form.discard()
    window.settle()
    hits = ask(window, lambda work: work.search(made.number))
    assert [hit.kind for hit in hits] == ["sheet"]


def test_the_patrol_shown_leads_to_its_filled_sheet(window, page):
    made = sheet(window)
    found = ask(window, lambda work: sheets.opened(work, made.number, zone=SACRAMENTO))
    patrol = do(window, lambda work: patrols.log(work, found.draft, zone=SACRAMENTO, today=TODAY))
    page.look_again()
    window.settle()
    click(button(page.details, f"Sheet {made.number} as it came back"))
    until(lambda: window.page.name == "reports", "the page of papers")
    window.settle()
    assert window.page.paper.options.order().subject == patrol.id
    until(lambda: window.page.paper.fresh, "the pages stand")
    assert window.page.paper.made[0].file_name == f"Filled patrol sheet {made.number} 2026-09-20 0600.pdf"


def test_today_tells_which_sheets_wait(window, page):
    made = [sheet(window) for _each in range(5)][-1]
    today = window.show("today")
    assert "2 more sheets are not typed in yet" in texts(today)
    link = f"Not typed in yet: sheet {made.number} · Sun, Sep 20 · Rosa Delgado, Walt Kim"
    click(button(today, link))
    until(lambda: window.page.name == "patrols" and window.form is not None, "the form")
    until(lambda: made.number in texts(window.form), "what was printed stands in the form")


def test_a_slip_for_a_household_is_found_by_its_address(window, page):
    window.show("reports", ("vacation-request", ""))
    options = window.page.paper.options
    assert options.order().subject == "blank" and not options.audience.isVisible()
    line = options.subject.household.line
    line.setFocus()
    keys("1621")
    window.settle(extra=200)
    keys("", TAB)
    window.settle()
    assert line.text() == "1621 P St"
    (home,) = ask(window, lambda work: work.households.at("1621 P St"))
    assert options.order().subject == home.id
    line.setFocus()
    line.selectAll()
    keys("Nowhere", TAB)
    window.settle(extra=200)
    assert options.order() is None
    options.subject.go_to_problem()
    assert options.subject.household.problem


def test_the_thank_you_page_is_for_the_member_who_is_typed(window, page):
    sheet(window)
    window.show("reports", ("volunteer-statement", ""))
    options = window.page.paper.options
    assert options.order() is None, "nobody has gone yet"
    options.subject.member.line.setFocus()
    keys("walt")
    window.settle(extra=100)
    keys("", TAB)
    until(lambda: options.order() is not None, "Walt is taken")
    member_id, _at, period = options.order().subject.partition("@")
    assert ask(window, lambda work: work.members.get(member_id)).name == "Walt Kim"
    assert period == "2026-01-01..2026-09-20/month"


def test_the_sheet_of_a_shift_begins_with_what_was_planned(window, page):
    draft = ShiftDraft(
        first=TODAY.isoformat(),
        start="8:30 pm",
        finish="10:00 pm",
        area="Alleys",
        regulars=(RegularDraft("Rosa Delgado"),),
    )
    shift = do(window, lambda work: shifts.add(work, draft, today=TODAY))
    planned = window.show("shifts", ShiftOn(shift.id, TODAY))
    click(button(planned, "Make its sheet"))
    until(lambda: window.page.name == "patrols" and window.form is not None, "the form")
    form = window.form
    assert isinstance(form, SheetForm)
    assert (form.start.value(), form.finish.value(), form.area.value()) == ("8:30 pm", "10:00 pm", "Alleys")
    shortcut("Ctrl+S", form)
    until(lambda: window.page.name == "reports", "the paper is shown")
    window.settle()
    (made,) = ask(window, sheets.latest)
    assert (made.shift_id, made.shift_day) == (shift.id, TODAY) and made.crew[0].member_id


@pytest.mark.parametrize("order", ["a new sheet", "a sheet that came back"])
def test_the_forms_of_sheets_fit_a_small_window_with_the_largest_letters(window, page, qapp, order):
    theme.apply(qapp, scheme="light", size=150)
    try:
        window.shell.resize(1024, 700)
        if order == "a new sheet":
            page.make_sheet()
            window.form.mode.setFocus()
            keys("v")
            assert window.form.vehicle.isVisible()
        else:
            made = sheet(window)
            type_in(window, page, typing(made.number))
            assert window.form.checks.isVisible()
        window.settle(extra=30)
        assert window.form._area.horizontalScrollBar().maximum() == 0, texts(window.form)
    finally:
        theme.apply(qapp, scheme="light", size=100)
