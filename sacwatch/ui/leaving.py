"""The program is told to end from outside: a signal, or the end of the session on Windows."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class Leaving(QObject):
    """Calls `leave` in the window's own loop when the program should end.

    Lives as long as the program, in the main thread. A signal that was ignored at the start, as
    `nohup` does, stays so.
    """

    def __init__(self, app: QGuiApplication, leave: Callable[[], None]) -> None:
        super().__init__(app)
        self._leave = leave
        # Python runs a signal's handler when it next runs anything, which in an idle window may be
        # never; the byte that it sends at once wakes the window.
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for each in (self._ours, theirs):
            each.setblocking(False)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._bell = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self._rung)
        for name in _SIGNALS:
            number = getattr(signal, name, None)  # Windows has no hang-up
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda *_: None)
        if sys.platform == "win32":
            # Elsewhere it also comes for a session that is only noted and goes on.
            app.commitDataRequest.connect(self.leave_at_once)

    def _rung(self, *_: object) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._ours.recv(64):
                pass
        self._leave()

    def leave_at_once(self, *_: object) -> None:
        """Leave before this returns: the system then goes on and ends the program."""
        self._leave()
        QEventLoop().exec()  # the program's quit ends every loop, also one that is begun after it

    def stop(self) -> None:
        """Take no notice of signals any more."""
        signal.set_wakeup_fd(-1)
        self._bell.setEnabled(False)
        for each in (self._ours, self._theirs):
            each.close()
