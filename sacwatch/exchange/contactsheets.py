"""Reads tables that other programs write as text: commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from sacwatch.domain import tables, texts
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.tables import Row, Table, Unread
from sacwatch.exchange import decoding
from sacwatch.exchange.tables import meant

LARGEST_BYTES = 60_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 300
_LONGEST_CELL = 30_000
_MOST_LINES = 120
"""A cell over more lines than this is one whose quotation mark was never closed."""

_SEPARATORS = ",;\t|"
_BREAK = re.compile(r"\r\n|\r|\n")


def read(
    path: Path, known: frozenset[str], pulse: Callable[[], None] = lambda: None, *, encoding: str = ""
) -> Table:
    """Give the table of a CSV file in whatever encoding and with whatever separator it was written.

    `known` are the plain headings by which its first row is recognised. A row that cannot be read is
    named with its line. `pulse` is called now and then and may raise. Raises Trouble for what is no table.
    """
    name = path.name[:80]
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Trouble("trouble.contacts_large", name=name, limit=LARGEST_BYTES // 10**6)
        data = path.read_bytes()
    except OSError:
        raise Trouble("trouble.cannot_read", name=name) from None
    pulse()
    if _is_no_text(data, encoding):
        raise Trouble("trouble.no_table", name=name)
    lines = _BREAK.split(decoding.decoded(data, encoding))
    pulse()
    unread: list[Unread] = []
    rows = []
    for row in _rows(lines, _separator(lines), unread):
        rows.append(row)
        if len(rows) % 500 == 0:
            pulse()
        if len(rows) > MOST_ROWS:
            raise Trouble("trouble.contacts_many", name=name, limit=MOST_ROWS)
    if not rows and not unread:
        raise Trouble("trouble.no_table", name=name)
    return tables.made(rows, known, unread)


_PICTURE_OR_PROGRAM = re.compile(rb"PK\x03\x04|\x89PNG|\xff\xd8\xff|%PDF|\xd0\xcf\x11\xe0|MZ|\x7fELF|GIF8")


def _is_no_text(data: bytes, encoding: str) -> bool:
    if _PICTURE_OR_PROGRAM.match(data):
        return True
    sample = decoding.decoded(data[:20_000], encoding)
    odd = sum(char == "\ufffd" or (char < " " and char not in "\t\r\n\x0b\x0c\x1a") for char in sample)
    return odd > len(sample) / 10


def _separator(lines: list[str]) -> str:
    """Give what stands between the cells: what the file says, or what comes most, outside of quotes."""
    told = re.fullmatch(r"sep=(.)", lines[0].strip(), re.IGNORECASE) if lines else None
    if told:
        return told[1]
    filled = [re.sub(r'"[^"]*"', "", line) for line in lines[:200] if line.strip()][:20]
    best = max(
        _SEPARATORS, key=lambda each: (sum(each in line for line in filled), filled and filled[0].count(each))
    )
    return best if any(best in line for line in filled) else ","


def _rows(lines: list[str], separator: str, unread: list[Unread]) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL * 10)
    start = 1 if lines and re.fullmatch(r"sep=.", lines[0].strip(), re.IGNORECASE) else 0
    while start < len(lines):
        # A reader for each stretch: after a mark that never closes, it begins again with the next line.
        reader = csv.reader(_with_ends(lines, start), delimiter=separator, skipinitialspace=True)
        begun, broken = start, False
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error:
                broken = True
            else:
                broken = start + reader.line_num - begun > _MOST_LINES or any(
                    len(cell) > _LONGEST_CELL for cell in cells
                )
            if broken:
                unread.append(Unread(begun + 1, Problem("problem.row_open_quote", {"line": begun + 1})))
                break
            if len(cells) > MOST_COLUMNS:
                unread.append(Unread(begun + 1, Problem("problem.row_wide", {"line": begun + 1})))
            elif any(cells):
                yield Row(begun + 1, tuple(texts.clean(meant(cell)) for cell in cells))
            begun = start + reader.line_num
        start = begun + 1 if broken else len(lines)


def _with_ends(lines: list[str], start: int) -> Iterator[str]:
    for place in range(start, len(lines)):
        yield lines[place] + "\n"
