"""Takes one person out of a whole file: records, history, drafts, search index and every page of it.

This is the one place that changes record tables past the journal, because the journal itself is rewritten:
it is a second copy of what is forgotten. It speaks SQL to the tables that it finds, so that copies of
older versions can be cleaned too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from sacwatch.domain.forgetting import Person, Removed, scrubbed
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.journal import FORGOTTEN
from sacwatch.store.schema import JOURNALLED


class Rule(Enum):
    """What becomes of a row that names somebody who is forgotten."""

    CLEAR = "clear"
    """It stays and names nobody."""
    DROP = "drop"
    """It goes."""
    KEEP = "keep"
    """It stays as it is: a bare id tells nothing, and what it counts would be wrong without it."""


SINGLE: dict[tuple[str, str], Rule] = {
    ("watch_block", "captain_id"): Rule.CLEAR,
    ("member", "household_id"): Rule.CLEAR,
    ("household_vacation", "household_id"): Rule.DROP,
    ("patrol_crew", "member_id"): Rule.CLEAR,
    ("patrol_entry", "household_id"): Rule.CLEAR,
    ("shift_person", "member_id"): Rule.DROP,
    ("shift_person", "stand_in_id"): Rule.CLEAR,
    ("phone_tree_caller", "member_id"): Rule.DROP,
    ("drill_caller", "member_id"): Rule.KEEP,
    ("drill_call", "member_id"): Rule.KEEP,
    ("drill_call", "household_id"): Rule.KEEP,
    ("concern", "member_id"): Rule.CLEAR,
    ("action_item", "member_id"): Rule.CLEAR,
    ("meeting_signin", "member_id"): Rule.CLEAR,
    ("meeting_signin", "household_id"): Rule.CLEAR,
}
"""Every column that can hold the id of a member or a household."""

LISTS: dict[tuple[str, str], Rule] = {
    ("phone_tree", "head"): Rule.CLEAR,
    ("phone_tree_caller", "homes"): Rule.CLEAR,
    ("drill_caller", "homes"): Rule.KEEP,
    ("sheet", "crew"): Rule.CLEAR,
    ("sheet", "house_ids"): Rule.CLEAR,
    ("concern", "raisings"): Rule.CLEAR,
    ("meeting", "leaders"): Rule.CLEAR,
}
"""Every column with a JSON list in which such ids can stand."""

NAMES: dict[tuple[str, str], bool] = {
    ("patrol_crew", "name"): True,
    ("concern", "raised_by"): True,
    ("action_item", "owner"): False,
    ("meeting_signin", "name"): True,
    ("meeting_signin", "phone"): False,
}
"""Every column with the name that was typed for the `member_id` beside it, which goes with it.

True where something stands in its place, so that somebody is still counted; else nobody is named.
"""

NAMED_LISTS = (
    ("sheet", "crew"),
    ("concern", "raisings"),
    ("concern", "past_steps"),
    ("meeting", "leaders"),
)
"""The lists in whose parts a name may stand without an id; all their texts lose it."""

UNTOLD = (LISTS.keys() | set(NAMED_LISTS)) - {("concern", "raisings")}
"""The lists of which nobody is told that they may speak of somebody: no form changes their texts."""

_NOT_RECORDS = frozenset(
    {
        *("journal_step", "journal_change", "draft", "export_file", "export_release"),
        *("blob", "search_entry", "export_ledger"),
    }
)


@dataclass
class _Count:
    records: int = 0
    changes: int = 0
    drafts: int = 0
    refs: set[Ref] = field(default_factory=set)
    gone: set[Ref] = field(default_factory=set)
    steps: set[int] = field(default_factory=set)
    files: list[tuple[str, str]] = field(default_factory=list)
    papers: list[tuple[str, date]] = field(default_factory=list)


def forget(connection: Any, person: Person, *, everywhere: bool = False) -> Removed:
    """Take a person out of an open file, all or nothing; what was cut out is gone after `clean`.

    With `everywhere` their name goes out of every text as well, for copies that nobody edits. Without, the
    texts of records stay as they are, for the captain to look at. The search index of records that were
    changed is left to the caller where it can be made anew; here it only loses the words.
    """
    count = _Count()
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        tables = _tables(connection)
        _records(connection, tables, person, count, everywhere=everywhere)
        _frozen_papers(connection, tables, person, count)
        _history(connection, tables, person, count, everywhere=everywhere)
        _drafts(connection, person, count)
        _index(connection, person, count, everywhere=everywhere)
        _exports(connection, tables, person, count)
        connection.execute("COMMIT")
    except BaseException:
        # Where the disk is full, SQLite may have ended the transaction by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    minutes, handouts = _papers_gone(count)
    return Removed(
        records=count.records,
        named=len(count.refs - count.gone),
        changes=count.changes,
        drafts=count.drafts,
        refs=frozenset(count.refs | count.gone),
        files=tuple(count.files),
        minutes=minutes,
        handouts=handouts,
    )


def papers_that_go(connection: Any, person: Person) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Say of which closed meetings the kept minutes, and the kept handouts, would go; changes nothing.

    Each is a civil day, in order.
    """
    count = _Count()
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        tables = _tables(connection)
        _records(connection, tables, person, count, everywhere=False)
        _frozen_papers(connection, tables, person, count)
    finally:
        connection.execute("ROLLBACK")
    return _papers_gone(count)


def _papers_gone(count: _Count) -> tuple[tuple[date, ...], tuple[date, ...]]:
    minutes = sorted(day for paper, day in count.papers if paper == "minutes")
    return tuple(minutes), tuple(sorted(day for paper, day in count.papers if paper == "handout"))


def clean(connection: Any) -> bool:
    """Leave no byte of what was removed: index made anew, file written anew, log emptied.

    False where somebody reads the file just now, so that its log could not be emptied.
    """
    connection.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")
    connection.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")
    connection.execute("VACUUM")
    busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def note(connection: Any, person: Person, removed: Removed, *, watch_id: str, at: int, by: str) -> None:
    """Write the step that stands in the history of the file: what was forgotten, by ids and counts alone.

    `at` is in microseconds since 1970 UTC. Records that named the person count as changed by it, so that a
    form in which one of them stands open is not saved over it.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        number = connection.execute(
            "INSERT INTO journal_step (watch_id, at, by, does, state, turn)"
            " VALUES (?, ?, ?, ?, 'lasting', 0)",
            (watch_id, at, by, "step.person_forgotten"),
        ).lastrowid
        connection.execute("UPDATE journal_step SET turn = ? WHERE id = ?", (number, number))
        counts = ("records", "named", "changes", "drafts")
        told = json.dumps({name: getattr(removed, name) for name in counts})
        for kind, ids in ((Kind.MEMBER, person.member_ids), (Kind.HOUSEHOLD, person.household_ids)):
            for id_ in sorted(ids):
                connection.execute(_CHANGE, (number, kind.value, id_, FORGOTTEN, id_, told))
        tables = {row.kind: table for table, row in JOURNALLED.items() if root_column(row) == "id"}
        for ref in sorted(removed.refs, key=lambda each: each.id):
            table = tables[ref.kind]
            connection.execute(
                f'UPDATE "{table}" SET changed_at = ?, changed_by = ? WHERE id = ?', (at, by, ref.id)
            )
            for row in rows(connection, table, "id = ?", (ref.id,)):
                image = json.dumps(_told(connection, table, row))
                connection.execute(_CHANGE, (number, ref.kind.value, ref.id, table, ref.id, image))
        connection.execute("COMMIT")
    except BaseException:
        # Where the disk is full, SQLite may have ended the transaction by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


_CHANGE = (
    "INSERT INTO journal_change (step_id, kind, record_id, table_name, row_id, after)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)


def _told(connection: Any, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Give a row as the history tells it: its lists as lists."""
    columns = _tables(connection)[table]
    return {
        name: json.loads(value) if columns[name] == "JSON" and value is not None else value
        for name, value in row.items()
    }


# The tables


def _tables(connection: Any) -> dict[str, dict[str, str]]:
    """Give the columns of every table with their declared types."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name NOT LIKE 'search\\_text%' ESCAPE '\\' AND name != 'alembic_version'"
    ).fetchall()
    return {
        name: {row[1]: row[2].upper() for row in connection.execute(f'PRAGMA table_info("{name}")')}
        for (name,) in names
    }


def root_column(row_class: type[Any]) -> str:
    """Give the column with the id of the record that a row is part of: "id" for the record itself."""
    for key in row_class.__table__.foreign_keys:
        other = JOURNALLED.get(key.column.table.name)
        if other is not None and other.kind is row_class.kind:
            return str(key.parent.name)
    return "id"


def _ref(table: str, row: dict[str, Any]) -> Ref:
    row_class = JOURNALLED[table]
    return Ref(row_class.kind, row[root_column(row_class)])


def rows(connection: Any, table: str, where: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    found = connection.execute(f'SELECT * FROM "{table}" WHERE {where}', values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def among(column: str, ids: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    return f'"{column}" IN ({", ".join("?" * len(ids))})', tuple(sorted(ids))


def _records(
    connection: Any, tables: dict[str, dict[str, str]], person: Person, count: _Count, *, everywhere: bool
) -> None:
    for (table, column), rule in SINGLE.items():
        if column not in tables.get(table, {}) or rule is Rule.KEEP:
            continue
        for row in rows(connection, table, *among(column, person.ids)):
            count.refs.add(_ref(table, row))
            if rule is Rule.DROP:
                connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row["id"],))
                continue
            connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE id = ?', (row["id"],))
            for name in (name for of, name in NAMES if of == table and column == "member_id"):
                instead = _instead(table, name, person)
                connection.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE id = ?', (instead, row["id"]))
    for table, column in NAMES:
        for row in rows(connection, table, "member_id IS NULL", ()) if table in tables else ():
            # Typed by name alone, before they were among the members.
            if person.words.names_in(row[column]):
                name = person.words.scrubbed(row[column], person.instead)
                name = _instead(table, column, person) if name == person.instead else name
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (name, row["id"]))
                count.refs.add(_ref(table, row))
    if "meeting_signin" in tables:
        # The phone of somebody who walked in goes with the name.
        connection.execute("UPDATE meeting_signin SET phone = '' WHERE name = ?", (person.instead,))
    for (table, column), rule in LISTS.items():
        if column not in tables.get(table, {}) or rule is Rule.KEEP:
            continue
        for row in rows(connection, table, *holding(column, person)):
            values = json.dumps(scrubbed(json.loads(row[column]), person))
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (values, row["id"]))
            count.refs.add(_ref(table, row))
    for table, column in NAMED_LISTS:
        for row in rows(connection, table, "1", ()) if column in tables.get(table, {}) else ():
            parts = json.loads(row[column])
            if any(person.words.names_in(each) for each in strings(parts)):
                values = json.dumps(scrubbed(parts, person))
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (values, row["id"]))
                count.refs.add(_ref(table, row))
    for table, ids in (("member", person.member_ids), ("household", person.household_ids)):
        for id_ in sorted(ids) if table in tables else ():
            gone = connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (id_,)).rowcount
            count.records += gone
            if gone:
                count.gone.add(Ref(JOURNALLED[table].kind, id_))
    if everywhere:
        for table, columns in tables.items():
            if table not in _NOT_RECORDS:
                _scrub_texts(connection, table, columns, person)


def _frozen_papers(connection: Any, tables: dict[str, dict[str, str]], person: Person, count: _Count) -> None:
    """Remove the papers that were kept at the closing of meetings where they may name the person.

    Nothing can be taken out of a finished page; it is made anew from the records where it is wanted. A
    handout thanks patrollers and tells of actions and concerns of all the time before it.
    """
    if "frozen" not in tables.get("meeting", {}):
        return
    touched = {ref.id for ref in count.refs if ref.kind is Kind.MEETING}
    for table in ("concern", "action_item"):
        for row in rows(connection, table, "meeting_id IS NOT NULL", ()):
            touched |= {row["meeting_id"]} if _ref(table, row) in count.refs else set()
    thanked = any(ref.kind in (Kind.PATROL, Kind.ACTION, Kind.CONCERN) for ref in count.refs)
    for row in rows(connection, "meeting", "frozen != '[]'", ()):
        texts = (value for value in row.values() if isinstance(value, str))
        told = " ".join(part for text in texts for part in strings(_read(text)))
        frozen = json.loads(row["frozen"])
        whole = row["id"] in touched or person.words.names_in(told)
        gone = [each for each in frozen if whole or (thanked and each["paper"] != "minutes")]
        if not gone:
            continue
        for each in gone:
            if rows(connection, "attachment", "id = ?", (each["file"],)):
                count.papers.append((each["paper"], date.fromisoformat(row["day"])))
            _without_file(connection, each["file"], count)
        left = json.dumps([each for each in frozen if each not in gone])
        connection.execute("UPDATE meeting SET frozen = ? WHERE id = ?", (left, row["id"]))
        count.refs.add(Ref(Kind.MEETING, row["id"]))


def _read(text: str) -> Any:
    return json.loads(text) if text.startswith(("[", "{")) else text


def _without_file(connection: Any, file_id: str, count: _Count) -> None:
    """Remove an attachment with its bytes and its history."""
    for row in rows(connection, "attachment", "id = ?", (file_id,)):
        connection.execute("DELETE FROM attachment WHERE id = ?", (file_id,))
        connection.execute(
            "DELETE FROM blob WHERE sha256 = ? AND sha256 NOT IN (SELECT sha256 FROM attachment)",
            (row["sha256"],),
        )
        count.gone.add(Ref(Kind.ATTACHMENT, file_id))
    steps = connection.execute("SELECT step_id FROM journal_change WHERE record_id = ?", (file_id,))
    count.steps |= {step for (step,) in steps.fetchall()}
    connection.execute("DELETE FROM journal_change WHERE record_id = ?", (file_id,))


def _instead(table: str, column: str, person: Person) -> str:
    """Give what stands in place of a name that stood there alone."""
    return person.instead if NAMES[table, column] else ""


def holding(column: str, person: Person) -> tuple[str, tuple[str, ...]]:
    ids = sorted(person.ids)
    return " OR ".join(f'instr("{column}", ?) > 0' for _ in ids) or "0", tuple(ids)


def _scrub_texts(connection: Any, table: str, columns: dict[str, str], person: Person) -> None:
    """Take the name out of every text of a table."""
    texts = [name for name, kind in columns.items() if kind in ("TEXT", "JSON") and name != "id"]
    if not texts:
        return
    told = ", ".join(f'"{name}"' for name in texts)
    changed = []
    for row_id, *values in connection.execute(f'SELECT rowid, {told} FROM "{table}"'):
        together = "\n".join(each for each in values if isinstance(each, str))
        # In JSON a letter with an accent stands as its number.
        if "\\u" not in together and not person.words.may_be_told_in(together):
            continue
        after = [
            _scrubbed_json(value, person)
            if columns[name] == "JSON"
            else person.words.scrubbed(value, person.instead)
            if isinstance(value, str)
            else value
            for name, value in zip(texts, values, strict=True)
        ]
        if after != values:
            changed.append((*after, row_id))
    sets = ", ".join(f'"{name}" = ?' for name in texts)
    connection.executemany(f'UPDATE "{table}" SET {sets} WHERE rowid = ?', changed)


def _scrubbed_json(text: Any, person: Person, keep: frozenset[str] = frozenset()) -> Any:
    """Give a JSON text without the person; the very same text where they are not in it."""
    if not isinstance(text, str):
        return text
    before = json.loads(text)
    after = scrubbed(before, person, keep=keep)
    return text if after == before else json.dumps(after)


# The history


def _history(
    connection: Any, tables: dict[str, dict[str, str]], person: Person, count: _Count, *, everywhere: bool
) -> None:
    found = connection.execute(
        "SELECT id, step_id, record_id, table_name, row_id, before, after FROM journal_change"
    )
    deleted: list[int] = []
    changed: list[tuple[Any, Any, int]] = []
    while lines := found.fetchmany(2_000):
        for id_, step, record_id, table, row_id, *images in lines:
            if record_id in person.ids and table != FORGOTTEN:
                deleted.append(id_)
                count.steps.add(step)
                continue
            if not any(_concerns(each, person) for each in images):
                continue
            keep = frozenset() if everywhere else _standing(connection, tables, table, row_id)
            after = [_image(table, each, person, keep) for each in images]
            if after == images:
                continue
            count.steps.add(step)
            if after == [None, None]:
                deleted.append(id_)
            else:
                changed.append((*after, id_))
    connection.executemany("DELETE FROM journal_change WHERE id = ?", [(each,) for each in deleted])
    connection.executemany("UPDATE journal_change SET before = ?, after = ? WHERE id = ?", changed)
    # What is not whole any more can be neither taken back nor done again.
    steps = [(each,) for each in sorted(count.steps)]
    connection.executemany(
        "UPDATE journal_step SET state = CASE state WHEN 'done' THEN 'lasting' ELSE 'dropped' END"
        " WHERE id = ? AND state IN ('done', 'undone')",
        steps,
    )
    count.changes = len(deleted) + len(changed)


def _concerns(image: str | None, person: Person) -> bool:
    if image is None:
        return False
    if any(id_ in image for id_ in person.ids):
        return True
    text = image if "\\" not in image else " ".join(strings(json.loads(image)))
    return person.words.names_in(text)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def _standing(connection: Any, tables: dict[str, dict[str, str]], table: str, row_id: str) -> frozenset[str]:
    """Give the texts of a row as they stand: the history must go on telling the truth about them."""
    if table not in tables:
        return frozenset()
    found: set[str] = set()
    for row in rows(connection, table, "id = ?", (row_id,)):
        for name, value in row.items():
            if isinstance(value, str):
                json_ = tables[table].get(name) == "JSON"
                found |= set(strings(json.loads(value))) if json_ else {value}
    return frozenset(found)


def _image(table: str, image: str | None, person: Person, keep: frozenset[str]) -> str | None:
    """Give a row of the history without the person, or None where the row itself goes."""
    if image is None:
        return None
    before = json.loads(image)
    after = {}
    for name, value in before.items():
        single, several = SINGLE.get((table, name)), LISTS.get((table, name))
        if Rule.KEEP in (single, several):
            after[name] = value
        elif single is not None and value in person.ids:
            if single is Rule.DROP:
                return None
            after[name] = None
        else:
            after[name] = scrubbed(value, person, keep=keep)
    for name in (name for of, name in NAMES if of == table and before.get("member_id") in person.ids):
        after[name] = _instead(table, name, person)
    for name in (name for of, name in NAMES if of == table and after[name] == person.instead):
        after[name] = _instead(table, name, person)
    if table == "meeting_signin" and after["name"] == person.instead:
        after["phone"] = ""
    return image if after == before else json.dumps(after)


# What is no record


def _drafts(connection: Any, person: Person, count: _Count) -> None:
    for row in rows(connection, "draft", "1", ()):
        if row["record_id"] in person.ids:
            connection.execute("DELETE FROM draft WHERE id = ?", (row["id"],))
            count.drafts += 1
            continue
        data = _scrubbed_json(row["data"], person)
        if data != row["data"]:
            connection.execute("UPDATE draft SET data = ? WHERE id = ?", (data, row["id"]))
            count.drafts += 1


def _index(connection: Any, person: Person, count: _Count, *, everywhere: bool) -> None:
    touched = {each.id for each in count.refs | count.gone} | person.ids
    entries = connection.execute("SELECT id, record_id, title FROM search_entry").fetchall()
    for number, record_id, title in entries:
        if record_id in person.ids:
            connection.execute("DELETE FROM search_text WHERE rowid = ?", (number,))
            connection.execute("DELETE FROM search_entry WHERE id = ?", (number,))
        elif everywhere or record_id in touched:
            typed = person.typed if record_id in touched else ()
            _scrub_document(connection, number, title, person, typed)


def _scrub_document(connection: Any, number: int, title: str, person: Person, typed: tuple[str, ...]) -> None:
    found = connection.execute("SELECT title, body FROM search_text WHERE rowid = ?", (number,)).fetchone()
    if found is None:
        return

    def without(text: str) -> str:
        for name in typed:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _found: person.instead, text)
        after = person.words.scrubbed(text, person.instead)
        # The index has each number without its area code too, on a line of its own.
        short = {each[-7:] for each in person.words.numbers} if after != text else set()
        return "\n".join(line for line in after.split("\n") if line not in short)

    after = [without(text) for text in found]
    if after != list(found):
        connection.execute("UPDATE search_text SET title = ?, body = ? WHERE rowid = ?", (*after, number))
    if without(title) != title:
        connection.execute("UPDATE search_entry SET title = ? WHERE id = ?", (without(title), number))


def _exports(connection: Any, tables: dict[str, dict[str, str]], person: Person, count: _Count) -> None:
    told = [each for each in ("name", "place", "words") if each in tables.get("export_ledger", {})]
    for row in rows(connection, "export_ledger", "1", ()) if told else ():
        after = [person.words.scrubbed(row[each], person.instead) for each in told]
        if after != [row[each] for each in told]:
            sets = ", ".join(f'"{each}" = ?' for each in told)
            connection.execute(f'UPDATE "export_ledger" SET {sets} WHERE id = ?', (*after, row["id"]))
    for row in rows(connection, "export_file", "1", ()):
        about = f"{row['name']} {row['subject']}"
        if any(id_ in about for id_ in person.ids) or person.words.names_in(row["name"]):
            connection.execute("DELETE FROM export_file WHERE id = ?", (row["id"],))
            count.files.append((row["folder"], row["name"]))
