"""Finds all that names one person in a file, before they are forgotten: past entries, texts, patrols."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from sqlalchemy import JSON, Text

from sacwatch.domain.forgetting import Mention, Person, words_of
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.forgetting import LISTS, among, holding, root_column, rows, strings
from sacwatch.store.schema import JOURNALLED


def person_of(connection: Any, member_id: str, household_id: str | None, instead: str) -> Person:
    """Gather all that names a member: as they are kept, as they were, and as patrols name them."""
    member_ids = _merged(connection, "member", member_id)
    homes = _merged(connection, "household", household_id) if household_id else frozenset()
    kept: list[dict[str, Any]] = []
    for row in rows(connection, "member", *among("id", member_ids)):
        kept += [{**row, "phones": json.loads(row["phones"])}]
    images = "table_name = 'member' AND " + among("record_id", member_ids)[0]
    for row in rows(connection, "journal_change", images, tuple(sorted(member_ids))):
        kept += [json.loads(row[side]) for side in ("before", "after") if row[side]]
    crew = rows(connection, "patrol_crew", *among("member_id", member_ids))
    past = "table_name = 'patrol_crew' AND (" + holding("before", Person(member_ids))[0]
    past += " OR " + holding("after", Person(member_ids))[0] + ")"
    ids = tuple(sorted(member_ids))
    for row in rows(connection, "journal_change", past, (*ids, *ids)):
        told = [json.loads(row[side]) for side in ("before", "after") if row[side]]
        crew += [each for each in told if each.get("member_id") in member_ids]
    return Person(
        member_ids=member_ids,
        household_ids=homes,
        words=words_of(
            (each["name"] for each in kept),
            (phone["number"] for each in kept for phone in each["phones"]),
            (each["email"] for each in kept),
        ),
        typed=tuple(dict.fromkeys(each["name"] for each in crew if each["name"] != instead)),
        instead=instead,
    )


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
            and (table, column.name) not in LISTS
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
                if piece and row_id not in person.ids:
                    ref = Ref(row_class.kind, row_id)
                    sure = person.words.names_in(_readable(value))
                    if (table, name) in _NAMES and (not sure or _theirs(table, value, person)):
                        continue
                    found.setdefault((ref, name, piece), Mention(ref, name, piece, sure))
    return sorted(found.values(), key=lambda each: (not each.sure, each.ref.kind, each.ref.id, each.field))


def _readable(value: str) -> str:
    if value.startswith(("[", "{")):
        with contextlib.suppress(ValueError):
            return " · ".join(strings(json.loads(value)))
    return value


_NAMES = frozenset({("patrol_crew", "name"), ("member", "name")})
"""Where names of people stand: those of others may well have a part in common."""


def _theirs(table: str, value: str, person: Person) -> bool:
    """Say whether a name is one that goes by itself, on the lists of who went on a patrol."""
    return table == "patrol_crew" and (person.words.names_in(value) or value in person.typed)
