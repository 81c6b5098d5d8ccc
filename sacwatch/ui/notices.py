"""What the window says: toasts with undo, notices that stay, and the bar of long jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from sacwatch.i18n import _
from sacwatch.ui.timers import later

if TYPE_CHECKING:
    from sacwatch.ui.tasks import Job

TOAST_MS = 8_000
_MARGIN = 24
_HIGHEST, _STEP = 240, 8
"""How far up a toast goes so that it covers nothing to press, and in which steps, in pixels."""
QUIET_MS = 300
"""Milliseconds that a job may take before the window shows it."""


def plain_label(words: str = "", role: str = "") -> QLabel:
    """Give a wrapping label that shows text as text, whatever it contains."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something that appeared where the focus is not (Qt 6.8 and later)."""
    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if event is not None and QtGui.QAccessible.isActive():
        QtGui.QAccessible.updateAccessibility(event(widget, words))


class Toast(QFrame):
    """A short sentence at the foot of the window, with undo where there is something to undo."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        self._words = plain_label()
        self._button = QPushButton(_("Undo"))
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self._action: Callable[[], None] | None = None
        self._button.clicked.connect(self._act)
        self._timer = later(TOAST_MS, self, self.hide)
        self._over = parent
        self.foot: Callable[[], int] = lambda: 0
        """How high what the page says at its own foot is, in pixels: a toast does not cover it."""
        parent.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # A form that opens meanwhile has its buttons elsewhere.
            application.focusChanged.connect(self._focus_moved)
        self.hide()

    def _focus_moved(self) -> None:
        if self.isVisible():
            QTimer.singleShot(0, self, self._place)

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def button(self) -> QPushButton:
        """The button that takes it back, visible where that can be."""
        return self._button

    def say(self, words: str, action: Callable[[], None] | None = None) -> None:
        """Show a sentence for some seconds; the action stands behind Undo."""
        self._words.setText(words)
        self._action = action
        self._button.setVisible(action is not None)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, words)

    def _act(self) -> None:
        self.hide()
        action, self._action = self._action, None
        if action is not None:
            action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        # On one line where that fits, else on as many as it takes within the window.
        room = self._over.width() - 2 * _MARGIN
        one_line = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 8
        button = self._button.sizeHint().width() + 12 if self._action is not None else 0
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 24
        width = min(one_line + button + margins, room)
        self.resize(width, max(self.heightForWidth(width), self.sizeHint().height() if width < room else 0))
        foot = max(_MARGIN, self.foot() + 8)
        lowest = max(0, self._over.height() - self.height() - foot)
        left = (self._over.width() - self.width()) // 2
        taken = self._to_press()
        tops = range(lowest, max(0, lowest - _HIGHEST), -_STEP)
        free = (top for top in tops if not self._covers(QRect(left, top, *self.size().toTuple()), taken))
        self.move(left, next(free, lowest))

    def _to_press(self) -> list[QRect]:
        """Give where there is something to press or to type in, which is not to be covered."""
        there = (*self._over.findChildren(QAbstractButton), *self._over.findChildren(QLineEdit))
        return [
            self._seen(each)
            for each in there
            if each.isVisible() and each.isEnabled() and not self.isAncestorOf(each)
        ]

    def _seen(self, widget: QWidget) -> QRect:
        """Give where a widget is, without what is scrolled away."""
        seen, holder = QRect(widget.mapTo(self._over, QPoint()), widget.size()), widget.parentWidget()
        while holder is not None and holder is not self._over:
            seen &= QRect(holder.mapTo(self._over, QPoint()), holder.size())
            holder = holder.parentWidget()
        return seen

    def _covers(self, place: QRect, taken: list[QRect]) -> bool:
        return any(place.intersects(each) for each in taken)


class Notices(QWidget):
    """Sentences that stay at the top of the window until they are put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(12, 8, 12, 0)
        self._stack.setSpacing(6)
        self._shown: dict[str, QFrame] = {}
        self.hide()

    def tell(
        self, words: str, *, buttons: tuple[tuple[str, Callable[[], None]], ...] = (), stays: bool = False
    ) -> None:
        """Show a sentence once, with buttons; `stays` leaves out the button that puts it away."""
        if words in self._shown:
            return
        announce(self, words)
        frame = QFrame()
        frame.setProperty("role", "notice")
        frame.setAccessibleName(words)
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(plain_label(words), 1)
        for label, action in buttons:
            button = QPushButton(label)
            button.clicked.connect(lambda _checked=False, act=action: act())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if not stays:
            close = QPushButton(_("OK"))
            close.clicked.connect(lambda: self.put_away(words))
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(frame)
        self._shown[words] = frame
        self.show()

    def put_away(self, words: str) -> None:
        """Take a sentence away."""
        frame = self._shown.pop(words, None)
        if frame is not None:
            frame.deleteLater()
        self.setVisible(bool(self._shown))

    @property
    def words(self) -> list[str]:
        """The sentences that are shown."""
        return list(self._shown)

    def clear(self) -> None:
        """Take every sentence away."""
        for words in self.words:
            self.put_away(words)


class Jobs(QWidget):
    """A line for each long job: what it does, how far it is, and Cancel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(12, 0, 12, 6)
        self._lines: list[QWidget] = []
        self.hide()

    def show_job(self, job: Job) -> None:
        """Show a job once it has taken longer than a moment."""
        QTimer.singleShot(QUIET_MS, self, lambda: self._begin(job))

    def _begin(self, job: Job) -> None:
        if job.done or job.cancelled:
            return
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setMaximumWidth(320)
        bar.setAccessibleName(job.title)
        stop = QPushButton(_("Cancel"))
        stop.setAccessibleName(_("Cancel: {job}").format(job=job.title))
        if not job.can_cancel:
            stop.hide()
        title = plain_label(job.title)
        row.addWidget(title, 1)
        row.addWidget(bar)
        row.addWidget(stop)
        self._stack.addWidget(line)
        self._lines.append(line)
        self.show()

        def moved(done: int, total: int, doing: str) -> None:
            from sacwatch.words import LABELS  # a door: the window is painted before it

            if isValid(bar):
                bar.setRange(0, total)
                bar.setValue(done)
                # The title says what it begins with; what comes after that is told beside it.
                more = LABELS.get(doing, "") if doing != job.first else ""
                title.setText(f"{job.title} · {_(more)}" if more else job.title)

        def gone() -> None:
            if line in self._lines:
                self._lines.remove(line)
                line.deleteLater()
                self.setVisible(bool(self._lines))

        job.progressed.connect(moved)
        job.ended.connect(gone)
        # What was asked to stop may take a moment more; the captain need not watch it.
        job.stopped.connect(gone)
        stop.clicked.connect(job.cancel)
