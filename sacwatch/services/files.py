"""The watch's file: made, opened, copied, and its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

from sacwatch import paths
from sacwatch.domain.errors import Trouble
from sacwatch.services import backups, passphrases
from sacwatch.store import connection, files
from sacwatch.store.files import Store


def create(path: Path, passphrase: str | None = None) -> Store:
    """Make a new watch file; raises Trouble."""
    try:
        return Store.create(path, passphrase or None)
    except FileExistsError:
        raise Trouble("trouble.file_exists", name=path.name) from None


def open_file(
    path: Path, passphrase: str | None = None, *, now: datetime, zone: tzinfo, read_only: bool = False
) -> Store:
    """Open a watch file; one of an older version is copied first, then brought to this one.

    Raises Trouble with the reason where that cannot be.
    """

    def upgrade(older: Path, key: str | None) -> None:
        from sacwatch.store import upgrading  # a door: Alembic is loaded when a file needs it

        backups.copy_before_update(older, key, now=now, zone=zone)
        upgrading.upgrade(older, key)

    return Store.open(path, passphrase or None, read_only=read_only, upgrade=upgrade)


def is_encrypted(path: Path) -> bool:
    """Say whether a file asks for a passphrase; raises Trouble where there is none to ask."""
    return connection.is_encrypted(path)


def save_copy(store: Store, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy the open file elsewhere; raises Trouble."""
    store.save_copy(target, progress)


def set_passphrase(path: Path, old: str | None, new: str | None) -> None:
    """Give a closed file another passphrase, or none, and its backups the same; raises Trouble.

    The file itself comes last: whatever goes wrong before leaves everything openable as it was, or
    with the new passphrase.
    """
    for each in backups.files_of(path):
        if connection.is_encrypted(each) == bool(old):
            files.change_passphrase(each, old or None, new or None)
    files.change_passphrase(path, old or None, new or None)
    if passphrases.remembered(path) is not None:
        if new:
            passphrases.remember(path, new)
        else:
            passphrases.forget(path)


def default_path(name: str) -> Path:
    """Give the place offered for a new watch's file, which does not exist yet."""
    folder = paths.documents() / "SacWatch"
    wanted = folder / paths.safe_name(name or "My watch", suffix=paths.SUFFIX)
    number = 2
    while wanted.exists():
        wanted = folder / paths.safe_name(f"{name or 'My watch'} {number}", suffix=paths.SUFFIX)
        number += 1
    return wanted
