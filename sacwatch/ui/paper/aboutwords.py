"""What a paper is about, in the words of the list of papers that are ticked."""

from __future__ import annotations

from datetime import date, tzinfo

from sacwatch import words
from sacwatch.domain.concerns import Concern
from sacwatch.domain.listing import IncidentLine, MeetingLine, PatrolLine
from sacwatch.domain.sheets import Sheet
from sacwatch.services import subjects
from sacwatch.services.picturing import About
from sacwatch.ui import shown
from sacwatch.ui.meeting import meetingwords
from sacwatch.ui.records.sheetwords import sheet_words


def about_words(about: About, *, today: date, zone: tzinfo) -> str:
    """Give which patrol, incident, month, meeting or days a paper is of; "" where there is only one of it."""
    needs, what, subject = about.needs, about.what, about.subject
    if isinstance(what, PatrolLine):
        parts = [shown.short_day(what.day, today), shown.clock(what.started_at, zone), what.area]
        return " · ".join(part for part in parts if part)
    if isinstance(what, IncidentLine):
        day = shown.short_day(what.occurred_from.astimezone(zone).date(), today)
        return " · ".join(part for part in (day, words.label("incident", what.kind.value)) if part)
    if isinstance(what, MeetingLine):
        return f"{meetingwords.when(what, today)} · {meetingwords.name(what)}"
    if isinstance(what, Concern):
        parts = [shown.short_day(what.raised_on, today), words.label("topic", what.topic.value)]
        return " · ".join(parts)
    if isinstance(what, Sheet):
        return sheet_words(what, today)
    if not subject:
        return ""
    if needs in ("month", "shift_month"):
        year, month = subjects.read_month(subject)
        return shown.month(date(year, month, 1))
    if needs == "period":
        return _days(*subjects.read_period(subject), today)
    if needs == "shift_week":
        return _days(*subjects.read_week(subject), today)
    if needs == "hours":
        return _days(*subjects.read_hours(subject)[:2], today)
    if needs == "member_hours":
        days = _days(*subjects.read_member_hours(subject)[1:3], today)
        return " · ".join(part for part in (what if isinstance(what, str) else "", days) if part)
    return what if isinstance(what, str) else ""


def _days(first: date, last: date, today: date) -> str:
    if first == last:
        return shown.short_day(first, today)
    return f"{shown.short_day(first, today)} – {shown.short_day(last, today)}"
