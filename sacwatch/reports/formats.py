"""Dates, times and amounts as they stand on paper; times are given in Sacramento's zone.

U+00A0 keeps together what no line should part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sacwatch.domain.times import SACRAMENTO, Clock, instants
from sacwatch.i18n import N_, _, ngettext

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_WHOLE_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_SHORT_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def long_day(when: date) -> str:
    """Give a date such as "Sat, Nov 21, 2026"."""
    return _("{weekday}, {month}\u00a0{day}, {year}").format(
        weekday=_(_WEEKDAYS[when.weekday()]),
        month=_(_SHORT_MONTHS[when.month - 1]),
        day=when.day,
        year=when.year,
    )


def short_day(when: date) -> str:
    """Give a date such as "Sat, Nov 21"."""
    return _("{weekday}, {month}\u00a0{day}").format(
        weekday=_(_WEEKDAYS[when.weekday()]), month=_(_SHORT_MONTHS[when.month - 1]), day=when.day
    )


def whole_day(when: date) -> str:
    """Give a date in whole words such as "Saturday, November 21"."""
    return _("{weekday}, {month}\u00a0{day}").format(
        weekday=_(_WHOLE_WEEKDAYS[when.weekday()]), month=_(_MONTHS[when.month - 1]), day=when.day
    )


def month_day(when: date) -> str:
    """Give a date such as "Nov 21"."""
    return _("{month}\u00a0{day}").format(month=_(_SHORT_MONTHS[when.month - 1]), day=when.day)


def days(first: date, last: date) -> str:
    """Give a span of days such as "Sun, Nov 1, 2026 to Mon, Nov 30, 2026"; one day stands alone."""
    if first == last:
        return long_day(first)
    return _("{first} to {last}").format(first=long_day(first), last=long_day(last))


def month(year: int, number: int) -> str:
    """Give a month such as "November 2026"."""
    return _("{month} {year}").format(month=_(_MONTHS[number - 1]), year=year)


def short_month(year: int, number: int) -> str:
    """Give a month such as "Nov 2026"."""
    return _("{month} {year}").format(month=_(_SHORT_MONTHS[number - 1]), year=year)


def period(first: date, last: date) -> str:
    """Give a period such as "2026", "Jul to Sep 2026" or "November 2026", or else its two days."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return str(first.year)
        if first.month == last.month:
            return month(first.year, first.month)
        return _("{first} to {last} {year}").format(
            first=_(_SHORT_MONTHS[first.month - 1]), last=_(_SHORT_MONTHS[last.month - 1]), year=first.year
        )
    return days(first, last)


def local_day(at: datetime) -> date:
    """Give the civil date of an instant in Sacramento."""
    return at.astimezone(SACRAMENTO).date()


def weekday(number: int) -> str:
    """Give a day of the week such as "Mon", which is 0."""
    return _(_WEEKDAYS[number])


def hour(number: int) -> str:
    """Give an hour of the day such as "10 pm"; 24 is midnight, like 0."""
    words = _("{hour}\u00a0am") if number % 24 < 12 else _("{hour}\u00a0pm")
    return words.format(hour=number % 12 or 12)


def clock(at: datetime) -> str:
    """Give a time such as "10:40 pm"; the hour that comes twice says whether it is PDT or PST."""
    local = at.astimezone(SACRAMENTO)
    text = clock_time(local.time())
    reading = Clock(local.time().replace(second=0, microsecond=0, fold=0))
    if len(instants(local.date(), reading, SACRAMENTO)) > 1:
        return f"{text}\u00a0{_('PST') if local.fold else _('PDT')}"
    return text


def clock_time(at: time) -> str:
    """Give a reading of a clock such as "10:40 pm"."""
    told = _("{hour}:{minute:02}\u00a0am") if at.hour < 12 else _("{hour}:{minute:02}\u00a0pm")
    return told.format(hour=at.hour % 12 or 12, minute=at.minute)


def weekdays() -> list[str]:
    """Give the short names of the days of the week, Monday first."""
    return [_(each) for each in _WEEKDAYS]


def moment(at: datetime) -> str:
    """Give an instant such as "Sat, Nov 21, 2026, 10:40 pm"."""
    return _("{day}, {time}").format(day=long_day(local_day(at)), time=clock(at))


def clock_range(start: datetime, end: datetime) -> str:
    """Give a span such as "9:30 pm to 10:40 pm"; a change of date is told."""
    if local_day(start) == local_day(end):
        return _("{start} to {end}").format(start=clock(start), end=clock(end))
    if local_day(end) - local_day(start) == timedelta(days=1):
        return _("{start} to {end} (next day)").format(start=clock(start), end=clock(end))
    return _("{start} to {end} ({day})").format(
        start=clock(start), end=clock(end), day=short_day(local_day(end))
    )


def happened(start: datetime, end: datetime | None, *, with_year: bool = True) -> tuple[str, str]:
    """Give the date and the time of something that happened at a time or within a span.

    A span of whole days was entered as a date alone, so no time is given.
    """
    day = long_day if with_year else short_day
    first = local_day(start)
    if end is None or end == start:
        return day(first), clock(start)
    last = local_day(end)
    whole_days = (
        start.astimezone(SACRAMENTO).strftime("%H%M") == "0000"
        and (end + timedelta(minutes=1)).astimezone(SACRAMENTO).strftime("%H%M") == "0000"
    )
    if first == last:
        return day(first), _("time not known") if whole_days else clock_range(start, end)
    if whole_days:
        return _("{first} to {last}").format(first=day(first), last=day(last)), _("time not known")
    return day(first), clock_range(start, end)


def duration(minutes: int) -> str:
    """Give a length of time such as "2 hr 10 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes}\u00a0min").format(minutes=rest)
    if not rest:
        return _("{hours:,}\u00a0hr").format(hours=hours)
    return _("{hours:,}\u00a0hr\u00a0{minutes}\u00a0min").format(hours=hours, minutes=rest)


def hours(minutes: int) -> str:
    """Give a length of time in hours to the hundredth, such as "2.17"."""
    return f"{minutes / 60:,.2f}"


def amount(value: Decimal | int) -> str:
    """Give a number without needless zeros, such as "1,204.5"."""
    number = Decimal(value)
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"


def listed(things: Sequence[str]) -> str:
    """Give several things in one sentence: "a", "a and b", "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return _("{most} and {last}").format(most=", ".join(things[:-1]), last=things[-1])


def isolated(text: str) -> str:
    """Give a text so that its direction cannot change that of the sentence around it (UAX #9)."""
    return text if text.isascii() else f"\u2068{text}\u2069"


def number(told: str) -> str:
    """Give a phone number so that it stands on one line; its extension, or what sort it is, may go on."""
    digits, blank, rest = told.partition(" ext. ")
    return re.sub(r"(?<=[\d)]) (?=\d)", "\u00a0", digits) + (f" ext.\u00a0{rest}" if blank else "")


def people(count: int) -> str:
    """Give how many patrollers, such as "2 patrollers"."""
    return ngettext("{count} patroller", "{count} patrollers", count).format(count=count)
