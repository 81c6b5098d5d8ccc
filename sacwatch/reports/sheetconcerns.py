"""The concerns that patrollers look at on their way, as they stand on a patrol sheet."""

from __future__ import annotations

from collections import Counter
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

_MOST_PLACES = 6
"""How many places of those that are not listed are named."""


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
    concerns: Sequence[ConcernAt],
    more: Sequence[str],
    *,
    first: int,
    heading: Style,
    body: Style,
    small: Style,
) -> list[Piece]:
    """Give the part of a sheet with its concerns, lettered from the place `first` on, each with a box.

    `more` are the places of those that there is no room for.
    """
    if not concerns:
        return []
    told = _("Neighbors raised these. Tick each, and write on a line below how it is now.")
    if more:
        told = f"{told} {_others(more)}"
    ticks = []
    for place, each in enumerate(concerns, first):
        spans = [(f"{chr(65 + place)}  {each.place}", Cut.BOLD), (f"  {_about(each)}", Cut.REGULAR)]
        ticks.append(Tick(("",), text(spans, body), ((_("Time"), 44.0),)))
    return [
        text(_("Concerns to look at"), heading, keep=True),
        text(told, small, keep=True),
        Ticks(ticks, small, room=25),
    ]


def _others(places: Sequence[str]) -> str:
    """Say how many are not listed, and where, as far as there is room."""
    told = ngettext(
        "{count} more is not listed: {places}.", "{count} more are not listed: {places}.", len(places)
    )
    counted = Counter(places)
    named = [
        place if count == 1 else _("{place} ({count})").format(place=place, count=count)
        for place, count in counted.most_common(_MOST_PLACES)
    ]
    elsewhere = len(places) - sum(count for _place, count in counted.most_common(_MOST_PLACES))
    if elsewhere:
        named.append(ngettext("{count} elsewhere", "{count} elsewhere", elsewhere).format(count=elsewhere))
    return told.format(count=len(places), places=formats.listed(named))


def _about(concern: ConcernAt) -> str:
    since = _("since {day}").format(day=formats.month_day(concern.raised_on))
    if concern.times > 1:
        since = _("{count}\u00a0times {since}").format(count=concern.times, since=since)
    told = _("{topic}, {since}").format(topic=label("topic", concern.topic.value), since=since)
    return f"{told}: {concern.wording}" if concern.wording else told


__all__ = ["ConcernAt", "concern_lines"]
