"""A box to tick whose words go on over several lines where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from sacwatch.ui.notices import plain_label


class CheckLine(QWidget):
    """The box, and its words beside it, which can be clicked too."""

    ticked = Signal(bool)

    def __init__(self, words: str, *, done: bool, tip: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.setChecked(done)
        self.box.clicked.connect(self.ticked)
        self._words = plain_label(words)
        self._words.setMinimumWidth(1)
        self.setToolTip(tip)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self.box)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a click on the words tick the box."""
        if event.button() == Qt.MouseButton.LeftButton and self.box.isEnabled():
            self.box.click()
