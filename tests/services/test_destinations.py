"""Standing exports in the store: added, changed, let go, undone; and what stands in the way of a place."""

import json
from pathlib import Path

import pytest
from alembic import command

from sacwatch import paths
from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import USUAL, DestinationDraft, Rule, Sort, Volume, Wish, draft_of
from sacwatch.domain.errors import Invalid, Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import checking, destinations, files, passphrases, places, syncing, undoing
from sacwatch.store import connection as connections
from sacwatch.store import upgrading
from sacwatch.store.files import engine_on
from tests.making import NOW, Desk
from tests.services.test_passphrases import Memory


def add(desk, address, **said):
    with desk.work() as work:
        draft = DestinationDraft(address=str(address), **said)
        return destinations.add(work, draft, watch_file=desk.store.path)


def every(desk):
    with desk.reading() as work:
        return destinations.all_of(work)


def test_a_place_comes_back_as_it_was_kept(desk, tmp_path):
    wishes = (Wish("patrol-hours", Rule.EVERY), Wish("phone-tree", Rule.LATEST))
    stick = Volume("1234-ABCD", "ROSA", "Papers/watch")
    with desk.work() as work:
        draft = DestinationDraft(
            name="The stick", address=str(tmp_path), audience="members", large=True, wishes=wishes, note="x"
        )
        kept = destinations.add(work, draft, watch_file=desk.store.path, volume=stick)
    assert every(desk) == [kept]
    assert kept.volume == stick and kept.wishes == wishes and kept.note == "x"


def test_adding_changing_and_letting_go_can_be_undone(desk, tmp_path):
    kept = add(desk, tmp_path / "a")
    with desk.work() as work:
        draft = DestinationDraft(address=str(tmp_path / "b"), audience="police")
        changed = destinations.change(work, kept.id, draft, watch_file=desk.store.path)
    with desk.work() as work:
        destinations.remove(work, kept.id)
    assert every(desk) == []
    for before in ([changed], [kept], []):
        with desk.work() as work:
            undoing.undo(work)
        assert every(desk) == before
    with desk.work() as work:
        undoing.redo(work)
    assert every(desk) == [kept]
    assert checking.check(desk.store).good


def test_one_place_is_not_kept_twice_and_none_inside_another(desk, tmp_path):
    add(desk, tmp_path / "Shared", audience="members")
    for address, key in (
        (tmp_path / "Shared", "trouble.place_taken"),
        (tmp_path / "x" / ".." / "Shared", "trouble.place_taken"),
        (tmp_path / "Shared" / "mine", "trouble.place_inside_place"),
        (tmp_path, "trouble.place_inside_place"),
    ):
        with pytest.raises(Trouble) as refused:
            add(desk, address, name="another")
        assert refused.value.problem.key == key
    link = tmp_path / "link"
    (tmp_path / "Shared").mkdir()
    link.symlink_to(tmp_path / "Shared")
    with pytest.raises(Trouble):
        add(desk, link / "deep", name="by a link")
    assert add(desk, tmp_path / "Shared too").name == "Shared too"
    server = add(desk, "https://a.example/dav", sort=Sort.WEBDAV, account="rosa", name="Cloud")
    with pytest.raises(Trouble):
        add(desk, "https://a.example/dav/in", sort=Sort.WEBDAV, account="walt", name="Cloud 2")
    assert len(every(desk)) == 3 and server.account == "rosa"


def test_a_disk_that_takes_capitals_for_small_letters_has_one_folder_once(desk, tmp_path, monkeypatch):
    real = destinations._identity
    monkeypatch.setattr(destinations, "_identity", lambda path: real(Path(str(path).lower())))
    (tmp_path / "shared").mkdir()
    add(desk, tmp_path / "shared")
    for address, key in (
        (tmp_path / "SHARED", "trouble.place_taken"),
        (tmp_path / "Shared" / "mine", "trouble.place_inside_place"),
    ):
        with pytest.raises(Trouble) as refused:
            add(desk, address, name="another")
        assert refused.value.problem.key == key


def test_the_apps_own_folders_and_a_name_that_is_taken(desk, tmp_path, own_home):
    with pytest.raises(Trouble) as refused:
        add(desk, paths.app_data() / "papers")
    assert refused.value.problem.key == "trouble.folder_is_our_own"
    add(desk, tmp_path / "a", name="Papers")
    with pytest.raises(Invalid):
        add(desk, tmp_path / "b", name="papers")


def test_only_the_captains_own_papers_may_be_the_captains(desk, tmp_path):
    with pytest.raises(Invalid):
        add(desk, tmp_path, audience="public", wishes=(Wish("patrol-sheet"),))
    assert {"patrol-sheet", "filled-sheet", "ledger"} <= destinations.captains_papers()


def test_the_password_is_in_the_keyring_and_nowhere_else(desk, monkeypatch):
    monkeypatch.setattr(passphrases, "_keeper", Memory)
    monkeypatch.setattr(Memory, "kept", {})
    kept = add(desk, "https://a.example/dav/", sort=Sort.WEBDAV, account="rosa")
    destinations.keep_password(kept, "Correct horse")
    assert destinations.password(kept) == "Correct horse"
    desk.store.rest()
    assert b"Correct horse" not in desk.store.path.read_bytes()
    destinations.forget_password(kept)
    assert destinations.password(kept) == ""
    with pytest.raises(Trouble) as asked:
        places.opened(places.target_for(kept))
    assert asked.value.problem.key == "trouble.no_password"


# A file of an earlier version


def sixth_version(path, told):
    """Make a file as version 6 left it: with its one folder of papers among the settings."""
    desk = Desk.begin(path.with_name("new.sacwatch"))
    desk.log()
    desk.close()
    old, new = connections.connect(path, None, create=True), connections.connect(desk.store.path)
    with engine_on(old, write=True).begin() as transaction:
        command.upgrade(upgrading.alembic_config(transaction), "0006")
    old.execute("PRAGMA foreign_keys = OFF")
    for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name.startswith(("sqlite_", "search_text_", "alembic")):
            continue
        columns = [row[1] for row in old.execute(f'PRAGMA table_info("{name}")').fetchall()]
        known = ", ".join(f'"{each}"' for each in (["rowid"] * (name == "search_text") + columns))
        rows = new.execute(f'SELECT {known} FROM "{name}"').fetchall()
        marks = ", ".join("?" * (known.count(",") + 1))
        old.executemany(f'INSERT INTO "{name}" ({known}) VALUES ({marks})', [tuple(row) for row in rows])
    images = old.execute("SELECT id, table_name, after FROM journal_change").fetchall()
    assert images
    (watch_id,) = old.execute("SELECT id FROM watch").fetchone()
    for name, value in told.items():
        old.execute(
            "INSERT INTO setting (id, watch_id, created_at, changed_at, changed_by, note, name, value)"
            " VALUES (?, ?, 1, 2, 'rosa', '', ?, ?)",
            (f"{watch_id}:{name}", watch_id, name, json.dumps({"value": value})),
        )
    old.execute(
        "INSERT INTO export_file (id, watch_id, folder, name, report, subject, fingerprint, sha256,"
        " written_at) VALUES ('x', ?, '/papers', 'a.pdf', 'patrol-log', 'p', 'f', 's', 3)",
        (watch_id,),
    )
    old.execute("PRAGMA user_version = 6")
    old.commit()
    old.close()
    new.close()
    return path


def test_the_one_folder_becomes_the_first_standing_export(tmp_path):
    told = {"export_folder": "/home/rosa/Papers", "export_audience": "members", "large_print": True}
    path = sixth_version(tmp_path / "a.sacwatch", told)
    with files.open_file(path, now=NOW, zone=SACRAMENTO) as store:
        assert checking.check(store).good
        desk = Desk(store)
        (first,) = every(desk)
        assert (first.name, first.address, first.sort) == ("Papers", "/home/rosa/Papers", Sort.FOLDER)
        assert (first.audience, first.large, first.wishes) == (Audience.MEMBERS, True, USUAL)
        assert first.by_itself, "as it was until now"
        with desk.reading() as work:
            assert work.history(limit=1)[0].does == "step.destination_added"
            assert work.settings.all() == {}
            (file,) = work.exports.in_folder("/papers")
            assert (file.name, file.size, file.mark, file.copy) == ("a.pdf", -1, "", False)
            assert syncing.target_of(work).folder.as_posix() == "/home/rosa/Papers"
        with desk.work() as work:
            destinations.change(work, first.id, draft_of(first), watch_file=path)
        with desk.work() as work:
            undoing.undo(work)
        assert every(desk) == [first]


@pytest.mark.parametrize("told", [{}, {"export_folder": ""}, {"export_folder": 7}, {"large_print": True}])
def test_a_file_without_a_folder_gets_none(tmp_path, told):
    path = sixth_version(tmp_path / "a.sacwatch", told)
    with files.open_file(path, now=NOW, zone=SACRAMENTO) as store:
        assert every(Desk(store)) == []
