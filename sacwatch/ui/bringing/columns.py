"""Says what each column of a file holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from sacwatch.domain.tables import Table
from sacwatch.i18n import _
from sacwatch.ui import plain
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice

_SAMPLES = 2
_SAMPLE_LENGTH = 24
_HEADING_LENGTH = 44


class Columns(Dialog):
    """Each column of the file with what stands in it, and a choice of what that is."""

    def __init__(
        self,
        parent: QWidget,
        table: Table,
        choices: Sequence[tuple[str, str]],
        chosen: Sequence[str],
    ) -> None:
        super().__init__(
            parent,
            _("What the columns hold"),
            _("What is not used stays in the file and does not come in."),
            _("Use them so"),
            width=680,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Before what stands in it, so that Tab goes as one reads.
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Columns of the file"))
        # It follows the box that has the focus.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget(area)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.boxes: list[Choice] = []
        for place, heading in enumerate(table.headings):
            name = plain.line(heading)[:_HEADING_LENGTH] or _("Column {number}").format(number=place + 1)
            samples = list(dict.fromkeys(plain.line(each) for each in table.column(place)))[:_SAMPLES]
            samples = [each[:_SAMPLE_LENGTH] for each in samples]
            box = Choice(choices)
            box.setCurrentIndex(max(0, box.findData(chosen[place])))
            box.setAccessibleName(_("What “{column}” holds").format(column=name))
            label = plain_label(name, "strong")
            label.setBuddy(box)
            grid.addWidget(label, place, 0)
            grid.addWidget(plain_label("  ·  ".join(samples) or _("empty"), "faint"), place, 1)
            grid.addWidget(box, place, 2)
            self.boxes.append(box)
        grid.setRowStretch(len(table.headings), 1)
        area.setWidget(holder)
        self.column.addWidget(area, 1)
        self.finish()
        self._first = self.boxes[0] if self.boxes else None
        self.resize(760, min(620, 190 + 46 * len(self.boxes)))

    @property
    def chosen(self) -> list[str]:
        """What each column holds now."""
        return [str(box.currentData()) for box in self.boxes]
