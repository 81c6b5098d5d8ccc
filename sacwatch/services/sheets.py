"""Patrol sheets: printed with a number, and typed back by it."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from sacwatch.domain import patrols as patrol_rules
from sacwatch.domain import places, sensitive, sheets, times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Refused, Trouble
from sacwatch.domain.patrols import Category, CheckDraft, PatrolDraft
from sacwatch.domain.places import Place, Point
from sacwatch.domain.routes import Route
from sacwatch.domain.sheets import Happened, Sheet, SheetDraft, Spot
from sacwatch.services import finding, members, shifts
from sacwatch.services.finding import ON_THE_MAP
from sacwatch.store.work import Work

WAITING = 40
"""How many sheets are offered."""
_ROUTES = 12
_BESIDE_M = 250.0
"""A place so far from the route at most is on the way."""
_NOTHING_TO_SEE = (Category.ALL_QUIET, Category.OTHER)


@dataclass(frozen=True)
class Opened:
    """A sheet that was asked for by its number: what its form begins with, and its houses."""

    sheet: Sheet
    draft: PatrolDraft
    patrol_id: str | None = None
    """The patrol that was typed from it already, or None."""


@dataclass(frozen=True)
class Offers:
    """What the form of a new sheet suggests."""

    routes: tuple[tuple[str, str, date | None], ...] = ()
    """Id, name or area, and day of the routes: those drawn ahead, which have no day, then the latest."""
    mode: str = ""
    """How they went the last time."""
    start: str = ""
    finish: str = ""
    """When, by the clock, such as "8:30 pm"."""


def offers(work: Work, *, zone: tzinfo) -> Offers:
    """Give what the form of a new sheet suggests."""
    last = work.patrols.latest()
    named: list[tuple[str, str, date | None]] = [(each.id, each.name, None) for each in work.routes.planned()]
    seen = {name for _id, name, _day in named}
    most = len(named) + _ROUTES
    if last is not None:
        since = last.started_at - timedelta(days=400)
        areas = {}
        for route, _started in reversed(work.routes.within(since, None)):
            if route.patrol_id not in areas:
                patrol = work.patrols.get(route.patrol_id)
                areas[route.patrol_id] = (patrol.area, patrol.day)
            area, day = areas[route.patrol_id]
            name = route.name or area
            if name and name not in seen:
                seen.add(name)
                named.append((route.id, name, day))
            if len(named) == most:
                break
    if last is None:
        return Offers(tuple(named))
    return Offers(
        tuple(named),
        last.mode.value,
        times.clock_text(last.started_at, zone),
        times.clock_text(last.finished_at, zone),
    )


def prepare(work: Work, draft: SheetDraft, *, zone: tzinfo, today: date) -> Sheet:
    """Make a sheet with its number, the houses to look at on its day, and the places worth a look.

    What went onto paper cannot be undone, so the step stays out of undo. Raises Invalid.
    """
    work.does = "step.sheet_printed"
    work.lasting = True
    draft = dataclasses.replace(draft, crew=members.linked(work, draft.crew))
    number = sheets.number_of(work.sheets.next_serial())
    sheet = sheets.settle(draft, work.stamp(work.new_id()), zone=zone, today=today, number=number)
    if sheet.day is not None:
        houses = tuple(each.id for each in work.households.on_vacation(sheet.day))
        spots = places_to_look_at(work, line=_line(work, sheet.route_id), zone=zone)
        sheet = dataclasses.replace(sheet, house_ids=houses, spots=spots)
    work.sheets.add(sheet)
    return sheet


def prepare_blanks(work: Work, count: int) -> list[Sheet]:
    """Make blank sheets to keep in stock, each with its own number."""
    work.does = "step.sheet_printed"
    work.lasting = True
    made = []
    for _each in range(max(1, min(count, sheets.MOST_BLANKS))):
        number = sheets.number_of(work.sheets.next_serial())
        made.append(_blank(work, number))
        work.sheets.add(made[-1])
    return made


def _blank(work: Work, number: str) -> Sheet:
    stamp = work.stamp(work.new_id())
    draft = SheetDraft(blank=True)
    return sheets.settle(draft, stamp, zone=UTC, today=work.now.date(), number=number)


def put_away(work: Work, id_: str, *, unused: bool = True) -> Sheet:
    """Note that nobody went with a sheet, so that nobody waits for it, or that it is wanted after all."""
    work.does = "step.sheet_put_away"
    past = work.sheets.get(id_)
    sheet = dataclasses.replace(past, unused=unused, changed_at=work.now, changed_by=work.by)
    work.sheets.change(sheet)
    return sheet


def get(work: Work, id_: str) -> Sheet:
    """Give a sheet; raises NotFound."""
    return work.sheets.get(id_)


def find(work: Work, id_: str) -> Sheet | None:
    """Give a sheet, or None where there is none."""
    found = work.sheets.get_many([id_]) if id_ else []
    return found[0] if found else None


def waiting(work: Work, *, today: date) -> list[Sheet]:
    """Give the sheets whose patrol is over and that are not typed in yet, the latest day first."""
    return work.sheets.waiting(today, work.now, limit=WAITING)


def latest(work: Work) -> list[Sheet]:
    """Give the sheets printed last, the latest first."""
    return work.sheets.latest(limit=WAITING)


def of_shift(work: Work, shift_id: str, day: date) -> list[Sheet]:
    """Give the sheets printed for a shift on a day of its series, the latest first."""
    return work.sheets.of_shift(shift_id, day)


def opened(work: Work, text: str, *, zone: tzinfo) -> Opened:
    """Give the sheet whose number was typed, ready to be typed in.

    Raises Trouble for what is no number, or was mistyped, and NotFound where no sheet has it.
    """
    number = sheets.read_number(text)
    if len(number) < 4:
        raise Trouble("trouble.not_a_sheet_number", text=text.strip()[:40])
    if not sheets.is_number(number):
        raise Trouble("trouble.sheet_number_mistyped", number=number[:20])
    sheet = work.sheets.numbered(number)
    if sheet is None:
        raise NotFound("trouble.no_such_sheet", number=number[:20])
    return open_(work, sheet, zone=zone)


def open_(work: Work, sheet: Sheet, *, zone: tzinfo) -> Opened:
    """Give a sheet ready to be typed in."""
    draft = sheets.patrol_draft(sheet, zone=zone)
    checks = tuple(CheckDraft(household_id=id_) for id_ in addresses(work, sheet.house_ids))
    return Opened(
        sheet, dataclasses.replace(draft, checks=checks), work.sheets.patrols_of([sheet.id]).get(sheet.id)
    )


def draft_of_shift(work: Work, shift_id: str, day: date, *, zone: tzinfo) -> SheetDraft:
    """Give the form of a sheet for a shift on a day of its series, with what was planned filled in.

    Raises NotFound.
    """
    planned = shifts.patrol_draft(work, shift_id, day, zone=zone)
    last = work.patrols.latest()
    return SheetDraft(
        day=planned.day,
        start=planned.start,
        finish=planned.finish,
        crew=planned.crew,
        area=planned.area,
        route_id=work.shifts.get(shift_id).route_id or "",
        equipment=tuple(each.name for each in last.equipment) if last is not None else (),
        shift_id=planned.shift_id,
        shift_day=planned.shift_day,
    )


def log_shift(work: Work, shift_id: str, day: date, *, zone: tzinfo) -> PatrolDraft:
    """Give the form of the patrol of a shift; where its sheet waits, the form is that sheet's.

    Who goes is as it is planned now, which may have changed since it was printed. Raises NotFound.
    """
    planned = shifts.patrol_draft(work, shift_id, day, zone=zone)
    printed = of_shift(work, shift_id, day)
    typed = work.sheets.patrols_of([each.id for each in printed])
    waits = next((each for each in printed if each.id not in typed and not each.unused), None)
    if waits is None:
        return planned
    draft = open_(work, waits, zone=zone).draft
    return dataclasses.replace(draft, crew=planned.crew or draft.crew)


def addresses(work: Work, ids: Iterable[str]) -> dict[str, str]:
    """Give the addresses of households by their ids, in the order asked, without those that are gone."""
    return {each.id: each.place.text for each in work.households.get_many(list(ids))}


def houses_of(work: Work, sheet_id: str, ids: Iterable[str]) -> dict[str, str]:
    """Give the houses of a sheet with their addresses, and those of these ids that are not on it."""
    wanted: list[str] = []
    if sheet_id:
        with contextlib.suppress(NotFound):
            wanted += work.sheets.get(sheet_id).house_ids
    return addresses(work, dict.fromkeys([*wanted, *ids]))


def typed_from(work: Work, draft: PatrolDraft, patrol_id: str | None = None) -> PatrolDraft:
    """Give a patrol's draft as it can be kept: its sheet and houses are there, and nobody typed it before.

    A house that is gone leaves a check without a house. Raises Refused where another patrol was typed
    from the sheet meanwhile.
    """
    if draft.sheet_id:
        try:
            sheet = work.sheets.get(draft.sheet_id)
        except NotFound:
            draft = dataclasses.replace(draft, sheet_id="")
        else:
            other = work.sheets.patrols_of([sheet.id]).get(sheet.id)
            if other is not None and other != patrol_id:
                raise Refused("trouble.sheet_typed_already", number=sheet.number)
    there = addresses(work, [each.household_id for each in draft.checks])
    gone = tuple(
        patrol_rules.EntryDraft(
            id=each.id,
            clock=each.clock,
            stop=patrol_rules.Stop.STOP.value,
            category=Category.HOUSE_CHECK.value,
            seen=each.seen,
            reported_to=each.reported_to,
            number=each.number,
        )
        for each in draft.checks
        if each.done and each.household_id not in there
    )
    if not gone:
        return draft
    kept = tuple(each for each in draft.checks if each.household_id in there)
    return dataclasses.replace(draft, checks=kept, entries=(*gone, *draft.entries))


def line_of(work: Work, sheet: Sheet) -> tuple[Point, ...]:
    """Give the line of a sheet's route, none where it has no route or the route is gone."""
    return _line(work, sheet.route_id)


def _line(work: Work, route_id: str | None) -> tuple[Point, ...]:
    if route_id is None:
        return ()
    found: list[Route] = work.routes.get_many([route_id])
    return found[0].line if found else ()


def places_to_look_at(work: Work, *, line: Sequence[Point] = (), zone: tzinfo) -> tuple[Spot, ...]:
    """Give the places where several things happened in the last 60 days, those beside a route alone.

    Each is told by its hundred-block or crossing. What is withheld from neighbors is no reason.
    """
    since, until = work.now - timedelta(days=sheets.REPEATED_DAYS), work.now
    incidents = work.incidents.within(since, until + timedelta(seconds=1))
    happened = [
        _at_block(each.occurred_from, each.place, f"incident.{each.kind.value}")
        for each in incidents
        if not sensitive.withheld(each)
    ]
    told = {incident.entry_id for incident in incidents}
    for patrol in work.patrols.within(since, until + timedelta(seconds=1)):
        for entry in patrol.entries:
            category = entry.category
            if not sensitive.withheld(entry) and category not in _NOTHING_TO_SEE and entry.id not in told:
                at = entry.at or patrol.started_at
                happened.append(_at_block(at, entry.place, f"category.{category.value}"))
    beside = [each for each in happened if not line or is_beside(each.place.point, line)]
    return tuple(_exactly_there(spot) for spot in sheets.repeated(beside, until, zone))


def _at_block(at: datetime, place: Place, kind: str) -> Happened:
    return Happened(at, places.reduced(place, Audience.MEMBERS, ON_THE_MAP), kind)


def is_beside(point: Point | None, line: Sequence[Point]) -> bool:
    """Say whether a place is so near a route that it is on the way."""
    return point is not None and any(point.metres_to(each) <= _BESIDE_M for each in line)


def _exactly_there(spot: Spot) -> Spot:
    """Give the spot with its point on the street, by its words; reducing had rounded it."""
    found = finding.find_place(spot.place.text)
    if found is None:
        return spot
    return dataclasses.replace(spot, place=dataclasses.replace(found, text=spot.place.text))
