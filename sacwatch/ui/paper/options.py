"""Which paper, about what, for whom: the choices at the left of the Reports page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Style
from sacwatch.domain.listing import PatrolLine
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.i18n import _
from sacwatch.services import reporting
from sacwatch.services.reporting import Order
from sacwatch.services.subjects import Choices
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.hoursfields import HoursPeriod, MemberHours
from sacwatch.ui.paper.housefield import OneHousehold, OnlyOne, SomeHouseholds
from sacwatch.ui.paper.sheetfield import OneSheet
from sacwatch.ui.paper.shiftfields import OneComingMonth, OneWeek
from sacwatch.ui.paper.subjectfields import OneMonth, OneOrAll, OnePatrol, OnePeriod, Subject
from sacwatch.ui.records.fields import CheckField, ChoiceField


class Options(QWidget):
    """The papers, and the options of the chosen one."""

    edited = Signal()
    """Something was chosen by hand."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._group = QButtonGroup(self)
        self.papers: dict[str, QRadioButton] = {}
        for kind in reporting.papers():
            button = QRadioButton(kind.title_words)
            button.setProperty("role", "choice")
            button.setAccessibleDescription(kind.purpose_words)
            column.addWidget(button)
            self._group.addButton(button)
            self.papers[kind.name] = button
            button.clicked.connect(lambda _on: self._paper_chosen())
        self._purpose = plain_label("", "faint")
        self._purpose.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Room for the longest, so that nothing below moves when another paper is chosen.
        self._purpose.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        column.addWidget(self._purpose)
        column.addSpacing(4)
        self._purposes = {kind.name: kind.purpose_words for kind in reporting.papers()}
        self._maps = {kind.name for kind in reporting.papers() if kind.drawn}
        self._large = {kind.name for kind in reporting.papers() if kind.sizable}
        self._captains = {kind.name for kind in reporting.papers() if kind.captains}
        self.subjects: dict[str, Subject] = {
            "patrol-log": OnePatrol(desk),
            "patrol-hours": OneMonth(),
            "patrol-sheet": OneSheet(desk),
            "filled-sheet": OnePatrol(desk),
            "shift-calendar": OneComingMonth(desk),
            "shift-week": OneWeek(desk),
            "vacation-checks": OnlyOne(),
            "vacation-request": OneHousehold(desk),
            "household-slip": SomeHouseholds(desk),
            "hours-statement": HoursPeriod(desk),
            "volunteer-statement": MemberHours(desk),
            "incident-summary": OnePeriod(desk),
            "map": OnePeriod(desk),
            "block-map": OneOrAll(_("Which block"), _("All blocks"), lambda each: each.blocks),
            "phone-tree": OneOrAll(_("Whose page"), _("The whole tree"), lambda each: each.callers),
            "ledger": OnePeriod(desk),
        }
        self._stack = QStackedWidget()
        for subject in self.subjects.values():
            self._stack.addWidget(subject)
            subject.edited.connect(self.edited)
        column.addWidget(self._stack)
        self.audience = ChoiceField(
            _("For whom"), [(each.value, words.label("audience", each.value)) for each in Audience]
        )
        self.audience.set_value(Audience.CAPTAIN.value)
        self.form = ChoiceField(
            _("Paper"), [(each.value, words.label("paper", each.value)) for each in PaperForm]
        )
        self.form.set_value(PaperForm.LETTER.value)
        self.plain = CheckField(_("Black and white"))
        self.large = CheckField(_("Large print"))
        column.addSpacing(4)
        column.addWidget(self.audience)
        column.addWidget(self.form)
        column.addWidget(self.plain)
        column.addWidget(self.large)
        for field in (self.audience, self.form, self.plain, self.large):
            field.edited.connect(self.edited)
        self.choose_paper(next(iter(self.papers)))

    @property
    def paper(self) -> str:
        """The name of the chosen paper."""
        return next(name for name, button in self.papers.items() if button.isChecked())

    @property
    def subject(self) -> Subject:
        """What the chosen paper is about."""
        return self.subjects[self.paper]

    def choose_paper(self, name: str) -> None:
        """Choose a paper, without it counting as chosen by hand."""
        self.papers[name].setChecked(True)
        self._show_subject()

    def focus_first(self) -> None:
        """Put the focus on the chosen paper."""
        self.papers[self.paper].setFocus()

    def _paper_chosen(self) -> None:
        self._show_subject()
        self.edited.emit()

    def _show_subject(self) -> None:
        self._purpose.setText(self._purposes[self.paper])
        for field in (self.form, self.plain):
            field.setVisible(self.paper in self._maps)
        self.large.setVisible(self.paper in self._large)
        self.audience.setVisible(self.paper not in self._captains)
        for each in self.subjects.values():
            # Only the shown one takes room.
            policy = each.sizePolicy()
            fits = policy.Policy.Preferred if each is self.subject else policy.Policy.Ignored
            policy.setVerticalPolicy(fits)
            each.setSizePolicy(policy)
        self._stack.setCurrentWidget(self.subject)
        self._stack.updateGeometry()

    def offer(self, choices: Choices) -> None:
        """Take what can be chosen now; what is chosen stays."""
        for each in self.subjects.values():
            each.offer(choices)

    def choose_sheet(self, subject: str) -> None:
        """Choose a patrol sheet, or several."""
        self.choose_paper("patrol-sheet")
        sheet = self.subjects["patrol-sheet"]
        assert isinstance(sheet, OneSheet)
        sheet.choose(subject)

    def choose_patrol(self, line: PatrolLine, paper: str = "patrol-log") -> None:
        """Choose the log of a patrol, or its filled sheet."""
        self.choose_paper(paper)
        subject = self.subjects[paper]
        assert isinstance(subject, OnePatrol)
        subject.patrol.set_value(line)

    def choose_households(self, subject: str) -> None:
        """Take the households that were chosen on another page, or all that are due."""
        some = self.subjects["household-slip"]
        assert isinstance(some, SomeHouseholds)
        some.choose(subject)

    def choose_shifts(self, subject: str) -> None:
        """Choose the month or the week of shifts."""
        chosen = self.subject
        assert isinstance(chosen, OneComingMonth | OneWeek)
        chosen.choose(subject)

    def order(self) -> Order | None:
        """Give the paper that is wanted, or None while something is missing."""
        subject = self.subject.value()
        if not subject:
            return None
        captains = self.paper in self._captains
        return Order(
            self.paper,
            subject,
            Audience.CAPTAIN if captains else Audience(self.audience.value()),
            self.large.value() and self.paper in self._large,
            PaperForm(self.form.value()),
            Style.BLACK_AND_WHITE if self.plain.value() else Style.PRINT,
        )
