"""Shifts as the lines of the calendar's days."""

from __future__ import annotations

from datetime import date, tzinfo

from sacwatch.i18n import _
from sacwatch.services.shifts import Board, Held
from sacwatch.ui import shown
from sacwatch.ui.records import shiftwords
from sacwatch.ui.records.calendar import DayLine


def brief(held: Held, zone: tzinfo) -> str:
    """Give when a shift begins in few letters, such as "8:30p" or "7a"."""
    local = held.occurrence.start.astimezone(zone)
    half = _("a") if local.hour < 12 else _("p")
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{half}"


def line(held: Held, board: Board, zone: tzinfo) -> DayLine:
    """Give a shift as a line of the calendar."""
    area = held.occurrence.area
    start = shown.clock(held.occurrence.start, zone)
    whole = [
        shiftwords.span(held, zone),
        area,
        shiftwords.who(held, board.names) or _("nobody yet"),
        shiftwords.state(held),
    ]
    whole += shiftwords.conflict_words(held, board.names)
    return DayLine(
        shiftwords.mark(held),
        start,
        brief(held, zone),
        area,
        tuple(part for part in whole if part),
        struck=held.occurrence.skipped,
        urgent=shiftwords.urgent(held),
    )


def by_day(board: Board, zone: tzinfo) -> dict[date, tuple[DayLine, ...]]:
    """Give the lines of each day of a board."""
    found: dict[date, list[DayLine]] = {}
    for held in board.held:
        day = held.occurrence.start.astimezone(zone).date()
        found.setdefault(day, []).append(line(held, board, zone))
    return {day: tuple(lines) for day, lines in found.items()}
