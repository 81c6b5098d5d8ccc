"""Keeps patrol sheets: what was printed, and which patrol came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from sacwatch.domain import sheets
from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import Mode, Patroller, Seat
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.domain.sheets import Sheet, Spot
from sacwatch.store.repository import Repository
from sacwatch.store.schema import EntryRow, PatrollerRow, PatrolRow, SheetRow


class Sheets(Repository[Sheet, SheetRow]):
    """The patrol sheets of one watch."""

    kind = Kind.SHEET
    row = SheetRow

    def _write(self, record: Sheet, row: SheetRow) -> None:
        row.number = record.number
        row.serial = sheets.serial_of(record.number)
        row.day = record.day
        row.starts_at = record.starts_at
        row.finishes_at = record.finishes_at
        row.mode = record.mode.value if record.mode else ""
        row.vehicle = record.vehicle
        row.crew = [
            {"name": each.name, "member_id": each.member_id, "seat": each.seat.value} for each in record.crew
        ]
        row.area = record.area
        row.route_id = record.route_id
        row.equipment = list(record.equipment)
        row.shift_id = record.shift_id
        row.shift_day = record.shift_day
        row.house_ids = list(record.house_ids)
        row.spots = [_plain_spot(each) for each in record.spots]
        row.printed_at = record.printed_at
        row.unused = record.unused

    def _record(self, row: SheetRow) -> Sheet:
        return Sheet(
            **self._common(row),
            number=row.number,
            day=row.day,
            starts_at=row.starts_at,
            finishes_at=row.finishes_at,
            mode=Mode(row.mode) if row.mode else None,
            vehicle=row.vehicle,
            crew=tuple(
                Patroller(name=each["name"], member_id=each["member_id"], seat=Seat(each["seat"]))
                for each in row.crew
            ),
            area=row.area,
            route_id=row.route_id,
            equipment=tuple(row.equipment),
            shift_id=row.shift_id,
            shift_day=row.shift_day,
            house_ids=tuple(row.house_ids),
            spots=tuple(_spot(each) for each in row.spots),
            printed_at=row.printed_at,
            unused=row.unused,
        )

    def next_serial(self) -> int:
        """Give the first place in the row after every sheet that was ever printed."""
        last = self._session.scalar(self._mine(select(func.max(SheetRow.serial))))
        return sheets.FIRST_SERIAL if last is None else last + 1

    def numbered(self, number: str) -> Sheet | None:
        """Give the sheet with this number, or None."""
        wanted = self._mine(select(SheetRow)).where(
            SheetRow.serial == sheets.serial_of(number), SheetRow.number == number
        )
        row = self._session.scalars(wanted.order_by(SheetRow.id)).first()
        return None if row is None else self._record(row)

    def latest(self, *, limit: int) -> list[Sheet]:
        """Give the sheets printed last, the latest first."""
        return self._all(self._mine(select(SheetRow)).order_by(SheetRow.serial.desc(), SheetRow.id), limit)

    def waiting(self, today: date, now: datetime, *, limit: int) -> list[Sheet]:
        """Give the sheets whose patrol is over and that are not typed in yet, the latest first.

        Without planned times one of today counts as over. Blank ones wait in a drawer, and those that
        nobody used wait for nothing.
        """
        typed = select(PatrolRow.id).where(PatrolRow.sheet_id == SheetRow.id).exists()
        wanted = self._mine(select(SheetRow)).where(
            SheetRow.day.is_not(None),
            SheetRow.day <= today,
            func.coalesce(SheetRow.finishes_at, SheetRow.starts_at, now) <= now,
            SheetRow.unused.is_(False),
            ~typed,
        )
        return self._all(wanted.order_by(SheetRow.day.desc(), SheetRow.serial.desc()), limit)

    def of_shift(self, shift_id: str, day: date) -> list[Sheet]:
        """Give the sheets printed for a shift on a day of its series, the latest first."""
        wanted = self._mine(select(SheetRow)).where(SheetRow.shift_id == shift_id, SheetRow.shift_day == day)
        return self._all(wanted.order_by(SheetRow.serial.desc()), 20)

    def _all(self, wanted: Select[Any], limit: int) -> list[Sheet]:
        return [self._record(row) for row in self._session.scalars(wanted.limit(limit))]

    def patrols_of(self, ids: list[str]) -> dict[str, str]:
        """Give the patrols that were typed from these sheets, by sheet."""
        rows = self._session.execute(
            select(PatrolRow.sheet_id, PatrolRow.id)
            .where(PatrolRow.watch_id == self._watch_id, PatrolRow.sheet_id.in_(ids))
            .order_by(PatrolRow.created_at.desc())
        )
        return {str(sheet_id): patrol_id for sheet_id, patrol_id in rows}

    def looks(
        self, household_ids: list[str], since: datetime, until: datetime
    ) -> list[tuple[str, datetime, datetime, list[str], str]]:
        """Give who looked at these houses on patrols that started in [since, until), oldest first.

        Each is household, the patrol's start, when (that start where the sheet gives no time), the names
        of who went, and what they saw. Times are aware UTC.
        """
        at = func.coalesce(EntryRow.at, PatrolRow.started_at).label("at")
        rows = self._session.execute(
            select(EntryRow.household_id, PatrolRow.started_at, at, PatrolRow.id, EntryRow.seen)
            .join(PatrolRow, PatrolRow.id == EntryRow.patrol_id)
            .where(
                EntryRow.watch_id == self._watch_id,
                EntryRow.household_id.in_(household_ids),
                PatrolRow.started_at >= since,
                PatrolRow.started_at < until,
            )
            .order_by(at, EntryRow.id)
        ).all()
        crews: dict[str, list[str]] = {}
        for patrol_id, name in self._session.execute(
            select(PatrollerRow.patrol_id, PatrollerRow.name)
            .where(PatrollerRow.patrol_id.in_({row[3] for row in rows}))
            .order_by(PatrollerRow.patrol_id, PatrollerRow.position)
        ):
            crews.setdefault(patrol_id, []).append(name)
        return [
            (str(house), started, when, crews.get(patrol, []), seen)
            for house, started, when, patrol, seen in rows
        ]


def _plain_spot(spot: Spot) -> dict[str, Any]:
    point = spot.place.point
    return {
        "place": spot.place.text,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "fix": spot.place.fix.value,
        "count": spot.count,
        "kinds": list(spot.kinds),
        "latest": spot.latest.isoformat(),
    }


def _spot(plain: dict[str, Any]) -> Spot:
    point = None if plain["lat"] is None else Point(plain["lat"], plain["lon"])
    return Spot(
        place=Place(plain["place"], point, Fix(plain["fix"])),
        count=plain["count"],
        kinds=tuple(plain["kinds"]),
        latest=date.fromisoformat(plain["latest"]),
    )
