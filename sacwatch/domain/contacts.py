"""A person as another program's address book has them, before they are a member."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain import texts
from sacwatch.domain.tables import Unread


class Line(StrEnum):
    """What rings or answers at a number."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    OTHER = "other"
    FAX = "fax"


@dataclass(frozen=True)
class Number:
    """A phone number as it was written, which need not be one that can be called."""

    text: str
    line: Line = Line.OTHER


@dataclass(frozen=True)
class Contact:
    """A person as a file tells of them; the first of each list is the one to prefer.

    `at` is the line of the file, counted from 1, in which they begin.
    """

    at: int = 0
    name: str = ""
    nickname: str = ""
    organization: str = ""
    phones: tuple[Number, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    """What a member has no place for, as it was written: "title", "birthday" or "url", and its text."""
    note: str = ""

    @property
    def called(self) -> str:
        """Give the name, or else what there is that can stand for one; "" for nothing."""
        numbers = [each.text for each in self.phones]
        known = (self.name, self.nickname, self.organization, *self.emails, *numbers, *self.addresses)
        return next((each for each in known if each), "")

    @property
    def empty(self) -> bool:
        """Say whether there is nothing by which one could know or reach anybody."""
        return not self.called


@dataclass(frozen=True)
class Read:
    """All the contacts of a file that could be read, and what could not."""

    contacts: tuple[Contact, ...]
    unread: tuple[Unread, ...] = ()


_OUR_COUNTRY = re.compile(
    r"(?:the )?u\.?\s?s\.?\s?(?:a\.?)?|(?:the )?united states(?: of america)?", re.IGNORECASE
)
_BREAKS = re.compile(r"\s*[\r\n]+\s*,?\s*")


def one_line(address: str) -> str:
    """Give an address that goes over several lines as one, without the name of this country at its end."""
    parts = [part.strip(" ,;") for part in _BREAKS.sub("\n", texts.clean(address)).split("\n")]
    parts = [" ".join(part.split()) for part in parts if part]
    if len(parts) > 1 and _OUR_COUNTRY.fullmatch(parts[-1]):
        parts.pop()
    return ", ".join(parts)


def address(
    *,
    street: str,
    city: str = "",
    region: str = "",
    postcode: str = "",
    country: str = "",
    box: str = "",
    extra: str = "",
) -> str:
    """Give an address in one line from its parts, as it stands on an envelope here."""
    if box and not re.search(r"box|p\.?\s?o\.?", box, re.IGNORECASE):
        box = f"PO Box {box}"
    if _OUR_COUNTRY.fullmatch(country.strip()):
        country = ""
    state = " ".join(one_line(part) for part in (region, postcode) if part.strip())
    parts = [one_line(part) for part in (street, extra, box, city, state, country)]
    if not any(parts[:3]) and city == "" and region == "":
        return ""
    return ", ".join(dict.fromkeys(part for part in parts if part))


def distinct(values: Sequence[str]) -> tuple[str, ...]:
    """Give each text once, cleaned and in one line, in the order of their first coming."""
    found: dict[str, str] = {}
    for each in values:
        line = " ".join(texts.clean(each).split())
        if line:
            found.setdefault(line.casefold(), line)
    return tuple(found.values())


_LANGUAGES = dict(
    part.split("=")
    for part in (
        "en=English es=Spanish zh=Chinese vi=Vietnamese ko=Korean ru=Russian uk=Ukrainian tl=Tagalog "
        "fil=Tagalog hmn=Hmong pa=Punjabi hi=Hindi fa=Persian ps=Pashto ar=Arabic ja=Japanese "
        "pt=Portuguese fr=French de=German lo=Lao km=Khmer th=Thai it=Italian ro=Romanian hy=Armenian "
        "te=Telugu ta=Tamil ur=Urdu"
    ).split()
)


def language(told: str) -> str:
    """Give a language as one says it, from what address books write: "es-MX" is Spanish (ISO 639)."""
    code = re.fullmatch(r"([a-z]{2,3})(?:[-_].*)?", told.casefold())
    return _LANGUAGES.get(code[1], told) if code else told


COUNTY_TOWNS = frozenset(
    (
        "sacramento|sac|elk grove|citrus heights|folsom|galt|rancho cordova|isleton|carmichael|fair oaks"
        "|orangevale|north highlands|rio linda|elverta|antelope|arden-arcade|florin|vineyard|gold river"
        "|rosemont|la riviera|foothill farms|wilton|herald|rancho murieta|mather|mcclellan|walnut grove"
        "|courtland|hood|franklin|sloughhouse|parkway|lemon hill"
    ).split("|")
)
"""Cities and places of Sacramento County, as they stand in addresses."""

_CALIFORNIA = frozenset({"", "ca", "calif", "california", "ca usa"})


def is_local(address: str, knows_area: Callable[[str], bool]) -> bool:
    """Say whether nothing in an address says that it lies elsewhere than in the county.

    `knows_area` tells the names of neighborhoods and towns that the map has.
    """
    _first, *rest = [part.strip(" .") for part in address.split(",")]
    if not rest:
        return True
    state = re.sub(r"\s*\b\d{5}(?:-\d{4})?$", "", rest[-1]).strip(" .")
    town = state
    if state.casefold().replace(".", "") in _CALIFORNIA:
        town = rest[-2] if len(rest) > 1 else ""
    elif re.fullmatch(r"[A-Z]{2}", state):
        return False
    if not town or any(char.isdigit() for char in town):
        return True
    named = town.casefold()
    return named in COUNTY_TOWNS or knows_area(town)
