"""Saves the members for other programs: as a table, or as cards for phones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.i18n import N_, _
from sacwatch.services import contactexports, handing
from sacwatch.ui import shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.paper.handing import note
from sacwatch.ui.records.fields import Choice

_FOLDER = "contacts folder"
CSV, CARDS = "csv", "vcf"


class SaveMembers(Dialog):
    """For whom the file is, and what is to read it."""

    def __init__(self, session: Any) -> None:
        super().__init__(
            session.shell,
            _("Save the members for other programs"),
            _(
                "For anybody but you, only those are in the file who agreed to it, with nothing but what they agreed "
                "to. Retired members are left out."
            ),
            _("Save…"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.audience = self._choice(
            _("For"), [(each.value, words.label("audience", each.value)) for each in Audience]
        )
        self.kind = self._choice(
            _("What it is for"),
            [
                (CSV, _("A spreadsheet, Google or Outlook (CSV)")),
                (CARDS, _("A phone or a mail program (vCard)")),
            ],
        )
        self.finish()
        self._first = self.audience

    def _choice(self, label: str, choices: list[tuple[str, str]]) -> Choice:
        box = Choice(choices)
        heading = QLabel(label)
        heading.setBuddy(box)
        box.setAccessibleName(label)
        self.column.addWidget(heading)
        self.column.addWidget(box)
        return box

    def try_accept(self) -> None:
        kind = str(self.kind.currentData())
        state = self._session.state
        folder = paths.still_there(state.get(_FOLDER, ""))
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            _("Save the members"),
            str(folder / f"{_('Members')}.{kind}"),
            _("Tables (*.csv)") if kind == CSV else _("Cards (*.vcf)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (f".{kind}", paths.SUFFIX):
            path = path.with_name(f"{path.name}.{kind}")
        state.put(_FOLDER, str(path.parent))
        desk, audience = self._session.desk, Audience(self.audience.currentData())
        self.accept()
        save(desk, path, audience, kind)


def save(desk: Any, path: Path, audience: Audience, kind: str) -> None:
    """Write the members whom an audience may see into a file, and say how many they are."""
    at = desk.now().astimezone(desk.zone)

    def work(_job: Any) -> tuple[list[Any], Path]:
        def ask() -> list[Any]:
            with desk.store.reading(now=desk.now()) as work:
                return contactexports.members_for(work, audience)

        people = desk.tasks.ask_lane(ask)
        return people, contactexports.save(path, people, cards=kind == CARDS, at=at)

    def told(came: tuple[list[Any], Path]) -> None:
        found, kept = came
        note(desk, handing.of_members(found, audience, kind), kept)
        if kept != path:
            copy = {"name": path.name, "copy": kept.name}
            desk.told.emit(words.sentence("trouble.target_busy_saved", copy))
            return
        people = shown.count(len(found), N_("{count} member"), N_("{count} members"))
        sentence = _("{people} saved as “{name}” in “{folder}”.")
        desk.said.emit(sentence.format(people=people, name=path.name, folder=path.parent.name), None)

    desk.run(work, owner=desk, title=_("Saving the members"), then=told, late=told)
