"""The page of people: members, households, and who is to be asked whether their entry is still right."""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.households import HouseholdDraft
from sacwatch.domain.kinds import Changes, Kind, Ref
from sacwatch.i18n import N_, _
from sacwatch.ui.page import Page
from sacwatch.ui.people.orders import AWAY, DUE, EXPIRING
from sacwatch.ui.people.switch import ViewSwitch
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.formpage import NewFrom

MEMBERS, HOUSEHOLDS, CONFIRM = "members", "households", "confirm"
_VIEWS = (
    (MEMBERS, N_("Members"), "sacwatch.ui.people.members", "MembersView"),
    (HOUSEHOLDS, N_("Households"), "sacwatch.ui.people.households", "HouseholdsView"),
    (CONFIRM, N_("Still right?"), "sacwatch.ui.people.confirming", "ConfirmView"),
)
_VIEW_OF = {Kind.MEMBER: MEMBERS, Kind.HOUSEHOLD: HOUSEHOLDS}
_ORDERS = {
    "new": MEMBERS,
    EXPIRING: MEMBERS,
    "new household": HOUSEHOLDS,
    AWAY: HOUSEHOLDS,
    DUE: CONFIRM,
}


class PeoplePage(Page):
    """Three views, one of which is shown; each has its own list, details and form."""

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("People"))
        # Each view has its own head with the switch in it.
        self.title.hide()
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(0)
        self._stack = QStackedWidget()
        self.outer.addWidget(self._stack)
        self._views: dict[str, Any] = {}
        self._stack.setCurrentWidget(self._view(MEMBERS))

    def _view(self, name: str) -> Any:
        if name not in self._views:
            module, class_name = next((module, cls) for each, _words, module, cls in _VIEWS if each == name)
            view = getattr(importlib.import_module(module), class_name)(self.desk)
            switch = ViewSwitch([(each, _(words)) for each, words, _module, _cls in _VIEWS], name)
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
        name = self._wanted(order)
        if name is None:
            return
        view = self.bring(name)
        view.obey("new" if order == "new household" else order)

    def _wanted(self, order: object) -> str | None:
        if isinstance(order, Ref | KeptDraft):
            return _VIEW_OF.get(order.kind)
        if isinstance(order, NewFrom):
            return HOUSEHOLDS if isinstance(order.draft, HouseholdDraft) else MEMBERS
        return _ORDERS.get(order) if isinstance(order, str) else None

    def changed(self, changes: Changes) -> None:
        for view in self._views.values():
            view.changed(changes)

    def shown(self) -> None:
        self.front_view.shown()

    def look_again(self) -> None:
        self.front_view.look_again()

    # Keys

    def new(self) -> None:
        # What is asked whether it is right is there already.
        if self.front_view is self._views.get(CONFIRM):
            self.bring(HOUSEHOLDS)
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
