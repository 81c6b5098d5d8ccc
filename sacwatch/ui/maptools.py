"""The buttons above the map: draw, select, measure, which layers show, and what goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from sacwatch.i18n import _
from sacwatch.services.mapping import CONCERNS, HOUSEHOLDS
from sacwatch.services.mapshapes import BLOCKS, BOUNDARY, PLANNED, ROUTES, UNHEARD
from sacwatch.ui.mapsketch import BOX, FREE, Drawing
from sacwatch.ui.state import State

_HIDDEN, _CONCERNS, _UNHEARD = "map_hidden", "map_concerns", "map_unheard"

Deed = tuple[str, Callable[[], object]]


class MapTools(QWidget):
    """Buttons with menus, for the keyboard as well."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self._page = page
        self._state = State()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        drawings, export = page.drawings, page.export
        self.draw = self._menu(
            _("&Draw"),
            [
                (_("Boundary of the watch"), drawings.draw_boundary),
                (_("A block"), drawings.draw_block),
                (_("A route to be patrolled"), drawings.draw_planned),
                (_("Where a patrol went"), drawings.draw_route),
                (_("Where a patrol went, from a GPX file…"), drawings.bring_gpx),
            ],
        )
        self.draw.setEnabled(not page.desk.read_only)
        self.select = self._menu(
            _("&Select"),
            [
                (_("By a rectangle"), self.select_box),
                (_("By a line drawn around"), self.select_free),
                (_("What is near the middle of the map"), page.near_middle),
            ],
        )
        self.measure = QPushButton(_("&Measure"))
        self.measure.setToolTip(_("How far it is, in feet and miles"))
        self.measure.clicked.connect(lambda: drawings.measure())
        self.layers_button = self._layers_menu()
        self.out = self._menu(
            _("&Print or save"),
            [
                (_("Print this map…"), export.print_view),
                (_("Save this map as PDF…"), export.save_pdf),
                (_("Save this map as a picture…"), export.save_picture),
                (_("Save as a page that opens anywhere…"), export.save_web_page),
                (_("Save the list as a table…"), export.save_list),
            ],
        )
        for button in (self.draw, self.select, self.measure, self.layers_button, self.out):
            row.addWidget(button)

    def _menu(self, words: str, deeds: Sequence[Deed]) -> QPushButton:
        button = QPushButton(words)
        menu = QMenu(button)
        for title, deed in deeds:
            action = QAction(title, menu)
            action.triggered.connect(lambda _on=False, act=deed: act())
            menu.addAction(action)
        button.setMenu(menu)
        return button

    # Layers

    def _layers_menu(self) -> QPushButton:
        button = QPushButton(_("S&how"))
        menu = QMenu(button)
        hidden = self._state.get(_HIDDEN).split(",")
        self._shown: dict[str, QAction] = {}
        for name, words in (
            (BOUNDARY, _("Boundary")),
            (BLOCKS, _("Blocks")),
            (ROUTES, _("Routes of patrols")),
            (PLANNED, _("Planned routes")),
            (UNHEARD, _("Blocks not heard from")),
        ):
            action = QAction(words, menu)
            action.setCheckable(True)
            # What is asked for now and then shows only when it was asked for.
            asked = self._state.get(_UNHEARD) == "1"
            action.setChecked(asked if name == UNHEARD else name not in hidden)
            action.toggled.connect(lambda on, each=name: self._switched(each, on))
            menu.addAction(action)
            self._shown[name] = action
        entries = QAction(_("Patrol entries"), menu)
        entries.setCheckable(True)
        entries.setChecked(self._page.filters.entries.isChecked())
        entries.toggled.connect(self._page.filters.entries.setChecked)
        self._page.filters.entries.toggled.connect(entries.setChecked)
        menu.addAction(entries)
        self.concerns = QAction(_("Open concerns"), menu)
        self.concerns.setCheckable(True)
        self.concerns.setChecked(self._state.get(_CONCERNS) == "1")
        self.concerns.toggled.connect(self._concerns_switched)
        menu.addAction(self.concerns)
        # Off each time the map is opened: somebody may be looking over the captain's shoulder.
        self.homes = QAction(_("Households (for you only)"), menu)
        self.homes.setCheckable(True)
        self.homes.toggled.connect(self._page.homes_switched)
        menu.addAction(self.homes)
        button.setMenu(menu)
        return button

    def layers(self) -> dict[str, bool]:
        """Give which of the outlines and lines show."""
        return {name: action.isChecked() for name, action in self._shown.items()}

    def show_layer(self, name: str) -> None:
        """Let a layer show, because something of it was asked for."""
        if name in self._shown:
            self._shown[name].setChecked(True)
        elif name == HOUSEHOLDS:
            self.homes.setChecked(True)
        elif name == CONCERNS:
            self.concerns.setChecked(True)

    def _concerns_switched(self, on: bool) -> None:
        self._state.put(_CONCERNS, "1" if on else "")
        self._page.concerns_switched(on)

    def _switched(self, name: str, on: bool) -> None:
        if name == UNHEARD:
            self._state.put(_UNHEARD, "1" if on else "")
            self._page.unheard_switched()
        else:
            usual = (each for each in self._shown.items() if each[0] != UNHEARD)
            self._state.put(_HIDDEN, ",".join(each for each, action in usual if not action.isChecked()))
        self._page.board.tell("shapesVisible", name=name, on=on)

    # Selecting

    def select_box(self) -> None:
        """Let a rectangle be drawn around what is to be listed."""
        self._select(
            BOX,
            _(
                "Draw a rectangle: hold the mouse button down and pull. "
                "With the keyboard: Enter at one corner, then at the opposite one."
            ),
            "",
        )

    def select_free(self) -> None:
        """Let a line be drawn around what is to be listed."""
        self._select(
            FREE,
            _(
                "Draw around it with the mouse button held down, or click from corner to corner. "
                "With the keyboard: Enter at each corner."
            ),
            _("Select"),
        )

    def _select(self, mode: str, sentence: str, finish: str) -> None:
        self._page.sketching.begin(
            Drawing(
                mode,
                sentence,
                self._page.side.list_inside,
                finish,
                least=3,
                too_few=_("Draw around a little more, please."),
            )
        )
