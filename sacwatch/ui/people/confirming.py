"""The view "Is your entry still right?": who is due, ticked off one after the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from sacwatch.domain.households import Household
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import HouseholdQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.members import Member
from sacwatch.i18n import N_, _
from sacwatch.services import confirming, households, watches
from sacwatch.ui import icons, shown
from sacwatch.ui.notices import plain_label
from sacwatch.ui.people.agreed import agreed_facts
from sacwatch.ui.people.households import HomeLine, HomeShown, HomesLines, HouseholdsView
from sacwatch.ui.people.orders import DUE
from sacwatch.ui.records.model import Column

SLIP = "household-slip"
"""The paper that asks a household whether its entry is still right."""


class ConfirmView(HouseholdsView):
    """Whose entry nobody confirmed for a year, homes and members without one; Space ticks the chosen off."""

    record_words = (N_("{count} entry is due"), N_("{count} entries are due"))
    new_words = N_("Print all slips")

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.installEventFilter(self)
        self.table.setAccessibleName(_("Is your entry still right?"))
        self.primary.setIcon(icons.icon("print", on_accent=True))
        # Nothing is written by printing.
        self.primary.setEnabled(True)
        self.primary.setToolTip(_("A slip for each that is due, to hand out and get back"))
        column = self.front.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(
                0,
                plain_label(
                    _(
                        "Once a year each household, and each member without one, is asked whether the entry "
                        "is still right. Space: they said so today. Enter: change the entry. Shift and the "
                        "arrow keys choose several."
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

    def ask_lines(self, work: Any, query: HouseholdQuery) -> Lines[HomeLine]:
        page = confirming.find(work, query)
        blocks = watches.get(work).blocks
        people = households.people_of(work, [each.id for each in page.lines if isinstance(each, Household)])
        lines = tuple(
            self.line(each, people.get(each.id, []), {})
            if isinstance(each, Household)
            else HomeLine(each.id, each.address.text, each.name, "", self._last_said(each))
            for each in page.lines
        )
        return HomesLines(lines, page.total, page.offset, blocks)

    def ask_record(self, work: Any, id_: str) -> HomeShown | Member:
        found = confirming.get(work, id_)
        return found if isinstance(found, Member) else super().ask_record(work, id_)

    def show_record(self, record: HomeShown | Member) -> None:
        if not isinstance(record, Member):
            super().show_record(record)
            return
        details = self.details
        details.heading(record.name)
        if not self.desk.read_only:
            details.buttons(
                ("today", _("Confirmed today"), lambda: self.confirm(self.chosen_ids() or [record.id])),
                ("print", _("Print slip"), lambda: self.print_slips(self.chosen_ids() or [record.id])),
            )
        details.text(_("A member who belongs to no household."), "faint")
        details.facts(
            [
                (_("Phones"), "\n".join(each.number for each in record.phones)),
                (_("E-mail"), record.email),
                (_("Address"), record.address.text),
                (_("Language"), record.language),
            ]
        )
        details.part(_("What others may see"))
        details.facts(agreed_facts(record.consents, Member))
        details.link(_("Open their entry"), lambda: self.desk.open_record(Kind.MEMBER, record.id))

    def edit(self, id_: str) -> None:
        def found(asked: Household | Member) -> None:
            if isinstance(asked, Member):
                # A member's form is that of the list of members.
                self.desk.open_record(Kind.MEMBER, id_)
            else:
                super(ConfirmView, self).edit(id_)

        self.desk.read(lambda work: confirming.get(work, id_), found, owner=self, slot="whose")

    def confirmed_words(self, count: int) -> str:
        return shown.count(count, N_("{count} entry confirmed."), N_("{count} entries confirmed."))

    def line(self, household: Household, people: list[Member], blocks: dict[str, str]) -> HomeLine:
        line = super().line(household, people, blocks)
        return HomeLine(line.id, line.address, line.people, line.block, self._last_said(household))

    def _last_said(self, entry: Household | Member) -> str:
        day = entry.confirmed_on
        return shown.short_day(day, self.desk.today()) if day is not None else _("Never asked")

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
            _("Each was entered, or said that the entry is right, within the last year."),
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
