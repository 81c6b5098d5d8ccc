"""The page of whom to call for what: filled in, tried, and printed as a card."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton

from sacwatch import words, words_resources
from sacwatch.domain import resources as rules
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.resources import Entry, Group, Standing
from sacwatch.domain.watches import STALE_AFTER_DAYS
from sacwatch.i18n import N_, _
from sacwatch.services import resources
from sacwatch.services.resources import Found, Query
from sacwatch.ui import icons, shown
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column
from sacwatch.ui.records.resourceform import ResourceForm


class ResourcesPage(RecordsPage):
    """Whom to call: the directory, the chosen line, and its form."""

    name = "resources"
    kind = Kind.WATCH
    kinds = frozenset({Kind.WATCH})
    record_words = (N_("{count} line"), N_("{count} lines"))

    def __init__(self, desk: Any) -> None:
        columns = (
            Column(_("Whom to call"), _name),
            Column(_("Number"), lambda entry: entry.number or entry.text, "916-555-0142"),
            Column(_("Tried"), self._tried, _("⚠ Try again"), spare=2),
            Column(_("For what"), lambda entry: words.label("group", entry.group.value), spare=1),
        )
        super().__init__(desk, _("Whom to call"), _("Add a number"), columns)
        # Beneath the list: in large text it would not stand beside the title.
        card = QPushButton(_("Print the card"))
        card.setIcon(icons.icon("print"))
        card.clicked.connect(lambda: self.print_())
        self.below.addWidget(card)
        self._which = self.add_filter(
            _("Which lines"),
            [("", _("On the card")), ("try", _("To be tried")), ("hidden", _("Left off the card"))],
        )

    def empty_words(self) -> tuple[str, str]:
        return (
            _("Nobody to call is left"),
            _("Everything was left off the card. Choose “Left off the card” above to put something back."),
        )

    def filtered(self) -> bool:
        return bool(self._which.currentData())

    def query(self, offset: int) -> Query:
        return Query(self.search.text(), self._which.currentData(), offset)

    def ask_lines(self, work: Any, query: Query) -> Lines[Entry]:
        return resources.find(work, query, today=self.desk.today())

    def ask_record(self, work: Any, id_: str) -> Found:
        return resources.get(work, id_, today=self.desk.today())

    def read_record(self, work: Any, id_: str) -> Found:
        return resources.get(work, id_, today=self.desk.today())

    def make_form(self, **how: Any) -> Form:
        return ResourceForm(self.desk, **how)

    def print_(self) -> None:
        if self.form is None:
            self.desk.wanted.emit("reports", ("call-card", ""))

    def _tried(self, entry: Entry) -> str:
        found = rules.standing(entry, self.desk.today())
        if found is Standing.CHECKED and entry.checked_on is not None:
            return shown.short_day(entry.checked_on, self.desk.today())
        mark = "⚠ " if found in (Standing.STALE, Standing.UNVERIFIED) else ""
        return f"{mark}{words.label('tried', found.value)}"

    # One line

    def show_record(self, record: Found) -> None:
        entry, details = record.entry, self.details
        details.heading(_name(entry))
        sentence = _standing_words(record)
        if sentence:
            bad = record.standing in (Standing.STALE, Standing.UNVERIFIED)
            details.text(sentence, "problem" if bad else "faint")
        if not self.desk.read_only:
            self._offer(record)
        details.text(words_resources.entry_purpose(entry.key, entry.purpose))
        details.facts(
            [
                (_("Number"), entry.number),
                (_("Text message"), entry.text),
                (_("Relay"), entry.relay),
                (_("Hours"), entry.hours),
                (_("Languages"), ", ".join(entry.languages)),
                (_("For those in"), _where_words(record)),
                (_("Tried on"), shown.day(entry.checked_on) if entry.checked_on else ""),
                (_("Tried by"), entry.checked_by),
                (_("Number from"), entry.source),
            ]
        )
        if entry.group is Group.CRISIS:
            details.part(_("City and county"))
            details.text(words_resources.crisis(record.jurisdiction.value))

    def _offer(self, record: Found) -> None:
        entry = record.entry
        buttons = []
        if record.standing in (Standing.CHECKED, Standing.STALE, Standing.UNVERIFIED):
            buttons.append(("check", _("Called today, it works"), lambda: self.tried(entry.id)))
        change = _("Change") if entry.reachable else _("Fill in")
        buttons.append(("edit", change, lambda: self.edit(entry.id)))
        if entry.hidden:
            buttons.append(("undo", _("Put on the card"), lambda: self._leave_off(entry, False)))
        else:
            buttons.append(("off_list", _("Leave off the card"), lambda: self._leave_off(entry, True)))
        if entry.own:
            buttons.append(("remove", _("Remove"), lambda: self.remove(entry.id)))
        self.details.buttons(*buttons)

    def tried(self, id_: str) -> None:
        """Note that a number was called today and works."""
        today = self.desk.today()
        self.desk.do(
            lambda work: resources.tried(work, id_, today=today),
            owner=self,
            said=_("Noted: tried today, and it works."),
        )

    def _leave_off(self, entry: Entry, hidden: bool) -> None:
        today = self.desk.today()
        said = _("{name} is left off the card.") if hidden else _("{name} is on the card again.")
        self.desk.do(
            lambda work: resources.leave_off(work, entry.id, today=today, hidden=hidden),
            owner=self,
            said=said.format(name=_name(entry)[:60]),
        )

    def remove(self, id_: str) -> None:
        """Remove one of the captain's own; what ships is left off the card instead."""
        today = self.desk.today()

        def remove(found: Found) -> None:
            if found.entry.own:
                self.desk.do(
                    lambda work: resources.remove(work, id_, today=today),
                    owner=self,
                    said=_("Number removed."),
                )
            elif not found.entry.hidden:
                self._leave_off(found.entry, True)

        self.desk.read(lambda work: resources.get(work, id_, today=today), remove, owner=self)

    def show_ref(self, ref: Ref) -> None:
        # Whoever is asked for is shown, also one that a filter would keep out.
        self._which.setCurrentIndex(0)
        super().show_ref(ref)


def _name(entry: Entry) -> str:
    return words_resources.entry_name(entry.key, entry.name)


def _where_words(record: Found) -> str:
    told = rules.says_where(record.entry, record.jurisdiction)
    return words.label("where", record.entry.where.value) if told else ""


def _standing_words(record: Found) -> str:
    """Say what is to be done about a number."""
    if record.entry.hidden:
        return _("Left off the card and every list.")
    told = {
        Standing.STANDARD: _("Known everywhere; it need not be tried."),
        Standing.STALE: _("It was tried more than {days} days ago. Please call it once more.").format(
            days=STALE_AFTER_DAYS
        ),
        Standing.UNVERIFIED: _("Nobody has tried this number yet. Please call it once."),
        Standing.BLANK: _("There is no number yet. On paper it is a line to write on."),
    }
    return told.get(record.standing, "")
