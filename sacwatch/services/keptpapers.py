"""The papers that are kept with a meeting as they were when it was closed."""

from __future__ import annotations

from datetime import tzinfo

from sacwatch import paths
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind
from sacwatch.domain.meetings import Meeting
from sacwatch.i18n import _
from sacwatch.services import handedout
from sacwatch.store.work import Work

MINUTES = "minutes"
"""Their name among the reports, and among the papers that are kept."""
PAPERS = (MINUTES, *handedout.FORMS)
"""What is kept: the minutes for the captain, and what is handed out for everybody, in the language that was
chosen for it."""


def keep(work: Work, meeting: Meeting, paper: str, zone: tzinfo) -> str:
    """Make a paper as the records are now, keep it with the meeting, and give the id of its file."""
    name, media_type, data = _made(work, meeting, paper, zone)
    file = Attachment(
        id=work.new_id(),
        watch_id=work.watch_id,
        created_at=work.now,
        changed_at=work.now,
        changed_by=work.by,
        owner_kind=Kind.MEETING,
        owner_id=meeting.id,
        name=name,
        media_type=media_type,
        sha256=work.attachments.keep_bytes(data),
        size=len(data),
    )
    work.attachments.add(file)
    return file.id


def _made(work: Work, meeting: Meeting, paper: str, zone: tzinfo) -> tuple[str, str, bytes]:
    """Give the file name, the media type and the bytes of a paper."""
    from sacwatch.services import handouts, reporting  # a door: what lays papers out

    large = paper == handedout.LARGE
    report = handedout.HANDOUT if paper in (handedout.LARGE, handedout.TEXT) else paper
    audience = Audience.CAPTAIN if paper == MINUTES else Audience.PUBLIC
    gathered = reporting.gather(work, reporting.Order(report, meeting.id, audience, large), zone=zone)
    name = gathered.file_name.removesuffix(".pdf")
    if paper == handedout.TEXT:
        told = handouts.plain_text(work, meeting.id, zone=zone)
        return paths.safe_name(name, suffix=".txt"), "text/plain", told.encode("utf-8")
    if large:
        name = _("{name}, large print").format(name=name)
    return paths.safe_name(name, suffix=".pdf"), "application/pdf", reporting.make(gathered, work.now)


def told_of(work: Work, meeting: Meeting, zone: tzinfo) -> tuple[str, ...]:
    """Give of whom and what the kept forms of the handout tell."""
    from sacwatch.services import handouts  # a door: what lays papers out

    return handouts.told_of(work, meeting, zone)


def of(work: Work, meeting: Meeting) -> list[tuple[str, Attachment]]:
    """Give the papers of a meeting as they were at its closing, each by its name.

    Without those that are not there any more, and without a handout that may not be shown any more.
    """
    files = {each.id: each for each in work.attachments.get_many([file for _paper, file in meeting.frozen])}
    found = [(paper, files[file]) for paper, file in meeting.frozen if file in files]
    if any(paper != MINUTES for paper, _file in found) and not handedout.may_be_shown(work, meeting):
        found = [each for each in found if each[0] == MINUTES]
    return found
