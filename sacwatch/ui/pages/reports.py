"""The page of papers: which one, about what, for whom; its pages beside it; and the folder of current ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, QSizeF, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sacwatch import paths, words
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.exports import Act
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.i18n import N_, _
from sacwatch.services import ledgers, reporting, subjects
from sacwatch.services.reporting import Gathered
from sacwatch.ui import shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import Page
from sacwatch.ui.paper.foldercard import FolderCard
from sacwatch.ui.paper.keeper import KINDS
from sacwatch.ui.paper.ledgerview import LedgerView
from sacwatch.ui.paper.maker import Maker
from sacwatch.ui.paper.options import Options
from sacwatch.ui.paper.placesview import PlacesView
from sacwatch.ui.state import State
from sacwatch.ui.timers import later

SETTLE_MS = 200
"""Milliseconds after the last choice or change at which the paper is made again."""
_LAST_FOLDER = "papers_folder"


class _Column(QScrollArea):
    """What scrolls up and down and is never narrower than what stands in it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        inside = self.widget().minimumSizeHint().width() if self.widget() is not None else 0
        return QSize(inside + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth(), 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ReportsPage(Page):
    """Papers to print, save and keep."""

    kinds = KINDS | {Kind.SHEET, Kind.HOUSEHOLD, Kind.MEMBER}

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Reports"))
        self._state = State()
        self._made: tuple[Gathered, bytes] | None = None
        self._fresh = False
        """Whether what is shown is what is chosen."""
        self._waiting: Callable[[], None] | None = None
        self._buttons = (
            self.add_primary(_("Print"), self.print_, icon="print", shortcut="Ctrl+P"),
            self.add_secondary(_("Save as PDF…"), self.save_as, icon="save"),
        )
        self._let_out(True)
        self.options = Options(desk)
        self.card = FolderCard(desk, desk.papers) if desk.papers is not None else None
        self._maker = Maker(desk, self)
        self._maker.made.connect(self._show)
        self._maker.same.connect(self._still_the_same)
        self._maker.failed.connect(self._cannot)
        self._maker.stopped.connect(self._stopped)
        self._settle = later(SETTLE_MS, self, self._make)
        self.options.edited.connect(self._chosen)
        self._preview: Any = None
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(14)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left())
        self._right = QWidget()
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        splitter.addWidget(self._right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        wide = self.fontMetrics().averageCharWidth() * 42
        splitter.setSizes([wide, max(2 * wide, 700)])
        self.views = QStackedWidget()
        self.views.addWidget(splitter)
        self.outer.addWidget(self.views, 1)
        self._switch()

    def _switch(self) -> None:
        """Put the buttons of the three views in a row under the title, which goes on where there is no room."""
        self.places: PlacesView | None = None
        self.ledger: LedgerView | None = None
        group = QButtonGroup(self)
        self.switch: dict[str, QPushButton] = {}
        titles = (("papers", _("Papers")), ("places", _("Places")), ("ledger", _("What went out")))
        for name, title in titles:
            button = QPushButton(title)
            button.setProperty("role", "switch")
            button.setCheckable(True)
            button.setChecked(name == "papers")
            button.clicked.connect(lambda _on, each=name: self.show_view(each))
            group.addButton(button)
            self.switch[name] = button
        self.outer.insertWidget(1, flowing(*self.switch.values()))
        if self.desk.papers is None:
            self.switch["places"].hide()

    def show_view(self, name: str) -> None:
        """Show the papers, the places where they are kept, or what went out."""
        self.switch[name].setChecked(True)
        for button in self._buttons:
            button.setVisible(name == "papers")
        if name == "places" and self.desk.papers is not None:
            if self.places is None:
                self.places = PlacesView(self.desk, self.desk.papers)
                self.views.addWidget(self.places)
            self.views.setCurrentWidget(self.places)
        elif name == "ledger":
            if self.ledger is None:
                self.ledger = LedgerView(self.desk)
                self.views.addWidget(self.ledger)
            self.ledger.refresh()
            self.views.setCurrentWidget(self.ledger)
        else:
            self.views.setCurrentIndex(0)

    def shown(self) -> None:
        super().shown()
        if self.views.currentIndex() and self.ledger is not None:
            self.ledger.refresh()
        if self.views.currentIndex():
            return
        focus = self.focusWidget()
        if focus is None or not self._area.isAncestorOf(focus):
            # Where one begins; on the button above, Enter would print at once.
            self.options.focus_first()

    def _left(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(14)
        paper = QFrame()
        paper.setProperty("role", "card")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.addWidget(plain_label(_("Which paper"), "section"))
        inside.addWidget(self.options)
        column.addWidget(paper)
        if self.card is not None:
            column.addWidget(self.card)
        column.addStretch(1)
        self._area = _Column(holder)
        self._area.setAccessibleName(_("Which paper"))
        return self._area

    @property
    def preview(self) -> Any:
        """The pages; what draws them is loaded when they are first wanted."""
        if self._preview is None:
            from sacwatch.ui.paper.preview import Preview  # a door: QtPdf

            self._preview = Preview()
            self._right_column.addWidget(self._preview)
        return self._preview

    # What is chosen

    def refresh(self) -> None:
        self._fresh = False
        today = self.desk.today()
        self.desk.read(
            lambda work: subjects.choices(work, today=today), self._offer, owner=self, slot="choices"
        )

    def _offer(self, choices: subjects.Choices) -> None:
        self.options.offer(choices)
        self._chosen()

    def _let_out(self, possible: bool) -> None:
        """Let the paper be printed and saved, or not while there is none to be made."""
        for button in self._buttons:
            button.setEnabled(possible)

    def _chosen(self) -> None:
        self._let_out(True)
        self._fresh = False
        self._settle.start()

    def obey(self, order: object) -> None:
        if order == "places":
            self.show_view("places")
            return
        if order == "ledger":
            self.show_view("ledger")
            return
        self.show_view("papers")
        if order == "folder" and self.card is not None:
            self._area.ensureWidgetVisible(self.card)
            self.card.point_out()
        elif isinstance(order, tuple) and len(order) == 2 and order[0] in self.options.papers:
            paper, subject = order
            self.options.choose_paper(paper)
            self._chosen()
            if paper == "patrol-sheet" and subject:
                self.options.choose_sheet(subject)
            elif paper == "household-slip" and subject:
                self.options.choose_households(subject)
                self._chosen()
            elif paper in ("shift-calendar", "shift-week") and subject:
                self.options.choose_shifts(subject)
            elif paper in ("patrol-log", "filled-sheet") and subject:
                self.desk.read(
                    lambda work: subjects.patrol_line(work, subject),
                    lambda line: self._choose_patrol(line, paper),
                    owner=self,
                )
        elif isinstance(order, Ref) and order.kind is Kind.PATROL:
            self.obey(("patrol-log", order.id))

    def _choose_patrol(self, line: Any, paper: str) -> None:
        if line is None:
            self.desk.said.emit(words.sentence("trouble.not_found"), None)
            return
        self.options.choose_patrol(line, paper)
        self._chosen()

    # The paper

    def _make(self) -> None:
        order = self.options.order()
        if order is None:
            self._nothing_to_make()
            return
        self.preview.set_busy(True)
        self._maker.make(order)

    def _nothing_to_make(self) -> None:
        self._waiting = None
        missing = self.options.subject.missing()
        if missing and self._made is None:
            self.preview.say(missing)

    def _show(self, gathered: Gathered, data: bytes) -> None:
        past = self._made
        about = (gathered.order.report, gathered.order.subject)
        keep = past is not None and (past[0].order.report, past[0].order.subject) == about
        self._made = (gathered, data)
        self.preview.show_pdf(data, gathered.file_name.removesuffix(".pdf"), keep_place=keep)
        self._now_fresh()

    def _still_the_same(self, gathered: Gathered) -> None:
        if self._made is not None:
            self._made = (gathered, self._made[1])
        self._now_fresh()

    def _now_fresh(self) -> None:
        self.preview.set_busy(False)
        if self._settle.isActive():
            return
        self._fresh = True
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _cannot(self, problem: BaseException) -> None:
        self._made, self._waiting = None, None
        self._let_out(False)
        self.preview.set_busy(False)
        if isinstance(problem, NotFound):
            self.preview.say(_("This patrol is not there any more. Please choose another one at the left."))
        elif isinstance(problem, Trouble):
            self.preview.say(words.sentence(problem.problem.key, problem.problem.values))
        else:
            self.preview.say(_("This paper could not be made."))
            self.desk.failed(problem)

    def _stopped(self) -> None:
        self._made, self._waiting = None, None
        self.preview.set_busy(False)
        self.preview.say(_("Stopped. Choose something at the left to make a paper."))

    def _when_fresh(self, act: Callable[[], None]) -> None:
        """Do something with the paper that is chosen, and not with the one that is still shown."""
        if self.options.order() is None:
            self.options.subject.go_to_problem()
        elif self._fresh and self._made is not None:
            act()
        else:
            self._waiting = act
            if not self._settle.isActive() and not self._fresh:
                self._settle.start()

    # Printing and saving

    def print_(self) -> None:
        self._when_fresh(self._print)

    def _print(self) -> None:
        assert self._made is not None
        from sacwatch.ui.paper import printing  # a door: QtPrintSupport

        gathered, data = self._made
        document, _keep = printing.opened(data)
        size = document.pagePointSize(0) if document.pageCount() else QSizeF(612, 792)
        printer = printing.new_printer(size, gathered.file_name.removesuffix(".pdf"))
        if not printing.ask_printer(self, printer, document.pageCount()):
            return
        current = self.preview.current_page

        def done(sides: int) -> None:
            self._note(Act.PRINTED, gathered, printer.printerName(), copies=max(1, printer.copyCount()))
            self.desk.said.emit(
                shown.count(
                    sides, N_("{count} page sent to the printer."), N_("{count} pages sent to the printer.")
                ),
                None,
            )

        self.desk.run(
            lambda job: printing.print_pages(data, printer, current, job.report),
            owner=self.desk,
            title=_("Printing"),
            then=done,
        )

    def save_as(self) -> None:
        """Save the paper as a PDF where the captain says."""
        self._when_fresh(self._save_as)

    def _save_as(self) -> None:
        assert self._made is not None
        gathered, data = self._made
        folder = Path(self._state.get(_LAST_FOLDER, str(paths.documents())))
        if not folder.is_dir():
            folder = paths.documents()
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save as PDF"), str(folder / gathered.file_name), _("PDF files (*.pdf)")
        )
        if chosen:
            self.save_to(Path(chosen), data, gathered)

    def save_to(self, path: Path, data: bytes, gathered: Gathered | None = None) -> None:
        """Save a paper; one that is open elsewhere gets a dated copy beside it."""
        target = path if path.suffix.lower() in (".pdf", paths.SUFFIX) else path.with_name(path.name + ".pdf")
        at = self.desk.now().astimezone(self.desk.zone)

        def saved(where: Path) -> None:
            self._state.put(_LAST_FOLDER, str(where.parent))
            if gathered is not None:
                self._note(Act.SAVED, gathered, str(where.parent), name=where.name)
            if where != target:
                told = {"name": target.name, "copy": where.name}
                self.desk.told.emit(words.sentence("trouble.target_busy_saved", told))
                return
            self.desk.said.emit(
                _("Saved as “{name}” in “{folder}”.").format(name=where.name, folder=where.parent.name), None
            )

        self.desk.run(
            lambda _job: reporting.save(target, data, at=at),
            owner=self.desk,
            title=_("Saving the paper"),
            then=saved,
        )

    def _note(self, act: Act, gathered: Gathered, place: str, *, name: str = "", copies: int = 1) -> None:
        """Write into the ledger what was done with a paper."""
        if self.desk.read_only:
            return
        self.desk.do(
            lambda work: ledgers.note(work, act, gathered, place=place, name=name, copies=copies),
            owner=self.desk,
            then=lambda _none: self._look_at_ledger(),
        )

    def _look_at_ledger(self) -> None:
        """Show what went out just now, where that is what is looked at."""
        if self.ledger is not None and self.ledger.isVisible():
            self.ledger.refresh()
