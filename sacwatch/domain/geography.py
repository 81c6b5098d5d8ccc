"""Boxes on the Earth, the flat plane that maps are drawn on, and what a search for a place gives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain.places import Place, Point

TILE = 256
"""Drawing units along the edge of one map tile."""

METRES_PER_UNIT = 156_543.033_928
"""Metres of one drawing unit on the equator at zoom 0 (the Earth's equator over 256)."""

# Where Web Mercator's square ends (EPSG:3857).
_HIGHEST_LAT = 85.051_128


@dataclass(frozen=True)
class Box:
    """A box of latitudes and longitudes, WGS 84 degrees, that does not cross the date line."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        """Say whether the point lies inside or on the edge."""
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east

    def meets(self, other: Box) -> bool:
        """Say whether the two boxes share a point."""
        return (
            self.south <= other.north
            and other.south <= self.north
            and self.west <= other.east
            and other.west <= self.east
        )

    @property
    def middle(self) -> Point:
        return Point((self.south + self.north) / 2, (self.west + self.east) / 2)


def to_plane(lat: float, lon: float) -> tuple[float, float]:
    """Give where a point lies on the Web Mercator square (x east, y south, both 0 to 1; EPSG:3857)."""
    lat = max(-_HIGHEST_LAT, min(_HIGHEST_LAT, lat))
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)
    return (lon + 180) / 360, y


def to_earth(x: float, y: float) -> Point:
    """Give the point on the Earth for one of the square: the other way of `to_plane`."""
    return Point(math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi))), x * 360 - 180)


@dataclass(frozen=True)
class Frame:
    """A window on the plane: its upper left corner on the square, its size and scale in drawing units.

    `zoom` may have a fraction; at zoom z the whole square is 256 x 2^z units wide.
    """

    left: float
    top: float
    zoom: float
    width: float
    height: float

    @classmethod
    def of_tile(cls, z: int, x: int, y: int) -> Frame:
        """Give the frame of one 256-unit tile; y counts from the north."""
        return cls(x / 2**z, y / 2**z, z, TILE, TILE)

    @classmethod
    def of_box(cls, box: Box, width: float, height: float) -> Frame:
        """Give the frame of this size that shows all of the box, with the box in its middle."""
        left, top = to_plane(box.north, box.west)
        right, bottom = to_plane(box.south, box.east)
        units = min(width / max(right - left, 1e-9), height / max(bottom - top, 1e-9))
        zoom = math.log2(units / TILE)
        return cls(
            (left + right) / 2 - width / units / 2,
            (top + bottom) / 2 - height / units / 2,
            zoom,
            width,
            height,
        )

    @property
    def units(self) -> float:
        """Give how many drawing units the whole square is wide."""
        return float(TILE * 2**self.zoom)

    def at(self, point: Point) -> tuple[float, float]:
        """Give where a point lies in the frame: units right of its left edge and below its top."""
        x, y = to_plane(point.lat, point.lon)
        return (x - self.left) * self.units, (y - self.top) * self.units

    def earth(self, x: float, y: float) -> Point:
        """Give the point on the Earth under a place in the frame."""
        return to_earth(self.left + x / self.units, self.top + y / self.units)

    def box(self, margin: float = 0) -> Box:
        """Give the box that the frame shows, with `margin` units more on each side."""
        north_west = self.earth(-margin, -margin)
        south_east = self.earth(self.width + margin, self.height + margin)
        return Box(south_east.lat, north_west.lon, north_west.lat, south_east.lon)

    @property
    def metres_per_unit(self) -> float:
        """Give the metres on the ground of one unit, in the middle of the frame."""
        lat = self.earth(self.width / 2, self.height / 2).lat
        return float(METRES_PER_UNIT * math.cos(math.radians(lat)) / 2**self.zoom)


class Sureness(StrEnum):
    """How exactly a search knows where a place is."""

    SIDE = "side"
    BLOCK = "block"
    CROSSING = "crossing"
    STREET = "street"
    AREA = "area"
    SPOT = "spot"


@dataclass(frozen=True)
class Suggestion:
    """A place that what was typed may mean.

    `place` is what a record would hold: it has no point where only the street or the area is known;
    `view` is where to show the map in any case. `approximate` says that the street itself was drawn
    without a public line to check it against.
    """

    place: Place
    sureness: Sureness
    view: Point
    approximate: bool = False
    note: str = ""


@dataclass(frozen=True)
class Nearby:
    """What stands nearest to a point on the map: the place in words and the metres to it."""

    place: Place
    sureness: Sureness
    metres: float
    approximate: bool = False
