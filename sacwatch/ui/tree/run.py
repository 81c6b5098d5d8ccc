"""A drill or an activation while it runs: each call is noted with one key and saved at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import drills as rules
from sacwatch.domain.drills import Call, Drill, DrillSort, Outcome
from sacwatch.i18n import _
from sacwatch.services import drills
from sacwatch.services.drills import Shown
from sacwatch.services.phonetrees import Board
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.tree import lists
from sacwatch.ui.tree.model import Group, GroupModel, Line
from sacwatch.ui.tree.view import GroupView

_ICONS = {
    Outcome.REACHED: "check",
    Outcome.MESSAGE: "message",
    Outcome.NO_ANSWER: "no_answer",
    Outcome.WRONG_NUMBER: "wrong_number",
}
_LETTERS = {each.letter: each for each in Outcome}
_SECOND = 1000
_DOORS = "\0doors"


def clock_words(span: timedelta) -> str:
    """Give how long something has run, such as "1:04:09"."""
    seconds = max(0, int(span.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class RunView(QWidget):
    """The lists as they were when it began, with what came of each call."""

    def __init__(self, desk: Any, page: QWidget) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._drill: Drill | None = None
        self._board: Board | None = None
        self._under_way: list[Call] = []
        """Calls that were noted here and are on their way to the file."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._make_card())
        model = GroupModel((_("Home"), _("Who"), _("Phone"), _("Came of it"), _("At")))
        longest = ("", "", "(916) 555-0188", words.label("outcome", "wrong_number"), "10:40 pm")
        self.view = GroupView(model, longest, spare=(4, 1, 2), letters="".join(_LETTERS))
        self.view.setAccessibleName(_("Homes to call"))
        column.addWidget(self.view, 1)
        self.buttons: dict[Outcome, QPushButton] = {}
        for outcome in Outcome:
            said = words.label("outcome", outcome.value)
            button = QPushButton(f"{said} ({outcome.letter.upper()})")
            button.setIcon(icons.icon(_ICONS[outcome]))
            button.clicked.connect(lambda _on=False, which=outcome: self.note(which))
            button.setEnabled(not desk.read_only)
            self.buttons[outcome] = button
        self.waiting_only = QCheckBox(_("Only homes still to reach"))
        self.waiting_only.toggled.connect(lambda _on: self._show_lines())
        self.row = flowing(*self.buttons.values(), self.waiting_only, spacing=10)
        column.addWidget(self.row)
        self.view.letter.connect(lambda letter: self.note(_LETTERS[letter]))
        self._ticking = QTimer(self, interval=_SECOND)
        self._ticking.timeout.connect(self._tick)

    def _make_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 12, 18, 12)
        row = QHBoxLayout()
        self._title = plain_label("", "section")
        self._time = plain_label("", "section")
        self._time.setAccessibleName(_("Running time"))
        self._time.setWordWrap(False)
        row.addWidget(self._title, 1)
        row.addWidget(self._time)
        self.end_button = QPushButton(_("End it"))
        self.end_button.setProperty("role", "primary")
        self.end_button.setIcon(icons.icon("stop", on_accent=True))
        self.end_button.clicked.connect(self.end)
        self.end_button.setEnabled(not self._desk.read_only)
        row.addWidget(self.end_button)
        inside.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setProperty("role", "coverage")
        self.bar.setAccessibleName(_("Homes reached"))
        inside.addWidget(self.bar)
        self._counts = plain_label("", "faint")
        inside.addWidget(self._counts)
        return card

    # Showing

    def show_drill(self, found: Shown) -> None:
        """Show a drill that runs; what was noted here since stays until the file has it."""
        had = {each.id for each in found.drill.calls}
        first = self._drill is None or self._drill.id != found.drill.id
        if first:
            self._under_way = []
        self._board = found.board
        self._under_way = [each for each in self._under_way if each.id not in had]
        self._drill = found.drill
        self._title.setText(words.label("drill", found.drill.sort.value))
        self._show_lines()
        if first:
            self._choose_next("")
            self.view.setFocus()
        self._tick()

    @property
    def busy(self) -> bool:
        """Say whether calls are on their way to the file, whose news need not be looked for."""
        return bool(self._under_way)

    @property
    def drill_id(self) -> str:
        return self._drill.id if self._drill is not None else ""

    def forget(self) -> None:
        """Let go of a drill that is over."""
        self._drill = None
        self._under_way = []

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._ticking.start()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._ticking.stop()

    def _tick(self) -> None:
        if self._drill is not None:
            self._time.setText(clock_words(self._desk.now() - self._drill.started_at))

    def _now(self) -> Drill:
        """Give the drill with the calls that are on their way."""
        assert self._drill is not None
        return replace(self._drill, calls=(*self._drill.calls, *self._under_way))

    def _show_lines(self) -> None:
        if self._drill is None or self._board is None:
            return
        drill, board = self._now(), self._board
        standing = drill.standing()
        groups = []
        for caller in drill.callers:
            found = rules.result_of(drill, caller.homes)
            name = lists.name_of(board, caller.member_id) if caller.member_id else _("Doors to knock on")
            title = _("{name} · {reached} of {homes} reached").format(
                name=name, reached=found.reached, homes=found.homes
            )
            homes = [
                each
                for each in caller.homes
                if not self.waiting_only.isChecked()
                or each not in standing
                or standing[each].outcome is not Outcome.REACHED
            ]
            lines = tuple(self._line(board, each, standing.get(each)) for each in homes)
            groups.append(Group(caller.member_id or _DOORS, title, lines, takes=False))
        self.view.show_groups(groups)
        result = rules.result(drill)
        self.bar.setRange(0, max(1, result.homes))
        self.bar.setValue(result.reached)
        told = _("{reached} of {homes} homes reached ({percent} %)").format(
            reached=result.reached, homes=result.homes, percent=round(100 * result.coverage)
        )
        self.bar.setFormat(told)
        self._counts.setText(
            _(
                "Messages: {message} · No answer: {no_answer} · Wrong numbers: {wrong} · Not called yet: {waiting}"
            ).format(
                message=result.message,
                no_answer=result.no_answer,
                wrong=result.wrong_number,
                waiting=result.waiting,
            )
        )

    def _line(self, board: Board, home: str, call: Call | None) -> Line:
        outcome = words.label("outcome", call.outcome.value) if call else ""
        at = shown.clock(call.at, self._desk.zone) if call else ""
        number = lists.number_of(board, home)
        return Line(home, (lists.address_of(board, home), lists.names_of(board, home), number, outcome, at))

    # Noting

    def note(self, outcome: Outcome) -> None:
        """Note what came of the chosen home's call, and go on to the next that is still to reach."""
        line = self.view.current_line()
        if self._drill is None or self._board is None or line is None or self._desk.read_only:
            return
        drill_id, home = self._drill.id, line.id
        call = Call(id="", household_id=home, at=self._desk.now(), outcome=outcome)
        self._under_way.append(call)
        self._choose_next(home)
        self._show_lines()

        def settle() -> None:
            # The file has it, or does not take it: what it says counts from here.
            self._under_way = [each for each in self._under_way if each is not call]

        def refused(problem: BaseException) -> None:
            settle()
            self._desk.failed(problem)
            self._show_lines()

        def kept(drill: Drill) -> None:
            settle()
            if self._drill is not None and self._drill.id == drill.id:
                self._drill = drill
            self._show_lines()

        said = _("{outcome}: {home}").format(
            outcome=words.label("outcome", outcome.value), home=lists.address_of(self._board, home)[:60]
        )
        self._desk.do(
            lambda work: drills.note(work, drill_id, home, outcome),
            owner=self,
            then=kept,
            fail=refused,
            said=said,
        )

    def _choose_next(self, home: str) -> None:
        """Choose the next home that is still to reach, behind this one and then from the top."""
        drill = self._now()
        homes, standing = drill.homes(), drill.standing()
        at = homes.index(home) + 1 if home in homes else 0
        waiting = [each for each in (*homes[at:], *homes[:at]) if each not in standing]
        missed = [
            each
            for each in (*homes[at:], *homes[:at])
            if each in standing and standing[each].outcome in (Outcome.NO_ANSWER, Outcome.MESSAGE)
        ]
        # Those who were skipped are called back once everybody was called.
        for each in (*waiting, *missed):
            if each != home and self.view.choose(each):
                return

    def end(self) -> None:
        """End the drill."""
        if self._drill is not None:
            id_, sort = self._drill.id, self._drill.sort
            said = _("Activation ended.") if sort is DrillSort.ACTIVATION else _("Drill ended.")
            self._desk.do(lambda work: drills.end(work, id_), owner=self._page, said=said)
