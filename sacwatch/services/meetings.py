"""What a captain does with meetings: plan them, note who came and what was said, and close them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sacwatch.domain import attendance, checklists, meetings, meetingsteps
from sacwatch.domain.actions import Action
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.checklists import Check
from sacwatch.domain.concerns import Concern
from sacwatch.domain.errors import Invalid, Problem, Refused
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import MeetingLine, MeetingQuery, Page
from sacwatch.domain.meetings import (
    ItemDraft,
    Meeting,
    MeetingDraft,
    MeetingKind,
    MeetingState,
    Reminder,
    Reminding,
)
from sacwatch.domain.places import PlaceDraft
from sacwatch.i18n import N_, _
from sacwatch.services import actions, attachments, concerns, finding, handedout, keptpapers
from sacwatch.store.work import Work

_USUAL_ITEMS: Mapping[MeetingKind, tuple[tuple[str, str], ...]] = {
    MeetingKind.REGULAR: (
        (N_("Welcome, and who is new"), "5"),
        (N_("What became of the last meeting’s concerns and actions"), "15"),
        (N_("What happened since the last meeting"), "15"),
        (N_("New concerns and suggestions"), "20"),
        (N_("Who does what until the next meeting"), "10"),
        (N_("Next date"), "5"),
    ),
    MeetingKind.TOWN_HALL: (
        (N_("Welcome, and how we talk with each other"), "5"),
        (N_("Our guests introduce themselves"), "10"),
        (N_("What the neighborhood asks"), "20"),
        (N_("Questions from the floor"), "40"),
        (N_("What was promised, and by when"), "10"),
        (N_("Next date"), "5"),
    ),
    MeetingKind.NIGHT_OUT: (
        (N_("Setting up"), "60"),
        (N_("Food, games and getting to know each other"), "90"),
        (N_("Our guests say hello"), "15"),
        (N_("How to join the watch"), "10"),
        (N_("Cleaning up together"), "30"),
    ),
    MeetingKind.OTHER: (),
}


def usual_agenda(kind: MeetingKind) -> tuple[ItemDraft, ...]:
    """Give the agenda with which a meeting of a kind begins."""
    return tuple(ItemDraft(title=_(title), minutes=minutes) for title, minutes in _USUAL_ITEMS[kind])


# Planning


def fresh(work: Work, *, today: date) -> MeetingDraft:
    """Give the form of a new meeting: where and when the last regular one was, on the next likely day."""
    lines = work.meetings.find(MeetingQuery(kind=MeetingKind.REGULAR, limit=1)).lines
    watch = work.watches.get(work.watch_id)
    agenda = usual_agenda(MeetingKind.REGULAR)
    if not lines:
        return MeetingDraft(place=PlaceDraft(watch.meeting_place), agenda=agenda)
    return following(work.meetings.without_signins(lines[0].id), today=today)


def following(meeting: Meeting, *, today: date) -> MeetingDraft:
    """Give the form of the meeting after this one."""
    past = meetings.draft_of(meeting)
    day = attendance.next_day(meeting.kind, meeting.day)
    while day is not None and day < today:
        day = attendance.next_day(meeting.kind, day)
    return MeetingDraft(
        kind=past.kind,
        day="" if day is None else day.isoformat(),
        start=past.start,
        finish=past.finish,
        place=past.place,
        agenda=usual_agenda(meeting.kind),
        everybody=past.everybody,
        block_ids=past.block_ids,
        roles=past.roles,
        own_checks=past.own_checks,
    )


def add(work: Work, draft: MeetingDraft, *, today: date) -> Meeting:
    """Plan a meeting; raises Invalid."""
    work.does = "step.meeting_added"
    meeting = _settled(work, draft, work.new_id(), today=today, past=None)
    work.meetings.add(meeting)
    return meeting


def change(work: Work, id_: str, draft: MeetingDraft, *, today: date) -> Meeting:
    """Change the plan or the minutes; raises Invalid, NotFound, or Refused where it is closed."""
    past = meetingsteps.changeable(work.meetings.get(id_))
    work.does = "step.minutes_typed" if draft.minutes_form else "step.meeting_changed"
    meeting = _settled(work, draft, id_, today=today, past=past)
    work.meetings.change(meeting)
    return meeting


def _settled(work: Work, draft: MeetingDraft, id_: str, *, today: date, past: Meeting | None) -> Meeting:
    draft = dataclasses.replace(draft, place=finding.placed(draft.place), agenda=_linked(work, draft.agenda))
    return meetings.settle(draft, work.stamp(id_), today=today, new_id=work.new_id, past=past)


def _linked(work: Work, items: tuple[ItemDraft, ...]) -> tuple[ItemDraft, ...]:
    """Tie each typed name to the one active member who has it.

    Raises Invalid for somebody who was forgotten since the form was opened; who was removed is a name.
    """
    tied = [each.member_id for each in items if each.member_id]
    there = {each.id for each in work.members.get_many(tied)} if tied else set()
    gone = [place for place, each in enumerate(items) if each.member_id and each.member_id not in there]
    forgotten = [place for place in gone if work.was_forgotten(items[place].member_id or "")]
    if forgotten:
        raise Invalid({f"agenda.{place}.who": Problem("problem.person_forgotten") for place in forgotten})
    names = [" ".join(each.who.split()) for each in items if each.who.strip()]
    ids = work.members.exactly_named(names) if names else {}
    return tuple(
        dataclasses.replace(each, member_id=ids.get(" ".join(each.who.split()).casefold()))
        if each.who.strip() and each.member_id not in there
        else each
        for each in items
    )


def remove(work: Work, id_: str) -> Meeting:
    """Remove a meeting with its list of who came and its papers; raises NotFound."""
    work.does = "step.meeting_removed"
    attachments.remove_of(work, Ref(Kind.MEETING, id_))
    return work.meetings.remove(id_)


def tick(work: Work, id_: str, what: Check, *, done_on: date | None) -> Meeting:
    """Tick a line of the checklist, or with None take the tick off; raises NotFound."""
    work.does = "step.meeting_ticked"
    meeting = work.meetings.get(id_)
    checks = checklists.ticked(meeting.checks, what.what, own=what.own, done_on=done_on)
    return _changed(work, dataclasses.replace(meeting, checks=checks))


def remind(work: Work, id_: str, how: Reminding, *, on: date) -> Meeting:
    """Note that people were reminded on a day, once for each way; raises NotFound."""
    work.does = "step.meeting_reminded"
    meeting = work.meetings.get(id_)
    reminder = Reminder(how=how, on=on)
    if reminder in meeting.reminders:
        return meeting
    return _changed(work, dataclasses.replace(meeting, reminders=(*meeting.reminders, reminder)))


def _changed(work: Work, meeting: Meeting) -> Meeting:
    meeting = dataclasses.replace(meeting, changed_at=work.now, changed_by=work.by)
    work.meetings.change(meeting)
    return meeting


def begin(work: Work, id_: str) -> Meeting:
    """Begin a meeting: from now on people sign in; raises NotFound, or Refused where it is closed."""
    work.does = "step.meeting_begun"
    return _changed(work, meetingsteps.begun(work.meetings.get(id_)))


# Closing


def close(
    work: Work, id_: str, *, next_meeting: MeetingDraft | None = None, zone: tzinfo, today: date
) -> Meeting:
    """Close a meeting: its papers are kept as they are now, and the next one is planned where it is given.

    Raises Invalid for what is not right with the next one, NotFound, or Refused where it is closed.
    """
    meeting = meetingsteps.changeable(work.meetings.get(id_))
    if next_meeting is not None:
        add(work, next_meeting, today=today)
    frozen = tuple((paper, keptpapers.keep(work, meeting, paper, zone)) for paper in keptpapers.PAPERS)
    told = keptpapers.told_of(work, meeting, zone)
    work.does = "step.meeting_closed"
    return _changed(work, meetingsteps.closed(meeting, work.now, frozen, told))


def freeze_again(work: Work, id_: str, *, zone: tzinfo) -> Meeting:
    """Keep the papers of a closed meeting anew, as they are made of the records now.

    For where they had to go because somebody in them was forgotten, or may not be shown any more because
    somebody withdrew a consent. Raises NotFound, or Refused where it is open.
    """
    meeting = work.meetings.get(id_)
    if meeting.state is not MeetingState.CLOSED:
        raise Refused("trouble.meeting_not_closed")
    there = {paper: file.id for paper, file in keptpapers.of(work, meeting)}
    for paper, file_id in meeting.frozen:
        if paper not in there and work.attachments.get_many([file_id]):
            work.attachments.remove(file_id)
    # What is kept still, and what is made anew, may tell of different records.
    told = {*keptpapers.told_of(work, meeting, zone)}
    if set(there) & set(handedout.FORMS):
        told |= {*(meeting.frozen_from or ())}
    meeting = dataclasses.replace(meeting, frozen=tuple(there.items()), frozen_from=tuple(sorted(told)))
    fresh = {
        paper: there.get(paper) or keptpapers.keep(work, meeting, paper, zone) for paper in keptpapers.PAPERS
    }
    work.does = "step.meeting_papers_kept"
    return _changed(work, dataclasses.replace(meeting, frozen=tuple(fresh.items())))


def open_again(work: Work, id_: str) -> Meeting:
    """Open a closed meeting to be changed; its frozen papers go. Raises NotFound or Refused."""
    work.does = "step.meeting_opened_again"
    meeting = work.meetings.get(id_)
    changed = meetingsteps.opened_again(meeting)
    for _paper, file_id in meeting.frozen:
        if work.attachments.get_many([file_id]):
            work.attachments.remove(file_id)
    return _changed(work, changed)


# Looking


@dataclass(frozen=True)
class Shown:
    """A meeting with what is shown beside it."""

    meeting: Meeting
    papers: tuple[tuple[str, Attachment], ...]
    block_names: Mapping[str, str]
    next: MeetingLine | None
    """The one that is planned after it."""
    raised: tuple[Concern, ...] = ()
    """The concerns and suggestions raised at it, for the first time or again."""
    noted: tuple[Action, ...] = ()
    """The actions noted at it."""
    waiting: tuple[Action, ...] = ()
    """Before it is held: the open actions, which return to its agenda."""

    @property
    def for_calendar(self) -> str:
        """Give the id of the meeting whose date goes into calendars: once it is closed, the one after it."""
        closed = self.meeting.state is MeetingState.CLOSED
        return self.next.id if closed and self.next is not None else self.meeting.id

    @property
    def kept_since(self) -> dict[datetime | None, list[Attachment]]:
        """Give its kept papers by when they were made anew, aware UTC; None for those of its closing."""
        found: dict[datetime | None, list[Attachment]] = {}
        for _paper, file in self.papers:
            closed_at = self.meeting.closed_at
            anew = closed_at is not None and file.created_at > closed_at
            found.setdefault(file.created_at if anew else None, []).append(file)
        return found


def get(work: Work, id_: str) -> Meeting:
    """Give a meeting; raises NotFound."""
    return work.meetings.get(id_)


def show(work: Work, id_: str) -> Shown:
    """Give a meeting with what is shown beside it; raises NotFound."""
    meeting = work.meetings.get(id_)
    blocks = {each.id: each.name for each in work.watches.get(work.watch_id).blocks}
    papers = tuple(keptpapers.of(work, meeting))
    planned = meeting.state is MeetingState.PLANNED
    return Shown(
        meeting,
        papers,
        blocks,
        work.meetings.following(meeting),
        tuple(concerns.of_meeting(work, id_)),
        tuple(actions.of_meeting(work, id_)),
        tuple(actions.waiting(work)) if planned else (),
    )


def find(work: Work, query: MeetingQuery) -> Page[MeetingLine]:
    """Give one page of the meetings a query asks for."""
    return work.meetings.find(query)
