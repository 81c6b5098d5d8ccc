"""Brings in a patrol log that was kept in a spreadsheet: choose a file, look its patrols over, and let them in."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit

from sacwatch import words
from sacwatch.domain import patrolcolumns
from sacwatch.domain.patrolcolumns import Tells
from sacwatch.i18n import N_, _
from sacwatch.services import patrolsheets
from sacwatch.services.patrolsheets import FoundPatrol, Log
from sacwatch.ui import plain, shown
from sacwatch.ui.bringing.dialog import BringDialog
from sacwatch.ui.bringing.lines import Heading, Line


class BringPatrols(BringDialog):
    """The patrols of a file, and why some of them stay out."""

    title_words = N_("Bring in an old patrol log")
    reading_words = N_("Reading the patrol log")
    files_words = N_("Spreadsheets ({patterns})")
    endings = ("csv", "txt", "tsv", "xlsx")
    read = staticmethod(patrolsheets.read)

    def __init__(self, session: Any) -> None:
        super().__init__(
            session,
            _(
                "Each row becomes a patrol. Names that are those of members count for them. What is here already does "
                "not come in twice, and all of it is one step that Undo takes back."
            ),
            (
                Heading(_("When"), 25),
                Heading(_("What will happen")),
                Heading(_("Who"), 22, spare=4),
                Heading(_("Lasted"), 12, spare=3),
                Heading(_("Area"), 16, spare=2),
                Heading(_("Miles"), 7, spare=1),
            ),
            _("Patrols in the file"),
        )
        self._rows: list[FoundPatrol] = []
        self._left_out: set[int] = set()
        self.evening = QCheckBox(_("Times such as 8:30, without am or pm, are in the evening"))
        self.evening.clicked.connect(lambda on: self._read_so(evening=on))
        self.column.addWidget(self.evening)
        row = QHBoxLayout()
        self.start_label = QLabel(_("Where no start is given, patrols began at"))
        self.start = QLineEdit()
        self.start.setPlaceholderText(_("such as 8 pm; blank leaves them out"))
        self.start.setAccessibleName(self.start_label.text())
        self.start_label.setBuddy(self.start)
        self.start.editingFinished.connect(self._start_typed)
        row.addWidget(self.start_label)
        row.addWidget(self.start, 1)
        self.column.addLayout(row)
        self.finish()

    def take(self, log: Log) -> None:
        self._log = log
        self._left_out.clear()
        self.show_file(log.table, log.is_text, log.table.unread)
        name = plain.line(log.path.name)
        rows = shown.count(len(log.table.rows), N_("{count} row"), N_("{count} rows"))
        self.about.setText(_("“{name}”: {rows}").format(name=name, rows=rows))
        self.evening.setChecked(log.evening)
        self.evening.setVisible(patrolcolumns.unsure(log.table, log.uses))
        missing = patrolcolumns.missing(log.uses)
        if missing == (Tells.START,):
            missing = () if log.usual_start else missing
        if missing:
            lacks = ", ".join(words.label("tells", each.value) for each in missing)
            told = _("Please press “What the columns hold…” and say which one has this: {what}.")
            self.say(told.format(what=lacks), self.columns_button)
        else:
            self.say("")
        zone, today = self.desk.zone, self.desk.today()
        self.in_lane(
            lambda work: patrolsheets.preview(work, log, zone=zone, today=today),
            self._show,
            _("Looking what is here already…"),
        )

    def _show(self, rows: list[FoundPatrol]) -> None:
        self._rows = rows
        lacking = any(row.problem is not None and row.problem.key == "problem.log_no_start" for row in rows)
        for each in (self.start_label, self.start):
            each.setVisible(lacking or bool(self._log.usual_start))
        self.show_all()

    def _read_so(self, **how: Any) -> None:
        self.take(dataclasses.replace(self._log, **how))

    def _start_typed(self) -> None:
        if self.start.text().strip() != self._log.usual_start:
            self._read_so(usual_start=self.start.text().strip())

    # What becomes of each

    def _comes(self, place: int) -> bool:
        row = self._rows[place]
        return row.patrol is not None and not row.there and place not in self._left_out

    def describe(self, place: int) -> Line:
        row = self._rows[place]
        patrol, draft = row.patrol, row.logged.draft
        fixed = patrol is None or row.there
        if patrol is None:
            when = " ".join(part for part in (draft.day, draft.start) if part)
            lasted = miles = ""
        else:
            when = f"{shown.day(patrol.day)}, {shown.clock(patrol.started_at, self.desk.zone)}"
            lasted = shown.duration(patrol.duration)
            miles = "" if patrol.miles is None else f"{patrol.miles.normalize():f}"
        who = ", ".join(plain.line(each.name) for each in draft.crew)
        cells = (when, self._what(place), who, lasted, draft.area, miles)
        return Line(cells, self._comes(place), fixed)

    def _what(self, place: int) -> str:
        row = self._rows[place]
        if row.problem is not None:
            why = words.sentence(row.problem.key, row.problem.values)
            return _("Stays out. Row {row}: {why}").format(row=row.logged.at, why=why)
        if row.there:
            return _("Is here already: same day, start and people")
        if place in self._left_out:
            return _("Stays out")
        entries = len(row.patrol.entries) if row.patrol is not None else 0
        if entries:
            return shown.count(
                entries, N_("Comes in, with {count} entry"), N_("Comes in, with {count} entries")
            )
        return _("Comes in")

    def groups(self) -> list[tuple[str, str, list[int]]]:
        rows = self._rows
        good = [at for at, row in enumerate(rows) if row.patrol is not None and not row.there]
        return [
            ("all", _("All"), list(range(len(rows)))),
            ("new", _("New"), good),
            ("there", _("Here already"), [at for at, row in enumerate(rows) if row.there]),
            ("out", _("Cannot come in"), [at for at, row in enumerate(rows) if row.problem is not None]),
        ]

    def tick(self, place: int, on: bool) -> None:
        if on:
            self._left_out.discard(place)
        else:
            self._left_out.add(place)
        self.renew()

    def count(self) -> tuple[int, str]:
        number = sum(self._comes(place) for place in range(len(self._rows)))
        return number, shown.count(number, N_("Bring in {count} patrol"), N_("Bring in {count} patrols"))

    # How the file is read

    @property
    def path(self) -> Path:
        return self._log.path

    def column_choices(self) -> tuple[list[tuple[str, str]], list[str]]:
        choices = [(each.value, words.label("tells", each.value)) for each in Tells]
        return choices, [each.value for each in self._log.uses]

    def use_columns(self, chosen: list[str]) -> None:
        uses = tuple(Tells(each) for each in chosen)
        self._read_so(uses=uses, evening=patrolcolumns.unsure(self._log.table, uses))

    def bring_in(self) -> None:
        session, rows, left_out = self.session, self._rows, set(self._left_out)
        bring_in(session, rows, left_out)


def bring_in(session: Any, rows: Sequence[FoundPatrol], left_out: set[int]) -> None:
    """Bring patrols in, with progress, and say how many."""
    desk = session.desk
    zone, today = desk.zone, desk.today()

    def deed(work: Any, report: Any) -> int:
        return patrolsheets.bring_in(work, rows, left_out, zone=zone, today=today, progress=report)

    def done(number: int, step: int | None) -> None:
        told = shown.count(number, N_("{count} patrol brought in."), N_("{count} patrols brought in."))
        desk.said.emit(told, step)

    desk.do_long(deed, title=_("Bringing in the patrol log"), then=done)
