"""Photos on paper, two side by side with their captions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader

from sacwatch.i18n import _
from sacwatch.reports.pieces import Block, Style, text

_GAP = 12.0
_TALLEST = 230.0
_OPEN_TROUBLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)
"""What Pillow raises for a file that is no picture, or a damaged one."""


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept, and what is written below it."""

    data: bytes
    caption: str = ""


@dataclass(frozen=True)
class _Set:
    """A photo that was opened, or None, with its size on paper and its caption."""

    reader: Any
    width: float
    height: float
    caption: Block


@dataclass(frozen=True)
class _PhotoRow:
    """One or two photos, which stay together."""

    photos: Sequence[_Set]
    before: float = 4.0
    after: float = 8.0
    keep: bool = False

    def fit(self, width: float) -> _PhotoRow:
        return self

    @property
    def height(self) -> float:
        return max(photo.height + photo.caption.height + 4 for photo in self.photos)

    least = height

    def missing(self) -> str:
        return "".join(photo.caption.missing() for photo in self.photos)

    def split(self, room: float, page: float) -> None:
        return None

    def paint(self, canvas: Any, x: float, top: float) -> None:
        for photo in self.photos:
            if photo.reader is not None:
                canvas.drawImage(photo.reader, x, top - photo.height, photo.width, photo.height, mask="auto")
            photo.caption.paint(canvas, x, top - photo.height - 4)
            x += photo.caption.width + _GAP


def photo_rows(photos: Sequence[Photo], style: Style, width: float) -> list[_PhotoRow]:
    """Set photos two in a row; one that cannot be opened says so in its place."""
    own = (width - _GAP) / 2
    found = [_set(photo, style, own) for photo in photos]
    return [_PhotoRow(found[i : i + 2]) for i in range(0, len(found), 2)]


def _set(photo: Photo, style: Style, width: float) -> _Set:
    try:
        with Image.open(io.BytesIO(photo.data)) as picture:
            picture.load()
            across, down = picture.size
        reader = ImageReader(io.BytesIO(photo.data))
        scale = min(width / across, _TALLEST / down)
        return _Set(reader, across * scale, down * scale, text(photo.caption, style).fit(width))
    except _OPEN_TROUBLE:
        words = _("This photo could not be opened.")
        return _Set(None, 0.0, 0.0, text(f"{words} {photo.caption}".strip(), style).fit(width))
