"""The form of a shift or a series of shifts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words
from sacwatch.domain import shifts as rules
from sacwatch.domain import times
from sacwatch.domain.kinds import Kind
from sacwatch.domain.shifts import RegularDraft, Repeat, Shift, ShiftDraft, Which
from sacwatch.i18n import _
from sacwatch.services import mapshapes, shifts
from sacwatch.services.attachments import Photos
from sacwatch.ui import shown
from sacwatch.ui.records.fields import (
    ChecksField,
    ChoiceField,
    ClockField,
    DayField,
    LineField,
    TextField,
    clock_words,
    spelled_clock,
)
from sacwatch.ui.records.form import Form, side_by_side
from sacwatch.ui.records.names import NameLine
from sacwatch.ui.records.rows import Row, RowsField

_SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)


class _RegularRow(Row):
    """One member who comes each time."""

    def __init__(self, desk: Any, draft: RegularDraft, go_on: Callable[[Any], None]) -> None:
        super().__init__()
        self.name = NameLine(desk, lambda _line: go_on(self))
        self.name.setText(draft.name)
        self.name.member_id = draft.member_id
        self.lay((self.name, 1))
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.name.stranger.connect(self._say_stranger)

    def _say_stranger(self, stranger: bool) -> None:
        told = ""
        if stranger:
            told = words.sentence("problem.not_in_people", {"name": self.name.text().strip()[:80]})
        self.set_problem(told)

    def value(self) -> RegularDraft:
        return RegularDraft(self.name.text(), self.name.member_id)

    def counts(self) -> bool:
        return bool(self.name.text().strip())


class RegularsField(RowsField):
    """The members who come each time. Enter goes to the next line, and from a blank one out of the field."""

    def __init__(self, desk: Any, label: str) -> None:
        super().__init__(label)
        self._desk = desk
        self.set_value(())

    def make_row(self, draft: RegularDraft) -> _RegularRow:
        return _RegularRow(self._desk, draft, self._go_on)

    def blank_draft(self) -> RegularDraft:
        return RegularDraft()

    def _go_on(self, row: _RegularRow) -> None:
        place = self.rows.index(row)
        if row.counts() and place + 1 < len(self.rows):
            self.rows[place + 1].name.setFocus()
        else:
            row.focusNextChild()


class ShiftForm(Form):
    """A shift: when, how it comes again, where, and who comes each time."""

    kind = Kind.SHIFT
    draft_class = ShiftDraft

    def title_words(self) -> str:
        return _("Change a shift") if self.record else _("Plan a shift")

    def saved_words(self) -> str:
        return _("Shift changed.") if self.record else _("Shift planned.")

    def lay_out(self, column: QVBoxLayout) -> None:
        self.since = DayField(_("From when on the changes hold"), self.desk.today, coming=True)
        self.add("since", self.since)
        self.since.set_hint(_("Earlier days stay as they were. Leave it blank to change all of them."))
        column.addWidget(self.since)
        self.first = DayField(_("First day"), self.desk.today, coming=True)
        self.add("first", self.first)
        self.start = ClockField(_("Start"), meant=self._start_meant)
        self.add("start", self.start)
        self.finish = ClockField(_("Finish"), meant=self._finish_meant)
        self.add("finish", self.finish)
        column.addWidget(side_by_side(self.first, self.start, self.finish, stretch=(2, 1, 1)))
        self.repeat = ChoiceField(
            _("Comes again"), [(each.value, words.label("repeat", each.value)) for each in Repeat]
        )
        self.add("repeat", self.repeat)
        self.every = LineField(_("Weeks apart"))
        self.add("every", self.every)
        self.which = ChoiceField(
            _("On which of the month"), [(each.value, words.label("which", each.value)) for each in Which]
        )
        self.add("which", self.which)
        self.until = DayField(_("Last day, if any"), self.desk.today, coming=True)
        self.add("until", self.until)
        column.addWidget(side_by_side(self.repeat, self.every, self.until, stretch=(1, 1, 2)))
        self.weekdays = ChecksField(
            _("On which days"), [(str(number), shown.weekday(number)) for number in _SUNDAY_FIRST]
        )
        self.add("weekdays", self.weekdays)
        column.addWidget(self.which)
        column.addWidget(self.weekdays)
        self.area = LineField(_("Area or route"))
        self.add("area", self.area)
        self.route = ChoiceField(_("Route on the map"), [("", _("None"))])
        self.add("route_id", self.route)
        column.addWidget(side_by_side(self.area, self.route))
        self.needed = LineField(_("How many are needed"))
        self.add("needed", self.needed)
        self.regulars = RegularsField(self.desk, _("Who comes each time"))
        self.add("regulars", self.regulars)
        column.addWidget(side_by_side(self.needed, self.regulars, stretch=(1, 2)))
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))
        self.repeat.edited.connect(self._repeat_chosen)
        self.first.line.editingFinished.connect(self._follow_first)
        for field in (self.start, self.finish):
            field.line.editingFinished.connect(self._times_settled)

    def fresh_draft(self) -> ShiftDraft:
        if self.record is not None:
            return rules.draft_of(self.record)
        return ShiftDraft(repeat=Repeat.WEEKLY.value)

    def fill(self, draft: ShiftDraft) -> None:
        self._chosen_route = draft.route_id
        super().fill(draft)
        if not draft.which:
            self._guess_which()
        self._repeat_changed()
        self._times_settled()
        self.since.setVisible(self.record is not None and self.record.repeats)
        self.desk.read(shifts.areas, self._offer_areas, owner=self, slot="areas")
        chosen = draft.route_id
        self.desk.read(
            lambda work: shifts.routes(work, chosen), self._offer_routes, owner=self, slot="routes"
        )

    def collect(self) -> ShiftDraft:
        draft: ShiftDraft = super().collect()
        chosen = draft.route_id or ("" if self._routes_known else self._chosen_route)
        return dataclasses.replace(draft, route_id=chosen)

    _routes_known = False
    _chosen_route = ""

    def _offer_areas(self, areas: list[str]) -> None:
        self.area.set_suggestions(areas)

    def _offer_routes(self, found: list[Any]) -> None:
        for route, at in found:
            day = shown.day(at.astimezone(self.desk.zone).date())
            named = route.name or _("Route of {day}").format(day=day)
            named = _("{route} (planned)").format(route=named) if route.planned else named
            self.route.box.addItem(f"{named} · {mapshapes.distance(route.metres)}", route.id)
        self.route.set_value(self._chosen_route)
        if self.route.box.currentIndex() < 0:
            self.route.set_value("")
        self._routes_known = True

    def focus_first(self) -> None:
        (self.since if self.since.isVisibleTo(self) else self.first).setFocus()

    # How it comes again

    def _repeat_chosen(self) -> None:
        self._follow_first()
        self._repeat_changed()

    def _repeat_changed(self) -> None:
        repeat = self.repeat.value()
        for field in (self.every, self.until):
            field.setVisible(repeat != Repeat.ONCE.value)
        self.weekdays.setVisible(repeat != Repeat.ONCE.value)
        self.which.setVisible(repeat == Repeat.MONTHLY.value)
        monthly = repeat == Repeat.MONTHLY.value
        told = _("Months apart") if monthly else _("Weeks apart")
        self.every.label.setText(told)
        self.every.line.setAccessibleName(told)
        day = _("On which day") if monthly else _("On which days")
        self.weekdays.label.setText(day)

    def _follow_first(self) -> None:
        """Tick the weekday of the first day where none is ticked yet, or where only one can be."""
        day = times.read_coming_day(self.first.value(), self.desk.today())
        if day is None:
            return
        ticked = self.weekdays.value()
        if not ticked or (self.repeat.value() == Repeat.MONTHLY.value and len(ticked) != 1):
            self.weekdays.set_value((str(day.weekday()),))
            self._guess_which()

    def _guess_which(self) -> None:
        day = times.read_coming_day(self.first.value(), self.desk.today())
        self.which.set_value((rules.which_of_month(day) if day else Which.FIRST).value)

    # Times

    def _start_meant(self, text: str) -> str:
        """Take "8:30" for the evening, when most shifts are."""
        clock = times.read_clock(text)
        if clock is None or clock.sure:
            return spelled_clock(text)
        hour = clock.time.hour % 12 + 12
        return clock_words(times.Clock(clock.time.replace(hour=hour), True, clock.fold))

    def _finish_meant(self, text: str) -> str:
        """Take "10:30" for the first 10:30 after the start."""
        clock, start = times.read_clock(text), times.read_clock(self.start.value())
        if clock is None or clock.sure or start is None:
            return spelled_clock(text)
        other = clock.time.replace(hour=(clock.time.hour + 12) % 24)
        nearest = min(
            (each for each in (clock.time, other) if each != start.time),
            key=lambda each: rules.minutes_between(start.time, each),
        )
        return clock_words(times.Clock(nearest))

    def _times_settled(self) -> None:
        self.finish.line.spell_out()
        start, finish = times.read_clock(self.start.value()), times.read_clock(self.finish.value())
        told = ""
        if start is not None and finish is not None and start.time != finish.time:
            told = shown.duration(rules.minutes_between(start.time, finish.time))
            if finish.time < start.time:
                told = _("{duration}, past midnight").format(duration=told)
        self.finish.set_hint(told)

    def carry_out(self, work: Any, draft: ShiftDraft, photos: Photos) -> Shift:
        if self.record is not None:
            return shifts.change(work, self.record.id, draft, today=self.desk.today())
        return shifts.add(work, draft, today=self.desk.today())
