"""The lines of a file with what will happen to each, and a tick that lets it come in or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from sacwatch.i18n import _
from sacwatch.ui import plain
from sacwatch.ui.records.model import Index

_SHORT = 12
_LEAST_LETTERS = 42


@dataclass(frozen=True)
class Line:
    """One line as it is shown: its cells, and whether it comes in; `fixed` ones can only stay out."""

    cells: tuple[str, ...]
    ticked: bool
    fixed: bool = False


@dataclass(frozen=True)
class Heading:
    """A column: its words, for how many letters it has room (0 shares the rest), and whether one may type there."""

    title: str
    letters: int = 0
    typed: bool = False
    spare: int = 0
    """Where there is little room, columns with 1 are left out first, then those with 2; 0 stays."""


class LinesModel(QAbstractTableModel):
    """Lines by their places in the file, some of which are shown; each is described when it comes into view."""

    ticked = Signal(int, bool)
    """A line's place, and whether it should come in."""
    typed = Signal(int, str)
    """A line's place, and what was typed over its first cell."""

    def __init__(self, headings: Sequence[Heading], describe: Callable[[int], Line]) -> None:
        super().__init__()
        self.headings = tuple(headings)
        self._describe = describe
        self._places: list[int] = []
        self._lines: dict[int, Line] = {}

    def show(self, places: Sequence[int]) -> None:
        """Show the lines of these places, all described anew."""
        self.beginResetModel()
        self._places = list(places)
        self._lines.clear()
        self.endResetModel()

    def renew(self) -> None:
        """Describe every line anew."""
        self._lines.clear()
        if self._places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._places) - 1, len(self.headings) - 1))

    def place(self, row: int) -> int | None:
        """Give the place in the file of a row, or None."""
        return self._places[row] if 0 <= row < len(self._places) else None

    def line(self, row: int) -> Line:
        """Give a row as it is shown."""
        place = self._places[row]
        if place not in self._lines:
            self._lines[place] = self._describe(place)
        return self._lines[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() == 0 and not self.line(index.row()).fixed:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.isValid() and self.headings[index.column()].typed:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.line(index.row())
        text = line.cells[index.column()].replace("\n", " ")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(line.cells[index.column()]) if len(text) > _SHORT else None
        if index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole and not line.fixed:
            return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
        if index.column() == 0 and role == Qt.ItemDataRole.AccessibleTextRole:
            stands = _("comes in") if line.ticked else _("stays out")
            return ", ".join([*filter(None, line.cells), stands])
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index.row())
        if place is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            if not self.line(index.row()).fixed:
                self.ticked.emit(place, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and self.headings[index.column()].typed:
            if str(value).strip() != self.line(index.row()).cells[index.column()]:
                self.typed.emit(place, str(value).strip())
            return True
        return False

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class LinesTable(QTableView):
    """The lines; the space bar ticks the chosen one, F2 or a double click lets its name be typed."""

    def __init__(self, model: LinesModel, name: str) -> None:
        super().__init__()
        self._lines = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_lines"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        """Hide the columns that can be spared until the one that shares the rest has room for its words."""
        headings = self._lines.headings
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        widths = [self._width(place) if each.letters else least for place, each in enumerate(headings)]
        hidden: set[int] = set()
        order = sorted(
            (at for at, each in enumerate(headings) if each.spare), key=lambda at: headings[at].spare
        )
        for place in order:
            if sum(width for at, width in enumerate(widths) if at not in hidden) <= self.viewport().width():
                break
            hidden.add(place)
        for place in range(len(headings)):
            self.setColumnHidden(place, place in hidden)

    def _width(self, place: int) -> int:
        box = 28 if place == 0 else 0
        return self.fontMetrics().averageCharWidth() * self._lines.headings[place].letters + 24 + box

    def _fit(self) -> None:
        """Give rows and columns the room that the text size asks for."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 14)
        header = self.horizontalHeader()
        for place, each in enumerate(self._lines.headings):
            if each.letters:
                self.setColumnWidth(place, self._width(place))
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._leave_out()

    @property
    def chosen(self) -> int | None:
        """The place of the chosen line, or None."""
        return self._lines.place(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def choose(self, row: int) -> None:
        """Choose a row."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._lines.index(row, 0), flags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            # Wherever in the line the cursor is.
            first = self._lines.index(row, 0)
            on = self._lines.data(first, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            value = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            self._lines.setData(first, value, Qt.ItemDataRole.CheckStateRole)
        elif event.key() == Qt.Key.Key_F2 and row >= 0:
            self.edit(self._lines.index(row, 0))
        else:
            super().keyPressEvent(event)
