"""The list of the watch's streets: those that were walked in the chosen period, and those that were not."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacwatch.i18n import N_, _
from sacwatch.services import mapshapes
from sacwatch.services.coverage import Coverage
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.maplines import TwoLineList


class StreetPanel(QWidget):
    """Streets in a list, those not walked first."""

    stepped = Signal(object)
    """A StreetLine to show on the map."""

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
        self.list.stepped.connect(self.stepped)
        self.list.entered.connect(self.stepped)

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the streets."""
        self._found = None
        self.summary.setText(sentence)
        self.list.clear()

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
        if self._found is None:
            return
        wanted = {"": (True, False), "left": (False,), "walked": (True,)}[self.which.currentData()]
        self.list.fill(
            [
                (
                    each,
                    each.title,
                    f"{_('Walked') if each.walked else _('Not walked')} · {mapshapes.distance(each.metres)}",
                )
                for each in self._found.lines
                if each.walked in wanted
            ]
        )


def _miles(metres: float) -> str:
    return _("{miles} miles").format(miles=f"{metres / 1609.344:,.1f}")
