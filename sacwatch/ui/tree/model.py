"""Lines in groups, such as homes under their callers; told what to show, and knows no records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from sacwatch.ui import plain
from sacwatch.ui.records.model import Index

_LINES = "application/x-sacwatch-lines"


_KEPT = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_PULLED = _KEPT | Qt.ItemFlag.ItemIsDragEnabled
_TAKING = _KEPT | Qt.ItemFlag.ItemIsDropEnabled


@dataclass(frozen=True)
class Line:
    """One line of a group: a text for each column."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """A heading and its lines; `takes` says whether lines may be moved here."""

    key: str
    title: str
    lines: tuple[Line, ...]
    takes: bool = True


class GroupModel(QAbstractItemModel):
    """Groups at the top, their lines below. A line that is pulled to another place is told by `moved`."""

    moved = Signal(list, str, int)
    """Ids of lines, the key of the group they are put into, and the place there, counted without them;
    -1 for the end."""

    def __init__(self, titles: Sequence[str], *, movable: bool = False) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._movable = movable
        self._groups: tuple[Group, ...] = ()

    def show(self, groups: Sequence[Group]) -> bool:
        """Show these; say whether other lines stand there now.

        Where only texts differ, what is chosen and opened stays as it is.
        """
        groups = tuple(groups)
        same = [(g.key, [line.id for line in g.lines]) for g in groups] == [
            (g.key, [line.id for line in g.lines]) for g in self._groups
        ]
        if not same:
            self.beginResetModel()
            self._groups = groups
            self.endResetModel()
            return True
        past, self._groups = self._groups, groups
        last = len(self._titles) - 1
        for row, (before, now) in enumerate(zip(past, groups, strict=True)):
            if before.title != now.title:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))
            changed = [at for at, line in enumerate(now.lines) if before.lines[at] != line]
            if changed:
                top = self.index(row, 0)
                self.dataChanged.emit(self.index(changed[0], 0, top), self.index(changed[-1], last, top))
        return False

    @property
    def groups(self) -> tuple[Group, ...]:
        return self._groups

    def group_of(self, index: Index) -> Group | None:
        """Give the group that an index is, or is in."""
        if not index.isValid():
            return None
        row = index.row() if index.internalId() == 0 else index.internalId() - 1
        return self._groups[row] if row < len(self._groups) else None

    def line_of(self, index: Index) -> Line | None:
        """Give the line of an index, None for a group's own."""
        group = self.group_of(index)
        if group is None or index.internalId() == 0 or index.row() >= len(group.lines):
            return None
        return group.lines[index.row()]

    def index_of(self, id_: str) -> QModelIndex:
        """Give where a line stands first, or the group of this key; an invalid index for neither."""
        for row, group in enumerate(self._groups):
            if group.key == id_:
                return self.index(row, 0)
            for at, line in enumerate(group.lines):
                if line.id == id_:
                    return self.index(at, 0, self.index(row, 0))
        return QModelIndex()

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        # Asked for every line when all groups are opened, so by the shortest way.
        above = parent.row() + 1 if parent.isValid() else 0
        if row < 0 or not 0 <= column < len(self._titles):
            return QModelIndex()
        if above and (parent.internalId() != 0 or row >= len(self._groups[above - 1].lines)):
            return QModelIndex()
        if not above and row >= len(self._groups):
            return QModelIndex()
        return self.createIndex(row, column, above)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != 0 or parent.column() > 0:
            return 0
        return len(self._groups[parent.row()].lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line_of(index)
        if line is None:
            group = self.group_of(index)
            if group is None:
                return None
            if role == Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(True)
                return font
            first = index.column() == 0
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and first:
                return group.title
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(line.cells[index.column()]) or None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(filter(None, line.cells))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    # Pulling lines

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self._movable or not index.isValid():
            return _KEPT
        if index.internalId() != 0:
            return _PULLED
        group = self.group_of(index)
        return _TAKING if group is not None and group.takes else _KEPT

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_LINES]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        found = dict.fromkeys(line.id for each in indexes if (line := self.line_of(each)) is not None)
        data = QMimeData()
        data.setData(_LINES, "\n".join(found).encode())
        return data

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: Index | QPersistentModelIndex,
    ) -> bool:
        group = self.group_of(parent)
        if not data.hasFormat(_LINES) or group is None or not group.takes:
            return False
        ids = [each for each in bytes(data.data(_LINES).data()).decode().split("\n") if each]
        at = row if row >= 0 and self.line_of(parent) is None else -1
        if at >= 0:
            moving = set(ids)
            at -= sum(line.id in moving for line in group.lines[:at])
        if ids:
            self.moved.emit(ids, group.key, at)
        # What the lines now are comes with the next news; nothing is taken out here.
        return False
