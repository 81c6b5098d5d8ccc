"""What a form says when a field is left, and when what was wrong is right again."""

import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.places import PlaceDraft
from tests.ui.kit import focus, keys, shortcut, until

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def patrol(window, watch):
    """Give the form of a new patrol."""
    window.open(watch)
    window.show("patrols", "new")
    return window.form


@pytest.fixture
def member(window, watch):
    """Give the form of a new member."""
    window.open(watch)
    window.show("people", "new")
    return window.form


def test_what_is_no_time_or_date_is_said_when_it_is_left(window, patrol):
    patrol.start.setFocus()
    keys("half nine", TAB)
    assert "“half nine” is not a time" in patrol.start.problem
    patrol.day.setFocus()
    patrol.day.line.selectAll()
    keys("yestreday", TAB)
    assert "“yestreday” is not a date" in patrol.day.problem
    row = patrol.entries.rows[0]
    row.clock.setFocus()
    keys("99:99", TAB)
    assert "“99:99” is not a time" in row.problem.text()
    row.clock.setFocus()
    row.clock.selectAll()
    keys("2040")
    assert row.problem.text() == ""


def test_a_phone_number_with_letters_is_said_when_it_is_left(window, member):
    row = member.fields["phones"].rows[0]
    row.number.setFocus()
    keys("916 555 01xx", TAB)
    assert "“916 555 01xx” has too few digits for a phone number" in row.problem.text()
    row.number.setFocus()
    row.number.selectAll()
    keys("916-555-0134 x12", TAB)
    assert row.problem.text() == ""


def test_another_look_is_not_asked_for_once_nothing_is_wrong(window, patrol):
    shortcut("Ctrl+S")
    until(lambda: "needs another look" in window.said(), "it is refused")
    patrol.start.setFocus()
    keys("2030", TAB)
    keys("2200", TAB)
    assert "needs another look" in window.said(), "nobody went yet"
    patrol.crew.setFocus()
    keys("Ann Lee", TAB)
    window.settle()
    assert "needs another look" not in window.said()


def test_a_place_is_judged_only_when_it_is_left_and_spelled_out(window, member):
    place = member.fields["address"]
    place.line.setFocus()
    keys("1520 q s")
    window.settle()
    assert "Not found" not in window.said()
    keys("t", TAB)
    until(lambda: place.line.text() == "1520 Q St", "it is spelled out")
    assert "Shown at this house" in window.said()
    place.line.setFocus()
    place.line.selectAll()
    keys("nowhere in particular", TAB)
    until(lambda: "Not found on the map" in window.said(), "it is not found")


def test_words_without_a_point_say_before_what_they_come_to_when_saved(window, member):
    place = member.fields["address"]
    for typed, told in (("1520 Q St", "Shown at this house"), ("Community room", "Not found on the map")):
        place.set_value(PlaceDraft(typed))
        until(lambda told=told: told in window.said(), f"{typed}: {told}")
    assert not member.dirty, "looking up is no typing"


def test_saving_ends_suggestions_and_says_how_the_place_is_known(window, member):
    place = member.fields["address"]
    place.line.setFocus()
    keys("1520 q st")
    until(place._completer.popup().isVisible, "places are offered")
    focus()
    member.save()
    until(lambda: "needs another look" in window.said(), "a name is needed")
    window.settle(extra=100)
    assert not place._completer.popup().isVisible()
    assert "Shown at this house" in window.said() and "Not found" not in window.said()
