"""Small counts: which cell of a table could point to a person or a home."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from sacwatch.domain.audiences import Audience, exact_place

K = TypeVar("K", bound=Hashable)

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
    A sum must not give away what was hidden in it: leave such a cell out of sums that are told, or ask
    `told_beside_sum`. Papers about other times may overlap: what one more day adds to a number from
    `MINIMUM` on can be told from two of them, and never of what kind, where or to whom it was.
    """
    if exact_place(audience) or count == 0 or count >= MINIMUM:
        return count
    return None


def told_beside_sum(counts: Mapping[K, int], audience: Audience) -> dict[K, int | None]:
    """Give the counts of cells like `told`, where the sum of all of them may stand on the same page.

    What is hidden could be got back by taking what is told from the sum. Where the sum of what is hidden
    leaves but one way to part it, the smallest count that is told is hidden too: complementary suppression
    (Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22, 2005, chapter II).
    Where there is none to hide, the sum alone is told.
    """
    found = {key: told(count, audience) for key, count in counts.items()}
    hidden = [count for key, count in counts.items() if found[key] is None]
    most = MINIMUM - 1
    if hidden and not len(hidden) < sum(hidden) < most * len(hidden):
        smallest = min((key for key, count in found.items() if count), key=counts.__getitem__, default=None)
        if smallest is not None:
            found[smallest] = None
    return found
