"""Calendar files of shifts: one for everybody, or one for each member who is on any."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sacwatch import paths
from sacwatch.domain import rosters, shiftdays, shifts, times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.rosters import Occurrence
from sacwatch.domain.shifts import Repeat, Shift, Which
from sacwatch.i18n import _, ngettext
from sacwatch.services import shifts as planning
from sacwatch.services import showing
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.exchange.calendars import Event, Rule

KEPT_BACK = timedelta(weeks=4)
"""How far back a calendar file goes."""
_FAR = timedelta(days=800)
_EVER = date(times.LAST_YEAR, 12, 31)
_NTH = {Which.FIRST: 1, Which.SECOND: 2, Which.THIRD: 3, Which.FOURTH: 4, Which.LAST: -1}


@dataclass(frozen=True)
class Gathered:
    """Everything that a calendar file is made from; nothing of the store is needed any more."""

    shifts: tuple[Shift, ...]
    names: Mapping[str, str]
    """Of those members whom the reader may know by name, by their ids."""
    title: str
    file_name: str
    since: date
    zone: tzinfo
    member_id: str | None = None
    """Whose shifts they are; None for everybody's."""
    audience: Audience = Audience.MEMBERS

    @property
    def events(self) -> int:
        """How many events or series of them the file holds."""
        return len({event.uid for event in _events(self)})


def people(work: Work, *, today: date) -> list[tuple[str, str]]:
    """Give the active members who are named on any shift of a file made today, by name: id and name."""
    ids = {id_ for shift in work.shifts.within(today - KEPT_BACK, _EVER) for id_ in shift.people()}
    found = [each for each in work.members.get_many(sorted(ids)) if each.active]
    return [(each.id, each.name) for each in sorted(found, key=lambda each: each.name.casefold())]


def gather(work: Work, member_id: str | None, audience: Audience, *, today: date, zone: tzinfo) -> Gathered:
    """Gather the shifts of a member, or everybody's as an audience may see them; raises NotFound.

    Who is on a shift is told where it goes; that is kept from an audience that may not know it. In a
    member's own file others are named who agreed to their name for members.
    """
    since = today - KEPT_BACK
    watch = work.watches.get(work.watch_id)
    if member_id is None:
        eyes = showing.eyes(work, audience)
        found = eyes.see_all(work.shifts.within(since, _EVER))
        if audience is not Audience.CAPTAIN:
            gone = planning.retired(work, {id_ for each in found for id_ in each.people()})
            found = tuple(shiftdays.without(each, gone) for each in found)
        named = planning.names(work, {id_ for each in found for id_ in each.people()}, audience)
        title = _("Shifts of {watch}").format(watch=watch.name)
    else:
        member = work.members.get(member_id)
        found = tuple(each for each in work.shifts.within(since, _EVER) if member_id in each.people())
        ids = {id_ for each in found for id_ in each.people()}
        found = tuple(shiftdays.without(each, planning.retired(work, ids - {member_id})) for each in found)
        named = {**planning.names(work, ids, Audience.MEMBERS), member_id: member.name}
        title = _("Shifts of {name}").format(name=member.name)
    whom = audience if member_id is None else Audience.MEMBERS
    name = paths.safe_name(title, suffix=".ics")
    return Gathered(found, named, title, name, since, zone, member_id, whom)


def make(gathered: Gathered) -> bytes:
    """Give the calendar file. Needs no store; for the pool."""
    from sacwatch.exchange import calendars  # a door: icalendar

    return calendars.calendar(_events(gathered), gathered.title)


def _events(gathered: Gathered) -> list[Event]:
    return [event for shift in gathered.shifts for event in _of_shift(gathered, shift)]


def _of_shift(gathered: Gathered, shift: Shift) -> Iterator[Event]:
    member_id = gathered.member_id
    if shift.repeats and (member_id is None or member_id in shift.regulars):
        yield from _series(gathered, shift)
        return
    for day in [each.day for each in shift.days] if shift.repeats else [shift.first]:
        if not shift.has(day):
            continue
        planned = rosters.occurrence(shift, day, gathered.zone)
        if not planned.skipped and _there(planned, member_id) and _recent(gathered, planned):
            yield _event(gathered, shift, planned, uid=_uid(gathered, shift, day if shift.repeats else None))


def _series(gathered: Gathered, shift: Shift) -> Iterator[Event]:
    """Give a series from the first of its days that counts, and what is different on single days."""
    first = next(shifts.pattern(shift, gathered.since, max(shift.first, gathered.since) + _FAR), None)
    usual = dataclasses.replace(shift, days=())
    without, changed = [], []
    for each in shift.days:
        if not shift.has(each.day):
            continue
        planned = rosters.occurrence(shift, each.day, gathered.zone)
        comes = not planned.skipped and _there(planned, gathered.member_id)
        if first is None or each.day < first:
            if comes and _recent(gathered, planned):
                # Moved from before the days that count to one that does.
                yield _event(gathered, shift, planned, uid=_uid(gathered, shift, each.day))
        elif not comes:
            without.append(each.day)
        elif planned.changed or planned.crew != shiftdays.crew(usual, each.day):
            changed.append(planned)
    if first is None:
        return
    # Readers differ in what becomes of the length on a night of a clock change, so each such one is told.
    own = {each.day for each in shift.days}
    for day in shifts.pattern(shift, first, gathered.since + _FAR):
        planned = rosters.occurrence(usual, day, gathered.zone)
        if day not in own and _over_a_change(planned, gathered.zone):
            changed.append(planned)
    uid = _uid(gathered, shift)
    plain = _event(gathered, usual, rosters.occurrence(usual, first, gathered.zone), uid=uid)
    yield dataclasses.replace(
        plain,
        rule=_rule(shift, gathered.zone),
        without=tuple(datetime.combine(day, shift.start) for day in without),
    )
    for planned in changed:
        told = _event(gathered, shift, planned, uid=uid)
        yield dataclasses.replace(told, instead_of=datetime.combine(planned.day, shift.start))


def _over_a_change(planned: Occurrence, zone: tzinfo) -> bool:
    return planned.start.astimezone(zone).utcoffset() != planned.end.astimezone(zone).utcoffset()


def _recent(gathered: Gathered, planned: Occurrence) -> bool:
    return planned.start.astimezone(gathered.zone).date() >= gathered.since


def _there(planned: Occurrence, member_id: str | None) -> bool:
    return member_id is None or any(turn.member_id == member_id for turn in planned.crew)


def _uid(gathered: Gathered, shift: Shift, day: date | None = None) -> str:
    """Give what a calendar knows the event by when the file is taken in again; it tells nobody's id."""
    whose = gathered.member_id or ""
    told = day.isoformat() if day is not None else ""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"sacwatch:shift:{shift.id}:{whose}:{told}"))


def _event(gathered: Gathered, shift: Shift, planned: Occurrence, *, uid: str) -> Event:
    from sacwatch.exchange.calendars import Event

    own = shift.on(planned.day)
    return Event(
        uid=uid,
        start=datetime.combine(own.moved_to or planned.day, own.start or shift.start),
        end=planned.end,
        title=_("Patrol shift, {area}").format(area=planned.area) if planned.area else _("Patrol shift"),
        stamp=shift.changed_at,
        # Seconds, so that a calendar takes what was changed later for newer.
        sequence=int((shift.changed_at - shift.created_at).total_seconds()),
        place=planned.area,
        told=_told(gathered, planned),
    )


def _told(gathered: Gathered, planned: Occurrence) -> str:
    """Say who comes: by name where the reader may know it, else how many."""
    named, unnamed = [], 0
    for turn in planned.crew:
        name = gathered.names.get(turn.member_id)
        other = gathered.names.get(turn.instead_of or "")
        if name is None:
            unnamed += 1
        elif other is not None:
            named.append(_("{name} for {other}").format(name=name, other=other))
        else:
            named.append(name)
    if unnamed and named:
        named.append(ngettext("{count} other", "{count} others", unnamed).format(count=unnamed))
    elif unnamed:
        named.append(ngettext("{count} patroller", "{count} patrollers", unnamed).format(count=unnamed))
    lines = [_("Who comes: {people}").format(people=", ".join(named) if named else _("nobody yet"))]
    lines.append(_("Needed: {count}").format(count=planned.needed))
    if planned.why:
        lines.append(planned.why)
    return "\n".join(lines)


def _rule(shift: Shift, zone: tzinfo) -> Rule:
    from sacwatch.exchange.calendars import Rule

    until = shift.until
    return Rule(
        every=shift.every,
        weekdays=shift.weekdays,
        nth=_NTH[shift.which or Which.FIRST] if shift.repeat is Repeat.MONTHLY else None,
        until=None if until is None else datetime.combine(until, shift.start, zone).astimezone(UTC),
    )
