"""The list that goes with a map: what was chosen on it, line by line, on pages after the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sacwatch.domain.mapsheets import ListedLine
from sacwatch.i18n import _
from sacwatch.reports.fonts import Cut
from sacwatch.reports.mapframe import MapFrame, Room
from sacwatch.reports.pieces import Block, Style, rule, text

_SHARES = (0.32, 0.24, 0.29, 0.15)
"""The columns as shares of the width: when, what, where, status."""
_GAP, _PAD = 8.0, 5.0


@dataclass(frozen=True)
class ListPage:
    """One page of the list: lines that are set already, each in four columns."""

    rows: tuple[tuple[Block, ...], ...]

    def paint(self, canvas: Any, frame: MapFrame) -> None:
        """Paint the columns' heads and the lines."""
        room = frame.room
        y = _row(canvas, _heads(frame), room, room.top)
        rule(canvas, room.left, y, room.width, 1.0)
        for row in self.rows:
            y = _row(canvas, row, room, y)
            rule(canvas, room.left, y, room.width, 0.4, 0.6)


def list_pages(lines: Sequence[ListedLine], frame: MapFrame) -> list[ListPage]:
    """Part the list into pages; no line is parted."""
    style = Style(9.5 * frame.factor, leading=1.3)
    most = frame.room.height - _height(_heads(frame))
    pages: list[list[tuple[Block, ...]]] = []
    left = 0.0
    for line in lines:
        row = _set((line.when, line.what, line.where, line.status), frame, style)
        high = _height(row)
        if high > left:
            pages.append([])
            left = most
        pages[-1].append(row)
        left -= high
    return [ListPage(tuple(rows)) for rows in pages]


def _heads(frame: MapFrame) -> tuple[Block, ...]:
    heads = (_("When"), _("What"), _("Where"), _("Status"))
    return _set(heads, frame, Style(9.5 * frame.factor, Cut.BOLD, leading=1.3))


def _set(words: Sequence[str], frame: MapFrame, style: Style) -> tuple[Block, ...]:
    return tuple(
        text(each, style).fit(frame.room.width * share - _GAP)
        for each, share in zip(words, _SHARES, strict=True)
    )


def _height(row: Sequence[Block]) -> float:
    return max(each.height for each in row) + _PAD


def _row(canvas: Any, row: Sequence[Block], room: Room, y: float) -> float:
    """Paint a line below a height; give the height below it."""
    left = room.left
    for block, share in zip(row, _SHARES, strict=True):
        block.paint(canvas, left, y - _PAD / 2)
        left += room.width * share
    return y - _height(row)
