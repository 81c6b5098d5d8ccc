"""One window has a file open: the others on this computer know it, other computers read a note."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacwatch.store.claims import Claim
from tests.children import Child
from tests.making import NOW

OTHER_WINDOW = """
import sys
from pathlib import Path
from sacwatch.store.claims import Claim
claim = Claim(Path(sys.argv[1]))
print("taken" if claim.take() else "refused", claim.name)
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
