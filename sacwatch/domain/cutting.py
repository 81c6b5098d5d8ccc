"""Lines and rings cut at a rectangle, on a flat plane."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sacwatch.domain.drawing import Rect, Spot


def cut_line(path: Sequence[Spot], rect: Rect) -> list[tuple[float, list[Spot]]]:
    """Give the parts of a path inside a rectangle, each with how far along the path it starts.

    Each stretch is cut by Liang and Barsky's method (1984).
    """
    left, top, right, bottom = rect
    if all(left <= x <= right and top <= y <= bottom for x, y in path):
        return [(0.0, list(path))]
    parts: list[tuple[float, list[Spot]]] = []
    open_part: list[Spot] = []
    way = 0.0
    (ax, ay), dist = path[0], math.dist
    a, a_in = path[0], left <= ax <= right and top <= ay <= bottom
    for b in path[1:]:
        bx, by = b
        b_in = left <= bx <= right and top <= by <= bottom
        step = dist(a, b)
        if a_in and b_in:
            if not open_part:
                open_part = [a]
                parts.append((way, open_part))
            open_part.append(b)
        elif (
            (ax < left and bx < left)
            or (ax > right and bx > right)
            or (ay < top and by < top)
            or (ay > bottom and by > bottom)
            or (span := _inside(a, b, rect)) is None
        ):
            open_part = []
        else:
            enter, leave = span
            start = a if enter == 0 else (ax + (bx - ax) * enter, ay + (by - ay) * enter)
            end = b if leave == 1 else (ax + (bx - ax) * leave, ay + (by - ay) * leave)
            if not open_part or enter > 0:
                open_part = [start]
                parts.append((way + enter * step, open_part))
            open_part.append(end)
            if leave < 1:
                open_part = []
        way += step
        a, ax, ay, a_in = b, bx, by, b_in
    return parts


def _inside(a: Spot, b: Spot, rect: Rect) -> tuple[float, float] | None:
    left, top, right, bottom = rect
    dx, dy = b[0] - a[0], b[1] - a[1]
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, a[0] - left), (dx, right - a[0]), (-dy, a[1] - top), (dy, bottom - a[1])):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            enter = max(enter, share)
        else:
            leave = min(leave, share)
        if enter > leave:
            return None
    return enter, leave


def cut_ring(ring: Sequence[Spot], rect: Rect) -> list[Spot]:
    """Give the part of a ring inside a rectangle (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = rect
    kept = list(ring)
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        if not kept:
            return []
        source, kept = kept, []
        before = source[-1]
        for spot in source:
            here, there = (spot[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if here != there:
                share = (limit - before[axis]) / (spot[axis] - before[axis])
                kept.append(
                    (before[0] + (spot[0] - before[0]) * share, before[1] + (spot[1] - before[1]) * share)
                )
            if here:
                kept.append(spot)
            before = spot
    return kept
