"""Brings in patrol logs that were kept in a spreadsheet before the watch had SacWatch."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from sacwatch.domain import patrolcolumns, patrols, patrolsheets
from sacwatch.domain.errors import Invalid, Problem
from sacwatch.domain.listing import PatrolQuery
from sacwatch.domain.patrolcolumns import Tells
from sacwatch.domain.patrols import Patrol, PatrolDraft
from sacwatch.domain.patrolsheets import Logged
from sacwatch.domain.progress import Progress, silent
from sacwatch.domain.tables import Table
from sacwatch.services import finding, members
from sacwatch.store.work import Work


@dataclass(frozen=True)
class Log:
    """A file with a patrol log: its table, and what its columns tell."""

    path: Path
    table: Table
    uses: tuple[Tells, ...]
    is_text: bool = True
    usual_start: str = ""
    """When patrols began of which no row says so, "" to leave those out."""
    evening: bool = False
    """Whether a start from 4 to 11 without am or pm was in the evening."""


@dataclass(frozen=True)
class FoundPatrol:
    """A patrol of the file; `patrol` is None where `problem` says why it cannot come in."""

    logged: Logged
    patrol: Patrol | None = None
    problem: Problem | None = None
    there: bool = False
    """Whether the same patrol (day, start, crew) is in the watch already, or stands before it in the file."""


def read(path: Path, progress: Progress = silent, *, encoding: str = "") -> Log:
    """Give the patrol log of a CSV or XLSX file; raises Trouble with the reason. For the pool."""
    from sacwatch.exchange import contactsheets, spreadsheets  # a door: loaded with the first file

    def pulse() -> None:
        progress(0, 0, "job.contacts_reading")

    pulse()
    is_text = not spreadsheets.is_one(path)
    if is_text:
        table = contactsheets.read(path, patrolcolumns.KNOWN, pulse, encoding=encoding)
    else:
        table = spreadsheets.read(path, patrolcolumns.KNOWN, pulse)
    uses = patrolcolumns.guess(table)
    return Log(path, table, uses, is_text, evening=patrolcolumns.unsure(table, uses))


def preview(
    work: Work, log: Log, *, zone: tzinfo, today: date, progress: Progress = silent
) -> list[FoundPatrol]:
    """Say of each patrol of the file whether it can come in, and if not why, in their order."""
    names = {each.name.casefold() for each in members.active(work)}
    found = patrolsheets.logged(
        log.table.rows,
        log.uses,
        is_known=lambda name: name.casefold() in names,
        usual_start=log.usual_start,
        evening=log.evening,
    )
    rows: list[FoundPatrol] = []
    for place, each in enumerate(found):
        if place % 100 == 0:
            progress(place, len(found), "job.patrols_reading")
        rows.append(_found(work, each, zone, today))
    known = _there(work, [row.patrol for row in rows if row.patrol is not None])
    for place, row in enumerate(rows):
        if row.patrol is None:
            continue
        key = _key(row.patrol)
        if key in known:
            rows[place] = dataclasses.replace(row, there=True)
        known.add(key)
    return rows


def _found(work: Work, logged: Logged, zone: tzinfo, today: date) -> FoundPatrol:
    if logged.problem is not None:
        return FoundPatrol(logged, None, logged.problem)
    try:
        return FoundPatrol(logged, _settled(work, logged.draft, zone, today))
    except Invalid as invalid:
        if not all(field.startswith("entries") for field in invalid.problems):
            fields = [field for field in invalid.problems if not field.startswith("entries")]
            return FoundPatrol(logged, None, invalid.problems[fields[0]])
    # A time that does not fit is kept as it was written.
    logged = dataclasses.replace(logged, draft=patrolsheets.without_entries(logged.draft))
    try:
        return FoundPatrol(logged, _settled(work, logged.draft, zone, today))
    except Invalid as invalid:
        return FoundPatrol(logged, None, next(iter(invalid.problems.values())))


def _settled(work: Work, draft: PatrolDraft, zone: tzinfo, today: date) -> Patrol:
    return patrols.settle(draft, work.stamp(work.new_id()), zone=zone, today=today, new_id=work.new_id)


_Key = tuple[date, datetime, frozenset[str]]


def _key(patrol: Patrol) -> _Key:
    return patrol.day, patrol.started_at, _crew(each.name for each in patrol.crew)


def _crew(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _there(work: Work, found: Sequence[Patrol]) -> set[_Key]:
    """Give the patrols of the watch in the time that the found ones cover."""
    if not found:
        return set()
    starts = [each.started_at for each in found]
    query = PatrolQuery(since=min(starts), until=max(starts) + timedelta(minutes=1), limit=1_000_000)
    lines = work.patrols.find(query).lines
    return {(each.day, each.started_at, _crew(each.crew)) for each in lines}


def bring_in(
    work: Work,
    rows: Sequence[FoundPatrol],
    left_out: Container[int] = (),
    *,
    zone: tzinfo,
    today: date,
    progress: Progress = silent,
) -> int:
    """Bring the patrols of a preview in as one step, but for those at the places `left_out`; give how many.

    Those that cannot come, and those that are there already, stay out.
    """
    work.does = "step.patrols_brought"
    known = _there(work, [row.patrol for row in rows if row.patrol is not None])
    names = {each.name: each for row in rows for each in row.logged.draft.crew}
    # Asked for all at once: the same few people went on every patrol.
    who = dict(zip(names, members.linked(work, tuple(names.values())), strict=True))
    made = []
    for place, row in enumerate(rows):
        if place % 50 == 0:
            progress(place, len(rows), "job.patrols_bringing")
        if row.patrol is None or row.there or place in left_out or _key(row.patrol) in known:
            continue
        draft = row.logged.draft
        entries = tuple(dataclasses.replace(each, place=finding.placed(each.place)) for each in draft.entries)
        crew = tuple(dataclasses.replace(each, member_id=who[each.name].member_id) for each in draft.crew)
        draft = dataclasses.replace(draft, entries=entries, crew=crew)
        made.append(_settled(work, draft, zone, today))
    progress(len(rows), len(rows), "job.contacts_keeping")
    work.patrols.add_many(made)
    return len(made)
