"""Who came to a meeting: members and households whose names were printed, and others who walked in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sacwatch.domain import streetnames, texts
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """Somebody who came, or a household that was there."""

    id: str = kept(Shows.NEVER)
    name: str = kept(Shows.PERSON, of="member_id")
    """As it stands in the list; a household's is blank, its address stands with it."""
    member_id: str | None = kept(Shows.NEVER, default=None)
    household_id: str | None = kept(Shows.NEVER, default=None)
    block_id: str | None = kept(Shows.NEVER, default=None)
    """The block from which they came, as it was then; None where it is not known."""
    phone: str = kept(Shows.PERSON, default="")
    """Of somebody who walked in and may be called."""
    at: datetime = kept(Shows.CAPTAIN)
    """When it was noted, aware UTC."""

    @property
    def walk_in(self) -> bool:
        """Say whether they are not among the people of the watch."""
        return self.member_id is None and self.household_id is None


@dataclass(frozen=True)
class WalkInDraft:
    """Somebody who walked in, as typed."""

    name: str = ""
    block_id: str = ""
    phone: str = ""


def settle_walk_in(draft: WalkInDraft, past: Iterable[SignIn], *, id_: str, at: datetime) -> SignIn:
    """Give the sign-in that a draft means; raises `Invalid` with every problem by field.

    The same name from the same block is one person: who has it too adds something to it.
    """
    problems = Problems()
    name = texts.name(draft.name, "name", problems, needed=True)
    phone = texts.name(draft.phone, "phone", problems)
    if phone and not texts.is_phone(phone):
        problems.add("phone", "problem.phone_letters", text=phone[:40])
    block_id = draft.block_id or None
    for each in past:
        if each.name and (each.name.casefold(), each.block_id) == (name.casefold(), block_id):
            problems.add("name", "problem.signed_in_already", name=name[:80])
    problems.settle()
    return SignIn(id=id_, name=name, block_id=block_id, phone=phone, at=at)


def of_member(past: Iterable[SignIn], member_id: str) -> SignIn | None:
    """Give the sign-in of a member, or None."""
    return next((each for each in past if each.member_id == member_id), None)


def handed_over(signins: tuple[SignIn, ...], past: str, to: str) -> tuple[SignIn, ...]:
    """Let a member or household stand in for another; one person is on the list once."""
    found: list[SignIn] = []
    for each in signins:
        one = SignIn(
            id=each.id,
            name=each.name,
            member_id=to if each.member_id == past else each.member_id,
            household_id=to if each.household_id == past else each.household_id,
            block_id=each.block_id,
            phone=each.phone,
            at=each.at,
        )
        same = one.member_id == to and of_member(found, to) is not None
        alone = one.member_id is None and one.household_id == to
        twice = alone and any(other.member_id is None and other.household_id == to for other in found)
        if not same and not twice:
            found.append(one)
    return tuple(found)


__all__ = ["SignIn", "WalkInDraft", "handed_over", "of_member", "settle_walk_in"]


def fit(typed: str, name: str, more: str) -> int | None:
    """Say how well a line of the list fits what was typed, 0 best, or None where it does not.

    Each word must begin one of the name, or else one of what `more` stands beside it. Accents and case may
    be left out.
    """
    words = _parts(typed)
    if not words:
        return None if typed.strip() else 0
    for rank, told in enumerate((name, f"{name} {more}")):
        parts = _parts(told)
        if all(any(part.startswith(word) for part in parts) for word in words):
            return rank
    return None


def _parts(told: str) -> list[str]:
    return re.findall(r"\w+", streetnames.unaccented(told).casefold())
