"""The one function that opens a connection to a watch's file, and what must hold before it does."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from sacwatch import paths
from sacwatch.store import errors

APPLICATION_ID = 0x53615761
"""The bytes "SaWa" in the file's header; they tell our files from other SQLite databases."""

PAGE_SIZE = 4096
BUSY_SECONDS = 5.0
_HEADER = b"SQLite format 3\x00"


def is_encrypted(path: Path) -> bool:
    """Say whether the file's first bytes are anything but a plain SQLite header.

    Raises NoFile, EmptyFile or ReadOnlyPlace.
    """
    if path.is_dir():
        raise errors.NoFile("trouble.is_folder", name=path.name)
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except (FileNotFoundError, NotADirectoryError):
        raise errors.NoFile("trouble.no_file", name=path.name) from None
    except OSError as problem:
        raise errors.translated(problem, path) or problem from None
    if not head:
        raise errors.EmptyFile("trouble.empty_file", name=path.name)
    return head != _HEADER


def connect(
    path: Path,
    passphrase: str | None = None,
    *,
    create: bool = False,
    read_only: bool = False,
    check: bool = True,
    journal: bool = True,
) -> Any:
    """Open a connection to a watch's file, ready to use.

    Foreign keys are on, commits wait for the disk, others are waited for five seconds. The journal
    is a write-ahead log, or a rollback journal where the folder is synced or on another computer:
    a sync program copies a log and its file at different moments. `read_only` also works in a place
    that cannot be written. `check` reads the whole file through (quick_check). Without `journal`
    not a byte of the file changes before `choose_journal` is called.

    Raises a StoreTrouble; never leaves a half-open connection.
    """
    if not create:
        _refuse_what_no_passphrase_helps(path, passphrase)
    mode = "ro" if read_only else "rwc" if create else "rw"
    address = f"{address_of(str(path.absolute()))}?mode={mode}"
    if read_only and not _writable_beside(path):
        address += _unchanging(path)
    connection = None
    try:
        connection = sqlcipher.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        unlock(connection, passphrase)
        if create:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _first_read(connection, path, passphrase)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # What was removed is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA cache_size = -32000")
        if check:
            quick_check(connection, path)
        if journal and not read_only:
            choose_journal(connection, path)
        return connection
    except BaseException as problem:
        if connection is not None:
            connection.close()
        trouble = errors.translated(problem, path)
        if trouble is not None:
            raise trouble from None
        raise


def address_of(path: str) -> str:
    """Give an absolute path as SQLite's address, on Windows and on another computer's share too."""
    told = quote(path.replace("\\", "/") if os.sep == "\\" or path.startswith("\\\\") else path)
    # What stands behind exactly two slashes would be taken for the name of a computer.
    return f"file://{told}" if told.startswith("//") else f"file:{told}"


def unlock(connection: Any, passphrase: str | None) -> None:
    """Give a fresh connection its passphrase, if there is one."""
    # SQLCipher would tell a wrong passphrase to the terminal; we tell the person.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if passphrase:
        connection.set_key(normal(passphrase))


def normal(passphrase: str) -> str:
    """Give a passphrase as it is used: an accented letter is one, however the keyboard made it (NFC)."""
    return unicodedata.normalize("NFC", passphrase)


def _unchanging(path: Path) -> str:
    """Give the option by which SQLite reads a file in a place that it cannot write.

    Raises ReadOnlyPlace where what was saved last still stands in a log beside the file: it could
    not be read, and an older state would be shown for the file.
    """
    for suffix in ("-wal", "-journal"):
        log = path.with_name(path.name + suffix)
        if log.exists() and log.stat().st_size:
            raise errors.ReadOnlyPlace("trouble.unfinished_read_only", name=path.name)
    return "&immutable=1"


def _refuse_what_no_passphrase_helps(path: Path, passphrase: str | None) -> None:
    if is_encrypted(path):
        if path.stat().st_size % PAGE_SIZE:
            # SQLCipher writes whole pages; a file of another length was cut or is something else.
            raise errors.NotOurs("trouble.not_ours_or_cut", name=path.name)
        if not passphrase:
            raise errors.NeedsPassphrase("trouble.needs_passphrase", name=path.name)
        return
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100:
        raise errors.Damaged("trouble.damaged", name=path.name)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise errors.NotOurs("trouble.not_ours", name=path.name)


def _first_read(connection: Any, path: Path, passphrase: str | None) -> None:
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlcipher.Error as problem:
        if "not a database" not in str(problem):
            raise
        if passphrase:
            raise errors.WrongPassphrase("trouble.wrong_passphrase", name=path.name) from None
        # Its header said that it is ours.
        raise errors.Damaged("trouble.damaged", name=path.name) from None
    if found != APPLICATION_ID:
        raise errors.NotOurs("trouble.not_ours", name=path.name)


def quick_check(connection: Any, path: Path) -> None:
    """Raise Damaged where the file does not read back whole."""
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlcipher.DatabaseError as problem:
        trouble = errors.translated(problem, path)
        if isinstance(trouble, errors.Busy | errors.DiskTrouble):
            raise trouble from None
        raise errors.Damaged("trouble.damaged", name=path.name) from None
    if found != "ok":
        raise errors.Damaged("trouble.damaged", name=path.name)


def choose_journal(connection: Any, path: Path) -> None:
    """Choose the journal that fits the place of the file."""
    cautious = paths.in_sync_folder(path) or paths.on_network_drive(path)
    connection.execute(f"PRAGMA journal_mode = {'DELETE' if cautious else 'WAL'}")


def _writable_beside(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def writable(path: Path) -> bool:
    """Say whether the file and its folder can be written, by trying it where that is the only way."""
    if not _writable_beside(path):
        return False
    probe = path.with_name(f".{path.name}.probe{os.getpid()}")
    try:
        probe.touch()
        probe.unlink()
        with path.open("r+b"):
            return True
    except OSError:
        return False


def copy(source: Any, target: Any, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy a whole database into another through SQLite's backup API, page by page, as of one moment.

    Both connections must be plain or both keyed. `progress` gets pages done and pages in all, and may
    raise. Others may write meanwhile: with a write-ahead log the copy does not see it. With a
    rollback journal the copy begins anew; when that happens again and again, writers wait for it.
    """
    left, starts = 0, 1

    def told(_status: int, remaining: int, total: int) -> None:
        nonlocal left, starts
        starts += remaining >= left > 0
        left = remaining
        if starts > _STARTS and not source.in_transaction:
            raise _NeverDone
        if progress is not None:
            progress(total - remaining, total)

    held = source.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    try:
        _copy(source, target, told, held=held)
    except _NeverDone:
        _copy(source, target, told, held=True)


_STARTS = 3
"""How often a copy begins before writers have to wait for it."""


class _NeverDone(Exception):
    """Others write so often that a copy that lets them begins anew each time."""


def _copy(source: Any, target: Any, told: Callable[[int, int, int], None], *, held: bool) -> None:
    """Copy in steps, all of them in one reading transaction if `held`."""
    held = held and not source.in_transaction
    if held:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only now does it read
    try:
        source.backup(target, pages=2048, progress=told)
    finally:
        if held:
            source.execute("ROLLBACK")
