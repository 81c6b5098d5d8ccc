"""The list of the watch's streets: those that were walked in the chosen period, and those that were not."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sacwatch.i18n import N_, _
from sacwatch.services import mapshapes
from sacwatch.services.coverage import Coverage, StreetLine
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.maplines import TwoLineList


class StreetPanel(QWidget):
    """Streets in a list, those not walked first."""

    stepped = Signal(object)
    """A StreetLine to show on the map."""
    save_wanted = Signal()

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._found: Coverage | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.summary = plain_label("")
        column.addWidget(self.summary)
        self.which = Choice([("", _("All streets")), ("left", _("Not walked")), ("walked", _("Walked"))])
        self.which.setAccessibleName(_("Which streets"))
        self.which.currentIndexChanged.connect(lambda _index: self._fill())
        column.addWidget(self.which)
        self.list = TwoLineList(_("Streets of the watch"))
        column.addWidget(self.list, 1)
        self.save_button = QPushButton(_("Save as table…"))
        self.save_button.setIcon(icons.icon("save"))
        self.save_button.setToolTip(_("For a spreadsheet"))
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(lambda: self.save_wanted.emit())
        column.addWidget(flowing(self.save_button))
        self.list.stepped.connect(self.stepped)
        self.list.entered.connect(self.stepped)

    @property
    def listed(self) -> list[StreetLine]:
        """The lines that are listed just now."""
        if self._found is None:
            return []
        wanted = {"": (True, False), "left": (False,), "walked": (True,)}[self.which.currentData()]
        return [each for each in self._found.lines if each.walked in wanted]

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the streets."""
        self._found = None
        self.summary.setText(sentence)
        self.list.clear()
        self.save_button.setEnabled(False)

    def show_streets(self, found: Coverage) -> None:
        """List these streets."""
        self._found = found
        share = round(100 * found.walked_metres / found.metres) if found.metres else 0
        routes = shown.count(found.patrols, N_("{count} patrol"), N_("{count} patrols"))
        words = _("{share} % walked: {walked} of {all}, by the routes of {patrols}.").format(
            share=share,
            walked=_miles(found.walked_metres),
            all=_miles(found.metres),
            patrols=routes,
        )
        if not found.drawn:
            words += " " + _("No boundary is drawn; these are the streets around your blocks or routes.")
        self.summary.setText(words)
        self._fill()

    def _fill(self) -> None:
        self.save_button.setEnabled(bool(self.listed))
        self.list.fill(
            [
                (
                    each,
                    each.title,
                    f"{_('Walked') if each.walked else _('Not walked')} · {mapshapes.distance(each.metres)}",
                )
                for each in self.listed
            ]
        )


def _miles(metres: float) -> str:
    return _("{miles} miles").format(miles=f"{metres / 1609.344:,.1f}")
