"""The houses of a block, as far as they are known, and room to write where they are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain.places import Point


class Facing(StrEnum):
    """On which side of its street something lies."""

    NORTH = "north"
    EAST = "east"
    SOUTH = "south"
    WEST = "west"


@dataclass(frozen=True)
class House:
    """A house that some map file tells of: its number, and where it stands."""

    number: str
    point: Point
    outline: tuple[Point, ...] = ()
    told: tuple[str, ...] = ()
    """Who lives there, as this audience may see it (`audiences.may_show`); nothing where nobody agreed."""
    street: str = ""
    """Of one that no map file tells of, only a household of the watch."""


@dataclass(frozen=True)
class Home:
    """A household whose house a block map may show: its number, and the rest as it was agreed."""

    number: str
    street: str
    point: Point
    block: str = ""
    """The name of the watch's block in which it lies, or ""."""
    told: tuple[str, ...] = ()
    """The names of who lives there, and their phone; () where nobody agreed."""


@dataclass(frozen=True)
class Lot:
    """A piece of ground to write on along a street: a house number worked out for its middle.

    The first two corners lie at the street, the number's reading direction from left to right.
    """

    number: int
    corners: tuple[Point, Point, Point, Point]
    built: bool = False
    """Whether a real outline stands on it: then only its number is drawn, and no estimated lot."""
    known: str = ""
    """The true number of the house on it, where a household of the watch lives there."""
    told: tuple[str, ...] = ()
    """Who lives there, as `House.told`."""


@dataclass(frozen=True)
class Face:
    """One side of a stretch of street within a block."""

    street: str
    facing: Facing
    low: int
    high: int
    """The lowest and highest house number that this side can have."""
    lots: tuple[Lot, ...] = ()
    houses: tuple[House, ...] = ()
    """Those that are known, in the order of their numbers; where there are any, there are no lots."""


@dataclass(frozen=True)
class BlockPlan:
    """One block with what stands on it."""

    name: str
    outline: tuple[Point, ...]
    faces: tuple[Face, ...] = ()
    houses: tuple[House, ...] = ()
    """All known houses, those beside no street of the block too."""
    buildings: tuple[tuple[Point, ...], ...] = ()
    """The outlines of buildings of which no house number is known."""

    @property
    def computed(self) -> bool:
        """Say whether any house number on it is worked out and not known."""
        return any(not lot.known for face in self.faces for lot in face.lots)

    @property
    def estimated(self) -> bool:
        """Say whether any lot is drawn that is only worked out."""
        return any(not lot.built for face in self.faces for lot in face.lots)


def in_order(faces: Sequence[Face]) -> list[Face]:
    """Give the faces street by street, the lower numbers first."""
    return sorted(faces, key=lambda each: (each.street, each.low // 100, each.low))
