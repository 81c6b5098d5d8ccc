"""Writes tables as CSV files that a spreadsheet opens as they are meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: object) -> str:
    """Give a cell as it is written: what a spreadsheet would take for a formula gets an apostrophe.

    OWASP, "CSV injection". Numbers stay numbers.
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float | Decimal):
        return str(cell)
    text = str(cell)
    return "'" + text if text.lstrip(" \u00a0\ufeff\u200b").startswith(_STARTERS) else text


def meant(cell: str) -> str:
    """Give a cell as it was before it was made harmless, here or by another program."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


def written(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Give a table as CSV (RFC 4180) in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(each) for each in heads])
    for row in rows:
        writer.writerow([harmless(each) for each in row])
    # Half of a surrogate pair can come from a clipboard only; it is shown as a mark.
    return ("\ufeff" + out.getvalue()).encode("utf-8", errors="replace")
