"""A file is opened or refused: each reason has a sentence of its own, and nothing is changed by trying."""

import json
import os
import random
import re
import shutil
import sqlite3

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.services import files
from sacwatch.store import connection as connections
from sacwatch.store import errors, schema
from sacwatch.store.checking import check
from sacwatch.store.files import Store
from tests.children import Child
from tests.making import NOW, Desk

SECRET = "Correct horse 1"


@pytest.fixture(params=[None, SECRET], ids=["plain", "encrypted"])
def secret(request):
    """Give a passphrase or none. Each opening with one takes a tenth of a second, as it should."""
    return request.param


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give the bytes of a closed file with some records in it, by its passphrase."""
    found = {}
    for secret in (None, SECRET):
        desk = Desk.begin(tmp_path_factory.mktemp("made") / "a.sacwatch", secret)
        for number in range(12):
            desk.log(note=f"{number} " + "x" * 3000)
        desk.close()
        found[secret] = desk.store.path.read_bytes()
    return found


@pytest.fixture
def path(tmp_path, secret, made):
    """Give a closed file with some records in it."""
    path = tmp_path / "Oak Park.sacwatch"
    path.write_bytes(made[secret])
    return path


def refused(path, secret=None, **how):
    """Give the key with which a file is refused, after a look at its sentence and at the file."""
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    with pytest.raises(Trouble) as caught:
        Store.open(path, secret, **how)
    sentence = words.sentence(caught.value.problem.key, caught.value.problem.values)
    assert path.name in sentence
    assert before is None or path.read_bytes() == before
    assert not path.parent.is_dir() or sorted(path.parent.iterdir()) == beside
    return caught.value.problem.key


def pages(path):
    return path.stat().st_size // connections.PAGE_SIZE


def overwrite(path, page, data):
    with path.open("r+b") as file:
        file.seek(page * connections.PAGE_SIZE)
        file.write(data)


def execute(path, secret, sql):
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connections.unlock(connection, secret)
    connection.execute(sql)
    connection.close()


def test_a_file_opens_again_with_all_that_is_in_it(path, secret):
    with Store.open(path, secret) as store:
        assert store.contents().counts["patrol"] == 12
        assert store.encrypted is bool(secret)
        assert store.watch_id


@pytest.mark.parametrize("cautious", [False, True], ids=["own disk", "synced folder"])
def test_a_connection_is_safe_and_fits_its_place(tmp_path, secret, cautious):
    folder = tmp_path / ("Dropbox" if cautious else "Documents")
    folder.mkdir()
    desk = Desk.begin(folder / "a.sacwatch", secret)
    connection = desk.store._connection
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "foreign_keys",
            "journal_mode",
            "synchronous",
            "busy_timeout",
            "application_id",
            "secure_delete",
        )
    }
    assert found == {
        "foreign_keys": 1,
        "journal_mode": "delete" if cautious else "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "application_id": connections.APPLICATION_ID,
        "secure_delete": 1,
    }
    desk.log()
    desk.close()
    assert [each.name for each in folder.iterdir()] == ["a.sacwatch"], "nothing is left beside a closed file"


def test_a_file_moved_into_a_synced_folder_gives_up_its_log(path, secret, tmp_path):
    synced = tmp_path / "OneDrive - Home"
    synced.mkdir()
    moved = shutil.move(path, synced / path.name)
    with Store.open(moved, secret) as store:
        assert store._connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_resting_empties_the_log_into_the_file(path, secret):
    desk = Desk(Store.open(path, secret))
    desk.log()
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    desk.store.rest()
    assert log.stat().st_size == 0
    desk.close()


def test_a_missing_file(tmp_path):
    assert refused(tmp_path / "gone.sacwatch") == "trouble.no_file"
    assert refused(tmp_path / "no folder" / "gone.sacwatch") == "trouble.no_file"


def test_a_folder(tmp_path):
    (tmp_path / "a.sacwatch").mkdir()
    assert refused(tmp_path / "a.sacwatch") == "trouble.is_folder"


def test_a_zero_byte_file(tmp_path, secret):
    (tmp_path / "a.sacwatch").touch()
    assert refused(tmp_path / "a.sacwatch", secret) == "trouble.empty_file"


@pytest.mark.parametrize("size", [1, 15, 100, 4095, 4097, 50_000])
def test_random_bytes_of_any_length(tmp_path, secret, size):
    path = tmp_path / "a.sacwatch"
    path.write_bytes(random.Random(size).randbytes(size))
    assert refused(path, secret) == "trouble.not_ours_or_cut"


def test_random_bytes_that_could_be_an_encrypted_file(tmp_path, secret):
    path = tmp_path / "a.sacwatch"
    path.write_bytes(random.Random(7).randbytes(4096 * 5))
    assert refused(path, secret) == ("trouble.wrong_passphrase" if secret else "trouble.needs_passphrase")


def test_text_and_pictures_are_not_ours(tmp_path, secret):
    path = tmp_path / "a.sacwatch"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 3000)
    assert refused(path, secret) == "trouble.not_ours_or_cut"


def test_another_programs_database(tmp_path, secret):
    path = tmp_path / "a.sacwatch"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    assert refused(path, secret) == "trouble.not_ours"


def test_another_programs_encrypted_database(tmp_path):
    path = tmp_path / "a.sacwatch"
    execute(path, SECRET, "CREATE TABLE t (x)")
    assert refused(path, SECRET) == "trouble.not_ours"


def test_a_newer_file(path, secret):
    execute(path, secret, f"PRAGMA user_version = {schema.VERSION + 1}")
    assert refused(path, secret) == "trouble.newer_file"
    assert refused(path, secret, read_only=True) == "trouble.newer_file"


def test_an_older_file_where_it_may_not_be_changed(path, secret):
    execute(path, secret, f"PRAGMA user_version = {schema.VERSION - 1}")
    assert refused(path, secret) == "trouble.older_read_only"
    assert refused(path, secret, read_only=True) == "trouble.older_read_only"


@pytest.mark.parametrize("given", [None, "correct horse 1", "Correct horse 1 ", "x"])
def test_a_wrong_passphrase_or_none(tmp_path, given):
    desk = Desk.begin(tmp_path / "a.sacwatch", SECRET)
    desk.close()
    expected = "trouble.needs_passphrase" if given is None else "trouble.wrong_passphrase"
    assert refused(desk.store.path, given) == expected


def test_a_passphrase_for_a_file_that_has_none_is_not_used(tmp_path):
    desk = Desk.begin(tmp_path / "a.sacwatch")
    desk.close()
    with Store.open(desk.store.path, "whatever") as store:
        assert not store.encrypted
        store.save_copy(tmp_path / "b.sacwatch")
    assert not connections.is_encrypted(tmp_path / "b.sacwatch")


@pytest.mark.parametrize(
    "typed", ["Caf\u00e9 \u00fc", "x'4142'", 'it\'s; "q" %s', "\u5c71\u7530 \U0001f600", " ", "p" * 5000]
)
def test_any_passphrase_can_be_typed(tmp_path, typed):
    desk = Desk.begin(tmp_path / "a.sacwatch", typed)
    desk.close()
    with Store.open(desk.store.path, typed) as store:
        assert store.contents().watches == ("Boulevard Park Watch",)
    assert refused(desk.store.path, typed + "!") == "trouble.wrong_passphrase"


def test_an_accent_counts_the_same_however_the_keyboard_makes_it(tmp_path):
    desk = Desk.begin(tmp_path / "a.sacwatch", "Caf\u00e9")
    desk.close()
    Store.open(desk.store.path, "Cafe\u0301").close()


def test_bytes_flipped_anywhere_in_an_encrypted_file(path, secret):
    if not secret:
        pytest.skip("a plain file has no checksums")
    whole = path.read_bytes()
    for page in some(range(1, pages(path))):
        spot = page * connections.PAGE_SIZE + 1234
        path.write_bytes(whole[:spot] + bytes([whole[spot] ^ 0xFF]) + whole[spot + 1 :])
        assert refused(path, secret) == "trouble.damaged"


def test_a_first_page_that_was_flipped_may_be_a_wrong_passphrase_too(path, secret):
    overwrite(path, 0, b"\x00" * 16 if secret else b"SQLite format 3\x00" + b"\xff" * 40)
    assert refused(path, secret) == ("trouble.wrong_passphrase" if secret else "trouble.damaged")


def test_pages_overwritten_in_the_middle(path, secret):
    noise = random.Random(3).randbytes(connections.PAGE_SIZE)
    whole = path.read_bytes()
    structured = [page for page in range(1, pages(path)) if secret or holds_structure(whole, page)]
    for page in some(structured):
        path.write_bytes(whole)
        overwrite(path, page, noise)
        assert refused(path, secret) == "trouble.damaged", page


def holds_structure(whole, page):
    """Say whether a page of a plain file is more than text that spilled over, which has no checksum."""
    return whole[page * connections.PAGE_SIZE] in (2, 5, 10, 13)


def some(places):
    """Give six of many places, from the first to the last."""
    return [places[number * (len(places) - 1) // 5] for number in range(6)]


def test_a_letter_flipped_in_a_plain_file_is_found_at_opening_or_by_a_check(tmp_path):
    """A plain file has no checksums; but all that a record says stands in the journal once more."""
    desk = Desk.begin(tmp_path / "a.sacwatch")
    desk.log(note="unmistakable words")
    desk.close()
    data = desk.store.path.read_bytes()
    spots = [found.start() for found in re.finditer(b"unmistakable", data)]
    assert len(spots) >= 3, "in the record, in the journal, and in the search index"
    for spot in spots:
        desk.store.path.write_bytes(data[:spot] + b"X" + data[spot + 1 :])
        try:
            with Store.open(desk.store.path) as store:
                assert {problem.key for problem in check(store).problems} == {"finding.journal_row_differs"}
        except errors.Damaged:
            pass


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_file(path, secret, kept):
    whole = path.read_bytes()
    path.write_bytes(whole[: int(pages(path) * kept) * connections.PAGE_SIZE])
    assert refused(path, secret) == "trouble.damaged"
    path.write_bytes(whole[: int(len(whole) * kept) // 4096 * 4096 + 77])
    assert refused(path, secret) == ("trouble.not_ours_or_cut" if secret else "trouble.damaged")


@pytest.mark.parametrize("kept", [17, 99])
def test_a_file_cut_within_its_header(tmp_path, kept):
    desk = Desk.begin(tmp_path / "a.sacwatch")
    desk.close()
    desk.store.path.write_bytes(desk.store.path.read_bytes()[:kept])
    assert refused(desk.store.path) == "trouble.damaged"


NOBODY = """
import json, os, sys
from pathlib import Path
from sacwatch.domain.errors import Trouble
from sacwatch.store.checking import check
from sacwatch.store.files import Store
from tests import quickkeys
quickkeys.use()
os.setgid(65534)
os.setuid(65534)
for line in sys.stdin:
    path, secret, read_only = json.loads(line)
    try:
        with Store.open(Path(path), secret, read_only=read_only) as store:
            print("opened", store.contents().counts["patrol"])
    except Trouble as trouble:
        print(trouble.problem.key)
"""


@pytest.fixture(scope="module")
def nobody(tmp_path_factory):
    """Give a process without rights; root may write everywhere, whatever the bits say."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("needs to become another user")
    with Child(NOBODY, home=tmp_path_factory.mktemp("nobody")) as child:
        yield child


def as_nobody(nobody, path, secret, *, read_only):
    """Open a file as somebody without rights and give what came of it."""
    for each in path.parents[:-1]:
        if each.stat().st_mode & 0o005 != 0o005:
            each.chmod(each.stat().st_mode | 0o005)
    nobody.tell(json.dumps([str(path), secret, read_only]))
    return nobody.hear()


@pytest.mark.parametrize("protected", ["file", "folder", "both"])
def test_a_place_that_cannot_be_written(nobody, path, secret, protected):
    path.chmod(0o644 if protected == "folder" else 0o444)
    path.parent.chmod(0o777 if protected == "file" else 0o755)
    if protected == "folder":
        path.chmod(0o666)
    assert as_nobody(nobody, path, secret, read_only=False) == "trouble.read_only_place"
    assert as_nobody(nobody, path, secret, read_only=True) == "opened 12"


def test_what_was_saved_last_is_not_passed_over_in_a_read_only_place(nobody, path, secret):
    with Store.open(path, secret) as store:
        Desk(store).log()
        left = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    for name, data in left.items():
        (path.parent / name).write_bytes(data)
        (path.parent / name).chmod(0o644)
    path.parent.chmod(0o755)
    assert as_nobody(nobody, path, secret, read_only=True) == "trouble.unfinished_read_only"


def test_a_file_for_reading_is_never_written(path, secret):
    before = path.read_bytes()
    store = Store.open(path, secret, read_only=True)
    with pytest.raises(errors.ReadOnlyPlace) as caught:
        store.work(now=NOW)
    assert caught.value.problem.key == "trouble.opened_for_reading"
    with store.reading(now=NOW) as work:
        assert work.patrols.count() == 12
    store.close()
    assert path.read_bytes() == before


def test_a_new_file_never_replaces_another(path, secret):
    before = path.read_bytes()
    with pytest.raises(Trouble) as caught:
        files.create(path, secret)
    assert caught.value.problem.key == "trouble.file_exists"
    assert path.read_bytes() == before


def test_a_new_file_gets_its_folder(tmp_path):
    files.create(tmp_path / "Documents" / "SacWatch" / "a.sacwatch").close()


def test_a_file_that_cannot_be_made_leaves_nothing_behind(tmp_path):
    (tmp_path / "in the way").write_text("a file, no folder")
    with pytest.raises(Trouble):
        files.create(tmp_path / "in the way" / "a.sacwatch")
    assert [each.name for each in tmp_path.iterdir()] == ["in the way"]


@pytest.mark.parametrize(
    "name", ["ünï ☂ #%?&.sacwatch", "two  blanks.sacwatch", "-wal.sacwatch", "a;b'c\"d.sacwatch"]
)
def test_any_file_name_will_do(tmp_path, secret, name):
    desk = Desk.begin(tmp_path / name, secret)
    desk.log()
    desk.close()
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with Store.open(tmp_path / name, secret, read_only=True) as store:
        assert store.contents().counts["patrol"] == 1


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/home/rosa/a b?#.sacwatch", "file:/home/rosa/a%20b%3F%23.sacwatch"),
        ("\\\\server\\share\\a.sacwatch", "file:////server/share/a.sacwatch"),
        ("//server/share/a.sacwatch", "file:////server/share/a.sacwatch"),
    ],
)
def test_the_address_of_a_path_is_one_that_sqlite_takes(path, address):
    assert connections.address_of(path) == address
