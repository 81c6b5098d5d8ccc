"""Which household: by the first letters of its address; and the subject that needs no choice."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from sacwatch.domain.households import Household
from sacwatch.domain.listing import HouseholdQuery
from sacwatch.i18n import N_, _
from sacwatch.services import households, slips, vacations
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.subjectfields import Subject
from sacwatch.ui.records.fields import Field
from sacwatch.ui.timers import later

TYPING_MS = 120
_OFFERED = 10


class _AddressLine(QLineEdit):
    """A line that says when it is left, and not when only its list of addresses takes the focus."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class HouseholdField(Field):
    """A household by its address, or none."""

    def __init__(self, desk: Any, label: str, hint: str = "") -> None:
        self.line = _AddressLine()
        super().__init__(label, self.line)
        self._desk = desk
        self._found: list[Household] = []
        self._chosen = ""
        self.line.setPlaceholderText(hint or _("An address, or blank"))
        self.line.setClearButtonEnabled(True)
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated[str].connect(self._take)
        self.line.setCompleter(self._completer)
        self._typing = later(TYPING_MS, self, self._suggest)
        self.line.textEdited.connect(self._edited)
        self.line.textChanged.connect(self._cleared)
        self.line.left.connect(self._left)

    def value(self) -> str:
        """Give the household's id, or "" while none is chosen."""
        return self._chosen

    def set_value(self, value: tuple[str, str]) -> None:
        """Take a household's id and address."""
        self._chosen, address = value
        self.line.setText(address)
        self.line.setCursorPosition(0)

    def _edited(self, _text: str) -> None:
        self._chosen = ""
        self._typing.start()

    def _cleared(self, text: str) -> None:
        if not text and self._chosen:
            self._chosen = ""
            self._typed()

    def _suggest(self) -> None:
        text = self.line.text().strip()
        if not text:
            self._found = []
            self._typed()
            return
        query = HouseholdQuery(words=text, limit=_OFFERED)
        self._desk.read(
            lambda work: list(households.find(work, query).lines),
            lambda found: self._offer(text, found),
            owner=self,
            slot="homes",
        )

    def _offer(self, text: str, found: list[Household]) -> None:
        if text != self.line.text().strip():
            return
        self._found = found
        self._model.setStringList([each.place.text for each in found])
        if found and self.line.hasFocus():
            self._completer.complete()

    def _take(self, address: str) -> None:
        found = next((each for each in self._found if each.place.text == address), None)
        if found is not None and found.id != self._chosen:
            self._chosen = found.id
            self._typed()

    def _left(self) -> None:
        self._completer.popup().hide()
        text = self.line.text().strip().casefold()
        alike = [each for each in self._found if each.place.text.casefold().startswith(text)]
        if text and not self._chosen and len(alike) == 1:
            self.line.setText(alike[0].place.text)
            self._take(alike[0].place.text)
        wrong = bool(text) and not self._chosen
        self.set_problem(_("No household has this address. Choose one, or leave it blank.") if wrong else "")


class OneHousehold(Subject):
    """One household, or none for a slip that anybody fills in."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.household = HouseholdField(desk, _("For which household"))
        self.add(self.household)

    def value(self) -> str:
        if self.household.value():
            return self.household.value()
        return "" if self.household.line.text().strip() else vacations.BLANK

    def say_problems(self) -> None:
        if not self.value():
            self.household.set_problem(_("No household has this address. Choose one, or leave it blank."))


class SomeHouseholds(Subject):
    """One household, those that were chosen elsewhere, or all that are due for the yearly question."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.household = HouseholdField(
            desk, _("For which household"), _("An address; leave it blank for all that are due")
        )
        self.add(self.household)
        self.chosen = plain_label("", "faint")
        self.chosen.hide()
        self.column.addWidget(self.chosen)
        self._ids = ""
        self.household.line.textEdited.connect(lambda _text: self.choose(slips.DUE))

    def choose(self, subject: str) -> None:
        """Take what was chosen on another page: "due", or ids with commas between."""
        self._ids = "" if subject == slips.DUE else subject
        count = len(self._ids.split(",")) if self._ids else 0
        self.chosen.setText(
            shown.count(count, N_("{count} chosen household"), N_("{count} chosen households"))
        )
        self.chosen.setVisible(bool(count))
        if count:
            self.household.set_value(("", ""))
            self.household.set_problem("")

    def forget(self) -> None:
        self.choose(slips.DUE)

    def value(self) -> str:
        if self.household.value() or self._ids:
            return self.household.value() or self._ids
        return "" if self.household.line.text().strip() else slips.DUE

    def say_problems(self) -> None:
        if not self.value():
            self.household.set_problem(_("No household has this address. Choose one, or leave it blank."))


class OnlyOne(Subject):
    """A paper of which there is only one."""

    def value(self) -> str:
        return vacations.TODAY
