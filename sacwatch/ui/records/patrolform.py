"""The form of a patrol, in the order of the paper sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words
from sacwatch.domain import patrols as rules
from sacwatch.domain import times
from sacwatch.domain.errors import Problems
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.patrols import Mode, Patrol, PatrolDraft, Rule, Span
from sacwatch.domain.sheets import Sheet
from sacwatch.i18n import _
from sacwatch.services import patrols, sheets
from sacwatch.services.attachments import Photos
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.crew import CrewField, EquipmentField
from sacwatch.ui.records.entries import EntriesField
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
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.housechecks import HouseChecksField
from sacwatch.ui.records.photos import PhotosField


class PatrolForm(Form):
    """A patrol in the order of the paper sheet, by keyboard from top to bottom."""

    kind = Kind.PATROL
    draft_class = PatrolDraft
    emergency = True

    def title_words(self) -> str:
        return _("Change a patrol") if self.record else _("Log a patrol")

    def saved_words(self) -> str:
        return _("Patrol changed.") if self.record else _("Patrol logged.")

    def lay_out(self, column: QVBoxLayout) -> None:
        self._evening = True
        self._evening_known = False
        self._day_is_guess = False
        self._sheet_line = plain_label("", "faint")
        self._sheet_line.hide()
        column.addWidget(self._sheet_line)
        day = self.day = DayField(_("Date"), self.desk.today)
        start = self.start = ClockField(_("Start"), meant=self._start_meant)
        finish = self.finish = ClockField(_("Finish"), meant=self._finish_meant)
        for name, field in (("day", day), ("start", start), ("finish", finish)):
            self.add(name, field)
            field.edited.connect(self._show_span)
            field.line.editingFinished.connect(self._times_settled)
        day.edited.connect(self._day_typed)
        column.addWidget(side_by_side(day, start, finish, stretch=(2, 1, 1)))
        self.mode = ChoiceField(
            _("How you went"), [(each.value, words.label("mode", each.value)) for each in Mode]
        )
        self.add("mode", self.mode)
        self.mode.edited.connect(self._mode_picked)
        self.crew = CrewField(self.desk, _("Who went"))
        self.add("crew", self.crew)
        self.crew.edited.connect(self._show_span)
        column.addWidget(side_by_side(self.mode, self.crew, stretch=(1, 2)))
        self.vehicle = LineField(_("Vehicle"))
        self.add("vehicle", self.vehicle)
        self.odometer_start = LineField(_("Odometer at the start"))
        self.add("odometer_start", self.odometer_start)
        odometer_finish = self.add("odometer_finish", LineField(_("Odometer at the finish")))
        self._driving = side_by_side(self.vehicle, self.odometer_start, odometer_finish, stretch=(2, 1, 1))
        column.addWidget(self._driving)
        self.area = LineField(_("Area or route"))
        self.add("area", self.area)
        weather = self.add("weather", LineField(_("Weather")))
        column.addWidget(side_by_side(self.area, weather, stretch=(2, 1)))
        self.equipment = EquipmentField(_("Equipment"))
        self.add("equipment", self.equipment)
        agreed = self.add(
            "rules",
            ChecksField(
                _("The patrollers agreed"),
                [(each.value, words.label("rule", each.value)) for each in Rule],
            ),
        )
        column.addWidget(side_by_side(self.equipment, agreed, stretch=(1, 1)))
        self.checks = HouseChecksField(_("Houses on the sheet"), meant=self._entry_meant)
        self.add("checks", self.checks)
        column.addWidget(self.checks)
        column.addWidget(section(_("Entries")))
        self.entries = EntriesField(self.desk, "", meant=self._entry_meant)
        self.add("entries", self.entries)
        column.addWidget(self.entries)
        wording = TextField(
            _("Words for neighbors, in place of what was seen"),
            least=1,
            placeholder=_("Left empty, they read when, how many went, what it was about and on which block."),
        )
        column.addWidget(self.add("public_wording", wording))
        column.addWidget(self.add("note", TextField(_("Note"), least=2)))
        owner = Ref(Kind.PATROL, self.record.id) if self.record else None
        self.photos = PhotosField(self.desk, _("Photos and files"), owner)
        column.addWidget(self.photos)

    def fresh_draft(self) -> PatrolDraft:
        if self.record is not None:
            return rules.draft_of(self.record, zone=self.desk.zone)
        self._day_is_guess = True
        return PatrolDraft(day="today")

    def fill(self, draft: PatrolDraft) -> None:
        if not draft.day.strip() and self.record is None:
            # Such as one from a blank sheet.
            self._day_is_guess = True
            draft = replace(draft, day="today")
        self._given = draft
        planned = times.read_clock(draft.start)
        if planned is not None and planned.sure:
            # "6:05" is the half of the day for which it was planned.
            self._evening, self._evening_known = planned.time.hour >= 12, True
        super().fill(draft)
        self._ask_sheet(draft)
        self._mode_changed()
        self._times_settled()
        self.desk.read(patrols.usual, self._offer, owner=self)

    def collect(self) -> PatrolDraft:
        """Give what was typed, and with it the sheet and the shift it is of, which no field shows."""
        draft: PatrolDraft = super().collect()
        given = self._given
        return replace(draft, sheet_id=given.sheet_id, shift_id=given.shift_id, shift_day=given.shift_day)

    def _ask_sheet(self, draft: PatrolDraft) -> None:
        """Ask which houses stand on the sheet, and where they are."""
        ids = [each.household_id for each in draft.checks]
        if not draft.sheet_id and not ids:
            return

        def ask(work: Any) -> tuple[Sheet | None, dict[str, str]]:
            return sheets.find(work, draft.sheet_id), sheets.houses_of(work, draft.sheet_id, ids)

        self.desk.read(ask, self._take_sheet, owner=self)

    def _take_sheet(self, found: tuple[Sheet | None, dict[str, str]]) -> None:
        sheet, houses = found
        self.checks.show_houses(houses)
        if sheet is not None:
            told = _("Sheet {number}. What was printed on it is filled in.").format(number=sheet.number)
            self._sheet_line.setText(told)
            self._sheet_line.show()

    def _offer(self, usual: Any) -> None:
        if usual.areas:
            self.area.line.setPlaceholderText(_("Last time: {area}").format(area=usual.areas[0]))
            self.area.set_suggestions(list(usual.areas))
        if self.record is None:
            self.equipment.offer(usual.equipment)
        if usual.vehicle:
            self.vehicle.line.setPlaceholderText(_("Last time: {vehicle}").format(vehicle=usual.vehicle))
            self.vehicle.set_suggestions([usual.vehicle])
        if usual.odometer:
            self.odometer_start.line.setPlaceholderText(
                _("Last time: {reading}").format(reading=usual.odometer)
            )
        if usual.started_at is not None and not self._evening_known:
            self._evening = usual.started_at.astimezone(self.desk.zone).hour >= 12
            self.start.line.spell_out()

    def focus_first(self) -> None:
        first = self.start if self.record is None else self.day
        first.setFocus()
        if self.record is None:
            first.line.selectAll()

    # How they went

    def _mode_picked(self) -> None:
        self._mode_changed()
        if self.mode.value() == Mode.VEHICLE.value:
            self.crew.offer_driver()

    def _mode_changed(self) -> None:
        driving = self.mode.value() == Mode.VEHICLE.value
        self._driving.setVisible(driving)
        self.crew.show_seats(driving)

    # When it was

    def _day_typed(self) -> None:
        self._day_is_guess = False

    def _start_meant(self, text: str) -> str:
        """Take "8:30" for the half of the day in which this watch walks."""
        clock = times.read_clock(text)
        if clock is None or clock.sure:
            return spelled_clock(text)
        hour = clock.time.hour % 12 + (12 if self._evening else 0)
        return clock_words(times.Clock(clock.time.replace(hour=hour), True, clock.fold))

    def _finish_meant(self, text: str) -> str:
        """Take "10:30" for the first 10:30 after the start."""
        clock = times.read_clock(text)
        if clock is None or clock.sure:
            return spelled_clock(text)
        finished_at = self._span(text).finished_at
        return text if finished_at is None else times.clock_text(finished_at, self.desk.zone)

    def _entry_meant(self, text: str) -> str:
        """Take "10:30" for the one that lies in the patrol."""
        clock = times.read_clock(text)
        if clock is None or clock.sure:
            return spelled_clock(text)
        span = self._span(self.finish.value())
        if span.started_at is None or span.finished_at is None:
            return text
        within = span.finished_at - span.started_at
        at = times.first_after(span.started_at, clock, self.desk.zone, within=within)
        return text if at is None else times.clock_text(at, self.desk.zone)

    def _span(self, finish: str) -> Span:
        draft = PatrolDraft(day=self.day.value(), start=self.start.value(), finish=finish)
        return rules.read_span(
            draft, zone=self.desk.zone, today=self.desk.today(), now=self.desk.now(), problems=Problems()
        )

    def _times_settled(self) -> None:
        """Understand anew what depends on the times that were just typed."""
        self._guess_day()
        self.finish.line.spell_out()
        self.entries.spell_out()
        self.checks.spell_out()
        self._show_span()

    def _guess_day(self) -> None:
        """Take last evening for the date where today's has not come yet."""
        clock = times.read_clock(self.start.value())
        if not self._day_is_guess or clock is None:
            return
        today = self.desk.today()
        starts = times.instants(today, clock, self.desk.zone)
        ahead = bool(starts) and starts[0] > self.desk.now()
        self.day.set_value(shown.day(today - timedelta(days=1) if ahead else today))

    def _show_span(self) -> None:
        span = self._span(self.finish.value())
        words_ = ""
        if span.started_at and span.finished_at:
            people = len(self.crew.value())
            lasted = span.finished_at - span.started_at
            words_ = shown.duration(lasted)
            if span.finished_at.astimezone(self.desk.zone).date() != span.day:
                words_ = _("{duration}, past midnight").format(duration=words_)
            if people > 1:
                minutes = round(lasted.total_seconds() / 60) * people
                words_ = _("{duration}, {hours} for {people} people").format(
                    duration=words_, hours=shown.duration(minutes), people=people
                )
        self.finish.set_hint(words_)

    def carry_out(self, work: Any, draft: PatrolDraft, photos: Photos) -> Patrol:
        how = {"zone": self.desk.zone, "today": self.desk.today(), "photos": photos}
        if self.record is not None:
            return patrols.change(work, self.record.id, draft, **how)
        return patrols.log(work, draft, **how)
