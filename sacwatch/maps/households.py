"""The layer of households: for the captain's own window, and in nothing that leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sacwatch.domain.symbols import HOME, HOME_AWAY
from sacwatch.i18n import _
from sacwatch.maps import layers
from sacwatch.maps.layers import Layer

NAME = "households"

KINDS = ("home", "away")
_LOOKS = (HOME, HOME_AWAY)


def layer(columns: Sequence[Sequence[Any]]) -> Layer:
    """Give the layer of columns: id, lat, lon, and 1 for a home that is away today or 0.

    A home has no time: it shows whatever the dates of the map are.
    """
    ids, lats, lons, away = columns
    kinds = [KINDS[bool(each)] for each in away]
    return layers.layer([ids, (), lats, lons, kinds, [0] * len(ids), ()], KINDS)


def told() -> dict[str, Any]:
    """Give what the page is told of this layer; in one spot one that is away is the one to see."""
    return {
        "name": NAME,
        "words": _("Households (for you only)"),
        "looks": [layers.look(HOME, _("Home")), layers.look(HOME_AWAY, _("Away today"))],
        "rows": [0, 1],
        "rings": False,
        "size": 13,
    }
