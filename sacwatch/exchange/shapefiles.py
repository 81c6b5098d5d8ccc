"""Reads shapefiles with pyshp, from their three or more files on disk."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapefile

from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box
from sacwatch.domain.shapes import Form, Shape, Tally
from sacwatch.exchange import projections
from sacwatch.exchange.mending import mended

PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")

_FORMS = {1: Form.POINT, 8: Form.POINT, 3: Form.LINE, 5: Form.AREA}
_BROKEN = (shapefile.ShapefileException, struct.error, ValueError, IndexError, KeyError, EOFError, TypeError)


@dataclass(frozen=True)
class Shapefile:
    """The files of one shapefile on disk, and the name that it is told by."""

    shp: Path
    dbf: Path
    shx: Path | None = None
    prj: Path | None = None
    cpg: Path | None = None
    name: str = ""

    def __len__(self) -> int:
        """Give how many records there are."""
        with _opened(self) as reader:
            return len(reader)

    def columns(self) -> list[str]:
        """Give the names of the columns in order."""
        with _opened(self) as reader:
            return [field.name for field in reader.fields if field.name != "DeletionFlag"]

    def form(self) -> Form | None:
        """Give what its shapes are made of; None for what no map shows (MultiPatch)."""
        with _opened(self) as reader:
            return _FORMS.get(reader.shapeType % 10)


def box(file: Shapefile) -> Box:
    """Give where the shapes lie by the file's own header.

    Raises Trouble where its numbers make no sense in its projection.
    """
    projector = projections.by_text(_text(file.prj), file.name)
    with _opened(file) as reader:
        west, south, east, north = (float(one) for one in reader.bbox)
    # The corners and the middles of the sides, because a box does not stay one in another projection.
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    points = projector.path(
        [west, middle_x, east, east, east, middle_x, west, west],
        [south, south, south, middle_y, north, north, north, middle_y],
    )
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Box(min(lats), min(lons), max(lats), max(lons))


def found(chosen: Path) -> Shapefile:
    """Give the shapefile that a file on disk belongs to, whichever of its parts it is.

    Raises Trouble where its .shp or .dbf is not beside it.
    """
    try:
        beside = {
            each.suffix.lower(): each
            for each in sorted(chosen.parent.iterdir())
            if each.stem.lower() == chosen.stem.lower() and each.suffix.lower() in PARTS
        }
    except OSError as problem:
        raise Trouble("trouble.cannot_read", name=chosen.name) from problem
    return of_parts(beside, f"{chosen.stem}.shp")


def of_parts(parts: dict[str, Path], name: str) -> Shapefile:
    """Give the shapefile of parts by their endings; raises Trouble where the .shp or .dbf is not there."""
    if ".shp" not in parts:
        raise Trouble("trouble.map_no_shp", name=name)
    if ".dbf" not in parts:
        raise Trouble("trouble.map_no_dbf", name=name)
    return Shapefile(
        parts[".shp"], parts[".dbf"], parts.get(".shx"), parts.get(".prj"), parts.get(".cpg"), name
    )


def shapes(
    file: Shapefile, tally: Tally, columns: Sequence[str] | None = None, *, mend: bool = True
) -> Iterator[Shape]:
    """Give the shapes of a shapefile, WGS 84, one by one.

    `columns` are those to read, all unless given; `mend` puts right areas that cross themselves. `tally`
    counts what was read and what has no place. Raises Trouble where the file is damaged or its
    projection unknown.
    """
    projector = projections.by_text(_text(file.prj), file.name)
    with _opened(file) as reader:
        names = [field.name for field in reader.fields if field.name != "DeletionFlag"]
        wanted = names if columns is None else [name for name in names if name in columns]
        rows = reader.iterShapeRecords(fields=wanted)
        while True:
            try:
                row = next(rows)
                form = _FORMS.get(row.shape.shapeType % 10) if row.shape.shapeType else None
                paths = _paths(row.shape)
                told = {name: _said(value) for name, value in row.record.as_dict().items()}
            except StopIteration:
                return
            except _BROKEN as problem:
                raise Trouble("trouble.map_shapefile_broken", name=file.name) from problem
            tally.read += 1
            placed = tuple(
                projector.path([spot[0] for spot in path], [spot[1] for spot in path]) for path in paths
            )
            if form is Form.AREA and mend:
                placed = mended(placed, tally)
            elif form is Form.LINE:
                placed = tuple(path for path in placed if len(path) > 1)
            if form is None or not placed:
                tally.empty += 1
                continue
            yield Shape(form, placed, told)


class _Opened:
    """A reader that closes its files, and tells of a damaged file in words."""

    def __init__(self, file: Shapefile) -> None:
        self._file = file
        self._streams: list[Any] = []

    def __enter__(self) -> Any:
        file = self._file
        try:
            _check_whole(file)
            parts = {
                part: self._open(path)
                for part, path in (("shp", file.shp), ("dbf", file.dbf), ("shx", file.shx))
                if path is not None
            }
            return shapefile.Reader(encoding=_encoding(file), encodingErrors="replace", **parts)
        except _BROKEN as problem:
            self.__exit__()
            raise Trouble("trouble.map_shapefile_broken", name=file.name) from problem
        except OSError as problem:
            self.__exit__()
            raise Trouble("trouble.cannot_read", name=file.name) from problem

    def _open(self, path: Path) -> Any:
        stream = path.open("rb")
        self._streams.append(stream)
        return stream

    def __exit__(self, *_about: object) -> None:
        for stream in self._streams:
            stream.close()


def _opened(file: Shapefile) -> _Opened:
    return _Opened(file)


def _check_whole(file: Shapefile) -> None:
    """Raise ValueError for a .shp that is none or shorter than its own header says."""
    with file.shp.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or header[:4] != b"\x00\x00\x27\x0a":
        raise ValueError
    words = int.from_bytes(header[24:28], "big")
    if file.shp.stat().st_size < words * 2:
        raise ValueError


def _text(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")[:20_000]
    except OSError:
        return ""


def _encoding(file: Shapefile) -> str:
    """Give how the letters of a .dbf are to be read: as its .cpg says, else as they are."""
    said = _text(file.cpg).strip().lower()
    if said:
        said = {"utf8": "utf-8", "ansi 1252": "cp1252", "1252": "cp1252", "88591": "latin-1"}.get(said, said)
        try:
            "".encode(said)
        except LookupError:
            return "cp1252"
        return said
    with file.dbf.open("rb") as stream:
        sample = stream.read(4_000_000)
    try:
        sample[: sample.rfind(b" ")].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _paths(shape: Any) -> list[list[Any]]:
    points = shape.points
    if shape.shapeType % 10 in (1, 8):
        return [[point] for point in points]
    if not points:
        return []
    starts = [*shape.parts, len(points)]
    return [list(points[first:last]) for first, last in pairwise(starts) if last > first]


def _said(value: Any) -> str:
    """Give a value as text: a whole number without ".0", nothing as a blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Blanks fill a column, and some programs fill it with zeros.
        return value.replace("\0", "").strip()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
