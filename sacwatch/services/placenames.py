"""By which name each paper lies in a place, beside the files there that are not ours."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sacwatch.domain.exports import Mark, Written
from sacwatch.services import reporting

if TYPE_CHECKING:
    from sacwatch.exchange.places import Place

_SEVERAL = 9
"""So many files in the way of one paper are reckoned with while nothing can be looked at."""


def same_name(name: str) -> str:
    """Give what is the same for two names that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def own_name(name: str, taken: set[str]) -> str:
    """Give a name that no other paper of this folder has, whatever the file system thinks of capitals."""
    stem, suffix = name.removesuffix(".pdf"), ".pdf"
    number, own = 1, name
    while same_name(own) in taken:
        number += 1
        own = f"{stem} ({number}){suffix}"
    taken.add(same_name(own))
    return own


def names_beside(name: str) -> Iterator[str]:
    """Give names for a paper whose own name another file has, such as "Block map (SacWatch).pdf"."""
    stem = name.removesuffix(".pdf")
    yield f"{stem} (SacWatch).pdf"
    for number in itertools.count(2):
        yield f"{stem} (SacWatch {number}).pdf"


def made_here(place: Place, name: str) -> bool:
    """Say whether a file says of itself that SacWatch made it."""
    data = place.read(name)
    return data is not None and reporting.imprint(data) is not None


class Lying:
    """What lies in a place, and which of it is known to be ours."""

    def __init__(
        self, place: Place | None, there: Mapping[str, Mark] | None, ledger: Sequence[Written]
    ) -> None:
        """Take what `Place.look` gave; None for a place that is away."""
        self.place, self._there = place, there
        self.away = place is None or there is None
        self.known = {same_name(each.name): each for each in ledger}
        self._alike = {same_name(each) for each in there or ()}

    def mark(self, name: str) -> Mark | None:
        """Give how the file of this name looks, None where there is none."""
        found = (self._there or {}).get(name)
        if found is None and self.place is not None and same_name(name) in self._alike:
            # Written in other letters: whether it is the same file only the disk itself can say.
            return self.place.mark(name)
        return found

    def name_for(self, own: str, taken: Collection[str]) -> str:
        """Give the name for a paper: its own, or another where a file has that which is not ours.

        What SacWatch may have made keeps the name: by its bytes it is looked at when the paper is made.
        Papers that have another name keep it while their place is away.
        """
        if same_name(own) in self.known or (not self.away and self.mark(own) is None):
            return own
        for name in itertools.islice(names_beside(own), _SEVERAL):
            if same_name(name) in self.known:
                return name
        if self.place is None or self.away or made_here(self.place, own):
            return own
        return next(
            name for name in names_beside(own) if same_name(name) not in taken and self.mark(name) is None
        )
