"""The yearly question "Is your entry still right?": households, and members who belong to none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sacwatch.domain.errors import NotFound
from sacwatch.domain.households import Household
from sacwatch.domain.listing import HouseholdQuery, MemberQuery, Page
from sacwatch.domain.members import Member
from sacwatch.services import households, members
from sacwatch.store.work import Work

Asked = Household | Member
"""Who is asked: the people of a home together, or somebody by themselves."""


def find(work: Work, query: HouseholdQuery) -> Page[Asked]:
    """Give one page of those who are due: households by street and number, then members by name.

    A member belongs to no block, so that a query for one has households alone.
    """
    homes = work.households.find(query)
    if query.block_id is not None:
        return Page(homes.lines, homes.total, homes.offset)
    room = query.limit - len(homes.lines)
    wanted = MemberQuery(
        words=query.words,
        due_on=query.due_on,
        offset=max(0, query.offset - homes.total),
        limit=max(room, 0),
    )
    people = work.members.find(wanted)
    return Page((*homes.lines, *people.lines), homes.total + people.total, query.offset)


def due(work: Work, today: date) -> list[Asked]:
    """Give everybody who is due on this day, in the same order."""
    return [*work.households.due_for_confirmation(today), *work.members.due_for_confirmation(today)]


def get(work: Work, id_: str) -> Asked:
    """Give who is asked by the id of a household or a member; raises NotFound."""
    found = get_many(work, [id_])
    if not found:
        raise NotFound("trouble.not_found")
    return found[0]


def get_many(work: Work, ids: Sequence[str]) -> list[Asked]:
    """Give those of these households and members who are there, in the order of the ids."""
    homes = {each.id: each for each in work.households.get_many(list(ids))}
    people = {each.id: each for each in work.members.get_many([id_ for id_ in ids if id_ not in homes])}
    known: dict[str, Asked] = {**homes, **people}
    return [known[id_] for id_ in ids if id_ in known]


def confirm(work: Work, ids: Sequence[str], *, on: date) -> None:
    """Note that these households and members said on this day that their entry is right; raises NotFound."""
    for each in get_many(work, ids):
        if isinstance(each, Household):
            households.confirm(work, each.id, on=on)
        else:
            members.confirm(work, each.id, on=on)
