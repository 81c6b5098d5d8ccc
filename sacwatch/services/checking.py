"""Looks a file over for the captain and for the command line."""

from __future__ import annotations

from dataclasses import dataclass

from sacwatch import words
from sacwatch.store import checking
from sacwatch.store.files import Store


@dataclass(frozen=True)
class Findings:
    """What a check found; `problems` holds a sentence for each thing that is not as it should be."""

    version: int
    encrypted: bool
    counts: dict[str, int]
    steps: int
    changes: int
    problems: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not self.problems


def check(store: Store) -> Findings:
    """Check integrity, references, the journal, the search index and the photos of an open file."""
    found = checking.check(store)
    return Findings(
        found.version,
        found.encrypted,
        found.counts,
        found.steps,
        found.changes,
        tuple(words.sentence(problem.key, problem.values) for problem in found.problems),
    )
