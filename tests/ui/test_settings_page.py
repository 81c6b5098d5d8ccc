import dataclasses
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFileDialog, QLabel

from sacwatch.domain.audiences import Audience
from sacwatch.domain.watches import BlockDraft
from sacwatch.ui import theme
from sacwatch.ui.pages.settings import BlocksField
from sacwatch.ui.state import State
from tests.ui import kit
from tests.ui.kit import another_has_it, button, click, focus, keys, texts, until

TAB, DOWN, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return


@pytest.fixture
def page(window, watch):
    window.open(watch)
    return window.show("settings")


def test_two_blocks_of_one_name_stay_two(qapp):
    field = BlocksField("Blocks")
    first, second = BlockDraft("a", "1600 block of P St", "captain"), BlockDraft("b", "1600 block of P St")
    third = BlockDraft("c", "1700 block of P St")
    field.set_value((first, second, third))
    assert field.value() == (first, second, third)
    field.box.setPlainText("1600 block of P St\n1600 block of Q St\n1700 block of P St\n")
    assert field.value() == (first, dataclasses.replace(second, name="1600 block of Q St"), third)
    field.box.setPlainText("1700 block of P St\n1600 block of P St\n2200 T\n1600 block of P St\nA\nA")
    assert [(each.id, each.name) for each in field.value()] == [
        ("c", third.name),
        ("a", first.name),
        ("", "2200 T"),
        ("b", second.name),
        ("", "A"),
        ("", "A"),
    ]


def watch_of(window):
    with window.desk.store.reading(now=window.desk.now()) as work:
        return work.watches.get(work.watch_id)


def reopened(window, path):
    """Close everything, as in the evening, and open the file in a new window."""
    window.close_file()
    again = kit.Window()
    again.open(path)
    return again


# How it looks


@pytest.mark.parametrize("size", theme.SIZES)
def test_text_size_takes_effect_at_once_everywhere(window, page, size):
    page.text_size.box.setFocus()
    keys("", Qt.Key.Key_Home, *[DOWN] * theme.SIZES.index(size))
    window.settle()
    assert window.app.font().pointSizeF() == theme.BASE_POINTS * size / 100
    plain = page.form.fields["name"]
    assert plain.label.font().pointSizeF() == plain.line.font().pointSizeF() == window.app.font().pointSizeF()
    title = page.title.font().pointSizeF()
    assert title == pytest.approx(20 * size / 100, abs=0.1), "headings grow with it"
    assert State().size == size


def test_colors_take_effect_at_once(window, page):
    page.colors.box.setFocus()
    keys("d")
    window.settle()
    base = window.app.palette().color(QPalette.ColorRole.Window)
    assert theme.is_dark() and base == QColor(theme.DARK.window)
    assert window.shell.grab().toImage().pixelColor(400, 400).lightness() < 80
    keys("", Qt.Key.Key_Up)
    window.settle()
    assert not theme.is_dark()
    assert window.shell.grab().toImage().pixelColor(400, 400).lightness() > 180


def test_what_was_set_is_so_in_the_next_window(window, page, watch):
    page.text_size.box.setFocus()
    keys("", DOWN, TAB)
    keys("d")
    again = reopened(window, watch)
    try:
        assert again.app.font().pointSizeF() == theme.BASE_POINTS * 1.25
        page = again.show("settings")
        assert (page.text_size.value(), page.colors.value()) == ("125", "dark")
    finally:
        again.end()


def test_larger_and_smaller_by_keys_and_the_page_follows(window, page):
    for keys_, size in (("Ctrl+=", 125), ("Ctrl++", 150), ("Ctrl++", 150), ("Ctrl+-", 125), ("Ctrl+-", 100)):
        window.shortcut(keys_)
        assert State().size == size
        assert page.text_size.value() == str(size), "the page says what is so"
    window.shortcut("Ctrl+-")
    assert State().size == 100


def test_what_somebody_else_wrote_into_the_state_is_not_believed(window, page):
    state = State()
    state._kept.setValue("size", "9000")
    state._kept.setValue("scheme", "plaid")
    assert (State().size, State().scheme) == (100, "system")


# The watch


def test_every_field_of_the_watch_is_kept(window, page, watch):
    form = page.form
    assert "are on papers for everybody to read." in texts(form)
    for name, typed in (
        ("name", "R Street & <i>Friends</i>"),
        ("place", "16th & P St"),
        ("beat", "3B"),
        ("district", "3"),
        ("meeting_place", "Library"),
        ("meeting_day", "First Tuesday, 7 pm"),
        ("footer", "Neighbors <b>looking</b> out"),
    ):
        form.fields[name].line.setFocus()
        form.fields[name].line.selectAll()
        keys(typed)
    form.fields["jurisdiction"].box.setFocus()
    keys("s")
    form.fields["blocks"].box.setFocus()
    form.fields["blocks"].box.selectAll()
    keys("1600 block of P St", ENTER)
    keys("1700 block of P St")
    form.fields["note"].box.setFocus()
    keys("Keys at Walt's")
    last = form.numbers.rows[-1]
    last.name.setFocus()
    keys("311 desk", TAB)
    keys("916-555-0177", TAB)
    keys("yesterday", TAB)
    window.shortcut("Ctrl+S")
    assert "Saved." in window.toast
    again = reopened(window, watch)
    try:
        found = watch_of(again)
        assert (found.name, found.place.text) == ("R Street & <i>Friends</i>", "16th St & P St")
        assert found.place.point is not None
        assert (found.beat, found.district) == ("3B", "3")
        assert (found.meeting_place, found.meeting_day) == ("Library", "First Tuesday, 7 pm")
        assert found.footer == "Neighbors <b>looking</b> out" and found.note == "Keys at Walt's"
        assert [block.name for block in found.blocks] == ["1600 block of P St", "1700 block of P St"]
        assert (found.numbers[-1].name, found.numbers[-1].number) == ("311 desk", "916-555-0177")
        assert str(found.numbers[-1].checked_on) == "2026-09-19"
        fields = again.show("settings").form.fields
        assert fields["footer"].value() == "Neighbors <b>looking</b> out"
        assert fields["numbers"].rows[-2].tried.text() == "Sat, Sep 19, 2026"
    finally:
        again.end()


def test_problems_of_numbers_stand_on_their_line(window, page):
    before = watch_of(window)
    rows = page.form.numbers.rows
    rows[-1].name.setFocus()
    keys("Desk", TAB)
    keys("ask Ann", TAB)
    keys("someday", TAB)
    window.shortcut("Ctrl+S")
    told = rows[-2].problem.text()
    assert "phone number" in told and "not a date" in told
    assert rows[-2].number.text() == "ask Ann" and rows[-2].tried.text() == "someday"
    assert watch_of(window) == before
    rows[-2].tried.selectAll()
    rows[-2].tried.setFocus()
    keys("tomorrow", TAB)
    window.shortcut("Ctrl+S")
    assert "still to come" in rows[-2].problem.text()


def test_enter_goes_on_and_never_leaves_or_saves(window, page):
    page.form.fields["name"].line.setFocus()
    keys("", ENTER)
    assert focus() is page.form.fields["place"].line
    assert "Saved." not in window.toast


def test_what_is_typed_here_is_kept_as_a_draft_too(window, page, watch):
    page.form.fields["footer"].line.setFocus()
    keys("Half a line")
    again = reopened(window, watch)
    try:
        assert "Not finished: " in again.said()
        (line,) = [
            each
            for each in again.page.findChildren(kit.QAbstractButton)
            if each.accessibleName().startswith("Not finished: ")
        ]
        line.click()
        again.settle()
        assert again.page.name == "settings"
        assert again.form.fields["footer"].value().startswith("Half a line")
    finally:
        again.end()


# The file


def test_the_page_says_which_file_this_is_and_what_can_be_done_with_it(window, page, watch, monkeypatch):
    assert str(watch) in window.said().replace("\u200b", "")
    for words, title in (
        ("Restore a backup…", "Restore a backup"),
        ("Passphrase…", "Passphrase"),
        ("History…", "History"),
    ):

        def seen(dialog, title=title):
            assert dialog.windowTitle() == title
            dialog.reject()

        with kit.answering(seen):
            click(button(page, words))
            window.settle()
    target = Path(watch).with_name("Copy.sacwatch")
    monkeypatch.setattr("sacwatch.ui.wishes.QFileDialog.getSaveFileName", lambda *_args: (str(target), ""))
    click(button(page, "Save a copy…"))
    window.settle()
    assert "A copy was saved as Copy.sacwatch." in window.toast and target.exists()


def test_reading_only_shows_everything_and_changes_nothing(window, watch):
    another_has_it(watch)
    window.open(watch)
    page = window.show("settings")
    assert page.form.fields["name"].value() == "Boulevard Park Watch"
    assert not page.form.fields["name"].line.isEnabled() and not page.form.save_button.isEnabled()
    page.save()
    window.settle()
    assert "Saved." not in window.toast
    assert page.text_size.box.isEnabled(), "how the window looks is no matter of the file"


# Settings that stand on the page of papers


def test_for_whom_the_folder_is_takes_effect_and_persists(window, sample, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    window.open(sample)
    card = window.show("reports").card
    window.desk.papers.choose(folder, Audience.CAPTAIN, large=False)
    until(lambda: card.audience.isVisible(), "the folder's choices are shown")
    window.desk.papers.cancel()
    # What the run that ends tells would put the choice back.
    window.settle()
    card.audience.box.setFocus()
    keys("p")
    chosen = card.audience.value()
    assert chosen in (Audience.POLICE.value, Audience.PUBLIC.value)
    until(lambda: window.desk.papers.state.target.audience.value == chosen, "it is taken")
    window.desk.papers.cancel()
    window.settle()
    card.large.box.setFocus()
    keys(" ")
    until(lambda: window.desk.papers.state.target.large, "it is taken")
    window.desk.papers.cancel()
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        (kept,) = work.destinations.all()
    assert kept.audience.value == chosen and kept.large is True
    assert kept.address == str(folder)
    again = reopened(window, sample)
    try:
        card = again.show("reports").card
        until(lambda: card.audience.isVisible(), "the folder's choices are shown")
        assert card.audience.value() == chosen and card.large.value() is True
        assert any("papers" in label.text() for label in card.findChildren(QLabel) if label.isVisible())
        assert texts(card)
        again.desk.papers.cancel()
    finally:
        again.end()


# The letterhead


def test_a_logo_is_chosen_shown_and_taken_away_again(page, window, tmp_path, monkeypatch):
    path = tmp_path / "logo.png"
    Image.new("RGB", (400, 100), "navy").save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *how: (str(path), ""))
    assert not page.logo.picture.isVisibleTo(page)
    click(button(page, "Choose a picture…"))
    until(lambda: page.logo.picture.isVisibleTo(page), "it is shown")
    assert not page.logo.picture.pixmap().isNull() and "every paper" in window.toast
    path.write_text("no picture")
    page.logo.choose_button.click()
    until(lambda: window.notices, "a sentence")
    assert "is not a picture" in window.notices[0]
    page.logo.remove_button.click()
    until(lambda: not page.logo.picture.isVisibleTo(page), "it is gone")
    window.session.undo()
    until(lambda: page.logo.picture.isVisibleTo(page), "and it can be taken back")
