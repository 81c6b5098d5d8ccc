"""The questions that the phone tree asks: who, to whom, and who begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from sacwatch import words
from sacwatch.i18n import _
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.paper.hoursfields import MemberField
from sacwatch.ui.records.fields import Choice

_HEADS = 3


class MemberDialog(Dialog):
    """One member, by the first letters of the name."""

    def __init__(self, parent: QWidget, desk: Any, title: str, why: str, accept: str) -> None:
        super().__init__(parent, title, why, accept)
        self.member = MemberField(desk, _("Member"))
        self.column.addWidget(self.member)
        self._first = self.member.line
        self.finish()

    @property
    def member_id(self) -> str:
        return self.member.value()

    def try_accept(self) -> None:
        if not self.member_id:
            self.say(words.sentence("trouble.no_member_named"), self.member.line)
            return
        self.accept()


class HeadDialog(Dialog):
    """Who begins the calls: one person, or up to three who share them."""

    def __init__(self, parent: QWidget, desk: Any, head: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            parent,
            _("Who begins the calls?"),
            _("The captain first. Two or three people share the callers, and one can stand in for another."),
            _("Keep it"),
        )
        self.fields = []
        for number in range(_HEADS):
            field = MemberField(desk, (_("First"), _("Second"), _("Third"))[number])
            if number < len(head):
                field.set_value(head[number])
            self.column.addWidget(field)
            self.fields.append(field)
        self._first = self.fields[0].line
        self.finish()

    @property
    def head(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(field.value() for field in self.fields if field.value()))

    def try_accept(self) -> None:
        for field in self.fields:
            if field.line.text().strip() and not field.value():
                self.say(_("Nobody among the members has this name."), field.line)
                return
        self.accept()


class CallerDialog(Dialog):
    """Which caller homes go to."""

    def __init__(self, parent: QWidget, what: str, callers: Sequence[tuple[str, str]]) -> None:
        """`callers` are keys with their words."""
        super().__init__(parent, _("To another caller"), what, _("Move"))
        self.caller = Choice(callers)
        heading = QLabel(_("To"))
        heading.setBuddy(self.caller)
        self.caller.setAccessibleName(heading.text())
        self.column.addWidget(heading)
        self.column.addWidget(self.caller)
        self._first = self.caller
        self.finish()

    @property
    def key(self) -> str:
        return str(self.caller.currentData() or "")
