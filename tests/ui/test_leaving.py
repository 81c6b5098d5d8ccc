"""The program is told to end from outside: it closes its watch as ever, and asks nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from sacwatch.store.files import Store
from tests.children import ROOT
from tests.making import NOW
from tests.ui.kit import PATIENCE, keys, until

PROGRAM = """
import os, signal, sys
from pathlib import Path
# Whoever started the tests in the background may have had these signals ignored, which the program heeds.
for name in ("SIGTERM", "SIGINT", "SIGHUP"):
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from tests import quickkeys
quickkeys.use()
from sacwatch import app
from sacwatch.ui.leaving import Leaving
from sacwatch.ui.session import Session

begin = app.begin
def begun(program, shell, state, **how):
    session = begin(program, shell, state, **how)
    def ready():
        shell.show_page("people", "new")
        QTest.keyClicks(program.focusWidget(), "Ann Lee")
        if sys.argv[2] == "dialog":
            QTimer.singleShot(0, lambda: QMessageBox.information(shell, "Question", "Well?"))
        if sys.argv[2] == "log-off":
            def end():
                program.findChild(Leaving).leave_at_once()
                print("closed" if session.desk is None else "open", flush=True)
            QTimer.singleShot(0, end)
        print("ready", flush=True)
    session.ready.connect(ready)
    return session
app.begin = begun
sys.exit(app.run(Path(sys.argv[1])))
"""


def started(watch, how):
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(watch), how],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout.readline().strip() == "ready"
    return program


def ended_in_order(program, watch):
    """Check that a program ended by itself, left one whole file with a backup, and kept what was typed."""
    try:
        assert program.wait(3 * PATIENCE) == 0
    finally:
        program.kill()
        program.wait()
        program.stdout.close()
    beside = {each.name for each in watch.parent.iterdir() if watch.stem in each.name and each.is_file()}
    assert beside == {watch.name}, "no log and no note is left"
    assert list(watch.parent.glob("* backups/*.sacwatch"))
    with Store.open(watch) as store, store.reading(now=NOW) as work:
        assert "Ann Lee" in str([each.data for each in work.drafts.all()])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs by a message, not by a signal")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_the_program_in_order(watch, own_home, name):
    program = started(watch, "plain")
    program.send_signal(getattr(signal, name))
    ended_in_order(program, Path(watch))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs by a message, not by a signal")
def test_a_dialog_that_nobody_answers_does_not_keep_the_program(watch, own_home):
    program = started(watch, "dialog")
    program.send_signal(signal.SIGTERM)
    program.send_signal(signal.SIGTERM)
    ended_in_order(program, Path(watch))


def test_the_end_of_the_session_waits_until_the_watch_is_closed(watch, own_home):
    program = started(watch, "log-off")
    assert program.stdout.readline().strip() == "closed"
    ended_in_order(program, Path(watch))


def test_leaving_asks_nothing_even_where_what_is_typed_cannot_be_kept(window, watch, monkeypatch):
    window.open(watch)
    window.show("people", "new")
    keys("Ann Lee")

    def refuse(*_given):
        raise OSError(5, "no disk")

    monkeypatch.setattr("sacwatch.services.drafts.keep", refuse)
    asked = []
    monkeypatch.setattr("sacwatch.ui.filedialogs.ask_close_unkept", lambda *_given: asked.append(True))
    window.session.leave()
    until(lambda: window.ended, "it has ended")
    window.crashes.clear()
    assert not asked


def test_leaving_gives_up_a_dialog_of_the_window(window, watch):
    window.open(watch)
    box = QMessageBox(window.shell)
    box.open()
    until(box.isVisible, "it is shown")
    window.session.leave()
    until(lambda: window.ended, "it has ended")
    assert not box.isVisible() and window.desk is None
