"""A button whose menu has a box for each of several things; none checked means that any will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton

from sacwatch.i18n import _


@dataclass(frozen=True)
class Family:
    """Things that are chosen together or each by itself: (value, words). Without a title each stands alone."""

    title: str
    members: Sequence[tuple[str, str]]
    value: str = ""


class _Menu(QMenu):
    """A menu that stays open while boxes are checked in it; Escape, or a click beside it, closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._check(self.activeAction()):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._check(self.activeAction()):
            super().keyPressEvent(event)

    def _check(self, action: Any) -> bool:
        if action is None or not action.isEnabled():
            return False
        action.trigger()
        return True


class Several(QPushButton):
    """Lets any of several be chosen; says on itself which one, or how many."""

    changed = Signal()

    def __init__(self, name: str, any_words: str, families: Sequence[Family]) -> None:
        super().__init__(any_words)
        self._name, self._any, self._families = name, any_words, families
        self._boxes: dict[str, QAction] = {}
        self._whole: dict[str, QAction] = {}
        self._filling = False
        self.setToolTip(name)
        menu = _Menu(self)
        every = menu.addAction(any_words)
        every.triggered.connect(lambda: self.choose(()))
        menu.addSeparator()
        for family in families:
            if family.title:
                self._whole[family.value] = self._box(menu, family.title, self._family_checked(family))
            for value, words in family.members:
                indent = "    " if family.title else ""
                self._boxes[value] = self._box(menu, indent + words, lambda _on: self._renew())
        self.setMenu(menu)
        self._say()

    def _box(self, menu: QMenu, words: str, act: Any) -> QAction:
        box = QAction(words.replace("&", "&&"), menu)
        box.setCheckable(True)
        box.toggled.connect(act)
        menu.addAction(box)
        return box

    def _family_checked(self, family: Family) -> Any:
        def act(on: bool) -> None:
            if not self._filling:
                mine = {value for value, _words in family.members}
                self.choose(self.chosen() | mine if on else self.chosen() - mine)

        return act

    def values(self) -> list[str]:
        """Give all that can be chosen, in its order."""
        return list(self._boxes)

    def chosen(self) -> frozenset[str]:
        """Give what is chosen; nothing means any."""
        return frozenset(value for value, box in self._boxes.items() if box.isChecked())

    def choose(self, values: Iterable[str]) -> None:
        """Choose these and nothing else; a family's value stands for all its members."""
        wanted = set(values)
        for family in self._families:
            if family.value in wanted:
                wanted |= {value for value, _words in family.members}
        before = self.chosen()
        self._filling = True
        for value, box in self._boxes.items():
            box.setChecked(value in wanted)
        self._filling = False
        self._renew(told=self.chosen() != before)

    def _renew(self, *, told: bool = True) -> None:
        if self._filling:
            return
        chosen = self.chosen()
        self._filling = True
        for family in self._families:
            if family.title:
                self._whole[family.value].setChecked(all(value in chosen for value, _words in family.members))
        self._filling = False
        self._say()
        if told:
            self.changed.emit()

    def in_words(self) -> str:
        """Say what is chosen: the one, the family, or how many; "" where any will do."""
        chosen = self.chosen()
        for family in self._families:
            if family.title and chosen == {value for value, _words in family.members}:
                return family.title
        if len(chosen) == 1:
            (one,) = chosen
            return self._boxes[one].text().strip().replace("&&", "&")
        return _("{name}: {count} chosen").format(name=self._name, count=len(chosen)) if chosen else ""

    def _say(self) -> None:
        told = self.in_words() or self._any
        self.setText(told.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {told}")
