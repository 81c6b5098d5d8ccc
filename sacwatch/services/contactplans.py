"""What becomes of one contact: the member it makes, or what it adds to a member who is there."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache

from sacwatch import words
from sacwatch.domain import contactmatching, contacts, members, texts
from sacwatch.domain.contactmatching import Known
from sacwatch.domain.contacts import Contact, Line
from sacwatch.domain.members import Member, MemberDraft, PhoneDraft, PhoneType
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import phones

_TYPES = {Line.MOBILE: PhoneType.MOBILE, Line.HOME: PhoneType.HOME, Line.WORK: PhoneType.WORK}
_CUT = "…"


@dataclass(frozen=True)
class Added:
    """What a contact adds to somebody who is there, as it is shown; `noted` goes to the end of the note."""

    name: str = ""
    """The name of somebody who went by a number or an e-mail address until now."""
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    language: str = ""
    noted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.name, self.phones, self.email, self.address, self.language, self.noted))


_MORE = {"title": "note.title", "birthday": "note.birthday", "url": "note.url"}


@dataclass(frozen=True)
class _Sorted:
    """A contact's parts as a member has them, and lines of a note for what a member has no place for."""

    phones: tuple[PhoneDraft, ...]
    emails: tuple[str, ...]
    language: str
    noted: tuple[str, ...]


@lru_cache(maxsize=8192)
def _sorted(contact: Contact) -> _Sorted:
    """Sort a contact's parts; asked for twice, before it is looked over and after."""
    numbers: dict[str, PhoneDraft] = {}
    noted = []
    for each in contact.phones:
        number, problem = phones.read(each.text)
        if each.line is Line.FAX:
            noted.append(words.sentence("note.fax", {"text": number}))
        elif problem is not None:
            noted.append(words.sentence("note.phone", {"text": each.text[:200]}))
        else:
            kind = _TYPES.get(each.line, PhoneType.OTHER)
            numbers.setdefault(number, PhoneDraft(number, kind.value))
    emails = [each for each in contact.emails if members.is_email(each) and len(each) <= texts.LINE_LENGTH]
    noted += [words.sentence("note.email", {"text": each}) for each in contact.emails if each not in emails]
    if contact.organization and contact.called != contact.organization:
        noted.append(words.sentence("note.organization", {"text": contact.organization}))
    noted += [words.sentence(_MORE[told], {"text": text}) for told, text in contact.more]
    language = contacts.language(contact.languages[0]) if contact.languages else ""
    return _Sorted(tuple(numbers.values()), tuple(emails), language[: texts.NAME_LENGTH], tuple(noted))


def known(contact: Contact) -> Known:
    """Give a contact as it is compared with others."""
    numbers = tuple(each.text for each in contact.phones if each.line is not Line.FAX)
    return Known(str(contact.at), contact.name, numbers, contact.emails, contact.addresses[:1])


def known_member(member: Member, home: str = "") -> Known:
    """Give a member as they are compared with contacts; `home` is the address of their household."""
    numbers = tuple(each.number for each in member.phones)
    emails = (member.email,) if member.email else ()
    address = tuple(dict.fromkeys(each for each in (member.address.text, home) if each))
    return Known(member.id, member.name, numbers, emails, address)


def draft_of(contact: Contact) -> MemberDraft:
    """Give the member that a contact becomes, who has agreed to nothing and has no role yet."""
    parts = _sorted(contact)
    noted = [*parts.noted, *_others(parts.emails[1:], contact.addresses[1:])]
    return MemberDraft(
        name=_cut(contact.called, texts.NAME_LENGTH),
        phones=parts.phones,
        email=parts.emails[0] if parts.emails else "",
        address=PlaceDraft(_cut(contact.addresses[0], texts.LINE_LENGTH))
        if contact.addresses
        else PlaceDraft(),
        language=parts.language,
        note=_cut("\n".join(filter(None, (contact.note, *noted))), texts.TEXT_LENGTH),
    )


def joined(member: Member, contact: Contact, home: str = "") -> tuple[MemberDraft, Added]:
    """Give a member with what a contact adds; nothing that is there is changed or taken away.

    `home` is the address of their household, which stands for their own.

    Blanks are filled, phones come after those that are there, and what stands against what is there goes
    to the end of the note.
    """
    parts = _sorted(contact)
    have = {contactmatching.phone_key(each.number) or each.number for each in member.phones}
    numbers = [
        each for each in parts.phones if (contactmatching.phone_key(each.number) or each.number) not in have
    ]
    others = [each for each in parts.emails if each.casefold() != member.email.casefold()]
    email = others.pop(0) if others and not member.email else ""
    places = list(contact.addresses)
    here = {contactmatching.address_key(each) for each in (member.address.text, home) if each}
    places = [each for each in places if contactmatching.address_key(each) not in here]
    address = places.pop(0) if places and not member.address and not home else ""
    language = parts.language if not member.language else ""
    name = _cut(contact.name, texts.NAME_LENGTH) if _goes_by_a_number(member, have) else ""
    noted = (contact.note, *parts.noted, *_others(others, places))
    new = tuple(each for each in noted if each and each not in member.note)
    room = texts.TEXT_LENGTH - len(member.note) - 1
    past = members.draft_of(member)
    draft = dataclasses.replace(
        past,
        name=name or past.name,
        phones=(*past.phones, *numbers),
        email=email or past.email,
        address=PlaceDraft(_cut(address, texts.LINE_LENGTH)) if address else past.address,
        language=language or past.language,
        note="\n".join(filter(None, (past.note, _cut("\n".join(new), max(room, 0))))),
    )
    return draft, Added(
        name, tuple(each.number for each in numbers), email, address, language, new if room > 0 else ()
    )


def _goes_by_a_number(member: Member, numbers: set[str]) -> bool:
    """Say whether what stands for a member's name is their phone or their e-mail address."""
    if any(char.isalpha() for char in member.name):
        return member.name.casefold() == member.email.casefold()
    return contactmatching.phone_key(member.name) in numbers


def _others(emails: tuple[str, ...] | list[str], places: tuple[str, ...] | list[str]) -> list[str]:
    return [
        *(words.sentence("note.email", {"text": each}) for each in emails),
        *(words.sentence("note.address", {"text": each}) for each in places),
    ]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(0, most - 1)] + _CUT * (most > 0)
