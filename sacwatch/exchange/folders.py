"""Files written to other people's folders: whole or not at all, and never over what is not ours."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from datetime import datetime
from pathlib import Path

from sacwatch.domain.errors import Trouble

_PART = ".sacwatch-"
_PART_END = ".part"
_TRIES, _WAIT = 3, 0.1
"""How often, and how many seconds apart, a file is asked for that another program may hold for a moment."""


class TargetBusy(Trouble):
    """Another program holds the file open and does not let it be replaced."""


class PlaceTrouble(Trouble):
    """The folder or its disk takes nothing now, so that no other file will fare better there."""


class Unanswered(PlaceTrouble):
    """The place gave no answer any more, so that nobody knows whether the file is there now."""


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all, whatever happens meanwhile.

    Raises TargetBusy where the target is open elsewhere, or Trouble with the reason.
    """
    _write(target, data, aside=False)


def write_keeping(target: Path, data: bytes) -> Path:
    """Write a file in place of one that is not ours, which gets another name; gives that name.

    The other file is touched only when the new one is whole on the disk. Raises like `write_whole`.
    """
    aside = _write(target, data, aside=True)
    assert aside is not None
    return aside


def write_beside(target: Path, data: bytes, at: datetime) -> Path:
    """Write a second copy beside a target that is busy, with the clock time `at` in its name; gives it.

    Raises Trouble.
    """
    copy = beside(target, at)
    write_whole(copy, data)
    return copy


def beside(target: Path, at: datetime) -> Path:
    """Give a name beside a target that nothing has, with the clock time `at` in it."""
    return _free(target, f"{at:%Y-%m-%d %H%M}")


def _write(target: Path, data: bytes, *, aside: bool) -> Path | None:
    _check(target)
    making = target.with_name(f"{_PART}{secrets.token_hex(6)}{_PART_END}")
    other: Path | None = None
    try:
        try:
            with making.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            trouble = place_trouble(problem, target)
            # A folder that takes no new file takes none of the others either.
            key, values = trouble.problem.key, trouble.problem.values
            raise (PlaceTrouble(key, **values) if key == _READ_ONLY else trouble) from problem
        if aside:
            other = _free(target, "changed copy")
            _move(target, other, target.name)
        _move(making, target, target.name, aside=other)
        _flush_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)
    return other


def _check(target: Path) -> None:
    """Raise Trouble for a target that is a folder, a device, protected, or of a name too long."""
    try:
        found = target.stat()
    except FileNotFoundError:
        if len(str(target)) > _WINDOWS_PATH and os.name == "nt":
            raise _too_long(target) from None
        return
    except OSError as problem:
        raise place_trouble(problem, target) from problem
    if stat.S_ISDIR(found.st_mode):
        raise Trouble("trouble.target_is_folder", name=target.name)
    if not stat.S_ISREG(found.st_mode):
        raise Trouble("trouble.target_not_a_file", name=target.name)
    if not os.access(target, os.W_OK):
        raise Trouble(_READ_ONLY, name=target.name)


def _move(source: Path, target: Path, name: str, *, aside: Path | None = None) -> None:
    """Rename a file over another; where that cannot be, put back what was set aside for it.

    `name` is what the trouble is called by.
    """
    for left in reversed(range(_TRIES)):
        try:
            # Not rename(): on Windows that refuses a target that is there.
            os.replace(source, target)  # noqa: PTH105  (what the tests stand in for)
            return
        except OSError as problem:
            if is_held(problem) and left:
                time.sleep(_WAIT)
                continue
            if aside is not None:
                with contextlib.suppress(OSError):
                    os.replace(aside, target)  # noqa: PTH105
            if is_held(problem):
                raise TargetBusy("trouble.target_busy", name=name) from problem
            raise place_trouble(problem, target) from problem


def _flush_folder(folder: Path) -> None:
    """Ask the disk to keep the new name too, where the system knows how."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_READ_ONLY = "trouble.target_read_only"
# Error codes of Windows (winerror.h), where they say more than the errno that Python makes of them.
_WINDOWS_HELD = (5, 32, 33, 1224)  # access denied, sharing or lock violation, mapped by a reader
_WINDOWS_PATH = 259  # characters of a whole path
_ANY_DISK_TAKES = 120  # bytes of a file's name that no disk refuses; papers get no longer ones
_WINDOWS = {
    "trouble.target_disk_full": (39, 112),
    "trouble.target_name_long": (111, 206),
    "trouble.target_folder_gone": (3, 15, 21, 53, 55, 59, 64, 67, 1112, 1167, 1231),
    _READ_ONLY: (5, 19, 65),
}
_ELSEWHERE = {
    "trouble.target_disk_full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "trouble.target_name_long": (errno.ENAMETOOLONG,),
    "trouble.target_folder_gone": (
        *(errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE),
        *(errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOTCONN),
    ),
    _READ_ONLY: (errno.EACCES, errno.EPERM, errno.EROFS),
}


def is_held(problem: OSError) -> bool:
    """Say whether a file could not be renamed or removed because another program has it open.

    Windows says "access denied" too for a file that a reader holds without sharing.
    """
    code = getattr(problem, "winerror", None)
    return code in _WINDOWS_HELD if code is not None else problem.errno in (errno.EBUSY, errno.ETXTBSY)


def place_trouble(problem: OSError, target: Path) -> Trouble:
    """Give the trouble behind what the system says when a file is written in a folder."""
    key = _key(problem)
    if key == "trouble.target_folder_gone" and _there(target.parent):
        # A folder that is there and a name that is not: the whole path is too long for Windows.
        too_long = len(str(target)) > _WINDOWS_PATH
        key = "trouble.target_name_long" if too_long else "trouble.target_trouble"
    if key == "trouble.target_folder_gone":
        return PlaceTrouble(key, name=called(target.parent))
    if key == "trouble.target_name_long":
        return _too_long(target)
    if key == "trouble.target_disk_full":
        return PlaceTrouble(key, name=target.name)
    return Trouble(key, name=target.name)


def _too_long(target: Path) -> Trouble:
    """Say what is too long: the file's own name, or the way to its folder."""
    if len(target.name.encode()) <= _ANY_DISK_TAKES < len(str(target.parent)):
        return Trouble("trouble.path_long", name=called(target.parent)[:60])
    return Trouble("trouble.target_name_long", name=target.name[:60])


def _key(problem: OSError) -> str:
    code = getattr(problem, "winerror", None)
    table, value = (_WINDOWS, code) if code is not None else (_ELSEWHERE, problem.errno)
    for key, codes in table.items():
        if value in codes:
            return key
    return "trouble.target_trouble"


def _there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def called(folder: Path) -> str:
    """Give what to call a folder: its name, or all of it where it is a whole drive."""
    return folder.name or str(folder)


def ready(folder: Path, *, make: bool = True) -> None:
    """Make a folder if need be; raises PlaceTrouble where it is not there, protected or a file."""
    name = called(folder)
    try:
        if folder.is_dir():
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PlaceTrouble("trouble.folder_read_only", name=name)
            return
        if os.path.lexists(folder):
            raise PlaceTrouble("trouble.folder_is_file", name=name)
        if not make:
            raise PlaceTrouble("trouble.target_folder_gone", name=name)
        # Only the last part is made: a missing drive or share is not silently replaced by a folder.
        folder.mkdir()
    except OSError as problem:
        key = _key(problem)
        if key == _READ_ONLY:
            raise PlaceTrouble("trouble.folder_read_only", name=name) from problem
        if key in ("trouble.target_name_long", "trouble.target_disk_full"):
            raise PlaceTrouble(key, name=name[:60]) from problem
        raise PlaceTrouble("trouble.target_folder_gone", name=name) from problem


def clear_parts(folder: Path, before: datetime) -> None:
    """Remove what a program that was killed left half made in a folder before an instant (aware UTC)."""
    with contextlib.suppress(OSError):
        for each in folder.glob(f"{_PART}*{_PART_END}"):
            with contextlib.suppress(OSError):
                if each.stat().st_mtime < before.timestamp():
                    each.unlink()


def _free(path: Path, words: str) -> Path:
    """Give a name like "Patrol log (changed copy).pdf" that nothing has yet."""
    number, free = 1, path.with_name(f"{path.stem} ({words}){path.suffix}")
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem} ({words} {number}){path.suffix}")
    return free


def remove(path: Path) -> None:
    """Remove a file; raises TargetBusy where it is open elsewhere, or Trouble with the reason."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        if is_held(problem):
            raise TargetBusy("trouble.target_busy", name=path.name) from problem
        raise place_trouble(problem, path) from problem
