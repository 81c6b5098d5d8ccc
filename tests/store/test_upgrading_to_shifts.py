"""A file from before shifts gets their tables, and its patrols can be of one from then on."""

import json
from dataclasses import replace

import pytest
from alembic import command

from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.shifts import ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import checking, files, patrols, shifts
from sacwatch.store import connection as connections
from sacwatch.store import upgrading
from sacwatch.store.files import engine_on
from tests.making import NOW, TODAY, Desk


@pytest.fixture(params=[None, "Correct horse"], ids=["plain", "encrypted"])
def third_version(request, tmp_path):
    """Give a closed file of version 3: its tables made by the first three steps, and a patrol in them."""
    secret = request.param
    desk = Desk.begin(tmp_path / "new.sacwatch", secret)
    patrol = desk.log(note="from version 3")
    desk.close()
    path = tmp_path / "a.sacwatch"
    connections.connect(path, secret, create=True).close()
    old, new = connections.connect(path, secret), connections.connect(desk.store.path, secret)
    with engine_on(old, write=True).begin() as transaction:
        command.upgrade(upgrading.alembic_config(transaction), "0003")
    old.execute("PRAGMA foreign_keys = OFF")
    known = {}
    for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name.startswith(("sqlite_", "search_text_", "alembic")):
            continue
        known[name] = [row[1] for row in old.execute(f'PRAGMA table_info("{name}")').fetchall()]
        told = ", ".join(f'"{each}"' for each in (["rowid"] * (name == "search_text") + known[name]))
        rows = new.execute(f'SELECT {told} FROM "{name}"').fetchall()
        marks = ", ".join("?" * (told.count(",") + 1))
        old.executemany(f'INSERT INTO "{name}" ({told}) VALUES ({marks})', [tuple(row) for row in rows])
    images = old.execute("SELECT id, table_name, after FROM journal_change").fetchall()
    for number, table, after in images:
        told = {name: value for name, value in json.loads(after).items() if name in known[table]}
        old.execute("UPDATE journal_change SET after = ? WHERE id = ?", (json.dumps(told), number))
    old.execute("PRAGMA user_version = 3")
    old.commit()
    assert "shift" not in known and "shift_id" not in known["patrol"]
    old.close()
    new.close()
    return path, secret, patrol


def test_a_file_of_version_3_gets_shifts_and_its_patrols_are_as_they_were(third_version):
    path, secret, patrol = third_version
    with files.open_file(path, secret, now=NOW, zone=SACRAMENTO) as store:
        assert checking.check(store).good
        desk = Desk(store)
        with desk.work() as work:
            assert work.patrols.get(patrol.id) == patrol
            draft = ShiftDraft(first="2026-09-19", start="20:30", finish="22:00")
            shift = shifts.add(work, draft, today=TODAY)
        with desk.work() as work:
            planned = shifts.patrol_draft(work, shift.id, shift.first, zone=SACRAMENTO)
            logged = patrols.log(
                work, replace(planned, crew=(PatrollerDraft("Rosa Delgado"),)), zone=SACRAMENTO, today=TODAY
            )
        assert desk.patrol(logged.id).shift_id == shift.id
        # What was done before the update is undone after it, one step after the other.
        for _ in range(3):
            with desk.work() as work:
                work.undo(work.undoable().id)
        assert store.contents().counts["patrol"] == 0
        assert checking.check(store).good
