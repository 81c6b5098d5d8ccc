"""The mark of each sort of thing on the map: shape, colour and filling, the same on screen and paper."""

from __future__ import annotations

from dataclasses import dataclass

from sacwatch.domain.concerns import ConcernKind
from sacwatch.domain.drawing import Pattern, Shape
from sacwatch.domain.offences import Sort
from sacwatch.domain.patrols import Category


@dataclass(frozen=True)
class MapSymbol:
    """How a sort of thing is marked; the filling tells sorts apart in black and white."""

    shape: Shape
    colour: str
    pattern: Pattern = Pattern.SOLID


INCIDENTS: dict[Sort, MapSymbol] = {
    Sort.PERSON: MapSymbol(Shape.TRIANGLE, "#b3261e"),
    Sort.PROPERTY: MapSymbol(Shape.SQUARE, "#1d4e9e", Pattern.STRIPES),
    Sort.VEHICLE: MapSymbol(Shape.DIAMOND, "#6a3d9a", Pattern.HALF),
    Sort.DAMAGE: MapSymbol(Shape.PENTAGON, "#b25000", Pattern.DOT),
    Sort.DISORDER: MapSymbol(Shape.UPSIDE_DOWN, "#7a4a1e", Pattern.OPEN),
    Sort.CONCERN: MapSymbol(Shape.CIRCLE, "#46606c", Pattern.OPEN),
}
"""The mark of an incident by its sort."""

QUIET_ENTRY = MapSymbol(Shape.CIRCLE, "#2f7d5b", Pattern.OPEN)
NOTED_ENTRY = MapSymbol(Shape.PLUS, "#2f7d5b")

CONCERNS: dict[ConcernKind, MapSymbol] = {
    ConcernKind.CONCERN: MapSymbol(Shape.STAR, "#a3195b"),
    ConcernKind.SUGGESTION: MapSymbol(Shape.STAR, "#a3195b", Pattern.OPEN),
}
"""The mark of a concern or a suggestion that is open."""

HOME = MapSymbol(Shape.SQUARE, "#6b5200", Pattern.OPEN)
HOME_AWAY = MapSymbol(Shape.SQUARE, "#6b5200", Pattern.HALF)


def entry_symbol(category: Category) -> MapSymbol:
    """Give the mark of a patrol entry."""
    return QUIET_ENTRY if category is Category.ALL_QUIET else NOTED_ENTRY
