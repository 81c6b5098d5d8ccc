"""Tables of other programs: their headings and rows, before anybody knows what the columns hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sacwatch.domain.errors import Problem


@dataclass(frozen=True)
class Unread:
    """What of a file could not be read: the line at which it begins, counted from 1, and why."""

    at: int
    problem: Problem


@dataclass(frozen=True)
class Row:
    """One row; `at` is its line or row in the file, counted from 1."""

    at: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with a heading for each column; every row has as many cells as there are headings.

    `headed` says whether the headings stand in the file; else they are blank.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    unread: tuple[Unread, ...] = ()
    headed: bool = True

    def column(self, place: int, most: int = 200) -> list[str]:
        """Give what stands in a column, without the blanks, of the first rows that have something."""
        found = []
        for row in self.rows:
            if row.cells[place]:
                found.append(row.cells[place])
                if len(found) == most:
                    break
        return found


_OTHER_SIGNS = re.compile(r"[\W_]+")
_LOOKED_THROUGH = 25
_IS_DATA = re.compile(
    r"\S+@\S+\.\S+|\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}|\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?|\d{4}-\d\d-\d\d"
)


def plain(heading: str) -> str:
    """Give a heading by which two of them are the same: small letters and digits, single blanks."""
    return _OTHER_SIGNS.sub(" ", heading.casefold()).strip()


def made(rows: Sequence[Row], known: frozenset[str], unread: Sequence[Unread] = ()) -> Table:
    """Make a table of the rows of a file, of which one may be its headings.

    `known` are plain headings: the first row with the most of them is the headings, even under a title;
    where no row has any, it is the first one that looks like words and not like an entry.
    """
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        return Table((), (), tuple(unread))
    best, most = None, 0
    for place, row in enumerate(filled[:_LOOKED_THROUGH]):
        count = len({plain(cell) for cell in row.cells} & known)
        if count > most:
            best, most = place, count
    if best is None and not any(_IS_DATA.fullmatch(cell) for cell in filled[0].cells):
        best = 0
    width = max(len(row.cells) for row in filled)
    headed = best is not None
    headings = filled[best].cells if best is not None else ()
    body = filled[best + 1 :] if best is not None else filled
    return Table(
        (*headings, *[""] * (width - len(headings))),
        tuple(Row(row.at, (*row.cells, *[""] * (width - len(row.cells)))) for row in body),
        tuple(unread),
        headed,
    )
