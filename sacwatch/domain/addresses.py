"""What a typed place means in the street's terms: address, hundred-block, crossing or street."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sacwatch.domain import streetnames
from sacwatch.domain.streetnames import Street

HIGHEST_NUMBER = 99_999

Knows = Callable[[Street], bool]
"""Says whether there is such a street."""


class Reader:
    """Reads the names of streets; who has a map reads them by that."""

    lenient = False
    """Whether two names with nothing that makes them streets may be a crossing."""

    def written(self, text: str) -> Street | None:
        """Give the street that has just this name, where there is one that can only be known from a map."""
        return None

    def street(self, text: str, *, crossing: bool = False) -> Street | None:
        """Read a street's name and nothing but that, as `streetnames.read` does."""
        return streetnames.read(text, crossing=crossing)


_WITHOUT_MAP = Reader()


def familiar(street: Street) -> bool:
    """Say whether this is surely a street, without a map."""
    return street.is_familiar


@dataclass(frozen=True)
class Address:
    """A house: number, letter or fraction after it, street, and a unit that says nothing of where."""

    number: int
    street: Street
    letter: str = ""
    unit: str = ""

    @property
    def hundred(self) -> int:
        """Give the hundred-block the house stands in: 1620 is in 1600."""
        return self.number // 100 * 100

    def __str__(self) -> str:
        return f"{self.number}{self.letter} {self.street}"


@dataclass(frozen=True)
class Block:
    """A hundred-block: 1600 for all numbers from 1600 to 1699."""

    hundred: int
    street: Street

    def __str__(self) -> str:
        return f"{self.hundred} block of {self.street}"


@dataclass(frozen=True)
class Crossing:
    """Where two streets meet."""

    first: Street
    second: Street

    def __str__(self) -> str:
        return f"{self.first} & {self.second}"


@dataclass(frozen=True)
class StreetOnly:
    """A street with nothing that says where along it."""

    street: Street

    def __str__(self) -> str:
        return str(self.street)


Parsed = Address | Block | Crossing | StreetOnly

_SPACES = re.compile(r"\s+")
_STATE = r"(?:ca|calif|california)\b\.?"
_ZIP = r"\d{5}(?:-\d{4})?"
_CITY = re.compile(
    rf"(?:[\s,]+(?:west\s+)?(?:sacramento|sac)\b(?:[\s,]+{_STATE})?|\s*,\s*{_STATE}|\s+{_STATE}(?=\s+{_ZIP}))?"
    rf"(?:[\s,]+{_ZIP})?(?:[\s,]+usa)?$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[\s,]*(?:\b(?:apartment|apt|unit|suite|ste|room|rm|floor|fl|bldg|building|lot|space|spc|trailer|no)\b\.?|#)"
    r"\s*#?\s*([a-z0-9-]{1,6})\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:at|near|by|on|in|around|outside|behind|opposite|next to|in front of|"
    r"across(?: the street)? from|the|about|approx(?:imately)?|from)\s+)+",
    re.IGNORECASE,
)
_CORNER = re.compile(
    r"^(?:the\s+)?(?:[ns][ew]\s+|(?:north|south)(?:east|west)\s+)?(?:corner|crossing|intersection|junction)\s+(?:of\s+)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;:()\[\]\n\t\u2013\u2014]|\s-+\s")
_BETWEEN = re.compile(r"\s*[&/@\\+]\s*|\s+(?:and|at|x|n|near)\s+", re.IGNORECASE)
_BLOCK = re.compile(
    r"^(?:(?P<xx>\d{0,3})xx\s*-?\s*(?:(?:block|blk)\b\.?)?|(?P<whole>\d{1,5})\s*-?\s*(?:block|blk|bl)\b\.?)"
    r"\s*(?:of\s+|on\s+)?(?P<street>.+)$",
    re.IGNORECASE,
)
_BLOCK_AFTER = re.compile(r"^(?P<whole>\d{1,3}00)\s+(?P<street>.+?)\s+(?:block|blk)\b\.?$", re.IGNORECASE)
_HOUSE = re.compile(
    r"^#?(?P<number>\d{1,5})(?:\s*-\s*\d{1,5}(?=\s))?(?P<letter>\s?1/2|½|-?[a-z](?=\s))?\s+(?P<street>.+)$",
    re.IGNORECASE,
)
# Inside other words only a lettered or numbered street counts: nothing else can be told from a name.
_INSIDE = re.compile(
    r"(?<![\w/.])(?P<number>\d{1,5})(?P<letter>\s?1/2|½|-?[a-z](?=\s))?\s+"
    r"(?P<street>(?:(?:north|south|east|west|[nsew])\.?\s+)?(?:[a-x]|\d{1,2}\s?(?:st|nd|rd|th))\s+"
    r"(?:street|st|avenue|ave|av)\b)",
    re.IGNORECASE,
)
_INSIDE_BLOCK = re.compile(
    r"(?<![\w/.])(?:(?P<xx>\d{1,3})xx\s+(?:(?:block|blk)\b\.?\s+)?|(?P<whole>\d{1,3}00)\s*-?\s*(?:block|blk)\b\.?\s+)(?:of\s+)?"
    r"(?P<street>(?:(?:north|south|east|west|[nsew])\.?\s+)?(?:[a-x]|\d{1,2}\s?(?:st|nd|rd|th))\s+"
    r"(?:street|st|avenue|ave|av)\b)",
    re.IGNORECASE,
)
_STRETCH = re.compile(
    r"^(?P<street>.+?)\s+(?:between|btw|betw)\.?\s+(?P<one>.+?)\s*(?:&|and|-)\s*(?P<other>.+)$", re.IGNORECASE
)
# "A" and "I" are words too and count only with their "St".
_INSIDE_CROSSING = re.compile(
    r"\b(?P<one>\d{1,2}(?:st|nd|rd|th))(?:\s+(?:street|st))?\s*(?:&|/|\band\b|\bat\b)\s*"
    r"(?P<two>(?:[a-x]\s+(?:street|st)|[b-hj-x])\b)"
    r"|\b(?P<three>(?:[a-x]\s+(?:street|st)|[b-hj-x]))\s*(?:&|/|\band\b|\bat\b)\s*"
    r"(?P<four>\d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
# "16 th st" is 16th Street; the 16 is no house on "Th St".
_SPLIT_ORDINAL = re.compile(
    r"\b(\d?(?:1(?= st)|2(?= nd)|3(?= rd))|\d{1,2}(?= th)) (st|nd|rd|th)\b"
    r"(?=\s*(?:$|[&/@+,;]|(?:street|str|st|avenue|ave|av|and|at|blk|block)\b))",
    re.IGNORECASE,
)
_NOT_HOUSES = {211, 311, 411, 511, 711, 911, 988}


def parse(text: str, reader: Reader = _WITHOUT_MAP) -> Parsed | None:
    """Read an address, a hundred-block, a crossing or a street as people type it; None for anything else.

    Where the text holds more than the place, the part of it that is one counts; an address or a
    block before a crossing before a street.
    """
    found = _readings(text, reader)
    return found[0] if found else None


def hundred_block(text: str, knows: Knows = familiar) -> str | None:
    """Give the hundred-block or the crossing that a text names, and nothing else of its words.

    None for a street alone, for free words, and for a street that `knows` does not know, whose name
    could as well be a person's: this decides what those see who may not see the exact place.
    """
    for each in _readings(text, _WITHOUT_MAP):
        if isinstance(each, Address) and _is_surely_street(each.street, each.number, knows):
            return str(Block(each.hundred, each.street))
        if isinstance(each, Block) and _is_surely_street(each.street, max(each.hundred, 100), knows):
            return str(each)
        if isinstance(each, Crossing) and _do_cross(each, knows):
            return str(each)
    return None


def _readings(text: str, reader: Reader) -> list[Parsed]:
    """Give all that a text can mean, surest first."""
    if len(text) > 600:
        return []
    text = _SPLIT_ORDINAL.sub(r"\1\2", text)
    whole = _tidy(text)
    parts = [whole, *(_tidy(part) for part in _PARTS.split(text))]
    found: list[Parsed] = []
    for part in dict.fromkeys(parts):
        one = _whole(part, reader)
        if one is not None and one not in found:
            found.append(one)
    found += [one for one in _inside(_SPACES.sub(" ", text)) if one not in found]
    rank = {Address: 0, Block: 0, Crossing: 1, StreetOnly: 2}
    return sorted(found, key=lambda one: rank[type(one)])


def _tidy(text: str) -> str:
    """Give the text without what stands around a place: blanks, "near", the city and its ZIP code."""
    kept = _SPACES.sub(" ", text.replace("’", "'")).strip(" .,;:-")
    city = _CITY.search(kept)
    if city and 0 < city.start() < len(kept):
        rest = kept[: city.start()]
        # "K St Sacramento" names the city, "Old Sacramento" does not.
        if "," in city[0] or any(char.isdigit() for char in rest) or streetnames.is_kind(rest.split()[-1]):
            kept = rest.strip(" .,")
    rest = _LEAD.sub("", kept).strip()
    # "Near Ct" is a street.
    return kept if streetnames.is_kind(rest) else rest


def _whole(text: str, reader: Reader) -> Parsed | None:
    """Read a text that is a place and nothing else."""
    if not text:
        return None
    own = reader.written(text)
    if own is not None:
        return StreetOnly(own)
    unit = ""
    match = _UNIT.search(text)
    if match and match.start() > 0 and not streetnames.is_kind(match[1]):
        unit, text = match[1].upper(), text[: match.start()].rstrip(" ,")
    block = _block(text, reader) or _between(text)
    if block is not None:
        return block
    crossing = _crossing(text, reader)
    if crossing is not None:
        return crossing
    house = _HOUSE.match(text)
    if house and int(house["number"]) > 0:
        street, letter = reader.street(house["street"]), _letter(house["letter"])
        first, _, rest = house["street"].partition(" ")
        if street is None and not letter and len(first) == 1 and first.isalpha():
            # "1620 A P St": the letter stands apart from the number.
            street, letter = reader.street(rest), first.upper()
        if street is not None:
            return Address(int(house["number"]), street, letter, unit)
    street = reader.street(text)
    return StreetOnly(street) if street is not None else None


def _letter(text: str | None) -> str:
    kept = (text or "").replace("-", "").strip().upper()
    return "½" if kept in {"1/2", "½"} else kept


def _block(text: str, reader: Reader) -> Block | None:
    match = _BLOCK.match(text) or _BLOCK_AFTER.match(text)
    if match is None:
        return None
    street = reader.street(match["street"])
    if street is None:
        return None
    xx = match.groupdict().get("xx")
    hundred = (
        int(xx or 0) * 100 if match.groupdict().get("whole") is None else int(match["whole"]) // 100 * 100
    )
    return Block(hundred, street)


def _between(text: str) -> Block | None:
    """Read "J St between 16th and 17th", in the Central City the 1600 block."""
    match = _STRETCH.match(text)
    if match is None:
        return None
    street = streetnames.read(match["street"])
    ends = [streetnames.read(match[name], crossing=True) for name in ("one", "other")]
    if street is None or None in ends:
        return None
    steps = sorted(end.step for end in ends if end is not None)
    if steps[0] == 0 or steps[1] - steps[0] != 1:
        return None
    lettered = all(end is not None and end.is_lettered for end in ends)
    if (street.is_lettered and not lettered) or (street.is_numbered and lettered):
        return Block(steps[0] * 100, street)
    return None


def _crossing(text: str, reader: Reader) -> Crossing | None:
    text = _CORNER.sub("", text)
    for match in _BETWEEN.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        first, second = reader.street(left, crossing=True), reader.street(right, crossing=True)
        if first is None or second is None or first == second:
            continue
        if first.is_bare and second.is_bare and not reader.lenient:
            # Two names with nothing that makes them streets are two names.
            continue
        return Crossing(first.with_usual_kind(), second.with_usual_kind())
    return None


def _inside(text: str) -> list[Parsed]:
    """Give the addresses and blocks that stand among other words."""
    found: list[Parsed] = []
    for match in _INSIDE_BLOCK.finditer(text):
        street = streetnames.read(match["street"])
        if street is not None:
            hundred = int(match["xx"]) * 100 if match["xx"] else int(match["whole"])
            found.append(Block(hundred, street))
    for match in _INSIDE.finditer(text):
        street = streetnames.read(match["street"])
        if street is not None and int(match["number"]) > 0:
            found.append(Address(int(match["number"]), street, _letter(match["letter"])))
    for match in _INSIDE_CROSSING.finditer(text):
        pair = [streetnames.read(match[name]) for name in ("one", "two", "three", "four") if match[name]]
        if len(pair) == 2 and pair[0] is not None and pair[1] is not None:
            found.append(Crossing(pair[0], pair[1]))
    return found


def _is_surely_street(street: Street, number: int, knows: Knows) -> bool:
    """Say whether these words can only be a street's name, so that they may be shown to everyone."""
    if street.is_lettered or street.is_numbered:
        return True
    # A short number before a bare name is more often a count ("4 Franklin").
    said = street.kind_said or not street.kind or (number >= 100 and number not in _NOT_HOUSES)
    return said and knows(street)


def _do_cross(crossing: Crossing, knows: Knows) -> bool:
    first, second = crossing.first, crossing.second
    if not all(one.is_lettered or one.is_numbered or knows(one) for one in (first, second)):
        return False
    if first.is_lettered and second.is_lettered:
        # Lettered streets run side by side; "A & B" are two people's initials.
        return False
    if first.is_numbered and second.is_numbered:
        return first.kind != second.kind
    return True
