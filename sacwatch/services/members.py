"""What a captain does with the members of the watch."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sacwatch.domain import contactmatching, members
from sacwatch.domain.contactmatching import InCommon
from sacwatch.domain.errors import Invalid, Problem
from sacwatch.domain.listing import MemberQuery, Page
from sacwatch.domain.members import Member, MemberDraft
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.records import Stamp
from sacwatch.services import finding, households, phones
from sacwatch.store.work import Work


def add(work: Work, draft: MemberDraft, *, today: date | None = None) -> Member:
    """Add a member; raises Invalid, also where the household is gone.

    `today` is the civil day in Sacramento, by which days are read; the day in UTC without it.
    """
    member = _settled(work, draft, work.stamp(work.new_id()), today, None)
    member = _at_home(work, member, draft, today)
    work.does = "step.member_added"
    work.members.add(member)
    return member


def change(work: Work, id_: str, draft: MemberDraft, *, today: date | None = None) -> Member:
    """Change a member; raises Invalid, or NotFound where the member is gone."""
    past = work.members.get(id_)
    member = _settled(work, draft, work.stamp(id_), today, past)
    member = _at_home(work, member, draft, today)
    work.does = "step.member_changed"
    work.members.change(member)
    return member


def _settled(work: Work, draft: MemberDraft, stamp: Stamp, today: date | None, past: Member | None) -> Member:
    numbers, wrong = phones.checked(draft.phones)
    if draft.household_id is not None and not households.by_id(work, [draft.household_id]):
        wrong["household_id"] = Problem("problem.household_gone")
    emergency, problem = phones.read(draft.emergency_phone)
    if problem is not None:
        wrong["emergency_phone"] = problem
    draft = dataclasses.replace(
        draft, phones=numbers, emergency_phone=emergency, address=finding.placed(draft.address)
    )
    try:
        member = members.settle(draft, stamp, today=today, past=past)
    except Invalid as invalid:
        raise Invalid({**invalid.problems, **wrong}) from None
    if wrong:
        raise Invalid(wrong)
    return member


def _at_home(work: Work, member: Member, draft: MemberDraft, today: date | None) -> Member:
    """Put a member into the household at their address, where that is wanted; begin it if there is none."""
    if not draft.begin_household or member.household_id is not None or not member.address:
        return member
    there = work.households.at(member.address.text)
    home = there[0] if there else households.begin(work, member.address, today=today)
    return dataclasses.replace(member, household_id=home.id)


def retire(work: Work, id_: str, *, active: bool = False) -> Member:
    """Take a member off every list, or back onto them; the history keeps the name."""
    work.does = "step.member_returned" if active else "step.member_retired"
    past = work.members.get(id_)
    member = dataclasses.replace(past, active=active, changed_at=work.now, changed_by=work.by)
    work.members.change(member)
    return member


def confirm(work: Work, id_: str, *, on: date) -> Member:
    """Note that a member said on this day that their entry is right; asked of those without a household."""
    work.does = "step.member_confirmed"
    past = work.members.get(id_)
    member = dataclasses.replace(past, confirmed_on=on, changed_at=work.now, changed_by=work.by)
    work.members.change(member)
    return member


def remove(work: Work, id_: str) -> Member:
    """Remove a member entered by mistake; raises InUse at the end where a patrol or block names them."""
    work.does = "step.member_removed"
    return work.members.remove(id_)


def get(work: Work, id_: str) -> Member:
    """Give a member; raises NotFound."""
    return work.members.get(id_)


def find(work: Work, query: MemberQuery) -> Page[Member]:
    """Give one page of the members a query asks for."""
    return work.members.find(query)


def linked(work: Work, crew: tuple[PatrollerDraft, ...]) -> tuple[PatrollerDraft, ...]:
    """Tie each typed name to the one active member who has it.

    Raises Invalid for somebody who was forgotten since the form was opened; who was removed is a name.
    """
    crew = _still_there(work, crew)
    loose = [each.name.strip() for each in crew if not each.member_id and each.name.strip()]
    if not loose:
        return crew
    ids = work.members.exactly_named([" ".join(name.split()) for name in loose])
    return tuple(
        each
        if each.member_id
        else dataclasses.replace(each, member_id=ids.get(" ".join(each.name.split()).casefold()))
        for each in crew
    )


def tied(work: Work, name: str, member_id: str | None, where: str) -> str | None:
    """Give the member whom a typed name means: who was chosen, or the one active member who has it.

    Raises Invalid with the problem at `where` for somebody who was forgotten since the form was opened.
    """
    try:
        [who] = linked(work, (PatrollerDraft(name, member_id),)) if name.strip() else [None]
    except Invalid:
        raise Invalid({where: Problem("problem.person_forgotten")}) from None
    return None if who is None else who.member_id


def _still_there(work: Work, crew: tuple[PatrollerDraft, ...]) -> tuple[PatrollerDraft, ...]:
    tied = [each.member_id for each in crew if each.member_id]
    there = {each.id for each in work.members.get_many(tied)} if tied else set()
    gone = [place for place, each in enumerate(crew) if each.member_id and each.member_id not in there]
    forgotten = [place for place in gone if work.was_forgotten(crew[place].member_id or "")]
    if forgotten:
        raise Invalid({f"crew.{place}.name": Problem("problem.person_forgotten") for place in forgotten})
    return tuple(
        dataclasses.replace(each, member_id=None) if place in gone else each
        for place, each in enumerate(crew)
    )


def named(work: Work, start: str) -> list[Member]:
    """Give active members one of whose names begins like this."""
    return work.members.named(start)


@dataclass(frozen=True)
class Alike:
    """Somebody who is there already and may be the one who is being typed."""

    member: Member
    why: InCommon
    value: str
    """What both have, as the other entry has it."""


def alike(
    work: Work,
    name: str,
    numbers: Sequence[str],
    email: str,
    *,
    but: str | None = None,
    household_id: str | None = None,
) -> list[Alike]:
    """Give who has the same name, number or e-mail as somebody being typed, each once, those who left too.

    `but` is the one whose form it is. Those of one household may share a number and an e-mail.
    """
    same = contactmatching.same_name(name, work.members.names()) if name.strip() else []
    found = {each.id: Alike(each, InCommon.NAME, each.name) for each in work.members.get_many(same)}
    read = [phones.read(each) for each in numbers]
    wanted = {contactmatching.phone_key(number): number for number, problem in read if problem is None}
    wanted.pop("", None)
    bare = [phones.bare(each) for each in wanted.values()]
    for each in work.members.reached_by(bare, email.strip()):
        if household_id is not None and each.household_id == household_id:
            continue
        theirs = (phone.number for phone in each.phones)
        number = next((its for its in theirs if contactmatching.phone_key(its) in wanted), "")
        if number:
            found.setdefault(each.id, Alike(each, InCommon.PHONE, number))
        elif email.strip() and each.email.casefold() == email.strip().casefold():
            found.setdefault(each.id, Alike(each, InCommon.EMAIL, each.email))
    found.pop(but or "", None)
    return list(found.values())[:_MOST_ALIKE]


_MOST_ALIKE = 3


def active(work: Work) -> list[Member]:
    """Give every member on the lists, by name."""
    return work.members.active()


def expiring(work: Work, by: date) -> list[Member]:
    """Give those on the lists whose vetting, or one of whose trainings, runs out by this day or has."""
    return work.members.expiring(by)
