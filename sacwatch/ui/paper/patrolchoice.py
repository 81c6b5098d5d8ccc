"""Which patrol: the latest ones in a list, or any that is found by a date or by words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from sacwatch.domain.listing import PatrolLine
from sacwatch.i18n import _
from sacwatch.services import subjects
from sacwatch.ui import plain, shown
from sacwatch.ui.records.fields import Choice, Field
from sacwatch.ui.timers import later

TYPING_MS = 150
_SHOWN = 14


class _Line(QLineEdit):
    """A line that shows a choice; whoever comes to it can type at once to search for another."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""

    def show_choice(self, words: str) -> None:
        """Show what is chosen, from its beginning."""
        self._shown = words
        if self.text() != words:
            self.setText(words)
        if self.hasFocus():
            self.take_all()
        else:
            self.setCursorPosition(0)

    def take_all(self) -> None:
        """Select everything, so that typing replaces it, and keep the beginning in sight."""
        self.end(False)
        self.home(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.take_all()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.text() == self._shown and not self.hasSelectedText():
            self.take_all()


class PatrolField(Field):
    """A drop-down of the latest patrols, in which one can also type to find an older one."""

    def __init__(self, desk: Any, label: str) -> None:
        self.box = Choice(())
        super().__init__(label, self.box)
        self._desk = desk
        self._chosen: PatrolLine | None = None
        self.line = _Line()
        self.line.setFrame(False)
        self.line.setStyleSheet("border: none; padding: 0; background: transparent")
        self.box.setEditable(True)
        self.box.setLineEdit(self.line)
        self.box.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(_SHOWN)
        self.box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(_("A date, a street, a name"))
        self._found = QStandardItemModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.activated[QModelIndex].connect(
            lambda index: self._choose(index.data(Qt.ItemDataRole.UserRole))
        )
        # The completer of the box itself knows the listed patrols only.
        self.box.setCompleter(None)  # type: ignore[arg-type]
        self.line.setCompleter(self._completer)
        self._typing = later(TYPING_MS, self, self._search)
        self.line.textEdited.connect(lambda _text: self._typing.start())
        self.line.editingFinished.connect(self._put_back)
        self.box.activated.connect(lambda index: self._choose(self.box.itemData(index)))
        self.box.stepped.connect(lambda: self._choose(self.box.currentData()))

    def value(self) -> str:
        """Give the chosen patrol's id, or "" where there is none."""
        return self._chosen.id if self._chosen is not None else ""

    def set_value(self, value: PatrolLine | None) -> None:
        self._chosen = value
        at = self._index(value)
        if at < 0 and value is not None:
            self.box.insertItem(0, self._words(value), value)
            at = 0
        self.box.setCurrentIndex(at)
        self._put_back()

    def offer(self, lines: tuple[PatrolLine, ...]) -> None:
        """Offer the latest patrols; the chosen one stays chosen, as it stands now."""
        chosen = self._chosen
        self.box.blockSignals(True)
        self.box.clear()
        for line in lines:
            self.box.addItem(self._words(line), line)
        self.box.blockSignals(False)
        _widen(self.box.view())
        if chosen is not None:
            chosen = next((line for line in lines if line.id == chosen.id), chosen)
        self.set_value(chosen)

    def _index(self, value: PatrolLine | None) -> int:
        if value is None:
            return -1
        return next((at for at in range(self.box.count()) if self.box.itemData(at).id == value.id), -1)

    def _words(self, line: PatrolLine) -> str:
        parts = [
            shown.short_day(line.day, self._desk.today()),
            shown.clock(line.started_at, self._desk.zone),
            line.area or ", ".join(line.crew),
        ]
        return " · ".join(part for part in parts if part)

    def _choose(self, line: PatrolLine | None) -> None:
        if line is None:
            return
        self._typing.stop()
        known = self.value()
        self.set_value(line)
        # The completer puts its own words into the line once this is over.
        QTimer.singleShot(0, self, self._put_back)
        if line.id != known:
            self._typed()

    def _put_back(self) -> None:
        """Show the chosen patrol again where something else was typed."""
        if self._completer.popup().isVisible():
            return
        self._typing.stop()
        self.set_hint("")
        words = self._words(self._chosen) if self._chosen is not None else ""
        self.line.show_choice(words)
        self.box.setToolTip(plain.tip(words))
        self.line.setToolTip(plain.tip(words))

    def _search(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        today, zone = self._desk.today(), self._desk.zone
        self._desk.read(
            lambda work: subjects.find_patrols(work, text, today=today, zone=zone),
            lambda lines: self._show(text, lines),
            owner=self,
            slot="patrols",
        )

    def _show(self, text: str, lines: tuple[PatrolLine, ...]) -> None:
        if text != self.line.text().strip() or not self.line.hasFocus():
            return
        self._found.clear()
        for line in lines:
            item = QStandardItem(self._words(line))
            item.setData(line, Qt.ItemDataRole.UserRole)
            self._found.appendRow(item)
        self.set_hint("" if lines else _("No patrol found. Try a date, such as 9/14."))
        if lines:
            _widen(self._completer.popup())
            self._completer.complete()
        else:
            self._completer.popup().hide()


def _widen(view: QAbstractItemView | None) -> None:
    """Let a list be as wide as its lines, which may be wider than the field."""
    if view is None:
        return
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.verticalScrollBar().sizeHint().width())
