"""Which paper, about what, for whom: the choices at the left of the Reports page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Style
from sacwatch.domain.listing import PatrolLine
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.i18n import _
from sacwatch.services import blockmaps, reporting, subjects
from sacwatch.services.reporting import Order
from sacwatch.services.subjects import Choices
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.patrolchoice import PatrolField
from sacwatch.ui.records.fields import CheckField, ChoiceField, DayField, Field
from sacwatch.ui.records.periods import PERIODS, period_bounds

_OTHER = "other"


class Subject(QWidget):
    """What a paper is about; each kind of subject has its own fields."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self._fields: list[Field] = []

    def add(self, field: Field) -> None:
        """Put a field below the others."""
        self._fields.append(field)
        field.edited.connect(self.edited)
        self.column.addWidget(field)

    def offer(self, choices: Choices) -> None:
        """Take what can be chosen now."""

    def value(self) -> str:
        """Give the subject as an order says it, or "" while there is none."""
        raise NotImplementedError

    def say_problems(self) -> None:
        """Say beside each field what is missing or not right there."""

    def go_to_problem(self) -> None:
        """Say what is not right and put the cursor there."""
        self.say_problems()
        next((each for each in self._fields if each.problem), self._fields[0]).setFocus()


class OnePatrol(Subject):
    """One patrol."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.patrol = PatrolField(desk, _("Which patrol"))
        self.add(self.patrol)

    def offer(self, choices: Choices) -> None:
        self.patrol.offer(choices.patrols)
        if not self.patrol.value() and choices.patrols:
            self.patrol.set_value(choices.patrols[0])

    def value(self) -> str:
        return self.patrol.value()


class OneMonth(Subject):
    """One month."""

    def __init__(self) -> None:
        super().__init__()
        self.month = ChoiceField(_("Which month"), ())
        self.month.box.setMaxVisibleItems(14)
        self.add(self.month)

    def offer(self, choices: Choices) -> None:
        chosen = self.value() or subjects.month_subject(choices.month)
        self.month.box.clear()
        for month in choices.months:
            self.month.box.addItem(shown.month(month), subjects.month_subject(month))
        self.month.set_value(chosen)
        if not self.value():
            self.month.box.setCurrentIndex(0)

    def value(self) -> str:
        return self.month.value()


class OnePeriod(Subject):
    """From one day to another: a usual period, or any two days."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        usual = [(name, _(title)) for name, title in PERIODS if name]
        self.usual = ChoiceField(_("Which days"), [*usual, (_OTHER, _("Other days"))])
        self.first, self.last = DayField(_("From"), desk.today), DayField(_("To"), desk.today)
        self.add(self.usual)
        self.add(self.first)
        self.add(self.last)
        self.usual.edited.connect(self._usual_chosen)
        for field in (self.first, self.last):
            field.edited.connect(lambda: self.usual.set_value(_OTHER))
            field.line.editingFinished.connect(self.say_problems)
        self.usual.set_value("month")
        self._usual_chosen()

    def _usual_chosen(self) -> None:
        since, until = period_bounds(self.usual.value(), self._desk.today(), self._desk.zone)
        if since is None:
            self.first.setFocus()
            return
        zone, today = self._desk.zone, self._desk.today()
        last = today if until is None else until.astimezone(zone).date() - timedelta(days=1)
        self.set_days(since.astimezone(zone).date(), last)

    def set_days(self, first: date, last: date) -> None:
        """Put two days into the fields."""
        for field, day in ((self.first, first), (self.last, last)):
            field.set_value(shown.day(day))
            field.set_problem("")

    def value(self) -> str:
        days = [times.read_day(field.value(), self._desk.today()) for field in (self.first, self.last)]
        first, last = days
        if first is None or last is None:
            return ""
        return "" if last < first else subjects.period_subject(first, last)

    def say_problems(self) -> None:
        """Say beside each day what is not right with it."""
        days = []
        for field in (self.first, self.last):
            day = times.read_day(field.value(), self._desk.today())
            days.append(day)
            problem = words.sentence("problem.not_a_day", {"text": field.value()[:40]}) if day is None else ""
            field.set_problem(problem)
        if days[0] and days[1] and days[1] < days[0]:
            self.last.set_problem(words.sentence("problem.range_backwards"))


class OneBlock(Subject):
    """One block, or all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.block = ChoiceField(_("Which block"), ())
        self.block.box.setMaxVisibleItems(14)
        self.add(self.block)

    def offer(self, choices: Choices) -> None:
        chosen = self.value()
        self.block.box.clear()
        self.block.box.addItem(_("All blocks"), blockmaps.WHOLE)
        for id_, name in choices.blocks:
            self.block.box.addItem(name, id_)
        self.block.set_value(chosen)
        if not self.value():
            self.block.box.setCurrentIndex(0)

    def value(self) -> str:
        return self.block.value()


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
        self.subjects: dict[str, Subject] = {
            "patrol-log": OnePatrol(desk),
            "patrol-hours": OneMonth(),
            "incident-summary": OnePeriod(desk),
            "map": OnePeriod(desk),
            "block-map": OneBlock(),
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

    def choose_patrol(self, line: PatrolLine) -> None:
        """Choose the log of a patrol."""
        self.choose_paper("patrol-log")
        subject = self.subjects["patrol-log"]
        assert isinstance(subject, OnePatrol)
        subject.patrol.set_value(line)

    def order(self) -> Order | None:
        """Give the paper that is wanted, or None while something is missing."""
        subject = self.subject.value()
        if not subject:
            return None
        return Order(
            self.paper,
            subject,
            Audience(self.audience.value()),
            self.large.value(),
            PaperForm(self.form.value()),
            Style.BLACK_AND_WHITE if self.plain.value() else Style.PRINT,
        )
