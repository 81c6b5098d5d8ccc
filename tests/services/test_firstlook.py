"""A file is read through once while the program is loaded; only a good and fresh answer counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import opening
from sacwatch.services.firstlook import FirstLook
from sacwatch.store import connection
from tests.making import NOW, Desk

SECRET = "four plain words here"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Give the list of files that are read through from now on, each as often as it is."""
    found: list[Path] = []
    check = connection.quick_check

    def counted(opened: object, path: Path) -> None:
        found.append(path)
        check(opened, path)

    monkeypatch.setattr(connection, "quick_check", counted)
    return found


def made(tmp_path: Path, passphrase: str | None = None) -> Path:
    path = tmp_path / "watch.sacwatch"
    Desk.begin(path, passphrase).close()
    return path


def opened(path: Path, passphrase: str | None, look: FirstLook) -> None:
    found = opening.open_for_window(path, passphrase, now=NOW, zone=SACRAMENTO, look=look)
    opening.let_go(found.store, found.claim)


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_whole_file_is_read_through_once(
    tmp_path: Path, checks: list[Path], passphrase: str | None
) -> None:
    path = made(tmp_path, passphrase)
    checks.clear()
    opened(path, passphrase, FirstLook(path, passphrase))
    assert checks == [path]


def test_a_file_that_was_touched_after_the_look_is_read_again(tmp_path: Path, checks: list[Path]) -> None:
    path = made(tmp_path)
    look = FirstLook(path, None)
    assert look.whole()
    os.utime(path, ns=(1, 1))
    checks.clear()
    opened(path, None, look)
    assert checks == [path]


def test_a_damaged_file_is_refused_with_its_sentence(tmp_path: Path) -> None:
    path = made(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + bytes(4096) * (len(whole) // 4096 - 2))
    look = FirstLook(path, None)
    with pytest.raises(Trouble) as told:
        opened(path, None, look)
    assert told.value.problem.key == "trouble.damaged"
    assert not look.whole()


@pytest.mark.parametrize(
    ("typed", "told"), [(None, "trouble.needs_passphrase"), ("not this one", "trouble.wrong_passphrase")]
)
def test_a_look_without_the_right_passphrase_changes_no_sentence(
    tmp_path: Path, typed: str | None, told: str
) -> None:
    path = made(tmp_path, SECRET)
    with pytest.raises(Trouble) as said:
        opened(path, typed, FirstLook(path, typed))
    assert said.value.problem.key == told


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    path = tmp_path / "gone.sacwatch"
    with pytest.raises(Trouble) as told:
        opened(path, None, FirstLook(path, None))
    assert told.value.problem.key == "trouble.no_file"
