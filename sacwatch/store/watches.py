"""Keeps the watches of a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sacwatch.domain.kinds import Kind
from sacwatch.domain.places import Point
from sacwatch.domain.watches import Block, CheckedNumber, Jurisdiction, Watch, Where
from sacwatch.store.repository import Repository, place_of, write_place
from sacwatch.store.schema import BlockRow, WatchRow


class Watches(Repository[Watch, WatchRow]):
    """The watch that this unit of work is about."""

    kind = Kind.WATCH
    row = WatchRow

    def _write(self, record: Watch, row: WatchRow) -> None:
        row.name = record.name
        write_place(record.place, row)
        row.jurisdiction = record.jurisdiction.value
        row.beat = record.beat
        row.district = record.district
        row.meeting_place = record.meeting_place
        row.meeting_day = record.meeting_day
        row.footer = record.footer
        row.sample = record.sample
        row.boundary = [[point.lat, point.lon] for point in record.boundary]
        row.numbers = [_told(each) for each in record.numbers]
        known = {block.id: block for block in row.blocks}
        row.blocks = [
            _block_row(known.get(block.id) or BlockRow(id=block.id, watch_id=record.id), block, position)
            for position, block in enumerate(record.blocks)
        ]

    def _record(self, row: WatchRow) -> Watch:
        return Watch(
            **self._common(row),
            name=row.name,
            place=place_of(row),
            jurisdiction=Jurisdiction(row.jurisdiction),
            beat=row.beat,
            district=row.district,
            meeting_place=row.meeting_place,
            meeting_day=row.meeting_day,
            footer=row.footer,
            sample=row.sample,
            boundary=tuple(Point(lat, lon) for lat, lon in row.boundary),
            blocks=tuple(
                Block(
                    id=block.id,
                    name=block.name,
                    captain_id=block.captain_id,
                    outline=tuple(Point(lat, lon) for lat, lon in block.outline),
                )
                for block in row.blocks
            ),
            numbers=_numbers(row),
        )


def _block_row(row: BlockRow, block: Block, position: int) -> BlockRow:
    row.position = position
    row.name = block.name
    row.captain_id = block.captain_id
    row.outline = [[point.lat, point.lon] for point in block.outline]
    return row


def _told(number: CheckedNumber) -> dict[str, Any]:
    """Give a number as JSON; what is blank is left out."""
    told = {
        "id": number.id,
        "name": number.name,
        "number": number.number,
        "checked_on": number.checked_on.isoformat() if number.checked_on else None,
    }
    more = {
        "key": number.key,
        "purpose": number.purpose,
        "text": number.text,
        "relay": number.relay,
        "hours": number.hours,
        "languages": list(number.languages),
        "where": "" if number.where is Where.BOTH else number.where.value,
        "source": number.source,
        "checked_by": number.checked_by,
        "hidden": number.hidden,
    }
    return told | {name: value for name, value in more.items() if value}


_FORMER = {"Our officer": "officer", "Police non-emergency": "police_city"}
"""The names under which the first steps asked for numbers before there were keys, with the keys they have."""


def _numbers(row: WatchRow) -> tuple[CheckedNumber, ...]:
    """Give the numbers of a watch; those of an older file that ship by now are filled in there."""
    found = [_number(each) for each in row.numbers]
    taken = {each.key for each in found}
    for place, each in enumerate(found):
        key = "" if each.key else _FORMER.get(each.name, "")
        if key == "police_city" and row.jurisdiction == Jurisdiction.COUNTY.value:
            key = "police_county"
        if key and key not in taken:
            taken.add(key)
            found[place] = replace(each, key=key, name="")
    return tuple(found)


def _number(told: dict[str, Any]) -> CheckedNumber:
    """Give a number from JSON, which older versions wrote with fewer values."""
    checked = told["checked_on"]
    return CheckedNumber(
        id=told["id"],
        name=told["name"],
        number=told["number"],
        checked_on=date.fromisoformat(checked) if checked else None,
        key=told.get("key", ""),
        purpose=told.get("purpose", ""),
        text=told.get("text", ""),
        relay=told.get("relay", ""),
        hours=told.get("hours", ""),
        languages=tuple(told.get("languages", ())),
        where=Where(told.get("where", Where.BOTH.value)),
        source=told.get("source", ""),
        checked_by=told.get("checked_by", ""),
        hidden=bool(told.get("hidden", False)),
    )


def watch_ids(session: Session) -> list[tuple[str, str]]:
    """Give (id, name) of every watch in the file, oldest first; the one query across watches."""
    rows = session.execute(select(WatchRow.id, WatchRow.name).order_by(WatchRow.created_at, WatchRow.id))
    return [(id_, name) for id_, name in rows]
