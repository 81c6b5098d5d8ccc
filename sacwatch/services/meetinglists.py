"""Meetings, who came and how many, as lists for spreadsheets, reduced for their audience."""

from __future__ import annotations

from collections.abc import Sequence

from sacwatch.domain import cells, texts
from sacwatch.domain.attendance import Attended
from sacwatch.domain.audiences import Audience, may_show
from sacwatch.domain.meetings import Meeting, announced
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.services import letterheads, signinlists
from sacwatch.services.plannedlists import Rows
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work
from sacwatch.words import label

_ALL = 1_000_000


def meetings(work: Work, eyes: Eyes) -> Rows:
    """Give each meeting, the latest first, with how many came and what was decided."""
    mine = may_show(Meeting, "reminders", eyes.audience)
    heads = [_("Day"), _("From"), _("Kind"), _("Title"), _("Where"), _("State"), _("Came"), _("Guests")]
    heads += [_("Decisions")]
    heads += [_("Note")] if mine else []
    rows = []
    for each in _all(work, eyes):
        seen = eyes.see(each)
        row: list[object] = [
            seen.day.isoformat(),
            f"{seen.start:%H:%M}",
            label("meeting", seen.kind.value),
            seen.title,
            seen.place.text,
            label("course", seen.state.value),
            len(each.signins) or "",
            "; ".join(", ".join(part for part in (one.name, one.of) if part) for one in seen.guests),
            "; ".join(decided for item in seen.agenda for decided in item.decisions),
        ]
        row += [each.note] if mine else []
        rows.append(tuple(row))
    return tuple(heads), tuple(rows)


def who_came(work: Work, eyes: Eyes) -> Rows:
    """Give everybody who came to a meeting and may be named, the latest meeting first."""
    blocks = {each.id: each.name for each in letterheads.seen(work, eyes).blocks}
    mine = eyes.audience is Audience.CAPTAIN
    rows = []
    for each in _all(work, eyes):
        for one in each.signins:
            seen = eyes.see(one)
            if not texts.visible(seen.name):
                continue
            row: list[object] = [each.day.isoformat(), label("meeting", each.kind.value), seen.name]
            row += [blocks.get(one.block_id or "", ""), _("walked in") if one.walk_in else ""] if mine else []
            rows.append(tuple(row))
    heads = (_("Day"), _("Meeting"), _("Name"))
    return (*heads, _("Block"), _("How")) if mine else heads, tuple(rows)


def attendance(work: Work, eyes: Eyes) -> Rows:
    """Give how many came to each meeting and from each block; no count that could point to somebody."""
    today = work.now.astimezone(SACRAMENTO).date()
    found = signinlists.attended(work, today=today)
    lines = work.meetings.latest(limit=_ALL)
    told = {each.id for each in lines if announced(each.everybody, eyes.audience)}
    heads = (
        _("Day"),
        _("Kind"),
        _("Title"),
        _("Came"),
        _("Walked in"),
        *(each.name for each in found.blocks),
    )
    rows = tuple(
        (
            each.day.isoformat(),
            label("meeting", each.kind.value),
            each.title,
            each.people,
            _blank(cells.told(each.walk_ins, eyes.audience)),
            *_by_block(each, [block.id for block in found.blocks], eyes.audience),
        )
        for each in found.meetings
        if each.id in told
    )
    return heads, rows


def _by_block(each: Attended, ids: Sequence[str], audience: Audience) -> list[object]:
    """Give the counts of blocks, "" for those that are not told and cannot be worked out from the sum."""
    told = cells.told_beside_sum({id_: each.blocks.get(id_, 0) for id_ in ids}, audience)
    return [_blank(told[id_]) for id_ in ids]


def _blank(count: int | None) -> object:
    return "" if count is None else count


def _all(work: Work, eyes: Eyes) -> list[Meeting]:
    """Give the meetings of which these readers are told, the latest first."""
    lines = work.meetings.latest(limit=_ALL)
    return [work.meetings.get(each.id) for each in lines if announced(each.everybody, eyes.audience)]
