"""Writes whole files beside or in place of a watch's file: copies, another passphrase, what is restored."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from sacwatch.store import connection as connections
from sacwatch.store import errors, schema

_LOGS = ("-wal", "-shm", "-journal")


def copy_to(
    source: Any, passphrase: str | None, target: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Copy an open database to a new file, checked after writing, whole or not at all.

    Raises a StoreTrouble.
    """
    making = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        if target.is_dir():
            raise errors.StoreTrouble("trouble.target_is_folder", name=target.name)
        if not target.parent.is_dir():
            raise errors.StoreTrouble("trouble.no_folder", name=target.parent.name)
        clear(making)
        copied = sqlcipher.connect(str(making), isolation_level=None)
        try:
            connections.unlock(copied, passphrase)
            connections.copy(source, copied, progress)
            copied.execute("PRAGMA journal_mode = DELETE")
        finally:
            copied.close()
        _flush(making)
        # Opened anew, so that what is checked is what was written.
        state = _checked_state(making, passphrase, check=True)
        if progress is not None:
            progress(1, 1)  # the last moment at which Cancel leaves no copy
        take_place(making, target)
        if _checked_state(target, passphrase, check=False) != state:
            raise errors.Damaged("trouble.damaged", name=target.name)
    except errors.Damaged:
        raise errors.Damaged("trouble.damaged", name=target.name) from None
    except BaseException as problem:
        trouble = errors.translated(problem, target)
        if trouble is not None:
            raise trouble from None
        raise
    finally:
        clear(making)


def change_passphrase(path: Path, old: str | None, new: str | None) -> None:
    """Write a closed file anew under another passphrase, or none, in place of the old one.

    The old file stays until the new one is whole and checked; then its bytes are gone from the
    folder. Raises a StoreTrouble.
    """
    making = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        clear(making)
        source = connections.connect(path, old)
        try:
            values = {
                pragma: source.execute(f"PRAGMA {pragma}").fetchone()[0]
                for pragma in ("application_id", "user_version")
            }
            if source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise errors.Busy("trouble.busy", name=path.name)
            key = connections.normal(new or "")
            source.execute("ATTACH DATABASE ? AS rewritten KEY ?", (str(making), key))
            source.execute("SELECT sqlcipher_export('rewritten')")
            for pragma, value in values.items():
                source.execute(f"PRAGMA rewritten.{pragma} = {int(value)}")
            source.execute("DETACH DATABASE rewritten")
        finally:
            source.close()
        connections.connect(making, new, read_only=True).close()
        _flush(making)
        _same_rights(path, making)
        take_place(making, path)
    except BaseException as problem:
        trouble = errors.translated(problem, path)
        if trouble is not None:
            raise trouble from None
        raise
    finally:
        clear(making)


def rewrite(path: Path, passphrase: str | None, deed: Callable[[Any], None]) -> None:
    """Do something to a closed copy, of any version: on a copy of it that takes its place when it is whole.

    Raises a StoreTrouble.
    """
    making = path.with_name(f".{path.name}.{os.getpid()}.rewritten.new")
    try:
        source = connections.connect(path, passphrase, read_only=True)
        try:
            copy_to(source, passphrase, making)
        finally:
            source.close()
        rewriting = connections.connect(making, passphrase, journal=False, check=False)
        try:
            deed(rewriting)
        finally:
            rewriting.close()
        connections.connect(making, passphrase, read_only=True).close()
        _flush(making)
        _same_rights(path, making)
        take_place(making, path)
    except BaseException as problem:
        trouble = errors.translated(problem, path)
        if trouble is not None:
            raise trouble from None
        raise
    finally:
        clear(making)


def state_of(connection: Any) -> tuple[Any, ...]:
    """Give what differs between two states of one file: its last step, draft and export."""
    return tuple(
        connection.execute(query).fetchone()
        for query in (
            "SELECT max(id), count(*) FROM journal_step",
            "SELECT max(saved_at), count(*) FROM draft",
            "SELECT max(written_at), count(*) FROM export_file",
        )
    )


def check_whole(path: Path, passphrase: str | None) -> None:
    """Raise a StoreTrouble unless a file reads back whole and is of this version or an older one."""
    connection = connections.connect(path, passphrase, read_only=True)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] > schema.VERSION:
            raise errors.NewerFile("trouble.newer_file", name=path.name)
    finally:
        connection.close()


def copy_bytes(path: Path, target: Path) -> None:
    """Copy a file that no longer opens, byte by byte with its logs; raises a StoreTrouble."""
    try:
        for suffix in ("", "-wal", "-journal"):
            part = path.with_name(path.name + suffix)
            if part.exists():
                shutil.copyfile(part, target.with_name(target.name + suffix))
    except OSError as problem:
        raise errors.translated(problem, target) or problem from None


def put_in_place(source: Any, passphrase: str | None, path: Path) -> None:
    """Put a copy of an open database in place of a closed file, whole or not at all."""
    making = path.with_name(f".{path.name}.{os.getpid()}.restored.new")
    copy_to(source, passphrase, making)
    try:
        _same_rights(path, making)
        take_place(making, path)
    except OSError as problem:
        raise errors.translated(problem, path) or problem from None
    finally:
        clear(making)


def take_place(making: Path, path: Path) -> None:
    """Give a finished file its name, in place of one that may stand there; raises OSError.

    What is left of the old file's logs goes first: they would be played into the new one.
    """
    clear_logs(path)
    making.replace(path)


def clear_logs(path: Path) -> None:
    """Remove the logs that lie beside a file's name; raises OSError where one stays."""
    for suffix in _LOGS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _checked_state(path: Path, passphrase: str | None, *, check: bool) -> tuple[Any, ...]:
    connection = connections.connect(path, passphrase, read_only=True, check=check)
    try:
        return state_of(connection)
    finally:
        connection.close()


def _same_rights(path: Path, making: Path) -> None:
    """Let those read a new file who could read the one that it takes the place of."""
    with contextlib.suppress(OSError):
        shutil.copymode(path, making)


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def clear(making: Path) -> None:
    """Remove a half-made file with its logs, as far as that can be."""
    for suffix in ("", *_LOGS):
        with contextlib.suppress(OSError):
            making.with_name(making.name + suffix).unlink(missing_ok=True)
