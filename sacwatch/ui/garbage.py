"""Collects Python's garbage in the window's thread only.

A widget that is part of a ring of references (a dialog that a lambda of its own holds) goes when Python
looks for such rings, which it does in whichever thread happens to make objects then. Qt's widgets may
be taken apart only in the thread of the window: elsewhere the process ends now and then.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
"""Milliseconds between two looks."""
_WHOLE_S = 60.0
"""Seconds that pass at least between two searches of everything: each may take a tenth of a second."""


class Garbage(QObject):
    """Takes the search for garbage over from the threads, until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._whole_at = time.monotonic()
        self._frozen = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Leave the search to Python again; only when no other thread is at work any more."""
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Collect what Python itself would have collected by now."""
        young, middle, old = gc.get_count()
        first, second, third = gc.get_threshold()
        if young <= first:
            return
        if old > third and time.monotonic() - self._whole_at >= _WHOLE_S:
            self.collect()
        elif middle > second:
            gc.collect(1)
        else:
            gc.collect(0)

    def collect(self) -> None:
        """Collect everything that can be; what is there the first time is mostly code, and stays."""
        self._whole_at = time.monotonic()
        gc.collect()
        if not self._frozen:
            self._frozen = True
            gc.freeze()
