"""Files written to other people's folders: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from sacwatch.domain.errors import Trouble


class TargetBusy(Trouble):
    """Another program holds the file open and does not let it be replaced."""


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all, whatever happens meanwhile.

    Raises TargetBusy where the target is open elsewhere, or Trouble with the reason.
    """
    if target.is_dir():
        raise Trouble("trouble.target_is_folder", name=target.name)
    making = target.with_name(f".{target.name[:80]}.{os.getpid()}.part")
    try:
        with making.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only", str(target))
        making.replace(target)
        _flush_folder(target.parent)
    except OSError as problem:
        raise _trouble(problem, target) from problem
    finally:
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Ask the disk to keep the new name too, where the system knows how."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_SHARING = (32, 33)  # ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows


def _trouble(problem: OSError, target: Path) -> Trouble:
    name = target.name
    if getattr(problem, "winerror", None) in _SHARING or problem.errno in (errno.EBUSY, errno.ETXTBSY):
        return TargetBusy("trouble.target_busy", name=name)
    if getattr(problem, "winerror", None) == 5 and target.exists():
        # Windows says "access denied" for a target that a reader holds open without sharing.
        return TargetBusy("trouble.target_busy", name=name)
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Trouble("trouble.target_disk_full", name=name)
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble("trouble.target_read_only", name=name)
    if problem.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO):
        return Trouble("trouble.target_folder_gone", name=target.parent.name)
    if problem.errno == errno.ENAMETOOLONG:
        return Trouble("trouble.target_name_long", name=name[:60])
    return Trouble("trouble.target_trouble", name=name)


def ready(folder: Path) -> None:
    """Make a folder if need be; raises Trouble where it is not there and cannot be made, or is a file."""
    if folder.is_file():
        raise Trouble("trouble.folder_is_file", name=folder.name)
    try:
        # Only the last part is made: a missing drive or share is not silently replaced by a folder.
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise Trouble("trouble.target_folder_gone", name=folder.name) from problem


def set_aside(path: Path) -> Path:
    """Give a file that is not ours, or not any more, another name, so that nothing of it is lost."""
    number = 1
    aside = path.with_name(f"{path.stem} (changed copy){path.suffix}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem} (changed copy {number}){path.suffix}")
    try:
        path.rename(aside)
    except OSError as problem:
        raise _trouble(problem, path) from problem
    return aside


def remove(path: Path) -> None:
    """Remove a file; raises Trouble with the reason."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise _trouble(problem, path) from problem
