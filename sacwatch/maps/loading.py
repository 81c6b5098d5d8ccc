"""Writes the content of a source into the base-map store."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sacwatch.domain import streetnames
from sacwatch.domain.geography import METRES_PER_UNIT, TILE, to_earth, to_plane
from sacwatch.domain.places import Point
from sacwatch.maps import geometry, schema
from sacwatch.maps.content import AREAS, FIRST_ZOOM, Content, Feature, Numbers, PointPath, Segment
from sacwatch.maps.facts import street_name
from sacwatch.maps.geometry import Spot

HIGHEST_ZOOM = 30

# Up to which zoom a path is thinned to half a unit, and from which one it is whole.
_LEVELS = ((0, 11), (12, 14), (15, HIGHEST_ZOOM))

# Ends of edges that are the same crossing, in degrees (about 10 cm), and points in a piece of a path.
_SAME_END_DEG = 1e-6
_PIECE = 32

# How near a street must end to another to meet it: half a wide road, and the error of a centre line.
_MEETS_M = 25.0
# Two crossings of the same pair of streets that are nearer than this are one (a divided road).
_SAME_CROSSING_M = 80.0


def write(connection: Any, content: Content) -> None:
    """Put a source's content in place of what it brought before, inside the open transaction."""
    remove(connection, content.source.name)
    source = content.source
    row = connection.execute(
        "INSERT INTO source (name, kind, version, title, rank) VALUES (?, ?, ?, ?, ?)",
        (source.name, source.kind, source.version, source.title, source.rank),
    )
    number = int(row.lastrowid)
    for feature in _joined(content.features):
        _write_feature(connection, number, feature)
    _write_segments(connection, number, content.segments)
    connection.executemany(
        "INSERT INTO place (source, name, kind, lat, lon, label) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, place.name, place.kind, place.point.lat, place.point.lon, place.label)
            for place in content.places
        ],
    )


def remove(connection: Any, name: str) -> None:
    """Take out all that a source brought; nothing happens where there is none of that name."""
    row = connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        return
    for statement in (
        "DELETE FROM path_box WHERE id IN (SELECT path.id FROM path JOIN feature ON feature.id = path.feature"
        " WHERE feature.source = ?)",
        "DELETE FROM path WHERE feature IN (SELECT id FROM feature WHERE source = ?)",
        "DELETE FROM feature WHERE source = ?",
        "DELETE FROM segment_box WHERE id IN (SELECT id FROM segment WHERE source = ?)",
        "DELETE FROM segment WHERE source = ?",
        "DELETE FROM crossing WHERE source = ?",
        "DELETE FROM spelling WHERE street IN (SELECT id FROM street WHERE source = ?)",
        "DELETE FROM street WHERE source = ?",
        "DELETE FROM place WHERE source = ?",
        "DELETE FROM source WHERE id = ?",
    ):
        connection.execute(statement, row)


def _joined(features: Iterable[Feature]) -> Iterator[Feature]:
    """Give lines of one name and kind as one feature of long paths, and all else as it is.

    Sources bring a street as hundreds of edges; long paths can be thinned, named and drawn at once.
    """
    lines: dict[Feature, list[PointPath]] = defaultdict(list)
    for feature in features:
        if feature.kind in AREAS:
            yield feature
        else:
            lines[replace(feature, paths=())] += feature.paths
    for kind, paths in lines.items():
        flat = [[(point.lat, point.lon) for point in path] for path in paths]
        chains = geometry.joined(flat, _SAME_END_DEG)
        yield replace(
            kind,
            paths=tuple(
                tuple(Point(lat, lon) for lat, lon in piece) for chain in chains for piece in _pieces(chain)
            ),
        )


def _pieces(chain: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    """Cut a long path, so that a tile reads little of what lies outside it."""
    for start in range(0, max(1, len(chain) - 1), _PIECE):
        yield chain[start : start + _PIECE + 1]


def _write_feature(connection: Any, source: int, feature: Feature) -> None:
    row = connection.execute(
        "INSERT INTO feature (source, kind, name, width, shield, approximate) VALUES (?, ?, ?, ?, ?, ?)",
        (source, feature.kind.value, feature.name, feature.width, feature.shield, feature.approximate),
    )
    number = row.lastrowid
    for path in feature.paths:
        whole = [to_plane(point.lat, point.lon) for point in path]
        for low, high, points in _levels(whole, FIRST_ZOOM[feature.kind]):
            added = connection.execute(
                "INSERT INTO path (feature, points) VALUES (?, ?)", (number, schema.packed(points))
            )
            # The box is that of the whole path: a thinned one lies within half a unit of it.
            connection.execute(
                "INSERT INTO path_box VALUES (?, ?, ?, ?, ?, ?, ?)", (added.lastrowid, *_box(path), low, high)
            )


def _levels(path: Sequence[Spot], first: int) -> Iterator[tuple[int, int, Sequence[Spot]]]:
    """Give a path thinned for each span of zooms; spans with the same points are one."""
    found: list[tuple[int, int, Sequence[Spot]]] = []
    for low, high in _LEVELS:
        if high < first:
            continue
        tolerance = 0.5 / (TILE * 2**high) if high < HIGHEST_ZOOM else 0.0
        points = geometry.thinned(path, tolerance)
        if found and len(found[-1][2]) == len(points):
            found[-1] = (found[-1][0], high, points)
        else:
            found.append((max(low, first), high, points))
    yield from found


def _box(path: Sequence[Any]) -> tuple[float, float, float, float]:
    lats, lons = [point.lat for point in path], [point.lon for point in path]
    return min(lons), max(lons), min(lats), max(lats)


def _write_segments(connection: Any, source: int, segments: Iterable[Segment]) -> None:
    streets: dict[str, int] = {}
    for_crossings: list[tuple[int, list[Spot], bool]] = []
    for segment in segments:
        street = streets.get(segment.street)
        if street is None:
            street = streets[segment.street] = _write_street(connection, source, segment)
        points = [to_plane(point.lat, point.lon) for point in segment.path]
        ends = [end for side in (segment.left, segment.right) if side for end in (side.first, side.last)]
        row = connection.execute(
            "INSERT INTO segment (source, street, low, high, left_first, left_last, right_first, right_last,"
            " approximate, points) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                source,
                street,
                min(ends, default=None),
                max(ends, default=None),
                *_pair(segment.left),
                *_pair(segment.right),
                segment.approximate,
                schema.packed(points),
            ),
        )
        connection.execute(
            "INSERT INTO segment_box VALUES (?, ?, ?, ?, ?)", (row.lastrowid, *_box(segment.path))
        )
        for_crossings.append((street, points, segment.approximate))
    connection.executemany(
        "INSERT INTO crossing (one, other, lat, lon, approximate, source) VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, source) for row in _crossings(for_crossings)],
    )


def _pair(side: Numbers | None) -> tuple[int | None, int | None]:
    return (side.first, side.last) if side else (None, None)


def _write_street(connection: Any, source: int, segment: Segment) -> int:
    row = connection.execute(
        "INSERT INTO street (source, name) VALUES (?, ?)", (source, street_name(segment.street))
    )
    street = int(row.lastrowid)
    for name in (segment.street, *segment.also):
        read = streetnames.read(name)
        key = read.key if read is not None else name.upper()
        connection.execute("INSERT OR IGNORE INTO spelling VALUES (?, ?)", (street, key))
    return street


def _crossings(
    segments: Sequence[tuple[int, list[Spot], bool]],
) -> Iterator[tuple[int, int, float, float, bool]]:
    """Give where streets meet, each pair both ways round."""
    if not segments:
        return
    # Everything is near one latitude, so one scale from the plane to metres serves all.
    lat = to_earth(*segments[0][1][0]).lat
    metres = METRES_PER_UNIT * TILE * math.cos(math.radians(lat))
    reach = _MEETS_M / metres
    cell = 250.0 / metres
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    stretches: list[tuple[int, Spot, Spot, bool]] = []
    for street, points, approximate in segments:
        for a, b in pairwise(points):
            for x in range(
                math.floor((min(a[0], b[0]) - reach) / cell), math.floor((max(a[0], b[0]) + reach) / cell) + 1
            ):
                for y in range(
                    math.floor((min(a[1], b[1]) - reach) / cell),
                    math.floor((max(a[1], b[1]) + reach) / cell) + 1,
                ):
                    cells[x, y].append(len(stretches))
            stretches.append((street, a, b, approximate))
    found: dict[tuple[int, int], list[tuple[Spot, bool]]] = defaultdict(list)
    for members in cells.values():
        for i, first in enumerate(members):
            street, a, b, rough = stretches[first]
            for second in members[i + 1 :]:
                other, c, d, rough_too = stretches[second]
                if other == street:
                    continue
                spot = _meet(a, b, c, d, reach)
                if spot is None:
                    continue
                known = found[min(street, other), max(street, other)]
                if all(math.dist(spot, at) * metres > _SAME_CROSSING_M for at, _ in known):
                    known.append((spot, rough or rough_too))
    for (one, other), spots in found.items():
        for spot, approximate in spots:
            point = to_earth(*spot)
            yield one, other, round(point.lat, 6), round(point.lon, 6), approximate
            yield other, one, round(point.lat, 6), round(point.lon, 6), approximate


def _meet(a: Spot, b: Spot, c: Spot, d: Spot, reach: float) -> Spot | None:
    if (
        max(a[0], b[0]) + reach < min(c[0], d[0])
        or max(c[0], d[0]) + reach < min(a[0], b[0])
        or max(a[1], b[1]) + reach < min(c[1], d[1])
        or max(c[1], d[1]) + reach < min(a[1], b[1])
    ):
        return None
    spot = geometry.meeting(a, b, c, d)
    if spot is not None:
        return spot
    for end, start, stop in ((a, c, d), (b, c, d), (c, a, b), (d, a, b)):
        _, near = geometry.foot(end, start, stop)
        if math.dist(end, near) <= reach:
            return near
    return None
