"""What pages ask of the map and of the page of shifts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True)
class ShiftOn:
    """An order to the page of shifts: show a shift on a day of its series."""

    shift_id: str
    day: date
