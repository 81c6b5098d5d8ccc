"""Keeps households."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from sacwatch.domain import addresses
from sacwatch.domain.households import Household, HouseholdVehicle, Vacation
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import HouseholdQuery, Page
from sacwatch.domain.places import Point
from sacwatch.domain.times import year_before
from sacwatch.store.consents import consents_of, plain_consents
from sacwatch.store.repository import Repository, columns, place_of, write_place
from sacwatch.store.schema import HouseholdRow, MemberRow, VacationRow
from sacwatch.store.search import matching
from sacwatch.store.types import first_instant


class Where(NamedTuple):
    """Where a household lies, and nothing else of it."""

    id: str
    block_id: str | None
    block_chosen: bool
    point: Point | None


class Households(Repository[Household, HouseholdRow]):
    """The households of one watch."""

    kind = Kind.HOUSEHOLD
    row = HouseholdRow

    def _write(self, record: Household, row: HouseholdRow) -> None:
        write_place(record.place, row)
        row.sort_place = sort_place(record.place.text)
        row.block_id = record.block_id
        row.block_chosen = record.block_chosen
        row.people = record.people
        row.pets = record.pets
        row.vehicles = [
            {"colour": each.colour, "make": each.make, "model": each.model, "plate": each.plate}
            for each in record.vehicles
        ]
        row.utilities = record.utilities
        row.special_needs = record.special_needs
        row.key_holder = record.key_holder
        row.consents = plain_consents(record.consents)
        row.confirmed_on = record.confirmed_on
        row.active = record.active
        known = {each.id: each for each in row.vacations}
        row.vacations = [
            _vacation_row(
                known.get(each.id) or VacationRow(id=each.id, watch_id=self._watch_id), each, position
            )
            for position, each in enumerate(record.vacations)
        ]

    def _record(self, row: HouseholdRow) -> Household:
        return Household(
            **self._common(row),
            place=place_of(row),
            block_id=row.block_id,
            block_chosen=row.block_chosen,
            people=row.people,
            pets=row.pets,
            vehicles=tuple(HouseholdVehicle(**each) for each in row.vehicles),
            utilities=row.utilities,
            special_needs=row.special_needs,
            key_holder=row.key_holder,
            vacations=tuple(
                Vacation(
                    id=each.id,
                    first_day=each.first_day,
                    last_day=each.last_day,
                    key_holder=each.key_holder,
                    asked_on=each.asked_on,
                    note=each.note,
                )
                for each in row.vacations
            ),
            consents=consents_of(row.consents),
            confirmed_on=row.confirmed_on,
            active=row.active,
        )

    def find(self, query: HouseholdQuery) -> Page[Household]:
        """Give one page of the households a query asks for, by street and number; words find people too."""
        wanted = self._mine(select(HouseholdRow.id))
        if query.active is not None:
            wanted = wanted.where(HouseholdRow.active == query.active)
        if query.block_id is not None:
            wanted = wanted.where(HouseholdRow.block_id == query.block_id)
        if query.away_on is not None:
            wanted = wanted.where(HouseholdRow.id.in_(self._away(query.away_on)))
        if query.due_on is not None:
            wanted = wanted.where(due(HouseholdRow, query.due_on))
        if query.words:
            named = select(MemberRow.household_id).where(
                MemberRow.active, MemberRow.id.in_(matching(query.words, Kind.MEMBER))
            )
            wanted = wanted.where(
                or_(HouseholdRow.id.in_(matching(query.words, self.kind)), HouseholdRow.id.in_(named))
            )
        order = (
            HouseholdRow.sort_place.desc() if query.descending else HouseholdRow.sort_place,
            HouseholdRow.id,
        )
        ids, total = self._page(wanted, order, offset=query.offset, limit=query.limit)
        return Page(tuple(self.get_many(ids)), total, query.offset)

    def active(self) -> list[Household]:
        """Give every household that is on the lists, by street and number."""
        return self._all(self._mine(select(HouseholdRow)).where(HouseholdRow.active))

    def where(self) -> list[Where]:
        """Give where every household lies, those that moved away too; quick, because no record is read."""
        rows = self._session.execute(
            self._mine(
                select(
                    HouseholdRow.id,
                    HouseholdRow.block_id,
                    HouseholdRow.block_chosen,
                    HouseholdRow.place_lat,
                    HouseholdRow.place_lon,
                )
            ).order_by(HouseholdRow.id)
        )
        return [
            Where(id_, block, chosen, None if lat is None or lon is None else Point(lat, lon))
            for id_, block, chosen, lat, lon in rows
        ]

    def on_vacation(self, day: date) -> list[Household]:
        """Give the households on the lists that are away on this day, by street and number."""
        wanted = self._mine(select(HouseholdRow))
        return self._all(wanted.where(HouseholdRow.active, HouseholdRow.id.in_(self._away(day))))

    def away_from(self, day: date) -> list[Household]:
        """Give the households on the lists that are or will be away on this day or later."""
        later = select(VacationRow.household_id).where(
            VacationRow.watch_id == self._watch_id, VacationRow.last_day >= day
        )
        wanted = self._mine(select(HouseholdRow))
        return self._all(wanted.where(HouseholdRow.active, HouseholdRow.id.in_(later)))

    def due_for_confirmation(self, today: date) -> list[Household]:
        """Give those on the lists whose entry nobody confirmed for a year, by street and number."""
        return self._all(
            self._mine(select(HouseholdRow)).where(HouseholdRow.active, due(HouseholdRow, today))
        )

    def on_map(self, today: date) -> list[list[Any]]:
        """Give columns of the households on the lists that have a point: id, lat, lon, and 1 if away."""
        away = case((HouseholdRow.id.in_(self._away(today)), 1), else_=0)
        wanted = select(HouseholdRow.id, HouseholdRow.place_lat, HouseholdRow.place_lon, away).where(
            HouseholdRow.watch_id == self._watch_id,
            HouseholdRow.active,
            HouseholdRow.place_lat.is_not(None),
        )
        return columns(self._session, wanted.order_by(away, HouseholdRow.id))

    def count_due(self, today: date) -> int:
        """Count those on the lists whose entry nobody confirmed for a year."""
        wanted = self._mine(select(HouseholdRow.id)).where(HouseholdRow.active, due(HouseholdRow, today))
        return int(self._session.scalar(select(func.count()).select_from(wanted.subquery())) or 0)

    def at(self, text: str) -> list[Household]:
        """Give the households on the lists whose address is the same in all that tells where it is."""
        wanted = self._mine(select(HouseholdRow)).where(HouseholdRow.active)
        return self._all(wanted.where(HouseholdRow.sort_place == sort_place(text)))

    def _all(self, wanted: Select[Any]) -> list[Household]:
        rows = self._session.scalars(wanted.order_by(HouseholdRow.sort_place, HouseholdRow.id))
        return [self._record(row) for row in rows]

    def _away(self, day: date) -> Select[Any]:
        return select(VacationRow.household_id).where(
            VacationRow.watch_id == self._watch_id,
            VacationRow.last_day >= day,
            VacationRow.first_day <= day,
        )


def due(row: type[HouseholdRow | MemberRow], today: date) -> ColumnElement[bool]:
    """Give the condition for entries that nobody confirmed for a year."""
    before = year_before(today)
    return or_(
        row.confirmed_on <= before,
        and_(row.confirmed_on.is_(None), row.created_at < first_instant(before)),
    )


def sort_place(text: str) -> str:
    """Give an address so that it sorts by street, number and unit; other words sort as they stand."""
    found = addresses.parse(text)
    if isinstance(found, addresses.Address):
        return f"{found.street} {found.number:05}{found.letter} {found.unit}".casefold().strip()
    return text.casefold()


def _vacation_row(row: VacationRow, vacation: Vacation, position: int) -> VacationRow:
    row.position = position
    row.first_day = vacation.first_day
    row.last_day = vacation.last_day
    row.key_holder = vacation.key_holder
    row.asked_on = vacation.asked_on
    row.note = vacation.note
    return row
