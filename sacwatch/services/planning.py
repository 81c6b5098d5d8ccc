"""Where papers are kept current, and what should lie there against what does; writes no file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Problem, Trouble
from sacwatch.domain.exports import Mark, Written
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import destinations, exportpapers, places, reporting, standingexports, wanted
from sacwatch.services.freshness import Freshness
from sacwatch.services.placenames import Lying, own_name, same_name
from sacwatch.services.places import Target
from sacwatch.services.reporting import Ask, Order
from sacwatch.store.errors import StoreTrouble

if TYPE_CHECKING:
    from sacwatch.exchange.places import Place

_NOT_FOR_THEM = frozenset({"trouble.only_counted"})

CLOCK_BACK = timedelta(days=2)
"""A clock that is so far behind what was written last cannot be trusted."""

check_place = destinations.check_folder

Released = frozenset[str]
"""What the captain looked at and let go, each file by its `release_key`."""


def release_key(name: str, fingerprint: str) -> str:
    """Give what tells one file with what is to be in it; no name of anybody can be read from it."""
    return hashlib.sha256(f"{name}\n{fingerprint}".encode()).hexdigest()


class Standing(StrEnum):
    """How a wanted file stands to its records."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    CHANGED = "changed"
    """Somebody changed the file after it was written."""
    NOT_OURS = "not_ours"
    """A file of that name lies there that is not known to be ours."""
    AWAY = "away"
    """Its place is not there."""
    UNWANTED = "unwanted"
    """It is not wanted there any more, and will be taken away."""


@dataclass(frozen=True)
class Paper:
    """One paper that is wanted, by the name that its file has."""

    name: str
    order: Order
    fingerprint: str
    file_name: str
    """The name it would have if no other file had it."""
    seen: str = ""
    """Up to where in the journal its records were looked at."""
    beside: str = ""
    """The name that it would have here, where a file has that which is not ours."""


@dataclass(frozen=True)
class Planned:
    """One wanted file, what it is made from, and how it stands."""

    name: str
    order: Order
    fingerprint: str
    standing: Standing
    seen: str = ""
    file_name: str = ""
    beside: str = ""
    """The name of a file that is not ours and stays, in place of which this one has another."""


@dataclass(frozen=True)
class Look:
    """How a place stands: no `target` where there is none, `problem` where it cannot be used."""

    target: Target | None = None
    planned: tuple[Planned, ...] = ()
    waiting: int = 0
    """Files that are not as they should be."""
    problem: Problem | None = None
    unwanted: tuple[Written, ...] = ()
    """What lies there and should be taken away."""

    @property
    def held(self) -> bool:
        """Say whether all that is out of date waits for the captain to look at it and press Release."""
        return self.target is not None and not self.target.by_itself and bool(self.waiting)

    @property
    def changes(self) -> tuple[Planned, ...]:
        """Give what a run would do, file by file, what it would take away last."""
        going = tuple(
            Planned(each.name, _order_of(each), each.fingerprint, Standing.UNWANTED) for each in self.unwanted
        )
        return (*(each for each in self.planned if each.standing is not Standing.CURRENT), *going)

    @property
    def released(self) -> Released:
        """Give what the captain lets go by pressing Release on this list."""
        return frozenset(release_key(each.name, each.fingerprint) for each in self.changes)


def _order_of(written: Written) -> Order:
    audience = Audience(written.audience) if written.audience else Audience.CAPTAIN
    return Order(written.report, written.subject, audience, written.large)


# Looking


def look(ask: Ask, *, watch_file: Path, now: datetime, zone: tzinfo, progress: Progress = silent) -> Look:
    """Say how the folder of papers stands, and write nothing; raises Cancelled."""
    target: Target | None = ask(standingexports.target_of)
    if target is None:
        return Look()
    return look_at(ask, target, watch_file=watch_file, now=now, zone=zone, progress=progress)


def look_at(
    ask: Ask,
    target: Target,
    *,
    watch_file: Path,
    now: datetime,
    zone: tzinfo,
    progress: Progress = silent,
    known: Known | None = None,
) -> Look:
    """Say how one place stands, and write nothing; raises Cancelled."""
    ledger: list[Written] = ask(lambda work: work.exports.in_folder(target.key))
    try:
        check_clock(ask, now)
        if not target.served:
            check_place(target.folder, watch_file)
        if target.destination is not None:
            places.whereabouts(target.destination)
    except Trouble as trouble:
        return Look(target, problem=trouble.problem)
    today = now.astimezone(zone).date()
    known = known if known is not None else Known(ask, today, zone)
    there: Mapping[str, Mark] | None = None
    problem: Problem | None = None
    place: Place | None = None
    try:
        place = places.opened(target)
        if ledger or not _can_be_made(target):
            place.ready(make=False)
        there = place.look()
    except Trouble as trouble:
        problem = trouble.problem
    try:
        lying = Lying(place, there, ledger)
        planned = _compared(papers_for(target, ledger, known, lying, progress=progress), lying)
    finally:
        if place is not None:
            place.close()
    keep = {same_name(each.name) for each in planned}
    unwanted = tuple(each for each in ledger if same_name(each.name) not in keep and not is_index(each))
    waiting = sum(each.standing is not Standing.CURRENT for each in planned) + len(unwanted)
    return Look(target, tuple(planned), waiting, problem, unwanted)


def _can_be_made(target: Target) -> bool:
    """Say whether a place is not there yet, and the first run will make it."""
    if target.served:
        return True
    return not os.path.lexists(target.folder) and target.folder.parent.is_dir()


INDEX = "latest"
"""What the index of a destination is called in the list of what was written."""


def is_index(written: Written) -> bool:
    return written.report == INDEX


def check_clock(ask: Ask, now: datetime) -> None:
    """Raise Trouble where this computer's clock is far behind what was written last.

    By it, papers of this year would be taken away as not wanted yet.
    """
    newest: datetime | None = ask(lambda work: work.exports.newest_at())
    if newest is not None and now < newest - CLOCK_BACK:
        raise Trouble("trouble.clock_back", day=now.date().isoformat(), last=newest.date().isoformat())


# The plan


class Known:
    """What one round over all places finds out once: what changed, and how each paper would come out."""

    def __init__(self, ask: Ask, today: date, zone: tzinfo) -> None:
        self.ask, self.today, self.zone = ask, today, zone
        self.freshness = Freshness(ask, today)
        self._light: dict[Order, tuple[str, str] | None] = {}

    def light(self, order: Order) -> tuple[str, str] | None:
        """Give the file name and the fingerprint of a paper, or None where its readers get none.

        Its record is gone, or is of a kind that is only counted for them.
        """
        if order not in self._light:
            self._light[order] = None
            try:
                found = reporting.collect(self.ask, order, zone=self.zone, photos=False)
                self._light[order] = (found.file_name, found.fingerprint)
            except StoreTrouble:
                raise
            except Trouble as trouble:
                if not isinstance(trouble, NotFound) and trouble.problem.key not in _NOT_FOR_THEM:
                    raise
        return self._light[order]


def plan(
    ask: Ask, target: Target, *, today: date, zone: tzinfo, progress: Progress = silent
) -> list[Planned]:
    """Compare what the place should hold with what lies there."""
    ledger: list[Written] = ask(lambda work: work.exports.in_folder(target.key))
    place = places.opened(target)
    try:
        lying = Lying(place, place.look(), ledger)
        papers = papers_for(target, ledger, Known(ask, today, zone), lying, progress=progress)
        return _compared(papers, lying)
    finally:
        place.close()


def papers_for(
    target: Target, ledger: Sequence[Written], known: Known, lying: Lying, *, progress: Progress = silent
) -> list[Paper]:
    """Give the papers that a place should hold, each by the name that its file has there."""
    written = {
        Order(each.report, each.subject, Audience(each.audience), each.large): each
        for each in ledger
        if each.audience and not each.copy and not is_index(each)
    }
    names = {same_name(exportpapers.index_name())}
    found = []
    orders = wanted.orders(
        known.ask,
        target.wishes,
        audience=target.audience,
        large=target.large,
        today=known.today,
        zone=known.zone,
    )
    for done, order in enumerate(orders):
        progress(done, len(orders), "job.comparing")
        before = written.get(order)
        if before is not None and known.freshness.holds(before):
            file_name, fingerprint = before.file_name or before.name, before.fingerprint
        else:
            light = known.light(order)
            if light is None:
                continue
            file_name, fingerprint = light
        own = own_name(file_name, names)
        name = lying.name_for(own, names)
        names.add(same_name(name))
        beside = own if name != own else ""
        found.append(Paper(name, order, fingerprint, file_name, known.freshness.seen, beside))
    return found


def _compared(papers: Sequence[Paper], lying: Lying) -> list[Planned]:
    planned = []
    for paper in papers:
        stands = Standing.AWAY
        if lying.place is not None and not lying.away:
            written = lying.known.get(same_name(paper.name))
            stands = standing(lying.place, paper.name, paper.fingerprint, written, lying.mark(paper.name))
        planned.append(
            Planned(
                paper.name,
                paper.order,
                paper.fingerprint,
                stands,
                paper.seen,
                paper.file_name,
                paper.beside,
            )
        )
    return planned


def standing(
    place: Place, name: str, fingerprint: str, written: Written | None, there: Mark | None
) -> Standing:
    """Say how a file stands to what it should be now and to what was last written there.

    It is read only where it looks different from what was written.
    """
    if there is None:
        return Standing.MISSING
    if written is None:
        return Standing.NOT_OURS
    if there == written.looks:
        found = written.sha256
    elif 0 <= written.size != there.size >= 0:
        return Standing.CHANGED
    else:
        data = place.read(name)
        # What another program holds shut cannot be looked into; it is taken for what was written.
        found = written.sha256 if data is None else hashlib.sha256(data).hexdigest()
    if found == written.sha256:
        return Standing.CURRENT if written.fingerprint == fingerprint else Standing.STALE
    return Standing.STALE if written.seen == f"{WAS}{found}" else Standing.CHANGED


WAS = "was "
"""Begins what is noted just before a file is written: then the hash of the one that lies there still.

Whoever ends the program at that moment leaves one of the two behind, and both are known for ours.
"""


def untouched(place: Place, name: str, written: Written, there: Mark) -> bool:
    """Say whether a file is as it was written. What another program holds shut is taken for that."""
    return standing(place, name, written.fingerprint, written, there) is not Standing.CHANGED
