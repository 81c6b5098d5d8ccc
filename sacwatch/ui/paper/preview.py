"""Shows a paper as it will print: its pages under each other, as wide as there is room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sacwatch.i18n import _
from sacwatch.ui import icons, theme
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.printing import opened
from sacwatch.ui.timers import later

STEP = 1.25
SMALLEST, LARGEST = 0.4, 5.0
"""Of the printed size."""
_SOON_MS = 300
_LET_GO_MS = 3_000
"""Milliseconds after which a paper that was replaced is let go; its last page may still be on the way."""


class Pages(QPdfView):
    """The pages, scrolled and zoomed by keys too."""

    zoomed = Signal(int)
    """+1 for larger, -1 for smaller, 0 for as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(10)
        # A page as wide as there is room: a bar that comes and goes would take turns with the page's height
        # for ever where the page fits only without it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        steps = {
            Qt.Key.Key_Plus: 1,
            Qt.Key.Key_Equal: 1,
            Qt.Key.Key_Minus: -1,
            Qt.Key.Key_0: 0,
        }
        key = Qt.Key(event.key())
        if key in ends:
            bar.setValue(ends[key])
        elif key == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.triggerAction(
                bar.SliderAction.SliderPageStepSub if back else bar.SliderAction.SliderPageStepAdd
            )
        elif key in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)


class Preview(QWidget):
    """A paper with its page numbers and zoom; what was shown stays until the next one is there."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = Pages()
        self.pages.setAccessibleName(_("Preview of the paper"))
        self._document: QPdfDocument | None = None
        self._buffer: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._count = QLabel()
        self._doing = plain_label("", "faint")
        self._doing.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(90)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._bar)
        row.addWidget(self._doing)
        row.addStretch(1)
        self._buttons = [
            self._button(row, "zoom_out", _("Smaller"), _("Smaller (-)"), -1),
            self._button(row, "zoom_in", _("Larger"), _("Larger (+)"), 1),
            self._button(row, "", _("Full width"), _("As wide as there is room (0)"), 0),
        ]
        column.addLayout(row)
        self._stack = QStackedWidget()
        self._told = plain_label("", "section")
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._told)
        self._stack.addWidget(self.pages)
        column.addWidget(self._stack, 1)
        self._soon = later(_SOON_MS, self, self._show_busy)
        self.pages.zoomed.connect(self.zoom)
        self.pages.pageNavigator().currentPageChanged.connect(lambda _page: self._tell_page())
        self.set_busy(False)
        self._tell_page()

    def _button(self, row: QHBoxLayout, icon: str, name: str, tip: str, step: int) -> QPushButton:
        button = QPushButton("" if icon else name)
        if icon:
            button.setIcon(icons.icon(icon))
            button.setIconSize(QSize(22, 22))
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.zoom(step))
        row.addWidget(button)
        return button

    # What is shown

    def show_pdf(self, data: bytes, name: str, *, keep_place: bool) -> None:
        """Show a paper; `keep_place` stays where the captain was reading."""
        past, past_buffer = self._document, self._buffer
        bar = self.pages.verticalScrollBar()
        place = bar.value() if keep_place else 0
        document, self._buffer = opened(data)
        self._document = document
        # A paper that goes while its view is going would call into what is half gone of it.
        document.setParent(QCoreApplication.instance())
        self._buffer.setParent(document)
        self.pages.destroyed.connect(document.deleteLater)
        self._colour()
        self.pages.setDocument(self._document)
        self.pages.setAccessibleName(_("Preview of {paper}").format(paper=name))
        self._stack.setCurrentWidget(self.pages)
        if past is not None:
            QTimer.singleShot(_LET_GO_MS, self, lambda: _let_go(past, past_buffer))
        if keep_place:
            bar.setValue(place)
        else:
            self.pages.pageNavigator().jump(0, QPointF())
        self._tell_page()

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the pages."""
        self._told.setText(sentence)
        self._stack.setCurrentWidget(self._told)
        self._tell_page()

    def set_busy(self, busy: bool) -> None:
        """Show, after a moment, that the pages are being made."""
        if busy:
            if not self._soon.isActive():
                self._soon.start()
            return
        self._soon.stop()
        self._bar.hide()
        self._doing.clear()

    def _show_busy(self) -> None:
        self._bar.show()
        self._doing.setText(_("Making the pages"))

    def _colour(self) -> None:
        palette = QPalette(self.pages.palette())
        palette.setColor(QPalette.ColorRole.Dark, QColor(theme.colours().line))
        self.pages.setPalette(palette)

    # Where one reads

    @property
    def shows_pages(self) -> bool:
        """Whether pages are shown and not a sentence."""
        return self._document is not None and self._stack.currentWidget() is self.pages

    @property
    def page_count(self) -> int:
        return self._document.pageCount() if self._document is not None else 0

    @property
    def current_page(self) -> int:
        """The page being read, the first 0."""
        return self.pages.pageNavigator().currentPage()

    def _tell_page(self) -> None:
        shows = self.shows_pages
        words = _("Page {page} of {pages}").format(page=self.current_page + 1, pages=self.page_count)
        self._count.setText(words if shows else "")
        for button in self._buttons:
            button.setEnabled(shows)

    def zoom(self, step: int) -> None:
        """Show the pages larger (1), smaller (-1) or as wide as there is room (0)."""
        if step == 0:
            self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        factor = self.zoom_factor() * (STEP if step > 0 else 1 / STEP)
        self.pages.setZoomMode(QPdfView.ZoomMode.Custom)
        self.pages.setZoomFactor(min(max(factor, SMALLEST), LARGEST))

    def zoom_factor(self) -> float:
        """Give how large the pages are now, 1.0 being the printed size."""
        if self.pages.zoomMode() == QPdfView.ZoomMode.Custom or self._document is None:
            return self.pages.zoomFactor()
        margins = self.pages.documentMargins()
        room = self.pages.viewport().width() - margins.left() - margins.right()
        wide = self._document.pagePointSize(self.current_page).width() * self.logicalDpiX() / 72
        return room / wide if wide > 0 else 1.0


def _let_go(document: QPdfDocument, buffer: Any) -> None:
    document.close()
    document.deleteLater()
    buffer.close()
