"""The form of a household."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacwatch.domain import households as rules
from sacwatch.domain.households import Household, HouseholdDraft, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.kinds import Kind
from sacwatch.domain.members import Member
from sacwatch.domain.watches import Block
from sacwatch.i18n import _
from sacwatch.services import households, watches
from sacwatch.services.attachments import Photos
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label
from sacwatch.ui.people.consentfield import ConsentField
from sacwatch.ui.records.fields import ChoiceField, DayField, LineField, TextField
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.linerows import LinesField, Part, day_part
from sacwatch.ui.records.places import PlaceField

_BLOCK = "block_id"
"""The field that is two values of the draft."""


class BlockField(ChoiceField):
    """The block of a household: the one it lies in, or one that the captain chooses."""

    def __init__(self, label: str) -> None:
        super().__init__(label, [("", _("By its place on the map"))])
        self._by_place: str | None = None
        self._blocks: tuple[Block, ...] = ()

    def offer(self, blocks: Sequence[Block]) -> None:
        """Offer the blocks of the watch."""
        chosen = self.value()
        self._blocks = tuple(blocks)
        self._show(chosen)

    def set_block(self, block_id: str | None, *, chosen: bool) -> None:
        """Show the block that was chosen, or which one follows from the place."""
        self._by_place = None if chosen else block_id
        self._show(block_id if chosen and block_id else "")

    def _show(self, chosen: str) -> None:
        there = next((each.name for each in self._blocks if each.id == self._by_place), "")
        by_place = _("By its place on the map")
        self.box.clear()
        self.box.addItem(f"{by_place}: {there}" if there else by_place, "")
        for each in self._blocks:
            self.box.addItem(each.name, each.id)
        if chosen and chosen not in {each.id for each in self._blocks}:
            self.box.addItem(_("The block as before"), chosen)
        self.set_value(chosen)


class HouseholdForm(Form):
    """A household: where it is, who and what belongs to it, and what may be shown of it."""

    kind = Kind.HOUSEHOLD
    draft_class = HouseholdDraft

    def title_words(self) -> str:
        return _("Change a household") if self.record else _("Add a household")

    def saved_words(self) -> str:
        return _("Household changed.") if self.record else _("Household added.")

    def lay_out(self, column: QVBoxLayout) -> None:
        today = self.desk.today
        column.addWidget(self.add("place", PlaceField(self.desk, _("Address"))))
        self.block = BlockField(_("Block"))
        self.add(_BLOCK, self.block)
        people = self.add("people", LineField(_("How many people")))
        pets = self.add("pets", LineField(_("Pets"), placeholder=_("Dog, friendly; two indoor cats")))
        column.addWidget(side_by_side(self.block, people, pets, stretch=(3, 2, 3)))
        self._people = QWidget()
        self._names = QVBoxLayout(self._people)
        self._names.setContentsMargins(0, 0, 0, 0)
        self._names.setSpacing(2)
        column.addWidget(self._people)
        column.addWidget(section(_("Cars")))
        column.addWidget(
            self.add(
                "vehicles",
                LinesField(
                    "",
                    HouseholdVehicleDraft,
                    (
                        Part("colour", _("Color"), _("blue")),
                        Part("make", _("Make"), _("Toyota")),
                        Part("model", _("Model"), _("Corolla")),
                        Part("plate", _("Plate")),
                    ),
                    today,
                ),
            )
        )
        self._lay_out_guarded(column)
        column.addWidget(section(_("What others may see")))
        column.addWidget(self.add("consents", ConsentField("", Household, _("these people"), today)))
        column.addWidget(
            side_by_side(
                self.add("confirmed_on", DayField(_("When they last said that this is right"), today)),
                QWidget(),
            )
        )
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))
        self._ask()

    def _lay_out_guarded(self, column: QVBoxLayout) -> None:
        """Lay out what nobody but the captain ever sees."""
        column.addWidget(section(_("For you only, whatever they agree to")))
        column.addWidget(
            self.add(
                "vacations",
                LinesField(
                    _("Vacations: when the watch looks at the house"),
                    VacationDraft,
                    (
                        day_part("first_day", _("First day"), coming=True),
                        day_part("last_day", _("Last day"), coming=True),
                        Part("key_holder", _("Key is with")),
                        Part("note", _("What to look at"), _("What to look at there"), below=True),
                    ),
                    self.desk.today,
                ),
            )
        )
        column.addWidget(
            side_by_side(
                self.add("key_holder", LineField(_("Who usually has a key"))),
                self.add(
                    "utilities",
                    LineField(_("Gas, water, power"), placeholder=_("Gas shut-off at the left side")),
                ),
            )
        )
        column.addWidget(
            self.add("special_needs", TextField(_("Who needs help, and what kind of help"), least=1))
        )

    def _ask(self) -> None:
        """Ask for the blocks, and for the people who live there."""
        home = self.record.id if self.record is not None else None

        def read(work: Any) -> tuple[tuple[Block, ...], list[Member]]:
            people = households.people_of(work, [home]).get(home, []) if home is not None else []
            return watches.get(work).blocks, people

        self.desk.read(read, self._take, owner=self, slot="around")

    def _take(self, found: tuple[tuple[Block, ...], list[Member]]) -> None:
        blocks, people = found
        self.block.offer(blocks)
        if people:
            self._names.addWidget(plain_label(_("Who lives there"), "heading"))
        for each in people:
            link = Link(each.name, _("Open this member; what you typed here is kept"))
            link.clicked.connect(lambda _on=False, id_=each.id: self.desk.open_record(Kind.MEMBER, id_))
            self._names.addWidget(link)

    def fresh_draft(self) -> HouseholdDraft:
        return rules.draft_of(self.record) if self.record is not None else HouseholdDraft()

    def fill(self, draft: HouseholdDraft) -> None:
        for name, field in self.fields.items():
            if name != _BLOCK:
                field.set_value(getattr(draft, name))
        self.block.set_block(draft.block_id, chosen=draft.block_chosen)

    def collect(self) -> HouseholdDraft:
        typed: HouseholdDraft = super().collect()
        chosen = self.block.value()
        return dataclasses.replace(
            typed,
            block_id=chosen or None,
            block_chosen=bool(chosen),
            active=self.record.active if self.record is not None else True,
        )

    def carry_out(self, work: Any, draft: HouseholdDraft, photos: Photos) -> Household:
        if self.record is not None:
            return households.change(work, self.record.id, draft, today=self.desk.today())
        return households.add(work, draft, today=self.desk.today())
