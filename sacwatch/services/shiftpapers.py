"""Gathers shifts for paper: who comes by name only where they agreed to be named."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING

from sacwatch import words
from sacwatch.domain import rosters, shiftdays
from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import Thing
from sacwatch.domain.rosters import Occurrence
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _
from sacwatch.services import shifts, showing
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.shifts import PaperShift, ShiftCalendar


def gather(
    work: Work,
    watch: Watch,
    first: date,
    last: date,
    *,
    audience: Audience,
    zone: tzinfo,
    large: bool = False,
) -> ShiftCalendar:
    """Gather the shifts from first to last, both included, as this audience may see them.

    What stands in the way of members is for the captain: it would tell of their vacations.
    """
    from sacwatch.reports.shifts import PaperShift, ShiftCalendar

    eyes = showing.eyes(work, audience)
    planned = [eyes.see(each) for each in work.shifts.within(first, last)]
    ids = {id_ for shift in planned for id_ in shift.people()}
    # Who left is still named where they went; to the captain also where they were to go, to be settled.
    gone = frozenset() if audience is Audience.CAPTAIN else shifts.retired(work, ids)
    known_to_all = {each.id: shiftdays.without(each, gone) for each in planned}
    found = rosters.in_order(
        each if each.end <= work.now else rosters.occurrence(known_to_all[shift.id], each.day, zone)
        for shift in planned
        for each in rosters.occurrences(shift, first, last, zone, skipped=True)
    )
    names = shifts.names(work, ids, audience)
    if names:
        eyes.note(Thing.NAMES, shown=True)
    if len(names) < len(ids):
        eyes.note(Thing.NAMES, shown=False)
    board = shifts.look(work, first, last, zone=zone) if audience is Audience.CAPTAIN else None
    known = {each.key: each for each in board.held} if board is not None else {}

    def paper_shift(each: Occurrence) -> PaperShift:
        people = _people(each, names)
        own = known.get(each.key)
        return PaperShift(
            start=each.start,
            end=each.end,
            area=each.area,
            needed=each.needed,
            people=people,
            unnamed=len(each.crew) - len(people),
            wanted=max(0, each.needed - len(each.crew)) if own is None else own.missing,
            skipped=each.skipped,
            why=each.why,
            conflicts=tuple(
                _("{name} {why}").format(
                    name=names.get(one.member_id, ""), why=words.label("conflict", one.why.value)
                )
                for one in (own.conflicts if own is not None else ())
            ),
        )

    return ShiftCalendar(
        watch=watch,
        audience=audience,
        first=first,
        last=last,
        shifts=tuple(paper_shift(each) for each in found),
        left_out=eyes.left_out(Thing.NAMES, Thing.AREA),
        large=large,
    )


def _people(each: Occurrence, names: dict[str, str]) -> tuple[str, ...]:
    people = []
    for turn in each.crew:
        name, other = names.get(turn.member_id), names.get(turn.instead_of or "")
        if name is not None:
            people.append(_("{name} for {other}").format(name=name, other=other) if other else name)
    return tuple(people)
