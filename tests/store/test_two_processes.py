"""Two processes on one file: each waits for the other, and what both saved is there."""

import time

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from sacwatch.store import connection as connections
from sacwatch.store.checking import check
from sacwatch.store.errors import Busy
from sacwatch.store.files import Store
from tests.children import Child
from tests.making import NOW, Desk

WRITER = """
import sys
from pathlib import Path
from tests.making import Desk, NOW
from sacwatch.store.files import Store
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
desk = Desk(Store.open(path), start=NOW)
print("ready")
sys.stdin.readline()
for number in range(count):
    print(desk.log(note=f"{name} {number}").id)
desk.close()
print("done")
"""


@pytest.mark.parametrize("folder", ["Documents", "Dropbox"])
def test_both_keep_all_that_they_save_at_the_same_time(tmp_path, own_home, folder):
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "a.sacwatch"
    Desk.ready(path).close()
    with (
        Child(WRITER, path, "one", 10, home=own_home) as one,
        Child(WRITER, path, "two", 10, home=own_home) as two,
    ):
        for each in (one, two):
            assert each.hear() == "ready"
        for each in (one, two):
            each.tell()
        saved = [line for each in (one, two) for line in iter(each.hear, "done")]
    with Store.open(path) as store, store.reading(now=NOW) as work:
        assert {record.id for record in work.patrols.get_many(saved)} == set(saved)
        assert len(saved) == 20
    with Store.open(path) as store:
        assert check(store).good


HOLDER = """
import sys
from pathlib import Path
from sacwatch.store import connection
held = connection.connect(Path(sys.argv[1]))
held.execute("BEGIN IMMEDIATE")
print("held")
sys.stdin.readline()
held.execute("ROLLBACK")
print("let go")
sys.stdin.readline()
"""


def test_who_reads_does_not_wait_for_who_writes(desk, own_home):
    desk.log()
    with Child(HOLDER, desk.store.path, home=own_home) as other:
        assert other.hear() == "held"
        begun = time.monotonic()
        with desk.reading() as work:
            assert work.patrols.count() == 1
        assert time.monotonic() - begun < 1
        assert check(desk.store).good


def test_who_writes_waits_for_another_to_finish(desk, own_home):
    with Child(HOLDER, desk.store.path, home=own_home) as other:
        assert other.hear() == "held"
        other.tell()
        patrol = desk.log()
    assert desk.patrol(patrol.id) == patrol


def test_a_file_that_is_held_too_long_is_told_and_nothing_is_lost(desk, own_home):
    """The wait itself is cut short here; that it is five seconds stands in the test of a connection."""
    with Child(HOLDER, desk.store.path, home=own_home) as other:
        assert other.hear() == "held"
        desk.store._connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(Busy) as caught:
            desk.log()
        assert caught.value.problem.key == "trouble.busy"
        other.tell()
        assert other.hear() == "let go"
        assert desk.log().id
    assert check(desk.store).good


def test_a_reader_of_its_own_sees_what_was_saved_and_can_write_nothing(desk):
    patrol = desk.log()
    other = desk.store.connection()
    try:
        assert other.execute("SELECT id FROM patrol").fetchall() == [(patrol.id,)]
        with pytest.raises(sqlcipher.OperationalError):
            other.execute("DELETE FROM patrol")
    finally:
        other.close()


def test_a_file_is_closed_whole_while_another_still_reads_it(desk):
    desk.log()
    other = connections.connect(desk.store.path, read_only=True)
    other.execute("BEGIN")
    assert other.execute("SELECT count(*) FROM patrol").fetchone() == (1,)
    desk.close()
    other.close()
    with Store.open(desk.store.path) as store:
        assert store.contents().counts["patrol"] == 1
