"""The one table model: given lines by the page, asking for more as they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from sacwatch.domain.listing import PAGE_SIZE, Page
from sacwatch.ui import plain

_SHORT = 12
"""Characters that are seen whole in any column."""

Index = QModelIndex | QPersistentModelIndex


# Put together once: a table asks for these for each of its cells at each painting.
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """One column: its heading, and the text of a line in it."""

    title: str
    text: Callable[[Any], str]
    longest: str = ""
    """As wide a text as is to be seen whole; without one the column takes its share of what is left."""
    right: bool = False
    spare: int = 0
    """Where there is little room, columns with 1 are left out first, then those with 2; 0 stays."""


class PagedModel(QAbstractTableModel):
    """A long list of which only the pages in view are fetched.

    `ask` is called with an offset and must end in `take` with that page.
    """

    def __init__(self, columns: Sequence[Column], ask: Callable[[int], None]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._ask = ask
        self._total = 0
        self._lines: dict[int, Any] = {}
        self._asked: set[int] = set()

    def restart(self, first: Page[Any]) -> None:
        """Begin anew with one page of another answer."""
        self.beginResetModel()
        self._lines.clear()
        self._asked = {first.offset // PAGE_SIZE}
        self._total = first.total
        self._keep(first)
        self.endResetModel()

    def take(self, page: Page[Any]) -> None:
        """Take in one more page of the same answer."""
        self._keep(page)
        if page.lines:
            top = self.index(page.offset, 0)
            bottom = self.index(page.offset + len(page.lines) - 1, len(self.columns) - 1)
            self.dataChanged.emit(top, bottom)

    def _keep(self, page: Page[Any]) -> None:
        for place, line in enumerate(page.lines):
            self._lines[page.offset + place] = line

    def line(self, row: int) -> Any | None:
        """Give the line of a row, or None while it is still on its way."""
        return self._lines.get(row)

    def row_of(self, id_: str) -> int | None:
        """Give the row of a record among those fetched, or None."""
        return next((row for row, line in self._lines.items() if line.id == id_), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role not in _TEXT_ROLES:
            return None
        line = self._lines.get(index.row())
        if line is None:
            page = index.row() // PAGE_SIZE
            if page not in self._asked:
                self._asked.add(page)
                self._ask(page * PAGE_SIZE)
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        text = column.text(line).replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(text) if len(text) > _SHORT else None
        return text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
