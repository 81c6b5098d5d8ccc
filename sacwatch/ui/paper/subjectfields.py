"""What a paper is about: the fields for a patrol, a month, a period, a block or a caller."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import times
from sacwatch.domain.concerns import Concern, Topic
from sacwatch.domain.listing import IncidentLine
from sacwatch.domain.resources import Layout
from sacwatch.i18n import _
from sacwatch.services import blockmaps, concerns, subjects
from sacwatch.services.subjects import Choices
from sacwatch.ui import shown
from sacwatch.ui.paper.patrolchoice import PatrolField
from sacwatch.ui.records.fields import ChoiceField, DayField, Field, day_problem
from sacwatch.ui.records.periods import PERIODS, period_bounds

_OTHER = "other"
Things = tuple[tuple[str, str], ...]
"""Ids with their names, in the order in which they are offered."""


class Subject(QWidget):
    """What a paper is about; each kind of subject has its own fields."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.paper = ""
        """The name of the paper that it belongs to."""
        self.meant = False
        """Whether it was chosen, by hand or on another page; until then it is what is usual."""
        self._lent = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self._fields: list[Field] = []

    def add(self, field: Field) -> None:
        """Put a field below the others."""
        self._fields.append(field)
        field.edited.connect(self._by_hand)
        field.edited.connect(self.edited)
        self.column.addWidget(field)

    def _by_hand(self) -> None:
        self.meant, self._lent = True, False

    def lend(self) -> None:
        """Note that another page chose it, for this once."""
        self.meant = self._lent = True

    def let_go(self) -> None:
        """Be what is usual again from the next offer on, where another page had chosen it."""
        if self._lent:
            self.meant = self._lent = False
            self.forget()

    def forget(self) -> None:
        """Forget what another page chose, where it is kept beside the fields."""

    def offer(self, choices: Choices) -> None:
        """Take what can be chosen now."""

    def value(self) -> str:
        """Give the subject as an order says it, or "" while there is none."""
        raise NotImplementedError

    def missing(self) -> str:
        """Give the sentence that stands in place of the pages while nothing can be made."""
        return ""

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
        if choices.patrols and not (self.meant and self.patrol.value()):
            self.patrol.set_value(choices.patrols[0])

    def value(self) -> str:
        return self.patrol.value()

    def missing(self) -> str:
        return words.sentence("trouble.no_patrol")


class OneIncident(Subject):
    """One of the latest incidents, or one that was chosen on its page."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self.incident = ChoiceField(_("Which incident"), ())
        self.incident.box.setMaxVisibleItems(14)
        self.add(self.incident)

    def offer(self, choices: Choices) -> None:
        chosen = self.value()
        self.incident.box.clear()
        for line in choices.incidents:
            self.incident.box.addItem(self._words(line), line.id)
        self.incident.set_value(chosen)
        if choices.incidents and not (self.meant and self.value()):
            self.incident.box.setCurrentIndex(0)

    def choose(self, line: IncidentLine) -> None:
        """Choose an incident, also one that is older than those offered."""
        if self.incident.box.findData(line.id) < 0:
            self.incident.box.insertItem(0, self._words(line), line.id)
        self.incident.set_value(line.id)

    def value(self) -> str:
        return self.incident.value() or ""

    def missing(self) -> str:
        return words.sentence("trouble.no_incident")

    def _words(self, line: IncidentLine) -> str:
        day = shown.short_day(line.occurred_from.astimezone(self._desk.zone).date(), self._desk.today())
        what = words.label("incident", line.kind.value)
        return " · ".join(part for part in (day, what, line.place_text) if part)


class OneConcern(Subject):
    """One of the latest concerns and suggestions, or one that was chosen on its page."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self.concern = ChoiceField(_("Which concern"), ())
        self.concern.box.setMaxVisibleItems(14)
        self.add(self.concern)

    def offer(self, choices: Choices) -> None:
        chosen = self.value()
        self.concern.box.clear()
        for line in choices.concerns:
            self._add(line.id, line.raised_on, line.topic, line.place_text)
        self.concern.set_value(chosen)
        usual = concerns.usual(choices.concerns)
        if usual is not None and not (self.meant and self.value()):
            self.concern.set_value(usual.id)

    def choose(self, concern: Concern) -> None:
        """Choose a concern, also one that is older than those offered."""
        if self.concern.box.findData(concern.id) < 0:
            self._add(concern.id, concern.raised_on, concern.topic, concern.place.text)
        self.concern.set_value(concern.id)

    def _add(self, id_: str, day: date, topic: Topic, place: str) -> None:
        told = (shown.short_day(day, self._desk.today()), words.label("topic", topic.value), place)
        self.concern.box.addItem(" · ".join(part for part in told if part), id_)

    def value(self) -> str:
        return self.concern.value() or ""

    def missing(self) -> str:
        return words.sentence("trouble.no_concern")


class OneMonth(Subject):
    """One month."""

    def __init__(self) -> None:
        super().__init__()
        self.month = ChoiceField(_("Which month"), ())
        self.month.box.setMaxVisibleItems(14)
        self.add(self.month)

    def offer(self, choices: Choices) -> None:
        usual = subjects.month_subject(choices.month)
        chosen = (self.value() if self.meant else "") or usual
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

    def offer(self, choices: Choices) -> None:
        if not self.meant:
            # The day may be another one by now.
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
            typed = field.value()
            needed = "" if typed.strip() else words.sentence("problem.needed")
            field.set_problem(needed or day_problem(typed, self._desk.today()))
        if days[0] and days[1] and days[1] < days[0]:
            self.last.set_problem(words.sentence("problem.range_backwards"))


class OneCard(Subject):
    """One size of the call card."""

    def __init__(self) -> None:
        super().__init__()
        self.which = ChoiceField(
            _("Which size"), [(each.value, words.label("card", each.value)) for each in Layout]
        )
        self.which.set_value(Layout.WALLET.value)
        self.add(self.which)

    def value(self) -> str:
        return self.which.value()


class OneOrAll(Subject):
    """One of several things, or all of them."""

    def __init__(self, label: str, everything: str, things: Callable[[Choices], Things]) -> None:
        super().__init__()
        self._everything, self._things = everything, things
        self.one = ChoiceField(label, ())
        self.one.box.setMaxVisibleItems(14)
        self.add(self.one)

    def offer(self, choices: Choices) -> None:
        chosen = self.value()
        self.one.box.clear()
        self.one.box.addItem(self._everything, blockmaps.WHOLE)
        for id_, name in self._things(choices):
            self.one.box.addItem(name, id_)
        self.one.set_value(chosen)
        if not self.value():
            self.one.box.setCurrentIndex(0)

    def value(self) -> str:
        return self.one.value()
