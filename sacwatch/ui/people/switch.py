"""The switch between the views of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class ViewSwitch(QWidget):
    """Buttons side by side, of which the one of the view that is shown is pressed."""

    chosen = Signal(str)

    def __init__(self, views: Sequence[tuple[str, str]], shown: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name, words in views:
            button = QPushButton(words)
            button.setProperty("role", "switch")
            button.setCheckable(True)
            button.setChecked(name == shown)
            # What is pressed is the view that stands here, whatever is clicked.
            button.clicked.connect(lambda _on, each=name: self._wish(each, shown))
            self._group.addButton(button)
            self.buttons[name] = button
            row.addWidget(button)

    def _wish(self, name: str, shown: str) -> None:
        self.buttons[shown].setChecked(True)
        if name != shown:
            self.chosen.emit(name)
