"""Takes out of records what an audience may not see, by what the people in them agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import NOBODY, Agreed
from sacwatch.domain.reducing import reduced
from sacwatch.services.finding import ON_THE_MAP
from sacwatch.store.work import Work

R = TypeVar("R")


@dataclass(frozen=True)
class Eyes:
    """What one audience sees; holds what members agreed to at the moment it was asked for."""

    audience: Audience
    agreed: Agreed

    def see(self, record: R) -> R:
        """Give a record as this audience may see it; needs no store."""
        return reduced(record, self.audience, ON_THE_MAP, self.agreed)

    def see_all(self, records: Iterable[R]) -> tuple[R, ...]:
        """Give records as this audience may see them."""
        return tuple(self.see(each) for each in records)


def eyes(work: Work, audience: Audience) -> Eyes:
    """Give what sees records as this audience may: all printing, exporting and mapping goes through it."""
    return Eyes(audience, NOBODY if audience is Audience.CAPTAIN else work.members.agreed())
