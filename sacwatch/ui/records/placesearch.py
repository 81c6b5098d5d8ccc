"""A line to go to a place by its words: suggestions as one types, the best one with Enter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter

from sacwatch import words
from sacwatch.domain.geography import Suggestion
from sacwatch.i18n import _
from sacwatch.services import finding
from sacwatch.ui.records.suggesting import SuggestLine
from sacwatch.ui.timers import later

TYPING_MS = 60


class PlaceSearch(SuggestLine):
    """Finds addresses, blocks, crossings, streets and neighborhoods; emits the one that was chosen."""

    chosen = Signal(object)
    """A Suggestion."""
    unknown = Signal(str)
    """What was typed, where no place is meant by it."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._found: dict[str, Suggestion] = {}
        self.setPlaceholderText(_("Go to an address or a crossing"))
        self.setAccessibleName(_("Go to a place"))
        self.setToolTip(_("Go to a place (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated[str].connect(self._choose)
        self.setCompleter(completer)
        self._typing = later(TYPING_MS, self, self._suggest)
        self.textEdited.connect(lambda _text: self._typing.start())
        self.returnPressed.connect(self._go)

    def _suggest(self) -> None:
        self._ask(self._offer)

    def _ask(self, then: Any) -> None:
        typed = self.text()
        if len(typed.strip()) < 2:
            return
        self._desk.tasks.in_pool(
            lambda _job: finding.suggest_places(typed),
            owner=self,
            slot="suggest",
            then=lambda found: then(typed, found),
            fail=self._desk.failed,
        )

    def _offer(self, typed: str, found: list[Suggestion]) -> None:
        if typed != self.text() or not self.hasFocus():
            return
        self._keep(found)
        completer = self.completer()
        if found:
            popup = completer.popup()
            # How sure a suggestion is stands at its end, which the line itself is too narrow for.
            popup.setMinimumWidth(
                popup.sizeHintForColumn(0)
                + 2 * popup.frameWidth()
                + popup.verticalScrollBar().sizeHint().width()
            )
            completer.complete()
        else:
            completer.popup().hide()

    def _keep(self, found: list[Suggestion]) -> None:
        self._found = {
            f"{each.place.text}  ·  {words.label('sureness', each.sureness.value)}": each for each in found
        }
        self._model.setStringList(list(self._found))

    def _choose(self, line: str) -> None:
        found = self._found.get(line)
        if found is not None:
            self._typing.stop()
            self.setText(found.place.text)
            self.chosen.emit(found)

    def _go(self) -> None:
        """Go to the best place that what was typed may mean."""
        self._typing.stop()
        self._ask(self._gone)

    def _gone(self, typed: str, found: list[Suggestion]) -> None:
        self.completer().popup().hide()
        if found:
            self.setText(found[0].place.text)
            self.chosen.emit(found[0])
        else:
            self.unknown.emit(typed)
