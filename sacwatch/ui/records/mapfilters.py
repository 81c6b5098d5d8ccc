"""The lines above the map: where to go, which dates, kinds, hours and days, and whether patrols show."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import times
from sacwatch.domain.incidents import Status
from sacwatch.domain.mapfilters import MapFilter, hours_between
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.i18n import N_, _
from sacwatch.ui import shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice, day_problem
from sacwatch.ui.records.mapchecks import Family, Several
from sacwatch.ui.records.periods import PERIODS, period_bounds
from sacwatch.ui.records.placesearch import PlaceSearch
from sacwatch.ui.state import State

DATES = ("dates", N_("Chosen dates…"))
_LONG_DAY = "Wed, Nov 30, 2026"


class MapFilters(QWidget):
    """The filters of the map; the period and whether patrols show are remembered."""

    changed = Signal()
    entries_switched = Signal(bool)

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._state = State()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.search = PlaceSearch(desk)
        self._size_search()
        self.period = Choice([(name, _(title)) for name, title in (*PERIODS, DATES)])
        self.kind = Several(_("Kind"), _("Any kind"), _kinds())
        self.period.setCurrentIndex(max(0, self.period.findData(self._state.get("map_period"))))
        self.entries = QCheckBox(_("Patrol entries"))
        self.entries.setToolTip(_("Show where patrols passed and what they noted"))
        self.entries.setChecked(self._state.get("map_entries") != "no")
        self.more = QPushButton(_("More filters"))
        self.more.setCheckable(True)
        self.more.setToolTip(_("Status, hour of the day and day of the week"))
        # Where the window is narrow or the letters are large, it goes on in the next line.
        column.addWidget(flowing(self.search, self.period, self.kind, self.entries, self.more))
        self._make_more(column)
        for box, name, letters in (
            (self.period, _("Period"), 10),
            (self.first_hour, _("From hour"), 8),
            (self.last_hour, _("To the end of hour"), 8),
            (self.day, _("Day of the week"), 9),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            # The longest choice need not be seen whole while its list is closed.
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
            box.view().setMinimumWidth(box.fontMetrics().averageCharWidth() * (letters + 20))
        self.period.currentIndexChanged.connect(lambda _index: self._period_chosen())
        for box in (self.first_hour, self.last_hour, self.day):
            box.currentIndexChanged.connect(lambda _index: self._renewed())
        for several in (self.kind, self.status):
            several.changed.connect(self._renewed)
        self.first_hour.currentIndexChanged.connect(lambda _index: self._show_rows())
        for line in (self.first_day, self.last_day):
            line.editingFinished.connect(self._renewed)
        self.entries.toggled.connect(self._switched)
        self.more.toggled.connect(self._show_rows)
        self._told = self.query()
        self._size_search()
        self._show_rows()

    def _make_more(self, column: QVBoxLayout) -> None:
        self._dates = QWidget()
        row = QHBoxLayout(self._dates)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.first_day, self.last_day = QLineEdit(), QLineEdit()
        for words_, line in ((_("From"), self.first_day), (_("to"), self.last_day)):
            heading = plain_label(words_)
            heading.setBuddy(line)
            line.setAccessibleName(_("First day") if line is self.first_day else _("Last day"))
            line.setPlaceholderText(_("such as 9/14"))
            row.addWidget(heading)
            row.addWidget(line)
        self._date_words = plain_label("", "faint")
        row.addWidget(self._date_words, 1)
        column.addWidget(self._dates)
        statuses = [(each.value, words.label("status", each.value)) for each in Status]
        self.status = Several(_("Status"), _("Any status"), [Family("", statuses)])
        self.first_hour = Choice(
            [("", _("Any hour")), *((str(each), shown.hour(each)) for each in range(24))]
        )
        self.last_hour = Choice(
            [("", _("that hour")), *((str(each), shown.hour(each, end=True)) for each in range(24))]
        )
        self.day = Choice(
            [
                ("", _("Any day")),
                ("01234", _("Monday to Friday")),
                ("56", _("Saturday and Sunday")),
                *((str(day), shown.weekday(day)) for day in range(7)),
            ]
        )
        through = plain_label(_("through"))
        through.setBuddy(self.last_hour)
        self._through = through
        self._rest = flowing(self.status, self.first_hour, through, self.last_hour, self.day)
        column.addWidget(self._rest)
        # How what lasted counts must be known to read the map rightly.
        self._lasting = plain_label(
            _("Something that lasted counts in every hour it may have happened in."), "faint"
        )
        column.addWidget(self._lasting)

    def _show_rows(self, _on: bool = False) -> None:
        self._dates.setVisible(self.period.currentData() == DATES[0])
        self._rest.setVisible(self.more.isChecked())
        self._lasting.setVisible(self.more.isChecked() and bool(self.first_hour.currentData()))
        # Without a first hour there is nothing for the last one to end.
        self.last_hour.setEnabled(bool(self.first_hour.currentData()))
        self._name_more()

    def _name_more(self) -> None:
        """Say on the button how many filters it hides are set, lest they rule the map unseen."""
        hidden = len(self.in_words())
        self.more.setText(
            _("More filters ({count} set)").format(count=hidden) if hidden else _("More filters")
        )

    def _size_search(self) -> None:
        """Give the search the room that the words in it take."""
        search = self.search
        search.setFixedWidth(search.fontMetrics().horizontalAdvance(search.placeholderText()) + 48)
        if hasattr(self, "more"):
            self.entries.setMinimumHeight(self.more.sizeHint().height())
        if hasattr(self, "_through"):
            self._through.setMinimumHeight(self.last_hour.sizeHint().height())
            for line in (self.first_day, self.last_day):
                line.setFixedWidth(line.fontMetrics().horizontalAdvance(_LONG_DAY) + 32)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_search()

    def _period_chosen(self) -> None:
        self._state.put("map_period", str(self.period.currentData() or ""))
        self._show_rows()
        if self.period.currentData() == DATES[0]:
            self.first_day.setFocus()
        self._renewed()

    def _renewed(self) -> None:
        self._spell_days()
        self._name_more()
        wanted = self.query()
        if wanted != self._told:
            self._told = wanted
            self.changed.emit()

    def _spell_days(self) -> None:
        """Say which of the two days cannot be read, or that they stand the wrong way round; write out what can."""
        unread, days = [], []
        for line in (self.first_day, self.last_day):
            typed = line.text().strip()
            day = times.read_day(typed, self._desk.today()) if typed else None
            if day is not None:
                line.setText(shown.day(day))
                days.append(day)
            elif typed:
                unread.append(typed)
        if unread:
            self._date_words.setText(day_problem(unread[0], self._desk.today()))
        elif len(days) > 1 and days[1] < days[0]:
            self._date_words.setText(
                _("The last day is before the first, so no day is between them. Change one of the two.")
            )
        else:
            self._date_words.setText("")

    def _switched(self, on: bool) -> None:
        self._state.put("map_entries", "yes" if on else "no")
        self.entries_switched.emit(on)

    def _bounds(self) -> tuple[datetime | None, datetime | None]:
        today, zone = self._desk.today(), self._desk.zone
        if self.period.currentData() != DATES[0]:
            return period_bounds(self.period.currentData(), today, zone)
        first, last = (times.read_day(line.text(), today) for line in (self.first_day, self.last_day))
        return (
            times.day_start(first, zone) if first else None,
            times.day_start(last + timedelta(days=1), zone) if last else None,
        )

    def query(self, *, with_kind: bool = True) -> MapFilter:
        """Give what the filters let through; patrol entries have no kind of incident and no status."""
        since, until = self._bounds()
        first, last = self.first_hour.currentData(), self.last_hour.currentData()
        hours = hours_between(int(first), int(last or first)) if first else frozenset()
        wanted = MapFilter(
            since=since,
            until=until,
            hours=hours,
            days=frozenset(map(int, self.day.currentData() or "")),
        )
        if not with_kind:
            return wanted
        return dataclasses.replace(
            wanted,
            kinds=frozenset(map(IncidentKind, self.kind.chosen())),
            statuses=frozenset(map(Status, self.status.chosen())),
        )

    def in_words(self) -> tuple[str, ...]:
        """Give the filters that are set, in words, for a paper."""
        day = self.day.currentText().strip() if self.day.currentData() else ""
        found = [told for told in (self.status.in_words(), day) if told]
        if self.first_hour.currentData():
            last = self.last_hour.currentText() if self.last_hour.currentData() else ""
            first = self.first_hour.currentText()
            found.append(
                _("{first} through {last}").format(first=first, last=last)
                if last
                else _("in the hour of {hour}").format(hour=first)
            )
        return tuple(found)

    def let_all_through(self) -> None:
        """Take every limit away."""
        for box in (self.period, self.first_hour, self.last_hour, self.day):
            box.setCurrentIndex(0)
        for several in (self.kind, self.status):
            several.choose(())

    @property
    def limited(self) -> bool:
        """Whether a filter keeps something out."""
        return bool(self.query())


def _kinds() -> list[Family]:
    """Give each family of kinds with its members."""
    return [
        Family(
            words.label("sort", sort.value),
            [(each.value, words.label("incident", each.value)) for each in IncidentKind if each.sort is sort],
            f"sort.{sort.value}",
        )
        for sort in Sort
    ]
