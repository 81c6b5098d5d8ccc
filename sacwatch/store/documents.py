"""What the full-text index reads of each kind of record."""

from __future__ import annotations

from typing import Any

from sacwatch.domain.actions import Action
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.concerns import Concern
from sacwatch.domain.destinations import Destination
from sacwatch.domain.drills import Drill
from sacwatch.domain.households import Household
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind
from sacwatch.domain.meetings import Meeting
from sacwatch.domain.members import Member
from sacwatch.domain.patrols import Category, Patrol
from sacwatch.domain.phonetrees import PhoneTree
from sacwatch.domain.routes import Route
from sacwatch.domain.sheets import Sheet
from sacwatch.domain.shifts import Shift
from sacwatch.domain.watches import Watch
from sacwatch.store.search import Document, joined
from sacwatch.store.types import first_instant


def document(record: Any) -> Document | None:
    """Give the document of a record, or None for a kind that is not searched."""
    if isinstance(record, Patrol):
        return _patrol(record)
    if isinstance(record, Incident):
        return _incident(record)
    if isinstance(record, Household):
        return _household(record)
    if isinstance(record, Member):
        return _member(record)
    if isinstance(record, Watch):
        return _watch(record)
    if isinstance(record, Route):
        return Document(record.name, joined(record.name, record.note), record.created_at)
    if isinstance(record, Sheet):
        crew = ", ".join(each.name for each in record.crew)
        return Document(record.number, joined(record.area, crew, record.note), record.printed_at)
    if isinstance(record, Shift):
        return _shift(record)
    if isinstance(record, PhoneTree):
        return Document(_spoken(Kind.TREE.value), joined(_spoken(Kind.TREE.value), record.note))
    if isinstance(record, Drill):
        sort = _spoken(record.sort.value)
        return Document(sort, joined(sort, _spoken(Kind.TREE.value), record.note), record.started_at)
    if isinstance(record, Concern):
        return _concern(record)
    if isinstance(record, Meeting):
        return _meeting(record)
    if isinstance(record, Action):
        body = joined(record.what, record.public_wording, record.owner, record.outcome, record.note)
        return Document(_beginning(record.what), body, first_instant(record.noted_on))
    if isinstance(record, Attachment):
        return Document(record.caption or record.name, joined(record.caption, record.name, record.note))
    if isinstance(record, Destination):
        return None  # where papers go is seen on the page of papers, and is nothing to find there
    return None


def _spoken(value: str) -> str:
    """Give a stored word as people would search for it."""
    return value.replace("_", " ")


def _patrol(patrol: Patrol) -> Document:
    lines = [
        joined(
            each.place.text,
            "" if each.category is Category.ALL_QUIET else _spoken(each.category.value),
            each.seen,
            each.number,
        ).replace("\n", " · ")
        for each in patrol.entries
    ]
    crew = ", ".join(each.name for each in patrol.crew)
    body = joined(crew, patrol.vehicle, patrol.weather, patrol.public_wording, *lines, patrol.note)
    return Document(patrol.area or crew, body, patrol.started_at)


def _incident(incident: Incident) -> Document:
    vehicles = [
        " ".join(
            part for part in (v.colour, v.year, v.make, v.model, v.body, v.plate, v.state, v.other) if part
        )
        for v in incident.vehicles
    ]
    persons = [
        " ".join(part for part in (p.build, p.hair, p.clothing, p.direction, p.other) if part)
        for p in incident.persons
    ]
    kind = _spoken(incident.kind.value)
    body = joined(
        incident.happened,
        incident.place.text,
        *vehicles,
        *persons,
        kind,
        incident.report_number,
        incident.code,
        incident.disposition,
        incident.public_wording,
        incident.note,
    )
    return Document(incident.place.text or kind, body, incident.occurred_from)


def _household(household: Household) -> Document:
    vehicles = [
        " ".join(part for part in (each.colour, each.make, each.model, each.plate) if part)
        for each in household.vehicles
    ]
    holders = [each.key_holder for each in household.vacations]
    remarks = [each.note for each in household.vacations]
    body = joined(
        household.pets,
        *vehicles,
        household.utilities,
        household.special_needs,
        household.key_holder,
        *holders,
        *remarks,
        household.note,
    )
    return Document(household.place.text, body)


def _member(member: Member) -> Document:
    phones = [phone.number for phone in member.phones]
    roles = [_spoken(role.value) for role in sorted(member.roles)]
    body = joined(
        *phones,
        member.email,
        member.address.text,
        *roles,
        member.language,
        *map(_spoken, member.skills),
        *(each.name for each in member.trainings),
        member.emergency_name,
        member.emergency_phone,
        member.note,
    )
    return Document(member.name, body)


def _shift(shift: Shift) -> Document:
    told = [text for day in shift.days for text in (day.area, day.why) if text]
    title = shift.area or Kind.SHIFT.value
    return Document(title, joined(Kind.SHIFT.value, *told, shift.note), first_instant(shift.first))


def _concern(concern: Concern) -> Document:
    kind, topic = _spoken(concern.kind.value), _spoken(concern.topic.value)
    past = [joined(each.words, each.name, each.ticket).replace("\n", " · ") for each in concern.past_steps]
    again = [joined(each.name, each.words).replace("\n", " · ") for each in concern.raisings]
    body = joined(
        concern.words,
        concern.public_wording,
        concern.place.text,
        concern.raised_by,
        f"{kind} {topic}",
        concern.responsible_name,
        concern.ticket,
        concern.answer,
        concern.public_answer,
        concern.dropped_why,
        *past,
        *again,
        concern.note,
    )
    return Document(concern.place.text or _beginning(concern.words), body, first_instant(concern.raised_on))


def _meeting(meeting: Meeting) -> Document:
    kind = _spoken(meeting.kind.value)
    items = [part for each in meeting.agenda for part in (each.title, each.who, each.notes, *each.decisions)]
    guests = [f"{each.name} {each.of}" for each in meeting.guests]
    body = joined(Kind.MEETING.value, kind, meeting.place.text, *items, *guests, meeting.note)
    return Document(meeting.title or kind, body, first_instant(meeting.day))


def _beginning(words: str) -> str:
    return " ".join(words.split())[:80]


def _watch(watch: Watch) -> Document:
    blocks = [block.name for block in watch.blocks]
    numbers = [" ".join((each.name, each.number, each.text, each.purpose)).strip() for each in watch.numbers]
    body = joined(watch.place.text, watch.meeting_place, watch.meeting_day, *blocks, *numbers, watch.note)
    return Document(watch.name, body)
