"""The layer of patrol entries: small marks beneath the incidents, those where something was noted larger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sacwatch.domain.patrols import Category
from sacwatch.domain.symbols import NOTED_ENTRY, QUIET_ENTRY, entry_symbol
from sacwatch.i18n import _
from sacwatch.maps import layers
from sacwatch.maps.layers import Layer

NAME = "patrols"

KINDS = tuple(each.value for each in Category)
_LOOKS = (QUIET_ENTRY, NOTED_ENTRY)


def layer(columns: Sequence[Sequence[Any]]) -> Layer:
    """Give the layer of columns, oldest first: entry, patrol, lat, lon, category, minute since 1970 UTC."""
    return layers.layer([*columns, ()], KINDS)


def told() -> dict[str, Any]:
    """Give what the page is told of this layer; the later of two marks in one spot is the one to see."""
    return {
        "name": NAME,
        "words": _("Patrol entries"),
        "looks": [
            {**layers.look(QUIET_ENTRY, _("All quiet")), "size": 0.7},
            layers.look(NOTED_ENTRY, _("Something noted")),
        ],
        "rows": [_LOOKS.index(entry_symbol(each)) for each in Category],
        "rings": False,
        "size": 11,
    }
