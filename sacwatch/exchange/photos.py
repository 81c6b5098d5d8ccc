"""Photos from cameras and phones: made smaller, and rid of what they say about themselves."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pi_heif import register_heif_opener
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from sacwatch.domain import texts
from sacwatch.domain.attachments import LONG_SIDE, SIZE_LIMIT, PhotoFacts
from sacwatch.domain.errors import Trouble
from sacwatch.domain.places import Point

register_heif_opener()

PIXEL_LIMIT = 250_000_000
"""Pixels of a JPEG, which is unpacked at a fraction of its size; phones make up to 200 million."""
WHOLE_PIXEL_LIMIT = 120_000_000
"""Pixels of any other picture, which is unpacked whole (4 bytes each)."""
# Pillow's own guard is lower than what phones make; ours is asked right after a picture's header is read.
Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT

LOGO_PIXEL_LIMIT = 40_000_000
"""Pixels of a logo; what has more was never drawn for the head of a page."""
LOGO_SIDE = 600
"""Pixels of a logo's long side as it is kept: sharp at two inches in print."""

_QUALITY = 85
_DRAWING_LIMIT = 1_500_000
"""Bytes; a picture that is larger as PNG is a photo and is kept as JPEG."""
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF", "HEIF", "AVIF")
_PICTURES = {
    ".jpg",
    ".jpeg",
    ".jfif",
    ".png",
    ".gif",
    ".bmp",
    ".webp",
    ".tif",
    ".tiff",
    ".heic",
    ".heif",
    ".avif",
}
# What Pillow raises for pictures that are not whole, besides OSError without a number.
_BROKEN = (
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Prepared:
    """A file ready to be kept; a picture has a width and a height in pixels."""

    name: str
    media_type: str
    data: bytes
    width: int = 0
    height: int = 0
    facts: PhotoFacts = PhotoFacts()


def prepare(path: Path) -> Prepared:
    """Read a file that a person wants to keep with a record.

    A picture, whatever its name says, comes back turned upright, at most 2,000 pixels on its long
    side and without any metadata; what the metadata said of time and place is in `facts`. Raises
    Trouble with a sentence for a picture that cannot be read or has too many pixels, and for other
    files beyond 25 MB.
    """
    name = texts.clean(path.name)[:200] or "?"
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            picture = _opened(file)
            if picture is not None:
                with picture:
                    return _picture(picture, name)
        if suffix in _PICTURES:
            raise Trouble("trouble.not_a_photo", name=name)
        if path.stat().st_size > SIZE_LIMIT:
            raise Trouble("trouble.file_too_large", name=name, limit=SIZE_LIMIT // 1_000_000)
        data = path.read_bytes()
    except OSError as problem:
        if problem.errno is None:
            raise Trouble("trouble.not_a_photo", name=name) from None
        raise Trouble("trouble.cannot_read", name=name) from problem
    return Prepared(name, _MEDIA_TYPES.get(suffix, "application/octet-stream"), data)


def prepare_logo(path: Path) -> Prepared:
    """Read a picture for the head of the papers, at most 600 pixels on its long side, without metadata.

    Raises Trouble with a sentence for what is no picture or has too many pixels.
    """
    name = texts.clean(path.name)[:200] or "?"
    try:
        with path.open("rb") as file:
            picture = _opened(file)
            if picture is None:
                raise Trouble("trouble.not_a_photo", name=name)
            with picture:
                return _picture(picture, name, limit=LOGO_PIXEL_LIMIT, side=LOGO_SIDE)
    except OSError as problem:
        if problem.errno is None:
            raise Trouble("trouble.not_a_photo", name=name) from None
        raise Trouble("trouble.cannot_read", name=name) from problem


def _opened(file: Any) -> Image.Image | None:
    """Read a picture's header; None for what is no picture of a kind that is kept as one."""
    try:
        return Image.open(file, formats=_FORMATS)
    except UnidentifiedImageError:
        return None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Trouble("trouble.photo_too_large", name=texts.clean(Path(file.name).name)[:200]) from None
    except _BROKEN:
        return None


def _picture(picture: Image.Image, name: str, *, limit: int = 0, side: int = LONG_SIDE) -> Prepared:
    limit = limit or (PIXEL_LIMIT if picture.format in ("JPEG", "MPO") else WHOLE_PIXEL_LIMIT)
    if picture.width * picture.height > limit:
        raise Trouble("trouble.photo_too_large", name=name)
    try:
        return _rewritten(picture, name, _facts(picture), side)
    except _BROKEN:
        raise Trouble("trouble.not_a_photo", name=name) from None


def _rewritten(picture: Image.Image, name: str, facts: PhotoFacts, side: int) -> Prepared:
    # JPEG decodes straight to a fraction of its size, which keeps a 60-megapixel photo small in memory.
    picture.draft("RGB", (side, side))
    drawn = picture.format in ("PNG", "GIF")
    upright: Any = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):
        upright = upright.point(lambda value: value * (1 / 256)).convert("L")  # 16 bits to 8
    transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    wanted = "RGBA" if transparent else "RGB"
    if upright.mode in ("1", "P", "PA"):
        upright = upright.convert(wanted)  # a palette has no colours between its own
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    clean = upright.convert(wanted)
    kept = Image.new(clean.mode, clean.size)
    kept.paste(clean)  # pixels only: whatever the file said besides stays behind
    if drawn or transparent:
        data = _written(kept, "PNG")
        if transparent or len(data) <= _DRAWING_LIMIT:
            return _prepared(name, ".png", "image/png", data, kept, facts)
    return _prepared(name, ".jpg", "image/jpeg", _written(kept, "JPEG", quality=_QUALITY), kept, facts)


def _written(picture: Image.Image, kind: str, **how: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, optimize=True, **how)
    return buffer.getvalue()


def _prepared(
    name: str, suffix: str, media_type: str, data: bytes, kept: Image.Image, facts: PhotoFacts
) -> Prepared:
    stem = Path(name).stem[:190]
    return Prepared(stem + suffix, media_type, data, kept.width, kept.height, facts)


def _facts(picture: Image.Image) -> PhotoFacts:
    """Read time and place from a picture's EXIF; anything odd in there counts as not said."""
    try:
        exif = picture.getexif()
    except (OSError, *_BROKEN):
        return PhotoFacts()
    return PhotoFacts(_said(_taken, exif), _said(_point, exif))


def _said(read: Any, exif: Image.Exif) -> Any:
    try:
        return read(exif)
    except (OSError, *_BROKEN):
        return None


def _taken(exif: Image.Exif) -> datetime | None:
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    told = inner.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    return datetime.strptime(str(told).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007


def _point(exif: Image.Exif) -> Point | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    south = gps.get(ExifTags.GPS.GPSLatitudeRef, "N") in ("S", b"S")
    west = gps.get(ExifTags.GPS.GPSLongitudeRef, "E") in ("W", b"W")
    lat = _degrees(gps[ExifTags.GPS.GPSLatitude], south)
    lon = _degrees(gps[ExifTags.GPS.GPSLongitude], west)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        return None
    return Point(round(lat, 6), round(lon, 6))


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value
