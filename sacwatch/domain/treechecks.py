"""What is not right about a phone tree, so that it can be said beside it while it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain.errors import Problem
from sacwatch.domain.phonetrees import (
    LEAST_HOMES,
    MOST_HOMES,
    CallerInfo,
    Home,
    PhoneTree,
    shares,
    told_by_head,
)
from sacwatch.domain.treebuilding import advice

_NUMBER_DIGITS = 7


class Weight(StrEnum):
    """How much a remark matters."""

    MENDING = "mending"
    """Somebody would not be told: put it right."""
    LOOKING = "looking"
    """Somebody would be told later, or twice."""


@dataclass(frozen=True)
class Remark:
    """One thing that is not right, and where: the members and households it is about, the first first."""

    problem: Problem
    weight: Weight = Weight.MENDING
    members: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()

    @property
    def of_head(self) -> bool:
        """Say whether it is about somebody who begins the calls."""
        return self.problem.key.removeprefix("tree.").startswith("head")


def check(tree: PhoneTree, homes: Sequence[Home], people: Mapping[str, CallerInfo]) -> list[Remark]:
    """Give everything that is not right, the gravest first; nothing where all is well.

    `homes` are all households of the watch that are active, `people` those members who are there, retired
    or not, by their id.
    """
    look = _Look(tree, {each.id: each for each in homes}, people)
    found = [*look.head(), *look.callers(), *look.circles(), *look.homes(), *look.loads()]
    return sorted(found, key=lambda remark: remark.weight is Weight.LOOKING)


def to_knock(homes: Sequence[Home], tree: PhoneTree, people: Mapping[str, CallerInfo]) -> tuple[str, ...]:
    """Give the homes without a phone, where somebody has to knock, in their order."""
    told = _told(tree, people)
    listed = set(tree.listed())
    return tuple(
        each.id for each in homes if not each.has_phone and each.id not in told and each.id not in listed
    )


def left_out(homes: Sequence[Home], tree: PhoneTree, people: Mapping[str, CallerInfo]) -> tuple[str, ...]:
    """Give the homes with a phone that are on nobody's list though they should be, in their order."""
    told = _told(tree, people)
    listed = set(tree.listed())
    return tuple(
        each.id for each in homes if each.has_phone and each.id not in told and each.id not in listed
    )


def _told(tree: PhoneTree, people: Mapping[str, CallerInfo]) -> frozenset[str]:
    able = [people[each.member_id] for each in tree.callers if each.member_id in people]
    head = [people[each] for each in tree.head if each in people]
    return told_by_head([each for each in head if each.active], [each for each in able if each.can_call])


@dataclass(frozen=True)
class _Look:
    tree: PhoneTree
    known: Mapping[str, Home]
    people: Mapping[str, CallerInfo]

    def _name(self, member_id: str) -> str:
        return self.people[member_id].name if member_id in self.people else ""

    def head(self) -> list[Remark]:
        """Look at who begins: there, with a number, and reachable in two ways."""
        tree = self.tree
        if not tree.head:
            return [Remark(Problem("tree.no_head"))] if tree.callers else []
        found = []
        numbers: set[str] = set()
        for member_id in tree.head:
            info = self.people.get(member_id)
            if info is None:
                found.append(Remark(Problem("tree.head_gone"), members=(member_id,)))
            elif not info.active:
                found.append(Remark(Problem("tree.head_retired", {"name": info.name}), members=(member_id,)))
            elif not info.numbers:
                found.append(
                    Remark(Problem("tree.head_without_phone", {"name": info.name}), members=(member_id,))
                )
            else:
                numbers |= {_digits(number) for number in info.numbers}
        if len(numbers) == 1:
            first = next(each for each in tree.head if each in self.people and self.people[each].can_call)
            found.append(Remark(Problem("tree.head_once", {"name": self._name(first)}), members=(first,)))
        many = max((len(mine) for _who, mine in shares(tree)), default=0)
        if many > MOST_HOMES:
            found.append(Remark(Problem("tree.head_many", {"count": many}), Weight.LOOKING, tree.head))
        return found

    def callers(self) -> list[Remark]:
        """Look at each caller: there, active, with a phone, once, and not calling their own home."""
        found = []
        seen: set[str] = set()
        for each in self.tree.callers:
            who, info = (each.member_id,), self.people.get(each.member_id)
            if each.member_id in seen:
                found.append(
                    Remark(Problem("tree.caller_twice", {"name": self._name(each.member_id)}), members=who)
                )
                continue
            seen.add(each.member_id)
            if info is None:
                found.append(Remark(Problem("tree.caller_gone", {"count": len(each.homes)}), members=who))
                continue
            if not info.active:
                found.append(Remark(Problem("tree.caller_retired", {"name": info.name}), members=who))
            elif not info.numbers:
                found.append(Remark(Problem("tree.caller_without_phone", {"name": info.name}), members=who))
            if info.household_id and info.household_id in each.homes:
                found.append(
                    Remark(
                        Problem("tree.own_home", {"name": info.name}), members=who, homes=(info.household_id,)
                    )
                )
        return found

    def circles(self) -> list[Remark]:
        """Find callers who only call each other, so that nobody begins."""
        calls: dict[str, str] = {}
        of_home: dict[str, list[str]] = {}
        for each in self.tree.callers:
            info = self.people.get(each.member_id)
            if info is not None and info.household_id:
                of_home.setdefault(info.household_id, []).append(each.member_id)
        for each in self.tree.callers:
            for home in each.homes:
                for called in of_home.get(home, ()):
                    if called != each.member_id and called not in self.tree.head:
                        calls.setdefault(called, each.member_id)
        found, done = [], set[str]()
        for start in calls:
            way: list[str] = []
            here = start
            while here in calls and here not in done and here not in way:
                way.append(here)
                here = calls[here]
            if here in way:
                ring = way[way.index(here) :][::-1]
                lowest = ring.index(min(ring))
                ring = ring[lowest:] + ring[:lowest]
                names = [self._name(each) for each in ring]
                found.append(Remark(Problem("tree.circle", {"names": _arrows(names)}), members=tuple(ring)))
            done |= set(way)
        return found

    def homes(self) -> list[Remark]:
        """Look for homes on no list, on two, without a phone, or gone."""
        tree, found = self.tree, []
        listed = tree.listed()
        twice = (
            [home for home in dict.fromkeys(listed) if listed.count(home) > 1]
            if len(set(listed)) < len(listed)
            else []
        )
        gone = [home for home in dict.fromkeys(listed) if home not in self.known]
        silent = [
            home for home in dict.fromkeys(listed) if home in self.known and not self.known[home].has_phone
        ]
        found += self._of_homes(
            left_out(list(self.known.values()), tree, self.people),
            "tree.home_left_out",
            "tree.homes_left_out",
        )
        found += self._of_homes(twice, "tree.home_twice", "tree.homes_twice", Weight.LOOKING)
        found += self._of_homes(gone, "tree.home_gone", "tree.homes_gone", Weight.LOOKING)
        found += self._of_homes(silent, "tree.home_without_phone", "tree.homes_without_phone")
        return found

    def _of_homes(
        self, homes: Sequence[str], one: str, more: str, weight: Weight = Weight.MENDING
    ) -> list[Remark]:
        if not homes:
            return []
        first = self.known[homes[0]].name if homes[0] in self.known else ""
        problem = Problem(one if len(homes) == 1 else more, {"count": len(homes), "name": first})
        return [Remark(problem, weight, homes=tuple(homes))]

    def loads(self) -> list[Remark]:
        """Look at how many homes each has, and who does not speak as they do."""
        able = [
            each
            for each in self.tree.callers
            if each.member_id in self.people and self.people[each.member_id].can_call
        ]
        count = len({home for each in able for home in each.homes} | set(self._waiting()))
        overall = advice(count, len(able)) if able or count else ()
        found = [Remark(problem, Weight.LOOKING) for problem in overall]
        spare = any(problem.key == "tree.callers_many" for problem in overall)
        for each in able:
            name, many = self._name(each.member_id), len(each.homes)
            if many > MOST_HOMES:
                problem = Problem("tree.caller_many", {"name": name, "count": many})
                found.append(Remark(problem, Weight.LOOKING, (each.member_id,)))
            elif many < LEAST_HOMES and not spare and len(able) > 1 and count >= LEAST_HOMES * len(able):
                problem = Problem("tree.caller_few", {"name": name, "count": many})
                found.append(Remark(problem, Weight.LOOKING, (each.member_id,)))
            strange = [
                home
                for home in each.homes
                if home in self.known
                and self.known[home].language
                and self.known[home].language not in self.people[each.member_id].languages
            ]
            if strange:
                spoken = sorted({self.known[home].language for home in strange})
                problem = Problem(
                    "tree.language" if len(strange) == 1 else "tree.languages",
                    {"name": name, "home": self.known[strange[0]].name, "language": ", ".join(spoken)},
                )
                found.append(Remark(problem, Weight.LOOKING, (each.member_id,), tuple(strange)))
        return found

    def _waiting(self) -> tuple[str, ...]:
        return left_out(list(self.known.values()), self.tree, self.people)


def _arrows(names: Sequence[str]) -> str:
    return " → ".join([*names, names[0]])


def _digits(number: str) -> str:
    """Give a number as its last digits, so that two ways of writing it are one."""
    digits = "".join(char for char in number if char.isdigit())
    return digits[-10:] if len(digits) >= _NUMBER_DIGITS else digits
