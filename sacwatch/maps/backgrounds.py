"""Picture maps (scans, aerial photos) under the streets: which of their tiles fill a frame."""

from __future__ import annotations

import math

from sacwatch.domain.drawing import Mark, Photo
from sacwatch.domain.geography import Frame
from sacwatch.maps.basemap import BaseMap

# A frame on paper never takes more pictures than this.
_MOST = 144


def photos(base: BaseMap, frame: Frame, zoom: float) -> list[Mark]:
    """Give the tiles that fill a frame, from the zoom that is nearest to what is shown."""
    marks: list[Mark] = []
    for source, low, high in base.picture_zooms():
        at = min(max(round(zoom), low), high)
        while at > low and _count(frame, at) > _MOST:
            at -= 1
        if _count(frame, at) > _MOST:
            continue
        tiles = 2**at
        size = frame.units / tiles
        for x in range(*_span(frame.left, frame.width / frame.units, tiles)):
            for y in range(*_span(frame.top, frame.height / frame.units, tiles)):
                data = base.picture(source, at, x, y)
                if data is not None:
                    left = x * size - frame.left * frame.units
                    top = y * size - frame.top * frame.units
                    marks.append(Photo(data, (left, top, left + size, top + size)))
    return marks


def _span(start: float, length: float, tiles: int) -> tuple[int, int]:
    # A frame that ends on the edge of a tile does not reach into the next.
    grain = 1e-9
    first = max(0, math.floor((start + grain) * tiles))
    return first, min(tiles, math.ceil((start + length - grain) * tiles))


def _count(frame: Frame, zoom: int) -> int:
    tiles: float = 2**zoom / frame.units
    return math.ceil(frame.width * tiles) * math.ceil(frame.height * tiles)
