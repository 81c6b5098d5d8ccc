"""One window for one file: a second start rings at the first one's door and goes away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1_500
_RING = b"come to the front\n"


class Doorbell(QObject):
    """Listens under a file's name on this computer; only the same user can ring."""

    def __init__(self, name: str, answer: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._rung)
        # What a killed window left behind; the claim was taken, so nobody listens there now.
        QLocalServer.removeServer(name)
        self.listening = self._server.listen(name)

    def _rung(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
        socket.disconnected.connect(socket.deleteLater)
        socket.write(_RING)
        socket.disconnectFromServer()
        self._answer()

    def stop(self) -> None:
        """Listen no more."""
        self._server.close()

    @staticmethod
    def ring(name: str) -> bool:
        """Ask the window that has the file to come to the front; False where nobody answers."""
        socket = QLocalSocket()
        socket.connectToServer(name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        answered = socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == _RING
        socket.abort()
        return answered
