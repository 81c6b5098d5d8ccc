"""The people of the watch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sacwatch.domain import consents, texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.consents import Consent, ConsentDraft
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


class Channel(StrEnum):
    """How a member likes to be told."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    PAPER = "paper"


class Skill(StrEnum):
    """What a member can do or has that helps; others are told in words of one's own."""

    CERT = "cert"
    FIRST_AID = "first_aid"
    CPR = "cpr"
    NURSE_OR_DOCTOR = "nurse_or_doctor"
    HAM_RADIO = "ham_radio"
    CHAIN_SAW = "chain_saw"
    GENERATOR = "generator"
    PICKUP_TRUCK = "pickup_truck"
    ELECTRICIAN = "electrician"
    PLUMBER = "plumber"
    TRANSLATES = "translates"


@dataclass(frozen=True, kw_only=True)
class Training:
    """A course that a member took; some must be taken again."""

    name: str = kept(Shows.PERSON)
    done_on: date | None = kept(Shows.PERSON, default=None)
    expires_on: date | None = kept(Shows.PERSON, default=None)


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
    household_id: str | None = kept(Shows.NEVER, default=None)
    language: str = kept(Shows.PERSON, default="")
    """The language they like best, blank where it was not said."""
    channel: Channel | None = kept(Shows.PERSON, default=None)
    skills: tuple[str, ...] = kept(Shows.PERSON, default=())
    """Values of `Skill`, and words of one's own."""
    trainings: tuple[Training, ...] = kept(Shows.PERSON, default=())
    vetted_on: date | None = kept(Shows.GUARDED, default=None)
    vetting_expires_on: date | None = kept(Shows.GUARDED, default=None)
    waiver_on: date | None = kept(Shows.GUARDED, default=None)
    emergency_name: str = kept(Shows.GUARDED, default="")
    emergency_phone: str = kept(Shows.GUARDED, default="")
    """Of somebody who is no member and was not asked."""
    consents: tuple[Consent, ...] = kept(Shows.CAPTAIN, default=())
    confirmed_on: date | None = kept(Shows.CAPTAIN, default=None)
    """When they last said that this entry is right; asked of those who belong to no household."""
    active: bool = kept(Shows.PERSON, default=True)
    """A member who left is not active: out of every list, still in the history."""

    @property
    def first_expiry(self) -> date | None:
        """Give the first day on which the vetting or a training runs out, past ones too."""
        days = [self.vetting_expires_on, *(each.expires_on for each in self.trainings)]
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class PhoneDraft:
    number: str = ""
    type: str = "mobile"


@dataclass(frozen=True)
class TrainingDraft:
    name: str = ""
    done_on: str = ""
    expires_on: str = ""


@dataclass(frozen=True)
class MemberDraft:
    """A member as the form holds it."""

    name: str = ""
    phones: tuple[PhoneDraft, ...] = ()
    email: str = ""
    address: PlaceDraft = PlaceDraft()
    roles: tuple[str, ...] = ()
    household_id: str | None = None
    begin_household: bool = False
    """Whether to put a member without a household into the one at the address, begun if there is none."""
    language: str = ""
    channel: str = ""
    skills: tuple[str, ...] = ()
    trainings: tuple[TrainingDraft, ...] = ()
    vetted_on: str = ""
    vetting_expires_on: str = ""
    waiver_on: str = ""
    emergency_name: str = ""
    emergency_phone: str = ""
    consents: tuple[ConsentDraft, ...] = ()
    confirmed_on: str = ""
    active: bool = True
    note: str = ""


_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def is_email(text: str) -> bool:
    """Say whether a text can be an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def settle(
    draft: MemberDraft, stamp: Stamp, *, today: date | None = None, past: Member | None = None
) -> Member:
    """Give the member a draft means; raises `Invalid` with every problem by field.

    `today` says what "yesterday" and a day without a year mean; the day of the stamp (UTC) where it
    is not given.
    """
    problems = Problems()
    today = today or stamp.now.date()
    email = texts.line(draft.email, "email", problems)
    if email and not is_email(email):
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
        household_id=draft.household_id,
        language=texts.name(draft.language, "language", problems),
        channel=Channel(draft.channel) if draft.channel else None,
        skills=_skills(draft.skills, problems),
        trainings=_trainings(draft.trainings, today, problems),
        vetted_on=times.past_day(draft.vetted_on, today, "vetted_on", problems),
        vetting_expires_on=times.coming_day(draft.vetting_expires_on, today, "vetting_expires_on", problems),
        waiver_on=times.past_day(draft.waiver_on, today, "waiver_on", problems),
        emergency_name=texts.name(draft.emergency_name, "emergency_name", problems),
        emergency_phone=_number(draft.emergency_phone, "emergency_phone", problems),
        consents=consents.settle(draft.consents, Member, today, problems),
        confirmed_on=times.past_day(draft.confirmed_on, today, "confirmed_on", problems),
        active=draft.active,
    )
    if member.vetted_on and member.vetting_expires_on and member.vetting_expires_on < member.vetted_on:
        problems.add("vetting_expires_on", "problem.expires_before")
    problems.settle()
    return member


def _phones(drafts: tuple[PhoneDraft, ...], problems: Problems) -> tuple[Phone, ...]:
    found = []
    for place, draft in enumerate(drafts):
        number = _number(draft.number, f"phones.{place}", problems)
        if number:
            found.append(Phone(number=number, type=PhoneType(draft.type)))
    return tuple(found)


def _number(text: str, where: str, problems: Problems) -> str:
    number = texts.name(text, where, problems)
    if number and not texts.is_phone(number):
        problems.add(where, "problem.phone_letters", text=number[:40])
    return number


_SKILLS = {each.value.replace("_", " "): each.value for each in Skill}


def _skills(typed: tuple[str, ...], problems: Problems) -> tuple[str, ...]:
    """Give each skill once; one of ours by its word, whatever its capitals."""
    found: dict[str, str] = {}
    for place, text in enumerate(typed):
        skill = texts.name(text, f"skills.{place}", problems)
        if skill:
            skill = _SKILLS.get(skill.casefold().replace("_", " "), skill)
            found.setdefault(skill.casefold(), skill)
    return tuple(found.values())


def _trainings(drafts: tuple[TrainingDraft, ...], today: date, problems: Problems) -> tuple[Training, ...]:
    found = []
    for place, draft in enumerate(drafts):
        where = f"trainings.{place}"
        name = texts.name(draft.name, f"{where}.name", problems)
        done_on = times.past_day(draft.done_on, today, f"{where}.done_on", problems)
        expires_on = times.coming_day(draft.expires_on, today, f"{where}.expires_on", problems)
        if not name and not draft.done_on.strip() and not draft.expires_on.strip():
            continue
        if not name:
            problems.add(f"{where}.name", "problem.needed")
        if done_on and expires_on and expires_on < done_on:
            problems.add(f"{where}.expires_on", "problem.expires_before")
        found.append(Training(name=name, done_on=done_on, expires_on=expires_on))
    return tuple(found)


def draft_of(member: Member) -> MemberDraft:
    """Give the draft that settles to this member again."""
    return MemberDraft(
        name=member.name,
        phones=tuple(PhoneDraft(phone.number, phone.type.value) for phone in member.phones),
        email=member.email,
        address=place_draft_of(member.address),
        roles=tuple(role.value for role in Role if role in member.roles),
        household_id=member.household_id,
        language=member.language,
        channel=member.channel.value if member.channel else "",
        skills=member.skills,
        trainings=tuple(
            TrainingDraft(each.name, times.day_text(each.done_on), times.day_text(each.expires_on))
            for each in member.trainings
        ),
        vetted_on=times.day_text(member.vetted_on),
        vetting_expires_on=times.day_text(member.vetting_expires_on),
        waiver_on=times.day_text(member.waiver_on),
        emergency_name=member.emergency_name,
        emergency_phone=member.emergency_phone,
        consents=consents.drafts_of(member.consents),
        confirmed_on=times.day_text(member.confirmed_on),
        active=member.active,
        note=member.note,
    )
