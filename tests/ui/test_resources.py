"""The page of whom to call, and the line beneath what is typed that says whom."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from sacwatch.ui import theme
from sacwatch.ui.rail import Rail
from tests.ui import kit
from tests.ui.kit import button, click, focus, keys, until

TAB = Qt.Key.Key_Tab


@pytest.fixture
def page(window, watch):
    window.open(watch)
    return window.show("resources")


def choose(window, page, id_):
    page.table.choose(page.model.row_of(id_))
    window.settle()


def tried(window, id_):
    with window.desk.store.reading(now=window.desk.now()) as work:
        numbers = work.watches.get(work.watch_id).numbers
    return next((each.checked_on for each in numbers if id_ in (each.id, each.key)), None)


def test_a_line_is_filled_in_tried_and_printed(window, page):
    choose(window, page, "poison")
    assert "On paper it is a line to write on" in window.said()
    assert "988" not in kit.texts(page.details)
    click(button(page.details, "Fill in"))
    until(lambda: window.form is not None, "the form opens")
    assert "is on the card for everybody to read." in kit.texts(window.form)
    window.form.number.setFocus()
    keys("1-800-POISON", TAB)
    assert "not a phone number" in window.form.number.problem
    window.form.number.line.selectAll()
    window.form.number.setFocus()
    window.form.number.line.selectAll()
    keys("1-800-555-0142", TAB)
    window.shortcut("Ctrl+S")
    assert "Saved." in window.toast and page.chosen_id() == "poison"
    assert "Nobody has tried this number yet" in window.said()
    click(button(page.details, "Called today, it works"))
    window.settle()
    assert tried(window, "poison") == window.desk.today()
    window.shortcut("Ctrl+Z")
    assert tried(window, "poison") is None
    window.shortcut("Ctrl+P")
    until(lambda: window.page.name == "reports", "the papers")
    assert window.page.paper.options.paper == "call-card"


def test_an_own_number_is_kept_as_a_draft_and_goes_on_from_today(window, page, watch):
    page.new()
    keys("Key of the hall")
    window.settle(extra=1_300)
    window.close_file()
    again = kit.Window()
    try:
        again.open(watch)
        assert "Not finished: whom to call" in again.said()
        line = next(
            each
            for each in again.page.findChildren(kit.QAbstractButton)
            if each.text().startswith("Not finished: whom to call")
        )
        click(line)
        again.settle()
        assert again.page.name == "resources"
        assert again.form.fields["name"].value() == "Key of the hall"
        again.shortcut("Ctrl+S")
        again.settle()
        assert "Number added." in again.toast
        click(button(again.page.details, "Remove"))
        again.settle()
        assert "Number removed." in again.toast
        choose(again, again.page, "gas")
        click(button(again.page.details, "Leave off the card"))
        again.settle()
        assert again.page.model.row_of("gas") is None
    finally:
        again.end()


def test_another_number_takes_away_the_day_of_the_old_one(window, page):
    row = next(row for row in range(60) if page.model.line(row) and page.model.line(row).own)
    page.table.choose(row)
    window.settle()
    page.edit_chosen()
    until(lambda: window.form is not None, "the form opens")
    assert window.form.tried.value()
    window.form.number.setFocus()
    keys("9")
    assert window.form.tried.value() == ""


def test_whom_to_call_stands_beneath_what_is_typed(window, watch):
    window.open(watch)
    window.show("incidents", "new")
    kind = window.form.fields["kind"]
    kind.box.setFocus()
    keys("Wel")
    window.settle()
    told = kit.texts(kind)
    assert "Whom to call: Mental-health crisis line 988, call or text · County mobile" in told
    assert told.index("988") < told.index("Police non-emergency (no number yet)")
    window.form.discard()
    window.show("patrols", "new")
    line = window.form.entries.rows[0]
    line.category.setFocus()
    keys("l")
    assert "City and county services 311" in line.offer.text() and line.offer.isVisible()
    keys("q")
    assert not line.offer.isVisible(), "nobody need be called when all is quiet"
    assert focus() is line.category


def test_the_rail_is_whole_in_a_low_window_with_large_text(window, watch):
    window.open(watch)
    window.shell.resize(1024, 700)
    theme.apply(window.app, scheme="light", size=150)
    try:
        window.settle()
        rail = window.shell.findChild(Rail)
        shown = [each for each in rail.children() if isinstance(each, QLabel | QToolButton)]
        assert len(shown) > 9
        for each in shown:
            assert each.height() >= each.minimumSizeHint().height(), each.text()
            assert rail.rect().contains(each.geometry()), each.text()
    finally:
        theme.apply(window.app, scheme="light", size=100)
