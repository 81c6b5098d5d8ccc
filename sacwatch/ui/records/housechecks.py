"""The houses of a patrol sheet, to tick in the printed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from sacwatch.domain.patrols import CheckDraft
from sacwatch.i18n import _
from sacwatch.ui import plain
from sacwatch.ui.records.fields import ClockLine, clock_problem
from sacwatch.ui.records.rows import Row, RowsField


class _CheckRow(Row):
    """A house: the box, when, and what was seen. A digit typed on the box begins the time and ticks it."""

    entered = Signal()

    def __init__(self, draft: CheckDraft, meant: Callable[[str], str] | None) -> None:
        super().__init__(removable=False)
        self._draft = draft
        self.box = QCheckBox()
        self.box.setChecked(draft.done)
        self.clock = ClockLine(meant)
        self.clock.setPlaceholderText(_("Time"))
        self.clock.setFixedWidth(self.fontMetrics().averageCharWidth() * 11 + 20)
        self.seen = QLineEdit(draft.seen)
        self.seen.setPlaceholderText(_("Anything seen"))
        self.lay((self.box, 1), (self.clock, 0), (self.seen, 1))
        self.clock.set_clock(draft.clock)
        self.name("")
        self.box.clicked.connect(lambda _on: self.edited.emit())
        for line in (self.clock, self.seen):
            line.textEdited.connect(self._typed)
            line.returnPressed.connect(self.entered)
        self.clock.editingFinished.connect(self.look_over)
        self.box.installEventFilter(self)

    def name(self, address: str) -> None:
        """Show where the house is, or that it is not kept any more."""
        self.box.setText(plain.button(address or _("A house that is not in People any more")))
        where = address or _("the house")
        self.box.setAccessibleName(_("Looked at: {where}").format(where=where))
        self.clock.setAccessibleName(_("When at {where}").format(where=where))
        self.seen.setAccessibleName(_("Seen at {where}").format(where=where))

    @property
    def household_id(self) -> str:
        return self._draft.household_id

    def _typed(self, text: str) -> None:
        # Whoever was there looked at it.
        if text.strip():
            self.box.setChecked(True)
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
            if event.text().isdigit():
                self.clock.setFocus()
                self.clock.setText(event.text())
                self.clock.textEdited.emit(event.text())
                return True
        return super().eventFilter(watched, event)

    def first(self) -> QWidget:
        return self.box

    def wrong(self) -> str:
        return clock_problem(self.clock.text())

    def value(self) -> CheckDraft:
        return replace(self._draft, done=self.box.isChecked(), clock=self.clock.text(), seen=self.seen.text())

    def counts(self) -> bool:
        return True


class HouseChecksField(RowsField):
    """The houses of the sheet, one line each; no line comes or goes. Enter goes to the next house."""

    def __init__(self, label: str, *, meant: Callable[[str], str] | None = None) -> None:
        super().__init__(label)
        self._meant = meant
        self._names: dict[str, str] = {}
        self.set_value(())

    def make_row(self, draft: CheckDraft) -> _CheckRow:
        row = _CheckRow(draft, self._meant)
        row.entered.connect(lambda: self._go_on(row))
        row.name(self._names.get(draft.household_id, ""))
        return row

    def _row_edited(self, row: _CheckRow) -> None:
        row.set_problem("")
        self._typed()

    def _go_on(self, row: _CheckRow) -> None:
        place = self.rows.index(row)
        if place + 1 < len(self.rows):
            self.rows[place + 1].box.setFocus()
        else:
            row.seen.setFocus()
            row.focusNextChild()

    def set_value(self, value: Iterable[CheckDraft]) -> None:
        for row in list(self.rows):
            self._drop(row)
        for draft in value:
            self.add_row(draft)
        self.setVisible(bool(self.rows))

    def show_houses(self, addresses: Mapping[str, str]) -> None:
        """Name the houses of the sheet, and add those that no line stands for yet."""
        self._names = dict(addresses)
        present = {row.household_id for row in self.rows}
        for id_ in addresses:
            if id_ not in present:
                self.add_row(CheckDraft(household_id=id_))
        for row in self.rows:
            row.name(self._names.get(row.household_id, ""))
        self.setVisible(bool(self.rows))

    def spell_out(self) -> None:
        """Show each time as it is understood, after the patrol's own times have changed."""
        for row in self.rows:
            if not row.clock.hasFocus():
                row.clock.spell_out()

    @property
    def place_of_problem(self) -> QWidget:
        return super().place_of_problem if self.rows else self.holder
