"""The minutes while the meeting runs: what was said and decided, under each item of the agenda."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from sacwatch.domain import meetings as rules
from sacwatch.domain.kinds import Kind
from sacwatch.domain.meetings import ItemDraft, Meeting, MeetingDraft
from sacwatch.i18n import _
from sacwatch.services import drafts, meetings
from sacwatch.services.attachments import Photos
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import GrowingText
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.rows import Row, RowsField


class ItemMinutes(Row):
    """One item: its title, the minutes, and the decisions, one on each line."""

    def __init__(self, draft: ItemDraft) -> None:
        super().__init__(removable=not draft.id)
        self.draft = draft
        self.number = QLabel()
        self.number.setProperty("role", "section")
        self.title = QLineEdit(draft.title)
        self.title.setPlaceholderText(_("Something else came up: what?"))
        self.title.setAccessibleName(_("Item of the agenda"))
        self.notes = GrowingText(least=2, most=18)
        self.notes.setPlaceholderText(_("What was said"))
        self.notes.setAccessibleName(_("What was said"))
        self.notes.setPlainText(draft.notes)
        self.decisions = GrowingText(least=1, most=8)
        self.decisions.setPlaceholderText(
            _("What was decided, one decision on each line, for everybody to read")
        )
        self.decisions.setAccessibleName(_("What was decided"))
        self.decisions.setPlainText("\n".join(draft.decisions))
        self.lay((self.number, 0), (self.title, 1))
        self.column.insertWidget(1, self.notes)
        self.column.insertWidget(2, self.decisions)
        self.title.textEdited.connect(lambda _text: self.edited.emit())
        self.title.returnPressed.connect(self.notes.setFocus)
        self.notes.textChanged.connect(self.edited)
        self.decisions.textChanged.connect(self.edited)

    def first(self) -> QWidget:
        return self.title

    def value(self) -> ItemDraft:
        return dataclasses.replace(
            self.draft,
            title=self.title.text(),
            notes=self.notes.toPlainText(),
            decisions=tuple(each for each in self.decisions.toPlainText().split("\n") if each.strip()),
        )

    def counts(self) -> bool:
        return not self.value().blank()


class MinutesField(RowsField):
    """All items of the agenda, and one blank one for what comes up besides."""

    def __init__(self) -> None:
        super().__init__("", spacing=18)
        self.set_value(())

    def make_row(self, draft: ItemDraft) -> ItemMinutes:
        return ItemMinutes(draft)

    def blank_draft(self) -> ItemDraft:
        return ItemDraft()

    def _renumber(self) -> None:
        super()._renumber()
        for number, row in enumerate(self.rows, 1):
            row.number.setText(f"{number}.")


class MinutesForm(Form):
    """The minutes of a meeting. It stays open after saving, for what is said next."""

    kind = Kind.MEETING
    draft_class = MeetingDraft
    _plan = MeetingDraft()
    _sent = MeetingDraft()

    def title_words(self) -> str:
        return _("Minutes")

    def saved_words(self) -> str:
        return _("Minutes saved.")

    def lay_out(self, column: QVBoxLayout) -> None:
        self._back_button.hide()
        self._discard_button.hide()
        self.save_button.setText(_("Save the minutes"))
        column.addWidget(
            plain_label(
                _(
                    "What was said goes to you and the police alone. Titles and decisions are read by everybody: "
                    "name nobody in them who did not agree."
                ),
                "faint",
            )
        )
        self.items = MinutesField()
        column.addWidget(self.add("agenda", self.items))

    def fresh_draft(self) -> MeetingDraft:
        return rules.draft_of(self.record)

    def fill(self, draft: MeetingDraft) -> None:
        self._plan = draft
        super().fill(draft)

    def collect(self) -> MeetingDraft:
        return dataclasses.replace(self._plan, agenda=self.items.value(), minutes_form=True)

    def carry_out(self, work: Any, draft: MeetingDraft, photos: Photos) -> Meeting:
        return meetings.change(work, self.record.id, draft, today=self.desk.today())

    def focus_first(self) -> None:
        first = next((row for row in self.items.rows if not row.notes.toPlainText()), self.items.rows[0])
        (first.notes if first.title.text() else first.title).setFocus()

    def save(self) -> None:
        self._sent = self.collect()
        super().save()

    def _saved(self, record: Meeting) -> None:
        """Stay, and let what is typed next be a draft of what stands now."""
        self._saving = False
        self.save_button.setEnabled(True)
        more = self.collect() != self._sent
        # Items that came up have got their ids.
        for row, item in zip(self.items.sent(), record.agenda, strict=False):
            row.draft = dataclasses.replace(row.draft, id=item.id)
        self.record = record
        self._plan = rules.draft_of(record)
        self._dirty = self._unkept = self._kept = False
        if more:
            self.touched()

    def follow(self, record: Meeting) -> None:
        """Take the meeting as it stands now; what was typed here and is not saved stays."""
        if self.record is None or self.saving:
            return
        if record.agenda == self.record.agenda:
            self.record = record
            self._plan = rules.draft_of(record)
        elif not self.dirty:
            self.record = record
            self.fill(rules.draft_of(record))

    def put_by(self) -> None:
        """Know that what stands here was saved in another way; nothing of it is kept as unfinished."""
        self._timer.stop()
        self._dirty = self._unkept = False
        id_ = self.draft_id
        if self._kept:
            self.desk.jot(lambda work: drafts.drop(work, id_), owner=self.desk)
