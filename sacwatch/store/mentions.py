"""Finds all that names one person in a file, before they are forgotten: past entries, texts, patrols."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import JSON, Text

from sacwatch.domain.forgetting import Mention, Person, words_of
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.forgetting import (
    NAMED_LISTS,
    NAMES,
    UNTOLD,
    among,
    holding,
    root_column,
    rows,
    strings,
)
from sacwatch.store.schema import JOURNALLED


def homes_of(connection: Any, member_id: str) -> list[str]:
    """Give the ids of the households a member belonged to, of which the history still tells."""
    found: dict[str, None] = {}
    condition, ids = among("record_id", _merged(connection, "member", member_id))
    for row in rows(connection, "journal_change", f"table_name = 'member' AND {condition}", ids):
        for side in ("before", "after"):
            home = json.loads(row[side]).get("household_id") if row[side] else None
            if home:
                found[home] = None
    return list(found)


def person_of(connection: Any, member_id: str, household_ids: Iterable[str], instead: str) -> Person:
    """Gather all that names a member: as they are kept, as they were, and as patrols name them."""
    member_ids = _merged(connection, "member", member_id)
    homes = frozenset[str]().union(*(_merged(connection, "household", each) for each in household_ids))
    kept: list[dict[str, Any]] = []
    for row in rows(connection, "member", *among("id", member_ids)):
        kept += [{**row, "phones": json.loads(row["phones"])}]
    images = "table_name = 'member' AND " + among("record_id", member_ids)[0]
    for row in rows(connection, "journal_change", images, tuple(sorted(member_ids))):
        kept += [json.loads(row[side]) for side in ("before", "after") if row[side]]
    typed: list[str] = []
    for table in dict.fromkeys(table for table, _name in (*NAMES, *NAMED_LISTS)):
        for image in _images(connection, table, Person(member_ids)):
            typed += _typed(table, image, member_ids)
    return Person(
        member_ids=member_ids,
        household_ids=homes,
        words=words_of(
            (each["name"] for each in kept),
            (phone["number"] for each in kept for phone in each["phones"]),
            (each["email"] for each in kept),
        ),
        typed=tuple(dict.fromkeys(each for each in typed if each and each != instead)),
        instead=instead,
    )


def _images(connection: Any, table: str, person: Person) -> Iterator[dict[str, Any]]:
    """Give the rows of a table that hold these ids, as they are and as they were, with lists as lists."""
    columns = {row[1]: row[2].upper() for row in connection.execute(f'PRAGMA table_info("{table}")')}
    lists = [name for of, name in NAMED_LISTS if of == table and name in columns]
    conditions = [holding(name, person) for name in ("member_id", *lists) if name in columns]
    if conditions:
        where = " OR ".join(condition for condition, _values in conditions)
        values = tuple(each for _condition, held in conditions for each in held)
        for row in rows(connection, table, where, values):
            yield {**row, **{name: json.loads(row[name]) for name in lists}}
    (before, ids), (after, _ids) = holding("before", person), holding("after", person)
    past = f"table_name = ? AND ({before} OR {after})"
    for row in rows(connection, "journal_change", past, (table, *ids, *ids)):
        yield from (json.loads(row[side]) for side in ("before", "after") if row[side])


def _typed(table: str, image: dict[str, Any], member_ids: frozenset[str]) -> Iterator[str]:
    """Give the names that were typed for these members in a row."""
    if image.get("member_id") in member_ids:
        yield from (image[name] for of, name in NAMES if of == table)
    for of, name in NAMED_LISTS:
        if of == table and isinstance(image.get(name), list):
            yield from (each["name"] for each in image[name] if each.get("member_id") in member_ids)


def _merged(connection: Any, table: str, id_: str) -> frozenset[str]:
    """Give an id with those of the entries that were merged into it, of which the history still tells."""
    found = {id_}
    waiting = [id_]
    while waiting:
        others = connection.execute(
            "SELECT DISTINCT other.row_id FROM journal_change AS mine"
            " JOIN journal_step AS step ON step.id = mine.step_id AND step.does LIKE 'step.%_merged'"
            " JOIN journal_change AS other ON other.step_id = step.id AND other.table_name = mine.table_name"
            " WHERE mine.table_name = ? AND mine.row_id = ?"
            " AND other.after IS NULL AND mine.after IS NOT NULL"
            f' AND other.row_id NOT IN (SELECT id FROM "{table}")',
            (table, waiting.pop()),
        ).fetchall()
        new = {other for (other,) in others} - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)


_NO_WORDS = frozenset({"id", "watch_id", "changed_by", "sort_name", "sort_place", "sha256", "media_type"})


def mentions(connection: Any, person: Person) -> list[Mention]:
    """Give the texts of other records that may speak of a person, the sure ones first."""
    found: dict[tuple[Ref, str, str], Mention] = {}
    for table, row_class in JOURNALLED.items():
        if row_class.kind is Kind.SETTING:
            continue
        columns = [
            column.name
            for column in row_class.__table__.columns
            if isinstance(column.type, Text | JSON)
            and column.name not in _NO_WORDS
            and not column.name.endswith("_id")
            and (table, column.name) not in UNTOLD
        ]
        root = root_column(row_class)
        told = ", ".join(f'"{name}"' for name in (root, *columns))
        for row_id, *values in connection.execute(f'SELECT {told} FROM "{table}"'):
            told_together = "\n".join(each for each in values if each)
            # In JSON a letter with an accent stands as its number.
            if "\\u" not in told_together and not person.words.may_be_told_in(told_together):
                continue
            for name, value in zip(columns, values, strict=True):
                piece = person.words.told_in(_readable(value)) if value else ""
                if piece and row_id not in person.ids and not _own(table, name, value, person):
                    ref = Ref(row_class.kind, row_id)
                    sure = person.words.names_in(_readable(value))
                    if (table, name) in _NAMES and (not sure or _theirs(table, name, value, person)):
                        continue
                    found.setdefault((ref, name, piece), Mention(ref, name, piece, sure))
    return sorted(found.values(), key=lambda each: (not each.sure, each.ref.kind, each.ref.id, each.field))


_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _readable(value: str) -> str:
    if value.startswith(("[", "{")):
        with contextlib.suppress(ValueError):
            return " · ".join(each for each in strings(json.loads(value)) if not _ID.fullmatch(each))
    return value


_NAMES = frozenset({*NAMES, ("member", "name")})
"""Where names of people stand: those of others may well have a part in common."""


def _own(table: str, name: str, value: str, person: Person) -> bool:
    """Say whether a text is the name or the number that is somebody else's own, which is right as it is.

    An entry with the very same whole name may be this person once more, and is told.
    """
    if (table, name) == ("member", "phones"):
        return True
    whole = {each.casefold() for each in person.words.names if len(each.split()) > 1}
    return (table, name) == ("member", "name") and " ".join(value.split()).casefold() not in whole


def _theirs(table: str, name: str, value: str, person: Person) -> bool:
    """Say whether a name is one that goes by itself, such as on the list of who went on a patrol."""
    return (table, name) in NAMES and (person.words.names_in(value) or value in person.typed)
