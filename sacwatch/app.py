"""The program with its window: paths, settings, window, and only then the store."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from sacwatch import i18n, logs, paths
from sacwatch.ui import theme
from sacwatch.ui.session import Session, crash_sentence
from sacwatch.ui.shell import Shell
from sacwatch.ui.state import State
from sacwatch.ui.tasks import Tasks


def run(file: Path | None = None) -> int:
    """Show the window with a file, the last file, or the choice of where to begin; gives the exit status."""
    logs.to_folder(paths.logs())
    i18n.use(os.environ.get("SACWATCH_LANGUAGE", "en"), paths.resources() / "translations")
    app, session = begin()
    QTimer.singleShot(0, lambda: first_open(session, file))
    status: int = app.exec()
    session.tasks.close()
    return status


def begin() -> tuple[QApplication, Session]:
    """Make the application and its painted, still empty window."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("SacWatch")
    app.setDesktopFileName("sacwatch")
    app.setQuitOnLastWindowClosed(False)
    icon = paths.resources() / "icons" / "sacwatch.png"
    if icon.exists():
        app.setWindowIcon(QIcon(str(icon)))
    state = State()
    theme.apply(app, scheme=state.scheme, size=state.size)
    tasks = Tasks()
    shell = Shell(tasks)
    if not state.geometry.isEmpty():
        shell.restoreGeometry(state.geometry)
    session = Session(shell, tasks, state)
    session.ended.connect(app.quit)
    shell.wants.connect(lambda wish: _grant(session, wish))
    _catch_crashes(session)
    shell.show()
    return app, session


def first_open(session: Session, file: Path | None) -> None:
    """Open what was asked for, else what was open last, else ask."""
    if file is not None:
        session.open(file)
        return
    last = next((each for each in session.state.recent if each.exists()), None)
    if last is not None:
        session.open(last)
    else:
        session.show_welcome()


def _grant(session: Session, wish: str) -> None:
    from sacwatch.ui.wishes import Wishes  # a door: the dialogs are loaded with the first wish

    wishes = session.findChild(Wishes) or Wishes(session)
    wishes.grant(wish)


def _catch_crashes(session: Session) -> None:
    """Write what nobody foresaw to the log, say so in plain words, and go on where that can be."""

    def caught(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            session.shell.close()
            return
        logs.crash(kind, problem, trace)
        session.shell.notices.tell(crash_sentence())

    def caught_in_thread(arguments: Any) -> None:
        if arguments.exc_value is not None:
            logs.crash(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
