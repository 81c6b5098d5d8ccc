"""What a page shows of the chosen record, at the right: facts in words, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from sacwatch.i18n import _
from sacwatch.ui import icons, plain
from sacwatch.ui.flow import flowing
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label

_SIDE_BY_SIDE = 36
"""Letters that have to go into the width for names and values to stand side by side."""


class Details(QFrame):
    """A card of facts and buttons; cleared and filled again for each record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        # Room for the facts beside the bar by which a long card is scrolled.
        self.setMinimumWidth(300 + self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Details"))
        outer.addWidget(self._area)
        self._column = QVBoxLayout()
        self.clear()

    @property
    def focused(self) -> bool:
        """Say whether something in it has the focus, which goes when it is cleared."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def clear(self) -> None:
        """Take everything away."""
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(8)
        self._area.setWidget(body)

    def finish(self) -> None:
        """Let what was added stand at the top."""
        self._column.addStretch(1)

    def heading(self, words: str) -> None:
        """Add the record's name."""
        label = _narrow(plain_label(words, "section"))
        label.setToolTip(plain.tip(words))
        self._column.addWidget(label)

    def part(self, words: str) -> None:
        """Add a heading of a part."""
        self._column.addSpacing(6)
        self._column.addWidget(plain_label(words, "heading"))

    def text(self, words: str, role: str = "") -> None:
        """Add a text as it was written."""
        label = _narrow(plain_label(words, role))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)

    def facts(self, facts: list[tuple[str, str]]) -> None:
        """Add a table of names and values, leaving out what is blank."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        # Where large text leaves little room, each value stands beneath its name.
        narrow = self._area.viewport().width() < self.fontMetrics().averageCharWidth() * _SIDE_BY_SIDE
        row = 0
        for name, value in facts:
            if not value:
                continue
            about = plain_label(name, "faint")
            about.setWordWrap(False)
            grid.addWidget(about, row, 0, Qt.AlignmentFlag.AlignTop)
            label = _narrow(plain_label(value))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if narrow:
                row += 1
            grid.addWidget(label, row, 0 if narrow else 1, 1, 2 if narrow else 1)
            row += 1
        if row:
            self._column.addWidget(holder)

    def add(self, widget: QWidget) -> None:
        """Add anything else."""
        self._column.addWidget(widget)

    def buttons(self, *buttons: tuple[str, str, Callable[[], None]]) -> list[QPushButton]:
        """Add a row of buttons, each an icon's name, words and what it does."""
        made = []
        for icon, words, action in buttons:
            button = QPushButton(words)
            button.setProperty("role", "beside")
            if icon:
                button.setIcon(icons.icon(icon))
            button.clicked.connect(lambda _checked=False, act=action: act())
            made.append(button)
        self._column.addWidget(flowing(*made))
        return made

    def link(self, words: str, action: Callable[[], None], tip: str = "") -> Link:
        """Add a line that leads somewhere."""
        button = Link(words, tip)
        button.clicked.connect(lambda: action())
        self._column.addWidget(button)
        return button


def _narrow(label: QLabel) -> QLabel:
    """Let one long word end at the edge of the card, and not push everything else beyond it."""
    label.setMinimumWidth(1)
    return label
