"""The log file: what the program did and where it went wrong, never what a record says."""

from __future__ import annotations

import contextlib
import logging
import traceback
from pathlib import Path
from types import TracebackType

_LARGEST = 500_000

LOGGER = logging.getLogger("sacwatch")


def to_folder(folder: Path) -> Path:
    """Write the log to a file in this folder and give its path; the one before is kept beside it.

    A new one is begun at half a megabyte, looked at once at the start: the log grows by a few lines
    an evening.
    """
    path = folder / "sacwatch.log"
    with contextlib.suppress(OSError):
        if path.stat().st_size > _LARGEST:
            path.replace(path.with_name("sacwatch.1.log"))
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for past in LOGGER.handlers:
        past.close()
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    return path


def note(event: str, **numbers: int | float | bool) -> None:
    """Log that something happened; only numbers go with it, because words could be a record's."""
    LOGGER.info("%s %s", event, " ".join(f"{name}={value}" for name, value in numbers.items()))


def crash(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> str:
    """Log an unforeseen problem without its message (which may quote a record) and give the text logged."""
    lines = [f"{kind.__module__}.{kind.__name__}"]
    seen: set[int] = set()
    cause: BaseException | None = problem
    frames = traceback.extract_tb(trace)
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
        following = cause.__cause__ or cause.__context__
        if following is not None:
            lines.append(f"because of {type(following).__module__}.{type(following).__name__}")
            frames = traceback.extract_tb(following.__traceback__)
        cause = following
    text = "\n".join(lines)
    LOGGER.error("%s", text)
    return text
