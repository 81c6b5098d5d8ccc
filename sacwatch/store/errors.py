"""What can go wrong with the file, apart from bugs; each has its own sentence in `words`."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from sacwatch.domain.errors import Trouble


class StoreTrouble(Trouble):
    """The watch's file cannot be used as asked."""


class NoFile(StoreTrouble):
    """There is no file of that name."""


class EmptyFile(StoreTrouble):
    """The file has no bytes."""


class NotOurs(StoreTrouble):
    """The file was not made by SacWatch."""


class NewerFile(StoreTrouble):
    """The file was made by a newer SacWatch."""


class Damaged(StoreTrouble):
    """The file is ours and does not read back whole."""


class NeedsPassphrase(StoreTrouble):
    """The file is encrypted and no passphrase was given."""


class WrongPassphrase(StoreTrouble):
    """The passphrase does not open the file."""


class ReadOnlyPlace(StoreTrouble):
    """The file can be read and not written."""


class OlderFile(ReadOnlyPlace):
    """The file was made by an older SacWatch and may not be changed here, as its tables would have to be."""


class Busy(StoreTrouble):
    """Another program holds the file and does not let go."""


class DiskFull(StoreTrouble):
    """The disk has no room for the change."""


class FileGone(StoreTrouble):
    """The file is no longer where it was opened."""


class DiskTrouble(StoreTrouble):
    """The disk did not do as it was told."""


class InUse(StoreTrouble):
    """Other records still need this one."""


_NO_ROOM = 1_000_000
"""Bytes; with less than this free, a disk that does not take a write is full."""

_BY_MESSAGE: tuple[tuple[str, type[StoreTrouble], str], ...] = (
    ("file is not a database", NotOurs, "trouble.not_ours"),
    ("database or disk is full", DiskFull, "trouble.disk_full"),
    ("readonly database", ReadOnlyPlace, "trouble.read_only_place"),
    ("read-only", ReadOnlyPlace, "trouble.read_only_place"),
    ("is locked", Busy, "trouble.busy"),
    ("malformed", Damaged, "trouble.damaged"),
    ("corrupt", Damaged, "trouble.damaged"),
    ("unable to open", FileGone, "trouble.file_gone"),
    ("foreign key constraint", InUse, "trouble.in_use"),
    ("disk i/o error", DiskTrouble, "trouble.disk_trouble"),
)


def translated(problem: BaseException, path: Path) -> StoreTrouble | None:
    """Give the trouble behind a driver's or the system's exception, or None where it is a bug."""
    cause = getattr(problem, "orig", None) or problem
    if isinstance(cause, OSError):
        return _from_system(cause, path)
    if not isinstance(cause, sqlcipher.Error):
        return None
    message = str(cause).lower()
    for part, trouble, key in _BY_MESSAGE:
        if part in message:
            if trouble in (DiskTrouble, FileGone, ReadOnlyPlace):
                return _of_place(trouble, key, path)
            return trouble(key, name=path.name)
    return None


def _of_place(trouble: type[StoreTrouble], key: str, path: Path) -> StoreTrouble:
    """Give what is behind a place that did not work: SQLite says the same of several mishaps."""
    if not path.exists():
        return FileGone("trouble.file_gone", name=path.name)
    if trouble is FileGone:
        # It cannot be opened, and it is there.
        return ReadOnlyPlace("trouble.read_only_place", name=path.name)
    if trouble is DiskTrouble and _free(path) < _NO_ROOM:
        return DiskFull("trouble.disk_full", name=path.name)
    return trouble(key, name=path.name)


def _free(path: Path) -> int:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return _NO_ROOM


def _from_system(problem: OSError, path: Path) -> StoreTrouble | None:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull("trouble.disk_full", name=path.name)
    if problem.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ReadOnlyPlace("trouble.read_only_place", name=path.name)
    if problem.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
        return FileGone("trouble.file_gone", name=path.name)
    return DiskTrouble("trouble.disk_trouble", name=path.name)
