"""The list of the boundary, the blocks and the routes, with what can be done to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sacwatch.i18n import _
from sacwatch.services.mapshapes import BOUNDARY, ShapeLine
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.maplines import TwoLineList


class ShapePanel(QWidget):
    """Shapes in a list; the map shows the one that is chosen."""

    stepped = Signal(object)
    """A ShapeLine to show on the map."""
    change_wanted = Signal(str, str)
    """The sort and id of the shape whose line is to be drawn anew."""
    name_wanted = Signal(str, str)
    remove_wanted = Signal(str, str)

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.list = TwoLineList(_("Boundary, blocks and routes"))
        column.addWidget(self.list, 1)
        self.draw_button = QPushButton(_("Change"))
        self.name_button = QPushButton(_("Name…"))
        self.remove_button = QPushButton(_("Remove"))
        self.name_button.setToolTip(_("The block's name and captain, or the route's name and patrol"))
        for button, signal in (
            (self.draw_button, self.change_wanted),
            (self.name_button, self.name_wanted),
            (self.remove_button, self.remove_wanted),
        ):
            button.clicked.connect(lambda _on=False, told=signal: self._press(told))
        column.addWidget(flowing(self.draw_button, self.name_button, self.remove_button))
        column.addWidget(plain_label(_("Draw new ones with “Draw” above the map."), "faint"))
        self.list.stepped.connect(self._step)
        self.list.entered.connect(self._step)
        self._lines: dict[tuple[str, str], ShapeLine] = {}
        self._renew()

    def show_lines(self, lines: Sequence[ShapeLine]) -> None:
        """List these shapes."""
        self._lines = {(each.name, each.id): each for each in lines}
        self.list.fill([(key, each.title, each.more) for key, each in self._lines.items()])
        self._renew()

    def choose(self, name: str, id_: str) -> None:
        """Choose a shape in the list."""
        keys = list(self._lines)
        if (name, id_) in keys:
            self.list.setCurrentRow(keys.index((name, id_)))

    def _step(self, key: tuple[str, str]) -> None:
        self._renew()
        line = self._lines.get(key)
        if line is not None:
            self.stepped.emit(line)

    def _press(self, told: Any) -> None:
        key = self.list.thing
        if key is not None:
            told.emit(*key)

    def _renew(self) -> None:
        key = self.list.thing
        line = self._lines.get(key) if key is not None else None
        may = line is not None and not self._desk.read_only
        self.draw_button.setEnabled(may)
        self.draw_button.setText(_("Draw it") if line is not None and line.box is None else _("Change"))
        self.name_button.setEnabled(may and line is not None and line.name != BOUNDARY)
        self.remove_button.setEnabled(may and (line is None or line.name != BOUNDARY or line.box is not None))
