"""Closes a meeting: what is kept, and when the next one is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from sacwatch.domain.errors import Invalid
from sacwatch.domain.listing import MeetingLine
from sacwatch.domain.meetings import Meeting, MeetingDraft
from sacwatch.i18n import N_, _
from sacwatch.services import meetings
from sacwatch.ui import shown
from sacwatch.ui.meeting import meetingwords
from sacwatch.ui.meeting.checkline import CheckLine
from sacwatch.ui.meeting.meetingform import evening
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.deeds import DeedDialog
from sacwatch.ui.records.fields import ClockField, DayField
from sacwatch.ui.records.form import side_by_side


class CloseDialog(DeedDialog):
    """What is kept of the meeting, and the day of the next one."""

    def __init__(
        self,
        desk: Any,
        parent: QWidget,
        meeting: Meeting,
        minutes: MeetingDraft | None,
        planned: MeetingLine | None = None,
    ) -> None:
        super().__init__(
            desk,
            parent,
            _("Close the meeting"),
            _(
                "The minutes and the handout are kept as pages that do not change any more. You can open the "
                "meeting again if something is missing."
            ),
            _("Close it"),
        )
        self._meeting, self._minutes = meeting, minutes
        self.wrong_minutes = False
        """Whether it was not closed because the minutes want another look."""
        for line in _what_stands(meeting, minutes):
            self.column.addWidget(plain_label(f"•  {line}"))
        words = _("Plan the next meeting, with the open actions on its agenda")
        if planned is not None:
            told = _("The next meeting is planned already: {when}. The open actions return to its agenda.")
            self.column.addWidget(
                plain_label(told.format(when=meetingwords.today_line(planned, desk.today())))
            )
            words = _("Plan one more meeting")
        plan = CheckLine(words, done=False)
        self.plan = plan.box
        self._next = meetings.following(meeting, today=desk.today())
        self.plan.setChecked(bool(self._next.day) and planned is None)
        self.plan.toggled.connect(self._show_next)
        self.column.addWidget(plan)
        self.day = DayField(_("Date of the next meeting"), desk.today, coming=True)
        self.start = ClockField(_("Begins"), meant=evening)
        self.day.set_value(self._next.day)
        self.start.set_value(self._next.start)
        self.fields = {"day": self.day, "start": self.start}
        self._row = side_by_side(self.day, self.start, stretch=(2, 1))
        self.column.addWidget(self._row)
        self._first = self.day if self.plan.isChecked() else self.plan
        self._show_next()
        self.finish()

    def _show_next(self) -> None:
        self._row.setVisible(self.plan.isChecked())

    def deed(self) -> Callable[[Any], Any]:
        id_, minutes, zone, today = self._meeting.id, self._minutes, self.desk.zone, self.desk.today()
        following = None
        if self.plan.isChecked():
            following = dataclasses.replace(self._next, day=self.day.value(), start=self.start.value())

        def close(work: Any) -> Any:
            if minutes is not None:
                meetings.change(work, id_, minutes, today=today)
            return meetings.close(work, id_, next_meeting=following, zone=zone, today=today)

        return close

    def said(self) -> str:
        return _("Meeting closed.")

    def _refused(self, problem: BaseException) -> None:
        if isinstance(problem, Invalid) and not problem.problems.keys() & self.fields.keys():
            self.wrong_minutes = True
            self.reject()
            return
        super()._refused(problem)


def _what_stands(meeting: Meeting, minutes: MeetingDraft | None) -> list[str]:
    items = minutes.agenda if minutes is not None else meeting.agenda
    noted = sum(bool(each.notes.strip()) for each in items)
    decided = sum(len(each.decisions) for each in items)
    lines = [meetingwords.came(len(meeting.signins))]
    if noted or decided:
        lines.append(
            _("{noted}, {decided}").format(
                noted=shown.count(noted, N_("{count} item with minutes"), N_("{count} items with minutes")),
                decided=shown.count(decided, N_("{count} decision"), N_("{count} decisions")),
            )
        )
    else:
        lines.append(_("No minutes were typed. Today reminds you of it."))
    return lines
