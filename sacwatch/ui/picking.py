"""How one page lets a place be picked on the map and gets the captain back afterward."""

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
