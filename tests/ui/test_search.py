import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget

from sacwatch.domain.listing import IncidentQuery
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, incidents
from sacwatch.ui.search import SearchBox
from tests.making import Desk as Maker
from tests.ui import kit
from tests.ui.kit import NOW, dialog, focus, keys, shortcut, texts, until

DOWN, UP, ENTER, ESC = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape
HOSTILE = '<b>Zoë</b> & "Co" </script> 👩\u200d🚒 שלום'


@pytest.fixture
def full(window, watch):
    """Give the window with a patrol, an incident and members, some with awkward names."""
    maker = Maker(files.open_file(watch, now=NOW, zone=SACRAMENTO))
    maker.log(note="Seen by the laundromat")
    maker.record(happened="Bicycle taken from the porch\nat night", note=HOSTILE)
    maker.add(name=HOSTILE)
    maker.close()
    window.open(watch)
    return window


def box(window):
    """Open the search from wherever one is, and give its dialog."""
    shortcut("Ctrl+K", window.shell)
    return until(dialog, "the search is open")


def put_away(window):
    """Close the search with Esc; without a screen nobody else makes the window active again."""
    keys("", ESC)
    window.settle(extra=10)
    assert dialog() is None
    window.shell.activateWindow()
    until(window.shell.isActiveWindow, "the window is active")


def found(window, box, typed):
    """Type something and give the lines that are found."""
    line = box.findChild(QLineEdit)
    line.setFocus()
    line.selectAll()
    keys(typed)
    window.settle()
    results = box.findChild(QListWidget)
    return [results.item(row).text() for row in range(results.count())]


def told(box):
    return "\n".join(each.text() for each in box.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize("page", ["today", "patrols", "incidents", "people", "reports", "settings"])
def test_ctrl_k_searches_from_every_page(full, page):
    full.show(page)
    search = box(full)
    assert focus() is search.findChild(QLineEdit), "one types at once"
    assert "Type to search" in told(search)
    (hit,) = found(full, search, "laundromat")
    assert "Patrol" in hit and "laundromat" in hit
    keys("", ENTER)
    full.settle()
    assert dialog() is None and full.page.name == "patrols"
    assert "Seen by the laundromat" in texts(full.page.details)


@pytest.mark.parametrize("page", ["patrols", "incidents", "people"])
def test_ctrl_k_searches_from_a_form_and_the_form_is_kept(full, page):
    full.show(page, "new")
    form = full.form
    focused = focus()
    box(full)
    put_away(full)
    assert full.form is form and focus() is focused
    search = box(full)
    assert len(found(full, search, "bicycle")) == 1
    keys("", ENTER)
    full.settle()
    assert full.page.name == "incidents"
    assert "Bicycle taken from the porch" in texts(full.page.details)


@pytest.mark.parametrize(
    ("typed", "page", "shown"),
    [
        ("laundro", "patrols", "Seen by the laundromat"),
        ("7ABC123", "incidents", "Bicycle taken"),
        ("7abc", "incidents", "Bicycle taken"),
        ("walt", "people", "Walt Kim"),
        ("h st", "people", "2215 H St"),
        ("9/19", "patrols", "Sat, Sep 19, 2026"),
    ],
)
def test_a_name_a_street_a_plate_and_a_date_are_found_and_opened(full, typed, page, shown):
    search = box(full)
    lines = found(full, search, typed)
    assert lines
    results = search.findChild(QListWidget)
    kind = {"patrols": "Patrol", "incidents": "Incident", "people": "Member"}[page]
    row = next(number for number, line in enumerate(lines) if line.startswith(kind))
    for _ in range(row):
        keys("", DOWN)
    assert results.currentRow() == row
    keys("", ENTER)
    full.settle()
    assert full.page.name == page and shown in texts(full.page.details)


def test_arrows_stay_within_what_was_found(full):
    search = box(full)
    lines = found(full, search, "a")
    results = search.findChild(QListWidget)
    keys("", UP, UP)
    assert results.currentRow() == 0
    keys("", *[DOWN] * (len(lines) + 2))
    assert results.currentRow() == len(lines) - 1
    assert focus() is search.findChild(QLineEdit), "the cursor stays where one types"


def test_a_click_opens_too(full):
    search = box(full)
    found(full, search, "bicycle")
    results = search.findChild(QListWidget)
    results.itemActivated.emit(results.item(0))
    full.settle()
    assert full.page.name == "incidents"


def test_nothing_found_says_so_and_stays(full):
    search = box(full)
    assert found(full, search, "zzzz") == []
    assert "Nothing found. Try the beginning of a word." in told(search)
    keys("", ENTER)
    assert dialog() is search
    assert found(full, search, " ") == [] and "Type to search" in told(search)


@pytest.mark.parametrize(
    "typed", ['"', "'", "*", "a*", "AND", "NEAR(", "-", "(", "col:x", "%", "\\", "🚒", "ש", "x" * 5_000]
)
def test_whatever_is_typed_is_no_trouble(full, typed):
    search = box(full)
    line = search.findChild(QLineEdit)
    line.setText(typed)
    full.settle()
    assert full.crashes == [] and full.notices == []


def test_names_are_shown_as_they_were_written(full):
    search = box(full)
    lines = found(full, search, "zoë")
    assert len(lines) == 2 and all("<b>Zoë</b>" in line for line in lines)
    results = search.findChild(QListWidget)
    assert results.item(0).text() == lines[0]
    assert search.grab().width() > 0
    member = next(row for row, line in enumerate(lines) if line.startswith("Member"))
    results.setCurrentRow(member)
    keys("", ENTER)
    full.settle()
    assert HOSTILE in texts(full.page.details)


def test_only_the_last_thing_typed_is_answered(full):
    search = box(full)
    lines = found(full, search, "bicyclelaundromat")
    assert lines == []
    line = search.findChild(QLineEdit)
    line.selectAll()
    keys("laundromat")
    full.settle()
    assert "laundromat" in search.findChild(QListWidget).item(0).text()


@pytest.mark.parametrize("page", ["patrols", "incidents", "people"])
def test_ctrl_f_searches_the_page(full, page):
    shown = full.show(page)
    total = shown.model.rowCount()
    full.shortcut("Ctrl+F")
    assert focus() is shown.search
    keys({"patrols": "laundromat", "incidents": "bicycle", "people": "walt"}[page])
    full.settle(extra=150)
    assert shown.model.rowCount() == 1 <= total
    keys(" nowhere")
    full.settle(extra=150)
    assert shown.model.rowCount() == 0
    keys("", ESC)
    full.settle(extra=150)
    assert shown.model.rowCount() == total


@pytest.mark.parametrize("page", ["today", "reports", "settings"])
def test_ctrl_f_where_a_page_has_no_list_searches_everything(full, page):
    full.show(page)
    shortcut("Ctrl+F", full.shell)
    full.settle()
    opened = until(dialog, "the search is open")
    until(lambda: focus() is opened.findChild(QLineEdit), "one types at once")


def test_the_search_in_the_rail_is_the_same(full):
    kit.click(kit.button(full.shell, "Search"))
    search = until(dialog, "the search is open")
    assert search.windowTitle() == "Search everything"


def test_a_record_removed_meanwhile_is_no_crash(full):
    search = box(full)
    found(full, search, "bicycle")
    with full.desk.store.work(now=full.desk.now(), by="test") as work:
        incidents.remove(work, work.incidents.find(IncidentQuery()).lines[0].id)
    keys("", ENTER)
    full.settle()
    assert full.crashes == [] and full.page.name == "incidents"
    assert "Bicycle" not in texts(full.page.details)


def test_a_number_to_call_leads_to_its_line(full):
    (first, *_others) = found(full, box(full), "311")
    assert first.startswith("Whom to call · City and county services")
    keys("", ENTER)
    full.settle()
    assert full.crashes == [] and full.page.name == "resources"
    assert "City and county services" in texts(full.page.details)


def test_the_box_goes_when_it_is_closed(full):
    for _ in range(3):
        box(full)
        put_away(full)
    assert full.shell.findChildren(SearchBox) == []
