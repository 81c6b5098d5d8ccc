"""How the map of the window draws outlines and lines: the same strokes as on paper, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sacwatch.domain.drawing import Style
from sacwatch.domain.places import Point
from sacwatch.i18n import _
from sacwatch.maps import signs

BOUNDARY, BLOCKS, ROUTES, PLANNED = "boundary", "blocks", "routes", "planned"
UNHEARD = "unheard"
WALKED, NOT_WALKED = "walked", "not_walked"
CHOSEN = "chosen"
"""The names under which the page keeps them, beneath each other in this order."""


def told() -> dict[str, Any]:
    """Give how each sort is drawn, and its words in the legend; what comes first lies beneath."""
    boundary, block, route = (
        pen(Style.PRINT) for pen in (signs.boundary_pen, signs.block_pen, signs.route_pen)
    )
    return {
        NOT_WALKED: _look(_("Not walked"), "#b3470f", "#ffb27a", 6.0, (3.0, 4.0)),
        WALKED: _look(_("Walked"), "#1d6fa5", "#6db8ee", 6.0),
        UNHEARD: _look(
            _("Blocks not heard from"), "#9a4a00", "#ffb866", 3.4, (1.0, 5.0), closed=True, fill=0.32
        ),
        BLOCKS: _look(
            _("Blocks"), block.colour, "#b9a8f0", 1.6, block.dashes, closed=True, fill=0.05, touched=True
        ),
        BOUNDARY: _look(_("Boundary"), boundary.colour, "#ff8fc2", 2.8, boundary.dashes, closed=True),
        ROUTES: _look(_("Routes"), route.colour, "#7fe0b4", 3.2, route.dashes, touched=True),
        PLANNED: _look(_("Planned routes"), "#0f4c81", "#8fc1ff", 3.6, (11.0, 5.0), touched=True),
        CHOSEN: _look("", "#1f6150", "#6cc3a6", 2.5, (6.0, 4.0), closed=True, fill=0.1),
    }


def _look(
    words: str,
    light: str,
    dark: str,
    width: float,
    dashes: Sequence[float] = (),
    *,
    closed: bool = False,
    fill: float = 0.0,
    touched: bool = False,
) -> dict[str, Any]:
    return {
        "words": words,
        "light": light,
        "dark": dark,
        "width": width,
        "dashes": list(dashes),
        "closed": closed,
        "fill": fill,
        "touched": touched,
    }


def path(points: Iterable[Point]) -> list[float]:
    """Give points as the page reads them: latitude and longitude in turn, to a tenth of a metre."""
    return [round(each, 6) for point in points for each in (point.lat, point.lon)]


def points(path: Sequence[float]) -> tuple[Point, ...]:
    """Give the points of a path that the page told."""
    pairs = iter(path)
    return tuple(Point(float(lat), float(lon)) for lat, lon in zip(pairs, pairs, strict=False))
