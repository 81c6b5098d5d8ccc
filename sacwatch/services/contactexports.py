"""Gives the members of the watch to other programs, each with what an audience may see of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.contacts import Contact, Line, Number
from sacwatch.domain.errors import Trouble
from sacwatch.domain.listing import MemberQuery
from sacwatch.domain.members import Member, PhoneType, Role
from sacwatch.domain.reducing import reduced
from sacwatch.services import finding, households
from sacwatch.store.work import Work

_HEADS = ("Name", "E-mail Address", "Address", "Language", "Roles", "Notes")
_LINES = {PhoneType.MOBILE: Line.MOBILE, PhoneType.HOME: Line.HOME, PhoneType.WORK: Line.WORK}


def members_for(work: Work, audience: Audience, ids: Sequence[str] | None = None) -> list[Member]:
    """Give the members on the lists, or those of `ids`, with what this audience may see of them, by name.

    Whoever did not agree that this audience hears their name is left out.
    """
    if ids is None:
        found = list(work.members.find(MemberQuery(active=True, limit=1_000_000)).lines)
    else:
        found = work.members.get_many(list(ids))
    homes = {
        id_: reduced(home, audience, finding.ON_THE_MAP).place
        for id_, home in households.by_id(work, [each.household_id for each in found]).items()
    }
    shown = [reduced(each, audience, finding.ON_THE_MAP) for each in found]
    # Who lives at their household's address need not have it twice.
    return [
        dataclasses.replace(each, address=homes.get(each.household_id or "", each.address))
        if not past.address
        else each
        for each, past in zip(shown, found, strict=True)
        if each.name
    ]


def as_csv(people: Sequence[Member]) -> bytes:
    """Give members as a table that spreadsheets, Google and Outlook read, and SacWatch itself."""
    from sacwatch.exchange import tables  # a door

    most = max((len(each.phones) for each in people), default=0)
    phone_heads = [
        head
        for number in range(1, most + 1)
        for head in (f"Phone {number} - Label", f"Phone {number} - Value")
    ]
    rows = []
    for each in people:
        phones = [
            cell for phone in each.phones for cell in (words.label("phone", phone.type.value), phone.number)
        ]
        rows.append(
            [
                each.name,
                *phones,
                *[""] * (2 * most - len(phones)),
                each.email,
                each.address.text,
                each.language,
                ", ".join(words.label("role", role.value) for role in Role if role in each.roles),
                each.note,
            ]
        )
    # The headings are those that other programs know, in any language of the window.
    return tables.written([_HEADS[0], *phone_heads, *_HEADS[1:]], rows)


def as_vcards(people: Sequence[Member]) -> bytes:
    """Give members as vCards (3.0), which phones and mail programs read."""
    from sacwatch.exchange import vcards  # a door: the library is loaded with the first file

    return vcards.written(_contact(each) for each in people)


def _contact(member: Member) -> Contact:
    return Contact(
        name=member.name,
        phones=tuple(Number(each.number, _LINES.get(each.type, Line.OTHER)) for each in member.phones),
        emails=(member.email,) if member.email else (),
        addresses=(member.address.text,) if member.address.text else (),
        languages=(member.language,) if member.language else (),
        note=member.note,
    )


def save(path: Path, people: Sequence[Member], *, cards: bool, at: datetime) -> Path:
    """Save members as vCards or as a table, whole or not at all, and give the file; raises Trouble.

    Where that file is open elsewhere, a second one with the clock time `at` in its name is made beside it.
    """
    from sacwatch.exchange import folders  # a door

    if path.suffix.lower() == paths.SUFFIX:
        raise Trouble("trouble.target_is_watch", name=path.name)
    data = as_vcards(people) if cards else as_csv(people)
    try:
        folders.write_whole(path, data)
    except folders.TargetBusy:
        return folders.write_beside(path, data, at)
    return path
