"""How long work tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called by long work now and then; raises Cancelled when the person pressed Cancel."""

    def __call__(self, done: int, total: int, doing: str = "") -> None:
        """Say that `done` of `total` parts are done; `doing` is a key of `words` or blank."""


def silent(done: int, total: int, doing: str = "") -> None:
    """Take the news and do nothing with it."""
