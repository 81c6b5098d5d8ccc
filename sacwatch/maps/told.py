"""What the page of the map is told: where it opens, and what a popup says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sacwatch.domain.places import Point


@dataclass(frozen=True)
class View:
    """Where a map opens."""

    middle: Point
    zoom: int = 15


@dataclass(frozen=True)
class Told:
    """What a popup says of one thing, in plain words; `wish` names what its button does, and to what."""

    title: str
    lines: Sequence[str] = ()
    body: str = ""
    faint: str = ""
    button: str = ""
    wish: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[tuple[str, Mapping[str, str]]] = ()
    """Further buttons: their words and what they wish."""
