"""One start in a process of its own: `python -m tests.benchmarks.starting BEGUN [FILE]`.

Prints the seconds since BEGUN (of `time.time`) at which the window was painted, at which Today was
filled and could be typed in, and the megabytes held then. Without a file it is a bare PySide6 window
with an empty table. Imports no more than it must, for that would be counted too.
"""

from __future__ import annotations

import sys
import time
from typing import Any


def _say(begun: float, *marks: float) -> None:
    from tests.benchmarks.memory import megabytes

    print(*(mark - begun for mark in marks), megabytes("Pss"), flush=True)


def bare(begun: float) -> None:
    """Show the bare window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

    class Window(QMainWindow):
        def paintEvent(self, event: Any) -> None:  # noqa: N802
            super().paintEvent(event)
            QTimer.singleShot(0, self, painted)

    def painted() -> None:
        now = time.time()
        _say(begun, now, now)
        app.exit()

    app = QApplication([])
    window = Window()
    room = app.primaryScreen().availableSize()
    window.resize(min(1240, room.width()), min(800, room.height()))
    window.setCentralWidget(QTableWidget(0, 5))
    window.show()
    app.exec()


def ours(begun: float, file: str) -> None:
    """Start the app as the command line does, and look on."""
    from PySide6.QtCore import QTimer

    from sacwatch import app, cli

    marks: list[float] = []
    made = app.window

    def window() -> Any:
        application, shell, state = made()
        shell.painted.connect(lambda: marks.append(time.time()))
        look = QTimer(shell)

        def done() -> None:
            marks.append(time.time())
            _say(begun, *marks)
            shell.close()

        def filled() -> None:
            page = shell.page
            if page is not None and page.findChild(Link) is not None and not shell.covered:
                look.stop()
                page.repaint()
                QTimer.singleShot(0, shell, done)

        from sacwatch.ui.links import Link

        look.timeout.connect(filled)
        look.start(2)
        return application, shell, state

    app.window = window  # type: ignore[assignment]
    cli.main([file])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        ours(float(sys.argv[1]), sys.argv[2])
    else:
        bare(float(sys.argv[1]))
