"""The calendar file of a meeting, for phones and computers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sacwatch import paths
from sacwatch.domain.meetings import Meeting
from sacwatch.i18n import _
from sacwatch.store.work import Work
from sacwatch.words import label


@dataclass(frozen=True)
class Gathered:
    """Everything that a calendar file is made from; nothing of the store is needed any more."""

    meeting: Meeting
    title: str
    file_name: str
    zone: tzinfo


def gather(work: Work, meeting_id: str, *, zone: tzinfo) -> Gathered:
    """Gather a meeting for a calendar file, which anybody may have; raises NotFound."""
    meeting = work.meetings.without_signins(meeting_id)
    watch = work.watches.get(work.watch_id)
    named = meeting.title or label("meeting", meeting.kind.value)
    title = _("{meeting}, {watch}").format(meeting=named, watch=watch.name)
    name = paths.safe_name(f"{named} {meeting.day.isoformat()}", suffix=".ics")
    return Gathered(meeting, title, name, zone)


def make(gathered: Gathered) -> bytes:
    """Give the calendar file. Needs no store; for the pool."""
    from sacwatch.exchange.calendars import Event, calendar  # a door: icalendar

    meeting = gathered.meeting
    told = [each.title for each in meeting.agenda]
    guests = [", ".join(filter(None, (each.name, each.of))) for each in meeting.guests]
    if guests:
        told.append(_("Guests: {guests}").format(guests="; ".join(guests)))
    event = Event(
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"sacwatch:meeting:{meeting.id}")),
        start=datetime.combine(meeting.day, meeting.start),
        end=meeting.ends_at(gathered.zone),
        title=gathered.title,
        stamp=meeting.changed_at,
        # Seconds, so that a calendar takes what was changed later for newer.
        sequence=int((meeting.changed_at - meeting.created_at).total_seconds()),
        place=meeting.place.text,
        told="\n".join(told),
    )
    return calendar([event], gathered.title)
