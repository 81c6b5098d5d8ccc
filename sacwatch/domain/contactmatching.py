"""Finds who is known already: by the same phone, the same e-mail, or a like name at the same address."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sacwatch.domain import addresses
from sacwatch.domain.addresses import Address


class InCommon(StrEnum):
    """What two entries have in common."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True)
class Known:
    """Somebody to compare with; `key` is for whoever asks."""

    key: str
    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """Who it may be, by what, and whether that is sure.

    It is not where only a phone or an e-mail is shared and the names differ, as those of a couple do,
    or only the name is the same.
    """

    key: str
    why: InCommon
    sure: bool


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "sra", "sr a", "srta"})
_YOUNGER = {"jr": "2", "junior": "2", "ii": "2", "iii": "3", "iv": "4", "sr": "1", "senior": "1"}
_CALLED = (
    *("alexander alex sasha", "alexandra alex sandra", "andrew andy drew", "anthony tony", "barbara barb"),
    *("benjamin ben", "catherine cathy kate katie katherine kathy kathryn", "charles charlie chuck"),
    *("christina chris tina", "christopher chris", "cynthia cindy", "daniel dan danny", "david dave"),
    *("deborah deb debbie debra", "donald don", "dorothy dot dottie", "douglas doug", "edward ed eddie ted"),
    *("elizabeth beth betty liz lisa eliza", "eugene gene", "francis frank fran", "francisco paco pancho"),
    *("frederick fred", "gerald gerry jerry", "gregory greg", "guadalupe lupe", "henry hank harry"),
    *("jacqueline jackie", "james jim jimmy jamie", "jennifer jen jenny", "jesus chuy", "john jack johnny"),
    *("jonathan jon", "jose pepe", "joseph joe joey", "joshua josh", "judith judy", "kenneth ken kenny"),
    *("kimberly kim", "lawrence larry", "leonard leo len", "margaret maggie meg peg peggy", "matthew matt"),
    *("michael mike mick", "nancy nan", "nathaniel nate nathan", "nicholas nick", "pamela pam"),
    *("patricia pat patty trish", "patrick pat", "peter pete", "philip phil", "rebecca becky"),
    *("richard rick rich dick", "robert bob bobby rob robbie bert", "roberto beto", "ronald ron ronnie"),
    *("samantha sam", "samuel sam", "stephen steve steven", "susan sue susie", "theodore ted teddy"),
    *("theresa terry teresa tess", "thomas tom tommy", "timothy tim", "victoria vicky", "vincent vince"),
    *("virginia ginny", "walter walt", "william bill billy will liam"),
)
_SHORT: dict[str, set[int]] = {}
for _number, _names in enumerate(_CALLED):
    for _name in _names.split():
        _SHORT.setdefault(_name, set()).add(_number)

_MOST_ALIKE = 20
_LIKE = 0.84
"""How like two first or last names must be to be one name with a slip in it (difflib's ratio)."""


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    younger: str = ""


_NOBODY = _Name(())


def _read(name: str) -> _Name:
    """Give the words of a name, the family's last, without titles, accents and capitals."""
    last, comma, rest = name.partition(",")
    if comma and rest.strip() and len(last.split()) <= 2 and not _is_suffix(rest):
        name = f"{rest} {last}"
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = (
        "".join(char for char in folded if not unicodedata.combining(char)).replace("’", "").replace("'", "")
    )
    words = re.findall(r"\w+", bare)
    younger = next((_YOUNGER[word] for word in words if word in _YOUNGER and word != words[0]), "")
    kept = [word for word in words if word not in _TITLES and word not in _YOUNGER]
    return _Name(tuple(kept or words), younger)


def _is_suffix(text: str) -> bool:
    return text.strip(" .").casefold() in _YOUNGER


def alike(one: str, other: str) -> bool:
    """Say whether two names are likely those of one person: Bob and Robert Smith, Smith, R., Smiht."""
    return _alike(_read(one), _read(other))


def _alike(one: _Name, other: _Name) -> bool:
    if not one.words or not other.words or (one.younger and other.younger and one.younger != other.younger):
        return False
    if set(one.words) == set(other.words):
        return True
    if len(one.words) == 1 or len(other.words) == 1:
        # "Rosa" alone could be any Rosa; she is one with "Rosa Delgado" only where more is the same.
        return len(one.words) == len(other.words) and _close(one.words[0], other.words[0])
    return _close(one.words[-1], other.words[-1]) and _same_first(one.words[0], other.words[0])


def _same_first(one: str, other: str) -> bool:
    if one[0] == other[0] and (len(one) == 1 or len(other) == 1):
        return True
    return bool(_SHORT.get(one, set()) & _SHORT.get(other, set())) or _close(one, other)


def _close(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4:
        return False
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) == len(other) and len(apart) == 2 and apart[1] - apart[0] == 1:
        first, second = apart
        return (one[first], one[second]) == (other[second], other[first])  # two letters the wrong way round
    return difflib.SequenceMatcher(None, one, other).ratio() >= _LIKE


def same_name(name: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """Give the keys of those who have this name, however it is written; father and son are two."""
    wanted = _read(name)
    found = []
    for key, other in known:
        read = _read(other)
        apart = wanted.younger and read.younger and wanted.younger != read.younger
        if wanted.words and _key(read) == _key(wanted) and not apart:
            found.append(key)
    return found


def _key(name: _Name) -> str:
    return " ".join(sorted(name.words))


def phone_key(number: str) -> str:
    """Give the digits by which two numbers are the same, without country and extension; "" for too few."""
    bare = re.split(r"\s*(?:x|ext\.?|extension|#)\s*\d", number, maxsplit=1, flags=re.IGNORECASE)[0]
    digits = "".join(char for char in bare if char.isdigit())
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return digits if len(digits) >= 7 else ""


def address_key(address: str) -> str:
    """Give that by which two addresses are the same house: number and street, however they are spelled."""
    return _house_and_unit(address)[0]


def home_key(address: str) -> str:
    """Give that by which two addresses are the same home, the unit included; "" for no house's address."""
    house, unit, is_house = _house_and_unit(address)
    return f"{house} {unit}".strip() if is_house else ""


@lru_cache(maxsize=8192)
def _house_and_unit(address: str) -> tuple[str, str, bool]:
    found = addresses.parse(address) if address else None
    if isinstance(found, Address):
        return str(found).casefold(), found.unit.casefold(), True
    return " ".join(re.findall(r"\w+", address.casefold())), "", False


class Matcher:
    """Those who are known, found again by phone, e-mail, address and name."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._names: dict[str, _Name] = {}
        self._bare: set[str] = set()
        self._by: dict[tuple[InCommon, str], list[str]] = {}
        for each in known:
            self.add(each)

    def add(self, known: Known) -> None:
        """Take somebody in; one who is known already by this key gets what is new."""
        name = _read(known.name)
        if not self._names.get(known.key, _NOBODY).words:
            self._names[known.key] = name
        if not (known.phones or known.emails or known.addresses):
            self._bare.add(known.key)
        for mark in self._marks(known, name):
            keys = self._by.setdefault(mark, [])
            # A company's number that a thousand people have tells nothing of any of them.
            if len(keys) < _MOST_ALIKE and known.key not in keys:
                keys.append(known.key)

    def _marks(self, known: Known, name: _Name) -> list[tuple[InCommon, str]]:
        marks = [(InCommon.PHONE, phone_key(each)) for each in known.phones]
        marks += [(InCommon.EMAIL, each.casefold().strip()) for each in known.emails]
        marks += [(InCommon.ADDRESS, address_key(each)) for each in known.addresses]
        marks.append((InCommon.NAME, _key(name)))
        return [mark for mark in dict.fromkeys(marks) if mark[1]]

    def find(self, who: Known) -> Match | None:
        """Give who it is most likely, or None for nobody; `who.key` is of no account."""
        name = _read(who.name)
        unsure: Match | None = None
        for why, value in self._marks(who, name):
            keys = self._by.get((why, value), [])
            for key in keys:
                other = self._names[key]
                if why is InCommon.NAME:
                    if name.younger != other.younger and name.younger and other.younger:
                        continue
                    # Somebody of whom nothing but the name is known is the one of that name.
                    whole = len(name.words) > 1 and len(keys) == 1
                    bare = key in self._bare or not (who.phones or who.emails or who.addresses)
                    if whole:
                        # Likelier than whoever shares a phone under another name.
                        unsure = Match(key, why, bare)
                elif _alike(name, other) or (why is not InCommon.ADDRESS and _could_be(name, other)):
                    return Match(key, why, True)
                elif why is not InCommon.ADDRESS:
                    unsure = unsure or Match(key, why, False)
        return unsure


def _could_be(one: _Name, other: _Name) -> bool:
    """Say whether with a shared phone or e-mail two names do not stand against it: "Rosa", "rosa@…"."""
    if not one.words or not other.words:
        return True
    short, long = sorted((one.words, other.words), key=len)
    return len(short) == 1 and short[0] in long
