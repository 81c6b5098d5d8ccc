"""Who is expected on the list of a meeting, and how many came to each: by block, over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sacwatch.domain import attendance
from sacwatch.domain.attendance import Attended, Unheard
from sacwatch.domain.errors import NotFound
from sacwatch.domain.households import Household
from sacwatch.domain.members import Member
from sacwatch.domain.watches import Block
from sacwatch.store.work import Work

LOOKED_BACK = 60
"""How many meetings attendance is shown over."""


@dataclass(frozen=True)
class Printed:
    """A name that stands on the sign-in list before anybody came: a member, or a home without members."""

    member_id: str | None
    household_id: str | None
    name: str
    """Of a home its address."""
    address: str
    block_id: str | None


def printed(work: Work, blocks: tuple[Block, ...]) -> tuple[Printed, ...]:
    """Give the names for the sign-in list: all active members, and the homes of which none is known."""
    homes = {each.id: each for each in work.households.active()}
    members = work.members.active()
    lived_in = {each.household_id for each in members}
    found = [_of_member(each, homes) for each in members]
    found += [
        Printed(None, each.id, each.place.text, each.place.text, each.block_id)
        for each in homes.values()
        if each.id not in lived_in
    ]
    order = {block.id: place for place, block in enumerate(blocks)}
    return tuple(
        sorted(found, key=lambda each: (order.get(each.block_id or "", len(order)), each.name.casefold()))
    )


def _of_member(member: Member, homes: Mapping[str, Household]) -> Printed:
    home = homes.get(member.household_id or "")
    address = home.place.text if home is not None else member.address.text
    return Printed(member.id, member.household_id, member.name, address, home.block_id if home else None)


@dataclass(frozen=True)
class Attendance:
    """How many came to the latest meetings, and the blocks that were not heard from."""

    meetings: tuple[Attended, ...]
    """The newest first."""
    unheard: tuple[Unheard, ...]
    blocks: tuple[Block, ...]

    @property
    def looked_at(self) -> int:
        """Over how many meetings a block counts as not heard from: three, or fewer where there were fewer."""
        return min(attendance.LOOKED_AT, len(self.meetings))


def attended(work: Work, *, today: date) -> Attendance:
    """Give the attendance of the latest meetings."""
    try:
        blocks = work.watches.get(work.watch_id).blocks
    except NotFound:
        blocks = ()
    found = tuple(work.meetings.attended(today, limit=LOOKED_BACK))
    return Attendance(found, attendance.unheard(blocks, found), blocks)
