"""A meeting while it runs: who is here, and the minutes."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.listing import MeetingLine
from sacwatch.domain.meetings import Meeting
from sacwatch.i18n import N_, _
from sacwatch.services import signins
from sacwatch.services.signins import Running
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.meeting import meetingwords
from sacwatch.ui.meeting.catching import CatchAction, CatchConcern
from sacwatch.ui.meeting.closing import CloseDialog
from sacwatch.ui.meeting.minutesform import MinutesForm
from sacwatch.ui.meeting.signin import SignInView
from sacwatch.ui.notices import plain_label

HERE, MINUTES = "here", "minutes"


class RunView(QWidget):
    """The running meeting in place of the list."""

    def __init__(self, desk: Any, page: Any) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.meeting: Meeting | None = None
        self._next: MeetingLine | None = None
        self.form: MinutesForm | None = None
        self._kept: KeptDraft | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._make_card())
        self.views = QStackedWidget()
        self.signin = SignInView(desk)
        self.views.addWidget(self.signin)
        column.addWidget(self.views, 1)
        page.on_key("Ctrl+I", lambda: self._by_key(HERE))
        # Not Ctrl+E: a line to type in takes that on Linux, for its own end.
        page.on_key("Ctrl+Shift+M", lambda: self._by_key(MINUTES))

    def _make_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 12, 18, 12)
        self._title = plain_label("", "section")
        inside.addWidget(self._title)
        self.back_button = QPushButton(_("Back"))
        self.back_button.setIcon(icons.icon("back"))
        self.back_button.setToolTip(_("Back to the list. What you typed is kept. (Esc)"))
        self.back_button.clicked.connect(lambda: self._page.leave_run())
        self.close_button = QPushButton(_("Close the meeting…"))
        self.close_button.setProperty("role", "primary")
        self.close_button.setIcon(icons.icon("check", on_accent=True))
        self.close_button.clicked.connect(self.close_meeting)
        self.close_button.setEnabled(not self._desk.read_only)
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for name, said, keys in ((HERE, _("Who is here"), "Ctrl+I"), (MINUTES, _("Minutes"), "Ctrl+Shift+M")):
            button = QPushButton(said)
            button.setProperty("role", "switch")
            button.setCheckable(True)
            button.setToolTip(f"{said} ({keys})")
            button.clicked.connect(lambda _on=False, each=name: self.show_view(each))
            group.addButton(button)
            self.buttons[name] = button
        self.concern_button = self._catch(_("Concern…"), "concerns", CatchConcern, "Ctrl+Shift+C")
        self.action_button = self._catch(_("Action…"), "add", CatchAction, "Ctrl+Shift+A")
        inside.addWidget(
            flowing(
                *(self.back_button, *self.buttons.values()),
                *(self.concern_button, self.action_button, self.close_button),
                spacing=8,
            )
        )
        self.count = plain_label("", "faint")
        inside.addWidget(self.count)
        return card

    def _catch(self, said: str, icon: str, dialog: Any, keys: str) -> QPushButton:
        """Make the button that notes what comes up."""
        button = QPushButton(said)
        button.setIcon(icons.icon(icon))
        button.setToolTip(f"{said} ({keys})")
        button.setEnabled(not self._desk.read_only)
        button.clicked.connect(lambda: self.catch(dialog))

        def by_key() -> None:
            if self.isVisible():
                self.catch(dialog)

        self._page.on_key(keys, by_key)
        return button

    # Showing

    def show_meeting(self, meeting_id: str, view: str = HERE, kept: KeptDraft | None = None) -> None:
        """Show a meeting that runs, with what was typed of its minutes and not saved yet."""
        if self.meeting is None or self.meeting.id != meeting_id or kept is not None:
            self._drop_form()
            self.meeting = None
        self._kept = kept
        self._wanted = view
        self._id = meeting_id
        self.refresh()

    _id = ""
    _wanted = ""

    def refresh(self) -> None:
        """Look again."""
        id_ = self._id
        self._desk.read(
            lambda work: signins.running(work, id_),
            self._take,
            owner=self,
            slot="running",
            fail=lambda _problem: self._page.leave_run(),
        )

    def _take(self, found: Running) -> None:
        first = self.meeting is None
        self.meeting = found.meeting
        self._next = found.next
        self._title.setText(
            f"{meetingwords.name(found.meeting)} · {meetingwords.when(found.meeting, self._desk.today())}"
        )
        told = [meetingwords.came(len(found.meeting.signins))]
        if found.raised:
            told.append(shown.count(found.raised, N_("{count} concern noted"), N_("{count} concerns noted")))
        if found.noted:
            told.append(shown.count(found.noted, N_("{count} action noted"), N_("{count} actions noted")))
        self.count.setText(" · ".join(told))
        self.signin.show_running(found)
        if self.form is not None:
            self.form.follow(found.meeting)
        if first:
            self.show_view(self._wanted or HERE)

    def show_view(self, name: str) -> None:
        """Show who is here, or the minutes; minutes that were typed are saved when they are left."""
        self.buttons[name].setChecked(True)
        if name == MINUTES:
            form = self._minutes()
            self.views.setCurrentWidget(form)
            form.focus_first()
            return
        self.save()
        self.views.setCurrentWidget(self.signin)
        self.signin.focus_first()

    def _by_key(self, name: str) -> None:
        if self.isVisible():
            self.show_view(name)

    def _minutes(self) -> MinutesForm:
        if self.form is None:
            self.form = MinutesForm(self._desk, record=self.meeting, kept=self._kept)
            self._kept = None
            self.views.addWidget(self.form)
        return self.form

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.keep_draft()
            self.views.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def focus_first(self) -> None:
        """Put the cursor where one goes on."""
        current = self.views.currentWidget()
        if isinstance(current, MinutesForm | SignInView):
            current.focus_first()

    # Doing

    def save(self) -> None:
        """Save the minutes that were typed."""
        if self.form is not None and self.form.dirty and not self._desk.read_only:
            self.form.save()

    def catch(self, dialog: type[CatchConcern] | type[CatchAction]) -> None:
        """Ask for a concern or an action, and note it with this meeting."""
        if self.meeting is not None and not self._desk.read_only:
            made = dialog(self._desk, self, self.meeting)
            made.exec()
            made.deleteLater()
            self.focus_first()

    def forget(self) -> None:
        """Let go of the meeting; what is not saved is kept."""
        self.save()
        self._drop_form()
        self.meeting = None

    def close_meeting(self) -> None:
        """Ask for the next date, and close the meeting with what was typed."""
        if self.meeting is None or self._desk.read_only:
            return
        draft = None
        if self.form is not None and self.form.dirty:
            draft = self.form.collect()
        dialog = CloseDialog(self._desk, self, self.meeting, draft, self._next)
        if dialog.exec():
            if self.form is not None:
                self.form.put_by()
            self._page.closed(self.meeting.id)
        elif dialog.wrong_minutes and self.form is not None:
            self.show_view(MINUTES)
            self.form.save()
        dialog.deleteLater()
