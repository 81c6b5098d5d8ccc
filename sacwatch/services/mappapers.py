"""What the map shows, for others: as a sheet of paper, a picture, or a page that stands by itself.

First `gather`, in the store's thread: what is shown, reduced for its audience. Then, in the pool, what
is to be made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sacwatch.domain.drawing import Mark, Picture
from sacwatch.domain.mapsheets import MapSheet
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import reporting
from sacwatch.services.mapgathering import Gathered, MapOptions, Shown, frame_of, gather
from sacwatch.services.mapsheets import draw, ground_of, sheet_of

__all__ = [
    "Gathered",
    "MapOptions",
    "Paint",
    "Shown",
    "gather",
    "make_map_paper",
    "make_png",
    "save_map_paper",
    "save_png",
]

PICTURE_SIZE = (1400.0, 900.0)
"""The map of a saved picture, in units."""
PICTURE_RATIO = 2.0
"""Pixels to a unit: 300 to the inch where the picture is printed on Letter."""
_PICTURE_FACTOR = 1.5


def make_map_paper(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the sheet as PDF, all lines as vectors. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports.mappage import MapPage  # a door: ReportLab is loaded with the first paper
    from sacwatch.services import basemaps

    options = gathered.options
    # How large the map is hangs on the legend, and the legend on what falls on the map. The first guess
    # has all that there is, so the room it leaves is enough.
    credit = basemaps.atlas().cartographer.credit()
    guess = ground_of(gathered, frame_of(gathered, *options.form.size))
    page = MapPage(sheet_of(gathered, guess, credit), options.form, large=options.large)
    factor = (1.2 if options.form.tabloid else 1.0) * (1.15 if options.large else 1.0)
    drawn = draw(gathered, ground_of(gathered, frame_of(gathered, *page.size)), factor)
    return page.saying(drawn.sheet).pdf(drawn.picture, drawn.overlay, made_on)


def save_map_paper(path: Path, gathered: Gathered, made_on: datetime) -> Path:
    """Save the sheet as PDF and give the file, a copy beside it where that is open; raises Trouble."""
    data = make_map_paper(gathered, made_on)
    return reporting.save(path, data, at=made_on.astimezone(SACRAMENTO))


Paint = Callable[[MapSheet, Picture, Sequence[Mark], float], bytes]
"""Paints a sheet as a PNG file with so many pixels to a unit: `ui.mapimage.png`."""


def make_png(gathered: Gathered, paint: Paint) -> bytes:
    """Make the picture with its legend, scale and credits. `paint` is `ui.mapimage.png`; for the pool."""
    drawn = draw(gathered, ground_of(gathered, frame_of(gathered, *PICTURE_SIZE)), _PICTURE_FACTOR)
    return paint(drawn.sheet, drawn.picture, drawn.overlay, PICTURE_RATIO)


def save_png(path: Path, gathered: Gathered, paint: Paint) -> None:
    """Save the picture, whole or not at all; raises Trouble."""
    from sacwatch.exchange import folders

    folders.write_whole(path, make_png(gathered, paint))
