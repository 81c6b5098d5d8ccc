"""Says quietly who is there already with the name, the number or the e-mail that is being typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacwatch.domain.contactmatching import InCommon
from sacwatch.domain.kinds import Kind
from sacwatch.domain.members import MemberDraft
from sacwatch.i18n import _
from sacwatch.services import members
from sacwatch.services.members import Alike
from sacwatch.ui.links import SentenceLink
from sacwatch.ui.records.fields import Field
from sacwatch.ui.timers import later

_TYPING_MS = 300


class AlikeNotes(QObject):
    """Looks who else has what is typed, and says so beside the field; nothing is kept from being saved."""

    def __init__(self, desk: Any, parent: QWidget, draft: Callable[[], MemberDraft], but: str | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft = draft
        self._but = but
        self._columns: dict[InCommon, QVBoxLayout] = {}
        self._typing = later(_TYPING_MS, self, self.look)

    def beside(self, why: InCommon, field: Field) -> QWidget:
        """Give a field with room beneath for who has the same there."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(field)
        self._columns[why] = column
        field.edited.connect(self._typing.start)
        return holder

    def look(self) -> None:
        """Look who there is for what stands in the form now."""
        self._typing.stop()
        if self._desk.read_only:
            return
        draft, but = self._draft(), self._but
        numbers = [each.number for each in draft.phones]
        home = draft.household_id
        self._desk.read(
            lambda work: members.alike(work, draft.name, numbers, draft.email, but=but, household_id=home),
            self._show,
            owner=self,
            slot="alike",
        )

    def _show(self, found: list[Alike]) -> None:
        for column in self._columns.values():
            while column.count() > 1:
                item = column.takeAt(1)
                line = item.widget() if item is not None else None
                if line is not None:
                    line.hide()
                    line.deleteLater()
        for each in found:
            line = SentenceLink(_words(each))
            line.setToolTip(_("Open this member; what you typed here is kept"))
            line.clicked.connect(
                lambda _on=False, id_=each.member.id: self._desk.open_record(Kind.MEMBER, id_)
            )
            self._columns[each.why].addWidget(line)


def _words(found: Alike) -> str:
    person = found.member
    name = person.name if person.active else _("{name} (retired)").format(name=person.name)
    told = {
        InCommon.NAME: _("{name} is here already, {place}. The same person? Look at that entry")
        if person.address.text
        else _("{name} is here already. The same person? Look at that entry"),
        InCommon.PHONE: _("{name} has the number {value} too. Look at that entry"),
        InCommon.EMAIL: _("{name} has the e-mail {value} too. Look at that entry"),
    }
    return told[found.why].format(name=name, place=person.address.text, value=found.value)
