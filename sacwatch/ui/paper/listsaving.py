"""Saves a list as a table for spreadsheets: which, for whom, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.i18n import _
from sacwatch.services import handing, listfiles
from sacwatch.services.listfiles import Lists
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.paper.handing import note
from sacwatch.ui.records.fields import ChoiceField

_OF_PAGE = {
    "shifts": Lists.SHIFTS,
    "incidents": Lists.INCIDENTS,
    "concerns": Lists.CONCERNS,
    "meetings": Lists.MEETINGS,
    "map": Lists.INCIDENTS,
    "people": Lists.MEMBERS,
    "phonetree": Lists.TREE,
    "reports": Lists.LEDGER,
    "resources": Lists.NUMBERS,
}
"""The list that is offered first on a page, by the page's name."""


class ListDialog(Dialog):
    """Asks which list is to be saved, and for whom."""

    def __init__(self, parent: QWidget, first: Lists = Lists.PATROLS) -> None:
        super().__init__(
            parent,
            _("Save a list for a spreadsheet"),
            _("A CSV file, which Excel, LibreOffice and Google read. It holds what those it is for may see."),
            _("Save…"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.which = ChoiceField(
            _("Which list"), [(each.value, words.label("list", each.value)) for each in Lists]
        )
        self.audience = ChoiceField(
            _("For whom"), [(each.value, words.label("audience", each.value)) for each in Audience]
        )
        self.audience.set_value(Audience.CAPTAIN.value)
        self.which.set_value(first.value)
        self.which.box.setMaxVisibleItems(len(Lists))
        for field in (self.which, self.audience):
            self.column.addWidget(field)
        self._first = self.which.box
        self.finish()

    def try_accept(self) -> None:
        if Lists(self.which.value()) in listfiles.CAPTAINS and self.audience.value() != Audience.CAPTAIN:
            self.say(words.sentence("trouble.captains_paper"), self.audience.box)
            return
        self.accept()


def save_list(parent: QWidget, desk: Any, page: str) -> None:
    """Ask which list is to be saved, for whom and where to, and save it; the list of a page is offered."""
    dialog = ListDialog(parent, _OF_PAGE.get(page, Lists.PATROLS))
    dialog.accepted.connect(lambda: _save(parent, desk, dialog))
    dialog.open()


def _save(parent: QWidget, desk: Any, dialog: ListDialog) -> None:
    which, audience = Lists(dialog.which.value()), Audience(dialog.audience.value())
    name = paths.safe_name(words.label("list", which.value), suffix=".csv")
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, _("Save as CSV"), str(paths.documents() / name), _("CSV files (*.csv)")
    )
    if not chosen:
        return
    target = Path(chosen) if chosen.lower().endswith(".csv") else Path(f"{chosen}.csv")

    def gathered(table: listfiles.Table) -> None:
        desk.run(
            lambda _job: listfiles.save(target, table),
            owner=desk,
            title=_("Saving the list"),
            then=lambda _none: saved(table),
            late=lambda _none: saved(table),
        )

    def saved(table: listfiles.Table) -> None:
        note(desk, handing.of_list(which, table, audience), target)
        told = _("Saved as “{name}” in “{folder}”.").format(name=target.name, folder=target.parent.name)
        desk.said.emit(told, None)

    desk.read(lambda work: listfiles.gather(work, which, audience), gathered, owner=desk)
