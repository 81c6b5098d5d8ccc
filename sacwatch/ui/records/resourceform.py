"""The form of one line of the directory: whom to call for what, and when the number was tried."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sacwatch import words_resources
from sacwatch.domain import texts
from sacwatch.domain.kinds import Kind
from sacwatch.domain.resources import SHIPPED, Key
from sacwatch.domain.watches import NumberDraft, Where
from sacwatch.i18n import _
from sacwatch.services import resources
from sacwatch.services.attachments import Photos
from sacwatch.services.resources import Found
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import ChoiceField, DayField, LineField, TextField, phone_problem
from sacwatch.ui.records.form import Form, section, side_by_side

_OF_ITS_OWN = ("name", "where")
"""What is typed for an entry of the captain's own alone."""


class _CallField(LineField):
    """One number to call or to send a text to, which may be as short as 311."""

    def __init__(self, label: str, *, placeholder: str = "") -> None:
        super().__init__(label, placeholder=placeholder or _("916-555-0100"))
        self.line.editingFinished.connect(self._left)

    def _left(self) -> None:
        number = self.line.text()
        if not self.problem and not texts.is_phone(number, short_code=True):
            self.set_problem(phone_problem(number))


class ResourceForm(Form):
    """One whom to call. What ships has its name; of one's own everything can be said."""

    kind = Kind.WATCH
    page = "resources"
    draft_class = NumberDraft

    def title_words(self) -> str:
        return _("Change a number") if self.record is not None else _("Add a number")

    def saved_words(self) -> str:
        return _("Saved.") if self.record is not None else _("Number added.")

    @property
    def _key(self) -> str:
        return self.record.draft.key if self.record is not None else ""

    def lay_out(self, column: QVBoxLayout) -> None:
        today = self.desk.today
        ships = SHIPPED[Key(self._key)] if self._key else None
        if ships is None:
            name = self.add("name", LineField(_("Whom to call")))
            where = self.add(
                "where",
                ChoiceField(
                    _("For whom they are there"),
                    [
                        (Where.BOTH.value, _("City and county")),
                        (Where.CITY.value, _("Those in the city")),
                        (Where.COUNTY.value, _("Those outside the city")),
                    ],
                ),
            )
            column.addWidget(side_by_side(name, where, stretch=(2, 1)))
        else:
            column.addWidget(section(words_resources.entry_name(self._key, self.record.draft.name)))
        self.number = _CallField(_("Number"), placeholder=ships.number if ships else "")
        self.tried = DayField(_("Tried on"), today)
        self.add("number", self.number)
        self.add("checked_on", self.tried)
        by = self.add("checked_by", LineField(_("Tried by")))
        self.number.edited.connect(self._another_number)
        column.addWidget(side_by_side(self.number, self.tried, by))
        text = self.add(
            "text", _CallField(_("Number for text messages"), placeholder=ships.text if ships else "")
        )
        relay = self.add("relay", _CallField(_("For deaf callers (TTY or relay)"), placeholder=_("711")))
        column.addWidget(side_by_side(text, relay))
        purpose = TextField(_("What for"), least=1)
        if ships is not None:
            purpose.box.setPlaceholderText(words_resources.entry_purpose(self._key, ""))
        column.addWidget(self.add("purpose", purpose))
        hours = self.add("hours", LineField(_("Hours"), placeholder=_("day and night, Mon to Fri 8 to 5")))
        languages = self.add("languages", LineField(_("Languages"), placeholder=_("such as Spanish, Hmong")))
        column.addWidget(side_by_side(hours, languages))
        column.addWidget(
            plain_label(_("All of this but who tried it is on the card for everybody to read."), "faint")
        )
        source = LineField(_("Where you have the number from (for you only)"))
        column.addWidget(self.add("source", source))

    def fresh_draft(self) -> NumberDraft:
        return self.record.draft if self.record is not None else NumberDraft()

    def fill(self, draft: NumberDraft) -> None:
        super().fill(draft)
        self._day = self.tried.value()

    def _another_number(self) -> None:
        """Take away the day on which the number was tried that stood here before."""
        if self.tried.value() and self.tried.value() == self._day:
            self.tried.set_value("")
            self.tried.set_hint(_("This is another number. Please call it once."))

    def collect(self) -> NumberDraft:
        typed: NumberDraft = super().collect()
        if self.record is None:
            return typed
        past = self.record.draft
        kept = {name: getattr(past, name) for name in _OF_ITS_OWN if past.key}
        return dataclasses.replace(typed, id=past.id, key=past.key, hidden=past.hidden, **kept)

    def standing(self, work: Any, base: Found) -> Found | None:
        found = resources.get(work, base.id, today=self.desk.today())
        return found if found.draft != base.draft else None

    def carry_out(self, work: Any, draft: NumberDraft, photos: Photos) -> Found:
        if self.record is not None:
            return resources.change(work, self.record.id, draft, today=self.desk.today())
        return resources.add(work, draft, today=self.desk.today())
