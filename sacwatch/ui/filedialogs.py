"""Dialogs about the file: a new one, its passphrase, its backups, its history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.history import Step
from sacwatch.i18n import _
from sacwatch.services import backups, files, passphrases, undoing
from sacwatch.services.backups import Backup
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label

SHORTEST_PASSPHRASE = 8


class Dialog(QDialog):
    """A dialog with a title line, what it is about, and its buttons below."""

    def __init__(self, parent: QWidget, title: str, why: str, accept: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(12)
        self.column.setContentsMargins(24, 20, 24, 18)
        self.column.addWidget(plain_label(title, "section"))
        if why:
            self.column.addWidget(plain_label(why, "faint"))
        self.problem = plain_label("", "problem")
        self.problem.hide()
        self.buttons = QDialogButtonBox(self)
        self.accept_button = self.buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("role", "primary")
        self.cancel_button = self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.try_accept)
        self.buttons.rejected.connect(self.reject)

    def finish(self) -> None:
        """Put the problem line and the buttons at the foot."""
        self.column.addWidget(self.problem)
        self.column.addWidget(self.buttons)

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
        return line

    def say(self, sentence: str) -> None:
        """Show what is not right yet."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def try_accept(self) -> None:
        """Accept where all is right; subclasses look first."""
        self.accept()


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
        for line, name in ((self.first, _("Passphrase")), (self.again, _("The same once more"))):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setAccessibleName(name)
            label = QLabel(name)
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
        self.remember = QCheckBox(_("Keep it in this computer's keyring, so that I need not type it here"))
        self.remember.setVisible(passphrases.can_remember())
        column.addWidget(self.remember)

    def problem(self) -> str:
        """Give what is not right with what was typed, or ""."""
        if len(self.first.text()) < SHORTEST_PASSPHRASE:
            return _("Please use at least {count} characters, such as four plain words.").format(
                count=SHORTEST_PASSPHRASE
            )
        if self.first.text() != self.again.text():
            return _("The two are not the same. Please type both again.")
        return ""


class NewFile(Dialog):
    """Where a new watch's file goes, and whether it is locked."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(
            parent,
            _("A new watch"),
            _("Everything about your watch is kept in one file on this computer."),
            _("Create"),
        )
        row = QHBoxLayout()
        self.path_line = QLineEdit(str(files.default_path(name or _("My watch"))))
        self.path_line.setAccessibleName(_("File"))
        browse = QPushButton(_("Elsewhere…"))
        browse.clicked.connect(self._browse)
        row.addWidget(self.path_line, 1)
        row.addWidget(browse)
        self.column.addLayout(row)
        self.lock = QCheckBox(_("Lock it with a passphrase"))
        self.column.addWidget(self.lock)
        self.passphrase = NewPassphrase()
        self.passphrase.hide()
        self.lock.toggled.connect(self._lock_toggled)
        self.column.addWidget(self.passphrase)
        self.finish()

    def _lock_toggled(self, on: bool) -> None:
        self.passphrase.setVisible(on)
        self.adjustSize()

    def _browse(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("A new watch"), self.path_line.text(), watch_filter()
        )
        if chosen:
            self.path_line.setText(chosen)

    @property
    def path(self) -> Path:
        text = self.path_line.text().strip()
        return Path(text if text.endswith(".sacwatch") else f"{text}.sacwatch")

    def try_accept(self) -> None:
        problem = self.passphrase.problem() if self.lock.isChecked() else ""
        if not self.path_line.text().strip():
            problem = _("Please say where the file should go.")
        elif self.path.exists():
            problem = words.sentence("trouble.file_exists", {"name": self.path.name})
        if problem:
            self.say(problem)
            return
        self.accept()


def watch_filter() -> str:
    """Give the file filter of watch files."""
    return _("Watch files (*.sacwatch)")


def ask_passphrase(parent: QWidget, path: Path, sentence: str = "") -> str | None:
    """Ask for a file's passphrase; None where the captain gives up."""
    dialog = Dialog(
        parent, _("This file is locked"), _("Passphrase of {name}").format(name=path.name), _("Open")
    )
    line = dialog.line(_("Passphrase"), secret=True)
    keep = QCheckBox(_("Keep it in this computer's keyring"))
    keep.setVisible(passphrases.can_remember())
    dialog.column.addWidget(keep)
    dialog.finish()
    dialog.say(sentence)
    if dialog.exec() != QDialog.DialogCode.Accepted or not line.text():
        return None
    if keep.isChecked():
        try:
            passphrases.remember(path, line.text())
        except Trouble as trouble:
            dialog.say(words.sentence(trouble.problem.key, trouble.problem.values))
    return line.text()


class ChangePassphrase(Dialog):
    """Add, change or remove the passphrase of the open file."""

    def __init__(self, parent: QWidget, *, encrypted: bool, check: Callable[[str], bool]) -> None:
        super().__init__(
            parent,
            _("Passphrase"),
            _("The file is locked with a passphrase.") if encrypted else _("The file is not locked."),
            _("Change it") if encrypted else _("Lock the file"),
        )
        self._encrypted = encrypted
        self._check = check
        self.old = self.line(_("Present passphrase"), secret=True) if encrypted else None
        self.new = NewPassphrase()
        self.column.addWidget(self.new)
        self.removes = False
        if encrypted:
            remove = self.buttons.addButton(_("Remove it"), QDialogButtonBox.ButtonRole.ActionRole)
            remove.clicked.connect(self._remove)
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
            self.say(problem)
            return
        self.accept()


class RestoreBackup(Dialog):
    """The backups of a file; what is in the chosen one stands beside it."""

    def __init__(self, parent: QWidget, tasks: Any, path: Path, passphrase: str | None, zone: Any) -> None:
        super().__init__(
            parent,
            _("Restore a backup"),
            _(
                "The chosen backup takes the place of the file. The file as it is now is kept as one more backup, "
                "so that you can come back to it."
            ),
            _("Restore"),
        )
        self.resize(760, 460)
        self._tasks, self._passphrase, self._zone = tasks, passphrase, zone
        row = QHBoxLayout()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Backups"))
        self.contents = plain_label("")
        self.contents.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.list, 1)
        row.addWidget(self.contents, 1)
        self.column.addLayout(row, 1)
        self.finish()
        self.accept_button.setEnabled(False)
        self.chosen: Backup | None = None
        self.list.currentItemChanged.connect(lambda item, _past: self._look(item))
        found = backups.backups_of(path)
        for backup in found:
            item = QListWidgetItem(_backup_words(backup))
            item.setData(Qt.ItemDataRole.UserRole, backup)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        else:
            self.contents.setText(_("There is no backup of this file yet."))

    def _look(self, item: QListWidgetItem | None) -> None:
        self.accept_button.setEnabled(False)
        if item is None:
            return
        backup: Backup = item.data(Qt.ItemDataRole.UserRole)
        self.contents.setText(_("Looking into it …"))
        self._tasks.in_pool(
            lambda _job: backups.look_into(backup.path, self._passphrase),
            owner=self,
            slot="look",
            then=lambda contents: self._show(backup, contents),
            fail=self._cannot_look,
        )

    def _show(self, backup: Backup, contents: Any) -> None:
        self.chosen = backup
        self.accept_button.setEnabled(True)
        lines = [*contents.watches, ""]
        for kind, (one, many) in _COUNTED.items():
            lines.append(shown.count(contents.counts[kind], one, many))
        for sentence, at in (
            (_("Last patrol: {when}"), contents.last_patrol),
            (_("Last incident: {when}"), contents.last_incident),
            (_("Last change: {when}"), contents.last_change),
        ):
            if at is not None:
                lines.append(sentence.format(when=shown.moment(at, self._zone)))
        self.contents.setText("\n".join(lines))

    def _cannot_look(self, problem: BaseException) -> None:
        if isinstance(problem, Trouble):
            self.contents.setText(words.sentence(problem.problem.key, problem.problem.values))
        else:
            raise problem


_COUNTED = {
    "patrol": ("{count} patrol", "{count} patrols"),
    "incident": ("{count} incident", "{count} incidents"),
    "member": ("{count} member", "{count} members"),
    "attachment": ("{count} photo or file", "{count} photos and files"),
}


def _backup_words(backup: Backup) -> str:
    hour = backup.at.hour % 12 or 12
    half = _("am") if backup.at.hour < 12 else _("pm")
    megabytes = max(backup.size / 1_000_000, 0.1)
    return f"{shown.day(backup.at.date())}, {hour}:{backup.at:%M} {half}  ({megabytes:.1f} MB)"


class History(QDialog):
    """Everything that was changed, newest first; each step can be taken back while nothing stands on it."""

    def __init__(self, parent: QWidget, desk: Any, undo: Callable[[int], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("History"))
        self.resize(640, 520)
        self._desk, self._undo = desk, undo
        self._oldest: int | None = None
        column = QVBoxLayout(self)
        column.addWidget(plain_label(_("Everything that was changed, the newest first"), "section"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("History"))
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.undo_button = QPushButton(_("Undo this"))
        self.undo_button.clicked.connect(self._undo_chosen)
        self.more_button = QPushButton(_("Show older"))
        self.more_button.clicked.connect(self._ask)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        row.addWidget(self.undo_button)
        row.addWidget(self.more_button)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.list.currentItemChanged.connect(lambda _item, _past: self._renew_button())
        desk.changed.connect(lambda _changes: self._restart())
        self._ask()

    def _restart(self) -> None:
        self.list.clear()
        self._oldest = None
        self._ask()

    def _ask(self) -> None:
        before = self._oldest
        self._desk.read(
            lambda work: undoing.history(work, limit=50, before=before),
            self._show,
            owner=self,
            slot="history",
        )

    def _show(self, steps: list[Step]) -> None:
        states = {
            "undone": _("undone"),
            "dropped": _("undone"),
            "undo": _("taken back"),
            "redo": _("done again"),
        }
        for step in steps:
            done = words.label("step", step.does.removeprefix("step."))
            parts = [shown.moment(step.at, self._desk.zone), done, states.get(step.state, ""), step.by]
            item = QListWidgetItem(" · ".join(part for part in parts if part))
            item.setData(Qt.ItemDataRole.UserRole, step)
            self.list.addItem(item)
            self._oldest = step.id
        self.more_button.setEnabled(len(steps) == 50)
        self._renew_button()

    def _renew_button(self) -> None:
        item = self.list.currentItem()
        step: Step | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        possible = step is not None and step.state == "done" and not self._desk.read_only
        self.undo_button.setEnabled(possible)

    def _undo_chosen(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._undo(item.data(Qt.ItemDataRole.UserRole).id)
