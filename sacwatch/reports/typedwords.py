"""What people type in fixed forms, in the language of a paper: hundred-blocks, hours and languages.

Everything else that was typed stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sacwatch.i18n import N_, _
from sacwatch.reports import formats
from sacwatch.words_languages import LANGUAGES

_BLOCK = re.compile(r"\b(\d+) block of ([^,;]+)")
_HOURS = (
    N_("day and night"),
    N_("by day"),
    N_("at night"),
    N_("every day"),
    N_("weekdays"),
    N_("weekends"),
)
_DAYS = {name: at for at, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_CLOCK = r"(\d{1,2}(?::\d\d)?(?: ?[ap]m)?)"
_WEEK = re.compile(rf"([a-z]{{3}}) (?:to|-|–) ([a-z]{{3}})(?:, {_CLOCK} to {_CLOCK})?", re.IGNORECASE)
_KNOWN = {each.casefold(): each for each in (*_HOURS, *LANGUAGES)}


def place(typed: str) -> str:
    """Give a place with its hundred-block, such as "2000 block of P St", in the language in use."""
    return _BLOCK.sub(
        lambda found: _("{block} block of {street}").format(block=found[1], street=found[2]), typed
    )


def hours(typed: str) -> str:
    """Give hours, such as "day and night" or "Mon to Fri, 9 to 5", in the language in use."""
    found = _WEEK.fullmatch(typed.strip())
    days = [_DAYS.get(each.casefold()) for each in found.groups()[:2]] if found else []
    if found is None or None in days:
        return _known(typed)
    names = formats.weekdays()
    first, last = (names[at] for at in days if at is not None)
    if found[3] is None:
        return _("{first} to {last}").format(first=first, last=last)
    words = _("{first} to {last}, {start} to {end}")
    return words.format(first=first, last=last, start=found[3], end=found[4])


def languages(typed: Iterable[str]) -> str:
    """Give languages in one phrase, in the language in use."""
    return formats.listed([_known(each) for each in typed])


def _known(typed: str) -> str:
    """Give words that are known by heart in the language in use, and all others as they were typed."""
    name = _KNOWN.get(typed.strip().casefold())
    told = _(name) if name else typed
    return typed if told == name else told
