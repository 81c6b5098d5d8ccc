"""Checks phone numbers and writes each in one readable form."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sacwatch.domain import texts
from sacwatch.domain.errors import Problem
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.resources import Call

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

HERE = "US"
"""Where a number without a country's code belongs: the country, or any that shares its numbering plan."""

_LETTERS = re.compile(r"[^\W\d_]", re.UNICODE)
_EXTENSION = re.compile(
    r"[\s,;(]*\b(?:x|ext(?:ension|n)?\.?|#)\s*[=:.]?\s*(\d{1,6})\)?\s*$", re.IGNORECASE | re.ASCII
)
_SPELLED = re.compile(r"\+?[\d\s().-]*\d[\s().-]*[A-Za-z][A-Za-z\d-]*", re.ASCII)
_SHORT = re.compile(r"\d{3}", re.ASCII)
_PLAN = re.compile(r"(\d{3})?(\d{3})(\d{4})", re.ASCII)


def read(text: str) -> tuple[str, Problem | None]:
    """Give a phone number as it is kept, or as it was typed and what is wrong with it; "" for none.

    Of here "(916) 555-0134", with an extension "(916) 555-0134 ext. 4", of other countries
    "+44 20 7946 0958", without an area code "555-0134", and 311 as it is. A number spelled in letters
    such as 1-800-FLOWERS is given in digits. Numbers are checked by how long they may be and not by
    whether one of them was ever given out: that changes, and the 555-01xx of examples pass.
    """
    typed = " ".join(texts.clean(texts.plain(text)).split())
    if not typed:
        return "", None
    if _SHORT.fullmatch(typed.replace("-", "")):
        return typed.replace("-", ""), None
    return _read(typed)


def _read(typed: str) -> tuple[str, Problem | None]:
    import phonenumbers  # a door: its tables are read when a number is first checked

    number = typed.removeprefix("tel:")
    extension = _EXTENSION.search(number)
    bare = number[: extension.start()] if extension else number
    if _LETTERS.search(bare) and not (_SPELLED.fullmatch(bare) and _spelled(bare)):
        digits = len(re.sub(r"\D", "", bare))
        return typed, _wrong("problem.phone_words" if digits >= 7 else "problem.phone_letters", text=typed)
    try:
        found = phonenumbers.parse(number, HERE)
    except phonenumbers.NumberParseException as problem:
        several = len(re.sub(r"\D", "", bare)) > 11
        key = "problem.phone_too_long" if several else "problem.phone_letters"
        return typed, _wrong(_PARSING.get(problem.error_type, key), text=typed)
    reason = phonenumbers.is_possible_number_with_reason(found)
    possible = phonenumbers.ValidationResult
    if reason in (possible.TOO_SHORT, possible.INVALID_LENGTH):
        return typed, _wrong("problem.phone_too_short", text=typed)
    if reason == possible.TOO_LONG:
        return typed, _wrong("problem.phone_too_long", text=typed)
    return _written(found, typed)


def _written(found: PhoneNumber, typed: str) -> tuple[str, Problem | None]:
    import phonenumbers

    if found.country_code != 1:
        style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(found, style), None
    digits = phonenumbers.national_significant_number(found)
    parts = _PLAN.fullmatch(digits)
    if parts is None or any(part[:1] in ("0", "1") for part in (parts[1] or "", parts[2])):
        return typed, _wrong("problem.phone_area", text=typed)
    area = f"({parts[1]}) " if parts[1] else ""
    extension = f" ext. {found.extension}" if found.extension else ""
    return f"{area}{parts[2]}-{parts[3]}{extension}", None


def _wrong(key: str, *, text: str) -> Problem:
    return Problem(key, {"text": text[:40]})


_PARSING = {
    0: "problem.phone_country",
    2: "problem.phone_country",
    3: "problem.phone_too_short",
    4: "problem.phone_too_long",
}
"""What is said by the number that the library gives to what it cannot read."""


def _spelled(bare: str) -> bool:
    """Say whether digits and letters together are as many as a number has: 916-555-CARE."""
    return 10 <= len(re.sub(r"[\W_]", "", bare)) <= 11


def checked(
    drafts: Iterable[PhoneDraft], where: str = "phones"
) -> tuple[tuple[PhoneDraft, ...], dict[str, Problem]]:
    """Give phone drafts with their numbers as they are kept, and what is wrong by `where.N`."""
    found, problems = [], {}
    for place, draft in enumerate(drafts):
        number, problem = read(draft.number)
        found.append(dataclasses.replace(draft, number=number))
        if problem is not None:
            problems[f"{where}.{place}"] = problem
    return tuple(found), problems


def written(call: Call) -> Call:
    """Give a line of a card with its numbers as members' are written; what cannot be read stays as typed."""
    entry = call.entry
    number, text, relay = (read(each)[0] for each in (entry.number, entry.text, entry.relay))
    return dataclasses.replace(call, entry=dataclasses.replace(entry, number=number, text=text, relay=relay))


def bare(number: str) -> str:
    """Give a kept number without its extension."""
    return _EXTENSION.sub("", number)


def digits(number: str) -> str:
    """Give the digits of a kept number by which two of them are the same, without an extension."""
    return re.sub(r"\D", "", bare(number))
