"""The list beside the map: all that the map shows, newest first, each with its mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from sacwatch.domain.drawing import Symbol
from sacwatch.domain.listing import PAGE_SIZE, Page
from sacwatch.i18n import _
from sacwatch.services.maptelling import MapLine
from sacwatch.ui import shown, theme, tilepainter
from sacwatch.ui.records.model import Column, PagedModel

Mark = tuple[str, str, str]
"""Layer's name, id, owner."""


class MapList(QTableView):
    """A list of marks, of which only those in view are fetched; Enter opens the record."""

    opened = Signal(object)
    stepped = Signal(object)
    """A MapLine that was stepped to by a person."""

    def __init__(
        self,
        ask: Callable[[Sequence[Mark], Callable[[list[MapLine]], None]], None],
        *,
        zone: tzinfo,
        today: Callable[[], date],
        far: Callable[[str], str] = lambda _id: "",
    ) -> None:
        """`ask` gets marks and what takes their lines; days are told in `zone`; `far` says how far one is."""
        super().__init__()
        self._ask = ask
        self._marks: Sequence[Mark] = ()
        self._quiet = False
        self.empty_words = ""
        """What stands in the list where there is nothing to list."""
        self._zone = zone
        self._today = today
        self.far = far
        self.lines = PagedModel((Column(_("On the map"), self.words),), self._more)
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName(_("What the map shows"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # A table of rows of one height shows 100,000 as quickly as ten; a list view measures each.
        self.verticalHeader().hide()
        self._size_rows()
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._step)

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2 + 18)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_rows()

    def say_empty(self, words: str) -> None:
        """Say in place of lines why there are none; "" says nothing."""
        self.empty_words = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_words and not self.lines.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours().faint))
            room = self.viewport().rect().adjusted(16, 20, -16, -16)
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.empty_words
            )
            painter.end()

    def words(self, line: MapLine) -> str:
        """Give a line in words, for those who hear it."""
        return ", ".join(
            part for part in (line.title, self.far(line.id), self.when(line), line.where, line.status) if part
        )

    def when(self, line: MapLine) -> str:
        """Give the day and the time of a line; a home has none."""
        if line.at is None:
            return ""
        day = shown.short_day(line.at.astimezone(self._zone).date(), self._today())
        return f"{day}, {shown.clock(line.at, self._zone)}"

    def restart(self, marks: Sequence[Mark]) -> None:
        """Show other marks; the chosen one stays chosen where it is among them."""
        chosen = self.chosen
        self._marks = marks
        first = marks[:PAGE_SIZE]
        if not first:
            self._fill([], None)
            return
        self._ask(first, lambda lines: self._fill(lines, chosen.id if chosen else None))

    def _fill(self, lines: list[MapLine], chosen: str | None) -> None:
        self._quiet = True
        self.lines.restart(Page(tuple(lines), len(self._marks)))
        row = self.lines.row_of(chosen) if chosen else None
        if row is not None:
            self._choose_row(row)
        self._quiet = False

    def _more(self, offset: int) -> None:
        marks, all_marks = self._marks[offset : offset + PAGE_SIZE], self._marks

        def take(lines: list[MapLine]) -> None:
            if self._marks is all_marks:
                self.lines.take(Page(tuple(lines), len(all_marks), offset))

        self._ask(marks, take)

    @property
    def chosen(self) -> MapLine | None:
        """The line that is chosen."""
        line = self.lines.line(self.currentIndex().row())
        return line if isinstance(line, MapLine) else None

    def choose(self, id_: str) -> None:
        """Show which line belongs to a mark that was chosen on the map, if it is among those fetched."""
        row = self.lines.row_of(id_)
        self._quiet = True
        if row is not None:
            self._choose_row(row)
        else:
            self.selectionModel().clear()
        self._quiet = False

    def _choose_row(self, row: int) -> None:
        index = self.lines.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _step(self, current: QModelIndex, _past: QModelIndex) -> None:
        line = self.lines.line(current.row())
        if line is not None and not self._quiet:
            self.stepped.emit(line)

    def _open(self, index: QModelIndex) -> None:
        line = self.lines.line(index.row())
        if line is not None:
            self.opened.emit(line)


class _LineDelegate(QStyledItemDelegate):
    """Paints the mark, what it was, and when and where in a second line."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model: Any = index.model()
        line = model.line(index.row())
        holder: Any = self.parent()
        colours = theme.colours()
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(colours.accent_soft))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        metrics = option.fontMetrics
        left = option.rect.left() + 10
        text = option.rect.adjusted(0, 8, -8, -8)
        text.setLeft(left + metrics.height() + 12)
        if line is None:
            painter.setPen(QColor(colours.faint))
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), "…")
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_mark(painter, line, left + metrics.height() / 2, option.rect.center().y(), metrics.height())
            # The status stands with the title, where a long place does not push it out.
            title = "  ·  ".join(part for part in (line.title, line.status) if part)
            _two_lines(painter, text, metrics, title, _second(holder, line))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()


def _second(holder: MapList, line: MapLine) -> str:
    parts = (holder.far(line.id), holder.when(line), line.where)
    return "  ·  ".join(part for part in parts if part)


def _two_lines(painter: QPainter, room: QRect, metrics: Any, title: str, below: str) -> None:
    colours = theme.colours()
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine)
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(colours.text))
    painter.drawText(room, flags, shortened(font, title, room.width()))
    font.setBold(False)
    painter.setFont(font)
    painter.setPen(QColor(colours.faint))
    second = room.adjusted(0, metrics.height() + 2, 0, 0)
    painter.drawText(second, flags, shortened(font, below, room.width()))


def shortened(font: QFont, words_: str, width: int) -> str:
    """Give as much of some words as fits into `width` pixels in this very font, with … for what does not."""
    return QFontMetrics(font).elidedText(words_, Qt.TextElideMode.ElideRight, width)


def draw_mark(painter: QPainter, line: MapLine, x: float, y: float, size: float) -> None:
    """Paint a line's mark as the map has it, on a light disc so that it shows on dark as well."""
    look = line.symbol
    painter.setPen(Qt.PenStyle.NoPen)
    if theme.is_dark():
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(int(x - size * 0.62), int(y - size * 0.62), int(size * 1.24), int(size * 1.24))
    mark = Symbol(look.shape, x, y, size * 0.85, look.colour, "#ffffff", look.pattern)
    tilepainter.symbol(painter, mark)
