"""The agenda while it is planned: what is talked about, for how long, and who leads it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from sacwatch.domain.meetings import ItemDraft
from sacwatch.i18n import _
from sacwatch.ui import icons
from sacwatch.ui.records.linerows import LinesField, LinesRow, Part

UP_KEYS, DOWN_KEYS = "Ctrl+Up", "Ctrl+Down"


class _ItemRow(LinesRow):
    """One item; its arrow brings it before the one above."""

    def __init__(self, draft: ItemDraft, parts: Sequence[Part], today: Callable[[], date]) -> None:
        super().__init__(draft, parts, today)
        self.up = QPushButton()
        self.up.setIcon(icons.icon("up"))
        self.up.setToolTip(_("Earlier ({keys}), later ({others})").format(keys=UP_KEYS, others=DOWN_KEYS))
        self.up.setAccessibleName(_("Earlier on the agenda"))
        self.up.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.up.setProperty("role", "small")
        self.line.insertWidget(self.line.count() - 1, self.up)

    def value(self) -> ItemDraft:
        typed: ItemDraft = super().value()
        # Another name is somebody else; whose it is is found when it is saved.
        same = typed.who.strip() == self.draft.who.strip()
        return typed if same else dataclasses.replace(typed, member_id=None)

    def counts(self) -> bool:
        return not self.value().blank()


class AgendaField(LinesField):
    """The items of the agenda, one on each line."""

    def __init__(self, label: str, today: Callable[[], date]) -> None:
        parts = (
            Part("title", _("What"), _("Lights on P Street"), stretch=7),
            Part("minutes", _("Minutes"), _("15"), stretch=2),
            Part("who", _("Who leads it"), _("Name"), stretch=3),
        )
        super().__init__(label, ItemDraft, parts, today)

    def make_row(self, draft: Any) -> _ItemRow:
        row = _ItemRow(draft, self._parts, self._today)
        row.up.clicked.connect(lambda: self.move_row(row, -1))
        for keys, step in ((UP_KEYS, -1), (DOWN_KEYS, 1)):
            action = QAction(row)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _on=False, by=step: self.move_row(row, by))
            row.addAction(action)
        return row

    def move_row(self, row: Any, by: int) -> None:
        """Bring an item one place earlier or later."""
        place = self.rows.index(row)
        to = place + by
        if not 0 <= to < len(self.rows) or self.rows[to].blank() or row.blank():
            return
        self.rows.pop(place)
        self.rows.insert(to, row)
        self.lines.removeWidget(row)
        self.lines.insertWidget(self.lines.count() - len(self.rows) + 1 + to, row)
        self._renumber()
        row.first().setFocus()
        self._typed()
