"""Standing exports: which papers should lie where, for whom, and whether they go there by themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from sacwatch.domain import texts
from sacwatch.domain.audiences import Audience, Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.records import Record, Stamp


class Sort(StrEnum):
    """What sort of place a destination is."""

    FOLDER = "folder"
    """A folder: on this computer, on a stick, on a network drive, or one that a cloud program copies."""
    WEBDAV = "webdav"
    """A folder on a server that speaks WebDAV, such as Nextcloud."""


class Rule(StrEnum):
    """Which of a paper's many are wanted."""

    LATEST = "latest"
    TWELVE_MONTHS = "twelve_months"
    """Those of this month and the eleven before it."""
    EVERY = "every"
    """All since the first record."""


@dataclass(frozen=True, order=True)
class Wish:
    """One paper by its name in the registry, and which of it."""

    report: str
    rule: Rule = Rule.TWELVE_MONTHS


USUAL = (
    Wish("patrol-log"),
    Wish("patrol-hours"),
    Wish("incident-summary"),
    Wish("block-map", Rule.LATEST),
)
"""What a folder of papers holds unless something else is asked for."""


@dataclass(frozen=True)
class Volume:
    """The disk that a folder lies on, by which a stick is known again under another letter.

    `inside` is the folder's path from the top of the disk, its parts joined by "/". A volume with
    neither id nor label is one that is always there.
    """

    id: str = ""
    label: str = ""
    inside: str = ""

    @property
    def comes_and_goes(self) -> bool:
        return bool(self.id or self.label)


@dataclass(frozen=True, kw_only=True)
class Destination(Record):
    """A place where papers are kept current. `address` is a folder's path or a server's address."""

    name: str = kept(Shows.CAPTAIN)
    sort: Sort = kept(Shows.CAPTAIN)
    address: str = kept(Shows.CAPTAIN)
    account: str = kept(Shows.CAPTAIN, default="")
    """The user's name at the server. The password is in the system's keyring and nowhere else."""
    volume: Volume = kept(Shows.NEVER, default=Volume())
    audience: Audience = kept(Shows.CAPTAIN, default=Audience.CAPTAIN)
    large: bool = kept(Shows.CAPTAIN, default=False)
    automatic: bool = kept(Shows.CAPTAIN, default=False)
    """Whether papers for others than the captain go there without being looked at first."""
    wishes: tuple[Wish, ...] = kept(Shows.CAPTAIN, default=USUAL)

    @property
    def by_itself(self) -> bool:
        """Say whether papers go there by themselves; else they wait for Release."""
        return self.audience is Audience.CAPTAIN or self.automatic


@dataclass(frozen=True)
class DestinationDraft:
    """A destination as it is typed."""

    name: str = ""
    sort: str = Sort.FOLDER
    address: str = ""
    account: str = ""
    audience: str = Audience.CAPTAIN
    large: bool = False
    automatic: bool = False
    wishes: tuple[Wish, ...] = USUAL
    note: str = ""


LONGEST_NAME, LONGEST_ADDRESS = 80, 1000
_NEEDED = {Sort.FOLDER: "problem.folder_needed", Sort.WEBDAV: "problem.address_needed"}


def settle(
    draft: DestinationDraft, stamp: Stamp, *, captains: Collection[str] = (), taken: Collection[str] = ()
) -> Destination:
    """Make a destination of what was typed; raises Invalid.

    `captains` are the papers that are made for the captain alone, `taken` the names of the others.
    """
    problems = Problems()
    sort = Sort(draft.sort)
    address = draft.address.strip()
    if not address:
        problems.add("address", _NEEDED[sort])
    elif len(address) > LONGEST_ADDRESS:
        problems.add("address", "problem.too_long", length=len(address), limit=LONGEST_ADDRESS)
    elif sort is Sort.WEBDAV:
        key = _wrong_address(address)
        if key:
            problems.add("address", key)
    name = " ".join(draft.name.split()) or _name_of(sort, address)
    if len(name) > LONGEST_NAME:
        problems.add("name", "problem.too_long", length=len(name), limit=LONGEST_NAME)
    if name.casefold() in {each.casefold() for each in taken}:
        problems.add("name", "problem.destination_name_taken", name=name[:LONGEST_NAME])
    audience = Audience(draft.audience)
    wishes = tuple(dict.fromkeys(draft.wishes))
    if not wishes:
        problems.add("wishes", "problem.no_papers_chosen")
    elif audience is not Audience.CAPTAIN and any(each.report in captains for each in wishes):
        problems.add("wishes", "problem.captains_papers")
    note = texts.words(draft.note, "note", problems)
    problems.settle()
    return Destination(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=note,
        name=name,
        sort=sort,
        address=address,
        account=draft.account.strip() if sort is Sort.WEBDAV else "",
        audience=audience,
        large=draft.large,
        automatic=draft.automatic,
        wishes=wishes,
    )


def _wrong_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return "problem.not_an_address"
    if parts.scheme not in ("https", "http") or not host or any(sign.isspace() for sign in address):
        return "problem.not_an_address"
    if parts.username or parts.password:
        return "problem.password_in_address"
    if parts.scheme == "http" and not is_here(host):
        return "problem.address_not_secret"
    return ""


def is_here(host: str) -> bool:
    """Say whether a host is this computer itself."""
    return host in ("localhost", "::1") or host.startswith("127.")


def _name_of(sort: Sort, address: str) -> str:
    if sort is Sort.WEBDAV:
        try:
            return urlsplit(address).hostname or ""
        except ValueError:
            return ""
    parts = [part for part in address.replace("\\", "/").split("/") if part]
    return parts[-1][:LONGEST_NAME] if parts else address


def draft_of(destination: Destination) -> DestinationDraft:
    """Give a destination as its form shows it."""
    return DestinationDraft(
        name=destination.name,
        sort=destination.sort.value,
        address=destination.address,
        account=destination.account,
        audience=destination.audience.value,
        large=destination.large,
        automatic=destination.automatic,
        wishes=destination.wishes,
        note=destination.note,
    )


def found_at(destination: Destination, address: str) -> Destination:
    """Give the destination under the address where its disk is now."""
    return replace(destination, address=address)
