"""Asks which other entry is of the same person or home, and shows what would stand in the one entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QListWidget, QRadioButton, QScrollArea, QWidget

from sacwatch import words
from sacwatch.domain import households as home_rules
from sacwatch.domain import members as member_rules
from sacwatch.domain.households import Household, HouseholdDraft
from sacwatch.domain.kinds import Ref
from sacwatch.domain.listing import HouseholdQuery, MemberQuery
from sacwatch.domain.members import Member, MemberDraft, Skill
from sacwatch.i18n import _
from sacwatch.services import households, members, merging
from sacwatch.ui import plain
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.timers import later

_TYPING_MS = 120
_MOST = 8
_LONGEST = 44
"""Letters of an entry for which there is room beside a button."""


@dataclass(frozen=True)
class Sides:
    """What each entry says, and what the one entry would say."""

    here: Any
    there: Any
    both: Any


class MergeDialog(Dialog):
    """The other entry, which of the two is kept, and what becomes of each field."""

    def __init__(self, parent: QWidget, desk: Any, record: Member | Household) -> None:
        self.person = isinstance(record, Member)
        super().__init__(
            parent,
            _("These two are one person") if self.person else _("These two are one home"),
            _(
                "What only the other entry says is added to the one that you keep, and whatever names the "
                "other names that one from then on. Undo takes it back."
            ),
            _("Make one of them"),
            width=760,
        )
        self._desk = desk
        self._record = record
        self._found: list[Any] = []
        self.other: Any = None
        self.sides: Sides | None = None
        self.search = self.line(_("Which other entry is it?"))
        self.search.setPlaceholderText(_("Name, phone or address"))
        self.search.setText(_first_guess(record))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Entries that may be the same"))
        self.list.currentRowChanged.connect(self._chosen)
        self.list.setMaximumHeight(self.fontMetrics().height() * 6)
        self.column.addWidget(self.list)
        self.keep_here, self.keep_there = QRadioButton(), QRadioButton()
        self.keep_here.setChecked(True)
        self.keep_here.toggled.connect(lambda _on: self._preview())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(_("What becomes of each field"))
        self._area.setMinimumHeight(self.fontMetrics().height() * 9)
        self._area.hide()
        self.column.addWidget(self.keep_here)
        self.column.addWidget(self.keep_there)
        self.column.addWidget(self._area, 1)
        for button in (self.keep_here, self.keep_there):
            button.hide()
        self.accept_button.setEnabled(False)
        self._typing = later(_TYPING_MS, self, self._look)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self.list.setFocus)
        self.finish()
        self._look()

    @property
    def keep_id(self) -> str:
        """The entry that is kept."""
        return str(self._record.id if self.keep_here.isChecked() else self.other.id)

    @property
    def other_id(self) -> str:
        """The entry that goes."""
        return str(self.other.id if self.keep_here.isChecked() else self._record.id)

    # Finding

    def _look(self) -> None:
        typed, own, person = self.search.text(), self._record.id, self.person

        def read(work: Any) -> list[Any]:
            if not typed.strip():
                return []
            page: Any = (
                members.find(work, MemberQuery(words=typed, active=None, limit=_MOST + 1))
                if person
                else households.find(work, HouseholdQuery(words=typed, active=None, limit=_MOST + 1))
            )
            return [each for each in page.lines if each.id != own][:_MOST]

        self._desk.read(read, self._offer, owner=self, slot="others")

    def _offer(self, found: list[Any]) -> None:
        self._found = found
        self.list.clear()
        for each in found:
            self.list.addItem(_title(each))
        if not found:
            self._show_nothing()

    def _chosen(self, row: int) -> None:
        self.other = self._found[row] if 0 <= row < len(self._found) else None
        self._preview()

    # What becomes of the fields

    def _preview(self) -> None:
        if self.other is None:
            self._show_nothing()
            return
        keep, other, person = self.keep_id, self.other_id, self.person
        look: Callable[..., Any] = merging.preview if person else merging.preview_home
        self._desk.read(
            lambda work: look(work, keep, other),
            self._show,
            owner=self,
            slot="preview",
            fail=lambda _gone: self._look(),
        )

    def _show_nothing(self) -> None:
        self.sides = None
        for each in (self._area, self.keep_here, self.keep_there):
            each.hide()
        self.accept_button.setEnabled(False)

    def _show(self, both: MemberDraft | HouseholdDraft) -> None:
        if self.other is None:
            return
        draft_of: Callable[[Any], Any] = member_rules.draft_of if self.person else home_rules.draft_of
        self.sides = Sides(draft_of(self._record), draft_of(self.other), both)
        keep = _("Keep {title}")
        for button, record in ((self.keep_here, self._record), (self.keep_there, self.other)):
            button.setText(plain.button(keep.format(title=_title(record)[:_LONGEST])))
            button.show()
        self._area.setWidget(_table(self.sides))
        self._area.show()
        self.grow()
        self.accept_button.setEnabled(True)


def _table(sides: Sides) -> QWidget:
    """Give the table of what each entry says, and what the one will say."""
    body = QWidget()
    grid = QGridLayout(body)
    grid.setHorizontalSpacing(14)
    heads = ("", _("This entry"), _("The other entry"), _("What will stand"))
    for across, head in enumerate(heads):
        grid.addWidget(plain_label(head, "heading"), 0, across)
        grid.setColumnStretch(across, 1 if across else 0)
    told = [_told(each) for each in (sides.here, sides.there, sides.both)]
    row = 1
    for name in told[0]:
        texts = [each[name] for each in told]
        if not any(texts):
            continue
        grid.addWidget(plain_label(name, "faint"), row, 0, Qt.AlignmentFlag.AlignTop)
        for across, text in enumerate(texts, 1):
            label = plain_label(text)
            label.setMinimumWidth(1)  # one long word must not push the others out of sight
            grid.addWidget(label, row, across, Qt.AlignmentFlag.AlignTop)
        row += 1
    grid.setRowStretch(row, 1)
    return body


def _told(draft: MemberDraft | HouseholdDraft) -> dict[str, str]:
    """Give what a draft says, by the words for each field."""
    if isinstance(draft, HouseholdDraft):
        return {
            _("Address"): draft.place.text,
            _("How many people"): draft.people,
            _("Pets"): draft.pets,
            _("Cars"): _lines(" ".join((v.colour, v.make, v.model, v.plate)) for v in draft.vehicles),
            _("Key"): draft.key_holder,
            _("Gas, water, power"): draft.utilities,
            _("Needs help"): draft.special_needs,
            _("Vacations"): _lines(f"{each.first_day} – {each.last_day}" for each in draft.vacations),
            _("What others may see"): _agreed(draft),
            _("Note"): draft.note,
        }
    ours = {each.value for each in Skill}
    return {
        _("Name"): draft.name,
        _("Phones"): _lines(each.number for each in draft.phones),
        _("E-mail"): plain.mail(draft.email),
        _("Address"): draft.address.text,
        _("Language"): draft.language,
        _("Best told by"): words.label("channel", draft.channel) if draft.channel else "",
        _("Does"): _lines(words.label("role", each) for each in draft.roles),
        _("Can help with"): _lines(
            words.label("skill", each) if each in ours else each for each in draft.skills
        ),
        _("Trainings"): _lines(f"{each.name} {each.done_on}".strip() for each in draft.trainings),
        _("Vetting good until"): draft.vetting_expires_on,
        _("In an emergency"): _lines((draft.emergency_name, draft.emergency_phone)),
        _("What others may see"): _agreed(draft),
        _("Note"): draft.note,
    }


def _lines(parts: Any) -> str:
    return "\n".join(" ".join(each.split()) for each in parts if each.strip())


def _agreed(draft: MemberDraft | HouseholdDraft) -> str:
    by_field: dict[str, list[str]] = {}
    for each in draft.consents:
        by_field.setdefault(each.field, []).append(words.label("audience", each.audience))
    return _lines(
        f"{words.label('fact', field)}: {', '.join(dict.fromkeys(audiences))}"
        for field, audiences in by_field.items()
    )


def _title(record: Member | Household) -> str:
    """Give an entry in a line, so that two of one name are told apart."""
    if isinstance(record, Household):
        return record.place.text
    numbers: Sequence[str] = [each.number for each in record.phones[:1]]
    return " · ".join(part for part in (record.name, *numbers, record.address.text) if part)


def _first_guess(record: Member | Household) -> str:
    """Give the words by which the other entry is likely found: the last name, the house number and street."""
    if isinstance(record, Household):
        return " ".join(record.place.text.split()[:2])
    return (record.name.split() or [""])[-1]


def begin(view: Any, record: Member | Household) -> None:
    """Ask which other entry is the same as this one, and make one of them; undo takes it back."""
    # The list has the focus afterward, and not a link that may be gone by then.
    view.table.setFocus()
    dialog = MergeDialog(view.window(), view.desk, record)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _carry_out(view, dialog))
    dialog.open()


def _carry_out(view: Any, dialog: MergeDialog) -> None:
    if dialog.sides is None:
        return
    keep, other, draft = dialog.keep_id, dialog.other_id, dialog.sides.both
    merge: Callable[..., Any] = merging.merge if dialog.person else merging.merge_homes
    today = view.desk.today()
    view.desk.do(
        lambda work: merge(work, keep, other, draft, today=today),
        owner=view,
        then=lambda kept: view.show_ref(Ref(view.kind, kept.id)),
        said=_("Two entries are one now."),
    )
