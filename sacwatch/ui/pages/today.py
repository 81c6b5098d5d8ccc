"""The page of what wants doing today."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sacwatch import words_resources
from sacwatch.domain import times
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import PatrolLine
from sacwatch.domain.resources import Entry, Key, Standing
from sacwatch.i18n import N_, _
from sacwatch.services import today as service
from sacwatch.services.today import Today
from sacwatch.ui import shown
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import Page
from sacwatch.ui.paper.standing import waiting_words
from sacwatch.ui.todo import incident_words, to_do

_SHORT_NUMBER = 4
"""Digits of a number beside which there is room for what it is for."""
_FIRST = 12
"""How many things to do are shown at once."""


class TodayPage(Page):
    """What wants doing, each line a link to its place; and how the month stands."""

    kinds = frozenset(
        {
            Kind.PATROL,
            Kind.DRILL,
            Kind.INCIDENT,
            Kind.CONCERN,
            Kind.ACTION,
            Kind.WATCH,
            Kind.SETTING,
            Kind.MEMBER,
            Kind.HOUSEHOLD,
            Kind.SHIFT,
            Kind.SHEET,
            Kind.MEETING,
        }
    )

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Today"))
        self.add_primary(_("Log a patrol"), lambda: desk.wanted.emit("patrols", "new"))
        self.record_button = self.add_secondary(
            _("Record an incident"), lambda: desk.wanted.emit("incidents", "new"), icon="incidents"
        )
        self.record_button.setEnabled(not desk.read_only)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Today"))
        self.outer.addWidget(self._area, 1)
        self._unfolded = False
        self._papers: Link | None = None
        if desk.papers is not None:
            desk.papers.moved.connect(self._show_papers)

    def shown(self) -> None:
        # Unfinished forms are no records, so no news tells of them.
        self.look_again()

    def new(self) -> None:
        if not self.desk.read_only:
            self.desk.wanted.emit("patrols", "new")

    def refresh(self) -> None:
        day = self.desk.today()
        zone = self.desk.zone
        start, end = times.month_bounds(day.year, day.month, zone)
        self.desk.read(
            lambda work: service.look(work, today=day, month_start=start, month_end=end, zone=zone),
            self._show,
            owner=self,
            slot="today",
        )

    def _show(self, found: Today) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setSpacing(14)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnMinimumWidth(1, self.fontMetrics().averageCharWidth() * 30)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(14)
        right.setSpacing(14)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        self._wants_doing(left, found)
        self._lately(left, found)
        self._month(right, found)
        self._numbers(right, found)
        left.addStretch(1)
        right.addStretch(1)
        self._area.setWidget(body)

    def _card(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(6)
        inside.addWidget(plain_label(title, "section"))
        column.addWidget(card)
        return inside

    def _link(self, card: QVBoxLayout, text: str, page: str, order: object, tip: str = "") -> Link:
        button = Link(text, tip)
        button.clicked.connect(lambda: self.desk.wanted.emit(page, order))
        card.addWidget(button)
        return button

    def _wants_doing(self, column: QVBoxLayout, found: Today) -> None:
        card = self._card(column, _("To do"))
        lines = to_do(found, today=self.desk.today(), zone=self.desk.zone)
        links = [self._link(card, each.words, each.page, each.order) for each in lines]
        if len(links) > _FIRST + 1 and not self._unfolded:
            self._fold(card, links[_FIRST:])
        self._papers = self._link(card, "", "reports", "folder")
        self._nothing = plain_label(_("Nothing waits for you."), "faint")
        card.addWidget(self._nothing)
        self._quiet = not links
        self._show_papers()

    def _fold(self, card: QVBoxLayout, rest: list[Link]) -> None:
        """Leave the less pressing lines to one that shows them: a page that wants everything helps nobody."""
        for each in rest:
            each.hide()
        more = Link(_("{count} more things to do").format(count=len(rest)))
        card.addWidget(more)

        def unfold() -> None:
            self._unfolded = True
            for each in rest:
                each.show()
            rest[0].setFocus()
            more.hide()

        more.clicked.connect(unfold)

    def _show_papers(self) -> None:
        """Say how many papers are out of date; that changes without any record."""
        if self._papers is None:
            return
        keeper = self.desk.papers
        words_ = waiting_words(keeper.every) if keeper is not None else ""
        self._papers.say(words_)
        self._papers.setVisible(bool(words_))
        self._nothing.setVisible(self._quiet and not words_)

    def _patrol_words(self, line: PatrolLine) -> str:
        lasted = shown.duration(line.finished_at - line.started_at)
        parts = [shown.day(line.day), line.area, lasted, ", ".join(line.crew)]
        return " · ".join(part for part in parts if part)

    def _lately(self, column: QVBoxLayout, found: Today) -> None:
        card = self._card(column, _("Latest patrols"))
        for patrol in found.recent_patrols:
            self._link(card, self._patrol_words(patrol), "patrols", Ref(Kind.PATROL, patrol.id))
        if not found.recent_patrols:
            card.addWidget(plain_label(_("No patrol was logged yet."), "faint"))
        card = self._card(column, _("Incidents of the last 30 days"))
        for incident in found.recent_incidents:
            self._link(
                card, incident_words(incident, self.desk.zone), "incidents", Ref(Kind.INCIDENT, incident.id)
            )
        if not found.recent_incidents:
            card.addWidget(plain_label(_("None was recorded."), "faint"))

    def _month(self, column: QVBoxLayout, found: Today) -> None:
        card = self._card(column, _("This month"))
        month = found.month
        for text in (
            shown.count(month.patrols, N_("{count} patrol"), N_("{count} patrols")),
            _("{hours} of people's time").format(hours=shown.duration(month.person_minutes)),
            shown.count(month.incidents, N_("{count} incident"), N_("{count} incidents")),
        ):
            card.addWidget(plain_label(text))
        self._link(card, _("Patrol hours of the month"), "reports", ("patrol-hours", ""))

    def _numbers(self, column: QVBoxLayout, found: Today) -> None:
        card = self._card(column, _("Whom to call"))
        known = {
            Key.EMERGENCY: _("Emergency, or a crime in progress"),
            Key.CRISIS_LINE: _("Somebody in a mental-health crisis"),
            Key.SERVICES_311: _("Street lights, dumping, graffiti"),
            Key.HELP_LINE: _("Housing, food and other help"),
        }
        calls = {each.entry.id: each for each in found.calls_known}
        for key, what_for in known.items():
            call = calls.pop(key.value, None)
            if call is not None:
                self._number(card, call.entry.number or call.entry.text, what_for)
        for call in calls.values():
            if call.standing is not Standing.STANDARD:
                entry = call.entry
                mark = "" if call.standing is Standing.CHECKED else " ⚠"
                name = words_resources.entry_name(entry.key, entry.name)
                self._number(card, entry.number or entry.text, f"{name}{mark}")
                card.addWidget(plain_label(_tried_words(entry), "faint"))
        self._link(card, _("Everybody to call, and the card to print"), "resources", None)

    def _number(self, card: QVBoxLayout, number: str, what_for: str) -> None:
        label = plain_label(number, "heading")
        label.setWordWrap(False)
        if len(number) > _SHORT_NUMBER:
            card.addWidget(label)
            card.addWidget(plain_label(what_for))
            return
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(what_for), 1)
        card.addLayout(row)


def _tried_words(entry: Entry) -> str:
    if entry.checked_on is None:
        return _("not tried yet")
    return _("tried {day}").format(day=shown.day(entry.checked_on))
