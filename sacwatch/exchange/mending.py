"""Puts areas right whose outlines cross or touch themselves, so that each ring is a simple one."""

from __future__ import annotations

from collections.abc import Sequence

from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Path, Tally

# A ring of more corners is taken as it is: by the even-odd rule it is drawn and looked up all the same.
_MOST = 20_000


def mended(rings: Sequence[Path], tally: Tally) -> tuple[Path, ...]:
    """Give rings as they are, or in place of those that cross themselves the simple rings that they make.

    By the even-odd rule both enclose the same ground. A ring of fewer than three corners is left out.
    `tally` counts an area that was put right.
    """
    kept: list[Path] = []
    touched = False
    for ring in rings:
        corners = list(ring[:-1]) if len(ring) > 1 and ring[0] == ring[-1] else list(ring)
        corners = [corner for i, corner in enumerate(corners) if corner != corners[i - 1]]
        if len(corners) < 3:
            continue
        crossed = _crossings(corners) if len(corners) <= _MOST else {}
        if not crossed and (len(set(corners)) == len(corners) or len(corners) > _MOST):
            kept.append((*corners, corners[0]))
            continue
        touched = True
        kept += _loops(_with(corners, crossed))
    tally.repaired += touched
    return tuple(kept)


def _crossings(corners: Sequence[Point]) -> dict[int, list[tuple[float, Point]]]:
    """Give by edge where other edges cross it: how far along (0 to 1), and the point.

    Edges are gone through from west to east, each beside those that reach as far as it begins.
    """
    count = len(corners)
    edges = sorted(range(count), key=lambda i: min(corners[i].lon, corners[(i + 1) % count].lon))
    found: dict[int, list[tuple[float, Point]]] = {}
    open_edges: list[tuple[float, float, float, int]] = []
    for i in edges:
        a, b = corners[i], corners[(i + 1) % count]
        west, south, north = min(a.lon, b.lon), min(a.lat, b.lat), max(a.lat, b.lat)
        open_edges = [each for each in open_edges if each[0] >= west]
        for _, low, high, j in open_edges:
            if low > north or high < south or (i - j) % count in (1, count - 1):
                continue
            met = _meeting(a, b, corners[j], corners[(j + 1) % count])
            if met is not None:
                along, other, point = met
                found.setdefault(i, []).append((along, point))
                found.setdefault(j, []).append((other, point))
        open_edges.append((max(a.lon, b.lon), south, north, i))
    return found


def _meeting(a: Point, b: Point, c: Point, d: Point) -> tuple[float, float, Point] | None:
    """Give where two edges cross within both, not at their ends: how far along each, and the point."""
    rx, ry, sx, sy = b.lon - a.lon, b.lat - a.lat, d.lon - c.lon, d.lat - c.lat
    turn = rx * sy - ry * sx
    if turn == 0:
        return None
    along = ((c.lon - a.lon) * sy - (c.lat - a.lat) * sx) / turn
    other = ((c.lon - a.lon) * ry - (c.lat - a.lat) * rx) / turn
    if not (0 < along < 1 and 0 < other < 1):
        return None
    return along, other, Point(a.lat + along * ry, a.lon + along * rx)


def _with(corners: Sequence[Point], crossed: dict[int, list[tuple[float, Point]]]) -> list[Point]:
    """Give the corners with those where edges cross put in their places."""
    found: list[Point] = []
    for i, corner in enumerate(corners):
        found.append(corner)
        found += [point for _, point in sorted(crossed.get(i, ()), key=lambda row: row[0])]
    return found


def _loops(corners: Sequence[Point]) -> list[Path]:
    """Give the loops of a ring: each time it comes back to a point, what lies between is one."""
    loops: list[Path] = []
    way: list[Point] = []
    place: dict[Point, int] = {}
    for corner in (*corners, corners[0]):
        if corner in place:
            start = place[corner]
            loop = way[start:]
            for passed in loop:
                del place[passed]
            del way[start:]
            if len(loop) > 2:
                loops.append((*loop, loop[0]))
        place[corner] = len(way)
        way.append(corner)
    return loops
