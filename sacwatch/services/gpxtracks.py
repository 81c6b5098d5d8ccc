"""Brings GPX tracks in as routes of patrols."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sacwatch.domain.listing import PatrolLine, PatrolQuery
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft, RouteSource
from sacwatch.store.work import Work

_EARLY = timedelta(minutes=45)
"""How long before and after its patrol a track may run: on the way there and back."""

_OFFERED = 200


@dataclass(frozen=True)
class FoundTrack:
    """A track of a file, and the patrol that it most likely belongs to ("" for none that is known)."""

    name: str
    line: tuple[Point, ...]
    times: tuple[datetime, ...]
    metres: float
    patrol_id: str = ""


def read(path: Path, pulse: Callable[[], None] = lambda: None) -> list[FoundTrack]:
    """Give the tracks of a GPX file; raises Trouble with the reason where there is none. For the pool."""
    from sacwatch.exchange import gpx  # a door: the reader is loaded with the first file

    return [FoundTrack(each.name, each.line, each.times, each.metres, "") for each in gpx.read(path, pulse)]


def matched(
    work: Work, tracks: Sequence[FoundTrack], *, patrol_id: str = ""
) -> tuple[list[FoundTrack], list[PatrolLine]]:
    """Give each track with its patrol, and the patrols to choose from, newest first.

    A track with times belongs to the patrol during which most of it was; one without to `patrol_id`.
    """
    choices = list(work.patrols.find(PatrolQuery(limit=_OFFERED)).lines)
    for track in tracks:
        if track.times:
            near = PatrolQuery(
                since=track.times[0] - timedelta(hours=16), until=track.times[-1] + _EARLY, limit=20
            )
            known = {each.id for each in choices}
            choices += [each for each in work.patrols.find(near).lines if each.id not in known]
    choices.sort(key=lambda each: each.started_at, reverse=True)
    return [
        FoundTrack(each.name, each.line, each.times, each.metres, _patrol_of(each, choices) or patrol_id)
        for each in tracks
    ], choices


def _patrol_of(track: FoundTrack, patrols: Sequence[PatrolLine]) -> str:
    if not track.times:
        return ""
    first, last = track.times[0], track.times[-1]
    best, longest = "", timedelta(0)
    for each in patrols:
        shared = min(last, each.finished_at + _EARLY) - max(first, each.started_at - _EARLY)
        if shared > longest:
            best, longest = each.id, shared
    return best


def drafts(tracks: Sequence[FoundTrack]) -> list[RouteDraft]:
    """Give the routes that tracks become."""
    return [
        RouteDraft(each.patrol_id, each.name, RouteSource.GPX.value, each.line, each.times) for each in tracks
    ]
