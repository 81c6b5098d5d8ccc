"""Dates and times as people type them, and the instants they mean.

Records hold aware UTC instants. What a person types is a civil day and a clock reading in a zone
that the caller hands in; a night with a clock change is resolved here, once.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from sacwatch.domain import texts
from sacwatch.domain.errors import Problem, Problems

SACRAMENTO = ZoneInfo("America/Los_Angeles")
"""The zone of everything a captain reads or types; used in ui, reports, exchange and the command line."""

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAYS = {short: i for i, day in enumerate(_WEEKDAY_NAMES) for short in (day, day[:3], day[:4])}
_WEEKDAYS |= {"thurs": 3, "weds": 2}

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""A date outside these is taken for a slip of the pen; before 1884 no clock was whole minutes off UTC."""

_UNSURE_WITHIN = timedelta(hours=13)
"""Between them, the morning and the evening reading of a clock are never longer in coming than this."""


@dataclass(frozen=True)
class Clock:
    """A clock reading: the time, whether its half of the day is settled, and the half of a repeated hour."""

    time: time
    sure: bool = True
    fold: int | None = None


def read_clock(text: str) -> Clock | None:
    """Read a time as people type it, or give None: 2240, 22:40, 10:40 pm, 2240 hrs, 22h40, 9, noon.

    "pdt" or "pst" behind it settles which of two equal hours is meant on the night clocks go back.
    """
    kept = " ".join(texts.plain(text).lower().replace(".", ":").split())
    fold = None
    zone = re.search(r"\s*(pdt|pst|daylight|standard)$", kept)
    if zone:
        fold = 0 if zone.group(1) in ("pdt", "daylight") else 1
        kept = kept[: zone.start()]
    kept = re.sub(r"(?<=[\d ])([ap]):?(m:?)?$", r"\1", kept)
    if kept in ("noon", "midday", "12 noon"):
        return Clock(time(12), True, fold)
    if kept in ("midnight", "12 midnight"):
        return Clock(time(0), True, fold)
    # Hours that are called so are counted to 24.
    bare = re.sub(r"(?<=\d) ?(?:h|hrs?|hours?):?$", "", kept)
    found = re.fullmatch(
        r"(\d{1,2})(?:(?:[: ]?|( ?h ?))(\d{2}))?(?::(\d{2}))?\s*([ap])?", bare, flags=re.ASCII
    )
    if not found:
        return None
    counted = bare != kept or found[2] is not None
    hour, minute = int(found[1]), int(found[3] or 0)
    half = found[5]
    if half:
        # "0:50 am" is what a clock of 24 hours shows; there is no "0:50 pm".
        if not (1 <= hour <= 12 or (hour == 0 and half == "a")):
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    leading_zero = len(found[1]) == 2 and found[1].startswith("0")
    sure = bool(half) or counted or hour > 12 or hour == 0 or leading_zero
    return Clock(time(hour, minute), sure, fold)


def read_day(text: str, today: date) -> date | None:
    """Read a date as people type it, or give None: today, Friday, 9/14, 9/14/26, Sep 14,
    2026-09-14, 20260914.

    A weekday is the last one that has come, "last Friday" is before today; a day without a year is
    the last one that has come, where it would else lie more than a week ahead.
    """
    kept = " ".join(texts.plain(text).lower().replace(",", " ").split())
    if kept in ("today", "t", "tonight", "now"):
        return today
    if kept in ("yesterday", "y", "last night"):
        return today - timedelta(days=1)
    if kept == "tomorrow":
        return today + timedelta(days=1)
    weekday = _WEEKDAYS.get(re.sub(r"^(last|this) |\.$", "", kept))
    if weekday is not None:
        back = (today.weekday() - weekday) % 7
        return today - timedelta(days=7 if back == 0 and kept.startswith("last ") else back)
    written = _written(kept)
    if written is None:
        return None
    year, month, day = written
    try:
        if year is not None:
            return date(year, month, day)
        # 29 February is looked for in the last leap year; four years back finds it.
        for back in range(5):
            if month == 2 and day == 29 and not calendar.isleap(today.year + 1 - back):
                continue
            guess = date(today.year + 1 - back, month, day)
            if guess <= today + timedelta(days=7):
                return guess
    except ValueError:
        return None
    return None


def _written(kept: str) -> tuple[int | None, int, int] | None:
    """Give year, month and day as they stand in a text of small letters, whether or not there is that day."""
    kept = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? (?=\S*\d|[a-z]{3})", "", kept)
    year: str | None
    if found := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d\d)(\d\d)", kept, flags=re.ASCII):
        year = found[1] or found[5]
        month, day = int(found[3] or found[6]), int(found[4] or found[7])
    elif found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?", kept, flags=re.ASCII):
        year, month, day = found[3], int(found[1]), int(found[2])
    elif found := re.fullmatch(
        r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}|\d{2}))?", kept, flags=re.ASCII
    ):
        year, month, day = found[3], _month(found[1]), int(found[2])
    elif found := re.fullmatch(r"(\d{1,2}) ([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?", kept, flags=re.ASCII):
        year, month, day = found[3], _month(found[2]), int(found[1])
    else:
        return None
    if year is None:
        return None, month, day
    full = int(year) + (2000 if len(year) == 2 else 0)
    return (full, month, day) if FIRST_YEAR <= full <= LAST_YEAR else None


def unread_day(text: str, today: date) -> Problem:
    """Say why a text that was typed for a date is none: no such day in its month, or nothing like a date."""
    shown = text.strip()[:40]
    written = _written(" ".join(texts.plain(text).lower().replace(",", " ").split()))
    if written is not None and 1 <= written[1] <= 12:
        year, month, day = written[0] or today.year, *written[1:]
        days = calendar.monthrange(year, month)[1]
        if not 1 <= day <= days:
            return Problem(
                "problem.no_such_day", {"text": shown, "month": date(year, month, 1), "days": days}
            )
    return Problem("problem.not_a_day", {"text": shown})


def read_coming_day(text: str, today: date) -> date | None:
    """Read a date that is likely still to come, or give None.

    A weekday is the next one from today on; a day without a year is the next one that comes, where
    it would else lie more than four weeks back.
    """
    day = read_day(text, today)
    kept = " ".join(texts.plain(text).lower().replace(",", " ").split())
    bare = re.sub(r"^(this|next) |\.$", "", kept)
    if bare in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[bare] - today.weekday()) % 7)
    if day is None or not _YEARLESS.fullmatch(re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? ", "", kept)):
        return day
    for year in range(day.year + 1, day.year + 9):  # to the next 29 February at most
        if day >= today - timedelta(days=28):
            break
        following = read_day(text, date(year, 12, 24))
        if following is not None:
            day = max(day, following)
    return day


_YEARLESS = re.compile(
    r"\d{1,2}[/.-]\d{1,2}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2} [a-z]{3,9}\.?", re.ASCII
)


def past_day(text: str, today: date, where: str, problems: Problems) -> date | None:
    """Read a day that has come; blank gives None, and one that is unclear or still to come is a problem."""
    if not text.strip():
        return None
    day = read_day(text, today)
    if day is None:
        problems.put(where, unread_day(text, today))
    elif day > today:
        problems.add(where, "problem.in_future")
        return None
    return day


def coming_day(
    text: str, today: date, where: str, problems: Problems, *, needed: bool = False
) -> date | None:
    """Read a day that may lie ahead; blank gives None and is a problem where it is needed."""
    if not text.strip():
        if needed:
            problems.add(where, "problem.needed")
        return None
    day = read_coming_day(text, today)
    if day is None:
        problems.put(where, unread_day(text, today))
    return day


def day_text(day: date | None) -> str:
    """Give a day as it would be typed so that it means nothing else, "" for None."""
    return "" if day is None else day.isoformat()


def year_before(day: date) -> date:
    """Give the same day a year earlier; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _month(word: str) -> int:
    """Give the number of a month from its name or the beginning of it, 0 for any other word."""
    word = "sep" if word == "sept" else word
    found = [number for number, name in enumerate(_MONTH_NAMES, 1) if name.startswith(word)]
    return found[0] if len(word) >= 3 and found else 0


def instants(day: date, clock: Clock, zone: tzinfo) -> list[datetime]:
    """Give the UTC instants at which a clock in `zone` shows this reading on this day.

    One as a rule, two in the hour that comes twice, none in the hour that is skipped.
    """
    found = []
    for fold in (0, 1) if clock.fold is None else (clock.fold,):
        local = datetime.combine(day, clock.time, zone).replace(fold=fold)
        instant = local.astimezone(UTC)
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

    The span is a day at most. A reading without am or pm ("10:30") is whichever half of the day comes first.
    """
    readings = [clock]
    if not clock.sure:
        readings.append(Clock(time((clock.time.hour + 12) % 24, clock.time.minute), True, clock.fold))
        # Where one of the two falls into a skipped hour the other is not what was meant.
        within = min(within, _UNSURE_WITHIN)
    local_day = start.astimezone(zone).date()
    found = [
        instant
        for reading in readings
        for day in (local_day, local_day + timedelta(days=1))
        for instant in instants(day, reading, zone)
        if instant - start <= within and (instant > start or (allow_equal and instant == start))
    ]
    return min(found, default=None)


def month_bounds(year: int, month: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """Give the first instant of a civil month in `zone` and of the next one, both in UTC."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return day_start(date(year, month, 1), zone), day_start(following, zone)


def day_start(day: date, zone: tzinfo) -> datetime:
    """Give the first instant of a civil day in `zone`, in UTC."""
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def day_end(day: date, zone: tzinfo) -> datetime:
    """Give the last minute of a civil day in `zone`, in UTC."""
    return day_start(day + timedelta(days=1), zone) - timedelta(minutes=1)


def clock_text(at: datetime, zone: tzinfo) -> str:
    """Give an instant as a reading that means nothing else, such as "10:40 pm".

    In the hour that comes twice it ends in "pdt" or "pst".
    """
    local = at.astimezone(zone)
    text = f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
    twice = len(instants(local.date(), Clock(time(local.hour, local.minute)), zone)) > 1
    return text + ((" pst" if local.fold else " pdt") if twice else "")
