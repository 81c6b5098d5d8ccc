"""The tree while it is built: lists at the left, at the right what is not right and the chosen home."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from sacwatch.domain.kinds import Kind
from sacwatch.domain.treechecks import Remark
from sacwatch.i18n import _
from sacwatch.services import phonetrees
from sacwatch.services.phonetrees import Board
from sacwatch.ui import icons
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.details import Details
from sacwatch.ui.tree import lists
from sacwatch.ui.tree.checks import Checks
from sacwatch.ui.tree.dialogs import CallerDialog, HeadDialog, MemberDialog
from sacwatch.ui.tree.lists import KNOCK, LEFT_OUT
from sacwatch.ui.tree.model import GroupModel
from sacwatch.ui.tree.view import GroupView

_TIDIED = frozenset({"tree.home_gone", "tree.homes_gone", "tree.home_twice", "tree.homes_twice"})
_HEAD = frozenset({"tree.no_head", "tree.head_gone", "tree.head_retired", "tree.head_many"})
_MORE = frozenset({"tree.callers_too_few", "tree.one_caller_more"})


class BoardView(QWidget):
    """Callers with their homes; each change is saved at once and can be taken back."""

    def __init__(self, desk: Any, page: QWidget) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._board: Board | None = None
        self._wanted: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._head = plain_label()
        self.model = GroupModel((_("Home"), _("Who"), _("Phone"), _("To know")), movable=not desk.read_only)
        self.view = GroupView(
            self.model, ("", "", "(916) 555-0188", ""), spare=(3, 2), movable=not desk.read_only
        )
        self.view.setAccessibleName(_("Callers and their homes"))
        self.checks, self.details = Checks(), Details()
        left, right = QWidget(), QSplitter(Qt.Orientation.Vertical)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self._head)
        inside.addWidget(self.view, 1)
        self.actions_: dict[str, QAction] = {}
        self.buttons = self._make_buttons()
        self.row = QWidget()
        if not desk.read_only:
            self.row = flowing(*self.buttons.values())
            inside.addWidget(self.row)
        right.addWidget(self.checks)
        right.addWidget(self.details)
        right.setHandleWidth(12)
        right.setChildrenCollapsible(False)
        right.setSizes([300, 300])
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([680, 320])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        column.addWidget(splitter, 1)
        self.view.chosen.connect(self._show_chosen)
        self.view.step_wanted.connect(self.step)
        self.view.to_wanted.connect(self.to_another)
        self.view.off_wanted.connect(self.take_off)
        self.view.opened.connect(self._open_chosen)
        self.model.moved.connect(self._moved)
        self.checks.jumped.connect(self.jump)

    def _make_buttons(self) -> dict[str, QPushButton]:
        made: dict[str, QPushButton] = {}
        wanted: tuple[tuple[str, str, str, str, Callable[[], None]], ...] = (
            ("up", "up", _("Up"), "Ctrl+↑", lambda: self.step(-1)),
            ("down", "down", _("Down"), "Ctrl+↓", lambda: self.step(1)),
            ("to", "swap", _("To another caller…"), "Ctrl+M", self.to_another),
            ("off", "off_list", _("Take off"), _("Delete"), self.take_off),
        )
        for name, icon, said, keys, action in wanted:
            button = QPushButton(said)
            button.setProperty("role", "beside")
            button.setIcon(icons.icon(icon))
            if keys:
                button.setToolTip(f"{said} ({keys})")
            button.clicked.connect(lambda _on=False, act=action: act())
            made[name] = button
        made["callers"] = self._make_menu()
        return made

    def _make_menu(self) -> QPushButton:
        button = QPushButton(_("Callers"))
        button.setProperty("role", "beside")
        button.setIcon(icons.icon("people"))
        menu = QMenu(button)
        wanted: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("add", "add_person", _("Add a caller…"), self.add_caller),
            ("over", "hand_over", _("Give this caller’s list to…"), self.hand_over),
            ("out", "retire", _("Take this caller out"), self.remove_caller),
            ("head", "person", _("Who begins…"), self.choose_head),
        )
        for name, icon, said, action in wanted:
            entry = QAction(icons.icon(icon), said, menu)
            entry.triggered.connect(lambda _on=False, act=action: act())
            menu.addAction(entry)
            self.actions_[name] = entry
        button.setMenu(menu)
        return button

    # Showing

    def show_board(self, board: Board) -> None:
        """Show the tree as it is now."""
        self._board = board
        self._head.setText(lists.head_words(board))
        self.view.show_groups(lists.groups(board))
        if self._wanted:
            self.view.choose(*self._wanted)
            self._wanted = ()
        self.checks.show_remarks(board.remarks, self._mending(board))
        self._show_chosen()

    def _mending(self, board: Board) -> list[QWidget]:
        if self._desk.read_only:
            return []
        made: list[QWidget] = []
        if board.left_out and board.tree.callers:
            place = QPushButton(_("Put those left out on lists"))
            place.clicked.connect(
                lambda: self.do(phonetrees.fill_in, said=_("Every home is on a list again."))
            )
            made.append(place)
        if any(each.problem.key in _TIDIED for each in board.remarks):
            tidy = QPushButton(_("Take off what is gone or twice"))
            tidy.clicked.connect(
                lambda: self.do(phonetrees.tidy, said=_("Taken off what was gone or twice."))
            )
            made.append(tidy)
        return made

    def do(self, deed: Callable[..., Any], *args: Any, said: str = "") -> None:
        """Change the tree; the toast offers undo, and what cannot be is told."""
        self._desk.do(lambda work: deed(work, *args), owner=self._page, said=said)

    def _show_chosen(self) -> None:
        board, line, group = self._board, self.view.current_line(), self.view.current_group()
        caller = group is not None and group.key not in (LEFT_OUT, KNOCK)
        on_list = line is not None and caller
        for name in ("up", "down", "off"):
            self.buttons[name].setEnabled(on_list)
        self.buttons["to"].setEnabled(line is not None and group is not None and group.key != KNOCK)
        for name in ("over", "out"):
            self.actions_[name].setEnabled(caller)
        details = self.details
        if details.focused:
            self.view.setFocus()
        details.clear()
        if board is not None and line is not None:
            self._show_home(board, line.id)
        elif board is not None and group is not None and caller:
            self._show_caller(board, group.key)
        elif group is not None and group.key == KNOCK:
            details.heading(_("Knock on the door"))
            details.text(_("Nobody there has a phone. Ask somebody near to knock."))
        elif group is not None:
            details.heading(_("On nobody’s list"))
            details.text(_("Pull a home to a caller, or press “Put those left out on lists”."))
        else:
            details.text(_("Choose a caller or a home."), "faint")
        details.finish()

    def _show_home(self, board: Board, home: str) -> None:
        details = self.details
        details.heading(lists.address_of(board, home))
        entry, known = board.entries.get(home), board.homes.get(home)
        details.facts(
            [
                (_("Block"), board.blocks.get(entry.block_id, "") if entry else ""),
                (_("Language"), known.language if known else ""),
                (_("Needs"), entry.special_needs if entry else ""),
            ]
        )
        for person in board.of_home.get(home, ()):
            numbers = ", ".join(person.numbers) or _("no phone")
            details.link(
                f"{person.name} · {numbers}", partial(self._desk.open_record, Kind.MEMBER, person.id)
            )
        if entry is not None:
            details.link(_("Open the household"), partial(self._desk.open_record, Kind.HOUSEHOLD, home))

    def _show_caller(self, board: Board, member_id: str) -> None:
        details, person = self.details, board.people.get(member_id)
        details.heading(lists.name_of(board, member_id))
        caller = board.tree.caller(member_id)
        details.facts(
            [
                (_("Phones"), "\n".join(person.numbers) if person else ""),
                (_("Calls"), lists.homes_words(len(caller.homes)) if caller else ""),
                (_("Language"), person.language if person else ""),
                (_("Lives at"), board.address(person.household_id) if person else ""),
            ]
        )
        if person is not None:
            details.link(_("Open the member"), partial(self._desk.open_record, Kind.MEMBER, member_id))
        details.link(
            _("This caller’s page on paper"),
            lambda: self._desk.wanted.emit("reports", ("phone-tree", member_id)),
        )

    def _open_chosen(self) -> None:
        line, group = self.view.current_line(), self.view.current_group()
        if line is not None:
            self._desk.open_record(Kind.HOUSEHOLD, line.id)
        elif group is not None and group.key not in (LEFT_OUT, KNOCK):
            self._desk.open_record(Kind.MEMBER, group.key)

    def jump(self, remark: Remark) -> None:
        """Go to where a remark can be put right."""
        key = remark.problem.key
        if key in _HEAD:
            self.choose_head()
        elif key in _MORE:
            self.add_caller()
        elif remark.of_head and remark.members:
            self._desk.open_record(Kind.MEMBER, remark.members[0])
        elif self.view.choose(*(remark.homes or remark.members[:1])):
            self.view.setFocus()

    # Moving

    def _moved(self, ids: list[str], key: str, at: int) -> None:
        if key == LEFT_OUT:
            self._take_off(ids)
            return
        board = self._board
        if board is None or board.tree.caller(key) is None:
            return
        self._wanted = tuple(ids)
        said = _("Moved to {name}.").format(name=lists.name_of(board, key)[:60])
        self.do(phonetrees.move, tuple(ids), key, None if at < 0 else at, said=said)

    def step(self, by: int) -> None:
        """Move the chosen home up or down, over the end of a list into the next caller's."""
        board, line, group = self._board, self.view.current_line(), self.view.current_group()
        if board is None or line is None or group is None or self._desk.read_only:
            return
        keys = [each.member_id for each in board.tree.callers]
        if group.key not in keys:
            return
        caller = board.tree.callers[keys.index(group.key)]
        at = caller.homes.index(line.id) + by
        if 0 <= at < len(caller.homes):
            self._moved([line.id], group.key, at)
            return
        other = keys.index(group.key) + by
        if 0 <= other < len(keys):
            self._moved([line.id], keys[other], -1 if by < 0 else 0)

    def to_another(self) -> None:
        """Ask for a caller and give the chosen homes there."""
        board, ids, group = self._board, self.view.chosen_ids(), self.view.current_group()
        if board is None or not ids or self._desk.read_only:
            return
        offered = lists.callers(board, (group.key,) if group else ())
        if not offered:
            self._desk.said.emit(_("There is no other caller yet. Add one first."), None)
            return
        what = lists.address_of(board, ids[0]) if len(ids) == 1 else lists.homes_words(len(ids))
        dialog = CallerDialog(self, what, offered)
        if dialog.exec():
            self._moved(ids, dialog.key, -1)

    def take_off(self) -> None:
        """Take the chosen homes off their lists."""
        if not self._desk.read_only:
            self._take_off(self.view.chosen_ids())

    def _take_off(self, ids: list[str]) -> None:
        if ids:
            self.do(phonetrees.take_off, tuple(ids), said=_("Taken off the list."))

    # Callers

    def _chosen_caller(self) -> str:
        group = self.view.current_group()
        return group.key if group is not None and group.key not in (LEFT_OUT, KNOCK) else ""

    def add_caller(self) -> None:
        """Ask for a member who will call."""
        if self._desk.read_only:
            return
        dialog = MemberDialog(
            self,
            self._desk,
            _("Add a caller"),
            _("A member who will call ten to fifteen homes."),
            _("Add"),
        )
        if dialog.exec():
            self._wanted = (dialog.member_id,)
            self.do(phonetrees.add_caller, dialog.member_id, said=_("Caller added."))

    def hand_over(self) -> None:
        """Ask for a member who takes the list of the chosen caller."""
        caller, board = self._chosen_caller(), self._board
        if not caller or board is None:
            return
        dialog = MemberDialog(
            self,
            self._desk,
            _("Give the list to somebody else"),
            _("They take over every home of {name}.").format(name=lists.name_of(board, caller)),
            _("Give it"),
        )
        if dialog.exec():
            self._wanted = (dialog.member_id,)
            self.do(phonetrees.hand_over, caller, dialog.member_id, said=_("The list was handed over."))

    def remove_caller(self) -> None:
        """Take the chosen caller out; the homes are then on nobody's list."""
        caller = self._chosen_caller()
        if caller:
            self.do(phonetrees.remove_caller, caller, said=_("Caller taken out."))

    def choose_head(self) -> None:
        """Ask who begins the calls."""
        board = self._board
        if board is None or self._desk.read_only:
            return
        head = [(each, board.name(each)) for each in board.tree.head if board.name(each)]
        dialog = HeadDialog(self, self._desk, head)
        if dialog.exec():
            self.do(phonetrees.set_head, dialog.head, said=_("Changed who begins."))
