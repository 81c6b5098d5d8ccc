"""A line that suggests as one types, and lets Enter through to whoever waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class SuggestLine(QLineEdit):
    """A line whose list of suggestions takes Enter only where one of them was chosen.

    Qt's own line does nothing at Enter while the list stands open, or takes its first suggestion because
    that is the current one; the captain who typed all of it means to go on with what was typed.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completer = self.completer()
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and completer is not None
            and completer.popup().isVisible()
            and not completer.popup().selectionModel().hasSelection()
        ):
            completer.popup().hide()
        super().keyPressEvent(event)
