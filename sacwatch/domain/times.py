"""Dates and times as people type them, and the instants they mean.

Records hold aware UTC instants. What a person types is a civil day and a clock reading in a zone
that the caller hands in; a night with a clock change is resolved here, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

SACRAMENTO = ZoneInfo("America/Los_Angeles")
"""The zone of everything a captain reads or types; used in ui, reports, exchange and the command line."""

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAYS = {short: i for i, day in enumerate(_WEEKDAY_NAMES) for short in (day, day[:3], day[:4])}


@dataclass(frozen=True)
class Clock:
    """A clock reading: the time, whether its half of the day is settled, and the half of a repeated hour."""

    time: time
    sure: bool = True
    fold: int | None = None


def read_clock(text: str) -> Clock | None:
    """Read a time as people type it, or give None: 2240, 22:40, 10:40 pm, 10.40p, 9, noon, midnight.

    "pdt" or "pst" behind it settles which of two equal hours is meant on the night clocks go back.
    """
    kept = " ".join(text.lower().replace(".", ":").split())
    fold = None
    zone = re.search(r"\s*(pdt|pst|daylight|standard)$", kept)
    if zone:
        fold = 0 if zone.group(1) in ("pdt", "daylight") else 1
        kept = kept[: zone.start()]
    kept = re.sub(r"\b([ap]):m:?$", r"\1m", kept)
    if kept in ("noon", "midday"):
        return Clock(time(12), True, fold)
    if kept == "midnight":
        return Clock(time(0), True, fold)
    found = re.fullmatch(r"(\d{1,2})(?:[:h ]?(\d{2}))?(?:[:](\d{2}))?\s*([ap]m?)?", kept, flags=re.ASCII)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = found[4]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    leading_zero = len(found[1]) == 2 and found[1].startswith("0")
    sure = bool(half) or hour > 12 or hour == 0 or leading_zero
    return Clock(time(hour, minute), sure, fold)


def read_day(text: str, today: date) -> date | None:
    """Read a date as people type it, or give None: today, Friday, 9/14, 9/14/26, Sep 14, 2026-09-14.

    A weekday is the last one that has come; a day without a year is the last one that has come,
    where it would else lie more than a week ahead.
    """
    kept = " ".join(text.lower().replace(",", " ").split())
    if kept in ("today", "t", "tonight", "now"):
        return today
    if kept in ("yesterday", "y", "last night"):
        return today - timedelta(days=1)
    if kept == "tomorrow":
        return today + timedelta(days=1)
    weekday = _WEEKDAYS.get(re.sub(r"^(last|this) ", "", kept))
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    kept = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? (?=\S*\d|[a-z]{3})", "", kept)
    year: str | None
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", kept, flags=re.ASCII):
        year, month, day = found[1], int(found[2]), int(found[3])
    elif found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?", kept, flags=re.ASCII):
        year, month, day = found[3], int(found[1]), int(found[2])
    elif found := re.fullmatch(
        r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}|\d{2}))?", kept, flags=re.ASCII
    ):
        year, month, day = found[3], _MONTHS.get(found[1][:3], 0), int(found[2])
    elif found := re.fullmatch(r"(\d{1,2}) ([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?", kept, flags=re.ASCII):
        year, month, day = found[3], _MONTHS.get(found[2][:3], 0), int(found[1])
    else:
        return None
    try:
        if year is not None:
            full = int(year)
            if full < 100:
                full += 2000
            return date(full, month, day)
        # 29 February is looked for in the last leap year; four years back finds it.
        for back in range(5):
            if month == 2 and day == 29 and not _leap(today.year + 1 - back):
                continue
            guess = date(today.year + 1 - back, month, day)
            if guess <= today + timedelta(days=7):
                return guess
    except ValueError:
        return None
    return None


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def instants(day: date, clock: Clock, zone: tzinfo) -> list[datetime]:
    """Give the UTC instants at which a clock in `zone` shows this reading on this day.

    One as a rule, two in the hour that comes twice, none in the hour that is skipped.
    """
    found = []
    for fold in (0, 1) if clock.fold is None else (clock.fold,):
        local = datetime.combine(day, clock.time, zone).replace(fold=fold)
        try:
            instant = local.astimezone(UTC)
        except OverflowError:
            return []
        if instant.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            continue
        if instant not in found:
            found.append(instant)
    if not found and clock.fold is not None:
        return instants(day, Clock(clock.time, clock.sure), zone)
    return sorted(found)


def first_after(
    start: datetime, clock: Clock, zone: tzinfo, *, within: timedelta, allow_equal: bool = True
) -> datetime | None:
    """Give the first instant at or after `start` (UTC), within a span, at which a clock in `zone` shows this.

    A reading without am or pm ("9:05") that does not fit as it stands is tried as the evening hour.
    """
    local_day = start.astimezone(zone).date()
    readings = [clock]
    if not clock.sure and clock.time.hour <= 12:
        readings.append(Clock(time((clock.time.hour + 12) % 24, clock.time.minute), True, clock.fold))
    for reading in readings:
        for day in (local_day, local_day + timedelta(days=1)):
            for instant in instants(day, reading, zone):
                later = instant >= start if allow_equal else instant > start
                if later and instant - start <= within:
                    return instant
    return None


def month_bounds(year: int, month: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """Give the first instant of a civil month in `zone` and of the next one, both in UTC."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return day_start(date(year, month, 1), zone), day_start(following, zone)


def day_start(day: date, zone: tzinfo) -> datetime:
    """Give the first instant of a civil day in `zone`, in UTC."""
    return datetime.combine(day, time(0), zone).astimezone(UTC)
