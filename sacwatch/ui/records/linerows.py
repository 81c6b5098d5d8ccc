"""Rows of a form that are several lines of text side by side, under one heading for each column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QWidget

from sacwatch.domain import times
from sacwatch.i18n import _
from sacwatch.ui import shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import day_problem
from sacwatch.ui.records.rows import Row, RowsField
from sacwatch.ui.records.suggesting import SuggestLine

_LONG_DAYS = tuple(date(2026, 11, 22 + past) for past in range(7))
"""One of each day of the week, of which the widest is not the same in every font."""
_AROUND = 22


@dataclass(frozen=True)
class Part:
    """One column of the rows: the draft's field, the words above it, and what may be typed there."""

    name: str
    words: str
    placeholder: str = ""
    stretch: int = 1
    day: bool = False
    """Whether it is a date."""
    coming: bool = False
    """Whether the date is likely still to come."""
    suggestions: tuple[str, ...] = ()
    below: bool = False
    """Whether it stands on a line of its own beneath the others; its placeholder says what it is."""


class _Line(SuggestLine):
    """One line of a row; a date is spelled out when it is left."""

    def __init__(self, part: Part, today: Callable[[], date]) -> None:
        super().__init__()
        self._part, self._today = part, today
        self.setAccessibleName(part.words)
        self.setPlaceholderText(part.placeholder)
        if part.suggestions:
            completer = QCompleter(list(part.suggestions), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)
        if part.day:
            self.editingFinished.connect(self.spell_out)

    def minimumSizeHint(self) -> QSize:
        """Have room for a whole date: half of one would be another."""
        hint = super().minimumSizeHint()
        if not self._part.day:
            return hint
        wide = max(self.fontMetrics().horizontalAdvance(shown.day(each)) for each in _LONG_DAYS)
        return QSize(max(hint.width(), wide + _AROUND), hint.height())

    def sizeHint(self) -> QSize:
        """Take no more room than a date needs."""
        return self.minimumSizeHint() if self._part.day else super().sizeHint()

    def put(self, text: str) -> None:
        """Put a text on the line as if it had been typed."""
        self.setText(text)
        self.spell_out()
        self.setCursorPosition(0)

    def spell_out(self) -> None:
        """Show the date that was typed in full, if it is one."""
        day = self.day()
        if self._part.day and day is not None:
            self.setText(shown.day(day))
            self.setCursorPosition(0)

    def day(self) -> date | None:
        """Give the date that stands here, or None."""
        read = times.read_coming_day if self._part.coming else times.read_day
        return read(self.text(), self._today())

    def wrong(self) -> str:
        """Say why what stands here is no date, or give ""."""
        if not self._part.day or self.day() is not None:
            return ""
        return day_problem(self.text(), self._today())

    def mark(self, wrong: str) -> None:
        """Show that something is wrong here, or with "" that nothing is."""
        self.setProperty("wrong", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleDescription(wrong)


class LinesRow(Row):
    """One row of lines."""

    def __init__(self, draft: Any, parts: Sequence[Part], today: Callable[[], date]) -> None:
        super().__init__()
        self.draft = draft
        self.lines = {part.name: _Line(part, today) for part in parts}
        for name, line in self.lines.items():
            line.put(getattr(draft, name))
            line.textEdited.connect(lambda _text: self.edited.emit())
            line.returnPressed.connect(self.focusNextChild)
            line.editingFinished.connect(self.look_over)
            completer = line.completer()
            if completer is not None:
                completer.activated.connect(lambda _text: self.edited.emit())
        self.lay(*((self.lines[part.name], part.stretch) for part in parts if not part.below))
        for place, part in enumerate((each for each in parts if each.below), 1):
            self.column.insertWidget(place, self.lines[part.name])

    def wrong(self) -> str:
        found = [line.wrong() for line in self.lines.values()]
        return "\n".join(dict.fromkeys(each for each in found if each))

    def value(self) -> Any:
        typed = {name: line.text() for name, line in self.lines.items()}
        kept = {
            name: getattr(self.draft, name)
            for name in self.draft.__dataclass_fields__
            if name not in self.lines
        }
        return type(self.draft)(**kept, **typed)

    def counts(self) -> bool:
        return any(line.text().strip() for line in self.lines.values())

    def set_problem(self, sentence: str) -> None:
        super().set_problem(sentence)
        if not sentence:
            for line in self.lines.values():
                line.mark("")

    def show_problems(self, problems: dict[str, str]) -> None:
        """Show what is wrong beneath the row, and at which of its lines, by their names."""
        self.set_problem("\n".join(dict.fromkeys(problems.values())))
        for name, sentence in problems.items():
            if name in self.lines:
                self.lines[name].mark(sentence)

    @property
    def place_of_problem(self) -> QWidget:
        """Give the first line at which something is wrong."""
        return next((line for line in self.lines.values() if line.property("wrong") == "true"), self.first())


class LinesField(RowsField):
    """Any number of rows of lines; what the draft holds besides stays as it was."""

    def __init__(
        self, label: str, draft: type[Any], parts: Sequence[Part], today: Callable[[], date]
    ) -> None:
        super().__init__(label)
        self._draft, self._parts, self._today = draft, tuple(parts), today
        self._heading = _Heading([part.words for part in parts if not part.below])
        self.lines.addWidget(self._heading)
        self.set_value(())

    def make_row(self, draft: Any) -> LinesRow:
        return LinesRow(draft, self._parts, self._today)

    def blank_draft(self) -> Any:
        return self._draft()

    def add_row(self, draft: Any, place: int | None = None) -> Any:
        row = super().add_row(draft, place)
        row.installEventFilter(self)
        return row

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and self.rows and watched is self.rows[0]:
            # When the row has laid out its lines.
            QTimer.singleShot(0, self, self._line_up)
        return super().eventFilter(watched, event)

    def _line_up(self) -> None:
        if self.rows:
            lines = self.rows[0].lines
            self._heading.stand_above([lines[part.name] for part in self._parts if not part.below])

    def set_problems(self, problems: dict[str, str]) -> None:
        sent = self.sent()
        by_row: dict[int, dict[str, str]] = {}
        for where, sentence in problems.items():
            number, _dot, name = where.partition(".")
            if number.isdigit() and int(number) < len(sent):
                by_row.setdefault(int(number), {})[name] = sentence
            else:
                self.set_problem(sentence)
        for place, found in by_row.items():
            sent[place].show_problems(found)

    @property
    def place_of_problem(self) -> QWidget:
        wrong = next((row for row in self.rows if row.problem.text()), self.rows[0])
        found: QWidget = wrong.place_of_problem
        return found


class _Heading(QWidget):
    """The words above the columns. They take the places of the lines and have no say in their width."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._labels = [plain_label(each, "faint") for each in words]
        for label in self._labels:
            label.setWordWrap(False)
            label.setParent(self)

    def sizeHint(self) -> QSize:
        return QSize(0, max(label.sizeHint().height() for label in self._labels))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def stand_above(self, lines: Sequence[QWidget]) -> None:
        """Put each heading above its line."""
        here = self.mapToGlobal(self.rect().topLeft()).x()
        for label, line in zip(self._labels, lines, strict=True):
            left = line.mapToGlobal(line.rect().topLeft()).x() - here
            label.setGeometry(left, 0, line.width(), self.height())


def day_part(name: str, words: str, *, coming: bool = False) -> Part:
    """Give a column of dates."""
    hint = _("12/20, Friday") if coming else _("9/14, yesterday")
    return Part(name, words, hint, stretch=0, day=True, coming=coming)
