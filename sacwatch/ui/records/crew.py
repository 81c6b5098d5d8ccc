"""Who went on a patrol, and what came along: a line for each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from sacwatch import words
from sacwatch.domain.patrols import EquipmentDraft, PatrollerDraft, Seat
from sacwatch.i18n import _
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.names import NameLine
from sacwatch.ui.records.rows import Row, RowsField


class _CrewRow(Row):
    """A name, and for patrols with a vehicle who drove."""

    drives = Signal()

    def __init__(self, desk: Any, draft: PatrollerDraft, go_on: Any, *, with_driver: bool) -> None:
        super().__init__(removable=False)
        self.name = NameLine(desk, lambda _line: go_on(self))
        self.name.setText(draft.name)
        self.name.member_id = draft.member_id
        self.seat = Choice(
            [(each.value, words.label("seat", each.value)) for each in Seat], enter_leaves=True
        )
        self.seat.setCurrentIndex(self.seat.findData(draft.seat))
        self.seat.setAccessibleName(_("What this person did"))
        self.lay((self.name, 1), (self.seat, 0))
        self.show_seat(with_driver)
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.name.stranger.connect(self._say_stranger)
        self.seat.activated.connect(lambda _index: self._seat_taken())
        self.seat.stepped.connect(self._seat_taken)
        self.seat.entered.connect(lambda: go_on(self))

    def _say_stranger(self, stranger: bool) -> None:
        self.set_hint(_("Not in People; saved as typed.") if stranger else "")

    def _seat_taken(self) -> None:
        if self.seat.currentData() == Seat.DRIVER.value:
            self.drives.emit()
        self.edited.emit()

    def show_seat(self, visible: bool) -> None:
        self.seat.setVisible(visible)

    def value(self) -> PatrollerDraft:
        return PatrollerDraft(self.name.text(), self.name.member_id, str(self.seat.currentData()))

    def counts(self) -> bool:
        return bool(self.name.text().strip())


class CrewField(RowsField):
    """The people of a patrol. Enter goes to the next line, and from a blank one out of the field."""

    def __init__(self, desk: Any, label: str) -> None:
        super().__init__(label)
        self._desk = desk
        self._with_driver = False
        self.set_value(())

    def make_row(self, draft: PatrollerDraft) -> _CrewRow:
        row = _CrewRow(self._desk, draft, self._go_on, with_driver=self._with_driver)
        row.drives.connect(lambda: self._one_driver(row))
        return row

    def _one_driver(self, driver: _CrewRow) -> None:
        for row in self.rows:
            if row is not driver and row.seat.currentData() == Seat.DRIVER.value:
                row.seat.setCurrentIndex(row.seat.findData(Seat.OBSERVER.value))

    def blank_draft(self) -> PatrollerDraft:
        return PatrollerDraft()

    def _go_on(self, row: _CrewRow) -> None:
        place = self.rows.index(row)
        if row.counts() and place + 1 < len(self.rows):
            self.rows[place + 1].name.setFocus()
        else:
            if row.seat.isVisible():
                row.seat.setFocus()
            row.focusNextChild()

    def show_seats(self, visible: bool) -> None:
        """Show who drove, for patrols with a vehicle."""
        self._with_driver = visible
        for row in self.rows:
            row.show_seat(visible)

    def offer_driver(self) -> None:
        """Take the first person for the driver until somebody says who drove."""
        if all(row.seat.currentData() != Seat.DRIVER.value for row in self.rows):
            self.rows[0].seat.setCurrentIndex(self.rows[0].seat.findData(Seat.DRIVER.value))


class _EquipmentRow(Row):
    """A thing: whether it went out, whether it came back, and its name."""

    entered = Signal()

    def __init__(self, draft: EquipmentDraft) -> None:
        super().__init__(removable=False)
        self.out, self.back, self.name = QCheckBox(_("Out")), QCheckBox(_("Back")), QLineEdit(draft.name)
        self.out.setChecked(draft.out)
        self.back.setChecked(draft.back)
        self.name.setPlaceholderText(_("Radio, flashlight, vest …"))
        self.name.setAccessibleName(_("Name of the thing"))
        self.lay((self.name, 1), (self.out, 0), (self.back, 0))
        self.out.clicked.connect(lambda _on: self.edited.emit())
        self.back.clicked.connect(self._came_back)
        self.name.textEdited.connect(self._named)
        self.name.returnPressed.connect(self.entered)
        for box in (self.out, self.back):
            box.installEventFilter(self)
        self._name_boxes()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter on a box go to the next line; the space bar ticks it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def _named(self) -> None:
        self._name_boxes()
        if self.name.text().strip() and not self.out.isChecked():
            self.out.setChecked(True)
        self.edited.emit()

    def _came_back(self, on: bool) -> None:
        # What came back went out.
        if on:
            self.out.setChecked(True)
        self.edited.emit()

    def _name_boxes(self) -> None:
        name = self.name.text()
        # What has no name has not gone out.
        for box in (self.out, self.back):
            box.setEnabled(bool(name.strip()))
            if not name.strip():
                box.setChecked(False)
        self.out.setAccessibleName(_("Taken out: {name}").format(name=name))
        self.back.setAccessibleName(_("Came back: {name}").format(name=name))

    def value(self) -> EquipmentDraft:
        return EquipmentDraft(self.name.text(), self.out.isChecked(), self.back.isChecked())

    def counts(self) -> bool:
        return bool(self.name.text().strip()) and (self.out.isChecked() or self.back.isChecked())

    def blank(self) -> bool:
        return not self.name.text().strip()


class EquipmentField(RowsField):
    """Things taken along: whether each went out, and whether it came back."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.set_value(())

    def make_row(self, draft: EquipmentDraft) -> _EquipmentRow:
        row = _EquipmentRow(draft)
        row.entered.connect(lambda: self._go_on(row))
        return row

    def _go_on(self, row: _EquipmentRow) -> None:
        """Go to the next line, and from a blank one out of the field."""
        place = self.rows.index(row)
        if not row.blank() and place + 1 < len(self.rows):
            self.rows[place + 1].name.setFocus()
        else:
            row.name.setFocus()
            row.focusNextChild()

    def blank_draft(self) -> EquipmentDraft:
        return EquipmentDraft(out=False)

    def offer(self, names: tuple[str, ...]) -> None:
        """Add lines for things that usually come along, not yet ticked."""
        present = {row.name.text().strip().casefold() for row in self.rows}
        for name in names:
            if name.casefold() not in present:
                self.add_row(EquipmentDraft(name, out=False), len(self.rows) - 1)
