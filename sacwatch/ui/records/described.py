"""Vehicles and persons as somebody described them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sacwatch.domain.described import HEIGHTS, WEIGHTS, PersonDraft, VehicleDraft
from sacwatch.i18n import _
from sacwatch.ui import icons
from sacwatch.ui.records.fields import Field, LineField
from sacwatch.ui.records.rows import TAKE_OUT_KEYS, remove_button


def band_words(what: str, low: int | None) -> str:
    """Give a band of height (inches) or weight (pounds) in words."""
    if low is None:
        return ""
    if what == "weight":
        return _("{low} to {high} pounds").format(low=low, high=low + 9)
    return _("{low} to {high}").format(low=_feet(low), high=_feet(low + 1))


def _feet(inches: int) -> str:
    return f"{inches // 12}′ {inches % 12}″"


class BandField(LineField):
    """A height or weight as people say it, typed or picked from the bands in which it is kept."""

    def __init__(self, label: str, what: str, lows: tuple[int, ...]) -> None:
        super().__init__(label, placeholder=_("5'10") if what == "height" else _("185"))
        self._bands = {str(low): band_words(what, low) for low in lows}
        self.set_suggestions(list(self._bands.values()))

    def set_value(self, value: str) -> None:
        super().set_value(self._bands.get(value, value))

    def value(self) -> str:
        typed = super().value()
        return next((low for low, words in self._bands.items() if words == typed), typed)


class PartsField(Field):
    """Any number of cards of one sort; a button adds the next."""

    def __init__(self, label: str, add_words: str, make: Callable[[], _Card]) -> None:
        holder = QWidget()
        self._inside = QVBoxLayout(holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(8)
        super().__init__(label, holder)
        self._make = make
        self._cards: list[_Card] = []
        row = QHBoxLayout()
        self.button = QPushButton(add_words)
        self.button.setIcon(icons.icon("add"))
        self.button.clicked.connect(self._add_by_hand)
        row.addWidget(self.button)
        row.addStretch(1)
        self._inside.addLayout(row)
        self.setFocusProxy(self.button)

    def _add_by_hand(self) -> None:
        card = self._add()
        card.first().setFocus()
        self._typed()

    def _add(self, place: int | None = None) -> _Card:
        card = self._make()
        place = len(self._cards) if place is None else place
        self._cards.insert(place, card)
        self._inside.insertWidget(place, card)
        for field in card.fields.values():
            field.edited.connect(self._typed)
        card.remove_wanted.connect(lambda: self.take_out(card))
        return card

    @property
    def cards(self) -> list[_Card]:
        """The cards as they stand."""
        return list(self._cards)

    def take_out(self, card: _Card) -> None:
        """Take a card out; whoever listens to `taken_out` can put it back."""
        place, draft = self._cards.index(card), card.value()
        self._drop(card)
        self.button.setFocus()
        self._typed()
        if card.something(draft):
            self.taken_out.emit(_("Taken out."), lambda: self._put_back(draft, place))

    def _put_back(self, draft: Any, place: int) -> None:
        card = self._add(min(place, len(self._cards)))
        card.set_value(draft)
        card.first().setFocus()
        self._typed()

    def _drop(self, card: _Card) -> None:
        self._cards.remove(card)
        self._inside.removeWidget(card)
        card.hide()
        card.deleteLater()

    def value(self) -> tuple[Any, ...]:
        return tuple(card.value() for card in self._cards)

    def set_value(self, value: tuple[Any, ...]) -> None:
        for card in list(self._cards):
            self._drop(card)
        for draft in value:
            self._add().set_value(draft)

    def set_problem(self, words: str) -> None:
        super().set_problem(words)
        if not words:
            for card in self._cards:
                for field in card.fields.values():
                    field.set_problem("")

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show each problem beside its field, by "0.year" and the like."""
        for where, sentence in problems.items():
            number, _dot, name = where.partition(".")
            card = self._cards[int(number)] if number.isdigit() and int(number) < len(self._cards) else None
            if card is not None and name in card.fields:
                card.fields[name].set_problem(sentence)
            else:
                super().set_problem(sentence)

    @property
    def troubled(self) -> bool:
        return super().troubled or any(
            field.troubled for card in self._cards for field in card.fields.values()
        )

    @property
    def place_of_problem(self) -> QWidget:
        for card in self._cards:
            for field in card.fields.values():
                if field.problem:
                    return field.place_of_problem
        return self.button


class _Card(QFrame):
    """The fields of one vehicle or person."""

    remove_wanted = Signal()

    def __init__(self, draft_class: type[Any], rows: list[list[tuple[str, Field, int]]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._draft_class = draft_class
        self._id = ""
        self.fields: dict[str, Field] = {}
        outer = QHBoxLayout(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for down, row in enumerate(rows):
            across = 0
            for name, field, span in row:
                self.fields[name] = field
                grid.addWidget(field, down, across, 1, span)
                across += span
        outer.addLayout(grid, 1)
        self.remove = remove_button(_("Take this out"))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit())
        outer.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        keys = QAction(self)
        keys.setShortcut(TAKE_OUT_KEYS)
        keys.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.triggered.connect(lambda: self.remove_wanted.emit())
        self.addAction(keys)

    def something(self, draft: Any) -> bool:
        """Say whether anything was said in a draft of this card."""
        return bool(draft != self._draft_class(id=draft.id))

    def first(self) -> Field:
        """Give the field where typing begins."""
        return next(iter(self.fields.values()))

    def value(self) -> Any:
        """Give the draft of this card."""
        return self._draft_class(id=self._id, **{name: field.value() for name, field in self.fields.items()})

    def set_value(self, draft: Any) -> None:
        """Put a draft on this card."""
        self._id = draft.id
        for name, field in self.fields.items():
            field.set_value(getattr(draft, name))


class VehiclesField(PartsField):
    """Vehicles as described, in the order in which one looks at a car."""

    def __init__(self, label: str) -> None:
        def make() -> _Card:
            return _Card(
                VehicleDraft,
                [
                    [
                        ("colour", LineField(_("Color")), 1),
                        ("year", LineField(_("Year")), 1),
                        ("make", LineField(_("Make")), 1),
                        ("model", LineField(_("Model")), 1),
                    ],
                    [
                        ("body", LineField(_("Body"), placeholder=_("sedan, pickup …")), 1),
                        ("plate", LineField(_("Plate")), 1),
                        ("state", LineField(_("State")), 1),
                        ("other", LineField(_("Anything else")), 1),
                    ],
                ],
            )

        super().__init__(label, _("Add a vehicle"), make)


class PersonsField(PartsField):
    """Persons as described: what they wore and did; race only beside other features."""

    def __init__(self, label: str) -> None:
        def make() -> _Card:
            return _Card(
                PersonDraft,
                [
                    [
                        ("clothing", LineField(_("Clothing, from the top down")), 3),
                        ("direction", LineField(_("Which way they went")), 1),
                    ],
                    [
                        ("height", BandField(_("Height"), "height", HEIGHTS), 1),
                        ("weight", BandField(_("Weight"), "weight", WEIGHTS), 1),
                        ("build", LineField(_("Build")), 1),
                        ("hair", LineField(_("Hair")), 1),
                    ],
                    [
                        ("other", LineField(_("Anything else")), 3),
                        ("race_as_described", LineField(_("Race as described")), 1),
                    ],
                ],
            )

        super().__init__(label, _("Add a person"), make)
