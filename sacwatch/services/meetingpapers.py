"""Gathers the papers of a meeting: agenda, sign-in sheet, minutes and flyer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from sacwatch.domain import cells, sensitive, texts, times
from sacwatch.domain.actions import Action
from sacwatch.domain.audiences import NO_CONSENT, Audience
from sacwatch.domain.concerns import Concern
from sacwatch.domain.errors import NotFound
from sacwatch.domain.handouts import AS_USUAL
from sacwatch.domain.listing import ActionQuery, ConcernQuery, MeetingLine
from sacwatch.domain.meetings import Meeting, MeetingState, announced
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints
from sacwatch.services import orders, showing, signinlists
from sacwatch.services.orders import Ask, Gathered, Order
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work
from sacwatch.words import label

if TYPE_CHECKING:
    from sacwatch.reports.meetings import Came, Doing, MeetingPaper, Raised
    from sacwatch.reports.meetingsheets import SignInSheet

AGENDA, SIGN_IN, MINUTES, FLYER = "agenda", "sign-in-sheet", "minutes", "meeting-flyer"
"""The names of these papers among the reports."""


def collect(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather a paper of a meeting, of which a flyer is for everybody; raises NotFound."""
    audience = Audience.PUBLIC if order.report == FLYER else order.audience
    how: Any = {"audience": audience, "zone": zone, "large": order.large}
    gathering = gather_sheet if order.report == SIGN_IN else gather
    data = ask(lambda work: gathering(work, orders.letterhead(work, order), order.subject, **how))
    about = data.paper if order.report == SIGN_IN else data
    name = orders.file_name(f"{orders.title_of(order)} {about.meeting.day.isoformat()}")
    return Gathered(order, data, name, fingerprints.fingerprint((order.report, data)))


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Lay a paper of a meeting out as PDF; needs no store."""
    from sacwatch.reports import meetings, meetingsheets

    makers: dict[str, Callable[[Any, datetime], bytes]] = {
        AGENDA: meetings.agenda,
        MINUTES: meetings.minutes,
        FLYER: meetingsheets.flyer,
        SIGN_IN: meetingsheets.sign_in_sheet,
    }
    return makers[gathered.order.report](gathered.data, made_on)


def gather(
    work: Work,
    watch: Watch,
    meeting_id: str,
    *,
    audience: Audience,
    zone: tzinfo,
    large: bool = False,
) -> MeetingPaper:
    """Gather a meeting as an audience may see it; raises NotFound."""
    from sacwatch.reports.meetings import MeetingPaper

    meeting = work.meetings.get(meeting_id)
    raised = work.concerns.where(ConcernQuery(meeting_id=meeting.id))
    described = sensitive.told(raised, audience)
    eyes = showing.eyes(work, audience)
    today = work.now.astimezone(zone).date()
    blocks = {each.id: each.name for each in work.watches.get(work.watch_id).blocks}
    waiting = [each for each in work.actions.open() if each.meeting_id != meeting.id]
    noted = work.actions.find(ActionQuery(meeting_id=meeting.id, limit=500)).lines
    open_actions = doings(showing.told_actions(work, waiting, audience), eyes, today)
    new_actions = doings(showing.told_actions(work, noted, audience), eyes, today)
    before = work.meetings.before(meeting)
    if before is not None and not announced(before.everybody, audience):
        before = None
    following = work.meetings.following(meeting)
    if following is not None and not announced(following.everybody, audience):
        following = None
    return MeetingPaper(
        watch=watch,
        audience=audience,
        meeting=_seen(meeting, eyes),
        starts_at=meeting.starts_at(zone),
        ends_at=meeting.ends_at(zone) if meeting.minutes else None,
        invited=_invited(meeting, blocks),
        came=_came(meeting, eyes, blocks),
        open_actions=open_actions,
        new_actions=new_actions,
        more_open=len(open_actions) < len(waiting),
        more_new=len(new_actions) < len(noted),
        raised=_raised(described, eyes),
        undescribed=len(described) < len(raised),
        decided_before=tuple(
            decided for item in (before.agenda if before is not None else ()) for decided in item.decisions
        ),
        next_at=_begins(following, zone),
        next_place=following.place_text if following is not None else "",
        large=large,
    )


def _seen(meeting: Meeting, eyes: Eyes) -> Meeting:
    """Give a meeting as an audience may see it; guests are named to everybody where they lead an item too.

    Who came is told apart from it, and what no paper shows makes none stale.
    """
    printed = dataclasses.replace(
        meeting, signins=(), checks=(), reminders=(), frozen=(), note="", closed_at=None, handout=AS_USUAL
    )
    seen = eyes.see(printed)
    agenda = tuple(
        dataclasses.replace(after, who=before.who) if meeting.guest(before.who) else after
        for before, after in zip(meeting.agenda, seen.agenda, strict=True)
    )
    return dataclasses.replace(seen, agenda=agenda)


def doings(found: Iterable[Action], eyes: Eyes, today: date) -> tuple[Doing, ...]:
    """Give actions in the words that an audience may read; one that has none for it is left out."""
    from sacwatch.reports.meetings import Doing

    doings = []
    for action in found:
        seen = eyes.see(action)
        what = seen.what or seen.public_wording
        if what:
            late = action.overdue(today)
            doings.append(Doing(what=what, owner=seen.owner, due_on=seen.due_on, overdue=late))
    return tuple(doings)


def _raised(found: Iterable[Concern], eyes: Eyes) -> tuple[Raised, ...]:
    from sacwatch.reports.meetings import Raised

    return tuple(
        Raised(
            topic=label("topic", seen.topic.value),
            place=seen.place.text,
            said=seen.words or seen.public_wording,
            times=seen.times,
        )
        for seen in eyes.see_all(found)
    )


def _invited(meeting: Meeting, blocks: dict[str, str]) -> tuple[str, ...]:
    named = [blocks[each] for each in meeting.block_ids if each in blocks]
    return (*named, *(label("role", each.value) for each in meeting.roles))


def _came(meeting: Meeting, eyes: Eyes, blocks: dict[str, str]) -> Came:
    from sacwatch.reports.meetings import Came

    counts: dict[str, int] = {}
    for each in meeting.signins:
        if each.block_id in blocks:
            counts[each.block_id] = counts.get(each.block_id, 0) + 1
    told = cells.told_beside_sum(counts, eyes.audience)
    names = [each.name for each in eyes.see_all(meeting.signins) if texts.visible(each.name)]
    return Came(
        people=len(meeting.signins),
        walk_ins=cells.told(sum(each.walk_in for each in meeting.signins), eyes.audience) or 0,
        names=tuple(sorted(names, key=str.casefold)),
        blocks=tuple((name, count) for id_, name in blocks.items() if (count := told.get(id_))),
    )


def _begins(line: MeetingLine | None, zone: tzinfo) -> datetime | None:
    return None if line is None else datetime.combine(line.day, line.start, zone)


def gather_sheet(
    work: Work,
    watch: Watch,
    meeting_id: str,
    *,
    audience: Audience,
    zone: tzinfo,
    large: bool = False,
) -> SignInSheet:
    """Gather the names that are printed on the sheet of a meeting; raises NotFound.

    It lies on a table for all to read: for others than the captain those who agreed to their name.
    """
    from sacwatch.reports.meetingsheets import SignInBlock, SignInSheet

    about = gather(work, watch, meeting_id, audience=audience, zone=zone, large=large)
    agreed = work.members.agreed()
    blocks = work.watches.get(work.watch_id).blocks
    names: dict[str, list[str]] = {}
    unnamed: dict[str, int] = {}
    known = {each.id for each in blocks}
    for each in signinlists.printed(work, blocks):
        block_id = each.block_id if each.block_id in known else ""
        if each.member_id is None and audience is not Audience.CAPTAIN:
            unnamed[block_id or ""] = unnamed.get(block_id or "", 0) + 1
        elif audience is Audience.CAPTAIN or audience in agreed.get(each.member_id or "", NO_CONSENT):
            names.setdefault(block_id or "", []).append(each.name)
        else:
            unnamed[block_id or ""] = unnamed.get(block_id or "", 0) + 1
    order = [*((each.id, each.name) for each in blocks), ("", "")]
    return SignInSheet(
        paper=about,
        blocks=tuple(
            SignInBlock(
                name=name,
                names=tuple(names.get(id_, ())),
                unnamed=cells.told(unnamed.get(id_, 0), audience),
            )
            for id_, name in order
            if id_ in names or id_ in unnamed
        ),
    )


def asked(work: Work, text: str, *, today: date, report: str) -> str:
    """Give the id of the meeting that is meant: by its id or its day, else the next or the last one.

    Minutes are of one that was held, if any of which some were written; the others are of the next one.
    Raises NotFound.
    """
    if text:
        day = times.read_coming_day(text, today)
        lines = [each for each in work.meetings.latest(limit=500) if each.day == day or each.id == text]
        if not lines:
            raise NotFound("trouble.no_such_meeting", text=text[:60])
        return lines[0].id
    lines = list(work.meetings.coming(today))
    latest = list(work.meetings.latest(limit=60))
    if report in (MINUTES, "action-slips"):
        held = [each for each in latest if each.state is not MeetingState.PLANNED]
        minuted = [each for each in held if each.minuted] if report == MINUTES else []
        lines = minuted[:1] or held[:1] or lines
    lines = lines or latest[:1]
    if not lines:
        raise NotFound("trouble.no_meeting")
    return lines[0].id


def held_since(work: Work, since: date, until: date) -> list[str]:
    """Give the ids of the meetings that were held from one day to another, oldest first."""
    return [
        each.id
        for each in reversed(work.meetings.latest(limit=500))
        if since <= each.day <= until and each.state is not MeetingState.PLANNED
    ]
