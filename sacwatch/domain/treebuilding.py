"""Builds a phone tree: who calls which homes, by block, then language, then distance.

The homes are dealt out at the least cost in all, which is a minimum-cost flow from homes to callers,
found by shortest augmenting paths with potentials (Edmonds and Karp, JACM 19, 1972). The same homes and
callers, in the same order, give the same tree.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sacwatch.domain.errors import Problem
from sacwatch.domain.phonetrees import LEAST_HOMES, MOST_HOMES, Caller, CallerInfo, Home, told_by_head
from sacwatch.domain.places import Point

_OTHER_BLOCK, _OTHER_LANGUAGE, _FAR = 4.0, 2.0, 1.0
"""What a call costs. Each weighs more than all below it, so that a home stays on its block where it can."""
_OWN_WAY = 0.1
"""How much of the way to a home of another block is its own, and not that of its block: blocks stay whole."""


@dataclass(frozen=True)
class Built:
    """The lists that were made, and what is not on them."""

    callers: tuple[Caller, ...]
    knock: tuple[str, ...] = ()
    """Homes without a phone: somebody knocks on the door."""
    left_out: tuple[str, ...] = ()
    """Homes that nobody is there to call."""
    advice: tuple[Problem, ...] = ()
    """What the captain should do about too few callers, or may about too many."""


def build(homes: Sequence[Home], callers: Sequence[CallerInfo], head: Sequence[CallerInfo] = ()) -> Built:
    """Deal the homes out to those callers who can call, ten to fifteen each where that can be.

    `homes` come in the order in which they are to stand on a list, such as along the street. The homes of
    callers and head are left off: they are told when their people are.
    """
    able = list({each.member_id: each for each in callers if each.can_call}.values())
    told = told_by_head(head, able)
    unique = {each.id: each for each in homes}
    knock = tuple(each.id for each in unique.values() if not each.has_phone and each.id not in told)
    wanted = [each for each in unique.values() if each.has_phone and each.id not in told]
    if not able:
        return Built((), knock, tuple(each.id for each in wanted), advice(len(wanted), 0))
    count = len(able)
    deal = Deal(
        _costs(wanted, able),
        count,
        least=min(LEAST_HOMES, len(wanted) // count),
        most=max(MOST_HOMES, math.ceil(len(wanted) / count)),
    )
    deal.out()
    order = {each.id: place for place, each in enumerate(wanted)}
    made = []
    for caller, numbers in zip(able, deal.lists, strict=True):
        mine = sorted(
            (wanted[number] for number in numbers),
            key=lambda home: (
                not home.first, home.block_id != caller.block_id, home.block_id, order[home.id],
            ),
        )  # fmt: skip
        made.append(Caller(member_id=caller.member_id, homes=tuple(each.id for each in mine)))
    return Built(tuple(made), knock, (), advice(len(wanted), len(able)))


def fill_in(
    lists: Sequence[Caller],
    homes: Sequence[Home],
    people: Mapping[str, CallerInfo],
    head: Sequence[CallerInfo] = (),
) -> tuple[Caller, ...]:
    """Put the homes that are on nobody's list at the end of the nearest one that has room.

    What stands on a list stays there. A caller who cannot call gets nothing.
    """
    info = [people.get(each.member_id, CallerInfo(each.member_id, active=False)) for each in lists]
    able = [place for place, each in enumerate(info) if each.can_call]
    if not able:
        return tuple(lists)
    told = told_by_head(head, info)
    listed = {home for each in lists for home in each.homes}
    wanted = [each for each in homes if each.has_phone and each.id not in told and each.id not in listed]
    costs = _costs(wanted, [info[place] for place in able])
    lists_now = [list(each.homes) for each in lists]
    for home, row in zip(wanted, costs, strict=True):
        full = [len(lists_now[place]) - MOST_HOMES + 1 for place in able]
        at = min(range(len(able)), key=lambda which: (max(0, full[which]), row[which], which))
        lists_now[able[at]].append(home.id)
    return tuple(
        Caller(member_id=each.member_id, homes=tuple(now)) for each, now in zip(lists, lists_now, strict=True)
    )


def advice(homes: int, callers: int) -> tuple[Problem, ...]:
    """Say what to do where the callers are too few or more than needed."""
    if homes > callers * MOST_HOMES:
        more = math.ceil(homes / MOST_HOMES) - callers
        key = "tree.one_caller_more" if more == 1 else "tree.callers_too_few"
        return (Problem(key, {"homes": homes, "callers": callers, "more": more}),)
    if homes < callers * LEAST_HOMES and callers > 1:
        enough = max(1, math.ceil(homes / MOST_HOMES))
        if enough < callers:
            return (Problem("tree.callers_many", {"homes": homes, "callers": callers, "enough": enough}),)
    return ()


def _costs(homes: Sequence[Home], callers: Sequence[CallerInfo]) -> list[list[float]]:
    """Give what each call would cost, home by home in the order of the callers."""
    middles = _middles(homes)
    ways = [[_way(home, caller, middles) for caller in callers] for home in homes]
    longest = max((way for row in ways for way in row if way is not None), default=0.0) or 1.0
    found = []
    for home, row in zip(homes, ways, strict=True):
        costs = []
        for caller, way in zip(callers, row, strict=True):
            cost = _FAR * (0.5 if way is None else way / longest)
            if not home.block_id or home.block_id != caller.block_id:
                cost += _OTHER_BLOCK
            if home.language and home.language not in caller.languages:
                cost += _OTHER_LANGUAGE
            costs.append(cost)
        found.append(costs)
    return found


def _middles(homes: Sequence[Home]) -> dict[str, Point]:
    """Give the middle of the homes of each block."""
    points: dict[str, list[Point]] = {}
    for home in homes:
        if home.block_id and home.point is not None:
            points.setdefault(home.block_id, []).append(home.point)
    return {
        block: Point(sum(p.lat for p in found) / len(found), sum(p.lon for p in found) / len(found))
        for block, found in points.items()
    }


def _way(home: Home, caller: CallerInfo, middles: Mapping[str, Point]) -> float | None:
    """Give how far a home is, in metres on the flat map; None where that is not known."""
    if caller.point is None or home.point is None:
        return None
    own = _flat(home.point, caller.point)
    if not home.block_id or home.block_id == caller.block_id or home.block_id not in middles:
        return own
    return _OWN_WAY * own + (1 - _OWN_WAY) * _flat(middles[home.block_id], caller.point)


def _flat(a: Point, b: Point) -> float:
    # Good to a thousandth across a watch, and many times quicker than the great circle.
    x = (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return 111_195.0 * math.hypot(x, b.lat - a.lat)


class Deal:
    """Homes dealt to callers at the least cost, by number; `lists` hold each caller's homes."""

    def __init__(self, costs: Sequence[Sequence[float]], count: int, *, least: int, most: int) -> None:
        """Take what each call costs, home by home for `count` callers, and how many one may have."""
        self._costs = costs
        self.lists: list[list[int]] = [[] for _caller in range(count)]
        self._least, self._most = least, most
        self._potential = [0.0] * count
        self._best: list[list[tuple[float, int]]] = [[(math.inf, -1)] * count for _caller in range(count)]
        """For two callers: what handing a home from the first to the second adds, and which one."""

    def out(self) -> None:
        """Deal every home out."""
        everyone = range(len(self.lists))
        for home, row in enumerate(self._costs):
            roomy = [len(each) < self._most for each in self.lists]
            # Where the cheapest caller has room, nothing can be cheaper.
            path = [min(everyone, key=row.__getitem__)]
            if not roomy[path[0]]:
                base = max(pot - cost for pot, cost in zip(self._potential, row, strict=True))
                starts = [cost - pot + base for cost, pot in zip(row, self._potential, strict=True)]
                path = self._path(starts, roomy)
            self._hand_on(path)
            self._take(path[0], home)
        while any(len(each) < self._least for each in self.lists):
            short = [len(each) < self._least for each in self.lists]
            base = max(self._potential)
            starts = [
                base - pot if len(each) > self._least else math.inf
                for pot, each in zip(self._potential, self.lists, strict=True)
            ]
            self._hand_on(self._path(starts, short))

    def _path(self, starts: Sequence[float], goals: Sequence[bool]) -> list[int]:
        """Give the cheapest way, from caller to caller, to one that is a goal (Dijkstra)."""
        count = len(starts)
        away = list(starts)
        before = [-1] * count
        open_ = set(range(count))
        end, nearest = -1, math.inf
        while open_:
            here = min(open_, key=lambda which: (away[which], which))
            if away[here] >= nearest:
                break
            open_.discard(here)
            if goals[here] and away[here] + self._potential[here] < nearest:
                end, nearest = here, away[here] + self._potential[here]
            reach = away[here] + self._potential[here]
            for there, (step, _home) in enumerate(self._best[here]):
                # Rounding may leave a hair below nothing.
                at = max(away[here], reach + step - self._potential[there])
                if at < away[there] and there in open_:
                    away[there], before[there] = at, here
        for which in range(count):
            if away[which] < nearest:
                self._potential[which] += away[which] - nearest
        path = [end]
        while before[path[-1]] >= 0:
            path.append(before[path[-1]])
        return path[::-1]

    def _hand_on(self, path: Sequence[int]) -> None:
        """Let each caller on a way hand the cheapest home to the next one."""
        handed = [self._best[a][b][1] for a, b in pairwise(path)]
        for giver, home in zip(path, handed, strict=False):
            self.lists[giver].remove(home)
        for taker, home in zip(path[1:], handed, strict=True):
            self.lists[taker].append(home)
        for which in path[: len(path) if handed else 0]:
            self._look_over(which)

    def _take(self, which: int, home: int) -> None:
        self.lists[which].append(home)
        row = self._costs[home]
        mine = row[which]
        self._best[which] = [
            min(best, (cost - mine, home)) for best, cost in zip(self._best[which], row, strict=True)
        ]

    def _look_over(self, which: int) -> None:
        """Find again what this caller would hand on to each other."""
        best = [(math.inf, -1)] * len(self.lists)
        for home in self.lists[which]:
            row = self._costs[home]
            mine = row[which]
            best = [min(past, (cost - mine, home)) for past, cost in zip(best, row, strict=True)]
        self._best[which] = best
