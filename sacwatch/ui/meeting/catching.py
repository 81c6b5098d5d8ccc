"""Catches a concern or an action where it comes up, without leaving the running meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from sacwatch import words
from sacwatch.domain.actions import ActionDraft
from sacwatch.domain.concerns import Concern, ConcernDraft, ConcernKind, Topic
from sacwatch.domain.meetings import Meeting
from sacwatch.i18n import _
from sacwatch.services import actions, concerns
from sacwatch.ui import shown
from sacwatch.ui.records.deeds import DeedDialog, NameField
from sacwatch.ui.records.fields import ChoiceField, DayField, TextField
from sacwatch.ui.records.form import side_by_side
from sacwatch.ui.records.places import PlaceField


class CatchConcern(DeedDialog):
    """What somebody raised: about what, where, in which words. The same as one that waits counts for it."""

    def __init__(self, desk: Any, parent: QWidget, meeting: Meeting) -> None:
        super().__init__(
            desk,
            parent,
            _("Note a concern or a suggestion"),
            _("More can be added later, on the page of concerns."),
            _("Note it"),
        )
        self._day = _day_of(desk, meeting)
        self._meeting_id = meeting.id
        topics = [(each.value, words.label("topic", each.value)) for each in Topic]
        kinds = [(each.value, words.label("concern", each.value)) for each in ConcernKind]
        self.topic = ChoiceField(_("Topic"), topics)
        self.topic.set_value("")
        self.sort = ChoiceField(_("Concern or suggestion"), kinds)
        self.sort.set_value(ConcernKind.CONCERN.value)
        self.words = TextField(_("In their own words"), least=3)
        self.place = PlaceField(desk, _("Place"), hint=False)
        self.who = NameField(desk, _("Raised by"))
        self.who.set_hint(_("Leave it empty if they do not want to be named."))
        self.same = ChoiceField(_("Is it one that waits already?"), ())
        self.same.hide()
        self.fields = {
            "topic": self.topic,
            "words": self.words,
            "place": self.place,
            "raised_by": self.who,
        }
        self.column.addWidget(side_by_side(self.topic, self.sort))
        for field in (self.words, self.place, self.same, self.who):
            self.column.addWidget(field)
        self._first = self.topic
        self.topic.edited.connect(self._look)
        self.place.line.editingFinished.connect(self._look)
        self.finish()

    def draft(self) -> ConcernDraft:
        """Give what was typed."""
        who = self.who.value()
        return ConcernDraft(
            kind=self.sort.value(),
            topic=self.topic.value(),
            raised_on=self._day,
            raised_by=who.name,
            member_id=who.member_id,
            place=self.place.value(),
            meeting_id=self._meeting_id,
            words=self.words.value(),
        )

    def _look(self) -> None:
        draft, today = self.draft(), self.desk.today()
        self.desk.read(
            lambda work: concerns.alike(work, draft, today=today), self._offer, owner=self, slot="alike"
        )

    def _offer(self, found: list[Concern]) -> None:
        chosen = self.same.value()
        self.same.box.clear()
        self.same.box.addItem(_("No, it is new"), "")
        for each in found:
            told = (words.label("topic", each.topic.value), each.place.text, shown.day(each.raised_on))
            self.same.box.addItem(_("Yes: {what}").format(what=" · ".join(filter(None, told))), each.id)
        # New unless the captain says otherwise: what is counted for another is not seen by itself any more.
        self.same.set_value(chosen if chosen in [each.id for each in found] else "")
        self.same.setVisible(bool(found))

    def deed(self) -> Callable[[Any], Any]:
        draft, today, same = self.draft(), self.desk.today(), self.same.value()
        if same:
            raising = concerns.raising_of(draft)
            return lambda work: concerns.join(work, same, raising, today=today)
        return lambda work: concerns.add(work, draft, today=today)

    def said(self) -> str:
        return _("Counted: it was raised once more.") if self.same.value() else _("Concern noted.")


class CatchAction(DeedDialog):
    """What somebody will do, and by when."""

    def __init__(self, desk: Any, parent: QWidget, meeting: Meeting) -> None:
        super().__init__(
            desk,
            parent,
            _("Note an action"),
            _("It returns to each agenda until it is done, or dropped with a reason."),
            _("Note it"),
        )
        self._day, self._meeting_id = _day_of(desk, meeting), meeting.id
        self.what = TextField(_("What is to be done"), least=2)
        self.who = NameField(desk, _("Who does it"))
        self.who.set_hint(_("Leave it empty while nobody does it yet."))
        self.due = DayField(_("Until when"), desk.today, coming=True)
        self.fields = {"what": self.what, "owner": self.who, "due_on": self.due}
        self.column.addWidget(self.what)
        self.column.addWidget(side_by_side(self.who, self.due))
        self._first = self.what
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        who, today = self.who.value(), self.desk.today()
        draft = ActionDraft(
            what=self.what.value(),
            owner=who.name,
            member_id=who.member_id,
            noted_on=self._day,
            due_on=self.due.value(),
            meeting_id=self._meeting_id,
        )
        return lambda work: actions.add(work, draft, today=today)

    def said(self) -> str:
        return _("Action noted.")


def _day_of(desk: Any, meeting: Meeting) -> str:
    """Give the day on which it is raised: the meeting's, or today where that is still to come."""
    today: date = desk.today()
    return min(meeting.day, today).isoformat()
