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


def clean(text: str) -> str:
    """Give the text as it is kept: plain line breaks, no control characters, no blanks at the ends.

    Everything a person can see or mean stays: emoji, marks, right-to-left and zero-width
    characters. Half of a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    text = _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text).strip()


def _limited(text: str, limit: int, where: str, problems: Problems) -> str:
    kept = clean(text)
    if len(kept) > limit:
        problems.add(where, "problem.too_long", length=len(kept), limit=limit)
    return kept


def visible(text: str) -> bool:
    """Say whether a text has any character that shows; joiners and direction marks alone do not."""
    return any(unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for char in text)


def name(text: str, where: str, problems: Problems, *, needed: bool = False) -> str:
    """Read a name or title: one line of at most 200 characters."""
    kept = " ".join(_limited(text, NAME_LENGTH, where, problems).split())
    if needed and not visible(kept):
        problems.add(where, "problem.needed")
    return kept


def line(text: str, where: str, problems: Problems) -> str:
    """Read one line of at most 500 characters."""
    return " ".join(_limited(text, LINE_LENGTH, where, problems).split())


def words(text: str, where: str, problems: Problems) -> str:
    """Read free text of at most 20,000 characters; its line breaks stay."""
    return _limited(text, TEXT_LENGTH, where, problems)


def number(
    text: str, *, low: Decimal | int, high: Decimal | int, places: int = 0
) -> tuple[Decimal | None, Problem | None]:
    """Read a number within `low` and `high` with at most `places` decimals; blank gives None.

    Commas between thousands and blanks are accepted. Gives the number and what is wrong with it.
    """
    kept = clean(text).replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not kept:
        return None, None
    kept = kept.replace("\N{MINUS SIGN}", "-")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", kept, flags=re.ASCII):
        return None, Problem("problem.not_a_number", {"text": text.strip()[:40]})
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
