"""Who went: a line per person, with names completed from the members, and what came along."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.members import Member
from sacwatch.domain.patrols import EquipmentDraft, PatrollerDraft, Seat
from sacwatch.i18n import _
from sacwatch.services import members
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice, Field, chain_tabs
from sacwatch.ui.timers import later

TYPING_MS = 60


class NameLine(QLineEdit):
    """A name, completed in place from the members; Enter goes on to the next person."""

    def __init__(self, desk: Any, go_on: Any) -> None:
        super().__init__()
        self._desk = desk
        self._go_on = go_on
        self._members: dict[str, Member] = {}
        self.member_id: str | None = None
        self.setPlaceholderText(_("Name"))
        self.setAccessibleName(_("Name of a patroller"))
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated[str].connect(self._choose)
        self.setCompleter(self._completer)
        self._typing = later(TYPING_MS, self, self._suggest)
        self.textEdited.connect(self._edited)

    def _edited(self, _text: str) -> None:
        self.member_id = None
        self._typing.start()

    def _suggest(self) -> None:
        text = self.text().strip()
        if not text:
            return
        self._desk.read(
            lambda work: members.named(work, text),
            lambda found: self._offer(text, found),
            owner=self,
            slot="names",
        )

    def _offer(self, text: str, found: list[Member]) -> None:
        if text != self.text().strip() or not self.hasFocus():
            return
        self._members = {each.name: each for each in found}
        self._model.setStringList(list(self._members))
        if found and [each.name for each in found] != [text]:
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _choose(self, name: str) -> None:
        member = self._members.get(name)
        if member is not None:
            self.member_id = member.id
            self.setText(member.name)
            self.textEdited.emit(member.name)
            self.member_id = member.id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.complete_first()
            self._go_on(self)
            return
        super().keyPressEvent(event)

    def complete_first(self) -> None:
        """Take the member that alone fits what was typed so far."""
        text = self.text().strip()
        popup = self._completer.popup()
        if popup.isVisible() and popup.currentIndex().isValid():
            self._choose(str(popup.currentIndex().data()))
        elif self.member_id is None and text and len(self._members) == 1:
            name, member = next(iter(self._members.items()))
            begins = any(part.casefold().startswith(text.casefold()) for part in (name, *name.split()))
            if begins:
                self.setText(name)
                self.member_id = member.id
        popup.hide()


class CrewField(Field):
    """The people of a patrol; there is always one more blank line."""

    def __init__(self, desk: Any, label: str) -> None:
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        super().__init__(label, self._holder)
        self._desk = desk
        self._rows: list[tuple[QWidget, NameLine, Choice]] = []
        self._with_driver = False
        self._add_row(PatrollerDraft())

    def _add_row(self, draft: PatrollerDraft) -> NameLine:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        name = NameLine(self._desk, self._go_on)
        name.setText(draft.name)
        name.member_id = draft.member_id
        seat = Choice([(each.value, words.label("seat", each.value)) for each in Seat])
        seat.setCurrentIndex(seat.findData(draft.seat))
        seat.setAccessibleName(_("What this person did"))
        seat.setVisible(self._with_driver)
        line.addWidget(name, 1)
        line.addWidget(seat)
        self._lines.addWidget(row)
        self._rows.append((row, name, seat))
        name.textEdited.connect(lambda _text: self._changed())
        seat.activated.connect(lambda _index: self._typed())
        if len(self._rows) > 1 and self._rows[-2][1].window() is name.window():
            chain_tabs(self._rows[-2][2], name, seat)
        self.setFocusProxy(self._rows[0][1])
        return name

    def _changed(self) -> None:
        if self._rows[-1][1].text().strip():
            self._add_row(PatrollerDraft())
        self._typed()

    def _go_on(self, name: NameLine) -> None:
        self._changed()
        place = next(i for i, row in enumerate(self._rows) if row[1] is name)
        if name.text().strip() and place + 1 < len(self._rows):
            self._rows[place + 1][1].setFocus()
        else:
            self.focusNextChild()

    def show_seats(self, visible: bool) -> None:
        """Show who drove, for patrols with a vehicle."""
        self._with_driver = visible
        for _row, _name, seat in self._rows:
            seat.setVisible(visible)

    def value(self) -> tuple[PatrollerDraft, ...]:
        drafts = []
        for _row, name, seat in self._rows:
            if name.text().strip():
                seat_value = str(seat.currentData()) if self._with_driver else Seat.OBSERVER.value
                drafts.append(PatrollerDraft(name.text(), name.member_id, seat_value))
        return tuple(drafts)

    def set_value(self, value: tuple[PatrollerDraft, ...]) -> None:
        for row, _name, _seat in self._rows:
            row.deleteLater()
        self._rows.clear()
        for draft in (*value, PatrollerDraft()):
            self._add_row(draft)

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show what is wrong with some of the names."""
        self.set_problem("\n".join(dict.fromkeys(problems.values())))


class EquipmentField(Field):
    """Things taken along: whether each went out, and whether it came back."""

    def __init__(self, label: str) -> None:
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        super().__init__(label, self._holder)
        for place, heading in enumerate((_("Out"), _("Back"))):
            self._grid.addWidget(plain_label(heading, "faint"), 0, place)
        self._rows: list[tuple[QCheckBox, QCheckBox, QLineEdit]] = []

    def _add_row(self, draft: EquipmentDraft) -> None:
        out, back, name = QCheckBox(), QCheckBox(), QLineEdit(draft.name)
        out.setChecked(draft.out)
        back.setChecked(draft.back)
        name.setPlaceholderText(_("Radio, flashlight, vest …"))
        name.setAccessibleName(_("Name of the thing"))
        out.setAccessibleName(_("Taken out: {name}").format(name=draft.name))
        back.setAccessibleName(_("Came back: {name}").format(name=draft.name))
        row = len(self._rows) + 1
        for place, widget in enumerate((out, back, name)):
            self._grid.addWidget(widget, row, place)
        self._rows.append((out, back, name))
        out.clicked.connect(lambda _on: self._typed())
        back.clicked.connect(lambda _on: self._typed())
        name.textEdited.connect(lambda _text: self._changed(out, name))
        self.setFocusProxy(self._rows[0][0])

    def _changed(self, out: QCheckBox, name: QLineEdit) -> None:
        if name.text().strip() and not out.isChecked():
            out.setChecked(True)
        if self._rows[-1][2].text().strip():
            self._add_row(EquipmentDraft(out=False))
        self._typed()

    def value(self) -> tuple[EquipmentDraft, ...]:
        return tuple(
            EquipmentDraft(name.text(), out.isChecked(), back.isChecked())
            for out, back, name in self._rows
            if name.text().strip() and (out.isChecked() or back.isChecked())
        )

    def set_value(self, value: tuple[EquipmentDraft, ...]) -> None:
        for row in self._rows:
            for widget in row:
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self._rows.clear()
        for draft in (*value, EquipmentDraft(out=False)):
            self._add_row(draft)

    def offer(self, names: tuple[str, ...]) -> None:
        """Add lines for things that usually come along, not yet ticked."""
        present = {name.text().strip().casefold() for _out, _back, name in self._rows}
        drafts = self.value() + tuple(
            EquipmentDraft(name, out=False) for name in names if name.casefold() not in present
        )
        self.set_value(drafts)

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show what is wrong with some of the things."""
        self.set_problem("\n".join(dict.fromkeys(problems.values())))
