"""Lines and sentences that lead somewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from sacwatch.ui import plain
from sacwatch.ui.notices import plain_label

_LEAST = 80
_AROUND = 10
"""Pixels beside the words."""
_LINES = 4
"""More than these would make a list of links hard to look over."""
_WIDTHS = 8


class Link(QPushButton):
    """A button that looks like a link, on a few lines at most; its whole text is its accessible name.

    What does not fit on them ends in dots, and is then its tip.
    """

    def __init__(self, words: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._tip = tip
        self._broken: dict[tuple[str, int, str], list[str]] = {}
        """The lines at the widths that a layout asks for again and again."""
        self._shown: list[str] = []
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self._fit()
        self.updateGeometry()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self._lines(self.width()) != self._shown:
            self._fit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._high(len(self._lines(width)))

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._words) + _AROUND + 2
        return QSize(wide, self._high(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self._high(1))

    def _high(self, lines: int) -> int:
        more = lines - 1 - self.text().count("\n")
        return super().sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def _lines(self, width: int) -> list[str]:
        key = (self._words, width, self.font().key())
        if key not in self._broken:
            if len(self._broken) > _WIDTHS:
                self._broken.clear()
            self._broken[key] = broken(self._words, self.fontMetrics(), max(width, _LEAST) - _AROUND)
        return self._broken[key]

    def _fit(self) -> None:
        self._shown = self._lines(self.width())
        cut = " ".join(self._shown) != self._words
        self.setText(plain.button("\n".join(self._shown)))
        self.setToolTip(plain.tip(self._tip or (self._words if cut else "")))


def broken(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Break words between them into lines that fit; what is left at the last line ends in dots."""
    if metrics.horizontalAdvance(words) <= room:
        return [words]
    waiting = words.split(" ")
    lines: list[str] = []
    while waiting and len(lines) < _LINES - 1:
        count = 1
        while count < len(waiting) and metrics.horizontalAdvance(" ".join(waiting[: count + 1])) <= room:
            count += 1
        lines.append(" ".join(waiting[:count]))
        waiting = waiting[count:]
    if waiting:
        lines.append(" ".join(waiting))
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]


class SentenceLink(QPushButton):
    """A sentence that leads somewhere, whole on as many lines as it takes."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        label = plain_label(words, "link")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 3, 2, 3)
        row.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.layout().minimumSize().height())
