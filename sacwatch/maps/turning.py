"""A picture turned so that a street runs level on the sheet, its names set anew for that."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sacwatch.domain.drawing import Area, Label, Lines, Mark, Path, Photo, Shield, Spot, Symbol
from sacwatch.domain.geography import METRES_PER_UNIT, TILE, Frame, to_plane
from sacwatch.domain.places import Point
from sacwatch.maps.lettering import Wish


@dataclass(frozen=True)
class Turned:
    """A window on the map that is turned clockwise around its middle by `angle` degrees.

    `metres` are those of one unit on the ground.
    """

    middle: Point
    angle: float
    metres: float
    width: float
    height: float

    @property
    def frame(self) -> Frame:
        """Give the upright window around the same middle, as large as this one."""
        return self._frame(self.width, self.height)

    @property
    def around(self) -> Frame:
        """Give the upright window that holds all of this one."""
        across = math.hypot(self.width, self.height)
        return self._frame(across, across)

    def _frame(self, width: float, height: float) -> Frame:
        zoom = math.log2(METRES_PER_UNIT * math.cos(math.radians(self.middle.lat)) / self.metres)
        units = TILE * 2**zoom
        x, y = to_plane(self.middle.lat, self.middle.lon)
        return Frame(x - width / units / 2, y - height / units / 2, zoom, width, height)

    def at(self, point: Point) -> Spot:
        """Give where a point lies: units right of the left edge and below the top one."""
        return self.spot(self.around.at(point))

    def spot(self, spot: Spot) -> Spot:
        """Give where a spot of the window around lies in this one."""
        half = math.hypot(self.width, self.height) / 2
        x, y = spot[0] - half, spot[1] - half
        turn = math.radians(self.angle)
        cos, sin = math.cos(turn), math.sin(turn)
        return (
            round(self.width / 2 + x * cos - y * sin, 2),
            round(self.height / 2 + x * sin + y * cos, 2),
        )

    def path(self, path: Path) -> Path:
        return tuple(self.spot(spot) for spot in path)

    def mark(self, mark: Mark) -> Mark:
        """Give a mark of the window around as it stands in this one; words and signs stay upright."""
        if isinstance(mark, Lines):
            return replace(mark, paths=tuple(self.path(path) for path in mark.paths))
        if isinstance(mark, Area):
            return replace(mark, rings=tuple(self.path(ring) for ring in mark.rings))
        if isinstance(mark, Label | Shield | Symbol):
            x, y = self.spot((mark.x, mark.y))
            return replace(mark, x=x, y=y)
        return mark

    def wish(self, wish: Wish) -> Wish:
        """Give a name that wants a place as it is turned."""
        return replace(
            wish,
            paths=tuple(self.path(path) for path in wish.paths),
            spots=tuple(self.spot(spot) for spot in wish.spots),
        )


def keeps(mark: Mark) -> bool:
    """Say whether a mark can be turned: a photo cannot."""
    return not isinstance(mark, Photo)
