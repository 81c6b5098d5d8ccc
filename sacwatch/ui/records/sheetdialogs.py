"""Asks for the number of the sheet that came back."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.sheets import Sheet
from sacwatch.i18n import _
from sacwatch.services import sheets
from sacwatch.services.sheets import Opened
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.sheetwords import sheet_words

_SHOWN = 6


class NumberDialog(Dialog):
    """The number of a sheet, typed or chosen among those that wait."""

    def __init__(self, parent: QWidget, desk: Any) -> None:
        super().__init__(
            parent,
            _("Type in a sheet"),
            _("The form opens with all that was printed on it already filled in."),
            _("Open"),
            width=460,
        )
        self._desk = desk
        self.found: Opened | None = None
        self.patrol_id: str | None = None
        """The patrol that is to be shown instead, because it was typed from this sheet already."""
        self.number = self.line(_("Number of the sheet"))
        self.number.setPlaceholderText("1005")
        self.number.textEdited.connect(lambda _text: self._typed())
        self._waiting_label = plain_label(_("Not typed in yet"))
        self.waiting = QListWidget()
        self.waiting.setAccessibleName(_("Not typed in yet"))
        self.waiting.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.waiting.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.waiting.itemActivated.connect(self._chosen)
        self.unused = QPushButton(_("Nobody went with it"))
        self.unused.setToolTip(_("Take the chosen sheet off this list; its number stays good"))
        self.unused.clicked.connect(self._put_away)
        self.unused.setAutoDefault(False)
        for each in (self._waiting_label, self.waiting, self.unused):
            each.hide()
            self.column.addWidget(each)
        self.typed_already = QPushButton(_("Open that patrol"))
        self.typed_already.clicked.connect(self.accept)
        self.typed_already.hide()
        self.column.addWidget(self.typed_already)
        self.finish()
        self._ask_waiting()

    def _ask_waiting(self) -> None:
        today = self._desk.today()
        self._desk.read(
            lambda work: sheets.waiting(work, today=today), self._show_waiting, owner=self, slot="waiting"
        )

    def _show_waiting(self, found: list[Sheet]) -> None:
        self.waiting.clear()
        for each in found:
            item = QListWidgetItem(sheet_words(each, self._desk.today()))
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setData(Qt.ItemDataRole.UserRole + 1, each.number)
            self.waiting.addItem(item)
        if found:
            self.waiting.setCurrentRow(0)
            high = self.waiting.sizeHintForRow(0) * min(len(found), _SHOWN)
            self.waiting.setFixedHeight(high + 2 * self.waiting.frameWidth() + 8)
        for part in (self._waiting_label, self.waiting, self.unused):
            part.setVisible(bool(found))

    def _put_away(self) -> None:
        item = self.waiting.currentItem()
        if item is None:
            return
        id_ = item.data(Qt.ItemDataRole.UserRole)
        self._desk.do(
            lambda work: sheets.put_away(work, id_),
            owner=self,
            then=lambda _sheet: self._ask_waiting(),
            said=_("Sheet put away."),
        )

    def _typed(self) -> None:
        self.say("")
        self.patrol_id = None
        self.typed_already.hide()

    def _chosen(self, item: QListWidgetItem) -> None:
        self.number.setText(item.data(Qt.ItemDataRole.UserRole + 1))
        self.try_accept()

    def try_accept(self) -> None:
        if not self.number.text().strip() and self.waiting.hasFocus() and self.waiting.currentItem():
            self._chosen(self.waiting.currentItem())
            return
        text, zone = self.number.text(), self._desk.zone
        self._desk.read(
            partial(sheets.opened, text=text, zone=zone),
            self._take,
            owner=self,
            slot="sheet",
            fail=self._refused,
        )

    def _take(self, found: Opened) -> None:
        if found.patrol_id is None:
            self.found = found
            self.accept()
            return
        self.patrol_id = found.patrol_id
        self.say(words.sentence("trouble.sheet_typed_already", {"number": found.sheet.number}))
        self.typed_already.show()
        self.typed_already.setFocus()

    def _refused(self, problem: BaseException) -> None:
        if isinstance(problem, Trouble):
            self.say(words.sentence(problem.problem.key, problem.problem.values), self.number)
            self.number.selectAll()
        else:
            self._desk.failed(problem)
            self.reject()
