"""Phone numbers the captain has tried: name, number, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from sacwatch import words_resources
from sacwatch.domain import texts, times
from sacwatch.domain.watches import NumberDraft
from sacwatch.i18n import _
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import day_problem, phone_problem
from sacwatch.ui.records.rows import Row, RowsField

_STRETCH = (3, 2, 2)


class _NumberRow(Row):
    """One number: whose it is, the number, and when it was tried."""

    def __init__(self, draft: NumberDraft, today: Callable[[], date]) -> None:
        super().__init__()
        self.id = draft.id
        self._draft = draft
        self._today = today
        self._ships = words_resources.entry_name(draft.key, "") if draft.key else ""
        self.name, self.number = QLineEdit(draft.name or self._ships), QLineEdit(draft.number)
        self.tried = QLineEdit()
        self.name.setCursorPosition(0)
        self.tried.setText(draft.checked_on)
        for line, words in (
            (self.name, _("Who")),
            (self.number, _("Number")),
            (self.tried, _("Tried on")),
        ):
            line.setAccessibleName(words)
            line.textEdited.connect(lambda _text: self.edited.emit())
            line.returnPressed.connect(self.focusNextChild)
        self.tried.setPlaceholderText(_("today"))
        self.tried.editingFinished.connect(self._spell_out)
        for line in (self.number, self.tried):
            line.editingFinished.connect(self.look_over)
        self.lay(*zip((self.name, self.number, self.tried), _STRETCH, strict=True))
        self._spell_out()

    def _spell_out(self) -> None:
        day = times.read_day(self.tried.text(), self._today())
        if day is not None:
            self.tried.setText(shown.day(day))
            self.tried.setCursorPosition(0)

    def wrong(self) -> str:
        number = self.number.text()
        told = [
            "" if texts.is_phone(number, short_code=True) else phone_problem(number),
            day_problem(self.tried.text(), self._today()),
        ]
        return "\n".join(each for each in told if each)

    def value(self) -> NumberDraft:
        """Give what stands here, with all that the page of whom to call knows besides."""
        name = "" if self.name.text().strip() == self._ships else self.name.text()
        return replace(self._draft, name=name, number=self.number.text(), checked_on=self.tried.text())

    def counts(self) -> bool:
        return bool(self.name.text().strip() or self.number.text().strip())

    def blank(self) -> bool:
        return not (self.counts() or self.tried.text().strip())


class NumbersField(RowsField):
    """Lines of name, number and the date it was tried."""

    def __init__(self, label: str, today: Callable[[], date]) -> None:
        super().__init__(label)
        self._today = today
        self._aside: tuple[NumberDraft, ...] = ()
        """What is kept of entries that have no number to try."""
        heading = QWidget()
        row = QHBoxLayout(heading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for words, stretch in zip((_("Who"), _("Number"), _("Tried on")), _STRETCH, strict=True):
            row.addWidget(plain_label(words, "faint"), stretch)
        self.lines.addWidget(heading)
        self._heading = row
        self.set_value(())
        button = self.rows[0].remove
        if button is not None:
            # As wide as the button that stands behind each line, so that the columns meet.
            self._heading.addSpacing(button.sizeHint().width() + 6)

    def set_value(self, value: Iterable[Any]) -> None:
        drafts = tuple(value)
        self._aside = tuple(each for each in drafts if each.key and not each.number)
        super().set_value(each for each in drafts if each not in self._aside)

    def value(self) -> tuple[Any, ...]:
        return (*super().value(), *self._aside)

    @property
    def place_of_problem(self) -> QWidget:
        row = next((row for row in self.rows if row.problem.text()), None)
        if row is None:
            return super().place_of_problem
        if not row.name.text().strip():
            wrong = row.name
        else:
            number = row.number.text()
            right = not number or texts.is_phone(number, short_code=True)
            wrong = row.tried if right else row.number
        found: QWidget = wrong
        return found

    def make_row(self, draft: NumberDraft) -> _NumberRow:
        return _NumberRow(draft, self._today)

    def blank_draft(self) -> NumberDraft:
        return NumberDraft()
