"""The logo at the head of a paper."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader

LOGO_HEIGHT, _WIDEST = 38.0, 130.0
"""Points: about half an inch high, and at most so wide."""
_OPEN_TROUBLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)
"""What Pillow raises for a file that is no picture, or a damaged one."""


@dataclass(frozen=True)
class Logo:
    """A picture with its size on paper, in points."""

    reader: Any
    width: float
    height: float

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Paint it with its upper left corner here."""
        canvas.drawImage(self.reader, x, top - self.height, self.width, self.height, mask="auto")


def logo_of(data: bytes, height: float) -> Logo | None:
    """Give a logo as high as it may be (points), or None where there is none or it cannot be opened."""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            across, down = picture.size
    except _OPEN_TROUBLE:
        return None  # a paper without its logo is better than none
    scale = min(height / down, _WIDEST * height / LOGO_HEIGHT / across)
    return Logo(ImageReader(io.BytesIO(data)), across * scale, down * scale)
