"""The street grid of Sacramento's Central City, laid out from its rule and the facts that fix it.

The crossing of a lettered and a numbered street is a sum of two steps, because the grid is regular:
along J Street from number to number, and along 16th Street from letter to letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sacwatch.domain.places import Point
from sacwatch.maps.content import Feature, Kind, Numbers, Segment


@dataclass(frozen=True)
class Street:
    """A street of the grid: its crossings in order, and the blocks between them that are there."""

    name: str
    also: tuple[str, ...]
    kind: Kind
    spots: tuple[Point, ...]
    blocks: tuple[int, ...]

    def path(self, block: int) -> tuple[Point, Point]:
        """Give the two ends of a block; block 16 is the one where house numbers begin with 1600."""
        return self.spots[block - 1], self.spots[block]


class Grid:
    """The grid, from the facts of `centralcity.toml`."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._origin = facts["origin"]
        self._numbered: dict[str, list[float]] = facts["numbered"]
        self._lettered: dict[str, list[float]] = facts["lettered"]
        self.streets = tuple(self._laid_out(facts))

    def crossing(self, numbered: str, lettered: str) -> Point:
        """Give where two streets cross, by their names in the facts; a crossing need not be open to cars."""
        a, b, o = self._numbered[numbered], self._lettered[lettered], self._origin
        return Point(round(a[0] + b[0] - o[0], 6), round(a[1] + b[1] - o[1], 6))

    def corner(self, number: str, letter: str) -> Point:
        """Give a crossing by its short names, "16th" and "P" ("M" is Capitol Avenue)."""
        numbered = next(name for name in self._numbered if name.split()[0] == number)
        lettered = "Capitol Avenue" if letter == "M" else f"{letter} Street"
        return self.crossing(numbered, lettered)

    def _laid_out(self, facts: Mapping[str, Any]) -> list[Street]:
        row: dict[str, str] = facts["row"]
        busy = {name: Kind(kind) for kind, names in facts["class"].items() for name in names}
        streets = []
        for name, text in facts["blocks"].items():
            place = row.get(name, name)
            if place in self._lettered:
                spots = [self.crossing(number, place) for number in self._numbered]
            else:
                spots = [self.crossing(place, letter) for letter in self._lettered]
            streets.append(
                Street(
                    name,
                    tuple(facts["also"].get(name, ())),
                    busy.get(name, Kind.LOCAL),
                    tuple(spots),
                    _blocks(text),
                )
            )
        return streets

    def features(self) -> list[Feature]:
        """Give the lines to draw: one path for each run of blocks without a gap."""
        found = []
        for street in self.streets:
            runs: list[list[Point]] = []
            before = -1
            for block in street.blocks:
                start, end = street.path(block)
                if block == before + 1 and runs:
                    runs[-1].append(end)
                else:
                    runs.append([start, end])
                before = block
            found.append(Feature(street.kind, street.name, tuple(tuple(run) for run in runs)))
        return found

    def segments(self) -> list[Segment]:
        """Give the blocks with their house numbers: odd on the left as the numbers grow.

        That is the north side of lettered and the east side of numbered streets (read off the
        addresses and points of the police reports of January 2006; City Hall is 915 I Street and on
        its north side, the Capitol 1315 10th Street and on its east side).
        """
        return [
            Segment(
                street.name,
                street.path(block),
                Numbers(block * 100 + 1, block * 100 + 99),
                Numbers(block * 100, block * 100 + 98),
                street.also,
            )
            for street in self.streets
            for block in street.blocks
        ]


def _blocks(text: str) -> tuple[int, ...]:
    """Read "3-11, 14" as the blocks 3 to 11 and 14."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)
