"""What is being drawn on the map: one drawing at a time, with its bar of words and buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from sacwatch.domain.places import Point
from sacwatch.i18n import _
from sacwatch.services import mapshapes
from sacwatch.ui.notices import plain_label

LINE, AREA, BOX, FREE = "line", "area", "box", "free"
"""How the page draws: corner by corner open or closed, a rectangle, or with the button held down."""


@dataclass(frozen=True)
class Drawing:
    """An order to draw something: the sentence that says how, and who gets the corners.

    `done` is called with at least `least` corners, once; where the person gives up, never. `edited` is
    the shape that is being changed, which is hidden meanwhile.
    """

    mode: str
    sentence: str
    done: Callable[[tuple[Point, ...]], None]
    finish: str
    start: tuple[Point, ...] = ()
    edited: str = ""
    least: int = 2
    too_few: str = ""
    stays: bool = False
    """Whether it goes on after it is done, as measuring does."""


class SketchBar(QFrame):
    """The bar above the map while a place is picked or something is drawn."""

    back = Signal()
    finish = Signal()
    cancel = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        self._sentence = plain_label("")
        row.addWidget(self._sentence, 1)
        self.length = plain_label("", "section")
        self.length.setWordWrap(False)
        row.addWidget(self.length)
        self.back_button = QPushButton(_("Step back"))
        self.finish_button = QPushButton(_("Done"))
        self.cancel_button = QPushButton(_("Cancel (Esc)"))
        for button, signal in (
            (self.back_button, self.back),
            (self.finish_button, self.finish),
            (self.cancel_button, self.cancel),
        ):
            button.clicked.connect(signal)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.hide()

    def say(self, sentence: str, *, finish: str = "", steps: bool = False) -> None:
        """Show how it is done; `finish` are the words of the button that ends it, where it has one."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.length.setText("")
        self.finish_button.setText(finish)
        self.finish_button.setVisible(bool(finish))
        self.back_button.setVisible(steps)
        self.show()


class Sketching(QObject):
    """Draws on the map for whoever orders it."""

    begun = Signal()
    moved = Signal()
    """A corner was set, moved or taken back."""
    put_away = Signal(object, int)
    """The drawing was given up: its points, and how many steps were taken."""

    def __init__(self, board: Any, bar: SketchBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._board = board
        self._bar = bar
        self._drawing: Drawing | None = None
        self._points: tuple[Point, ...] = ()
        self._steps = 0
        bar.back.connect(self.step_back)
        bar.finish.connect(lambda: self._board.tell("sketchFinish"))

    @property
    def active(self) -> bool:
        """Whether something is being drawn."""
        return self._drawing is not None

    @property
    def points(self) -> tuple[Point, ...]:
        """What is drawn so far."""
        return self._points

    def begin(self, drawing: Drawing) -> None:
        """Let something be drawn in place of what was being drawn."""
        self.give_up()
        self._drawing = drawing
        self._points = drawing.start
        self._steps = 0
        self.begun.emit()
        self._bar.say(drawing.sentence, finish=drawing.finish, steps=True)
        self._bar.back_button.setEnabled(False)
        self.begin_again()
        self._board.setFocus()

    def begin_again(self) -> None:
        """Tell the page, which may have been loaded anew, what is being drawn."""
        if self._drawing is not None:
            self._board.tell(
                "sketch",
                mode=self._drawing.mode,
                path=mapshapes.path(self._points),
                edited=self._drawing.edited,
            )

    def step_back(self) -> None:
        """Take back the last corner or move."""
        self._board.tell("sketchBack")

    def give_up(self) -> None:
        """Stop without a result."""
        if self._drawing is None:
            return
        points, steps = self._points, self._steps
        self._end()
        self.put_away.emit(points, steps)

    def _end(self) -> None:
        self._drawing = None
        self._points = ()
        self._bar.hide()
        self._board.tell("sketchEnd")

    def changed(self, path: list[float], steps: int) -> None:
        """Take what the page says is drawn so far."""
        if self._drawing is None:
            return
        self._points = mapshapes.points(path)
        if steps != self._steps:
            self._steps = steps
            self.moved.emit()
        self._bar.back_button.setEnabled(steps > 0)
        words = mapshapes.drawn_words(self._points, closed=self._drawing.mode != LINE)
        self._bar.length.setText(words)
        self._board.tell("sketchSay", words=words if self._drawing.mode == LINE else "")
        self._board.tell("status", words=words)

    def finished(self, path: list[float]) -> None:
        """Take what the page says is ready."""
        drawing = self._drawing
        if drawing is None:
            return
        points = mapshapes.points(path)
        if len(points) < drawing.least:
            self._bar.length.setText(drawing.too_few)
            self._board.tell("status", words=drawing.too_few)
            return
        if not drawing.stays:
            self._end()
        drawing.done(points)
