"""Small counts: which cell of a table could point to a person or a home."""

from __future__ import annotations

from sacwatch.domain.audiences import Audience, exact_place

MINIMUM = 3
"""The least count that is told to neighbours where a cell could point to a person or a home.

The threshold rule as statistical offices use it: a cell of a table of frequencies is sensitive if fewer
than a given number stand behind it; "some agencies require at least 5 respondents in a cell, others
require 3" (Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22, 2005,
chapter II). A watch of some hundred homes would lose nearly every count at 5; at 3 nobody who
knows of one case learns of whom the other tells. Nothing at all points to nobody: 0 is told.
"""


def told(count: int, audience: Audience) -> int | None:
    """Give the count of a cell that could point to somebody, or None for "fewer than `MINIMUM`".

    For cells of hundred-blocks and of what is never described. Other counts are told as they are.
    A sum must not give away what was hidden in it: leave such a cell out of sums that are told.
    """
    if exact_place(audience) or count == 0 or count >= MINIMUM:
        return count
    return None
