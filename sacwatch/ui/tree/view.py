"""The list of groups with their lines: opened, chosen, pulled and moved by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from sacwatch.ui.records.model import Index
from sacwatch.ui.tree.model import Group, GroupModel, Line

_LEAST_CHARS = 13
"""Letters for which a column that shares the rest should have room."""


class GroupView(QTreeView):
    """Shows a `GroupModel`; what is chosen and which groups are shut stays when other lines come."""

    chosen = Signal()
    """Another line or group is the current one."""
    step_wanted = Signal(int)
    """Ctrl and an arrow: -1 up, 1 down."""
    to_wanted = Signal()
    """Ctrl+M: to another group."""
    off_wanted = Signal()
    """Delete."""
    opened = Signal()
    """Enter, or a double click on a line."""
    letter = Signal(str)
    """A letter was pressed, in small letters."""

    def __init__(
        self,
        model: GroupModel,
        longest: Sequence[str],
        *,
        spare: Sequence[int] = (),
        movable: bool = False,
        letters: str = "",
    ) -> None:
        """Show a model's groups.

        `longest` gives a text for each column that is to be seen whole, "" for one that shares the rest;
        the columns in `spare` are left out where there is little room, the first one first.
        """
        super().__init__()
        self._model, self._longest, self._letters = model, tuple(longest), letters
        self._spare = tuple(spare)
        self._widths: dict[int, int] = {}
        self._movable = movable
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        if movable:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            self.setDragEnabled(True)
            self.setAcceptDrops(True)
            self.setDropIndicatorShown(True)
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        self.selectionModel().currentChanged.connect(lambda _now, _past: self.chosen.emit())
        self.doubleClicked.connect(self._double_clicked)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_longest"):
            self._fit()

    def _fit(self) -> None:
        metrics, header = self.fontMetrics(), self.header()
        for place, longest in enumerate(self._longest):
            if longest:
                heading = metrics.horizontalAdvance(
                    str(self._model.headerData(place, Qt.Orientation.Horizontal))
                )
                self._widths[place] = max(metrics.horizontalAdvance(longest), heading) + 26
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(place, self._widths[place])
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._leave_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        """Hide the columns that can be spared until the others have room for some words."""
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARS
        widths = [self._widths.get(place, least) for place in range(len(self._longest))]
        hidden: set[int] = set()
        for place in self._spare:
            shown = sum(width for at, width in enumerate(widths) if at not in hidden)
            if shown + self.indentation() <= self.viewport().width():
                break
            hidden.add(place)
        for place in range(len(widths)):
            if self.isColumnHidden(place) != (place in hidden):
                self.setColumnHidden(place, place in hidden)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these, with the same things chosen, shut and in view as before."""
        ids, current = self.chosen_ids(), self.current_id()
        shut = {
            each.key
            for row, each in enumerate(self._model.groups)
            if not self.isExpanded(self._model.index(row, 0))
        }
        top = self.verticalScrollBar().value()
        before = [each.key for each in self._model.groups], len(ids)
        if self._model.show(groups):
            for row in range(len(groups)):
                self.setFirstColumnSpanned(row, QModelIndex(), True)
            self.expandAll()
            for row, group in enumerate(groups):
                if group.key in shut:
                    self.collapse(self._model.index(row, 0))
        if before[0]:
            self.verticalScrollBar().setValue(top)
        if self.current_id() != current or self.chosen_ids() != ids:
            self.choose(*ids, current=current)

    def choose(self, *ids: str, current: str = "") -> bool:
        """Choose lines or a group and bring the first into view; says whether there is any."""
        found = [index for each in ids if (index := self._model.index_of(each)).isValid()]
        if current:
            here = self._model.index_of(current)
            found = found or ([here] if here.isValid() else [])
        if not found:
            return False
        lead = self._model.index_of(current) if current else found[0]
        lead = lead if lead.isValid() else found[0]
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(lead, flag.ClearAndSelect | flag.Rows)
        for index in found:
            self.selectionModel().select(index, flag.Select | flag.Rows)
        if lead.parent().isValid():
            self.expand(lead.parent())
        self.scrollTo(lead)
        return True

    def current_id(self) -> str:
        """Give the id of the current line or the key of the current group, or ""."""
        index = self.currentIndex()
        line = self._model.line_of(index)
        if line is not None:
            return line.id
        group = self._model.group_of(index)
        return group.key if group is not None else ""

    def current_line(self) -> Line | None:
        return self._model.line_of(self.currentIndex())

    def current_group(self) -> Group | None:
        return self._model.group_of(self.currentIndex())

    def chosen_ids(self) -> list[str]:
        """Give the ids of the chosen lines, in their order."""
        rows = sorted(
            self.selectionModel().selectedRows(), key=lambda each: (each.parent().row(), each.row())
        )
        found = [line.id for each in rows if (line := self._model.line_of(each)) is not None]
        return list(dict.fromkeys(found))

    def _double_clicked(self, index: Index) -> None:
        if self._model.line_of(index) is not None:
            self.opened.emit()
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        text = event.text().casefold()
        if self._movable and control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif self._movable and control and key == Qt.Key.Key_M:
            self.to_wanted.emit()
        elif self._movable and key == Qt.Key.Key_Delete:
            self.off_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif self._letters and not control and text and text in self._letters:
            self.letter.emit(text)
        else:
            super().keyPressEvent(event)
