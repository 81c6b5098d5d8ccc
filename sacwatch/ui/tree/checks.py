"""What is not right about the tree, in words, each a link to the place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStyle, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.treechecks import Remark, Weight
from sacwatch.i18n import N_, _
from sacwatch.ui import shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.links import SentenceLink
from sacwatch.ui.notices import announce, plain_label

_WIDTH = 280
_MOST = 30
"""Remarks that are written out; of more, their number is told."""


class Checks(QFrame):
    """A card with the remarks; the gravest stand first."""

    jumped = Signal(object)
    """A remark whose place is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._be_wide(_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("What to put right"))
        outer.addWidget(self._area)
        self._said = ""
        self.links: list[SentenceLink] = []

    def show_remarks(self, remarks: Sequence[Remark], mending: Sequence[QWidget] = ()) -> None:
        """Write the remarks out; `mending` are buttons that put several right at once."""
        focus = QApplication.focusWidget()
        kept = next((place for place, each in enumerate(self.links) if each is focus), None)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(4)
        self.links = []
        for weight in Weight:
            mine = [each for each in remarks if each.weight is weight]
            if mine:
                title = _("{weight} ({count})").format(
                    weight=words.label("weight", weight.value), count=len(mine)
                )
                column.addWidget(plain_label(title, "heading"))
                for remark in mine[:_MOST]:
                    link = self._link(remark)
                    column.addWidget(link)
                    self.links.append(link)
                if len(mine) > _MOST:
                    more = shown.count(len(mine) - _MOST, N_("{count} more"), N_("{count} more"))
                    column.addWidget(plain_label(more, "faint"))
                column.addSpacing(6)
        if not remarks:
            column.addWidget(plain_label(_("All is well"), "heading"))
            column.addWidget(
                plain_label(_("Every home is on one list, and whoever begins can be reached."), "faint")
            )
        if mending:
            column.addWidget(flowing(*mending))
        column.addStretch(1)
        self._area.setWidget(body)
        self._be_wide(max(_WIDTH, body.minimumSizeHint().width()))
        if kept is not None and self.links:
            self.links[min(kept, len(self.links) - 1)].setFocus()
        self._tell(remarks)

    def _be_wide(self, width: int) -> None:
        """Leave room for a width besides the bar that scrolls."""
        self.setMinimumWidth(width + self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent))

    def _link(self, remark: Remark) -> SentenceLink:
        link = SentenceLink(words.sentence(remark.problem.key, remark.problem.values))
        link.clicked.connect(lambda: self.jumped.emit(remark))
        return link

    def _tell(self, remarks: Sequence[Remark]) -> None:
        """Let a screen reader hear how many things are to be put right, when that changes."""
        count = sum(each.weight is Weight.MENDING for each in remarks)
        said = shown.count(count, N_("{count} thing to put right"), N_("{count} things to put right"))
        if self._said and said != self._said:
            announce(self, said)
        self._said = said
