"""Shifts, drills and patrol sheets as lists for spreadsheets, reduced for their audience."""

from __future__ import annotations

from datetime import datetime, timedelta

from sacwatch.domain import drills
from sacwatch.domain.audiences import may_show
from sacwatch.domain.drills import Drill
from sacwatch.domain.patrols import Patrol
from sacwatch.domain.sheets import Sheet
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.services import letterheads, shiftpapers
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work
from sacwatch.words import label

Rows = tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]
"""The heads of a list, and its rows."""

AHEAD = timedelta(days=90)
"""How far ahead a list tells of shifts that go on without an end."""
_ALL = 1_000_000


def shifts(work: Work, eyes: Eyes) -> Rows:
    """Give each shift from the first one on, to ninety days from now."""
    today = work.now.astimezone(SACRAMENTO).date()
    first = min((each.first for each in work.shifts.all()), default=today)
    watch = letterheads.seen(work, eyes)
    found = shiftpapers.gather(work, watch, first, today + AHEAD, audience=eyes.audience, zone=SACRAMENTO)
    rows = tuple(
        (
            *_times(each.start, each.end),
            each.area,
            each.needed,
            len(each.people) + each.unnamed,
            ", ".join(each.people),
            _("left out") if each.skipped else "",
            each.why,
        )
        for each in found.shifts
    )
    heads = (
        _("Day"),
        _("From"),
        _("To"),
        _("Area"),
        _("Wanted"),
        _("Coming"),
        _("Names"),
        _("State"),
        _("Why"),
    )
    return heads, rows


def drills_(work: Work, eyes: Eyes) -> Rows:
    """Give each drill and activation of the phone tree; who was reached is counted, and nobody named."""
    counted = may_show(Drill, "calls", eyes.audience)
    heads = [_("Day"), _("From"), _("To"), _("Kind")]
    if counted:
        heads += [_("Homes"), _("Reached"), _("Message left"), _("No answer"), _("Wrong number")]
        heads += [_("Minutes to half of them"), _("Minutes to the last one")]
    rows = []
    for drill in work.drills.latest(limit=_ALL):
        seen = eyes.see(drill)
        row: list[object] = [*_times(seen.started_at, seen.ended_at), label("drill", seen.sort.value)]
        if counted:
            came = drills.result(drill)
            row += [came.homes, came.reached, came.message, came.no_answer, came.wrong_number]
            row += [_minutes(came.median), _minutes(came.last)]
        rows.append(tuple(row))
    return tuple(heads), tuple(rows)


def sheets(work: Work, eyes: Eyes) -> Rows:
    """Give each patrol sheet, the latest first; which houses stand on it is told to nobody."""
    mine = may_show(Sheet, "number", eyes.audience)
    named = may_show(Patrol, "crew", eyes.audience)
    found = work.sheets.latest(limit=_ALL)
    typed = work.sheets.patrols_of([each.id for each in found]) if mine else {}
    heads = [_("Printed on"), _("Day"), _("From"), _("To"), _("How"), _("People"), _("Area")]
    heads += [_("Names")] if named else []
    heads += [_("Number"), _("Vehicle"), _("Equipment"), _("State")] if mine else []
    rows = []
    for sheet in found:
        seen = eyes.see(sheet)
        start, end = seen.starts_at, seen.finishes_at
        row: list[object] = [
            seen.printed_at.astimezone(SACRAMENTO).date().isoformat(),
            seen.day.isoformat() if seen.day else "",
            _clock(start),
            _clock(end),
            label("mode", seen.mode.value) if seen.mode else "",
            len(sheet.crew),
            seen.area,
        ]
        row += [", ".join(each.name for each in seen.crew if each.name)] if named else []
        if mine:
            state = _("typed in") if sheet.id in typed else _("not used") if seen.unused else ""
            row += [seen.number, seen.vehicle, ", ".join(seen.equipment), state]
        rows.append(tuple(row))
    return tuple(heads), tuple(rows)


def _times(start: datetime, end: datetime | None) -> tuple[str, str, str]:
    return start.astimezone(SACRAMENTO).date().isoformat(), _clock(start), _clock(end)


def _clock(at: datetime | None) -> str:
    return f"{at.astimezone(SACRAMENTO):%H:%M}" if at is not None else ""


def _minutes(spent: timedelta | None) -> object:
    return round(spent.total_seconds() / 60) if spent is not None else ""
