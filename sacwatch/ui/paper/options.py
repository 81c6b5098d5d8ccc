"""About what the chosen paper is, for whom, and how it is printed: the choices beside its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import Concern
from sacwatch.domain.drawing import Style
from sacwatch.domain.handouts import Tongue
from sacwatch.domain.listing import IncidentLine, PatrolLine
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.i18n import _
from sacwatch.services import reporting
from sacwatch.services.reporting import Order
from sacwatch.services.subjects import Choices
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.hoursfields import HoursPeriod, MemberHours, OneMember
from sacwatch.ui.paper.housefield import OneHousehold, OnlyOne, SomeHouseholds
from sacwatch.ui.paper.meetingfield import USUAL_AUDIENCE, OneMeeting
from sacwatch.ui.paper.sheetfield import OneSheet
from sacwatch.ui.paper.shiftfields import OneComingMonth, OneWeek
from sacwatch.ui.paper.subjectfields import (
    OneCard,
    OneConcern,
    OneIncident,
    OneMonth,
    OneOrAll,
    OnePatrol,
    OnePeriod,
    Subject,
)
from sacwatch.ui.records.fields import CheckField, ChoiceField
from sacwatch.ui.taborder import reading_order

_SUBJECTS: dict[str, Callable[[Any], Subject]] = {
    "patrol": OnePatrol,
    "incident": OneIncident,
    "concern": OneConcern,
    "member": OneMember,
    "month": lambda _desk: OneMonth(),
    "period": OnePeriod,
    "block": lambda _desk: OneOrAll(_("Which block"), _("All blocks"), lambda each: each.blocks),
    "shift_month": OneComingMonth,
    "shift_week": OneWeek,
    "caller": lambda _desk: OneOrAll(_("Whose page"), _("The whole tree"), lambda each: each.callers),
    "meeting": OneMeeting,
    "card": lambda _desk: OneCard(),
    "nothing": lambda _desk: OnlyOne(),
    "household": OneHousehold,
    "slips": SomeHouseholds,
    "sheet": OneSheet,
    "hours": HoursPeriod,
    "member_hours": MemberHours,
}
"""The fields for what a paper is about, by what it needs (`PaperKind.needs`)."""

FIRST = "patrol-log"


class Options(QWidget):
    """The options of the chosen paper. The fields of each paper are made when it is first chosen."""

    edited = Signal()
    """Something was chosen by hand."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._kinds = {kind.name: kind for kind in reporting.papers()}
        self._choices: Choices | None = None
        self.paper = FIRST
        """The name of the chosen paper."""
        self.subjects: dict[str, Subject] = {}
        """What each paper is about that was chosen already."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._title = plain_label("", "section")
        self._purpose = plain_label("", "faint")
        column.addWidget(self._title)
        column.addWidget(self._purpose)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self.audience = ChoiceField(
            _("For whom"), [(each.value, words.label("audience", each.value)) for each in Audience]
        )
        self._audiences: dict[str, str] = {}
        """For whom each paper is of which that was said; the others are the captain's."""
        self.audience.edited.connect(self._for_whom_said)
        self.form = ChoiceField(
            _("Paper"), [(each.value, words.label("paper", each.value)) for each in PaperForm]
        )
        self.form.set_value(PaperForm.LETTER.value)
        self.tongue = ChoiceField(
            _("Language"),
            [(each.value, words.label("tongue", each.value)) for each in (Tongue.ENGLISH, Tongue.SPANISH)],
        )
        self.tongue.set_value(Tongue.ENGLISH.value)
        self.tongue.edited.connect(self._say_of_tongue)
        self.plain = CheckField(_("Black and white"))
        self.large = CheckField(_("Large print"))
        for field in (self.audience, self.tongue, self.form, self.plain, self.large):
            column.addWidget(field)
            field.edited.connect(self.edited)
        self.choose_paper(FIRST)

    @property
    def subject(self) -> Subject:
        """What the chosen paper is about."""
        return self.subject_of(self.paper)

    def subject_of(self, paper: str) -> Subject:
        """Give what a paper is about."""
        if paper not in self.subjects:
            made = _SUBJECTS[self._kinds[paper].needs](self._desk)
            made.paper = paper
            self.subjects[paper] = made
            if self._choices is not None:
                made.offer(self._choices)
            self._stack.addWidget(made)
            made.edited.connect(self.edited)
        return self.subjects[paper]

    def has(self, paper: object) -> bool:
        """Say whether there is a paper of this name."""
        return paper in self._kinds

    def choose_paper(self, name: str) -> None:
        """Choose a paper, without it counting as chosen by hand."""
        self.paper = name
        kind, chosen = self._kinds[name], self.subject
        self._title.setText(kind.title_words)
        self._purpose.setText(kind.purpose_words)
        for field in (self.form, self.plain):
            field.setVisible(kind.drawn)
        self.tongue.setVisible(kind.speaks)
        self.large.setVisible(kind.sizable)
        self.audience.setVisible(not kind.captains)
        self.audience.set_value(self._audiences.get(name, Audience.CAPTAIN.value))
        for each in self.subjects.values():
            # Only the shown one takes room.
            policy = each.sizePolicy()
            fits = policy.Policy.Preferred if each is chosen else policy.Policy.Ignored
            policy.setVerticalPolicy(fits)
            each.setSizePolicy(policy)
        self._stack.setCurrentWidget(chosen)
        self._stack.setVisible(not isinstance(chosen, OnlyOne))
        self._stack.updateGeometry()

    def _say_of_tongue(self) -> None:
        spanish = self.tongue.value() == Tongue.SPANISH
        self.tongue.set_hint(
            _("What you typed stays as you typed it. Let somebody who speaks Spanish read it first.")
            if spanish
            else ""
        )

    def _for_whom_said(self) -> None:
        self._audiences[self.paper] = self.audience.value()

    def chosen(self, name: str) -> tuple[str, Audience]:
        """Give what a paper is about, "" for what is usual, and for whom it is."""
        subject = self.subjects.get(name)
        about = subject.value() if subject is not None and subject.meant else ""
        captains = self._kinds[name].captains
        return about, Audience.CAPTAIN if captains else Audience(self._audiences.get(name, "captain"))

    def let_go(self) -> None:
        """Take what other pages chose for this once back to what is usual."""
        for each in self.subjects.values():
            each.let_go()

    def focus_first(self) -> None:
        """Put the focus on the first choice."""
        for each in reading_order(self):
            if each.isVisibleTo(self) and each.isEnabled():
                each.setFocus()
                return

    def offer(self, choices: Choices) -> None:
        """Take what can be chosen now; what is chosen stays."""
        self._choices = choices
        for each in self.subjects.values():
            each.offer(choices)

    def choose_sheet(self, subject: str) -> None:
        """Choose a patrol sheet, or several."""
        self.choose_paper("patrol-sheet")
        sheet = self.subject
        assert isinstance(sheet, OneSheet)
        sheet.choose(subject)
        sheet.lend()

    def choose_incident(self, line: IncidentLine) -> None:
        """Choose the report of an incident."""
        subject = self.subject_of("incident-report")
        assert isinstance(subject, OneIncident)
        subject.choose(line)
        subject.lend()

    def choose_concern(self, concern: Concern) -> None:
        """Choose the sheet of a concern."""
        subject = self.subject_of("concern-sheet")
        assert isinstance(subject, OneConcern)
        subject.choose(concern)
        subject.lend()

    def choose_member(self, id_: str, name: str) -> None:
        """Choose the sheet of a member."""
        subject = self.subject_of("member-sheet")
        assert isinstance(subject, OneMember)
        subject.choose(id_, name)
        subject.lend()

    def choose_patrol(self, line: PatrolLine, paper: str = "patrol-log") -> None:
        """Choose the log of a patrol, or its filled sheet."""
        self.choose_paper(paper)
        subject = self.subject
        assert isinstance(subject, OnePatrol)
        subject.patrol.set_value(line)
        subject.lend()

    def choose_meeting(self, meeting_id: str) -> None:
        """Choose the meeting that the paper is about, for those for whom it usually is."""
        chosen = self.subject
        assert isinstance(chosen, OneMeeting)
        chosen.choose(meeting_id)
        chosen.lend()
        if self.paper in USUAL_AUDIENCE:
            self.audience.set_value(USUAL_AUDIENCE[self.paper].value)
            self._for_whom_said()

    def choose_households(self, subject: str) -> None:
        """Take the households that were chosen on another page, or all that are due."""
        some = self.subject_of("household-slip")
        assert isinstance(some, SomeHouseholds)
        some.choose(subject)
        some.lend()

    def choose_shifts(self, subject: str) -> None:
        """Choose the month or the week of shifts."""
        chosen = self.subject
        assert isinstance(chosen, OneComingMonth | OneWeek)
        chosen.choose(subject)
        chosen.lend()

    def order(self) -> Order | None:
        """Give the paper that is wanted, or None while something is missing."""
        subject = self.subject.value()
        if not subject:
            return None
        kind = self._kinds[self.paper]
        return Order(
            self.paper,
            subject,
            Audience.CAPTAIN if kind.captains else Audience(self.audience.value()),
            self.large.value() and kind.sizable,
            PaperForm(self.form.value()),
            Style.BLACK_AND_WHITE if self.plain.value() else Style.PRINT,
            Tongue(self.tongue.value()) if kind.speaks else Tongue.ENGLISH,
        )
