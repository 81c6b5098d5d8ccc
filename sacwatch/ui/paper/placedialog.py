"""The dialog of one place for papers: where it is, for whom, which papers, and whether it waits for Release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import (
    Destination,
    DestinationDraft,
    Rule,
    Sort,
    Wish,
    draft_of,
)
from sacwatch.domain.errors import Invalid, Trouble
from sacwatch.i18n import _
from sacwatch.services import destinations, passphrases, places, wanted
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import CheckField, ChoiceField, Field, LineField

_NOT = ""


class PlaceDialog(Dialog):
    """Add or change a place for papers."""

    def __init__(self, parent: QWidget, desk: Any, past: Destination | None = None) -> None:
        super().__init__(
            parent,
            _("Change the place") if past else _("Add a place for papers"),
            _("SacWatch keeps current PDFs there, and a list of them called “Latest papers”."),
            _("Keep it"),
            width=640,
        )
        self._desk, self.past = desk, past
        draft = draft_of(past) if past else DestinationDraft()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setSpacing(10)
        column.setContentsMargins(0, 0, 8, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(420)
        self._area.setWidget(holder)
        self._area.setAccessibleName(_("The place"))
        self.fields: dict[str, Field] = {}
        self.sort = ChoiceField(
            _("What sort of place"), [(each.value, words.label("place", each.value)) for each in Sort]
        )
        self.address = LineField(_("Folder"))
        self.choose = QPushButton(_("Choose a folder…"))
        self.account = LineField(_("Your name at the server"))
        self.password = LineField(_("Password"))
        self.test = QPushButton(_("Try the server"))
        self.told = plain_label()
        self.told.hide()
        self.name = LineField(_("What to call it"), placeholder=_("The shared folder"))
        audiences = [(each.value, words.label("audience", each.value)) for each in Audience]
        self.audience = ChoiceField(_("The papers there are for"), audiences)
        self.automatic = CheckField(_("Put them there without showing me first what changed"))
        self.large = CheckField(_("Large print"))
        rules = [(_NOT, _("Not there")), *((each.value, words.label("wish", each.value)) for each in Rule)]
        self.wishes = {paper.name: ChoiceField(paper.title_words, rules) for paper in wanted.offered()}
        for name, field in (
            ("sort", self.sort),
            ("address", self.address),
        ):
            self._put(column, name, field)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        for name, field in (("account", self.account), ("password", self.password)):
            self._put(column, name, field)
        row = QHBoxLayout()
        row.addWidget(self.test)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.told)
        others: tuple[tuple[str, Field], ...] = (
            ("name", self.name),
            ("audience", self.audience),
            ("automatic", self.automatic),
            ("large", self.large),
        )
        for name, each in others:
            self._put(column, name, each)
        column.addWidget(plain_label(_("Which papers lie there"), "section"))
        self._no_papers = plain_label("", "problem")
        self._no_papers.hide()
        column.addWidget(self._no_papers)
        for field in self.wishes.values():
            column.addWidget(field)
        column.addStretch(1)
        self.column.addWidget(self._area, 1)
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.choose.clicked.connect(self._choose_folder)
        self.test.clicked.connect(self._try_server)
        self.sort.edited.connect(self._show_what_counts)
        self.audience.edited.connect(self._show_what_counts)
        self._fill(draft)
        self._first = self.sort.box
        self.finish()

    def _put(self, column: QVBoxLayout, name: str, field: Field) -> None:
        self.fields[name] = field
        column.addWidget(field)

    def _fill(self, draft: DestinationDraft) -> None:
        for name in ("sort", "address", "account", "name", "audience", "automatic", "large"):
            self.fields[name].set_value(getattr(draft, name))
        wished = {each.report: each.rule.value for each in draft.wishes}
        for name, field in self.wishes.items():
            field.set_value(wished.get(name, _NOT))
        self._show_what_counts()

    def _show_what_counts(self) -> None:
        """Show the fields that count for this sort of place and this audience."""
        served = self.sort.value() == Sort.WEBDAV
        self.address.label.setText(_("Address (https://…)") if served else _("Folder"))
        self.address.line.setAccessibleName(self.address.label.text())
        self.choose.setVisible(not served)
        for each in (self.account, self.password, self.test):
            each.setVisible(served)
        if served and not passphrases.can_remember():
            self.password.set_hint(
                _("This computer has no password store that SacWatch can use, so a password cannot be kept.")
            )
        elif served and self.past is not None:
            self.password.set_hint(_("Leave it blank to keep the one that is known."))
        mine = self.audience.value() == Audience.CAPTAIN
        self.automatic.setVisible(not mine)
        self.audience.set_hint(
            _("They go there by themselves, ten seconds after the last change.")
            if mine
            else _("They wait until you have looked at what changed and pressed Release.")
        )
        for name in destinations.captains_papers() & set(self.wishes):
            self.wishes[name].setEnabled(mine)
            if not mine:
                self.wishes[name].set_value(_NOT)

    def _choose_folder(self) -> None:
        start = Path(self.address.value()) if self.address.value() else paths.documents()
        start = next((each for each in (start, *start.parents) if each.is_dir()), paths.documents())
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder for the papers"), str(start))
        if chosen:
            self.address.set_value(chosen)
            self.address.set_problem("")

    # What was typed

    def draft(self) -> DestinationDraft:
        """Give what is typed."""
        wishes = tuple(
            Wish(name, Rule(field.value())) for name, field in self.wishes.items() if field.value()
        )
        # A paper that this dialog does not offer stays as it was.
        other = self.past.wishes if self.past else ()
        wishes += tuple(each for each in other if each.report not in self.wishes)
        return DestinationDraft(
            name=self.name.value(),
            sort=self.sort.value() or Sort.FOLDER,
            address=self.address.value(),
            account=self.account.value(),
            audience=self.audience.value() or Audience.CAPTAIN,
            large=self.large.value(),
            automatic=self.automatic.value(),
            wishes=wishes,
            note=self.past.note if self.past else "",
        )

    def _try_server(self) -> None:
        """Ask the server in the background whether it takes files."""
        draft, password = self.draft(), self.password.value()
        past = self.past
        if not password and past is not None and past.account == draft.account:
            password = destinations.password(past)
        self._say_of_server(_("Asking the server …"), "faint")
        self.test.setEnabled(False)

        def answered(_none: object) -> None:
            self.test.setEnabled(True)
            self._say_of_server("✓ " + _("The server takes papers."), "faint")

        def refused(problem: BaseException) -> None:
            self.test.setEnabled(True)
            if isinstance(problem, Trouble):
                told = words.sentence(problem.problem.key, problem.problem.values)
                self._say_of_server("⚠ " + told, "problem")
            else:
                self._desk.failed(problem)

        def ask(_job: Any) -> None:
            places.try_server(draft.address, draft.account, password, draft.name)

        self._desk.tasks.in_pool(ask, owner=self, then=answered, fail=refused, slot="try server")

    def _say_of_server(self, sentence: str, role: str) -> None:
        self.told.setProperty("role", role)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.told.setText(sentence)
        self.told.show()

    def try_accept(self) -> None:
        draft, past, path = self.draft(), self.past, self._desk.store.path
        password = self.password.value()
        if draft.sort == Sort.WEBDAV and password and not passphrases.can_remember():
            self.say(words.sentence("trouble.no_keyring"), self.password.line)
            return
        for field in self.fields.values():
            field.set_problem("")
        self._no_papers.hide()
        self.accept_button.setEnabled(False)

        def deed(work: Any) -> Destination:
            if past is None:
                return destinations.add(work, draft, watch_file=path, volume=volume)
            return destinations.change(work, past.id, draft, watch_file=path, volume=volume)

        def kept(made: Destination) -> None:
            if password:
                try:
                    destinations.keep_password(made, password)
                except Trouble as trouble:
                    self._refused(trouble)
                    return
            self.accept()

        folder = Path(draft.address) if draft.sort == Sort.FOLDER and draft.address.strip() else None
        volume = places.volume_of(folder) if folder is not None else destinations.ALWAYS_THERE
        said = _("The place was changed.") if past else _("The place was added.")
        self._desk.do(deed, owner=self, then=kept, fail=self._refused, said=said)

    def _refused(self, problem: BaseException) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(problem, Invalid):
            for where, each in problem.problems.items():
                told = words.sentence(each.key, each.values)
                if where in self.fields:
                    self.fields[where].set_problem(told)
                    self._area.ensureWidgetVisible(self.fields[where])
                    self.fields[where].setFocus()
                else:
                    self._no_papers.setText(told)
                    self._no_papers.show()
                    self._area.ensureWidgetVisible(self._no_papers)
            self.say(words.sentence(problem.problem.key, problem.problem.values), self.sort.box)
        elif isinstance(problem, Trouble):
            self.say(words.sentence(problem.problem.key, problem.problem.values), self.address.line)
        else:
            self._desk.failed(problem)
