"""The page of meetings: planned, running and past ones, and how many came to them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from sacwatch import paths, words
from sacwatch.domain.checklists import Check, MeetingKind
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.kinds import Changes, Kind, Ref
from sacwatch.domain.listing import MeetingLine, MeetingQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.meetings import Meeting, Reminding
from sacwatch.i18n import N_, _
from sacwatch.services import handing, handouts, meetingcalendars, meetings, packs, reporting, signinlists
from sacwatch.services.meetings import Shown
from sacwatch.services.packs import Pack
from sacwatch.services.signinlists import Attendance
from sacwatch.ui.meeting import meetingdetails, meetingwords
from sacwatch.ui.meeting.attendanceview import AttendanceView
from sacwatch.ui.meeting.handoutdialog import ArrangeDialog
from sacwatch.ui.meeting.meetingform import MeetingForm
from sacwatch.ui.meeting.run import HERE, MINUTES, RunView
from sacwatch.ui.paper.asking import asker
from sacwatch.ui.paper.deeds import Deeds
from sacwatch.ui.paper.handing import note, note_copied
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column

_COMING = "coming"


class MeetingsPage(RecordsPage):
    """Meetings: the list, the chosen one, its form, the one that runs, and attendance."""

    kind = Kind.MEETING
    kinds = frozenset(
        {
            *(Kind.MEETING, Kind.ATTACHMENT, Kind.MEMBER, Kind.HOUSEHOLD, Kind.WATCH),
            *(Kind.CONCERN, Kind.ACTION),
        }
    )
    record_words = (N_("{count} meeting"), N_("{count} meetings"))

    def __init__(self, desk: Any) -> None:
        today = desk.today
        columns = (
            Column(
                _("When"), lambda line: meetingwords.when(line, today()), _("Wed, Nov 28, 2026, 10:45 pm")
            ),
            Column(_("What"), meetingwords.name),
            Column(_("Where"), lambda line: line.place_text, spare=2),
            Column(
                _("Came"), lambda line: str(line.people) if line.people else "", "888", right=True, spare=3
            ),
            Column(
                _("Stands"), lambda line: meetingwords.state(line, today()), _("Closed, no minutes"), spare=1
            ),
        )
        super().__init__(desk, _("Meetings"), _("Plan a meeting"), columns)
        self._found: Shown | None = None
        self.attendance_button = self.add_secondary(_("Attendance"), self.show_attendance, icon="people")
        self._kind = self.add_filter(
            _("Kind of meeting"),
            [
                ("", _("All kinds")),
                *((each.value, words.label("meeting", each.value)) for each in MeetingKind),
            ],
        )
        self._which = self.add_filter(
            _("Which meetings"), [("", _("Past and coming")), (_COMING, _("Coming"))]
        )
        self.run = RunView(desk, self)
        self._over.addWidget(self.run)
        self.attendance = AttendanceView(desk, self)
        self._over.addWidget(self.attendance)

    # The list

    def empty_words(self) -> tuple[str, str]:
        return (
            _("No meetings yet"),
            _(
                "Plan a meeting with its agenda, print its flyer and sign-in sheet, tick off who comes, and "
                "type the minutes while people talk. What was promised comes back at the next one."
            ),
        )

    def filtered(self) -> bool:
        return bool(self._kind.currentData() or self._which.currentData())

    def query(self, offset: int) -> MeetingQuery:
        kind = self._kind.currentData()
        coming = self._which.currentData() == _COMING
        return MeetingQuery(
            words=self.search.text(),
            kind=MeetingKind(kind) if kind else None,
            coming_on=self.desk.today() if coming else None,
            descending=not coming,
            offset=offset,
        )

    def ask_lines(self, work: Any, query: MeetingQuery) -> Lines[MeetingLine]:
        return meetings.find(work, query)

    def ask_record(self, work: Any, id_: str) -> Shown:
        return meetings.show(work, id_)

    def show_record(self, record: Shown) -> None:
        self._found = record
        meetingdetails.show(self, self.details, record)

    def remove_record(self, work: Any, id_: str) -> Any:
        return meetings.remove(work, id_)

    def removed_words(self) -> str:
        return _("Meeting removed.")

    def remove_chosen(self) -> None:
        """Remove the meeting that is shown."""
        if self._found is not None:
            self.remove(self._found.meeting.id)

    # Planning

    def make_form(self, **how: Any) -> Form:
        return MeetingForm(self.desk, **how)

    def new(self) -> None:
        if self.desk.read_only or (self.form is not None and self.form.record is None):
            super().new()
            return
        today = self.desk.today()
        self.leave_run()
        self.desk.read(
            lambda work: meetings.fresh(work, today=today),
            lambda draft: self.open_form(draft=draft),
            owner=self,
            slot="fresh",
        )

    def plan_next(self) -> None:
        """Begin the meeting after the one that is shown."""
        if self._found is not None:
            self.open_form(draft=meetings.following(self._found.meeting, today=self.desk.today()))

    def edit_chosen(self) -> None:
        found = self._found
        if found is not None and found.meeting.id == self.chosen_id() and found.meeting.closed_at is not None:
            self.desk.said.emit(words.sentence("trouble.meeting_closed"), None)
            return
        super().edit_chosen()

    def tick(self, meeting_id: str, check: Check, *, done: bool) -> None:
        """Tick a line of the checklist, or take the tick off."""
        day = self.desk.today() if done else None
        self.desk.do(lambda work: meetings.tick(work, meeting_id, check, done_on=day), owner=self)

    def remind(self, how: Reminding) -> None:
        """Note that people are reminded today, and go where that is done."""
        if self._found is None:
            return
        id_, day = self._found.meeting.id, self.desk.today()
        self.desk.do(
            lambda work: meetings.remind(work, id_, how, on=day),
            owner=self,
            said=_("Reminder noted for today."),
        )
        if how is Reminding.FLYER:
            self.paper("meeting-flyer")
        else:
            self.desk.wanted.emit("phonetree", None)

    # The running meeting

    def run_chosen(self) -> None:
        """Begin the meeting that is shown, or go on with it."""
        if self._found is None or self.desk.read_only:
            return
        id_ = self._found.meeting.id
        self.desk.do(
            lambda work: meetings.begin(work, id_), owner=self, then=lambda _meeting: self.show_run(id_)
        )

    def show_run(self, meeting_id: str, view: str = HERE, kept: KeptDraft | None = None) -> None:
        """Show a meeting that runs."""
        self._set_aside()
        self._over.setCurrentWidget(self.run)
        self.primary.hide()
        self.attendance_button.hide()
        self.run.show_meeting(meeting_id, view, kept)

    @property
    def running(self) -> bool:
        """Whether the running meeting is shown."""
        return self._over.currentWidget() is self.run

    def leave_run(self) -> None:
        """Go back from the running meeting to the list; minutes that were typed are saved."""
        if self.running:
            self.run.forget()
            self.show_list()

    def show_list(self) -> None:
        """Show the list."""
        self._over.setCurrentWidget(self.front)
        self.primary.show()
        self.attendance_button.show()
        self.look_again()
        self.table.setFocus()

    def closed(self, meeting_id: str) -> None:
        """Go on after a meeting was closed."""
        self._wanted_id = meeting_id
        self.run.meeting = None
        self.run.forget()
        self.show_list()

    def open_again(self) -> None:
        """Open the closed meeting that is shown."""
        if self._found is not None:
            id_ = self._found.meeting.id
            self.desk.do(
                lambda work: meetings.open_again(work, id_), owner=self, said=_("The meeting is open again.")
            )

    def freeze_chosen(self) -> None:
        """Keep the papers of the closed meeting that is shown anew."""
        if self._found is not None:
            id_, zone = self._found.meeting.id, self.desk.zone
            self.desk.do(
                lambda work: meetings.freeze_again(work, id_, zone=zone), owner=self, said=_("Papers kept.")
            )

    # Attendance

    def show_attendance(self) -> None:
        """Show how many came to the meetings."""
        today = self.desk.today()
        self.desk.read(
            lambda work: signinlists.attended(work, today=today), self._attended, owner=self, slot="attended"
        )

    def _attended(self, found: Attendance) -> None:
        self._set_aside()
        self.attendance.show_attendance(found)
        self._over.setCurrentWidget(self.attendance)
        self.primary.hide()
        self.attendance_button.hide()

    # Papers and calendar files

    def arrange_handout(self) -> None:
        """Let the captain arrange the handout of the meeting that is shown."""
        if self._found is not None:
            id_, zone = self._found.meeting.id, self.desk.zone
            self.desk.read(
                lambda work: handouts.arranging(work, id_, zone=zone),
                lambda found: ArrangeDialog(self.desk, self, id_, found).exec(),
                owner=self,
            )

    def paper(self, name: str) -> None:
        """Show a paper of the meeting that is shown."""
        if self._found is not None:
            self.desk.wanted.emit("reports", (name, self._found.meeting.id))

    def print_(self) -> None:
        if self._found is None:
            super().print_()
        else:
            self.paper("minutes" if self._found.meeting.minuted else "agenda")

    def copy_text(self) -> None:
        """Put the handout as plain text where it can be pasted from."""
        if self._found is not None:
            id_, zone = self._found.meeting.id, self.desk.zone
            self.desk.read(
                lambda work: handouts.plain_text(work, id_, zone=zone),
                lambda told: self._copy_text(id_, told),
                owner=self,
            )

    def _copy_text(self, id_: str, told: str) -> None:
        QGuiApplication.clipboard().setText(told)
        title = ", ".join(told.splitlines()[1:3])
        note_copied(self.desk, handing.of_text(id_, told), title)
        self.desk.said.emit(_("Copied. Paste it into an e-mail or on your neighbors’ site."), None)

    def print_pack(self) -> None:
        """Print the sign-in sheet, the agenda and the flyer of the meeting that is shown in one job."""
        if self._found is None:
            return
        desk, id_ = self.desk, self._found.meeting.id
        deeds = Deeds(desk, self)

        def made(pack: Pack) -> None:
            deeds.say_missing(pack.missing)
            if pack.papers:
                deeds.print_(pack.papers)

        desk.run(
            lambda job: packs.make_for_meeting(
                asker(desk, job),
                id_,
                today=desk.today(),
                zone=desk.zone,
                made_on=desk.now(),
                progress=job.report,
            ),
            owner=self,
            title=_("Making the papers"),
            then=made,
            slot="pack",
        )

    def save_calendar(self) -> None:
        """Ask where, and write the calendar file of the meeting that is shown, or of the one after it."""
        if self._found is not None:
            id_, zone = self._found.for_calendar, self.desk.zone
            self.desk.read(
                lambda work: meetingcalendars.gather(work, id_, zone=zone), self._save_calendar, owner=self
            )

    def _save_calendar(self, gathered: meetingcalendars.Gathered) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            _("Calendar file"),
            str(paths.documents() / gathered.file_name),
            _("Calendar files (*.ics)"),
        )
        if chosen:
            self.save_calendar_to(Path(chosen), gathered)

    def save_calendar_to(self, path: Path, gathered: meetingcalendars.Gathered) -> None:
        """Write a calendar file."""
        target = path if path.suffix.lower() == ".ics" else path.with_name(path.name + ".ics")

        def saved(where: Path) -> None:
            note(self.desk, handing.of_meeting(gathered), where)
            self.desk.said.emit(_("Saved as “{name}”.").format(name=where.name), None)

        self.desk.run(
            lambda _job: reporting.save(target, meetingcalendars.make(gathered)),
            owner=self.desk,
            title=_("Saving the calendar file"),
            then=saved,
            late=saved,
        )

    # News, orders and keys

    def changed(self, changes: Changes) -> None:
        super().changed(changes)
        if self.running and self.kinds & changes.kinds:
            self.run.refresh()

    def refresh(self) -> None:
        if self._over.currentWidget() is self.attendance:
            self.show_attendance()
        super().refresh()

    def shown(self) -> None:
        super().shown()
        if self.running:
            self.run.focus_first()

    def _open_kept(self, kept: KeptDraft) -> None:
        if kept.record_id is None or not kept.data.get("minutes_form"):
            super()._open_kept(kept)
            return
        id_ = kept.record_id
        self.desk.read(
            lambda work: meetings.get(work, id_),
            lambda _meeting: self.show_run(id_, MINUTES, kept),
            owner=self,
            slot="kept",
            # The meeting is no more; what was typed becomes a new one.
            fail=lambda _gone: self.open_form(kept=dataclasses.replace(kept, record_id=None)),
        )

    def obey(self, order: object) -> None:
        if order == "attendance":
            self.show_attendance()
            return
        if isinstance(order, Ref) and not (
            self.running and self.run.meeting and self.run.meeting.id == order.id
        ):
            self.leave_run()
            self._over.setCurrentWidget(self.front)
            self.primary.show()
            self.attendance_button.show()
        super().obey(order)

    def form_gone(self, saved: Ref | None) -> None:
        self.attendance_button.show()
        super().form_gone(saved)

    def read_record(self, work: Any, id_: str) -> Meeting:
        return meetings.get(work, id_)

    def save(self) -> None:
        if self.running:
            self.run.save()
        else:
            super().save()

    def back(self) -> None:
        if self.running:
            self.leave_run()
        elif self._over.currentWidget() is self.attendance:
            self.show_list()
        else:
            super().back()

    def leave(self) -> None:
        super().leave()
        if self.running and self.run.form is not None:
            self.run.form.keep_draft()

    @property
    def not_kept(self) -> str:
        form = self.run.form if self.running else None
        if form is not None and form.dirty:
            return form.not_kept
        return super().not_kept
