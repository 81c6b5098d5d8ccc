"""Suggestions as one types never stand in the way of Enter or Tab, however slowly one types."""

import pytest
from PySide6.QtCore import QSize, Qt

from sacwatch import app as application
from tests.ui.kit import focus, keys, pause, until

TAB, ENTER, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def entries(window, sample):
    """Give the entries of a new patrol, with the cursor on the first place and its suggestions shown."""
    window.open(sample)
    window.show("patrols", "new")
    rows = window.form.entries.rows
    rows[0].clock.setFocus()
    keys("2045", TAB)
    keys("1620 P St")
    shown(rows[0].place.line)
    return rows


def shown(line):
    popup = line.completer().popup()
    until(popup.isVisible, "suggestions are shown")
    pause(80)
    assert popup.isVisible() and not popup.selectionModel().hasSelection()


def test_enter_goes_on_to_the_next_entry_past_the_suggestions(entries):
    line = entries[0].place.line
    keys("", ENTER)
    assert focus() is entries[1].clock
    assert line.text() == "1620 P St" and not line.completer().popup().isVisible()
    until(lambda: entries[0].place.value().lat is not None, "the place is found all the same")


def test_tab_goes_on_past_the_suggestions(entries):
    keys("", TAB)
    assert focus() is entries[0].category
    assert not entries[0].place.line.completer().popup().isVisible()


def test_enter_takes_a_suggestion_that_was_chosen(entries):
    keys("", DOWN, DOWN, ENTER)
    assert entries[0].place.line.text() == "1600 block of P St"
    keys("", ENTER)
    assert focus() is entries[1].clock


def test_enter_in_a_field_with_suggestions_goes_on(window, sample):
    window.open(sample)
    window.show("patrols", "new")
    area = window.form.area
    until(lambda: area.line.completer() is not None, "areas are offered")
    area.setFocus()
    keys("P to")
    shown(area.line)
    keys("", ENTER)
    assert focus() is not area.line and area.line.text() == "P to"


def test_the_window_begins_within_the_screen(qapp, own_home):
    _app, shell, _state = application.window()
    room = qapp.primaryScreen().availableSize()
    assert shell.size().boundedTo(room) == shell.size()
    assert shell.size().height() < room.height() or shell.size() == QSize(1240, 800)
    shell.deleteLater()
