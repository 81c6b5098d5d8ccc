"""The concerns that patrollers look at on their way, as they stand on a patrol sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sacwatch.domain.concerns import Topic
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.fonts import Cut
from sacwatch.reports.pieces import Piece, Style, text
from sacwatch.reports.sheetpieces import Tick, Ticks
from sacwatch.words import label


@dataclass(frozen=True, kw_only=True)
class ConcernAt:
    """A concern on the way: where, about what, and since when; nothing about who raised it."""

    id: str
    place: str
    topic: Topic
    wording: str = ""
    raised_on: date
    times: int = 1


def concern_lines(
    concerns: Sequence[ConcernAt], more: int, *, first: int, heading: Style, body: Style, small: Style
) -> list[Piece]:
    """Give the part of a sheet with its concerns, lettered from the place `first` on, each with a box."""
    if not concerns:
        return []
    told = _("Neighbors raised these. Tick each, and write on a line below how it is now.")
    if more:
        others = ngettext("{count} more is not listed.", "{count} more are not listed.", more)
        told = f"{told} {others.format(count=more)}"
    ticks = []
    for place, each in enumerate(concerns, first):
        spans = [(f"{chr(65 + place)}  {each.place}", Cut.BOLD), (f"  {_about(each)}", Cut.REGULAR)]
        ticks.append(Tick(("",), text(spans, body), ((_("Time"), 44.0),)))
    return [
        text(_("Concerns to look at"), heading, keep=True),
        text(told, small, keep=True),
        Ticks(ticks, small, room=25),
    ]


def _about(concern: ConcernAt) -> str:
    since = _("since {day}").format(day=formats.month_day(concern.raised_on))
    if concern.times > 1:
        since = _("{count}\u00a0times {since}").format(count=concern.times, since=since)
    told = _("{topic}, {since}").format(topic=label("topic", concern.topic.value), since=since)
    return f"{told}: {concern.wording}" if concern.wording else told


__all__ = ["ConcernAt", "concern_lines"]
