"""A page with several views, one of which is shown, and the switch between them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from sacwatch.domain.kinds import Changes
from sacwatch.i18n import _
from sacwatch.ui.page import Page
from sacwatch.ui.records.form import Form


@dataclass(frozen=True)
class View:
    """One view of a page: its name and words, and where its class is when it is first shown."""

    name: str
    title: str
    module: str
    class_name: str


class ViewsPage(Page):
    """Views of which one is shown; each has its own head, list, details and form."""

    views: ClassVar[tuple[View, ...]] = ()
    """The first is shown at first."""

    def __init__(self, desk: Any, title: str) -> None:
        super().__init__(desk, title)
        # Each view has its own head with the switch in it.
        self.title.hide()
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(0)
        self._stack = QStackedWidget()
        self.outer.addWidget(self._stack)
        self._views: dict[str, Any] = {}
        self._stack.setCurrentWidget(self._view(self.views[0].name))

    def wanted_view(self, order: object) -> str | None:
        """Say which view an order is for; None for one that is for none."""
        raise NotImplementedError

    def _view(self, name: str) -> Any:
        if name not in self._views:
            found = next(each for each in self.views if each.name == name)
            view = getattr(importlib.import_module(found.module), found.class_name)(self.desk)
            switch = ViewSwitch([(each.name, _(each.title)) for each in self.views], name)
            switch.chosen.connect(self.bring)
            view.head.insertWidget(1, switch)
            self._views[name] = view
            _make_room(view, self.width())
            self._stack.addWidget(view)
        return self._views[name]

    @property
    def front_view(self) -> Any:
        """The view that is shown."""
        return self._stack.currentWidget()

    @property
    def shown_view(self) -> str:
        """The name of the view that is shown."""
        return next(name for name, view in self._views.items() if view is self.front_view)

    def bring(self, name: str) -> Any:
        """Show a view and give it; what is being typed in another one is kept."""
        view = self._view(name)
        if view is not self.front_view:
            self.front_view.step_aside()
            self._stack.setCurrentWidget(view)
            view.shown()
        return view

    @property
    def form(self) -> Form | None:
        """The form that stands open, or None."""
        found: Form | None = self.front_view.form
        return found

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        for view in self._views.values():
            _make_room(view, self.width())

    # Orders and news

    def obey(self, order: object) -> None:
        name = self.wanted_view(order)
        if name is not None:
            self.bring(name).obey(order)

    def changed(self, changes: Changes) -> None:
        for view in self._views.values():
            view.changed(changes)

    def shown(self) -> None:
        self.front_view.shown()

    def look_again(self) -> None:
        self.front_view.look_again()

    # Keys

    def new(self) -> None:
        self.front_view.new()

    def find(self) -> None:
        self.front_view.find()

    def print_(self) -> None:
        self.front_view.print_()

    def save(self) -> None:
        self.front_view.save()

    def back(self) -> None:
        self.front_view.back()

    def step_back(self) -> bool:
        return bool(self.front_view.step_back())

    def step_aside(self) -> None:
        self.front_view.step_aside()

    def leave(self) -> None:
        for view in self._views.values():
            view.leave()

    @property
    def not_kept(self) -> str:
        return next((view.not_kept for view in self._views.values() if view.not_kept), "")


def _make_room(view: Any, width: int) -> None:
    """Leave out the title where it would take room from the switch, which says as much."""
    margins = view.outer.contentsMargins()
    parts = [view.title, view.primary, *view.findChildren(ViewSwitch)]
    needed = sum(part.sizeHint().width() + view.head.spacing() for part in parts)
    view.title.setVisible(needed + margins.left() + margins.right() <= width)


class ViewSwitch(QWidget):
    """Buttons side by side, of which the one of the view that is shown is pressed."""

    chosen = Signal(str)

    def __init__(self, views: Sequence[tuple[str, str]], shown: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name, words in views:
            button = QPushButton(words)
            button.setProperty("role", "switch")
            button.setCheckable(True)
            button.setChecked(name == shown)
            # What is pressed is the view that stands here, whatever is clicked.
            button.clicked.connect(lambda _on, each=name: self._wish(each, shown))
            self._group.addButton(button)
            self.buttons[name] = button
            row.addWidget(button)

    def _wish(self, name: str, shown: str) -> None:
        self.buttons[shown].setChecked(True)
        if name != shown:
            self.chosen.emit(name)
