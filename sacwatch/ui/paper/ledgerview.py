"""The ledger in the window: what went out, when, for whom and where to; and who has an old one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.exports import Act, LedgerPage, LedgerQuery
from sacwatch.domain.listing import PAGE_SIZE, Page
from sacwatch.i18n import N_, _
from sacwatch.services import ledgers
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.listsaving import save_list
from sacwatch.ui.records.fields import CheckField, ChoiceField, LineField
from sacwatch.ui.records.model import Column, PagedModel
from sacwatch.ui.records.table import RecordTable
from sacwatch.ui.timers import later

_SOON_MS = 200


class LedgerView(QWidget):
    """What was written, printed or mailed, with a search."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            plain_label(
                _(
                    "Every paper, list, calendar file and map that SacWatch put into a place, printed, saved or "
                    "mailed. ⚠ marks a copy of which a newer one went out since, and which nobody took back."
                ),
                "faint",
            )
        )
        self.words = LineField(_("Find"), placeholder=_("A paper, a place or a date in its name"))
        self.act = ChoiceField(
            _("What was done"),
            [("", _("Anything")), *((each.value, words.label("act", each.value)) for each in Act)],
        )
        self.older = CheckField(_("Only old ones that are still out there"))
        self.print_button = QPushButton(_("Print this month’s…"))
        self.print_button.setIcon(icons.icon("print"))
        self.save_button = QPushButton(_("Save a list for a spreadsheet…"))
        self.save_button.setIcon(icons.icon("save"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.words, 2)
        row.addWidget(self.act, 1)
        column.addLayout(row)
        column.addWidget(flowing(self.older, self.print_button, self.save_button))
        self.count = plain_label("", "faint")
        column.addWidget(self.count)
        self.model = PagedModel(
            (
                Column(_("When"), self._when, longest="Wed, Sep 30, 2026, 10:30 pm"),
                Column(_("Paper"), lambda each: ("⚠ " if each.older else "") + each.name),
                Column(
                    _("For"),
                    lambda each: words.label("audience", each.audience.value),
                    longest=words.label("audience", "block_captains"),
                ),
                Column(_("What was done"), self._done, longest=words.label("act", "withdrawn") + " × 2"),
                Column(_("Where to"), lambda each: each.place),
            ),
            self._ask_more,
        )
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(_("What went out"))
        column.addWidget(self.table, 1)
        self._soon = later(_SOON_MS, self, self.refresh)
        for field in (self.words, self.act, self.older):
            field.edited.connect(self._soon.start)
        self.save_button.clicked.connect(lambda: save_list(self, desk, "reports"))
        self.print_button.clicked.connect(lambda: desk.wanted.emit("reports", ("ledger", "")))

    def _when(self, entry: Any) -> str:
        return shown.moment(entry.at, self._desk.zone)

    def _done(self, entry: Any) -> str:
        done = words.label("act", entry.act.value)
        return f"{done} × {entry.copies}" if entry.copies > 1 else done

    def _query(self, offset: int) -> LedgerQuery:
        act = self.act.value()
        return LedgerQuery(
            words=self.words.value(),
            act=Act(act) if act else None,
            older=self.older.value(),
            offset=offset,
            limit=PAGE_SIZE,
        )

    def refresh(self) -> None:
        """Ask for what is wanted anew."""
        query = self._query(0)
        self._desk.read(lambda work: ledgers.find(work, query), self._show, owner=self, slot="ledger")

    def _show(self, page: LedgerPage) -> None:
        self.model.restart(Page(page.entries, page.total))
        told = shown.count(page.total, N_("{count} line"), N_("{count} lines"))
        self.count.setText(told if page.total else _("Nothing went out that fits this."))

    def _ask_more(self, offset: int) -> None:
        query = self._query(offset)
        self._desk.read(
            lambda work: ledgers.find(work, query),
            lambda page: self.model.take(Page(page.entries, page.total, offset)),
            owner=self,
        )
