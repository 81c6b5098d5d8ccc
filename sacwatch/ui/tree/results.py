"""Past drills: what came of each, beside the one before it, and the numbers to correct."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.drills import Comparison, Drill, Result
from sacwatch.domain.kinds import Kind
from sacwatch.i18n import _
from sacwatch.services import drills
from sacwatch.services.drills import Shown
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.records.details import Details
from sacwatch.ui.tree import lists

_MOST = 40
"""Numbers to correct that are written out."""


class ResultsView(QWidget):
    """The drills at the left, the newest first; what came of the chosen one at the right."""

    back = Signal()

    def __init__(self, desk: Any, page: QWidget) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._wanted = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        back = QPushButton(_("Back to the tree"))
        back.setIcon(icons.icon("back"))
        back.clicked.connect(lambda: self.back.emit())
        column.addWidget(flowing(back))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Drills and activations"))
        self.details = Details()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.details)
        splitter.setSizes([360, 560])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        column.addWidget(splitter, 1)
        self.list.currentItemChanged.connect(lambda now, _past: self._chosen(now))

    def want(self, drill_id: str) -> None:
        """Choose this drill once the list is shown."""
        self._wanted = drill_id

    def show_list(self, found: list[tuple[Drill, Result]]) -> None:
        """Show the past drills."""
        chosen = self._wanted or self.chosen_id()
        self._wanted = ""
        self.list.blockSignals(True)
        self.list.clear()
        for drill, result in found:
            if drill.running:
                continue
            day = shown.day(drill.started_at.astimezone(self._desk.zone).date())
            sort = words.label("drill", drill.sort.value)
            item = QListWidgetItem(
                _("{day}\n{sort}: {percent} % reached").format(
                    day=day, sort=sort, percent=round(100 * result.coverage)
                )
            )
            item.setData(Qt.ItemDataRole.UserRole, drill.id)
            self.list.addItem(item)
            if drill.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._chosen(self.list.currentItem())

    def chosen_id(self) -> str:
        """Give the id of the chosen drill, or ""."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            if self.details.focused:
                self.list.setFocus()
            self.details.clear()
            self.details.text(_("No drill was ended yet."), "faint")
            self.details.finish()
            return
        id_ = str(item.data(Qt.ItemDataRole.UserRole))
        self._desk.read(
            lambda work: drills.show(work, id_),
            self._show,
            owner=self._page,
            slot="drill",
            fail=lambda _problem: self.details.clear(),
        )

    def _show(self, found: Shown) -> None:
        details, drill, result = self.details, found.drill, found.result
        if details.focused:
            self.list.setFocus()
        details.clear()
        details.heading(words.label("drill", drill.sort.value))
        when = shown.moment(drill.started_at, self._desk.zone)
        if drill.ended_at is not None:
            lasted = shown.duration(drill.ended_at - drill.started_at)
            when = _("{when}, for {lasted}").format(when=when, lasted=lasted)
        details.text(when)
        if not self._desk.read_only:
            details.buttons(("remove", _("Remove"), partial(self._remove, drill.id)))
        details.facts(_facts(result))
        if found.compared is not None:
            details.part(_("Beside the time before"))
            for line in _compared(found.compared):
                details.text(line)
        self._to_correct(found)
        details.finish()

    def _to_correct(self, found: Shown) -> None:
        details, board = self.details, found.board
        details.part(_("Numbers to correct"))
        if not found.result.to_correct:
            details.text(_("None was wrong."), "faint")
        again = set(found.compared.still_wrong) if found.compared else set()
        for home in found.result.to_correct[:_MOST]:
            told = _("wrong twice") if home in again else ""
            people = board.of_home.get(home, ())
            parts = [lists.address_of(board, home), lists.number_of(board, home), told]
            said = " · ".join(filter(None, parts))
            if people:
                details.link(said, partial(self._desk.open_record, Kind.MEMBER, people[0].id))
            else:
                details.text(said)
        if len(found.result.to_correct) > _MOST:
            details.text(_("and {count} more").format(count=len(found.result.to_correct) - _MOST), "faint")

    def _remove(self, id_: str) -> None:
        self._desk.do(lambda work: drills.remove(work, id_), owner=self._page, said=_("Drill removed."))


def _facts(result: Result) -> list[tuple[str, str]]:
    return [
        (
            _("Reached"),
            _("{reached} of {homes} homes ({percent} %)").format(
                reached=result.reached, homes=result.homes, percent=round(100 * result.coverage)
            ),
        ),
        (_("Messages left"), str(result.message)),
        (_("No answer"), str(result.no_answer)),
        (_("Wrong numbers"), str(result.wrong_number)),
        (_("Nobody called"), str(result.waiting)),
        (_("Half were reached after"), _span(result.median)),
        (_("The last was reached after"), _span(result.last)),
    ]


def _span(value: timedelta | None) -> str:
    return _("nobody was reached") if value is None else shown.duration(value)


def _compared(found: Comparison) -> list[str]:
    lines = []
    if found.points:
        more = _("{count} more homes of a hundred were reached.")
        fewer = _("{count} fewer homes of a hundred were reached.")
        lines.append((more if found.points > 0 else fewer).format(count=abs(found.points)))
    else:
        lines.append(_("As many of a hundred homes were reached."))
    for later, slower, sooner in (
        (found.median, _("Half were reached {span} later."), _("Half were reached {span} sooner.")),
        (found.last, _("The last was reached {span} later."), _("The last was reached {span} sooner.")),
    ):
        if later is not None and round(later.total_seconds() / 60):
            said = slower if later > timedelta(0) else sooner
            lines.append(said.format(span=shown.duration(abs(later))))
    if found.still_wrong:
        lines.append(
            _("Numbers that were wrong the time before too: {count}.").format(count=len(found.still_wrong))
        )
    return lines
