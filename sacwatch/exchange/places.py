"""Places that hold files of ours: what lies there, and how it is put there, set aside and taken away."""

from __future__ import annotations

import contextlib
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Mark
from sacwatch.exchange import folders


class Changed(Trouble):
    """The file is not as it was found a moment ago; nothing was done to it."""


class Place(Protocol):
    """One place. All that is raised is Trouble: TargetBusy, PlaceTrouble, Changed, or with the reason."""

    @property
    def called(self) -> str:
        """What to call it in a sentence."""

    def ready(self, *, make: bool) -> None:
        """Make sure that the place takes files; makes its last part with `make`. Raises PlaceTrouble."""

    def clear(self, before: datetime) -> None:
        """Remove what a program that was killed left half made there before an instant (aware UTC)."""

    def look(self) -> dict[str, Mark]:
        """Give the files that lie there. Raises PlaceTrouble where the place is away."""

    def mark(self, name: str) -> Mark | None:
        """Give how one file looks, or None where there is none of that name."""

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes, or None where it cannot be read now."""

    def write(self, name: str, data: bytes, over: Mark | None) -> Mark:
        """Write a file whole or not at all in place of the one that looks like `over`, or of none."""

    def write_keeping(self, name: str, data: bytes) -> tuple[Mark, str]:
        """Write a file in place of one that is not ours; gives the name that the other one has now."""

    def beside(self, name: str, at: datetime) -> str:
        """Give a name that nothing has, with the clock time `at` in it, for a copy beside a busy file."""

    def remove(self, name: str, known: Mark) -> None:
        """Take a file away that looks like this."""

    def close(self) -> None:
        """Let go of what the place holds open."""


class FolderPlace:
    """A folder of some disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def called(self) -> str:
        return folders.called(self.folder)

    def ready(self, *, make: bool) -> None:
        folders.ready(self.folder, make=make)

    def clear(self, before: datetime) -> None:
        folders.clear_parts(self.folder, before)

    def look(self) -> dict[str, Mark]:
        found = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    with contextlib.suppress(OSError):
                        found[entry.name] = _mark(entry.stat())
        except FileNotFoundError:
            return {}
        except OSError as problem:
            raise folders.place_trouble(problem, self.folder / "_") from problem
        return found

    def mark(self, name: str) -> Mark | None:
        path = self.folder / name
        try:
            return _mark(path.stat())
        except FileNotFoundError:
            # A link that leads nowhere is something too.
            return Mark(-1, "link") if os.path.lexists(path) else None
        except OSError:
            return Mark(-1, "shut") if os.path.lexists(path) else None

    def read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, data: bytes, over: Mark | None) -> Mark:
        path = self.folder / name
        there = self.mark(name)
        regular = there is None or not there.mark.startswith("not")
        if regular and there != over:
            raise Changed("trouble.target_changed", name=name)
        folders.write_whole(path, data)
        return self._written(name, data)

    def write_keeping(self, name: str, data: bytes) -> tuple[Mark, str]:
        aside = folders.write_keeping(self.folder / name, data)
        return self._written(name, data), aside.name

    def beside(self, name: str, at: datetime) -> str:
        return folders.beside(self.folder / name, at).name

    def remove(self, name: str, known: Mark) -> None:
        if self.mark(name) not in (known, None):
            raise Changed("trouble.target_changed", name=name)
        folders.remove(self.folder / name)

    def close(self) -> None:
        """Nothing is held open."""

    def _written(self, name: str, data: bytes) -> Mark:
        found = self.mark(name)
        # What somebody did to it within this very moment shows the next time.
        return found if found is not None and found.size == len(data) else Mark(len(data), "")


def _mark(found: os.stat_result) -> Mark:
    if not stat.S_ISREG(found.st_mode):
        return Mark(-1, f"not a file {found.st_mode}")
    return Mark(found.st_size, str(found.st_mtime_ns))
