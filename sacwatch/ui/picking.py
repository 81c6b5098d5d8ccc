"""What other pages ask of the map: to let a place be picked, or to take a patrol's route."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sacwatch.domain.places import Place


@dataclass(frozen=True)
class Pick:
    """An order to the map: let a place be picked, hand it over, and go back to the page that asked.

    `back` is called after `take`, and alone where nothing was picked.
    """

    take: Callable[[Place], None]
    back: Callable[[], None]


@dataclass(frozen=True)
class RouteOf:
    """An order to the map: let the route of a patrol be drawn, or bring it in from a GPX file."""

    patrol_id: str
    gpx: bool = False
