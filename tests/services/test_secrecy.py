"""A file with a passphrase shows no word of a record in any byte, nor does anything made from it."""

import shutil
import tempfile
import threading
import time
from pathlib import Path

import pytest

from sacwatch import logs
from sacwatch.domain.described import PersonDraft
from sacwatch.domain.destinations import DestinationDraft
from sacwatch.domain.errors import Trouble
from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import EntryDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import (
    backups,
    checking,
    destinations,
    drafts,
    files,
    incidents,
    members,
    patrols,
    undoing,
)
from sacwatch.services.attachments import NewPhoto, Photos
from sacwatch.store import connection as connections
from sacwatch.store.errors import WrongPassphrase
from sacwatch.store.files import Store
from tests.making import NOW, TODAY, Desk, incident_draft, member_draft, patrol_draft

SECRET = "Correct horse 1"
PLANTED = [f"PLANTED{number:02}SECRET" for number in range(14)]
HOW = {"zone": SACRAMENTO, "today": TODAY}
PHOTO = NewPhoto(PLANTED[0], "image/jpeg", PLANTED[1].encode() * 300, 2, 1, caption=PLANTED[2])


def plant(desk):
    """Keep every planted word somewhere: records, drafts, photos, settings, what was undone or removed."""
    with desk.work() as work:
        entry = EntryDraft(seen=PLANTED[3], number=PLANTED[4], place=PlaceDraft(PLANTED[5]))
        draft = patrol_draft(entries=(entry,), crew=(PatrollerDraft(PLANTED[6]),), note=PLANTED[7])
        patrols.log(work, draft, photos=Photos(added=(PHOTO,)), **HOW)
    with desk.work() as work:
        seen = (PersonDraft(clothing=PLANTED[8]),)
        incidents.record(work, incident_draft(happened=PLANTED[9], persons=seen), **HOW)
    with desk.work() as work:
        undoing.undo(work)
    with desk.work() as work:
        members.remove(work, members.add(work, member_draft(name=PLANTED[10])).id)
    with desk.work() as work:
        members.add(work, member_draft(name=PLANTED[11]))
    with desk.work() as work:
        place = DestinationDraft(address=f"/home/{PLANTED[12]}")
        destinations.add(work, place, watch_file=desk.store.path)
    with desk.work() as work:
        drafts.keep(work, "d", Kind.PATROL, None, {"note": PLANTED[13]})
    with desk.reading() as work:
        assert work.search(PLANTED[7])


ROOTS = [
    way
    for word in ("PLANTED", SECRET)
    for way in (word.encode(), word.lower().encode(), word.encode("utf-16-le"))
]
"""What every planted word and the passphrase begin with, in the ways in which it could stand in a file."""


def in_bytes(*folders):
    """Give (file, word) for every planted word in the raw bytes of any file in these folders."""
    found = set()
    for folder in folders:
        for path in [each for each in folder.rglob("*") if each.is_file()]:
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                continue
            if not any(root in data for root in ROOTS):
                continue
            for word in (*PLANTED, SECRET):
                ways = (word.encode(), word.lower().encode(), word.encode("utf-16-le"))
                if any(way in data for way in ways):
                    found.add((path.name, word))
    return found


@pytest.fixture
def temporary(tmp_path_factory, monkeypatch):
    """Move the system's folder for temporary files to one that can be searched."""
    folder = tmp_path_factory.mktemp("temporary")
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


class Searching:
    """Searches folders over and over in the background for as long as something goes on in them."""

    def __init__(self, *folders, but=()):
        self.folders, self.but, self.found, self.rounds = folders, set(but), set(), 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._search)

    def _search(self):
        while not self._stop.is_set():
            self.found |= {(name, word) for name, word in in_bytes(*self.folders) if name not in self.but}
            self.rounds += 1
            time.sleep(0.01)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


def test_the_search_for_planted_words_finds_them_in_a_plain_file(tmp_path, temporary):
    """What the other tests do not find is there to be found: each word but those only removed."""
    desk = Desk.ready(tmp_path / "a.sacwatch")
    plant(desk)
    assert {word for _, word in in_bytes(tmp_path, temporary)} >= set(PLANTED) - {PLANTED[10]}
    desk.close()


@pytest.mark.parametrize("place", ["Documents", "Dropbox"], ids=["log", "rollback journal"])
def test_nothing_can_be_read_in_an_encrypted_file_while_and_after_it_is_worked_in(
    tmp_path, temporary, own_home, place
):
    folder = tmp_path / place
    folder.mkdir()
    logs.to_folder(own_home / "logs")
    (own_home / "logs").mkdir(exist_ok=True)
    everywhere = (tmp_path, temporary, own_home)
    with Searching(*everywhere) as searching:
        desk = Desk.begin(folder / "a.sacwatch", SECRET)
        plant(desk)
        assert in_bytes(*everywhere) == set()
        if place == "Documents":
            assert (folder / "a.sacwatch-wal").stat().st_size > 0, "the log is one of the files searched"
        backups.back_up(desk.store.path, SECRET, now=NOW, zone=SACRAMENTO)
        seen = []
        files.save_copy(desk.store, folder / "copy.sacwatch", lambda *_: seen.append(in_bytes(*everywhere)))
        desk.store.rest()
        assert seen
        assert not any(seen)
        assert checking.check(desk.store).good
        desk.close()
        backup = backups.backups_of(desk.store.path)[0].path
        backups.look_into(backup, SECRET)
        backups.restore(desk.store.path, SECRET, backup, now=NOW, zone=SACRAMENTO)
        files.set_passphrase(desk.store.path, SECRET, "Another horse 2")
    assert searching.rounds > 2
    assert searching.found == set()
    assert in_bytes(*everywhere) == set()


def opens(path, secret):
    try:
        with Store.open(path, secret, read_only=True) as store:
            return store.contents().counts["patrol"]
    except Trouble as trouble:
        return trouble.problem.key


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a folder with a plain file and two backups, and the same folder after a passphrase came."""
    plain, encrypted = (tmp_path_factory.mktemp("made") / name for name in ("plain", "encrypted"))
    plain.mkdir()
    desk = Desk.ready(plain / "a.sacwatch")
    for _ in range(2):
        desk.log()
        backups.back_up(desk.store.path, None, now=desk.now, zone=SACRAMENTO)
    plant(desk)
    desk.close()
    shutil.copytree(plain, encrypted)
    files.set_passphrase(encrypted / "a.sacwatch", None, SECRET)
    return {None: plain, SECRET: encrypted}


@pytest.fixture
def path(tmp_path, temporary, made):
    """Give a plain closed file with two backups."""
    shutil.copytree(made[None], tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.sacwatch"


@pytest.fixture
def locked(tmp_path, temporary, made):
    """Give an encrypted closed file with two backups."""
    shutil.copytree(made[SECRET], tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.sacwatch"


def test_a_passphrase_that_is_added_covers_the_file_and_every_backup(path, temporary):
    plain = {each.name for each in (path, *backups.files_of(path))}
    with Searching(path.parent, temporary, but=plain) as searching:
        assert files.set_passphrase(path, None, SECRET) == ()
    assert searching.found == set(), "not even while it was being done"
    assert in_bytes(path.parent, temporary) == set()
    assert [opens(each, SECRET) for each in (path, *backups.files_of(path))] == [3, 1, 2]
    assert {opens(each, None) for each in (path, *backups.files_of(path))} == {"trouble.needs_passphrase"}


def test_a_passphrase_that_is_changed_leaves_no_key_to_the_old_one(locked):
    path = locked
    files.set_passphrase(path, SECRET, "Another")
    everything = (path, *backups.files_of(path))
    assert {opens(each, SECRET) for each in everything} == {"trouble.wrong_passphrase"}
    assert [opens(each, "Another") for each in everything] == [3, 1, 2]


def test_a_passphrase_that_is_removed_opens_everything(locked):
    path = locked
    files.set_passphrase(path, SECRET, None)
    assert [opens(each, None) for each in (path, *backups.files_of(path))] == [3, 1, 2]


def test_everything_works_after_the_passphrase_was_changed(locked):
    path = locked
    desk = Desk(Store.open(path, SECRET))
    assert checking.check(desk.store).good
    with desk.reading() as work:
        assert work.search(PLANTED[7])
        last = work.history(limit=1)[0].id
    with desk.work() as work:
        undoing.undo(work)
    patrol = desk.log(note="after")
    assert desk.patrol(patrol.id) == patrol
    with desk.reading() as work:
        assert work.history(limit=1)[0].id > last
    desk.close()


def test_who_may_read_the_file_stays_as_it_was(path):
    path.chmod(0o600)
    files.set_passphrase(path, None, SECRET)
    assert path.stat().st_mode & 0o777 == 0o600
    backup = backups.files_of(path)[0]
    backups.restore(path, SECRET, backup, now=NOW, zone=SACRAMENTO)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_wrong_old_passphrase_changes_nothing(locked):
    path = locked
    before = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    with pytest.raises(WrongPassphrase):
        files.set_passphrase(path, "wrong", "Another")
    assert {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()} == before


def test_a_change_that_broke_off_half_way_can_be_done_once_more(locked, monkeypatch):
    """One backup has the new passphrase already, as after a power cut; the second try sets it right."""
    path = locked
    done = files.copies.change_passphrase
    calls = []

    def breaks(*arguments):
        if len(calls) == 1:
            raise KeyboardInterrupt
        calls.append(arguments)
        done(*arguments)

    monkeypatch.setattr(files.copies, "change_passphrase", breaks)
    with pytest.raises(KeyboardInterrupt):
        files.set_passphrase(path, SECRET, "Another")
    monkeypatch.undo()
    assert opens(path, SECRET) == 3
    assert files.set_passphrase(path, SECRET, "Another") == ()
    assert [opens(each, "Another") for each in (path, *backups.files_of(path))] == [3, 1, 2]


def test_a_backup_that_does_not_open_is_told_and_does_not_stop_the_change(path):
    first, second = backups.files_of(path)
    with first.open("r+b") as file:
        file.seek(connections.PAGE_SIZE)
        file.write(b"\xff" * 20_000)
    damaged = backups.folder(path) / "a not readable 2026-01-01 10.00.00.damaged"
    damaged.write_bytes(b"once upon a time")
    assert files.set_passphrase(path, None, SECRET) == (first, damaged)
    assert [opens(each, SECRET) for each in (path, second)] == [3, 2]


def test_what_a_killed_program_left_half_made_goes_when_a_passphrase_comes(path):
    left = [path.with_name(f".{path.name}.99.new"), backups.folder(path) / ".a 2026.sacwatch.99.new-journal"]
    for each in left:
        each.write_text(PLANTED[0])
    files.set_passphrase(path, None, SECRET)
    assert not any(each.exists() for each in left)


def test_plain_and_encrypted_backups_beside_one_file_end_up_the_same(locked):
    path = locked
    stray = backups.folder(path) / "a 2025-01-01 10.00.00.sacwatch"
    Desk.ready(stray).close()
    assert opens(stray, None) == 0
    files.set_passphrase(path, SECRET, "Another")
    assert opens(stray, "Another") == 0


def test_a_failed_deed_and_a_crash_leave_no_words_in_the_log(own_home, tmp_path):
    log = logs.to_folder(own_home)
    desk = Desk.ready(tmp_path / "a.sacwatch")
    try:
        with desk.work() as work:
            work.members.add(PLANTED[0])
    except AttributeError as problem:
        logs.crash(type(problem), problem, problem.__traceback__)
    try:
        raise ValueError(PLANTED[1]) from KeyError(PLANTED[2])
    except ValueError as problem:
        logs.crash(type(problem), problem, problem.__traceback__)
    logs.note("saved", count=3)
    desk.close()
    for handler in list(logs.LOGGER.handlers):
        handler.close()
        logs.LOGGER.removeHandler(handler)
    text = log.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "because of builtins.KeyError" in text
    assert "saved count=3" in text
    assert not any(word in text for word in PLANTED)


def test_a_file_made_by_the_app_takes_its_time_over_a_passphrase(tmp_path):
    """The rounds that these tests save stand in what the app makes."""
    from tests import quickkeys

    quickkeys.use(quickkeys.USUAL)
    try:
        desk = Desk.begin(Path(tmp_path) / "a.sacwatch", SECRET)
        (rounds,) = desk.store._connection.execute("PRAGMA kdf_iter").fetchone()
        (algorithm,) = desk.store._connection.execute("PRAGMA cipher_hmac_algorithm").fetchone()
        desk.close()
    finally:
        quickkeys.use()
    assert int(rounds) >= 256_000
    assert algorithm == "HMAC_SHA512"
