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
from sacwatch.services import mapping, reporting
from sacwatch.services.mapgathering import Gathered, MapOptions, Shown, frame_of, gather
from sacwatch.services.mapsheets import draw, ground_of, make_paper, web_page

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
    "save_web_page",
]

PICTURE_SIZE = (1400.0, 900.0)
"""The map of a saved picture, in units."""
PICTURE_RATIO = 2.0
"""Pixels to a unit: 300 to the inch where the picture is printed on Letter."""
_PICTURE_FACTOR = 1.5


def make_map_paper(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the sheet as PDF, all lines as vectors. `made_on` is aware UTC. Needs no store; for the pool."""
    return make_paper(gathered, made_on)


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


def save_web_page(path: Path, gathered: Gathered, now: datetime) -> None:
    """Save a page that opens without the app and without a network; raises Trouble. `now` is aware UTC."""
    mapping.save_page(path, web_page(gathered, now))
