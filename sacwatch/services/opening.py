"""Opens a file for a window: who else has it, how it may be used, and how it is closed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from sacwatch import words
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.services import backups, files, passphrases
from sacwatch.store.claims import Claim
from sacwatch.store.files import Store


@dataclass(frozen=True)
class Opened:
    """A file opened for a window. `note` says why it is for reading only, where it is."""

    store: Store
    claim: Claim | None
    watch_name: str
    note: str = ""
    can_overrule: bool = False


def open_for_window(
    path: Path, passphrase: str | None, *, now: datetime, zone: tzinfo, overrule: bool = False
) -> Opened:
    """Open a file for writing, or for reading where another computer has it open.

    Raises Trouble; `trouble.open_in_other_window` names the doorbell of the window on this computer
    that has it.
    """
    if files.is_encrypted(path) and passphrase is None:
        passphrase = passphrases.remembered(path)
    claim = Claim(path)
    if not claim.take():
        raise Trouble("trouble.open_in_other_window", bell=claim.name, name=path.name)
    try:
        other = claim.elsewhere()
        if other is not None and not overrule:
            when = other.since.astimezone(zone)
            note = words.sentence(
                "trouble.open_on_other_computer",
                {"computer": other.computer, "since": f"{when:%Y-%m-%d %H:%M}"},
            )
            store = files.open_file(path, passphrase, now=now, zone=zone, read_only=True)
            claim.release()
            return Opened(store, None, _name(store, now), note, can_overrule=True)
        store = files.open_file(path, passphrase, now=now, zone=zone)
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


def close(store: Store, claim: Claim | None, *, now: datetime, zone: tzinfo) -> str:
    """Close a file: back it up, empty its log, give the claim back; gives a sentence if a backup failed."""
    told = ""
    if not store.read_only:
        store.rest()
        try:
            backups.back_up(store.path, store.passphrase, now=now, zone=zone)
        except Trouble as trouble:
            told = words.sentence(trouble.problem.key, trouble.problem.values)
    store.close()
    if claim is not None:
        claim.release()
    return told


def _name(store: Store, now: datetime) -> str:
    if not store.watch_id:
        return ""
    try:
        with store.reading(now=now) as work:
            return work.watches.get(store.watch_id).name
    except NotFound:
        return ""
