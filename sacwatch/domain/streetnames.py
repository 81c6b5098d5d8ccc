"""The names of streets: how they are written, shortened and said, and the ones that need no "Street"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

# Abbreviations by the Postal Service's list of street suffixes (Publication 28, appendix C1), the short
# form first as this app prints it.
_KINDS: dict[str, tuple[str, ...]] = {
    "St": ("street", "str", "strt", "stree"),
    "Ave": ("avenue", "av", "aven", "avenu", "avn"),
    "Blvd": ("boulevard", "bl", "bvd", "blv", "boul", "bvld", "boulv"),
    "Rd": ("road",),
    "Dr": ("drive", "drv", "driv"),
    "Way": ("wy",),
    "Ct": ("court", "crt"),
    "Cir": ("circle", "circ", "crcl"),
    "Ln": ("lane",),
    "Pl": ("place",),
    "Ter": ("terrace", "terr"),
    "Pkwy": ("parkway", "parkwy", "pky", "pkw"),
    "Hwy": ("highway", "hiway"),
    "Expy": ("expressway", "exp", "expwy", "exwy"),
    "Fwy": ("freeway", "frwy"),
    "Aly": ("alley", "ally"),
    "Sq": ("square",),
    "Mall": (),
    "Plz": ("plaza", "plza"),
    "Loop": (),
    "Trl": ("trail",),
    "Walk": (),
    "Row": (),
    "Xing": ("crossing",),
    "Pt": ("point",),
    "Run": (),
}
_KIND_OF = {short.lower(): short for short in _KINDS} | {
    long: short for short, longs in _KINDS.items() for long in longs
}
_DIRECTIONS = {
    "n": "N", "s": "S", "e": "E", "w": "W",
    "north": "N", "south": "S", "east": "E", "west": "W",
    "no": "N", "so": "S",
}  # fmt: skip

# Streets of Sacramento that people name without their kind, and the kind they have. Their names are
# facts from the City's list of traffic signals and its police reports.
_USUAL_KIND = {
    name: kind
    for kind, names in {
        "": "broadway",
        "Ave": (
            "capitol,watt,south watt,howe,el camino,west el camino,fulton,bell,grand,main,norwood,elvas,"
            "marconi,university"
        ),
        "Blvd": (
            "alhambra,stockton,folsom,freeport,franklin,riverside,northgate,del paso,rio linda,marysville,"
            "raley,auburn,exposition,fair oaks,martin luther king jr,mckinley,natomas,arena,elkhorn,"
            "cosumnes river,richards,railyards"
        ),
        "Rd": (
            "florin,fruitridge,sutterville,meadowview,mack,power inn,florin-perkins,elder creek,jackson,"
            "pocket,bruceville,calvine,san juan,el centro,truxel"
        ),
        "Dr": "land park,south land park,greenhaven,gloria,la riviera,valley hi,college town,rush river",
        "Way": "arden,ethan,vallejo",
        "Hwy": "garden",
        "St": "front",
        "Pkwy": "center",
    }.items()
    for name in names.split(",")
}
_SAID_OTHERWISE = {
    "mlk": "martin luther king jr",
    "mlk jr": "martin luther king jr",
    "martin luther king": "martin luther king jr",
    "capital": "capitol",
    "florin perkins": "florin-perkins",
}

_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = ["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"]
_TEENS += ["fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
_TENS = ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"]
_TENS_BEFORE = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPELT = (
    {word: i + 1 for i, word in enumerate(_ONES)}
    | {word: i + 10 for i, word in enumerate(_TEENS)}
    | {word: (i + 2) * 10 for i, word in enumerate(_TENS)}
    | {
        f"{ten}-{one}": (i + 2) * 10 + j + 1
        for i, ten in enumerate(_TENS_BEFORE)
        for j, one in enumerate(_ONES)
    }
)

_WORD = re.compile(r"[a-z][a-z'.-]*|\d{1,3}(?:st|nd|rd|th)", re.IGNORECASE)
_ORDINAL = re.compile(r"^(\d{1,3})(?:st|nd|rd|th)$")
_SPLIT_ORDINAL = re.compile(r"\b(\d{1,2}) (st|nd|rd|th)\b(?=\s|$)", re.IGNORECASE)
# A name that its own source writes with a capital inside: "DeSoto".
_INNER_CAPITAL = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")
_ROUTE = re.compile(
    r"(?:(?P<i>interstate|i)|(?P<us>us|u s)|(?P<state>state|ca|sr|california)"
    r"|(?P<business>business|bus|biz))?\s*"
    r"(?P<word>(?:(?:hwy|rte|rt|fwy|loop|sr|interstate|i)\s*)*)(?P<number>\d{1,3})"
)
_FOLDED = {word: kind.lower() for word, kind in _KIND_OF.items()} | {
    word: short.lower() for word, short in _DIRECTIONS.items() if len(word) > 2
} | {"route": "rte"}  # fmt: skip
_SPELT_TENS = re.compile(rf"\b({'|'.join(_TENS_BEFORE)})[ -]({'|'.join(_ONES)})\b", re.IGNORECASE)
# Words of a sentence, which no street of the county has in its name.
_NOT_IN_NAMES = frozenset(
    re.findall(
        r"\w+",
        """a an and any are as at back behind beside between block but by call called car cars for from has
        he her his house i in into is it its kids left man men mr mrs ms my near next no of off on or our
        out over people person right said saw seen she some that the their them then there they this
        through to two three toward towards truck under unknown up us van was we were who with woman women
        you youth""",
    )
)


@dataclass(frozen=True)
class Street:
    """A street's name: "S" + "Land Park" + "Dr". `kind` is "" where it was not said or there is none."""

    name: str
    kind: str = ""
    direction: str = ""
    kind_said: bool = False

    def __str__(self) -> str:
        return " ".join(part for part in (self.direction, self.name, self.kind) if part)

    @property
    def key(self) -> str:
        """Give the form in which two spellings of a name are the same."""
        return (
            " ".join(part for part in (self.direction, self.name) if part)
            .upper()
            .replace("'", "")
            .replace(".", "")
        )

    @property
    def is_lettered(self) -> bool:
        return len(self.name) == 1 and self.name.isalpha()

    @property
    def is_numbered(self) -> bool:
        return _ORDINAL.match(self.name.lower()) is not None

    @property
    def step(self) -> int:
        """Give the place of a lettered or numbered street in its row: 3 for C and for 3rd; 0 for others.

        Capitol Avenue stands where M Street would.
        """
        if self.is_lettered:
            return ord(self.name) - ord("A") + 1
        if self.is_numbered:
            return int(self.name[:-2])
        return 13 if self.name == "Capitol" else 0

    @property
    def is_known(self) -> bool:
        """Say whether this is one of the streets everyone in the city knows."""
        return _plain(self) in _USUAL_KIND

    @property
    def is_familiar(self) -> bool:
        """Say whether this is surely a street, without a map: letter, number, or known name and kind."""
        return self.is_lettered or self.is_numbered or _USUAL_KIND.get(_plain(self)) == self.kind

    @property
    def is_bare(self) -> bool:
        """Say whether nothing but the name makes this a street: no letter, number or kind."""
        return not (self.is_lettered or self.is_numbered or self.kind_said or self.is_known)

    def with_usual_kind(self) -> Street:
        """Give the street with the kind it usually has, where none was said: "P" is P St."""
        if self.kind:
            return self
        if self.is_lettered or self.is_numbered:
            return replace(self, kind="St")
        return replace(self, kind=_USUAL_KIND.get(_plain(self), ""))


def _plain(street: Street) -> str:
    words = {"N": "north ", "S": "south ", "E": "east ", "W": "west "}.get(
        street.direction, ""
    ) + street.name.lower()
    return words.replace(".", "")


def ordinal(number: int) -> str:
    """Give a number as a street says it: 1st, 2nd, 11th, 23rd."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Give a name in the form in which all its spellings are the same, whatever words are in it.

    Without capitals, accents and points, and with each kind and direction in its short form.
    """
    plain = unaccented(text).lower().replace("'", "").replace("’", "")
    words = [_FOLDED.get(word, word) for word in re.findall(r"[^\W_]+", plain)]
    if len(words) > 1 and words[0] == "co":
        words[0] = "county"
    return " ".join(words)


def unaccented(text: str) -> str:
    """Give a text with its letters' accents left out: "Peña" is "Pena"."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def route(text: str) -> tuple[str, int] | None:
    """Read a numbered highway: "I-5", "Hwy 99"; gives whose it is ("i", "us", "state", "business" or "")."""
    match = _ROUTE.fullmatch(fold(text))
    if match is None or text[:1].isdigit():
        return None
    whose = next((name for name in ("i", "us", "state", "business") if match[name]), "")
    if not whose and re.search(r"\b(?:i|interstate)\b", match["word"]):
        whose = "i"
    if not whose and "sr" in match["word"]:
        whose = "state"
    return whose, int(match["number"])


def is_kind(word: str) -> bool:
    """Say whether a word is a kind of street: "St", "avenue"."""
    return word.strip(" .").lower() in _KIND_OF


def kind_of(word: str) -> str:
    """Give the kind of street a word means, in its short form, or ""."""
    return _KIND_OF.get(word.strip(" .").lower(), "")


@lru_cache(maxsize=8192)
def read(text: str, *, crossing: bool = False) -> Street | None:
    """Read a street's name and nothing but that; None where other words stand with it.

    In a crossing a bare number is a numbered street: "16 & P".
    """
    text = _SPLIT_ORDINAL.sub(r"\1\2", text.strip(" .,;"))
    text = _SPELT_TENS.sub(r"\1-\2", text)
    said = {word.lower(): word for word in text.split() if _INNER_CAPITAL.fullmatch(word)}
    words = [word.strip(".").lower() for word in text.split()]
    if crossing and len(words) == 1 and words[0].isdigit() and 0 < int(words[0]) < 100:
        words = [ordinal(int(words[0]))]
    if not words or len(words) > 6 or not all(_WORD.fullmatch(word) for word in words):
        return None
    direction, kind = "", ""
    if len(words) > 1 and words[0] in _DIRECTIONS and not (len(words) == 2 and words[1] in _KIND_OF):
        direction, words = _DIRECTIONS[words[0]], words[1:]
    if len(words) > 2 and words[-1] in _DIRECTIONS and words[-2] in _KIND_OF and not direction:
        direction, words = _DIRECTIONS[words[-1]], words[:-1]
    if len(words) > 1 and words[-1] in _KIND_OF:
        kind, words = _KIND_OF[words[-1]], words[:-1]
    name = _name(words, said)
    if name is None:
        return None
    street = Street(name, kind, direction, bool(kind))
    return street if kind else street.with_usual_kind()


def roughly(text: str) -> Street | None:
    """Read words as a street's name whatever they are, to be compared with names that are known."""
    words = [word.strip(".").lower() for word in text.split()]
    if (
        not 1 < len(words) <= 6
        or len(text) > 40
        or not all(re.fullmatch(r"[a-z'-]+", word) for word in words)
    ):
        return None
    direction, kind = "", ""
    if words[-1] in _KIND_OF:
        kind, words = _KIND_OF[words[-1]], words[:-1]
    if len(words) > 1 and words[0] in _DIRECTIONS:
        direction, words = _DIRECTIONS[words[0]], words[1:]
    name = " ".join(_capital(word) for word in words)
    return Street(name, kind, direction, bool(kind)) if len(name) > 3 else None


def _name(words: list[str], written: dict[str, str]) -> str | None:
    said = " ".join(words)
    words = _SAID_OTHERWISE.get(said, said).split()
    if len(words) == 2 and _ORDINAL.match(words[0]) and words[1] in _KIND_OF:
        # A numbered street that became something larger: 65th Street Expressway.
        return f"{ordinal(int(words[0][:-2]))} {_KIND_OF[words[1]]}"
    if len(words) == 1:
        word = words[0]
        number = _SPELT.get(word)
        match = _ORDINAL.match(word)
        if match:
            number = int(match[1])
        if number is not None:
            return ordinal(number) if number > 0 else None
        if len(word) == 1:
            return word.upper()
    # A letter, a number or a small word inside a longer name means that more than a name was typed.
    if any(
        len(word) == 1 or word in _NOT_IN_NAMES or _ORDINAL.match(word) or word.endswith("'s")
        for word in words
    ):
        return None
    return " ".join(written.get(word) or _capital(word) for word in words)


def _capital(word: str) -> str:
    if re.match(r"[a-z]'[a-z]{2}", word):
        return f"{word[0].upper()}'{_capital(word[2:])}"
    if word.startswith("mc") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    return "-".join(part.capitalize() for part in word.split("-"))
