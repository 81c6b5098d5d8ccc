"""The page of members."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from sacwatch import words
from sacwatch.domain import members as rules
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import MemberQuery, PatrolLine, PatrolQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.members import Member, MemberDraft, PhoneDraft, PhoneType, Role
from sacwatch.i18n import N_, _
from sacwatch.services import members, patrols
from sacwatch.services.attachments import Photos
from sacwatch.ui import shown
from sacwatch.ui.records.fields import ChecksField, Choice, LineField, TextField, phone_problem
from sacwatch.ui.records.form import Form, side_by_side
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.records.rows import Row, RowsField


@dataclass(frozen=True)
class _Shown:
    """What the details show of one member."""

    member: Member
    patrols: Lines[PatrolLine]


class PeoplePage(RecordsPage):
    """Members: the list, the chosen one, and the form."""

    kind = Kind.MEMBER
    kinds = frozenset({Kind.MEMBER, Kind.PATROL})
    record_words = (N_("{count} member"), N_("{count} members"))

    def __init__(self, desk: Any) -> None:
        columns = (
            Column(_("Name"), lambda member: member.name),
            Column(
                _("Phone"), lambda member: member.phones[0].number if member.phones else "", "(916) 555-0188"
            ),
            Column(_("Address"), lambda member: member.address.text),
            Column(_("Does"), _role_words, spare=1),
        )
        super().__init__(desk, _("People"), _("Add a member"), columns)
        self._active = self.add_filter(
            _("Active or retired"),
            [("active", _("Active")), ("retired", _("Retired")), ("", _("Active and retired"))],
        )
        self._role = self.add_filter(
            _("What they do"),
            [("", _("Any role")), *((each.value, words.label("role", each.value)) for each in Role)],
        )

    def empty_words(self) -> tuple[str, str]:
        return (
            _("No members yet"),
            _(
                "Enter the people of your watch once, and patrol forms complete their names. What you keep "
                "about them is for you alone."
            ),
        )

    def filtered(self) -> bool:
        return self._active.currentData() == "retired" or bool(self._role.currentData())

    def query(self, offset: int) -> MemberQuery:
        active, role = self._active.currentData(), self._role.currentData()
        return MemberQuery(
            words=self.search.text(),
            active={"active": True, "retired": False}.get(active),
            role=Role(role) if role else None,
            offset=offset,
        )

    def ask_lines(self, work: Any, query: MemberQuery) -> Lines[Member]:
        return members.find(work, query)

    def ask_record(self, work: Any, id_: str) -> _Shown:
        return _Shown(members.get(work, id_), patrols.find(work, PatrolQuery(member_id=id_, limit=5)))

    def remove_record(self, work: Any, id_: str) -> Any:
        return members.remove(work, id_)

    def removed_words(self) -> str:
        return _("Member removed.")

    def make_form(self, **how: Any) -> Form:
        return MemberForm(self.desk, **how)

    def show_record(self, record: _Shown) -> None:
        member, details = record.member, self.details
        details.heading(member.name)
        if not member.active:
            details.text(_("Retired: off every list, still named in the history."), "faint")
        if not self.desk.read_only:
            buttons = [("edit", _("Change"), lambda: self.edit(member.id))]
            if member.active:
                buttons.append(("retire", _("Retire"), lambda: self._retire(member, False)))
            else:
                buttons.append(("person", _("Make active"), lambda: self._retire(member, True)))
            buttons.append(("remove", _("Remove"), lambda: self.remove(member.id)))
            details.buttons(*buttons)
        phones = "\n".join(
            f"{phone.number}  {words.label('phone', phone.type.value)}" for phone in member.phones
        )
        details.facts(
            [
                (_("Phones"), phones),
                (_("E-mail"), member.email),
                (_("Address"), member.address.text),
                (_("Does"), _role_words(member)),
                (_("Note"), member.note),
            ]
        )
        details.part(
            shown.count(record.patrols.total, N_("{count} patrol"), N_("{count} patrols"))
            if record.patrols.total
            else _("No patrols yet")
        )
        for line in record.patrols.lines:
            lasted = shown.duration(line.finished_at - line.started_at)
            details.link(
                f"{shown.day(line.day)} · {lasted}",
                partial(self.desk.open_record, Kind.PATROL, line.id),
            )

    def _retire(self, member: Member, active: bool) -> None:
        said = _("{name} is active again.") if active else _("{name} is retired.")
        self.desk.do(
            lambda work: members.retire(work, member.id, active=active),
            owner=self,
            said=said.format(name=member.name[:60]),
        )

    def obey(self, order: object) -> None:
        if isinstance(order, Ref):
            if order.kind is not Kind.MEMBER:
                return
            self._active.setCurrentIndex(self._active.findData(""))
        super().obey(order)


def _role_words(member: Member) -> str:
    return ", ".join(words.label("role", role.value) for role in Role if role in member.roles)


class _PhoneRow(Row):
    """One number and what kind of phone it rings."""

    def __init__(self, draft: PhoneDraft) -> None:
        super().__init__()
        self.number = QLineEdit(draft.number)
        self.number.setPlaceholderText(_("916-555-0100"))
        self.number.setAccessibleName(_("Phone number"))
        self.type = Choice([(each.value, words.label("phone", each.value)) for each in PhoneType])
        self.type.setAccessibleName(_("Type of phone"))
        self.type.setCurrentIndex(self.type.findData(draft.type))
        self.lay((self.number, 1), (self.type, 0))
        self.number.textEdited.connect(lambda _text: self.edited.emit())
        self.number.returnPressed.connect(self.focusNextChild)
        self.number.editingFinished.connect(self.look_over)
        self.type.activated.connect(lambda _index: self.edited.emit())
        self.type.stepped.connect(self.edited)

    def wrong(self) -> str:
        return phone_problem(self.number.text())

    def value(self) -> PhoneDraft:
        return PhoneDraft(self.number.text(), str(self.type.currentData()))

    def counts(self) -> bool:
        return bool(self.number.text().strip())


class PhonesField(RowsField):
    """Phone numbers in the order in which they are tried."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.set_value(())

    def make_row(self, draft: PhoneDraft) -> _PhoneRow:
        return _PhoneRow(draft)

    def blank_draft(self) -> PhoneDraft:
        return PhoneDraft()


class MemberForm(Form):
    """A member."""

    kind = Kind.MEMBER
    draft_class = MemberDraft

    def title_words(self) -> str:
        return _("Change a member") if self.record else _("Add a member")

    def saved_words(self) -> str:
        return _("Member changed.") if self.record else _("Member added.")

    def lay_out(self, column: QVBoxLayout) -> None:
        column.addWidget(self.add("name", LineField(_("Name"))))
        phones = self.add("phones", PhonesField(_("Phones, the first is tried first")))
        email = self.add("email", LineField(_("E-mail")))
        column.addWidget(side_by_side(phones, email))
        column.addWidget(self.add("address", PlaceField(self.desk, _("Address"))))
        column.addWidget(
            self.add(
                "roles",
                ChecksField(
                    _("What they do"), [(each.value, words.label("role", each.value)) for each in Role]
                ),
            )
        )
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))

    def fresh_draft(self) -> MemberDraft:
        return rules.draft_of(self.record) if self.record is not None else MemberDraft(roles=("patroller",))

    def fill(self, draft: MemberDraft) -> None:
        self._filled = draft
        super().fill(draft)

    def collect(self) -> MemberDraft:
        # What has no field here keeps its value.
        typed: MemberDraft = super().collect()
        told = {name: getattr(typed, name) for name in self.fields}
        active = self.record.active if self.record is not None else True
        return dataclasses.replace(self._filled, **told, active=active)

    def carry_out(self, work: Any, draft: MemberDraft, photos: Photos) -> Member:
        if self.record is not None:
            return members.change(work, self.record.id, draft)
        return members.add(work, draft)
