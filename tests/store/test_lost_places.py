"""The disk is full or the file gone while it is open: told in a sentence, nothing lost, work goes on."""

import contextlib
import errno
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sacwatch import words
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import Trouble
from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import EntryDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, sample, undoing
from sacwatch.store import errors
from sacwatch.store.checking import check
from sacwatch.store.files import Store
from tests.children import Child
from tests.making import NOW, Desk

BIG = "x" * 19_000
LINES = tuple(EntryDraft(seen=f"{number} {BIG}") for number in range(30))
"""Entries of half a megabyte."""


def told(caught):
    problem = caught.value.problem
    return problem.key, words.sentence(problem.key, problem.values)


# A disk that is full


@pytest.fixture
def small_disk(tmp_path):
    """Give a folder on a file system of 5 MB, where this process may mount one."""
    folder = tmp_path / "stick"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(folder)]
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("no file system of a chosen size can be mounted here")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Take all the room that a disk has left."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        for size in (65_536, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return filler


@pytest.mark.parametrize("secret", [None, "Correct horse"], ids=["plain", "encrypted"])
@pytest.mark.parametrize("place", [".", "Dropbox"], ids=["log", "rollback journal"])
def test_a_full_disk_refuses_a_save_and_keeps_everything_before_it(small_disk, place, secret):
    folder = small_disk / place
    folder.mkdir(exist_ok=True)
    desk = Desk.begin(folder / "a.sacwatch", secret)
    before = desk.log(note="before the disk was full")
    with desk.work() as work:
        work.drafts.keep(KeptDraft("d", Kind.PATROL, None, NOW, {"note": "typing"}))
    filler = fill(small_disk)

    for _ in range(3):
        with pytest.raises(errors.DiskFull) as caught:
            desk.log(entries=LINES)
        key, sentence = told(caught)
        assert key == "trouble.disk_full"
        assert "a.sacwatch" in sentence
    assert desk.patrol(before.id) == before
    with desk.reading() as work:
        assert work.patrols.count() == 1
        assert len(work.search("before")) == 1
        assert work.drafts.all()[0].data == {"note": "typing"}

    filler.unlink()
    after = desk.log(note="after room was made")
    assert desk.patrol(after.id) == after
    assert check(desk.store).good
    desk.close()
    with Store.open(desk.store.path, secret) as store:
        assert store.contents().counts["patrol"] == 2


def test_a_change_that_finds_the_disk_full_leaves_the_record_as_it_was(small_disk):
    desk = Desk.begin(small_disk / "a.sacwatch")
    patrol = desk.log()
    filler = fill(small_disk)
    with pytest.raises(errors.DiskFull):
        while True:
            with desk.work() as work:
                undoing.undo(work)
            with desk.work() as work:
                undoing.redo(work)
    filler.unlink()
    with desk.reading() as work:
        step = undoing.upcoming(work)
        assert (work.patrols.count() == 1) is bool(step.undo)
    with desk.work() as work:
        (undoing.undo if step.undo else undoing.redo)(work)
    with desk.work() as work:
        (undoing.redo if step.undo else undoing.undo)(work)
    assert desk.patrol(patrol.id) == patrol if step.undo else True
    assert check(desk.store).good
    desk.close()


def test_a_copy_onto_a_full_disk_is_refused_and_leaves_nothing_there(small_disk, tmp_path):
    desk = Desk.ready(tmp_path / "a.sacwatch")
    for _ in range(2):
        desk.log(entries=LINES)
    standing = small_disk / "copy.sacwatch"
    standing.write_bytes(b"an older copy")
    filler = fill(small_disk)
    with pytest.raises(errors.DiskFull) as caught:
        files.save_copy(desk.store, standing)
    assert "copy.sacwatch" in told(caught)[1]
    assert standing.read_bytes() == b"an older copy"
    assert sorted(small_disk.iterdir()) == [standing, filler]
    filler.unlink()
    files.save_copy(desk.store, standing)
    with Store.open(standing) as store:
        assert store.contents().counts["patrol"] == 2
    desk.close()


def test_a_new_file_on_a_full_disk_is_refused_and_leaves_nothing_there(small_disk):
    filler = fill(small_disk)
    with pytest.raises(errors.DiskFull):
        files.create(small_disk / "a.sacwatch")
    assert list(small_disk.iterdir()) == [filler]


def test_a_sample_watch_on_a_full_disk_is_told_of_by_its_own_name_and_leaves_nothing_there(small_disk):
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 3_600_000)
    with pytest.raises(errors.DiskFull) as caught:
        sample.make_file(small_disk / "Sample.sacwatch", now=NOW, zone=SACRAMENTO)
    assert "“Sample.sacwatch”" in told(caught)[1]
    assert list(small_disk.iterdir()) == [filler]


def test_a_passphrase_on_a_full_disk_is_refused_and_the_file_is_as_it_was(small_disk):
    desk = Desk.begin(small_disk / "a.sacwatch")
    desk.log(entries=LINES[:10])
    desk.close()
    before = desk.store.path.read_bytes()
    filler = fill(small_disk)
    with pytest.raises(errors.DiskFull):
        files.set_passphrase(desk.store.path, None, "Correct horse")
    assert desk.store.path.read_bytes() == before
    assert sorted(small_disk.iterdir()) == [desk.store.path, filler]


# A limit on the size of a file, which every system has that can run these tests


LIMITED = """
import resource, sys
from pathlib import Path
from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.store.checking import check
from tests.making import Desk
from tests.store.test_lost_places import LINES

for folder in (Path(sys.argv[1]) / "Documents", Path(sys.argv[1]) / "Dropbox"):
    folder.mkdir()
    desk = Desk.ready(folder / "a.sacwatch")
    before = desk.log(note="before the limit")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (desk.store.path.stat().st_size + 100_000, hard))
    for _ in range(3):
        try:
            desk.log(entries=LINES)
        except Trouble as trouble:
            sentence = words.sentence(trouble.problem.key, trouble.problem.values)
            print(type(trouble).__name__, trouble.problem.key, sentence)
        else:
            print("saved")
    print(desk.patrol(before.id) == before)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    after = desk.log(note="after the limit")
    print(desk.patrol(after.id) == after, check(desk.store).problems, len(desk.store.contents().watches))
    desk.close()
"""


def test_a_write_that_the_system_refuses_is_told_and_work_goes_on(tmp_path, own_home):
    with Child(LIMITED, tmp_path, home=own_home) as child:
        for _ in ("a log", "a rollback journal"):
            for _ in range(3):
                kind, key, sentence = child.hear().split(maxsplit=2)
                assert (kind, key) == ("DiskTrouble", "trouble.disk_trouble")
                assert "a.sacwatch" in sentence
            assert child.hear() == "True"
            assert child.hear() == "True [] 1"


def test_a_limit_is_no_longer_than_the_test(tmp_path):
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "trouble.disk_full"),
        (errno.EDQUOT, "trouble.disk_full"),
        (errno.EFBIG, "trouble.disk_full"),
        (errno.EROFS, "trouble.read_only_place"),
        (errno.EACCES, "trouble.read_only_place"),
        (errno.ENOENT, "trouble.file_gone"),
        (errno.ENODEV, "trouble.file_gone"),
        (errno.EIO, "trouble.disk_trouble"),
    ],
)
def test_each_refusal_of_the_system_has_its_sentence(tmp_path, number, key):
    assert errors.translated(OSError(number, "x"), tmp_path / "a").problem.key == key


def test_a_bug_is_not_taken_for_trouble(tmp_path):
    for problem in (ValueError("x"), KeyError("x"), AssertionError()):
        assert errors.translated(problem, tmp_path) is None


def test_what_goes_wrong_beside_the_file_is_not_told_of_the_file(desk):
    """A photo that cannot be read is no trouble of the watch's file."""
    with pytest.raises(FileNotFoundError), desk.work():
        Path(desk.store.path.parent / "gone.jpg").read_bytes()


# A file that is not where it was


@pytest.fixture(params=["documents", "Dropbox"], ids=["log", "rollback journal"])
def open_file(request, tmp_path):
    (tmp_path / request.param).mkdir()
    desk = Desk.ready(tmp_path / request.param / "a.sacwatch")
    desk.kept = desk.log(note="kept")
    yield desk
    with contextlib.suppress(Trouble):
        desk.close()


def gone(path):
    path.unlink()


def renamed(path):
    path.rename(path.with_name("b.sacwatch"))


def replaced(path):
    other = Desk.ready(path.with_name("other.sacwatch"))
    other.close()
    other.store.path.replace(path)


def folder_gone(path):
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("mishap", [gone, renamed, replaced, folder_gone])
def test_a_file_that_is_not_where_it_was_takes_no_more_saves_and_can_be_copied_whole(
    open_file, tmp_path, mishap
):
    desk = open_file
    path = desk.store.path
    mishap(path)
    standing = path.read_bytes() if path.exists() else None
    for _ in range(2):
        with pytest.raises(errors.FileGone) as caught:
            desk.log(note="too late")
        key, sentence = told(caught)
        assert key == "trouble.file_gone"
        assert "Save a copy" in sentence
    assert standing is None or path.read_bytes() == standing, "what took its name is left alone"

    rescued = tmp_path / "rescued.sacwatch"
    files.save_copy(desk.store, rescued)
    with Store.open(rescued) as store:
        again = Desk(store)
        assert again.patrol(desk.kept.id) == desk.kept
        assert store.contents().counts["patrol"] == 1
        assert check(store).good
        again.log(note="and on it goes")


def test_reading_goes_on_where_the_file_was_renamed(open_file):
    renamed(open_file.store.path)
    assert open_file.patrol(open_file.kept.id) == open_file.kept


def test_a_file_that_comes_back_can_be_saved_in_again(open_file):
    path = open_file.store.path
    renamed(path)
    with pytest.raises(errors.FileGone):
        open_file.log()
    path.with_name("b.sacwatch").rename(path)
    patrol = open_file.log()
    assert open_file.patrol(patrol.id) == patrol


def test_a_copy_is_not_made_onto_the_file_itself_nor_a_folder(open_file, tmp_path):
    path = open_file.store.path
    for target, key in (
        (path, "trouble.copy_onto_itself"),
        (path.parent / ".." / path.parent.name / path.name, "trouble.copy_onto_itself"),
        (tmp_path, "trouble.target_is_folder"),
        (tmp_path / "nowhere" / "a.sacwatch", "trouble.no_folder"),
    ):
        with pytest.raises(Trouble) as caught:
            files.save_copy(open_file.store, target)
        assert caught.value.problem.key == key
    assert open_file.patrol(open_file.kept.id) == open_file.kept


def test_a_copy_replaces_an_older_one_and_tells_its_progress(open_file, tmp_path):
    target = tmp_path / "copy.sacwatch"
    target.write_bytes(b"older")
    seen = []
    files.save_copy(open_file.store, target, lambda done, of: seen.append((done, of)))
    assert seen[-1][0] == seen[-1][1] > 0
    with Store.open(target) as store:
        assert store.contents().counts["patrol"] == 1


def test_a_copy_that_is_cancelled_leaves_nothing_behind(open_file, tmp_path):
    class Stop(Exception):
        pass

    def progress(done, of):
        raise Stop

    with pytest.raises(Stop):
        files.save_copy(open_file.store, tmp_path / "copy.sacwatch", progress)
    assert not [each for each in tmp_path.iterdir() if each.is_file()]
    assert open_file.log().id


def test_a_copy_leaves_the_open_file_as_it_was(open_file, tmp_path):
    journal = open_file.store._connection.execute("PRAGMA journal_mode").fetchone()
    files.save_copy(open_file.store, tmp_path / "copy.sacwatch")
    assert open_file.store._connection.execute("PRAGMA journal_mode").fetchone() == journal
    assert open_file.log().id
