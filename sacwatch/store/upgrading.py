"""Brings a file of an older version to this one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from sacwatch.store import connection as connections
from sacwatch.store import copies, schema
from sacwatch.store.files import engine_on


def upgrade(path: Path, passphrase: str | None) -> None:
    """Run every step that the file has not had, all or none; the caller has copied the file first.

    Raises a StoreTrouble.
    """
    connection = connections.connect(path, passphrase)
    try:
        # Tables are rebuilt while others point at them; the check follows before the commit.
        connection.execute("PRAGMA foreign_keys = OFF")
        with engine_on(connection, write=True).begin() as transaction:
            command.upgrade(alembic_config(transaction), "head")
            if transaction.execute(text("PRAGMA foreign_key_check")).first() is not None:
                raise AssertionError("an upgrade step left a row that points nowhere")
            transaction.execute(text(f"PRAGMA user_version = {schema.VERSION}"))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def copy_upgraded(path: Path, passphrase: str | None, target: Path) -> None:
    """Copy a file of an older version and bring the copy to this one; raises a StoreTrouble."""
    source = connections.connect(path, passphrase, read_only=True)
    try:
        copies.copy_to(source, passphrase, target)
    finally:
        source.close()
    upgrade(target, passphrase)


def alembic_config(transaction: object) -> Config:
    """Give Alembic's settings for a run on this connection."""
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = transaction
    return config
