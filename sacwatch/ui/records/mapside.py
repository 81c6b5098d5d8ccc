"""What stands beside the map: all that it shows as lists, following its filters and, if wanted, its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sacwatch.domain.geography import Box
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.outlines import Flat
from sacwatch.domain.places import Place, Point
from sacwatch.i18n import _
from sacwatch.services import mapping, mapselecting, mapshapes, maptelling
from sacwatch.services.mapselecting import NEAR, Chosen
from sacwatch.services.maptelling import MapLine
from sacwatch.ui import icons
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.maplist import MapList, Mark
from sacwatch.ui.records.mapshapelist import ShapePanel
from sacwatch.ui.records.mapstreets import StreetPanel
from sacwatch.ui.timers import later

_SETTLE_MS = 150

MARKS, SHAPES, STREETS = "marks", "shapes", "streets"
"""What the column can list."""


class MapSide(QWidget):
    """The column beside the map, with one of its lists."""

    opened = Signal(object)
    """A MapLine that a person wants to see whole."""
    stepped = Signal(object)
    """A MapLine that a person came to; not each one passed on the way."""
    counted = Signal(object)
    """How many marks of each layer the list has, by the layer's name."""
    narrowed = Signal(object)
    """The shapes that the map shows of what the list is limited to, as the page reads them."""
    print_wanted = Signal()
    save_wanted = Signal()
    streets_wanted = Signal(bool)
    """Whether the streets are listed, which must be worked out first."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._layers: Sequence[tuple[str, Any, MapFilter]] = ()
        self._box: Box | None = None
        self._near: tuple[Point, str] | None = None
        self._ring: tuple[Point, ...] = ()
        self._chosen = Chosen([], {}, {})
        self.setMinimumWidth(240)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.what = Choice(
            [
                (MARKS, _("What the map shows")),
                (SHAPES, _("Boundary, blocks and routes")),
                (STREETS, _("Streets walked and not")),
            ]
        )
        self.what.setAccessibleName(_("What is listed"))
        self.what.currentIndexChanged.connect(lambda _index: self._what_chosen())
        column.addWidget(self.what)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._make_marks())
        self.shapes = ShapePanel(desk)
        self._stack.addWidget(self.shapes)
        self.streets = StreetPanel(desk)
        self._stack.addWidget(self.streets)
        self._moving = later(_SETTLE_MS, self, self._look)
        self._stepping = later(_SETTLE_MS, self, self._step)
        self.list.opened.connect(self.opened)
        self.list.stepped.connect(lambda _line: self._stepping.start())

    def _make_marks(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.in_view = QCheckBox(_("Only what is in view"))
        self.in_view.toggled.connect(lambda _on: self._look())
        column.addWidget(self.in_view)
        self._limits = QWidget()
        limits = QVBoxLayout(self._limits)
        limits.setContentsMargins(0, 0, 0, 0)
        self._limit_words = plain_label("", "section")
        limits.addWidget(self._limit_words)
        names = (_("within 500 feet"), _("within a quarter mile"), _("within one mile"))
        self.radius = Choice([(str(place), name) for place, name in enumerate(names)])
        self.radius.setAccessibleName(_("How far"))
        self.radius.setCurrentIndex(1)
        self.radius.currentIndexChanged.connect(lambda _index: self._narrow())
        self.all_button = QPushButton(_("List all again"))
        self.all_button.clicked.connect(self.list_all)
        limits.addWidget(flowing(self.radius, self.all_button))
        self._limits.hide()
        column.addWidget(self._limits)
        self.list = MapList(self._ask_lines, zone=self._desk.zone, today=self._desk.today, far=self._far)
        column.addWidget(self.list, 1)
        self.print_button = QPushButton(_("Print…"))
        self.print_button.setIcon(icons.icon("print"))
        self.print_button.setToolTip(_("A map of what is listed, as a paper"))
        self.print_button.clicked.connect(lambda: self.print_wanted.emit())
        self.save_button = QPushButton(_("Save as table…"))
        self.save_button.setIcon(icons.icon("save"))
        self.save_button.setToolTip(_("For a spreadsheet"))
        self.save_button.clicked.connect(lambda: self.save_wanted.emit())
        column.addWidget(flowing(self.print_button, self.save_button))
        return panel

    # What is listed

    def list_what(self, what: str) -> None:
        """List marks, shapes or streets."""
        self.what.setCurrentIndex(self.what.findData(what))

    def _what_chosen(self) -> None:
        self._stack.setCurrentIndex(self.what.currentIndex())
        self.streets_wanted.emit(self.what.currentData() == STREETS)

    @property
    def chosen(self) -> Chosen:
        """What is listed just now."""
        return self._chosen

    @property
    def limited(self) -> bool:
        """Whether the list has only what is near a place or inside an outline."""
        return self._near is not None or bool(self._ring)

    @property
    def limit_words(self) -> str:
        """What the list is limited to, or ""."""
        if self._near is not None:
            return f"{self._limit_words.text()}, {self.radius.currentText()}"
        return self._limit_words.text() if self._ring else ""

    def show_layers(self, layers: Sequence[tuple[str, Any, MapFilter]]) -> None:
        """List what these layers show: each by its name, with the filter that rules it."""
        self._layers = layers
        self._look()

    def moved(self, box: Box) -> None:
        """Take note of what is in view."""
        self._box = box
        if self.in_view.isChecked():
            self._moving.start()

    def list_near(self, place: Place) -> None:
        """List what is near a place, nearest first."""
        if place.point is None:
            return
        self._near, self._ring = (place.point, place.text), ()
        self._limit_words.setText(
            _("Near {place}").format(place=place.text) if place.text else _("Near this place")
        )
        self._narrow()

    def list_inside(self, ring: Sequence[Point]) -> None:
        """List what is inside an outline."""
        self._near, self._ring = None, tuple(ring)
        self._limit_words.setText(_("Selected on the map"))
        self._narrow()

    def list_all(self) -> None:
        """List all that the map shows again."""
        if self.limited:
            self._near, self._ring = None, ()
            self._narrow()

    def _narrow(self) -> None:
        self.list_what(MARKS)
        self._limits.setVisible(self.limited)
        self.radius.setVisible(self._near is not None)
        self.in_view.setVisible(not self.limited)
        shapes: list[dict[str, Any]] = []
        if self._near is not None:
            shapes = mapshapes.circle_told(self._near[0], self._metres)
        elif self._ring:
            shapes = [{"id": "", "path": mapshapes.path(self._ring)}]
        self.narrowed.emit(shapes)
        self._look()

    @property
    def near_box(self) -> Box | None:
        """The box around what is listed as near, or None."""
        return Flat(self._near[0]).box(self._metres) if self._near is not None else None

    @property
    def _metres(self) -> float:
        return NEAR[self.radius.currentIndex()]

    def _look(self) -> None:
        box = self._box if self.in_view.isChecked() else None
        asked, near, ring, metres = list(self._layers), self._near, self._ring, self._metres

        def look(_job: Any) -> Chosen:
            if near is not None:
                return mapselecting.near(asked, near[0], metres)
            if ring:
                return mapselecting.inside(asked, ring)
            found = [(name, layer, mapping.passing(layer, query, box)) for name, layer, query in asked]
            counts = {name: len(places) for name, _layer, places in found}
            return Chosen(mapping.newest_first(found), counts, {})

        self._desk.tasks.in_pool(look, owner=self, then=self._show, fail=self._desk.failed, slot="listing")

    def _show(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self.list.say_empty("" if chosen.marks else self._why_empty())
        self.list.restart(chosen.marks)
        for button in (self.print_button, self.save_button):
            button.setEnabled(bool(chosen.marks))
        self.counted.emit(chosen.counts)

    def _why_empty(self) -> str:
        """Say why nothing is listed, and what would be."""
        if self._near is not None:
            return _("Nothing that the map shows lies so near. Choose a larger distance, or list all again.")
        if self._ring:
            return _("Nothing that the map shows lies inside. Select a larger piece, or list all again.")
        if self.in_view.isChecked():
            return _("Nothing lies in this part of the map. Zoom out, or list more than what is in view.")
        return _(
            "Nothing is on the map. What you record with a place comes here; the filters above may keep "
            "something out, such as what is older."
        )

    def _far(self, id_: str) -> str:
        """Give how far a mark of the list is, where it lists what is near."""
        metres = self._chosen.metres.get(id_)
        return "" if metres is None else mapshapes.distance(metres)

    def _ask_lines(self, marks: Sequence[Mark], take: Callable[[list[MapLine]], None]) -> None:
        self._desk.read(lambda work: maptelling.lines(work, marks), take, owner=self)

    def _step(self) -> None:
        line = self.list.chosen
        if line is not None:
            self.stepped.emit(line)
