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
    ALLEY = "alley"
    TRAIL = "trail"
    BUILDING = "building"
    # What nobody knows more of than its shape.
    PLAIN_AREA = "plain_area"
    PLAIN_LINE = "plain_line"
    SPOT = "spot"
    FINE_OUTLINE = "fine_outline"


# The lowest zoom at which anything draws a kind. The store keeps it with each path, so that a picture of
# the whole county does not read every alley.
FIRST_ZOOM = {
    Kind.FREEWAY: 0,
    Kind.HIGHWAY: 0,
    Kind.RIVER: 0,
    Kind.LAKE: 8,
    Kind.OUTLINE: 8,
    Kind.FINE_OUTLINE: 12,
    Kind.MAIN: 9,
    Kind.PARK: 10,
    Kind.GROUNDS: 11,
    Kind.RAILWAY: 10,
    Kind.CREEK: 11,
    Kind.COLLECTOR: 11,
    Kind.LOCAL: 12,
    Kind.ALLEY: 15,
    Kind.TRAIL: 14,
    Kind.BUILDING: 16,
    Kind.PLAIN_AREA: 11,
    Kind.PLAIN_LINE: 11,
    Kind.SPOT: 13,
}

AREAS = (Kind.PARK, Kind.GROUNDS, Kind.LAKE, Kind.BUILDING, Kind.PLAIN_AREA)
ROADS = (Kind.ALLEY, Kind.LOCAL, Kind.COLLECTOR, Kind.MAIN, Kind.HIGHWAY, Kind.FREEWAY)


@dataclass(frozen=True)
class Source:
    """Where content comes from; a source with the same name replaces what was there.

    `rank` decides where two sources tell of the same thing: the higher one is believed and shown.
    `credit` is the line under a map, where that is another than the title.
    """

    name: str
    kind: str
    version: str
    title: str
    rank: int = 0
    credit: str = ""


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
class Region:
    """An area that a point lies in or not: a beat, a district; rings in rings are holes."""

    layer: str
    name: str
    rings: tuple[PointPath, ...]


@dataclass(frozen=True)
class TilePicture:
    """One 256-pixel tile of a picture map, as the bytes of a PNG or JPEG file; y from the north."""

    zoom: int
    x: int
    y: int
    data: bytes


Item = Feature | Segment | NamedPlace | Region | TilePicture


@dataclass(frozen=True)
class Content:
    """All that one source brings.

    `mixed` is read once, front to back, and may be as long as it likes. `noded` says that streets
    meet exactly where they share a point, as in TIGER/Line.
    """

    source: Source
    features: Iterable[Feature] = field(default_factory=tuple)
    segments: Iterable[Segment] = field(default_factory=tuple)
    places: Iterable[NamedPlace] = field(default_factory=tuple)
    mixed: Iterable[Item] = field(default_factory=tuple)
    noded: bool = False
