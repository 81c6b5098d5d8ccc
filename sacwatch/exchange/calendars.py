"""Calendar files (iCalendar, RFC 5545) that ordinary calendars take in.

Times are told by the clock on the wall together with the rules of its zone, so that an evening stays an
evening when the clocks change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

ZONE_NAME = "America/Los_Angeles"


@dataclass(frozen=True)
class Rule:
    """How an event comes again. Weeks begin on Sunday; Monday is 0."""

    every: int
    weekdays: tuple[int, ...]
    nth: int | None = None
    """Which of the month's, -1 the last; None where it comes by the week."""
    until: datetime | None = None
    """Aware UTC: the last one may begin then."""


@dataclass(frozen=True)
class Event:
    """One event or a series of them. `start` is what the clock on the wall shows, without a zone."""

    uid: str
    start: datetime
    end: datetime
    """Aware UTC; of a series that of its first one, on a night without a change of the clocks."""
    title: str
    stamp: datetime
    """When it was last changed, aware UTC."""
    sequence: int
    place: str = ""
    told: str = ""
    rule: Rule | None = None
    without: tuple[datetime, ...] = ()
    """Starts of the series, by the clock on the wall, that fall out."""
    instead_of: datetime | None = None
    """The start in the series, by the clock on the wall, whose place this one takes."""


_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(events: list[Event], name: str) -> bytes:
    """Give a calendar file."""
    file = icalendar.Calendar()
    file.add("prodid", "-//SacWatch//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    file.add("x-wr-timezone", ZONE_NAME)
    file.add_component(_zone())
    for event in events:
        file.add_component(_event(event))
    return bytes(file.to_ical())


def _zone() -> icalendar.Timezone:
    """Give the rules of the zone as they have been since 2007 (Energy Policy Act of 2005, section 110)."""
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE_NAME)
    for part, name, begin, before, after, month, day in (
        (icalendar.TimezoneDaylight(), "PDT", datetime.fromisoformat("2007-03-11T02:00"), -8, -7, 3, "2SU"),
        (icalendar.TimezoneStandard(), "PST", datetime.fromisoformat("2007-11-04T02:00"), -7, -8, 11, "1SU"),
    ):
        part.add("tzname", name)
        part.add("dtstart", begin)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": day})
        zone.add_component(part)
    return zone


def _event(event: Event) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.stamp.astimezone(UTC))
    made.add("last-modified", event.stamp.astimezone(UTC))
    made.add("sequence", event.sequence)
    _local(made, "dtstart", event.start)
    _length(made, event)
    made.add("summary", event.title)
    if event.place:
        made.add("location", event.place)
    if event.told:
        made.add("description", event.told)
    if event.rule is not None:
        made.add("rrule", _rule(event.rule))
    for start in event.without:
        _local(made, "exdate", start)
    if event.instead_of is not None:
        _local(made, "recurrence-id", event.instead_of)
    return made


def _length(made: icalendar.Event, event: Event) -> None:
    """Say how long it lasts, so that no two readers can differ (RFC 5545, 3.8.5.3 and 3.8.2.2).

    Of a series as a length of time; of one event as its end, in UTC where the clocks change meanwhile.
    """
    begun = event.start.replace(tzinfo=ZoneInfo(ZONE_NAME))
    if event.rule is not None:
        made.add("duration", event.end - begun.astimezone(UTC))
        return
    end = event.end.astimezone(ZoneInfo(ZONE_NAME))
    if end.utcoffset() == begun.utcoffset():
        _local(made, "dtend", end.replace(tzinfo=None))
    else:
        made.add("dtend", event.end)


def _local(made: icalendar.Event, name: str, at: datetime) -> None:
    """Add a time by the clock on the wall, which may be one that the clocks skip."""
    made.add(name, icalendar.vDatetime(at), parameters={"TZID": ZONE_NAME})


def _rule(rule: Rule) -> dict[str, object]:
    days = [_DAYS[each] for each in rule.weekdays]
    if rule.nth is None:
        found: dict[str, object] = {"freq": "weekly", "interval": rule.every, "byday": days, "wkst": "SU"}
    else:
        found = {"freq": "monthly", "interval": rule.every, "byday": [f"{rule.nth}{each}" for each in days]}
    if rule.until is not None:
        found["until"] = rule.until.astimezone(UTC)
    return found
