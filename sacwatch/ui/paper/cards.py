"""Papers as cards: a picture of each, its title, what it is for, and a box to tick it for printing several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sacwatch.ui import theme

Index = QModelIndex | QPersistentModelIndex

_PURPOSE_LINES = 5
"""Lines for what a paper is for; a title of two lines takes one of them."""
_PAD = 10


class CardModel(QAbstractListModel):
    """The papers of one group. What is ticked is kept by whoever holds all groups."""

    def __init__(
        self, kinds: Sequence[Any], ticked: dict[str, None], picture: Callable[[str], QImage | None]
    ) -> None:
        super().__init__()
        self._kinds, self._ticked, self._picture = list(kinds), ticked, picture
        self._of = {kind.name: row for row, kind in enumerate(self._kinds)}

    ticks_changed = Signal()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._kinds)

    def name(self, row: int) -> str:
        """Give the name of the paper in a row."""
        return str(self._kinds[row].name)

    def row(self, name: str) -> int | None:
        """Give the row of a paper, or None where it is in another group."""
        return self._of.get(name)

    def purpose(self, row: int) -> str:
        return str(self._kinds[row].purpose_words)

    def picture(self, row: int) -> QImage | None:
        """Give the picture of the paper in a row, or None while there is none."""
        return self._picture(self.name(row))

    def ticked(self, row: int) -> bool:
        return self.name(row) in self._ticked

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        kind = self._kinds[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return kind.title_words
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            return kind.purpose_words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.ticked(index.row()) else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        name = self.name(index.row())
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked[name] = None
        else:
            self._ticked.pop(name, None)
        self.changed(name)
        self.ticks_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def changed(self, name: str) -> None:
        """Show a card anew."""
        row = self._of.get(name)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def toggle(self, row: int) -> None:
        """Tick a paper, or take its tick away."""
        on = Qt.CheckState.Unchecked if self.ticked(row) else Qt.CheckState.Checked
        self.setData(self.index(row), on, Qt.ItemDataRole.CheckStateRole)


class Measures:
    """How large the parts of a card are, in pixels, for a font."""

    def __init__(self, font: QFont) -> None:
        metrics = QFontMetrics(font)
        self.line = metrics.lineSpacing()
        self.picture = QSize(round(6.4 * self.line), round(6.4 * self.line * 11 / 8.5))
        self.box = round(0.95 * self.line)
        bold = QFont(font)
        bold.setBold(True)
        self.title_line = QFontMetrics(bold).lineSpacing()
        words = self.title_line + _PURPOSE_LINES * self.line
        self.card = QSize(
            max(self.picture.width() + 2 * _PAD + 8, metrics.averageCharWidth() * 22),
            self.picture.height() + words + 3 * _PAD + 6,
        )


class CardPainter(QStyledItemDelegate):
    """Paints a card: the picture of the paper above, its words below, the box to tick at the left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cards: Any = self.parent()
        return cards.gridSize() if cards.gridSize().isValid() else Measures(option.font).card

    def box(self, card: QRect, measures: Measures) -> QRect:
        """Give where the box to tick lies in a card."""
        return QRect(card.left() + _PAD + 4, card.top() + _PAD + 4, measures.box, measures.box)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CardModel)
        colours, measures = theme.colours(), Measures(option.font)
        card = option.rect.adjusted(4, 4, -4, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(option.state & QStyle.StateFlag.State_HasFocus)
        above = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ticked = model.ticked(index.row())
        edge = colours.accent if chosen or above else colours.line
        painter.setPen(QPen(QColor(edge), 2 if chosen else 1))
        painter.setBrush(QColor(colours.accent_soft if ticked else colours.surface))
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8)
        sheet = QRect(0, 0, measures.picture.width(), measures.picture.height())
        sheet.moveCenter(card.center())
        sheet.moveTop(card.top() + _PAD)
        self._paint_sheet(painter, sheet, model.picture(index.row()))
        self._paint_box(painter, self.box(card, measures), ticked)
        room = card.adjusted(_PAD, 0, -_PAD, -_PAD // 2)
        room.setTop(sheet.bottom() + _PAD)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setPen(QColor(colours.text))
        used = _paint_words(painter, room, bold, str(index.data()), 2)
        room.setTop(room.top() + used)
        painter.setPen(QColor(colours.text if ticked else colours.faint))
        lines = max(1, room.height() // measures.line)
        _paint_words(painter, room, option.font, model.purpose(index.row()), lines)
        painter.restore()

    def _paint_sheet(self, painter: QPainter, sheet: QRect, picture: QImage | None) -> None:
        painter.setPen(QPen(QColor(theme.colours().edge), 1))
        painter.setBrush(QColor("white"))
        if picture is None:
            painter.drawRect(sheet)
            step, left = sheet.height() / 14, sheet.left() + sheet.width() // 8
            for number, part in enumerate((0.5, 0.75, 0.75, 0.7, 0.75, 0.4), 2):
                high = 5 if number == 2 else 2
                top = round(sheet.top() + step * (number if number == 2 else number + 0.8))
                painter.fillRect(left, top, round(sheet.width() * part), high, QColor("#d9d9d9"))
            return
        size = picture.deviceIndependentSize().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        fit = QRect(0, 0, round(size.width()), round(size.height()))
        fit.moveCenter(sheet.center())
        painter.drawImage(fit, picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(fit)

    def _paint_box(self, painter: QPainter, box: QRect, ticked: bool) -> None:
        colours = theme.colours()
        painter.setPen(QPen(QColor(colours.accent if ticked else colours.edge), 1.5))
        painter.setBrush(QColor(colours.accent if ticked else colours.surface))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(colours.accent_text), max(2.0, box.width() / 8)))
            left, middle = box.left() + box.width() * 0.22, box.left() + box.width() * 0.42
            foot = box.top() + box.height() * 0.72
            painter.drawPolyline(
                [
                    QPointF(left, box.top() + box.height() * 0.52),
                    QPointF(middle, foot),
                    QPointF(box.right() - box.width() * 0.18, box.top() + box.height() * 0.28),
                ]
            )


def _paint_words(painter: QPainter, room: QRect, font: QFont, words: str, lines: int) -> int:
    """Paint words on at most so many lines, with … for what does not fit; gives the height used."""
    painter.setFont(font)
    metrics = QFontMetrics(font)
    left, y = words.split(), room.top()
    for number in range(lines):
        if not left:
            break
        taken = [left.pop(0)]
        while left and metrics.horizontalAdvance(" ".join([*taken, left[0]])) <= room.width():
            taken.append(left.pop(0))
        line = " ".join(taken if number < lines - 1 else [*taken, *left])
        line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), y + metrics.ascent(), line)
        y += metrics.lineSpacing()
    return y - room.top()


class Cards(QListView):
    """One group of papers in rows of cards, as high as it needs to be."""

    opened = Signal(str)
    """A paper was chosen: by a click, or with Enter."""
    entered = Signal()
    """It took the focus."""
    beyond = Signal(int)
    """An arrow leads out of the group: +1 to the one below, -1 to the one above."""

    def __init__(self, model: CardModel, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = model
        self.setModel(model)
        self._painter = CardPainter(self)
        self.setItemDelegate(self._painter)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCurrentIndex(model.index(0))
        self._columns = 1
        """How many cards stand in a row."""

    @property
    def cards(self) -> CardModel:
        return self._model

    @property
    def column(self) -> int:
        """The column of the current card."""
        return self.currentIndex().row() % self._columns

    def enter(self, column: int, *, from_above: bool) -> None:
        """Take the focus, in this column of the first row or of the last one."""
        last = self._model.rowCount() - 1
        row = column if from_above else last // self._columns * self._columns + column
        self.setCurrentIndex(self._model.index(min(row, last)))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        return Measures(self.font()).card

    def sizeHint(self) -> QSize:
        return QSize(2 * Measures(self.font()).card.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_columns"):
            self._fit()

    def _fit(self) -> None:
        """Be as high as the rows are, at this width and text size."""
        card = Measures(self.font()).card
        # A little less than there is: a row that takes all of it is one too many for Qt.
        width = self.viewport().width() - 4
        self._columns = max(1, min(self._model.rowCount(), width // card.width()))
        # All groups have columns of one width, however few papers stand in them.
        across = max(1, width // card.width())
        self.setGridSize(QSize(min(width // across, round(card.width() * 1.4)), card.height()))
        rows = -(-self._model.rowCount() // self._columns)
        self.setFixedHeight(rows * card.height() + 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.show_current()

    def show_current(self) -> None:
        """Scroll what holds the group so that the current card is seen."""
        self.viewport().update()
        area: QWidget | None = self.parentWidget()
        while area is not None and not hasattr(area, "ensureVisible"):
            area = area.parentWidget()
        if area is not None:
            rect = self.visualRect(self.currentIndex())
            at = self.mapTo(area.widget(), rect.center())  # type: ignore[attr-defined]
            area.ensureVisible(at.x(), at.y(), 0, rect.height() // 2 + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), Qt.Key(event.key())
        last = self._model.rowCount() - 1
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._model.name(row))
        elif key == Qt.Key.Key_Space:
            self._model.toggle(row)
        elif key in steps and not event.modifiers():
            to = row + steps[key]
            if key == Qt.Key.Key_Down and to > last and row // self._columns < last // self._columns:
                to = last
            if 0 <= to <= last:
                self.setCurrentIndex(self._model.index(to))
                self.show_current()
            else:
                self.beyond.emit(1 if to > last else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setCurrentIndex(index)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        card = self.visualRect(index).adjusted(4, 4, -4, -4)
        box = self._painter.box(card, Measures(self.font()))
        if box.adjusted(-8, -8, 8, 8).contains(at):
            self._model.toggle(index.row())
        elif card.contains(at):
            self.opened.emit(self._model.name(index.row()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # What holds the groups scrolls, and not a group in itself.
        event.ignore()
