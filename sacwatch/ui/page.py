"""What every page of the window is, and the list of them; the window knows none by name."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sacwatch.domain.kinds import Changes, Kind
from sacwatch.i18n import N_, _
from sacwatch.ui import icons


@dataclass(frozen=True)
class PageSpec:
    """A page of the rail: its name, words and icon, and where its class is when it is first shown."""

    name: str
    title: str
    icon: str
    module: str
    class_name: str

    def load(self) -> Any:
        """Give the page's class; its module is imported now and not at the start."""
        return getattr(importlib.import_module(self.module), self.class_name)


PAGES = (
    PageSpec("today", N_("Today"), "today", "sacwatch.ui.pages.today", "TodayPage"),
    PageSpec("patrols", N_("Patrols"), "patrols", "sacwatch.ui.pages.patrols", "PatrolsPage"),
    PageSpec("shifts", N_("Shifts"), "shifts", "sacwatch.ui.pages.shifts", "ShiftsPage"),
    PageSpec("incidents", N_("Incidents"), "incidents", "sacwatch.ui.pages.incidents", "IncidentsPage"),
    PageSpec("concerns", N_("Concerns"), "concerns", "sacwatch.ui.pages.concerns", "ConcernsPage"),
    PageSpec("meetings", N_("Meetings"), "meetings", "sacwatch.ui.pages.meetings", "MeetingsPage"),
    PageSpec("map", N_("Map"), "map", "sacwatch.ui.pages.map", "MapPage"),
    PageSpec("people", N_("People"), "people", "sacwatch.ui.pages.people", "PeoplePage"),
    PageSpec("phonetree", N_("Phone tree"), "phonetree", "sacwatch.ui.pages.phonetree", "PhoneTreePage"),
    PageSpec("reports", N_("Reports"), "reports", "sacwatch.ui.pages.reports", "ReportsPage"),
    PageSpec("resources", N_("Whom to call"), "resources", "sacwatch.ui.pages.resources", "ResourcesPage"),
    PageSpec("settings", N_("Settings"), "settings", "sacwatch.ui.pages.settings", "SettingsPage"),
)


def keys_of(name: str) -> str:
    """Give the keys that lead to a page: Ctrl with its place in the rail, 0 for the tenth, "" beyond."""
    place = [spec.name for spec in PAGES].index(name) + 1
    return f"Ctrl+{place % 10}" if place <= 10 else ""


class Page(QWidget):
    """One page: a title, at most one primary button, and what the page is about."""

    name = ""
    kinds: frozenset[Kind] = frozenset()
    """The kinds of record whose changes this page shows."""

    foot = 0
    """How high, in pixels, what the page says at its foot is, which no message may cover."""

    def __init__(self, desk: Any, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stale = True
        self.setAccessibleName(title)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(28, 20, 28, 16)
        self.outer.setSpacing(12)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.title = QLabel(title)
        self.title.setProperty("role", "title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.outer.addLayout(self.head)

    def add_primary(self, words: str, action: Any, *, icon: str = "add", shortcut: str = "") -> QPushButton:
        """Put the page's one primary button into its head."""
        button = QPushButton(words)
        button.setProperty("role", "primary")
        button.setIcon(icons.icon(icon, on_accent=True))
        button.clicked.connect(lambda: action())
        if shortcut:
            button.setToolTip(f"{words} ({shortcut})")
        button.setEnabled(not self.desk.read_only)
        self.head.addWidget(button)
        return button

    def add_secondary(self, words: str, action: Any, *, icon: str = "") -> QPushButton:
        """Put a plain button into the page's head, before the primary one."""
        button = QPushButton(words)
        if icon:
            button.setIcon(icons.icon(icon))
        button.clicked.connect(lambda: action())
        self.head.insertWidget(2, button)
        return button

    def on_key(self, keys: str, action: Any) -> None:
        """Let keys do something while the focus is on this page."""
        shortcut = QAction(self)
        shortcut.setShortcut(keys)
        shortcut.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.triggered.connect(lambda: action())
        self.addAction(shortcut)

    def changed(self, changes: Changes) -> None:
        """Take the news: look again if visible, else when next shown."""
        if self.kinds & changes.kinds:
            self.stale = True
            if self.isVisible():
                self.look_again()

    def shown(self) -> None:
        """Come to the front."""
        if self.stale:
            self.look_again()

    def look_again(self) -> None:
        """Ask for fresh data."""
        self.stale = False
        self.refresh()

    def refresh(self) -> None:
        """Ask the desk for what this page shows; each page has its own way."""

    def obey(self, order: object) -> None:
        """Do what another page asked for, such as showing the record of a Ref."""

    def new(self) -> None:
        """Begin a new record (Ctrl+N)."""

    def find(self) -> None:
        """Put the cursor into the page's search (Ctrl+F); a page without one searches everything."""
        self.desk.wanted_file.emit("search")

    def print_(self) -> None:
        """Print what is shown (Ctrl+P); a page without a paper of its own leads to the papers."""
        self.desk.wanted.emit("reports", None)

    def save(self) -> None:
        """Save what is being typed (Ctrl+S)."""

    def back(self) -> None:
        """Go one step back (Esc)."""

    def step_back(self) -> bool:
        """Take back the last step of what is under way here (Ctrl+Z); False where nothing is."""
        return False

    def step_aside(self) -> None:
        """Make room for another page; what stands unfinished here is kept."""
        self.leave()

    def leave(self) -> None:
        """Get ready to go: keep what stands unfinished here."""

    @property
    def not_kept(self) -> str:
        """Why what stands unfinished here could not be kept, or ""."""
        return ""


def title_of(name: str) -> str:
    """Give a page's title in the language in use."""
    return next(_(spec.title) for spec in PAGES if spec.name == name)
