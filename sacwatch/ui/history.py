"""The history: everything that was changed, and each step's undo."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.history import Step
from sacwatch.domain.kinds import Changes
from sacwatch.i18n import _
from sacwatch.services import titles, undoing
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label

AT_ONCE = 50


class History(QDialog):
    """Everything that was changed, newest first; each step can be taken back while nothing stands on it."""

    def __init__(self, parent: QWidget, desk: Any) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("History"))
        self.resize(720, 540)
        self._desk = desk
        self._oldest: int | None = None
        self._chosen: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(plain_label(_("Everything that was changed, the newest first"), "section"))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("History"))
        column.addWidget(self.list, 1)
        self.told = plain_label("", "problem")
        self.told.hide()
        column.addWidget(self.told)
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
        self.list.currentItemChanged.connect(self._renew_button)
        desk.changed.connect(self._restart)
        self._ask()

    def _restart(self, _changes: Changes) -> None:
        self.list.clear()
        self._oldest = None
        self._ask()

    def _ask(self) -> None:
        before, zone = self._oldest, self._desk.zone
        self._desk.read(
            lambda work: _named(work, undoing.history(work, limit=AT_ONCE, before=before), zone),
            self._show,
            owner=self,
            slot="history",
        )

    def _show(self, steps: list[tuple[Step, str]]) -> None:
        states = {
            "undone": _("undone"),
            "dropped": _("undone"),
            "undo": _("taken back"),
            "redo": _("done again"),
        }
        for step, what in steps:
            done = words.label("step", step.does.removeprefix("step."))
            if step.state in states:
                done = f"{done} ({states[step.state]})"
            head = " · ".join(part for part in (done, what) if part)
            foot = " · ".join(part for part in (shown.moment(step.at, self._desk.zone), step.by) if part)
            item = QListWidgetItem(f"{head}\n{foot}")
            item.setData(Qt.ItemDataRole.UserRole, step)
            self.list.addItem(item)
            if step.id == self._chosen:
                self.list.setCurrentItem(item)
            self._oldest = step.id
        self.more_button.setEnabled(len(steps) == AT_ONCE)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self._renew_button()

    def _renew_button(self) -> None:
        item = self.list.currentItem()
        step: Step | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        possible = step is not None and step.state == "done" and not self._desk.read_only
        self.undo_button.setEnabled(possible)

    def _undo_chosen(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        self.told.hide()
        number = self._chosen = item.data(Qt.ItemDataRole.UserRole).id
        self._desk.do(lambda work: undoing.undo(work, number), owner=self, fail=self._refused)

    def _refused(self, problem: BaseException) -> None:
        """Say why not where the captain looks: the window's own toast is behind this dialog."""
        if isinstance(problem, Trouble):
            self.told.setText(words.sentence(problem.problem.key, problem.problem.values))
            self.told.show()
        else:
            self._desk.failed(problem)


def _named(work: Any, steps: list[Step], zone: tzinfo) -> list[tuple[Step, str]]:
    """Give each step with the name of what it changed; runs in the store's lane."""
    return [(step, _what(work, step, zone)) for step in steps]


def _what(work: Any, step: Step, zone: tzinfo) -> str:
    # What was removed since has no name; the step still says what kind of record it was.
    return next(filter(None, (titles.title(work, ref, zone) for ref in step.records[:10])), "")
