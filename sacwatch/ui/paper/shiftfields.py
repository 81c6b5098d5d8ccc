"""What a paper of shifts is about: a month or a week, also one that is still to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sacwatch.domain.shifts import week_start
from sacwatch.i18n import _
from sacwatch.services import subjects
from sacwatch.services.subjects import Choices
from sacwatch.ui import shown
from sacwatch.ui.paper.subjectfields import Subject
from sacwatch.ui.records.fields import ChoiceField

_BACK, _AHEAD = 3, 12
"""Months, or weeks, before and after this one that are offered."""


class _Coming(Subject):
    """One of a row of months or weeks around this one."""

    def __init__(self, desk: Any, label: str) -> None:
        super().__init__()
        self._desk = desk
        self._extra = ""
        self.one = ChoiceField(label, ())
        self.one.box.setMaxVisibleItems(16)
        self.add(self.one)

    def subject(self, steps: int) -> str:
        """Give the subject so many months or weeks from this one."""
        raise NotImplementedError

    def named(self, subject: str) -> str:
        """Give what a subject is called."""
        raise NotImplementedError

    def offer(self, choices: Choices) -> None:
        chosen = (self.value() if self.meant else "") or self.subject(0)
        self._fill(chosen)

    def _fill(self, chosen: str) -> None:
        offered = [self.subject(steps) for steps in range(-_BACK, _AHEAD + 1)]
        if chosen not in offered:
            offered = sorted([*offered, chosen])
        self.one.box.clear()
        for subject in offered:
            self.one.box.addItem(self.named(subject), subject)
        self.one.set_value(chosen)

    def choose(self, subject: str) -> None:
        """Choose a month or week that another page asks for."""
        self._fill(subject)
        self.edited.emit()

    def value(self) -> str:
        return self.one.value()


class OneComingMonth(_Coming):
    """One month."""

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Which month"))

    def subject(self, steps: int) -> str:
        today = self._desk.today()
        number = today.year * 12 + today.month - 1 + steps
        return subjects.month_subject(date(number // 12, number % 12 + 1, 1))

    def named(self, subject: str) -> str:
        year, month = subjects.read_month(subject)
        return shown.month(date(year, month, 1))


class OneWeek(_Coming):
    """One week, from Sunday to Saturday."""

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Which week"))

    def subject(self, steps: int) -> str:
        return subjects.week_subject(self._desk.today() + timedelta(weeks=steps))

    def named(self, subject: str) -> str:
        first, last = subjects.read_week(subject)
        this = week_start(self._desk.today()) == first
        days = f"{shown.short_day(first, self._desk.today())} – {shown.short_day(last, self._desk.today())}"
        return _("This week, {days}").format(days=days) if this else days

    def choose(self, subject: str) -> None:
        super().choose(subjects.week_subject(date.fromisoformat(subject)))
