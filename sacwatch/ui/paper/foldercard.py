"""The card of the folder of papers: where it is, for whom, how it stands, and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.i18n import _
from sacwatch.ui import icons, plain
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper import standing
from sacwatch.ui.paper.keeper import Keeper
from sacwatch.ui.paper.releasing import ask_release
from sacwatch.ui.paper.standing import Stand
from sacwatch.ui.records.fields import CheckField, ChoiceField

_SENTENCES = 4


class FolderCard(QFrame):
    """The folder in which current papers lie."""

    def __init__(self, desk: Any, keeper: Keeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        self.setProperty("role", "card")
        self.setAccessibleName(_("The folder of papers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(plain_label(_("The folder of papers"), "section"))
        self._why = plain_label(
            _(
                "SacWatch can keep a current PDF of every patrol and month in a folder, for the last twelve "
                "months: on this computer, on a stick, or where others find them."
            ),
            "faint",
        )
        column.addWidget(self._why)
        self._stand = plain_label("", "heading")
        column.addWidget(self._stand)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(10)
        column.addWidget(self._bar)
        self._told = plain_label()
        column.addWidget(self._told)
        self.now = self._button(_("Bring up to date now"), "refresh", self._bring)
        self.stop = self._button(_("Cancel"), "close", keeper.cancel)
        self.choose = self._button(_("Choose a folder…"), "folder", self._choose)
        self._row(column, self.now, self.stop, self.choose)
        self._where = plain_label("", "faint")
        column.addWidget(self._where)
        self.open = self._button(_("Open the folder"), "", self._open)
        self.other = self._button(_("Choose another…"), "", self._choose)
        self.end = self._button(_("Stop using it"), "", self._keep_none)
        for link in (self.open, self.other, self.end):
            link.setProperty("role", "link")
        self._row(column, self.open, self.other)
        audiences = [(each.value, words.label("audience", each.value)) for each in Audience]
        self.audience = ChoiceField(_("The papers there are for"), audiences)
        self.large = CheckField(_("Large print there"))
        self.automatic = CheckField(_("Put them there without showing me first what changed"))
        for field in (self.audience, self.automatic, self.large):
            field.edited.connect(self._options_chosen)
            column.addWidget(field)
        self._row(column, self.end)
        keeper.moved.connect(self.refresh)
        self.refresh()

    def _button(self, name: str, icon: str, act: Any) -> QPushButton:
        button = QPushButton(name)
        if icon:
            button.setIcon(icons.icon(icon))
        button.clicked.connect(lambda: act())
        return button

    def _row(self, column: QVBoxLayout, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def refresh(self) -> None:
        """Show how the folder stands now."""
        state, making = self._keeper.state, self._keeper.making
        chosen = state.target is not None
        working = making is not None
        may = not self._desk.read_only
        self._why.setVisible(not chosen)
        self._stand.setVisible(chosen)
        marks = {Stand.CURRENT: "✓ ", Stand.WAITING: "⚠ ", Stand.AWAY: "⚠ "}
        mark = "" if working else marks.get(state.stand, "")
        self._stand.setText(mark + standing.words(state, making))
        self._bar.setVisible(working)
        if making is not None:
            self._bar.setRange(0, making.total)
            self._bar.setValue(making.done)
        self._told.setText("\n\n".join(self._sentences()))
        self._told.setVisible(bool(self._told.text()) and not working)
        self._where.setText(plain.path(str(state.target.folder)) if state.target else "")
        self._where.setToolTip(plain.tip(str(state.target.folder)) if state.target else "")
        self._where.setVisible(chosen)
        for field in (self.audience, self.automatic, self.large):
            field.setVisible(chosen)
            field.setEnabled(may)
        if state.target is not None:
            self.audience.set_value(state.target.audience.value)
            self.large.set_value(state.target.large)
            self.automatic.set_value(state.target.automatic)
            self.automatic.setVisible(state.target.audience is not Audience.CAPTAIN)
            self.audience.set_hint(_for_whom(state.target.audience))
        self.now.setVisible(chosen and not working and may)
        self.now.setText(self._next_step())
        self.stop.setVisible(working and may)
        self.choose.setVisible(may and not chosen)
        self.other.setVisible(may and chosen)
        self.open.setVisible(chosen and state.stand is not Stand.AWAY)
        self.end.setVisible(chosen and may)

    def _sentences(self) -> list[str]:
        state, keeper = self._keeper.state, self._keeper
        told = list(state.told[:_SENTENCES])
        more = len(state.told) - len(told)
        if more > 0:
            told.append(_("And {count} more of the same kind.").format(count=more))
        if self._desk.read_only and state.target is not None:
            told.insert(0, _("This file is open for reading only, so the folder is left as it is."))
        elif state.stand is Stand.WAITING and keeper.expected and not state.held:
            told.insert(0, _("This is seen to by itself in a moment."))
        return told

    def _next_step(self) -> str:
        state = self._keeper.state
        if state.stand is Stand.AWAY:
            return _("Try again")
        return _("Look and release…") if state.held else _("Bring up to date now")

    # What the captain does

    def _bring(self) -> None:
        state = self._keeper.state
        if state.held and state.target is not None:
            ask_release(self, self._keeper, state.target.id)
        else:
            self._keeper.bring_up_to_date()

    def _options_chosen(self) -> None:
        target = self._keeper.state.target
        if target is not None:
            self._keeper.choose(
                target.folder,
                Audience(self.audience.value()),
                large=self.large.value(),
                automatic=self.automatic.value(),
            )

    def _choose(self) -> None:
        target = self._keeper.state.target
        start = target.folder if target is not None else paths.documents()
        start = next((each for each in (start, *start.parents) if each.is_dir()), start)
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder for the papers"), str(start))
        if chosen:
            audience = target.audience if target is not None else Audience.CAPTAIN
            self._keeper.choose(
                Path(chosen),
                audience,
                large=target.large if target is not None else False,
                automatic=target.automatic if target is not None else False,
            )

    def _keep_none(self) -> None:
        self._keeper.choose(None, Audience.CAPTAIN, large=False)

    def _open(self) -> None:
        target = self._keeper.state.target
        if target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.folder)))

    def point_out(self) -> None:
        """Put the cursor where the next step is."""
        (self.choose if self._keeper.state.target is None else self.now).setFocus()


def _for_whom(audience: Audience) -> str:
    """Say in which folder papers for this audience may lie."""
    if audience is Audience.CAPTAIN:
        return _(
            "With every name and exact place: right for a folder that only you open. "
            "For a folder that others open, choose who they are."
        )
    if audience is Audience.POLICE:
        return _("With exact places and what was told: right for a folder that only the police open.")
    return _("Without names, exact places and what was told.")
