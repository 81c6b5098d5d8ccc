"""No table can name a person without a rule for what becomes of that when the person is forgotten."""

import re

import pytest
from sqlalchemy import JSON

from sacwatch.domain.forgetting import Person, Words, scrubbed, words_of
from sacwatch.store.forgetting import LISTS, SINGLE, root_column
from sacwatch.store.schema import JOURNALLED

NO_IDS = {
    ("watch", "boundary"),
    ("watch", "numbers"),
    ("watch_block", "outline"),
    ("household", "vehicles"),
    ("household", "consents"),
    ("member", "phones"),
    ("member", "roles"),
    ("member", "skills"),
    ("member", "trainings"),
    ("member", "consents"),
    ("patrol", "equipment"),
    ("patrol", "rules"),
    ("shift", "weekdays"),
    ("sheet", "equipment"),
    ("sheet", "spots"),
    ("patrol_route", "points"),
    ("patrol_route", "times"),
    ("incident", "vehicles"),
    ("incident", "persons"),
    ("concern", "past_steps"),
    ("meeting", "agenda"),
    ("meeting", "guests"),
    ("meeting", "block_ids"),
    ("meeting", "roles"),
    ("meeting", "reminders"),
    ("meeting", "checks"),
    ("meeting", "frozen"),
    ("meeting", "handout"),
    ("setting", "value"),
    ("destination", "volume"),
    ("destination", "wishes"),
}
"""The lists in which the id of a member or a household never stands."""


def columns():
    return [(table, column) for table, row in JOURNALLED.items() for column in row.__table__.columns]


def test_every_reference_to_a_person_or_a_home_has_its_rule():
    named = re.compile(r"(member|household|captain|stand_in|caller|person)_id")
    wanting = {
        (table, column.name)
        for table, column in columns()
        if named.fullmatch(column.name)
        or any(key.column.table.name in ("member", "household") for key in column.foreign_keys)
    }
    assert wanting == set(SINGLE)


def test_every_list_is_known_to_hold_such_ids_or_not():
    lists = {(table, column.name) for table, column in columns() if isinstance(column.type, JSON)}
    assert lists - set(LISTS) - NO_IDS == set(), "say in the table above, or in LISTS, what this one holds"
    assert set(LISTS) <= lists


@pytest.mark.parametrize("table", sorted(JOURNALLED))
def test_the_record_that_a_row_is_part_of_is_found(table):
    """The same as the row itself says."""
    row_class = JOURNALLED[table]
    column = root_column(row_class)
    values = {each.name: f"{each.name} of it" for each in row_class.__table__.columns}
    assert row_class(**{"id": "id of it", column: values[column]}).root == values[column]


WORDS = words_of(["Rosa  Delgado", "Ann"], ["(916) 555-0134", "311"], ["rosa@example.org"])


@pytest.mark.parametrize(
    "text",
    [
        "Rang Rosa Delgado.",
        "rosa   delgado came",
        "ROSA DELGADO",
        "with Ann, as always",
        "916.555.0134",
        "9165550134",
        "+1 (916) 555 - 0134 ext. 4",
        "19165550134",
        "mail ROSA@example.org now",
    ],
)
def test_whoever_is_named_is_found_and_replaced(text):
    assert WORDS.names_in(text)
    after = WORDS.scrubbed(text, "—")
    assert not WORDS.names_in(after)
    assert WORDS.told_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Annual check",
        "ann arbor",
        "Rosa",
        "call 311",
        "916-555-01345",
        "10916 555 0133",
        "prosa@example.organic",
    ],
)
def test_others_are_not(text):
    assert not WORDS.names_in(text)
    assert WORDS.scrubbed(text, "—") == text


def test_a_part_of_a_name_is_told_with_what_stands_around_it():
    text = "x" * 100 + " somebody called Delgado was at the gate " + "y" * 100
    told = WORDS.told_in(text)
    assert "Delgado" in told
    assert told.startswith("…") and told.endswith("…")
    assert len(told) < 140


def test_nobody_is_named_by_no_words():
    assert not Words().names_in("anything at all")


def test_values_lose_the_ids_and_the_name_that_goes_with_one():
    person = Person(frozenset({"m1"}), frozenset({"h1"}), WORDS, ("Rosie",), "(gone)")
    values = {
        "crew": [
            {"name": "Rosie", "member_id": "m1", "seat": "driver"},
            {"name": "Walt", "member_id": "m2", "seat": "observer"},
        ],
        "homes": ["h1", "h2"],
        "note": "Rosa Delgado, 916-555-0134",
        "standing": "Ann",
        "count": 3,
    }
    assert scrubbed(values, person, keep=frozenset({"Ann"})) == {
        "crew": [
            {"name": "(gone)", "member_id": None, "seat": "driver"},
            {"name": "Walt", "member_id": "m2", "seat": "observer"},
        ],
        "homes": ["h2"],
        "note": "(gone), (gone)",
        "standing": "Ann",
        "count": 3,
    }
