"""Keeps members."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Text, cast, func, or_, select

from sacwatch.domain import consents
from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import MemberQuery, Page
from sacwatch.domain.members import Channel, Member, Phone, PhoneType, Role, Training
from sacwatch.store.consents import consents_of, plain_consents
from sacwatch.store.households import due
from sacwatch.store.repository import Repository, place_of, write_place
from sacwatch.store.schema import MemberRow
from sacwatch.store.search import matching


class Members(Repository[Member, MemberRow]):
    """The members of one watch."""

    kind = Kind.MEMBER
    row = MemberRow

    def _write(self, record: Member, row: MemberRow) -> None:
        row.name = record.name
        row.sort_name = record.name.casefold()
        row.phones = [{"number": phone.number, "type": phone.type.value} for phone in record.phones]
        row.email = record.email
        row.roles = [role.value for role in Role if role in record.roles]
        row.active = record.active
        row.household_id = record.household_id
        row.language = record.language
        row.channel = record.channel.value if record.channel else ""
        row.skills = list(record.skills)
        row.trainings = [
            {"name": each.name, "done_on": _plain(each.done_on), "expires_on": _plain(each.expires_on)}
            for each in record.trainings
        ]
        row.vetted_on = record.vetted_on
        row.vetting_expires_on = record.vetting_expires_on
        row.first_expiry = record.first_expiry
        row.waiver_on = record.waiver_on
        row.emergency_name = record.emergency_name
        row.emergency_phone = record.emergency_phone
        row.consents = plain_consents(record.consents)
        row.confirmed_on = record.confirmed_on
        write_place(record.address, row)

    def _record(self, row: MemberRow) -> Member:
        return Member(
            **self._common(row),
            name=row.name,
            phones=tuple(
                Phone(number=phone["number"], type=PhoneType(phone["type"])) for phone in row.phones
            ),
            email=row.email,
            address=place_of(row),
            roles=frozenset(Role(role) for role in row.roles),
            active=row.active,
            household_id=row.household_id,
            language=row.language,
            channel=Channel(row.channel) if row.channel else None,
            skills=tuple(row.skills),
            trainings=tuple(_training(each) for each in row.trainings),
            vetted_on=row.vetted_on,
            vetting_expires_on=row.vetting_expires_on,
            waiver_on=row.waiver_on,
            emergency_name=row.emergency_name,
            emergency_phone=row.emergency_phone,
            consents=consents_of(row.consents),
            confirmed_on=row.confirmed_on,
        )

    def find(self, query: MemberQuery) -> Page[Member]:
        """Give one page of the members a query asks for, by name; words may be of their household."""
        wanted = self._mine(select(MemberRow.id))
        if query.active is not None:
            wanted = wanted.where(MemberRow.active == query.active)
        if query.role is not None:
            # Roles stand in a JSON list of quoted words.
            wanted = wanted.where(func.instr(func.json(MemberRow.roles), f'"{query.role.value}"') > 0)
        if query.words:
            at_home = matching(query.words, Kind.HOUSEHOLD)
            wanted = wanted.where(
                or_(MemberRow.id.in_(matching(query.words, self.kind)), MemberRow.household_id.in_(at_home))
            )
        order: tuple[Any, ...] = (
            MemberRow.sort_name.desc() if query.descending else MemberRow.sort_name,
            MemberRow.id,
        )
        if query.expiring_by is not None:
            wanted = wanted.where(MemberRow.first_expiry <= query.expiring_by)
            order = (MemberRow.first_expiry, *order)
        if query.due_on is not None:
            wanted = wanted.where(*_due_alone(query.due_on))
        ids, total = self._page(wanted, order, offset=query.offset, limit=query.limit)
        return Page(tuple(self.get_many(ids)), total, query.offset)

    def active(self) -> list[Member]:
        """Give every member on the lists, by name."""
        return self._all(MemberRow.active)

    def of_households(self, household_ids: list[str]) -> dict[str, list[Member]]:
        """Give the members on the lists by their household, each by name."""
        found: dict[str, list[Member]] = {}
        for member in self._all(MemberRow.active, MemberRow.household_id.in_(household_ids)):
            found.setdefault(str(member.household_id), []).append(member)
        return found

    def agreed(self, field: str = "name") -> dict[str, frozenset[Audience]]:
        """Give the audiences for which members agreed to this field, by the member's id.

        Of those who left too, because the history still names them; who agreed to nothing is left out.
        """
        rows = self._session.execute(
            self._mine(select(MemberRow.id, MemberRow.consents)).where(
                cast(MemberRow.consents, Text).contains(f'"{field}"', autoescape=True)
            )
        )
        found = {id_: consents.agreed(consents_of(told), field) for id_, told in rows}
        return {id_: audiences for id_, audiences in found.items() if audiences}

    def expiring(self, by: date) -> list[Member]:
        """Give those on the lists whose vetting, or one of whose trainings, runs out by this day or has."""
        return self._all(MemberRow.active, MemberRow.first_expiry <= by)

    def due_for_confirmation(self, today: date) -> list[Member]:
        """Give those on the lists, in no household, who did not confirm their entry for a year, by name."""
        return self._all(MemberRow.active, *_due_alone(today))

    def count_due(self, today: date) -> int:
        """Count those on the lists, in no household, who did not confirm their entry for a year."""
        wanted = self._mine(select(func.count()).select_from(MemberRow))
        return int(self._session.scalar(wanted.where(MemberRow.active, *_due_alone(today))) or 0)

    def _all(self, *conditions: Any) -> list[Member]:
        rows = self._session.scalars(
            self._mine(select(MemberRow)).where(*conditions).order_by(MemberRow.sort_name, MemberRow.id)
        )
        return [self._record(row) for row in rows]

    def named(self, start: str, *, limit: int = 8) -> list[Member]:
        """Give active members one of whose names begins like this, for completion as one types."""
        start = start.strip().casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = self._session.scalars(
            self._mine(select(MemberRow))
            .where(
                MemberRow.active,
                or_(
                    MemberRow.sort_name.like(f"{start}%", escape="\\"),
                    MemberRow.sort_name.like(f"% {start}%", escape="\\"),
                ),
            )
            .order_by(MemberRow.sort_name, MemberRow.id)
            .limit(limit)
        )
        return [self._record(row) for row in rows]

    def exactly_named(self, names: list[str]) -> dict[str, str]:
        """Give the ids of active members by their casefolded name, where one member alone has it."""
        wanted = {name.casefold() for name in names}
        rows = self._session.execute(
            self._mine(select(MemberRow.sort_name, MemberRow.id)).where(
                MemberRow.active, MemberRow.sort_name.in_(wanted)
            )
        )
        found: dict[str, list[str]] = {}
        for name, id_ in rows:
            found.setdefault(name, []).append(id_)
        return {name: ids[0] for name, ids in found.items() if len(ids) == 1}

    def names(self) -> list[tuple[str, str]]:
        """Give the id and the name of everybody, of those who left too."""
        return [
            (id_, name)
            for id_, name in self._session.execute(self._mine(select(MemberRow.id, MemberRow.name)))
        ]

    def reached_by(self, numbers: list[str], email: str) -> list[Member]:
        """Give whoever has one of these numbers, as they are kept, or this e-mail; those who left too."""
        phones = cast(MemberRow.phones, Text)
        ways = [phones.contains(json.dumps(number)[:-1], autoescape=True) for number in numbers]
        if email:
            ways.append(func.lower(MemberRow.email) == email.lower())
        return self._all(or_(*ways)) if ways else []


def _due_alone(today: date) -> tuple[Any, ...]:
    return MemberRow.household_id.is_(None), due(MemberRow, today)


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _training(told: dict[str, Any]) -> Training:
    done, expires = told["done_on"], told["expires_on"]
    return Training(
        name=told["name"],
        done_on=date.fromisoformat(done) if done else None,
        expires_on=date.fromisoformat(expires) if expires else None,
    )
