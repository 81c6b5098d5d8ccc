"""The page of the phone tree: building it, running a drill, and what came of the past ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sacwatch.domain.drills import Drill, DrillSort, Result
from sacwatch.domain.kinds import Changes, Kind, Ref
from sacwatch.i18n import N_, _
from sacwatch.services import drills, phonetrees
from sacwatch.services.drills import Shown
from sacwatch.services.phonetrees import Board
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import Page
from sacwatch.ui.tree.board import BoardView
from sacwatch.ui.tree.results import ResultsView
from sacwatch.ui.tree.run import RunView


@dataclass(frozen=True)
class _Found:
    """What the page shows."""

    board: Board
    running: Shown | None
    past: list[tuple[Drill, Result]]


def _look(work: Any) -> _Found:
    running = drills.running(work)
    if running is None:
        return _Found(phonetrees.board(work), None, drills.latest(work))
    shown_ = drills.show(work, running.id)
    return _Found(shown_.board, shown_, drills.latest(work))


class PhoneTreePage(Page):
    """Who calls whom; a drill takes its place while it runs."""

    kinds = frozenset({Kind.TREE, Kind.DRILL, Kind.HOUSEHOLD, Kind.MEMBER, Kind.WATCH})

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Phone tree"))
        self._found: _Found | None = None
        self._results_wanted = False
        self._wanted_line = ""
        self.build_button = self.add_primary(_("Build it for me"), self.build, icon="build")
        self.drill_button = self._button(_("Start a drill"), "start", lambda: self.start(DrillSort.DRILL))
        self.activate_button = self._button(
            _("It is real: activate"), "emergency", lambda: self.start(DrillSort.ACTIVATION)
        )
        self.past_button = self._button(_("Past drills"), "history", self.show_results)
        self.print_button = self._button(_("Print the callers’ pages"), "print", self.print_)
        # Beneath the title: in large text they would not stand beside it.
        self._row = flowing(self.drill_button, self.activate_button, self.past_button, self.print_button)
        self.outer.addWidget(self._row)
        self._over = QStackedWidget()
        self.outer.addWidget(self._over, 1)
        self.empty = self._make_empty()
        self.board = BoardView(desk, self)
        self.run = RunView(desk, self)
        self.results = ResultsView(desk, self)
        self.results.back.connect(self.show_tree)
        for each in (self.empty, self.board, self.run, self.results):
            self._over.addWidget(each)

    def _button(self, said: str, icon: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(said)
        button.setProperty("role", "beside")
        button.setIcon(icons.icon(icon))
        button.clicked.connect(lambda: action())
        return button

    def _make_empty(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(40, 40, 40, 40)
        column.addStretch(1)
        column.addWidget(plain_label(_("No phone tree yet"), "section"))
        column.addWidget(
            plain_label(
                _(
                    "When something happens, you call a few callers, and each calls ten to fifteen homes. "
                    "Everybody is told within half an hour. SacWatch makes the lists from your households and "
                    "from the members who are phone-tree callers."
                ),
                "faint",
            )
        )
        self._stock = plain_label("")
        column.addWidget(self._stock)
        row = QHBoxLayout()
        self.begin_button = QPushButton(_("Build it for me"))
        self.begin_button.clicked.connect(lambda: self.build())
        self.begin_button.setEnabled(not self.desk.read_only)
        people = QPushButton(_("Go to the people"))
        people.clicked.connect(lambda: self.desk.wanted.emit("people", None))
        sample = QPushButton(_("Look at the sample watch"))
        sample.clicked.connect(lambda: self.desk.wanted_file.emit("open_sample"))
        for button in (self.begin_button, people, sample):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        return holder

    # Showing

    @property
    def foot(self) -> int:
        """How high the buttons at the foot are, which no message may cover."""
        current = self._over.currentWidget()
        for view in (self.board, self.run):
            if view is current:
                return view.row.height() + self.outer.contentsMargins().bottom()
        return 0

    def refresh(self) -> None:
        self.desk.read(_look, self._show, owner=self, slot="tree")

    def changed(self, changes: Changes) -> None:
        if self.run.busy and changes.kinds == frozenset({Kind.DRILL}):
            return  # the run shows its own calls as they are saved
        super().changed(changes)

    def _show(self, found: _Found) -> None:
        self._found = found
        running = found.running is not None
        if running:
            self._results_wanted = False
        was = self._over.currentWidget()
        if found.running is not None:
            self._over.setCurrentWidget(self.run)
            self.run.show_drill(found.running)
        elif was is self.run or self._results_wanted:
            # What ran has ended: what came of it.
            if was is self.run:
                self.results.want(self.run.drill_id)
            self.run.forget()
            self._show_results()
        elif found.board.begun:
            self._over.setCurrentWidget(self.board)
            self.board.show_board(found.board)
        else:
            self._stock.setText(self._stock_words(found.board))
            self._over.setCurrentWidget(self.empty)
        tree = self._over.currentWidget() in (self.board, self.empty)
        lists = any(each.homes for each in found.board.tree.callers)
        self.build_button.setVisible(self._over.currentWidget() is self.board)
        self.print_button.setVisible(tree and lists)
        self.past_button.setVisible(tree and any(not drill.running for drill, _result in found.past))
        for button in (self.drill_button, self.activate_button):
            button.setVisible(tree and lists)
            button.setEnabled(not self.desk.read_only)
        self._row.setVisible(tree and (lists or bool(found.past)))
        if self._wanted_line and self._over.currentWidget() is self.board:
            self.board.view.choose(self._wanted_line)
            self._wanted_line = ""

    def _stock_words(self, board: Board) -> str:
        homes = shown.count(len(board.homes), N_("{count} household"), N_("{count} households"))
        callers = shown.count(len(phonetrees.callers_of(board)), N_("{count} caller"), N_("{count} callers"))
        return _("There are now: {homes}, {callers}.").format(homes=homes, callers=callers)

    def shown(self) -> None:
        super().shown()
        current = self._over.currentWidget()
        if current is self.board:
            self.board.view.setFocus()
        elif current is self.run:
            self.run.view.setFocus()

    def show_tree(self) -> None:
        """Go back from the past drills to the tree."""
        self._results_wanted = False
        self._over.setCurrentWidget(self.empty)
        self.look_again()

    def show_results(self) -> None:
        """Show the past drills."""
        self._results_wanted = True
        self.look_again()

    def _show_results(self) -> None:
        self._results_wanted = True
        self._over.setCurrentWidget(self.results)
        if self._found is not None:
            self.results.show_list(self._found.past)
        if not self.results.isAncestorOf(QApplication.focusWidget() or self):
            self.results.list.setFocus()

    # Doing

    def build(self) -> None:
        """Make the lists anew from all households and callers."""
        if not self.desk.read_only:
            self.desk.do(phonetrees.build, owner=self, said=_("The phone tree is built."))

    def start(self, sort: DrillSort) -> None:
        """Begin a drill or an activation with the lists as they are."""
        if self.desk.read_only:
            return
        said = _("The activation runs.") if sort is DrillSort.ACTIVATION else _("The drill runs.")
        self.desk.do(lambda work: drills.start(work, sort), owner=self, said=said)

    def new(self) -> None:
        if self._over.currentWidget() is self.board:
            self.board.add_caller()

    def find(self) -> None:
        self.desk.wanted_file.emit("search")

    def print_(self) -> None:
        self.desk.wanted.emit("reports", ("phone-tree", ""))

    def back(self) -> None:
        if self._over.currentWidget() is self.results:
            self.show_tree()

    def obey(self, order: object) -> None:
        if isinstance(order, Ref) and order.kind is Kind.DRILL:
            self.results.want(order.id)
            self.show_results()
        elif isinstance(order, Ref) and order.kind in (Kind.HOUSEHOLD, Kind.MEMBER):
            self._wanted_line = order.id
            self.show_tree()
        elif isinstance(order, Ref):
            self.show_tree()
