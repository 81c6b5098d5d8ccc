"""Dialogs about the passphrase: a new one, the one of a locked file, and changing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from sacwatch.i18n import _
from sacwatch.services import passphrases
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label

SHORTEST = 8


class NewPassphrase(QWidget):
    """Two lines for a new passphrase, with what it means to lose it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            plain_label(
                _(
                    "The file, its backups and what you are typing are locked with it. Nobody can open them "
                    "without it, not even the people who made SacWatch. Write it down and keep it somewhere safe."
                ),
                "faint",
            )
        )
        self.first, self.again = QLineEdit(), QLineEdit()
        for line, name in ((self.first, _("New passphrase")), (self.again, _("The same once more"))):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setAccessibleName(name)
            label = QLabel(name)
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
        show = QCheckBox(_("Show what I type"))
        show.toggled.connect(self._show_typed)
        column.addWidget(show)
        self.remember = QCheckBox(_("Keep it in this computer's password store, so that I need not type it"))
        if not passphrases.can_remember():
            self.remember.hide()
        column.addWidget(self.remember)

    def _show_typed(self, on: bool) -> None:
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def problem(self) -> str:
        """Give what is not right with what was typed, or ""."""
        if len(self.first.text()) < SHORTEST:
            return _("Please use at least {count} characters, such as four plain words.").format(
                count=SHORTEST
            )
        if self.first.text() != self.again.text():
            return _("The two are not the same. Please type both again.")
        return ""


def ask_passphrase(parent: QWidget, path: Path, sentence: str = "") -> tuple[str, bool] | None:
    """Ask for a file's passphrase and whether to keep it; None where the captain gives up."""
    dialog = Dialog(
        parent,
        _("This file is locked"),
        _("Please type the passphrase of “{name}”.").format(name=path.name),
        _("Open"),
    )
    line = dialog.line(_("Passphrase"), secret=True)
    keep = QCheckBox(_("Keep it in this computer's password store, so that I need not type it"))
    if not passphrases.can_remember():
        keep.hide()
    dialog.column.addWidget(keep)
    dialog.finish()
    dialog.say(sentence)
    if dialog.exec() != QDialog.DialogCode.Accepted or not line.text():
        return None
    return line.text(), keep.isChecked()


class ChangePassphrase(Dialog):
    """Add, change or remove the passphrase of the open file."""

    def __init__(self, parent: QWidget, *, encrypted: bool, check: Callable[[str], bool]) -> None:
        super().__init__(
            parent,
            _("Passphrase"),
            _("The file is locked with a passphrase.") if encrypted else _("The file is not locked."),
            _("Change it") if encrypted else _("Lock the file"),
        )
        self._check = check
        self.old = self.line(_("Present passphrase"), secret=True) if encrypted else None
        self.new = NewPassphrase()
        self.column.addWidget(self.new)
        self.removes = False
        if encrypted:
            self.remove_button = self.buttons.addButton(
                _("Remove it"), QDialogButtonBox.ButtonRole.ActionRole
            )
            self.remove_button.clicked.connect(self._remove)
        self.finish()

    def _old_fits(self) -> bool:
        if self.old is None or self._check(self.old.text()):
            return True
        self.say(_("The present passphrase is another one. Please type it again."))
        return False

    def _remove(self) -> None:
        if self._old_fits():
            self.removes = True
            self.accept()

    def try_accept(self) -> None:
        if not self._old_fits():
            return
        problem = self.new.problem()
        if problem:
            self.say(problem, self.new.first)
        else:
            self.accept()
