"""The page of papers: a gallery of them; one with its options and its pages; the places; what went out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSplitter, QStackedWidget

from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind
from sacwatch.i18n import _
from sacwatch.services import packs, picturing
from sacwatch.services.packs import Made, Pack
from sacwatch.ui.flow import flowing
from sacwatch.ui.page import Page
from sacwatch.ui.paper.aboutwords import about_words
from sacwatch.ui.paper.asking import asker
from sacwatch.ui.paper.columns import Column
from sacwatch.ui.paper.deeds import Deeds
from sacwatch.ui.paper.foldercard import FolderCard
from sacwatch.ui.paper.gallery import Gallery
from sacwatch.ui.paper.keeper import KINDS
from sacwatch.ui.paper.packcard import PackCard
from sacwatch.ui.tasks import Job


class ReportsPage(Page):
    """Papers to print, save, mail and keep."""

    kinds = KINDS | {Kind.SHEET, Kind.HOUSEHOLD, Kind.MEMBER}

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Reports"))
        self._paper: Any = None
        self._opened: set[str] = set()
        """The papers that were opened since the gallery was looked at."""
        self.places: Any = None
        self.ledger: Any = None
        self._deeds = Deeds(desk, self)
        self._deeds.entered.connect(self._look_at_ledger)
        self._buttons = (
            self.add_primary(_("Print"), self.print_, icon="print", shortcut="Ctrl+P"),
            self.add_secondary(_("E-mail…"), self.mail, icon="mail"),
            self.add_secondary(_("Save as PDF…"), self.save_as, icon="save"),
        )
        self.gallery = Gallery(desk)
        self.gallery.pictures.chosen = self._chosen
        self.gallery.opened.connect(self.open_paper)
        self.gallery.ticks_changed.connect(self._show_ticked)
        self.pack = PackCard()
        self.pack.print_wanted.connect(lambda: self._with_pack(self._deeds.print_))
        self.pack.mail_wanted.connect(lambda: self._with_pack(self._deeds.mail))
        self.pack.save_wanted.connect(lambda: self._with_pack(self._deeds.save_all))
        self.pack.untick_wanted.connect(self._untick)
        self.card = FolderCard(desk, desk.papers) if desk.papers is not None else None
        self._side = Column(
            _("Several papers, and the folder"), self.pack, *([self.card] if self.card is not None else [])
        )
        front = QSplitter(Qt.Orientation.Horizontal)
        front.setHandleWidth(14)
        front.setChildrenCollapsible(False)
        front.addWidget(self.gallery)
        front.addWidget(self._side)
        front.setStretchFactor(0, 1)
        front.setStretchFactor(1, 0)
        wide = self.fontMetrics().averageCharWidth() * 34
        front.setSizes([max(2 * wide, 700), wide])
        self.views = QStackedWidget()
        self.views.addWidget(front)
        self.outer.addWidget(self.views, 1)
        self._switch()
        self._show(front)

    def _switch(self) -> None:
        """Put the buttons of the three views in a row under the title, which goes on where there is no room."""
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

    # What is shown

    @property
    def paper(self) -> Any:
        """The paper that is chosen with its pages; what draws them is loaded when it is first wanted."""
        if self._paper is None:
            from sacwatch.ui.paper.paperview import PaperView  # a door: QtPdf

            self._paper = PaperView(self.desk)
            self._paper.possible.connect(self._let_out)
            self._paper.left.connect(lambda: self.show_view("papers"))
            self.views.addWidget(self._paper)
        return self._paper

    def _show(self, view: Any) -> None:
        self.views.setCurrentWidget(view)
        for button in self._buttons:
            button.setVisible(view is self._paper)

    def _let_out(self, possible: bool) -> None:
        """Let the paper be printed, saved and mailed, or not while there is none to be made."""
        for button in self._buttons:
            button.setEnabled(possible)

    def show_view(self, name: str) -> None:
        """Show all papers, the places where they are kept, or what went out."""
        self.switch[name].setChecked(True)
        if name == "places" and self.desk.papers is not None:
            if self.places is None:
                from sacwatch.ui.paper.placesview import PlacesView

                self.places = PlacesView(self.desk, self.desk.papers)
                self.views.addWidget(self.places)
            self._show(self.places)
        elif name == "ledger":
            if self.ledger is None:
                from sacwatch.ui.paper.ledgerview import LedgerView

                self.ledger = LedgerView(self.desk)
                self.views.addWidget(self.ledger)
            self.ledger.refresh()
            self._show(self.ledger)
        else:
            if self._paper is not None:
                self._paper.let_go()
            self._show(self.views.widget(0))
            self.gallery.renew_some(self._opened)
            self._opened = set()
            self._show_ticked()
            self.gallery.focus_first()

    def open_paper(self, name: str) -> None:
        """Show one paper, with its options and its pages."""
        self.gallery.point_to(name)
        self._show_paper(lambda: self.paper.choose(name))
        self.paper.options.focus_first()

    def _show_paper(self, choose: Callable[[], object]) -> None:
        self.switch["papers"].setChecked(True)
        choose()
        self._opened.add(self.paper.options.paper)
        self._show(self.paper)
        self.paper.come_forward()

    def shown(self) -> None:
        super().shown()
        view = self.views.currentWidget()
        if view is self.ledger:
            self.ledger.refresh()
        elif view is self._paper:
            self.paper.come_forward()
        elif view is self.views.widget(0):
            focus = self.focusWidget()
            if focus is None or not self._side.isAncestorOf(focus):
                self.gallery.focus_first()

    def refresh(self) -> None:
        self.gallery.renew()
        self._show_ticked()
        if self._paper is not None:
            self._paper.look_again()

    def back(self) -> None:
        if self.views.currentWidget() is self._paper:
            self.show_view("papers")

    def obey(self, order: object) -> None:
        if order in ("places", "ledger"):
            self.show_view(str(order))
        elif order == "folder":
            self.show_view("papers")
            if self.card is not None:
                self._side.ensureWidgetVisible(self.card)
                self.card.point_out()
        elif order is not None and self.paper.obey(order):
            self.gallery.point_to(self.paper.options.paper)
            self._show_paper(lambda: None)

    # What is done with it

    def print_(self) -> None:
        if self.views.currentWidget() is self._paper:
            self.paper.when_fresh(
                lambda made: self._deeds.print_([made], lambda: self.paper.preview.current_page)
            )
        elif self.ledger is not None and self.views.currentWidget() is self.ledger:
            self.obey(("ledger", ""))
        elif self.pack.names:
            self._with_pack(self._deeds.print_)
        else:
            self.open_paper(self.gallery.current)

    def save_as(self) -> None:
        """Save the paper as a PDF where the captain says."""
        self.paper.when_fresh(self._deeds.save_as)

    def mail(self) -> None:
        """Put the paper ready beside a message that is begun in the system's mail program."""
        self.paper.when_fresh(lambda made: self._deeds.mail([made]))

    # Several at once

    def _show_ticked(self) -> None:
        desk = self.desk
        names = [name for name in self.gallery.names if name in self.gallery.ticked]
        chosen = {name: self._chosen(name) for name in names}
        self.pack.show_ticked(names, {name: audience for name, (_about, audience) in chosen.items()})
        if not names:
            return
        how: Any = {"today": desk.today(), "zone": desk.zone}
        desk.read(
            lambda work: [picturing.about(work, name, chosen[name][0], **how) for name in names],
            lambda found: self.pack.show_about({each.paper: about_words(each, **how) for each in found}),
            owner=self,
            slot="ticked",
        )

    def _chosen(self, name: str) -> tuple[str, Audience]:
        """Give what a paper is about, "" for what is usual, and for whom: on its picture, ticked and opened."""
        if self._paper is None:
            return "", Audience.CAPTAIN
        return cast(tuple[str, Audience], self._paper.options.chosen(name))

    def _untick(self) -> None:
        self.gallery.untick()
        self.gallery.focus_first()

    def _with_pack(self, act: Callable[[Sequence[Made]], None]) -> None:
        """Make the papers that are ticked, then do something with all of them."""
        desk, names = self.desk, self.pack.names
        large = self.pack.large.value()
        chosen = {name: self._chosen(name) for name in names}
        about = {name: subject for name, (subject, _whom) in chosen.items()}
        each_own = {name: whom for name, (_subject, whom) in chosen.items()}
        audience = self.pack.for_whom or each_own

        def work(job: Job) -> Pack:
            return packs.make(
                asker(desk, job),
                names,
                about,
                audience,
                large=large,
                today=desk.today(),
                zone=desk.zone,
                made_on=desk.now(),
                progress=job.report,
            )

        def made(pack: Pack) -> None:
            self._deeds.say_missing(pack.missing)
            if pack.papers:
                act(pack.papers)

        desk.run(work, owner=self, title=_("Making the papers"), then=made, slot="pack")

    def _look_at_ledger(self) -> None:
        """Show what went out just now, where that is what is looked at."""
        if self.ledger is not None and self.ledger.isVisible():
            self.ledger.refresh()
