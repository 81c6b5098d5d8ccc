"""All street names of the base map in memory, to be found by what people type, misspelt or half typed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sacwatch.domain import addresses, streetnames
from sacwatch.domain.addresses import Parsed, Reader
from sacwatch.domain.streetnames import Street
from sacwatch.maps.basemap import BaseMap

# What a name costs that is not quite the one typed; 0 is a perfect match.
_OTHER_KIND = 0.25
_OTHER_KIND_TOO = 0.35
_OTHER_STREET = 1.0
_OTHER_DIRECTION = 0.15
_BEGUN = 0.3
_PER_SLIP = 0.4
# Two slips in so short a name could make another street of it: such a name is only a guess.
_PER_SLIP_SHORT = 0.5
_SHORT = 6

_LEAD = re.compile(r"(?:the|at|in|on|by|near|around|outside|behind|opposite|about) ")
_KEPT = 512


@dataclass(frozen=True)
class Known:
    """A street of the map under one name; more than one source may know it."""

    name: str
    kind: str
    direction: str
    streets: tuple[int, ...]


@dataclass(frozen=True)
class Match:
    """A street that may be meant, and how far it is from what was typed (0 is exact)."""

    known: Known
    cost: float
    slips: float = 0.0
    """What of the cost is for letters that are wrong."""


class StreetIndex:
    """The names of one base map as it was when this was made."""

    def __init__(self, base: BaseMap) -> None:
        streets: dict[str, list[int]] = defaultdict(list)
        spelled: dict[str, set[str]] = defaultdict(set)
        for key, street, name in base.spellings():
            if street not in streets[name]:
                streets[name].append(street)
            spelled[key.replace("'", "").replace(".", "")].add(name)
        known = {name: _known(name, ids) for name, ids in streets.items()}
        self._written: set[str] = set()
        for name in streets:
            for key in _keys_as_written(name):
                spelled[key].add(name)
                self._written.add(key)
        self._by_key = {key: tuple(known[name] for name in sorted(names)) for key, names in spelled.items()}
        self._pairs = {key: _pairs(key) for key in self._by_key}
        self.names = {street: one for one in known.values() for street in one.streets}
        self._parsed: dict[tuple[str, bool, bool], Parsed | None] = {}
        self._slipped: dict[str, list[tuple[str, float]]] = {}

    def parsed(self, text: str, begun: bool, *, lenient: bool = False) -> Parsed | None:
        """Read a place by this map."""
        asked = (text, begun, lenient)
        kept = self._parsed
        if asked in kept:
            return kept[asked]
        if len(kept) >= _KEPT:
            kept = self._parsed = {}
        kept[asked] = found = addresses.parse(text, self.reader(begun=begun, lenient=lenient))
        return found

    def reader(self, *, begun: bool = False, lenient: bool = False) -> Reader:
        """Give what reads names by this map; `lenient` takes misspelt ones, `begun` unfinished ones."""
        return _MapReader(self, begun, lenient)

    def written(self, text: str) -> Street | None:
        """Give the street with this name, where only the map can tell that it is one: "The Alameda"."""
        if not self._written:
            return None
        key = streetnames.fold(text).upper()
        if key in self._written:
            return Street(key, kind_said=True)
        for key in _route_keys(text):
            if key in self._written:
                return Street(key, kind_said=True)
        return None

    def begins(self, text: str) -> Street | None:
        """Give the beginning of such names as a street."""
        key = streetnames.fold(text).upper()
        if len(key) >= 3 and any(other.startswith(key) for other in self._written):
            return Street(key)
        return None

    def knows(self, street: Street) -> bool:
        """Say whether the map has a street of just this name and kind."""
        return any(known.kind == street.kind for known in self._by_key.get(street.key, ()))

    def matches(self, street: Street, *, begun: bool = False, slips: bool = True) -> list[Match]:
        """Give the streets a name may mean, nearest first; `begun` takes names that only begin so."""
        best: dict[str, Match] = {}

        def note(key: str, cost: float, slips: float = 0.0) -> None:
            for known in self._by_key[key]:
                whole = cost + slips + _difference(street, known, key)
                if slips and street.kind_said and street.kind != known.kind:
                    # With wrong letters and another kind it is as likely another street: Belt Way, Bell Ave.
                    whole += _OTHER_KIND_TOO
                if known.name not in best or best[known.name].cost > whole:
                    best[known.name] = Match(known, whole, slips)

        key = street.key
        plain = streetnames.Street(street.name).key
        if key in self._by_key:
            note(key, 0.0)
        for direction in ("", "N ", "S ", "E ", "W "):
            # A direction left out or put in: "Land Park Dr" and "S Land Park Dr".
            if direction + plain != key and direction + plain in self._by_key:
                note(direction + plain, 0.0)
        if begun and not street.kind_said:
            for other in self._by_key:
                if other.startswith(key) and other != key:
                    note(other, _BEGUN + min(0.1, (len(other) - len(key)) / 100))
        if slips and not best and len(plain) >= 4 and not street.is_numbered:
            self._note_slips(key, note)
        return sorted(best.values(), key=lambda match: (match.cost, len(match.known.name), match.known.name))

    def _note_slips(self, key: str, note: Callable[[str, float, float], None]) -> None:
        found = self._slipped.get(key)
        if found is None:
            found = self._slipped[key] = list(self._with_slips(key))
            if len(self._slipped) > _KEPT:
                # Any thread may ask; who still reads the old ones keeps them.
                self._slipped = {key: found}
        for other, slips in found:
            note(other, 0.0, slips)

    def _with_slips(self, key: str) -> Iterator[tuple[str, float]]:
        allowed = 2 if len(key) >= _SHORT else 1
        mine = _pairs(key)
        for other, pairs in self._pairs.items():
            if abs(len(other) - len(key)) > allowed or len(mine & pairs) < len(mine) - 2 * allowed - 1:
                continue
            slips = distance(key, other, allowed)
            if slips > allowed:
                continue
            if slips > 1 and len(key) <= _SHORT:
                if key[0] == other[0]:
                    yield other, _PER_SLIP_SHORT * slips
            else:
                yield other, _PER_SLIP * slips


class _MapReader(Reader):
    """Reads names by a map first, and else by their words."""

    def __init__(self, index: StreetIndex, begun: bool, lenient: bool) -> None:
        self._index = index
        self._begun = begun
        self.lenient = lenient

    def written(self, text: str) -> Street | None:
        return self._index.written(text)

    def street(self, text: str, *, crossing: bool = False) -> Street | None:
        found = self._index.written(text) or streetnames.read(text, crossing=crossing)
        if found is None and not text.isascii():
            found = streetnames.read(streetnames.unaccented(text), crossing=crossing)
        if found is None and self._begun:
            found = self._index.begins(text)
        if found is None and self.lenient:
            rough = streetnames.roughly(text)
            if rough is not None and self._index.matches(rough):
                return rough
        return found


def _keys_as_written(name: str) -> Iterator[str]:
    """Give the keys of a name that cannot be read by its words; nothing for any other."""
    if streetnames.read(name) is not None:
        return
    key = streetnames.fold(name)
    yield key.upper()
    bare, _, last = key.rpartition(" ")
    # "La Pena" for "La Peña Dr", and "Alameda" after the "The" of a sentence.
    for short in (_LEAD.sub("", key, count=1), bare if streetnames.is_kind(last) else key):
        if len(short) > 3 and short != key and not streetnames.is_kind(short):
            yield short.upper()
    yield from _route_keys(name, general=True)


def _route_keys(text: str, *, general: bool = False) -> Iterator[str]:
    """Give the keys of a numbered highway; `general` adds the one by which its number alone finds it."""
    route = streetnames.route(text)
    if route is not None:
        whose, number = route
        yield f"ROUTE {whose} {number}".upper()
        if general and whose:
            yield f"ROUTE  {number}"


def _known(name: str, streets: list[int]) -> Known:
    read = streetnames.read(name)
    if read is None:
        rough = streetnames.roughly(name)
        return Known(name, "" if rough is None else rough.kind, "", tuple(streets))
    return Known(name, read.kind, read.direction, tuple(streets))


def _difference(typed: Street, known: Known, key: str) -> float:
    cost = 0.0
    gridded = typed.is_numbered or typed.is_lettered
    if typed.kind_said and typed.kind and typed.kind != known.kind:
        read = streetnames.read(known.name)
        if read is None or read.key == key or read.name == typed.name:
            # 27th Street and 27th Avenue are miles apart; Florin Road and "Florin Ave" are one.
            cost += _OTHER_STREET if gridded else _OTHER_KIND
        elif gridded and typed.kind != "St":
            # Under another of its names ("M Street" for Capitol Avenue) its kind is another too.
            cost += _OTHER_STREET
    if typed.direction != known.direction and not key.startswith(f"{typed.direction} "):
        # A direction is often left out, but one that was typed and is not on the map is another street.
        cost += _OTHER_STREET if typed.direction else _OTHER_DIRECTION
    return cost


def _pairs(key: str) -> frozenset[str]:
    padded = f" {key} "
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))


def distance(a: str, b: str, limit: int) -> int:
    """Give how many letters are wrong, missing, too many or swapped; `limit` + 1 where it is more than that.

    The optimal string alignment form of Damerau and Levenshtein's distance (1964, 1966).
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    older: list[int] = []
    old = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        row = [i] + [0] * len(b)
        for j, other in enumerate(b, 1):
            row[j] = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (one != other))
            if i > 1 and j > 1 and one == b[j - 2] and a[i - 2] == other:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
        older, old = old, row
    return old[-1]
