"""The shape of every page of records: title and button, search and filters, list, details at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sacwatch.domain.kinds import Ref
from sacwatch.domain.listing import PAGE_SIZE
from sacwatch.domain.listing import Page as Lines
from sacwatch.i18n import _
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.details import Details
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.formpage import FormsPage, NewFrom
from sacwatch.ui.records.model import Column, PagedModel
from sacwatch.ui.records.table import RecordTable

__all__ = ["NewFrom", "RecordsPage"]

_SHORTEST_CHOICE = 9


class RecordsPage(FormsPage):
    """A page that lists records of one kind and shows and changes the chosen one."""

    record_words: tuple[str, str] = ("", "")
    """The forms of "{count} patrol(s)" for the line beneath the list."""

    def __init__(self, desk: Any, title: str, new_words: str, columns: Sequence[Column]) -> None:
        super().__init__(desk, title, new_words)
        self._wanted_id: str | None = None
        self._asked: Any = None
        column = QVBoxLayout(self.front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.filters = QHBoxLayout()
        self.filters.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search this list"))
        self.search.setAccessibleName(_("Search this list"))
        self.search.setToolTip(_("Search this list (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(320)
        # At each key: what was asked for the key before is not answered where it has not begun.
        self.search.textChanged.connect(lambda _text: self.look_again())
        self.filters.addWidget(self.search, 1)
        column.addLayout(self.filters)
        self.model = PagedModel(columns, self._more)
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(title)
        self.details = Details()
        self._empty = self._make_empty()
        self._left = QStackedWidget()
        self._left.addWidget(self.table)
        self._left.addWidget(self._empty)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([660, 330])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        column.addWidget(splitter, 1)
        self._count = plain_label("", "faint")
        self.below = QHBoxLayout()
        self.below.addWidget(self._count, 1)
        column.addLayout(self.below)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.opened.connect(self.edit_chosen)
        self.table.delete_wanted.connect(self._remove_chosen)

    # What subclasses say

    def query(self, offset: int) -> Any:
        """Give the query for one page of the list as the filters stand."""
        raise NotImplementedError

    def ask_lines(self, work: Any, query: Any) -> Lines[Any]:
        """Give a page of lines; runs in the store's lane."""
        raise NotImplementedError

    def ask_record(self, work: Any, id_: str) -> Any:
        """Give what the details show; runs in the store's lane."""
        raise NotImplementedError

    def show_record(self, record: Any) -> None:
        """Fill the details."""
        raise NotImplementedError

    def remove_record(self, work: Any, id_: str) -> Any:
        """Remove a record through its service; runs in the store's lane."""
        raise NotImplementedError

    def removed_words(self) -> str:
        """Give the toast's words after removing."""
        raise NotImplementedError

    def empty_words(self) -> tuple[str, str]:
        """Give what goes here and why, for a page without records."""
        raise NotImplementedError

    # The list

    def _make_empty(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(40, 40, 40, 40)
        column.addStretch(1)
        title, why = self.empty_words()
        column.addWidget(plain_label(title, "section"))
        column.addWidget(plain_label(why, "faint"))
        row = QHBoxLayout()
        begin = QPushButton(self.primary.text())
        begin.clicked.connect(lambda: self.new())
        begin.setEnabled(not self.desk.read_only)
        row.addWidget(begin)
        sample = QPushButton(_("Look at the sample watch"))
        sample.clicked.connect(lambda: self.desk.wanted_file.emit("open_sample"))
        row.addWidget(sample)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        return holder

    def add_filter(self, name: str, choices: Sequence[tuple[str, str]]) -> Choice:
        """Add a drop-down to the filters; the list follows it."""
        box = Choice(choices)
        box.setAccessibleName(name)
        box.setToolTip(name)
        # The list that drops down is as wide as its longest line; the box need not be.
        box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST_CHOICE)
        box.currentIndexChanged.connect(lambda _index: self.look_again())
        self.filters.addWidget(box, 1)
        return box

    def shown(self) -> None:
        super().shown()
        if self.form is None:
            # The arrows and Enter work at once.
            self.table.setFocus()

    def refresh(self) -> None:
        chosen = self.chosen_id()
        row = self.table.currentIndex().row()
        # After a change the captain stays where he was, however far down the list that is.
        stays = chosen is not None and self._wanted_id in (None, chosen) and self.query(0) == self._asked
        self._ask_page(row // PAGE_SIZE * PAGE_SIZE if stays else 0, chosen)

    def _ask_page(self, offset: int, chosen: str | None) -> None:
        self._asked = self.query(0)
        query = self.query(offset)
        self.desk.read(
            lambda work: self.ask_lines(work, query),
            lambda lines: self._restart(lines, chosen),
            owner=self,
            slot="list",
        )

    def _restart(self, lines: Lines[Any], chosen: str | None) -> None:
        if lines.offset and not lines.lines:
            self._ask_page(0, chosen)  # the list has become shorter than where the captain was
            return
        past_row = self.table.currentIndex().row()
        self.model.restart(lines)
        one, many = self.record_words
        self._count.setText(shown.count(lines.total, one, many))
        filtered = bool(self.search.text().strip()) or self.filtered()
        empty = not lines.total and not filtered
        self._left.setCurrentWidget(self._empty if empty else self.table)
        self.details.setVisible(not empty)
        wanted, self._wanted_id = self._wanted_id, None
        row = self.model.row_of(wanted or chosen or "")
        if row is not None:
            self.table.choose(row)
        elif wanted is not None:
            # Beyond the first page, or kept out by a filter: its details are shown all the same.
            self._ask_details(wanted)
        elif lines.total:
            # The chosen one is gone: its neighbor takes its place.
            near = min(max(past_row, lines.offset), lines.offset + len(lines.lines) - 1)
            self.table.choose(near if chosen else 0)
        else:
            self._clear_details()

    def filtered(self) -> bool:
        """Say whether a filter besides the search keeps records out."""
        return False

    def _more(self, offset: int) -> None:
        query = self.query(offset)
        self.desk.read(lambda work: self.ask_lines(work, query), self.model.take, owner=self)

    def chosen_id(self) -> str | None:
        """Give the id of the chosen record, or None."""
        line = self.model.line(self.table.currentIndex().row())
        return None if line is None else str(line.id)

    def _chosen(self, current: QModelIndex, _past: QModelIndex) -> None:
        line = self.model.line(current.row())
        if line is not None:
            self._ask_details(line.id)

    def _ask_details(self, id_: str) -> None:
        def gone(_problem: BaseException) -> None:
            self._clear_details()

        self.desk.read(
            lambda work: self.ask_record(work, id_), self._fill_details, owner=self, slot="details", fail=gone
        )

    def _clear_details(self) -> None:
        """Empty the details; a button among them leaves the focus to the list, and not to what stands next."""
        focus = QApplication.focusWidget()
        if focus is not None and self.details.isAncestorOf(focus):
            self.table.setFocus()
        self.details.clear()

    def _fill_details(self, record: Any) -> None:
        self._clear_details()
        self.show_record(record)
        self.details.finish()

    # Changing and removing

    def edit_chosen(self) -> None:
        """Open the chosen record in its form."""
        id_ = self.chosen_id()
        if id_ is not None and not self.desk.read_only:
            self.edit(id_)

    def remove(self, id_: str) -> None:
        """Remove a record; the toast offers undo."""
        self.desk.do(lambda work: self.remove_record(work, id_), owner=self, said=self.removed_words())

    def _remove_chosen(self) -> None:
        id_ = self.chosen_id()
        if id_ is not None and not self.desk.read_only:
            self.remove(id_)

    # Orders and keys

    def show_ref(self, ref: Ref) -> None:
        self._wanted_id = ref.id
        self.look_again()

    def form_gone(self, saved: Ref | None) -> None:
        if saved is not None:
            self._wanted_id = saved.id
            self.look_again()
        self.table.setFocus()

    def find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def back(self) -> None:
        if self.form is None and self.search.text():
            self.search.clear()
        else:
            super().back()
