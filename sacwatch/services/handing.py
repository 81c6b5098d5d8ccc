"""What leaves and is no paper, for the ledger: lists, members, calendars, maps, photos and copied text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import Handed
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.members import Member
from sacwatch.reports.fingerprints import fingerprint
from sacwatch.services import ledgers

if TYPE_CHECKING:
    from sacwatch.services import listfiles, mapgathering, mapselecting, meetingcalendars, shiftcalendars


def of_list(which: listfiles.Lists, table: listfiles.Table, audience: Audience) -> Handed:
    """Give what is remembered of a list that was saved as a table."""
    return _handed("list", which.value, audience, (table.heads, table.rows), table.records)


def of_members(people: Sequence[Member], audience: Audience, sort: str) -> Handed:
    """Give what is remembered of members that were saved for other programs; `sort` is of what file."""
    return _handed("members", sort, audience, tuple(people))


def of_shifts(gathered: shiftcalendars.Gathered) -> Handed:
    """Give what is remembered of a calendar file of shifts: everybody's, or one member's own."""
    whose = gathered.member_id or ""
    made_of = (gathered.shifts, tuple(sorted(gathered.names.items())))
    return _handed("shift-file", whose, gathered.audience, made_of)


def of_meeting(gathered: meetingcalendars.Gathered) -> Handed:
    """Give what is remembered of the calendar file of a meeting, which is for everybody."""
    return _handed("meeting-file", gathered.meeting.id, Audience.PUBLIC, gathered.meeting)


def of_text(meeting_id: str, told: str) -> Handed:
    """Give what is remembered of the handout of a meeting as plain text, which is for everybody."""
    refs = (Ref(Kind.MEETING, meeting_id),)
    return _handed("handout-text", meeting_id, Audience.PUBLIC, told, refs)


def of_map(gathered: mapgathering.Gathered, sort: str) -> Handed:
    """Give what is remembered of a map as it was in view; `sort` is what was made of it.

    A newer one of another part of the town makes it no old one: two are of the same map where both show
    the same.
    """
    return _handed(
        "map-view", f"{sort} {fingerprint(gathered.shown)[:12]}", gathered.options.audience, gathered
    )


def of_map_list(table: mapselecting.Table, audience: Audience) -> Handed:
    """Give what is remembered of the list beside the map, or of streets."""
    content = fingerprint((table.heads, table.rows))
    return Handed(
        report="map-list",
        subject=content[:12],
        audience=audience,
        fingerprint=content,
        records=table.records,
    )


def of_photo(photo: Attachment) -> Handed:
    """Give what is remembered of a photo that was saved elsewhere: it is as the captain sees it."""
    return Handed(
        report="photo",
        subject=photo.id,
        fingerprint=photo.sha256,
        records=(Ref(Kind.ATTACHMENT, photo.id),),
    )


def _handed(
    report: str, subject: str, audience: Audience, made_of: Any, records: tuple[Ref, ...] = ()
) -> Handed:
    return Handed(
        report=report,
        subject=subject,
        audience=audience,
        fingerprint=fingerprint(made_of),
        records=records or tuple(dict.fromkeys(ledgers.refs_in(made_of))),
    )
