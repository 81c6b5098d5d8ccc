"""How a destination is reached now: a folder wherever its disk is, or a server with its password."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import USUAL, Destination, Sort, Volume, Wish
from sacwatch.domain.errors import Trouble
from sacwatch.services import destinations
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.exchange.places import Place


@dataclass(frozen=True)
class Target:
    """Where papers go and for whom they are."""

    folder: Path
    audience: Audience = Audience.CAPTAIN
    large: bool = False
    automatic: bool = False
    """Whether papers for others than the captain go there without being looked at first."""
    destination: Destination | None = field(default=None, compare=False)
    """The standing export that this is, None for a folder named for once."""

    @property
    def key(self) -> str:
        """Give the place as the list of what was written knows it."""
        if self.destination is not None:
            return destinations.key_of(self.destination)
        return destinations.folder_key(self.folder)

    @property
    def id(self) -> str:
        return self.destination.id if self.destination is not None else ""

    @property
    def called(self) -> str:
        """Give what to call the place."""
        if self.destination is not None:
            return self.destination.name
        return self.folder.name or str(self.folder)

    @property
    def wishes(self) -> tuple[Wish, ...]:
        return self.destination.wishes if self.destination is not None else USUAL

    @property
    def by_itself(self) -> bool:
        """Say whether papers go there by themselves; else they wait for Release."""
        return self.audience is Audience.CAPTAIN or self.automatic

    @property
    def served(self) -> bool:
        """Say whether it is on a server."""
        return self.destination is not None and self.destination.sort is Sort.WEBDAV


def target_for(destination: Destination) -> Target:
    """Give a standing export as the target of a run."""
    return Target(
        Path(destination.address),
        destination.audience,
        destination.large,
        destination.automatic,
        destination,
    )


def targets(work: Work) -> list[Target]:
    """Give every destination of the watch as a target, the oldest first."""
    return [target_for(each) for each in work.destinations.all()]


def opened(target: Target, password: str | None = None) -> Place:
    """Give what reads and writes in a place; to be closed. A server's password comes from the keyring."""
    from sacwatch.exchange.places import FolderPlace

    if not target.served:
        return FolderPlace(target.folder)
    from sacwatch.exchange.webdav import DavPlace, Login

    destination = target.destination
    assert destination is not None
    if password is None:
        password = destinations.password(destination)
    if destination.account and not password:
        raise Trouble("trouble.no_password", name=destination.name)
    return DavPlace(Login(destination.address, destination.account, password), destination.name)


def try_server(address: str, account: str, password: str, name: str = "") -> None:
    """Try a server as a place, with a small file that is taken away again; raises Trouble with the reason."""
    from sacwatch.exchange.webdav import DavPlace, Login

    place = DavPlace(Login(address, account, password), name)
    try:
        place.ready(make=True)
        mark = place.write("SacWatch was here.txt", b"SacWatch tried whether it can write here.\n", None)
        place.remove("SacWatch was here.txt", mark)
    finally:
        place.close()


def volume_of(folder: Path) -> Volume:
    """Give the disk that a folder lies on, so that it is known again under another letter or path."""
    from sacwatch.exchange import volumes

    return volumes.of(folder)


def whereabouts(destination: Destination) -> str | None:
    """Give the path under which a stick is found now, where that is not the one that is kept; else None.

    Raises Trouble where another disk has taken its letter.
    """
    from sacwatch.exchange import folders, volumes

    if destination.sort is not Sort.FOLDER or not destination.volume.comes_and_goes:
        return None
    folder = Path(destination.address)
    if os.path.lexists(folder):
        marked = volumes.read_marker(folder)
        if marked == destination.id or (not marked and _same_disk(folder, destination)):
            return None
    found = volumes.find(destination.volume, destination.id)
    if found is None:
        if os.path.lexists(folder):
            raise folders.PlaceTrouble("trouble.other_disk", name=destination.name)
        if not _same_disk(folder.parent, destination):
            # Else it would be made on the disk beneath, where nobody looks for it.
            raise folders.PlaceTrouble("trouble.target_folder_gone", name=destination.name)
        return None
    return str(found) if destinations.folder_key(found) != destinations.folder_key(folder) else None


def _same_disk(folder: Path, destination: Destination) -> bool:
    from sacwatch.exchange import volumes

    there = volumes.of(folder)
    return (there.id, there.label) == (destination.volume.id, destination.volume.label)


def leave_marker(target: Target) -> None:
    """Let a folder on a stick say which destination it is."""
    from sacwatch.exchange import volumes

    destination = target.destination
    if destination is not None and destination.sort is Sort.FOLDER and destination.volume.comes_and_goes:
        volumes.write_marker(target.folder, destination.id)
