"""The lines about meetings on the page of what wants doing today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sacwatch.domain.kinds import Kind, Ref
from sacwatch.i18n import _
from sacwatch.services.meetingstoday import MeetingsToday
from sacwatch.ui.meeting import meetingwords


def meeting_lines(found: MeetingsToday, today: date) -> Iterator[tuple[str, Ref]]:
    """Give each line with the meeting to which it leads."""
    if found.coming is not None:
        told = meetingwords.today_line(found.coming, today)
        line = _("Meeting today: {what}") if found.coming.day == today else _("Next meeting: {what}")
        yield line.format(what=told), Ref(Kind.MEETING, found.coming.id)
    for each in found.unclosed:
        told = meetingwords.today_line(each, today)
        yield _("Over and not closed yet: {what}").format(what=told), Ref(Kind.MEETING, each.id)
    for each in found.without_minutes:
        told = meetingwords.today_line(each, today)
        yield _("Closed without minutes: {what}").format(what=told), Ref(Kind.MEETING, each.id)
