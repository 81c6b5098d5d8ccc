"""The lines of the patrol sheet, typed in the order of the paper with the keyboard alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.patrols import Category, EntryDraft, Stop
from sacwatch.domain.reported import ReportedTo
from sacwatch.i18n import _
from sacwatch.ui import icons
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice, Field, GrowingText, chain_tabs, spelled_clock
from sacwatch.ui.records.places import PlaceField


class CategoryBox(Choice):
    """A category by one letter; the list shows the letters."""

    def __init__(self) -> None:
        super().__init__(
            (each.value, f"{each.letter.upper()}  {words.label('category', each.value)}") for each in Category
        )
        self.setAccessibleName(_("What it was about"))
        self.setToolTip(
            "\n".join(f"{each.letter.upper()}  {words.label('category', each.value)}" for each in Category)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        category = Category.by_letter(event.text()) if event.text() else None
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if category is not None and plain:
            self.setCurrentIndex(self.findData(category.value))
            self.stepped.emit()
            return
        super().keyPressEvent(event)


class EntryLine(QFrame):
    """One entry: time, place, what; and, where there is more to say, what was seen and who was told."""

    edited = Signal()
    entered = Signal()
    remove_wanted = Signal()

    def __init__(self, desk: Any, number: int) -> None:
        super().__init__()
        self._id = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self.number_label = QLabel()
        self.number_label.setProperty("role", "faint")
        self.number_label.setFixedWidth(26)
        self.clock = QLineEdit()
        self.clock.setPlaceholderText(_("Time"))
        self.clock.setFixedWidth(self.fontMetrics().averageCharWidth() * 12 + 16)
        self.clock.setAccessibleName(_("Time"))
        self.place = PlaceField(desk, "", hint=False, compact=True)
        self.place.line.setAccessibleName(_("Place"))
        self.place.line.setPlaceholderText(_("Place"))
        self.category = CategoryBox()
        self.stop = Choice([(each.value, words.label("stop", each.value)) for each in Stop])
        self.stop.setAccessibleName(_("Passed by or stopped"))
        self.seen = GrowingText(least=1, most=8, enter_leaves=True)
        self.seen.setPlaceholderText(_("What was seen"))
        self.seen.setAccessibleName(_("What was seen"))
        self.reported_to = Choice(
            [(each.value, words.label("reported_to", each.value)) for each in ReportedTo]
        )
        self.reported_to.setAccessibleName(_("Reported to"))
        self.reported_to.setToolTip(_("Reported to"))
        self.case = QLineEdit()
        self.case.setPlaceholderText(_("Case or ticket number"))
        self.case.setAccessibleName(_("Case or ticket number"))
        self.remove = QPushButton()
        self.remove.setIcon(icons.icon("close"))
        self.remove.setToolTip(_("Take this line out"))
        self.remove.setAccessibleName(_("Take this line out"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.problem = plain_label("", "problem")
        self.problem.hide()
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.number_label, 0, 0)
        grid.addWidget(self.clock, 0, 1, top)
        grid.addWidget(self.place, 0, 2, top)
        grid.addWidget(self.category, 0, 3, top)
        grid.addWidget(self.stop, 0, 4, top)
        grid.addWidget(self.remove, 0, 5, top)
        grid.addWidget(self.seen, 1, 1, 1, 2)
        grid.addWidget(self.reported_to, 1, 3, top)
        grid.addWidget(self.case, 1, 4, 1, 2, top)
        grid.addWidget(self.problem, 2, 1, 1, 5)
        grid.setColumnStretch(2, 1)
        self.set_number(number)
        self._join_up()

    def tab_order(self) -> tuple[QWidget, ...]:
        """Give the controls in the order of the paper."""
        return (
            self.clock,
            self.place.line,
            self.category,
            self.stop,
            self.seen,
            self.reported_to,
            self.case,
        )

    def _join_up(self) -> None:
        for line in (self.clock, self.case):
            line.textEdited.connect(lambda _text: self._typed())
        for line in (self.clock, self.place.line, self.case):
            line.returnPressed.connect(self._enter)
        self.place.edited.connect(self._typed)
        self.clock.editingFinished.connect(self._spell_clock)
        for box in (self.category, self.stop, self.reported_to):
            box.activated.connect(lambda _index: self._typed())
            box.stepped.connect(self._typed)
            box.installEventFilter(self)
        self.seen.textChanged.connect(self._typed)
        self.seen.entered.connect(self._enter)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit())

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Let Enter in a drop-down go to the next entry too."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._enter()
            return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        # Enter that picks from the place's list stays on this line.
        if not self.place.line.completer().popup().isVisible():
            self.entered.emit()

    def _spell_clock(self) -> None:
        text = self.clock.text().strip()
        # "9:05" on an evening patrol means the evening; it is left as typed and settled with the patrol.
        if not text.replace(":", "").isdigit() or len(text.replace(":", "")) == 4:
            self.clock.setText(spelled_clock(text))

    def _typed(self) -> None:
        self.set_problem("")
        self.edited.emit()

    def set_number(self, number: int) -> None:
        """Show the line's place on the sheet."""
        self.number_label.setText(f"{number}.")

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong with this line."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def value(self) -> EntryDraft:
        """Give what stands on the line."""
        return EntryDraft(
            id=self._id,
            clock=self.clock.text(),
            place=self.place.value(),
            stop=str(self.stop.currentData()),
            category=str(self.category.currentData()),
            seen=self.seen.toPlainText(),
            reported_to=str(self.reported_to.currentData()),
            number=self.case.text(),
        )

    def set_value(self, draft: EntryDraft) -> None:
        """Put an entry on the line."""
        self._id = draft.id
        self.clock.setText(draft.clock)
        self._spell_clock()
        self.place.set_value(draft.place)
        self.category.setCurrentIndex(self.category.findData(draft.category))
        self.stop.setCurrentIndex(self.stop.findData(draft.stop))
        self.seen.blockSignals(True)
        self.seen.setPlainText(draft.seen)
        self.seen.blockSignals(False)
        self.reported_to.setCurrentIndex(self.reported_to.findData(draft.reported_to))
        self.case.setText(draft.number)


class EntriesField(Field):
    """All entries of a patrol. Enter goes to the next one; there is always one more blank line."""

    def __init__(self, desk: Any, label: str) -> None:
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        super().__init__(label, self._holder)
        self._desk = desk
        self.lines: list[EntryLine] = []
        self._add_line(EntryDraft())

    def _add_line(self, draft: EntryDraft) -> EntryLine:
        line = EntryLine(self._desk, len(self.lines) + 1)
        line.set_value(draft)
        self._column.addWidget(line)
        if self.lines and self.lines[-1].window() is line.window():
            chain_tabs(self.lines[-1].case, *line.tab_order())
        self.lines.append(line)
        line.edited.connect(self._changed)
        line.entered.connect(lambda: self._go_on(line))
        line.remove_wanted.connect(lambda: self._remove(line))
        self.setFocusProxy(self.lines[0].clock)
        return line

    def _changed(self) -> None:
        if not self.lines[-1].value().blank():
            self._add_line(EntryDraft())
        self._typed()

    def _go_on(self, line: EntryLine) -> None:
        place = self.lines.index(line)
        if line.value().blank():
            line.focusNextChild()
            return
        if place + 1 == len(self.lines):
            self._add_line(EntryDraft())
        self.lines[place + 1].clock.setFocus()

    def _remove(self, line: EntryLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.deleteLater()
        if not self.lines:
            self._add_line(EntryDraft())
        for number, each in enumerate(self.lines, 1):
            each.set_number(number)
        self.setFocusProxy(self.lines[0].clock)
        self._typed()

    def value(self) -> tuple[EntryDraft, ...]:
        drafts = [line.value() for line in self.lines]
        while drafts and drafts[-1].blank():
            drafts.pop()
        return tuple(drafts)

    def set_value(self, value: tuple[EntryDraft, ...]) -> None:
        for line in self.lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self.lines.clear()
        for draft in (*value, EntryDraft()):
            self._add_line(draft)

    def set_problem(self, words_: str) -> None:
        super().set_problem(words_)
        if not words_:
            for line in self.lines:
                line.set_problem("")

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show what is wrong with each line, by "3.clock" and the like."""
        by_line: dict[int, list[str]] = {}
        for where, sentence in problems.items():
            number = where.split(".")[0]
            if number.isdigit() and int(number) < len(self.lines):
                by_line.setdefault(int(number), []).append(sentence)
            else:
                super().set_problem(sentence)
        for place, sentences in sorted(by_line.items()):
            self.lines[place].set_problem("\n".join(dict.fromkeys(sentences)))
        if by_line:
            self.lines[min(by_line)].clock.setFocus()
