"""The memory of this process and of those that it started (Linux)."""

from __future__ import annotations

import os
import resource
from pathlib import Path


def megabytes(*parts: str) -> float:
    """Give parts of /proc/PID/smaps_rollup, summed.

    Pss counts what several processes share in equal parts; what is only theirs is Pss_Anon and Pss_Shmem.
    """
    own = os.getpid()
    total = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if int(folder.name) == own or _descends(int(folder.name), own):
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.split(":")[0] in parts)
        except (OSError, IndexError, ValueError):
            continue  # it ended meanwhile
    return total / 1024


def peak() -> float:
    """Give the most memory that this process held at any time."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _descends(number: int, own: int) -> bool:
    while number > 1:
        number = int(Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[1])
        if number == own:
            return True
    return False
