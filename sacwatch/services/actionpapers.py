"""Gathers the slips that bring the actions of a meeting to their owners."""

from __future__ import annotations

from datetime import datetime, tzinfo

from sacwatch.domain.actions import ActionState
from sacwatch.domain.listing import ActionQuery
from sacwatch.reports import fingerprints
from sacwatch.services import orders
from sacwatch.services.orders import Ask, Gathered, Order
from sacwatch.store.work import Work


def collect(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the open actions that were noted at a meeting, by who does them; raises NotFound."""
    from sacwatch.reports.actionslips import ActionSlips, OwnerSlip, Task

    def look(work: Work) -> ActionSlips:
        meeting = work.meetings.without_signins(order.subject)
        noted = ActionQuery(meeting_id=meeting.id, state=ActionState.OPEN, limit=500)
        tasks: dict[str, list[Task]] = {}
        for action in work.actions.find(noted).lines:
            if action.owner:
                tasks.setdefault(action.owner, []).append(Task(what=action.what, due_on=action.due_on))
        following = work.meetings.following(meeting)
        starts = None if following is None else datetime.combine(following.day, following.start, zone)
        return ActionSlips(
            watch=orders.letterhead(work, order),
            day=meeting.day,
            slips=tuple(
                OwnerSlip(name=name, tasks=tuple(found))
                for name, found in sorted(tasks.items(), key=lambda each: each[0].casefold())
            ),
            next_at=starts,
            next_place=following.place_text if following is not None else "",
            large=order.large,
        )

    data = ask(look)
    name = orders.file_name(f"{orders.title_of(order)} {data.day.isoformat()}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Lay the slips out as PDF; needs no store."""
    from sacwatch.reports.actionslips import action_slips

    return action_slips(gathered.data, made_on)
