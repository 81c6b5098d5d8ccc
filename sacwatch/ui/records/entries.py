"""The lines of the patrol sheet, typed in the order of the paper with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from sacwatch import words
from sacwatch.domain.patrols import Category, EntryDraft, Stop
from sacwatch.domain.reported import ReportedTo
from sacwatch.i18n import _
from sacwatch.ui import plain
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice, ClockLine, GrowingText, clock_problem
from sacwatch.ui.records.offers import Offers
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.records.rows import Row, RowsField

_NARROW = 92
"""Letters side by side, below which an entry takes four lines."""


class CategoryBox(Choice):
    """A category by one letter; the list shows the letters."""

    def __init__(self) -> None:
        choices = [
            (each.value, f"{each.letter.upper()}  {words.label('category', each.value)}") for each in Category
        ]
        super().__init__(choices)
        self.setAccessibleName(_("What it was about"))
        self.setToolTip(plain.tip("\n".join(name for _value, name in choices)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        category = Category.by_letter(event.text()) if event.text() else None
        plain_key = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if category is not None and plain_key:
            self.setCurrentIndex(self.findData(category.value))
            self.stepped.emit()
            return
        super().keyPressEvent(event)


class EntryLine(Row):
    """One entry: time, place, what; and, where there is more to say, what was seen and who was told."""

    entered = Signal()

    def __init__(self, desk: Any, draft: EntryDraft, meant: Callable[[str], str] | None) -> None:
        super().__init__()
        self._id = draft.id
        self.number_label = QLabel()
        self.number_label.setProperty("role", "faint")
        self.clock = ClockLine(meant)
        self.clock.setPlaceholderText(_("Time"))
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
        self.reported_to = Choice([(each.value, _reported_words(each)) for each in ReportedTo])
        self.reported_to.setAccessibleName(_("Reported to"))
        self.case = QLineEdit()
        self.case.setPlaceholderText(_("Case number"))
        self.case.setAccessibleName(_("Case or ticket number"))
        self.offer = plain_label("", "faint")
        self.offer.hide()
        self._lay_out()
        self._fill(draft)
        self._join_up()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(self.number_label, 0, 0)
        if self.remove is not None:
            self._grid.addWidget(self.remove, 0, 5, Qt.AlignmentFlag.AlignTop)
        self.column.insertLayout(0, self._grid)
        self._arrange(narrow=False)
        self._fit()

    def _arrange(self, *, narrow: bool) -> None:
        """Put the controls on two lines or, where the place would be cut beside the others, on four."""
        self._narrow = narrow
        places: dict[QWidget, tuple[int, int, int, int]] = {
            self.clock: (0, 1, 1, 1),
            self.place: (0, 2, 1, 3) if narrow else (0, 2, 1, 1),
            self.category: (1, 1, 1, 3) if narrow else (0, 3, 1, 1),
            self.stop: (1, 4, 1, 2) if narrow else (0, 4, 1, 1),
            self.seen: (2, 1, 1, 5) if narrow else (1, 1, 1, 2),
            self.reported_to: (3, 1, 1, 3) if narrow else (1, 3, 1, 1),
            self.case: (3, 4, 1, 2) if narrow else (1, 4, 1, 2),
            self.offer: (4, 1, 1, 5) if narrow else (2, 1, 1, 5),
        }
        for control, place in places.items():
            self._grid.removeWidget(control)
            aligned = Qt.AlignmentFlag(0) if control is self.offer else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(control, *place, aligned)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * _NARROW
        if narrow != self._narrow:
            self._arrange(narrow=narrow)

    def set_offer(self, told: str) -> None:
        """Say beneath the line whom to call about it, or with "" nobody."""
        self.offer.setText(told)
        self.offer.setVisible(bool(told))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "case"):
            self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.number_label.setFixedWidth(letter * 3 + 4)
        self.clock.setFixedWidth(letter * 11 + 20)

    def _join_up(self) -> None:
        for line in (self.clock, self.case):
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.clock.editingFinished.connect(self.look_over)
        self.place.edited.connect(self.edited)
        for each in (self.clock, self.case):
            each.returnPressed.connect(self.entered)
        self.place.entered.connect(self.entered)
        for box in (self.category, self.stop, self.reported_to):
            box.activated.connect(lambda _index: self.edited.emit())
            box.stepped.connect(self.edited)
            box.installEventFilter(self)
        self.seen.textChanged.connect(self.edited)
        self.seen.entered.connect(self.entered)

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Let Enter in a drop-down go to the next entry too."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def first(self) -> QWidget:
        return self.clock

    def wrong(self) -> str:
        return clock_problem(self.clock.text())

    def value(self) -> EntryDraft:
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

    def counts(self) -> bool:
        return not self.value().blank()

    def _fill(self, draft: EntryDraft) -> None:
        self.clock.set_clock(draft.clock)
        self.place.set_value(draft.place)
        self.category.setCurrentIndex(self.category.findData(draft.category))
        self.stop.setCurrentIndex(self.stop.findData(draft.stop))
        self.seen.setPlainText(draft.seen)
        self.reported_to.setCurrentIndex(self.reported_to.findData(draft.reported_to))
        self.case.setText(draft.number)


def _reported_words(to: ReportedTo) -> str:
    told = words.label("reported_to", to.value)
    return _("Reported to nobody") if to is ReportedTo.NONE else told


class EntriesField(RowsField):
    """All entries of a patrol. Enter goes to the next one, and from the blank one out of the field."""

    def __init__(self, desk: Any, label: str, *, meant: Callable[[str], str] | None = None) -> None:
        """Make one; `meant` gives a typed time with the half of the day that lies in the patrol."""
        super().__init__(label, spacing=12)
        self._desk = desk
        self._meant = meant
        self._offers = Offers(desk, self)
        self.set_value(())
        self._offers.ask(lambda: None)

    def make_row(self, draft: EntryDraft) -> EntryLine:
        line = EntryLine(self._desk, draft, self._meant)
        line.entered.connect(lambda: self._go_on(line))
        for told in (line.category.activated, line.category.stepped):
            told.connect(lambda *_index: self._offer(line))
        return line

    def blank_draft(self) -> EntryDraft:
        return EntryDraft()

    def _offer(self, line: EntryLine) -> None:
        """Say whom to call about the entry that is being typed, and beneath no other."""
        for each in self.rows:
            each.set_offer("")
        line.set_offer(self._offers.words(Category(line.category.currentData())))

    def _go_on(self, line: EntryLine) -> None:
        place = self.rows.index(line)
        if place + 1 < len(self.rows):
            self.rows[place + 1].clock.setFocus()
        elif line.blank():
            line.case.setFocus()
            line.focusNextChild()

    def spell_out(self) -> None:
        """Show each time as it is understood, after the patrol's own times have changed."""
        for line in self.rows:
            if not line.clock.hasFocus():
                line.clock.spell_out()

    def _renumber(self) -> None:
        super()._renumber()
        for number, line in enumerate(self.rows, 1):
            line.number_label.setText(f"{number}.")

    def sent(self) -> list[Any]:
        lines = list(self.rows)
        while lines and lines[-1].blank():
            lines.pop()
        return lines

    def value(self) -> tuple[EntryDraft, ...]:
        # A blank line in the middle keeps its place, so that problems find theirs.
        return tuple(line.value() for line in self.sent())
