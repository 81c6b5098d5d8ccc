"""Keeps standing exports: what should lie where, and for whom."""

from __future__ import annotations

from sqlalchemy import select

from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import Destination, Rule, Sort, Volume, Wish
from sacwatch.domain.kinds import Kind
from sacwatch.store.repository import Repository
from sacwatch.store.schema import DestinationRow


class Destinations(Repository[Destination, DestinationRow]):
    """The standing exports of one watch."""

    kind = Kind.DESTINATION
    row = DestinationRow

    def _write(self, record: Destination, row: DestinationRow) -> None:
        row.name = record.name
        row.sort = record.sort.value
        row.address = record.address
        row.account = record.account
        row.volume = dict(vars(record.volume)) if record.volume.comes_and_goes else {}
        row.audience = record.audience.value
        row.large = record.large
        row.automatic = record.automatic
        row.wishes = [[each.report, each.rule.value] for each in record.wishes]

    def _record(self, row: DestinationRow) -> Destination:
        return Destination(
            **self._common(row),
            name=row.name,
            sort=Sort(row.sort),
            address=row.address,
            account=row.account,
            volume=Volume(**row.volume),
            audience=Audience(row.audience),
            large=row.large,
            automatic=row.automatic,
            wishes=tuple(Wish(report, Rule(rule)) for report, rule in row.wishes),
        )

    def all(self) -> list[Destination]:
        """Give every destination, the oldest first."""
        wanted = self._mine(select(DestinationRow))
        ordered = wanted.order_by(DestinationRow.created_at, DestinationRow.id)
        return [self._record(row) for row in self._session.scalars(ordered)]
