"""Standing exports: which papers lie where, and what stands in the way of a place."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from urllib.parse import urlsplit

from sacwatch import paths
from sacwatch.domain import destinations
from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import Destination, DestinationDraft, Sort, Volume
from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Act, Entry
from sacwatch.reports import registry
from sacwatch.services import backups, passphrases
from sacwatch.store.work import Work

ALWAYS_THERE = Volume()
_DISK = "\n"
"""Parts a folder's key from the disk that it lies on; no path of an ordinary folder holds it."""


def all_of(work: Work) -> list[Destination]:
    """Give every destination of the watch, the oldest first."""
    return work.destinations.all()


def add(
    work: Work, draft: DestinationDraft, *, watch_file: Path, volume: Volume = ALWAYS_THERE
) -> Destination:
    """Begin to keep papers in a place; raises Invalid, or Trouble for a place that cannot be.

    `volume` is the disk that a folder lies on.
    """
    others = work.destinations.all()
    stamp = work.stamp(work.new_id())
    made = destinations.settle(draft, stamp, captains=captains_papers(), taken=[each.name for each in others])
    made = dataclasses.replace(made, volume=volume if made.sort is Sort.FOLDER else Volume())
    check(made, others, watch_file)
    work.does = "step.destination_added"
    work.destinations.add(made)
    return made


def change(
    work: Work, id_: str, draft: DestinationDraft, *, watch_file: Path, volume: Volume | None = None
) -> Destination:
    """Change a destination; raises Invalid, NotFound, or Trouble for a place that cannot be."""
    past = work.destinations.get(id_)
    others = [each for each in work.destinations.all() if each.id != id_]
    taken = [each.name for each in others]
    made = destinations.settle(draft, work.stamp(id_), captains=captains_papers(), taken=taken)
    same_place = (made.sort, made.address) == (past.sort, past.address)
    kept = past.volume if same_place and volume is None else volume or Volume()
    made = dataclasses.replace(
        made, created_at=past.created_at, volume=kept if made.sort is Sort.FOLDER else Volume()
    )
    if not same_place:
        check(made, others, watch_file)
    work.does = "step.destination_changed"
    work.destinations.change(made)
    if key_of(made) != key_of(past):
        _leave_behind(work, past)
    return made


def remove(work: Work, id_: str) -> Destination:
    """Keep no papers in a place any more; what lies there stays, and the ledger says so."""
    work.does = "step.destination_removed"
    past = work.destinations.remove(id_)
    work.exports.release(id_, ())
    _leave_behind(work, past)
    return past


def _leave_behind(work: Work, past: Destination) -> None:
    """Note that what lies in a place is not looked after from now on."""
    for written in work.exports.in_folder(key_of(past)):
        audience = Audience(written.audience) if written.audience else past.audience
        work.ledger.add(
            Entry(
                id=work.new_id(),
                at=work.now,
                by=work.by,
                act=Act.LEFT,
                report=written.report,
                subject=written.subject,
                name=written.name,
                audience=audience,
                large=written.large,
                fingerprint=written.fingerprint,
                place=past.name,
                destination_id=past.id,
            )
        )


def moved(work: Work, id_: str, address: str) -> Destination:
    """Note that a stick is found under another letter or path now; what was written there is known still."""
    past = work.destinations.get(id_)
    work.does = "step.destination_found"
    work.lasting = True
    found = dataclasses.replace(destinations.found_at(past, address), changed_at=work.now)
    work.exports.move(key_of(past), key_of(found))
    work.destinations.change(found)
    return found


def captains_papers() -> frozenset[str]:
    """Give the papers that the captain alone makes, and hands to the one whom each is for."""
    return frozenset(name for name, paper in registry.PAPERS.items() if paper.captains)


def key_of(destination: Destination) -> str:
    """Give the place as the list of what was written knows it."""
    if destination.sort is Sort.WEBDAV:
        return server_key(destination.address, destination.account)
    key, volume = folder_key(Path(destination.address)), destination.volume
    # Two sticks may have one letter, the one after the other.
    return f"{key}{_DISK}{volume.id} {volume.label}" if volume.comes_and_goes else key


def folder_of(key: str) -> Path:
    """Give the folder that a key is of."""
    return Path(key.partition(_DISK)[0])


def folder_key(folder: Path) -> str:
    """Give a folder's key: however its path is spelled, the same."""
    return os.path.normcase(os.path.abspath(folder))  # noqa: PTH100  (a link stays a link)


def server_key(address: str, account: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{account}@{(parts.netloc or '').lower()}{parts.path.rstrip('/')}"


def known_still(work: Work, destination: Destination) -> None:
    """Take over what is known of a stick from before its disk was part of its key."""
    key, before = key_of(destination), folder_key(Path(destination.address))
    if key != before and not work.exports.in_folder(key) and work.exports.in_folder(before):
        work.exports.move(before, key)


# What stands in the way


def check(destination: Destination, others: list[Destination], watch_file: Path) -> None:
    """Raise Trouble for a place of the app itself, and for one that lies in another or around it."""
    if destination.sort is Sort.FOLDER:
        check_folder(Path(destination.address), watch_file)
    for other in others:
        if other.sort is not destination.sort:
            continue
        within, around = _lies_in(destination, other), _lies_in(other, destination)
        if within and around:
            raise Trouble("trouble.place_taken", name=destination.name, other=other.name)
        if within or around:
            inner, outer = (destination, other) if within else (other, destination)
            raise Trouble("trouble.place_inside_place", inner=inner.name, outer=outer.name)


def at_folder(work: Work, folder: Path) -> Destination | None:
    """Give the destination that this very folder is, or None."""
    there = _real(folder)
    return next((each for each in _folders(work) if _real(Path(each.address)) == there), None)


def check_apart(work: Work, folder: Path) -> None:
    """Raise Trouble for a folder that lies in one of the destinations, or around one.

    Its papers would come among those that are for others.
    """
    there = _real(folder)
    for each in _folders(work):
        other = _real(Path(each.address))
        if other in there.parents:
            raise Trouble("trouble.place_inside_place", inner=folder.name, outer=each.name)
        if there in other.parents:
            raise Trouble("trouble.place_inside_place", inner=each.name, outer=folder.name or str(folder))


def _folders(work: Work) -> list[Destination]:
    return [each for each in work.destinations.all() if each.sort is Sort.FOLDER]


def _lies_in(inner: Destination, outer: Destination) -> bool:
    """Say whether a place is another one, or lies somewhere in it."""
    if inner.sort is Sort.WEBDAV:
        return f"{server_key(inner.address, '')}/".startswith(f"{server_key(outer.address, '')}/")
    disks = [(each.volume.id, each.volume.label) for each in (inner, outer) if each.volume.comes_and_goes]
    if len(disks) == 2 and disks[0] != disks[1]:
        return False
    mine, theirs = _real(Path(inner.address)), _real(Path(outer.address))
    if theirs in (mine, *mine.parents):
        return True
    # A disk that takes capitals for small letters knows one folder by several names.
    known = _identity(theirs)
    return known is not None and any(_identity(each) == known for each in (mine, *mine.parents))


def _identity(path: Path) -> tuple[int, int] | None:
    """Give what the disk itself knows a folder by, or None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_folder(folder: Path, watch_file: Path) -> None:
    """Raise Trouble for a folder in which SacWatch keeps things of its own."""
    there = _real(folder)
    for own in (_real(paths.app_data()), _real(backups.folder(watch_file))):
        if own == there or own in there.parents:
            raise Trouble("trouble.folder_is_our_own", name=folder.name)


def _real(path: Path) -> Path:
    return Path(os.path.normcase(os.path.realpath(path)))


# The password of a server


def keep_password(destination: Destination, password: str) -> None:
    """Keep a server's password in the system's keyring; raises Trouble where there is none to trust."""
    passphrases.keep_secret(_account(destination), password)


def password(destination: Destination) -> str:
    """Give a server's password from the system's keyring, "" where it holds none."""
    return passphrases.secret(_account(destination)) or ""


def forget_password(destination: Destination) -> None:
    """Take a server's password out of the system's keyring."""
    passphrases.forget_secret(_account(destination))


def _account(destination: Destination) -> str:
    return server_key(destination.address, destination.account)
