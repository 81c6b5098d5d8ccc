"""Files written elsewhere: real files, and the rules of Windows and macOS in their own error codes.

What Windows does is stood in for: `os.replace` is replaced by one that raises what Windows would.
Nothing here was run there.
"""

import errno
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch import paths, words
from sacwatch.domain.errors import Trouble
from sacwatch.exchange import folders

AT = datetime(2026, 11, 21, 22, 40)  # noqa: DTZ001  (a clock time)


def windows(code: int, number: int = errno.EACCES) -> OSError:
    """Give the error that Windows would raise."""
    problem = PermissionError(number, "as on Windows") if number == errno.EACCES else OSError(number, "so")
    problem.winerror = code
    return problem


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(folders, "_WAIT", 0)


@pytest.fixture
def held(monkeypatch):
    """Let some files be held open by another program, as Windows does it: they cannot be replaced."""
    shut: set[Path] = set()
    real = os.replace

    def replace(source, target):
        if Path(target) in shut or Path(source) in shut:
            raise windows(32)
        real(source, target)

    monkeypatch.setattr(folders.os, "replace", replace)
    return shut


def said(trouble: Trouble) -> str:
    return words.sentence(trouble.problem.key, trouble.problem.values)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def key_of(act) -> str:
    with pytest.raises(Trouble) as caught:
        act()
    assert said(caught.value)
    return caught.value.problem.key


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "Patrol hours 2026-11.pdf"
    folders.write_whole(target, b"one")
    folders.write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert names(tmp_path) == [target.name]


def test_a_reader_never_sees_half_a_file(tmp_path):
    target = tmp_path / "a.pdf"
    whole = [bytes([number]) * 400_000 for number in (1, 2)]
    folders.write_whole(target, whole[0])
    seen, stop = set(), threading.Event()

    def read():
        while not stop.is_set():
            seen.add(target.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        folders.write_whole(target, whole[number % 2])
    stop.set()
    reader.join()
    assert seen <= set(whole)


def test_a_folder_a_device_and_a_missing_place_are_refused(tmp_path):
    (tmp_path / "papers").mkdir()
    assert key_of(lambda: folders.write_whole(tmp_path / "papers", b"x")) == "trouble.target_is_folder"
    assert (
        key_of(lambda: folders.write_whole(tmp_path / "no" / "a.pdf", b"x")) == "trouble.target_folder_gone"
    )
    (tmp_path / "file").write_bytes(b"mine")
    assert (
        key_of(lambda: folders.write_whole(tmp_path / "file" / "a.pdf", b"x")) == "trouble.target_folder_gone"
    )
    os.mkfifo(tmp_path / "pipe")
    assert key_of(lambda: folders.write_whole(tmp_path / "pipe", b"x")) == "trouble.target_not_a_file"
    assert key_of(lambda: folders.write_whole(Path(os.devnull), b"x")) == "trouble.target_not_a_file"
    assert key_of(lambda: folders.write_whole(tmp_path / ("n" * 300), b"x")) == "trouble.target_name_long"
    assert names(tmp_path) == ["file", "papers", "pipe"]
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_protected_file_stays_as_it_is(tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"kept")
    target.chmod(0o444)
    # Root may write everything, so the system's answer is stood in for.
    monkeypatch.setattr(folders.os, "access", lambda path, mode: False)
    assert key_of(lambda: folders.write_whole(target, b"x")) == "trouble.target_read_only"
    assert target.read_bytes() == b"kept"


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "trouble.target_disk_full"),
        (errno.EDQUOT, "trouble.target_disk_full"),
        (errno.EFBIG, "trouble.target_disk_full"),
        (errno.EROFS, "trouble.target_read_only"),
        (errno.EACCES, "trouble.target_read_only"),
        (errno.EIO, "trouble.target_trouble"),
    ],
)
def test_each_mishap_of_writing_has_its_sentence_and_leaves_what_was_there(
    tmp_path, monkeypatch, number, key
):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"kept")

    def fsync(_handle):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(folders.os, "fsync", fsync)
    assert key_of(lambda: folders.write_whole(target, b"new")) == key
    assert target.read_bytes() == b"kept"
    assert names(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (112, "trouble.target_disk_full"),
        (39, "trouble.target_disk_full"),
        (5, "trouble.target_read_only"),
        (19, "trouble.target_read_only"),
        (206, "trouble.target_name_long"),
        (1, "trouble.target_trouble"),
    ],
)
def test_windows_codes_while_writing(tmp_path, code, key):
    # Access denied while the new file is written is about the folder, not about a reader of the old one.
    assert folders.place_trouble(windows(code), tmp_path / "a.pdf").problem.key == key


@pytest.mark.parametrize("code", [3, 21, 53, 64, 1167])
def test_a_drive_of_windows_that_went_away(tmp_path, code):
    gone = tmp_path / "stick" / "a.pdf"
    trouble = folders.place_trouble(windows(code, errno.ENOENT), gone)
    assert trouble.problem.key == "trouble.target_folder_gone"
    assert isinstance(trouble, folders.PlaceTrouble)


def test_a_whole_path_that_is_too_long_for_windows(tmp_path):
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    deep.mkdir(parents=True)
    trouble = folders.place_trouble(windows(3, errno.ENOENT), deep / ("f" * 60 + ".pdf"))
    assert trouble.problem.key == "trouble.path_long"


@pytest.mark.parametrize("code", [5, 32, 33, 1224])
def test_windows_says_that_a_file_is_held_open(code):
    assert folders.is_held(windows(code))


def test_linux_and_macos_replace_an_open_file_but_not_a_busy_one():
    assert folders.is_held(OSError(errno.EBUSY, "busy"))
    assert not folders.is_held(PermissionError(errno.EACCES, "no"))
    assert not folders.is_held(PermissionError(errno.EPERM, "locked in the Finder"))


def test_a_file_that_is_open_elsewhere_gets_a_dated_copy_beside_it(tmp_path, held):
    target = tmp_path / "Patrol log 2026-11-21 2030.pdf"
    target.write_bytes(b"old")
    held.add(target)
    with pytest.raises(folders.TargetBusy):
        folders.write_whole(target, b"new")
    first = folders.write_beside(target, b"new", AT)
    second = folders.write_beside(target, b"newer", AT)
    assert first.name == "Patrol log 2026-11-21 2030 (2026-11-21 2240).pdf"
    assert second.name == "Patrol log 2026-11-21 2030 (2026-11-21 2240 2).pdf"
    assert (target.read_bytes(), first.read_bytes(), second.read_bytes()) == (b"old", b"new", b"newer")
    assert len(names(tmp_path)) == 3


def test_a_scanner_that_holds_a_file_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    real, tries = os.replace, []

    def replace(source, target):
        tries.append(target)
        if len(tries) < 3:
            raise windows(32)
        real(source, target)

    monkeypatch.setattr(folders.os, "replace", replace)
    folders.write_whole(tmp_path / "a.pdf", b"x")
    assert (tmp_path / "a.pdf").read_bytes() == b"x"


def test_what_is_not_ours_is_kept_under_another_name(tmp_path):
    target = tmp_path / "a.pdf"
    for theirs in (b"first", b"second"):
        target.write_bytes(theirs)
        aside = folders.write_keeping(target, b"ours")
        assert aside.read_bytes() == theirs
        assert target.read_bytes() == b"ours"
    assert names(tmp_path) == ["a (changed copy 2).pdf", "a (changed copy).pdf", "a.pdf"]


def test_what_was_set_aside_comes_back_when_the_new_file_cannot_take_its_place(tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"theirs")
    real = os.replace

    def replace(source, into):
        if Path(source).name.endswith(".part"):
            raise OSError(errno.EIO, "the stick was pulled")
        real(source, into)

    monkeypatch.setattr(folders.os, "replace", replace)
    assert key_of(lambda: folders.write_keeping(target, b"ours")) == "trouble.target_trouble"
    assert target.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.pdf"]


def test_a_path_that_is_too_long_is_laid_to_its_folder_and_not_to_the_papers_name(tmp_path):
    deep = tmp_path
    while len(str(deep)) < 300:
        deep = deep / ("d" * 60)
    deep.mkdir(parents=True)
    folders.write_whole(deep / "Patrol hours 2026-09.pdf", b"x")
    assert names(deep) == ["Patrol hours 2026-09.pdf"], "here 300 signs are no trouble"
    told = folders.place_trouble(windows(206), deep / "Patrol hours 2026-09.pdf")
    assert told.problem.key == "trouble.path_long" and told.problem.values["name"] == "d" * 60
    while len(str(deep)) < 5000:
        deep = deep / ("d" * 60)
    assert key_of(lambda: folders.write_whole(deep / "Patrol hours 2026-09.pdf", b"x")) == "trouble.path_long"


def test_a_folder_is_made_but_not_the_drive_it_stands_on(tmp_path):
    folders.ready(tmp_path / "papers")
    assert (tmp_path / "papers").is_dir()
    assert key_of(lambda: folders.ready(tmp_path / "stick" / "papers")) == "trouble.target_folder_gone"
    assert key_of(lambda: folders.ready(tmp_path / "other", make=False)) == "trouble.target_folder_gone"
    assert not (tmp_path / "other").exists()
    (tmp_path / "file").touch()
    assert key_of(lambda: folders.ready(tmp_path / "file")) == "trouble.folder_is_file"
    assert key_of(lambda: folders.ready(tmp_path / ("n" * 300))) == "trouble.target_name_long"
    assert key_of(lambda: folders.ready(tmp_path / "file" / "papers")) == "trouble.target_folder_gone"


def test_a_protected_folder_is_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr(folders.os, "access", lambda path, mode: False)
    assert key_of(lambda: folders.ready(tmp_path)) == "trouble.folder_read_only"


def test_a_whole_drive_is_called_by_all_of_its_name():
    assert folders.called(Path("/")) == "/"
    assert folders.called(Path("/papers")) == "papers"


def test_only_what_was_left_half_made_long_ago_is_cleared(tmp_path):
    old, fresh, theirs = (tmp_path / name for name in (".sacwatch-1.part", ".sacwatch-2.part", "x.part"))
    now = datetime.now(UTC)
    for each in (old, fresh, theirs):
        each.touch()
    long_ago = (now - timedelta(hours=3)).timestamp()
    os.utime(old, (long_ago, long_ago))
    os.utime(theirs, (long_ago, long_ago))
    folders.clear_parts(tmp_path, now - timedelta(hours=1))
    assert names(tmp_path) == [".sacwatch-2.part", "x.part"]


def test_removing_what_is_held_open_is_told_from_what_is_not_allowed(tmp_path, monkeypatch):
    folders.remove(tmp_path / "not there.pdf")

    def unlink(self, missing_ok=False):
        raise problems.pop()

    monkeypatch.setattr(Path, "unlink", unlink)
    problems = [PermissionError(errno.EPERM, "locked"), windows(32)]
    assert key_of(lambda: folders.remove(tmp_path / "a.pdf")) == "trouble.target_busy"
    assert key_of(lambda: folders.remove(tmp_path / "a.pdf")) == "trouble.target_read_only"


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_every_system_takes(text):
    name = paths.safe_name(text, suffix=".pdf")
    assert name.endswith(".pdf")
    assert not set(name) & set('<>:"/\\|?*\0\n\t')
    assert not name.startswith(" ") and not name.removesuffix(".pdf").endswith((" ", "."))
    # Room is left for "(changed copy 12)" or a date behind it, within 255 bytes.
    assert len(name.encode("utf-8", "surrogatepass")) <= 130
    assert name.split(".")[0].casefold() not in ("con", "nul", "com1", "lpt9", "aux", "prn")


LIMITED = """
import resource, sys
from pathlib import Path
from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.exchange import folders
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    folders.write_whole(Path(sys.argv[1]), b"x" * 20000)
except Trouble as trouble:
    print(trouble.problem.key)
"""


def test_a_real_limit_on_the_size_of_files(tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"kept")
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(target)], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["trouble.target_disk_full"]
    assert target.read_bytes() == b"kept"
    assert names(tmp_path) == ["a.pdf"]
