"""The file of the base map: how it is made, told apart from others, opened, and written to."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from sacwatch.maps import facts, loading, schema
from sacwatch.maps.content import Content

_BUSY_MS = 5000


def uri(path: Path) -> str:
    """Give a file's name as SQLite takes it."""
    return path.resolve().as_uri()


def shipped_version(path: Path) -> str | None:
    """Give the version of the shipped facts in a file; None where it is no store that can be used."""
    if not path.is_file():
        return None
    connection = None
    try:
        connection = connect(uri(path) + "?mode=ro")
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            return None
        if connection.execute("PRAGMA user_version").fetchone()[0] != schema.SCHEMA:
            return None
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return None
        row = connection.execute("SELECT version FROM source WHERE name = 'shipped'").fetchone()
        return row[0] if row else ""
    except sqlite.Error:
        return None
    finally:
        if connection is not None:
            connection.close()


def build(path: Path, shipped: Path) -> None:
    """Write a new file beside its place and put it there whole."""
    draft = path.with_name(f"{path.name}.{os.getpid()}-{uuid.uuid4().hex[:6]}.tmp")
    try:
        connection = connect(uri(draft))
        try:
            # A half-written draft is thrown away, so it needs no journal and no waiting for the disk.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            create(connection, facts.shipped(shipped))
        finally:
            connection.close()
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def create(connection: Any, content: Content) -> None:
    """Make the tables in an empty store and write what the map begins with."""
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.SCHEMA}")
    with transaction(connection):
        for statement in schema.TABLES.split(";"):
            connection.execute(statement)
        loading.write(connection, content)


def connect(target: str) -> Any:
    """Open a connection to an SQLite URI, which may be lent from thread to thread."""
    # Each thread has a connection of its own; only `close` comes from another.
    connection = sqlite.connect(target, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    return connection


@contextlib.contextmanager
def transaction(connection: Any) -> Iterator[Any]:
    """Keep what is written meanwhile; whatever is raised leaves all as it was."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        # Where the disk is full or gone, SQLite may have ended the transaction by itself.
        if connection.in_transaction:
            with contextlib.suppress(sqlite.Error):
                connection.execute("ROLLBACK")
        raise
