"""The page of patrols."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from sacwatch import words
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.listing import PatrolLine, PatrolQuery
from sacwatch.domain.patrols import Category, Entry, Mode, Patrol, Rule, Seat, Stop
from sacwatch.domain.routes import Route
from sacwatch.domain.sheets import Sheet, SheetDraft
from sacwatch.i18n import N_, _
from sacwatch.services import attachments, incidents, mapshapes, patrols, routes, sheets
from sacwatch.ui import shown
from sacwatch.ui.picking import RouteOf, ShiftOn
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.gallery import Gallery
from sacwatch.ui.records.listpage import NewFrom, RecordsPage
from sacwatch.ui.records.model import Column
from sacwatch.ui.records.patrolform import PatrolForm
from sacwatch.ui.records.periods import PERIODS, period_bounds
from sacwatch.ui.records.sheetdialogs import NumberDialog
from sacwatch.ui.records.sheetform import SheetForm


@dataclass(frozen=True)
class _Shown:
    """What the details show of one patrol."""

    patrol: Patrol
    found: list[Incident]
    photos: list[Attachment]
    routes: list[Route]
    houses: dict[str, str]
    """Where the houses are that were looked at, by their ids."""
    sheet: Sheet | None = None


class PatrolsPage(RecordsPage):
    """Patrols: the list, the chosen one, and the form in the order of the paper sheet."""

    kind = Kind.PATROL
    kinds = frozenset({Kind.PATROL, Kind.INCIDENT, Kind.ATTACHMENT, Kind.ROUTE, Kind.HOUSEHOLD})
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
        self._sheet_buttons = (
            self.add_secondary(_("New sheet"), self.make_sheet),
            self.add_secondary(_("Type in a sheet"), self.type_in),
        )
        self._sheet_buttons[1].setToolTip(_("Type in a sheet by its number (Ctrl+T, from any page)"))
        for button in self._sheet_buttons:
            button.setEnabled(not desk.read_only)
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
        checked = [each.household_id for each in patrol.entries if each.household_id is not None]
        return _Shown(
            patrol,
            patrols.found_on(work, patrol),
            attachments.of(work, Ref(Kind.PATROL, patrol.id)),
            routes.of_patrol(work, patrol.id),
            sheets.addresses(work, checked),
            sheets.find(work, patrol.sheet_id or ""),
        )

    def remove_record(self, work: Any, id_: str) -> Any:
        return patrols.remove(work, id_)

    def removed_words(self) -> str:
        return _("Patrol removed.")

    def make_form(self, **how: Any) -> Form:
        kept = how.get("kept")
        if isinstance(how.get("draft"), SheetDraft) or (kept is not None and kept.kind is Kind.SHEET):
            return SheetForm(self.desk, **how)
        return PatrolForm(self.desk, **how)

    # Sheets

    def make_sheet(self) -> None:
        """Begin a new patrol sheet."""
        if not self.desk.read_only:
            self.open_form(draft=SheetDraft())

    def type_in(self) -> None:
        """Ask for the number of the sheet that came back, and open its form."""
        if self.desk.read_only:
            return
        dialog = NumberDialog(self, self.desk)
        accepted = dialog.exec() == NumberDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not accepted:
            return
        if dialog.patrol_id is not None:
            self.obey(Ref(Kind.PATROL, dialog.patrol_id))
        elif dialog.found is not None:
            self.open_form(draft=dialog.found.draft)

    def open_form(self, **how: Any) -> None:
        super().open_form(**how)
        for button in self._sheet_buttons:
            button.hide()

    def form_gone(self, saved: Ref | None) -> None:
        for button in self._sheet_buttons:
            button.show()
        # A sheet is in no list here; its form leads to the paper.
        super().form_gone(None if saved is not None and saved.kind is Kind.SHEET else saved)

    def show_ref(self, ref: Ref) -> None:
        if ref.kind is Kind.SHEET:
            zone = self.desk.zone
            self.desk.read(
                lambda work: sheets.open_(work, sheets.get(work, ref.id), zone=zone),
                self._show_sheet,
                owner=self,
            )
            return
        super().show_ref(ref)

    def _show_sheet(self, found: sheets.Opened) -> None:
        """Go to the patrol that was typed from a sheet, or begin to type it."""
        if found.patrol_id is not None:
            super().show_ref(Ref(Kind.PATROL, found.patrol_id))
        elif not self.desk.read_only:
            self.open_form(draft=found.draft)

    def obey(self, order: object) -> None:
        if order == "sheet":
            self.make_sheet()
        elif order == "type_in":
            self.type_in()
        else:
            super().obey(order)

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
        if patrol.shift_id is not None and patrol.shift_day is not None:
            planned = ShiftOn(patrol.shift_id, patrol.shift_day)
            details.link(_("The shift it was planned for"), lambda: self.desk.wanted.emit("shifts", planned))
        if record.sheet is not None:
            details.link(
                _("Sheet {number} as it came back").format(number=record.sheet.number),
                lambda: self.desk.wanted.emit("reports", ("filled-sheet", patrol.id)),
            )
        found = {each.entry_id: each for each in record.found}
        if patrol.entries:
            details.part(shown.count(len(patrol.entries), N_("{count} entry"), N_("{count} entries")))
        for entry in patrol.entries:
            house = record.houses.get(entry.household_id or "", "")
            self._show_entry(entry, found.get(entry.id), house)
        self._show_routes(patrol.id, record.routes)
        if patrol.public_wording:
            details.part(_("Words for neighbors"))
            details.text(patrol.public_wording)
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

    def _show_entry(self, entry: Entry, incident: Incident | None, house: str) -> None:
        zone = self.desk.zone
        when = shown.clock(entry.at, zone) if entry.at else ""
        stopped = words.label("stop", entry.stop.value) if entry.stop is Stop.STOP else ""
        what = words.label("category", entry.category.value)
        head = " · ".join(part for part in (when, entry.place.text or house, what, stopped) if part)
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
