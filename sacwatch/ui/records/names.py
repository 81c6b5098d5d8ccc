"""A line for a name, completed from the members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from sacwatch.domain.members import Member
from sacwatch.i18n import _
from sacwatch.services import members
from sacwatch.ui.timers import later

TYPING_MS = 60
SHORTEST = 2
"""Letters from which on the one member they fit is taken when the line is left."""


class NameLine(QLineEdit):
    """A name; leaving the line takes the one member who fits, Esc leaves it as it was typed."""

    stranger = Signal(bool)
    """Whether the name that was left is nobody's among the members."""
    entered = Signal(bool)
    """Enter was pressed and the answer is there: whether it put the name of a member into the line."""

    def __init__(self, desk: Any, go_on: Callable[[NameLine], None]) -> None:
        super().__init__()
        self._desk = desk
        self._go_on = go_on
        self._found: list[Member] = []
        self._found_for = ""
        self._as_typed = False
        self.member_id: str | None = None
        self.setPlaceholderText(_("Name"))
        self.setAccessibleName(_("Name of a patroller"))
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated[str].connect(self._choose)
        self.setCompleter(self._completer)
        self._typing = later(TYPING_MS, self, self._suggest)
        self.textEdited.connect(self._edited)

    def _edited(self, _text: str) -> None:
        self.member_id = None
        self._as_typed = False
        self.stranger.emit(False)
        self._typing.start()

    # Finding

    def _suggest(self) -> None:
        self._ask(self._offer)

    def _ask(self, then: Callable[[], None]) -> None:
        text = self.text().strip()
        if not text:
            return

        def take(found: list[Member]) -> None:
            if text == self.text().strip():
                self._found, self._found_for = found, text
                then()

        self._desk.read(lambda work: members.named(work, text), take, owner=self, slot="names")

    def _offer(self) -> None:
        if not self.hasFocus():
            return
        names = [each.name for each in self._found]
        self._model.setStringList(names)
        if names and names != [self.text().strip()]:
            self._completer.complete()
        else:
            self._completer.popup().hide()

    # Taking

    def _choose(self, name: str) -> None:
        member = next((each for each in self._found if each.name == name), None)
        if member is not None:
            self._take(member)

    def _take(self, member: Member) -> None:
        self._typing.stop()
        self.setText(member.name)
        self.textEdited.emit(member.name)
        self._typing.stop()
        self.member_id = member.id
        self.stranger.emit(False)

    def complete(self, then: Callable[[], None] = lambda: None) -> None:
        """Take the member whom the list points at, or the only one who fits what was typed so far.

        Calls `then` once that is settled, unless more is typed meanwhile.
        """
        self._typing.stop()
        popup = self._completer.popup()
        if popup.isVisible() and popup.currentIndex().isValid():
            self._choose(str(popup.currentIndex().data()))
            then()
        elif self._found_for == self.text().strip():
            self._take_only()
            then()
        else:
            # Typed faster than the members were found: the answer completes the line behind us.

            def settle() -> None:
                self._take_only()
                then()

            self._ask(settle)
        popup.hide()

    def _take_only(self) -> None:
        text = self.text().strip()
        alike = [each for each in self._found if each.name.casefold() == " ".join(text.split()).casefold()]
        self.stranger.emit(bool(text) and self.member_id is None and not alike)
        if self._as_typed or self.member_id is not None:
            return
        if len(alike) == 1:
            self.member_id = alike[0].id  # typed in full; what was typed stays
        elif len(text) >= SHORTEST and len(self._found) == 1:
            self._take(self._found[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # The list of names takes the focus for a moment, too.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.complete()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        # Esc closes the list of names and is not for the window then.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._completer.popup().isVisible()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self.text()
            self.complete(lambda: self.entered.emit(self.text() != typed))
            self._go_on(self)
            return
        if event.key() == Qt.Key.Key_Escape and self._completer.popup().isVisible():
            self._as_typed = True
        super().keyPressEvent(event)
