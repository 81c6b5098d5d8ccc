"""The shape of every dialog, and the two questions that need no dialog of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacwatch.i18n import _
from sacwatch.ui import plain
from sacwatch.ui.notices import plain_label


class Dialog(QDialog):
    """A dialog with a title line, what it is about, and its buttons below."""

    def __init__(
        self, parent: QWidget, title: str, why: str, accept: str, *, cancel: str = "", width: int = 520
    ) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None
        self.setWindowTitle(plain.title(title))
        self.setMinimumWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(12)
        self.column.setContentsMargins(24, 20, 24, 18)
        self.column.addWidget(plain_label(title, "section"))
        if why:
            self.column.addWidget(plain_label(why, "faint"))
        self.problem = plain_label("", "problem")
        self.problem.hide()
        # In the dialog only when all else is, so that Tab comes to them last.
        self.buttons = QDialogButtonBox()
        self.accept_button = QPushButton(accept)
        # Before it gets its place: there it is dressed at once, and would be as an ordinary button.
        self.accept_button.setProperty("role", "primary")
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton(
            cancel or _("Cancel"), QDialogButtonBox.ButtonRole.RejectRole
        )
        self.buttons.accepted.connect(self.try_accept)
        self.buttons.rejected.connect(self.reject)

    def finish(self) -> None:
        """Put the problem line and the buttons at the foot."""
        self.column.addWidget(self.problem)
        self.column.addWidget(self.buttons)
        self.accept_button.setDefault(True)

    def line(self, label: str, *, secret: bool = False) -> QLineEdit:
        """Add a labelled line."""
        heading = QLabel(label)
        line = QLineEdit()
        heading.setBuddy(line)
        line.setAccessibleName(label)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addWidget(heading)
        self.column.addWidget(line)
        self._first = self._first or line
        return line

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Typing begins in the first line, wherever Qt would have begun.
        (self._first or self.accept_button).setFocus()
        self.grow()

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        # Something in it is shown, or says more, than there was room for: a problem beneath a field.
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.grow()
        return taken

    def grow(self) -> None:
        """Be as high as the words need that wrap in this width, as far as the screen is; Qt asks for less."""
        grow(self, self.column)

    def say(self, sentence: str, at: QWidget | None = None) -> None:
        """Show what is not right yet, and put the cursor there."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        at = at or self._first
        if sentence and at is not None:
            at.setFocus()

    def try_accept(self) -> None:
        """Accept where all is right; subclasses look first."""
        self.accept()


def grow(dialog: QDialog, column: QLayout) -> None:
    """Let a dialog be as high as the words in its layout need that wrap in its width."""
    column.activate()
    needed = column.totalHeightForWidth(dialog.width())
    if needed <= dialog.height():
        return
    room = dialog.screen().availableGeometry().height() - 2 * dialog.fontMetrics().height()
    dialog.resize(dialog.width(), max(dialog.height(), min(needed, room)))


def tell(parent: QWidget, sentence: str) -> None:
    """Say something that must be read before going on."""
    dialog = Dialog(parent, _("Please read this"), "", _("OK"))
    dialog.cancel_button.hide()
    dialog.column.addWidget(plain_label(sentence))
    dialog.finish()
    dialog.exec()


def ask_close_unkept(parent: QWidget, why: str) -> bool:
    """Ask whether to close although what is being typed could not be kept."""
    dialog = Dialog(
        parent, _("What you are typing is not kept"), why, _("Stay here"), cancel=_("Close and lose it")
    )
    dialog.finish()
    # The safe answer is also that of Esc and of the window's own button.
    lose = False

    def give_up() -> None:
        nonlocal lose
        lose = True
        dialog.reject()

    dialog.buttons.rejected.disconnect(dialog.reject)
    dialog.buttons.rejected.connect(give_up)
    dialog.exec()
    return lose
