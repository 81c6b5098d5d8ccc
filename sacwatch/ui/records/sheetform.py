"""The form of a new patrol sheet: who goes when and where, or blank ones to keep in stock."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words
from sacwatch.domain import texts, times
from sacwatch.domain.errors import Invalid, Problem
from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import Mode
from sacwatch.domain.sheets import MOST_BLANKS, SheetDraft
from sacwatch.i18n import _
from sacwatch.services import patrols, sheets
from sacwatch.services.attachments import Photos
from sacwatch.ui import shown
from sacwatch.ui.records.crew import CrewField
from sacwatch.ui.records.fields import ChoiceField, ClockField, DayField, LineField, clock_words
from sacwatch.ui.records.form import Form, side_by_side

_TONIGHT, _BLANK = "tonight", "blank"


class SheetForm(Form):
    """A new patrol sheet. Saving gives it its number; the paper is printed on the page of reports."""

    kind = Kind.SHEET
    draft_class = SheetDraft
    emergency = True

    def title_words(self) -> str:
        return _("Make a patrol sheet")

    def saved_words(self) -> str:
        return ""  # what is on paper cannot be undone, so no toast offers it

    def lay_out(self, column: QVBoxLayout) -> None:
        self._evening = True
        self.made: list[str] = []
        self.save_button.setText(_("Make the sheet"))
        self.sort = ChoiceField(
            _("Which sheet"), [(_TONIGHT, _("For a patrol")), (_BLANK, _("Blank sheets, to keep in stock"))]
        )
        self.sort.edited.connect(self._sort_picked)
        self.sort.edited.connect(self.touched)
        self.count = LineField(_("How many"))
        self.count.set_value("1")
        column.addWidget(side_by_side(self.sort, self.count, stretch=(2, 1)))
        self.day = DayField(_("Date"), self.desk.today, coming=True)
        self.start = ClockField(_("Planned start"), meant=self._start_meant)
        self.finish = ClockField(_("Planned finish"), meant=self._finish_meant)
        for name, field in (("day", self.day), ("start", self.start), ("finish", self.finish)):
            self.add(name, field)
        self.start.line.editingFinished.connect(self.finish.line.spell_out)
        times_row = side_by_side(self.day, self.start, self.finish, stretch=(2, 1, 1))
        column.addWidget(times_row)
        modes = [("", _("Left open")), *((each.value, words.label("mode", each.value)) for each in Mode)]
        self.mode = ChoiceField(_("How you go"), modes)
        self.add("mode", self.mode)
        self.mode.edited.connect(self._mode_changed)
        self.vehicle = LineField(_("Vehicle"))
        self.add("vehicle", self.vehicle)
        how = side_by_side(self.mode, self.vehicle, stretch=(1, 2))
        column.addWidget(how)
        self.crew = CrewField(self.desk, _("Who goes"))
        self.add("crew", self.crew)
        column.addWidget(self.crew)
        self.area = LineField(_("Area or route"))
        self.add("area", self.area)
        self.route = ChoiceField(_("Route on the map"), [("", _("None"))])
        self.add("route_id", self.route)
        where = side_by_side(self.area, self.route, stretch=(2, 1))
        column.addWidget(where)
        self.equipment = LineField(_("Equipment, with commas between"))
        self.equipment.edited.connect(self.touched)
        column.addWidget(self.equipment)
        self._for_patrol = (times_row, how, self.crew, where, self.equipment)

    def fresh_draft(self) -> SheetDraft:
        return SheetDraft()

    def fill(self, draft: SheetDraft) -> None:
        self._given = draft
        super().fill(draft)
        self.equipment.set_value(", ".join(draft.equipment))
        self.sort.set_value(_BLANK if draft.blank else _TONIGHT)
        self._sort_picked()
        self._mode_changed()
        zone = self.desk.zone
        self.desk.read(
            lambda work: (sheets.offers(work, zone=zone), patrols.usual(work)), self._offer, owner=self
        )

    def _offer(self, found: tuple[sheets.Offers, patrols.Usual]) -> None:
        offers, usual = found
        for id_, name, day in offers.routes:
            told = _("{route} (planned)").format(route=name)
            if day is not None:
                told = f"{name} · {shown.short_day(day, self.desk.today())}"
            self.route.box.addItem(told, id_)
        self.route.set_value(self._given.route_id)
        if usual.areas:
            self.area.line.setPlaceholderText(_("Last time: {area}").format(area=usual.areas[0]))
            self.area.set_suggestions(list(usual.areas))
        if usual.vehicle:
            self.vehicle.line.setPlaceholderText(_("Last time: {vehicle}").format(vehicle=usual.vehicle))
            self.vehicle.set_suggestions([usual.vehicle])
        if not self._given.equipment and not self.dirty:
            self.equipment.set_value(", ".join(usual.equipment))
        if offers.start and not self._given.start:
            told = _("Last time: {start}").format(start=offers.start)
            self.start.line.setPlaceholderText(told)
        if usual.started_at is not None:
            self._evening = usual.started_at.astimezone(self.desk.zone).hour >= 12
            self.start.line.spell_out()

    def focus_first(self) -> None:
        self.start.setFocus()

    def _blank(self) -> bool:
        return self.sort.value() == _BLANK

    def _sort_picked(self) -> None:
        self.count.setVisible(self._blank())
        for each in self._for_patrol:
            each.setVisible(not self._blank())

    def _mode_changed(self) -> None:
        driving = self.mode.value() == Mode.VEHICLE.value
        self.vehicle.setVisible(driving)
        self.crew.show_seats(driving)

    def _start_meant(self, text: str) -> str:
        """Take "8:30" for the half of the day in which this watch walks."""
        clock = times.read_clock(text)
        if clock is None:
            return text
        if clock.sure:
            return clock_words(clock)
        hour = clock.time.hour % 12 + (12 if self._evening else 0)
        return clock_words(times.Clock(clock.time.replace(hour=hour), True, clock.fold))

    def _finish_meant(self, text: str) -> str:
        """Take "10:30" for the first 10:30 after the start."""
        clock, start = times.read_clock(text), times.read_clock(self.start.value())
        if clock is None:
            return text
        if clock.sure or start is None:
            return clock_words(clock) if clock.sure else text
        late = (clock.time.hour % 12, clock.time.minute) <= (start.time.hour % 12, start.time.minute)
        evening = (start.time.hour >= 12) != late
        hour = clock.time.hour % 12 + (12 if evening else 0)
        return clock_words(times.Clock(clock.time.replace(hour=hour), True, clock.fold))

    def collect(self) -> SheetDraft:
        typed = super().collect()
        names = tuple(part.strip() for part in self.equipment.value().split(",") if part.strip())
        return SheetDraft(
            blank=self._blank(),
            day=typed.day,
            start=typed.start,
            finish=typed.finish,
            mode=typed.mode,
            vehicle=typed.vehicle,
            crew=typed.crew,
            area=typed.area,
            route_id=typed.route_id,
            equipment=names,
            shift_id=self._given.shift_id,
            shift_day=self._given.shift_day,
            note=self._given.note,
        )

    def carry_out(self, work: Any, draft: SheetDraft, photos: Photos) -> Any:
        if draft.blank:
            count, problem = texts.number(self.count.value(), low=1, high=MOST_BLANKS)
            if problem is not None or count is None:
                raise Invalid({"count": problem or Problem("problem.needed")})
            made = sheets.prepare_blanks(work, int(count))
        else:
            made = [sheets.prepare(work, draft, zone=self.desk.zone, today=self.desk.today())]
        self.made = [each.id for each in made]
        return made[0]

    def _saved(self, record: Any) -> None:
        super()._saved(record)
        # The number stands in the record; what is wanted now is the paper.
        self.desk.wanted.emit("reports", ("patrol-sheet", ",".join(self.made)))

    def show_problems(self, problems: dict[str, Problem]) -> None:
        super().show_problems(problems)
        if "count" in problems:
            problem = problems["count"]
            self._tell(words.sentence("trouble.fields"))
            self.count.set_problem(words.sentence(problem.key, problem.values))
            self.count.setFocus()
