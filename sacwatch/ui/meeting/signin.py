"""Who is here: names ticked off a list, and others added, all from one line and the Enter key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain import signins as signin_rules
from sacwatch.domain.errors import Invalid
from sacwatch.domain.signins import SignIn, WalkInDraft
from sacwatch.i18n import N_, _
from sacwatch.services import signins
from sacwatch.services.signinlists import Printed
from sacwatch.services.signins import Running
from sacwatch.ui import icons, shown
from sacwatch.ui.meeting import meetingwords
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice, phone_problem

_KEY = Qt.ItemDataRole.UserRole
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class _Line:
    """One name of the list."""

    key: tuple[str | None, str | None, str]
    """Member, household where no member is known, and sign-in of somebody who is neither."""
    text: str
    signin_id: str = ""
    """"" where they have not come."""


class SignInView(QWidget):
    """The list of who may come and who has."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._meeting_id = ""
        self._lines: dict[tuple[str | None, str | None, str], _Line] = {}
        self._under_way: set[tuple[str | None, str | None, str]] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Type a name and press Enter"))
        self.name.setAccessibleName(_("Name of somebody who came"))
        self.name.setClearButtonEnabled(True)
        self.name.textChanged.connect(lambda _text: self._narrow())
        self.name.returnPressed.connect(self._entered)
        self.name.installEventFilter(self)
        column.addWidget(self.name)
        self.hint = plain_label("", "faint")
        self.other = QPushButton(_("Somebody else of this name…"))
        self.other.setIcon(icons.icon("add"))
        self.other.clicked.connect(self._somebody_else)
        self.other.hide()
        told = QHBoxLayout()
        told.addWidget(self.hint, 1)
        told.addWidget(self.other)
        column.addLayout(told)
        column.addWidget(self._walk_in_card())
        self.list = QListWidget()
        self.list.setAccessibleName(_("Names on the list"))
        self.list.setUniformItemSizes(True)
        self.list.itemChanged.connect(self._ticked)
        column.addWidget(self.list, 1)
        self.count = plain_label("", "faint")
        column.addWidget(self.count)

    def _walk_in_card(self) -> QFrame:
        self.card = QFrame()
        self.card.setProperty("role", "card")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(14, 10, 14, 10)
        self._new_words = plain_label("", "heading")
        inside.addWidget(self._new_words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.block = Choice([("", _("Block not known"))])
        self.block.setAccessibleName(_("From which block"))
        self.block.installEventFilter(self)
        self.phone = QLineEdit()
        self.phone.setPlaceholderText(_("Phone, if they like"))
        self.phone.setAccessibleName(_("Phone, if they like"))
        self.phone.returnPressed.connect(self.add_walk_in)
        self.add_button = QPushButton(_("Add"))
        self.add_button.setProperty("role", "primary")
        self.add_button.clicked.connect(self.add_walk_in)
        row.addWidget(self.block, 2)
        row.addWidget(self.phone, 2)
        row.addWidget(self.add_button)
        inside.addLayout(row)
        self.problem = plain_label("", "problem")
        self.problem.hide()
        inside.addWidget(self.problem)
        self.card.hide()
        return self.card

    # Showing

    def show_running(self, found: Running) -> None:
        """Show the list of a meeting; what is chosen and typed stays."""
        fresh = found.meeting.id != self._meeting_id
        self._meeting_id = found.meeting.id
        lines = list(_lines(found))
        texts = {block.id: block.name for block in found.blocks}
        if self.block.count() != len(texts) + 1:
            chosen = self.block.currentData()
            self.block.clear()
            self.block.addItem(_("Block not known"), "")
            for id_, block in texts.items():
                self.block.addItem(block, id_)
            self.block.setCurrentIndex(max(0, self.block.findData(chosen)))
        self.list.blockSignals(True)
        if fresh or [each.key for each in lines] != list(self._lines):
            self._rebuild(lines)
        for at, each in enumerate(lines):
            if each.key not in self._under_way:
                self._put(self.list.item(at), each)
        self._lines = {each.key: each for each in lines}
        self.list.blockSignals(False)
        self._tell(len(found.meeting.signins))
        self._narrow()

    def _rebuild(self, lines: list[_Line]) -> None:
        chosen = self._current()
        self.list.clear()
        for each in lines:
            item = QListWidgetItem()
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setData(_KEY, each.key)
            self._put(item, each)
            self.list.addItem(item)
            if each.key == chosen:
                self.list.setCurrentItem(item)

    def _put(self, item: QListWidgetItem, each: _Line) -> None:
        item.setText(each.text)
        item.setCheckState(Qt.CheckState.Checked if each.signin_id else Qt.CheckState.Unchecked)

    def _tell(self, people: int) -> None:
        listed = shown.count(
            len(self._lines), N_("{count} name on the list"), N_("{count} names on the list")
        )
        self.count.setText(f"{meetingwords.came(people)} · {listed}")

    def focus_first(self) -> None:
        """Put the cursor where a name is typed."""
        self.name.setFocus()

    def _current(self) -> tuple[str | None, str | None, str] | None:
        item = self.list.currentItem()
        key: tuple[str | None, str | None, str] | None = None if item is None else item.data(_KEY)
        return key

    def _narrow(self) -> None:
        """Show the names that hold what is typed, and choose the first that has not come."""
        typed = self.name.text().strip()
        first: tuple[int, QListWidgetItem] | None = None
        seen = 0
        for at in range(self.list.count()):
            item = self.list.item(at)
            name, _dot, more = item.text().partition(" · ")
            rank = signin_rules.fit(typed, name, more)
            item.setHidden(rank is None)
            if rank is not None:
                seen += 1
                waits = item.checkState() is Qt.CheckState.Unchecked
                if waits and (first is None or rank < first[0]):
                    first = (rank, item)
        chosen = None if first is None else first[1]
        current = self.list.currentItem()
        if typed and (current is None or current.isHidden() or chosen is not None):
            self.list.setCurrentRow(-1 if chosen is None else self.list.row(chosen))
        self._offer_new(bool(typed) and not seen)
        self.other.setVisible(bool(typed and seen) and not self._desk.read_only)
        if typed and seen:
            here = chosen.text() if chosen is not None else ""
            self.hint.setText(_("Enter: {name} is here").format(name=here) if here else _("Already here."))
        elif not typed:
            self.hint.setText(
                _("Tick with the space bar or the mouse. A name that is not on the list is added.")
            )

    def _somebody_else(self) -> None:
        """Add somebody whose name is like one of the list."""
        self._offer_new(True)
        self.other.hide()
        self.block.setFocus()

    def _offer_new(self, new: bool) -> None:
        if new:
            self._new_words.setText(_("New here: {name}").format(name=self.name.text().strip()[:80]))
            self.hint.setText(_("Not on the list. Press Enter to add them."))
        self.card.setVisible(new and not self._desk.read_only)
        if not new:
            self._say("")

    # Ticking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.name and event.key() in _ARROWS:
                # The arrows walk the list while the name is typed.
                self.list.keyPressEvent(event)
                return True
            if watched is self.block and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.phone.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _entered(self) -> None:
        if not self.name.text().strip() or self._desk.read_only:
            return
        if not self.card.isHidden():
            self.block.setFocus()
            return
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            if item.checkState() is Qt.CheckState.Unchecked:
                item.setCheckState(Qt.CheckState.Checked)
            self.name.clear()

    def _ticked(self, item: QListWidgetItem) -> None:
        """Note at once what was ticked, or take it back."""
        line = self._lines.get(item.data(_KEY))
        wanted = item.checkState() is Qt.CheckState.Checked
        if line is None or wanted == bool(line.signin_id) or line.key in self._under_way:
            return
        if self._desk.read_only:
            self._put_back(item, line)
            return
        meeting_id, (member_id, household_id, _signin) = self._meeting_id, line.key
        self._under_way.add(line.key)

        def deed(work: Any) -> None:
            if wanted:
                signins.sign_in(work, meeting_id, member_id=member_id, household_id=household_id)
            else:
                signins.sign_out(work, meeting_id, line.signin_id)

        def settle(_done: object = None) -> None:
            self._under_way.discard(line.key)

        def refused(problem: BaseException) -> None:
            settle()
            self._put_back(item, line)
            self._desk.failed(problem)

        name = line.text.split(" · ")[0]
        said = _("{name} is here.") if wanted else _("{name} taken off the list.")
        self._desk.do(deed, owner=self, then=settle, fail=refused, said=said.format(name=name[:60]))

    def _put_back(self, item: QListWidgetItem, line: _Line) -> None:
        self.list.blockSignals(True)
        self._put(item, line)
        self.list.blockSignals(False)

    # Others

    def add_walk_in(self) -> None:
        """Add somebody who is not on the list, and be ready for the next name."""
        wrong = phone_problem(self.phone.text())
        if wrong:
            self._say(wrong, self.phone)
            return
        meeting_id = self._meeting_id
        draft = WalkInDraft(self.name.text(), str(self.block.currentData() or ""), self.phone.text())

        def added(one: SignIn) -> None:
            if self.name.text() == draft.name:
                self.name.clear()
            self.phone.clear()
            self.block.setCurrentIndex(0)
            self.name.setFocus()

        def refused(problem: BaseException) -> None:
            if isinstance(problem, Invalid):
                each = next(iter(problem.problems.values()))
                self._say(words.sentence(each.key, each.values), self.name)
            else:
                self._desk.failed(problem)

        self._desk.do(
            lambda work: signins.walk_in(work, meeting_id, draft),
            owner=self,
            then=added,
            fail=refused,
            said=_("{name} is here.").format(name=draft.name.strip()[:60]),
        )

    def _say(self, sentence: str, at: QWidget | None = None) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence and at is not None:
            at.setFocus()


def _lines(found: Running) -> Iterator[_Line]:
    """Give everybody on the list: those who walked in first, then the printed names."""
    names = {block.id: block.name for block in found.blocks}
    printed = {(each.member_id, None if each.member_id else each.household_id) for each in found.printed}
    here: dict[tuple[str | None, str | None], str] = {}
    for each in found.meeting.signins:
        key = (each.member_id, None if each.member_id else each.household_id)
        if key in printed:
            here[key] = each.id
            continue
        block = names.get(each.block_id or "", "")
        named = each.name or _("A household")
        text = " · ".join(part for part in (named, block, each.phone) if part)
        yield _Line((None, None, each.id), text, each.id)
    for one in found.printed:
        key = (one.member_id, None if one.member_id else one.household_id)
        yield _Line((*key, ""), _printed_words(one, names), here.get(key, ""))


def _printed_words(one: Printed, names: dict[str, str]) -> str:
    address = one.address if one.member_id else ""
    block = names.get(one.block_id or "", "")
    return " · ".join(part for part in (one.name, address, block) if part)
