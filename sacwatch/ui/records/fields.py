"""Form fields: a label above, the control, and beneath it a hint or what is wrong, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain import texts, times
from sacwatch.i18n import _
from sacwatch.ui import shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.suggesting import SuggestLine

_AROUND = 14
"""Pixels that the style puts above and below a line of text, and at both of its ends."""

_BETWEEN_BOXES = 18
"""Pixels between two boxes to tick, so that each stands with its own words."""

_LEAST_CHARS = 8
"""Letters of a choice that are seen in the narrowest window."""


class Field(QWidget):
    """One field of a form. Its value is the text as typed; what it means is settled elsewhere."""

    edited = Signal()
    taken_out = Signal(str, object)
    """A sentence about a part that was taken out, and a callable that puts it back."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.setFocusProxy(control)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self.label = QLabel(label)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(control)
        if not label:
            self.label.hide()  # never shown before it has its place: it would flash up as a window
        control.setAccessibleName(label)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(control, 1)
        self._below = plain_label()
        self._below.hide()
        self._hint = ""
        self._problem = ""
        self._column.addWidget(self.label)
        self._column.addLayout(self._row)
        self._column.addWidget(self._below)

    def value(self) -> Any:
        """Give what stands in the field."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Put something into the field without it counting as typed."""
        raise NotImplementedError

    def set_hint(self, told: str) -> None:
        """Show a hint beneath the field while nothing is wrong with it."""
        self._hint = told
        self._show_below()

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong, or with "" that nothing is."""
        if sentence == self._problem:
            return
        self._problem = sentence
        self.control.setProperty("wrong", "true" if sentence else "false")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(sentence)
        self._show_below()

    @property
    def problem(self) -> str:
        return self._problem

    @property
    def troubled(self) -> bool:
        """Whether anything is wrong here; fields with parts look at each."""
        return bool(self._problem)

    @property
    def place_of_problem(self) -> QWidget:
        """Where the captain has to look; fields with parts know better."""
        return self.control

    def _show_below(self) -> None:
        told = self._problem or self._hint
        role = "problem" if self._problem else "faint"
        if self._below.property("role") != role:
            self._below.setProperty("role", role)
            self._below.style().unpolish(self._below)
            self._below.style().polish(self._below)
        self._below.setText(told)
        self._below.setVisible(bool(told))

    def _typed(self) -> None:
        if self._problem:
            self.set_problem("")
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter has done its work in the control; what has the focus by now must not get it again.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


class LineField(Field):
    """One line of text."""

    def __init__(self, label: str, *, placeholder: str = "") -> None:
        self.line = SuggestLine()
        super().__init__(label, self.line)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._enter)

    def _enter(self) -> None:
        """Go on to the next field, unless Enter picks from a list of suggestions."""
        completer = self.line.completer()
        if completer is None or not completer.popup().isVisible():
            self.go_on()

    def go_on(self) -> None:
        """Go to the next field."""
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completer = self.line.completer()
        if event.key() == Qt.Key.Key_Down and completer is not None and not self.line.text():
            completer.setCompletionPrefix("")
            completer.complete()
            return
        super().keyPressEvent(event)

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: str) -> None:
        self.line.setText(value)
        self.line.setCursorPosition(0)

    def set_suggestions(self, texts: list[str]) -> None:
        """Offer texts that begin like what is typed; the down key shows them all."""
        completer = QCompleter(texts, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[str].connect(lambda _text: self._typed())
        self.line.setCompleter(completer)


class DayField(LineField):
    """A date as people type it; leaving the field spells it out."""

    def __init__(self, label: str, today: Callable[[], Any], *, coming: bool = False) -> None:
        """Make one; with `coming` a day without its year is one that is still to come."""
        example = _("11/24, tomorrow, next Friday") if coming else _("9/14, yesterday, Friday")
        super().__init__(label, placeholder=example)
        self._today = today
        self._read = times.read_coming_day if coming else times.read_day
        self.line.editingFinished.connect(self._left)

    def _left(self) -> None:
        """Spell the date out, or say that none can be read from what stands here."""
        self.spell_out()
        if not self.problem:
            self.set_problem(day_problem(self.line.text(), self._today(), self._read))

    def set_value(self, value: str) -> None:
        super().set_value(value)
        self.spell_out()

    def spell_out(self) -> None:
        """Show the date that was typed in full, if it is one."""
        day = self._read(self.line.text(), self._today())
        if day is not None:
            self.line.setText(shown.day(day))
            self.line.setCursorPosition(0)


class ClockLine(QLineEdit):
    """A time as people type it; leaving it spells out how it is understood.

    What was typed is remembered: how it is understood may depend on other times of the form.
    """

    def __init__(self, meant: Callable[[str], str] | None = None) -> None:
        """Make one; `meant` gives a typed time with its half of the day, where that is not plain."""
        super().__init__()
        self._meant = meant or spelled_clock
        self._typed_text = ""
        self.setToolTip(_("2240, 22:40 or 10:40 pm"))
        self.editingFinished.connect(self.spell_out)
        self.textEdited.connect(self._note_typed)

    def minimumSizeHint(self) -> QSize:
        """Have room for a whole time: half of one would be another time."""
        hint = super().minimumSizeHint()
        wide = self.fontMetrics().horizontalAdvance("12:00 pm") + _AROUND + 4
        return QSize(max(hint.width(), wide), hint.height())

    def _note_typed(self, text: str) -> None:
        self._typed_text = text

    def set_clock(self, text: str) -> None:
        """Put a time on the line as if it had been typed."""
        self._typed_text = text
        self.setText(text)
        self.spell_out()

    def spell_out(self) -> None:
        """Show how the time that was typed is understood."""
        meant = self._meant(self._typed_text)
        if meant != self.text():
            self.setText(meant)


class ClockField(Field):
    """A time of day with its label."""

    def __init__(self, label: str, *, meant: Callable[[str], str] | None = None) -> None:
        self.line = ClockLine(meant)
        super().__init__(label, self.line)
        self.line.setPlaceholderText(_("2240"))
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.returnPressed.connect(self.focusNextChild)
        self.line.editingFinished.connect(self._left)

    def _left(self) -> None:
        if not self.problem:
            self.set_problem(clock_problem(self.line.text()))

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: str) -> None:
        self.line.set_clock(value)


def day_problem(text: str, today: date, read: Callable[[str, date], date | None] = times.read_day) -> str:
    """Say what is wrong with a typed date, or give "" for a date and for nothing at all."""
    if not text.strip() or read(text, today) is not None:
        return ""
    problem = times.unread_day(text, today)
    return words.sentence(problem.key, problem.values)


def phone_problem(text: str) -> str:
    """Say what is wrong with a typed phone number, or give "" for one and for nothing at all."""
    if not text.strip() or texts.is_phone(text):
        return ""
    return words.sentence("problem.phone_letters", {"text": text.strip()[:40]})


def clock_problem(text: str) -> str:
    """Say what is wrong with a typed time, or give "" for a time and for nothing at all."""
    if not text.strip() or times.read_clock(text) is not None:
        return ""
    return words.sentence("problem.not_a_time", {"text": text.strip()[:40]})


def spelled_clock(text: str) -> str:
    """Give a typed time as "10:40 pm", and anything else as it is, also a time that may be am or pm."""
    clock = times.read_clock(text)
    return clock_words(clock) if clock is not None and clock.sure else text


def clock_words(clock: times.Clock) -> str:
    """Give a clock reading as "10:40 pm"."""
    half = _("am") if clock.time.hour < 12 else _("pm")
    zone = {None: "", 0: " pdt", 1: " pst"}[clock.fold]
    return f"{clock.time.hour % 12 or 12}:{clock.time:%M} {half}{zone}"


class GrowingText(QPlainTextEdit):
    """Several lines of text in a box that grows with them; Tab goes to the next field."""

    entered = Signal()
    """Enter, where `enter_leaves` was set; Shift+Enter is then a new line."""

    def __init__(self, *, least: int = 1, most: int = 14, enter_leaves: bool = False) -> None:
        super().__init__()
        self._least, self._most, self._enter_leaves = least, most, enter_leaves
        self.setTabChangesFocus(True)
        # As high and as far in as a field of one line.
        self.document().setDocumentMargin(1)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        # Every line is broken where the box ends; a line that just fits would bring a bar all the same.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().contentsChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._enter_leaves and enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _fit(self) -> None:
        wanted = self._visual_lines()
        lines = min(max(wanted, self._least), self._most)
        height = lines * self.fontMetrics().lineSpacing() + _AROUND
        # A bar beside text that fits would only take room from it.
        bar = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > lines else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if self.verticalScrollBarPolicy() != bar:
            self.setVerticalScrollBarPolicy(bar)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _visual_lines(self) -> int:
        block, lines = self.document().begin(), 0
        while block.isValid() and lines <= self._most:
            layout = block.layout()
            lines += max(1, layout.lineCount() if layout is not None else 1)
            block = block.next()
        return lines


class TextField(Field):
    """Free text of several lines."""

    def __init__(self, label: str, *, least: int = 3, placeholder: str = "") -> None:
        self.box = GrowingText(least=least)
        super().__init__(label, self.box)
        self.box.setPlaceholderText(placeholder)
        self._quiet = False
        self.box.textChanged.connect(self._maybe_typed)

    def value(self) -> str:
        return self.box.toPlainText()

    def set_value(self, value: str) -> None:
        self._quiet = True
        self.box.setPlainText(value)
        self._quiet = False

    def _maybe_typed(self) -> None:
        if not self._quiet:
            self._typed()


class ChoiceField(Field):
    """One of a few; typing the first letter picks."""

    def __init__(self, label: str, choices: Iterable[tuple[str, str]]) -> None:
        self.box = Choice(choices, enter_leaves=True)
        self.box.setPlaceholderText(_("Choose…"))
        super().__init__(label, self.box)
        self.box.entered.connect(self.focusNextChild)
        self.box.activated.connect(lambda _index: self._typed())
        self.box.stepped.connect(self._typed)

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def set_value(self, value: str) -> None:
        index = self.box.findData(value)
        self.box.setCurrentIndex(index)


class Choice(QComboBox):
    """A drop-down that the mouse wheel does not change in passing."""

    stepped = Signal()
    entered = Signal()
    """Enter, where `enter_leaves` was set; the space bar drops the list down."""

    def __init__(self, choices: Iterable[tuple[str, str]], *, enter_leaves: bool = False) -> None:
        super().__init__()
        self._enter_leaves = enter_leaves
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, label in choices:
            self.addItem(label, value)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer other choices without news of it; what was chosen stays chosen where it is among them."""
        wanted = list(choices)
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] == wanted:
            return
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for value, label in wanted:
            self.addItem(label, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    def minimumSizeHint(self) -> QSize:
        """Give way where there is little room; the list that drops down shows each choice whole."""
        hint = super().minimumSizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().averageCharWidth() * _LEAST_CHARS + 40), hint.height()
        )

    def wheelEvent(self, event: Any) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._enter_leaves and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.stepped.emit()


class CheckField(Field):
    """Yes or no."""

    def __init__(self, words: str) -> None:
        self.box = QCheckBox(words)
        super().__init__("", self.box)
        self.box.setAccessibleName(words)
        self.box.clicked.connect(lambda _on: self._typed())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        self.box.setChecked(value)


class ChecksField(Field):
    """Any of a few, each with its own box."""

    def __init__(self, label: str, choices: Iterable[tuple[str, str]]) -> None:
        self.boxes = {value: QCheckBox(words) for value, words in choices}
        holder = flowing(*self.boxes.values(), spacing=_BETWEEN_BOXES)
        super().__init__(label, holder)
        for box in self.boxes.values():
            box.clicked.connect(lambda _on: self._typed())
        if self.boxes:
            holder.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> tuple[str, ...]:
        return tuple(value for value, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Iterable[str]) -> None:
        chosen = set(value)
        for name, box in self.boxes.items():
            box.setChecked(name in chosen)
