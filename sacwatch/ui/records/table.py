"""The table of a page of records: one line each, chosen as a whole, opened with Enter or two clicks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from sacwatch.ui.records.model import PagedModel

_LEAST_CHARS = 22
"""Letters for which a column that takes its share of the rest should have room."""


class RecordTable(QTableView):
    """Rows and columns that follow the text size; its keys work only while it has the focus."""

    opened = Signal()
    """Enter, or a double click."""
    delete_wanted = Signal()

    def __init__(self, model: PagedModel) -> None:
        super().__init__()
        self._paged = model
        self._widths: dict[int, int] = {}
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_paged"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        """Hide the columns that can be spared until those that share the rest have room for some words."""
        header, columns = self.horizontalHeader(), self._paged.columns
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARS
        widths = [self._widths.get(place, least) for place in range(len(columns))]
        hidden: set[int] = set()
        for place in sorted(
            (p for p, each in enumerate(columns) if each.spare), key=lambda p: columns[p].spare
        ):
            if sum(width for at, width in enumerate(widths) if at not in hidden) <= self.viewport().width():
                break
            hidden.add(place)
        for place in range(len(columns)):
            if header.isSectionHidden(place) != (place in hidden):
                header.setSectionHidden(place, place in hidden)

    def _fit(self) -> None:
        """Give rows and columns the room that the text size asks for."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 16)
        header = self.horizontalHeader()
        for place, column in enumerate(self._paged.columns):
            if column.longest:
                heading = header.fontMetrics().horizontalAdvance(column.title) * 1.15
                room = max(metrics.horizontalAdvance(column.longest), heading)
                self._widths[place] = round(room) + 24
                self.setColumnWidth(place, self._widths[place])
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._leave_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def choose(self, row: int) -> None:
        """Make a row the chosen one and bring it into view."""
        index = self._paged.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
