"""The page of patrols."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words
from sacwatch.domain import patrols as rules
from sacwatch.domain import times
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.errors import Problems
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.listing import PatrolLine, PatrolQuery
from sacwatch.domain.patrols import Category, Entry, Mode, Patrol, PatrolDraft, Rule, Seat, Span, Stop
from sacwatch.domain.routes import Route
from sacwatch.i18n import N_, _
from sacwatch.services import attachments, incidents, mapshapes, patrols, routes
from sacwatch.services.attachments import Photos
from sacwatch.ui import shown
from sacwatch.ui.picking import RouteOf
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
    routes: list[Route]


class PatrolsPage(RecordsPage):
    """Patrols: the list, the chosen one, and the form in the order of the paper sheet."""

    kind = Kind.PATROL
    kinds = frozenset({Kind.PATROL, Kind.INCIDENT, Kind.ATTACHMENT, Kind.ROUTE})
    record_words = (N_("{count} patrol"), N_("{count} patrols"))

    def __init__(self, desk: Any) -> None:
        zone = desk.zone

        def when(line: PatrolLine) -> str:
            return f"{shown.short_day(line.day, desk.today())}, {shown.clock(line.started_at, zone)}"

        columns = (
            Column(_("When"), when, _("Wed, Nov 28, 10:45 pm")),
            Column(
                _("Lasted"),
                lambda line: shown.duration(line.finished_at - line.started_at),
                "1 hr 45 min",
                spare=1,
            ),
            Column(_("Where"), lambda line: line.area),
            Column(_("Who"), lambda line: ", ".join(line.crew), spare=3),
            Column(_("Noted"), lambda line: str(line.noted) if line.noted else "", "88", right=True, spare=2),
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
            patrol,
            patrols.found_on(work, patrol),
            attachments.of(work, Ref(Kind.PATROL, patrol.id)),
            routes.of_patrol(work, patrol.id),
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
                (_("Odometer at the start"), _reading(patrol.odometer_start)),
                (_("Odometer at the finish"), _reading(patrol.odometer_finish)),
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
        self._show_routes(patrol.id, record.routes)
        if patrol.note:
            details.part(_("Note"))
            details.text(patrol.note)
        if record.photos:
            details.part(_("Photos and files"))
            details.add(Gallery(self.desk, record.photos))

    def _show_routes(self, patrol_id: str, found: list[Route]) -> None:
        if not found and self.desk.read_only:
            return
        self.details.part(_("Where it went"))
        for route in found:
            told = (route.name, mapshapes.distance(route.metres), words.label("route", route.source.value))
            self.details.link(
                " · ".join(part for part in told if part),
                partial(self.desk.open_record, Kind.ROUTE, route.id),
                _("Show it on the map"),
            )
        if not self.desk.read_only:
            self.details.link(
                _("Draw it on the map"), lambda: self.desk.wanted.emit("map", RouteOf(patrol_id))
            )
            self.details.link(
                _("Bring in a GPX track"), lambda: self.desk.wanted.emit("map", RouteOf(patrol_id, gpx=True))
            )

    def _show_entry(self, entry: Entry, incident: Incident | None) -> None:
        zone = self.desk.zone
        when = shown.clock(entry.at, zone) if entry.at else ""
        stopped = words.label("stop", entry.stop.value) if entry.stop is Stop.STOP else ""
        what = words.label("category", entry.category.value)
        head = " · ".join(part for part in (when, entry.place.text, what, stopped) if part)
        told = ""
        if entry.reported_to.value != "none":
            told = _("Reported to {whom}").format(whom=words.label("reported_to", entry.reported_to.value))
            if entry.number:
                told += f" ({entry.number})"
        elif entry.number:
            told = _("Case number: {number}").format(number=entry.number)
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


def _reading(miles: Decimal | None) -> str:
    return "" if miles is None else shown.miles(miles)


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
        self._evening = True
        self._day_is_guess = False
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
        column.addWidget(section(_("Entries")))
        self.entries = EntriesField(self.desk, "", meant=self._entry_meant)
        self.add("entries", self.entries)
        column.addWidget(self.entries)
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
        super().fill(draft)
        self._mode_changed()
        self._times_settled()
        self.desk.read(patrols.usual, self._offer, owner=self)

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
        if usual.started_at is not None:
            self._evening = usual.started_at.astimezone(self.desk.zone).hour >= 12
            self.start.line.spell_out()

    def focus_first(self) -> None:
        (self.start if self.record is None else self.day).setFocus()

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
