"""The lines about concerns and actions on the page of what wants doing today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sacwatch import words
from sacwatch.domain.concerns import Waiting
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.i18n import N_, _
from sacwatch.services.concernstoday import ConcernsToday
from sacwatch.ui import shown
from sacwatch.ui.concerns.orders import OVERDUE, ShowWaiting

_LONGEST = 80


def concern_lines(found: ConcernsToday, today: date) -> Iterator[tuple[str, object]]:
    """Give each line with the order for the page of concerns to which it leads."""
    if found.to_send:
        one = N_("{count} concern to send on")
        yield shown.count(found.to_send, one, N_("{count} concerns to send on")), ShowWaiting(Waiting.TO_SEND)
    if found.to_tell:
        one = N_("{count} answer to tell those who asked")
        told = shown.count(found.to_tell, one, N_("{count} answers to tell those who asked"))
        yield told, ShowWaiting(Waiting.TO_TELL)
    if found.longest is not None and found.longest.sent_on is not None:
        line = found.longest
        who = words.label("waiting", line.waiting.value)
        what = " · ".join(part for part in (words.label("topic", line.topic.value), line.place_text) if part)
        days = (today - found.longest.sent_on).days
        told = _("No answer for {days} days, ask again? {who}: {what}")
        yield told.format(days=f"{days:,}", who=who, what=what), Ref(Kind.CONCERN, line.id)
    for action in found.overdue:
        told = _("Overdue: {what}, {who}").format(
            what=" ".join(action.what.split())[:_LONGEST], who=action.owner or _("nobody yet")
        )
        yield told, Ref(Kind.ACTION, action.id)
    more = found.overdue_count - len(found.overdue)
    if more > 0:
        one = N_("{count} more action is overdue")
        yield shown.count(more, one, N_("{count} more actions are overdue")), OVERDUE
