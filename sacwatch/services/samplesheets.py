"""The patrol sheets of the sample watch: those typed in, one that waits, tonight's, and blank ones."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from sacwatch.domain import sheets as rules
from sacwatch.domain.patrols import Category, Entry, Patrol, PatrollerDraft, Stop
from sacwatch.domain.sheets import Sheet, SheetDraft
from sacwatch.services import sheets
from sacwatch.store.work import Work

_TYPED = timedelta(weeks=8)
_SEEN = ("", "", "Porch light on, all locked.", "Newspaper taken in.", "Side gate open, closed it.")


def print_(work: Work, people: list[str], *, now: datetime, zone: tzinfo, chance: random.Random) -> None:
    """Make sheets for the patrols of the last weeks, and some that wait; `people` are ids of members."""
    today = now.astimezone(zone).date()
    names = {each.id: each.name for each in work.members.get_many(people)}
    for patrol in work.patrols.within(now - _TYPED, now):
        _came_back(work, patrol, chance)
    pairs = [tuple(PatrollerDraft(names[id_], id_) for id_ in people[at : at + 2]) for at in (0, 2, 4)]
    _add(work, _plan(today - timedelta(days=2), pairs[0]), today, zone)
    never = _add(work, _plan(today - timedelta(days=9), pairs[1]), today, zone)
    work.sheets.change(replace(never, unused=True, note="Rained out."))
    tonight = _add(work, _plan(today, pairs[2]), today, zone)
    work.sheets.change(
        replace(
            tonight,
            house_ids=tuple(each.id for each in work.households.on_vacation(today)),
            spots=sheets.places_to_look_at(work, zone=zone),
        )
    )
    for _blank in range(2):
        _add(work, SheetDraft(blank=True), today, zone)


def _plan(day: date, crew: tuple[PatrollerDraft, ...]) -> SheetDraft:
    return SheetDraft(
        day=day.isoformat(),
        start="8:30 pm",
        finish="10:00 pm",
        mode="foot",
        crew=crew,
        area="P to R, 16th to 20th",
        equipment=("Flashlight", "Vest"),
    )


def _add(work: Work, draft: SheetDraft, today: date, zone: tzinfo) -> Sheet:
    number = rules.number_of(work.sheets.next_serial())
    stamp = work.stamp(work.new_id())
    sheet = rules.settle(draft, stamp, zone=zone, today=today, number=number)
    work.sheets.add(sheet)
    return sheet


def _came_back(work: Work, patrol: Patrol, chance: random.Random) -> None:
    """Make the sheet with which a patrol went out, and note that it looked at the houses on it."""
    houses = tuple(each.id for each in work.households.on_vacation(patrol.day))
    sheet = Sheet(
        id=work.new_id(),
        watch_id=work.watch_id,
        created_at=patrol.created_at,
        changed_at=patrol.changed_at,
        changed_by=patrol.changed_by,
        number=rules.number_of(work.sheets.next_serial()),
        day=patrol.day,
        starts_at=patrol.started_at,
        finishes_at=patrol.finished_at,
        mode=patrol.mode,
        vehicle=patrol.vehicle,
        crew=patrol.crew,
        area=patrol.area,
        equipment=tuple(each.name for each in patrol.equipment),
        shift_id=patrol.shift_id,
        shift_day=patrol.shift_day,
        house_ids=houses,
        printed_at=patrol.started_at - timedelta(hours=3),
    )
    work.sheets.add(sheet)
    looked = tuple(
        Entry(
            id=work.new_id(),
            at=patrol.started_at + timedelta(minutes=6 + 4 * place),
            stop=Stop.STOP,
            category=Category.HOUSE_CHECK,
            seen=chance.choice(_SEEN),
            household_id=id_,
        )
        for place, id_ in enumerate(houses)
    )
    work.patrols.change(replace(patrol, sheet_id=sheet.id, entries=(*looked, *patrol.entries)))
