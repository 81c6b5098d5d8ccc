"""A watch's file, opened: the way to units of work, copies, and another passphrase."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

from sacwatch.store import claims, copies, errors, schema
from sacwatch.store import connection as connections
from sacwatch.store.ids import new_id
from sacwatch.store.watches import watch_ids
from sacwatch.store.work import Work

T = TypeVar("T")


@dataclass(frozen=True)
class Contents:
    """What a file holds, for a person who chooses between backups. Times are aware UTC."""

    watches: tuple[str, ...]
    counts: dict[str, int]
    last_patrol: datetime | None
    last_incident: datetime | None
    last_change: datetime | None


class Store:
    """One open file. All work in it belongs to one thread at a time; another thread's waits for it to end."""

    def __init__(self, path: Path, connection: Any, passphrase: str | None, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._passphrase = passphrase
        self._engine = engine_on(connection, write=not read_only)
        self._reading = self._engine.execution_options(**{_READS: True})
        self._identity = _identity(path)
        # There is one connection, and it carries one transaction.
        self._alone = threading.RLock()
        self.watch_id = ""
        """The watch that works are about unless they say another; the file's first one at the start."""
        with self._work(watch_id="", now=_LONG_AGO, read_only=True) as work:
            watches = work.watch_ids()
        # A file without a watch waits for the one that is founded under this id.
        self.watch_id = watches[0][0] if watches else new_id()

    @classmethod
    def create(cls, path: Path, passphrase: str | None = None) -> Store:
        """Make a new, empty file; raises FileExistsError where there is one, or a StoreTrouble."""
        if path.exists():
            raise FileExistsError(path)
        # It appears under its own name only when it is whole.
        making = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            connection = connections.connect(making, passphrase, create=True)
            try:
                engine = engine_on(connection, write=True)
                with engine.begin() as transaction:
                    schema.create_all(transaction)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
            _move_new(making, path)
        except FileExistsError:
            raise
        except BaseException as problem:
            trouble = errors.translated(problem, path)
            if trouble is not None:
                raise trouble from None
            raise
        finally:
            copies.clear(making)
        return cls.open(path, passphrase)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str | None = None,
        *,
        read_only: bool = False,
        upgrade: Callable[[Path, str | None], None] | None = None,
        whole: Callable[[], bool] | None = None,
    ) -> Store:
        """Open a file; raises a StoreTrouble with the reason where that cannot be.

        `upgrade` is called with path and passphrase where the file is of an older version, and must
        bring it to this one; without it, and for reading only, such a file is refused. `whole` says
        whether the file was just read through and found whole, so that it need not be again.
        """
        path = path.absolute()
        if not connections.is_encrypted(path):
            passphrase = None  # one that was typed or remembered for a file that has none
        if not read_only and not connections.writable(path):
            raise errors.ReadOnlyPlace("trouble.read_only_place", name=path.name)
        connection = connections.connect(path, passphrase, read_only=read_only, journal=False, check=False)
        try:
            if whole is None or not whole():
                connections.quick_check(connection, path)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > schema.VERSION:
                raise errors.NewerFile("trouble.newer_file", name=path.name)
            if version < schema.VERSION:
                if read_only or upgrade is None:
                    raise errors.OlderFile("trouble.older_read_only", name=path.name)
                connection.close()
                upgrade(path, passphrase)
                connection = connections.connect(path, passphrase, journal=False)
            if not read_only:
                connections.choose_journal(connection, path)
            return cls(path, connection, passphrase, read_only=read_only)
        except BaseException as problem:
            connection.close()
            trouble = errors.translated(problem, path)
            if trouble is not None:
                raise trouble from None
            raise

    @property
    def encrypted(self) -> bool:
        return bool(self._passphrase)

    @property
    def passphrase(self) -> str | None:
        """Give what opens this file, for its backups and copies; never shown and never logged."""
        return self._passphrase

    def work(
        self,
        *,
        now: datetime,
        by: str = "",
        watch_id: str | None = None,
        new_id: Callable[[], str] = new_id,
    ) -> Work:
        """Begin a unit of work that changes records; raises ReadOnlyPlace for a file opened for reading."""
        if self.read_only:
            raise errors.ReadOnlyPlace("trouble.opened_for_reading", name=self.path.name)
        return self._work(watch_id=watch_id, now=now, by=by, read_only=False, new_id=new_id)

    def reading(self, *, now: datetime, watch_id: str | None = None) -> Work:
        """Begin a unit of work that only reads."""
        return self._work(watch_id=watch_id, now=now, read_only=True)

    def _work(
        self,
        *,
        watch_id: str | None,
        now: datetime,
        by: str = "",
        read_only: bool,
        new_id: Callable[[], str] = new_id,
    ) -> Work:
        bind = self._reading if read_only else self._engine
        session = Session(bind, expire_on_commit=False, autoflush=False)
        return Work(
            session,
            self.path,
            watch_id=self.watch_id if watch_id is None else watch_id,
            now=now,
            by=by,
            read_only=read_only,
            new_id=new_id,
            still_there=self._still_there,
            roll_back=self._roll_back,
            alone=self._alone,
        )

    def _roll_back(self) -> None:
        """End a transaction that was not kept; a vanished disk cannot even do that, and keeps nothing."""
        if self._connection.in_transaction:
            with contextlib.suppress(sqlcipher.Error):
                self._connection.execute("ROLLBACK")

    def _still_there(self) -> None:
        """Raise FileGone where our name now means another file or none: what we write would be lost."""
        if _identity(self.path) != self._identity:
            raise errors.FileGone("trouble.file_gone", name=self.path.name)

    def connection(self) -> Any:
        """Open one more connection for reading, for work in another thread; the caller closes it."""
        return connections.connect(self.path, self._passphrase, read_only=True, check=False)

    def save_copy(
        self,
        target: Path,
        progress: Callable[[int, int], None] | None = None,
        *,
        in_lane: Callable[[Callable[[], None]], object] = lambda copy: copy(),
    ) -> None:
        """Copy the open file through SQLite's backup API; the copy appears whole or not at all.

        Copies through a connection of its own, so it may run in another thread while this one works
        on. A file that has vanished can still be saved whole through the open connection; `in_lane`
        then gets that work, to have it done by the thread that this store belongs to. Raises a
        StoreTrouble, and what `progress` raises.
        """
        with contextlib.suppress(OSError):
            if target.samefile(self.path):
                raise errors.StoreTrouble("trouble.copy_onto_itself", name=target.name)
        with claims.alone(target, a_copy=True):
            if _identity(self.path) != self._identity:
                in_lane(lambda: copies.copy_to(self._connection, self._passphrase, target, progress))
                return
            with contextlib.closing(self.connection()) as source:
                copies.copy_to(source, self._passphrase, target, progress)

    def session(self) -> Session:
        """Give a session outside any unit of work, for looking only."""
        return Session(self._reading, autoflush=False)

    def by_hand(self, deed: Callable[[Any], T]) -> T:
        """Do what no unit of work can on the file's own connection, such as rewriting all of it.

        Only between units of work, in the thread to which the store belongs. Raises a StoreTrouble.
        """
        if self.read_only:
            raise errors.ReadOnlyPlace("trouble.opened_for_reading", name=self.path.name)
        self._still_there()
        try:
            return deed(self._connection)
        except sqlcipher.Error as problem:
            raise errors.translated(problem, self.path) or problem from None

    def contents(self) -> Contents:
        """Say what the file holds."""
        with self.session() as session:
            counts = {
                name: session.scalar(select(func.count()).select_from(row)) or 0
                for name, row in (
                    ("member", schema.MemberRow),
                    ("patrol", schema.PatrolRow),
                    ("incident", schema.IncidentRow),
                    ("attachment", schema.AttachmentRow),
                )
            }
            return Contents(
                tuple(name for _, name in watch_ids(session)),
                counts,
                session.scalar(select(func.max(schema.PatrolRow.started_at))),
                session.scalar(select(func.max(schema.IncidentRow.occurred_from))),
                session.scalar(select(func.max(schema.StepRow.at))),
            )

    def rest(self) -> None:
        """Empty the write-ahead log into the file, so that a sync program finds one whole file.

        While somebody reads, such as a copy on its way, it stays for the next time.
        """
        if not self.read_only:
            with contextlib.suppress(sqlcipher.Error):
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with contextlib.suppress(sqlcipher.Error):
                self._connection.execute(f"PRAGMA busy_timeout = {connections.BUSY_SECONDS * 1000:.0f}")

    def optimize(self) -> None:
        """Let SQLite renew its statistics where they are worth it."""
        if not self.read_only:
            with contextlib.suppress(sqlcipher.Error):
                self._connection.execute("PRAGMA optimize")

    def close(self) -> None:
        """Close the file, which then is one whole file that can be read anywhere; may be called twice."""
        self.optimize()
        if not self.read_only:
            with contextlib.suppress(sqlcipher.Error):
                self._connection.execute("PRAGMA journal_mode = DELETE")
        self._engine.dispose()
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_READS = "sacwatch_reads"
"""The execution option of a transaction that only reads: it waits for nobody and holds nobody up."""
_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def engine_on(connection: Any, *, write: bool) -> Engine:
    """Give SQLAlchemy's engine on one open connection, with transactions begun by us.

    A writing transaction takes the write lock at once: two that both began by reading could not
    wait for each other.
    """
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,
    )

    def begin(transaction: Any) -> None:
        reads = transaction.get_execution_options().get(_READS, not write)
        transaction.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _move_new(making: Path, path: Path) -> None:
    """Give a finished file its name unless another program took it meanwhile."""
    # A file of that name that is gone may have left a log, which would be played into this one.
    if not path.exists():
        copies.clear_logs(path)
    try:
        os.link(making, path)
    except (OSError, NotImplementedError):
        # No hard links here (FAT sticks, some network drives): the short gap is accepted.
        if path.exists():
            raise FileExistsError(path) from None
        making.replace(path)
