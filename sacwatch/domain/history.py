"""The steps in which the records came to be as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sacwatch.domain.kinds import Ref

SETTING_STEP = "setting_"
"""How a step's key goes on after "step." where it made a setting; undo passes these by unless told which."""


@dataclass(frozen=True)
class Step:
    """One finished unit of work. `at` is aware UTC; `does` is a key of `words`.

    `state` is done, lasting (not to be undone), undone or dropped (undone, and other work came
    after); undo or redo for a step that took back or repeated another.
    """

    id: int
    at: datetime
    by: str
    does: str
    state: str
    records: tuple[Ref, ...] = ()
