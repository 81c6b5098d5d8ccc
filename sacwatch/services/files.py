"""The watch's file: made, opened, copied, and its passphrase."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

from sacwatch import paths
from sacwatch.domain.errors import Trouble
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import backups, passphrases
from sacwatch.services.firstlook import FirstLook
from sacwatch.store import claims, connection, copies, errors
from sacwatch.store.files import Store


def create(path: Path, passphrase: str | None = None) -> Store:
    """Make a new watch file, and its folder where that is missing; raises Trouble."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise errors.translated(problem, path) or problem from None
    try:
        return Store.create(path, passphrase or None)
    except FileExistsError:
        raise Trouble("trouble.file_exists", name=path.name) from None


def open_file(
    path: Path,
    passphrase: str | None = None,
    *,
    now: datetime,
    zone: tzinfo,
    read_only: bool = False,
    look: FirstLook | None = None,
) -> Store:
    """Open a watch file; one of an older version is copied first, then brought to this one.

    A `look` at it that has begun already is not begun again. Raises Trouble with the reason
    where that cannot be.
    """

    def upgrade(older: Path, key: str | None) -> None:
        from sacwatch.store import upgrading  # a door: Alembic is loaded when a file needs it

        backups.copy_before_update(older, key, now=now, zone=zone)
        upgrading.upgrade(older, key)

    whole = look.whole if look else None
    return Store.open(path, passphrase or None, read_only=read_only, upgrade=upgrade, whole=whole)


def is_encrypted(path: Path) -> bool:
    """Say whether a file asks for a passphrase; raises Trouble where there is none to ask."""
    return connection.is_encrypted(path)


def save_copy(
    store: Store,
    target: Path,
    progress: Progress = silent,
    *,
    in_lane: Callable[[Callable[[], None]], object] = lambda copy: copy(),
) -> None:
    """Copy the open file elsewhere, from any thread; raises Trouble, and Cancelled where `progress` does.

    `in_lane` has the store's own thread do what only that one may: rescue a file that has vanished.
    """
    store.save_copy(target, progress, in_lane=in_lane)


def set_passphrase(path: Path, old: str | None, new: str | None) -> tuple[Path, ...]:
    """Give a closed file another passphrase, or none, and its backups the same; raises Trouble.

    The file itself comes last: whatever goes wrong before leaves every copy openable with the old
    passphrase or the new one, and doing it once more sets the rest right. Gives the copies that
    stay as they were because they do not open, so that the captain can do away with them: where a
    passphrase is added, they may hold readable text.
    """
    with claims.alone(path):
        return _changed_passphrase(path, old or None, new or None)


def _changed_passphrase(path: Path, old: str | None, new: str | None) -> tuple[Path, ...]:
    copies.check_whole(path, old)
    backups.clear_half_made(path)
    left = []
    for each in backups.files_of(path):
        try:
            key = old if connection.is_encrypted(each) else None
            if key != new:
                copies.change_passphrase(each, key, new)
        except _UNOPENED:
            if not _opens(each, new):
                left.append(each)
    copies.change_passphrase(path, old, new)
    with contextlib.suppress(Trouble):
        if passphrases.remembered(path) is not None:
            passphrases.forget(path)
            if new:
                passphrases.remember(path, new)
    return (*left, *backups.unreadable_of(path))


_UNOPENED = (
    errors.WrongPassphrase,
    errors.NeedsPassphrase,
    errors.Damaged,
    errors.EmptyFile,
    errors.NotOurs,
)


def _opens(path: Path, passphrase: str | None) -> bool:
    try:
        copies.check_whole(path, passphrase)
    except Trouble:
        return False
    return True


def default_path(name: str) -> Path:
    """Give the place offered for a new watch's file, which does not exist yet."""
    folder = paths.documents() / "SacWatch"
    wanted = folder / paths.safe_name(name or "My watch", suffix=paths.SUFFIX)
    number = 2
    while wanted.exists():
        wanted = folder / paths.safe_name(f"{name or 'My watch'} {number}", suffix=paths.SUFFIX)
        number += 1
    return wanted
