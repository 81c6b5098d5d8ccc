"""The line above the map: where to go, which dates, which kinds, and whether patrols show."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.i18n import _
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.periods import PERIODS, period_bounds
from sacwatch.ui.records.placesearch import PlaceSearch
from sacwatch.ui.state import State


class MapFilters(QWidget):
    """The filters of the map; what was chosen is remembered."""

    changed = Signal()
    entries_switched = Signal(bool)

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._state = State()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.search = PlaceSearch(desk)
        self.search.setMaximumWidth(340)
        self.period = Choice([(name, _(title)) for name, title in PERIODS])
        self.kind = Choice(_kind_choices())
        for box, name in ((self.period, _("Period")), (self.kind, _("Kind"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.period.setCurrentIndex(max(0, self.period.findData(self._state.get("map_period"))))
        self.entries = QCheckBox(_("Patrol entries"))
        self.entries.setToolTip(_("Show where patrols passed and what they noted"))
        self.entries.setChecked(self._state.get("map_entries") == "yes")
        # The longest period and kind need not be seen whole while their lists are closed.
        for box, letters in ((self.period, 10), (self.kind, 13)):
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
            box.view().setMinimumWidth(box.fontMetrics().averageCharWidth() * (letters + 20))
        self.search.setMinimumWidth(self.search.fontMetrics().averageCharWidth() * 14)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for each in (self.period, self.kind, self.entries):
            row.addWidget(each)
        self.period.currentIndexChanged.connect(lambda _index: self._changed())
        self.kind.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.entries.toggled.connect(self._switched)

    def _changed(self) -> None:
        self._state.put("map_period", str(self.period.currentData() or ""))
        self.changed.emit()

    def _switched(self, on: bool) -> None:
        self._state.put("map_entries", "yes" if on else "no")
        self.entries_switched.emit(on)

    def query(self, *, with_kind: bool = True) -> MapFilter:
        """Give what the filters let through; patrol entries have no kind of incident."""
        since, until = period_bounds(self.period.currentData(), self._desk.today(), self._desk.zone)
        kinds = _kinds_of(self.kind.currentData()) if with_kind else frozenset()
        return MapFilter(since=since, until=until, kinds=kinds)

    def let_all_through(self) -> None:
        """Take every limit away."""
        self.period.setCurrentIndex(0)
        self.kind.setCurrentIndex(0)

    @property
    def limited(self) -> bool:
        """Whether a filter keeps something out."""
        return bool(self.period.currentData() or self.kind.currentData())


def _kind_choices() -> list[tuple[str, str]]:
    """Give each family of kinds with its members beneath it."""
    choices = [("", _("Any kind"))]
    for sort in Sort:
        choices.append((f"sort.{sort.value}", words.label("sort", sort.value)))
        choices += [
            (each.value, "    " + words.label("incident", each.value))
            for each in IncidentKind
            if each.sort is sort
        ]
    return choices


def _kinds_of(chosen: str | None) -> frozenset[IncidentKind]:
    if not chosen:
        return frozenset()
    if chosen.startswith("sort."):
        sort = Sort(chosen.removeprefix("sort."))
        return frozenset(each for each in IncidentKind if each.sort is sort)
    return frozenset({IncidentKind(chosen)})
