"""The places for papers: where each is, for whom, how it stands, and file by file what lies there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.destinations import Destination
from sacwatch.domain.listing import Page
from sacwatch.i18n import N_, _
from sacwatch.services import destinations
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper import standing
from sacwatch.ui.paper.keeper import Keeper
from sacwatch.ui.paper.placedialog import PlaceDialog
from sacwatch.ui.paper.releasing import ask_release, files_table, fill
from sacwatch.ui.paper.standing import Stand, State
from sacwatch.ui.records.model import Column, PagedModel
from sacwatch.ui.records.table import RecordTable

_MARKS = {Stand.CURRENT: "✓ ", Stand.WAITING: "⚠ ", Stand.AWAY: "⚠ "}


@dataclass(frozen=True)
class _Line:
    """One place as the table shows it."""

    id: str
    place: Destination
    state: State


class PlacesView(QWidget):
    """Every place for papers, and what lies in the one that is chosen."""

    def __init__(self, desk: Any, keeper: Keeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._why = plain_label(
            _(
                "Say once what should lie where: on this computer, on a stick, in a shared folder or on a server. "
                "Papers for you go there by themselves; papers for others wait until you release them."
            ),
            "faint",
        )
        column.addWidget(self._why)
        self.add_button = self._button(_("Add a place…"), "add", self.add)
        self.now = self._button(_("Bring all up to date now"), "refresh", keeper.bring_up_to_date)
        self.stop = self._button(_("Cancel"), "close", keeper.cancel)
        self._row(column, self.add_button, self.now, self.stop)
        self.model = PagedModel(
            (
                Column(_("Place"), lambda line: line.place.name),
                Column(
                    _("For"),
                    lambda line: words.label("audience", line.place.audience.value),
                    longest=words.label("audience", "block_captains"),
                ),
                Column(_("How it stands"), self._stands),
                Column(_("Where"), lambda line: line.place.address, spare=1),
            ),
            lambda _offset: None,
        )
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(_("Places for papers"))
        self.table.setMaximumHeight(220)
        column.addWidget(self.table)
        self.release_button = self._button(_("Look and release…"), "", self.release)
        self.change_button = self._button(_("Change…"), "edit", self.change)
        self.remove_button = self._button(_("Let it go"), "", self.remove)
        self.open_button = self._button(_("Open the folder"), "folder", self.open_folder)
        self._row(column, self.release_button, self.change_button, self.remove_button, self.open_button)
        self.told = plain_label()
        column.addWidget(self.told)
        self.heading = plain_label("", "section")
        column.addWidget(self.heading)
        self._files, self.files = files_table(_("Files of this place"))
        column.addWidget(self.files, 1)
        self.whole = self._button(_("Show all files"), "", self._show_whole)
        self._row(column, self.whole)
        self.table.opened.connect(self.change)
        self.table.delete_wanted.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(lambda *_which: self._show_one())
        self._chosen = ""
        keeper.moved.connect(self.refresh)
        self.refresh()

    def _button(self, name: str, icon: str, act: Any) -> QPushButton:
        button = QPushButton(name)
        if icon:
            button.setIcon(icons.icon(icon))
        button.clicked.connect(lambda: act())
        return button

    def _row(self, column: QVBoxLayout, *buttons: QPushButton) -> None:
        column.addWidget(flowing(*buttons))

    def _stands(self, line: _Line) -> str:
        mark = _MARKS.get(line.state.stand, "") if self._keeper.making is None else ""
        return mark + standing.words(line.state)

    # What is shown

    def refresh(self) -> None:
        """Show how the places stand now."""
        lines = tuple(
            _Line(id_, state.target.destination, state)
            for id_, state in self._keeper.states.items()
            if state.target is not None and state.target.destination is not None
        )
        chosen = self._chosen
        self.model.restart(Page(lines, len(lines)))
        may, working = not self._desk.read_only, self._keeper.making is not None
        self.add_button.setEnabled(may)
        self.now.setVisible(bool(lines) and may and not working)
        self.stop.setVisible(working and may)
        row = self.model.row_of(chosen) if chosen else None
        if lines:
            self.table.selectRow(row or 0)
        self._show_one()

    @property
    def line(self) -> _Line | None:
        """The place that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        found = self.model.line(rows[0].row()) if rows else None
        return found if isinstance(found, _Line) else None

    def _show_one(self) -> None:
        line, may = self.line, not self._desk.read_only
        for button in (self.change_button, self.remove_button):
            button.setEnabled(line is not None and may)
        self.open_button.setEnabled(line is not None and line.state.stand is not Stand.AWAY)
        self.release_button.setEnabled(line is not None and line.state.held and may)
        look = self._keeper.looks.get(line.id) if line is not None else None
        if line is None or look is None:
            fill(self._files, ())
            self.heading.setText("")
            self.told.setText("")
            self.whole.hide()
            return
        self._chosen = line.id
        self.open_button.setVisible(line.state.target is not None and not line.state.target.served)
        self.told.setText("\n\n".join(line.state.told))
        self.told.setVisible(bool(line.state.told))
        changes = look.changes
        files = look.planned if self._all or not changes else changes
        if self._all:
            files = (*look.planned, *(each for each in changes if each not in look.planned))
        fill(self._files, tuple(files))
        if changes and not self._all:
            told = shown.count(
                len(changes),
                N_("{count} file that is not as it should be"),
                N_("{count} files that are not as they should be"),
            )
        else:
            told = shown.count(len(files), N_("{count} file"), N_("{count} files"))
        self.heading.setText(f"{line.place.name} · {told}")
        self.whole.setVisible(bool(changes) and not self._all)

    def _show_whole(self) -> None:
        self._all = True
        self._show_one()

    # What the captain does

    def choose(self, id_: str) -> None:
        """Choose a place in the table."""
        row = self.model.row_of(id_)
        if row is not None:
            self.table.selectRow(row)

    def add(self) -> None:
        """Ask for another place, and see to it at once."""
        if PlaceDialog(self, self._desk).exec() == QDialog.DialogCode.Accepted:
            self._keeper.see_anew()

    def change(self) -> None:
        """Change the place that is chosen."""
        line = self.line
        if line is None or self._desk.read_only:
            return
        if PlaceDialog(self, self._desk, line.place).exec() == QDialog.DialogCode.Accepted:
            self._keeper.see_anew()

    def remove(self) -> None:
        """Look after the place no longer; what lies there stays."""
        line = self.line
        if line is None or self._desk.read_only:
            return
        said = _("“{place}” is not looked after any more. The papers there stay as they are.")
        self._desk.do(
            lambda work: destinations.remove(work, line.id),
            owner=self,
            then=lambda _gone: self._keeper.look(),
            said=said.format(place=line.place.name),
        )

    def release(self) -> None:
        """Show what changed for others, and let it go."""
        if self.line is not None:
            ask_release(self, self._keeper, self.line.id)

    def open_folder(self) -> None:
        line = self.line
        if line is not None and line.state.target is not None and not line.state.target.served:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(line.state.target.folder)))
