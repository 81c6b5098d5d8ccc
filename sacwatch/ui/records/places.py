"""A place as people type it: an address, a hundred-block or a crossing, looked up as they type."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QPushButton

from sacwatch import words
from sacwatch.domain.geography import Suggestion
from sacwatch.domain.places import Fix, Place, PlaceDraft, draft_of
from sacwatch.i18n import _
from sacwatch.services import finding
from sacwatch.ui import icons
from sacwatch.ui.records.fields import LineField
from sacwatch.ui.timers import later

TYPING_MS = 60
PICK_KEYS = "Ctrl+M"


class PlaceField(LineField):
    """One line for a place, with how well it is known beneath and a button to pick it on the map beside."""

    entered = Signal()
    """Enter that did not pick from the list of suggestions."""

    def __init__(self, desk: Any, label: str, *, hint: bool = True, compact: bool = False) -> None:
        super().__init__(label, placeholder=_("1620 P St, 1600 block of P, 16th & P"))
        self._desk = desk
        self._show_hint = hint
        self._point: tuple[float, float, str] | None = None
        self._being_typed = False
        """Whether nobody has looked yet whether these words are a place."""
        self._finished = ""
        """The words for which no suggestions are wanted any more."""
        self._found: dict[str, Place] = {}
        self._model = QStringListModel(self)
        self._offered = False
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated[str].connect(self._choose)
        self.line.setCompleter(self._completer)
        self._typing = later(TYPING_MS, self, self._suggest)
        self.line.textEdited.connect(self._changed_by_hand)
        self.line.editingFinished.connect(self._look_up)
        self.pick = QPushButton("" if compact else _("Map"))
        self.pick.setIcon(icons.icon("pin"))
        self.pick.setToolTip(_("Pick the place on the map ({keys})").format(keys=PICK_KEYS))
        self.pick.setAccessibleName(_("Pick the place on the map"))
        self.pick.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.pick.setProperty("role", "small" if compact else "")
        self.pick.clicked.connect(self._pick_on_map)
        self._row.addWidget(self.pick)
        keys = QAction(self)
        keys.setShortcut(PICK_KEYS)
        keys.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.triggered.connect(self._pick_on_map)
        self.addAction(keys)
        self._compact = compact

    def _pick_on_map(self) -> None:
        if self.pick.isEnabled() and not self.pick.isHidden():
            self._desk.pick_wanted.emit(self.take)

    def go_on(self) -> None:
        # On a line with other controls it is for the line to say where Enter leads.
        if self._compact:
            self.entered.emit()
        else:
            super().go_on()

    def value(self) -> PlaceDraft:
        if self._point is None:
            return PlaceDraft(self.line.text())
        lat, lon, fix = self._point
        return PlaceDraft(self.line.text(), lat, lon, fix)

    def set_value(self, value: PlaceDraft) -> None:
        self.line.setText(value.text)
        self.line.setCursorPosition(0)
        self._point = None
        if value.lat is not None and value.lon is not None:
            self._point = (value.lat, value.lon, value.fix)
        # Words without a point are looked up when they are saved; what is said of them is the same before.
        self._being_typed = self._show_hint and self._point is None and bool(value.text.strip())
        self._say()
        if self._being_typed:
            self._look_up()

    def take(self, place: Place) -> None:
        """Take a place that was picked on the map or from the list; words already typed stay."""
        draft = draft_of(place)
        if place.fix in (Fix.MAP, Fix.PHOTO) and self.line.text().strip():
            draft = PlaceDraft(self.line.text(), draft.lat, draft.lon, draft.fix)
        self.set_value(draft)
        self._typed()

    def _changed_by_hand(self, _text: str) -> None:
        # Other words are another place: the point that was found belongs to the old ones.
        self._point = None
        self._being_typed = True
        self._finished = ""
        self._say()
        self._typing.start()

    def _suggest(self) -> None:
        text = self.line.text()
        if len(text.strip()) < 2:
            return
        self._desk.tasks.in_pool(
            lambda _job: finding.suggest_places(text),
            owner=self,
            slot="suggest",
            then=lambda found: self._offer(text, found),
            fail=self._desk.failed,
        )

    def _offer(self, text: str, found: list[Suggestion]) -> None:
        if text in (self._finished, "") or text != self.line.text() or not self.line.hasFocus():
            return
        self._found = {each.place.text: each.place for each in found}
        self._model.setStringList(list(self._found))
        if found and list(self._found) != [text]:
            self._offered = True
            self._completer.complete()
        else:
            self._hide_suggestions()

    def _hide_suggestions(self) -> None:
        # Asking for a list that was never shown would make one.
        if self._offered:
            self._completer.popup().hide()

    def _choose(self, text: str) -> None:
        place = self._found.get(text)
        if place is not None:
            self.take(place)

    def _look_up(self) -> None:
        """Find the point of what was typed, when the field is left."""
        self._typing.stop()
        text = self.line.text()
        if self._point is not None or not text.strip():
            return
        self._desk.tasks.in_pool(
            lambda _job: finding.find_place(text),
            owner=self,
            slot="look_up",
            then=lambda place: self._found_out(text, place),
            fail=self._desk.failed,
        )

    def _found_out(self, text: str, place: Place | None) -> None:
        if text != self.line.text() or self._point is not None:
            return
        self._being_typed = False
        if place is not None and place.point is not None:
            self._point = (place.point.lat, place.point.lon, place.fix.value)
            if not self.line.hasFocus():
                self.line.setText(finding.spelled(text, place))
                self.line.setCursorPosition(0)
        self._say()

    def finish(self) -> None:
        """Take what stands here for finished: no more suggestions, and its point is looked up."""
        self._hide_suggestions()
        self._finished = self.line.text()
        self._look_up()

    def _say(self) -> None:
        if not self._show_hint:
            self.line.setToolTip(self._state())
            return
        self.set_hint(self._state())

    def _state(self) -> str:
        if not self.line.text().strip() and self._point is None:
            return ""
        if self._being_typed and self._point is None:
            return ""
        return words.label("fix", self._point[2] if self._point else "none")
