"""Keeps members."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import MemberQuery, Page
from sacwatch.domain.members import Member, Phone, PhoneType, Role
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
        )

    def find(self, query: MemberQuery) -> Page[Member]:
        """Give one page of the members a query asks for, by name."""
        wanted = self._mine(select(MemberRow.id))
        if query.active is not None:
            wanted = wanted.where(MemberRow.active == query.active)
        if query.role is not None:
            # Roles stand in a JSON list of quoted words.
            wanted = wanted.where(func.instr(func.json(MemberRow.roles), f'"{query.role.value}"') > 0)
        if query.words:
            wanted = wanted.where(MemberRow.id.in_(matching(query.words, self.kind)))
        order = (MemberRow.sort_name.desc() if query.descending else MemberRow.sort_name, MemberRow.id)
        ids, total = self._page(wanted, order, offset=query.offset, limit=query.limit)
        return Page(tuple(self.get_many(ids)), total, query.offset)

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
