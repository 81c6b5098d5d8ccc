"""The program with its window: paths, settings, window, and only then the store."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from sacwatch import i18n, logs, paths
from sacwatch.ui import theme
from sacwatch.ui.shell import Shell
from sacwatch.ui.state import State

if TYPE_CHECKING:
    from sacwatch.ui.leaving import Leaving
    from sacwatch.ui.session import Session
    from sacwatch.ui.wishes import Wishes

_FRAME = 36
"""Pixels that a desktop puts above a window for its title."""
_SWITCH = 0.0005
"""Seconds after which a thread lets another one have the interpreter."""


def run(file: Path | None = None) -> int:
    """Show the window with a file, the last file, or the choice of where to begin; gives the exit status."""
    logs.to_folder(paths.logs())
    i18n.use(os.environ.get("SACWATCH_LANGUAGE", "en"), paths.resources() / "translations")
    app, shell, state = window()
    open_sessions: list[Session] = []
    leaving: list[Leaving] = []

    def leave() -> None:
        for session in open_sessions:
            session.leave()
        if not open_sessions:
            app.quit()

    def go_on() -> None:
        session = begin(app, shell, state)
        open_sessions.append(session)
        leaving.append(_listen(app, leave))
        first_open(session, file)

    shell.painted.connect(go_on)
    shell.show()
    status: int = app.exec()
    for session in open_sessions:
        session.tasks.close()
    for each in leaving:
        each.stop()
    return status


def _listen(app: QApplication, leave: Callable[[], None]) -> Leaving:
    from sacwatch.ui.leaving import Leaving  # a door: behind the painted window, as there is nothing to lose

    return Leaving(app, leave)


def window() -> tuple[QApplication, Shell, State]:
    """Make the application and its empty window, with no more loaded than it takes to paint it."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("SacWatch")
    app.setDesktopFileName("sacwatch")
    app.setQuitOnLastWindowClosed(False)
    state = State()
    theme.apply(app, scheme=state.scheme, size=state.size)
    shell = Shell()
    if not state.geometry.isEmpty():
        shell.restoreGeometry(state.geometry)
    else:
        _fit(app, shell)
    return app, shell, state


def _fit(app: QApplication, shell: Shell) -> None:
    """Let the window begin within the screen: a common laptop has 768 lines, taskbar and frame included."""
    screen = app.primaryScreen()
    if screen is not None:
        room = screen.availableSize()
        shell.resize(shell.size().boundedTo(QSize(room.width(), room.height() - _FRAME)))


def begin(
    app: QApplication, shell: Shell, state: State, *, clock: Callable[[], datetime] | None = None
) -> Session:
    """Give the window its session; loaded here, behind the painted window. `clock` gives aware UTC."""
    from sacwatch.ui.session import Session
    from sacwatch.ui.tasks import Tasks

    # The window waits for the interpreter while the store works in its own thread, a few times for
    # each answer; the usual 5 milliseconds a time would be felt.
    sys.setswitchinterval(_SWITCH)
    icon = paths.resources() / "icons" / "sacwatch.svg"
    if icon.exists():
        app.setWindowIcon(QIcon(str(icon)))
    session = Session(shell, Tasks(), state, **({"clock": clock} if clock else {}))
    session.ended.connect(app.quit)
    shell.wants.connect(lambda wish: _wishes(session).grant(wish))
    shell.wants_backup.connect(lambda path: _wishes(session).restore(path))
    _catch_crashes(session)
    return session


def first_open(session: Session, file: Path | None) -> None:
    """Open what was asked for, else what was open last, else ask."""
    last = file or next(iter(session.state.recent), None)
    if last is not None:
        # Where it is missing, its sentence says so: another watch in its place would only confuse.
        session.open(last, starting=True)
    else:
        session.show_welcome()


def _wishes(session: Session) -> Wishes:
    from sacwatch.ui.wishes import Wishes  # a door: the dialogs are loaded with the first wish

    return session.findChild(Wishes) or Wishes(session)


def _catch_crashes(session: Session) -> None:
    """Write what nobody foresaw to the log, say so in plain words, and go on where that can be."""

    def caught(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            session.shell.close()
            return
        logs.crash(kind, problem, trace)
        session.crash_seen()

    def caught_in_thread(arguments: Any) -> None:
        if arguments.exc_value is not None:
            logs.crash(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
