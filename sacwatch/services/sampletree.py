"""The phone tree of the sample watch and two past drills of it: invented like the rest."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sacwatch.domain.drills import Call, Drill, DrillSort, Outcome
from sacwatch.domain.phonetrees import Caller, PhoneTree
from sacwatch.services import phonetrees
from sacwatch.store.work import Work

_AGO = (timedelta(weeks=31), timedelta(weeks=5))
"""How long ago the drills were, the older first."""
_LIKELY = (
    (("reached", 62), ("message", 18), ("no_answer", 14), ("wrong_number", 6)),
    (("reached", 81), ("message", 11), ("no_answer", 5), ("wrong_number", 3)),
)
"""What came of a call, in parts of a hundred; the watch got better at it."""


def grow(work: Work, *, now: datetime, chance: random.Random) -> PhoneTree:
    """Build the tree from the households and callers there are, and add its past drills."""
    done = work.does
    tree = phonetrees.build(work)
    work.does = done
    knock = phonetrees.board(work).knock
    for ago, likely in zip(_AGO, _LIKELY, strict=True):
        begun = (now - ago).replace(minute=5, second=0, microsecond=0)
        work.drills.add(_drill(work, tree, knock, begun, likely, chance))
    return tree


def _drill(
    work: Work,
    tree: PhoneTree,
    knock: tuple[str, ...],
    begun: datetime,
    likely: tuple[tuple[str, int], ...],
    chance: random.Random,
) -> Drill:
    lists = [*tree.callers]
    if knock:
        lists.append(Caller(member_id="", homes=knock))
    kinds, weights = [each for each, _weight in likely], [weight for _kind, weight in likely]
    calls = []
    for caller in lists:
        at = begun + timedelta(minutes=chance.randrange(3, 11))
        for home in caller.homes:
            at += timedelta(seconds=chance.randrange(50, 190))
            outcome = "reached" if not caller.member_id else chance.choices(kinds, weights)[0]
            if chance.random() < 0.04:
                continue  # skipped, and never called back
            calls.append((at, home, caller.member_id, Outcome(outcome)))
    calls.sort()
    last = calls[-1][0] if calls else begun
    return Drill(
        id=work.new_id(),
        watch_id=work.watch_id,
        created_at=begun,
        changed_at=last,
        changed_by=work.by,
        sort=DrillSort.DRILL,
        started_at=begun,
        ended_at=last + timedelta(minutes=4),
        callers=tuple(lists),
        calls=tuple(
            Call(id=work.new_id(), household_id=home, member_id=who, at=at, outcome=outcome)
            for at, home, who, outcome in calls
        ),
    )
