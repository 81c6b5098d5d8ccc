"""A field of any number of lines, such as phone numbers; there is always one more blank one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sacwatch.i18n import _
from sacwatch.ui import icons
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Field

TAKE_OUT_KEYS = "Ctrl+D"


class Row(QWidget):
    """One line: its controls side by side, and beneath them what is wrong with it."""

    edited = Signal()
    remove_wanted = Signal()

    def __init__(self, *, removable: bool = True) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.line = QHBoxLayout()
        self.line.setSpacing(6)
        self.column.addLayout(self.line)
        self.problem = plain_label("", "problem")
        self.problem.hide()
        self.column.addWidget(self.problem)
        self._hint: QLabel | None = None
        self.remove: QPushButton | None = None
        if removable:
            self.remove = remove_button(_("Take this line out"))
            self.remove.clicked.connect(lambda: self.remove_wanted.emit())
            keys = QAction(self)
            keys.setShortcut(TAKE_OUT_KEYS)
            keys.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.triggered.connect(lambda: self.remove_wanted.emit())
            self.addAction(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter has done its work in the control; what has the focus by now must not get it again.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def lay(self, *controls: tuple[QWidget, int]) -> None:
        """Put the controls side by side, each with its stretch, and the button behind them."""
        for control, stretch in controls:
            self.line.addWidget(control, stretch)
        if self.remove is not None:
            self.line.addWidget(self.remove)

    def value(self) -> Any:
        """Give the draft of this line."""
        raise NotImplementedError

    def counts(self) -> bool:
        """Say whether there is anything on this line that goes into the record."""
        raise NotImplementedError

    def blank(self) -> bool:
        """Say whether nothing at all stands on this line."""
        return not self.counts()

    def first(self) -> QWidget:
        """Give the control where typing begins."""
        item = self.line.itemAt(0)
        found = item.widget() if item is not None else None
        return found or self

    def wrong(self) -> str:
        """Say what is plainly wrong on this line as it stands, or give ""."""
        return ""

    def look_over(self) -> None:
        """Say what is wrong when a control of this line is left, where nothing is said yet."""
        if not self.problem.text():
            self.set_problem(self.wrong())

    def set_hint(self, sentence: str) -> None:
        """Show something to know about this line, or with "" nothing."""
        if self._hint is None:
            if not sentence:
                return
            self._hint = plain_label("", "faint")
            self.column.addWidget(self._hint)
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong with this line, or with "" that nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.first().setAccessibleDescription(sentence)


def remove_button(words: str) -> QPushButton:
    """Give the small button that takes a part out; the keyboard has its own keys for it."""
    button = QPushButton()
    button.setIcon(icons.icon("close"))
    button.setToolTip(f"{words} ({TAKE_OUT_KEYS})")
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    button.setProperty("role", "small")
    return button


class RowsField(Field):
    """Lines that come as one types and go with their button. Subclasses make one line."""

    def __init__(self, label: str, *, spacing: int = 4) -> None:
        self.holder = QWidget()
        self.lines = QVBoxLayout(self.holder)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(spacing)
        super().__init__(label, self.holder)
        self.rows: list[Any] = []

    def make_row(self, draft: Any) -> Any:
        """Give the Row that shows a draft."""
        raise NotImplementedError

    def blank_draft(self) -> Any:
        """Give the draft of a line on which nothing stands."""
        raise NotImplementedError

    def add_row(self, draft: Any, place: int | None = None) -> Any:
        """Add a line at a place, or at the end."""
        row = self.make_row(draft)
        place = len(self.rows) if place is None else place
        # Headings may stand above the lines.
        self.lines.insertWidget(self.lines.count() - len(self.rows) + place, row)
        self.rows.insert(place, row)
        row.edited.connect(lambda: self._row_edited(row))
        row.remove_wanted.connect(lambda: self.take_out(row))
        self._renumber()
        return row

    def _row_edited(self, row: Any) -> None:
        row.set_problem("")
        if not self.rows[-1].blank():
            self.add_row(self.blank_draft())
        self._typed()

    def take_out(self, row: Any) -> None:
        """Take a line out; whoever listens to `taken_out` can put it back."""
        if row.blank() and row is self.rows[-1]:
            return
        place, draft, something = self.rows.index(row), row.value(), row.counts()
        self._drop(row)
        if not self.rows:
            self.add_row(self.blank_draft())
        self._renumber()
        self.rows[min(place, len(self.rows) - 1)].first().setFocus()
        self._typed()
        if something:
            self.taken_out.emit(_("Line taken out."), lambda: self._put_back(draft, place))

    def _put_back(self, draft: Any, place: int) -> None:
        row = self.add_row(draft, min(place, len(self.rows)))
        row.first().setFocus()
        self._typed()

    def _drop(self, row: Any) -> None:
        self.rows.remove(row)
        self.lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _renumber(self) -> None:
        if self.rows:
            self.setFocusProxy(self.rows[0].first())

    def value(self) -> tuple[Any, ...]:
        return tuple(row.value() for row in self.rows if row.counts())

    def set_value(self, value: Iterable[Any]) -> None:
        for row in list(self.rows):
            self._drop(row)
        for draft in (*value, self.blank_draft()):
            self.add_row(draft)

    def sent(self) -> list[Any]:
        """Give the lines whose drafts `value` gives, in that order."""
        return [row for row in self.rows if row.counts()]

    def set_problem(self, words: str) -> None:
        super().set_problem(words)
        if not words:
            for row in self.rows:
                row.set_problem("")

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show what is wrong beside each line, by "3.name" and the like."""
        sent = self.sent()
        by_line: dict[int, list[str]] = {}
        for where, sentence in problems.items():
            number = where.split(".")[0]
            if number.isdigit() and int(number) < len(sent):
                by_line.setdefault(int(number), []).append(sentence)
            else:
                super().set_problem(sentence)
        for place, sentences in by_line.items():
            sent[place].set_problem("\n".join(dict.fromkeys(sentences)))

    @property
    def troubled(self) -> bool:
        return super().troubled or any(row.problem.text() for row in self.rows)

    @property
    def place_of_problem(self) -> QWidget:
        wrong = next((row for row in self.rows if row.problem.text()), None)
        found: QWidget = (wrong or self.rows[0]).first()
        return found
