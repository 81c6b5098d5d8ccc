"""What a captain does with drills of the phone tree, and when it is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sacwatch.domain import drills
from sacwatch.domain.drills import Call, Comparison, Drill, DrillSort, Outcome, Result
from sacwatch.domain.errors import Refused
from sacwatch.domain.phonetrees import Caller
from sacwatch.services import phonetrees
from sacwatch.services.phonetrees import Board
from sacwatch.store.work import Work


@dataclass(frozen=True)
class Shown:
    """A drill with its result, the one before it, and the names of who and where."""

    drill: Drill
    result: Result
    compared: Comparison | None
    """With the drill that ended last before it, or None where it is the first."""
    board: Board


def start(work: Work, sort: DrillSort) -> Drill:
    """Begin a drill or an activation with the lists as they are now.

    Raises Refused where one runs, or where there is nobody to call.
    """
    work.does = "step.activation_started" if sort is DrillSort.ACTIVATION else "step.drill_started"
    if work.drills.running() is not None:
        raise Refused("trouble.drill_runs")
    found = phonetrees.board(work)
    callers = tuple(each for each in found.tree.callers if each.homes)
    if found.knock:
        callers = (*callers, Caller(member_id="", homes=found.knock))
    if not callers:
        raise Refused("trouble.nobody_to_call")
    drill = Drill(
        id=work.new_id(),
        watch_id=work.watch_id,
        created_at=work.now,
        changed_at=work.now,
        changed_by=work.by,
        sort=sort,
        started_at=work.now,
        callers=callers,
    )
    work.drills.add(drill)
    return drill


def note(work: Work, drill_id: str, household_id: str, outcome: Outcome) -> Drill:
    """Note what came of a call, now; a home may be called again, and the last call counts.

    Raises NotFound, or Refused where the drill is over or the home is on none of its lists.
    """
    work.does = "step.call_noted"
    drill = work.drills.get(drill_id)
    call = Call(
        id=work.new_id(),
        household_id=household_id,
        member_id=drill.caller_of(household_id),
        at=work.now,
        outcome=outcome,
    )
    return _changed(work, drills.noted(drill, call))


def end(work: Work, drill_id: str) -> Drill:
    """End a drill; raises NotFound, or Refused where it is over."""
    work.does = "step.drill_ended"
    return _changed(work, drills.ended(work.drills.get(drill_id), work.now))


def remove(work: Work, drill_id: str) -> Drill:
    """Remove a drill with its calls; raises NotFound."""
    work.does = "step.drill_removed"
    return work.drills.remove(drill_id)


def get(work: Work, drill_id: str) -> Drill:
    """Give a drill; raises NotFound."""
    return work.drills.get(drill_id)


def running(work: Work) -> Drill | None:
    """Give the drill that runs, or None."""
    return work.drills.running()


def under_way(work: Work) -> DrillSort | None:
    """Say whether a drill or an activation runs, and which."""
    return work.drills.under_way()


def latest(work: Work, *, limit: int = 20) -> list[tuple[Drill, Result]]:
    """Give the latest drills with what came of them, the newest first."""
    return [(each, drills.result(each)) for each in work.drills.latest(limit=limit)]


def show(work: Work, drill_id: str) -> Shown:
    """Give a drill beside the one before it; raises NotFound."""
    drill = work.drills.get(drill_id)
    before = work.drills.before(drill)
    compared = drills.compare(drill, before) if before else None
    return Shown(drill, drills.result(drill), compared, phonetrees.board(work))


def _changed(work: Work, drill: Drill) -> Drill:
    drill = replace(drill, changed_at=work.now, changed_by=work.by)
    work.drills.change(drill)
    return drill
