"""The page of shifts: a calendar, the shifts of the chosen day, and what can be done with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from sacwatch import paths
from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.shifts import Repeat, Shift, ShiftDraft
from sacwatch.i18n import N_, _
from sacwatch.services import handing, reporting, sheets, shiftcalendars, shifts
from sacwatch.services.shifts import Board, Held
from sacwatch.ui import icons, shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.handing import note
from sacwatch.ui.picking import ShiftOn
from sacwatch.ui.records import shiftdetails, shiftdialogs, shiftlines, shiftwords
from sacwatch.ui.records.calendar import Calendar
from sacwatch.ui.records.details import Details
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.formpage import FormsPage, NewFrom
from sacwatch.ui.records.shiftform import ShiftForm

_MONTH, _WEEK = "month", "week"
_LONGEST_LIST = 5


class ShiftsPage(FormsPage):
    """Shifts: a month or a week of them, and the chosen day."""

    kind = Kind.SHIFT
    kinds = frozenset({Kind.SHIFT, Kind.PATROL, Kind.MEMBER, Kind.HOUSEHOLD})

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Shifts"), _("Plan a shift"))
        self._board: Board | None = None
        self._wanted: tuple[str, date] | None = None
        self.add_secondary(_("Print"), self.print_, icon="print")
        self.add_secondary(_("Calendar file…"), self.save_calendar, icon="save")
        column = QVBoxLayout(self.front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._bar())
        self.calendar = Calendar()
        self.calendar.setAccessibleName(_("Calendar of shifts"))
        self._legend = plain_label(shiftwords.legend(), "faint")
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.calendar, 1)
        inside.addWidget(self._legend)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self._day_side())
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([700, 320])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        column.addWidget(splitter, 1)
        self.calendar.turned.connect(self._turned)
        self.calendar.chosen.connect(lambda _day: self._show_day())
        self.calendar.opened.connect(self._into_day)
        self.list.currentRowChanged.connect(lambda _row: self._show_held())
        self.list.itemActivated.connect(lambda _item: self.change())
        self.calendar.go_to(desk.today(), desk.today())

    # What stands on the page

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for icon, told, keys, action in (
            ("previous", _("Earlier"), _("Page Up"), lambda: self.calendar.turn(-1)),
            ("next", _("Later"), _("Page Down"), lambda: self.calendar.turn(1)),
        ):
            button = QPushButton()
            button.setIcon(icons.icon(icon))
            button.setAccessibleName(told)
            button.setToolTip(f"{told} ({keys})")
            button.clicked.connect(lambda _checked=False, act=action: act())
            bar.addWidget(button)
        today = QPushButton(_("Today"))
        today.clicked.connect(lambda: self.calendar.go_to(self.desk.today(), self.desk.today()))
        bar.addWidget(today)
        self._when = QLabel()
        self._when.setTextFormat(Qt.TextFormat.PlainText)
        self._when.setProperty("role", "section")
        bar.addWidget(self._when, 1)
        self.view = Choice([(_MONTH, _("Month")), (_WEEK, _("Week"))])
        self.view.setAccessibleName(_("Month or week"))
        self.view.setToolTip(_("Month or week"))
        self.view.currentIndexChanged.connect(
            lambda _index: self.calendar.set_by_week(self.view.currentData() == _WEEK, self.desk.today())
        )
        bar.addWidget(self.view)
        return bar

    def _day_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._day = plain_label("", "section")
        column.addWidget(self._day)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Shifts of the day"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        column.addWidget(self.list)
        self._nothing = QWidget()
        inside = QVBoxLayout(self._nothing)
        inside.setContentsMargins(0, 0, 0, 0)
        self._nothing_words = plain_label("", "faint")
        inside.addWidget(self._nothing_words)
        plan = QPushButton(_("Plan a shift on this day"))
        plan.setEnabled(not self.desk.read_only)
        plan.clicked.connect(self._plan_on_day)
        inside.addWidget(plan, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._nothing)
        self.details = Details()
        column.addWidget(self.details, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        return side

    def make_form(self, **how: Any) -> Form:
        return ShiftForm(self.desk, **how)

    def shown(self) -> None:
        super().shown()
        if self.form is None:
            self.calendar.setFocus()

    # What is asked for

    def _turned(self) -> None:
        day = self.calendar.day
        if self.calendar.by_week:
            first, last = self.calendar.grid.first, self.calendar.grid.last
            self._when.setText(f"{shown.day(first)} – {shown.day(last)}")
        else:
            self._when.setText(shown.month(day))
        self._board = None
        if self.isVisible():
            self.look_again()
        else:
            self.stale = True

    def refresh(self) -> None:
        if self.calendar.grid.today != self.desk.today():
            self.calendar.go_to(self.calendar.day, self.desk.today())
        first, last, zone = self.calendar.grid.first, self.calendar.grid.last, self.desk.zone
        self.desk.read(
            lambda work: shifts.look(work, first, last, zone=zone), self._fill, owner=self, slot="board"
        )

    def _fill(self, board: Board) -> None:
        self._board = board
        self.calendar.grid.fill(shiftlines.by_day(board, self.desk.zone))
        self._show_day()

    def _show_day(self) -> None:
        """Show the shifts of the chosen day; the one that was chosen stays so."""
        day, board = self.calendar.day, self._board
        self._day.setText(shown.day(day))
        held = shiftwords.on_day(board, day, self.desk.zone) if board is not None else []
        chosen = self._wanted or (self.held.key if self.held is not None else None)
        self._held = held
        self.list.blockSignals(True)
        self.list.clear()
        for each in held:
            self.list.addItem(self._item(each))
        keys = [each.key for each in held]
        row = keys.index(chosen) if chosen in keys else 0
        if held:
            self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        if board is not None:
            self._wanted = None
        rows = min(len(held), _LONGEST_LIST)
        height = (
            sum(self.list.sizeHintForRow(place) for place in range(rows)) + 2 * self.list.frameWidth() + 2
        )
        self.list.setFixedHeight(max(height, 10))
        self.list.setVisible(bool(held))
        self.details.setVisible(bool(held))
        self._rest.setVisible(not held)
        self._nothing.setVisible(not held and board is not None)
        if not held:
            anything = board is not None and bool(board.held)
            self._nothing_words.setText(
                _("No shift on this day.")
                if anything
                else _(
                    "Plan here when the watch goes, once or every week, and who comes. What is not covered "
                    "yet stands on the Today page, and a patrol is logged from its shift."
                )
            )
            self.clear_details()
        self._show_held()

    _held: list[Held] = []

    def _item(self, held: Held) -> QListWidgetItem:
        names = self._board.names if self._board is not None else {}
        parts = (shiftwords.span(held, self.desk.zone), held.occurrence.area)
        head = " · ".join(part for part in parts if part)
        told = f"{shiftwords.who(held, names) or _('Nobody yet')} · {shiftwords.state(held)}"
        item = QListWidgetItem(f"{shiftwords.mark(held)} {head}\n{told}")
        if self._board is not None:
            # What the mark says is among the words; its own name says nothing.
            whole = shiftlines.line(held, self._board, self.desk.zone).whole
            item.setData(Qt.ItemDataRole.AccessibleTextRole, whole)
        return item

    @property
    def held(self) -> Held | None:
        """The chosen shift on its day, or None."""
        row = self.list.currentRow()
        return self._held[row] if 0 <= row < len(self._held) else None

    def _into_day(self) -> None:
        if self._held:
            self.list.setFocus()
        elif not self.desk.read_only:
            self._plan_on_day()

    # The chosen shift

    def _show_held(self) -> None:
        """Fill the card with the chosen shift."""
        held, board = self.held, self._board
        if held is None or board is None:
            return
        shiftdetails.show(self, self.details, held, board.series[held.occurrence.shift_id], board.names)

    def clear_details(self) -> None:
        """Empty the card; a button on it leaves the focus to the list, and not to what stands next."""
        focus = QApplication.focusWidget()
        if focus is not None and self.details.isAncestorOf(focus):
            (self.list if self._held else self.calendar).setFocus()
        self.details.clear()

    # What is done

    def ask(self, dialog: Any, *, names: bool = False) -> None:
        """Ask something about the chosen shift on its day; some need the names of those who come."""
        held, board = self.held, self._board
        if held is None or board is None:
            return
        # What it changes makes the buttons anew, and the focus would be lost with the one that was pressed.
        self.list.setFocus()
        made: Dialog = dialog(self.desk, self, held, board) if names else dialog(self.desk, self, held)
        made.exec()
        made.deleteLater()

    def only_this_day(self) -> None:
        """Ask what is different on the chosen day."""
        held, board = self.held, self._board
        if held is not None and board is not None:
            shift = board.series[held.occurrence.shift_id]
            self.list.setFocus()
            dialog = shiftdialogs.OnlyThisDay(self.desk, self, shift, held)
            dialog.exec()
            dialog.deleteLater()

    def take_back_skip(self) -> None:
        """Let the chosen day take place after all."""
        if self.held is not None:
            id_, day = self.held.key
            self.desk.do(
                lambda work: shifts.take_back_skip(work, id_, day),
                owner=self,
                said=_("It takes place again."),
            )

    def remove(self) -> None:
        """Remove the chosen shift, all of its series."""
        if self.held is not None:
            id_ = self.held.occurrence.shift_id
            said = _("Series of shifts removed.") if self.held.repeats else _("Shift removed.")
            self.desk.do(lambda work: shifts.remove(work, id_), owner=self, said=said)

    def change(self) -> None:
        """Open the chosen shift, or its series, in the form."""
        if self.held is not None and not self.desk.read_only:
            self.edit(self.held.occurrence.shift_id)

    def edit(self, id_: str) -> None:
        """Open a shift in its form; a series that has begun is changed from today on unless it is said otherwise."""
        today, zone = self.desk.today(), self.desk.zone

        def ask(work: Any) -> tuple[Shift, ShiftDraft]:
            shift = shifts.get(work, id_)
            return shift, shifts.draft_to_change(work, shift, today=today, zone=zone)

        self.desk.read(
            ask, lambda found: self.open_form(record=found[0], draft=found[1]), owner=self, slot="edit"
        )

    def new(self) -> None:
        """Begin a shift, on the chosen day where that is one to come."""
        if self.form is None and not self.desk.read_only and self.calendar.day > self.desk.today():
            self._plan_on_day()
        else:
            super().new()

    def _plan_on_day(self) -> None:
        day = self.calendar.day
        draft = ShiftDraft(first=day.isoformat(), repeat=Repeat.WEEKLY.value, weekdays=(str(day.weekday()),))
        self.open_form(draft=draft)

    def log(self) -> None:
        """Begin the patrol of this shift with what was planned."""
        if self.held is None:
            return
        id_, day = self.held.key
        zone = self.desk.zone
        self.desk.read(
            lambda work: sheets.log_shift(work, id_, day, zone=zone),
            lambda draft: self.desk.wanted.emit("patrols", NewFrom(draft)),
            owner=self,
        )

    def make_sheet(self) -> None:
        """Begin the patrol sheet of this shift with what was planned."""
        if self.held is None:
            return
        id_, day = self.held.key
        zone = self.desk.zone
        self.desk.read(
            lambda work: sheets.draft_of_shift(work, id_, day, zone=zone),
            lambda draft: self.desk.wanted.emit("patrols", NewFrom(draft)),
            owner=self,
        )

    # Paper and calendar files

    def print_(self) -> None:
        day = self.calendar.day
        if self.calendar.by_week:
            self.desk.wanted.emit("reports", ("shift-week", day.isoformat()))
        else:
            self.desk.wanted.emit("reports", ("shift-calendar", f"{day:%Y-%m}"))

    def save_calendar(self) -> None:
        """Ask for whom and where, and write a calendar file."""
        today = self.desk.today()
        self.desk.read(
            lambda work: shiftcalendars.people(work, today=today), self._ask_whose, owner=self, slot="people"
        )

    def _ask_whose(self, people: list[tuple[str, str]]) -> None:
        dialog = shiftdialogs.WhoseCalendar(self.desk, self, people)
        if dialog.exec():
            member_id = str(dialog.whose.currentData() or "") or None
            audience = Audience(dialog.audience.currentData())
            today, zone = self.desk.today(), self.desk.zone
            self.desk.read(
                lambda work: shiftcalendars.gather(work, member_id, audience, today=today, zone=zone),
                self._save_calendar,
                owner=self,
            )
        dialog.deleteLater()

    def _save_calendar(self, gathered: shiftcalendars.Gathered) -> None:
        folder = paths.documents()
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Calendar file"), str(folder / gathered.file_name), _("Calendar files (*.ics)")
        )
        if chosen:
            self.save_calendar_to(Path(chosen), gathered)

    def save_calendar_to(self, path: Path, gathered: shiftcalendars.Gathered) -> None:
        """Write a calendar file."""
        target = path if path.suffix.lower() == ".ics" else path.with_name(path.name + ".ics")

        def saved(where: Path) -> None:
            note(self.desk, handing.of_shifts(gathered), where)
            said = shown.count(
                gathered.events,
                N_("{count} event saved as “{{name}}”."),
                N_("{count} events saved as “{{name}}”."),
            )
            self.desk.said.emit(said.format(name=where.name), None)

        self.desk.run(
            lambda _job: reporting.save(target, shiftcalendars.make(gathered)),
            owner=self.desk,
            title=_("Saving the calendar file"),
            then=saved,
            late=saved,
        )

    # Orders and keys

    def form_gone(self, saved: Ref | None) -> None:
        if saved is not None:
            self.show_ref(saved)
        elif self.stale:
            self.look_again()
        self.calendar.setFocus()

    def show_ref(self, ref: Ref) -> None:
        self._show_on(ref.id, None)

    def _show_on(self, id_: str, day: date | None) -> None:
        today = self.desk.today()
        self.desk.read(
            lambda work: shifts.when(work, id_, day, today=today),
            lambda found: self._go_to(id_, *found),
            owner=self,
            slot="when",
        )

    def _go_to(self, id_: str, day: date, held_on: date) -> None:
        self._wanted = (id_, day)
        self.calendar.go_to(held_on, self.desk.today())
        self.look_again()

    def obey(self, order: object) -> None:
        if isinstance(order, ShiftOn):
            self._set_aside()
            self._show_on(order.shift_id, order.day)
        else:
            super().obey(order)

    def find(self) -> None:
        self.desk.wanted_file.emit("search")

    def back(self) -> None:
        if self.form is None and not self.calendar.hasFocus():
            self.calendar.setFocus()
        else:
            super().back()
