"""Which column of a table of contacts holds what, and the contact that a row then tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain import addresses, contacts, texts
from sacwatch.domain.addresses import Address
from sacwatch.domain.contacts import Contact, Line, Number
from sacwatch.domain.tables import Row, Table, plain


class Holds(StrEnum):
    """What a column holds, in the order in which a list of them is shown."""

    NOTHING = "nothing"
    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    ORGANIZATION = "organization"
    PHONE = "phone"
    MOBILE = "mobile"
    HOME_PHONE = "home_phone"
    WORK_PHONE = "work_phone"
    FAX = "fax"
    PHONE_KIND = "phone_kind"
    EMAIL = "email"
    ADDRESS = "address"
    HOUSE_NUMBER = "house_number"
    STREET = "street"
    STREET_MORE = "street_more"
    BOX = "box"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    COUNTRY = "country"
    LANGUAGE = "language"
    NOTE = "note"


@dataclass(frozen=True)
class Use:
    """What one column is used for; parts of one address or number have one group, such as "home" or "2"."""

    holds: Holds = Holds.NOTHING
    group: str = ""


UNUSED = Use()

_PARTS = frozenset(
    {
        *(Holds.ADDRESS, Holds.HOUSE_NUMBER, Holds.STREET, Holds.STREET_MORE, Holds.BOX),
        *(Holds.CITY, Holds.STATE, Holds.ZIP, Holds.COUNTRY),
    }
)
_LINES = {
    Holds.PHONE: Line.OTHER,
    Holds.MOBILE: Line.MOBILE,
    Holds.HOME_PHONE: Line.HOME,
    Holds.WORK_PHONE: Line.WORK,
    Holds.FAX: Line.FAX,
}
SEVERAL = ":::"
"""What stands between several values of one cell in the files of Google."""

_WORDS: dict[Holds, str] = {
    Holds.NAME: "name|full name|contact|contact name|member|member name|resident|neighbor|neighbour|person",
    Holds.FIRST_NAME: "first name|given name|first|forename|firstname",
    Holds.MIDDLE_NAME: "middle name|additional name|middle|middle initial|mi",
    Holds.LAST_NAME: "last name|family name|last|surname|lastname",
    Holds.SUFFIX: "suffix|name suffix",
    Holds.NICKNAME: "nickname|short name|goes by|preferred name",
    Holds.ORGANIZATION: "organization name|organization 1 name|company|organization|business name",
    Holds.PHONE: "phone|phones|phone number|phone numbers|telephone|tel|telephone number|primary phone"
    "|other phone|contact phone|phone no|tel no|company main phone",
    Holds.MOBILE: "mobile phone|mobile|cell|cell phone|cellphone|cell number|mobile number|car phone",
    Holds.HOME_PHONE: "home phone|home phone 2|home tel|land line|landline|home telephone|phone home",
    Holds.WORK_PHONE: "business phone|business phone 2|work phone|work|office phone|work tel|phone work",
    Holds.FAX: "home fax|business fax|other fax|fax|fax number|pager",
    Holds.EMAIL: "e mail address|e mail 2 address|e mail 3 address|email|e mail|email address|emails",
    Holds.ADDRESS: "address|full address|mailing address|location address|street address and city",
    Holds.HOUSE_NUMBER: "house number|house no|street number|street no|st number|address number",
    Holds.STREET: "street|street address|street name|address 1|address line 1|addr|home street address",
    Holds.STREET_MORE: "address 2|address line 2|apt|apartment|unit|address2|street 2|apt no|unit no",
    Holds.BOX: "po box|p o box",
    Holds.CITY: "city|town|locality",
    Holds.STATE: "state|region|province",
    Holds.ZIP: "zip|zip code|postal code|postcode|zipcode",
    Holds.COUNTRY: "country|country region",
    Holds.LANGUAGE: "language|languages|preferred language|spoken language",
    Holds.NOTE: "notes|note|comments|comment|remarks|remark",
}
_BY_WORDS = {word: holds for holds, words in _WORDS.items() for word in words.split("|")}

_GOOGLE = re.compile(r"(phone|e mail|address) (\d+) (.+)")
_OF_GOOGLE = {
    ("phone", "value"): Holds.PHONE,
    ("phone", "label"): Holds.PHONE_KIND,
    ("phone", "type"): Holds.PHONE_KIND,
    ("e mail", "value"): Holds.EMAIL,
    ("address", "formatted"): Holds.ADDRESS,
    ("address", "street"): Holds.STREET,
    ("address", "extended address"): Holds.STREET_MORE,
    ("address", "po box"): Holds.BOX,
    ("address", "city"): Holds.CITY,
    ("address", "region"): Holds.STATE,
    ("address", "postal code"): Holds.ZIP,
    ("address", "country"): Holds.COUNTRY,
}
_OUTLOOK = re.compile(r"(home|business|other|mailing|work) (.+)")
_OF_OUTLOOK = {
    "address": Holds.ADDRESS,
    "street": Holds.STREET,
    "street 2": Holds.STREET_MORE,
    "street 3": Holds.STREET_MORE,
    "address po box": Holds.BOX,
    "city": Holds.CITY,
    "state": Holds.STATE,
    "postal code": Holds.ZIP,
    "zip": Holds.ZIP,
    "country": Holds.COUNTRY,
    "country region": Holds.COUNTRY,
}

KNOWN = frozenset(
    {
        *_BY_WORDS,
        *(f"{what} {number} {part}" for what, part in _OF_GOOGLE for number in range(1, 6)),
        *(f"{where} {part}" for where in ("home", "business", "other") for part in _OF_OUTLOOK),
    }
)
"""Headings, in plain form, by which a row is known for that of the headings."""


def guess_columns(headings: Sequence[str]) -> tuple[Use, ...]:
    """Guess what each column holds by its heading; `UNUSED` for what is of no use here."""
    return tuple(_guessed(plain(each)) for each in headings)


def _guessed(heading: str) -> Use:
    if heading in _BY_WORDS:
        return Use(_BY_WORDS[heading])
    google = _GOOGLE.fullmatch(heading)
    if google:
        what, number, part = google.groups()
        holds = _OF_GOOGLE.get((what, part))
        return Use(holds, number) if holds else UNUSED
    outlook = _OUTLOOK.fullmatch(heading)
    if outlook and outlook[2] in _OF_OUTLOOK:
        return Use(_OF_OUTLOOK[outlook[2]], outlook[1])
    numbered = re.sub(r" ?\d$", "", heading)
    if numbered != heading and _BY_WORDS.get(numbered) in (*_LINES, Holds.EMAIL):
        return Use(_BY_WORDS[numbered])
    return UNUSED


def guess(table: Table) -> tuple[Use, ...]:
    """Guess what each column holds by its heading, or else, where none is known, by what stands in it."""
    uses = list(guess_columns(table.headings))
    if any(use.holds is not Holds.NOTHING for use in uses):
        return tuple(uses)
    for place in range(len(table.headings)):
        uses[place] = Use(_by_looks(table.column(place)))
    if not any(use.holds is Holds.NAME for use in uses):
        return tuple(uses)
    # Of several columns of names the first is the one's own.
    first = next(place for place, use in enumerate(uses) if use.holds is Holds.NAME)
    return tuple(
        UNUSED if use.holds is Holds.NAME and place != first else use for place, use in enumerate(uses)
    )


_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){1,4}")


def _by_looks(samples: Sequence[str]) -> Holds:
    if not samples:
        return Holds.NOTHING
    for holds, looks in (
        (Holds.EMAIL, lambda text: re.fullmatch(r"\S+@\S+\.\S+", text) is not None),
        (Holds.PHONE, lambda text: texts.is_phone(text) and sum(char.isdigit() for char in text) >= 7),
        (Holds.ADDRESS, lambda text: isinstance(addresses.parse(text), Address)),
        (Holds.NAME, lambda text: _NAME.fullmatch(text) is not None and text.title() == text),
    ):
        if sum(map(looks, samples)) > 0.6 * len(samples):
            return holds
    return Holds.NOTHING


def changed(uses: Sequence[Use], place: int, holds: Holds) -> tuple[Use, ...]:
    """Give the uses with one column used for something else.

    A part of an address joins that of the nearest column before it, or else after it.
    """
    group = ""
    if holds in _PARTS:
        near = [*reversed(uses[:place]), *uses[place + 1 :]]
        group = next((use.group for use in near if use.holds in _PARTS), "")
    return (*uses[:place], Use(holds, group), *uses[place + 1 :])


def useful(uses: Sequence[Use]) -> bool:
    """Say whether the columns tell who somebody is or how to reach them."""
    parts = {Holds.CITY, Holds.STATE, Holds.ZIP, Holds.COUNTRY}
    idle = {Holds.NOTHING, Holds.PHONE_KIND, Holds.NOTE, Holds.LANGUAGE, Holds.SUFFIX, *parts}
    return any(use.holds not in idle for use in uses)


def contact(row: Row, uses: Sequence[Use]) -> Contact:
    """Give the person whom a row tells of."""
    cells: dict[Holds, list[str]] = {}
    for use, cell in zip(uses, row.cells, strict=False):
        if use.holds is not Holds.NOTHING and cell.strip():
            cells.setdefault(use.holds, []).append(cell)
    given = [" ".join(_first(cells, holds).split()) for holds in _NAME_PARTS]
    name = _turned(" ".join(_first(cells, Holds.NAME).split())) or " ".join(part for part in given if part)
    languages = [part for cell in cells.get(Holds.LANGUAGE, ()) for part in _split(cell)]
    return Contact(
        at=row.at,
        name=name,
        nickname=_first(cells, Holds.NICKNAME),
        organization=_first(cells, Holds.ORGANIZATION),
        phones=_phones(row, uses),
        emails=contacts.distinct(
            [part for cell in cells.get(Holds.EMAIL, ()) for part in _split(cell, "[;,\\s]")]
        ),
        addresses=contacts.distinct(_addresses(row, uses)),
        languages=contacts.distinct(languages),
        note="\n".join(dict.fromkeys(texts.clean(cell) for cell in cells.get(Holds.NOTE, ()))),
    )


_LAST_FIRST = re.compile(r"([^\s,]+(?: [^\s,]+)?), ?([^\s,]+(?: [^\s,]+)?)")


def _turned(name: str) -> str:
    """Give "Kim, Walt" as "Walt Kim"; "Walt Kim, Jr." and "Walt Kim, DDS" stay."""
    found = _LAST_FIRST.fullmatch(name)
    if found is None or re.fullmatch(r"(?:jr|sr|ii|iii|iv)\.?", found[2], re.IGNORECASE):
        return name
    if found[2].isupper() and not name.isupper():
        return name  # a degree
    return f"{found[2]} {found[1]}"


_NAME_PARTS = (Holds.FIRST_NAME, Holds.MIDDLE_NAME, Holds.LAST_NAME, Holds.SUFFIX)


def _first(cells: dict[Holds, list[str]], holds: Holds) -> str:
    return contacts.one_line(cells[holds][0]) if holds in cells else ""


def _split(cell: str, also: str = "") -> list[str]:
    """Give the several values of a cell."""
    between = rf"\s*{SEVERAL}\s*" + (rf"|{also}+" if also else "")
    return [part.strip() for part in re.split(between, cell) if part.strip()]


# "916-555-0101 (home), 916-555-0102 (cell)"; a comma may also stand before an extension.
_SEVERAL_NUMBERS = re.compile(r"\s*[;/\n]\s*|,\s*(?=[+(\d])|\s+(?:or|and)\s+")
_TOLD = re.compile(
    r"\(?\b(mobile|cell(?:ular)?|home|work|office|fax|text)\b:?\)?|\((c|m|h|w)\)|(?<=\d) ?(c|m|h|w)$",
    re.IGNORECASE,
)


def _phones(row: Row, uses: Sequence[Use]) -> tuple[Number, ...]:
    kinds = {
        use.group: _split(cell)
        for use, cell in zip(uses, row.cells, strict=False)
        if use.holds is Holds.PHONE_KIND
    }
    found: dict[str, Number] = {}
    for use, cell in zip(uses, row.cells, strict=False):
        if use.holds not in _LINES:
            continue
        told = kinds.get(use.group, [])
        values = _split(cell)
        for place, value in enumerate(values):
            kind = told[place] if place < len(told) else told[-1] if told else ""
            line = line_of(kind) if kind else _LINES[use.holds]
            for number in _numbers(value, line):
                found.setdefault(number.text, number)
    return tuple(found.values())


def _numbers(value: str, line: Line) -> list[Number]:
    """Give the numbers of a value, which may hold several, each with a word of what it rings."""
    parts = [part.strip() for part in _SEVERAL_NUMBERS.split(value) if part.strip()]
    if not all(sum(char.isdigit() for char in part) >= 7 for part in parts):
        parts = [" ".join(value.split())]
    found = []
    for part in parts:
        told = _TOLD.search(part)
        bare = " ".join(_TOLD.sub(" ", part).split()).strip(" :-,")
        if told and texts.is_phone(bare):
            found.append(Number(bare, line_of(next(filter(None, told.groups())))))
        else:
            found.append(Number(part, line))
    return found


def line_of(told: str) -> Line:
    """Give what rings at a number from the words that another program has for it."""
    told = told.casefold()
    for line, words in (
        (Line.FAX, ("fax", "pager", "telex", "modem")),
        (Line.MOBILE, ("cell", "mobile", "iphone", "text", "msg", "car")),
        (Line.HOME, ("home",)),
        (Line.WORK, ("work", "business", "company", "office")),
    ):
        if any(word in told for word in words):
            return line
    return {"c": Line.MOBILE, "m": Line.MOBILE, "h": Line.HOME, "w": Line.WORK}.get(told, Line.OTHER)


def _addresses(row: Row, uses: Sequence[Use]) -> list[str]:
    """Give the addresses of a row, that of the home first."""
    groups: dict[str, dict[Holds, list[str]]] = {}
    for use, cell in zip(uses, row.cells, strict=False):
        if use.holds in _PARTS and cell.strip():
            groups.setdefault(use.group, {}).setdefault(use.holds, []).append(cell)
    homes_first = sorted(groups, key=lambda group: group not in ("home", "", "1", "mailing"))
    return [line for group in homes_first for line in _addresses_of(groups[group])]


def _addresses_of(parts: dict[Holds, list[str]]) -> list[str]:
    street = [contacts.one_line(each) for each in parts.get(Holds.STREET, ())]
    number = [contacts.one_line(each) for each in parts.get(Holds.HOUSE_NUMBER, ())]
    whole = parts.get(Holds.ADDRESS, [])
    several = any(SEVERAL in cell for cells in parts.values() for cell in cells)
    if whole and (several or not street):
        found = [contacts.one_line(each) for cell in whole for each in cell.split(SEVERAL)]
        more = [contacts.one_line(cell) for cell in parts.get(Holds.STREET_MORE, ())]
        town = _town(parts)
        if len(found) == 1 and town and town.split(",")[0].casefold() not in found[0].casefold():
            found = [", ".join([*found, *more, town])]
        return found
    return [
        contacts.address(
            street=" ".join([*number, *street]),
            city=_first(parts, Holds.CITY),
            region=_first(parts, Holds.STATE),
            postcode=_first(parts, Holds.ZIP),
            country=_first(parts, Holds.COUNTRY),
            box=_first(parts, Holds.BOX),
            extra=", ".join(contacts.one_line(each) for each in parts.get(Holds.STREET_MORE, ())),
        )
    ]


def _town(parts: dict[Holds, list[str]]) -> str:
    state = " ".join(filter(None, (_first(parts, Holds.STATE), _first(parts, Holds.ZIP))))
    return ", ".join(filter(None, (_first(parts, Holds.CITY), state)))
