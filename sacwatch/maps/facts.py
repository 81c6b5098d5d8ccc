"""Reads the shipped base map: facts typed by hand as TOML, in `resources/basemap` with their sources."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from sacwatch.domain import streetnames
from sacwatch.domain.places import Point
from sacwatch.i18n import N_
from sacwatch.maps import geometry
from sacwatch.maps.centralcity import Grid
from sacwatch.maps.content import Content, Feature, Kind, NamedPlace, Numbers, PointPath, Segment, Source

FILES = ("water", "parks", "railways", "freeways", "roads", "centralcity", "places")

# Raised whenever what is made of the facts changes, so that maps made before are made anew.
_MAKING = 2


ROUTE = "route"
"""The sort of a named place that is a freeway without stretches of its own."""


def version(folder: Path) -> str:
    """Give the version of the shipped facts: it changes when a file does."""
    digest = hashlib.sha256(str(_MAKING).encode())
    for name in FILES:
        digest.update((folder / f"{name}.toml").read_bytes())
    return digest.hexdigest()[:16]


def shipped(folder: Path) -> Content:
    """Give the content of the shipped base map."""
    facts = {name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in FILES}
    grid = Grid(facts["centralcity"])
    features = [*_areas(facts["parks"], grid), *_lines(facts), *_roads(facts["roads"]), *grid.features()]
    segments = [*grid.segments(), *_road_segments(facts["roads"])]
    source = Source("shipped", "facts", version(folder), N_("Streets and rivers: the app's own base map"))
    return Content(
        source,
        features,
        segments,
        [*_neighborhoods(facts["places"]), *_parks(facts["parks"], grid), *_routes(facts["freeways"])],
    )


def street_name(name: str) -> str:
    """Give a street's name as it is written on the map and in addresses: "P St", "S Land Park Dr"."""
    street = streetnames.read(name)
    return str(street) if street is not None else name


def _path(points: list[list[float]]) -> PointPath:
    return tuple(Point(point[0], point[1]) for point in points)


def _curve(points: list[list[float]]) -> PointPath:
    """Give a smooth line through the vertices: rivers, railways and freeways have no corners."""
    curve = geometry.rounded([(lat, lon) for lat, lon in points])
    return tuple(Point(round(lat, 6), round(lon, 6)) for lat, lon in curve)


def _lines(facts: dict[str, dict[str, Any]]) -> Iterator[Feature]:
    for name in ("water", "railways", "freeways"):
        for kind, rows in facts[name].items():
            for row in rows:
                yield Feature(
                    Kind(kind),
                    row["name"],
                    (_curve(row["points"]),),
                    float(row.get("width", 0)),
                    row.get("shield", ""),
                    bool(row.get("approximate", False)),
                )


def _areas(facts: dict[str, Any], grid: Grid) -> Iterator[Feature]:
    for row in facts["park"]:
        kind = Kind(row.get("kind", "park"))
        yield Feature(kind, row["name"], (_ring(row, grid),), approximate=bool(row.get("approximate", False)))


def _ring(row: dict[str, Any], grid: Grid) -> PointPath:
    corners = [grid.corner(*one) if isinstance(one[0], str) else Point(*one) for one in row["corners"]]
    if corners[0] != corners[-1]:
        corners.append(corners[0])
    return tuple(corners)


def _parks(facts: dict[str, Any], grid: Grid) -> Iterator[NamedPlace]:
    seen = set()
    for row in facts["park"]:
        if row["name"] in seen:
            continue
        seen.add(row["name"])
        ring = _ring(row, grid)[:-1]
        middle = Point(sum(spot.lat for spot in ring) / len(ring), sum(spot.lon for spot in ring) / len(ring))
        yield NamedPlace(row["name"], "park", middle, label=False)


def _neighborhoods(facts: dict[str, Any]) -> Iterator[NamedPlace]:
    for name, (lat, lon) in facts["neighborhoods"].items():
        yield NamedPlace(name, "neighborhood", Point(lat, lon))
    for name, (lat, lon) in facts["cities"].items():
        yield NamedPlace(name, "city", Point(lat, lon))


def _routes(facts: dict[str, Any]) -> Iterator[NamedPlace]:
    """Give the freeways to be found by their names and numbers; no address is on one."""
    seen: set[str] = set()
    rows = [row for of_kind in facts.values() for row in of_kind]
    for row in sorted(rows, key=lambda row: -len(row["points"])):
        names = [row["name"]]
        if streetnames.route(row["name"]) is None:
            number = row["shield"].removeprefix("BUS ")
            names.append(f"State Route {number}" if number == row["shield"] else f"Business {number}")
        for name in names:
            if name not in seen:
                seen.add(name)
                yield NamedPlace(name, ROUTE, Point(*row["points"][len(row["points"]) // 2]), label=False)


def _roads(facts: dict[str, Any]) -> Iterator[Feature]:
    for row in facts["road"]:
        yield Feature(
            Kind(row["class"]),
            row["name"],
            (_path(row["points"]),),
            approximate=bool(row.get("approximate", False)),
        )


def _road_segments(facts: dict[str, Any]) -> Iterator[Segment]:
    """Give the stretches between two vertices; where both say a house number, with their numbers."""
    for row in facts["road"]:
        approximate, also = bool(row.get("approximate", False)), tuple(row.get("also", ()))
        for start, end in pairwise(row["points"]):
            path = _path([start, end])
            if len(start) < 3 or len(end) < 3 or abs(end[2] - start[2]) < 2:
                yield Segment(row["name"], path, also=also, approximate=approximate)
                continue
            step = 1 if end[2] > start[2] else -1
            # Evens from the vertex on, odds one beside them; the last number belongs to the next stretch.
            low, high = start[2], end[2] - 2 * step
            even, odd = (
                Numbers(low - low % 2, high - high % 2),
                Numbers(low - low % 2 + 1, high - high % 2 + 1),
            )
            odd_left = row.get("odd", "left") == "left"
            left, right = (odd, even) if odd_left else (even, odd)
            yield Segment(row["name"], path, left, right, also, approximate)
