"""The window: a rail of pages, notices above, long jobs below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sacwatch.domain.kinds import Changes
from sacwatch.i18n import _
from sacwatch.ui import plain, taborder
from sacwatch.ui.notices import Jobs, Notices, Toast
from sacwatch.ui.page import PAGES, Page, PageSpec, keys_of
from sacwatch.ui.rail import Rail


class Shell(QMainWindow):
    """The one window. It holds pages by their specs and knows none of them by name."""

    wants = Signal(str)
    """A menu's wish that is not a page's, such as "open_file"."""
    wants_backup = Signal(object)
    """The Path of a watch file of which a backup should be restored."""
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
        self._rail = Rail()
        self._rail.chosen.connect(self.show_page)
        self._rail.search_wanted.connect(lambda: self.wants.emit("search"))
        row.addWidget(self._rail)
        row.addWidget(middle, 1)
        self.setCentralWidget(whole)
        self.toast = Toast(middle)
        self.toast.foot = lambda: self.page.foot if self.page is not None and not self.covered else 0
        self._painted = False
        self.undo_action: QAction
        self.redo_action: QAction
        self._make_menus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    # Menus

    def _make_menus(self) -> None:
        bar = self.menuBar()
        self._open_only: list[QAction] = []
        self._writing: list[QAction] = []
        file = bar.addMenu(_("&File"))
        self._wish(file, _("&New watch…"), "new_file")
        self._wish(file, _("&Open…"), "open_file", "Ctrl+O")
        self._wish(file, _("Open the &sample watch"), "open_sample")
        file.addSeparator()
        self._open_only.append(self._wish(file, _("Save a &copy…"), "save_copy"))
        self._writing += [
            self._wish(file, _("&Restore a backup…"), "restore"),
            self._wish(file, _("&Passphrase…"), "passphrase"),
        ]
        file.addSeparator()
        self._writing += [
            self._wish(file, _("Bring in con&tacts…"), "bring_contacts"),
            self._wish(file, _("Bring in an old patrol &log…"), "bring_patrols"),
        ]
        self._open_only += [
            self._wish(file, _("Save the &members for other programs…"), "save_members"),
            self._wish(file, _("Save a list for a spr&eadsheet…"), "save_list"),
        ]
        file.addSeparator()
        self._open_only.append(self._page_action(file, _("&Print"), "Ctrl+P", lambda page: page.print_()))
        file.addSeparator()
        quit_ = self._wish(file, _("&Quit"), "quit", "Ctrl+Q")
        quit_.setMenuRole(QAction.MenuRole.QuitRole)
        edit = bar.addMenu(_("&Edit"))
        self.undo_action = self._wish(edit, _("&Undo"), "undo", "Ctrl+Z")
        self.redo_action = self._wish(edit, _("&Redo"), "redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self._open_only.append(self._wish(edit, _("&History…"), "history"))
        edit.addSeparator()
        self._open_only += [
            self._page_action(edit, _("&New on this page"), "Ctrl+N", lambda page: page.new(), writes=True),
            self._wish(edit, _("&Type in a sheet…"), "type_in_sheet", "Ctrl+T"),
            self._page_action(edit, _("&Save"), "Ctrl+S", lambda page: page.save(), writes=True),
            self._page_action(edit, _("&Find on this page"), "Ctrl+F", lambda page: page.find()),
            self._wish(edit, _("Search &everything…"), "search", "Ctrl+K"),
        ]
        view = bar.addMenu(_("&View"))
        for spec in PAGES:
            action = QAction(_(spec.title), self)
            action.setShortcut(keys_of(spec.name))
            action.triggered.connect(lambda _checked=False, name=spec.name: self.show_page(name))
            view.addAction(action)
            self._open_only.append(action)
        view.addSeparator()
        # The plus of the main keyboard is an equals sign with Shift.
        self._wish(view, _("&Larger text"), "larger", "Ctrl++", "Ctrl+=")
        self._wish(view, _("&Smaller text"), "smaller", "Ctrl+-")
        help_ = bar.addMenu(_("&Help"))
        self._wish(help_, _("&Help for this page"), "help", "F1")
        self._wish(help_, _("&About SacWatch"), "about")
        self._allow(nothing=True)
        escape = QAction(self)
        escape.setShortcut("Esc")
        escape.triggered.connect(self._back)
        self.addAction(escape)

    def _allow(self, *, nothing: bool = False) -> None:
        """Let the menus do what can be done now; undo and redo are for the session to say."""
        for action in self._open_only:
            action.setEnabled(not nothing)
        for action in self._writing:
            action.setEnabled(not nothing and not self.desk.read_only)
        for action in (self.undo_action, self.redo_action):
            action.setEnabled(False)

    def _wish(self, menu: Any, words: str, wish: str, *keys: str) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.triggered.connect(lambda: self.wants.emit(wish))
        menu.addAction(action)
        return action

    def _page_action(
        self, menu: Any, words: str, keys: str, act: Callable[[Page], None], *, writes: bool = False
    ) -> QAction:
        action = QAction(words, self)
        action.setShortcut(keys)

        def run() -> None:
            page = self.page
            if page is None:
                return
            if writes and self.desk.read_only:
                # A key that did nothing would seem broken.
                self.wants.emit("say_read_only")
            else:
                act(page)

        action.triggered.connect(run)
        menu.addAction(action)
        return action

    def _back(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            # A list of suggestions is put away before anything is left.
            popup.hide()
        elif self.page is not None:
            self.page.back()

    def tab_order(self) -> list[QWidget]:
        """Give every control of the window in the order of Tab."""
        parts = (self._rail, self.notices, self._stack, self.jobs, self.toast)
        return [control for part in parts for control in taborder.reading_order(part)]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go as one reads, and from the last control to the first."""
        return taborder.go_on(self.tab_order(), forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as the space bar does."""
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)

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
        self._allow()
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
        self.name_watch("")
        self._allow(nothing=True)

    def name_watch(self, name: str) -> None:
        """Show the watch's name."""
        self._rail.name_watch(name)
        self.setWindowTitle(plain.title(f"{name} – {_('SacWatch')}") if name else _("SacWatch"))

    def cover(self, widget: QWidget) -> None:
        """Show something in place of the pages, such as the first steps."""
        self._uncover()
        self._cover = widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        widget.setFocus()

    @property
    def covered(self) -> bool:
        """Say whether something stands in place of the pages."""
        return self._cover is not None

    def _uncover(self) -> None:
        if self._cover is not None:
            self._stack.removeWidget(self._cover)
            self._cover.deleteLater()
            self._cover = None

    def show_page(self, name: str, order: object = None) -> None:
        """Bring a page to the front and hand it what another page asks of it."""
        if self.desk is None:
            return
        before = self.page
        try:
            page = self._pages.get(name) or self._make(next(spec for spec in PAGES if spec.name == name))
        except Exception:
            if before is not None:
                self._rail.check(before.name)
            raise
        self._rail.check(name)
        if before is not None and before is not page:
            before.step_aside()
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

    def leave_pages(self) -> None:
        """Let every page, and what covers them, keep what stands unfinished in it."""
        for page in self._pages.values():
            page.leave()
        keep = getattr(self._cover, "keep_draft", None)
        if keep is not None:
            keep()

    def not_kept(self) -> str:
        """Say why something that is being typed could not be kept, or give ""."""
        return next((page.not_kept for page in self._pages.values() if page.not_kept), "")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(event)
