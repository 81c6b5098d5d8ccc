"""The form of a concern or a suggestion."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import concerns as rules
from sacwatch.domain.concerns import Concern, ConcernDraft, ConcernKind, RaisingDraft, Topic
from sacwatch.domain.kinds import Kind
from sacwatch.domain.shifts import RegularDraft
from sacwatch.i18n import N_, _
from sacwatch.services import concerns, watches
from sacwatch.services.attachments import Photos
from sacwatch.ui import shown
from sacwatch.ui.concerns.steps import beginning, how_choices, responsible_choices
from sacwatch.ui.notices import plain_label
from sacwatch.ui.people.householdform import BlockField
from sacwatch.ui.records.deeds import NameField
from sacwatch.ui.records.fields import ChoiceField, DayField, LineField, TextField
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.linerows import LinesField, LinesRow, Part, day_part
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.timers import later

_ALIKE_MS = 400
_WHO, _BLOCK = "raised_by", "block_id"
"""The fields that are two values of the draft each."""


class _RaisingRow(LinesRow):
    """Who raised it again, and when; another name is another person."""

    def value(self) -> RaisingDraft:
        typed: RaisingDraft = super().value()
        return typed if typed.name == self.draft.name else dataclasses.replace(typed, member_id=None)


class RaisingsField(LinesField):
    """When the same was raised again."""

    def __init__(self, label: str, today: Any) -> None:
        parts = (
            day_part("on", _("Raised again on")),
            Part("name", _("By whom")),
            Part("words", _("What they said"), _("What they said"), below=True),
        )
        super().__init__(label, RaisingDraft, parts, today)

    def make_row(self, draft: RaisingDraft) -> LinesRow:
        return _RaisingRow(draft, self._parts, self._today)

    def blank_draft(self) -> RaisingDraft:
        return RaisingDraft(on="")


class ConcernForm(Form):
    """A concern: what it is, where, what was said, and what came of it."""

    kind = Kind.CONCERN
    draft_class = ConcernDraft
    emergency = True

    def title_words(self) -> str:
        return _("Change a concern") if self.record else _("Note a concern")

    def saved_words(self) -> str:
        if self._same_as is not None:
            return _("Counted: it was raised once more.")
        return _("Concern changed.") if self.record else _("Concern noted.")

    def lay_out(self, column: QVBoxLayout) -> None:
        self._draft = ConcernDraft()
        self._same_as: str | None = None
        """The concern of which this is another raising, or None."""
        today = self.desk.today
        topics = [(each.value, words.label("topic", each.value)) for each in Topic]
        kinds = [(each.value, words.label("concern", each.value)) for each in ConcernKind]
        column.addWidget(
            side_by_side(
                self.add("topic", ChoiceField(_("Topic"), topics)),
                self.add("kind", ChoiceField(_("Concern or suggestion"), kinds)),
                self.add("raised_on", DayField(_("Raised on"), today)),
            )
        )
        self.place = PlaceField(self.desk, _("Place"))
        column.addWidget(self.add("place", self.place))
        self._alike = QWidget()
        self._alike_column = QVBoxLayout(self._alike)
        self._alike_column.setContentsMargins(0, 0, 0, 0)
        self._alike.hide()
        column.addWidget(self._alike)
        self.who = NameField(self.desk, _("Raised by"))
        self.who.set_hint(_("Leave it empty if they do not want to be named. Nobody but you ever sees it."))
        self.block = BlockField(_("Block"))
        column.addWidget(side_by_side(self.add(_WHO, self.who), self.add(_BLOCK, self.block), stretch=(3, 2)))
        column.addWidget(self.add("words", TextField(_("In their own words"), least=3)))
        column.addWidget(
            self.add(
                "public_wording",
                TextField(
                    _("Words for neighbors: “you said …”"),
                    least=2,
                    placeholder=_(
                        "Left empty, they read the topic and the block, and nothing that was said."
                    ),
                ),
            )
        )
        self._lay_out_sending(column)
        if self.record is not None:
            self._lay_out_answer(column)
            column.addWidget(section(_("Raised again")))
            column.addWidget(self.add("raisings", RaisingsField("", today)))
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))
        self._looking = later(_ALIKE_MS, self, self._look_for_alike)
        for name in ("topic", "place"):
            self.fields[name].edited.connect(self._looking.start)
        self.desk.read(lambda work: watches.get(work).blocks, self.block.offer, owner=self, slot="blocks")

    def _lay_out_sending(self, column: QVBoxLayout) -> None:
        column.addWidget(section(_("Whom it is sent to")))
        who = ChoiceField(_("Who can do something"), [("", _("Nobody yet")), *responsible_choices()])
        column.addWidget(
            side_by_side(
                self.add("responsible", who),
                self.add("responsible_name", LineField(_("Which office, or who exactly"))),
                stretch=(1, 2),
            )
        )
        column.addWidget(
            side_by_side(
                self.add("ticket", LineField(_("Ticket number"))),
                self.add("sent_on", DayField(_("Sent on"), self.desk.today)),
            )
        )

    def _lay_out_answer(self, column: QVBoxLayout) -> None:
        today = self.desk.today
        column.addWidget(section(_("What came of it")))
        column.addWidget(self.add("answer", TextField(_("The answer, or what was done"), least=2)))
        column.addWidget(self.add("public_answer", TextField(_("Words for neighbors: “we did …”"), least=2)))
        column.addWidget(
            side_by_side(
                self.add("answered_on", DayField(_("Answered on"), today)),
                self.add("told_how", ChoiceField(_("How they were told"), [("", ""), *how_choices()])),
                self.add("told_on", DayField(_("Told back on"), today)),
            )
        )
        column.addWidget(
            side_by_side(
                self.add("dropped_why", LineField(_("Dropped because"))),
                self.add("dropped_on", DayField(_("Dropped on"), today)),
                stretch=(2, 1),
            )
        )

    def fresh_draft(self) -> ConcernDraft:
        if self.record is not None:
            return rules.draft_of(self.record)
        return ConcernDraft(raised_on="today")

    def fill(self, draft: ConcernDraft) -> None:
        self._draft = draft
        for name, field in self.fields.items():
            if name not in (_WHO, _BLOCK):
                field.set_value(getattr(draft, name))
        self.who.set_value(RegularDraft(draft.raised_by, draft.member_id))
        self.block.set_block(draft.block_id, chosen=draft.block_chosen)
        self._look_for_alike()

    def collect(self) -> ConcernDraft:
        who, chosen = self.who.value(), self.block.value()
        typed = {name: field.value() for name, field in self.fields.items() if name not in (_WHO, _BLOCK)}
        # What the form of a new concern does not ask for is as it was begun.
        return dataclasses.replace(
            self._draft,
            **typed,
            raised_by=who.name,
            member_id=who.member_id,
            block_id=chosen or None,
            block_chosen=bool(chosen),
        )

    def carry_out(self, work: Any, draft: ConcernDraft, photos: Photos) -> Concern:
        today = self.desk.today()
        if self._same_as is not None:
            return concerns.join(work, self._same_as, concerns.raising_of(draft), today=today)
        if self.record is not None:
            return concerns.change(work, self.record.id, draft, today=today)
        return concerns.add(work, draft, today=today)

    # The same, noted before

    def _look_for_alike(self) -> None:
        """Look whether what is being noted is in the register already."""
        self._looking.stop()
        if self.record is not None or self.desk.read_only:
            return
        draft, today = self.collect(), self.desk.today()
        self.desk.read(
            lambda work: concerns.alike(work, draft, today=today), self._offer, owner=self, slot="alike"
        )

    def _offer(self, found: list[Concern]) -> None:
        while self._alike_column.count():
            item = self._alike_column.takeAt(0)
            if item is not None and item.widget() is not None:
                item.widget().deleteLater()
        self._alike.setVisible(bool(found))
        if found:
            self._alike_column.addWidget(plain_label(_("This may be in the register already:"), "heading"))
        for each in found:
            told = _("{day}, {place}: “{words}”").format(
                day=shown.day(each.raised_on),
                place=each.place.text,
                words=beginning(each.words or each.public_wording),
            )
            self._alike_column.addWidget(plain_label(told))
            text = shown.count(
                each.times + 1, N_("Count it there ({count} time)"), N_("Count it there ({count} times)")
            )
            button = QPushButton(text)
            button.clicked.connect(lambda _on=False, id_=each.id: self._join(id_))
            self._alike_column.addWidget(side_by_side(button, QWidget(), stretch=(0, 1)))

    def save(self) -> None:
        if not self.saving:
            self._same_as = None
        super().save()

    def _join(self, id_: str) -> None:
        """Save what was typed as another raising of that concern."""
        if not self.saving:
            self._same_as = id_
            super().save()
