"""The dialogs that take a concern one step on, each with its day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from sacwatch import words
from sacwatch.domain.concerns import Concern, RaisingDraft, Responsible, StepDraft, ToldHow
from sacwatch.domain.listing import ConcernLine, ConcernQuery
from sacwatch.i18n import N_, _
from sacwatch.services import concerns
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.deeds import DeedDialog, NameField
from sacwatch.ui.records.fields import ChoiceField, DayField, LineField, TextField
from sacwatch.ui.records.places import PlaceField

_LONGEST = 160


def beginning(text: str) -> str:
    """Give the beginning of what was said, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def responsible_choices() -> list[tuple[str, str]]:
    """Give who can be responsible, with their words."""
    return [(each.value, words.label("responsible", each.value)) for each in Responsible]


def how_choices() -> list[tuple[str, str]]:
    """Give how somebody can be told, with their words."""
    return [(each.value, words.label("told_how", each.value)) for each in ToldHow]


class StepDialog(DeedDialog):
    """One step of a concern: its fields, and its day, which is today until another is typed."""

    def __init__(
        self, desk: Any, parent: QWidget, concern: Concern, title: str, accept: str, why: str = ""
    ) -> None:
        about = beginning(concern.words or concern.public_wording)
        super().__init__(desk, parent, title, why or f"“{about}”", accept)
        self.id = concern.id
        self.on = DayField(_("On"), desk.today)

    def finish(self) -> None:
        self.add("on", self.on)
        self.on.set_value(self.desk.today().isoformat())
        super().finish()

    def draft(self) -> StepDraft:
        """Give what was typed."""
        return StepDraft(**{name: field.value() for name, field in self.fields.items()})

    def step(self) -> Callable[..., Any]:
        """Give the service that does it."""
        raise NotImplementedError

    def deed(self) -> Callable[[Any], Any]:
        id_, draft, today, step = self.id, self.draft(), self.desk.today(), self.step()
        return lambda work: step(work, id_, draft, today=today)


class Send(StepDialog):
    """To whom it is sent on."""

    def __init__(self, desk: Any, parent: QWidget, concern: Concern) -> None:
        super().__init__(desk, parent, concern, _("Send it on"), _("It was sent"))
        who = ChoiceField(_("To whom"), responsible_choices())
        name = LineField(_("Which office, or who exactly"), placeholder=_("Street lights"))
        self.add("responsible", who)
        self.add("name", name)
        self.add("ticket", LineField(_("Ticket number, if there is one")))
        who.set_value(concern.responsible.value if concern.responsible else Responsible.CITY_311.value)
        name.set_value(concern.responsible_name)
        self.finish()

    def step(self) -> Callable[..., Any]:
        return concerns.send

    def said(self) -> str:
        return _("Noted: it was sent on.")


class Answer(StepDialog):
    """What came of it."""

    def __init__(self, desk: Any, parent: QWidget, concern: Concern) -> None:
        super().__init__(desk, parent, concern, _("What came of it"), _("Note the answer"))
        self.add("answer", TextField(_("The answer, or what was done"), least=3))
        self.add(
            "public_answer",
            TextField(
                _("Words for neighbors: “we did …”"),
                least=2,
                placeholder=_("Left empty, the handout says only that it was answered."),
            ),
        )
        self.finish()

    def step(self) -> Callable[..., Any]:
        return concerns.answer

    def said(self) -> str:
        return _("Answer noted. Now tell those who raised it.")


class TellBack(StepDialog):
    """How those who raised it were told."""

    def __init__(self, desk: Any, parent: QWidget, concern: Concern) -> None:
        super().__init__(desk, parent, concern, _("Told back"), _("They were told"))
        self.add("how", ChoiceField(_("How were they told?"), how_choices()))
        self.finish()

    def step(self) -> Callable[..., Any]:
        return concerns.tell_back

    def said(self) -> str:
        return _("Told back. This concern is closed.")


class TellBackAll(DeedDialog):
    """How those were told who raised any of several concerns, such as at a meeting."""

    def __init__(self, desk: Any, parent: QWidget, ids: list[str]) -> None:
        about = shown.count(
            len(ids), N_("{count} answered concern is noted."), N_("{count} answered concerns are noted.")
        )
        super().__init__(desk, parent, _("All of these were told"), about, _("They were told"))
        self._ids = ids
        self.add("how", ChoiceField(_("How were they told?"), how_choices()))
        self.on = DayField(_("On"), desk.today)
        self.add("on", self.on)
        self.on.set_value(desk.today().isoformat())
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        draft = StepDraft(**{name: field.value() for name, field in self.fields.items()})
        ids, today = self._ids, self.desk.today()
        return lambda work: concerns.tell_back_many(work, ids, draft, today=today)

    def said(self) -> str:
        return _("Told back. They are closed.")


class Drop(StepDialog):
    """Why nothing more is done about it."""

    def __init__(self, desk: Any, parent: QWidget, concern: Concern) -> None:
        super().__init__(desk, parent, concern, _("Drop this concern"), _("Drop it"))
        self.add("why", TextField(_("Why"), least=2))
        self.add(
            "public_answer",
            TextField(
                _("Words for neighbors"),
                least=2,
                placeholder=_("Left empty, the handout says only that it was dropped."),
            ),
        )
        self.finish()

    def step(self) -> Callable[..., Any]:
        return concerns.drop

    def said(self) -> str:
        return _("Dropped, with the reason.")


class Reopen(StepDialog):
    """Why it is taken up again."""

    def __init__(self, desk: Any, parent: QWidget, concern: Concern) -> None:
        super().__init__(desk, parent, concern, _("Take up again"), _("Take it up"))
        self.add("why", LineField(_("Why, if you like"), placeholder=_("The lamp is out again")))
        self.finish()

    def step(self) -> Callable[..., Any]:
        return concerns.reopen

    def said(self) -> str:
        return _("Taken up again. Its history stays.")


class RaisedAgain(StepDialog):
    """Who raised the same once more, when and where."""

    def __init__(self, desk: Any, parent: QWidget, concern: Concern) -> None:
        super().__init__(desk, parent, concern, _("Raised again"), _("Count it"))
        self.who = NameField(desk, _("By whom; empty, if they do not want to be named"))
        self.add("name", self.who)
        self.place = PlaceField(desk, _("Where, if it is another place"), hint=False)
        self.add("place", self.place)
        self.add("words", TextField(_("What they said"), least=2))
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        self.who.line.complete()
        who = self.who.value()
        draft = RaisingDraft(
            on=self.on.value(),
            name=who.name,
            member_id=who.member_id,
            place=self.place.value(),
            words=self.fields["words"].value(),
        )
        id_, today = self.id, self.desk.today()
        return lambda work: concerns.join(work, id_, draft, today=today)

    def said(self) -> str:
        return _("Counted: it was raised once more.")


class Unite(DeedDialog):
    """Which other open concern is the same."""

    def __init__(self, desk: Any, parent: QWidget, concern: Concern) -> None:
        why = _(
            "Choose the other one. It is counted to this concern and leaves the list; undo makes them two."
        )
        super().__init__(desk, parent, _("The same as another"), why, _("Make them one"))
        self._keep = concern.id
        self._found: list[ConcernLine] = []
        self.words = LineField(_("Search"), placeholder=_("lamp, P St"))
        self.column.addWidget(self.words)
        self._first = self.words
        self.column.addWidget(plain_label(_("Open concerns, the oldest first")))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Open concerns, the oldest first"))
        self.list.setMinimumHeight(220)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self.list)
        self.finish()
        self.words.edited.connect(self._ask)
        self.list.itemDoubleClicked.connect(lambda _item: self.try_accept())
        self.accept_button.setEnabled(False)
        self._ask()

    def _ask(self) -> None:
        query = ConcernQuery(words=self.words.value(), open=True)
        self.desk.read(
            lambda work: concerns.find(work, query).lines,
            self._offer,
            owner=self,
            slot="others",
            fail=self._refused,
        )

    def _offer(self, found: tuple[ConcernLine, ...]) -> None:
        self._found = [each for each in found if each.id != self._keep]
        self.list.clear()
        for each in self._found:
            told = (
                shown.short_day(each.raised_on, self.desk.today()),
                words.label("topic", each.topic.value),
                each.place_text,
                beginning(each.words),
            )
            self.list.addItem(QListWidgetItem(" · ".join(part for part in told if part)))
        self.accept_button.setEnabled(bool(self._found))
        if self._found:
            self.list.setCurrentRow(0)

    def deed(self) -> Callable[[Any], Any] | None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._found):
            return None
        keep, other = self._keep, self._found[row].id
        return lambda work: concerns.unite(work, keep, other)

    def said(self) -> str:
        return _("The two are one now.")
