"""A line that leads somewhere, cut short with dots where there is no room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sacwatch.ui import plain

_LEAST = 80


class Link(QPushButton):
    """A button that looks like a link; its whole text is its accessible name and, when cut, its tip."""

    def __init__(self, words: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._tip = tip
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self._cut()
        self.updateGeometry()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._cut()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 12, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def _cut(self) -> None:
        room = max(self.width() - 10, _LEAST - 10)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        cut = shown != self._words
        self.setText(plain.button(shown))
        self.setToolTip(plain.tip(self._tip or (self._words if cut else "")))
