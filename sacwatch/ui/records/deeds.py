"""Dialogs that do one thing to a record, and the field for the name of one member."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from sacwatch import words
from sacwatch.domain.errors import Invalid, Trouble
from sacwatch.domain.shifts import RegularDraft
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.records.fields import Field
from sacwatch.ui.records.names import NameLine


class NameField(Field):
    """The name of one member."""

    def __init__(self, desk: Any, label: str) -> None:
        self.line = NameLine(desk, lambda _line: None)
        super().__init__(label, self.line)
        self.line.textEdited.connect(lambda _text: self._typed())

    def value(self) -> RegularDraft:
        return RegularDraft(self.line.text(), self.line.member_id)

    def set_value(self, value: RegularDraft) -> None:
        self.line.setText(value.name)
        self.line.member_id = value.member_id


class DeedDialog(Dialog):
    """A dialog that does something and stays, with what is not right in words, until that was done."""

    def __init__(self, desk: Any, parent: QWidget, title: str, why: str, accept: str) -> None:
        super().__init__(parent, title, why, accept)
        self.desk = desk
        self.fields: dict[str, Field] = {}

    def add(self, name: str, field: Field) -> Field:
        """Put a field below the others, under its name among the problems.

        In the line for a name, Enter takes whom it fits, and does the deed where that is settled.
        """
        self.fields[name] = field
        if isinstance(field, NameField):
            field.line.entered.connect(lambda taken: None if taken else self.try_accept())
        self.column.addWidget(field)
        self._first = self._first or field
        return field

    def deed(self) -> Callable[[Any], Any] | None:
        """Give what is to be done in the store, or None while something is missing."""
        raise NotImplementedError

    def said(self) -> str:
        """Give the toast's words once it was done."""
        raise NotImplementedError

    def try_accept(self) -> None:
        self.say("")
        for field in self.fields.values():
            field.set_problem("")
        deed = self.deed()
        if deed is not None:
            self.accept_button.setEnabled(False)
            self.desk.do(
                deed, owner=self, then=lambda _done: self.accept(), fail=self._refused, said=self.said()
            )

    def _refused(self, problem: BaseException) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(problem, Invalid):
            first = None
            for where, each in problem.problems.items():
                field = self.fields.get(where)
                told = words.sentence(each.key, each.values)
                if field is None:
                    self.say(told)
                else:
                    field.set_problem(told)
                    first = first or field
            if first is not None:
                first.place_of_problem.setFocus()
        elif isinstance(problem, Trouble):
            self.say(words.sentence(problem.problem.key, problem.problem.values))
        else:
            self.reject()
            self.desk.failed(problem)
