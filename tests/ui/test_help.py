import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from sacwatch.services import reporting
from sacwatch.ui.help import TOPICS
from sacwatch.ui.page import PAGES
from tests.ui.kit import dialog, keys, shortcut, texts, until

NAMES = [spec.name for spec in PAGES]
# What each page is for, as the captain would look for it.
JOBS = {
    "today": ("Each line leads to the place", "Log a patrol", "Record an incident"),
    "patrols": ("Ctrl+N", "2240", "Enter goes to the next line", "one letter", "Ctrl+S", "Ctrl+Z"),
    "shifts": ("Ctrl+N", "sign up for single days", "Page Up", "wants people", "Log it", "Calendar file"),
    "incidents": ("call 911 first", "both ends", "what happened first", "wait for their number"),
    "concerns": ("call 911 first", "Count it there", "the oldest first", "Take up again", "by when"),
    "meetings": ("Ctrl+N", "Enter: that person is here", "Ctrl+Shift+M", "one on each line", "Attendance"),
    "map": ("arrows move", "Click a marker", "record a new incident there", "No internet"),
    "people": (
        "Patrol forms complete their names",
        "retired",
        "for you alone",
        "vCard (.vcf)",
        "F2",
        "Space ticks",
        "in the list twice",
    ),
    "phonetree": ("Build it for me", "Ctrl+M", "takes anything back", "You call them", "R reached"),
    "reports": ("for whom it is", "Print it", "save it as a PDF", "Choose a folder"),
    "resources": ("Fill in", "with one press", "for wallets", "carries a mark"),
    "settings": ("numbers you have tried", "Text size", "Restore a backup", "Passphrase"),
}


def help_(window):
    shortcut("F1", window.shell)
    return until(dialog, "the help is open")


def test_every_page_has_its_help():
    assert set(TOPICS) == set(NAMES) == set(JOBS)
    for topics in TOPICS.values():
        assert sum(len(steps) for _title, steps in topics) >= 3


@pytest.mark.parametrize("name", [name for name in NAMES if name != "map"])
def test_f1_says_how_the_job_of_this_page_is_done(window, watch, name):
    window.open(watch)
    window.show(name)
    box = help_(window)
    said = texts(box)
    for words in JOBS[name]:
        assert words in said, words
    assert box.list.currentRow() == NAMES.index(name)
    keys("", Qt.Key.Key_Escape)
    window.settle()
    assert dialog() is None and window.page.name == name


def test_the_map_page_has_help_without_the_map_being_loaded(window, watch):
    window.open(watch)
    box = help_(window)
    box.list.setCurrentRow(NAMES.index("map"))
    for words in JOBS["map"]:
        assert words in texts(box)


def test_help_can_be_read_by_keyboard_through_all_pages(window, watch):
    window.open(watch)
    box = help_(window)
    box.list.setFocus()
    seen = []
    for _name in NAMES:
        seen.append(texts(box))
        keys("", Qt.Key.Key_Down)
    assert len(set(seen)) == len(NAMES)


def test_help_in_a_form_says_how_the_form_is_filled(window, watch):
    window.open(watch)
    window.show("patrols", "new")
    assert "The form has the order of the paper sheet" in texts(help_(window))
    keys("", Qt.Key.Key_Escape)
    assert window.form is not None, "Esc put the help away and not the form"


def test_what_the_help_names_is_really_there(window, watch):
    """Buttons and menus are called in the help what they are called on the window."""
    window.open(watch)
    there = set()
    for name in NAMES:
        if name != "map":
            window.show(name)
            there |= {each.text().replace("&", "").rstrip("…") for each in _said(window.shell)}
    window.show("patrols", "new")
    there |= {each.text().replace("&", "").rstrip("…") for each in _said(window.shell)}
    for action in _actions(window.shell.menuBar().actions()):
        there.add(action.text().replace("&", "").rstrip("…"))
    # Shown only beside a chosen patrol.
    there |= {"Paper", "Record this as an incident"}
    # Shown only beside a chosen shift.
    there |= {"Stand-in", "Swap", "Only this day", "The series", "Skip this day", "Log it"}
    # Shown only beside a chosen concern, and where one like it is there.
    there |= {"Send it on", "What came of it", "Told back", "Take up again", "Drop"}
    there |= {"Words for neighbors", "Count it there"}
    # Shown only beside a chosen meeting.
    there |= {"Begin the meeting", "Open it again", "Remind by phone", "Remind by flyer"}
    there |= {"Make the handout", "Arrange it", "Copy as text"}
    # Shown only beside a chosen number to call.
    there |= {"Called today, it works", "Fill in"}
    # Shown only while a file is looked over.
    there |= {"What the columns hold"}
    # Shown only on the other views of the page of reports.
    reports = window.show("reports")
    there |= {paper.title_words for paper in reporting.papers()}
    reports.open_paper("patrol-log")
    window.settle()
    there |= {each.text().replace("&", "").rstrip("…") for each in _said(window.shell)}
    for view in ("places", "ledger"):
        reports.show_view(view)
        window.settle()
        there |= {each.text().replace("&", "").rstrip("…") for each in _said(window.shell)}
    named = set()
    for topics in TOPICS.values():
        for _title, steps in topics:
            for step in steps:
                named |= {words.rstrip("…") for words in re.findall("“([^”]+)”", step)}
    assert named and named - there == set()


def _said(window):
    return [each for kind in (QAbstractButton, QLabel) for each in window.findChildren(kind)]


def _actions(actions):
    for each in actions:
        if each.menu() is not None:
            yield from _actions(each.menu().actions())
        yield each


def test_help_without_a_watch(window):
    window.session.show_welcome()
    assert "What this page is for" in texts(help_(window))


def test_about_says_what_it_is(window, watch, monkeypatch):
    said = []
    monkeypatch.setattr("sacwatch.ui.wishes.QMessageBox.about", lambda *args: said.append(args[2]))
    window.shell.wants.emit("about")
    assert "Everything stays on this computer." in said[0]
