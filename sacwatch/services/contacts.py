"""Brings contacts of other programs in as members, and gives members to other programs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from sacwatch.domain import contactcolumns, contacts, households, members
from sacwatch.domain.contactcolumns import Use
from sacwatch.domain.contactmatching import InCommon, Matcher, home_key
from sacwatch.domain.contacts import Contact
from sacwatch.domain.errors import Invalid, Problem, Trouble
from sacwatch.domain.households import Household, HouseholdDraft
from sacwatch.domain.listing import HouseholdQuery, MemberQuery
from sacwatch.domain.members import Member, MemberDraft
from sacwatch.domain.outlines import Within
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.progress import Progress, silent
from sacwatch.domain.tables import Table, Unread
from sacwatch.services import contactplans, finding
from sacwatch.services import households as homes
from sacwatch.services.contactplans import Added
from sacwatch.store.work import Work


@dataclass(frozen=True)
class Source:
    """A file of contacts: the people in it, and the table with its columns where it is one."""

    path: Path
    contacts: tuple[Contact, ...]
    unread: tuple[Unread, ...] = ()
    table: Table | None = None
    uses: tuple[Use, ...] = ()
    is_text: bool = True
    """Whether its letters could be read in another way."""


class Becomes(StrEnum):
    """What becomes of a contact."""

    ADDED = "added"
    JOINED = "joined"
    LEFT = "left"


@dataclass(frozen=True)
class Found:
    """A contact, and who it may be among those who are there or come before it in the file.

    `other` is a member's id, or `row:N` for the contact at place N of the preview.
    """

    contact: Contact
    other: str = ""
    other_name: str = ""
    why: InCommon | None = None
    sure: bool = False
    retired: bool = False
    added: Added = Added()
    """What would be added to the other."""
    problem: Problem | None = None
    """Why this contact cannot come in as a new member."""

    @property
    def usual(self) -> Becomes:
        """What becomes of it unless the captain says otherwise."""
        if self.sure:
            return Becomes.JOINED if self.added or self.in_file else Becomes.LEFT
        return Becomes.LEFT if self.problem else Becomes.ADDED

    @property
    def in_file(self) -> bool:
        """Say whether the other comes in with the same file."""
        return self.other.startswith(_ROW)


@dataclass(frozen=True)
class Came:
    """What an import did."""

    added: int = 0
    joined: int = 0
    households: int = 0
    refused: tuple[tuple[Contact, Problem], ...] = ()


_ROW = "row:"


def read(path: Path, progress: Progress = silent, *, encoding: str = "") -> Source:
    """Give the people of a vCard, CSV or XLSX file; raises Trouble with the reason. For the pool.

    `encoding` is for letters that a person chose, "" for a guess.
    """
    from sacwatch.exchange import contactsheets, spreadsheets, vcards  # a door: loaded with the first file

    def pulse() -> None:
        progress(0, 0, "job.contacts_reading")

    pulse()
    if spreadsheets.is_one(path):
        table = spreadsheets.read(path, contactcolumns.KNOWN, pulse)
        return dataclasses.replace(with_columns(_of_table(path, table)), is_text=False)
    if path.suffix.casefold() in (".vcf", ".vcard") or _begins_as_card(path):
        found = vcards.read(path, pulse, encoding=encoding)
        return Source(path, found.contacts, found.unread)
    table = contactsheets.read(path, contactcolumns.KNOWN, pulse, encoding=encoding)
    return with_columns(_of_table(path, table))


def _begins_as_card(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"BEGIN:VCARD" in file.read(600).replace(b"\0", b"").upper()
    except OSError:
        raise Trouble("trouble.cannot_read", name=path.name[:80]) from None


def _of_table(path: Path, table: Table) -> Source:
    return Source(path, (), table.unread, table, contactcolumns.guess(table))


def with_columns(source: Source, uses: Sequence[Use] | None = None) -> Source:
    """Give a table's people anew, with its columns used as the captain said."""
    if source.table is None:
        return source
    chosen = source.uses if uses is None else tuple(uses)
    found: tuple[Contact, ...] = ()
    if contactcolumns.useful(chosen):
        found = tuple(contactcolumns.contact(row, chosen) for row in source.table.rows)
    return dataclasses.replace(source, uses=chosen, contacts=tuple(each for each in found if not each.empty))


def encodings() -> tuple[str, ...]:
    """Give the encodings that a person may choose from."""
    from sacwatch.exchange import decoding  # a door

    return decoding.ENCODINGS


def preview(work: Work, found: Sequence[Contact], progress: Progress = silent) -> list[Found]:
    """Say of each contact, in their order, who it is and what would become of it."""
    people = {each.id: each for each in _everybody(work)}
    at_home = {each.id: each.place.text for each in _homes(work)}
    homes_of = {each.id: at_home.get(each.household_id or "", "") for each in people.values()}
    matcher = Matcher(contactplans.known_member(each, homes_of[each.id]) for each in people.values())
    rows: list[Found] = []
    for place, contact in enumerate(found):
        if place % 200 == 0:
            progress(place, len(found), "job.contacts_matching")
        match = matcher.find(contactplans.known(contact))
        row = Found(contact, problem=_problem(contact))
        if match is not None:
            if match.key.startswith(_ROW):
                other = rows[int(match.key.removeprefix(_ROW))].contact
                row = dataclasses.replace(row, other_name=other.called)
            else:
                member = people[match.key]
                added = contactplans.joined(member, contact, homes_of[member.id])[1]
                row = dataclasses.replace(row, other_name=member.name, retired=not member.active, added=added)
            row = dataclasses.replace(row, other=match.key, why=match.why, sure=match.sure)
        rows.append(row)
        # Whoever comes later in the file may be one with this contact, or with the member it is.
        key = match.key if match is not None and match.sure else f"{_ROW}{place}"
        matcher.add(dataclasses.replace(contactplans.known(contact), key=key))
    return rows


def _everybody(work: Work) -> list[Member]:
    return list(work.members.find(MemberQuery(active=None, limit=1_000_000)).lines)


def _homes(work: Work) -> list[Household]:
    return list(work.households.find(HouseholdQuery(active=None, limit=1_000_000)).lines)


def _problem(contact: Contact) -> Problem | None:
    """Give why a contact cannot be a member, or None."""
    return None if contact.called else Problem("problem.card_empty", {"line": contact.at})


def bring_in(
    work: Work,
    rows: Sequence[Found],
    choices: Mapping[int, Becomes] | None = None,
    *,
    names: Mapping[int, str] | None = None,
    make_households: bool = True,
    today: date | None = None,
    progress: Progress = silent,
) -> Came:
    """Bring the contacts of a preview in as one step, each as usual or as `choices` by its place says.

    `names` are those the captain gave, by place. What somebody typed is never overwritten: a contact who is
    there already adds phones and fills blanks. Nobody has agreed to anything by being brought in. A
    contact that cannot come is left out and told. `today` is the civil day in Sacramento.
    """
    work.does = "step.contacts_brought"
    bringing = _Bringing(work, make_households, today)
    wanted = [(choices or {}).get(place, row.usual) for place, row in enumerate(rows)]
    bringing.read([row.other for row, each in zip(rows, wanted, strict=True) if each is Becomes.JOINED])
    became: dict[int, str] = {}
    for place, row in enumerate(rows):
        if place % 50 == 0:
            progress(place, len(rows), "job.contacts_bringing")
        choice = wanted[place]
        if choice is Becomes.LEFT:
            continue
        contact = row.contact
        if names and names.get(place, "").strip():
            contact = dataclasses.replace(contact, name=" ".join(names[place].split()))
        other = row.other
        if choice is Becomes.JOINED and row.in_file:
            other = became.get(int(row.other.removeprefix(_ROW)), "")
        try:
            if choice is Becomes.JOINED and other:
                became[place] = bringing.join(other, contact)
            else:
                became[place] = bringing.add(contact)
        except Invalid as invalid:
            bringing.refused.append((contact, next(iter(invalid.problems.values()))))
    progress(len(rows), len(rows), "job.contacts_keeping")
    bringing.keep()
    progress(len(rows), len(rows), "job.contacts_keeping")
    return Came(bringing.added, bringing.joined, bringing.made, tuple(bringing.refused))


class _Bringing:
    """One import on its way, with what is asked again and again kept at hand."""

    def __init__(self, work: Work, make_households: bool, today: date | None) -> None:
        self._work = work
        self._today = today
        self._make_households = make_households
        self._placed: dict[str, PlaceDraft] = {}
        self._homes: dict[str, str] = {}
        watch = work.watches.get(work.watch_id)
        self._blocks = homes.outlines_of(work)
        self._inside = Within(watch.boundary) if len(watch.boundary) >= 3 else None
        self._addresses: dict[str, str] = {}
        for each in _homes(work):
            self._addresses[each.id] = each.place.text
            self._homes.setdefault(home_key(each.place.text), each.id)
        self._members: dict[str, Member] = {}
        self._changed: dict[str, Member] = {}
        self._people: dict[str, Member] = {}
        self._households: list[Household] = []
        self.joined = 0
        self.refused: list[tuple[Contact, Problem]] = []

    def add(self, contact: Contact) -> str:
        draft = self._at_home(contactplans.draft_of(contact))
        member = members.settle(draft, self._work.stamp(self._work.new_id()), today=self._today)
        self._members[member.id] = member
        return member.id

    def join(self, id_: str, contact: Contact) -> str:
        past = self._members.get(id_) or self._changed.get(id_) or self._past(id_)
        home = self._addresses.get(past.household_id or "", "") if not past.address else ""
        draft, added = contactplans.joined(past, contact, home)
        if not added:
            return id_
        draft = self._at_home(draft)
        member = members.settle(draft, self._work.stamp(id_), today=self._today, past=past)
        (self._members if id_ in self._members else self._changed)[id_] = member
        self.joined += 1
        return id_

    def read(self, ids: Sequence[str]) -> None:
        """Read those who get more, all at once."""
        there = [id_ for id_ in dict.fromkeys(ids) if id_ and not id_.startswith(_ROW)]
        self._people = {each.id: each for each in self._work.members.get_many(there)}

    def _past(self, id_: str) -> Member:
        """Give a member as they are; raises NotFound where they were removed since they were matched."""
        return self._people.get(id_) or self._work.members.get(id_)

    @property
    def added(self) -> int:
        return len(self._members)

    @property
    def made(self) -> int:
        return len(self._households)

    def keep(self) -> None:
        """Keep all that was made, at once: one by one takes thrice as long."""
        self._work.households.add_many(self._households)
        self._work.members.add_many(self._members.values())
        self._work.members.change_many(self._changed.values())

    def _at_home(self, draft: MemberDraft) -> MemberDraft:
        """Give a draft with its address on the map, and its household where it is one of the watch."""
        text = draft.address.text
        if not text:
            return draft
        local = contacts.is_local(text, finding.ON_THE_MAP.knows_area)
        if local and draft.address.lat is None:
            if text not in self._placed:
                self._placed[text] = finding.placed(draft.address)
            # The words stay as they came: the letter carrier reads them too.
            found = self._placed[text]
            draft = dataclasses.replace(draft, address=dataclasses.replace(found, text=text))
        if draft.household_id is None and local and self._make_households:
            home = self._home(draft.address)
            draft = dataclasses.replace(draft, household_id=home or None)
        return draft

    def _home(self, place: PlaceDraft) -> str:
        """Give the household at an address, made where there is none; "" where it is not the watch's."""
        key = home_key(place.text)
        if not key or key in self._homes:
            return self._homes.get(key, "")
        located = place.lat is not None and place.lon is not None
        if self._inside and not (located and self._inside(place.lat or 0, place.lon or 0)):
            return ""
        work = self._work
        draft = HouseholdDraft(place=place)
        household = households.settle(draft, work.stamp(work.new_id()), today=self._today)
        block = homes.block_of(self._blocks, household.place.point)
        household = dataclasses.replace(household, block_id=block)
        self._households.append(household)
        self._homes[key] = household.id
        return household.id
