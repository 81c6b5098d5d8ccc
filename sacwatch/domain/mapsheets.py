"""A map with all that stands around it, for the paper and for the picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain.drawing import Legend

_INCH = 72.0


class PaperForm(StrEnum):
    """The sizes of paper, and which way round the sheet lies."""

    LETTER = "letter"
    LETTER_WIDE = "letter_wide"
    TABLOID = "tabloid"
    TABLOID_WIDE = "tabloid_wide"

    @property
    def size(self) -> tuple[float, float]:
        """Give width and height in points (1/72 inch): 8.5 by 11 or 11 by 17 inches."""
        return _SIZES[self]

    @property
    def wide(self) -> bool:
        """Say whether the sheet lies on its long side."""
        return self in (PaperForm.LETTER_WIDE, PaperForm.TABLOID_WIDE)

    @property
    def tabloid(self) -> bool:
        return self in (PaperForm.TABLOID, PaperForm.TABLOID_WIDE)


_SIZES = {
    PaperForm.LETTER: (8.5 * _INCH, 11 * _INCH),
    PaperForm.LETTER_WIDE: (11 * _INCH, 8.5 * _INCH),
    PaperForm.TABLOID: (11 * _INCH, 17 * _INCH),
    PaperForm.TABLOID_WIDE: (17 * _INCH, 11 * _INCH),
}


@dataclass(frozen=True)
class ListedLine:
    """A line of the list that goes with a map."""

    when: str
    what: str
    where: str
    status: str


@dataclass(frozen=True, kw_only=True)
class MapSheet:
    """What stands around one map; everything in it is reduced for its audience already.

    All words are in the language in use.
    """

    title: str
    watch_name: str
    days: str = ""
    """Of when the map tells."""
    watch_place: str = ""
    legend: Legend = Legend()
    shown: tuple[str, ...] = ()
    """The filters in words, and what was left out."""
    notes: tuple[str, ...] = ()
    """What must be known to read the map rightly."""
    credit: tuple[str, ...] = ()
    """Where the map itself comes from."""
    scale: tuple[float, str] = (0.0, "")
    """Of the scale bar: metres, and how they are said."""
    audience: str = ""
    foot_line: str = ""
    logo: bytes = b""
    """The picture of the letterhead, PNG or JPEG."""
    sample: bool = False
    """Whether everything on it is made up."""
    listed: tuple[ListedLine, ...] = ()
    """What was chosen on the map, for the pages after it."""
