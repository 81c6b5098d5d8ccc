"""A small timer that belongs to its owner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(milliseconds: int, owner: QObject, action: Callable[[], None]) -> QTimer:
    """Give a single-shot timer that belongs to an owner; start it to (re)begin the wait."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(action)
    return timer
