"""Heights and weights of people as they are typed."""

from __future__ import annotations

import re

from sacwatch.domain import texts

_FEET = re.compile(
    r"""(\d)(?:\s?(?:'|ft\.?|feet|foot)\s?(?:(\d\d?)\s?(?:"|in\.?|inch(?:es)?)?)?|(?:\s|\s?-\s?)(\d\d?))""",
    re.IGNORECASE | re.ASCII,
)
_INCHES = re.compile(r'([+-]?\d{1,6})\s?(?:"|in\.?|inch(?:es)?)?', re.IGNORECASE | re.ASCII)
_POUNDS = re.compile(r"([+-]?\d{1,6})\s?(?:#|lbs?\.?|pounds?)?", re.IGNORECASE | re.ASCII)
_PRIMES = str.maketrans(dict.fromkeys("′’‘´`", "'") | dict.fromkeys("″”“", '"'))


def tidy(text: str) -> str:
    """Give a typed measure with plain digits, blanks and marks for feet and inches."""
    return " ".join(texts.plain(texts.clean(text)).translate(_PRIMES).replace("''", '"').split())


def read_inches(text: str) -> int | None:
    """Read a height in inches, tidy, or give None: 5'10", 5-10, 5 ft 10, 70."""
    found = _FEET.fullmatch(text)
    if found:
        over = int(found[2] or found[3] or 0)
        return int(found[1]) * 12 + over if over < 12 else None
    plain = _INCHES.fullmatch(text)
    return int(plain[1]) if plain else None


def read_pounds(text: str) -> int | None:
    """Read a weight in pounds, tidy, or give None: 185, 185 lb."""
    found = _POUNDS.fullmatch(text)
    return int(found[1]) if found else None
