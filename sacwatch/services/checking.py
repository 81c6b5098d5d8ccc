"""Looks a file over for the captain and for the command line."""

from __future__ import annotations

from sacwatch.store import checking
from sacwatch.store.checking import Findings
from sacwatch.store.files import Store


def check(store: Store) -> Findings:
    """Check integrity, references, the journal and the search index of an open file."""
    return checking.check(store)
