"""How many came to each meeting, and the blocks that were not heard from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain.attendance import Attended, Unheard
from sacwatch.domain.kinds import Kind
from sacwatch.i18n import N_, _
from sacwatch.services.signinlists import Attendance
from sacwatch.ui import icons, shown
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label

_LONGEST = 24
"""Meetings that are shown, each with its bar."""


class AttendanceView(QScrollArea):
    """A bar for each meeting, the newest first, and the list of blocks."""

    def __init__(self, desk: Any, page: Any) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Attendance"))

    def show_attendance(self, found: Attendance) -> None:
        """Show what was asked for."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(14)
        row = QHBoxLayout()
        back = QPushButton(_("Back to the meetings"))
        back.setIcon(icons.icon("back"))
        back.clicked.connect(lambda: self._page.show_list())
        row.addWidget(back)
        row.addStretch(1)
        column.addLayout(row)
        self._unheard(column, found)
        self._meetings(column, found)
        column.addStretch(1)
        self.setWidget(body)
        back.setFocus()

    def _card(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(6)
        inside.addWidget(plain_label(title, "section"))
        column.addWidget(card)
        return inside

    def _unheard(self, column: QVBoxLayout, found: Attendance) -> None:
        card = self._card(column, _("Blocks not heard from"))
        if not found.blocks:
            card.addWidget(plain_label(_("The watch has no blocks yet. Name them in the settings."), "faint"))
            return
        if not found.meetings:
            told = _("Nobody has signed in at a meeting yet, so nothing is known.")
            card.addWidget(plain_label(told, "faint"))
            return
        over = shown.count(
            found.looked_at, N_("Looked at: the last meeting."), N_("Looked at: the last {count} meetings.")
        )
        card.addWidget(plain_label(over, "faint"))
        if not found.unheard:
            card.addWidget(plain_label(_("Somebody came from every block.")))
            return
        for each in found.unheard:
            card.addWidget(plain_label(f"•  {each.block.name} · {_last(each)}"))
        on_map = QPushButton(_("Show them on the map"))
        on_map.setIcon(icons.icon("map"))
        on_map.clicked.connect(lambda: self._desk.wanted.emit("map", "unheard"))
        row = QHBoxLayout()
        row.addWidget(on_map)
        row.addStretch(1)
        card.addLayout(row)

    def _meetings(self, column: QVBoxLayout, found: Attendance) -> None:
        card = self._card(column, _("How many came"))
        if not found.meetings:
            card.addWidget(plain_label(_("No meeting with a sign-in list yet."), "faint"))
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        most = max(each.people for each in found.meetings)
        for row, each in enumerate(found.meetings[:_LONGEST]):
            told = _told(each, len(found.blocks))
            link = Link(f"{shown.day(each.day)} · {_name(each)}", _("Show this meeting"))
            link.clicked.connect(lambda _on=False, id_=each.id: self._desk.open_record(Kind.MEETING, id_))
            bar = QProgressBar()
            bar.setProperty("role", "coverage")
            bar.setRange(0, max(1, most))
            bar.setValue(each.people)
            bar.setFormat(told)
            # The link beside it breaks its words where there is little room.
            bar.setMinimumWidth(bar.fontMetrics().horizontalAdvance(told) + 2 * bar.fontMetrics().height())
            bar.setAccessibleName(f"{shown.day(each.day)}: {told}")
            grid.addWidget(link, row, 0)
            grid.addWidget(bar, row, 1)
        card.addLayout(grid)


def _name(each: Attended) -> str:
    return each.title or words.label("meeting", each.kind.value)


def _told(each: Attended, blocks: int) -> str:
    people = shown.count(each.people, N_("{count} person"), N_("{count} people"))
    if not blocks:
        return people
    return _("{people}, from {heard} of {blocks} blocks").format(
        people=people, heard=len(each.blocks), blocks=blocks
    )


def _last(each: Unheard) -> str:
    if each.last is None:
        return _("never yet")
    return _("last heard from on {day}").format(day=shown.day(each.last))
