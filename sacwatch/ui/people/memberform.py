"""The form of a member."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import members as rules
from sacwatch.domain.contactmatching import InCommon
from sacwatch.domain.kinds import Kind
from sacwatch.domain.members import Channel, Member, MemberDraft, PhoneDraft, PhoneType, Role, TrainingDraft
from sacwatch.i18n import _
from sacwatch.services import members, phones
from sacwatch.services.attachments import Photos
from sacwatch.ui.people.alike import AlikeNotes
from sacwatch.ui.people.consentfield import ConsentField
from sacwatch.ui.people.homefield import HomeField
from sacwatch.ui.people.skills import SkillsField
from sacwatch.ui.records.fields import (
    ChecksField,
    Choice,
    ChoiceField,
    DayField,
    LineField,
    TextField,
)
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.linerows import LinesField, Part, day_part
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.records.rows import Row, RowsField
from sacwatch.words_languages import LANGUAGES

_HOME = "household_id"
"""The field that is two values of the draft."""


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
        self.number.editingFinished.connect(self._left)
        self.type.activated.connect(lambda _index: self.edited.emit())
        self.type.stepped.connect(self.edited)

    def _left(self) -> None:
        """Show the number as it is kept, or say why it cannot be one."""
        number, problem = phones.read(self.number.text())
        if problem is None and number != self.number.text():
            self.number.setText(number)
            self.number.setCursorPosition(0)
        self.look_over()

    def wrong(self) -> str:
        return _phone_problem(self.number.text())

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


class _PhoneField(LineField):
    """One phone number."""

    def __init__(self, label: str) -> None:
        super().__init__(label, placeholder=_("916-555-0100"))
        self.line.editingFinished.connect(self._left)

    def _left(self) -> None:
        number, problem = phones.read(self.line.text())
        if problem is None:
            self.line.setText(number)
        elif not self.problem:
            self.set_problem(_phone_problem(self.line.text()))


def _phone_problem(text: str) -> str:
    """Say why a number cannot be one, in the same words as when it is saved; "" for one and for nothing."""
    _number, problem = phones.read(text)
    return "" if problem is None else words.sentence(problem.key, problem.values)


class MemberForm(Form):
    """A member: who they are, where they live, what they do, and what may be shown of it."""

    kind = Kind.MEMBER
    draft_class = MemberDraft

    def title_words(self) -> str:
        return _("Change a member") if self.record else _("Add a member")

    def saved_words(self) -> str:
        return _("Member changed.") if self.record else _("Member added.")

    def lay_out(self, column: QVBoxLayout) -> None:
        today = self.desk.today
        same = AlikeNotes(self.desk, self, self.collect, self.record.id if self.record else None)
        self._same = same
        column.addWidget(same.beside(InCommon.NAME, self.add("name", LineField(_("Name")))))
        numbers = self.add("phones", PhonesField(_("Phones, the first is tried first")))
        email = self.add("email", LineField(_("E-mail")))
        column.addWidget(
            side_by_side(
                same.beside(InCommon.PHONE, numbers), same.beside(InCommon.EMAIL, email), stretch=(3, 2)
            )
        )
        address = PlaceField(self.desk, _("Address"))
        column.addWidget(self.add("address", address))
        self.home = HomeField(self.desk, _("Household"), address)
        column.addWidget(self.add(_HOME, self.home))
        language = LineField(_("Language they like best"))
        language.set_suggestions([_(each) for each in LANGUAGES])
        channel = ChoiceField(
            _("How they like to be told"),
            [("", _("Not said")), *((each.value, words.label("channel", each.value)) for each in Channel)],
        )
        column.addWidget(side_by_side(self.add("language", language), self.add("channel", channel)))
        roles = [(each.value, words.label("role", each.value)) for each in Role]
        column.addWidget(self.add("roles", ChecksField(_("What they do"), roles)))
        column.addWidget(self.add("skills", SkillsField(_("Skills and equipment"))))
        column.addWidget(section(_("Training and vetting")))
        column.addWidget(
            self.add(
                "trainings",
                LinesField(
                    _("Trainings"),
                    TrainingDraft,
                    (
                        Part("name", _("What"), _("First aid"), 2, suggestions=_trainings()),
                        day_part("done_on", _("Done on")),
                        day_part("expires_on", _("Good until"), coming=True),
                    ),
                    today,
                ),
            )
        )
        column.addWidget(
            side_by_side(
                self.add("vetted_on", DayField(_("Vetted on"), today)),
                self.add("vetting_expires_on", DayField(_("Vetting good until"), today, coming=True)),
                self.add("waiver_on", DayField(_("Waiver signed on"), today)),
            )
        )
        column.addWidget(section(_("In an emergency, call")))
        column.addWidget(
            side_by_side(
                self.add("emergency_name", LineField(_("Name, and who that is"))),
                self.add("emergency_phone", _PhoneField(_("Phone"))),
            )
        )
        column.addWidget(section(_("What others may see")))
        column.addWidget(self.add("consents", ConsentField("", Member, _("this person"), today)))
        said = self.add("confirmed_on", DayField(_("When they last said that this is right"), today))
        column.addWidget(side_by_side(said, QWidget()))
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))

    def fresh_draft(self) -> MemberDraft:
        return rules.draft_of(self.record) if self.record is not None else MemberDraft(roles=("patroller",))

    def fill(self, draft: MemberDraft) -> None:
        for name, field in self.fields.items():
            if name != _HOME:
                field.set_value(getattr(draft, name))
        self.home.set_home(draft.household_id, begin=draft.begin_household)
        self._same.look()

    def collect(self) -> MemberDraft:
        typed: MemberDraft = super().collect()
        active = self.record.active if self.record is not None else True
        return dataclasses.replace(
            typed,
            household_id=self.home.household_id,
            begin_household=self.home.begins,
            active=active,
        )

    def carry_out(self, work: Any, draft: MemberDraft, photos: Photos) -> Member:
        if self.record is not None:
            return members.change(work, self.record.id, draft, today=self.desk.today())
        return members.add(work, draft, today=self.desk.today())


def _trainings() -> tuple[str, ...]:
    return (
        _("Watch patrol basics"),
        _("CERT (emergency response)"),
        _("First aid"),
        _("CPR"),
        _("Stop the Bleed"),
    )
