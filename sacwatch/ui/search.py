"""Search over everything, from anywhere (Ctrl+K)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import Hit
from sacwatch.domain.members import Role
from sacwatch.i18n import _
from sacwatch.ui import shown


class SearchBox(QDialog):
    """A line to type in and what it finds; Enter opens the record."""

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.setWindowTitle(_("Search everything"))
        self.resize(640, 420)
        self._line = QLineEdit()
        self._line.setPlaceholderText(_("A name, a street, a plate, a date, anything you wrote"))
        self._line.setAccessibleName(_("Search everything"))
        self._line.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setAccessibleName(_("What was found"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told = QLabel()
        self._told.setProperty("role", "faint")
        column = QVBoxLayout(self)
        column.addWidget(self._line)
        column.addWidget(self._list, 1)
        column.addWidget(self._told)
        self._line.textChanged.connect(self._ask)
        self._line.returnPressed.connect(self._open)
        self._list.itemActivated.connect(lambda _item: self._open())
        self._line.installEventFilter(self)
        self._ask("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the cursor stays in the line."""
        if watched is self._line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._list.count():
                row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
                self._list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _ask(self, text: str) -> None:
        if not text.strip():
            self._list.clear()
            self._told.setText(_("Type to search patrols, incidents, people, meetings and whom to call."))
            return
        from sacwatch.services import searching  # a door: the window is painted before the services load

        zone, today = self._desk.zone, self._desk.today()
        self._desk.read(
            lambda work: searching.search(work, text, zone=zone, today=today),
            self._show,
            owner=self,
            slot="search",
        )

    def _show(self, hits: list[Hit]) -> None:
        self._list.clear()
        for hit in hits:
            when = shown.day(hit.at.astimezone(self._desk.zone).date()) if hit.at else ""
            kind = _("Whom to call") if hit.kind == _CALL else words.label("kind", hit.kind)
            head = " · ".join(part for part in (kind, when, hit.title) if part)
            snippet = _snippet(hit.snippet)
            item = QListWidgetItem(f"{head}\n{snippet}" if snippet else head)
            item.setData(Qt.ItemDataRole.UserRole, (hit.kind, hit.id))
            self._list.addItem(item)
        if hits:
            self._list.setCurrentRow(0)
        self._told.setText("" if hits else _("Nothing found. Try the beginning of a word."))

    def _open(self) -> None:
        item = self._list.currentItem()
        if item is None:
            return
        kind, id_ = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        if kind == _CALL:
            self._desk.wanted.emit("resources", Ref(Kind.WATCH, id_))
        else:
            self._desk.open_record(Kind(kind), id_)


_CALL = "call"
"""The kind of what is no record of its own, but a line of whom to call."""
_ROLES = {role.value.replace("_", " "): role for role in Role}


def _snippet(found: str) -> str:
    """Give what was found as words to read: the index holds roles as they are stored, and digits run together."""
    lines = found.replace("\u2068", "").replace("\u2069", "").split("\n")
    told = [
        words.label("role", _ROLES[line].value) if line in _ROLES else line
        for line in lines
        if not line.strip("… ").isdigit()
    ]
    return " · ".join(told)
