"""Backups beside the file: made on open and close, thinned out, looked into, and restored."""

from __future__ import annotations

import contextlib
import glob
import os
import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from sacwatch import paths
from sacwatch.domain.errors import Trouble
from sacwatch.domain.progress import Progress, silent
from sacwatch.store import connection as connections
from sacwatch.store import copies
from sacwatch.store.errors import OlderFile
from sacwatch.store.files import Contents, Store

DAYS_KEPT = 10
MONTHS_KEPT = 12
_BEFORE_UPDATES_KEPT = 3
_STAMP = "%Y-%m-%d %H.%M.%S"
_BEFORE_UPDATE = " before update "
_NOT_READABLE = " not readable "
_DAMAGED = ".damaged"

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Backup:
    """One backup file; `at` is the clock time in its name."""

    path: Path
    at: datetime
    size: int


def folder(path: Path) -> Path:
    """Give the folder of a file's backups, beside it."""
    return path.with_name(f"{path.stem} backups")


def back_up(
    path: Path, passphrase: str | None, *, now: datetime, zone: tzinfo, progress: Progress = silent
) -> Path | None:
    """Back a file up unless nothing changed since the newest backup; give the new one, checked.

    Opens its own connection, so it may run beside the window's work. Raises Trouble, and Cancelled
    where `progress` does.
    """
    # Whoever closes at once comes while the backup of the opening is still being written.
    with _one_at_a_time:
        return _backed_up(path, passphrase, now=now, zone=zone, progress=progress)


def _backed_up(
    path: Path, passphrase: str | None, *, now: datetime, zone: tzinfo, progress: Progress
) -> Path | None:
    existing = backups_of(path)
    source = connections.connect(path, passphrase, read_only=True, check=False)
    try:
        if existing and _same_state(source, existing[0].path, passphrase):
            return None
        target = _target(path, " ", now.astimezone(zone))
        copies.copy_to(source, passphrase, target, progress)
    finally:
        source.close()
    _thin_out(path)
    clear_half_made(path, before=now - timedelta(days=1))
    return target


def copy_before_update(path: Path, passphrase: str | None, *, now: datetime, zone: tzinfo) -> Path:
    """Copy a file of an older version before it is changed; raises Trouble."""
    source = connections.connect(path, passphrase, read_only=True)
    try:
        target = _target(path, _BEFORE_UPDATE, now.astimezone(zone))
        copies.copy_to(source, passphrase, target)
    finally:
        source.close()
    older = sorted(folder(path).glob(f"*{_BEFORE_UPDATE}*{paths.SUFFIX}"), key=lambda each: each.name)
    for each in older[:-_BEFORE_UPDATES_KEPT]:
        each.unlink(missing_ok=True)
    return target


def _target(path: Path, between: str, at: datetime, suffix: str = paths.SUFFIX) -> Path:
    """Give the name of a new copy; a second later than `at` where there is one of that time."""
    beside = folder(path)
    try:
        beside.mkdir(exist_ok=True)
    except OSError as problem:
        raise Trouble("trouble.no_backup_folder", name=beside.name) from problem
    while (target := beside / f"{path.stem}{between}{at:{_STAMP}}{suffix}").exists():
        at += timedelta(seconds=1)
    return target


def backups_of(path: Path) -> list[Backup]:
    """Give a file's backups, newest first."""
    found = []
    for each in files_of(path):
        stamp = each.stem.removeprefix(f"{path.stem} ")
        # A name that is not quite ours is somebody's own file, and one may go while we look.
        with contextlib.suppress(ValueError, OSError):
            at = datetime.strptime(stamp, _STAMP)  # noqa: DTZ007  (the clock time people see in the name)
            found.append(Backup(each, at, each.stat().st_size))
    return sorted(found, key=lambda each: each.at, reverse=True)


def files_of(path: Path) -> list[Path]:
    """Give every copy that SacWatch made of a file: backups and those from before an update."""
    try:
        return sorted(each for each in folder(path).glob(f"*{paths.SUFFIX}") if not each.name.startswith("."))
    except OSError:
        return []


def look_into(backup: Path, passphrase: str | None) -> Contents:
    """Say what a backup holds, also one of an older version; raises Trouble where it does not open."""
    try:
        with Store.open(backup, passphrase, read_only=True) as store:
            return store.contents()
    except OlderFile:
        from sacwatch.store import upgrading  # a door: Alembic is loaded when a file needs it

        copy = backup.with_name(f".{backup.name}.{os.getpid()}.looked.new")
        try:
            upgrading.copy_upgraded(backup, passphrase, copy)
            with Store.open(copy, passphrase, read_only=True) as store:
                return store.contents()
        finally:
            copies.clear(copy)


def restore(path: Path, passphrase: str | None, backup: Path, *, now: datetime, zone: tzinfo) -> Path:
    """Put a backup in place of a closed file and give the copy that was made of what stood there.

    The backup is checked first; the file itself is copied first, even where it no longer opens.
    Raises Trouble.
    """
    copies.check_whole(backup, passphrase)
    aside = _target(path, " ", now.astimezone(zone))
    if path.exists():
        try:
            source = connections.connect(path, passphrase)
        except Trouble:
            aside = _target(path, _NOT_READABLE, now.astimezone(zone), _DAMAGED)
            copies.copy_bytes(path, aside)
        else:
            try:
                copies.copy_to(source, passphrase, aside)
            finally:
                source.close()
    source = connections.connect(backup, passphrase, read_only=True)
    try:
        copies.put_in_place(source, passphrase, path)
    finally:
        source.close()
    return aside


def _same_state(source: object, backup: Path, passphrase: str | None) -> bool:
    try:
        newest = connections.connect(backup, passphrase, read_only=True, check=False)
    except Trouble:
        return False
    try:
        return copies.state_of(source) == copies.state_of(newest)
    finally:
        newest.close()


def _thin_out(path: Path) -> None:
    """Keep the first and the last of each of the last 10 days, and the last of each of 12 months."""
    found = backups_of(path)
    keep: set[Path] = set()
    days: dict[date, list[Backup]] = {}
    months: dict[tuple[int, int], list[Backup]] = {}
    for each in found:
        days.setdefault(each.at.date(), []).append(each)
        months.setdefault((each.at.year, each.at.month), []).append(each)
    for day in sorted(days, reverse=True)[:DAYS_KEPT]:
        keep.update({days[day][0].path, days[day][-1].path})
    for month in sorted(months, reverse=True)[:MONTHS_KEPT]:
        keep.add(months[month][0].path)
    for each in found:
        if each.path not in keep:
            with contextlib.suppress(OSError):
                each.path.unlink()


def clear_half_made(path: Path, *, before: datetime | None = None) -> None:
    """Remove half-made files that a killed program left; `before` spares what may still be under way."""
    for place, pattern in ((path.parent, f".{glob.escape(path.name)}.*.new*"), (folder(path), ".*.new*")):
        with contextlib.suppress(OSError):
            for each in place.glob(pattern):
                if before is None or each.stat().st_mtime < before.timestamp():
                    each.unlink(missing_ok=True)


def unreadable_of(path: Path) -> list[Path]:
    """Give the byte-by-byte copies of a file that no longer opened."""
    try:
        return sorted(folder(path).glob(f"*{_DAMAGED}*"))
    except OSError:
        return []
