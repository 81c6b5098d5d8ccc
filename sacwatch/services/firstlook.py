"""Reads a file through while the rest of the program is still being loaded.

Checking a large file and loading what works on it take about as long; neither needs the other. This
module is light, so that the one can begin before the other.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from sacwatch.domain.errors import Trouble
from sacwatch.store import connection


class FirstLook:
    """A look at a whole file in a thread of its own, begun when it is made.

    Only a good answer counts. Whatever kept it from one, the file is checked again where it is
    opened, and the reason said there.
    """

    def __init__(self, path: Path, passphrase: str | None) -> None:
        self._path = path
        self._whole = False
        self._state = _state(path)
        self._thread = threading.Thread(target=self._look, args=(passphrase,), name="first look", daemon=True)
        self._thread.start()

    def _look(self, passphrase: str | None) -> None:
        with contextlib.suppress(Trouble, OSError):
            # Opening it for reading checks it.
            connection.connect(self._path, passphrase, read_only=True).close()
            self._whole = True

    def whole(self) -> bool:
        """Wait for the answer: whether the file was found whole, and nobody touched it since."""
        self._thread.join()
        return self._whole and self._state is not None and self._state == _state(self._path)


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
