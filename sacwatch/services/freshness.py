"""Says from the journal, without gathering anything, that a paper would come out as it was written."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from datetime import date
from functools import partial

from sacwatch import __version__
from sacwatch.domain.exports import Written
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.reports import fingerprints
from sacwatch.services import papermaps
from sacwatch.services.reporting import Ask
from sacwatch.store.work import Work

_ON_NO_PAPER = (Kind.SETTING, Kind.DESTINATION)
_OF_ITS_PATROL = frozenset({"patrol-log"})
"""Papers that no other patrol than their own has any part in."""


class Freshness:
    """What changed since papers were last found current; asks the journal once for each moment."""

    def __init__(self, ask: Ask, today: date) -> None:
        self._ask = ask
        self._step: int = ask(lambda work: work.exports.newest_step())
        # A paper may say how old something is, so that each day is looked at once for itself.
        told = f"{today} {__version__} {fingerprints.LAYOUT_VERSION} {papermaps.key()}"
        self._key = hashlib.sha256(told.encode()).hexdigest()[:16]
        self._changed: dict[int, Set[Ref]] = {}

    @property
    def seen(self) -> str:
        """What is noted of a paper that is current now."""
        return f"{self._step}/{self._key}"

    def holds(self, written: Written) -> bool:
        """Say whether nothing changed that this paper could show since it was found current."""
        step, _slash, key = written.seen.partition("/")
        if key != self._key or not step.isdigit():
            return False
        changed = self._since(int(step))
        if not changed:
            return True
        own = written.report in _OF_ITS_PATROL and all(each.kind is Kind.PATROL for each in changed)
        return own and Ref(Kind.PATROL, written.subject) not in changed

    def _since(self, step: int) -> Set[Ref]:
        # A journal that is shorter than it was comes from a backup, and tells nothing of what was seen.
        if step > self._step:
            return frozenset({Ref(Kind.WATCH, "")})
        if step not in self._changed:
            self._changed[step] = self._ask(partial(_changed, step))
        return self._changed[step]


def _changed(step: int, work: Work) -> Set[Ref]:
    return work.exports.changed_since(step, _ON_NO_PAPER)
