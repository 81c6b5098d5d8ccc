"""Who has a file open: one window of this account, and a note for other accounts and computers."""

from __future__ import annotations

import contextlib
import errno
import getpass
import hashlib
import json
import os
import platform
import shutil
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sacwatch import paths
from sacwatch.store import errors


@dataclass(frozen=True)
class Elsewhere:
    """Somebody who has the file open, or says so; `since` is aware UTC.

    `sure` where the system itself says that they have it now; a note alone may be left from a crash.
    `computer` is blank where that is all that is known.
    """

    computer: str
    since: datetime
    user: str = ""
    sure: bool = False


class Claim:
    """The right to open a file for writing in a window; `release` gives it back.

    Within one account a lock of the operating system in the app's own folder decides. A small note
    beside the file tells everybody else; it is locked too, which other accounts on this computer
    feel, and on some network drives other computers. Both locks end with the process however it
    ends. The note itself, which a sync program may carry elsewhere, may be left over from a crash,
    so the captain may overrule it. Where nothing can be locked SQLite's own locks keep writers apart.
    """

    def __init__(self, path: Path, *, computer: str | None = None) -> None:
        self._path = path.resolve()
        self._note = self._path.with_name(f".{self._path.name}.open")
        self._me = {"computer": computer or platform.node() or "?", "user": _user(), "install": _install()}
        self._left: dict[str, str] | None = None
        self._held: int | None = None
        self._others = False
        name = hashlib.sha256(os.path.normcase(self._path).encode()).hexdigest()[:24]
        folder = paths.app_data() / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / f"{name}.lock")
        self.name = f"sacwatch-{name}"
        """A name for this file that two processes of this account agree on."""

    def take(self) -> bool:
        """Take the claim within this account; False where another window has it.

        Whether another account or computer has it, `elsewhere` tells.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            pass  # no locks here, or no place for one
        if self._path.exists():
            self._hold_note()
        return True

    def _hold_note(self) -> None:
        # Who has the note may take it away between our opening and our locking it: then once more.
        for _ in range(3):
            try:
                held = self._open_note()
            except OSError:
                return  # a place that cannot be written: it will be read only
            try:
                _lock(held)
            except OSError as problem:
                os.close(held)
                self._others = problem.errno in _TAKEN
                return
            if _same(held, self._note):
                self._held = held
                return
            os.close(held)

    def _open_note(self) -> int:
        try:
            return os.open(self._note, os.O_RDWR | os.O_CREAT, 0o666)
        except PermissionError:
            return os.open(self._note, os.O_RDONLY)  # another account's; it can be locked all the same

    def elsewhere(self) -> Elsewhere | None:
        """Give who else has the file open, as far as it is known after `take`, or None."""
        told = self._read()
        try:
            found = Elsewhere(
                str(told["computer"])[:100],
                datetime.fromisoformat(told["since"]).astimezone(UTC),
                str(told.get("user", ""))[:100],
                sure=self._others,
            )
        except (ValueError, KeyError, TypeError, OverflowError):
            return Elsewhere("", _LONG_AGO, sure=True) if self._others else None
        mine = all(told.get(name) == value for name, value in self._me.items())
        return None if mine and not self._others else found

    def _read(self) -> Any:
        try:
            return json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def leave_note(self, now: datetime) -> None:
        """Tell everybody else that the file is open here; where that cannot be written, nobody is told."""
        self._left = {**self._me, "since": now.isoformat(timespec="seconds")}
        with contextlib.suppress(OSError):
            self._note.write_text(json.dumps(self._left), encoding="utf-8")
            # Whoever may write the file may find the note of a crash and write a new one.
            shutil.copymode(self._path, self._note)

    def release(self) -> None:
        """Give the claim back and take our own note away, and nobody else's."""
        held, self._held = self._held, None
        told = self._read()
        blank = held is not None and _same(held, self._note) and not os.fstat(held).st_size
        ours = blank or (told is not None and told == self._left)
        if held is not None and sys.platform == "win32":
            os.close(held)  # an open file cannot be taken away there
        if ours:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
        if held is not None and sys.platform != "win32":
            os.close(held)
        self._lock.release()


@contextlib.contextmanager
def alone(path: Path, *, a_copy: bool = False) -> Iterator[None]:
    """Hold the claim on a file that is to be replaced; raises Busy where somebody has it open.

    For `a_copy`, which can have another name, a note that may be left from a crash counts too.
    """
    if a_copy:
        refusal = errors.Busy("trouble.copy_onto_open", name=path.name)
    else:
        refusal = errors.Busy("trouble.open_in_other_window", name=path.name)
    claim = Claim(path)
    if not claim.take():
        raise refusal
    try:
        other = claim.elsewhere()
        if other is not None and (other.sure or a_copy):
            raise refusal
        yield
    finally:
        claim.release()


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1 << 30
    """A byte that no note has: what is locked there can be read by nobody else."""

    def _lock(held: int) -> None:
        os.lseek(held, _BEYOND, os.SEEK_SET)
        msvcrt.locking(held, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(held: int) -> None:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _same(held: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(held), path.stat())
    except OSError:
        return False


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _install() -> str:
    """Give the id of this account's SacWatch on this computer, made when it is first needed."""
    kept = paths.app_data() / "install-id"
    try:
        with contextlib.suppress(FileExistsError), kept.open("x", encoding="ascii") as file:
            file.write(uuid.uuid4().hex)
        return kept.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
