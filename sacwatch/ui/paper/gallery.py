"""The gallery of papers: a picture of each, grouped by what they are about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sacwatch.i18n import N_, _
from sacwatch.services import reporting
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.cards import CardModel, Cards, Measures
from sacwatch.ui.paper.thumbnails import Thumbnails

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Patrols"),
        (
            *("patrol-log", "patrol-sheet", "filled-sheet", "patrol-hours", "hours-statement"),
            "volunteer-statement",
        ),
    ),
    (N_("Incidents"), ("incident-summary", "incident-report", "incident-reports")),
    (
        N_("Meetings and concerns"),
        (
            "handout",
            "newsletter",
            "agenda",
            "sign-in-sheet",
            "minutes",
            "action-slips",
            "meeting-flyer",
            "said-and-done",
            "concerns",
            "concern-sheet",
        ),
    ),
    (
        N_("People"),
        (
            *("roster", "call-list", "phone-tree", "member-sheet", "household-slip"),
            *("vacation-checks", "vacation-request", "call-card"),
        ),
    ),
    (N_("Shifts"), ("shift-calendar", "shift-week")),
    (N_("Map"), ("map", "block-map")),
    (N_("What changed and what went out"), ("what-changed", "ledger")),
)
"""The groups with their papers. A paper that stands in none of them comes last."""
OTHERS = N_("Other papers")


def grouped() -> list[tuple[str, list[Any]]]:
    """Give every paper that there is, in its group; groups without any are left out."""
    kinds = {kind.name: kind for kind in reporting.papers()}
    found = []
    for title, names in GROUPS:
        there = [kinds.pop(name) for name in names if name in kinds]
        if there:
            found.append((_(title), there))
    if kinds:
        found.append((_(OTHERS), list(kinds.values())))
    return found


class Gallery(QScrollArea):
    """Every paper as a card."""

    opened = Signal(str)
    ticks_changed = Signal()

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.ticked: dict[str, None] = {}
        """The papers that are ticked, in the order in which they were."""
        self.pictures = Thumbnails(desk, self)
        self.groups: list[Cards] = []
        self._place = 0
        """The group that had the focus last."""
        self._stale = True
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Papers"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(4)
        for title, kinds in grouped():
            model = CardModel(kinds, self.ticked, self.pictures.image)
            cards = Cards(model, title)
            model.setParent(cards)
            model.ticks_changed.connect(self.ticks_changed)
            cards.opened.connect(self.opened)
            place = len(self.groups)
            cards.beyond.connect(lambda way, place=place: self._go_beyond(place, way))
            cards.entered.connect(lambda place=place: self._note_place(place))
            self.groups.append(cards)
            column.addWidget(plain_label(title, "section"))
            column.addWidget(cards)
            column.addSpacing(8)
        column.addStretch(1)
        self.setWidget(holder)
        self.pictures.came.connect(self._came)

    @property
    def names(self) -> list[str]:
        """The papers in the order in which they stand."""
        return [group.cards.name(row) for group in self.groups for row in range(group.cards.rowCount())]

    @property
    def current(self) -> str:
        """The paper whose card is the current one."""
        group = self.groups[self._place]
        return group.cards.name(group.currentIndex().row())

    def tick(self, name: str) -> None:
        """Tick a paper, or take its tick away."""
        for group in self.groups:
            row = group.cards.row(name)
            if row is not None:
                group.cards.toggle(row)

    def untick(self) -> None:
        """Take all ticks away."""
        for name in list(self.ticked):
            self.tick(name)

    def focus_first(self) -> None:
        """Put the focus on the card that had it last, at first on the first one."""
        self.groups[self._place].setFocus()

    def _note_place(self, place: int) -> None:
        self._place = place

    def point_to(self, name: str) -> None:
        """Make a paper's card the current one."""
        for place, group in enumerate(self.groups):
            row = group.cards.row(name)
            if row is not None:
                group.setCurrentIndex(group.cards.index(row))
                self._place = place

    def renew(self) -> None:
        """See whether the pictures still are what the papers look like."""
        self._stale = True
        if self.isVisible():
            self._want()

    def renew_some(self, names: Collection[str]) -> None:
        """See to the pictures of papers that are about something else now, or for others."""
        if names and not self._stale:
            self.pictures.also(names, self._size())

    def _size(self) -> QSize:
        return QSize(Measures(self.font()).picture * max(1.0, self.devicePixelRatioF()))

    def _want(self) -> None:
        self._stale = False
        self.pictures.want(self.names, self._size())

    def _came(self, name: str) -> None:
        for group in self.groups:
            group.cards.changed(name)

    def _go_beyond(self, place: int, way: int) -> None:
        to = place + way
        if not 0 <= to < len(self.groups):
            return
        group = self.groups[to]
        column = self.groups[place].column
        group.enter(column, from_above=way > 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._want()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.pictures.rest():
            self._stale = True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "pictures"):
            self.renew()

    def minimumSizeHint(self) -> QSize:
        card = Measures(self.font()).card
        return QSize(card.width() + self.verticalScrollBar().sizeHint().width() + 10, card.height())
