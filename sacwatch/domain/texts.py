"""What a typed text may be: how it is cleaned, how long it may get, and how numbers are read from it."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from sacwatch.domain.errors import Problem, Problems

NAME_LENGTH = 200
LINE_LENGTH = 500
TEXT_LENGTH = 20_000

_LINE_BREAKS = re.compile(r"\r\n?|\x0b|\x0c|\u2028|\u2029|\x85")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Fillers that Unicode counts among the letters and marks though nothing of them shows.
_BLANKS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SEPARATORS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_NUMBER = re.compile(
    rf"[+-]?(?:\d{{1,3}}(?:(?:,\d{{3}})+|(?:[{_SEPARATORS}]\d{{3}})+)|\d+)?(?:\.\d*)?", re.ASCII
)
_EXTENSION = re.compile(r"[\s,;]*(?:x|ext\.?|extension|#)\s*:?\s*\d{1,6}$", re.ASCII | re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s().,/\u2010-\u2015\u2212*-]+", re.ASCII)
_SAYS_NOTHING = frozenset(
    """dk|do not know|don t know|dont know|idk|n a|na|nil|no|no idea|no info|none|not given|not known
    |not seen|not stated|not sure|not yet|nothing|null|pending|same|tba|tbd|to come|unk|unkn|unknown
    |unsure|waiting|x""".replace("\n    ", "").split("|")
)


def clean(text: str) -> str:
    """Give the text as it is kept: plain line breaks, no control characters, no blanks at the ends.

    Everything a person can see or mean stays: emoji, marks, right-to-left and zero-width
    characters. A text of which nothing shows is none. Half of a surrogate pair, which no file can
    hold, becomes U+FFFD.
    """
    text = _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text).strip()
    return text if visible(text) else ""


def _limited(text: str, limit: int, where: str, problems: Problems) -> str:
    kept = clean(text)
    if len(kept) > limit:
        problems.add(where, "problem.too_long", length=len(kept), limit=limit)
    return kept


def visible(text: str) -> bool:
    """Say whether a text has any character that shows; joiners and direction marks alone do not."""
    shown = _BLANKS.sub("", text)
    return any(unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for char in shown)


def is_phone(text: str, *, short_code: bool = False) -> bool:
    """Say whether a text can be a phone number: 3 digits such as 311, or 7 to 15 of them.

    An extension such as "x12" may follow; `short_code` lets the 5 or 6 digits pass that one texts to.
    """
    number = _EXTENSION.sub("", plain(text).strip())
    digits = "".join(char for char in number if char.isdigit())
    if not _PHONE.fullmatch(number):
        return False
    if short_code and len(digits) in (5, 6) and digits == number:
        return True
    return (len(digits) == 3 and digits == number.replace("-", "")) or 7 <= len(digits) <= 15


def tells(text: str) -> bool:
    """Say whether a text says anything: "unknown", "n/a", "-" and "xxx" do not."""
    said = " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
    if not said:
        return any(unicodedata.category(char) == "So" for char in text)  # an emoji
    letters = said.replace(" ", "")
    repeated = len(letters) > 1 and len(set(letters)) == 1 and letters.isalpha()
    return said not in _SAYS_NOTHING and not repeated


def plain(text: str) -> str:
    """Give the text with the wide letters and digits of East Asian keyboards as ordinary ones."""
    return text.translate(_WIDE)


def name(text: str, where: str, problems: Problems, *, needed: bool = False) -> str:
    """Read a name or title: one line of at most 200 characters."""
    kept = " ".join(_limited(text, NAME_LENGTH, where, problems).split())
    if needed and not visible(kept):
        problems.add(where, "problem.needed")
    return kept


def line(text: str, where: str, problems: Problems) -> str:
    """Read one line of at most 500 characters."""
    return " ".join(_limited(text, LINE_LENGTH, where, problems).split())


def words(text: str, where: str, problems: Problems, *, limit: int = TEXT_LENGTH) -> str:
    """Read free text of at most 20,000 characters, or of another limit; its line breaks stay."""
    return _limited(text, limit, where, problems)


def number(
    text: str, *, low: Decimal | int, high: Decimal | int, places: int = 0
) -> tuple[Decimal | None, Problem | None]:
    """Read a number within `low` and `high` with at most `places` decimals; blank gives None.

    Commas between thousands and blanks are accepted. Gives the number and what is wrong with it.
    """
    kept = plain(clean(text)).replace("\N{MINUS SIGN}", "-")
    if not kept:
        return None, None
    if not _NUMBER.fullmatch(kept) or not any(char.isdigit() for char in kept):
        return None, Problem("problem.not_a_number", {"text": text.strip()[:40]})
    kept = re.sub(rf"[,{_SEPARATORS}]", "", kept)
    try:
        value = Decimal(kept)
    except InvalidOperation:
        return None, Problem("problem.not_a_number", {"text": text.strip()[:40]})
    if value < low:
        key = "problem.negative" if low == 0 else "problem.too_small"
        return None, Problem(key, {"low": low})
    if value > high:
        return None, Problem("problem.too_large", {"high": high})
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        value = round(value, places)
    return value + 0, None  # "-0" is 0


def number_text(value: Decimal | None) -> str:
    """Give a number as it would be typed: no ".0" behind a whole one; "" for None."""
    return "" if value is None else f"{value.normalize():f}"
