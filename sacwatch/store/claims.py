"""Who has a file open: one window on this computer, and a note for other computers."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from sacwatch import paths


@dataclass(frozen=True)
class Elsewhere:
    """A computer that says it has the file open; `since` is aware UTC."""

    computer: str
    since: datetime


class Claim:
    """The right to open a file for writing in a window; `release` gives it back.

    On this computer a lock of the operating system decides, which ends with the process however it
    ends. For other computers, to which a sync program or a shared drive carries the file, a small
    note lies beside it; it may be left over from a crash, so the captain may overrule it.
    """

    def __init__(self, path: Path, *, computer: str | None = None) -> None:
        self._computer = computer or platform.node() or "?"
        self._note = path.with_name(f".{path.name}.open")
        name = hashlib.sha256(os.path.normcase(path.resolve()).encode()).hexdigest()[:24]
        folder = paths.app_data() / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / f"{name}.lock")
        self.name = f"sacwatch-{name}"
        """A name for this file that two processes on this computer agree on."""

    def take(self) -> bool:
        """Take the claim on this computer; False where another window has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            # No locks here, or no place for one: SQLite's own still keep two writers apart.
            return True
        return True

    def elsewhere(self) -> Elsewhere | None:
        """Give the other computer whose note lies beside the file, or None."""
        try:
            told = json.loads(self._note.read_text(encoding="utf-8"))
            found = Elsewhere(str(told["computer"])[:100], datetime.fromisoformat(told["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return None if found.computer == self._computer else found

    def leave_note(self, now: datetime) -> None:
        """Tell other computers that the file is open here; where that cannot be written, nobody is told."""
        told = {"computer": self._computer, "since": now.isoformat(timespec="seconds")}
        with contextlib.suppress(OSError):
            self._note.write_text(json.dumps(told), encoding="utf-8")

    def release(self) -> None:
        """Give the claim back and take our own note away."""
        if self._lock.is_locked:
            if self.elsewhere() is None:
                with contextlib.suppress(OSError):
                    self._note.unlink(missing_ok=True)
            self._lock.release()
