"""What a statement of hours is about: a period and its parts, and for the page of thanks a member."""

from __future__ import annotations

from typing import Any

from sacwatch import words
from sacwatch.domain.statements import Step
from sacwatch.i18n import _
from sacwatch.services import subjects
from sacwatch.ui.paper.subjectfields import OnePeriod, Subject
from sacwatch.ui.records.fields import ChoiceField, Field
from sacwatch.ui.records.names import NameLine


class HoursPeriod(OnePeriod):
    """A period, and whether it is parted by month, quarter or year."""

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.step = ChoiceField(
            _("Parted"), [(each.value, words.label("hours_step", each.value)) for each in Step]
        )
        self.add(self.step)
        self.usual.set_value("year")
        self._usual_chosen()

    def value(self) -> str:
        period = super().value()
        return f"{period}/{self.step.value()}" if period else ""


class MemberField(Field):
    """A member by the first letters of a name."""

    def __init__(self, desk: Any, label: str) -> None:
        self.line = NameLine(desk, self._go_on)
        super().__init__(label, self.line)
        self.line.setAccessibleName(label)
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.stranger.connect(self._say_stranger)

    def _go_on(self, _line: NameLine) -> None:
        self.focusNextChild()

    def _say_stranger(self, stranger: bool) -> None:
        self.set_problem(_("Nobody among the members has this name.") if stranger else "")

    def value(self) -> str:
        """Give the member's id, or "" while no member is chosen."""
        return self.line.member_id or ""

    def set_value(self, value: tuple[str, str]) -> None:
        """Take a member's id and name."""
        self.line.member_id, name = value
        self.line.setText(name)
        self.line.setCursorPosition(0)


class OneMember(Subject):
    """One member."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.member = MemberField(desk, _("About whom"))
        self.add(self.member)

    def offer(self, choices: subjects.Choices) -> None:
        blank = not self.member.value() and not self.member.line.text()
        if (blank or not self.meant) and choices.member is not None:
            self.member.set_value(choices.member)

    def choose(self, id_: str, name: str) -> None:
        """Choose a member."""
        self.member.set_value((id_, name))

    def value(self) -> str:
        return self.member.value()

    def missing(self) -> str:
        return words.sentence("trouble.no_member_named")

    def say_problems(self) -> None:
        if not self.member.value():
            self.member.set_problem(words.sentence("trouble.no_member_named"))


class MemberHours(HoursPeriod):
    """One member, and a period with its parts."""

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.member = MemberField(desk, _("Whose hours"))
        self.add(self.member)
        # It comes first: who, then when.
        self.column.removeWidget(self.member)
        self.column.insertWidget(0, self.member)
        self._fields.insert(0, self._fields.pop())

    def offer(self, choices: subjects.Choices) -> None:
        super().offer(choices)
        blank = not self.member.value() and not self.member.line.text()
        if (blank or not self.meant) and choices.person is not None:
            self.member.set_value(choices.person)

    def value(self) -> str:
        hours, member_id = super().value(), self.member.value()
        return f"{member_id}@{hours}" if hours and member_id else ""

    def missing(self) -> str:
        return words.sentence("trouble.no_member_named")

    def say_problems(self) -> None:
        super().say_problems()
        if not self.member.value():
            self.member.set_problem(words.sentence("trouble.no_member_named"))
