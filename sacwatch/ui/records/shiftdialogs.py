"""Dialogs about one day of a shift: who comes, who stands in, who swaps, what is skipped or changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from sacwatch import words
from sacwatch.domain import shiftdays
from sacwatch.domain.audiences import Audience
from sacwatch.domain.shiftdays import ShiftDayDraft
from sacwatch.domain.shifts import Shift
from sacwatch.domain.times import read_coming_day
from sacwatch.i18n import _
from sacwatch.services import shifts
from sacwatch.services.shifts import Board, Held, Place, SwapChoice
from sacwatch.ui import shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records import shiftwords
from sacwatch.ui.records.deeds import DeedDialog, NameField
from sacwatch.ui.records.fields import Choice, ClockField, DayField, Field, LineField, day_problem
from sacwatch.ui.records.form import side_by_side


def _when(held: Held, zone: Any) -> str:
    day = shown.day(held.occurrence.start.astimezone(zone).date())
    parts = (day, shiftwords.span(held, zone), held.occurrence.area)
    return " · ".join(part for part in parts if part)


class SignUp(DeedDialog):
    """Who comes too on one day."""

    def __init__(self, desk: Any, parent: QWidget, held: Held) -> None:
        super().__init__(desk, parent, _("Sign up"), _when(held, desk.zone), _("Sign up"))
        self._key = held.key
        self.who = NameField(desk, _("Who comes"))
        self.add("who", self.who)
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        self.who.line.complete()
        id_, day = self._key
        who = self.who.value()
        return lambda work: shifts.sign_up(work, id_, day, who)

    def said(self) -> str:
        return _("Signed up.")


class CrewChoice(Field):
    """One of those who come."""

    def __init__(self, label: str, held: Held, board: Board) -> None:
        self.box = Choice(
            [(turn.member_id, board.names.get(turn.member_id, "")) for turn in held.occurrence.crew]
        )
        super().__init__(label, self.box)
        self.box.currentIndexChanged.connect(lambda _index: self._typed())

    def value(self) -> str:
        return str(self.box.currentData() or "")


class StandIn(DeedDialog):
    """Who comes instead of somebody on one day."""

    def __init__(self, desk: Any, parent: QWidget, held: Held, board: Board) -> None:
        super().__init__(desk, parent, _("Stand-in"), _when(held, desk.zone), _("Let them stand in"))
        self._key = held.key
        self.away = CrewChoice(_("Who cannot come"), held, board)
        self.add("away", self.away)
        self.who = NameField(desk, _("Who comes instead"))
        self.add("who", self.who)
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        self.who.line.complete()
        id_, day = self._key
        away, who = self.away.value(), self.who.value()
        return lambda work: shifts.stand_in(work, id_, day, away, who)

    def said(self) -> str:
        return _("Stand-in noted.")


class TakeOff(DeedDialog):
    """Who does not come on one day, with nobody in their place."""

    def __init__(self, desk: Any, parent: QWidget, held: Held, board: Board) -> None:
        super().__init__(desk, parent, _("Take off this shift"), _when(held, desk.zone), _("Take off"))
        self._key = held.key
        self.away = CrewChoice(_("Who does not come"), held, board)
        self.add("away", self.away)
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        id_, day = self._key
        away = self.away.value()
        return lambda work: shifts.withdraw(work, id_, day, away)

    def said(self) -> str:
        return _("Taken off this shift.")


class Swap(DeedDialog):
    """Two members change places: each comes when the other would have."""

    def __init__(self, desk: Any, parent: QWidget, held: Held, board: Board) -> None:
        super().__init__(desk, parent, _("Swap shifts"), _when(held, desk.zone), _("Swap"))
        self._key = held.key
        self._found: list[SwapChoice] = []
        self.away = CrewChoice(_("Who wants to swap"), held, board)
        self.add("away", self.away)
        self.column.addWidget(plain_label(_("With whom, in the next eight weeks")))
        self.list = QListWidget()
        self.list.setAccessibleName(_("With whom, in the next eight weeks"))
        self.list.setMinimumHeight(220)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self.list)
        self.finish()
        self.away.edited.connect(self._ask)
        self.list.itemDoubleClicked.connect(lambda _item: self.try_accept())
        self.accept_button.setEnabled(False)
        self._ask()

    def _place(self) -> Place:
        return Place(*self._key, self.away.value())

    def _ask(self) -> None:
        place, today, zone = self._place(), self.desk.today(), self.desk.zone
        self.desk.read(
            lambda work: shifts.swap_choices(work, place, today=today, zone=zone),
            self._offer,
            owner=self,
            slot="swaps",
            fail=self._refused,
        )

    def _offer(self, found: list[SwapChoice]) -> None:
        self._found = found
        self.list.clear()
        zone = self.desk.zone
        for each in found:
            start = each.occurrence.start
            day = shown.short_day(start.astimezone(zone).date(), self.desk.today())
            parts = (each.name, f"{day}, {shown.clock(start, zone)}", each.occurrence.area)
            self.list.addItem(QListWidgetItem(" · ".join(part for part in parts if part)))
        self.accept_button.setEnabled(bool(found))
        if found:
            self.list.setCurrentRow(0)
        else:
            self.say(_("Nobody else is on a shift in the next eight weeks. Try a stand-in instead."))

    def deed(self) -> Callable[[Any], Any] | None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._found):
            return None
        one, other = self._place(), self._found[row].place
        return lambda work: shifts.swap(work, one, other)

    def said(self) -> str:
        return _("Swapped.")


class Skip(DeedDialog):
    """Why a shift does not take place on one day."""

    def __init__(self, desk: Any, parent: QWidget, held: Held) -> None:
        super().__init__(desk, parent, _("Skip this day"), _when(held, desk.zone), _("Skip it"))
        self._key = held.key
        self.why = LineField(_("Why, if you like"), placeholder=_("Holiday, storm, nobody could come"))
        self.add("why", self.why)
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        id_, day = self._key
        why = self.why.value()
        return lambda work: shifts.skip(work, id_, day, why)

    def said(self) -> str:
        return _("Skipped on this day.")


class EndSeries(DeedDialog):
    """The last day of a series."""

    def __init__(self, desk: Any, parent: QWidget, held: Held) -> None:
        why = _("What was planned until then stays; nothing is planned after it.")
        super().__init__(desk, parent, _("End the series"), why, _("End it"))
        self._id = held.occurrence.shift_id
        self.last = DayField(_("Last day"), desk.today, coming=True)
        self.add("last", self.last)
        self.last.set_value(held.occurrence.day.isoformat())
        self.finish()

    def deed(self) -> Callable[[Any], Any] | None:
        last = read_coming_day(self.last.value(), self.desk.today())
        if last is None:
            typed = self.last.value()
            needed = "" if typed.strip() else words.sentence("problem.needed")
            self.last.set_problem(needed or day_problem(typed, self.desk.today(), read_coming_day))
            self.last.setFocus()
            return None
        id_ = self._id
        return lambda work: shifts.end(work, id_, last)

    def said(self) -> str:
        return _("The series ends.")


class OnlyThisDay(DeedDialog):
    """What is different about a shift on one day."""

    def __init__(self, desk: Any, parent: QWidget, shift: Shift, held: Held) -> None:
        why = _("The other days of the series stay as they are.")
        super().__init__(desk, parent, _("Change only this day"), why, _("Change it"))
        self._key = held.key
        self.day = DayField(_("Date"), desk.today, coming=True)
        self.start, self.finish_ = ClockField(_("Start")), ClockField(_("Finish"))
        self.area, self.needed = LineField(_("Area or route")), LineField(_("How many are needed"))
        self.why = LineField(_("Why, if you like"))
        self.fields = {
            "day": self.day,
            "start": self.start,
            "finish": self.finish_,
            "area": self.area,
            "needed": self.needed,
            "why": self.why,
        }
        self.column.addWidget(side_by_side(self.day, self.start, self.finish_, stretch=(2, 1, 1)))
        self.column.addWidget(side_by_side(self.area, self.needed, stretch=(2, 1)))
        self.column.addWidget(self.why)
        self._first = self.day
        draft = shiftdays.day_draft_of(shift, held.occurrence.day)
        for name, field in self.fields.items():
            field.set_value(getattr(draft, name))
        self.finish()

    def deed(self) -> Callable[[Any], Any]:
        id_, day = self._key
        draft = ShiftDayDraft(**{name: field.value() for name, field in self.fields.items()})
        today = self.desk.today()
        return lambda work: shifts.change_day(work, id_, day, draft, today=today)

    def said(self) -> str:
        return _("Changed on this day only.")


class WhoseCalendar(Dialog):
    """For whom a calendar file is made: one member, or everybody of an audience."""

    def __init__(self, desk: Any, parent: QWidget, people: list[tuple[str, str]]) -> None:
        why = _(
            "A file that calendars on phones and computers take in: open it there, or send it along. It "
            "holds the shifts from four weeks ago on."
        )
        super().__init__(parent, _("Calendar file"), why, _("Save…"))
        self.whose = Choice([("", _("All shifts")), *people])
        self.whose.setAccessibleName(_("Whose shifts"))
        self.whose.setMaxVisibleItems(14)
        self.audience = Choice([(each.value, words.label("audience", each.value)) for each in Audience])
        self.audience.setAccessibleName(_("For whom"))
        self._labelled(_("Whose shifts"), self.whose)
        self._labelled(_("For whom"), self.audience)
        self._told = plain_label("", "faint")
        self.column.addWidget(self._told)
        self.whose.currentIndexChanged.connect(lambda _index: self._tell())
        self.audience.currentIndexChanged.connect(lambda _index: self._tell())
        self._first = self.whose
        self.finish()
        self._tell()

    def _labelled(self, text: str, control: QWidget) -> None:
        label = plain_label(text)
        label.setBuddy(control)
        self.column.addWidget(label)
        self.column.addWidget(control)

    def _tell(self) -> None:
        own = bool(self.whose.currentData())
        self.audience.setEnabled(not own)
        if own:
            told = _("Only this member's own shifts. Others are named where they agreed to it for members.")
        elif self.audience.currentData() == Audience.CAPTAIN.value:
            told = _("With all names: for you alone.")
        else:
            told = _("Members are named where they agreed to it; the others are counted.")
        self._told.setText(told)
