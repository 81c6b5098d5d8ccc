"""Reads the tracks of GPX files, as phones, watches and GPS receivers write them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import gpxpy
from gpxpy.gpx import GPXException

from sacwatch.domain import outlines
from sacwatch.domain.errors import Trouble
from sacwatch.domain.places import Point

LARGEST_BYTES = 15_000_000
"""A night's walk noted every second has about 3 MB."""

FINEST_M = 1.0
"""A point that moves the line by less than this is left out; a GPS is off by more."""

_TRACKS = 200


@dataclass(frozen=True)
class Track:
    """An unbroken line of a file. `times` are aware UTC, one for each point or none."""

    name: str
    line: tuple[Point, ...]
    times: tuple[datetime, ...] = ()

    @property
    def metres(self) -> float:
        return outlines.length(self.line)


def read(path: Path, pulse: Callable[[], None] = lambda: None) -> list[Track]:
    """Give the tracks and routes of a GPX file, each unbroken stretch by itself.

    Points that are not on the Earth are left out, and times where they are not whole or run backward.
    `pulse` is called now and then and may raise. Raises Trouble with the reason where there is nothing to
    give.
    """
    name = path.name[:80]
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise Trouble(
                "trouble.gpx_large", name=name, size=round(size / 1e6), limit=LARGEST_BYTES // 10**6
            )
        data = path.read_bytes()
    except OSError:
        raise Trouble("trouble.gpx_unread", name=name) from None
    pulse()
    text = _plain(data, name)
    try:
        found = gpxpy.parse(text)
    except (GPXException, Tree.ParseError, ValueError, TypeError, LookupError, RecursionError):
        raise Trouble("trouble.gpx_broken", name=name) from None
    pulse()
    tracks = _tracks(found, pulse)
    if not tracks:
        raise Trouble("trouble.gpx_empty", name=name)
    if len(tracks) > _TRACKS:
        raise Trouble("trouble.gpx_many", name=name, count=len(tracks), limit=_TRACKS)
    return tracks


def _plain(data: bytes, name: str) -> str:
    """Give the text of a file in whatever encoding it says; refuse one that defines anything.

    Definitions inside a file could swell it without end, and no receiver writes any.
    """
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    told = re.match(rb"[^<]*<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)", data[:200])
    encoding = "utf-16" if wide else told[1].decode() if told else "utf-8"
    try:
        text = data.decode("utf-8-sig" if encoding.lower() == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError):
        raise Trouble("trouble.gpx_broken" if b"<gpx" in data else "trouble.not_gpx", name=name) from None
    if "<gpx" not in text or "\0" in text or re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise Trouble("trouble.not_gpx", name=name)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _tracks(found: Any, pulse: Callable[[], None]) -> list[Track]:
    tracks: list[Track] = []
    for number, track in enumerate(found.tracks, 1):
        named = _name(track.name, number, len(found.tracks))
        parts = [
            part for part in (_track(named, segment.points, pulse) for segment in track.segments) if part
        ]
        if len(parts) > 1:
            parts = [
                Track(f"{part.name} ({place})".strip(), part.line, part.times)
                for place, part in enumerate(parts, 1)
            ]
        tracks += parts
    for number, route in enumerate(found.routes, 1):
        part = _track(_name(route.name, number, len(found.routes)), route.points, pulse)
        if part:
            tracks.append(part)
    return tracks


def _name(given: str | None, number: int, count: int) -> str:
    words = " ".join((given or "").split())[:200]
    return words or (str(number) if count > 1 else "")


def _track(name: str, points: Sequence[Any], pulse: Callable[[], None]) -> Track | None:
    line: list[Point] = []
    times: list[datetime | None] = []
    for each in points:
        lat, lon = each.latitude, each.longitude
        # A receiver without a fix writes zeros; that is in the Gulf of Guinea.
        if lat is None or lon is None or not (abs(lat) <= 90 and abs(lon) <= 180) or (lat == 0 and lon == 0):
            continue
        line.append(Point(lat, lon))
        times.append(_utc(each.time))
        if len(line) % 5000 == 0:
            pulse()
    if len(line) < 2:
        return None
    kept = outlines.thinned(line, FINEST_M)
    whole = [times[place] for place in kept]
    timed = [at for at in whole if at is not None]
    rising = len(timed) == len(whole) and all(a <= b for a, b in pairwise(timed))
    if outlines.length(line) < 1:
        return None
    return Track(name, tuple(line[place] for place in kept), tuple(timed) if rising else ())


def _utc(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    if at.tzinfo is None:
        return at.replace(tzinfo=UTC)
    return at.astimezone(UTC)
