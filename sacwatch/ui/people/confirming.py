"""The view "Is your entry still right?": who is due, ticked off one after the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from sacwatch.domain.households import Household
from sacwatch.domain.kinds import Ref
from sacwatch.domain.listing import HouseholdQuery
from sacwatch.domain.members import Member
from sacwatch.i18n import N_, _
from sacwatch.ui import icons, shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.people.households import HomeLine, HouseholdsView
from sacwatch.ui.people.orders import DUE
from sacwatch.ui.records.model import Column

SLIP = "household-slip"
"""The paper that asks a household whether its entry is still right."""


class ConfirmView(HouseholdsView):
    """Households that nobody confirmed for a year; Space ticks the chosen ones off."""

    record_words = (N_("{count} household is due"), N_("{count} households are due"))
    new_words = N_("Print all slips")

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.installEventFilter(self)
        self.table.setAccessibleName(_("Is your entry still right?"))
        self.primary.setIcon(icons.icon("print", on_accent=True))
        # Nothing is written by printing.
        self.primary.setEnabled(True)
        self.primary.setToolTip(_("A slip for each household that is due, to hand out and get back"))
        column = self.front.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(
                0,
                plain_label(
                    _(
                        "Once a year each household is asked whether its entry is still right. Space: they "
                        "said so today. Enter: change the entry. Shift and the arrow keys choose several."
                    ),
                    "faint",
                ),
            )

    def make_columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Address"), lambda line: line.address),
            Column(_("People"), lambda line: line.people, spare=1),
            Column(_("Last said"), lambda line: line.told, _("Wed, Nov 28, 2026")),
        )

    def add_filters(self) -> None:
        self._block = self.add_filter(_("Block"), [("", _("Any block"))])

    def filtered(self) -> bool:
        return bool(self._block.currentData())

    def query(self, offset: int) -> HouseholdQuery:
        return HouseholdQuery(
            words=self.search.text(),
            due_on=self.desk.today(),
            block_id=self._block.currentData() or None,
            offset=offset,
        )

    def line(self, household: Household, people: list[Member], blocks: dict[str, str]) -> HomeLine:
        line = super().line(household, people, blocks)
        day = household.confirmed_on
        told = shown.short_day(day, self.desk.today()) if day is not None else _("Never asked")
        return HomeLine(line.id, line.address, line.people, line.block, told)

    def _make_empty(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(40, 40, 40, 40)
        column.addStretch(1)
        title, why = self.empty_words()
        column.addWidget(plain_label(title, "section"))
        column.addWidget(plain_label(why, "faint"))
        column.addStretch(2)
        return holder

    def empty_words(self) -> tuple[str, str]:
        return (
            _("Nobody is due"),
            _("Each household was entered, or said that its entry is right, within the last year."),
        )

    # Ticking and printing

    def chosen_ids(self) -> list[str]:
        """Give the ids of the households that are chosen in the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [line.id for line in map(self.model.line, rows) if line is not None]

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        ):
            if not self.desk.read_only and self.chosen_ids():
                self.confirm(self.chosen_ids())
            return True
        return super().eventFilter(watched, event)

    def buttons_of(self, household: Household) -> list[tuple[str, str, Any]]:
        return [
            ("today", _("Confirmed today"), lambda: self.confirm(self.chosen_ids() or [household.id])),
            ("edit", _("Change"), lambda: self.edit(household.id)),
            ("print", _("Print slip"), lambda: self.print_slips(self.chosen_ids() or [household.id])),
        ]

    def offer_confirming(self, household: Household) -> None:
        """Offer it nowhere else: it stands above the details."""

    def _remove_chosen(self) -> None:
        """Remove nothing by a key here, where one key after the other is pressed."""

    def offer_merging(self, household: Household) -> None:
        """That is for the list of all households."""

    def new(self) -> None:
        self.print_slips([])

    def print_(self) -> None:
        if self.form is None:
            self.print_slips(self.chosen_ids())

    def print_slips(self, ids: list[str]) -> None:
        """Show the slips of these households, or of all that are due, as a paper."""
        self.desk.wanted.emit("reports", (SLIP, ",".join(ids) or DUE))

    def show_ref(self, ref: Ref) -> None:
        self._block.setCurrentIndex(0)
        self._wanted_id = ref.id
        self.look_again()

    def obey(self, order: object) -> None:
        if order == DUE:
            self.table.setFocus()
        else:
            super().obey(order)
