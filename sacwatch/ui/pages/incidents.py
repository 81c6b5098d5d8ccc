"""The page of incidents."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import incidents as rules
from sacwatch.domain import sensitive, texts, times
from sacwatch.domain.attachments import Attachment, PhotoFacts
from sacwatch.domain.described import SeenPerson, SeenVehicle
from sacwatch.domain.incidents import Incident, IncidentDraft, NumberState, Source, Status
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import IncidentLine, IncidentQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Patrol
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.domain.reported import ReportedTo
from sacwatch.i18n import N_, _
from sacwatch.services import attachments, finding, incidents
from sacwatch.services.attachments import Photos
from sacwatch.ui import shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.described import PersonsField, VehiclesField, band_words
from sacwatch.ui.records.fields import (
    CheckField,
    ChoiceField,
    LineField,
    TextField,
    clock_words,
)
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.gallery import Gallery
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column
from sacwatch.ui.records.occurred import Occurred
from sacwatch.ui.records.offers import Offers
from sacwatch.ui.records.periods import PERIODS, period_bounds
from sacwatch.ui.records.photos import PhotosField
from sacwatch.ui.records.places import PlaceField


@dataclass(frozen=True)
class _Shown:
    """What the details show of one incident."""

    incident: Incident
    photos: list[Attachment]
    patrol: Patrol | None


def kind_choices() -> list[tuple[str, str]]:
    """Give every kind of incident with its words, in the order of the list."""
    return [(each.value, words.label("incident", each.value)) for each in IncidentKind]


class IncidentsPage(RecordsPage):
    """Incidents: the list, the chosen one, and the form that asks for behavior first."""

    kind = Kind.INCIDENT
    kinds = frozenset({Kind.INCIDENT, Kind.ATTACHMENT})
    record_words = (N_("{count} incident"), N_("{count} incidents"))

    def __init__(self, desk: Any) -> None:
        zone = desk.zone

        def date_of(line: IncidentLine) -> str:
            return shown.short_day(line.occurred_from.astimezone(zone).date(), desk.today())

        columns = (
            Column(_("Date"), date_of, _("Wed, Nov 28")),
            Column(
                _("What"), lambda line: words.label("incident", line.kind.value), _("Suspicious activity")
            ),
            Column(_("Where"), lambda line: line.place_text),
            Column(_("What happened"), lambda line: line.happened, spare=1),
            Column(_("Status"), _status_words, _longest_status(), spare=2),
        )
        super().__init__(desk, _("Incidents"), _("Record an incident"), columns)
        self._period = self.add_filter(_("Period"), [(name, _(title)) for name, title in PERIODS])
        self._kind = self.add_filter(_("Kind"), [("", _("Any kind")), *kind_choices()])
        self._status = self.add_filter(
            _("Status"),
            [
                ("", _("Any status")),
                *((each.value, words.label("status", each.value)) for each in Status),
                ("awaiting", _("Waiting for its number")),
            ],
        )

    def empty_words(self) -> tuple[str, str]:
        return (
            _("No incidents yet"),
            _(
                "Put down here what happened in your neighborhood, with its place. The map shows what is near "
                "and what repeats, and the summary for the meeting is made from it."
            ),
        )

    def filtered(self) -> bool:
        return bool(self._period.currentData() or self._kind.currentData() or self._status.currentData())

    def query(self, offset: int) -> IncidentQuery:
        since, until = period_bounds(self._period.currentData(), self.desk.today(), self.desk.zone)
        kind, status = self._kind.currentData(), self._status.currentData()
        awaiting = status == "awaiting"
        return IncidentQuery(
            words=self.search.text(),
            since=since,
            until=until,
            kinds=frozenset({IncidentKind(kind)}) if kind else frozenset(),
            status=Status(status) if status and not awaiting else None,
            awaiting_number=awaiting,
            offset=offset,
        )

    def obey(self, order: object) -> None:
        if isinstance(order, str) and order in ("awaiting", "open"):
            self._status.setCurrentIndex(self._status.findData(order))
        else:
            super().obey(order)

    def ask_lines(self, work: Any, query: IncidentQuery) -> Lines[IncidentLine]:
        return incidents.find(work, query)

    def ask_record(self, work: Any, id_: str) -> _Shown:
        incident = incidents.get(work, id_)
        return _Shown(
            incident,
            attachments.of(work, Ref(Kind.INCIDENT, id_)),
            incidents.patrol_of(work, incident),
        )

    def remove_record(self, work: Any, id_: str) -> Any:
        return incidents.remove(work, id_)

    def removed_words(self) -> str:
        return _("Incident removed.")

    def make_form(self, **how: Any) -> Form:
        return IncidentForm(self.desk, **how)

    def print_(self) -> None:
        if self.form is None:
            chosen = self.chosen_id()
            self.desk.wanted.emit(
                "reports", ("incident-report", chosen) if chosen else ("incident-summary", "")
            )

    def show_record(self, record: _Shown) -> None:
        incident, zone, details = record.incident, self.desk.zone, self.details
        details.heading(words.label("incident", incident.kind.value))
        details.text(_when(incident, zone))
        buttons = []
        if not self.desk.read_only:
            buttons.append(("edit", _("Change"), lambda: self.edit(incident.id)))
        if incident.place.point is not None:
            buttons.append(
                ("map", _("Map"), lambda: self.desk.wanted.emit("map", Ref(Kind.INCIDENT, incident.id)))
            )
        buttons.append(("print", _("Paper"), self.print_))
        if not self.desk.read_only:
            buttons.append(("remove", _("Remove"), lambda: self.remove(incident.id)))
        details.buttons(*buttons)
        if incident.number_awaited and not self.desk.read_only:
            details.add(self._number_line(incident))
        if incident.happened:
            details.part(_("What happened"))
            details.text(incident.happened)
        if incident.public_wording:
            details.part(_("Words for neighbors"))
            details.text(incident.public_wording)
        if sensitive.withheld(incident):
            details.text(
                _("Neighbors are told only that there was one. Nothing about it is on their papers.")
            )
        details.facts(
            [
                (_("Where"), incident.place.text),
                (_("On the map"), words.label("fix", incident.place.fix.value) if incident.place else ""),
                (_("Status"), words.label("status", incident.status.value)),
                (_("Known from"), words.label("source", incident.source.value)),
                (
                    _("Reported to"),
                    ""
                    if incident.reported_to is ReportedTo.NONE
                    else words.label("reported_to", incident.reported_to.value),
                ),
                (_("Reported at"), _reported_words(incident, zone)),
                (_("Report number"), _number_words(incident)),
                (_("Offense code"), incident.code),
                (_("How it ended"), incident.disposition),
            ]
        )
        for vehicle in incident.vehicles:
            details.part(_("Vehicle"))
            details.text(_vehicle_words(vehicle))
        for person in incident.persons:
            details.part(_("Person"))
            details.facts(_person_facts(person))
        if incident.note:
            details.part(_("Note"))
            details.text(incident.note)
        if record.patrol is not None:
            patrol = record.patrol
            details.link(
                _("Found on patrol, {day}").format(day=shown.day(patrol.day)),
                lambda: self.desk.open_record(Kind.PATROL, patrol.id),
            )
        if record.photos:
            details.part(_("Photos and files"))
            details.add(Gallery(self.desk, record.photos))

    def _number_line(self, incident: Incident) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plain_label(_("The report number is still to come."), "heading"))
        line = QLineEdit()
        line.setPlaceholderText(_("Report number"))
        line.setAccessibleName(_("Report number"))
        enter = QPushButton(_("Enter it"))
        none = QPushButton(_("None will come"))
        column.addWidget(line)
        column.addWidget(flowing(enter, none))

        def keep(number: str, said: str) -> None:
            self.desk.do(
                lambda work: incidents.enter_number(work, incident.id, number), owner=self, said=said
            )

        def typed() -> None:
            if texts.visible(line.text()):
                keep(line.text(), _("Report number entered."))

        enter.clicked.connect(typed)
        line.returnPressed.connect(typed)
        none.clicked.connect(lambda: keep("", _("No number will be waited for.")))
        return holder


def _status_words(line: IncidentLine) -> str:
    return _("Number?") if line.number_awaited else words.label("status", line.status.value)


def _longest_status() -> str:
    return max((words.label("status", each.value) for each in Status), key=len)


def _when(incident: Incident, zone: Any) -> str:
    if incident.occurred_to is None:
        return shown.moment(incident.occurred_from, zone)
    whole = shown.whole_days(incident.occurred_from, incident.occurred_to, zone)
    if whole is not None:
        first, last = whole
        if first == last:
            return _("{day}, time not known").format(day=shown.day(first))
        return _("Between {start} and {end}").format(start=shown.day(first), end=shown.day(last))
    return _("Between {start} and {end}").format(
        start=shown.moment(incident.occurred_from, zone), end=shown.moment(incident.occurred_to, zone)
    )


def _reported_words(incident: Incident, zone: Any) -> str:
    at = incident.reported_at
    if at is None:
        return ""
    day = at.astimezone(zone).date()
    # The first instant of a day stands for the day.
    return shown.day(day) if at == times.day_start(day, zone) else shown.moment(at, zone)


def _number_words(incident: Incident) -> str:
    if incident.report_number:
        return incident.report_number
    if not incident.reported_to.gives_number:
        return ""
    return words.label("number", incident.number_state.value)


def _vehicle_words(vehicle: SeenVehicle) -> str:
    head = " ".join(part for part in (vehicle.colour, vehicle.year, vehicle.make, vehicle.model) if part)
    plate = " ".join(part for part in (vehicle.plate, vehicle.state) if part)
    return "\n".join(part for part in (head, vehicle.body, plate, vehicle.other) if part)


def _person_facts(person: SeenPerson) -> list[tuple[str, str]]:
    return [
        (_("Height"), band_words("height", person.height)),
        (_("Weight"), band_words("weight", person.weight)),
        (_("Build"), person.build),
        (_("Hair"), person.hair),
        (_("Clothing"), person.clothing),
        (_("Went"), person.direction),
        (_("Race as described"), person.race_as_described),
        (_("Other"), person.other),
    ]


class IncidentForm(Form):
    """An incident: when and where, what happened first, then vehicles and persons as described."""

    kind = Kind.INCIDENT
    draft_class = IncidentDraft
    emergency = True

    def title_words(self) -> str:
        return _("Change an incident") if self.record else _("Record an incident")

    def saved_words(self) -> str:
        return _("Incident changed.") if self.record else _("Incident recorded.")

    def lay_out(self, column: QVBoxLayout) -> None:
        self._entry_id: str | None = None
        kind = self.add("kind", ChoiceField(_("What it was"), kind_choices()))
        self._offers = Offers(self.desk, self)
        kind.edited.connect(self._offer_calls)
        code = self.add("code", LineField(_("Offense code, if you know it")))
        column.addWidget(side_by_side(kind, code, stretch=(2, 1)))
        when = self._occurred = Occurred(self.desk)
        for name in ("from_day", "from_clock", "to_day", "to_clock"):
            self.add(name, getattr(when, name))
        column.addWidget(
            side_by_side(when.from_day, when.from_clock, when.to_day, when.to_clock, stretch=(2, 1, 2, 1))
        )
        self.place = PlaceField(self.desk, _("Place"))
        self.add("place", self.place)
        column.addWidget(self.place)
        column.addWidget(
            self.add(
                "happened",
                TextField(
                    _("What happened"),
                    least=4,
                    placeholder=_("What was done, in order. Vehicles and persons come below."),
                ),
            )
        )
        column.addWidget(section(_("Vehicles")))
        column.addWidget(self.add("vehicles", VehiclesField("")))
        column.addWidget(section(_("Persons")))
        column.addWidget(self.add("persons", PersonsField("")))
        column.addWidget(section(_("Report and follow-up")))
        source = self.add(
            "source",
            ChoiceField(
                _("Known from"), [(each.value, words.label("source", each.value)) for each in Source]
            ),
        )
        reported_to = self.add(
            "reported_to",
            ChoiceField(
                _("Reported to"),
                [(each.value, words.label("reported_to", each.value)) for each in ReportedTo],
            ),
        )
        number = self.add("report_number", LineField(_("Report number")))
        state = self.add(
            "number_state",
            ChoiceField(
                _("If there is none yet"),
                [(each.value, words.label("number", each.value)) for each in NumberState],
            ),
        )
        column.addWidget(side_by_side(source, reported_to, number, state))
        self.add("reported_day", when.reported_day)
        self.add("reported_clock", when.reported_clock)
        status = self.add(
            "status",
            ChoiceField(_("Status"), [(each.value, words.label("status", each.value)) for each in Status]),
        )
        column.addWidget(side_by_side(when.reported_day, when.reported_clock, status, stretch=(2, 1, 2)))
        column.addWidget(self.add("disposition", TextField(_("How it ended"), least=1)))
        column.addWidget(section(_("What neighbors are told")))
        column.addWidget(
            self.add(
                "public_wording",
                TextField(
                    _("Words for neighbors, in place of what happened"),
                    least=2,
                    placeholder=_("Left empty, they read what it was, when, and on which block."),
                ),
            )
        )
        column.addWidget(
            self.add(
                "counted_only", CheckField(_("Tell neighbors only that there was one, and nothing of it"))
            )
        )
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))
        owner = Ref(Kind.INCIDENT, self.record.id) if self.record else None
        self.photos = PhotosField(self.desk, _("Photos and files"), owner)
        self.photos.facts_read.connect(self._offer_facts)
        column.addWidget(self.photos)
        self._offer = QWidget()
        self._offer_row = QHBoxLayout(self._offer)
        self._offer_row.setContentsMargins(0, 0, 0, 0)
        self._offer.hide()
        column.addWidget(self._offer)

    def fresh_draft(self) -> IncidentDraft:
        if self.record is not None:
            return rules.draft_of(self.record, zone=self.desk.zone)
        return IncidentDraft(from_day="today")

    def fill(self, draft: IncidentDraft) -> None:
        super().fill(draft)
        self._offers.ask(self._offer_calls)
        self._entry_id = draft.entry_id
        self._occurred.show_halves()

    def collect(self) -> IncidentDraft:
        draft: IncidentDraft = super().collect()
        return dataclasses.replace(draft, entry_id=self._entry_id)

    def _offer_calls(self) -> None:
        """Say beneath the kind whom to call about it."""
        kind = self.fields["kind"]
        kind.set_hint(self._offers.words(IncidentKind(kind.value()) if kind.value() else None))

    def _offer_facts(self, facts: PhotoFacts) -> None:
        """Offer a photo's time and place to the form; they are kept only if the captain takes them."""
        while self._offer_row.count():
            item = self._offer_row.takeAt(0)
            if item is not None and item.widget() is not None:
                item.widget().deleteLater()
        taken, point = facts.taken_local, facts.point
        self._offer_row.addWidget(plain_label(_("The photo knows more:"), "faint"))
        if taken is not None:
            button = QPushButton(
                _("Take its time: {day}, {time}").format(
                    day=shown.day(taken.date()), time=clock_words(times.Clock(taken.time()))
                )
            )
            button.clicked.connect(lambda: self._take_time(taken))
            self._offer_row.addWidget(button)
        if point is not None:
            button = QPushButton(_("Take its place"))
            button.clicked.connect(lambda: self._take_place(point))
            self._offer_row.addWidget(button)
        self._offer_row.addStretch(1)
        self._offer.show()

    def _take_place(self, point: Point) -> None:
        """Take the photo's point, with the words of the address nearest to it where none were typed."""
        self.place.take(Place("", point, Fix.PHOTO))
        self.desk.tasks.in_pool(
            lambda _job: finding.nearest_place(point),
            owner=self,
            slot="nearest",
            then=lambda near: self.place.take(Place(near.text, point, Fix.PHOTO)),
            fail=self.desk.failed,
        )

    def _take_time(self, taken: Any) -> None:
        self.fields["from_day"].set_value(taken.date().isoformat())
        self.fields["from_clock"].set_value(clock_words(times.Clock(taken.time())))
        self.touched()

    def carry_out(self, work: Any, draft: IncidentDraft, photos: Photos) -> Incident:
        how = {"zone": self.desk.zone, "today": self.desk.today(), "photos": photos}
        if self.record is not None:
            return incidents.change(work, self.record.id, draft, **how)
        return incidents.record(work, draft, **how)
