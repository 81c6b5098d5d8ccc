import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.watches import Jurisdiction
from sacwatch.services import files
from tests.ui.kit import button, click, focus, keys, until

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def steps(window, tmp_path, monkeypatch):
    """Give the first steps of a new file."""
    monkeypatch.setattr("sacwatch.paths.documents", lambda: tmp_path / "Documents")
    path = tmp_path / "New.sacwatch"
    files.create(path).close()
    window.open(path)
    return window.shell._cover


def finished(window):
    """Wait for the watch and give it with its places for papers."""
    until(lambda: window.page is not None, "the watch is begun")
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        return work.watches.get(work.watch_id), work.destinations.all()


def test_three_short_steps(window, steps, tmp_path):
    assert "Step 1 of 3" in window.said()
    assert focus() is steps.name.line
    keys("Tule <b>Street</b> & Sons", TAB)
    keys("20th & R", TAB)
    click(steps.next_button)
    assert "Step 2 of 3" in window.said()
    assert "911, 988, 311, 211 and 711 are known everywhere" in window.said()
    keys("c", TAB)  # the city, by its letter
    row = steps.numbers.rows[0]
    assert row.name.text() == "Police non-emergency"
    row.number.setFocus()
    keys("916-555-0100", TAB)
    keys("yesterday", TAB)
    click(steps.next_button)
    assert "Step 3 of 3" in window.said()
    assert str(tmp_path / "Documents" / "SacWatch papers") in window.said()
    click(steps.next_button)
    watch, kept = finished(window)
    assert watch.name == "Tule <b>Street</b> & Sons"
    assert watch.place.point is not None
    assert watch.jurisdiction is Jurisdiction.CITY
    assert [(each.key, each.number, str(each.checked_on)) for each in watch.numbers] == [
        ("police_city", "916-555-0100", "2026-09-19")
    ]
    (place,) = kept
    assert place.address == str(tmp_path / "Documents" / "SacWatch papers")
    assert "Tule <b>Street</b> & Sons" in window.shell.windowTitle()
    assert window.page.name == "today"


def test_every_step_can_be_skipped(window, steps):
    for _ in range(3):
        click(steps.skip_button)
    watch, kept = finished(window)
    assert watch.name == "My watch"
    assert watch.numbers == ()
    assert kept == []


def test_back_and_forth_keeps_what_was_typed_and_a_skip_leaves_it_out(window, steps):
    keys("Tule Street")
    click(steps.next_button)
    steps.numbers.rows[0].number.setText("916-555-0100")
    click(steps.skip_button)
    click(steps.back_button)
    assert steps.numbers.rows[0].number.text() == "916-555-0100"
    click(steps.back_button)
    assert steps.name.line.text() == "Tule Street"
    click(steps.next_button)
    click(steps.skip_button)
    click(steps.skip_button)
    watch, _kept = finished(window)
    assert watch.name == "Tule Street"
    assert watch.numbers == ()


def test_a_name_of_5000_characters_gets_its_sentence(window, steps):
    steps.name.line.setText("x" * 5_000)
    for _ in range(3):
        click(steps.next_button)
    window.settle()
    assert "Step 1 of 3" in window.said()
    assert "5,000 characters" in steps.name.problem
    assert len(steps.name.value()) == 5_000
    steps.name.line.setText("Short")
    for _ in range(3):
        click(steps.next_button)
    assert finished(window)[0].name == "Short"


def test_a_date_still_to_come_is_shown_beside_its_number(window, steps):
    click(steps.next_button)
    row = steps.numbers.rows[1]
    row.number.setText("916-555-0101")
    row.tried.setText("tomorrow")
    click(steps.next_button)
    click(steps.next_button)
    window.settle()
    assert "Step 2 of 3" in window.said()
    assert "still to come" in row.problem.text()
    assert steps.numbers.rows[0].problem.text() == ""


def test_enter_goes_through_the_steps(window, steps):
    keys("Tule Street", ENTER)
    assert focus() is steps.place.line, "first to the place, which belongs to the same step"
    keys("", ENTER)
    window.settle()
    assert "Step 2 of 3" in window.said()
    assert focus() is steps.jurisdiction.box
    keys("c", ENTER)
    assert steps.jurisdiction.value() == Jurisdiction.CITY.value
    assert focus() is steps.numbers.rows[0].name, "Enter leaves a drop-down instead of opening it"


def test_closing_in_between_goes_on_at_the_next_start(window, steps, tmp_path):
    keys("Tule Street")
    window.settle(extra=1_200)
    window.close_file()
    window.open(tmp_path / "New.sacwatch")
    again = window.shell._cover
    assert again.name.line.text() == "Tule Street", "what was typed is still there"
    for _ in range(3):
        click(again.next_button)
    assert finished(window)[0].name == "Tule Street"
    window.show("today")
    assert "Not finished" not in window.said()


def test_an_empty_page_teaches(window, steps):
    for _ in range(3):
        click(steps.skip_button)
    finished(window)
    for name, told, begin in (
        ("patrols", "No patrols yet", "Log a patrol"),
        ("incidents", "No incidents yet", "Record an incident"),
        ("people", "No members yet", "Add a member"),
    ):
        page = window.show(name)
        assert told in window.said()
        assert "Look at the sample watch" in window.said()
        click(button(page._empty, begin))
        assert window.form is not None
        window.form.go_back()


def test_enter_in_the_place_goes_on_to_the_next_step(window, steps):
    steps.place.line.setFocus()
    keys("20th & R", ENTER)
    assert "Step 2 of 3" in window.said()


def test_a_date_that_cannot_be_read_keeps_its_step_and_has_the_cursor(window, steps):
    keys("Tule Street")
    click(steps.next_button)
    row = steps.numbers.rows[0]
    row.number.setFocus()
    keys("916-555-0100", TAB)
    keys("yestreday")
    click(steps.next_button)
    assert "Step 2 of 3" in window.said()
    assert "“yestreday” is not a date" in row.problem.text()
    assert focus() is row.tried
