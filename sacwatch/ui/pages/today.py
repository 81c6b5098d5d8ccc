"""The page of what wants doing today."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sacwatch import words, words_resources
from sacwatch.domain import times
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.drills import DrillSort
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import IncidentLine, PatrolLine
from sacwatch.domain.resources import Entry, Key, Standing
from sacwatch.i18n import N_, _
from sacwatch.services import today as service
from sacwatch.services.shifts import Held
from sacwatch.services.today import Today
from sacwatch.ui import shown
from sacwatch.ui.concerns.todaylines import concern_lines
from sacwatch.ui.desk import page_of_draft
from sacwatch.ui.links import Link
from sacwatch.ui.meeting.todaylines import meeting_lines
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import Page
from sacwatch.ui.paper.standing import waiting_words
from sacwatch.ui.people.todaylines import people_lines
from sacwatch.ui.picking import ShiftOn
from sacwatch.ui.records import shiftwords
from sacwatch.ui.records.sheetwords import sheet_words

_SHIFTS = 4
"""How many shifts that wait for something are told one by one."""
_SHEETS = 3
"""How many sheets that wait are told one by one."""
_SHORT_NUMBER = 4
"""Digits of a number beside which there is room for what it is for."""


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
        quiet = True
        if found.calls is not None:
            quiet = False
            real = found.calls is DrillSort.ACTIVATION
            told = _("The phone tree is activated: note who was reached") if real else ""
            self._link(card, told or _("A drill is under way: note who was reached"), "phonetree", None)
        for draft in found.drafts:
            quiet = False
            self._link(card, self._draft_words(draft), page_of_draft(draft), draft)
        for line in found.awaiting_number:
            quiet = False
            text = _("Report number still to come: {what}").format(what=self._incident_words(line))
            self._link(card, text, "incidents", Ref(Kind.INCIDENT, line.id))
        more = found.awaiting_number_count - len(found.awaiting_number)
        if more > 0:
            text = shown.count(
                more, N_("{count} more waits for its number"), N_("{count} more wait for their numbers")
            )
            self._link(card, text, "incidents", "awaiting")
        for held, told in self._shift_lines(found):
            quiet = False
            self._link(card, told, "shifts", ShiftOn(*held.key))
        for first, told in self._more_shifts(found):
            self._link(card, told, "shifts", first)
        for sheet in found.sheets[:_SHEETS]:
            quiet = False
            told = _("Not typed in yet: sheet {sheet}").format(sheet=sheet_words(sheet, self.desk.today()))
            self._link(card, told, "patrols", Ref(Kind.SHEET, sheet.id))
        if len(found.sheets) > _SHEETS:
            text = shown.count(
                len(found.sheets) - _SHEETS,
                N_("{count} more sheet is not typed in yet"),
                N_("{count} more sheets are not typed in yet"),
            )
            self._link(card, text, "patrols", "type_in")
        for told, ref in meeting_lines(found.meetings, self.desk.today()):
            quiet = False
            self._link(card, told, "meetings", ref)
        for told, order in concern_lines(found.concerns, self.desk.today()):
            quiet = False
            self._link(card, told, "concerns", order)
        for told, order in people_lines(found.people, self.desk.today(), self.desk.zone):
            quiet = False
            self._link(card, told, "people", order)
        for entry in found.to_try:
            quiet = False
            name = words_resources.entry_name(entry.key, entry.name)
            told = (
                _("Please try this number again: {name}")
                if entry.checked_on
                else _("Please try this number: {name}")
            )
            self._link(card, told.format(name=name), "resources", Ref(Kind.WATCH, entry.id))
        if found.open_incidents:
            quiet = False
            text = shown.count(
                found.open_incidents, N_("{count} open incident"), N_("{count} open incidents")
            )
            self._link(card, text, "incidents", "open")
        if not found.keeps_papers:
            quiet = False
            self._link(card, _("Choose the folder where current papers are kept"), "reports", "folder")
        self._papers = self._link(card, "", "reports", "folder")
        self._nothing = plain_label(_("Nothing waits for you."), "faint")
        card.addWidget(self._nothing)
        self._quiet = quiet
        self._show_papers()

    def _shift_lines(self, found: Today) -> list[tuple[Held, str]]:
        """Give the shifts about which something is to be done, those that are over first."""
        board, zone = found.shifts, self.desk.zone
        lines = []
        for held in board.unlogged[-_SHIFTS:]:
            told = shiftwords.today_line(held, board, zone, self.desk.today())
            lines.append((held, _("Scheduled but never logged: {what}").format(what=told)))
        for held in board.uncovered[:_SHIFTS]:
            told = f"{shiftwords.today_line(held, board, zone, self.desk.today())} · {shiftwords.state(held)}"
            lines.append((held, _("Not covered yet: {what}").format(what=told)))
        return lines

    def _more_shifts(self, found: Today) -> list[tuple[ShiftOn, str]]:
        """Lead to the first of those for which there is no line."""
        board, more = found.shifts, []
        if len(board.unlogged) > _SHIFTS:
            told = shown.count(
                len(board.unlogged) - _SHIFTS,
                N_("{count} earlier shift was never logged"),
                N_("{count} earlier shifts were never logged"),
            )
            more.append((ShiftOn(*board.unlogged[-_SHIFTS - 1].key), told))
        if len(board.uncovered) > _SHIFTS:
            told = shown.count(
                len(board.uncovered) - _SHIFTS,
                N_("{count} more shift of the next two weeks is not covered"),
                N_("{count} more shifts of the next two weeks are not covered"),
            )
            more.append((ShiftOn(*board.uncovered[_SHIFTS].key), told))
        return more

    def _show_papers(self) -> None:
        """Say how many papers are out of date; that changes without any record."""
        if self._papers is None:
            return
        keeper = self.desk.papers
        words_ = waiting_words(keeper.every) if keeper is not None else ""
        self._papers.say(words_)
        self._papers.setVisible(bool(words_))
        self._nothing.setVisible(self._quiet and not words_)

    def _draft_words(self, draft: KeptDraft) -> str:
        when = shown.moment(draft.saved_at, self.desk.zone)
        if draft.kind is Kind.ROUTE:
            return _("Not finished: a drawing on the map, begun {when}. Go on with it").format(when=when)
        if page_of_draft(draft) == "resources":
            return _("Not finished: whom to call, typed {when}. Go on with it").format(when=when)
        kind = words.label("kind", draft.kind.value)
        return _("Not finished: {kind}, typed {when}. Go on with it").format(kind=kind, when=when)

    def _incident_words(self, line: IncidentLine) -> str:
        day = shown.day(line.occurred_from.astimezone(self.desk.zone).date())
        parts = [words.label("incident", line.kind.value), line.place_text, day]
        return " · ".join(part for part in parts if part)

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
            self._link(card, self._incident_words(incident), "incidents", Ref(Kind.INCIDENT, incident.id))
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
