"""What other pages may ask of the page of concerns."""

from __future__ import annotations

from dataclasses import dataclass

REGISTER, ACTIONS = "register", "actions"
NEW_ACTION = "new action"
"""Begin an action that comes of no concern."""
OVERDUE = "actions"
"""Show the open actions, those due first at the top."""


@dataclass(frozen=True)
class ShowWaiting:
    """Show what waits for this: a value of `Waiting`."""

    which: str
