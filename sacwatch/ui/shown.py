"""How values are shown on screen: dates, times, durations, people."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from sacwatch import words
from sacwatch.domain import texts
from sacwatch.i18n import _, ngettext

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(value: date) -> str:
    """Give a date such as "Sat, Nov 21, 2026", the same on every system."""
    return f"{_(_DAYS[value.weekday()])}, {_(_MONTHS[value.month - 1])} {value.day}, {value.year}"


def short_day(value: date, today: date) -> str:
    """Give a date for a list: "Sat, Nov 21", with its year where that is not this one."""
    told = f"{_(_DAYS[value.weekday()])}, {_(_MONTHS[value.month - 1])} {value.day}"
    return told if value.year == today.year else f"{told}, {value.year}"


def month(value: date) -> str:
    """Give the month of a date, such as "November 2026"."""
    return words.month(value.year, value.month)


def clock(at: datetime, zone: tzinfo) -> str:
    """Give a time such as "10:40 pm" in a zone."""
    local = at.astimezone(zone)
    return f"{local.hour % 12 or 12}:{local:%M} {_('am') if local.hour < 12 else _('pm')}"


def hour(number: int, *, end: bool = False) -> str:
    """Give an hour of the day (0 to 23) such as "10 pm", or its end such as "10:59 pm"."""
    half = _("am") if number < 12 else _("pm")
    return f"{number % 12 or 12}{':59' if end else ''} {half}"


def weekday(number: int) -> str:
    """Give a day of the week such as "Mon", which is 0."""
    return _(_DAYS[number])


def moment(at: datetime, zone: tzinfo) -> str:
    """Give a date and time in a zone."""
    return f"{day(at.astimezone(zone).date())}, {clock(at, zone)}"


def span(start: datetime, finish: datetime, zone: tzinfo) -> str:
    """Give "8:30 pm – 10:00 pm", with the second date where it is another."""
    first, last = start.astimezone(zone), finish.astimezone(zone)
    if first.date() == last.date():
        return f"{clock(start, zone)} – {clock(finish, zone)}"
    return f"{clock(start, zone)} – {day(last.date())}, {clock(finish, zone)}"


def whole_days(start: datetime, end: datetime, zone: tzinfo) -> tuple[date, date] | None:
    """Give the first and last day of a range that covers whole days in a zone, or None."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    whole = (first.hour, first.minute) == (0, 0) and (last.hour, last.minute) == (23, 59)
    return (first.date(), last.date()) if whole else None


def duration(value: timedelta | int) -> str:
    """Give a duration (a timedelta, or minutes) such as "1 hr 30 min"."""
    minutes = value if isinstance(value, int) else round(value.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} hr").format(hours=hours)
    return _("{hours} hr {minutes} min").format(hours=hours, minutes=rest)


def miles(value: Decimal) -> str:
    """Give a distance such as "12.4 miles"."""
    return _("{miles} miles").format(miles=texts.number_text(value))


def count(number: int, one: str, many: str) -> str:
    """Give "3 patrols" from the two forms, which hold {count}."""
    return ngettext(one, many, number).format(count=f"{number:,}")
