"""A calendar of days as a real table: the keyboard moves by days, weeks and months.

It knows nothing of what is on the days; each day is given its lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from sacwatch.domain.shifts import week_start
from sacwatch.domain.times import FIRST_YEAR, LAST_YEAR
from sacwatch.i18n import N_, _
from sacwatch.ui import plain, shown, theme

Index = QModelIndex | QPersistentModelIndex
DAYS = 7
_DAY_ROLE = Qt.ItemDataRole.UserRole
_PAD = 6
_LEAST_LETTERS, _LEAST_LINES = 4, 2
_EARLIEST, _LATEST = date(FIRST_YEAR, 2, 1), date(LAST_YEAR, 11, 30)


@dataclass(frozen=True)
class DayLine:
    """One thing on a day: a mark that says how it stands, when, where, and all that is to be said."""

    mark: str
    when: str
    brief: str
    """When, in as few letters as can be."""
    where: str
    parts: tuple[str, ...]
    struck: bool = False
    """Whether it does not take place."""
    urgent: bool = False
    """Whether something is to be done about it; the mark says so too."""

    @property
    def short(self) -> str:
        return " ".join(part for part in (self.mark, self.when, self.where) if part)

    @property
    def whole(self) -> str:
        return ", ".join(self.parts)


class CalendarModel(QAbstractTableModel):
    """The days of a month with the rest of its weeks, or of one week; a row is a week from Sunday."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.weeks = date(2000, 1, 2), 1
        self.month: tuple[int, int] | None = None
        self.today = date(2000, 1, 2)
        self._lines: Mapping[date, tuple[DayLine, ...]] = {}

    def show(self, day: date, *, by_week: bool, today: date) -> None:
        """Show the month or the week of a day, with nothing on it yet."""
        self.beginResetModel()
        self.today = today
        self._lines = {}
        if by_week:
            self.first, self.weeks, self.month = week_start(day), 1, None
        else:
            self.first, self.month = week_start(day.replace(day=1)), (day.year, day.month)
            following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
            self.weeks = ((following - timedelta(days=1)) - self.first).days // DAYS + 1
        self.endResetModel()

    def fill(self, lines: Mapping[date, tuple[DayLine, ...]]) -> None:
        """Put what is on each day."""
        self._lines = lines
        self.dataChanged.emit(self.index(0, 0), self.index(self.weeks - 1, DAYS - 1))

    @property
    def last(self) -> date:
        return self.first + timedelta(days=DAYS * self.weeks - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (as Qt declares it)
        return 0 if parent.isValid() else self.weeks

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else DAYS

    def day(self, index: Index) -> date:
        return self.first + timedelta(days=index.row() * DAYS + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """Give where a day stands; nowhere where it is not shown."""
        number = (day - self.first).days
        return self.index(number // DAYS, number % DAYS) if self.first <= day <= self.last else QModelIndex()

    def lines(self, day: date) -> tuple[DayLine, ...]:
        return self._lines.get(day, ())

    def outside(self, day: date) -> bool:
        """Say whether a day belongs to another month than the one that is shown."""
        return self.month is not None and (day.year, day.month) != self.month

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.day(index)
        if role == _DAY_ROLE:
            return day
        found = self.lines(day)
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join([str(day.day), *(each.short for each in found)])
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.told(day)
        if role == Qt.ItemDataRole.ToolTipRole and found:
            return plain.tip("\n".join(each.whole for each in found))
        return None

    def told(self, day: date) -> str:
        """Give a day with everything on it in words."""
        found = self.lines(day)
        named = _("Today, {day}").format(day=shown.day(day)) if day == self.today else shown.day(day)
        if not found:
            return _("{day}: no shift").format(day=named)
        count = shown.count(len(found), N_("{count} shift"), N_("{count} shifts"))
        return f"{named}: {count}. " + ". ".join(each.whole for each in found)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return shown.weekday((section - 1) % DAYS)


class _DayPainter(QStyledItemDelegate):
    """Paints a day: its number, and as many of its lines as there is room for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CalendarModel)
        day, colours = model.day(index), theme.colours()
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = colours.accent_soft if chosen else colours.window if model.outside(day) else colours.surface
        painter.fillRect(option.rect, QColor(ground))
        if chosen:
            view = self.parent()
            focused = isinstance(view, QTableView) and view.hasFocus()
            painter.setPen(QPen(QColor(colours.accent), 3 if focused else 1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        inside = option.rect.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD + 2)
        top = self._number(painter, option.font, inside, day, model)
        room = QRect(inside.left(), top, inside.width(), inside.bottom() - top)
        if model.month is None:
            self._whole(painter, option.font, room, model.lines(day))
        else:
            self._short(painter, option.font, room, model.lines(day))
        painter.restore()

    def _number(self, painter: QPainter, font: QFont, inside: QRect, day: date, model: CalendarModel) -> int:
        """Paint the number of a day, today's on the accent, and give where its lines begin."""
        colours, words = theme.colours(), str(day.day)
        bold = QFont(font)
        bold.setBold(day == model.today)
        metrics = QFontMetrics(bold)
        height = metrics.height() + 2
        if day == model.today:
            words = _("{number} today").format(number=day.day)
            width = metrics.horizontalAdvance(words) + 12
            if width > inside.width():
                words, width = str(day.day), metrics.horizontalAdvance(str(day.day)) + 12
            pill = QRect(inside.left() - 2, inside.top(), width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(pill, 6, 6)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent_text))
            painter.setFont(bold)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.setPen(QColor(colours.faint if model.outside(day) else colours.text))
            painter.setFont(bold)
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
        return inside.top() + height + 2

    def _short(self, painter: QPainter, font: QFont, room: QRect, lines: tuple[DayLine, ...]) -> None:
        metrics = QFontMetrics(font)
        step = metrics.lineSpacing()
        fit = max(0, room.height() // step)
        if 2 * len(lines) <= fit:
            self._two_lines(painter, font, room, lines)
            return
        shown_lines = lines if len(lines) <= fit else lines[: max(0, fit - 1)]
        y = room.top()
        for each in shown_lines:
            painter.setFont(_struck(font) if each.struck else font)
            painter.setPen(QColor(_ink(each)))
            words = each.short
            if metrics.horizontalAdvance(f"{each.mark} {each.when}") > room.width():
                words = _brief(each, metrics, room.width())
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRect(room.left(), y, room.width(), step), Qt.AlignmentFlag.AlignLeft, words)
            y += step
        more = len(lines) - len(shown_lines)
        if more and fit:
            painter.setFont(font)
            painter.setPen(QColor(theme.colours().faint))
            words = (
                _("{count} more").format(count=more)
                if shown_lines
                else shown.count(more, N_("{count} shift"), N_("{count} shifts"))
            )
            painter.drawText(QRect(room.left(), y, room.width(), step), Qt.AlignmentFlag.AlignLeft, words)

    def _two_lines(self, painter: QPainter, font: QFont, room: QRect, lines: tuple[DayLine, ...]) -> None:
        """Paint each with where it is beneath when it is."""
        metrics = QFontMetrics(font)
        step, y = metrics.lineSpacing(), room.top()
        for each in lines:
            painter.setFont(_struck(font) if each.struck else font)
            painter.setPen(QColor(_ink(each)))
            when = f"{each.mark} {each.when}"
            if metrics.horizontalAdvance(when) > room.width():
                when = _brief(each, metrics, room.width())
            for words in (when, each.where):
                cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
                painter.drawText(QRect(room.left(), y, room.width(), step), Qt.AlignmentFlag.AlignLeft, cut)
                y += step if words else 0

    def _whole(self, painter: QPainter, font: QFont, room: QRect, lines: tuple[DayLine, ...]) -> None:
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        y = room.top()
        for place, each in enumerate(lines):
            painter.setFont(_struck(font) if each.struck else font)
            painter.setPen(QColor(_ink(each)))
            space = QRect(room.left(), y, room.width(), room.bottom() - y)
            words = f"{each.mark} " + "\n".join(each.parts)
            needed = painter.boundingRect(QRect(0, 0, room.width(), 10_000), flags, words).height()
            if needed > space.height():
                painter.setFont(font)
                painter.setPen(QColor(theme.colours().faint))
                left = len(lines) - place
                painter.drawText(space, flags, _("{count} more").format(count=left))
                return
            painter.drawText(space, flags, words)
            y += needed + 8

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        return QSize(
            metrics.averageCharWidth() * _LEAST_LETTERS + 2 * _PAD,
            metrics.lineSpacing() * (_LEAST_LINES + 1) + 2 * _PAD,
        )


def _brief(line: DayLine, metrics: QFontMetrics, width: int) -> str:
    """Give the mark of a line and when it is in few letters, or the mark alone."""
    words = f"{line.mark} {line.brief}"
    return words if metrics.horizontalAdvance(words) <= width else line.mark


def _ink(line: DayLine) -> str:
    colours = theme.colours()
    return colours.faint if line.struck else colours.alert if line.urgent else colours.text


def _struck(font: QFont) -> QFont:
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck


class Calendar(QTableView):
    """A month or a week of days, one of which is chosen."""

    chosen = Signal(object)
    """The day that was chosen."""
    turned = Signal()
    """Other days than before are shown."""
    opened = Signal()
    """Enter, or a double click."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = CalendarModel()
        self._by_week = False
        self._today = self.grid.today
        self.setModel(self.grid)
        self.setItemDelegate(_DayPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(16)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "grid"):
            self._fit()

    def _fit(self) -> None:
        """Have room for the number and some lines of each day; where the window has less, it scrolls."""
        metrics = self.fontMetrics()
        self.verticalHeader().setMinimumSectionSize(metrics.lineSpacing() * (_LEAST_LINES + 1) + 2 * _PAD)
        self.setMinimumWidth(DAYS * (metrics.averageCharWidth() * _LEAST_LETTERS + 2 * _PAD))

    @property
    def day(self) -> date:
        """The chosen day."""
        index = self.currentIndex()
        return self.grid.day(index) if index.isValid() else self._today

    @property
    def by_week(self) -> bool:
        return self._by_week

    def set_by_week(self, by_week: bool, today: date) -> None:
        """Show weeks, or months."""
        day = self.day
        self._by_week = by_week
        self._show(day, today)

    def go_to(self, day: date, today: date | None = None) -> None:
        """Choose a day, and show its month or week where that is another one."""
        today = today or self._today
        day = min(max(day, _EARLIEST), _LATEST)
        outside = not self.grid.index_of(day).isValid() or self.grid.outside(day)
        if outside or today != self._today:
            self._show(day, today)
        else:
            self._choose(day)

    def _show(self, day: date, today: date) -> None:
        self._today = today
        self.grid.show(day, by_week=self._by_week, today=today)
        self._choose(day)
        self.turned.emit()

    def _choose(self, day: date) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.grid.index_of(day), flags)

    def _moved(self, current: QModelIndex, _past: QModelIndex) -> None:
        if current.isValid():
            self.setAccessibleDescription(self.grid.told(self.grid.day(current)))
            self.chosen.emit(self.grid.day(current))

    def turn(self, step: int) -> None:
        """Go so many weeks or months on, or back."""
        self.go_to(self.day + timedelta(weeks=step) if self._by_week else _months_on(self.day, step))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
        if key in moves:
            self.go_to(self.day + timedelta(days=moves[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(week_start(self.day))
        elif key == Qt.Key.Key_End:
            self.go_to(week_start(self.day) + timedelta(days=DAYS - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """Scroll where there is something to scroll; the month is not turned in passing."""
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()


def _months_on(day: date, step: int) -> date:
    number = day.year * 12 + day.month - 1 + step
    first = date(number // 12, number % 12 + 1, 1)
    length = ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - first).days
    return first.replace(day=min(day.day, length))
