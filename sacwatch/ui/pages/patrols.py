"""The page of patrols."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words
from sacwatch.domain import patrols as rules
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.errors import Problems
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.listing import PatrolLine, PatrolQuery
from sacwatch.domain.patrols import Category, Entry, Mode, Patrol, PatrolDraft, Rule, Seat
from sacwatch.i18n import N_, _
from sacwatch.services import attachments, incidents, patrols
from sacwatch.ui import shown
from sacwatch.ui.records.crew import CrewField, EquipmentField
from sacwatch.ui.records.entries import EntriesField
from sacwatch.ui.records.fields import (
    ChecksField,
    ChoiceField,
    ClockField,
    DayField,
    LineField,
    TextField,
)
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.gallery import Gallery
from sacwatch.ui.records.listpage import NewFrom, RecordsPage
from sacwatch.ui.records.model import Column
from sacwatch.ui.records.periods import PERIODS, period_bounds
from sacwatch.ui.records.photos import PhotosField


@dataclass(frozen=True)
class _Shown:
    """What the details show of one patrol."""

    patrol: Patrol
    found: list[Incident]
    photos: list[Attachment]


class PatrolsPage(RecordsPage):
    """Patrols: the list, the chosen one, and the form in the order of the paper sheet."""

    kind = Kind.PATROL
    kinds = frozenset({Kind.PATROL, Kind.INCIDENT, Kind.ATTACHMENT})
    record_words = (N_("{count} patrol"), N_("{count} patrols"))

    def __init__(self, desk: Any) -> None:
        zone = desk.zone

        def when(line: PatrolLine) -> str:
            return f"{shown.short_day(line.day, desk.today())}, {shown.clock(line.started_at, zone)}"

        columns = (
            Column(_("When"), when, 23),
            Column(_("Lasted"), lambda line: shown.duration(line.finished_at - line.started_at), 10),
            Column(_("Where"), lambda line: line.area),
            Column(_("Who"), lambda line: ", ".join(line.crew)),
            Column(_("Noted"), lambda line: str(line.noted) if line.noted else "", 7, right=True),
        )
        super().__init__(desk, _("Patrols"), _("Log a patrol"), columns)
        self._period = self.add_filter(_("Period"), [(name, _(title)) for name, title in PERIODS])
        self._category = self.add_filter(
            _("Noted on it"),
            [
                ("", _("Anything noted")),
                *((each.value, words.label("category", each.value)) for each in Category),
            ],
        )
        self._mode = self.add_filter(
            _("How they went"),
            [("", _("Any way")), *((each.value, words.label("mode", each.value)) for each in Mode)],
        )

    def empty_words(self) -> tuple[str, str]:
        return (
            _("No patrols yet"),
            _(
                "Log each walk or drive here after it, in the order of the paper sheet. Hours, the map and "
                "the monthly papers are made from it."
            ),
        )

    def filtered(self) -> bool:
        return bool(self._period.currentData() or self._category.currentData() or self._mode.currentData())

    def query(self, offset: int) -> PatrolQuery:
        since, until = period_bounds(self._period.currentData(), self.desk.today(), self.desk.zone)
        category, mode = self._category.currentData(), self._mode.currentData()
        return PatrolQuery(
            words=self.search.text(),
            since=since,
            until=until,
            category=Category(category) if category else None,
            mode=Mode(mode) if mode else None,
            offset=offset,
        )

    def ask_lines(self, work: Any, query: PatrolQuery) -> Lines[PatrolLine]:
        return patrols.find(work, query)

    def ask_record(self, work: Any, id_: str) -> _Shown:
        patrol = patrols.get(work, id_)
        return _Shown(
            patrol, patrols.found_on(work, patrol), attachments.of(work, Ref(Kind.PATROL, patrol.id))
        )

    def remove_record(self, work: Any, id_: str) -> Any:
        return patrols.remove(work, id_)

    def removed_words(self) -> str:
        return _("Patrol removed.")

    def make_form(self, **how: Any) -> Form:
        return PatrolForm(self.desk, **how)

    def print_(self) -> None:
        id_ = self.chosen_id()
        if id_ is not None and self.form is None:
            self._to_paper(id_)

    def _to_paper(self, id_: str) -> None:
        self.desk.wanted.emit("reports", ("patrol-log", id_))

    def show_record(self, record: _Shown) -> None:
        patrol, zone, details = record.patrol, self.desk.zone, self.details
        details.heading(shown.day(patrol.day))
        details.text(
            f"{shown.span(patrol.started_at, patrol.finished_at, zone)} · {shown.duration(patrol.duration)}"
        )
        if not self.desk.read_only:
            details.buttons(
                ("edit", _("Change"), lambda: self.edit(patrol.id)),
                ("print", _("Paper"), lambda: self._to_paper(patrol.id)),
                ("remove", _("Remove"), lambda: self.remove(patrol.id)),
            )
        else:
            details.buttons(("print", _("Paper"), lambda: self._to_paper(patrol.id)))
        details.facts(
            [
                (_("Who"), "\n".join(_with_seat(each.name, each.seat, patrol.mode) for each in patrol.crew)),
                (_("Person-hours"), shown.duration(patrol.person_minutes)),
                (_("How"), words.label("mode", patrol.mode.value)),
                (_("Vehicle"), patrol.vehicle),
                (_("Miles"), shown.miles(patrol.miles) if patrol.miles is not None else ""),
                (_("Where"), patrol.area),
                (_("Weather"), patrol.weather),
                (_("Equipment"), _equipment(patrol)),
                (
                    _("Rules"),
                    ", ".join(words.label("rule", rule.value) for rule in Rule if rule in patrol.rules),
                ),
            ]
        )
        found = {each.entry_id: each for each in record.found}
        if patrol.entries:
            details.part(shown.count(len(patrol.entries), N_("{count} entry"), N_("{count} entries")))
        for entry in patrol.entries:
            self._show_entry(entry, found.get(entry.id))
        if patrol.note:
            details.part(_("Note"))
            details.text(patrol.note)
        if record.photos:
            details.part(_("Photos and files"))
            details.add(Gallery(self.desk, record.photos))

    def _show_entry(self, entry: Entry, incident: Incident | None) -> None:
        zone = self.desk.zone
        when = shown.clock(entry.at, zone) if entry.at else ""
        head = " · ".join(
            part for part in (when, entry.place.text, words.label("category", entry.category.value)) if part
        )
        told = ""
        if entry.reported_to.value != "none":
            told = _("Reported to {whom}").format(whom=words.label("reported_to", entry.reported_to.value))
            if entry.number:
                told += f" ({entry.number})"
        self.details.text("\n".join(part for part in (head, entry.seen, told) if part))
        if incident is not None:
            self.details.link(
                _("Incident: {kind}").format(kind=words.label("incident", incident.kind.value)),
                lambda: self.desk.open_record(Kind.INCIDENT, incident.id),
            )
        elif entry.category is not Category.ALL_QUIET and not self.desk.read_only:
            self.details.link(_("Record this as an incident"), lambda: self._as_incident(entry.id))

    def _as_incident(self, entry_id: str) -> None:
        zone = self.desk.zone
        self.desk.read(
            lambda work: incidents.draft_from_entry(work, entry_id, zone=zone),
            lambda draft: self.desk.wanted.emit("incidents", NewFrom(draft)),
            owner=self,
        )


def _with_seat(name: str, seat: Seat, mode: Mode) -> str:
    return f"{name} ({words.label('seat', seat.value)})" if mode is Mode.VEHICLE else name


def _equipment(patrol: Patrol) -> str:
    parts = []
    for each in patrol.equipment:
        missing = each.out and not each.back
        parts.append(_("{name} (not back)").format(name=each.name) if missing else each.name)
    return ", ".join(parts)


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
        day = self.add("day", DayField(_("Date"), self.desk.today))
        start = self.add("start", ClockField(_("Start")))
        finish = self.add("finish", ClockField(_("Finish")))
        column.addWidget(side_by_side(day, start, finish, stretch=(2, 1, 1)))
        self.mode = ChoiceField(
            _("How you went"), [(each.value, words.label("mode", each.value)) for each in Mode]
        )
        self.add("mode", self.mode)
        self.crew = CrewField(self.desk, _("Who went"))
        self.add("crew", self.crew)
        column.addWidget(side_by_side(self.mode, self.crew, stretch=(1, 2)))
        self.vehicle = vehicle = LineField(_("Vehicle"))
        self.add("vehicle", vehicle)
        self.odometer_start = odometer_start = LineField(_("Odometer at the start"), width=180)
        self.add("odometer_start", odometer_start)
        odometer_finish = self.add("odometer_finish", LineField(_("Odometer at the finish"), width=180))
        self._driving = side_by_side(vehicle, odometer_start, odometer_finish, stretch=(2, 1, 1))
        column.addWidget(self._driving)
        self.area = area = LineField(_("Area or route"))
        self.add("area", area)
        weather = self.add("weather", LineField(_("Weather")))
        column.addWidget(side_by_side(area, weather, stretch=(2, 1)))
        self.equipment = EquipmentField(_("Equipment"))
        self.add("equipment", self.equipment)
        column.addWidget(self.equipment)
        column.addWidget(
            self.add(
                "rules",
                ChecksField(
                    _("The patrollers agreed"),
                    [(each.value, words.label("rule", each.value)) for each in Rule],
                ),
            )
        )
        column.addWidget(section(_("Entries")))
        self.entries = EntriesField(self.desk, "")
        self.add("entries", self.entries)
        column.addWidget(self.entries)
        column.addWidget(self.add("note", TextField(_("Note"), least=2)))
        owner = Ref(Kind.PATROL, self.record.id) if self.record else None
        self.photos = PhotosField(self.desk, _("Photos and files"), owner)
        self.photos.edited.connect(self.touched)
        column.addWidget(self.photos)
        for field in (start, finish, day, self.crew):
            field.edited.connect(self._show_span)
            field.control.installEventFilter(self)
        self.mode.edited.connect(self._mode_changed)
        self._finish = finish

    def fresh_draft(self) -> PatrolDraft:
        if self.record is not None:
            return rules.draft_of(self.record, zone=self.desk.zone)
        self.desk.read(patrols.usual, self._offer, owner=self)
        return PatrolDraft(day="today")

    def _offer(self, usual: Any) -> None:
        if usual.areas:
            self.area.line.setPlaceholderText(_("Last time: {area}").format(area=usual.areas[0]))
            self.area.set_suggestions(list(usual.areas))
        self.equipment.offer(usual.equipment)
        if usual.vehicle:
            self.vehicle.set_suggestions([usual.vehicle])
        if usual.odometer:
            self.odometer_start.line.setPlaceholderText(
                _("Last time: {reading}").format(reading=usual.odometer)
            )

    def fill(self, draft: PatrolDraft) -> None:
        super().fill(draft)
        self._mode_changed()
        self._show_span()

    def focus_first(self) -> None:
        self.fields["start" if self.record is None else "day"].setFocus()

    def _mode_changed(self) -> None:
        driving = self.mode.value() == Mode.VEHICLE.value
        self._driving.setVisible(driving)
        self.crew.show_seats(driving)

    def collect(self) -> PatrolDraft:
        draft: PatrolDraft = super().collect()
        if draft.mode != Mode.VEHICLE.value:
            draft = dataclasses.replace(draft, odometer_start="", odometer_finish="", vehicle="")
        return draft

    def _show_span(self) -> None:
        draft = PatrolDraft(
            day=self.fields["day"].value(),
            start=self.fields["start"].value(),
            finish=self.fields["finish"].value(),
        )
        span = rules.read_span(
            draft, zone=self.desk.zone, today=self.desk.today(), now=self.desk.now(), problems=Problems()
        )
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
        self._finish.set_hint(words_)

    def carry_out(self, work: Any, draft: PatrolDraft) -> Patrol:
        how = {"zone": self.desk.zone, "today": self.desk.today(), "photos": self._photos}
        if self.record is not None:
            return patrols.change(work, self.record.id, draft, **how)
        return patrols.log(work, draft, **how)

    def save(self) -> None:
        self._photos = self.photos.value()
        super().save()
