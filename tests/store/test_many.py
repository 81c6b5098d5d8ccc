"""Many records kept, changed and taken back at once are as if each had been by itself."""

import dataclasses

import pytest

from sacwatch.domain import members
from sacwatch.domain.errors import NotFound, Refused
from sacwatch.domain.listing import MemberQuery
from sacwatch.domain.members import MemberDraft
from sacwatch.services import members as deeds
from sacwatch.services import undoing
from sacwatch.store import repository, search
from tests.making import TODAY

COUNT = 60


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(repository, "_AT_ONCE", 7)
    monkeypatch.setattr(search, "_MANY", 50)


def made(work, count=COUNT, **said):
    return [
        members.settle(MemberDraft(name=f"Person {number:03}", **said), work.stamp(work.new_id()))
        for number in range(count)
    ]


@pytest.fixture
def people(desk):
    with desk.work() as work:
        work.does = "step.contacts_brought"
        found = made(work)
        work.members.add_many(found)
    return found


def everybody(desk):
    with desk.reading() as work:
        return list(work.members.find(MemberQuery(limit=1000)).lines)


def names(desk, words):
    with desk.reading() as work:
        return [hit.title for hit in work.search(words, limit=1000)]


def test_many_are_kept_found_and_taken_back(desk, people):
    assert everybody(desk) == people
    assert len(names(desk, "person")) == COUNT
    assert names(desk, "person 017") == ["Person 017"]
    with desk.work() as work:
        undoing.undo(work)
    assert everybody(desk) == []
    assert names(desk, "person") == []
    with desk.work() as work:
        undoing.redo(work)
    assert everybody(desk) == people
    assert len(names(desk, "person")) == COUNT


def test_many_are_changed_found_under_their_new_words_and_taken_back(desk, people):
    with desk.work() as work:
        work.does = "step.contacts_brought"
        changed = [dataclasses.replace(each, note="Has a ladder", changed_at=work.now) for each in people]
        work.members.change_many(changed)
    assert everybody(desk) == changed
    assert len(names(desk, "ladder")) == COUNT
    with desk.work() as work:
        undoing.undo(work)
    assert everybody(desk) == people
    assert names(desk, "ladder") == []


def test_what_is_changed_or_removed_after_it_was_kept_with_others_is_found_as_it_is(desk):
    with desk.work() as work:
        work.does = "step.contacts_brought"
        first, second, *_rest = found = made(work)
        work.members.add_many(found)
        work.members.change(dataclasses.replace(first, name="Rosa Delgado"))
        work.members.remove(second.id)
    assert names(desk, "rosa") == ["Rosa Delgado"]
    assert names(desk, "person 000") == names(desk, "person 001") == []
    assert len(everybody(desk)) == COUNT - 1


def test_many_of_whom_one_is_gone_are_not_changed_at_all(desk, people):
    with desk.work() as work:
        work.members.remove(people[40].id)
    before = everybody(desk)
    with pytest.raises(NotFound), desk.work() as work:
        work.members.change_many([dataclasses.replace(each, note="new") for each in people])
    assert everybody(desk) == before


def test_a_step_is_not_taken_back_where_one_of_many_has_changed_since(desk, people):
    with desk.work() as work:
        step = undoing.upcoming(work).undo.id
        work.members.change(dataclasses.replace(people[30], note="typed since"))
    with pytest.raises(Refused), desk.work() as work:
        undoing.undo(work, step)
    assert len(everybody(desk)) == COUNT


def test_after_many_the_words_of_one_are_cleared_from_the_index_at_once(desk, people):
    with desk.work() as work:
        work.members.change_many([dataclasses.replace(each, note="ladders") for each in people])
    with desk.work() as work:
        alone = deeds.add(work, MemberDraft(name="Unmistakable"), today=TODAY)
    with desk.work() as work:
        deeds.remove(work, alone.id)
    connection = desk.store._connection
    assert connection.execute("SELECT v FROM search_text_config WHERE k = 'secure-delete'").fetchone() == (1,)
    blocks = connection.execute("SELECT group_concat(hex(block)) FROM search_text_data").fetchone()[0]
    assert b"unmistak".hex().upper() not in blocks
    connection.execute("INSERT INTO search_text (search_text) VALUES ('integrity-check')")
    assert (len(names(desk, "ladders")), len(names(desk, "person 0"))) == (COUNT, COUNT)
