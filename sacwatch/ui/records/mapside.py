"""What stands beside the map: all that it shows as a list, following its filters and, if wanted, its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sacwatch.domain.geography import Box
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.i18n import _
from sacwatch.services import mapping, maptelling
from sacwatch.services.maptelling import MapLine
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.maplist import MapList, Mark
from sacwatch.ui.timers import later

_SETTLE_MS = 150


class MapSide(QWidget):
    """The list beside the map."""

    opened = Signal(object)
    """A MapLine that a person wants to see whole."""
    stepped = Signal(object)
    """A MapLine that a person came to; not each one passed on the way."""
    counted = Signal(object)
    """How many marks of each layer the list has, by the layer's name."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._layers: Sequence[tuple[str, Any, MapFilter]] = ()
        self._box: Box | None = None
        self.setMinimumWidth(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(plain_label(_("What the map shows"), "section"))
        self.in_view = QCheckBox(_("Only what is in view"))
        self.in_view.toggled.connect(lambda _on: self._look())
        column.addWidget(self.in_view)
        self.list = MapList(self._ask_lines, zone=desk.zone, today=desk.today)
        column.addWidget(self.list, 1)
        self._moving = later(_SETTLE_MS, self, self._look)
        self._stepping = later(_SETTLE_MS, self, self._step)
        self.list.opened.connect(self.opened)
        self.list.stepped.connect(lambda _line: self._stepping.start())

    def show_layers(self, layers: Sequence[tuple[str, Any, MapFilter]]) -> None:
        """List what these layers show: each by its name, with the query that filters it."""
        self._layers = layers
        self._look()

    def moved(self, box: Box) -> None:
        """Take note of what is in view."""
        self._box = box
        if self.in_view.isChecked():
            self._moving.start()

    def _look(self) -> None:
        box = self._box if self.in_view.isChecked() else None
        asked = list(self._layers)

        def look(_job: Any) -> tuple[list[Mark], dict[str, int]]:
            found = [(name, layer, mapping.passing(layer, query, box)) for name, layer, query in asked]
            return mapping.newest_first(found), {name: len(places) for name, _layer, places in found}

        self._desk.tasks.in_pool(look, owner=self, then=self._show, fail=self._desk.failed, slot="listing")

    def _show(self, found: tuple[list[Mark], dict[str, int]]) -> None:
        marks, counts = found
        self.list.restart(marks)
        self.counted.emit(counts)

    def _ask_lines(self, marks: Sequence[Mark], take: Callable[[list[MapLine]], None]) -> None:
        self._desk.read(lambda work: maptelling.lines(work, marks), take, owner=self)

    def _step(self) -> None:
        line = self.list.chosen
        if line is not None:
            self.stepped.emit(line)
