"""The form of a meeting while it is planned."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words
from sacwatch.domain import meetings as rules
from sacwatch.domain import times
from sacwatch.domain.checklists import MeetingKind
from sacwatch.domain.kinds import Kind
from sacwatch.domain.meetings import CheckDraft, GuestDraft, Meeting, MeetingDraft
from sacwatch.domain.members import Role
from sacwatch.domain.watches import Block
from sacwatch.i18n import _
from sacwatch.services import meetings, watches
from sacwatch.services.attachments import Photos
from sacwatch.ui.meeting.agendafield import AgendaField
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import (
    CheckField,
    ChecksField,
    ChoiceField,
    ClockField,
    DayField,
    LineField,
    TextField,
    clock_words,
)
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.linerows import LinesField, Part
from sacwatch.ui.records.places import PlaceField


class MeetingForm(Form):
    """A meeting: when and where, what is talked about, who comes and who is invited."""

    kind = Kind.MEETING
    draft_class = MeetingDraft

    def title_words(self) -> str:
        return _("Change a meeting") if self.record else _("Plan a meeting")

    def saved_words(self) -> str:
        return _("Meeting changed.") if self.record else _("Meeting planned.")

    def lay_out(self, column: QVBoxLayout) -> None:
        today = self.desk.today
        self.sort = ChoiceField(
            _("Kind of meeting"),
            [(each.value, words.label("meeting", each.value)) for each in MeetingKind],
        )
        self.add("kind", self.sort)
        self.sort.edited.connect(self._kind_picked)
        title = LineField(_("Its name, if it has one"), placeholder=_("Lights and traffic on P Street"))
        column.addWidget(side_by_side(self.sort, self.add("title", title), stretch=(1, 2)))
        self.day = DayField(_("Date"), today, coming=True)
        self.start = ClockField(_("Begins"), meant=evening)
        self.start.line.setPlaceholderText(_("7 pm"))
        self.finish = ClockField(_("Ends"), meant=self._finish_meant)
        self.finish.line.setPlaceholderText(_("8:30 pm"))
        for name, field in (("day", self.day), ("start", self.start), ("finish", self.finish)):
            self.add(name, field)
        column.addWidget(side_by_side(self.day, self.start, self.finish, stretch=(2, 1, 1)))
        self.place = PlaceField(self.desk, _("Place"))
        self.place.line.setPlaceholderText(_("Library, 2nd floor, or 1620 P St"))
        column.addWidget(self.add("place", self.place))
        column.addWidget(
            plain_label(_("Name, place, agenda and guests are on the papers for everybody to read."), "faint")
        )
        column.addWidget(section(_("Agenda")))
        column.addWidget(self.add("agenda", AgendaField("", today)))
        column.addWidget(section(_("Guests")))
        guests = LinesField(
            "",
            GuestDraft,
            (
                Part("name", _("Name"), _("Officer Lee")),
                Part("of", _("Comes for"), _("Police Department, Beat 3C")),
            ),
            today,
        )
        column.addWidget(self.add("guests", guests))
        self._lay_out_invited(column)
        own = LinesField(
            _("Your own lines for the checklist"),
            CheckDraft,
            (Part("what", _("What is to be seen to")),),
            today,
        )
        column.addWidget(self.add("own_checks", own))
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))
        self.desk.read(lambda work: watches.get(work).blocks, self._take_blocks, owner=self, slot="blocks")

    def _lay_out_invited(self, column: QVBoxLayout) -> None:
        column.addWidget(section(_("Who is invited")))
        self.everybody = CheckField(_("Everybody in the neighborhood"))
        column.addWidget(self.add("everybody", self.everybody))
        self.everybody.edited.connect(self._show_invited)
        self.roles = ChecksField(
            _("People who are"), [(each.value, words.label("role", each.value)) for each in Role]
        )
        column.addWidget(self.add("roles", self.roles))
        self._blocks_column = QVBoxLayout()
        self.blocks: ChecksField | None = None
        self._block_ids: tuple[str, ...] = ()
        column.addLayout(self._blocks_column)

    def _take_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Offer the blocks of the watch, now that they are known."""
        if not blocks:
            return
        self.blocks = ChecksField(_("Blocks"), [(each.id, each.name) for each in blocks])
        self.blocks.set_value(self._block_ids)
        self.blocks.edited.connect(self.touched)
        self._blocks_column.addWidget(self.blocks)
        self._show_invited()

    def _show_invited(self) -> None:
        for each in (self.roles, self.blocks):
            if each is not None:
                each.setVisible(not self.everybody.value())

    def _kind_picked(self) -> None:
        """Take the usual agenda of the kind, where nobody has written another."""
        agenda = self.fields["agenda"]
        titles = [each.title for each in agenda.value()]
        usual = [[each.title for each in meetings.usual_agenda(kind)] for kind in MeetingKind]
        if not titles or titles in usual:
            agenda.set_value(meetings.usual_agenda(MeetingKind(self.sort.value())))

    def _finish_meant(self, text: str) -> str:
        """Take "8:30" for the first 8:30 after the start."""
        clock, start = times.read_clock(text), times.read_clock(self.start.value())
        if clock is None or clock.sure or start is None:
            return clock_words(clock) if clock is not None and clock.sure else text
        begun = rules.likely(start)
        late = (clock.time.hour % 12, clock.time.minute) <= (begun.hour % 12, begun.minute)
        evening = (begun.hour >= 12) != late
        hour = clock.time.hour % 12 + (12 if evening else 0)
        return clock_words(times.Clock(clock.time.replace(hour=hour)))

    def fresh_draft(self) -> MeetingDraft:
        if self.record is not None:
            return rules.draft_of(self.record)
        return MeetingDraft(agenda=meetings.usual_agenda(MeetingKind.REGULAR))

    def fill(self, draft: MeetingDraft) -> None:
        super().fill(draft)
        self._block_ids = draft.block_ids
        if self.blocks is not None:
            self.blocks.set_value(draft.block_ids)
        self._show_invited()

    def collect(self) -> MeetingDraft:
        typed: MeetingDraft = super().collect()
        block_ids = self.blocks.value() if self.blocks is not None else self._block_ids
        return dataclasses.replace(typed, block_ids=tuple(block_ids))

    def focus_first(self) -> None:
        self.day.setFocus()

    def carry_out(self, work: Any, draft: MeetingDraft, photos: Photos) -> Meeting:
        if self.record is not None:
            return meetings.change(work, self.record.id, draft, today=self.desk.today())
        return meetings.add(work, draft, today=self.desk.today())


def evening(text: str) -> str:
    """Take "7" for 7 pm, when people can come."""
    clock = times.read_clock(text)
    return text if clock is None else clock_words(times.Clock(rules.likely(clock)))
