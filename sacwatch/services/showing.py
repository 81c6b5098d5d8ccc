"""Takes out of records what an audience may not see, by what the people in them agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from sacwatch.domain import sensitive
from sacwatch.domain.actions import Action
from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.consents import NOBODY, Agreed
from sacwatch.domain.kinds import OF_RECORDS, Ref
from sacwatch.domain.leftout import LeftOut, Tally, Thing
from sacwatch.domain.reducing import reduced
from sacwatch.services.finding import ON_THE_MAP
from sacwatch.store.work import Work

R = TypeVar("R")


@dataclass(frozen=True)
class Eyes:
    """What one audience sees; holds what members agreed to at the moment it was asked for.

    It keeps count of what it left out, so that a paper asks for eyes of its own.
    """

    audience: Audience
    agreed: Agreed
    guarded: frozenset[str] = frozenset()
    """Patrol entries on which something was found that is never described."""
    _tally: Tally = field(default_factory=Tally, compare=False, repr=False)
    _met: dict[Ref, None] = field(default_factory=dict, compare=False, repr=False)

    def see(self, record: R) -> R:
        """Give a record as this audience may see it; needs no store."""
        kind = OF_RECORDS.get(type(record).__name__)
        if kind is not None:
            self._met[Ref(kind, record.id)] = None  # type: ignore[attr-defined]
        return reduced(record, self.audience, ON_THE_MAP, self.agreed, self._tally, self.guarded)

    def see_all(self, records: Iterable[R]) -> tuple[R, ...]:
        """Give records as this audience may see them."""
        return tuple(self.see(each) for each in records)

    def met(self) -> tuple[Ref, ...]:
        """Give all records that were seen so far, each once: what is made is made from these."""
        return tuple(self._met)

    def note(self, thing: Thing, *, shown: bool) -> None:
        """Note what a service took out by means of its own, or showed."""
        (self._tally.shown if shown else self._tally.hidden).add(thing)

    def left_out(self, *things: Thing) -> LeftOut:
        """Give what was left out of all that was seen so far; `things` are what the paper would show."""
        return self._tally.of(things)


def told_actions(work: Work, found: Iterable[Action], audience: Audience) -> list[Action]:
    """Give the actions that an audience may be told of, in their order.

    What somebody does about a concern that is never described is not described either.
    """
    actions = list(found)
    if exact_place(audience):
        return actions
    about = {each.concern_id for each in actions if each.concern_id}
    guarded = {each.id for each in work.concerns.get_many(sorted(about)) if sensitive.withheld(each)}
    return [each for each in actions if each.concern_id not in guarded]


def eyes(work: Work, audience: Audience) -> Eyes:
    """Give what sees records as this audience may: all printing, exporting and mapping goes through it."""
    return Eyes(
        audience,
        NOBODY if audience is Audience.CAPTAIN else work.members.agreed(),
        frozenset() if exact_place(audience) else work.incidents.guarded_entries(),
    )
