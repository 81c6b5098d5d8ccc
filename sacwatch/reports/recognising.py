"""Says of a PDF that lies somewhere whether SacWatch made it, when, and under which letterhead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_CREATOR = re.compile(rb"/Creator \(SacWatch\)")
_AUTHOR = re.compile(rb"/Author \(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_MADE = re.compile(rb"/CreationDate \(D:(\d{14})([+-])(\d\d)'(\d\d)'\)")


@dataclass(frozen=True)
class Imprint:
    """What the properties of a PDF made by SacWatch say: made on (aware UTC, whole seconds), and by whom.

    `letterhead` is the watch's name as the file spells it, to be compared and not to be shown.
    """

    made_on: datetime
    letterhead: bytes


def imprint(data: bytes) -> Imprint | None:
    """Read a PDF's properties, or give None for one that SacWatch did not make."""
    made, author = _MADE.search(data), _AUTHOR.search(data)
    if not made or not author or not _CREATOR.search(data):
        return None
    digits, sign, hours, minutes = (each.decode("ascii") for each in made.groups())
    try:
        stamp = datetime.strptime(f"{digits} {sign}{hours}{minutes}", "%Y%m%d%H%M%S %z")
    except ValueError:
        return None
    return Imprint(stamp.astimezone(UTC), author[1])
