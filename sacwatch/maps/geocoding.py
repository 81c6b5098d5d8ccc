"""Places by words and words for places, on the base map alone: addresses, crossings, streets, areas."""

from __future__ import annotations

import math
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from sacwatch.domain import places, streetnames
from sacwatch.domain.addresses import Address, Block, Crossing, StreetOnly
from sacwatch.domain.geography import (
    METRES_PER_UNIT,
    TILE,
    Box,
    Nearby,
    Suggestion,
    Sureness,
    to_earth,
    to_plane,
)
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.domain.streetnames import Street
from sacwatch.maps import geometry, numbering
from sacwatch.maps.basemap import BaseMap, Stretch, Written
from sacwatch.maps.facts import ROUTE
from sacwatch.maps.streetindex import Known, Match, StreetIndex, distance

# A click nearer to a centre line than this tells the house number, farther only the block.
_HOUSE_M = 50.0
_CORNER_M = 20.0
_STREETS_KEPT = 1024
_STREETS_ENOUGH = 24

_KINDS_OFTEN_MISSPELT = ("street", "avenue", "boulevard", "parkway", "expressway", "highway", "freeway")
_OPEN_END = re.compile(r"(?:\s*[&/@+]|\s+(?:and|at))\s*$", re.IGNORECASE)

_HUNDRED = re.compile(r"\d{1,3}(?:00|xx)", re.IGNORECASE)

# What a suggestion costs by how much it says; what the street's name costs is added.
_BASE = {
    Sureness.SIDE: 0.0,
    Sureness.CROSSING: 0.0,
    Sureness.BLOCK: 0.1,
    Sureness.AREA: 0.35,
    Sureness.STREET: 0.5,
    Sureness.SPOT: 0.9,
}
_SPOT = "spot"
# Two misspelt streets that do meet are more surely meant than one: the other name confirms the first.
_FIRST_SLIPS, _OTHER_SLIPS = 0.8, 0.3
# Beyond this a match is a guess that only a person may take.
_SURE_COST = 0.95


class Geocoder:
    """Finds places on one base map; any thread may ask."""

    def __init__(self, base: BaseMap) -> None:
        self._base = base
        self._index: StreetIndex | None = None
        self._stretches: OrderedDict[int, list[Stretch]] = OrderedDict()
        self._places: list[tuple[str, Written]] | None = None
        self._age = 0
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Drop what was kept, after the base map has changed."""
        with self._lock:
            self._age += 1
            self._index = None
            self._places = None
            self._stretches.clear()

    def knows_street(self, street: Street) -> bool:
        """Say whether this is surely a street: one of the map, or one that everyone knows."""
        return street.is_familiar or self._streets().knows(street)

    def knows_area(self, name: str) -> bool:
        """Say whether this is the name of a neighborhood, a park or a town."""
        plain = _plain(name)
        return places.FAMILIAR.knows_area(name) or any(plain == known for known, _place in self._named())

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Give the places that a text, finished or not, may mean, best first."""
        found = self._ranked(text, begun=True)
        kept: dict[str, Suggestion] = {}
        for _, suggestion in found:
            kept.setdefault(suggestion.place.text, suggestion)
            if len(kept) >= limit:
                break
        return list(kept.values())

    def find(self, text: str) -> Suggestion | None:
        """Give the one place that a finished text means; None where that is no better than a guess."""
        best = self._ranked(text, begun=False)
        return next((suggestion for cost, suggestion in best if cost <= _SURE_COST), None)

    def nearest(self, point: Point, within_m: float = 250.0) -> Nearby | None:
        """Give the address, crossing, block or street nearest to a point; None where no street is near.

        The place keeps the point as it was picked.
        """
        near = self._near(point, within_m)
        if not near:
            return None
        metres, stretch, share, left = near[0]
        corner = self._corner(near)
        if corner is not None:
            text, approximate = corner
            return Nearby(Place(text, point, Fix.MAP), Sureness.CROSSING, metres, approximate)
        side = (stretch.left if left else stretch.right) or stretch.right or stretch.left
        if side is None:
            return Nearby(Place(stretch.name, point, Fix.MAP), Sureness.STREET, metres, stretch.approximate)
        number = numbering.number_at(side, share)
        if metres <= _HOUSE_M and not stretch.approximate:
            text, sureness = f"{number} {stretch.name}", Sureness.SIDE
        else:
            text, sureness = f"{number // 100 * 100} block of {stretch.name}", Sureness.BLOCK
        return Nearby(Place(text, point, Fix.MAP), sureness, metres, stretch.approximate)

    def _named(self) -> list[tuple[str, Written]]:
        with self._lock:
            if self._places is None:
                self._places = [(_plain(place.name), place) for place in self._base.places()]
            return self._places

    def _streets(self) -> StreetIndex:
        with self._lock:
            if self._index is None:
                self._index = StreetIndex(self._base)
            return self._index

    def _of(self, street: int) -> list[Stretch]:
        with self._lock:
            kept = self._stretches.get(street)
            if kept is not None:
                self._stretches.move_to_end(street)
                return kept
            age = self._age
        kept = self._base.stretches(street)
        with self._lock:
            if age != self._age:
                # The map changed while this was read: good for this answer, but not to keep.
                return kept
            self._stretches[street] = kept
            while len(self._stretches) > _STREETS_KEPT:
                self._stretches.popitem(last=False)
        return kept

    def _ranked(self, text: str, *, begun: bool) -> list[tuple[float, Suggestion]]:
        found = list(self._readings(text, begun))
        if not any(cost <= _BASE[Sureness.STREET] for cost, _ in found):
            corrected, index = _corrected(text), self._streets()
            # All that can be told of what reads the same was told.
            if corrected != text or index.parsed(text, begun) != index.parsed(text, begun, lenient=True):
                found += self._readings(corrected, begun, lenient=True)
        # Points that somebody added come last: there may be one at every corner of the city.
        found.sort(key=lambda one: (one[1].sureness is Sureness.SPOT, one[0]))
        return found

    def _readings(
        self, text: str, begun: bool, *, lenient: bool = False
    ) -> Iterator[tuple[float, Suggestion]]:
        index = self._streets()
        open_end = _OPEN_END.search(text)
        if open_end and begun:
            street = index.reader(begun=begun).street(text[: open_end.start()], crossing=True)
            if street is not None:
                yield from self._crossings_of(index, street)
            return
        parsed = index.parsed(text, begun, lenient=lenient)
        if isinstance(parsed, Address):
            for match in index.matches(parsed.street, begun=begun):
                exact = False
                for cost, suggestion in self._address(match, parsed):
                    exact = exact or suggestion.sureness is Sureness.SIDE
                    yield cost, suggestion
                if exact and not begun and match.cost == 0:
                    # The house itself, on the street that was named: nothing can be nearer to what is meant.
                    return
        elif isinstance(parsed, Block):
            for match in index.matches(parsed.street, begun=begun):
                yield from self._block(match, parsed.hundred)
        elif isinstance(parsed, Crossing):
            yield from self._crossing(index, parsed, begun)
        elif isinstance(parsed, StreetOnly):
            # They come best first, and no list shows as many; one letter begins hundreds of names.
            for match in index.matches(parsed.street, begun=begun)[:_STREETS_ENOUGH]:
                yield from self._street(match)
        if not isinstance(parsed, Address | Block | Crossing):
            yield from self._areas(text, begun)

    def _address(self, match: Match, address: Address) -> Iterator[tuple[float, Suggestion]]:
        unit = f" Apt {address.unit}" if address.unit else ""
        text = f"{address.number}{address.letter} {match.known.name}{unit}"
        for stretch in self._stretches_of(match.known):
            for side, left in ((stretch.left, True), (stretch.right, False)):
                if side is None or not numbering.holds(side, address.number):
                    continue
                point = numbering.point_on(stretch, side, left, address.number)
                place = Place(text, point, Fix.ADDRESS)
                yield (
                    match.cost + _BASE[Sureness.SIDE],
                    Suggestion(place, Sureness.SIDE, point, stretch.approximate),
                )
                yield from self._block(match, address.hundred, 0.05)
                return
        blocks = list(self._block(match, address.hundred, 0.05))
        for cost, block in blocks:
            # The block is there but not this number: what was typed is kept, with the block's point.
            point = block.view
            yield (
                cost - 0.02,
                Suggestion(Place(text, point, Fix.BLOCK), Sureness.BLOCK, point, block.approximate),
            )
        yield from blocks or self._street(match, 0.3)

    def _block(self, match: Match, hundred: int, more: float = 0.0) -> Iterator[tuple[float, Suggestion]]:
        for stretch in self._stretches_of(match.known):
            for side in (stretch.left, stretch.right):
                if side is None:
                    continue
                low, high = sorted((side.first, side.last))
                if high < hundred or low > hundred + 99:
                    continue
                shares = [
                    numbering.share(side, max(low, hundred)),
                    numbering.share(side, min(high, hundred + 99)),
                ]
                if low >= hundred and high <= hundred + 99:
                    shares = [0.0, 1.0]
                way = geometry.length(stretch.points) * sum(shares) / 2
                point = numbering.earth(geometry.along(stretch.points, way))
                place = Place(f"{hundred} block of {match.known.name}", point, Fix.BLOCK)
                yield (
                    match.cost + _BASE[Sureness.BLOCK] + more,
                    Suggestion(place, Sureness.BLOCK, point, stretch.approximate),
                )
                return

    def _street(self, match: Match, more: float = 0.0) -> Iterator[tuple[float, Suggestion]]:
        stretches = self._stretches_of(match.known)
        if not stretches:
            return
        middle = stretches[len(stretches) // 2]
        view = numbering.earth(geometry.along(middle.points, geometry.length(middle.points) / 2))
        yield (
            match.cost + _BASE[Sureness.STREET] + more,
            Suggestion(Place(match.known.name), Sureness.STREET, view, middle.approximate),
        )

    def _crossing(
        self, index: StreetIndex, crossing: Crossing, begun: bool
    ) -> Iterator[tuple[float, Suggestion]]:
        firsts = index.matches(crossing.first)[:4]
        seconds = index.matches(crossing.second, begun=begun)[:8]
        met = False
        for first in firsts:
            for second in seconds:
                for suggestion in self._meeting(first.known, second.known):
                    met = True
                    low, high = sorted((first.slips, second.slips))
                    cost = first.cost + second.cost - (1 - _FIRST_SLIPS) * high - (1 - _OTHER_SLIPS) * low
                    yield cost + _BASE[Sureness.CROSSING], suggestion
        if not met and not (crossing.first.is_bare and crossing.second.is_bare):
            for match in (*firsts[:1], *seconds[:1]):
                yield from self._street(match, 0.4)

    def _crossings_of(self, index: StreetIndex, street: Street) -> Iterator[tuple[float, Suggestion]]:
        """Give the crossings of a street whose other street is still to be typed."""
        for match in index.matches(street)[:1]:
            others = {
                index.names[other] for one in match.known.streets for other in self._base.crossed_by(one)
            }
            others.discard(match.known)
            for other in sorted(others, key=lambda known: (known.direction != "", _in_order(known.name))):
                for suggestion in self._meeting(match.known, other):
                    yield match.cost, suggestion

    def _meeting(self, first: Known, second: Known) -> Iterator[Suggestion]:
        for one in first.streets:
            for other in second.streets:
                for point, approximate in self._base.crossings(one, other):
                    place = Place(f"{first.name} & {second.name}", point, Fix.CROSSING)
                    yield Suggestion(place, Sureness.CROSSING, point, approximate)

    def _areas(self, text: str, begun: bool) -> Iterator[tuple[float, Suggestion]]:
        typed = _plain(text)
        if len(typed) < 3:
            return
        route = streetnames.route(text)
        for name, area in self._named():
            if area.kind == ROUTE and self._streets().written(area.name) is not None:
                # The county's own streets have it.
                continue
            if route is not None and area.kind == ROUTE:
                # "Hwy 99" is State Route 99; "US 99" is none.
                whose, number = streetnames.route(area.name) or ("", 0)
                if number == route[1] and route[0] in ("", whose):
                    yield _BASE[Sureness.STREET], _named_place(area)
                continue
            allowed = 2 if len(typed) >= 7 else 1
            if name == typed:
                cost = 0.0
            elif begun and (name.startswith(typed) or f" {typed}" in name):
                cost = 0.2
            elif (
                area.kind != _SPOT
                and len(typed) >= 5
                and (slips := distance(typed, name, allowed)) <= allowed
            ):
                cost = 0.4 * slips
            else:
                continue
            suggestion = _named_place(area)
            yield cost + _BASE[suggestion.sureness], suggestion

    def _stretches_of(self, known: Known) -> list[Stretch]:
        found = [stretch for street in known.streets for stretch in self._of(street)]
        return sorted(found, key=lambda stretch: -stretch.rank) if len(known.streets) > 1 else found

    def _near(self, point: Point, within_m: float) -> list[tuple[float, Stretch, float, bool]]:
        """Give the stretches near a point: metres, stretch, how far along (0 to 1), on its left or not."""
        x, y = to_plane(point.lat, point.lon)
        metres = METRES_PER_UNIT * TILE * math.cos(math.radians(point.lat))
        reach = within_m / metres
        north_west, south_east = (
            to_earth(x - reach, y - reach),
            to_earth(x + reach, y + reach),
        )
        box = Box(south_east.lat, north_west.lon, north_west.lat, south_east.lon)
        found = []
        for stretch in self._base.stretches_in(box):
            far, share, left = numbering.beside((x, y), stretch.points)
            if far <= reach:
                found.append((far * metres, stretch, share, left))
        # Two sources that know a street have it at the same place but for a rounding.
        found.sort(key=lambda one: (round(one[0], 1), _numberless(one[1]), -one[1].rank))
        return found

    def _corner(self, near: Sequence[tuple[float, Stretch, float, bool]]) -> tuple[str, bool] | None:
        index = self._streets()
        close = [stretch for metres, stretch, _, _ in near if metres <= _CORNER_M]
        for stretch in close[1:]:
            if stretch.name == close[0].name:
                continue
            first, second = index.names[close[0].street], index.names[stretch.street]
            # A source that knows both streets knows the crossing, whichever source the stretches are of.
            if any(self._base.crossings(one, other) for one in first.streets for other in second.streets):
                names = sorted((first.name, second.name), key=_in_order)
                return " & ".join(names), close[0].approximate or stretch.approximate
        return None


def _named_place(area: Written) -> Suggestion:
    """Give a named place: an area and a freeway without a point, an added point with its own."""
    if area.kind == _SPOT:
        return Suggestion(Place(area.name, area.point, Fix.MAP), Sureness.SPOT, area.point)
    sureness = Sureness.STREET if area.kind == ROUTE else Sureness.AREA
    return Suggestion(Place(area.name), sureness, area.point)


def _numberless(stretch: Stretch) -> bool:
    return stretch.left is None and stretch.right is None


def _in_order(name: str) -> tuple[int, int, str]:
    """Sort numbered streets first and by number, so that a corner is "16th St & P St"."""
    street = streetnames.read(name)
    if street is not None and street.is_numbered:
        return 0, street.step, name
    return 1, 0, name


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "")))


def _corrected(text: str) -> str:
    """Put right what is surely a kind of street, a block or the city with a slip in it.

    "steet", "avenu", "boulvard"; "1600 blok of"; "1620 P St Sacremento".
    """
    words = text.split()
    for i, word in enumerate(words):
        bare = word.strip(".,").lower()
        if i and _HUNDRED.fullmatch(words[i - 1]) and distance(bare, "block", 1) == 1:
            words[i] = "block"
        elif i and len(bare) > 7 and 0 < distance(bare, "sacramento", 2) <= 2:
            words[i] = "sacramento," if word.endswith(",") else "sacramento"
        if len(bare) < 5 or streetnames.is_kind(bare):
            continue
        for kind in _KINDS_OFTEN_MISSPELT:
            if distance(bare, kind, 1) <= 1 or (len(kind) > 7 and distance(bare, kind, 2) <= 2):
                words[i] = kind
    return " ".join(words)
