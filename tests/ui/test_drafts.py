import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import PatrolDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import drafts, files, forgetting, members
from sacwatch.ui.links import Link
from sacwatch.ui.records.form import DRAFT_MS
from tests.making import NOW, member_draft
from tests.ui.kit import answering, button, click, keys, pause, shortcut, texts, until
from tests.ui.test_incident_form import photo

TAB = Qt.Key.Key_Tab


def kept(window):
    """Give the drafts that are kept in the file."""
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        return drafts.all_of(work)


def go_on_with_it(window):
    """Press the line on Today that leads to what is not finished."""
    click(next(each for each in window.shell.findChildren(Link) if "Not finished" in each.text()))
    window.settle()


@pytest.fixture
def form(window, watch):
    window.open(watch)
    window.show("patrols", "new")
    return window.form


def test_a_draft_is_kept_within_two_seconds_while_typing_goes_on(window, form):
    form.fields["note"].box.setFocus()
    written = []
    keep = form.desk.jot

    def note(deed, **how):
        written.append(time.monotonic())
        return keep(deed, **how)

    form.desk.jot = note
    begun = time.monotonic()
    while time.monotonic() < begun + 3.2:
        keys("x")
        pause(40)
    gaps = [b - a for a, b in zip([begun, *written], [*written, time.monotonic()], strict=True)]
    assert len(written) >= 2
    assert max(gaps) < 1.5, "never more than two seconds of typing, with room for a slow disk"
    (draft,) = kept(window)
    assert draft.data["note"].startswith("xxxx")


def test_nothing_is_kept_of_a_form_that_nobody_typed_in(window, form):
    pause(DRAFT_MS + 100)
    window.show("today")
    assert kept(window) == []


def test_going_back_keeps_it_on_today_and_it_goes_on_there(window, form):
    keys("2030", TAB)
    form.crew.rows[0].name.setFocus()
    keys("Ann Lee", TAB)
    form.entries.rows[0].clock.setFocus()
    keys("2045")
    shortcut("Esc")
    assert "It is kept on the Today page" in window.toast
    assert window.form is None
    window.show("today")
    line = next(each for each in texts(window.shell).splitlines() if each.startswith("Not finished: Patrol"))
    click(button(window.shell, line))
    window.settle()
    again = window.form
    assert "It is as you left it" in texts(again)
    assert again.start.value() == "8:30 pm"
    assert again.crew.value()[0].name == "Ann Lee"
    assert again.entries.value()[0].clock == "2045" or again.entries.value()[0].clock == "8:45 pm"
    again.finish.line.setFocus()
    keys("2200", TAB)
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.settle()
    assert kept(window) == []
    assert window.page.model.rowCount() == 1


def test_throwing_away_can_be_taken_back(window, form):
    keys("2030", TAB)
    click(button(form, "Throw away"))
    window.settle()
    assert "Thrown away." in window.toast
    assert kept(window) == []
    click(window.shell.toast.button)
    window.settle()
    assert window.form.start.value() == "8:30 pm"
    assert len(kept(window)) == 1


def test_looking_at_another_page_leaves_the_form_as_it_is(window, form):
    keys("20")
    window.shortcut("Ctrl+1")
    assert "Not finished: Patrol" in window.said(), "even what was typed a moment ago is there"
    shortcut("Ctrl+2")
    assert window.form is form and form.start.line.text() in ("20", "8:00 pm")
    # The line on Today leads to the same form, not to an older copy of it.
    window.shortcut("Ctrl+1")
    go_on_with_it(window)
    assert window.form is form
    window.show("patrols", "new")
    assert window.form is form, "a second one would look as if the first were lost"


def test_opening_a_record_sets_an_unfinished_form_aside_and_says_so(window, form):
    keys("2030", TAB)
    with window.desk.store.reading(now=window.desk.now()) as work:
        member = work.members.named("Rosa")[0]
    window.desk.open_record(Kind.MEMBER, member.id)
    window.settle()
    window.show("people").edit(member.id)
    window.settle()
    window.form.fields["note"].box.setFocus()
    keys("Has a dog.")
    window.desk.open_record(Kind.MEMBER, member.id)
    window.settle()
    assert "It is kept on the Today page" in window.toast
    assert len(kept(window)) == 2


def test_photos_of_an_unfinished_form_are_kept_too(window, watch, tmp_path):
    window.open(watch)
    window.show("incidents", "new")
    window.form.photos.add_files([photo(tmp_path / "tag.jpg", taken="", point=False)])
    until(lambda: window.form.photos.captions, "the photo is read")
    window.form.photos.captions[0].setFocus()
    keys("North wall")
    (tmp_path / "tag.jpg").unlink()
    window.close_file()
    window.open(watch)
    go_on_with_it(window)
    until(lambda: window.form.photos.captions, "the photo is back")
    assert window.form.photos.captions[0].text() == "North wall"
    window.form.fields["kind"].set_value("graffiti")
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.settle()
    assert "North wall" in texts(window.page.details)


def test_closing_the_window_waits_and_keeps_what_was_typed(window, form, watch):
    keys("2030")
    window.shell.close()
    until(lambda: window.ended, "the window has ended")
    store = files.open_file(Path(watch), now=NOW, zone=SACRAMENTO)
    with store.reading(now=NOW) as work:
        (draft,) = drafts.all_of(work)
    store.close()
    assert draft.data["start"] in ("2030", "8:30 pm")
    assert not list(Path(watch).parent.glob("*-wal"))


def fail_to_keep(monkeypatch):
    from sacwatch.domain.errors import Trouble

    def full(*_args):
        raise Trouble("trouble.disk_full", name="Boulevard Park.sacwatch")

    monkeypatch.setattr("sacwatch.services.drafts.keep", full)


def test_a_full_disk_is_told_while_typing_and_closing_asks(window, form, monkeypatch):
    fail_to_keep(monkeypatch)
    keys("2030")
    until(lambda: window.notices, "the trouble is told")
    assert "is full" in window.notices[0]

    def stay(dialog):
        assert "What you are typing is not kept" in texts(dialog)
        assert "is full" in texts(dialog)
        click(button(dialog, "Stay here"))

    with answering(stay):
        window.shell.close()
        until(lambda: window.shell.isEnabled() and not window.session._closing, "the window stays")
    assert form.start.line.text() in ("2030", "8:30 pm") and window.form is form

    def lose(dialog):
        click(button(dialog, "Close and lose it"))

    with answering(lose):
        window.shell.close()
        until(lambda: window.ended, "the window has ended")


def test_a_full_disk_is_no_longer_told_once_something_is_saved(window, form, monkeypatch):
    window.desk.told.emit("Something else that needs attention.")
    fail_to_keep(monkeypatch)
    keys("2030", TAB)
    until(lambda: len(window.notices) == 2, "the trouble is told")
    monkeypatch.undo()
    keys("2200", TAB, TAB)
    keys("Ann Lee", TAB)
    pause(DRAFT_MS + 100)
    window.settle()
    assert len(window.notices) == 2, "what is kept as a draft is not saved"
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    assert "Patrol logged." in window.toast
    assert window.notices == ["Something else that needs attention."]


def test_a_full_disk_while_saving_keeps_everything_on_the_form(window, form, monkeypatch):
    from sacwatch.domain.errors import Trouble

    keys("2030", TAB)
    keys("2200", TAB, TAB)
    keys("Ann Lee", TAB)

    def full(*_args, **_how):
        raise Trouble("trouble.disk_full", name="Boulevard Park.sacwatch")

    monkeypatch.setattr("sacwatch.services.patrols.log", full)
    shortcut("Ctrl+S")
    window.settle()
    assert "is full" in texts(form)
    assert form.start.value() == "8:30 pm" and form.save_button.isEnabled()
    assert len(kept(window)) == 1
    monkeypatch.undo()
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved once there is room")
    assert kept(window) == []


# Changed or removed meanwhile


def editing(window, watch):
    window.open(watch)
    page = window.show("people")
    window.settle()
    page.edit_chosen()
    until(lambda: window.form is not None, "the form opens")
    window.settle()
    return window.form


def test_a_record_changed_meanwhile(window, watch):
    form = editing(window, watch)
    form.fields["note"].box.setFocus()
    keys("mine")
    with window.desk.store.work(now=window.desk.now(), by="other") as work:
        members.change(work, form.record.id, member_draft(note="theirs"))
    shortcut("Ctrl+S")
    window.settle()
    assert "was changed elsewhere while you were typing" in texts(form)
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "mine takes the place of theirs")
    window.settle()
    assert "mine" in texts(window.page.details)


def test_a_record_removed_meanwhile(window, watch):
    form = editing(window, watch)
    form.fields["note"].box.setFocus()
    keys("mine")
    name = form.record.name
    with window.desk.store.work(now=window.desk.now(), by="other") as work:
        members.remove(work, form.record.id)
    shortcut("Ctrl+S")
    window.settle()
    assert "was removed elsewhere while you were typing" in texts(form)
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is a new record")
    window.settle()
    assert name in texts(window.page.details) and "mine" in texts(window.page.details)


def test_a_person_forgotten_meanwhile(window, watch):
    form = editing(window, watch)
    form.fields["note"].box.setFocus()
    keys("typed since")
    member = form.record
    forgetting.forget(window.desk.store, member.id, with_home=False, now=window.desk.now())
    shortcut("Ctrl+S")
    window.settle()
    assert "was forgotten while the form was open" in texts(form)
    assert "typed since" in form.fields["note"].value(), "what was typed stays"
    assert kept(window) == [], "and stands nowhere else"
    with window.desk.store.reading(now=window.desk.now()) as work:
        assert [hit for hit in work.search(member.name) if hit.kind == "member"] == []


def test_a_draft_of_a_record_that_is_gone_becomes_a_new_one(window, watch):
    form = editing(window, watch)
    form.fields["note"].box.setFocus()
    keys("mine")
    form.go_back()
    window.settle()
    with window.desk.store.work(now=window.desk.now(), by="other") as work:
        members.remove(work, form.record.id)
    window.show("today")
    go_on_with_it(window)
    assert window.form.record is None
    assert "mine" in window.form.fields["note"].value()


# The power goes

CHILD = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sacwatch import app as application

app, shell, state = application.window()
session = application.begin(app, shell, state)
shell.show()
count = 0

def type_on():
    global count
    box = shell.page.form.fields["note"].box
    QTest.keyClicks(box, f"{count} ")
    print(count, flush=True)
    count += 1

def begin():
    shell.show_page("patrols", "new")
    timer.timeout.connect(type_on)
    timer.start(10)

timer = QTimer()
session.ready.connect(begin)
session.open(Path(sys.argv[1]))
app.exec()
"""


def test_a_killed_window_loses_at_most_two_seconds_of_typing(window, watch):
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(watch)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    typed: list[tuple[float, int]] = []
    end = time.monotonic() + 30
    try:
        for line in child.stdout:
            typed.append((time.monotonic(), int(line)))
            if typed[-1][0] > typed[0][0] + 3.3 or time.monotonic() > end:
                break
        os.kill(child.pid, signal.SIGKILL)
        killed = time.monotonic()
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    window.open(watch)
    assert "Not finished: Patrol" in window.said()
    (draft,) = kept(window)
    numbers = [int(each) for each in draft.data["note"].split()]
    assert numbers == list(range(len(numbers))), "what is kept is whole"
    lost = [at for at, number in typed if number > numbers[-1]]
    assert not lost or killed - lost[0] < 2.0
    go_on_with_it(window)
    assert window.form.fields["note"].value() == draft.data["note"]
    assert PatrolDraft(note=draft.data["note"]).note
