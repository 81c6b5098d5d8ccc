"""Coordinates of any projection as longitude and latitude, WGS 84; nonsense is refused in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyproj
from pyproj.exceptions import ProjError

from sacwatch.domain.errors import Trouble
from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Path

# The United States with Alaska, Hawaii and Puerto Rico: south, north, west, east.
_STATES = (17.0, 72.0, -180.0, -64.0)
_LOWER_48 = (24.0, 50.0, -125.0, -66.0)

# Datums whose degrees are those of WGS 84 to two metres, so that nothing needs to be computed.
_SAME_DATUMS = ("wgs 84", "wgs_1984", "world geodetic system 1984", "north american datum 1983", "nad83")

_EDGE = 1e-6
"""How far over the edge of the world a rounded number may lie, in degrees."""

_POLE = 89.9
"""The latitude where projections that have no sense of a number put it."""

# Grids for other datums are not fetched behind the person's back; old maps lie a few metres off for it.
pyproj.network.set_network_enabled(active=False)  # type: ignore[attr-defined]


class Projector:
    """Turns the coordinates of one file into points; raises Trouble where they cannot be what they say."""

    def __init__(self, name: str, transformer: Any | None = None) -> None:
        """Use `by_text` or `degrees`; `name` is the file's, for the sentence."""
        self._name = name
        self._transformer = transformer
        self._first = True

    def path(self, xs: Sequence[float], ys: Sequence[float]) -> Path:
        """Give points for coordinates x east and y north, in the units of the file."""
        if self._transformer is not None:
            xs, ys = self._placed(self._transformer, xs, ys)
        self._check(xs, ys)
        return tuple(Point(round(y, 8), round(x, 8)) for x, y in zip(xs, ys, strict=True))

    def _placed(
        self, transformer: Any, xs: Sequence[float], ys: Sequence[float]
    ) -> tuple[Sequence[float], Sequence[float]]:
        """Give degrees for the numbers of a projection, which must lead back to those numbers."""
        if not xs:
            return xs, ys
        try:
            found_x, found_y = transformer.transform(xs, ys, errcheck=True)
            back = transformer.transform(found_x[0], found_y[0], direction="INVERSE", errcheck=True)
        except ProjError as problem:
            raise Trouble("trouble.map_off_earth", name=self._name) from problem
        astray = not math.isclose(back[0], xs[0], rel_tol=1e-4, abs_tol=1.0) or abs(found_y[0]) > _POLE
        # Degrees in a file whose .prj speaks of feet or metres lie within a hundred metres of its corner.
        geographic = bool(transformer.source_crs.is_geographic)
        if astray or (self._first and not geographic and abs(xs[0]) <= 180 and abs(ys[0]) <= 90):
            raise Trouble("trouble.map_off_earth", name=self._name)
        if self._first and not _in_states(found_x[0], found_y[0], _LOWER_48):
            turned_x, turned_y = transformer.transform(ys[0], xs[0])
            if _in_states(turned_x, turned_y, _LOWER_48):
                raise Trouble("trouble.map_swapped", name=self._name)
        self._first = False
        return found_x, found_y

    def _check(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        if not xs:
            return
        low_x, high_x, low_y, high_y = min(xs), max(xs), min(ys), max(ys)
        if not all(map(math.isfinite, (sum(xs), sum(ys)))):
            raise Trouble("trouble.map_off_earth", name=self._name)
        if low_y < -90 - _EDGE or high_y > 90 + _EDGE or low_x < -180 - _EDGE or high_x > 180 + _EDGE:
            if self._transformer is not None:
                raise Trouble("trouble.map_off_earth", name=self._name)
            swapped = max(abs(low_x), abs(high_x)) <= 90 and max(abs(low_y), abs(high_y)) <= 180
            raise Trouble("trouble.map_swapped" if swapped else "trouble.map_feet", name=self._name)
        if self._first:
            self._first = False
            x, y = xs[0], ys[0]
            if not _in_states(x, y) and _in_states(y, x):
                raise Trouble("trouble.map_swapped", name=self._name)


def _in_states(x: float, y: float, box: tuple[float, float, float, float] = _STATES) -> bool:
    south, north, west, east = box
    return bool(south <= y <= north and west <= x <= east)


def degrees(name: str) -> Projector:
    """Give the projector of a file that says nothing, which must hold degrees."""
    return Projector(name)


def by_text(text: str, name: str) -> Projector:
    """Give the projector for what a .prj file or a GeoJSON says of its coordinates.

    Raises Trouble where nobody knows that projection.
    """
    text = text.strip()
    if not text:
        return degrees(name)
    try:
        crs = pyproj.CRS.from_user_input(text)
        if _are_degrees(crs):
            return degrees(name)
        transformer = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except (ProjError, ValueError, TypeError) as problem:
        raise Trouble("trouble.map_prj_unknown", name=name) from problem
    return Projector(name, transformer)


def _are_degrees(crs: Any) -> bool:
    if not crs.is_geographic or crs.is_bound or crs.datum is None:
        return False
    units = {axis.unit_name.lower() for axis in crs.axis_info[:2]}
    greenwich = crs.prime_meridian is None or crs.prime_meridian.longitude == 0
    datum = crs.datum.name.lower().removeprefix("d_")
    return units == {"degree"} and greenwich and any(datum.startswith(known) for known in _SAME_DATUMS)
