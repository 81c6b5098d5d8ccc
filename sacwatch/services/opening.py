"""Opens a file for a window: who else has it, how it may be used, and how it is closed again."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from sacwatch import words
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.services import backups, files, passphrases
from sacwatch.services.firstlook import FirstLook
from sacwatch.store.claims import Claim, Elsewhere, alone
from sacwatch.store.files import Store


@dataclass(frozen=True)
class Opened:
    """A file opened for a window.

    `note` says why it is for reading only, where it is; `elsewhere` names the other account or
    computer that has it, where that is why: unless that is sure it may be overruled.
    """

    store: Store
    claim: Claim | None
    watch_name: str
    note: str = ""
    elsewhere: Elsewhere | None = None


def open_for_window(
    path: Path,
    passphrase: str | None,
    *,
    now: datetime,
    zone: tzinfo,
    overrule: bool = False,
    look: FirstLook | None = None,
) -> Opened:
    """Open a file for writing, or for reading where another account or computer has it open.

    A `look` at it that has begun already is not begun again.

    Raises Trouble; `trouble.open_in_other_window` names the doorbell of the window of this account
    that has it.
    """
    if files.is_encrypted(path) and passphrase is None:
        passphrase = passphrases.remembered(path)
    claim = Claim(path)
    if not claim.take():
        raise Trouble("trouble.open_in_other_window", bell=claim.name, name=path.name)
    try:
        other = claim.elsewhere()
        if other is not None and (other.sure or not overrule):
            store = files.open_file(path, passphrase, now=now, zone=zone, read_only=True, look=look)
            claim.release()
            return Opened(store, None, _name(store, now), elsewhere=other)
        store = files.open_file(path, passphrase, now=now, zone=zone, look=look)
        claim.leave_note(now)
        return Opened(store, claim, _name(store, now))
    except BaseException:
        claim.release()
        raise


def open_for_reading(path: Path, passphrase: str | None, why: str, *, now: datetime, zone: tzinfo) -> Opened:
    """Open a file for reading only, with the reason to show; raises Trouble."""
    if files.is_encrypted(path) and passphrase is None:
        passphrase = passphrases.remembered(path)
    store = files.open_file(path, passphrase, now=now, zone=zone, read_only=True)
    note = words.sentence("note.reading_only", {"why": why})
    return Opened(store, None, _name(store, now), note)


def restore(path: Path, passphrase: str | None, backup: Path, *, now: datetime, zone: tzinfo) -> Path:
    """Put a backup in place of a file that no window has open; see `backups.restore`. Raises Trouble."""
    with alone(path):
        return backups.restore(path, passphrase, backup, now=now, zone=zone)


def close(store: Store, claim: Claim | None, *, now: datetime, zone: tzinfo) -> Trouble | None:
    """Close a file: tidy it, empty its log, back it up, give the claim back.

    Gives what kept it from a backup.
    """
    told = None
    try:
        if not store.read_only:
            # A disk that takes nothing is no reason to keep the file open.
            with contextlib.suppress(Trouble), store.work(now=now) as work:
                work.attachments.collect()
            store.rest()
            try:
                backups.back_up(store.path, store.passphrase, now=now, zone=zone)
            except Trouble as trouble:
                told = trouble
    finally:
        let_go(store, claim)
    return told


def let_go(store: Store, claim: Claim | None) -> None:
    """Close a file that nothing was done with, and give the claim back."""
    try:
        store.close()
    finally:
        if claim is not None:
            claim.release()


def _name(store: Store, now: datetime) -> str:
    if not store.watch_id:
        return ""
    try:
        with store.reading(now=now) as work:
            return work.watches.get(store.watch_id).name
    except NotFound:
        return ""
