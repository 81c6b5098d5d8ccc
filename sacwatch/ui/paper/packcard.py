"""The card beside the gallery on which several papers are printed, mailed or saved in one go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.i18n import N_, _
from sacwatch.services import reporting
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import CheckField, ChoiceField


class PackCard(QFrame):
    """What is ticked, for whom, and what to do with it."""

    print_wanted, mail_wanted, save_wanted, untick_wanted = Signal(), Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kinds = {kind.name: kind for kind in reporting.papers()}
        self._names: list[str] = []
        self._about: dict[str, str] = {}
        self._audiences: dict[str, Audience] = {}
        self.setProperty("role", "card")
        self.setAccessibleName(_("Several papers at once"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(plain_label(_("Several papers at once"), "section"))
        self.told = plain_label("", "faint")
        self.list = plain_label()
        self.left_out = plain_label("", "faint")
        self.audience = ChoiceField(
            _("For whom"),
            [
                ("", _("Each as pictured")),
                *((each.value, words.label("audience", each.value)) for each in Audience),
            ],
        )
        self.large = CheckField(_("Large print"))
        self.print_button = self._button(_("Print together…"), "print", self.print_wanted)
        self.mail_button = self._button(_("E-mail…"), "mail", self.mail_wanted)
        self.save_button = self._button(_("Save in a folder…"), "save", self.save_wanted)
        self.untick_button = self._button(_("Take all ticks away"), "", self.untick_wanted)
        self.untick_button.setProperty("role", "link")
        self._row = flowing(self.print_button, self.mail_button, self.save_button)
        for each in (
            *(self.told, self.list, self.audience, self.left_out, self.large, self._row),
            self.untick_button,
        ):
            column.addWidget(each)
        self.audience.edited.connect(self._say_left_out)
        self.show_ticked([], {})

    def _button(self, name: str, icon: str, wanted: Any) -> QPushButton:
        button = QPushButton(name)
        if icon:
            button.setIcon(icons.icon(icon))
        button.clicked.connect(lambda: wanted.emit())
        return button

    def show_ticked(self, names: list[str], audiences: Mapping[str, Audience]) -> None:
        """Show which papers are ticked, in the order in which they will come, and for whom each is."""
        self._names, self._audiences = list(names), dict(audiences)
        any_ = bool(names)
        self.told.setText(
            shown.count(len(names), N_("{count} paper is ticked:"), N_("{count} papers are ticked:"))
            if any_
            else _("Tick papers in the gallery, by their box or with the space bar, to print them in one go.")
        )
        for each in (self.list, self.audience, self.large, self._row, self.untick_button):
            each.setVisible(any_)
        self._say_left_out()

    def show_about(self, about: Mapping[str, str]) -> None:
        """Show of what each paper is: which patrol, month or meeting."""
        self._about = dict(about)
        self._say_left_out()

    def _line(self, name: str) -> str:
        whom = self.for_whom or self._audiences.get(name, Audience.CAPTAIN)
        mine = whom is Audience.CAPTAIN or self._kinds[name].captains
        told = ["" if mine else words.label("audience", whom.value), self._about.get(name, "")]
        return " · ".join([f"•  {self._kinds[name].title_words}", *(part for part in told if part)])

    def _say_left_out(self) -> None:
        self.list.setText("\n".join(self._line(name) for name in self._names))
        mine = self.for_whom in (None, Audience.CAPTAIN)
        own = [] if mine else [name for name in self._names if self._kinds[name].captains]
        titles = ", ".join(self._kinds[name].title_words for name in own)
        told = _("Left out, because it is for you alone: {papers}.").format(papers=titles)
        self.left_out.setText(told if own else "")
        self.left_out.setVisible(bool(own))
        for button in (self.print_button, self.mail_button, self.save_button):
            button.setEnabled(len(own) < len(self._names))

    @property
    def for_whom(self) -> Audience | None:
        """For whom all of them are, or None where each is for those for whom it was chosen."""
        return Audience(self.audience.value()) if self.audience.value() else None

    @property
    def names(self) -> list[str]:
        """The ticked papers that this audience may have."""
        mine = self.for_whom in (None, Audience.CAPTAIN)
        return [name for name in self._names if mine or not self._kinds[name].captains]
