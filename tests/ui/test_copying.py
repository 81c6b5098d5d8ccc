"""Copies and backups of a large watch go on beside the work, can be cancelled, and are waited for."""

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from sacwatch.store import connection as connections
from sacwatch.store.files import Store
from tests.making import Desk as File
from tests.ui.kit import button, click, keys, pause, until

LARGE = 30_000_000


@pytest.fixture
def large(watch):
    file = File(Store.open(Path(watch)))
    with file.work() as work:
        work.attachments.keep_bytes(os.urandom(LARGE))
    file.close()
    return Path(watch)


@pytest.fixture
def held(monkeypatch):
    """Hold every copy of a file at each of its steps; `go` lets them all run on."""
    real, begun, gate = connections.copy, threading.Event(), threading.Event()

    def copy(source, target, progress=None):
        def told(done, total):
            begun.set()
            assert gate.wait(20)
            if progress is not None:
                progress(done, total)

        real(source, target, told)

    def arm():
        monkeypatch.setattr(connections, "copy", copy)
        return begun, gate.set

    yield arm
    gate.set()


def save_copy(window, target, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    window.shell.wants.emit("save_copy")


def test_drafts_are_kept_while_a_copy_is_saved(window, large, tmp_path, held, monkeypatch):
    window.open(large)
    begun, go = held()
    target = tmp_path / "copy.sacwatch"
    save_copy(window, target, monkeypatch)
    until(begun.is_set, "the copy is on its way")
    window.shell.show_page("people", "new")
    keys("Ann Lee")
    reader = window.desk.store.connection()
    count = lambda: reader.execute("SELECT count(*) FROM draft").fetchone()[0]  # noqa: E731
    until(count, "what is typed is kept")
    reader.close()
    assert "Saving a copy" in window.said() and not target.exists()
    go()
    window.settle()
    assert window.toast == "A copy was saved as copy.sacwatch."
    with Store.open(target) as copy:
        assert copy.contents().counts["member"] == 2


def test_a_copy_that_is_cancelled_leaves_nothing_and_says_so(window, large, tmp_path, held, monkeypatch):
    window.open(large)
    begun, go = held()
    save_copy(window, tmp_path / "copy.sacwatch", monkeypatch)
    until(begun.is_set, "the copy is on its way")
    until(window.shell.jobs.isVisible, "it is shown")
    click(button(window.shell.jobs, "Cancel: Saving a copy"))
    go()
    window.settle()
    assert window.toast == "No copy was saved, and nothing of it is left behind."
    assert not list(tmp_path.glob("*copy*")) and not list(tmp_path.glob(".*copy*"))
    assert window.notices == []


def test_a_backup_that_is_cancelled_says_when_the_next_one_is_made(window, large, held):
    begun, go = held()
    window.session.open(large)
    until(begun.is_set, "the backup is on its way")
    until(window.shell.jobs.isVisible, "it is shown")
    click(button(window.shell.jobs, "Cancel: Making a backup"))
    go()
    window.settle()
    assert window.toast == "No backup was made now. One is made when you close the watch."
    assert not list(large.parent.glob("* backups/*"))
    window.close_file()
    assert len(list(large.parent.glob("* backups/*"))) == 1


def test_closing_waits_for_a_copy_and_leaves_one_whole_file(window, large, tmp_path, held, monkeypatch):
    window.open(large)
    begun, go = held()
    target = tmp_path / "copy.sacwatch"
    save_copy(window, target, monkeypatch)
    until(begun.is_set, "the copy is on its way")
    closed = []
    window.session.close(lambda: closed.append(True))
    window.tasks.wait()
    pause(50)
    assert not closed
    go()
    until(lambda: closed, "the file is closed")
    assert target.exists()
    beside = {each.name for each in large.parent.glob("*Boulevard*") if each.is_file()}
    assert beside == {large.name}


def test_a_vanished_file_is_rescued_by_saving_a_copy(window, large, tmp_path, monkeypatch):
    window.open(large)
    large.unlink()
    save_copy(window, tmp_path / "rescued", monkeypatch)
    window.settle()
    assert window.toast == "A copy was saved as rescued.sacwatch."
    with Store.open(tmp_path / "rescued.sacwatch") as copy:
        assert copy.contents().counts["member"] == 2
