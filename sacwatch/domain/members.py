"""The people of the watch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain import texts
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.places import NOWHERE, Place, PlaceDraft
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.places import settle as settle_place
from sacwatch.domain.records import Record, Stamp


class Role(StrEnum):
    """What a member does for the watch."""

    CAPTAIN = "captain"
    BLOCK_CAPTAIN = "block_captain"
    PATROLLER = "patroller"
    CALLER = "phone_tree_caller"
    YOUTH_MENTOR = "youth_mentor"


class PhoneType(StrEnum):
    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Phone:
    """A phone number as its owner gives it; the first in the list is tried first."""

    number: str = kept(Shows.PERSON)
    type: PhoneType = kept(Shows.PERSON, default=PhoneType.MOBILE)


@dataclass(frozen=True, kw_only=True)
class Member(Record):
    """One person of the watch."""

    name: str = kept(Shows.PERSON)
    phones: tuple[Phone, ...] = kept(Shows.PERSON, default=())
    email: str = kept(Shows.PERSON, default="")
    address: Place = kept(Shows.PERSON, default=NOWHERE)
    roles: frozenset[Role] = kept(Shows.PERSON, default=frozenset())
    active: bool = kept(Shows.PERSON, default=True)
    """A member who left is not active: out of every list, still in the history."""


@dataclass(frozen=True)
class PhoneDraft:
    number: str = ""
    type: str = "mobile"


@dataclass(frozen=True)
class MemberDraft:
    """A member as the form holds it."""

    name: str = ""
    phones: tuple[PhoneDraft, ...] = ()
    email: str = ""
    address: PlaceDraft = PlaceDraft()
    roles: tuple[str, ...] = ()
    active: bool = True
    note: str = ""


_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def settle(draft: MemberDraft, stamp: Stamp, *, past: Member | None = None) -> Member:
    """Give the member a draft means; raises `Invalid` with every problem by field."""
    problems = Problems()
    email = texts.line(draft.email, "email", problems)
    if email and not _EMAIL.fullmatch(email):
        problems.add("email", "problem.not_an_email", text=email[:40])
    member = Member(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        name=texts.name(draft.name, "name", problems, needed=True),
        phones=_phones(draft.phones, problems),
        email=email,
        address=settle_place(draft.address, "address", problems),
        roles=frozenset(Role(role) for role in draft.roles),
        active=draft.active,
    )
    problems.settle()
    return member


def _phones(drafts: tuple[PhoneDraft, ...], problems: Problems) -> tuple[Phone, ...]:
    found = []
    for place, draft in enumerate(drafts):
        where = f"phones.{place}"
        number = texts.name(draft.number, where, problems)
        if not number:
            continue
        if not texts.is_phone(number):
            problems.add(where, "problem.phone_letters", text=number[:40])
        found.append(Phone(number=number, type=PhoneType(draft.type)))
    return tuple(found)


def draft_of(member: Member) -> MemberDraft:
    """Give the draft that settles to this member again."""
    return MemberDraft(
        name=member.name,
        phones=tuple(PhoneDraft(phone.number, phone.type.value) for phone in member.phones),
        email=member.email,
        address=place_draft_of(member.address),
        roles=tuple(role.value for role in Role if role in member.roles),
        active=member.active,
        note=member.note,
    )
