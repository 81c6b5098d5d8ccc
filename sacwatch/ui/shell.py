"""The window: a rail of pages, notices above, long jobs below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sacwatch.domain.kinds import Changes
from sacwatch.i18n import _
from sacwatch.ui import icons
from sacwatch.ui.notices import Jobs, Notices, Toast
from sacwatch.ui.page import PAGES, Page, PageSpec

RAIL_WIDTH = 190


class Shell(QMainWindow):
    """The one window. It holds pages by their specs and knows none of them by name."""

    wants = Signal(str)
    """A menu's wish that is not a page's, such as "open_file"."""
    closing = Signal(object)
    """A QCloseEvent that the session may refuse."""

    painted = Signal()
    """The window was painted for the first time; what is heavy may now be loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("SacWatch"))
        self.resize(1240, 800)
        self.setMinimumSize(760, 520)
        self.desk: Any = None
        self._pages: dict[str, Page] = {}
        self._cover: QWidget | None = None
        self._buttons: dict[str, QToolButton] = {}
        self._stack = QStackedWidget()
        self.notices = Notices()
        self.jobs = Jobs()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        column.addWidget(self.jobs)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rail = self._make_rail()
        row.addWidget(self._rail)
        row.addWidget(middle, 1)
        self.setCentralWidget(whole)
        self.toast = Toast(middle)
        self._painted = False
        self.undo_action: QAction
        self.redo_action: QAction
        self._make_menus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    # What stands at the left

    def _make_rail(self) -> QWidget:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setFixedWidth(RAIL_WIDTH)
        column = QVBoxLayout(rail)
        column.setContentsMargins(10, 16, 10, 12)
        column.setSpacing(4)
        self._watch_name = QLabel()
        self._watch_name.setTextFormat(Qt.TextFormat.PlainText)
        self._watch_name.setWordWrap(True)
        self._watch_name.setProperty("role", "heading")
        self._watch_name.setContentsMargins(8, 0, 4, 10)
        column.addWidget(self._watch_name)
        group = QButtonGroup(rail)
        for number, spec in enumerate(PAGES, 1):
            button = QToolButton()
            button.setText(_(spec.title))
            button.setIcon(icons.icon(spec.icon))
            button.setIconSize(QSize(22, 22))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolTip(f"{_(spec.title)} (Ctrl+{number})")
            button.clicked.connect(lambda _checked=False, name=spec.name: self.show_page(name))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[spec.name] = button
        column.addStretch(1)
        search = self._search = QToolButton()
        search.setText(_("Search"))
        search.setIcon(icons.icon("search"))
        search.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        search.setToolTip(_("Search everything (Ctrl+K)"))
        search.clicked.connect(lambda: self.wants.emit("search"))
        column.addWidget(search)
        rail.setEnabled(False)
        return rail

    # Menus

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(_("&File"))
        self._wish(file, _("&New watch…"), "new_file")
        self._wish(file, _("&Open…"), "open_file", QKeySequence("Ctrl+O"))
        self._wish(file, _("Open the &sample watch"), "open_sample")
        file.addSeparator()
        self._open_only = [
            self._wish(file, _("Save a &copy…"), "save_copy"),
            self._wish(file, _("&Restore a backup…"), "restore"),
            self._wish(file, _("&Passphrase…"), "passphrase"),
        ]
        file.addSeparator()
        self._page_action(file, _("&Print"), "Ctrl+P", lambda page: page.print_())
        file.addSeparator()
        quit_ = self._wish(file, _("&Quit"), "quit", QKeySequence("Ctrl+Q"))
        quit_.setMenuRole(QAction.MenuRole.QuitRole)
        edit = bar.addMenu(_("&Edit"))
        self.undo_action = self._wish(edit, _("&Undo"), "undo", QKeySequence("Ctrl+Z"))
        self.redo_action = self._wish(edit, _("&Redo"), "redo", QKeySequence("Ctrl+Shift+Z"))
        self._open_only += [
            self.undo_action,
            self.redo_action,
            self._wish(edit, _("&History…"), "history"),
        ]
        edit.addSeparator()
        self._page_action(edit, _("&New here"), "Ctrl+N", lambda page: page.new())
        self._page_action(edit, _("&Save"), "Ctrl+S", lambda page: page.save())
        self._page_action(edit, _("&Find on this page"), "Ctrl+F", lambda page: page.find())
        self._open_only.append(self._wish(edit, _("Search &everything…"), "search", QKeySequence("Ctrl+K")))
        view = bar.addMenu(_("&View"))
        for number, spec in enumerate(PAGES, 1):
            action = QAction(_(spec.title), self)
            action.setShortcut(f"Ctrl+{number}")
            action.triggered.connect(lambda _checked=False, name=spec.name: self.show_page(name))
            view.addAction(action)
            self._open_only.append(action)
        view.addSeparator()
        self._wish(view, _("&Larger text"), "larger", QKeySequence("Ctrl++"))
        self._wish(view, _("&Smaller text"), "smaller", QKeySequence("Ctrl+-"))
        help_ = bar.addMenu(_("&Help"))
        self._wish(help_, _("&Help for this page"), "help", QKeySequence("F1"))
        self._wish(help_, _("&About SacWatch"), "about")
        for action in self._open_only:
            action.setEnabled(False)
        escape = QAction(self)
        escape.setShortcut("Esc")
        escape.triggered.connect(self._back)
        self.addAction(escape)

    def _wish(self, menu: Any, words: str, wish: str, keys: QKeySequence | None = None) -> QAction:
        action = QAction(words, self)
        if keys is not None:
            action.setShortcut(keys)
        action.triggered.connect(lambda: self.wants.emit(wish))
        menu.addAction(action)
        return action

    def _page_action(self, menu: Any, words: str, keys: str, act: Callable[[Page], None]) -> None:
        action = QAction(words, self)
        action.setShortcut(keys)

        def run() -> None:
            page = self.page
            if page is not None:
                act(page)

        action.triggered.connect(run)
        action.setEnabled(False)
        menu.addAction(action)
        self._open_only.append(action)

    def _back(self) -> None:
        page = self.page
        if page is not None:
            page.back()

    # Pages

    @property
    def page(self) -> Page | None:
        """The page at the front, or None where something else covers the window."""
        found = self._stack.currentWidget()
        return found if isinstance(found, Page) else None

    def attach(self, desk: Any, watch_name: str) -> None:
        """Show a watch: its pages are made as they are needed."""
        self.detach()
        self.desk = desk
        desk.changed.connect(self._spread)
        desk.wanted.connect(self.show_page)
        self.name_watch(watch_name)
        self._rail.setEnabled(True)
        for action in self._open_only:
            action.setEnabled(True)
        self.show_page(PAGES[0].name)
        self._uncover()

    def detach(self) -> None:
        """Let go of the watch that is shown."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.desk = None
        self.notices.clear()
        self.toast.hide()
        self._rail.setEnabled(False)
        self._watch_name.clear()
        for action in self._open_only:
            action.setEnabled(False)

    def dressed_anew(self) -> None:
        """Draw the rail's icons in the colours now in use."""
        for spec in PAGES:
            self._buttons[spec.name].setIcon(icons.icon(spec.icon))
        self._search.setIcon(icons.icon("search"))

    def name_watch(self, name: str) -> None:
        """Show the watch's name."""
        self._watch_name.setText(name if len(name) <= 60 else name[:59] + "…")
        self._watch_name.setToolTip(name if len(name) > 60 else "")
        self.setWindowTitle(f"{name} – {_('SacWatch')}" if name else _("SacWatch"))

    def cover(self, widget: QWidget) -> None:
        """Show something in place of the pages, such as the first steps."""
        self._uncover()
        self._cover = widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        widget.setFocus()

    def _uncover(self) -> None:
        if self._cover is not None:
            self._stack.removeWidget(self._cover)
            self._cover.deleteLater()
            self._cover = None

    def show_page(self, name: str, order: object = None) -> None:
        """Bring a page to the front and hand it what another page asks of it."""
        if self.desk is None:
            return
        page = self._pages.get(name) or self._make(next(spec for spec in PAGES if spec.name == name))
        self._buttons[name].setChecked(True)
        self._stack.setCurrentWidget(page)
        page.shown()
        if order is not None:
            page.obey(order)

    def _make(self, spec: PageSpec) -> Page:
        page: Page = spec.load()(self.desk)
        page.name = spec.name
        self._pages[spec.name] = page
        self._stack.addWidget(page)
        return page

    def _spread(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.changed(changes)

    def closeEvent(self, event: QCloseEvent) -> None:
        if all(page.leave() for page in self._pages.values()):
            self.closing.emit(event)
        else:
            event.ignore()
