import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sacwatch.services import files
from sacwatch.store import schema
from sacwatch.store.claims import Claim
from tests import quickkeys
from tests.children import Child
from tests.making import Desk
from tests.ui import kit
from tests.ui.kit import answering, button, click, keys, pause, texts, until

SECRET = "four plain words here"


@pytest.fixture
def locked(tmp_path):
    """Give the path of a file with an ordinary watch under a passphrase."""
    desk = Desk.begin(tmp_path / "Locked.sacwatch", SECRET)
    desk.close()
    return desk.store.path


def type_passphrase(words):
    """Answer the question for a passphrase."""

    def answer(dialog):
        keys(words)
        click(button(dialog, "Open"))

    return answer


def give_up(dialog):
    click(button(dialog, "Cancel"))


# What does not open, each with its own sentence and a way on


def newer(path):
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    return path


def damaged(path):
    data = bytearray(path.read_bytes())
    for place in range(4096 + 200, len(data), 97):
        data[place] ^= 0x5A
    path.write_bytes(data)
    return path


def cut(path):
    path.write_bytes(path.read_bytes()[:20_000])
    return path


def random_bytes(path):
    path.write_bytes(os.urandom(8192))
    return path


def empty(path):
    path.write_bytes(b"")
    return path


def another_programs(path):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.commit()
    connection.close()
    return path


def text(path):
    path.write_text("Dear diary,\n" * 50)
    return path


def folder(path):
    path.unlink()
    path.mkdir()
    return path


def missing(path):
    path.unlink()
    return path


TROUBLES = (
    (newer, "newer SacWatch"),
    (damaged, "is damaged"),
    (cut, "is damaged"),
    (empty, "is empty"),
    (another_programs, "made by another program"),
    (text, "cannot be read as a watch file"),
    (folder, "is a folder"),
    (missing, "There is no file"),
)


def test_what_does_not_open_says_why_and_offers_a_way_on(window, watch, tmp_path):
    for number, (spoil, told) in enumerate(TROUBLES):
        path = spoil(Path(shutil.copy(watch, tmp_path / f"spoiled {number}.sacwatch")))
        before = path.read_bytes() if path.is_file() else None
        window.open(path)
        assert told in window.said(), spoil.__name__
        assert f"spoiled {number}" in window.said()
        for way_on in ("Begin a new watch", "Look around with a sample watch", "Open a watch file…"):
            assert button(window.shell, way_on).isEnabled()
        assert (path.read_bytes() if path.is_file() else None) == before, "it is left as it was"
    window.open(watch)
    assert window.page.name == "today"


def test_random_bytes_may_be_a_locked_file(window, watch):
    random_bytes(Path(watch))
    with answering(type_passphrase(SECRET), give_up) as asked:
        window.open(watch)
    assert len(asked) == 2
    assert "the file may be damaged" in texts(asked[1]) or not asked[1].isVisible()
    assert "Begin a new watch" in window.said()


def test_a_damaged_file_with_backups_offers_them(window, watch):
    window.open(watch)
    window.close_file()
    damaged(Path(watch))
    window.open(watch)
    assert "is damaged" in window.said()

    def restore(dialog):
        until(lambda: dialog.accept_button.isEnabled(), "the newest backup is looked into")
        assert "Boulevard Park Watch" in dialog.contents.text()
        assert "2 members" in dialog.contents.text()
        click(dialog.accept_button)

    with answering(restore):
        click(button(window.shell, "Restore a backup of Boulevard Park…"))
    until(lambda: window.desk is not None, "the backup is open")
    window.settle()
    assert window.page.name == "today"
    assert "is in place" in window.notices[0]


def test_what_is_open_stays_when_another_file_does_not_open(window, watch, tmp_path):
    window.open(watch)
    window.show("patrols", "new")
    keys("2030")
    window.session.open(empty(Path(shutil.copy(watch, tmp_path / "Other.sacwatch"))))
    window.settle()
    assert "“Other.sacwatch” is empty" in window.notices[0]
    assert window.form.start.line.text() == "2030"
    assert window.desk.store.path == Path(watch)


def test_another_file_takes_the_place_of_what_is_open(window, watch, sample):
    window.open(watch)
    window.session.open(Path(sample))
    until(lambda: window.desk is not None and window.desk.store.path == Path(sample), "the sample is open")
    window.settle()
    assert "Tule Street" in window.shell.windowTitle()
    assert Claim(Path(watch)).take(), "the first file is free again"
    assert list(Path(watch).parent.glob("*-wal")) in ([], [Path(f"{sample}-wal")])


def test_the_same_file_again_changes_nothing(window, watch):
    window.open(watch)
    desk = window.desk
    window.session.open(Path(watch))
    window.settle(extra=50)
    assert window.desk is desk


# Passphrases


def test_a_locked_file_asks_and_says_what_a_wrong_passphrase_means(window, locked):
    said = []

    def wrong(dialog):
        assert "Please type the passphrase of “Locked.sacwatch”" in texts(dialog)
        keys("not these words")
        click(button(dialog, "Open"))

    def right(dialog):
        said.append(texts(dialog))
        keys(SECRET, kit.Qt.Key.Key_Return)

    with answering(wrong, right):
        window.open(locked)
    assert "This passphrase does not open “Locked.sacwatch”" in said[0]
    assert window.page.name == "today"


def test_giving_up_on_a_passphrase_leads_to_the_welcome(window, locked):
    with answering(give_up):
        window.open(locked)
    assert "Begin a new watch" in window.said()


def change_passphrase(window, act):
    """Open the dialog about the passphrase, answer it, and wait until the file is open again."""
    with answering(act):
        window.shell.wants.emit("passphrase")
        until(lambda: window.desk is not None and window.tasks.idle and window.page, "the file is open again")
    window.settle()


def test_a_passphrase_is_added_changed_and_removed(window, watch):
    path = Path(watch)
    window.open(path)

    def add(dialog):
        assert "not locked" in texts(dialog)
        click(dialog.accept_button)
        assert "at least 8 characters" in texts(dialog)
        dialog.new.first.setText(SECRET)
        dialog.new.again.setText("another")
        click(dialog.accept_button)
        assert "not the same" in texts(dialog)
        dialog.new.again.setText(SECRET)
        click(dialog.accept_button)

    change_passphrase(window, add)
    assert files.is_encrypted(path)
    assert all(files.is_encrypted(each) for each in path.parent.glob("* backups/*.sacwatch"))
    assert "are locked now" in window.notices[0]

    def change(dialog):
        dialog.old.setText("wrong words here")
        dialog.new.first.setText("six other words")
        dialog.new.again.setText("six other words")
        click(dialog.accept_button)
        assert "is another one" in texts(dialog)
        dialog.old.setText(SECRET)
        click(dialog.accept_button)

    change_passphrase(window, change)
    assert "new passphrase" in window.notices[0]
    assert window.desk.store.passphrase == "six other words"

    def remove(dialog):
        dialog.old.setText("six other words")
        click(dialog.remove_button)

    change_passphrase(window, remove)
    assert not files.is_encrypted(path)
    assert "not locked any more" in window.notices[0]
    assert window.page.name == "today"


# New files


def make_file(window, fill, wish="Begin a new watch"):
    """Make a new file through its dialog, and wait for the first steps."""
    with answering(fill):
        if window.desk is None:
            click(button(window.shell, wish))
        else:
            window.shell.wants.emit("new_file")
    until(lambda: window.desk is not None, "the new file is open")
    window.settle()


def test_a_new_file_without_and_with_a_passphrase(window, tmp_path, monkeypatch):
    monkeypatch.setattr("sacwatch.paths.documents", lambda: tmp_path / "Documents")
    window.session.show_welcome()

    def plain(dialog):
        dialog.name_line.clear()
        click(dialog.accept_button)
        assert "give the file a name" in texts(dialog)
        keys("Oak Park / north?")
        click(dialog.accept_button)

    make_file(window, plain)
    path = window.desk.store.path
    assert path == tmp_path / "Documents" / "SacWatch" / "Oak Park - north-.sacwatch"
    assert not files.is_encrypted(path)
    assert "What is your watch called?" in window.said()

    def locked(dialog):
        assert dialog.name_line.text() == "My watch"
        click(dialog.lock)
        dialog.passphrase.first.setText(SECRET)
        dialog.passphrase.again.setText(SECRET)
        click(dialog.accept_button)

    make_file(window, locked)
    until(lambda: window.desk.store.path.name == "My watch.sacwatch", "the second file is open")
    assert files.is_encrypted(window.desk.store.path)


def test_a_new_file_never_takes_the_place_of_another(window, tmp_path, monkeypatch):
    monkeypatch.setattr("sacwatch.paths.documents", lambda: tmp_path)
    window.session.show_welcome()
    taken = tmp_path / "SacWatch" / "Taken.sacwatch"
    taken.parent.mkdir()
    taken.write_text("mine")

    def fill(dialog):
        dialog.name_line.setText("Taken")
        click(dialog.accept_button)
        assert "There is a file “Taken.sacwatch” already" in texts(dialog)
        dialog.reject()

    with answering(fill):
        click(button(window.shell, "Begin a new watch"))
    assert taken.read_text() == "mine"


def test_the_sample_watch_is_as_it_was_left(window):
    window.session.show_welcome()
    click(button(window.shell, "Look around with a sample watch"))
    until(lambda: window.desk is not None, "the sample is made and open", patience=30)
    window.settle()
    window.show("people", "new")
    keys("Somebody New")
    kit.shortcut("Ctrl+S")
    window.settle()
    window.close_file()
    window.shell.wants.emit("open_sample")
    until(lambda: window.desk is not None, "the sample is open")
    window.settle()
    page = window.show("people")
    page.search.setText("Somebody")
    until(lambda: page.model.rowCount() == 1, "what was typed is still there")


# Read only


def refuse_writing(path):
    for each in (path, path.parent):
        each.chmod(each.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def test_a_read_only_place_is_read_with_a_note(window, watch, tmp_path, monkeypatch):
    place = tmp_path / "stick"
    place.mkdir()
    path = Path(shutil.copy(watch, place / "On a stick.sacwatch"))
    refuse_writing(path)
    if os.geteuid() == 0:
        # Nothing refuses root; the store asks the system, so the system is told to refuse.
        monkeypatch.setattr("sacwatch.store.connection.writable", lambda _path: False)
        monkeypatch.setattr("sacwatch.store.connection._writable_beside", lambda _path: False)
    window.open(path)
    assert window.desk.read_only
    assert "can be read here but not changed" in window.notices[0]
    assert window.page.name == "today"


def test_a_note_of_another_computer_can_be_overruled(window, watch):
    path = Path(watch)
    note = path.with_name(f".{path.name}.open")
    note.write_text(json.dumps({"computer": "Kitchen laptop", "since": "2026-09-20T02:40:00+00:00"}))
    window.open(path)
    assert window.desk.read_only
    assert "“Kitchen laptop” has had this file open since Sat, Sep 19, 2026, 7:40 pm" in window.notices[0]
    assert note.exists(), "the other computer's note is left alone"
    click(button(window.shell, "Open for writing anyway"))
    until(lambda: window.desk is not None and not window.desk.read_only, "it is open for writing")
    window.settle()
    assert window.notices == []
    assert json.loads(note.read_text())["computer"] != "Kitchen laptop"


ANOTHER_ACCOUNT = """
import getpass, sys
from datetime import UTC, datetime
from pathlib import Path
from sacwatch.store.claims import Claim
getpass.getuser = lambda: "ann"
claim = Claim(Path(sys.argv[1]), computer="Kitchen laptop")
assert claim.take()
claim.leave_note(datetime(2026, 9, 20, 2, 40, tzinfo=UTC))
print("taken")
sys.stdin.readline()
"""


def test_what_another_account_has_open_for_sure_cannot_be_overruled(window, watch, tmp_path):
    with Child(ANOTHER_ACCOUNT, watch, home=tmp_path / "another account") as other:
        assert other.hear() == "taken"
        window.open(watch)
        assert window.desk.read_only
        assert "“Kitchen laptop (ann)” has had this file open since Sat, Sep 19, 2026" in window.notices[0]
        assert "Open for writing anyway" not in window.said()


def test_a_key_that_would_write_says_why_it_cannot(window, watch):
    kit.another_has_it(watch)
    window.open(watch)
    for page in ("patrols", "today", "map"):
        for key in ("Ctrl+N", "Ctrl+S"):
            window.show(page)
            window.shell.toast.hide()
            window.shortcut(key)
            assert "is open for reading only, so nothing can be saved in it now" in window.toast
            assert window.page.name == page


# Two windows on one file

CHILD = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from tests import quickkeys
quickkeys.use()
from sacwatch import app
sys.exit(app.run(Path(sys.argv[1])))
"""


def second_start(path):
    """Start the program once more on a file."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_a_second_start_raises_the_first_window_and_ends(window, watch):
    window.open(watch)
    raised = []
    window.session._bell._answer = lambda: raised.append(True)
    child = second_start(watch)
    try:
        until(lambda: child.poll() is not None, "the second one ends", patience=20)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == 0
    assert raised == [True]
    window.show("patrols")
    assert not window.desk.read_only


def test_a_second_window_reads_where_the_first_does_not_answer(window, watch):
    mine = Claim(Path(watch))
    assert mine.take()  # somebody has it, and no bell rings there
    window.open(watch)
    assert window.desk.read_only
    assert "open in another window on this computer" in window.notices[0]
    mine.release()


def test_opening_what_another_window_has_brings_that_one_to_the_front(window, watch, sample):
    window.open(sample)
    other = kit.Window()
    try:
        other.open(watch)
        raised = []
        other.session._bell._answer = lambda: raised.append(True)
        # Both live in one process here, and the bell is answered only when the other may speak.
        window.session._opener._somebody_has_it = _answered(window, other)
        window.session.open(Path(watch))
        window.settle(extra=50)
        assert "has come to the front" in window.notices[0]
        assert "Restore a backup" not in window.said(), "nothing is wrong with the file"
        assert window.desk.store.path == Path(sample), "this window keeps what it had"
    finally:
        other.end()


def _answered(window, other):
    def somebody_has_it(attempt, _bell):
        from sacwatch.ui import opener

        original, opener.Doorbell.ring = opener.Doorbell.ring, staticmethod(lambda _name: True)
        try:
            opener.Opener._somebody_has_it(window.session._opener, attempt, "")
        finally:
            opener.Doorbell.ring = original

    return somebody_has_it


# Starting


def test_the_last_file_is_opened_and_a_missing_one_is_not_replaced_by_another(window, watch, sample):
    from sacwatch import app

    window.open(sample)
    window.open(watch) if window.desk is None else window.close_file()
    window.open(watch)
    window.close_file()
    Path(watch).unlink()
    app.first_open(window.session, None)
    until(lambda: window.shell.covered and window.tasks.idle, "the welcome")
    assert "There is no file “Boulevard Park.sacwatch”" in window.said()
    assert "Boulevard Park (not found now)" in window.said()
    click(button(window.shell, "Sample"))
    until(lambda: window.desk is not None, "the other one opens")


def test_a_first_start_welcomes(window):
    from sacwatch import app

    app.first_open(window.session, None)
    pause(20)
    assert "Welcome to SacWatch" in window.said()
    assert window.shell.focusWidget().text() == "Begin a new watch"


def test_quick_keys_are_used():
    assert quickkeys.ROUNDS < quickkeys.USUAL
