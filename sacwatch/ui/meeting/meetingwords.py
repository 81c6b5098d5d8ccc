"""How meetings are told in the window."""

from __future__ import annotations

from datetime import date, time, tzinfo

from sacwatch import words
from sacwatch.domain.checklists import Check
from sacwatch.domain.listing import MeetingLine
from sacwatch.domain.meetings import Meeting, MeetingState
from sacwatch.i18n import N_, _
from sacwatch.ui import shown


def name(meeting: Meeting | MeetingLine) -> str:
    """Give what a meeting is called."""
    return meeting.title or words.label("meeting", meeting.kind.value)


def clock(at: time) -> str:
    """Give a time of the day such as "7:00 pm"."""
    return f"{at.hour % 12 or 12}:{at:%M} {_('am') if at.hour < 12 else _('pm')}"


def when(meeting: Meeting | MeetingLine, today: date) -> str:
    """Give day and time for a list, such as "Tue, Dec 1, 7:00 pm"."""
    return f"{shown.short_day(meeting.day, today)}, {clock(meeting.start)}"


def span(meeting: Meeting, zone: tzinfo) -> str:
    """Give day and times of a meeting in full."""
    day = shown.day(meeting.day)
    if meeting.minutes is None:
        return f"{day}, {clock(meeting.start)}"
    return f"{day}, {shown.span(meeting.starts_at(zone), meeting.ends_at(zone), zone)}"


def came(people: int) -> str:
    """Say how many came."""
    return shown.count(people, N_("{count} person here"), N_("{count} people here"))


def state(line: MeetingLine, today: date) -> str:
    """Say how far a meeting is, for a list."""
    if line.state is MeetingState.CLOSED and not line.minuted:
        return _("Closed, no minutes")
    if line.state is MeetingState.PLANNED and line.day < today:
        return _("Over, not closed")
    return words.label("course", line.state.value)


def check(one: Check) -> str:
    """Give what a line of the checklist says."""
    return one.what if one.own else words.label("todo", one.what)


def today_line(line: MeetingLine, today: date) -> str:
    """Give a meeting as the Today page names it."""
    return " · ".join(part for part in (name(line), when(line, today), line.place_text) if part)
