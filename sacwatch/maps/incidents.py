"""The layer of incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sacwatch.domain.incidents import Status
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.domain.symbols import INCIDENTS
from sacwatch.i18n import _
from sacwatch.maps import layers
from sacwatch.maps.layers import Layer
from sacwatch.words import label

NAME = "incidents"

KINDS = tuple(each.value for each in IncidentKind)
STATUSES = tuple(each.value for each in Status)
_SORTS = tuple(Sort)


def layer(columns: Sequence[Sequence[Any]]) -> Layer:
    """Give the layer of columns, oldest first: id, lat, lon, kind, minute since 1970 UTC, status, span.

    The span, in hours, may be left out.
    """
    ids, *rest = columns
    return layers.layer([ids, (), *rest], KINDS, STATUSES)


def told() -> dict[str, Any]:
    """Give what the page is told of this layer: its marks, and which one each kind has."""
    return {
        "name": NAME,
        "words": _("Incidents"),
        "looks": [layers.look(INCIDENTS[sort], label("sort", sort.value)) for sort in _SORTS],
        "rows": [_SORTS.index(kind.sort) for kind in IncidentKind],
        "rings": True,
        "size": 17,
    }


def places_of(kinds: frozenset[IncidentKind]) -> list[int]:
    """Give the kinds as their places in the layer's list."""
    return sorted(KINDS.index(each.value) for each in kinds)


def statuses_of(statuses: frozenset[Status]) -> list[int]:
    """Give the statuses as their places in the layer's list."""
    return sorted(STATUSES.index(each.value) for each in statuses)
