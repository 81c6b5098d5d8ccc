"""What a base map holds, on its way into the store: features to draw, streets to find, places to name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sacwatch.domain.places import Point

PointPath = tuple[Point, ...]


class Kind(StrEnum):
    """The classes of features; how each one looks is the cartography's affair."""

    FREEWAY = "freeway"
    HIGHWAY = "highway"
    MAIN = "main"
    COLLECTOR = "collector"
    LOCAL = "local"
    RAILWAY = "railway"
    RIVER = "river"
    CREEK = "creek"
    LAKE = "lake"
    PARK = "park"
    GROUNDS = "grounds"
    OUTLINE = "outline"


# The lowest zoom at which anything draws a kind. The store keeps it with each path, so that a picture of
# the whole county does not read every alley.
FIRST_ZOOM = {
    Kind.FREEWAY: 0,
    Kind.HIGHWAY: 0,
    Kind.RIVER: 0,
    Kind.LAKE: 8,
    Kind.OUTLINE: 8,
    Kind.MAIN: 9,
    Kind.PARK: 10,
    Kind.GROUNDS: 11,
    Kind.RAILWAY: 10,
    Kind.CREEK: 11,
    Kind.COLLECTOR: 11,
    Kind.LOCAL: 12,
}

AREAS = (Kind.PARK, Kind.GROUNDS, Kind.LAKE)
ROADS = (Kind.LOCAL, Kind.COLLECTOR, Kind.MAIN, Kind.HIGHWAY, Kind.FREEWAY)


@dataclass(frozen=True)
class Source:
    """Where content comes from; a source with the same name replaces what was there.

    `rank` decides where two sources tell of the same address: the higher one is believed.
    """

    name: str
    kind: str
    version: str
    title: str
    rank: int = 0


@dataclass(frozen=True)
class Feature:
    """Something drawn: lines, or rings where its kind is an area. `width` is in metres, 0 where unknown."""

    kind: Kind
    name: str
    paths: tuple[PointPath, ...]
    width: float = 0.0
    shield: str = ""
    approximate: bool = False


@dataclass(frozen=True)
class Numbers:
    """The house numbers on one side of a stretch of street; they may run from high to low."""

    first: int
    last: int


@dataclass(frozen=True)
class Segment:
    """A stretch of street to find addresses on; left and right as one goes along the path."""

    street: str
    path: PointPath
    left: Numbers | None = None
    right: Numbers | None = None
    also: tuple[str, ...] = ()
    approximate: bool = False


@dataclass(frozen=True)
class NamedPlace:
    """A neighborhood or park to find by its name; `label` says whether the name is written on the map."""

    name: str
    kind: str
    point: Point
    label: bool = True


@dataclass(frozen=True)
class Content:
    """All that one source brings."""

    source: Source
    features: Iterable[Feature] = field(default_factory=tuple)
    segments: Iterable[Segment] = field(default_factory=tuple)
    places: Iterable[NamedPlace] = field(default_factory=tuple)
