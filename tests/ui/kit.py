"""What tests of the window need: a real one, the patience to let it finish, and hands on its dialogs.

Time stands still at `NOW` in a window made here, so that "yesterday" is the same day each time.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QLabel, QWidget

from sacwatch import app as application
from sacwatch import paths
from sacwatch.domain.times import SACRAMENTO
from sacwatch.ui import theme
from sacwatch.ui.links import Link
from sacwatch.ui.session import Session
from sacwatch.ui.shell import Shell
from sacwatch.ui.state import State
from sacwatch.ui.tasks import Tasks

NOW = datetime(2026, 9, 20, 18, 0, tzinfo=UTC)
"""A Sunday, 11:00 in the morning in Sacramento."""
PATIENCE = 30.0
"""Seconds after which something that should have happened has not."""


def pause(milliseconds: int) -> None:
    """Let the window live for a while; unlike QTest.qWait this lets other threads work meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(true: Callable[[], Any], what: str = "", *, patience: float = PATIENCE) -> Any:
    """Let the window live until something is true, and give it; it is a failure if it never is."""
    end = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < end, f"never happened: {what or true}"
        pause(5)
    return found


@contextmanager
def case(name: object) -> Iterator[None]:
    """Tell with a failure which of several cases it was that one window goes through."""
    try:
        yield
    except BaseException as problem:
        problem.add_note(f"in the case {name!r}")
        raise


class Window:
    """The whole app on one screen: window, session, and the wishes of its menus."""

    def __init__(
        self, *, clock: Callable[[], datetime] = lambda: NOW, size: tuple[int, int] | None = None
    ) -> None:
        self.app = QApplication.instance()
        self.app.setQuitOnLastWindowClosed(False)
        self.state = State()
        theme.apply(self.app, scheme="light", size=self.state.size)
        self.shell = Shell()
        if size:
            self.shell.resize(*size)
        self._hooks = sys.excepthook, threading.excepthook
        self.session: Session = application.begin(self.app, self.shell, self.state, clock=clock)
        self.ended = False
        self.crashes: list[BaseException] = []
        """What nobody foresaw; a test that expects one clears it."""
        self._watch_for_crashes()
        self._asked: tuple[QWidget | None, float] = (None, 0.0)
        self._ending = False
        self._usher = QTimer(interval=200)
        self._usher.timeout.connect(self._dismiss_dialogs)
        self._usher.start()
        # A test goes on after the window has ended, and no loop would run after `quit`.
        self.session.ended.disconnect(self.app.quit)
        self.session.ended.connect(self._note_end)
        self.shell.show()
        self.shell.activateWindow()
        until(self.shell.isActiveWindow, "the window is active")

    def _note_end(self) -> None:
        self.ended = True

    def _dismiss_dialogs(self) -> None:
        """Let no dialog stand that nobody will answer, for it would hold the tests for ever.

        While the window ends, everything typed may go; before, an unanswered question is a failure.
        """
        modal = self.app.activeModalWidget()
        if not isinstance(modal, QDialog):
            self._asked = None, 0.0
        elif self._ending:
            lose = [
                each for each in modal.findChildren(QAbstractButton) if each.text() == "Close and lose it"
            ]
            if lose:
                lose[0].click()
            else:
                modal.reject()
        elif modal is not self._asked[0]:
            self._asked = modal, time.monotonic()
        elif time.monotonic() - self._asked[1] > PATIENCE:
            self.crashes.append(AssertionError(f"nobody answered: {texts(modal)}"))
            modal.reject()

    def _watch_for_crashes(self) -> None:
        handled, in_session = sys.excepthook, self.session._crashed

        def hook(kind: Any, problem: BaseException, trace: Any) -> None:
            self.crashes.append(problem)
            handled(kind, problem, trace)

        def crashed(problem: BaseException) -> None:
            self.crashes.append(problem)
            in_session(problem)

        sys.excepthook = hook
        self.session._crashed = crashed

    # Opening and closing

    def open(self, path: Path, passphrase: str | None = None) -> Window:
        """Open a file and wait until its first page stands."""
        self.session.open(Path(path), passphrase)
        until(lambda: self.desk is not None or self.shell.covered, "the file is open")
        self.settle()
        return self

    @property
    def desk(self) -> Any:
        return self.session.desk

    @property
    def tasks(self) -> Tasks:
        return self.session.tasks

    def settle(self, *, extra: int = 0) -> None:
        """Wait until nothing is under way and every answer has been shown."""
        if extra:
            pause(extra)
        for _ in range(2):
            until(lambda: self.tasks.idle, "the lanes are idle")
            pause(2)
        until(lambda: self.tasks.idle, "the lanes are idle")

    def close_file(self) -> None:
        """Close what is open and wait for it."""
        done: list[bool] = []
        self.session.close(lambda: done.append(True))
        until(lambda: done, "the file is closed")
        self.settle()

    def end(self) -> None:
        """Close everything, whatever state it is in."""
        self._ending = True
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.reject()
        if self.session.desk is not None:
            for page in self.shell._pages.values():
                form = getattr(page, "form", None)
                if form is not None:
                    # A form that cannot be kept would ask, and nobody is there to answer.
                    form._dirty = form._unkept = False
            self.close_file()
        self.tasks.close()
        self._usher.stop()
        sys.excepthook, threading.excepthook = self._hooks
        self.shell.hide()
        self.shell.deleteLater()
        self.session.deleteLater()
        pause(1)
        for crash in self.crashes:
            raise crash

    # What is shown

    @property
    def page(self) -> Any:
        """The page at the front; of one with several views the one that is shown."""
        return getattr(self.shell.page, "front_view", self.shell.page)

    def show(self, name: str, order: object = None) -> Any:
        """Bring a page to the front, wait for what it shows, and give it."""
        self.shell.show_page(name, order)
        self.settle()
        return self.page

    @property
    def form(self) -> Any:
        return self.page.form

    @property
    def notices(self) -> list[str]:
        return self.shell.notices.words

    @property
    def toast(self) -> str:
        return self.shell.toast.words if self.shell.toast.isVisible() else ""

    def said(self) -> str:
        """Give everything that can be read on the window."""
        return texts(self.shell)

    # Hands

    def keys(self, text: str = "", *special: Qt.Key) -> None:
        """Type into whatever has the focus, then press special keys."""
        keys(text, *special)

    def shortcut(self, combination: str) -> None:
        """Press a combination such as "Ctrl+K" in the window."""
        shortcut(combination, self.shell)
        self.settle()


def focus() -> QWidget:
    """Give the widget that has the focus."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def keys(text: str = "", *special: Qt.Key) -> None:
    """Type into whatever has the focus, then press special keys, each to what then has the focus.

    The window lives for a moment after each key, as it does between those of the quickest hand.
    """
    for each in text:
        if each.isascii():
            QTest.keyClick(_target(), each)
        else:
            # QTest knows no key for it; a keyboard sends it as text.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, each)
                QApplication.sendEvent(_target(), event)
        QApplication.processEvents()
    for key in special:
        QTest.keyClick(_target(), key)
        QApplication.processEvents()


def _target() -> QWidget:
    return QApplication.activePopupWidget() or focus()


def shortcut(combination: str, widget: QWidget | None = None) -> None:
    """Press a combination of keys."""
    QTest.keySequence(QApplication.focusWidget() or widget, combination)
    QApplication.processEvents()


def texts(widget: QWidget) -> str:
    """Give the words of every visible label and button of a widget, a line each."""
    shown = (each for each in widget.findChildren(QWidget) if each.isVisible())
    return "\n".join(_words(each) for each in shown if isinstance(each, QLabel | QAbstractButton))


def _words(widget: QLabel | QAbstractButton) -> str:
    # A link breaks its words into lines itself.
    return widget.text().replace("\n", " ") if isinstance(widget, Link) else widget.text()


def click(button: QAbstractButton) -> None:
    """Click in the middle of a button, or on the box of one that is ticked."""
    assert button.isEnabled(), f"{button.text()} cannot be pressed"
    across = 8 if isinstance(button, QCheckBox) else button.width() // 2
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(across, button.height() // 2))


def button(widget: QWidget, words: str) -> QAbstractButton:
    """Give the visible button with these words."""
    for each in widget.findChildren(QAbstractButton):
        shown = each.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        if each.isVisible() and words in (shown, each.accessibleName()):
            return each
    raise AssertionError(f"no button {words!r} among {texts(widget)!r}")


def dialog() -> QDialog | None:
    """Give the dialog that is open, if any."""
    found = QApplication.activeModalWidget()
    return found if isinstance(found, QDialog) else None


@contextmanager
def answering(*answers: Callable[[Any], None]) -> Iterator[list[Any]]:
    """Give each dialog that opens meanwhile to the next answer, in order."""
    waiting, met, troubles = list(answers), [], []
    timer = QTimer()
    since = time.monotonic()

    def look() -> None:
        nonlocal since
        found = dialog()
        if found is None:
            return
        if not waiting or (met and met[-1] is found):
            if time.monotonic() > since + 15:
                troubles.append(AssertionError(f"a dialog stayed open: {texts(found)!r}"))
                found.reject()
            return
        if QApplication.focusWidget() is None or not found.isActiveWindow():
            return  # still opening
        met.append(found)
        since = time.monotonic()
        try:
            waiting.pop(0)(found)
        except BaseException as trouble:  # noqa: BLE001  (raised again below; inside Qt it would be lost)
            troubles.append(trouble)
            found.reject()

    timer.timeout.connect(look)
    timer.start(5)
    try:
        yield met
        until(lambda: not waiting or troubles, "every dialog was answered")
    finally:
        timer.stop()
    if troubles:
        raise troubles[0]


class Made:
    """Files that are made once for all tests and copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def watch(self, home: Path) -> Path:
        """Give an ordinary watch with two members."""
        path = self._folder / "watch.sacwatch"
        if not path.exists():
            from tests.making import Desk

            desk = Desk.begin(path)
            desk.add(name="Rosa Delgado")
            desk.add(name="Walt Kim", roles=("patroller",))
            desk.close()
        return path

    def sample(self, home: Path) -> Path:
        """Give the sample watch as of NOW."""
        path = self._folder / "sample.sacwatch"
        if not path.exists():
            from sacwatch.services import sample

            sample.make_file(path, now=NOW, zone=SACRAMENTO)
        return path


def forget_window_state() -> None:
    """Forget sizes and colors that a test set."""
    QSettings(str(paths.app_data() / "window.ini"), QSettings.Format.IniFormat).clear()


def copy(path: Path, target: Path) -> Path:
    return Path(shutil.copy(path, target))


def another_has_it(path: Path) -> None:
    """Leave the note of another computer that has a file open, so that it opens for reading only."""
    note = Path(path).with_name(f".{Path(path).name}.open")
    note.write_text(json.dumps({"computer": "Kitchen laptop", "since": "2026-09-20T02:40:00+00:00"}))
