"""The form of an action."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words
from sacwatch.domain import actions as rules
from sacwatch.domain.actions import Action, ActionDraft, ActionState
from sacwatch.domain.kinds import Kind
from sacwatch.domain.shifts import RegularDraft
from sacwatch.i18n import _
from sacwatch.services import actions, concerns
from sacwatch.services.attachments import Photos
from sacwatch.ui.concerns.steps import beginning
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.deeds import NameField
from sacwatch.ui.records.fields import ChoiceField, DayField, TextField
from sacwatch.ui.records.form import Form, side_by_side

_WHO = "owner"
"""The field that is two values of the draft."""


class ActionForm(Form):
    """An action: what, who and by when; once it is there, also what became of it."""

    kind = Kind.ACTION
    draft_class = ActionDraft

    def title_words(self) -> str:
        return _("Change an action") if self.record else _("Note an action")

    def saved_words(self) -> str:
        return _("Action changed.") if self.record else _("Action noted.")

    def lay_out(self, column: QVBoxLayout) -> None:
        self._draft = ActionDraft()
        today = self.desk.today
        self._about = plain_label("", "faint")
        self._about.hide()
        column.addWidget(self._about)
        column.addWidget(self.add("what", TextField(_("What is to be done"), least=2)))
        self.who = NameField(self.desk, _("Who does it"))
        self.who.set_hint(_("Leave it empty while nobody does it yet."))
        column.addWidget(self.add(_WHO, self.who))
        column.addWidget(
            side_by_side(
                self.add("due_on", DayField(_("Until when"), today, coming=True)),
                self.add("noted_on", DayField(_("Noted on"), today)),
            )
        )
        column.addWidget(
            self.add(
                "public_wording",
                TextField(
                    _("Words for neighbors"),
                    least=1,
                    placeholder=_("Left empty, it is not on the papers for neighbors."),
                ),
            )
        )
        if self.record is not None:
            states = [(each.value, words.label("action", each.value)) for each in ActionState]
            column.addWidget(
                side_by_side(
                    self.add("state", ChoiceField(_("State"), states)),
                    self.add("closed_on", DayField(_("Done or dropped on"), today)),
                )
            )
            column.addWidget(
                self.add("outcome", TextField(_("What came of it, or why it was dropped"), least=1))
            )
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))

    def fresh_draft(self) -> ActionDraft:
        return rules.draft_of(self.record) if self.record is not None else ActionDraft()

    def fill(self, draft: ActionDraft) -> None:
        self._draft = draft
        for name, field in self.fields.items():
            if name != _WHO:
                field.set_value(getattr(draft, name))
        self.who.set_value(RegularDraft(draft.owner, draft.member_id))
        if draft.concern_id:
            concern_id = draft.concern_id
            self.desk.read(
                lambda work: concerns.get(work, concern_id),
                lambda found: self._tell_about(found.words or found.public_wording),
                owner=self,
                slot="concern",
                fail=lambda _gone: None,
            )

    def _tell_about(self, told: str) -> None:
        self._about.setText(_("It comes of: “{concern}”").format(concern=beginning(told)))
        self._about.show()

    def collect(self) -> ActionDraft:
        who = self.who.value()
        typed = {name: field.value() for name, field in self.fields.items() if name != _WHO}
        # What the form of a new action does not ask for is as it was begun.
        return dataclasses.replace(self._draft, **typed, owner=who.name, member_id=who.member_id)

    def carry_out(self, work: Any, draft: ActionDraft, photos: Photos) -> Action:
        if self.record is not None:
            return actions.change(work, self.record.id, draft, today=self.desk.today())
        return actions.add(work, draft, today=self.desk.today())
