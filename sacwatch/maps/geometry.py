"""Lines and rings on a flat plane: thinning, cutting, joining, measuring. Knows no map."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sacwatch.domain.cutting import cut_line as cut_line
from sacwatch.domain.cutting import cut_ring as cut_ring
from sacwatch.domain.drawing import Rect as Rect
from sacwatch.domain.drawing import Spot as Spot

# A path of more points is thinned in stretches of so many, because a zigzag costs their square.
_STRETCH = 128


def thinned(path: Sequence[Spot], tolerance: float) -> list[Spot]:
    """Leave out the points that lie within `tolerance` of the rest (Douglas and Peucker, 1973)."""
    if len(path) < 3 or tolerance <= 0:
        return list(path)
    keep = [False] * len(path)
    ends = [*range(0, len(path) - 1, _STRETCH), len(path) - 1]
    for end in ends:
        keep[end] = True
    todo = list(pairwise(ends))
    while todo:
        first, last = todo.pop()
        # What `distance_to` says, written out and squared: this is where the time of an import goes.
        ax, ay = path[first]
        dx, dy = path[last][0] - ax, path[last][1] - ay
        square = dx * dx + dy * dy
        farthest, where = tolerance * tolerance, -1
        for i in range(first + 1, last):
            px, py = path[i]
            px -= ax
            py -= ay
            if square:
                share = (px * dx + py * dy) / square
                if share >= 1:
                    px -= dx
                    py -= dy
                elif share > 0:
                    px -= share * dx
                    py -= share * dy
            far = px * px + py * py
            if far > farthest:
                farthest, where = far, i
        if where >= 0:
            keep[where] = True
            todo += [(first, where), (where, last)]
    return [spot for spot, kept in zip(path, keep, strict=True) if kept]


def rounded(path: Sequence[Spot], steps: int = 6) -> list[Spot]:
    """Give a smooth curve through the points of a path (Catmull and Rom, 1974, in its centripetal form)."""
    if len(path) < 3:
        return list(path)
    curve = [path[0]]
    for i in range(len(path) - 1):
        p1, p2 = path[i], path[i + 1]
        p0 = path[i - 1] if i else (2 * p1[0] - p2[0], 2 * p1[1] - p2[1])
        p3 = path[i + 2] if i + 2 < len(path) else (2 * p2[0] - p1[0], 2 * p2[1] - p1[1])
        a, b, c = (math.sqrt(math.dist(u, v)) or 1e-12 for u, v in ((p0, p1), (p1, p2), (p2, p3)))
        # Tangents at both ends, scaled to the middle stretch (Barry and Goldman, 1988).
        out = [b * ((p1[k] - p0[k]) / a - (p2[k] - p0[k]) / (a + b) + (p2[k] - p1[k]) / b) for k in (0, 1)]
        into = [b * ((p2[k] - p1[k]) / b - (p3[k] - p1[k]) / (b + c) + (p3[k] - p2[k]) / c) for k in (0, 1)]
        for step in range(1, steps + 1):
            t = step / steps
            h = (2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, -2 * t**3 + 3 * t**2, t**3 - t**2)
            curve.append(
                (
                    h[0] * p1[0] + h[1] * out[0] + h[2] * p2[0] + h[3] * into[0],
                    h[0] * p1[1] + h[1] * out[1] + h[2] * p2[1] + h[3] * into[1],
                )
            )
    return curve


def foot(spot: Spot, a: Spot, b: Spot) -> tuple[float, Spot]:
    """Give how far along a-b (0 to 1) the nearest point to a spot lies, and that point."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    share = ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / square if square else 0.0
    share = max(0.0, min(1.0, share))
    return share, (a[0] + share * dx, a[1] + share * dy)


def distance_to(spot: Spot, a: Spot, b: Spot) -> float:
    """Give the distance from a spot to the stretch a-b."""
    _, near = foot(spot, a, b)
    return math.hypot(spot[0] - near[0], spot[1] - near[1])


def length(path: Sequence[Spot]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(path))


def along(path: Sequence[Spot], way: float) -> Spot:
    """Give the point that lies `way` along the path; its ends where that is beyond them."""
    for a, b in pairwise(path):
        step = math.dist(a, b)
        if way <= step:
            share = max(0.0, way / step) if step else 0.0
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        way -= step
    return path[-1]


def stretch(path: Sequence[Spot], start: float, end: float) -> list[Spot]:
    """Give the part of a path from `start` to `end` along it."""
    kept = [along(path, start)]
    way = 0.0
    for a, b in pairwise(path):
        way += math.dist(a, b)
        if start < way < end:
            kept.append(b)
    kept.append(along(path, end))
    return kept


def joined(paths: Iterable[Sequence[Spot]], grain: float) -> list[list[Spot]]:
    """Join paths that end where another begins (within `grain`) into longer ones, in a fixed order."""
    left = [list(path) for path in paths if len(path) > 1]
    ends: dict[tuple[int, int], list[int]] = defaultdict(list)

    def cell(spot: Spot) -> tuple[int, int]:
        return round(spot[0] / grain), round(spot[1] / grain)

    for number, path in enumerate(left):
        ends[cell(path[0])].append(number)
        ends[cell(path[-1])].append(number)
    used = [False] * len(left)
    chains: list[list[Spot]] = []
    for number, path in enumerate(left):
        if used[number]:
            continue
        used[number] = True
        chain = path
        for _ in range(2):
            while True:
                here = cell(chain[-1])
                # Where more than two ends meet, which two belong together is anyone's guess.
                near = [i for i in ends[here] if not used[i]] if len(ends[here]) == 2 else []
                if not near:
                    break
                used[near[0]] = True
                other = left[near[0]]
                chain = chain + (other[1:] if cell(other[0]) == here else other[-2::-1])
            chain = chain[::-1]
        chains.append(chain)
    return chains


def meeting(a: Spot, b: Spot, c: Spot, d: Spot) -> Spot | None:
    """Give where the stretches a-b and c-d cross; None where they do not or run side by side."""
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    turn = rx * sy - ry * sx
    if turn == 0:
        return None
    share = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / turn
    other = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / turn
    if not (0 <= share <= 1 and 0 <= other <= 1):
        return None
    return a[0] + share * rx, a[1] + share * ry


def inside(spot: Spot, rings: Iterable[Sequence[Spot]]) -> bool:
    """Say whether a spot lies in an area of rings, by the even-odd rule: a ring in another is a hole."""
    x, y = spot
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd
