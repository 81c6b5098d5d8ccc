"""Keeps the phone tree, and gives what it must know of every home and every member, quickly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from sacwatch.domain.kinds import Kind
from sacwatch.domain.members import Role
from sacwatch.domain.phonetrees import Caller, HomeEntry, Person, PhoneTree
from sacwatch.domain.places import Point
from sacwatch.store.ids import new_id
from sacwatch.store.repository import Repository
from sacwatch.store.schema import HouseholdRow, MemberRow, PhoneTreeRow, TreeCallerRow


class PhoneTrees(Repository[PhoneTree, PhoneTreeRow]):
    """The phone tree of one watch, which has one at most."""

    kind = Kind.TREE
    row = PhoneTreeRow

    def _write(self, record: PhoneTree, row: PhoneTreeRow) -> None:
        row.head = list(record.head)
        row.callers = caller_rows(record.callers, row.callers, TreeCallerRow, self._watch_id)

    def _record(self, row: PhoneTreeRow) -> PhoneTree:
        return PhoneTree(**self._common(row), head=tuple(row.head), callers=callers_of(row.callers))

    def the_one(self) -> PhoneTree | None:
        """Give the tree of this watch, or None where none was begun."""
        row = self._session.scalars(
            self._mine(select(PhoneTreeRow)).order_by(PhoneTreeRow.created_at, PhoneTreeRow.id).limit(1)
        ).first()
        return None if row is None else self._record(row)

    def homes(self) -> list[HomeEntry]:
        """Give every household on the lists as the tree needs it, by street and number."""
        wanted = (
            select(
                HouseholdRow.id,
                HouseholdRow.place_text,
                HouseholdRow.place_lat,
                HouseholdRow.place_lon,
                HouseholdRow.block_id,
                HouseholdRow.special_needs,
            )
            .where(HouseholdRow.watch_id == self._watch_id, HouseholdRow.active)
            .order_by(HouseholdRow.sort_place, HouseholdRow.id)
        )
        return [
            HomeEntry(id_, address, _point(lat, lon), block or "", needs)
            for id_, address, lat, lon, block, needs in self._at_once(wanted)
        ]

    def people(self, also: Iterable[str] = ()) -> list[Person]:
        """Give the members on the lists who live in a household or call, and these others, by name.

        Those are given too who are retired.
        """
        calls = [
            func.instr(func.json(MemberRow.roles), f'"{role.value}"') > 0
            for role in (Role.CALLER, Role.CAPTAIN)
        ]
        return self._persons(
            or_(
                MemberRow.id.in_(list(also)),
                MemberRow.active & or_(MemberRow.household_id.is_not(None), *calls),
            )
        )

    def named(self, callers: Iterable[Caller]) -> list[Person]:
        """Give the members who call, retired or not, by name."""
        return self._persons(MemberRow.id.in_([each.member_id for each in callers]))

    def person(self, member_id: str) -> Person | None:
        """Give one member, retired or not, or None."""
        return next(iter(self._persons(MemberRow.id == member_id)), None)

    def _persons(self, wanted: ColumnElement[bool]) -> list[Person]:
        columns: tuple[InstrumentedAttribute[Any], ...] = (
            *(MemberRow.id, MemberRow.name, MemberRow.household_id, MemberRow.phones, MemberRow.language),
            *(MemberRow.channel, MemberRow.roles, MemberRow.active),
            *(MemberRow.place_lat, MemberRow.place_lon),
        )
        query = select(*columns).where(MemberRow.watch_id == self._watch_id, wanted)
        found = self._at_once(query.order_by(MemberRow.sort_name, MemberRow.id))
        return [
            Person(
                id=id_,
                name=name,
                household_id=household_id or "",
                numbers=tuple(phone["number"] for phone in phones),
                language=language,
                channel=channel,
                roles=_roles(tuple(roles)),
                active=bool(active),
                point=_point(lat, lon),
            )
            for id_, name, household_id, phones, language, channel, roles, active, lat, lon in found
        ]

    def _at_once(self, wanted: Any) -> list[list[Any]]:
        """Give rows as plain values; the database makes one text of them, so that many are read at once."""
        found = wanted.subquery()
        parts = [func.json(column) if isinstance(column.type, JSON) else column for column in found.c]
        text = self._session.scalar(select(func.json_group_array(func.json_array(*parts))))
        rows: list[list[Any]] = json.loads(text or "[]")
        return rows


@cache
def _roles(words: tuple[str, ...]) -> frozenset[Role]:
    return frozenset(map(Role, words))


def _point(lat: float | None, lon: float | None) -> Point | None:
    return None if lat is None or lon is None else Point(lat, lon)


def caller_rows(
    callers: Sequence[Caller], rows: Sequence[Any], row_class: type[Any], watch_id: str
) -> list[Any]:
    """Give the rows of callers; those of the same member are used again, so that little is journalled."""
    known: dict[str, list[Any]] = {}
    for row in rows:
        known.setdefault(row.member_id, []).append(row)
    made = []
    for position, each in enumerate(callers):
        past = known.get(each.member_id)
        row = past.pop(0) if past else row_class(id=new_id(), watch_id=watch_id)
        put(row, position=position, member_id=each.member_id, homes=list(each.homes))
        made.append(row)
    return made


def put(row: Any, **values: object) -> None:
    """Put values into a row where they differ: what is touched in vain must be looked over all the same."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def callers_of(rows: Iterable[Any]) -> tuple[Caller, ...]:
    """Give the callers that rows hold."""
    return tuple(Caller(member_id=row.member_id, homes=tuple(row.homes)) for row in rows)
