"""The passphrase in the system's keyring: on request, encrypted, never in a plain file."""

import contextlib

import keyring.backend
import keyring.errors
import pytest

from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, opening, passphrases
from tests.making import NOW, Desk

SECRET = "Correct horse"


class Memory(keyring.backend.KeyringBackend):
    """A keyring of its own that keeps everything in memory."""

    priority = 9
    kept: dict = {}
    trouble: type[Exception] | None = None

    def _act(self):
        if self.trouble:
            raise self.trouble(SECRET)

    def get_password(self, service, username):
        self._act()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._act()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._act()
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError
        del self.kept[service, username]


class PlainFile(Memory):
    """Stands for a keyring that writes plain files, which says itself that it is the best."""

    priority = 99


@pytest.fixture
def memory(monkeypatch):
    """Give the keyring in memory as the only one of this system that is trusted."""
    monkeypatch.setattr(passphrases, "_KEEPERS", ("keyring of the test",))
    monkeypatch.setattr(Memory, "__module__", "keyring of the test")
    monkeypatch.setattr(Memory, "kept", {})
    monkeypatch.setattr(Memory, "trouble", None)
    _look_again()
    yield Memory
    _look_again()


def _look_again():
    """Make the keyring package look for its backends anew, which it does once."""
    with contextlib.suppress(KeyError):
        keyring.backend.get_all_keyring.reset()


@pytest.fixture
def nothing(monkeypatch):
    """Leave the system without any keyring that is trusted."""
    monkeypatch.setattr(passphrases, "_KEEPERS", ())


def test_a_passphrase_is_remembered_for_its_file_until_it_is_forgotten(memory, tmp_path):
    one, two = tmp_path / "a.sacwatch", tmp_path / "b.sacwatch"
    assert passphrases.can_remember()
    assert passphrases.remembered(one) is None
    passphrases.remember(one, SECRET)
    assert passphrases.remembered(one) == SECRET
    assert passphrases.remembered(tmp_path / "x" / ".." / "a.sacwatch") == SECRET
    assert passphrases.remembered(two) is None
    passphrases.forget(two)
    passphrases.forget(one)
    assert passphrases.remembered(one) is None
    assert memory.kept == {}


def test_a_keyring_that_writes_plain_files_is_passed_over(memory, tmp_path):
    passphrases.remember(tmp_path / "a.sacwatch", SECRET)
    assert type(passphrases._keeper()) is Memory


def test_without_a_keyring_nothing_is_kept_anywhere(nothing, tmp_path):
    assert not passphrases.can_remember()
    assert passphrases.remembered(tmp_path / "a.sacwatch") is None
    passphrases.forget(tmp_path / "a.sacwatch")
    with pytest.raises(Trouble) as caught:
        passphrases.remember(tmp_path / "a.sacwatch", SECRET)
    assert caught.value.problem.key == "trouble.no_keyring"


@pytest.mark.parametrize("trouble", [keyring.errors.KeyringLocked, RuntimeError, OSError])
def test_a_keyring_that_does_not_answer_is_told_without_what_it_said(memory, monkeypatch, tmp_path, trouble):
    monkeypatch.setattr(Memory, "trouble", trouble)
    assert passphrases.remembered(tmp_path / "a.sacwatch") is None
    with pytest.raises(Trouble) as caught:
        passphrases.remember(tmp_path / "a.sacwatch", SECRET)
    assert caught.value.problem.key == "trouble.keyring"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_remembered_passphrase_opens_the_file(memory, tmp_path):
    desk = Desk.begin(tmp_path / "a.sacwatch", SECRET)
    desk.close()
    passphrases.remember(desk.store.path, SECRET)
    opened = opening.open_for_window(desk.store.path, None, now=NOW, zone=SACRAMENTO)
    assert opened.watch_name == "Boulevard Park Watch"
    opening.close(opened.store, opened.claim, now=NOW, zone=SACRAMENTO)


@pytest.mark.parametrize(("new", "kept"), [("Another", "Another"), (None, None), ("", None)])
def test_what_is_remembered_follows_the_file(memory, tmp_path, new, kept):
    desk = Desk.begin(tmp_path / "a.sacwatch", SECRET)
    desk.close()
    passphrases.remember(desk.store.path, SECRET)
    files.set_passphrase(desk.store.path, SECRET, new)
    assert passphrases.remembered(desk.store.path) == kept


def test_what_nobody_asked_to_remember_is_not_remembered(memory, tmp_path):
    desk = Desk.begin(tmp_path / "a.sacwatch", SECRET)
    desk.close()
    files.set_passphrase(desk.store.path, SECRET, "Another")
    assert memory.kept == {}


def test_a_keyring_in_trouble_does_not_stop_a_new_passphrase(memory, monkeypatch, tmp_path):
    desk = Desk.begin(tmp_path / "a.sacwatch", SECRET)
    desk.close()
    passphrases.remember(desk.store.path, SECRET)
    monkeypatch.setattr(Memory, "trouble", keyring.errors.KeyringLocked)
    files.set_passphrase(desk.store.path, SECRET, "Another")
    with files.open_file(desk.store.path, "Another", now=NOW, zone=SACRAMENTO) as store:
        assert store.encrypted
