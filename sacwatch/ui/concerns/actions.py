"""The view of actions: who will do what by when, until it is done or dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from sacwatch import words
from sacwatch.domain.actions import Action, ActionState
from sacwatch.domain.concerns import Concern
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import ActionQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.i18n import N_, _
from sacwatch.services import actions
from sacwatch.ui import shown
from sacwatch.ui.concerns.actionform import ActionForm
from sacwatch.ui.concerns.orders import NEW_ACTION, OVERDUE
from sacwatch.ui.concerns.steps import beginning
from sacwatch.ui.records.deeds import DeedDialog
from sacwatch.ui.records.fields import DayField, TextField
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column


@dataclass(frozen=True)
class _Shown:
    """What the details show of one action."""

    action: Action
    concern: Concern | None


class ActionsView(RecordsPage):
    """Actions: the list, those due first at the top, and the chosen one."""

    name = "concerns"
    kind = Kind.ACTION
    kinds = frozenset({Kind.ACTION, Kind.CONCERN})
    record_words = (N_("{count} action"), N_("{count} actions"))

    def __init__(self, desk: Any) -> None:
        columns = (
            Column(_("Due"), self._due_words, _("Wed, Nov 28")),
            Column(_("What"), lambda line: line.what),
            Column(_("Who"), lambda line: line.owner or _("Nobody yet"), spare=1),
            Column(_("State"), self._state_words, _longest_state(), spare=2),
        )
        super().__init__(desk, _("Concerns"), _("Note an action"), columns)
        states = [(each.value, words.label("action", each.value)) for each in ActionState]
        self._state = self.add_filter(_("State"), [*states, ("", _("Open and closed"))])

    def empty_words(self) -> tuple[str, str]:
        return (
            _("No actions yet"),
            _(
                "An action is what somebody said they would do, by when. It returns to the agenda of each "
                "meeting until it is done, or dropped with a reason."
            ),
        )

    def filtered(self) -> bool:
        return self._state.currentData() in (ActionState.DONE.value, ActionState.DROPPED.value)

    def query(self, offset: int) -> ActionQuery:
        state = self._state.currentData()
        return ActionQuery(
            words=self.search.text(), state=ActionState(state) if state else None, offset=offset
        )

    def ask_lines(self, work: Any, query: ActionQuery) -> Lines[Action]:
        return actions.find(work, query)

    def ask_record(self, work: Any, id_: str) -> _Shown:
        action = actions.get(work, id_)
        return _Shown(action, actions.concern_of(work, action))

    def remove_record(self, work: Any, id_: str) -> Any:
        return actions.remove(work, id_)

    def removed_words(self) -> str:
        return _("Action removed.")

    def make_form(self, **how: Any) -> Form:
        return ActionForm(self.desk, **how)

    def _due_words(self, line: Action) -> str:
        return "" if line.due_on is None else shown.short_day(line.due_on, self.desk.today())

    def _state_words(self, line: Action) -> str:
        return _("Overdue") if line.overdue(self.desk.today()) else words.label("action", line.state.value)

    def show_record(self, record: _Shown) -> None:
        action, details = record.action, self.details
        details.heading(beginning(action.what))
        details.text(self._standing_words(action), "problem" if action.overdue(self.desk.today()) else "")
        if not self.desk.read_only:
            details.buttons(*self._buttons_of(action))
        details.facts(
            [
                (_("What"), action.what if len(action.what) > len(beginning(action.what)) else ""),
                (_("Words for neighbors"), action.public_wording),
                (_("Who"), action.owner or _("Nobody yet")),
                (_("Noted on"), shown.day(action.noted_on)),
                (_("Due"), "" if action.due_on is None else shown.day(action.due_on)),
                (_("What came of it"), action.outcome),
                (_("Note"), action.note),
            ]
        )
        if record.concern is not None:
            concern = record.concern
            details.part(_("It comes of"))
            details.link(
                beginning(concern.words or concern.public_wording),
                lambda: self.desk.open_record(Kind.CONCERN, concern.id),
            )

    def _standing_words(self, action: Action) -> str:
        if action.closed_on is not None:
            state = words.label("action", action.state.value)
            return _("{state} on {day}").format(state=state, day=shown.day(action.closed_on))
        if action.due_on is None:
            return _("Open, without a day")
        if action.overdue(self.desk.today()):
            return _("Was to be done by {day}").format(day=shown.day(action.due_on))
        return _("To be done by {day}").format(day=shown.day(action.due_on))

    def _buttons_of(self, action: Action) -> list[tuple[str, str, Any]]:
        change = ("edit", _("Change"), lambda: self.edit(action.id))
        remove = ("remove", _("Remove"), lambda: self.remove(action.id))
        if action.state is not ActionState.OPEN:
            return [("undo", _("Take up again"), lambda: self._reopen(action)), change, remove]
        done = ("check", _("Done…"), lambda: Finish(self.desk, self, action).exec())
        drop = ("close", _("Drop…"), lambda: DropAction(self.desk, self, action).exec())
        return [done, drop, change, remove]

    def _reopen(self, action: Action) -> None:
        self.desk.do(
            lambda work: actions.reopen(work, action.id), owner=self, said=_("This action is open again.")
        )

    def show_ref(self, ref: Ref) -> None:
        # Whatever is looked up is shown, also one that a filter would keep out.
        self._state.setCurrentIndex(self._state.findData(""))
        super().show_ref(ref)

    def obey(self, order: object) -> None:
        if order == NEW_ACTION:
            self.new()
        elif order == OVERDUE:
            self._state.setCurrentIndex(self._state.findData(ActionState.OPEN.value))
        else:
            super().obey(order)


class _Close(DeedDialog):
    """When an action was closed, and what came of it."""

    def __init__(
        self, desk: Any, parent: QWidget, action: Action, title: str, told: str, accept: str
    ) -> None:
        super().__init__(desk, parent, title, f"“{beginning(action.what)}”", accept)
        self.id = action.id
        self.outcome, self.on = TextField(told, least=2), DayField(_("On"), desk.today)
        self.add("outcome", self.outcome)
        self.add("closed_on", self.on)
        self.on.set_value(desk.today().isoformat())
        self.finish()


class Finish(_Close):
    """That an action is done."""

    def __init__(self, desk: Any, parent: QWidget, action: Action) -> None:
        super().__init__(
            desk, parent, action, _("This is done"), _("What came of it, if you like"), _("It is done")
        )

    def deed(self) -> Callable[[Any], Any]:
        id_, on, outcome, today = self.id, self.on.value(), self.outcome.value(), self.desk.today()
        return lambda work: actions.finish(work, id_, on=on, outcome=outcome, today=today)

    def said(self) -> str:
        return _("Done. It leaves the agenda.")


class DropAction(_Close):
    """Why an action is dropped."""

    def __init__(self, desk: Any, parent: QWidget, action: Action) -> None:
        super().__init__(desk, parent, action, _("Drop this action"), _("Why"), _("Drop it"))

    def deed(self) -> Callable[[Any], Any]:
        id_, on, why, today = self.id, self.on.value(), self.outcome.value(), self.desk.today()
        return lambda work: actions.drop(work, id_, on=on, why=why, today=today)

    def said(self) -> str:
        return _("Dropped, with the reason.")


def _longest_state() -> str:
    return max((words.label("action", each.value) for each in ActionState), key=len)
