"""Reads the sheets of XLSX files, as Excel, Google Sheets and LibreOffice write them.

openpyxl (MIT) reads them row by row, so that a sheet that claims a million columns costs nothing;
defusedxml keeps what is defined in a file from swelling, and the rules of `zips` the file itself.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from sacwatch.domain import tables, texts
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.tables import Row, Table, Unread
from sacwatch.exchange import zips

LARGEST_BYTES = 60_000_000
_LARGEST_UNPACKED = 300_000_000
_OF_ZIPS = {
    "trouble.map_zip_broken": "trouble.spreadsheet_broken",
    "trouble.map_zip_names": "trouble.spreadsheet_broken",
    "trouble.map_zip_locked": "trouble.spreadsheet_locked",
    "trouble.map_zip_bomb": "trouble.spreadsheet_swells",
}
MOST_ROWS = 50_000
MOST_COLUMNS = 300
_BLANK_ROWS = 2_000
"""After so many rows with nothing in them there is nothing more."""


def is_one(path: Path) -> bool:
    """Say whether a file is a spreadsheet by its first bytes: XLSX, or the old XLS, which is refused."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    except OSError:
        return False


def read(path: Path, known: frozenset[str], pulse: Callable[[], None] = lambda: None) -> Table:
    """Give the fullest sheet of an XLSX file as a table; dates and times as one would type them.

    `known` are the plain headings by which the row of the headings is recognised. `pulse` is called now
    and then and may raise. Raises Trouble with the reason where there is no table to give.
    """
    name = path.name[:80]
    try:
        with path.open("rb") as file:
            if file.read(4) == b"\xd0\xcf\x11\xe0":
                raise Trouble("trouble.old_spreadsheet", name=name)
        if path.stat().st_size > LARGEST_BYTES:
            raise Trouble("trouble.contacts_large", name=name, limit=LARGEST_BYTES // 10**6)
    except OSError:
        raise Trouble("trouble.cannot_read", name=name) from None
    try:
        parts = zips.members(path, largest=_LARGEST_UNPACKED)
    except Trouble as trouble:
        raise Trouble(_OF_ZIPS.get(trouble.problem.key, trouble.problem.key), name=name) from trouble
    if "xl/workbook.xml" not in {part.lstrip("/") for part in parts}:
        raise Trouble("trouble.no_table", name=name)
    pulse()
    try:
        with warnings.catch_warnings():
            # It warns of drop-down lists and the like, which it leaves out.
            warnings.simplefilter("ignore")
            with path.open("rb") as file:  # openpyxl leaves one open that it cannot read
                return _read(file, name, known, pulse)
    except (
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        zipfile.BadZipFile,
        zlib.error,
        *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError),
        *(EOFError, NotImplementedError, RecursionError, OSError),
    ) as problem:
        raise Trouble("trouble.spreadsheet_broken", name=name) from problem


def _read(file: BinaryIO, name: str, known: frozenset[str], pulse: Callable[[], None]) -> Table:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        best: list[Row] = []
        told: list[Unread] = []
        for sheet in book.worksheets:
            unread: list[Unread] = []
            rows = _rows(sheet, name, unread, pulse)
            if len(rows) > len(best):
                best, told = rows, unread
    finally:
        book.close()
    if not best:
        raise Trouble("trouble.no_table", name=name)
    return tables.made(best, known, told)


def _rows(sheet: object, name: str, unread: list[Unread], pulse: Callable[[], None]) -> list[Row]:
    found: list[Row] = []
    blank = 0
    # What a sheet says of its own size need not be so.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)  # type: ignore[attr-defined]
    for number, cells in enumerate(rows, 1):
        if number % 500 == 0:
            pulse()
        kept = _trimmed([_text(cell) for cell in cells])
        if not kept:
            blank += 1
            if blank > _BLANK_ROWS:
                break
            continue
        blank = 0
        if any(cell.startswith("#REF!") for cell in kept):
            unread.append(Unread(number, Problem("problem.row_broken_sum", {"line": number})))
        found.append(Row(number, kept))
        if len(found) > MOST_ROWS:
            raise Trouble("trouble.contacts_many", name=name, limit=MOST_ROWS)
    return found


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return tuple(cells[:last])


def _text(value: object) -> str:
    """Give a cell as one would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        if value.time() == time(0):
            return value.date().isoformat()
        return value.strftime("%Y-%m-%d %H:%M") if value.year > 1900 else value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        # A spreadsheet's time may be a second short of the minute.
        rounded = datetime.combine(date(2000, 1, 1), value) + timedelta(seconds=30)
        return rounded.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # Phones and sums; seventeen digits of one are noise.
        return f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else str(value)
    return texts.clean(str(value))
