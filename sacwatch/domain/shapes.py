"""Shapes on the Earth with what is told of them, as the map files of other programs bring them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain.places import Point

Path = tuple[Point, ...]


class Form(StrEnum):
    """What a shape is made of."""

    POINT = "point"
    LINE = "line"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape, WGS 84: points of one each, lines, or closed rings where a ring inside another is a hole.

    `told` holds what the file says of it: columns by name, all values as text.
    """

    form: Form
    paths: tuple[Path, ...]
    told: Mapping[str, str]
    layer: str = ""


@dataclass
class Tally:
    """Counts what a reader met on its way; the only thing here that changes."""

    read: int = 0
    empty: int = 0
    """Shapes without a place, which are left out."""
    repaired: int = 0
    """Areas whose outline crosses itself, which were put right."""
