"""Who may see what.

Every field of a record says what sort of fact it holds; `may_show` answers for an audience. All
printing, export and mapping asks it before anything is laid out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Set
from enum import StrEnum
from functools import cache
from typing import Any


class Audience(StrEnum):
    """For whom a page, a file or a map is made."""

    CAPTAIN = "captain"
    BLOCK_CAPTAINS = "block_captains"
    MEMBERS = "members"
    POLICE = "police"
    PUBLIC = "public"


class Shows(StrEnum):
    """What sort of fact a field holds, which decides who may see it."""

    ALWAYS = "always"
    """Plain facts of the watch's work: dates, kinds, counts. Never a text that somebody typed."""
    PLACE = "place"
    """A place: exact for the captain and the police, the hundred-block for everyone else."""
    AREA = "area"
    """Where the watch is: exact for the captain, street, hundred-block or neighborhood for everyone else."""
    CODE = "code"
    """An offence code; for the neighbours only where it can be nothing else."""
    TELLING = "telling"
    """What somebody wrote, and descriptions of people and cars: captain and police."""
    WORDING = "wording"
    """What the captain wrote for everyone to read: words in place of the telling, what is announced, the
    letterhead. The form says so beside the field."""
    PERSON = "person"
    """About a member or a neighbour: captain only, until that person says otherwise."""
    GUARDED = "guarded"
    """What would help a thief or shame a neighbour: captain only, whatever was agreed."""
    CAPTAIN = "captain"
    """The captain's own working notes."""
    NEVER = "never"
    """Ids and stamps: not for any page."""


_EXACT = frozenset({Audience.CAPTAIN, Audience.POLICE})

_ALLOWED: dict[Shows, frozenset[Audience]] = {
    Shows.ALWAYS: frozenset(Audience),
    Shows.PLACE: frozenset(Audience),
    Shows.AREA: frozenset(Audience),
    Shows.CODE: frozenset(Audience),
    Shows.TELLING: _EXACT,
    Shows.WORDING: frozenset(Audience),
    Shows.PERSON: frozenset({Audience.CAPTAIN}),
    Shows.GUARDED: frozenset({Audience.CAPTAIN}),
    Shows.CAPTAIN: frozenset({Audience.CAPTAIN}),
    Shows.NEVER: frozenset(),
}

NO_CONSENT: frozenset[Audience] = frozenset()
"""What a person who was never asked has agreed to: captain only."""

_MISSING: Any = dataclasses.MISSING


def kept(
    shows: Shows,
    *,
    default: Any = dataclasses.MISSING,
    default_factory: Any = dataclasses.MISSING,
    of: str = "",
) -> Any:
    """Declare a record's field together with the sort of fact it holds.

    Where the field names a person who has a record of their own, `of` is the field with that member's
    id: it is shown to those for whom that member agreed to their name.
    """
    metadata = {"shows": shows, "of": of}
    if default_factory is not _MISSING:
        return dataclasses.field(default_factory=default_factory, metadata=metadata)
    if default is not _MISSING:
        return dataclasses.field(default=default, metadata=metadata)
    return dataclasses.field(metadata=metadata)


@cache
def _sorts(record: type) -> dict[str, Shows]:
    fields = dataclasses.fields(record)
    return {each.name: Shows(each.metadata["shows"]) for each in fields if "shows" in each.metadata}


def shows(record: type, field: str) -> Shows:
    """Say what sort of fact a field of a record holds; raises KeyError for an unknown field."""
    try:
        return _sorts(record)[field]
    except KeyError:
        raise KeyError(f"{record.__name__}.{field}") from None


def may_show(record: type, field: str, audience: Audience, consent: Set[Audience] = NO_CONSENT) -> bool:
    """Say whether this field of this record type may be shown to this audience.

    `consent` holds the audiences that the person concerned agreed to for this field; it widens
    only what is about a person. A place that may be shown is still reduced by `exact_place`.
    """
    sort = shows(record, field)
    if sort is Shows.PERSON and audience in consent:
        return True
    return audience in _ALLOWED[sort]


def exact_place(audience: Audience) -> bool:
    """Say whether this audience may see the exact place, or only its hundred-block."""
    return audience in _EXACT
