"""The steps make the tables that the code expects; an older file is copied, and then brought along."""

import dataclasses
import json
import os
import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from sacwatch.domain import members
from sacwatch.domain.errors import Trouble
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import backups, checking, files, households, routes
from sacwatch.services import members as member_deeds
from sacwatch.store import connection as connections
from sacwatch.store import schema, upgrading
from sacwatch.store.files import Store, engine_on
from tests.making import NOW, TODAY, Desk, household_draft


def empty(path: Path, secret: str | None = None) -> Path:
    """Make a file with nothing in it but our mark."""
    connections.connect(path, secret, create=True).close()
    return path


def structure(path: Path) -> dict[str, object]:
    """Give what a file's tables, indexes and references are, however their SQL is written."""
    connection = connections.connect(path)
    try:
        found: dict[str, object] = {"version": connection.execute("PRAGMA user_version").fetchone()}
        found["alembic"] = connection.execute("SELECT * FROM alembic_version").fetchall()
        found["fts settings"] = sorted(connection.execute("SELECT * FROM search_text_config").fetchall())
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
            if kind == "table" and not name.startswith("sqlite_"):
                columns = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
                keys = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
                found[name] = (
                    sorted(column[1:] for column in columns),
                    sorted(key[2:] for key in keys),
                    "AUTOINCREMENT" in sql,
                    sql if "VIRTUAL" in sql else "",
                )
                for index in connection.execute(f'PRAGMA index_list("{name}")').fetchall():
                    parts = connection.execute(f'PRAGMA index_info("{index[1]}")').fetchall()
                    found[index[1]] = (index[2:], [part[2] for part in parts])
        return found
    finally:
        connection.close()


def test_the_steps_make_the_same_tables_as_a_new_file_has(tmp_path):
    stepped = empty(tmp_path / "stepped.sacwatch")
    upgrading.upgrade(stepped, None)
    Store.create(tmp_path / "new.sacwatch").close()
    assert structure(stepped) == structure(tmp_path / "new.sacwatch")


def test_alembic_finds_no_difference_between_the_steps_and_the_tables(tmp_path):
    stepped = empty(tmp_path / "stepped.sacwatch")
    upgrading.upgrade(stepped, None)
    connection = connections.connect(stepped)
    engine = engine_on(connection, write=False)
    with engine.connect() as transaction:
        context = MigrationContext.configure(
            transaction,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _p: kind != "table" or not name.startswith("search_text"),
            },
        )
        assert compare_metadata(context, schema.Base.metadata) == []
    engine.dispose()
    connection.close()


def test_the_newest_step_has_the_number_that_files_carry():
    scripts = ScriptDirectory.from_config(upgrading.alembic_config(None))
    assert scripts.get_heads() == [f"{schema.VERSION:04}"]
    modules = sorted(path.name for path in Path(scripts.versions).glob("v*.py"))
    assert [name[:5] for name in modules] == [f"v{number:04}" for number in range(1, schema.VERSION + 1)]


NEXT_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{before}"


def upgrade():
    op.add_column("patrol", sa.Column("mood", sa.Text(), server_default="calm", nullable=False))
    {then}
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Pretend that this is the version after the present one; gives a maker of its step."""
    folder = tmp_path / "steps"
    folder.mkdir()

    def make(then: str = "pass") -> None:
        before = f"{schema.VERSION:04}"
        (folder / "next.py").write_text(NEXT_STEP.format(before=before, then=then))
        plain = upgrading.alembic_config

        def with_next(transaction):
            config = plain(transaction)
            own = Path(upgrading.__file__).parent / "migrations" / "versions"
            config.set_main_option("version_locations", f"{own}{os.pathsep}{folder}")
            return config

        monkeypatch.setattr(upgrading, "alembic_config", with_next)
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)

    return make


@pytest.fixture(params=[None, "Correct horse"], ids=["plain", "encrypted"])
def older(request, tmp_path):
    """Give a closed file of the present version, which `next_version` makes an older one."""
    desk = Desk.begin(tmp_path / "a.sacwatch", request.param)
    desk.log(note="from before the update")
    desk.close()
    return desk.store.path, request.param


def open_now(path, secret):
    return files.open_file(path, secret, now=NOW, zone=SACRAMENTO)


def test_an_older_file_is_copied_and_then_brought_along(older, next_version):
    path, secret = older
    before = path.read_bytes()
    next_version()
    with open_now(path, secret) as store:
        row = store._connection.execute("SELECT note, mood FROM patrol").fetchone()
        assert tuple(row) == ("from before the update", "calm")
        assert store._connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
        assert checking.check(store).good
    (copy,) = backups.files_of(path)
    assert " before update 2026-09-20 11.00.00" in copy.name
    assert copy.read_bytes() == before or secret or copy.stat().st_size == len(before)
    assert connections.is_encrypted(copy) is bool(secret)


def test_a_file_that_was_brought_along_is_not_copied_again(older, next_version):
    path, secret = older
    next_version()
    open_now(path, secret).close()
    open_now(path, secret).close()
    assert len(backups.files_of(path)) == 1


@pytest.mark.parametrize(
    ("then", "problem"),
    [
        ("raise RuntimeError('half way')", RuntimeError),
        ("op.execute('SELECT nonsense')", Exception),
        ("op.execute(\"UPDATE patrol_entry SET patrol_id = 'nowhere'\")", AssertionError),
    ],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(older, next_version, then, problem):
    path, secret = older
    before = path.read_bytes()
    next_version(then)
    with pytest.raises(problem):
        open_now(path, secret)
    assert len(backups.files_of(path)) == 1
    connection = connections.connect(path, secret)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(patrol)")]
    assert "mood" not in columns
    assert connection.execute("SELECT count(*) FROM patrol_entry WHERE patrol_id = 'nowhere'").fetchone() == (
        0,
    )
    connection.close()
    assert secret or len(path.read_bytes()) == len(before)


def test_a_backup_of_an_older_version_can_be_looked_into_and_restored(older, next_version):
    path, secret = older
    kept = backups.back_up(path, secret, now=NOW, zone=SACRAMENTO)
    untouched = kept.read_bytes()
    next_version()
    assert backups.look_into(kept, secret).counts["patrol"] == 1
    assert kept.read_bytes() == untouched
    assert backups.files_of(path) == [kept], "what was made to look into it is gone"
    path.unlink()
    backups.restore(path, secret, kept, now=NOW, zone=SACRAMENTO)
    with open_now(path, secret) as store:
        assert store.contents().counts["patrol"] == 1


def test_only_the_last_copies_from_before_updates_are_kept(older):
    path, secret = older
    for day in range(1, 7):
        backups.copy_before_update(path, secret, now=NOW.replace(day=day), zone=SACRAMENTO)
    kept = [each.name.split("before update ")[1][:10] for each in backups.files_of(path)]
    assert kept == ["2026-09-04", "2026-09-05", "2026-09-06"]


def test_an_older_file_is_not_touched_where_its_copy_cannot_be_made(older, next_version):
    path, secret = older
    next_version()
    backups.folder(path).write_text("a file is in the way of the backups' folder")
    before = path.read_bytes()
    with pytest.raises(Trouble):
        open_now(path, secret)
    assert path.read_bytes() == before


def test_undo_reaches_back_before_an_update(older, next_version):
    path, secret = older
    next_version()
    with open_now(path, secret) as store:
        desk = Desk(store)
        with desk.work() as work:
            work.undo(work.undoable().id)
        assert store.contents().counts["patrol"] == 0


@pytest.fixture(params=[None, "Correct horse"], ids=["plain", "encrypted"])
def first_version(request, tmp_path):
    """Give a closed file of version 1: its tables made by the first step alone, and records in them."""
    secret = request.param
    desk = Desk.begin(tmp_path / "new.sacwatch", secret)
    patrol = desk.log(note="from version 1")
    desk.record(note="from version 1")
    desk.close()
    path = empty(tmp_path / "a.sacwatch", secret)
    old, new = connections.connect(path, secret), connections.connect(desk.store.path, secret)
    with engine_on(old, write=True).begin() as transaction:
        command.upgrade(upgrading.alembic_config(transaction), "0001")
    old.execute("PRAGMA foreign_keys = OFF")
    names = [row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    for name in names:
        if name.startswith(("sqlite_", "search_text_", "alembic")):
            continue
        columns = [row[1] for row in old.execute(f'PRAGMA table_info("{name}")').fetchall()]
        told = ", ".join(f'"{column}"' for column in (["rowid"] if name == "search_text" else []) + columns)
        rows = new.execute(f'SELECT {told} FROM "{name}"').fetchall()
        marks = ", ".join("?" * (told.count(",") + 1))
        old.executemany(f'INSERT INTO "{name}" ({told}) VALUES ({marks})', [tuple(row) for row in rows])
    # The history of that version knew nothing of outlines either.
    for number, after in old.execute(
        "SELECT id, after FROM journal_change WHERE table_name = 'watch_block'"
    ).fetchall():
        told = {name: value for name, value in json.loads(after).items() if name != "outline"}
        old.execute("UPDATE journal_change SET after = ? WHERE id = ?", (json.dumps(told), number))
    old.execute("PRAGMA user_version = 1")
    old.commit()
    assert not [row for row in old.execute("PRAGMA table_info(watch_block)") if row[1] == "outline"]
    old.close()
    new.close()
    return path, secret, patrol


def test_a_file_of_version_1_gets_outlines_and_routes(first_version):
    path, secret, patrol = first_version
    with open_now(path, secret) as store:
        assert checking.check(store).good
        desk = Desk(store)
        line = (Point(38.57, -121.48), Point(38.571, -121.481))
        with desk.work() as work:
            assert [block.outline for block in work.watches.get(work.watch_id).blocks] == [(), ()]
            assert work.patrols.get(patrol.id).note == "from version 1"
            route = routes.add(work, RouteDraft(patrol.id, line=line))
        with desk.reading() as work:
            assert work.routes.get(route.id).line == line
        # What was done before the update is undone after it, one step after the other.
        for _ in range(3):
            with desk.work() as work:
                work.undo(work.undoable().id)
        assert store.contents().counts["patrol"] == 0
        assert checking.check(store).good
    (copy,) = backups.files_of(path)
    assert " before update " in copy.name
    backups.restore(path, secret, copy, now=NOW, zone=SACRAMENTO)
    with open_now(path, secret) as store:
        assert store.contents().counts["patrol"] == 1


FORGOTTEN_BY_2 = (
    *("household_id", "language", "channel", "skills", "trainings", "vetted_on", "vetting_expires_on"),
    *("first_expiry", "waiver_on", "emergency_name", "emergency_phone", "consents"),
)
"""The columns of a member that version 2 did not know."""


@pytest.fixture(params=[None, "Correct horse"], ids=["plain", "encrypted"])
def second_version(request, tmp_path):
    """Give a closed file of version 2: its tables made by the first two steps, and records in them."""
    secret = request.param
    desk = Desk.begin(tmp_path / "new.sacwatch", secret)
    member = desk.add(note="from version 2")
    patrol = desk.log(crew=(PatrollerDraft("Rosa Delgado", member.id),))
    desk.close()
    path = empty(tmp_path / "a.sacwatch", secret)
    old, new = connections.connect(path, secret), connections.connect(desk.store.path, secret)
    with engine_on(old, write=True).begin() as transaction:
        command.upgrade(upgrading.alembic_config(transaction), "0002")
    old.execute("PRAGMA foreign_keys = OFF")
    names = [row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    for name in names:
        if name.startswith(("sqlite_", "search_text_", "alembic")):
            continue
        columns = [row[1] for row in old.execute(f'PRAGMA table_info("{name}")').fetchall()]
        told = ", ".join(f'"{column}"' for column in (["rowid"] if name == "search_text" else []) + columns)
        rows = new.execute(f'SELECT {told} FROM "{name}"').fetchall()
        marks = ", ".join("?" * (told.count(",") + 1))
        old.executemany(f'INSERT INTO "{name}" ({told}) VALUES ({marks})', [tuple(row) for row in rows])
    for number, after in old.execute(
        "SELECT id, after FROM journal_change WHERE table_name = 'member'"
    ).fetchall():
        told = {name: value for name, value in json.loads(after).items() if name not in FORGOTTEN_BY_2}
        old.execute("UPDATE journal_change SET after = ? WHERE id = ?", (json.dumps(told), number))
    old.execute("PRAGMA user_version = 2")
    old.commit()
    columns = {row[1] for row in old.execute("PRAGMA table_info(member)")}
    assert not columns & set(FORGOTTEN_BY_2)
    old.close()
    new.close()
    return path, secret, member, patrol


def test_a_file_of_version_2_gets_households_and_its_members_are_as_they_were(second_version):
    path, secret, member, patrol = second_version
    with open_now(path, secret) as store:
        assert checking.check(store).good
        desk = Desk(store)
        with desk.reading() as work:
            assert work.members.get(member.id) == member
            assert work.patrols.get(patrol.id) == patrol
            assert [hit.id for hit in work.search("ladder delgado")] == []
            assert work.search("rosa")[0].id == member.id
        with desk.work() as work:
            home = households.add(work, household_draft(), today=TODAY)
            draft = dataclasses.replace(members.draft_of(member), household_id=home.id, language="Hmong")
            changed = member_deeds.change(work, member.id, draft, today=TODAY)
        with desk.reading() as work:
            assert work.members.get(member.id) == changed
            assert work.households.get(home.id) == home
        # What was done before the update is undone after it, one step after the other.
        for _ in range(3):
            with desk.work() as work:
                work.undo(work.undoable().id)
        assert store.contents().counts["patrol"] == store.contents().counts["member"] == 0
        assert checking.check(store).good
    (copy,) = backups.files_of(path)
    backups.restore(path, secret, copy, now=NOW, zone=SACRAMENTO)
    with open_now(path, secret) as store, Desk(store).reading() as work:
        assert work.members.get(member.id) == member


def test_steps_are_found_in_a_folder_with_a_percent_sign(tmp_path, monkeypatch):
    moved = tmp_path / "100% mine" / "store"
    shutil.copytree(Path(upgrading.__file__).parent, moved)
    monkeypatch.setattr(upgrading, "__file__", str(moved / "upgrading.py"))
    assert ScriptDirectory.from_config(upgrading.alembic_config(None)).get_heads()
