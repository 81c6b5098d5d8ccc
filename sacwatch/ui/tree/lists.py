"""The words of the tree: callers with their homes as groups of lines, and what stands beside each."""

from __future__ import annotations

from collections.abc import Sequence

from sacwatch import words
from sacwatch.domain.treechecks import Weight
from sacwatch.i18n import N_, _
from sacwatch.services.phonetrees import Board
from sacwatch.ui import shown
from sacwatch.ui.tree.model import Group, Line

LEFT_OUT, KNOCK = "\0left", "\0knock"
"""The keys of the homes on nobody's list and of the doors to knock on; a caller's key is the member's id."""


def homes_words(count: int) -> str:
    """Give "12 homes"."""
    return shown.count(count, N_("{count} home"), N_("{count} homes"))


def name_of(board: Board, member_id: str) -> str:
    """Give a member's name, or words for one who is gone."""
    return board.name(member_id) or _("somebody who is gone")


def address_of(board: Board, home: str) -> str:
    """Give a home's address, or words for one without."""
    if home not in board.entries:
        return _("a home that is no longer kept")
    return board.address(home) or _("no address")


def names_of(board: Board, home: str) -> str:
    """Give the names of the people of a home, those with a phone first."""
    return ", ".join(each.name for each in board.of_home.get(home, ()))


def number_of(board: Board, home: str) -> str:
    """Give the number that is tried first."""
    return next((each.numbers[0] for each in board.of_home.get(home, ()) if each.numbers), "")


def remarks_of(board: Board, home: str) -> str:
    """Give what a caller should know of a home."""
    known = board.homes.get(home)
    told = [known.language] if known and known.language else []
    channel = next((each.channel for each in board.of_home.get(home, ()) if each.numbers), "")
    if channel and channel != "phone":
        told.append(words.label("channel", channel))
    if known and known.first:
        told.append(_("called first"))
    return " · ".join(told)


def line(board: Board, home: str) -> Line:
    """Give the line of a home."""
    cells = (address_of(board, home), names_of(board, home), number_of(board, home), remarks_of(board, home))
    return Line(home, cells)


def groups(board: Board) -> list[Group]:
    """Give the callers with their homes, then who is on no list, then the doors to knock on."""
    wrong = {
        member
        for each in board.remarks
        if each.weight is Weight.MENDING
        for member in each.members[:1]
        if not each.of_head
    }
    found = []
    for caller in board.tree.callers:
        parts = [name_of(board, caller.member_id)]
        person = board.people.get(caller.member_id)
        parts += list(person.numbers[:1]) if person else []
        parts.append(homes_words(len(caller.homes)))
        title = " · ".join(parts)
        title = f"⚠ {title}" if caller.member_id in wrong else title
        found.append(Group(caller.member_id, title, tuple(line(board, home) for home in caller.homes)))
    if board.left_out:
        title = _("On nobody’s list · {homes}").format(homes=homes_words(len(board.left_out)))
        found.append(Group(LEFT_OUT, title, tuple(line(board, home) for home in board.left_out)))
    if board.knock:
        title = _("No phone, knock on the door · {homes}").format(homes=homes_words(len(board.knock)))
        found.append(Group(KNOCK, title, tuple(line(board, home) for home in board.knock), takes=False))
    return found


def head_words(board: Board) -> str:
    """Say who begins."""
    names = [name_of(board, each) for each in board.tree.head]
    if not names:
        return _("Nobody begins the calls yet.")
    return _("Begins the calls: {names}.").format(names=", ".join(names))


def callers(board: Board, besides: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Give the callers to choose from, each with how many homes they have."""
    return [
        (
            each.member_id,
            f"{name_of(board, each.member_id)} ({homes_words(len(each.homes))})",
        )
        for each in board.tree.callers
        if each.member_id not in besides
    ]
