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
    spots = [_flat(each.point) for each in callers]
    middles = _middles(homes)
    around = {
        block: [None if spot is None else math.dist(middle, spot) for spot in spots]
        for block, middle in middles.items()
    }
    ways = [_ways(home, callers, spots, around) for home in homes]
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


Spot = tuple[float, float]
"""East and north in metres, on a flat map."""


def _flat(point: Point | None) -> Spot | None:
    # Good to a hundredth across a county, and many times quicker than the great circle.
    if point is None:
        return None
    return 111_195.0 * _NARROWING * point.lon, 111_195.0 * point.lat


_NARROWING = math.cos(math.radians(38.5))
"""How much shorter than a degree of latitude one of longitude is at Sacramento."""


def _middles(homes: Sequence[Home]) -> dict[str, Spot]:
    """Give the middle of the homes of each block."""
    spots: dict[str, list[Spot]] = {}
    for home in homes:
        spot = _flat(home.point)
        if home.block_id and spot is not None:
            spots.setdefault(home.block_id, []).append(spot)
    return {
        block: (sum(x for x, _y in found) / len(found), sum(y for _x, y in found) / len(found))
        for block, found in spots.items()
    }


def _ways(
    home: Home,
    callers: Sequence[CallerInfo],
    spots: Sequence[Spot | None],
    around: Mapping[str, Sequence[float | None]],
) -> list[float | None]:
    """Give how far a home is from each caller, in metres; None where that is not known."""
    here = _flat(home.point)
    if here is None:
        return [None] * len(callers)
    blocks = around.get(home.block_id) or [None] * len(callers)
    found: list[float | None] = []
    for caller, spot, block in zip(callers, spots, blocks, strict=True):
        if spot is None:
            found.append(None)
            continue
        own = math.dist(here, spot)
        whole = own if block is None or home.block_id == caller.block_id else block
        found.append(_OWN_WAY * own + (1 - _OWN_WAY) * whole)
    return found


class Deal:
    """Homes dealt to callers at the least cost, by number; `lists` hold each caller's homes."""

    def __init__(self, costs: Sequence[Sequence[float]], count: int, *, least: int, most: int) -> None:
        """Take what each call costs, home by home for `count` callers, and how many one may have."""
        self._costs = costs
        self.lists: list[list[int]] = [[] for _caller in range(count)]
        self._least, self._most = least, most
        self._potential = [0.0] * count
        self._added = [[math.inf] * count for _caller in range(count)]
        """For two callers: what handing a home from the first to the second adds, at the least."""
        self._which = [[-1] * count for _caller in range(count)]
        """The home for which that is so, the first of several."""

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
        potential = self._potential
        away = list(starts)
        before = [-1] * len(away)
        open_ = list(range(len(away)))
        end, nearest = -1, math.inf
        while open_:
            here = min(open_, key=away.__getitem__)
            so_far = away[here]
            if so_far >= nearest:
                break
            open_.remove(here)
            reach = so_far + potential[here]
            if goals[here] and reach < nearest:
                end, nearest = here, reach
            steps = self._added[here]
            for there in open_:
                at = reach + steps[there] - potential[there]
                if at < away[there] and at < nearest:
                    # Rounding may leave a hair below nothing.
                    away[there], before[there] = max(at, so_far), here
        for which, at in enumerate(away):
            if at < nearest:
                potential[which] += at - nearest
        path = [end]
        while before[path[-1]] >= 0:
            path.append(before[path[-1]])
        return path[::-1]

    def _hand_on(self, path: Sequence[int]) -> None:
        """Let each caller on a way hand the cheapest home to the next one."""
        handed = [(a, b, self._which[a][b]) for a, b in pairwise(path)]
        for giver, _taker, home in handed:
            self._give(giver, home)
        for _giver, taker, home in handed:
            self._take(taker, home)

    def _take(self, which: int, home: int) -> None:
        self.lists[which].append(home)
        row, added, best = self._costs[home], self._added[which], self._which[which]
        mine = row[which]
        for there, cost in enumerate(row):
            more = cost - mine
            if more < added[there] or (more == added[there] and home < best[there]):
                added[there], best[there] = more, home

    def _give(self, which: int, home: int) -> None:
        mine = self.lists[which]
        mine.remove(home)
        added, best = self._added[which], self._which[which]
        for there in [place for place, each in enumerate(best) if each == home]:
            found = min(
                ((self._costs[each][there] - self._costs[each][which], each) for each in mine),
                default=(math.inf, -1),
            )
            added[there], best[there] = found
