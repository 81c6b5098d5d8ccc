"""One window has a file open: others feel its locks, and where they cannot, they read its note."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacwatch import words
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, opening
from sacwatch.store import errors
from sacwatch.store.claims import Claim
from sacwatch.store.files import Store
from tests.children import Child
from tests.making import NOW, Desk

OTHER_WINDOW = """
import sys
from datetime import datetime
from pathlib import Path
from sacwatch.store.claims import Claim
claim = Claim(Path(sys.argv[1]))
print("taken" if claim.take() else "refused", claim.name)
if len(sys.argv) > 2:
    claim.leave_note(datetime.fromisoformat(sys.argv[2]))
    print("noted")
sys.stdin.readline()
claim.release()
print("released")
sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.sacwatch"
    path.touch()
    return path


def test_a_second_window_on_this_computer_is_refused_until_the_first_lets_go(path, own_home):
    with Child(OTHER_WINDOW, path, home=own_home) as other:
        said = other.hear()
        assert said.startswith("taken")
        claim = Claim(path)
        assert not claim.take()
        assert claim.name == said.split()[1], "both know one name for the file, to call the window by"
        other.tell()
        assert other.hear() == "released"
        assert claim.take()
        claim.release()


def test_a_killed_window_has_let_go(path, own_home):
    with Child(OTHER_WINDOW, path, home=own_home) as other:
        assert other.hear().startswith("taken")
        other.kill()
        claim = Claim(path)
        assert claim.take()
        claim.release()


def test_a_window_is_refused_while_this_process_has_the_file(path, own_home):
    claim = Claim(path)
    assert claim.take()
    with Child(OTHER_WINDOW, path, home=own_home) as other:
        assert other.hear().startswith("refused")
    claim.release()


def test_other_files_are_other_claims(path, own_home):
    one, two = Claim(path), Claim(path.with_name("b.sacwatch"))
    assert one.take()
    assert two.take()
    assert one.name != two.name
    one.release()
    two.release()


def test_another_way_to_the_same_file_is_the_same_claim(path):
    link = path.with_name("link.sacwatch")
    link.symlink_to(path)
    around = path.parent / "x" / ".." / path.name
    assert Claim(link).name == Claim(path).name == Claim(around).name


def test_where_no_lock_can_be_kept_the_file_may_still_be_written(path, own_home):
    """SQLite's own locks keep writers apart; a captain is not shut out of the file."""
    claim = Claim(path)
    locks = own_home / "locks"
    locks.rmdir()
    locks.write_text("a file in the way")
    assert claim.take()
    claim.release()


def test_a_note_tells_other_computers(path):
    here, there = Claim(path, computer="kitchen"), Claim(path, computer="attic")
    assert here.take()
    here.leave_note(NOW)
    assert here.elsewhere() is None, "a note of our own is no news, not even one left by a crash"
    found = there.elsewhere()
    assert (found.computer, found.since) == ("kitchen", NOW)
    here.release()
    assert there.elsewhere() is None
    assert list(path.parent.iterdir()) == [path]


def test_another_computers_note_stays_when_we_only_looked(path):
    note = path.with_name(f".{path.name}.open")
    note.write_text(json.dumps({"computer": "attic", "since": NOW.isoformat()}), encoding="utf-8")
    here = Claim(path, computer="kitchen")
    assert here.take()
    here.release()
    assert note.exists()


def test_a_note_that_was_overruled_is_ours_then(path):
    there = Claim(path, computer="attic")
    there.leave_note(datetime(2026, 9, 1, tzinfo=UTC))
    here = Claim(path, computer="kitchen")
    assert here.take()
    here.leave_note(NOW)
    assert there.elsewhere().computer == "kitchen"
    here.release()
    assert here.elsewhere() is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"computer": "x"}',
        '{"computer": "x", "since": "soon"}',
        '{"computer": 1, "since": 2}',
        "\udcff",
    ],
)
def test_a_broken_note_is_no_note(path, text):
    Path(path.parent / f".{path.name}.open").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert Claim(path).elsewhere() is None


def test_a_note_that_cannot_be_written_does_no_harm(path):
    claim = Claim(path.parent / "no such folder" / "a.sacwatch")
    claim.leave_note(NOW)
    claim.release()


# Other accounts on this computer: each has an app folder of its own, so the lock there says nothing


@pytest.fixture
def other_home(tmp_path_factory):
    return tmp_path_factory.mktemp("another account")


def test_another_account_on_this_computer_is_known_for_sure(path, other_home):
    with Child(OTHER_WINDOW, path, NOW.isoformat(), home=other_home) as other:
        assert other.hear().startswith("taken")
        assert other.hear() == "noted"
        claim = Claim(path)
        assert claim.take(), "no other window of this account has it"
        found = claim.elsewhere()
        assert (found.since, found.sure, bool(found.user)) == (NOW, True, True)
        claim.release()
        assert path.with_name(f".{path.name}.open").exists(), "the other one's note is left alone"
        other.tell()
        assert other.hear() == "released"
        claim = Claim(path)
        assert claim.take() and claim.elsewhere() is None
        claim.release()
    assert list(path.parent.iterdir()) == [path]


def test_another_account_is_known_before_it_left_its_note(path, other_home):
    with Child(OTHER_WINDOW, path, home=other_home) as other:
        assert other.hear().startswith("taken")
        claim = Claim(path)
        assert claim.take()
        assert (claim.elsewhere().computer, claim.elsewhere().sure) == ("", True)
        claim.release()


def test_a_killed_window_of_another_account_leaves_a_note_that_can_be_overruled(path, other_home):
    with Child(OTHER_WINDOW, path, NOW.isoformat(), home=other_home) as other:
        assert (other.hear()[:5], other.hear()) == ("taken", "noted")
        other.kill()
    claim = Claim(path)
    assert claim.take()
    assert claim.elsewhere().sure is False
    claim.leave_note(NOW)
    claim.release()
    assert list(path.parent.iterdir()) == [path]


def test_the_first_to_close_leaves_the_note_of_who_overruled_it(path, other_home, monkeypatch):
    first = Claim(path, computer="same name")
    first.leave_note(NOW)
    monkeypatch.setenv("SACWATCH_HOME", str(other_home))
    second = Claim(path, computer="same name")
    assert second.take()
    assert second.elsewhere().computer == "same name", "another installation, though of the same name"
    second.leave_note(NOW)
    first.release()
    assert first.elsewhere().computer == "same name"
    second.release()
    assert list(path.parent.iterdir()) == [path]


def test_a_note_of_another_account_that_cannot_be_written_still_locks(path, other_home):
    if os.geteuid() == 0:
        pytest.skip("nothing refuses root")
    note = path.with_name(f".{path.name}.open")
    note.touch(mode=0o444)
    with Child(OTHER_WINDOW, path, home=other_home) as other:
        assert other.hear().startswith("taken")
        claim = Claim(path)
        assert claim.take() and claim.elsewhere().sure
        claim.release()


def test_a_window_of_another_account_reads_only_and_cannot_overrule(tmp_path, other_home):
    path = tmp_path / "a.sacwatch"
    Desk.ready(path).close()
    with Child(OTHER_WINDOW, path, NOW.isoformat(), home=other_home) as other:
        assert (other.hear()[:5], other.hear()) == ("taken", "noted")
        for overrule in (False, True):
            opened = opening.open_for_window(path, None, now=NOW, zone=SACRAMENTO, overrule=overrule)
            assert opened.store.read_only and opened.claim is None and opened.elsewhere.sure
            opening.let_go(opened.store, opened.claim)


# What takes the place of a file that somebody has open


@pytest.mark.parametrize("home", ["own", "another account"])
def test_no_copy_backup_or_passphrase_comes_over_what_a_window_has_open(desk, tmp_path, own_home, home):
    standing = tmp_path / "standing" / "copy.sacwatch"
    standing.parent.mkdir()
    Desk.ready(standing).close()
    before = standing.read_bytes()
    other_home = own_home if home == "own" else standing.parent
    with Child(OTHER_WINDOW, standing, home=other_home) as other:
        assert other.hear().startswith("taken")
        for deed, told in (
            (lambda: files.save_copy(desk.store, standing), "no copy takes its place"),
            (lambda: files.set_passphrase(standing, None, "Correct horse"), "open in another window"),
            (
                lambda: opening.restore(standing, None, desk.store.path, now=NOW, zone=SACRAMENTO),
                "open in another window",
            ),
        ):
            with pytest.raises(errors.Busy) as caught:
                deed()
            sentence = words.sentence(caught.value.problem.key, caught.value.problem.values)
            assert told in sentence and "copy.sacwatch" in sentence
        assert standing.read_bytes() == before
        other.tell()
        assert other.hear() == "released"
        files.save_copy(desk.store, standing)
    with Store.open(standing) as store:
        assert store.contents().watches == ("Boulevard Park Watch",)


def test_no_copy_comes_over_a_file_that_another_computer_notes(desk, tmp_path):
    standing = tmp_path / "standing.sacwatch"
    standing.write_bytes(b"theirs")
    Claim(standing, computer="kitchen").leave_note(NOW)
    with pytest.raises(errors.Busy):
        files.save_copy(desk.store, standing)
    assert standing.read_bytes() == b"theirs"
