"""What a member can do or has: boxes for what is often needed, and a line for the rest."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.members import Skill
from sacwatch.i18n import _
from sacwatch.ui.flow import flowing
from sacwatch.ui.records.fields import Field

_BETWEEN_BOXES = 18


class SkillsField(Field):
    """Boxes to tick and a line on which others stand, separated by commas."""

    def __init__(self, label: str) -> None:
        self.boxes = {each.value: QCheckBox(words.label("skill", each.value)) for each in Skill}
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Others, separated by commas: walkie-talkies, sign language"))
        self.line.setAccessibleName(_("Other skills and equipment, separated by commas"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(flowing(*self.boxes.values(), spacing=_BETWEEN_BOXES))
        column.addWidget(self.line)
        super().__init__(label, holder)
        holder.setFocusProxy(next(iter(self.boxes.values())))
        for box in self.boxes.values():
            box.clicked.connect(lambda _on: self._typed())
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.returnPressed.connect(self.focusNextChild)

    def value(self) -> tuple[str, ...]:
        others = (each.strip() for each in self.line.text().split(","))
        return (*(name for name, box in self.boxes.items() if box.isChecked()), *filter(None, others))

    def set_value(self, value: Iterable[str]) -> None:
        skills = list(value)
        for name, box in self.boxes.items():
            box.setChecked(name in skills)
        self.line.setText(", ".join(each for each in skills if each not in self.boxes))
        self.line.setCursorPosition(0)

    @property
    def place_of_problem(self) -> QWidget:
        return self.line
