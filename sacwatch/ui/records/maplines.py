"""A plain list of things in two lines each, for what stands beside the map besides its marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem


class TwoLineList(QListWidget):
    """Things by title and a second line; moving onto one and pressing Enter on it are told."""

    stepped = Signal(object)
    """The thing that a person came to."""
    entered = Signal(object)
    """The thing on which Enter or a double click was."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._quiet = False
        self.currentItemChanged.connect(self._step)
        self.itemActivated.connect(lambda item: self.entered.emit(item.data(Qt.ItemDataRole.UserRole)))

    def fill(self, lines: Sequence[tuple[Any, str, str]]) -> None:
        """Show (thing, title, second line); the chosen thing stays chosen where it is among them."""
        chosen = self.thing
        self._quiet = True
        self.clear()
        for thing, title, more in lines:
            item = QListWidgetItem(f"{title}\n{more}")
            item.setData(Qt.ItemDataRole.UserRole, thing)
            self.addItem(item)
            if thing == chosen:
                self.setCurrentItem(item)
        self._quiet = False

    @property
    def thing(self) -> Any:
        """The thing that is chosen, or None."""
        item = self.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def _step(self, item: QListWidgetItem | None, _past: QListWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self.stepped.emit(item.data(Qt.ItemDataRole.UserRole))
