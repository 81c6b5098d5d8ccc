"""What people agreed to: which fact about them may be shown to whom, since when, and how they said so."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sacwatch.domain import times
from sacwatch.domain.audiences import Audience, Shows, kept
from sacwatch.domain.errors import Problems


class How(StrEnum):
    """How somebody agreed."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    PHONE = "phone"
    EMAIL = "email"
    FORM = "form"


Agreed = Mapping[str, frozenset[Audience]]
"""The audiences for which members agreed to their name, by the member's id; who never did is not there."""

NOBODY: Agreed = {}
"""What is handed in where nobody is named, or nobody was asked."""

OTHERS = tuple(each for each in Audience if each is not Audience.CAPTAIN)
"""The audiences that one may agree to; the captain keeps the record and sees it anyway."""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """That one field of the record it stands in may be shown to one audience."""

    field: str = kept(Shows.CAPTAIN)
    """The name of a `Shows.PERSON` field of that record."""
    audience: Audience = kept(Shows.CAPTAIN)
    given_on: date = kept(Shows.CAPTAIN)
    how: How = kept(Shows.CAPTAIN, default=How.SPOKEN)


@dataclass(frozen=True)
class ConsentDraft:
    """A consent as a form holds it."""

    field: str = ""
    audience: str = ""
    given_on: str = ""
    how: str = "spoken"


def agreed(consents: Iterable[Consent], field: str) -> frozenset[Audience]:
    """Give the audiences that somebody agreed to for this field."""
    return frozenset(each.audience for each in consents if each.field == field)


def fields_for(record: type) -> tuple[str, ...]:
    """Give the fields of a record type that its person can agree to show, in the record's order."""
    return tuple(
        each.name
        for each in dataclasses.fields(record)
        if each.metadata.get("shows") is Shows.PERSON and each.name not in _NOBODY_ASKS
    )


_NOBODY_ASKS = frozenset({"active"})


def settle(
    drafts: tuple[ConsentDraft, ...], record: type, today: date, problems: Problems
) -> tuple[Consent, ...]:
    """Give what was agreed, one consent for each field and audience: the first that is said.

    A day that cannot be read, or that is still to come, is a problem at `consents.N.given_on`.
    """
    known = fields_for(record)
    found: dict[tuple[str, Audience], Consent] = {}
    for place, draft in enumerate(drafts):
        if draft.field not in known or draft.audience not in OTHERS:
            continue
        where = f"consents.{place}.given_on"
        given_on = times.read_day(draft.given_on, today) if draft.given_on.strip() else today
        if given_on is None:
            problems.put(where, times.unread_day(draft.given_on, today))
            continue
        if given_on > today:
            problems.add(where, "problem.in_future")
            continue
        consent = Consent(
            field=draft.field, audience=Audience(draft.audience), given_on=given_on, how=How(draft.how)
        )
        found.setdefault((consent.field, consent.audience), consent)
    order = list(Audience)
    return tuple(
        sorted(found.values(), key=lambda each: (known.index(each.field), order.index(each.audience)))
    )


def drafts_of(consents: tuple[Consent, ...]) -> tuple[ConsentDraft, ...]:
    """Give the drafts that settle to these consents again."""
    return tuple(
        ConsentDraft(each.field, each.audience.value, each.given_on.isoformat(), each.how.value)
        for each in consents
    )
