"""Phone numbers the captain has tried: name, number, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from sacwatch.domain import times
from sacwatch.domain.watches import NumberDraft
from sacwatch.i18n import _
from sacwatch.ui import icons, shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Field


class NumbersField(Field):
    """Lines of name, number and the date it was tried; there is always one more blank line."""

    def __init__(self, label: str, today: Callable[[], date]) -> None:
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 2)
        super().__init__(label, holder)
        self._today = today
        for place, heading in enumerate((_("Who"), _("Number"), _("Tried on"))):
            self._grid.addWidget(plain_label(heading, "faint"), 0, place)
        self._rows: list[tuple[str, QLineEdit, QLineEdit, QLineEdit, QPushButton]] = []
        self._next_row = 1
        self._add(NumberDraft())

    def _add(self, draft: NumberDraft) -> None:
        name, number, tried = QLineEdit(draft.name), QLineEdit(draft.number), QLineEdit(draft.checked_on)
        for line, words in ((name, _("Who")), (number, _("Number")), (tried, _("Tried on"))):
            line.setAccessibleName(words)
            line.textEdited.connect(lambda _text: self._changed())
        tried.setPlaceholderText(_("today"))
        tried.editingFinished.connect(lambda: self._spell_out(tried))
        remove = QPushButton()
        remove.setIcon(icons.icon("close"))
        remove.setAccessibleName(_("Take this line out"))
        remove.setToolTip(_("Take this line out"))
        row = (draft.id, name, number, tried, remove)
        remove.clicked.connect(lambda: self._remove(row))
        for place, widget in enumerate(row[1:]):
            self._grid.addWidget(widget, self._next_row, place)
        self._next_row += 1
        self._rows.append(row)
        self._spell_out(tried)
        self.setFocusProxy(self._rows[0][1])

    def _spell_out(self, line: QLineEdit) -> None:
        day = times.read_day(line.text(), self._today())
        if day is not None:
            line.setText(shown.day(day))

    def _changed(self) -> None:
        last = self._rows[-1]
        if last[1].text().strip() or last[2].text().strip():
            self._add(NumberDraft())
        self._typed()

    def _remove(self, row: tuple[str, QLineEdit, QLineEdit, QLineEdit, QPushButton]) -> None:
        self._rows.remove(row)
        for widget in row[1:]:
            self._grid.removeWidget(widget)
            widget.deleteLater()
        if not self._rows:
            self._add(NumberDraft())
        self._typed()

    def value(self) -> tuple[NumberDraft, ...]:
        return tuple(
            NumberDraft(id_, name.text(), number.text(), tried.text())
            for id_, name, number, tried, _button in self._rows
            if name.text().strip() or number.text().strip()
        )

    def set_value(self, value: tuple[NumberDraft, ...]) -> None:
        for row in self._rows:
            for widget in row[1:]:
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self._rows.clear()
        for draft in (*value, NumberDraft()):
            self._add(draft)

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show what is wrong with some of the lines."""
        self.set_problem("\n".join(dict.fromkeys(problems.values())))
