"""Writes set lines into a PDF's page as text operators (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sacwatch.reports import bidi
from sacwatch.reports.embedding import document_font
from sacwatch.reports.setting import Line
from sacwatch.reports.shaping import Run


class Writer:
    """Collects the operators that draw one block's text."""

    def __init__(self, document: Any, size: float, grey: float) -> None:
        self._document = document
        self._size = size
        self._font = ""
        self._grey = grey
        self._parts: list[str] = []
        self._pen = (0.0, 0.0)

    def getCode(self) -> str:  # noqa: N802  (the name ReportLab's canvas calls)
        body = " ".join(self._parts)
        if self._grey:
            return f"q {self._grey:g} g {self._grey:g} G BT {body} ET Q"
        return f"BT {body} ET"

    def line(self, line: Line, x: float, y: float) -> None:
        """Write one line whose first glyph from the left stands at x on the base line y."""
        runs = line.runs
        if len(runs) == 1:
            self._run(runs[0], x, y)
            return
        places = [0.0] * len(runs)
        at = x
        for i in bidi.visual_order([run.level for run in runs]):
            places[i] = at
            at += runs[i].width * self._size / 1000
        # Runs go into the file as they are read, so that they are taken out of it in that order.
        for run, place in zip(runs, places, strict=True):
            self._run(run, place, y)

    def _run(self, run: Run, x: float, y: float) -> None:
        used = document_font(run.face.name).used(self._document)
        if used.name != self._font:
            self._font = used.name
            self._parts.append(f"{used.name} {self._size:g} Tf")
        if abs(self._pen[0] - x) > 0.005 or self._pen[1] != y:
            self._parts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        self._pen = (x + run.width * self._size / 1000, y)
        if run.glyphs is None:
            self._parts.append(f"<{''.join(map(used.codes.__getitem__, run.text))}> Tj")
            return
        if run.heavy:
            self._parts.append(f"2 Tr {self._size * 0.03:.2f} w")
        self._parts += _shown(run, used, self._size)
        if run.heavy:
            self._parts.append("0 Tr")


def _shown(run: Run, used: Any, size: float) -> Iterable[str]:
    """Give the operators that show shaped glyphs, each where the shaper put it."""
    row: list[str] = []
    rise = 0.0
    for glyph in run.glyphs or ():
        if glyph.dy != rise:
            if row:
                yield f"[{''.join(row)}] TJ"
                row = []
            rise = glyph.dy
            yield f"{rise * size / 1000:.2f} Ts"
        if glyph.dx:
            row.append(f" {-glyph.dx:.0f} ")
        row.append(f"<{used.code(glyph.id, glyph.text)}>")
        back = used.face.advance(glyph.id) + glyph.dx - glyph.advance
        if abs(back) > 0.5:
            row.append(f" {back:.0f} ")
    if row:
        yield f"[{''.join(row)}] TJ"
    if rise:
        yield "0 Ts"
