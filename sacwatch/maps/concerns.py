"""The layer of open concerns and suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sacwatch.domain.concerns import ConcernKind
from sacwatch.domain.symbols import CONCERNS
from sacwatch.i18n import _
from sacwatch.maps import layers
from sacwatch.maps.layers import Layer
from sacwatch.words import label

NAME = "concerns"

KINDS = tuple(each.value for each in ConcernKind)


def layer(columns: Sequence[Sequence[Any]]) -> Layer:
    """Give the layer of columns: id, lat, lon, kind.

    What is open is so today: it shows whatever the dates of the map are.
    """
    ids, lats, lons, kinds = columns
    return layers.layer([ids, (), lats, lons, kinds, [0] * len(ids), ()], KINDS)


def told() -> dict[str, Any]:
    """Give what the page is told of this layer."""
    return {
        "name": NAME,
        "words": _("Open concerns"),
        "looks": [layers.look(CONCERNS[each], label("concern", each.value)) for each in ConcernKind],
        "rows": list(range(len(KINDS))),
        "rings": False,
        "size": 15,
    }
