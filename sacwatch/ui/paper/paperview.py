"""One paper: what it is about and for whom, and its pages beside that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.i18n import _
from sacwatch.services import subjects
from sacwatch.services.packs import Made
from sacwatch.services.reporting import Gathered
from sacwatch.ui import icons
from sacwatch.ui.links import Link
from sacwatch.ui.paper.columns import Column
from sacwatch.ui.paper.maker import Maker
from sacwatch.ui.paper.meetingfield import MEETING_PAPERS
from sacwatch.ui.paper.options import Options
from sacwatch.ui.paper.preview import Preview
from sacwatch.ui.timers import later

SETTLE_MS = 200
"""Milliseconds after the last choice or change at which the paper is made again."""


class PaperView(QSplitter):
    """The paper that is chosen. It is made while it is looked at, and after each choice and change."""

    possible = Signal(bool)
    """Whether there is a paper to be printed, saved and mailed."""
    left = Signal()
    """The captain wants to see all papers again."""

    def __init__(self, desk: Any) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self.made: Made | None = None
        self.fresh = False
        """Whether what is shown is what is chosen."""
        self._stale = True
        """Whether what can be chosen is to be asked for."""
        self._asking = False
        """Whether it is being asked for just now."""
        self._waiting: Callable[[], None] | None = None
        self.options = Options(desk)
        self.options.edited.connect(self.chosen)
        self._maker = Maker(desk, self)
        self._maker.made.connect(self._show)
        self._maker.same.connect(self._still_the_same)
        self._maker.failed.connect(self._cannot)
        self._maker.stopped.connect(self._stopped)
        self.settle = later(SETTLE_MS, self, self.make)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.addWidget(self.options)
        self.all_link = Link(_("All papers"))
        self.all_link.setIcon(icons.icon("back"))
        self.all_link.clicked.connect(self.left)
        self.preview = Preview()
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(0, 0, 0, 0)
        right_column.addWidget(self.preview)
        self.setHandleWidth(14)
        self.setChildrenCollapsible(False)
        self.addWidget(Column(_("This paper"), self.all_link, card))
        self.addWidget(right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        wide = self.fontMetrics().averageCharWidth() * 42
        self.setSizes([wide, max(2 * wide, 700)])

    # What is chosen

    def look_again(self) -> None:
        """Ask for what can be chosen now, and make the paper again; at once only while it is looked at."""
        self.fresh = False
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Ask for what can be chosen now."""
        self._stale, self._asking = False, True
        today = self._desk.today()
        self._desk.read(
            lambda work: subjects.choices(work, today=today), self._offer, owner=self, slot="choices"
        )

    def let_go(self) -> None:
        """Be left: what another page asked for counted for this once only."""
        self.options.let_go()
        self.fresh, self._stale = False, True

    def come_forward(self) -> None:
        """Be looked at again."""
        if self._stale:
            self.refresh()
        elif not self.fresh:
            self.settle.start()

    def _offer(self, choices: subjects.Choices) -> None:
        self._asking = False
        self.options.offer(choices)
        self.chosen()

    def chosen(self) -> None:
        """Make the paper again as soon as nothing more is chosen."""
        self.possible.emit(True)
        self.fresh = False
        self.settle.start()

    def choose(self, paper: str, subject: str = "") -> None:
        """Show a paper, and where it is said what it is about."""
        if not subject:
            self.let_go()
        self.options.choose_paper(paper)
        self.chosen()
        if paper == "patrol-sheet" and subject:
            self.options.choose_sheet(subject)
        elif paper == "household-slip" and subject:
            self.options.choose_households(subject)
            self.chosen()
        elif paper in MEETING_PAPERS and subject:
            self.options.choose_meeting(subject)
        elif paper in ("shift-calendar", "shift-week") and subject:
            self.options.choose_shifts(subject)
        elif paper == "incident-report" and subject:
            self._desk.read(
                lambda work: subjects.incident_line(work, subject), self._choose_incident, owner=self
            )
        elif paper == "concern-sheet" and subject:
            self._desk.read(
                lambda work: work.concerns.get(subject), self._chose(self.options.choose_concern), owner=self
            )
        elif paper == "member-sheet" and subject:
            self._desk.read(
                lambda work: work.members.get(subject),
                self._chose(lambda member: self.options.choose_member(member.id, member.name)),
                owner=self,
            )
        elif paper in ("patrol-log", "filled-sheet") and subject:
            self._desk.read(
                lambda work: subjects.patrol_line(work, subject),
                lambda line: self._choose_patrol(line, paper),
                owner=self,
            )

    def obey(self, order: object) -> bool:
        """Show what another page asked for; False where that is no paper."""
        if isinstance(order, Ref) and order.kind is Kind.PATROL:
            self.choose("patrol-log", order.id)
            return True
        if isinstance(order, tuple) and len(order) == 2 and self.options.has(order[0]):
            self.choose(*order)
            return True
        return False

    def _chose(self, choose: Callable[[Any], None]) -> Callable[[Any], None]:
        def take(record: Any) -> None:
            choose(record)
            self.chosen()

        return take

    def _choose_incident(self, line: Any) -> None:
        if line is None:
            self._desk.said.emit(words.sentence("trouble.not_found"), None)
            return
        self.options.choose_incident(line)
        self.chosen()

    def _choose_patrol(self, line: Any, paper: str) -> None:
        if line is None:
            self._desk.said.emit(words.sentence("trouble.not_found"), None)
            return
        self.options.choose_patrol(line, paper)
        self.chosen()

    # The paper

    def make(self) -> None:
        """Make the paper that is chosen."""
        if not self.isVisible() or self._stale or self._asking:
            # What is chosen may not be what is usual any more; the answer begins this again.
            return
        order = self.options.order()
        if order is None:
            self._nothing_to_make()
            return
        self.preview.set_busy(True)
        self._maker.make(order)

    def _nothing_to_make(self) -> None:
        self._waiting = None
        missing = self.options.subject.missing()
        if missing and self.made is None:
            self.preview.say(missing)

    def _show(self, gathered: Gathered, data: bytes) -> None:
        past = self.made
        about = (gathered.order.report, gathered.order.subject)
        keep = past is not None and (past[0].order.report, past[0].order.subject) == about
        self.made = (gathered, data)
        self.preview.show_pdf(data, gathered.file_name.removesuffix(".pdf"), keep_place=keep)
        self._now_fresh()

    def _still_the_same(self, gathered: Gathered) -> None:
        if self.made is not None:
            self.made = (gathered, self.made[1])
        self._now_fresh()

    def _now_fresh(self) -> None:
        self.preview.set_busy(False)
        if self.settle.isActive():
            return
        self.fresh = True
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _cannot(self, problem: BaseException) -> None:
        self.made, self._waiting = None, None
        self.possible.emit(False)
        self.preview.set_busy(False)
        if isinstance(problem, NotFound):
            self.preview.say(_("This patrol is not there any more. Please choose another one at the left."))
        elif isinstance(problem, Trouble):
            self.preview.say(words.sentence(problem.problem.key, problem.problem.values))
        else:
            self.preview.say(_("This paper could not be made."))
            self._desk.failed(problem)

    def _stopped(self) -> None:
        self.made, self._waiting = None, None
        self.preview.set_busy(False)
        self.preview.say(_("Stopped. Choose something at the left to make a paper."))

    def when_fresh(self, act: Callable[[Made], None]) -> None:
        """Do something with the paper that is chosen, and not with the one that is still shown."""

        def do() -> None:
            if self.made is not None:
                act(self.made)

        if self.options.order() is None:
            self.options.subject.go_to_problem()
        elif self.fresh and self.made is not None:
            do()
        else:
            self._waiting = do
            if not self.settle.isActive() and not self.fresh:
                self.settle.start()
