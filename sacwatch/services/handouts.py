"""The handout of a meeting: gathered from the records since the last one, and arranged by the captain."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from sacwatch import words
from sacwatch.domain import handouts as rules
from sacwatch.domain import sensitive, statements, times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Refused
from sacwatch.domain.handouts import Arrangement, ArrangementDraft, Tip, Tongue
from sacwatch.domain.incidents import Incident
from sacwatch.domain.leftout import Thing
from sacwatch.domain.listing import IncidentQuery, MeetingLine
from sacwatch.domain.meetings import Meeting, MeetingState, announced
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.domain.places import Point
from sacwatch.domain.resources import Layout
from sacwatch.domain.statements import Step, Stretch
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints
from sacwatch.services import (
    cardpapers,
    concernpapers,
    handedout,
    meetingpapers,
    papermaps,
    settings,
    showing,
)
from sacwatch.services.handedout import HANDOUT, NEWSLETTER
from sacwatch.services.orders import Ask, Gathered, Order, file_name, letterhead, title_of
from sacwatch.services.settings import SPANISH_REVIEWED
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.handoutblocks import Date, Handout, Told

_WITHOUT_MEETING = timedelta(days=30)
"""How far back the first handout tells, where there was no meeting before."""
_LONGEST = timedelta(days=366)
_DATES = 6
_MEETINGS = 500
"""Of so many the handouts are kept current: more than forty years of monthly ones."""
_SHOWN = (Thing.PLACES, Thing.TOLD, Thing.NAMES, Thing.COUNTED)
Dots = tuple[tuple[Point, Sort], ...]


@dataclass(frozen=True)
class Arranging:
    """What a captain arranges a handout with."""

    arrangement: Arrangement
    fitting: Tip
    """The tip that fits where none is chosen."""
    spanish_reviewed: bool


def arranging(work: Work, id_: str, *, zone: tzinfo) -> Arranging:
    """Give how the handout of a meeting is arranged; raises NotFound."""
    meeting = work.meetings.without_signins(id_)
    since, until = _stretch(work, meeting, zone)
    seen = showing.eyes(work, Audience.PUBLIC).see_all(work.incidents.within(since, until))
    kinds = (each.kind for each in sensitive.told(seen, Audience.PUBLIC))
    fitting = rules.fitting(kinds, _day(until, zone).month)
    return Arranging(meeting.handout, fitting, settings.get(work)[SPANISH_REVIEWED])


def arrange(
    work: Work, id_: str, draft: ArrangementDraft, *, spanish_reviewed: bool | None = None
) -> Meeting:
    """Arrange the handout of a meeting; raises Invalid, NotFound, or Refused where it is closed.

    `spanish_reviewed` says whether somebody who speaks Spanish has read it, or None for what was said.
    """
    meeting = work.meetings.get(id_)
    if meeting.state is MeetingState.CLOSED:
        raise Refused("trouble.meeting_closed")
    if spanish_reviewed is not None and spanish_reviewed is not settings.get(work)[SPANISH_REVIEWED]:
        settings.put(work, SPANISH_REVIEWED, spanish_reviewed)
    work.does = "step.handout_arranged"
    changed = dataclasses.replace(
        meeting, handout=rules.settle(draft), changed_at=work.now, changed_by=work.by
    )
    work.meetings.change(changed)
    return changed


def collect(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the handout or the newsletter of a meeting; raises NotFound.

    What everybody got of a closed meeting is as it was kept then, unless it tells what may not be told any
    more: then it is made anew, and says so, as does a copy for others.
    """
    frozen: tuple[str, bytes] | None = ask(lambda work: _frozen(work, order))
    if frozen is not None:
        return Gathered(order, frozen[1], frozen[0], fingerprints.fingerprint((order.report, frozen[1])))
    data, dots = ask(lambda work: gather(work, letterhead(work, order), order, zone=zone))
    name = file_name(
        f"{title_of(order)} {data.meeting.day.isoformat()}{_in_language(data.arrangement.tongue)}"
    )
    return Gathered(order, data, name, fingerprints.fingerprint((order.report, data, dots)), dots)


def _in_language(tongue: Tongue) -> str:
    """Give what tells the file of another language from the English one."""
    if tongue is Tongue.ENGLISH:
        return ""
    told = [Tongue.ENGLISH, Tongue.SPANISH] if tongue is Tongue.BOTH else [tongue]
    return " " + "-".join(words.label("tongue", each.value) for each in told)


def _frozen(work: Work, order: Order) -> tuple[str, bytes] | None:
    """Give the name and the pages of a handout as it was at the closing, or None where it is live."""
    meeting = work.meetings.without_signins(order.subject)
    name = handedout.kept_name(order.report, large=order.large)
    if meeting.state is not MeetingState.CLOSED or name is None or order.audience is not Audience.PUBLIC:
        return None
    return _kept(work, meeting, name)


def _kept(work: Work, meeting: Meeting, paper: str) -> tuple[str, bytes] | None:
    kept = dict(meeting.frozen).get(paper)
    files = work.attachments.get_many([kept]) if kept else []
    if not files or not handedout.may_be_shown(work, meeting):
        return None
    return files[0].name, work.attachments.read_bytes(files[0].sha256)


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Lay the handout out as PDF; needs no store."""
    if isinstance(gathered.data, bytes):
        return gathered.data
    from sacwatch.reports.handout import handout  # a door: ReportLab comes with it

    dots = gathered.dots
    draw = partial(papermaps.drawing, dots) if dots else None
    return handout(gathered.data, made_on, draw, wordy=gathered.order.report == NEWSLETTER)


def plain_text(work: Work, id_: str, *, zone: tzinfo) -> str:
    """Give the handout of a meeting for everybody as plain text, to paste elsewhere; raises NotFound.

    That of a closed meeting is the one that was kept then, as in `collect`.
    """
    from sacwatch.reports.handouttext import plain_text

    meeting = work.meetings.without_signins(id_)
    kept = _kept(work, meeting, handedout.TEXT) if meeting.state is MeetingState.CLOSED else None
    if kept is not None:
        return kept[1].decode("utf-8")
    order = Order(HANDOUT, id_, Audience.PUBLIC)
    data, _dots = gather(work, letterhead(work, order), order, zone=zone)
    return plain_text(data, work.now)


def gather(work: Work, watch: Watch, order: Order, *, zone: tzinfo) -> tuple[Handout, Dots]:
    """Gather all that a handout tells, as its readers may see it, and the dots of its map.

    From the start of the meeting before until the start of this one, or until now. `watch` is reduced
    already. Raises NotFound.
    """
    from sacwatch.reports.handoutblocks import Handout

    meeting, audience = work.meetings.without_signins(order.subject), order.audience
    since, until = _stretch(work, meeting, zone)
    before = work.meetings.before(meeting)
    first, last = _day(since, zone), _day(until, zone)
    eyes = showing.eyes(work, audience)
    seen = eyes.see_all(work.incidents.within(since, until))
    told, dots = _told(seen, audience)
    past = _before(work, since, until, audience)
    calls = cardpapers.gather(work, watch, Layout.HALF.value, audience=audience, zone=zone, large=order.large)
    shown = meeting.handout
    data = Handout(
        watch=watch,
        audience=audience,
        meeting=_printed(meeting, eyes),
        first=first,
        last=last,
        since_meeting=before is not None and since > until - _LONGEST,
        counts=rules.counted((each.kind for each in told), past),
        incidents=told,
        patrols=_patrols(work, since, until, zone, eyes),
        said=concernpapers.said_and_done(work, watch, first, last, audience=audience, large=order.large),
        actions=meetingpapers.doings(showing.told_actions(work, work.actions.open(), audience), eyes, last),
        tip=shown.tip or rules.fitting((each.kind for each in told), last.month),
        calls=calls,
        dates=_dates(work, meeting, audience, zone),
        spanish_reviewed=settings.get(work)[SPANISH_REVIEWED],
        map_key=papermaps.key() if dots else "",
        left_out=eyes.left_out(*_SHOWN),
        made_anew=meeting.state is MeetingState.CLOSED,
        large=order.large,
    )
    return data, dots


def handed_out(work: Work, since: date, until: date, *, latest: bool) -> list[str]:
    """Give the ids of the meetings of a stretch of days at which a handout was given out, oldest first.

    Of the `latest` the one that was closed last, and those that were held since then and are not closed yet.
    """
    lines = [each for each in reversed(work.meetings.latest(limit=_MEETINGS)) if each.day <= until]
    held = [each for each in lines if each.state is not MeetingState.PLANNED]
    if latest:
        closed = [at for at, each in enumerate(held) if each.state is MeetingState.CLOSED]
        return [each.id for each in held[closed[-1] if closed else 0 :]]
    return [each.id for each in held if since <= each.day]


def told_of(work: Work, meeting: Meeting, zone: tzinfo) -> tuple[str, ...]:
    """Give of whom and what the handout of a meeting for everybody tells, for `handedout`."""
    since, until = _stretch(work, meeting, zone)
    first, last = _day(since, zone), _day(until, zone)
    eyes = showing.eyes(work, Audience.PUBLIC)
    worked = statements.state(work.patrols.worked(since, until), first, last, Step.YEAR, zone).whole.shares
    people = [each.member_id for each in worked if each.member_id and eyes.see(each).name]
    actions = showing.told_actions(work, work.actions.open(), Audience.PUBLIC)
    people += [each.member_id for each in actions if each.member_id and eyes.see(each).owner]
    incidents = [each.id for each in sensitive.told(work.incidents.within(since, until), Audience.PUBLIC)]
    found = work.concerns.active_within(first, last)
    concerns = [each.id for each in sensitive.told(found, Audience.PUBLIC)]
    return handedout.marks(people, incidents, concerns)


def _stretch(work: Work, meeting: Meeting, zone: tzinfo) -> tuple[datetime, datetime]:
    """Give the time of which a handout tells."""
    until = min(work.now, meeting.starts_at(zone))
    return _since(work.meetings.before(meeting), until, zone), until


def _since(before: Meeting | None, until: datetime, zone: tzinfo) -> datetime:
    """Give when a handout begins: at the meeting before, or a month back where there was none."""
    if before is None:
        return times.day_start(_day(until, zone) - _WITHOUT_MEETING, zone)
    return max(min(before.starts_at(zone), until), until - _LONGEST)


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def _printed(meeting: Meeting, eyes: Eyes) -> Meeting:
    """Give what a handout prints of its meeting, so that nothing else of it makes the paper another one."""
    seen = eyes.see(meeting)
    return Meeting(
        id=meeting.id,
        watch_id=meeting.watch_id,
        created_at=meeting.created_at,
        changed_at=meeting.changed_at,
        changed_by="",
        kind=seen.kind,
        title=seen.title,
        day=seen.day,
        start=seen.start,
        handout=seen.handout,
    )


def _told(seen: Sequence[Incident], audience: Audience) -> tuple[tuple[Told, ...], Dots]:
    """Give the incidents that are told of, the newest first, and their dots, the oldest first."""
    from sacwatch.reports.handoutblocks import Told

    listed = sensitive.told(seen, audience)
    placed = papermaps.on_their_blocks(listed, audience)
    placed.sort(key=lambda each: (each.occurred_from, each.id))
    dots = tuple((each.place.point, each.kind.sort) for each in placed if each.place.point is not None)
    told = tuple(
        Told(
            kind=each.kind,
            start=each.occurred_from,
            end=each.occurred_to,
            place=each.place.text,
            wording=each.public_wording,
            mapped=each.place.point is not None,
        )
        for each in reversed(placed)
    )
    return told, dots


def _before(work: Work, since: datetime, until: datetime, audience: Audience) -> list[IncidentKind] | None:
    """Give the kinds of an equally long time before, or None where the watch kept no record that long."""
    begin = since - (until - since)
    earliest = work.incidents.find(IncidentQuery(limit=1, descending=False)).lines
    if not earliest or earliest[0].occurred_from > begin:
        return None
    eyes = showing.eyes(work, audience)
    seen = eyes.see_all(work.incidents.within(begin, since))
    return [each.kind for each in sensitive.told(seen, audience)]


def _patrols(work: Work, since: datetime, until: datetime, zone: tzinfo, eyes: Eyes) -> Stretch:
    worked = work.patrols.worked(since, until)
    stated = statements.state(worked, _day(since, zone), _day(until, zone), Step.YEAR, zone)
    whole = eyes.see(stated).whole
    # Miles are of no concern here, and would make the paper another one.
    shares = tuple(dataclasses.replace(each, miles=Decimal(0)) for each in whole.shares)
    return dataclasses.replace(whole, miles=None, shares=shares)


def _dates(work: Work, meeting: Meeting, audience: Audience, zone: tzinfo) -> tuple[Date, ...]:
    """Give the meetings after this one that are planned, of which these readers are told."""
    from sacwatch.reports.handoutblocks import Date

    found = [
        each
        for each in work.meetings.coming(meeting.day, limit=_MEETINGS)
        if (each.day, each.start) > (meeting.day, meeting.start) and announced(each.everybody, audience)
    ]
    return tuple(
        Date(at=_begins(each, zone), name=each.title, kind=each.kind.value, place=each.place_text)
        for each in found[:_DATES]
    )


def _begins(line: MeetingLine, zone: tzinfo) -> datetime:
    return datetime.combine(line.day, line.start, zone)
