"""Keeps the phone tree, and gives what it must know of every home and every member, quickly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
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
        rows = self._session.execute(
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
            HomeEntry(row.id, row.place_text, _point(row), row.block_id or "", row.special_needs)
            for row in rows
        ]

    def people(self, also: Iterable[str] = ()) -> list[Person]:
        """Give the members on the lists who live in a household or call, and these others, by name.

        Those are given too who are retired.
        """
        calls = [
            func.instr(func.json(MemberRow.roles), f'"{role.value}"') > 0
            for role in (Role.CALLER, Role.CAPTAIN)
        ]
        wanted = self._people().where(
            or_(
                MemberRow.id.in_(list(also)),
                MemberRow.active & or_(MemberRow.household_id.is_not(None), *calls),
            )
        )
        rows = self._session.execute(wanted.order_by(MemberRow.sort_name, MemberRow.id))
        return [_person(row) for row in rows]

    def named(self, callers: Iterable[Caller]) -> list[Person]:
        """Give the members who call, retired or not, by name."""
        ids = [each.member_id for each in callers]
        return [_person(row) for row in self._session.execute(self._people().where(MemberRow.id.in_(ids)))]

    def person(self, member_id: str) -> Person | None:
        """Give one member, retired or not, or None."""
        row = self._session.execute(self._people().where(MemberRow.id == member_id)).first()
        return None if row is None else _person(row)

    def _people(self) -> Select[Any]:
        columns: tuple[InstrumentedAttribute[Any], ...] = (
            *(MemberRow.id, MemberRow.name, MemberRow.household_id, MemberRow.phones, MemberRow.language),
            *(MemberRow.channel, MemberRow.roles, MemberRow.active),
            *(MemberRow.place_lat, MemberRow.place_lon),
        )
        return select(*columns).where(MemberRow.watch_id == self._watch_id)


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        household_id=row.household_id or "",
        numbers=tuple(phone["number"] for phone in row.phones),
        language=row.language,
        channel=row.channel,
        roles=frozenset(Role(role) for role in row.roles),
        active=row.active,
        point=_point(row),
    )


def _point(row: Any) -> Point | None:
    return None if row.place_lat is None or row.place_lon is None else Point(row.place_lat, row.place_lon)


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
        row.position, row.member_id, row.homes = position, each.member_id, list(each.homes)
        made.append(row)
    return made


def callers_of(rows: Iterable[Any]) -> tuple[Caller, ...]:
    """Give the callers that rows hold."""
    return tuple(Caller(member_id=row.member_id, homes=tuple(row.homes)) for row in rows)
