"""What somebody agreed to, as a table: one line for each fact, one column for each who may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import consents, times
from sacwatch.domain.consents import OTHERS, ConsentDraft, How
from sacwatch.i18n import _
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import ChoiceField, DayField, Field

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class _Tick(QCheckBox):
    """One fact for one audience; the arrow keys go from one to the next, Space ticks."""

    stepped = Signal(int, int)

    def __init__(self, field: str, audience: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.field, self.audience = field, audience
        self.kept: ConsentDraft | None = None
        """The consent that stands in the record."""
        self.given: ConsentDraft | None = None
        """The consent that stands here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(*step)
        else:
            super().keyPressEvent(event)


class ConsentField(Field):
    """Ticks for what may be shown to whom; what is ticked gets the day and the way named beneath."""

    def __init__(self, label: str, record: type, whose: str, today: Callable[[], date]) -> None:
        """Make one for the facts of a record type; `whose` says who agrees, such as "this household"."""
        holder = QFrame()
        super().__init__(label, holder)
        self._today = today
        self._facts = consents.fields_for(record)
        self._ticks: dict[tuple[str, str], _Tick] = {}
        self._said = {name: plain_label("", "faint") for name in self._facts}
        self._at = (0, 0)
        self._otherwise = False
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            plain_label(
                _(
                    "Without a tick only you, the captain, see it: no paper, map or file for others shows it. "
                    "Tick what {whose} agreed to. Arrow keys move, Space ticks."
                ).format(whose=whose),
                "faint",
            )
        )
        column.addLayout(self._make_grid())
        self._how_line = self._make_how()
        column.addWidget(self._how_line)
        self._tick_at(0, 0).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._tick_at(0, 0))
        self._show()

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.addWidget(plain_label(_("May be shown to"), "heading"), 0, 0)
        for across, audience in enumerate(OTHERS, 1):
            head = plain_label(words.label("audience", audience.value), "heading")
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(head, 0, across)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(len(OTHERS) + 1, 4)
        for across in range(1, len(OTHERS) + 1):
            grid.setColumnStretch(across, 1)
        for down, name in enumerate(self._facts, 1):
            grid.addWidget(plain_label(words.label("fact", name)), down, 0)
            for across, audience in enumerate(OTHERS, 1):
                tick = _Tick(name, audience.value)
                tick.clicked.connect(lambda on, each=tick: self._ticked(each, on))
                tick.stepped.connect(
                    lambda rows, columns, row=down - 1, column=across - 1: self._go(
                        row + rows, column + columns
                    )
                )
                tick.installEventFilter(self)
                self._ticks[name, audience.value] = tick
                grid.addWidget(tick, down, across, Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(self._said[name], down, len(OTHERS) + 1)
        return grid

    def _make_how(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(14)
        self.given_on = DayField(_("What you ticked now was agreed on"), self._today)
        self.given_on.line.setPlaceholderText(_("today"))
        self.how = ChoiceField(
            _("How they said so"), [(each.value, words.label("how", each.value)) for each in How]
        )
        for field in (self.given_on, self.how):
            field.edited.connect(self._said_otherwise)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return line

    # The keyboard: Tab comes here once, the arrows go through the table

    def tab_order(self) -> list[QWidget]:
        """Give the one tick that Tab reaches, then what is said about new ones."""
        return [self._tick_at(*self._at), self.given_on.line, self.how.box]

    def _tick_at(self, row: int, column: int) -> _Tick:
        return self._ticks[self._facts[row], OTHERS[column].value]

    def _go(self, row: int, column: int) -> None:
        if 0 <= row < len(self._facts) and 0 <= column < len(OTHERS):
            self._tick_at(row, column).setFocus()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, _Tick):
            self._tick_at(*self._at).setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            column = next(at for at, each in enumerate(OTHERS) if each.value == watched.audience)
            self._at = (self._facts.index(watched.field), column)
            watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return super().eventFilter(watched, event)

    # What was agreed

    def _ticked(self, tick: _Tick, on: bool) -> None:
        # One that was taken away by mistake comes back as it was, unless another day was said meanwhile.
        tick.given = (tick.kept if not self._otherwise else None) or self._new(tick) if on else None
        self._show()
        self._typed()

    def _new(self, tick: _Tick) -> ConsentDraft:
        given_on = self.given_on.value() if self.given_on.value().strip() else self._today().isoformat()
        return ConsentDraft(tick.field, tick.audience, given_on, self.how.value())

    def _said_otherwise(self) -> None:
        """Let what was ticked since the form was opened be agreed on the day that is said now."""
        self._otherwise = True
        for tick in self._ticks.values():
            if tick.given is not None and tick.given is not tick.kept:
                tick.given = self._new(tick)
        self._show()
        self._typed()

    def value(self) -> tuple[ConsentDraft, ...]:
        return tuple(tick.given for tick in self._ticks.values() if tick.given is not None)

    def set_value(self, value: tuple[ConsentDraft, ...]) -> None:
        self._otherwise = False
        given = {(each.field, each.audience): each for each in value}
        self.given_on.set_value("")
        self.how.set_value(How.SPOKEN.value)
        for place, tick in self._ticks.items():
            tick.kept = tick.given = given.get(place)
            if tick.given is not None and not _is_day(tick.given.given_on):
                # Typed but not saved yet, such as "yesterday": it goes on where it was typed.
                tick.kept = None
                self.given_on.set_value(tick.given.given_on)
                self.how.set_value(tick.given.how)
        self._show()

    def _show(self) -> None:
        for tick in self._ticks.values():
            tick.setChecked(tick.given is not None)
            self._name(tick)
        for name, label in self._said.items():
            given = [tick.given for tick in self._ticks.values() if tick.field == name and tick.given]
            told = list(dict.fromkeys(self._told(each) for each in given))
            label.setText(" · ".join(told) if told else _("Captain only"))
        # When and how is asked once there is something of which it can be said.
        new = any(tick.given is not None and tick.given is not tick.kept for tick in self._ticks.values())
        self._how_line.setVisible(new)

    def _name(self, tick: _Tick) -> None:
        parts = [words.label("fact", tick.field), words.label("audience", tick.audience)]
        if tick.given is not None:
            parts.append(self._told(tick.given))
        tick.setAccessibleName(", ".join(parts))
        tick.setToolTip(", ".join(parts[1:]))

    def _told(self, given: ConsentDraft) -> str:
        day = times.read_day(given.given_on, self._today())
        when = shown.short_day(day, self._today()) if day is not None else given.given_on
        return f"{when}, {words.label('how', given.how).lower()}"

    # What is wrong

    def set_problem(self, sentence: str) -> None:
        super().set_problem(sentence)
        if not sentence:
            self.given_on.set_problem("")

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show at the day what is wrong with it, by "3.given_on"."""
        self.given_on.set_problem(next(iter(problems.values())))

    @property
    def troubled(self) -> bool:
        return super().troubled or self.given_on.troubled

    @property
    def place_of_problem(self) -> QWidget:
        return self.given_on.line if self.given_on.troubled else self._tick_at(0, 0)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
