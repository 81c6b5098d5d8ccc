"""Dialogs about the file: where a new one goes, and its backups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from sacwatch import paths, words
from sacwatch.domain.errors import Trouble
from sacwatch.i18n import N_, _
from sacwatch.services import backups, files
from sacwatch.services.backups import Backup
from sacwatch.ui import shown
from sacwatch.ui.dialogs import Dialog, ask_close_unkept, tell
from sacwatch.ui.notices import plain_label
from sacwatch.ui.passphrasedialogs import ChangePassphrase, NewPassphrase, ask_passphrase

__all__ = [
    "ChangePassphrase",
    "NewFile",
    "RestoreBackup",
    "ask_close_unkept",
    "ask_passphrase",
    "tell",
    "watch_filter",
]


class NewFile(Dialog):
    """What a new watch's file is called, where it goes, and whether it is locked."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(
            parent,
            _("A new watch"),
            _("Everything about your watch is kept in one file on this computer."),
            _("Create"),
        )
        offered = files.default_path(name or _("My watch"))
        self._folder = offered.parent
        self.name_line = self.line(_("Name of the file"))
        self.name_line.setText(offered.stem)
        self.name_line.selectAll()
        row = QHBoxLayout()
        self._where = plain_label("", "faint")
        browse = QPushButton(_("Another folder…"))
        browse.clicked.connect(self._browse)
        row.addWidget(self._where, 1)
        row.addWidget(browse)
        self.column.addLayout(row)
        self.lock = QCheckBox(_("Lock it with a passphrase"))
        self.column.addWidget(self.lock)
        self.passphrase = NewPassphrase()
        self.passphrase.hide()
        self.lock.toggled.connect(self._lock_toggled)
        self.column.addWidget(self.passphrase)
        self.finish()
        self._show_folder()

    def _show_folder(self) -> None:
        self._where.setText(_("In the folder {folder}").format(folder=self._folder))

    def _lock_toggled(self, on: bool) -> None:
        self.passphrase.setVisible(on)
        self.adjustSize()
        if on:
            self.passphrase.first.setFocus()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Another folder"), str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._show_folder()

    @property
    def path(self) -> Path:
        """The file to make; its name is one that every system takes."""
        name = self.name_line.text().strip()
        if name.lower().endswith(paths.SUFFIX):
            name = name[: -len(paths.SUFFIX)]
        return self._folder / paths.safe_name(name, suffix=paths.SUFFIX)

    def try_accept(self) -> None:
        if not self.name_line.text().strip():
            self.say(_("Please give the file a name."))
        elif self.path.exists():
            self.say(words.sentence("trouble.file_exists", {"name": self.path.name}))
        elif self.lock.isChecked() and (problem := self.passphrase.problem()):
            self.say(problem, self.passphrase.first)
        else:
            self.accept()


def watch_filter() -> str:
    """Give the file filter of watch files."""
    return _("Watch files (*.sacwatch)")


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
    "patrol": (N_("{count} patrol"), N_("{count} patrols")),
    "incident": (N_("{count} incident"), N_("{count} incidents")),
    "member": (N_("{count} member"), N_("{count} members")),
    "attachment": (N_("{count} photo or file"), N_("{count} photos and files")),
}


def clock_words(backup: Backup) -> str:
    """Give the date and time of a backup, as its name has them."""
    half = _("am") if backup.at.hour < 12 else _("pm")
    return f"{shown.day(backup.at.date())}, {backup.at.hour % 12 or 12}:{backup.at:%M} {half}"


def _backup_words(backup: Backup) -> str:
    megabytes = max(backup.size / 1_000_000, 0.1)
    return _("{when}  ({size} MB)").format(when=clock_words(backup), size=f"{megabytes:.1f}")
