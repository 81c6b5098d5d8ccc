"""Keeps papers current in all the places where they should lie, and loses nothing there that is not ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from sacwatch.domain.destinations import Destination
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import destinations, places, reporting
from sacwatch.services.placeruns import Outcome, Released, Tell, run
from sacwatch.services.places import Target, target_for, targets
from sacwatch.services.planning import (
    Known,
    Look,
    check_place,
    look,
    look_at,
)
from sacwatch.services.reporting import Ask
from sacwatch.services.standingexports import choose, target_of
from sacwatch.store.errors import StoreTrouble
from sacwatch.store.work import Work

__all__ = [
    "Ask",
    "Look",
    "Outcome",
    "Released",
    "Result",
    "Target",
    "Tell",
    "check_place",
    "choose",
    "look",
    "look_all",
    "run",
    "run_all",
    "take_back",
    "target_of",
    "targets",
]


@dataclass(frozen=True)
class Result:
    """What became of one destination in a run over all of them: what it did, or why it could do nothing."""

    target: Target
    outcome: Outcome | None = None
    problem: Problem | None = None


def look_all(
    ask: Ask, *, watch_file: Path, now: datetime, zone: tzinfo, progress: Progress = silent
) -> list[Look]:
    """Say how every destination stands, and write nothing; raises Cancelled."""
    every: list[Target] = ask(targets)
    known = Known(ask, now.astimezone(zone).date(), zone) if every else None
    how: Any = {"watch_file": watch_file, "now": now, "zone": zone, "progress": progress, "known": known}
    return [look_at(ask, target, **how) for target in every]


def run_all(
    ask: Ask,
    tell: Tell,
    *,
    watch_file: Path,
    now: datetime,
    zone: tzinfo,
    make_folder: bool = False,
    trust_clock: bool = False,
    looks: Mapping[str, Look] | None = None,
    released: Mapping[str, Released] | None = None,
    only: str = "",
    progress: Progress = silent,
) -> list[Result]:
    """Bring every destination up to date as far as can be; one that is away holds up no other.

    A destination that does not go by itself gets what was `released` for it, by its id, now or before it
    was away, and nothing else; that is remembered until it is where it belongs.
    `looks` are what was found of some, by id, where no record changed since. `only` is the id of the one
    that is meant. Raises Cancelled, and StoreTrouble where the file itself gives no answer.
    """
    results = []
    every: list[Target] = ask(targets)
    if released:
        tell(lambda work: _remember(work, every, released))
    for target in every:
        if only and target.id != only:
            continue
        let_go = None if target.by_itself else ask(partial(_released, target.id))
        seen = (looks or {}).get(target.id)
        usable = seen is not None and seen.problem is None and seen.target == target
        try:
            found = _located(tell, target)
            outcome = run(
                ask,
                tell,
                found,
                watch_file=watch_file,
                now=now,
                zone=zone,
                make_folder=make_folder,
                trust_clock=trust_clock,
                planned=seen.planned if usable and seen is not None and found is target else None,
                released=let_go,
                progress=progress,
            )
        except StoreTrouble:
            raise
        except Trouble as trouble:
            results.append(Result(target, problem=trouble.problem))
        else:
            results.append(Result(found, outcome))
            if let_go and outcome.waiting == outcome.held:
                # All of it is where it belongs; what changed since is looked at anew.
                tell(partial(_put_away, target.id))
    return results


def _remember(work: Work, every: Sequence[Target], released: Mapping[str, Released]) -> None:
    for target in every:
        if target.id in released:
            work.exports.release(target.id, work.exports.released(target.id) | released[target.id])


def _released(id_: str, work: Work) -> Released:
    return work.exports.released(id_)


def _put_away(id_: str, work: Work) -> None:
    work.exports.release(id_, ())


def _located(tell: Tell, target: Target) -> Target:
    """Give the target where its disk is now; what was written there is known under the new path, too."""
    if target.destination is None:
        return target
    if target.destination.volume.comes_and_goes:
        tell(partial(_known_still, target.destination))
    address = places.whereabouts(target.destination)
    if address is None:
        return target
    id_ = target.destination.id
    return target_for(tell(lambda work: destinations.moved(work, id_, address)))


def _known_still(destination: Destination, work: Work) -> None:
    destinations.known_still(work, destination)


def take_back(ask: Ask, files: Iterable[tuple[str, str]]) -> list[Problem]:
    """Take away papers named after somebody who was forgotten; gives what could not be reached.

    `files` are keys of places and names, which the list of what was written does not know any more.
    Only what SacWatch made is taken away. Does not raise Trouble; outside of any unit of work.
    """
    known = {target.key: target for target in ask(targets)}
    problems = []
    for key, name in files:
        target = known.get(key) or Target(destinations.folder_of(key))
        if not target.served and not target.folder.is_dir():
            problems.append(Problem("trouble.cannot_withdraw", {"name": name}))
            continue
        try:
            place = places.opened(target)
        except Trouble as trouble:
            problems.append(trouble.problem)
            continue
        try:
            there = place.mark(name)
            data = place.read(name) if there is not None else None
            if there is None:
                continue
            if data is None:
                problems.append(Problem("trouble.cannot_withdraw", {"name": name}))
            elif reporting.imprint(data) is None:
                problems.append(Problem("note.changed_stays", {"name": name}))
            else:
                place.remove(name, there)
        except Trouble:
            problems.append(Problem("trouble.cannot_withdraw", {"name": name}))
        finally:
            place.close()
    return problems
