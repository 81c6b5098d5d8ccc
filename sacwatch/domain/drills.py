"""Drills and real activations of the phone tree: who was called when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Refused
from sacwatch.domain.phonetrees import Caller
from sacwatch.domain.records import Record


class DrillSort(StrEnum):
    """Whether the calls were practice or meant."""

    DRILL = "drill"
    ACTIVATION = "activation"


class Outcome(StrEnum):
    """What came of a call; each has the letter that notes it."""

    REACHED = "reached"
    MESSAGE = "message"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"

    @property
    def letter(self) -> str:
        return {"reached": "r", "message": "m", "no_answer": "n", "wrong_number": "w"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call that was made, or one knock on a door. `at` is aware UTC."""

    id: str = kept(Shows.NEVER)
    household_id: str = kept(Shows.NEVER)
    member_id: str = kept(Shows.NEVER, default="")
    """Who called; "" for a door that was knocked on."""
    at: datetime = kept(Shows.CAPTAIN)
    outcome: Outcome = kept(Shows.CAPTAIN)


@dataclass(frozen=True, kw_only=True)
class Drill(Record):
    """One run of the tree, with the lists as they were then. Times are aware UTC."""

    sort: DrillSort = kept(Shows.ALWAYS, default=DrillSort.DRILL)
    started_at: datetime = kept(Shows.ALWAYS)
    ended_at: datetime | None = kept(Shows.ALWAYS, default=None)
    """None while it runs."""
    callers: tuple[Caller, ...] = kept(Shows.NEVER, default=())
    """One whose member_id is "" holds the homes without a phone, where somebody knocks."""
    calls: tuple[Call, ...] = kept(Shows.CAPTAIN, default=())
    """In the order in which they were noted."""

    @property
    def running(self) -> bool:
        return self.ended_at is None

    def homes(self) -> tuple[str, ...]:
        """Give every home that was to be told, once each, list by list."""
        return tuple(dict.fromkeys(home for each in self.callers for home in each.homes))

    def caller_of(self, household_id: str) -> str:
        """Give on whose list a home stood; "" for a door to knock on, or none."""
        return next((each.member_id for each in self.callers if household_id in each.homes), "")

    def standing(self) -> dict[str, Call]:
        """Give the last call of each home that was called."""
        return {each.household_id: each for each in self.calls}


def noted(drill: Drill, call: Call) -> Drill:
    """Note a call; raises Refused where the drill is over, or the home is on none of its lists."""
    if not drill.running:
        raise Refused("trouble.drill_over")
    if call.household_id not in drill.homes():
        raise Refused("trouble.not_in_drill")
    return replace(drill, calls=(*drill.calls, replace(call, at=max(call.at, drill.started_at))))


def ended(drill: Drill, at: datetime) -> Drill:
    """End a drill; raises Refused where it is over."""
    if not drill.running:
        raise Refused("trouble.drill_over")
    last = max((each.at for each in drill.calls), default=drill.started_at)
    return replace(drill, ended_at=max(at, last))


@dataclass(frozen=True)
class Result:
    """What came of a drill, by the last call of each home."""

    homes: int = 0
    reached: int = 0
    message: int = 0
    no_answer: int = 0
    wrong_number: int = 0
    median: timedelta | None = None
    """From the start until half of the homes that were reached had been."""
    last: timedelta | None = None
    """From the start until the last home was reached."""
    to_correct: tuple[str, ...] = ()
    """Homes with a wrong number, in the order of the lists."""

    @property
    def called(self) -> int:
        return self.reached + self.message + self.no_answer + self.wrong_number

    @property
    def waiting(self) -> int:
        """Homes that nobody called yet."""
        return self.homes - self.called

    @property
    def coverage(self) -> float:
        """The share of the homes that were reached, from 0 to 1; 0 where there are none."""
        return self.reached / self.homes if self.homes else 0.0

    @property
    def told(self) -> float:
        """The share of the homes that were reached or have a message."""
        return (self.reached + self.message) / self.homes if self.homes else 0.0


def result(drill: Drill) -> Result:
    """Give what came of a drill so far."""
    return result_of(drill, drill.homes())


def result_of(drill: Drill, homes: Iterable[str]) -> Result:
    """Give what came of these homes of a drill, such as those of one caller."""
    wanted = tuple(homes)
    standing = drill.standing()
    calls = [standing[home] for home in wanted if home in standing]
    count = {each: sum(call.outcome is each for call in calls) for each in Outcome}
    after = sorted(call.at - drill.started_at for call in calls if call.outcome is Outcome.REACHED)
    return Result(
        homes=len(wanted),
        reached=count[Outcome.REACHED],
        message=count[Outcome.MESSAGE],
        no_answer=count[Outcome.NO_ANSWER],
        wrong_number=count[Outcome.WRONG_NUMBER],
        median=_median(after),
        last=after[-1] if after else None,
        to_correct=tuple(call.household_id for call in calls if call.outcome is Outcome.WRONG_NUMBER),
    )


def _median(times: list[timedelta]) -> timedelta | None:
    if not times:
        return None
    middle = len(times) // 2
    return times[middle] if len(times) % 2 else (times[middle - 1] + times[middle]) / 2


@dataclass(frozen=True)
class Comparison:
    """A drill beside the one before it."""

    now: Result
    past: Result
    still_wrong: tuple[str, ...]
    """Homes whose number was wrong both times."""

    @property
    def points(self) -> int:
        """By how many points of a hundred the coverage rose."""
        return round(100 * self.now.coverage) - round(100 * self.past.coverage)

    @property
    def median(self) -> timedelta | None:
        """How much later the median home was reached; None where one drill reached nobody."""
        return _later(self.now.median, self.past.median)

    @property
    def last(self) -> timedelta | None:
        """How much later the last home was reached; None where one drill reached nobody."""
        return _later(self.now.last, self.past.last)


def compare(now: Drill, past: Drill) -> Comparison:
    """Compare a drill with an earlier one."""
    ours, theirs = result(now), result(past)
    before = frozenset(theirs.to_correct)
    return Comparison(ours, theirs, tuple(home for home in ours.to_correct if home in before))


def _later(now: timedelta | None, past: timedelta | None) -> timedelta | None:
    return None if now is None or past is None else now - past


def handed_over(
    drill: Drill, *, members: Mapping[str, str] | None = None, homes: Mapping[str, str] | None = None
) -> Drill:
    """Put members and households in the place of others everywhere in a drill."""
    who, where = members or {}, homes or {}
    return replace(
        drill,
        callers=tuple(
            Caller(
                member_id=who.get(each.member_id, each.member_id),
                homes=tuple(dict.fromkeys(where.get(home, home) for home in each.homes)),
            )
            for each in drill.callers
        ),
        calls=tuple(
            replace(
                each,
                household_id=where.get(each.household_id, each.household_id),
                member_id=who.get(each.member_id, each.member_id),
            )
            for each in drill.calls
        ),
    )
