"""Photos from cameras and phones: made smaller, and rid of what they say about themselves."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pi_heif import register_heif_opener
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from sacwatch.domain.attachments import LONG_SIDE, SIZE_LIMIT, PhotoFacts
from sacwatch.domain.errors import Trouble
from sacwatch.domain.places import Point

register_heif_opener()

PIXEL_LIMIT = 250_000_000
"""Pixels; beyond this a picture is refused before its bytes are unpacked."""
_QUALITY = 85
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif"}
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

    A picture comes back turned upright, at most 2,000 pixels on its long side and without any
    metadata; what the metadata said of time and place is in `facts`. Raises Trouble with a
    sentence for a picture that cannot be read, for one beyond 250 megapixels and for other files
    beyond 25 MB.
    """
    name = path.name[:200]
    try:
        if path.suffix.lower() in _PICTURES:
            return _picture(path, name)
        data = _other(path, name)
    except OSError as problem:
        raise Trouble("trouble.cannot_read", name=name) from problem
    return Prepared(name, _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream"), data)


def _other(path: Path, name: str) -> bytes:
    if path.stat().st_size > SIZE_LIMIT:
        raise Trouble("trouble.file_too_large", name=name, limit=SIZE_LIMIT // 1_000_000)
    return path.read_bytes()


def _picture(path: Path, name: str) -> Prepared:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                if picture.width * picture.height > PIXEL_LIMIT:
                    raise Trouble("trouble.photo_too_large", name=name)
                facts = _facts(picture)
                return _rewritten(picture, name, facts)
    except Image.DecompressionBombError:
        raise Trouble("trouble.photo_too_large", name=name) from None
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError, OSError) as problem:
        if isinstance(problem, FileNotFoundError | PermissionError):
            raise
        raise Trouble("trouble.not_a_photo", name=name) from None


def _rewritten(picture: Image.Image, name: str, facts: PhotoFacts) -> Prepared:
    # JPEG decodes straight to a fraction of its size, which keeps a 60-megapixel photo small in memory.
    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
    upright: Any = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    drawn = picture.format in ("PNG", "GIF") or transparent
    clean = upright.convert("RGBA" if transparent else "RGB")
    kept = Image.new(clean.mode, clean.size)
    kept.paste(clean)  # pixels only: whatever the file said besides stays behind
    buffer = io.BytesIO()
    if drawn:
        kept.save(buffer, "PNG", optimize=True)
    else:
        kept.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    suffix, media_type = (".png", "image/png") if drawn else (".jpg", "image/jpeg")
    return Prepared(
        Path(name).stem[:190] + suffix, media_type, buffer.getvalue(), kept.width, kept.height, facts
    )


def _facts(picture: Image.Image) -> PhotoFacts:
    """Read time and place from a picture's EXIF; anything odd in there counts as not said."""
    try:
        exif = picture.getexif()
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        taken = inner.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
        return PhotoFacts(_taken(taken), _point(exif.get_ifd(ExifTags.IFD.GPSInfo)))
    except (ValueError, TypeError, KeyError, ZeroDivisionError, SyntaxError, OSError):
        return PhotoFacts()


def _taken(text: Any) -> datetime | None:
    try:
        return datetime.strptime(str(text).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def _point(gps: dict[int, Any]) -> Point | None:
    if ExifTags.GPS.GPSLatitude not in gps or ExifTags.GPS.GPSLongitude not in gps:
        return None
    lat = _degrees(gps[ExifTags.GPS.GPSLatitude], gps.get(ExifTags.GPS.GPSLatitudeRef, "N") in ("S", b"S"))
    lon = _degrees(gps[ExifTags.GPS.GPSLongitude], gps.get(ExifTags.GPS.GPSLongitudeRef, "E") in ("W", b"W"))
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        return None
    return Point(round(lat, 6), round(lon, 6))


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value
