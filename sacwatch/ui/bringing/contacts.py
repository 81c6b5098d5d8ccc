"""Brings in contacts: choose a file, look its people over, and let them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel

from sacwatch import words
from sacwatch.domain import contactcolumns
from sacwatch.domain.contactcolumns import Holds
from sacwatch.i18n import N_, _
from sacwatch.services import contacts
from sacwatch.services.contacts import Becomes, Came, Found, Source
from sacwatch.ui import plain, shown
from sacwatch.ui.bringing.dialog import BringDialog
from sacwatch.ui.bringing.lines import Heading, Line
from sacwatch.ui.records.fields import Choice

_TOLD_AT_MOST = 3


class BringContacts(BringDialog):
    """The people of a file, and what becomes of each."""

    title_words = N_("Bring in contacts")
    reading_words = N_("Reading the contacts")
    files_words = N_("Contacts ({patterns})")
    endings = ("vcf", "vcard", "csv", "txt", "tsv", "xlsx")
    read = staticmethod(contacts.read)

    def __init__(self, session: Any) -> None:
        super().__init__(
            session,
            _(
                "Nobody is overwritten: who is here already only gets what was missing. Being brought in, nobody has "
                "agreed to anything yet, so what you know of them stays for you alone."
            ),
            (
                Heading(_("Name"), 22, typed=True),
                Heading(_("What will happen")),
                Heading(_("Phone"), 18, spare=2),
                Heading(_("E-mail"), 20, spare=1),
                Heading(_("Address"), 22, spare=3),
            ),
            _("People in the file"),
        )
        self._rows: list[Found] = []
        self._choices: dict[int, Becomes] = {}
        self._names: dict[int, str] = {}
        row = QHBoxLayout()
        self.becomes = Choice([])
        self.becomes.setAccessibleName(_("What becomes of the chosen person"))
        self.becomes.activated.connect(lambda _index: self._choose(Becomes(self.becomes.currentData())))
        heading = QLabel(_("The chosen person"))
        heading.setBuddy(self.becomes)
        row.addWidget(heading)
        row.addWidget(self.becomes, 1)
        self.column.addLayout(row)
        self.households = QCheckBox(_("Make a household for each address that is not here yet"))
        self.households.setChecked(True)
        self.column.addWidget(self.households)
        self.finish()

    def take(self, source: Source) -> None:
        self._source = source
        self._choices.clear()
        self._names.clear()
        self.show_file(source.table, source.is_text, source.unread)
        name = plain.line(source.path.name)
        people = shown.count(len(source.contacts), N_("{count} person"), N_("{count} people"))
        self.about.setText(_("“{name}”: {people}").format(name=name, people=people))
        if source.contacts:
            self.say("")
        elif source.table is not None:
            self.say(
                _(
                    "SacWatch knows none of the columns of this file. Press “What the columns hold…” and say which one "
                    "has the name, the phone or the e-mail."
                ),
                self.columns_button,
            )
        else:
            self.say(_("None of the cards in this file could be read."))
        self.in_lane(
            lambda work: contacts.preview(work, source.contacts),
            self._show,
            _("Looking who is here already…"),
        )

    def _show(self, rows: list[Found]) -> None:
        self._rows = rows
        self.show_all()

    # What becomes of each

    def _becomes(self, place: int) -> Becomes:
        return self._choices.get(place, self._rows[place].usual)

    def describe(self, place: int) -> Line:
        row = self._rows[place]
        contact = row.contact
        more = f" +{len(contact.phones) - 1}" if len(contact.phones) > 1 else ""
        cells = (
            self._names.get(place) or plain.line(contact.called),
            self._what(place),
            contact.phones[0].text + more if contact.phones else "",
            contact.emails[0] if contact.emails else "",
            contact.addresses[0] if contact.addresses else "",
        )
        return Line(cells, self._becomes(place) is not Becomes.LEFT)

    def _what(self, place: int) -> str:
        row, becomes = self._rows[place], self._becomes(place)
        name = plain.line(row.other_name)
        shared = words.label("shares", row.why.value) if row.why else ""
        if row.retired:
            name = _("{name} (retired)").format(name=name)
        if becomes is Becomes.JOINED and row.in_file:
            return _("Goes together with {name} of this file: {shared}").format(name=name, shared=shared)
        if becomes is Becomes.JOINED:
            adds = _adds(row)
            if not adds:
                return _("Is {name}, with nothing new").format(name=name)
            return _("Is {name} ({shared}), who gets {adds}").format(name=name, shared=shared, adds=adds)
        if becomes is Becomes.LEFT and row.sure and row.usual is Becomes.LEFT:
            return _("Is here already with all of this: {name}").format(name=name)
        if becomes is Becomes.LEFT:
            return _("Stays out")
        if row.other:
            return _("New, with {shared} as {name}. Please look.").format(shared=shared, name=name)
        if not row.contact.name and not self._names.get(place):
            return _("New, without a name in the file")
        return _("New")

    def groups(self) -> list[tuple[str, str, list[int]]]:
        rows = self._rows
        return [
            ("all", _("All"), list(range(len(rows)))),
            ("new", _("New"), [at for at, row in enumerate(rows) if row.usual is Becomes.ADDED]),
            (
                "same",
                _("Here already, gets more"),
                [at for at, row in enumerate(rows) if row.usual is Becomes.JOINED],
            ),
            (
                "known",
                _("Here already, nothing new"),
                [at for at, row in enumerate(rows) if row.usual is Becomes.LEFT],
            ),
            ("look", _("Please look"), [at for at, row in enumerate(rows) if _wants_a_look(row)]),
        ]

    def tick(self, place: int, on: bool) -> None:
        row = self._rows[place]
        if not on:
            self._choices[place] = Becomes.LEFT
        elif row.usual is not Becomes.LEFT:
            self._choices.pop(place, None)
        else:
            self._choices[place] = Becomes.JOINED if row.sure else Becomes.ADDED
        self.renew()

    def rename(self, place: int, name: str) -> None:
        self._names[place] = name
        self.renew()

    def line_chosen(self) -> None:
        place = self.table.chosen
        self.becomes.clear()
        self.becomes.setEnabled(place is not None and place < len(self._rows))
        if place is None or place >= len(self._rows):
            return
        row = self._rows[place]
        self.becomes.addItem(_("Becomes a new member"), Becomes.ADDED.value)
        if row.other:
            name = plain.line(row.other_name)[:60]
            self.becomes.addItem(
                _("Is {name}, who gets what is missing").format(name=name), Becomes.JOINED.value
            )
        self.becomes.addItem(_("Stays out"), Becomes.LEFT.value)
        self.becomes.setCurrentIndex(self.becomes.findData(self._becomes(place).value))

    def _choose(self, becomes: Becomes) -> None:
        place = self.table.chosen
        if place is not None:
            self._choices[place] = becomes
            self.renew()

    def count(self) -> tuple[int, str]:
        number = sum(self._becomes(place) is not Becomes.LEFT for place in range(len(self._rows)))
        return number, shown.count(number, N_("Bring in {count} person"), N_("Bring in {count} people"))

    # How the file is read

    @property
    def path(self) -> Path:
        return self._source.path

    def column_choices(self) -> tuple[list[tuple[str, str]], list[str]]:
        choices = [(each.value, words.label("holds", each.value)) for each in Holds]
        return choices, [use.holds.value for use in self._source.uses]

    def use_columns(self, chosen: list[str]) -> None:
        uses = self._source.uses
        for place, holds in enumerate(chosen):
            if uses[place].holds.value != holds:
                uses = contactcolumns.changed(uses, place, Holds(holds))
        self.take(contacts.with_columns(self._source, uses))

    def bring_in(self) -> None:
        rows, choices, names = self._rows, dict(self._choices), dict(self._names)
        session, homes = self.session, self.households.isChecked()
        bring_in(session, rows, choices, names, make_households=homes)


def _wants_a_look(row: Found) -> bool:
    return bool(row.other and not row.sure) or not row.contact.name


def _adds(row: Found) -> str:
    """Name what somebody who is here gets."""
    added = row.added
    parts = [
        added.name,
        *added.phones,
        added.email,
        added.address,
        added.language,
        _("a line in the note") if added.noted else "",
    ]
    return ", ".join(plain.line(part) for part in parts if part)


def bring_in(
    session: Any,
    rows: Sequence[Found],
    choices: dict[int, Becomes],
    names: dict[int, str],
    *,
    make_households: bool,
) -> None:
    """Bring people in, with progress, and say what came of it."""
    desk = session.desk
    today = desk.today()

    def deed(work: Any, report: Any) -> Came:
        return contacts.bring_in(
            work,
            rows,
            choices,
            names=names,
            make_households=make_households,
            today=today,
            progress=report,
        )

    def done(came: Came, step: int | None) -> None:
        desk.said.emit(came_words(came), step)
        for contact, problem in came.refused[:_TOLD_AT_MOST]:
            name = plain.line(contact.called)[:60]
            desk.told.emit(f"{name}: {words.sentence(problem.key, problem.values)}")

    desk.do_long(deed, title=_("Bringing in the contacts"), then=done)


def came_words(came: Came) -> str:
    """Say what an import did."""
    parts = []
    if came.added:
        parts.append(shown.count(came.added, N_("{count} new member"), N_("{count} new members")))
    if came.joined:
        parts.append(
            shown.count(
                came.joined, N_("{count} who was here got more"), N_("{count} who were here got more")
            )
        )
    if came.households:
        parts.append(shown.count(came.households, N_("{count} new household"), N_("{count} new households")))
    if came.refused:
        parts.append(
            shown.count(len(came.refused), N_("{count} could not come in"), N_("{count} could not come in"))
        )
    return _("{what}.").format(what=", ".join(parts)) if parts else _("There was nothing new to bring in.")
