"""The rail at the left: the watch's name, the pages in the order of the week, and the search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from sacwatch.i18n import _
from sacwatch.ui import icons, plain
from sacwatch.ui.page import PAGES, keys_of

LEAST_WIDTH = 190
_LONGEST_NAME, _WIDEST_WORD = 60, 16
_AROUND_NAME = 8
_MARGIN = 5


class Rail(QFrame):
    """One button for each page; as wide as its longest word in the text size that is set."""

    chosen = Signal(str)
    """A page's name."""
    search_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        column = self._column = QVBoxLayout(self)
        self._watch = ""
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._name.setProperty("role", "heading")
        column.addWidget(self._name)
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for spec in PAGES:
            button = self._button(_(spec.title), spec.icon)
            button.setCheckable(True)
            keys = keys_of(spec.name)
            button.setToolTip(f"{_(spec.title)} ({keys})" if keys else _(spec.title))
            button.clicked.connect(lambda _checked=False, name=spec.name: self.chosen.emit(name))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[spec.name] = button
        column.addStretch(1)
        self._search = self._button(_("Search"), "search")
        self._search.setToolTip(_("Search everything (Ctrl+K)"))
        self._search.clicked.connect(lambda: self.search_wanted.emit())
        column.addWidget(self._search)
        self._fit()
        self.setEnabled(False)

    def _button(self, words: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setIcon(icons.icon(icon))
        # Wider than the icon, so that there is air between it and the words.
        button.setIconSize(QSize(24, 22))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # A click leads to the page, whose focus is its own; Tab stops here all the same.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
            self._make_room()

    def _fit(self) -> None:
        buttons = [*self._buttons.values(), self._search]
        heading = QFont(self._name.font())
        heading.setBold(True)
        words = [word for word in self._watch.split() if len(word) <= _WIDEST_WORD]
        name = max((QFontMetrics(heading).horizontalAdvance(word) for word in words), default=0)
        widths = [each.sizeHint().width() + 2 * _MARGIN + 1 for each in buttons]
        self.setFixedWidth(max(LEAST_WIDTH, name + 2 * _AROUND_NAME + 2 * _MARGIN + 2, *widths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Stand closer, and last name the watch in one line, where the window is too low for all of it."""
        for tight, in_one_line in ((False, False), (True, False), (True, True)):
            top, between, below = (6, 0, 2) if tight else (16, 4, 10)
            self._column.setContentsMargins(_MARGIN, top, _MARGIN, top - 4)
            self._column.setSpacing(between)
            self._name.setContentsMargins(_AROUND_NAME, 0, 4, below)
            self._name.setWordWrap(not in_one_line)
            self._show_name(in_one_line)
            if self._column.totalHeightForWidth(self.width()) <= self.height():
                return

    def _show_name(self, in_one_line: bool) -> None:
        name, long = self._watch, len(self._watch) > _LONGEST_NAME
        shown = name[: _LONGEST_NAME - 1] + "…" if long else name
        if in_one_line:
            heading = QFont(self._name.font())
            heading.setBold(True)
            room = self.width() - 2 * _AROUND_NAME - 2 * _MARGIN
            shown = QFontMetrics(heading).elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self._name.setText(shown)
        self._name.setToolTip(plain.tip(name) if shown != name else "")

    def check(self, name: str) -> None:
        """Mark the page that is shown."""
        self._buttons[name].setChecked(True)

    def name_watch(self, name: str) -> None:
        """Show the watch's name."""
        self._watch = name
        self._fit()
        self._make_room()
